use super::ParsedSentra;
use super::row::Row;
use crate::registry::{Decree, Sentra, SentraId, fields};
use crate::said::Said;

/// Units that make a sentra (PP 29/2018, article 1).
const LEAST_MEMBERS: u32 = 5;

pub(super) fn read(row: &mut Row<'_>) -> Option<ParsedSentra> {
    let code = row.need("sentra_code", fields::code);
    let name = row.need("name", |cell| fields::line(cell, fields::NAME));
    let region = row.need("region_code", fields::region);
    let decree = decree(row, "sk_number", "sk_date", Some("sk_by"));
    let members = row.count("members", 0, 1_000_000);
    if members.is_some_and(|members| members < LEAST_MEMBERS) {
        let problem = Said::new(
            "sentra terdiri dari sedikitnya 5 unit (PP 29/2018); periksa jumlahnya",
            "a sentra has at least 5 units (PP 29/2018); check the number",
        );
        row.warn("members", problem);
    }
    let sentra = Sentra { id: SentraId::UNNUMBERED, code: code?, name: name?, region: region?, decree, members };
    Some(ParsedSentra { row: row.line, sentra })
}

/// The decree that some columns describe. A date or signer without a number is a fault.
pub(super) fn decree(row: &mut Row<'_>, number: &str, date: &str, signer: Option<&str>) -> Option<Decree> {
    let number_text = row.text(number, fields::SHORT);
    let day = row.day(date);
    let by = signer.and_then(|signer| row.text(signer, fields::SHORT));
    if day.is_some_and(|day| day > row.today) {
        let problem = Said::new(
            "tanggal SK ini belum tiba; betulkan tanggalnya",
            "the decree would be of the future; correct the date",
        );
        row.fault(date, problem);
    }
    if row.cell(number).is_empty() && (day.is_some() || by.is_some()) {
        let problem = Said::new(
            "tanggal atau penanda tangan SK diisi tanpa nomornya; tulis nomornya, atau kosongkan keduanya",
            "date or signer of a decree (SK) are given without its number; write the number or clear both",
        );
        row.fault(number, problem);
    }
    Some(Decree { number: number_text?, day, by })
}
