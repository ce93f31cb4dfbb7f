use std::time::{Duration, Instant};

use proptest::prelude::*;
use telusur_code::kind;

use super::*;
use crate::clock::{Day, iso, parse_day};
use crate::registry::{BasisKind, ProductStatus};
use crate::said::{Said, tests::agree};

const PRODUCERS: &str = include_str!("../../../data/samples/producers.csv");
const PRODUCTS: &str = include_str!("../../../data/samples/products.csv");
const SENTRA: &str = include_str!("../../../data/samples/sentra.csv");

fn today() -> Day {
    parse_day("2026-11-23").unwrap()
}

fn products(file: &str) -> (Vec<ParsedProduct>, Parsed) {
    let parsed = parse(Sheet::Products, file.as_bytes(), today());
    let Rows::Products(rows) = parsed.rows.clone() else { unreachable!("the sheet is products") };
    (rows, parsed)
}

/// The first sample product with one cell changed.
fn with_cell(column: &str, value: &str) -> String {
    let mut reader = csv::Reader::from_reader(PRODUCTS.as_bytes());
    let header = reader.headers().unwrap().clone();
    let at = header.iter().position(|name| name == column).unwrap();
    let first = reader.records().next().unwrap().unwrap();
    let changed = first.iter().enumerate().map(|(n, cell)| if n == at { value } else { cell });
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&header).unwrap();
    writer.write_record(changed).unwrap();
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// Whether everything that was found is said twice, with the same places and numbers.
fn in_both_languages(parsed: &Parsed) -> bool {
    parsed.faults.iter().chain(&parsed.warnings).all(|fault| agree(&fault.problem) && agree(&fault.told()))
}

#[test]
fn the_samples_have_no_faults() {
    for (sheet, file, rows) in
        [(Sheet::Producers, PRODUCERS, 43), (Sheet::Products, PRODUCTS, 54), (Sheet::Sentra, SENTRA, 29)]
    {
        let parsed = parse(sheet, file.as_bytes(), today());
        assert_eq!(parsed.faults, [], "{sheet}");
        assert_eq!((parsed.len(), parsed.sheet()), (rows, sheet));
    }
}

#[test]
fn a_product_brings_its_certifications_and_its_batch() {
    let (rows, _) = products(PRODUCTS);
    let first = &rows[0];
    let numbers: Vec<(u64, &str)> = first.certifications.iter().map(|c| (c.kind, &*c.number)).collect();
    assert_eq!(
        numbers,
        [
            (kind::HALAL, "ID18119999000010623"),
            (kind::PIRT, "P-IRT 5101804019901-28"),
            (kind::IG, "Kopi Robusta Lampung"),
            (kind::TKDN, "42.10"),
            (kind::MEREK, "IDM999000001"),
        ]
    );
    assert!(first.certifications.iter().all(|c| c.basis.kind == BasisKind::Declared && c.basis.day == Some(today())));
    let batch = first.batch.as_ref().unwrap();
    assert_eq!((&*batch.code, batch.serialised), ("261022-B", false));
    assert_eq!(iso(batch.best_before.unwrap()), "2027-10-22");
    let count = |wanted| rows.iter().flat_map(|row| &row.certifications).filter(|c| c.kind == wanted).count();
    assert_eq!([kind::HALAL, kind::PIRT, kind::MD, kind::TRADITIONAL, kind::COSMETIC].map(count), [42, 40, 3, 1, 1]);
    assert_eq!(count(kind::SNI), 0, "sni_ref names a standard, not a certificate");
}

#[test]
fn what_hinders_issuing_is_imported_with_a_warning() {
    let (rows, parsed) = products(PRODUCTS);
    for (code, column, reason) in [
        ("IKM-1871-001-03", "izin_edar_valid_until", "lapsed after 2025-06-15"),
        ("IKM-1810-003-01", "status", "no code can be issued"),
        ("IKM-1806-003-01", "halal_number", "number of MUI"),
        ("IKM-1813-003-01", "expiry_date", "has expired"),
        ("IKM-1803-001-01", "ig_name", "MPIG"),
    ] {
        let row = rows.iter().find(|row| row.product.code == code).unwrap().row;
        let found = parsed.warnings.iter().any(|w| w.row == row && w.column == column && w.problem.en.contains(reason));
        assert!(found, "{code} {reason}");
    }
    assert_eq!(rows.iter().filter(|row| row.product.status == ProductStatus::Draft).count(), 1);
}

