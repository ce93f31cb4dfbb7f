//! What a file of designs may say, and how it is refused.

use super::*;
use proptest::prelude::*;

/// A file with one small design; `from` in it replaced by `to`.
fn with(from: &str, to: &str) -> Result<Vec<Design>, Refused> {
    let file = r#"[[design]]
name = "40x20"
about.id = "Kecil"
about.en = "Small"
size = [40, 20]
margin = [1, 1]
symbol = { at = "left", least = 12, most = 18 }
profile = "compact"
fields = [
  { say = "product", part = "head", size = 7, lines = 2, bold = true },
  { say = "best_before", part = "foot", size = 6, caption = true, ink = "grey" },
]
"#;
    assert!(file.contains(from), "{from}");
    Design::read("kantor.toml", &file.replace(from, to))
}

fn refusal(from: &str, to: &str) -> String {
    with(from, to).unwrap_err().to_string()
}

#[test]
fn a_file_says_what_a_design_is() {
    let designs = with("name", "name").unwrap();
    let [design] = &designs[..] else { panic!("{designs:?}") };
    assert_eq!((design.name.as_str(), design.width, design.height), ("40x20", 40.0, 20.0));
    assert_eq!((design.level, design.profile), (EcLevel::M, Profile::Compact));
    assert_eq!(design.symbol, SymbolRoom { at: At::Left, least: 12.0, most: 18.0, edge: 0.0, gutter: 0.0 });
    assert_eq!((design.fields[0].what, design.fields[0].lines, design.fields[0].least), (What::Product, 2, 5.5));
    assert!(design.fields[1].captioned && design.fields[1].part == Part::Foot);
}

#[test]
fn a_refusal_says_file_line_field_and_what_to_do() {
    for (from, to, wanted) in [
        ("[40, 20]", "[4, 20]", "kantor.toml, line 5: size: 4 is out of bounds; write a number from 10 to 300"),
        ("most = 18", "most = 25", "kantor.toml, line 7: most: 25 is out of bounds; write a number from 8 to 20"),
        ("least = 12", "least = 19", "kantor.toml, line 7: least: 19 is out of bounds; write a number from 8 to 18"),
        ("most = 18", "most = nan", "kantor.toml, line 7: most: NaN is out of bounds; write a number from 8 to 20"),
        ("size = 7, ", "", "kantor.toml, line 10: size: is missing; write the size of type, in points"),
        ("size = 7", "size = 4", "kantor.toml, line 10: size: 4 is out of bounds; write a number from 5.5 to 36"),
        ("lines = 2", "lines = 0", "kantor.toml, line 10: lines: 0 is out of bounds; write a number from 1 to 6"),
        ("bold = true", "caption = true", "kantor.toml, line 10: caption: there is none for product; leave it away"),
        ("bold = true", "height = 7", "kantor.toml, line 10: height: only a logo has one; write `size`, in points"),
        (
            "bold = true",
            "text = \"x\"",
            "kantor.toml, line 10: text: only a field that says \"text\" has words of its own",
        ),
        ("\"product\"", "\"logo\"", "kantor.toml, line 10: size: a logo has a height, in millimetres; write `height`"),
        ("\"40x20\"", "\"40 x 20\"", "kantor.toml, line 2: name: write 1 to 40 of the signs a to z, 0 to 9, - and ."),
        ("\"Kecil\"", "\"\"", "say in 1 to 400 characters what the label is good for, in `id` and in `en`"),
    ] {
        let said = refusal(from, to);
        assert!(said.contains(wanted), "{from} -> {to}: {said}");
    }
}

