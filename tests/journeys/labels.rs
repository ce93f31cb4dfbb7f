//! From an order at the desk to a file for the printer in front of you.
use std::fs;

use crate::program::Office;

/// The words of `telusur labels` for batch A-1.
fn labels<'a>(format: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&["labels", "--batch", "A-1", "--format", format][..], more].concat()
}

/// Whether a run of bytes stands in a file.
fn holds(file: &[u8], part: &[u8]) -> bool {
    file.windows(part.len()).any(|found| found == part)
}

#[test]
fn every_format_is_printed_and_the_same_order_gives_the_same_bytes() {
    let office = Office::at_work();
    for (format, stock, begins) in [
        ("pdf", "tj-103", &b"%PDF-"[..]),
        ("svg", "", b"<svg"),
        ("png", "", b"\x89PNG"),
        ("svg-zip", "", b"PK\x03\x04"),
        ("png-zip", "", b"PK\x03\x04"),
        ("bundle", "", b"PK\x03\x04"),
        ("zpl", "roll-60x40", b"^XA"),
        ("tspl", "roll-60x40", b"SIZE 60"),
        ("escpos", "roll-60x40", b"\x1b@"),
    ] {
        let paper = if stock.is_empty() { vec![] } else { vec!["--stock", stock] };
        for file in ["a", "b"] {
            office.types(&labels(format, &[&paper[..], &["--out", file]].concat())).done();
        }
        let printed = fs::read(office.path("a")).unwrap();
        assert!(printed.starts_with(begins), "{format}: {:?}", &printed[..8]);
        assert!(printed == fs::read(office.path("b")).unwrap(), "{format} differs from itself");
    }
    let left: Vec<_> = fs::read_dir(office.path("")).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().contains("part")), "{left:?}");
}

#[test]
fn a_label_that_was_printed_verifies() {
    let office = Office::at_work();
    for (more, dpi) in [(&["--from", "7"][..], "300"), (&["--symbol-only"], "203"), (&["--profile", "compact"], "600")]
    {
        office.types(&labels("png", &[more, &["--dpi", dpi, "--design", "63x31", "--out", "one.png"]].concat())).done();
        let said = office.types(&["verify", "one.png"]).done();
        assert!(said.starts_with("valid: "), "{said}");
    }
}

#[test]
fn what_was_decided_is_said_and_nothing_shrinks_silently() {
    let office = Office::at_work();
    let look = |design: &str, more: &[&str]| {
        office.types(&labels("pdf", &[&["--stock", "a4-24", "--design", design, "--plan"], more].concat()))
    };
    let full = look("70x37", &[]);
    assert!(
        full.done().contains("50 labels of batch A-1 (items 1 to 50): design 70x37 on 3 sheets of a4-24, full code")
    );
    assert!(look("25x25", &[]).done().contains("compact code"));
    assert!(!office.path("a.pdf").exists());

    // Where no signed code fits, the answer names the label that would do, or the short code on request.
    let told = look("20x20", &[]).refused(2);
    assert!(told.contains("the smallest ready-made label that fits is") && told.contains("--short"), "{told}");
    let short = look("20x20", &["--short"]);
    assert!(
        short.err.contains("the short one is printed, which is looked up and proves nothing by itself"),
        "{short:?}"
    );
    assert!(short.done().contains("short code, QR version 3-"));

    // A profile that was asked for is not exchanged for another.
    let told = look("25x25", &["--profile", "full"]).refused(2);
    assert!(told.contains("the full code does not fit design 25x25") && told.contains("leave --profile out"), "{told}");
}

#[test]
fn what_cannot_be_printed_is_one_sentence_and_leaves_no_file() {
    let office = Office::at_work();
    let broken = office.writes("broken.toml", "[[sheet]]\nname = \"x\"\n");
    let empty = office.writes("empty.toml", "");
    fs::write(office.path("binary.toml"), [0xff, 0xfe]).unwrap();
    let binary = office.path("binary.toml").display().to_string();
    for (format, more, told) in [
        ("pdf", &["--from", "51"][..], "items 51 to 50 are not in this batch, which has items 1 to 50"),
        ("pdf", &["--stock", "tj-999"], "there is no stock 'tj-999'; 'telusur list stocks' shows them"),
        ("pdf", &["--design", "9x9"], "there is no design '9x9'"),
        ("pdf", &["--stock", "tj-103", "--start", "13"], "begin at a place from 1 to 12"),
        ("pdf", &["--stock", "tj-108", "--design", "50x30"], "does not fit the labels of tj-108"),
        ("pdf", &["--printer", "Epson"], "there is no printer 'Epson'; enter it with 'telusur printers set'"),
        ("pdf", &["--stock", "x", "--stock-file", &broken], "broken.toml, line 1"),
        ("pdf", &["--stock", "x", "--stock-file", &empty], "empty.toml has no stock 'x'"),
        ("pdf", &["--stock", "x", "--stock-file", &binary], "binary.toml: it is no text in UTF-8"),
        ("pdf", &["--logo", &broken], "the logo cannot be printed"),
        ("pdf", &["--logo", "/dev/zero"], "a logo has at most 5 MB"),
        ("svg", &["--to", "2"], "svg draws one label, and these are 2"),
        ("svg", &["--start", "2"], "--start is for half-used sheets"),
        ("pdf", &["--start", "0"], "--start 0: the places of a sheet are counted from 1"),
        ("pdf", &["--symbol-only", "--stock", "tj-108", "--profile", "full"], "does not fit a square of 18 mm"),
        ("zpl", &[], "zpl needs to know the labels on the roll"),
        ("zpl", &["--stock", "a4-24"], "zpl is printed on rolls, and a4-24 is a sheet"),
        ("zpl", &["--stock", "roll-50x30", "--dpi", "150"], "203, 300 or 600 dots per inch"),
        ("gif", &[], "these formats are known: pdf, svg, png"),
    ] {
        let said = office.types(&labels(format, &[more, &["--out", "x"]].concat())).refused(2);
        assert!(said.contains(told), "{told:?} is not in {said}");
        assert!(!office.path("x").exists(), "{said}");
    }
    let said = office.types(&labels("pdf", &["--out", "no/such/folder/x.pdf"])).refused(2);
    assert!(said.contains("x.pdf: there is no such folder; make it first"), "{said}");
    office.types(&["revoke", "batch", "A-1", "--reason", "label bocor"]).done();
    for format in ["pdf", "png", "bundle"] {
        let said = office.types(&labels(format, &["--out", "x"])).refused(2);
        assert!(said.contains("was revoked (label bocor); these codes are not printed any more"), "{said}");
    }
    assert!(!office.path("x").exists());
}