#[test]
fn every_rule_names_its_cell() {
    for (column, value, reason) in [
        ("product_code", "", "fill it in"),
        ("name", "", "fill it in"),
        ("name", &*"x".repeat(201), "at most 200"),
        ("origin_region_code", "1804", "two readings"),
        ("origin_region_code", "18", "whole province"),
        ("kbli", "1076", "5 digits"),
        ("hs_code", "901.21", "6 or 8 digits"),
        ("gtin", "9521804000017", "check digit"),
        ("halal_number", "KH 12/2023", "Ketetapan"),
        ("halal_issued", "04/06/2023", "year-month-day"),
        ("halal_issued", "2027-01-01", "in the future"),
        ("izin_edar_type", "PKRT", "no type of izin edar"),
        ("izin_edar_type", "", "needs its type"),
        ("izin_edar_type", "MD", "12 or 15 digits"),
        ("izin_edar_number", "", "without its number"),
        ("izin_edar_valid_until", "2029-02-15", "ends in 2028"),
        ("tkdn_percent", "142", "percentage"),
        ("merek_number", "DID2024000001", "application"),
        ("batch_code", "123456789012345678901", "at most 20"),
        ("batch_code", "", "without its kode produksi"),
        ("expiry_date", "2025-10-22", "before it is made"),
        ("serialised", "yes", "ya or tidak"),
        ("status", "active", "draf or aktif"),
    ] {
        let (_, parsed) = products(&with_cell(column, value));
        let named: Vec<String> = parsed.faults.iter().map(Fault::to_string).collect();
        assert!(in_both_languages(&parsed), "{:?}", parsed.faults);
        let column = if value == "MD" { "izin_edar_number" } else { column };
        assert!(
            parsed.faults.iter().any(|f| f.row == 2 && f.column == column && f.problem.en.contains(reason)),
            "{column} '{value}': {named:?}"
        );
    }
    let elsewhere = with_cell("origin_region_code", "18.71");
    assert!(
        products(&elsewhere).1.faults.iter().any(|f| f.column == "ig_name" && f.problem.en.contains("its area only"))
    );
}

#[test]
fn all_faults_are_told_at_once() {
    let file = "sentra_code,name,region_code,sk_number,sk_date,sk_by,members\r\n\
                SEN-1,,18.99,,2020-01-01,,many\r\n\
                SEN-2,Sentra Dua,18.04,,,,5\r\n\
                SEN-2,Sentra Tiga,18.04,,,,2\r\n\
                SEN-4,Sentra, Empat,18.04,,,,5\r\n";
    let parsed = parse(Sheet::Sentra, file.as_bytes(), today());
    let places: Vec<(u64, &str)> = parsed.faults.iter().map(|fault| (fault.row, &*fault.column)).collect();
    assert_eq!(
        places,
        [(2, "name"), (2, "region_code"), (2, "sk_number"), (2, "members"), (4, "sentra_code"), (5, "")]
    );
    assert!(parsed.warnings.iter().any(|warning| warning.row == 4 && warning.problem.en.contains("at least 5 units")));
}

#[test]
fn a_wrong_file_is_explained() {
    let missing = SENTRA.replacen("members", "jumlah", 1);
    let twice = SENTRA.replacen("sk_by", "name", 1);
    for (file, reasons) in [
        ("", vec!["is empty"]),
        ("sentra_code,name,region_code,sk_number,sk_date,sk_by,members\n", vec!["no rows"]),
        (&*missing, vec!["no such column", "members"]),
        (&*twice, vec!["there twice", "sk_by"]),
        (PRODUCERS, vec!["no such column", "missing"]),
        ("PK\u{3}\u{4}xl", vec!["damaged"]),
    ] {
        let parsed = parse(Sheet::Sentra, file.as_bytes(), today());
        assert!(parsed.is_empty() && in_both_languages(&parsed));
        let text: String = parsed.faults.iter().map(|fault| format!("{fault}\n")).collect();
        for reason in reasons {
            assert!(text.contains(reason), "{text}");
        }
    }
}