#[test]
fn what_the_reader_does_not_know_is_refused_by_name() {
    for (from, to, wanted) in [
        ("profile", "colour = 1\nprofile", "line 8: colour: is not known here; possible are `name`, `about`"),
        ("bold", "italic", "line 10: italic: is not known here; possible are `say`, `part`"),
        ("\"grey\"", "\"red\"", "line 11: ink: 'red' is not known; possible are `black`, `grey`"),
        ("\"product\"", "\"produkt\"", "line 10: say: 'produkt' is not known; possible are `product`"),
        ("lines = 2", "lines = \"2\"", "line 10: lines: write a whole number instead of the text \"2\""),
        ("lines = 2", "lines = 2.5", "line 10: lines: write a whole number instead of 2.5"),
        ("size = 7", "size = true", "line 10: size: write a number instead of true"),
        ("bold = true", "bold = 1", "line 10: bold: write true or false instead of 1"),
        ("[40, 20]", "[40]", "line 5: size: write two numbers in brackets, such as [40, 30]"),
        ("name = \"40x20\"\n", "", "line 1: name: is missing; write it"),
        ("say = \"product\", ", "", "line 10: say: is missing; write it"),
        ("at = \"left\", ", "", "line 7: at: is missing; write it"),
        ("about.en = \"Small\"\n", "", "line 3: en: is missing; write it"),
    ] {
        let said = refusal(from, to);
        assert!(said.contains(wanted), "{from} -> {to}: {said}");
        assert!(["usize", "f32", "invalid", "expected one"].iter().all(|word| !said.contains(word)), "{said}");
    }
    assert!(refusal("fields = [", "fields = ").contains("this is no TOML: "));
}

#[test]
fn a_name_stands_once_and_a_file_is_of_bounded_size() {
    let once = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/data/label-designs.toml")).unwrap();
    let twice = Design::read("x.toml", &format!("{once}{once}")).unwrap_err().to_string();
    assert!(twice.contains("name: `20x20` is there twice; give each design a name of its own"), "{twice}");
    let large = Design::read("x.toml", &"#".repeat(70_000)).unwrap_err().to_string();
    assert!(large.contains("70000 bytes; at most 65536 are read"), "{large}");
}

#[test]
fn the_ready_made_designs_are_there() {
    let wanted =
        ["20x20", "25x25", "30x20", "38x18", "40x30", "50x30", "63x31", "70x37", "75x38", "100x50", "strip-140x28"];
    for name in wanted {
        let design = Design::named(name).unwrap();
        let size = format!("{}x{}", design.width, design.height);
        assert!(name.ends_with(&size), "{name} is {size}");
        assert!(
            design.fields.iter().any(|field| matches!(field.what, What::ShortCode | What::ShortAddress)),
            "{name} has a place for the short code"
        );
    }
    assert_eq!(Design::named("1x1"), None);
}

#[test]
fn a_stock_gets_the_design_that_fills_it_best() {
    let named = |width, height| Design::largest_within(width, height).map(|design| design.name.as_str());
    assert_eq!(named(70.0, 37.0), Some("70x37"));
    assert_eq!(named(64.0, 32.0), Some("63x31"));
    assert_eq!(named(52.5, 29.7), Some("52x29"));
    assert_eq!(named(38.1, 21.2), Some("38x21"));
    assert_eq!(named(19.0, 19.0), None);
}

#[test]
fn the_smallest_label_for_a_symbol_grows_with_it() {
    let named = |modules| {
        let design = Design::smallest_that_fits(modules, Device::Vector, Smallest::Usual);
        design.map(|design| design.name.as_str())
    };
    assert_eq!(named(33), Some("20x20"));
    assert_eq!(named(41), Some("30x20"));
    assert_eq!(named(53), Some("25x25"));
    assert_eq!(named(61), Some("40x30"));
    assert_eq!(named(177), None);
}

proptest! {
    #[test]
    fn no_text_panics(text in "\\PC{0,200}|([\\[\\]{}=,\"a-z0-9\\n. ]{0,200})") {
        let _ = Design::read("x.toml", &text);
    }

    #[test]
    fn no_damage_to_a_good_file_panics_and_what_is_read_is_within_bounds(
        at in 0..10_000_usize, length in 0..12_usize, put in "[-0-9a-z\"\\[\\]{}=,.\\n ]{0,8}",
    ) {
        let mut text = include_str!("../../../data/label-designs.toml").to_owned();
        let at = at % text.len();
        text.replace_range(at..(at + length).min(text.len()), &put);
        for design in Design::read("x.toml", &text).unwrap_or_default() {
            prop_assert!((10.0..=300.0).contains(&design.width) && design.symbol.most <= design.width.min(design.height));
            prop_assert!(design.fields.iter().all(|field| field.least >= 5.0 && field.least <= field.size));
        }
    }
}
