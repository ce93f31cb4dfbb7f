//! What every layout promises, whatever the words, the symbol, the design and the printer.

mod any_design;
mod real_codes;

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::labels::design::{Design, Nature, Profile, What};
use crate::labels::press::Label;
use crate::labels::{Captions, Error, LabelText};

/// How far letters without accents reach over and under their baseline, in sizes of type.
const ASCENT: f32 = 0.78;
const DESCENT: f32 = 0.24;

const SHORT_CODE: &str = "7K2M-9XQ4-P3TV-8";

/// Left, top, right, bottom, in millimetres.
type Box = [f32; 4];

fn coffee() -> LabelText {
    LabelText {
        product: "Kopi Robusta Bubuk Petik Merah 200 g".into(),
        producer: "IKM Kopi Bukit Khayal".into(),
        region: "Kabupaten Lampung Barat".into(),
        province: "Lampung".into(),
        production_code: Some("261022-B".into()),
        produced: Some("22 Oktober 2026".into()),
        best_before: Some("22 Oktober 2027".into()),
        net_content: Some("200 g".into()),
        certifications: vec!["Halal ID18119999000010623".into(), "P-IRT 5101804019901-28".into()],
        host: "cek.lampungprov.go.id".into(),
        logo: None,
    }
}

fn needs(modules: usize) -> Needs {
    Needs { modules, limit: Smallest::Usual, numbered: true, short_code: SHORT_CODE.len(), device: Device::Vector }
}

/// What the symbols of real codes need, and what of it a small label takes.
fn usual_modules(design: &Design) -> usize {
    let signed = match design.profile {
        Profile::Full => 57,
        Profile::Compact => 49,
        Profile::Short => 33,
    };
    let fits = module(signed, design.symbol.most, Device::Vector, Smallest::Usual).is_ok();
    if fits { signed } else { 33 }
}

fn of(design: &str, text: &LabelText) -> Composed {
    let design = Design::named(design).unwrap();
    compose(design, text, &Captions::indonesian(), needs(usual_modules(design))).unwrap()
}

/// All words of a label, those in slots too.
fn runs(layout: &Layout, number: &str, short_code: &str) -> Vec<Run> {
    let fixed = layout.marks.iter().filter_map(|mark| match mark {
        Mark::Run(run) => Some(run.clone()),
        Mark::Rule { .. } | Mark::Logo { .. } => None,
    });
    let label = Label { address: "1", item: 1, number: Some(number), short_code: Some(short_code) };
    fixed.chain(layout.runs_of(&label)).collect()
}

fn boxes(layout: &Layout) -> Vec<(String, Box)> {
    let drawn = layout.marks.iter().filter_map(|mark| match *mark {
        Mark::Run(_) => None,
        Mark::Rule { left, top, width, height, .. } => Some(("rule".into(), [left, top, left + width, top + height])),
        Mark::Logo { left, top, width, height, .. } => Some(("logo".into(), [left, top, left + width, top + height])),
    });
    let words = runs(layout, "9.999.999", SHORT_CODE).into_iter().map(|run| {
        let em = run.size / POINTS_PER_MM;
        let place = [run.left, run.baseline - ASCENT * em, run.left + run.width(), run.baseline + DESCENT * em];
        (run.text, place)
    });
    drawn.chain(words).collect()
}

fn quiet_zone(layout: &Layout) -> Box {
    let SymbolPlace { left, top, module, .. } = layout.symbol;
    let (quiet, side) = (4.0 * module, layout.symbol.side());
    [left - quiet, top - quiet, left + side + quiet, top + side + quiet]
}

fn meet(a: Box, b: Box) -> bool {
    const HAIR: f32 = 0.01;
    a[0] + HAIR < b[2] && b[0] + HAIR < a[2] && a[1] + HAIR < b[3] && b[1] + HAIR < a[3]
}

/// What is wrong with a layout, if anything.
fn fault(layout: &Layout) -> Option<String> {
    let within = |[left, top, right, bottom]: Box| {
        left >= -0.01 && top >= -0.01 && right <= layout.width + 0.01 && bottom <= layout.height + 0.01
    };
    let quiet = quiet_zone(layout);
    if !within(quiet) {
        return Some(format!("the quiet zone {quiet:?} leaves the label"));
    }
    let boxes = boxes(layout);
    for (index, (words, place)) in boxes.iter().enumerate() {
        if !within(*place) {
            return Some(format!("{words:?} at {place:?} leaves the label"));
        }
        if meet(*place, quiet) {
            return Some(format!("{words:?} at {place:?} is in the quiet zone {quiet:?}"));
        }
        if let Some((other, there)) = boxes[index + 1..].iter().find(|(_, there)| meet(*place, *there)) {
            return Some(format!("{words:?} at {place:?} meets {other:?} at {there:?}"));
        }
    }
    None
}

