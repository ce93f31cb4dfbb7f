//! Whoever prints labels is told beforehand what the printer, the paper and the register will say.
use crate::program::{Office, Said};

/// `telusur labels` for batch A-1 that prints nothing.
fn looks(office: &Office, words: &[&str]) -> Said {
    office.types(&[&["labels", "--batch", "A-1", "--plan"], words].concat())
}

fn prints(office: &Office, words: &[&str]) -> Said {
    office.types(&[&["labels", "--batch", "A-1", "--out", "labels"], words].concat())
}

#[test]
fn a_plan_says_what_printing_says() {
    let office = Office::at_work();
    for (name, more) in [
        ("wide", &["--scale-x", "1.01"][..]),
        ("far", &["--right", "-9", "--down", "9"]),
        ("fine", &["--dpi", "300"]),
        ("struk", &["--language", "escpos", "--width", "58"]),
    ] {
        office.types(&[&["printers", "set", name], more].concat()).done();
    }
    let roll = |format: &'static str, more: &[&'static str]| [&["--format", format][..], more].concat();
    for (order, told) in [
        (roll("zpl", &["--stock", "roll-60x40", "--printer", "wide"]), "cannot be scaled"),
        (roll("tspl", &["--stock", "roll-60x40", "--printer", "far"]), "would not lie whole under its"),
        (roll("pdf", &["--stock", "a4-24", "--printer", "far"]), "9 mm"),
        (roll("escpos", &["--stock", "roll-60x40", "--width", "58"]), "60 mm wide, and the printer's paper 58 mm"),
        (roll("escpos", &["--stock", "roll-60x40", "--printer", "struk"]), "60 mm wide, and the printer's paper 58 mm"),
        (roll("escpos", &["--stock", "roll-100x50"]), "100 mm wide, and the printer's paper 80 mm"),
        (roll("escpos", &["--stock", "roll-40x30", "--dpi", "300"]), "203 dots per inch, not 300"),
        (roll("escpos", &["--stock", "roll-40x30", "--printer", "fine"]), "203 dots per inch, not 300"),
        (roll("escpos", &["--stock", "roll-50x30", "--printer", "struk", "--design", "50x30"]), "384 x 240 dots"),
        (roll("pdf", &["--design", "20x20", "--stock", "a4-24"]), "allow the short code with --short"),
    ] {
        let (planned, printed) = (looks(&office, &order).refused(2), prints(&office, &order).refused(2));
        assert!(planned == printed && planned.contains(told), "{planned}{printed}");
        assert!(!office.path("labels").exists());
    }
    for order in [
        roll("zpl", &["--stock", "roll-60x40", "--design", "50x30"]),
        roll("escpos", &["--stock", "roll-60x40", "--width", "80"]),
        roll("escpos", &["--stock", "roll-50x30", "--printer", "struk"]),
        roll("escpos", &["--stock", "roll-50x30", "--printer", "struk", "--symbol-only"]),
        roll("escpos", &["--stock", "roll-60x40", "--printer", "struk", "--width", "80"]),
        roll("pdf", &["--stock", "roll-60x40", "--printer", "fine"]),
    ] {
        let (planned, printed) = (looks(&office, &order), prints(&office, &order));
        assert!(printed.err.contains(planned.out.trim()), "{planned:?} {printed:?}");
        planned.done();
        printed.done();
    }
    // A driver prints a PDF in the dots of its printer.
    let fine = looks(&office, &roll("pdf", &["--stock", "roll-60x40", "--printer", "fine"])).done();
    assert!(fine.contains("dots at 300 dpi"), "{fine}");
}

#[test]
fn labels_of_recalled_goods_are_printed_with_a_warning() {
    let office = Office::at_work();
    let recall = |more: &[&str]| {
        let words = [
            "recall",
            "--batch",
            "A-1",
            "--reason",
            "jamur",
            "--instruction",
            "Jangan dimakan.",
            "--contact",
            "0721 1",
        ];
        office.types(&[&words[..], more].concat()).done()
    };
    recall(&["--from", "10", "--to", "12"]);
    let order = ["--format", "pdf", "--from", "12", "--to", "20"];
    for said in [looks(&office, &order), prints(&office, &order)] {
        let warning = "warning: items 10 to 12 of batch A-1 are recalled (jamur): put these labels on nothing";
        assert!(said.err.contains(warning) && said.err.contains("'telusur lift recall 1' first"), "{said:?}");
        said.done();
    }
    assert!(!looks(&office, &["--format", "pdf", "--from", "13"]).err.contains("recalled"));
    office.types(&["lift", "recall", "1", "--reason", "sudah diperiksa"]).done();
    assert!(!looks(&office, &order).err.contains("recalled"));
    recall(&[]);
    let said = looks(&office, &["--format", "png", "--from", "50"]);
    assert!(said.err.contains("warning: batch A-1 is recalled (jamur)"), "{said:?}");
}