#[test]
fn a_mark_carriage_returns_and_lines_in_a_cell_are_read() {
    let file = format!("\u{FEFF}{}", SENTRA.replace('\n', "\r\n"));
    assert_eq!(parse(Sheet::Sentra, file.as_bytes(), today()).len(), 29);
    let (rows, parsed) = products(&with_cell("description_id", "baris satu\r\nbaris \"dua\", tiga"));
    assert_eq!(parsed.faults, []);
    assert_eq!(rows[0].product.description_id.as_deref(), Some("baris satu\nbaris \"dua\", tiga"));
    let (rows, _) = products(&with_cell("name", "=cmd|' /C calc'!A0"));
    assert_eq!(rows[0].product.name, "=cmd|' /C calc'!A0", "text stays text");
}

/// The samples as spreadsheets save them: as a workbook, with semicolons, in Windows-1252, in UTF-16.
#[test]
fn a_sheet_reads_the_same_from_whatever_a_spreadsheet_saves() {
    use crate::spreadsheet::{Column, Format, Table, Value};
    let plain = format!("{:?}", parse(Sheet::Producers, PRODUCERS.as_bytes(), today()).rows);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(PRODUCERS.as_bytes());
    let mut records = reader.records().map(Result::unwrap);
    let header = records.next().unwrap();
    let columns: Vec<Column<'_>> = header.iter().map(|name| Column { name, width: 9 }).collect();
    let mut table = Table::begin(Format::Xlsx, Vec::new(), "producers", &columns).unwrap();
    let mut semicolons = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    semicolons.write_record(&header).unwrap();
    for record in records {
        table.push(&record.iter().map(Value::Text).collect::<Vec<_>>()).unwrap();
        // Coordinates with a comma, as in Indonesian.
        let local: Vec<String> = record
            .iter()
            .enumerate()
            .map(|(at, cell)| if at == 6 || at == 7 { cell.replace('.', ",") } else { cell.to_owned() })
            .collect();
        semicolons.write_record(&local).unwrap();
    }
    let wide: Vec<u8> = format!("\u{FEFF}{PRODUCERS}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for file in [table.finish().unwrap(), semicolons.into_inner().unwrap(), wide] {
        let parsed = parse(Sheet::Producers, &file, today());
        assert_eq!(parsed.faults, []);
        assert_eq!(format!("{:?}", parsed.rows), plain);
    }
    let old = SENTRA.replace("Bukit", "Bukit Caf\u{e9}");
    let old: Vec<u8> = old.chars().map(|sign| sign as u8).collect();
    let parsed = parse(Sheet::Sentra, &old, today());
    let Rows::Sentra(rows) = &parsed.rows else { unreachable!("the sheet is sentra") };
    assert!(rows[0].sentra.name.contains("Caf\u{e9}") && parsed.warnings[0].problem.en.contains("Windows-1252"));
    let shortened = products(&with_cell("gtin", "9.52E+12")).1;
    assert!(
        shortened.faults.iter().any(|f| f.column == "gtin" && f.problem.en.contains("as text")),
        "{:?}",
        shortened.faults
    );
}

#[test]
fn bytes_that_are_no_text_are_a_fault_of_their_row() {
    let mut file = SENTRA.as_bytes().to_vec();
    let at = SENTRA.find("Bukit").unwrap();
    file[at] = 0xFF;
    let parsed = parse(Sheet::Sentra, &file, today());
    assert_eq!((parsed.faults[0].row, &*parsed.faults[0].column), (2, "name"));
    assert!(parsed.faults[0].problem.en.contains("not UTF-8"));
    let large = with_cell("description_id", &"x".repeat(MOST_IN_A_FIELD + 1));
    assert!(products(&large).1.faults[0].problem.en.contains("at most 8192"));
    assert!(parse(Sheet::Sentra, &vec![b'a'; (20 << 20) + 1], today()).faults[0].problem.en.contains("split it"));
}