/// Values of the design that are neither printed whole nor told to be left out; the indispensable ones are printed always.
fn lost_values(design: &Design, text: &LabelText, composed: &Composed) -> Vec<&'static str> {
    let bare = |words: &str| words.split_whitespace().collect::<String>();
    let printed: String = runs(&composed.layout, "9.999.999", SHORT_CODE).iter().map(|run| bare(&run.text)).collect();
    let value = |what| match what {
        What::ProductionCode => text.production_code.clone().unwrap_or_default(),
        What::BestBefore => text.best_before.clone().unwrap_or_default(),
        What::Host => text.host.clone(),
        What::ScanToCheck if printed.contains("Cekasal") => Captions::indonesian().scan_to_check_briefly,
        What::ScanToCheck => Captions::indonesian().scan_to_check,
        What::ShortCode | What::ShortAddress => SHORT_CODE.into(),
        What::Item => "9.999.999".into(),
        _ => String::new(),
    };
    let whole = |words: &str| printed.contains(&bare(&crate::labels::lettering::text::inert(words)));
    let told = |what: What| composed.notes.contains(&Note::Left { field: what.word() });
    let values = design.fields.iter().map(|field| field.what).filter(|what| what.nature() == Nature::Value);
    let lost = values.filter(|&what| match what {
        What::ShortAddress => !whole(SHORT_CODE) || !whole(&text.host) && !told(What::Host),
        _ => !whole(&value(what)) && (what.is_indispensable() || !told(what)),
    });
    lost.map(What::word).collect()
}

fn words() -> impl Strategy<Value = LabelText> {
    let name = || "[A-Z][a-z]{1,12}( [A-Z]?[a-zé-]{1,14}){0,9}( [0-9]{1,3} g)?";
    let code = proptest::option::of("[A-Z0-9/.-]{1,30}");
    let facts =
        (code, proptest::option::of("[1-3]?[0-9] (Mei|September) 20[2-9][0-9]"), "[a-z]{1,20}([.-][a-z]{2,14}){1,4}");
    let listed = proptest::collection::vec("(Halal ID[0-9]{17}|P-IRT [0-9]{13}-[0-9]{2}|SNI [0-9]{4}:2021)", 0..4);
    (name(), name(), name(), facts, listed, any::<bool>()).prop_map(
        |(product, producer, region, facts, listed, logo)| {
            let (production_code, best_before, host) = facts;
            let picture = || Arc::new(Picture { width: 30, height: 10, pixels: vec![0; 300] });
            let (certifications, logo) = (listed, logo.then(picture));
            LabelText {
                product,
                producer,
                region,
                production_code,
                best_before,
                host,
                certifications,
                logo,
                ..coffee()
            }
        },
    )
}

#[test]
fn every_design_says_what_a_usual_product_has_to_say() {
    for design in Design::all() {
        for modules in [usual_modules(design), 33] {
            let composed = compose(design, &coffee(), &Captions::indonesian(), needs(modules)).unwrap();
            assert_eq!(fault(&composed.layout), None, "{}", design.name);
            assert_eq!(lost_values(design, &coffee(), &composed), [""; 0], "{}", design.name);
        }
    }
}

#[test]
fn no_name_of_the_sample_register_is_cut() {
    let rows = |file: &str| {
        let path = format!("{}/data/samples/{file}.csv", env!("CARGO_MANIFEST_DIR"));
        csv::Reader::from_path(path)
            .unwrap()
            .deserialize()
            .map(Result::unwrap)
            .collect::<Vec<std::collections::HashMap<String, String>>>()
    };
    let producers = rows("producers");
    for product in rows("products") {
        let producer = producers.iter().find(|row| row["producer_code"] == product["producer_code"]).unwrap();
        let text = LabelText {
            product: product["name"].clone(),
            producer: producer["name"].clone(),
            production_code: Some(product["batch_code"].clone()),
            best_before: Some("30 September 2027".into()),
            net_content: Some(product["net_content"].clone()),
            certifications: vec![format!("Halal {}", product["halal_number"]), product["izin_edar_number"].clone()],
            ..coffee()
        };
        for design in Design::all() {
            let composed = compose(design, &text, &Captions::indonesian(), needs(usual_modules(design))).unwrap();
            let cut: Vec<_> = composed
                .notes
                .iter()
                .filter(|note| matches!(note, Note::Cut { field, .. } if *field != "scan_to_check"))
                .collect();
            assert!(cut.is_empty(), "{}: {cut:?}", design.name);
        }
    }
}

