use std::io::Cursor;

use super::*;
use crate::zip::read;

const PARTICULARS: Particulars<'static> = Particulars {
    product: "=Kopi <Sari> & \"Teh\"\n☕",
    producer: "KUB Mekar",
    production_code: "KS-07",
    quantity: 3,
    symbol: SymbolPlace { left: 2.0, top: 2.0, modules: 29, module: 0.5 },
    level: EcLevel::M,
};

const LABELS: [Label<'static>; 2] = [
    Label {
        address: "https://cek.example.id/0123456789012345678",
        item: 7,
        number: Some("7"),
        short_code: Some("7K2M-9XQ4"),
    },
    Label {
        address: "https://cek.example.id/9876543210987654321",
        item: 1_234,
        number: Some("1.234"),
        short_code: None,
    },
];

fn bundle(particulars: Particulars<'_>, labels: &[Label<'_>]) -> Vec<u8> {
    let (mut out, spools) = (Vec::new(), [Cursor::new(Vec::new()), Cursor::new(Vec::new())]);
    let mut press = BundlePress::new(&mut out, spools, particulars).unwrap();
    for label in labels {
        press.push(label).unwrap();
    }
    Box::new(press).finish().unwrap();
    out
}

fn file(files: &[(String, Vec<u8>)], name: &str) -> String {
    let (_, content) = files.iter().find(|(found, _)| found == name).unwrap();
    String::from_utf8(content.clone()).unwrap()
}

#[test]
fn it_holds_a_drawing_for_each_code_two_lists_and_a_read_me() {
    let files = read(&bundle(PARTICULARS, &LABELS));
    let names: Vec<&str> = files.iter().map(|(name, _)| &**name).collect();
    assert_eq!(names, ["svg/KS-07-0000007.svg", "svg/KS-07-0001234.svg", "BACA-SAYA.txt", "codes.csv", "codes.xlsx"]);
    // 29 modules and the quiet zone, at 0.5 mm.
    assert!(file(&files, "svg/KS-07-0000007.svg").contains(r#"width="18.5mm" height="18.5mm""#));
    let about = file(&files, "BACA-SAYA.txt");
    for said in
        ["Jumlah cetak    : 3 label", "Jumlah kode     : 2", "Ukuran kode 18,5 x 18,5 mm", "modul 0,500 mm", "K100"]
    {
        assert!(about.contains(said), "{said}");
    }
    assert!(about.contains("Produk          : =Kopi <Sari> & \"Teh\" ☕\r\n"), "{about}");
    assert!(!about.replace("\r\n", "").contains(['\n', '\r']));
}

#[test]
fn the_list_is_read_back_by_the_rules_of_csv() {
    let files = read(&bundle(PARTICULARS, &LABELS));
    let list = file(&files, "codes.csv");
    let (mark, rows) = list.split_at(3);
    assert_eq!(mark, "\u{feff}");
    let mut reader = csv::Reader::from_reader(rows.as_bytes());
    assert_eq!(reader.headers().unwrap(), row::COLUMNS.map(|column| column.name).as_slice());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(
        rows[1],
        vec![
            "2",
            LABELS[1].address,
            "1234",
            "KS-07",
            "",
            "'=Kopi <Sari> & \"Teh\" ☕ · KS-07 · No. 1.234",
            "svg/KS-07-0001234.svg"
        ]
    );
}

/// The lines of a list as a spreadsheet sees them that divides at this sign, with and without regard to quotes.
fn cells(list: &str, divider: char) -> Vec<String> {
    let mut quoted = csv::ReaderBuilder::new().delimiter(divider as u8).flexible(true).from_reader(list.as_bytes());
    let by_rules = quoted.records().flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>());
    let plain = list.lines().flat_map(|line| line.split(divider)).map(|cell| cell.trim_matches([' ', '"']).to_owned());
    by_rules.chain(plain).collect()
}

#[test]
fn nothing_becomes_a_formula_wherever_a_spreadsheet_divides_the_lines() {
    for formula in ["=1+1", "+1", "-1", "@SUM(A1)"] {
        let hidden =
            ["", "Kopi;", "Kopi|", "Kopi,", "Kopi; ", "\"", "Kopi;\"", "\t"].map(|before| format!("{before}{formula}"));
        for text in &hidden {
            let label = Label { short_code: Some(text), number: Some(text), ..LABELS[0] };
            let files = read(&bundle(Particulars { product: text, production_code: text, ..PARTICULARS }, &[label]));
            let list = file(&files, "codes.csv");
            for divider in [',', ';', '\t', '|'] {
                for cell in cells(&list[3..], divider) {
                    assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']), "{text:?} at {divider:?}: {cell:?}");
                }
            }
        }
    }
}

#[test]
fn every_text_of_the_list_stands_in_quotes_and_numbers_do_not() {
    let files = read(&bundle(PARTICULARS, &LABELS));
    let list = file(&files, "codes.csv");
    assert!(
        list.contains("\r\n1,\"https://cek.example.id/0123456789012345678\",7,\"KS-07\",\"7K2M-9XQ4\",\"'=Kopi"),
        "{list}"
    );
}

#[test]
fn a_workbook_leaves_a_production_code_as_it_is() {
    let files = read(&bundle(Particulars { production_code: "-B01", ..PARTICULARS }, &LABELS));
    let (_, book) = files.iter().find(|(name, _)| name == "codes.xlsx").unwrap();
    let sheet = file(&read(book), "xl/worksheets/sheet1.xml");
    assert!(sheet.contains(r#"preserve">-B01</t>"#) && !sheet.contains("'-B01"));
    assert!(file(&files, "codes.csv").contains("\"'-B01\""));
}

#[test]
fn the_lists_and_the_bundle_are_the_accepted_ones() {
    let bundle = bundle(PARTICULARS, &LABELS);
    let files = read(&bundle);
    for name in ["codes.csv", "codes.xlsx"] {
        let (_, list) = files.iter().find(|(found, _)| found == name).unwrap();
        crate::labels::golden::accepted(name, list);
    }
    crate::labels::golden::accepted("bundle.zip", &bundle);
}

#[test]
fn the_same_labels_make_the_same_bytes_and_none_make_no_bundle() {
    assert!(bundle(PARTICULARS, &LABELS) == bundle(PARTICULARS, &LABELS));
    let spools = [Cursor::new(Vec::new()), Cursor::new(Vec::new())];
    let empty = BundlePress::new(Vec::new(), spools, PARTICULARS).unwrap();
    assert!(matches!(Box::new(empty).finish(), Err(Error::NoLabels)));
}