#[test]
fn a_run_continues_on_a_half_used_sheet_by_a_measured_printer() {
    let office = Office::at_work();
    let out = |name: &'static str| ["--stock", "tj-103", "--from", "5", "--to", "12", "--out", name];
    office.types(&labels("pdf", &out("plain.pdf"))).done();
    office.types(&["printers", "set", "Epson dapur", "--right", "-0.8", "--down", "1.5", "--scale-x", "1.002"]).done();
    office.types(&labels("pdf", &[&out("moved.pdf")[..], &["--printer", "Epson dapur"]].concat())).done();
    office.types(&labels("pdf", &[&out("later.pdf")[..], &["--start", "5"]].concat())).done();
    let pages = |name: &str| {
        let file = fs::read(office.path(name)).unwrap();
        file.windows(11).filter(|part| *part == b"/Type /Page" || *part == b"/Type/Page\n").count()
    };
    let [plain, moved, later] =
        ["plain.pdf", "moved.pdf", "later.pdf"].map(|name| fs::read(office.path(name)).unwrap());
    assert!(plain != moved && plain != later && moved != later);
    assert_eq!(pages("plain.pdf"), pages("later.pdf"));
    let again = office.types(&labels("pdf", &[&out("x.pdf")[..], &["--start", "6", "--plan"]].concat())).done();
    assert!(
        again.contains("8 labels of batch A-1 (items 5 to 12)") && again.contains("on 2 sheets of tj-103"),
        "{again}"
    );
}

#[test]
fn a_bundle_in_a_folder_is_named_after_what_is_in_it() {
    let office = Office::at_work();
    let folder = office.path("");
    let folder = folder.to_str().unwrap();
    office.types(&labels("bundle", &["--from", "11", "--to", "20", "--out", folder])).done();
    let bundle = fs::read(office.path("A-1-10-label-no-11-20.zip")).unwrap();
    for name in ["svg/A-1-0000011.svg", "svg/A-1-0000020.svg", "BACA-SAYA.txt", "codes.csv", "codes.xlsx"] {
        assert!(holds(&bundle, name.as_bytes()), "{name}");
    }
    assert!(!holds(&bundle, b"A-1-0000010"));
    office.types(&labels("png-zip", &["--out", folder])).done();
    assert!(office.path("A-1-50-label.zip").exists());
}

#[test]
fn a_code_that_all_packs_share_is_drawn_once_and_printed_for_each() {
    let office = Office::at_work();
    let issue = ["issue", "--product", "IKM-1804-001-01", "--batch", "B-1", "--count", "30", "--level", "batch"];
    office.types(&[&issue[..], &["--produced", "2026-11-20"]].concat()).done();
    let look = |format: &str| {
        let words = ["labels", "--batch", "B-1", "--format", format, "--plan"];
        office.types(&words).done()
    };
    assert!(look("pdf").starts_with("30 labels of batch B-1 (one code for all)"), "{}", look("pdf"));
    assert!(look("bundle").starts_with("1 label of batch B-1 (one code for all)"), "{}", look("bundle"));
}

#[test]
fn papers_and_designs_are_listed_and_a_page_measures_a_printer() {
    let office = Office::at_work();
    let stocks = office.types(&["list", "stocks"]).done();
    assert!(stocks.contains("tj-103\t64 x 32 mm\t12 on 210 x 165 mm\tTom & Jerry 103\n"), "{stocks}");
    assert!(stocks.contains("roll-50x30\t50 x 30 mm\troll, gap 2 mm, 203 dpi\t"), "{stocks}");
    let designs = office.types(&["list", "designs"]).done();
    for name in ["20x20", "25x25", "30x20", "38x18", "40x30", "50x30", "63x31", "75x38", "100x50"] {
        assert!(designs.lines().any(|line| line.starts_with(&format!("{name}\t"))), "{name}");
    }
    office.types(&["calibrate", "--stock", "tj-103", "--out", "page.pdf"]).done();
    let plain = fs::read(office.path("page.pdf")).unwrap();
    assert!(plain.starts_with(b"%PDF-"));
    office.types(&["printers", "set", "Epson", "--right", "1"]).done();
    office.types(&["calibrate", "--stock", "tj-103", "--printer", "Epson", "--out", "page.pdf"]).done();
    assert!(plain != fs::read(office.path("page.pdf")).unwrap());
    office.types(&["calibrate", "--stock", "none", "--out", "none.pdf"]).refused(2);
    let stranger = ["calibrate", "--stock", "tj-103", "--printer", "Epson", "--producer", "NOPE", "--out", "none.pdf"];
    let told = office.types(&stranger).refused(2);
    assert!(told.contains("there is no producer 'NOPE'"), "{told}");
    assert!(!office.path("none.pdf").exists());
}