#[test]
fn the_last_good_day_and_the_host_stand_whole_beside_the_longest_name() {
    let text = LabelText {
        product: "Keripik Pisang Kepok Rasa Cokelat Keju Spesial Khas Lampung Barat Asli Tanpa Pengawet".repeat(2),
        producer: "Kelompok Usaha Bersama Perempuan Nelayan Mekar Sari Jaya Abadi Sejahtera".repeat(2),
        host: "telusur.perindustrian.lampungprov.go.id".into(),
        ..coffee()
    };
    let Composed { layout, notes } = of("70x37", &text);
    let printed: Vec<String> = runs(&layout, "1", SHORT_CODE).into_iter().map(|run| run.text).collect();
    for whole in [
        "22 Oktober 2027",
        "261022-B",
        "telusur.perindustrian.",
        "lampungprov.go.id/s/",
        "Pindai untuk cek asal",
        SHORT_CODE,
    ] {
        assert!(printed.iter().any(|run| run == whole), "{whole}: {printed:?}");
    }
    assert!(
        notes.iter().any(|note| matches!(note, Note::Cut { field: "product", printed } if printed.ends_with('…'))),
        "{notes:?}"
    );
}

#[test]
fn the_office_sheet_keeps_clear_of_what_a_printer_leaves_white() {
    let Composed { layout, .. } = of("70x37", &coffee());
    assert!(layout.symbol.left >= 4.2 - 0.03 && layout.symbol.module >= 0.42, "{:?}", layout.symbol);
    assert!(boxes(&layout).iter().all(|(_, [left, _, right, _])| *left >= 4.0 && *right <= 66.0));
}

#[test]
fn what_has_no_room_is_left_out_and_told() {
    let text = LabelText { certifications: vec!["SNI 01-3743-1995 ".repeat(12)], ..coffee() };
    let Composed { notes, layout } = of("60x40", &text);
    assert_eq!(notes, [Note::Left { field: "certifications" }]);
    assert!(!runs(&layout, "1", SHORT_CODE).iter().any(|run| run.text.contains("3743")), "no half of a number");
}

#[test]
fn a_word_of_several_lines_that_stands_whole_is_not_called_cut() {
    let text = LabelText { product: "i".repeat(200), ..coffee() };
    let Composed { notes, layout } = of("100x50", &text);
    let printed: String = runs(&layout, "1", SHORT_CODE).into_iter().map(|run| run.text).collect();
    assert!(printed.contains(&text.product), "{printed}");
    assert_eq!(notes, []);
}

#[test]
fn a_sign_that_the_typeface_lacks_is_told_once() {
    let Composed { notes, .. } =
        of("70x37", &LabelText { product: "Kopi ☕☕".into(), producer: "茶 ☕".into(), ..coffee() });
    assert_eq!(notes, [Note::Missing('☕'), Note::Missing('茶')]);
}

#[test]
fn what_is_unknown_or_empty_takes_no_line() {
    let text = LabelText { production_code: None, best_before: Some(" \u{200b}".into()), ..coffee() };
    let design = Design::named("70x37").unwrap();
    let silent = Needs { numbered: false, short_code: 0, ..needs(49) };
    let Composed { layout, notes } = compose(design, &text, &Captions::indonesian(), silent).unwrap();
    let printed: Vec<String> = runs(&layout, "1", SHORT_CODE).into_iter().map(|run| run.text).collect();
    assert_eq!(printed.len(), 6, "product over two lines, producer, origin, invitation, host: {printed:?}");
    assert_eq!((notes, layout.slots), (vec![], vec![]));
}

#[test]
fn a_logo_stands_where_the_design_has_one_and_nowhere_else() {
    let logo = Some(Arc::new(Picture { width: 300, height: 100, pixels: vec![0; 30_000] }));
    let text = LabelText { logo, ..coffee() };
    let drawn =
        |design: &str| of(design, &text).layout.marks.iter().filter(|mark| matches!(mark, Mark::Logo { .. })).count();
    assert_eq!((drawn("100x50"), drawn("70x37")), (1, 0));
}

