//! The file as a whole: the same bytes, a true table, inert text, refusals that spoil nothing.

use super::reading::{count, pages, places};
use super::*;

#[test]
fn the_document_is_the_accepted_one() {
    let (stock, layout) = (stock("roll-50x30"), fitting(stock("roll-50x30")));
    let pdf = printed(Job { black_only: true, ..job(&layout, stock) }, 2);
    if pdf != include_bytes!("../golden/two-labels.pdf") {
        let file = std::env::temp_dir().join("two-labels.pdf");
        std::fs::write(&file, &pdf).expect("a folder for passing things");
        panic!("if this is meant, accept it: {}", file.display());
    }
}

#[test]
fn the_same_order_gives_the_same_bytes() {
    for name in ["tj-108", "a3plus-50x30", "roll-50x30"] {
        let layout = fitting(stock(name));
        assert!(printed(job(&layout, stock(name)), 30) == printed(job(&layout, stock(name)), 30));
    }
}

#[test]
fn the_table_leads_to_every_object_also_across_branches() {
    let layout = fitting(stock("roll-50x30"));
    let pdf = printed(job(&layout, stock("roll-50x30")), 66);
    let places = places(&pdf);
    assert_eq!(places.len(), count(&pdf, "\nendobj"));
    for (index, place) in places.into_iter().enumerate() {
        assert!(pdf[place..].starts_with(format!("{} 0 obj", index + 1).as_bytes()), "object {}", index + 1);
    }
}

#[test]
fn labels_of_one_code_share_its_symbol() {
    let (stock, layout) = (stock("tj-103"), fitting(stock("tj-103")));
    let mut pdf = Vec::new();
    let mut press = Box::new(PdfPress::new(&mut pdf, job(&layout, stock)).expect("memory takes all"));
    let label = Label { address: "https://cek.example.id/1", item: 1, number: None, short_code: None };
    (0..30).for_each(|_| press.push(&label).expect("a good label"));
    press.finish().expect("memory takes all");
    assert_eq!(count(&pdf, "/ImageMask true"), 1);
    assert_eq!(pages(&pdf).iter().map(|page| page.matches("/S0 Do").count()).collect::<Vec<_>>(), [12, 12, 6]);
}

#[test]
fn text_from_outside_never_reaches_the_file_as_syntax() {
    let hostile = ")>>endstream endobj (\\<>&\"\u{202e}\0\u{7f}";
    let mut layout = fitting(stock("tj-103"));
    for mark in &mut layout.marks {
        if let Mark::Run(run) = mark {
            run.text = hostile.into();
        }
    }
    let mut pdf = Vec::new();
    let job = Job { title: hostile, language: hostile, ..job(&layout, stock("tj-103")) };
    let mut press = Box::new(PdfPress::new(&mut pdf, job).expect("memory takes all"));
    let label = Label { address: &address(1), item: 1, number: Some(hostile), short_code: Some(hostile) };
    press.push(&label).expect("a good label");
    press.finish().expect("memory takes all");
    let objects = places(&pdf).len();
    assert_eq!((count(&pdf, " 0 obj"), count(&pdf, "\nendobj")), (objects, objects));
    assert_eq!(count(&pdf, "(\\)>>endstream endobj \\(\\\\<>&\")"), 2, "only title and language, escaped");
}

#[test]
fn a_refused_label_leaves_the_file_as_it_was() {
    let (stock, layout) = (stock("tj-103"), fitting(stock("tj-103")));
    let mut pdf = Vec::new();
    let mut press = Box::new(PdfPress::new(&mut pdf, job(&layout, stock)).expect("memory takes all"));
    for item in 1..=12 {
        let (address, number) = (address(item), item.to_string());
        let label =
            Label { address: &address, item: item as u64, number: Some(&number), short_code: Some("7K2M-9XQ4") };
        press.push(&label).expect("a good label");
        let wide = press.push(&Label { address: &"7".repeat(400), ..label });
        assert!(matches!(wide, Err(Error::SymbolWider { planned: 29, .. })));
        assert!(matches!(press.push(&Label { address: "", ..label }), Err(Error::EmptyAddress)));
    }
    press.finish().expect("memory takes all");
    assert!(pdf == printed(job(&layout, stock), 12));
}

#[test]
fn an_empty_order_is_no_file() {
    let (stock, layout) = (stock("tj-103"), fitting(stock("tj-103")));
    let press = Box::new(PdfPress::new(Vec::new(), job(&layout, stock)).expect("memory takes all"));
    assert!(matches!(press.finish(), Err(Error::NoLabels)));
}

#[test]
fn a_failing_output_is_an_error() {
    let (stock, layout) = (stock("tj-103"), fitting(stock("tj-103")));
    let mut small = [0_u8; 100_000];
    let mut press = PdfPress::new(&mut small[..], job(&layout, stock)).expect("the fonts still fit");
    let pushed = (0..400)
        .try_for_each(|item| press.push(&Label { address: &address(item), item: 1, number: None, short_code: None }));
    assert!(matches!(pushed, Err(Error::Io(_))));
}