#[test]
fn a_number_beside_two_products_is_pointed_out() {
    let (_, once) = products(PRODUCTS);
    let shared = |parsed: &Parsed| parsed.warnings.iter().filter(|w| w.problem.en.contains("has this")).count();
    assert_eq!(shared(&once), 0);
    let first = PRODUCTS.lines().nth(1).unwrap();
    let (_, twice) = products(&format!("{PRODUCTS}{}\n", first.replacen("IKM-1804-001-01", "IKM-1804-001-09", 1)));
    assert_eq!((twice.faults.len(), shared(&twice)), (0, 2), "its GTIN and its P-IRT");
}

#[test]
fn contacts_are_never_made_public() {
    let parsed = parse(Sheet::Producers, PRODUCERS.as_bytes(), today());
    let Rows::Producers(rows) = parsed.rows else { unreachable!("the sheet is producers") };
    assert!(rows.iter().all(|row| !row.producer.contact_public && row.producer.phone.is_some()));
    assert_eq!(rows[0].producer.kbli, Some(("10761".into(), 2020)));
    assert_eq!(rows[0].sentra.as_ref().unwrap().decree.as_ref().unwrap().number, "B/9900/KPTS/CONTOH/2017");
}

#[test]
fn five_thousand_rows_are_read_in_time() {
    let mut lines = PRODUCTS.lines();
    let header = lines.next().unwrap();
    let rows: Vec<&str> = lines.collect();
    let mut file = format!("{header}\n");
    for n in 0..5_000 {
        file.push_str(&format!("P-{n}-{}\n", rows[n % rows.len()]));
    }
    let start = Instant::now();
    let parsed = parse(Sheet::Products, file.as_bytes(), today());
    let taken = start.elapsed();
    println!("5,000 products read in {taken:?}");
    assert_eq!((parsed.len(), parsed.faults.len()), (5_000, 0));
    assert!(taken < Duration::from_secs(3), "{taken:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        for sheet in Sheet::ALL {
            prop_assert!(in_both_languages(&parse(*sheet, &bytes, today())));
        }
    }

    #[test]
    fn no_cells_make_it_panic(cells in proptest::collection::vec("\\PC{0,30}|[0-9A-Z. -]{0,25}", 29), day in 0..2_900_000_u32) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(Sheet::Products.columns()).unwrap();
        writer.write_record(&cells).unwrap();
        prop_assert!(in_both_languages(&parse(Sheet::Products, &writer.into_inner().unwrap(), Day(day))));
    }

    #[test]
    fn no_cell_of_a_producer_makes_it_panic(cells in proptest::collection::vec("\\PC{0,12}|[0-9]{2,4}|[0-9]{2}\\.[0-9]|[0-9]{13,21}|[0-9]E\\+[0-9]{2}", 25)) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let columns = [Sheet::Producers.columns(), Sheet::Producers.optional()].concat();
        writer.write_record(&columns).unwrap();
        writer.write_record(&cells).unwrap();
        prop_assert!(in_both_languages(&parse(Sheet::Producers, &writer.into_inner().unwrap(), today())));
    }

    #[test]
    fn no_number_makes_a_rule_panic(number in "\\PC{0,40}|(ID|KH|P-IRT|MD|POM TR|NA|IDM|SNI )?[0-9.,-]{0,25}", issued in proptest::option::of(0..2_900_000_u32), last in proptest::option::of(0..2_900_000_u32)) {
        use crate::registry::certifications::{CertificationDraft, check, claim_number, kinds};
        let origin = crate::registry::fields::region("18.04").unwrap();
        for kind in kinds() {
            let draft = CertificationDraft {
                kind: kind.number,
                number: &number,
                issued: issued.map(Day),
                valid_until: last.map(Day),
                today: today(),
                origin,
            };
            let said: Vec<Said> = match check(&draft) {
                Ok(ref checked) => checked.warnings.iter().map(|warning| warning.text.clone()).collect(),
                Err(ref refusal) => vec![refusal.text.clone()],
            };
            prop_assert!(said.iter().all(agree), "{said:?}");
            if let Ok(checked) = check(&draft) {
                prop_assert!(claim_number(kind.number, &checked.number).is_ok(), "{} {}", kind.word, checked.number);
            }
        }
    }
}