#[test]
fn a_printer_is_sent_the_language_that_it_speaks() {
    let office = Office::at_work();
    for (name, language) in [("Zebra", "zpl"), ("Xprinter", "tspl"), ("Struk", "escpos")] {
        office.types(&["printers", "set", name, "--language", language]).done();
        let order = ["--stock", "roll-60x40", "--printer", name];
        prints(&office, &order).done();
        let file = std::fs::read(office.path("labels")).unwrap();
        let begins = [("zpl", &b"^XA"[..]), ("tspl", b"SIZE"), ("escpos", b"\x1b@")];
        let spoken: Vec<_> =
            begins.iter().filter(|(_, begin)| file.starts_with(begin)).map(|(word, _)| *word).collect();
        assert_eq!(spoken, [language]);
        // Through its driver it takes pages.
        looks(&office, &[&order[..], &["--format", "pdf"]].concat()).done();
    }
    let told = looks(&office, &["--stock", "roll-60x40", "--printer", "Xprinter", "--format", "zpl"]).refused(2);
    assert!(told.contains("printer 'Xprinter' speaks tspl, not zpl; leave --format out"), "{told}");
    office.types(&["printers", "set", "Epson"]).done();
    let told = looks(&office, &["--printer", "Epson"]).refused(2);
    assert!(told.contains("no language of printer 'Epson' is known: say with --format"), "{told}");
    assert!(looks(&office, &[]).refused(2).contains("--format"));
}

#[test]
fn the_paper_of_a_receipt_printer_is_as_wide_as_it_is_said_to_be() {
    let office = Office::at_work();
    office.types(&["printers", "set", "Struk", "--language", "escpos", "--width", "80"]).done();
    let dots = |more: &[&str]| {
        prints(&office, &[&["--format", "escpos", "--stock", "roll-40x30"][..], more].concat()).done();
        let file = std::fs::read(office.path("labels")).unwrap();
        // ESC @, then GS v 0 m xL xH: the width of a picture in bytes.
        8 * (usize::from(file[6]) + 256 * usize::from(file[7]))
    };
    assert_eq!(dots(&[]), 384);
    assert_eq!(dots(&["--width", "80"]), 576);
    assert_eq!(dots(&["--printer", "Struk"]), 576);
    assert_eq!(dots(&["--printer", "Struk", "--width", "58"]), 384);
    assert!(looks(&office, &["--format", "escpos", "--width", "70"]).refused(2).contains("paper of 58 or 80 mm"));
}

#[test]
fn what_is_asked_for_in_vain_is_said() {
    let office = Office::at_work();
    office.types(&["printers", "set", "Epson", "--right", "1"]).done();
    let mut picture = std::io::Cursor::new(Vec::new());
    image::GrayImage::new(40, 40).write_to(&mut picture, image::ImageFormat::Png).unwrap();
    let logo = office.writes("logo.png", picture.into_inner());
    for (order, told) in [
        (&["--format", "pdf", "--design", "50x30", "--logo", &logo][..], "design 50x30 has no place for a logo"),
        (&["--format", "png", "--symbol-only", "--logo", &logo], "has no place for a logo: --logo is not used"),
        (
            &["--format", "svg", "--printer", "Epson"],
            "what printer 'Epson' misses, its offsets and scale, does not apply",
        ),
        (&["--format", "bundle", "--k100"], "bundle knows no inks: its black is that of a screen (RGB)"),
        (&["--format", "pdf", "--width", "58"], "--width is for receipt printers (escpos): pdf does not use it"),
        (&["--format", "png", "--design", "20x20", "--short"], "design 20x20 is drawn for the short code (--short)"),
        (&["--format", "png", "--design", "40x30"], "design 40x30 is drawn for the compact code"),
    ] {
        let said = looks(&office, order);
        assert!(said.err.contains(told), "{said:?}");
        said.done();
    }
    let said = looks(&office, &["--format", "pdf", "--dpi", "300", "--design", "70x37"]);
    assert!(said.err.contains("--dpi is for label printers and pictures: this pdf has no dots"), "{said:?}");
    let said = looks(&office, &["--format", "pdf", "--k100", "--design", "70x37"]);
    assert_eq!(said.err, "");
}

#[test]
fn a_design_larger_than_the_usual_sheet_gets_a_paper_that_takes_it() {
    let office = Office::at_work();
    let plan = |design: &str| looks(&office, &["--format", "pdf", "--design", design]);
    assert!(plan("50x30").done().contains("sheets of a4-24,"));
    let large = plan("100x50").done();
    assert!(large.contains("design 100x50 on 5 sheets of a4-100x50, full code"), "{large}");
    let strip = plan("strip-140x28").done();
    assert!(strip.contains("sheets of a4-strip-140x28, full code"), "{strip}");
    let text = include_str!("../../data/label-designs.toml");
    let (before, after) = text.split_once("name = \"100x50\"").unwrap();
    let first = before.rfind("[[design]]").unwrap();
    let end = after.find("[[design]]").unwrap_or(after.len());
    let wide = format!("{}name = \"wide\"{}", &before[first..], &after[..end]).replace("[100, 50]", "[290, 50]");
    let file = office.writes("wide.toml", wide);
    let told = looks(&office, &["--format", "pdf", "--design-file", &file]).refused(2);
    assert!(told.contains("no label paper that we know takes design wide of 290 x 50 mm"), "{told}");
}