#[test]
fn the_symbol_gives_way_to_words_only_as_far_as_that_helps() {
    let module = |text: &LabelText| of("63x31", text).layout.symbol.module;
    let short = LabelText { product: "Kopi".into(), producer: "Sari".into(), ..coffee() };
    assert!(module(&short) >= module(&LabelText { product: "Kopi Robusta Bubuk ".repeat(3), ..coffee() }));
    let dots = module(&short) / Device::Vector.dot();
    assert!((dots - dots.round()).abs() < 1e-3, "whole dots: {dots}");
}

#[test]
fn a_symbol_too_dense_is_refused_with_the_label_that_would_do() {
    let design = Design::named("20x20").unwrap();
    let refusal = compose(design, &coffee(), &Captions::indonesian(), needs(49)).unwrap_err().to_string();
    assert!(refusal.contains("below the minimum of 0.350 mm") && refusal.contains("is 30x20"), "{refusal}");
}

#[test]
fn the_layouts_are_the_accepted_ones() {
    let mut dump = String::new();
    for design in ["25x25", "40x30", "70x37", "strip-140x28"] {
        let Composed { layout, notes } = of(design, &coffee());
        dump += &format!("{design} {notes:?}\n{}", written(&layout));
    }
    assert!(dump == include_str!("../golden.txt"), "if this is meant, accept it:\n{dump}");
}

fn written(layout: &Layout) -> String {
    let SymbolPlace { left, top, modules, module } = layout.symbol;
    let mut lines = vec![format!("symbol {left:.2} {top:.2} {modules} x {module:.4}")];
    lines.extend(layout.marks.iter().filter_map(|mark| match mark {
        Mark::Run(_) => None,
        Mark::Rule { left, top, width, height, ink } => {
            Some(format!("rule {left:.2} {top:.2} {width:.2} {height:.2} {ink:?}"))
        }
        Mark::Logo { left, top, width, height, .. } => Some(format!("logo {left:.2} {top:.2} {width:.2} {height:.2}")),
    }));
    lines.extend(runs(layout, "1.234", SHORT_CODE).into_iter().map(|run| {
        let Run { left, baseline, size, weight, ink, text } = run;
        format!("{left:.2} {baseline:.2} {size:.2} pt {weight:?} {ink:?} {text}")
    }));
    lines.join("\n") + "\n\n"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn nothing_overlaps_leaves_the_label_or_enters_the_quiet_zone_and_no_value_is_cut(
        text in words(), version in 1..=16_usize, design in 0..Design::all().len(),
        dpi in prop::sample::select(vec![0, 203, 300, 600]), numbered: bool, coded: bool,
        limit in prop::sample::select(vec![Smallest::Usual, Smallest::Gs1, Smallest::Dense]),
    ) {
        let design = &Design::all()[design];
        let device = if dpi == 0 { Device::Vector } else { Device::Dots { dpi } };
        let short_code = if coded { SHORT_CODE.len() } else { 0 };
        let needs = Needs { modules: version * 4 + 17, limit, numbered, short_code, device };
        if let Ok(composed) = compose(design, &text, &Captions::indonesian(), needs) {
            prop_assert_eq!(fault(&composed.layout), None, "{}", design.name);
            let mut lost = lost_values(design, &text, &composed);
            lost.retain(|&field| (numbered || field != "item") && (coded || !field.starts_with("short_")));
            prop_assert_eq!(lost, [""; 0], "{}", &design.name);
            let least = composed.layout.slots.iter().map(|slot| slot.size).fold(9.0, f32::min);
            prop_assert!(least >= 5.0 && composed.layout.symbol.module >= 0.2999);
        }
    }

    #[test]
    fn no_words_of_any_kind_break_a_layout(
        product in "\\PC{0,60}", host in "\\PC{0,60}", code in proptest::option::of("\\PC{0,40}"), caption in "\\PC{0,40}",
        design in 0..Design::all().len(),
    ) {
        let design = &Design::all()[design];
        let text = LabelText { product, host, production_code: code, ..coffee() };
        let captions = Captions { best_before: caption.clone(), item: caption, ..Captions::indonesian() };
        let composed = compose(design, &text, &captions, needs(usual_modules(design))).unwrap();
        prop_assert_eq!(fault(&composed.layout), None, "{}", design.name);
    }
}
