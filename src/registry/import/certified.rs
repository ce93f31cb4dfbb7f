//! The certifications that a product's row names.
use telusur_code::kind;

use super::row::Row;
use crate::clock::{Day, iso};
use crate::registry::certifications::{self, CertificationDraft, Field};
use crate::registry::{Basis, BasisKind, Certification, ProductId, RegionCode};
use crate::said::{Said, said};

/// Where a row states a certification.
struct Columns {
    number: &'static str,
    issued: Option<&'static str>,
    valid_until: Option<&'static str>,
}

const HALAL: Columns = Columns { number: "halal_number", issued: Some("halal_issued"), valid_until: None };
const IZIN_EDAR: Columns =
    Columns { number: "izin_edar_number", issued: None, valid_until: Some("izin_edar_valid_until") };

/// Types of izin edar as offices write them. TR and NA stand for their families.
const IZIN_EDAR_TYPES: [(&str, u64); 21] = [
    ("P-IRT", kind::PIRT),
    ("PIRT", kind::PIRT),
    ("SPP-IRT", kind::PIRT),
    ("MD", kind::MD),
    ("ML", kind::ML),
    ("TR", kind::TRADITIONAL),
    ("TI", kind::TRADITIONAL),
    ("TL", kind::TRADITIONAL),
    ("HT", kind::TRADITIONAL),
    ("FF", kind::TRADITIONAL),
    ("POM TR", kind::TRADITIONAL),
    ("NA", kind::COSMETIC),
    ("NB", kind::COSMETIC),
    ("NC", kind::COSMETIC),
    ("ND", kind::COSMETIC),
    ("NE", kind::COSMETIC),
    ("SD", kind::SUPPLEMENT),
    ("SI", kind::SUPPLEMENT),
    ("SL", kind::SUPPLEMENT),
    ("BPOM MD", kind::MD),
    ("BPOM ML", kind::ML),
];

/// The word for a kind of izin edar in the column `izin_edar_type`.
pub(in crate::registry) fn permit_type(kind: u64) -> &'static str {
    IZIN_EDAR_TYPES.iter().find(|(_, known)| *known == kind).map_or("", |(word, _)| word)
}

/// The columns that say number, day of issue and last good day of a kind; its number's where it has no such column.
pub(super) fn columns_of(kind: u64) -> [&'static str; 3] {
    let columns = match kind {
        kind::HALAL => HALAL,
        kind::IG => only("ig_name"),
        kind::TKDN => only("tkdn_percent"),
        kind::MEREK => only("merek_number"),
        _ => IZIN_EDAR,
    };
    let or_number = |column: Option<&'static str>| column.unwrap_or(columns.number);
    [columns.number, or_number(columns.issued), or_number(columns.valid_until)]
}

const fn only(number: &'static str) -> Columns {
    Columns { number, issued: None, valid_until: None }
}

/// Reads them all. `sni_ref` is not among them: it names the standard that a product follows, not a certificate.
pub(super) fn read(row: &mut Row<'_>, origin: Option<RegionCode>) -> Vec<Certification> {
    let izin_edar = izin_edar_kind(row);
    let stated = [
        (Some(kind::HALAL), HALAL),
        (izin_edar, IZIN_EDAR),
        (Some(kind::IG), only("ig_name")),
        (Some(kind::TKDN), only("tkdn_percent")),
        (Some(kind::MEREK), only("merek_number")),
    ];
    stated.into_iter().filter_map(|(kind, columns)| one(row, kind, &columns, origin)).collect()
}

fn izin_edar_kind(row: &mut Row<'_>) -> Option<u64> {
    let has_type = !row.cell("izin_edar_type").is_empty();
    let has_number = !row.cell("izin_edar_number").is_empty();
    if has_type && !has_number {
        let problem = Said::new(
            "jenis izin edarnya diisi tanpa nomor; tulis nomornya, atau kosongkan jenisnya",
            "a type of izin edar is given without its number; write it, or clear the type",
        );
        row.fault("izin_edar_number", problem);
    }
    if !has_type && has_number {
        let problem = Said::new(
            "nomor ini perlu jenisnya; tulis P-IRT, MD, ML, TR, NA atau SD",
            "the number needs its type; write P-IRT, MD, ML, TR, NA or SD",
        );
        row.fault("izin_edar_type", problem);
    }
    row.read("izin_edar_type", |cell| {
        let known = IZIN_EDAR_TYPES.iter().find(|(word, _)| word.eq_ignore_ascii_case(cell));
        known.map(|(_, kind)| *kind).ok_or(Said::new(
            "jenis izin edar ini tidak dikenal di sini; tulis P-IRT, MD, ML, TR, TI, TL, NA sampai NE, SD, SI atau SL",
            "it is no type of izin edar known here; write P-IRT, MD, ML, TR, TI, TL, NA to NE, SD, SI or SL",
        ))
    })
}

fn one(row: &mut Row<'_>, kind: Option<u64>, columns: &Columns, origin: Option<RegionCode>) -> Option<Certification> {
    let number = row.cell(columns.number).to_owned();
    let issued = dated(row, columns.issued, &number)?;
    let valid_until = dated(row, columns.valid_until, &number)?;
    if number.is_empty() {
        return None;
    }
    let (kind, origin) = (kind?, origin?);
    let draft = CertificationDraft { kind, number: &number, issued, valid_until, today: row.today, origin };
    let column = |field| match field {
        Field::Number => columns.number,
        Field::Issued => columns.issued.unwrap_or(columns.number),
        Field::ValidUntil => columns.valid_until.unwrap_or(columns.number),
    };
    let checked = match certifications::check(&draft) {
        Ok(checked) => checked,
        Err(refusal) => {
            row.fault(column(refusal.field), refusal.text);
            return None;
        }
    };
    for warning in checked.warnings {
        row.warn(column(warning.field), warning.text);
    }
    Some(Certification {
        product: ProductId::UNNUMBERED,
        kind,
        number: checked.number,
        holder: None,
        issued,
        valid_until: checked.valid_until,
        basis: Basis { kind: BasisKind::Declared, day: Some(row.today), by: None },
        ended: None,
    })
}

/// The day of a column. The outer `None`: it has a fault.
fn dated(row: &mut Row<'_>, column: Option<&'static str>, number: &str) -> Option<Option<Day>> {
    let Some(column) = column else { return Some(None) };
    let is_stated = !row.cell(column).is_empty();
    let day = row.day(column);
    if let Some(day) = day.filter(|_| number.is_empty()) {
        let problem = said!(
            "tanggal {day} tidak disertai nomor; tulis nomornya, atau kosongkan tanggalnya",
            "the day {day} has no number beside it; write the number or clear the day",
            day = iso(day)
        );
        row.fault(column, problem);
    }
    if is_stated && day.is_none() { None } else { Some(day) }
}
