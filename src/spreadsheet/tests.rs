use std::io::Write;

use proptest::prelude::*;

use super::lines::{MOST_UNPACKED, MOST_WORKBOOK_BYTES, MOST_WORKBOOK_ROWS};
use super::*;
use crate::clock::parse_day;
use crate::said::tests::agree;
use crate::zip::{Archive, Contents};

/// All lines as text; an odd cell as `!` and its problem.
fn lines(bytes: &[u8]) -> Result<Vec<(u64, Vec<String>)>, Refusal> {
    let mut lines = Lines::open(bytes, "kopi")?;
    let mut all = Vec::new();
    while let Some(line) = lines.read_line()? {
        let cells = line.cells.into_iter().map(|cell| cell.unwrap_or_else(|odd| format!("!{}", odd.problem)));
        all.push((line.number, cells.collect()));
    }
    Ok(all)
}

fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
    lines(bytes).unwrap().into_iter().map(|(_, cells)| cells).collect()
}

const COLUMNS: [Column<'static>; 2] = [Column { name: "code", width: 10 }, Column { name: "value", width: 10 }];

fn table(format: Format, values: &[[Value<'_>; 2]]) -> Vec<u8> {
    let mut table = Table::begin(format, Vec::new(), "kopi", &COLUMNS).unwrap();
    values.iter().for_each(|row| table.push(row).unwrap());
    table.finish().unwrap()
}

const RELS: &str = r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK_RELS: &str = r#"<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/a.xml"/><Relationship Id="rId2" Type="x/worksheet" Target="/xl/worksheets/b.xml"/><Relationship Id="rId3" Type="x/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId4" Type="x/styles" Target="styles.xml"/></Relationships>"#;
const BOOK: &str = r#"<workbook xmlns:r="y"><sheets><sheet name="rahasia" state="hidden" r:id="rId2"/><sheet name="lain" r:id="rId1"/></sheets></workbook>"#;
const STRINGS: &str = r#"<sst><si><t>nib</t></si><si><r><t>Kopi </t></r><r><t>&amp; Teh_x000D_</t></r><rPh><t>x</t></rPh></si><si><t>8.12E+12</t></si></sst>"#;
const STYLES: &str = r#"<styleSheet><numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="10"/></cellXfs></styleSheet>"#;

/// A workbook as other programs write it, with one part replaced.
fn workbook(part: &str, content: &str) -> Vec<u8> {
    let mut archive = Archive::new(Vec::new());
    let sheet = "<worksheet><sheetData/></worksheet>";
    let parts = [
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", RELS),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", BOOK_RELS),
        ("xl/sharedStrings.xml", STRINGS),
        ("xl/styles.xml", STYLES),
        ("xl/worksheets/a.xml", sheet),
        ("xl/worksheets/b.xml", sheet),
    ];
    for (name, usual) in parts {
        // The writer takes this name only as it is.
        archive.pack(name, if name == part { content } else { usual }.as_bytes()).unwrap();
    }
    if !parts.iter().any(|(name, _)| *name == part) {
        archive.pack(part, content.as_bytes()).unwrap();
    }
    archive.finish().unwrap()
}

fn sheet(rows: &str) -> Vec<u8> {
    workbook("xl/worksheets/a.xml", &format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"))
}

#[test]
fn what_is_written_is_read_again_from_both_kinds() {
    let day = parse_day("2026-10-22").unwrap();
    let values = [
        [Value::Text("=1+1"), Value::Count(12)],
        [Value::Text("'=x; +62 812"), Value::Real(-5.0888)],
        [Value::Text(" <Kopi> & \"Teh\"\nbaris dua_x0041_"), Value::Day(day)],
        [Value::Text("9900180400001"), Value::Empty],
    ];
    for format in [Format::Csv, Format::Xlsx] {
        let read = rows(&table(format, &values));
        let wanted: Vec<Vec<String>> = values.iter().map(|row| row.iter().map(Value::to_string).collect()).collect();
        assert_eq!(read[0], ["code", "value"]);
        // A workbook keeps no empty cells.
        assert!(read[1..].iter().zip(&wanted).all(|(read, wanted)| wanted.starts_with(read)), "{read:?}");
        assert_eq!(read[3], wanted[2]);
    }
    let csv = String::from_utf8(table(Format::Csv, &values)).unwrap();
    assert!(csv.contains("\"'=1+1\",12\r\n") && csv.contains(",-5.0888\r\n"), "{csv}");
}

#[test]
fn a_full_sheet_is_followed_by_another() {
    let mut workbook = Workbook::with_sheets_of(Vec::new(), 2);
    workbook.begin("kode", &COLUMNS).unwrap();
    (0..5).for_each(|n| workbook.push(&[Value::Text("https://x.example/1"), Value::Count(n)]).unwrap());
    workbook.begin("lain", &COLUMNS).unwrap();
    let bytes = workbook.finish().unwrap();
    let files = crate::zip::read(&bytes);
    let part =
        |name: &str| String::from_utf8(files.iter().find(|(found, _)| found == name).unwrap().1.clone()).unwrap();
    for (number, rows) in [(1, 2), (2, 2), (3, 1), (4, 0)] {
        let sheet = part(&format!("xl/worksheets/sheet{number}.xml"));
        assert_eq!(sheet.matches("<row>").count(), 1 + rows);
    }
    assert!(
        part("xl/workbook.xml")
            .contains(r#"<sheet name="kode 3" sheetId="3" r:id="rId3"/><sheet name="lain" sheetId="4""#)
    );
    assert!(part("[Content_Types].xml").contains("/xl/worksheets/sheet4.xml"));
}

#[test]
fn workbooks_of_other_programs_are_read() {
    let book = sheet(
        r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>hari</t></is></c></row>
           <row r="2"><c r="A2" s="1"/></row>
           <row r="4" spans="1:3"><c r="A4"><v>9900180400001</v></c><c r="B4" t="s"><v>1</v></c><c r="C4" s="1"><v>46317</v></c></row>
           <row r="5"><c><v>42.100000000000001</v></c><c s="2"><v>0.421</v></c><c t="b"><v>1</v></c><c t="str"><f>A1&amp;"x"</f><v>nibx</v></c></row>
           <row r="6"><c t="e"><v>#N/A</v></c><c><f>1+1</f></c><c t="s"><v>2</v></c><c><v>1.2345678901234568E+17</v></c><c t="d"><v>2026-10-22T00:00:00</v></c></row>"#,
    );
    let read = lines(&book).unwrap();
    assert_eq!(read.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [1, 4, 5, 6]);
    assert_eq!(read[0].1, ["nib", "", "hari"]);
    assert_eq!(read[1].1, ["9900180400001", "Kopi & Teh\r", "2026-10-22"]);
    assert_eq!(read[2].1, ["42.1", "42.1%", "TRUE", "nibx"]);
    for (cell, reason) in read[3].1.iter().zip(["error of", "without its result", "as text", "fifteen digits"]) {
        assert!(cell.starts_with('!') && cell.contains(reason), "{cell}");
    }
    assert_eq!(read[3].1[4], "2026-10-22");
    let other = workbook("xl/workbook.xml", &BOOK.replace("lain", "lain&amp;").replace(" state=\"hidden\"", ""));
    assert_eq!(rows(&other), Vec::<Vec<String>>::new());
}

#[test]
fn the_sheet_of_the_right_name_is_read() {
    let book = BOOK
        .replace("rahasia", "KOPI")
        .replace(" state=\"hidden\"", "")
        .replace("rId2", "rId9")
        .replace("rId1", "rId2")
        .replace("rId9", "rId1");
    let mut archive = workbook("xl/workbook.xml", &book);
    assert_eq!(rows(&archive), Vec::<Vec<String>>::new());
    archive = workbook("xl/workbook.xml", &book.replace("rId1", "rId7"));
    assert_eq!(lines(&archive), Err(Refusal::NoWorkbook));
}

#[test]
fn what_must_not_be_read_is_refused_with_a_sentence() {
    let row = |cell: &str| format!("<row>{cell}</row>");
    let many: String = (0..=MOST_WORKBOOK_ROWS + 1).map(|n| row(&format!("<c><v>{n}</v></c>"))).collect();
    let long = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(8_000));
    let same = format!(
        "<worksheet><sheetData>{}</sheetData></worksheet>",
        row(&"<c t=\"s\"><v>0</v></c>".repeat(50)).repeat(60)
    );
    let mut amplified = Archive::new(Vec::new());
    for (name, part) in [
        ("_rels/.rels", RELS),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", BOOK_RELS),
        ("xl/sharedStrings.xml", &long),
        ("xl/worksheets/a.xml", &same),
    ] {
        amplified.pack(name, part.as_bytes()).unwrap();
    }
    let mut old = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    old.extend([0; 600]);
    let mut locked = old.clone();
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    let mut large = sheet("");
    large.resize(MOST_WORKBOOK_BYTES + 1, 0);
    for (file, refusal) in [
        (sheet(&many), Refusal::TooManyRows),
        (sheet("<row r=\"7\"><c r=\"BJ7\"><v>1</v></c></row>"), Refusal::TooManyColumns(7)),
        (sheet("<row r=\"2\"/><row r=\"2\"/>"), Refusal::Damaged),
        (sheet("<row><c t=\"s\"><v>99</v></c></row>"), Refusal::Damaged),
        (sheet("<row><c r=\"4\"><v>1</v></c></row>"), Refusal::Damaged),
        (sheet("<row><c>"), Refusal::Damaged),
        (workbook("xl/sharedStrings.xml", "<!DOCTYPE sst [<!ENTITY a \"aa\">]><sst/>"), Refusal::Damaged),
        (workbook("xl/sharedStrings.xml", "<sst><si><t>&a;</t></si></sst>"), Refusal::Damaged),
        (workbook("xl/vbaProject.bin", "x"), Refusal::Macros),
        (workbook("xl/externalLinks/externalLink1.xml", "x"), Refusal::OtherFiles),
        (workbook("_rels/.rels", "<Relationships/>"), Refusal::NoWorkbook),
        (amplified.finish().unwrap(), Refusal::TooMuchText),
        (old, Refusal::Old),
        (locked, Refusal::Encrypted),
        (large, Refusal::WorkbookTooLong(MOST_WORKBOOK_BYTES + 1)),
        (b"PK\x03\x04 broken".to_vec(), Refusal::Damaged),
    ] {
        assert_eq!(lines(&file).map(|lines| lines.len()), Err(refusal.clone()), "{refusal}");
        assert!(agree(&refusal.told()), "{refusal}");
    }
}

/// A part of a thousand times its packed length: it is refused before it is unpacked, and without its memory.
#[test]
fn a_bomb_is_refused() {
    let mut archive = Archive::new(Vec::new());
    for (name, part) in [("_rels/.rels", RELS), ("xl/workbook.xml", BOOK), ("xl/_rels/workbook.xml.rels", BOOK_RELS)] {
        archive.pack(name, part.as_bytes()).unwrap();
    }
    archive.begin("xl/worksheets/a.xml").unwrap();
    for _ in 0..(MOST_UNPACKED >> 20) + 1 {
        archive.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    let bomb = archive.finish().unwrap();
    assert!(bomb.len() < 1 << 20, "{}", bomb.len());
    assert!(agree(&Refusal::UnpacksToTooMuch.told()));
    assert_eq!(lines(&bomb), Err(Refusal::UnpacksToTooMuch));
}

#[test]
fn csv_is_divided_as_its_first_line_is() {
    for divider in [",", ";", "\t"] {
        let file =
            format!("code{divider}value\r\n1{divider}\"a{divider}b\"\r\n{divider}\r\n\r\n2{divider}8,12E+12\r\n");
        let file = if divider == "," { file.replace("8,12", "8.12") } else { file };
        let read = lines(file.as_bytes()).unwrap();
        assert_eq!(read[1], (2, vec!["1".to_owned(), format!("a{divider}b")]), "{divider:?}");
        assert_eq!((read.len(), read[2].0), (3, 5));
        assert!(read[2].1[1].contains("digits are lost"), "{divider:?} {:?}", read[2]);
    }
    assert_eq!(rows(b"code\n1;2\n"), [["code"], ["1;2"]]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..3_000), kind in 0..4_usize) {
        let mark: &[u8] = [&b""[..], b"PK\x03\x04", b"\xFF\xFE", b"\xD0\xCF\x11\xE0"][kind];
        let _ = lines(&[mark, &bytes].concat());
    }

    #[test]
    fn no_part_makes_it_panic(part in prop::sample::select(vec!["xl/worksheets/a.xml", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "_rels/.rels"]),
        content in "(<row r=\"[0-9]{0,22}\">|<c r=\"[A-Z]{0,5}[0-9]{0,3}\" t=\"[a-z]{0,3}\" s=\"[0-9]{0,3}\">|<v>[-0-9.eE+]{0,12}</v>|<f>|</f>|</c>|</row>|<si>|<t>|</t>|</si>|&#[0-9]{1,7};|&amp;|_x[0-9A-F]{4}_|<xf numFmtId=\"[0-9]{1,3}\"/>|<sheet name=\"a\" r:id=\"rId1\"/>|\\PC{0,8}){0,30}") {
        let _ = lines(&workbook(part, &content));
        let _ = lines(&sheet(&content));
    }

    #[test]
    fn any_text_comes_back(cells in prop::collection::vec("[-=+@';,_x0-9]{0,14}|[^\\p{Cc}\u{fffe}\u{ffff}]{0,30}", 2)) {
        let cells: Vec<&str> = cells.iter().map(|cell| cell.as_str()).collect();
        let wanted = [cells[0], cells[1], "end"];
        for format in [Format::Csv, Format::Xlsx] {
            let columns = [COLUMNS[0], COLUMNS[1], COLUMNS[1]];
            let mut table = Table::begin(format, Vec::new(), "kopi", &columns).unwrap();
            table.push(&wanted.map(Value::Text)).unwrap();
            let read = rows(&table.finish().unwrap());
            for (read, wanted) in read[1].iter().zip(wanted) {
                prop_assert!(read == wanted || read.starts_with('!'), "{} {}", read, wanted);
            }
        }
    }
}

#[test]
fn the_writer_s_archive_is_one_that_others_read() {
    let bytes = table(Format::Xlsx, &[[Value::Text("a"), Value::Empty]]);
    let contents = Contents::read(&bytes, 1 << 20).unwrap();
    assert!(contents.names().any(|name| name == "[Content_Types].xml"));
}

/// The seeds of the fuzz target, with the ordinary compiler.
#[test]
fn the_corpus_is_read_or_refused() {
    let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/spreadsheet");
    let seeds: Vec<_> = std::fs::read_dir(corpus).unwrap().map(|seed| seed.unwrap().path()).collect();
    assert!(seeds.len() >= 4);
    for seed in seeds {
        let read = lines(&std::fs::read(&seed).unwrap());
        assert_eq!(read.is_ok(), !seed.file_name().unwrap().to_str().unwrap().starts_with("refused"), "{seed:?}");
    }
}
