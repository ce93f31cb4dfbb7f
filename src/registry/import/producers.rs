use super::ParsedProducer;
use super::row::Row;
use super::sentra::decree;
use crate::registry::{Capacity, Producer, ProducerId, ProducerStatus, RegionCode, Scale, Sentra, SentraId, fields};
use crate::said::Said;

pub(super) fn read(row: &mut Row<'_>) -> Option<ParsedProducer> {
    let code = row.need("producer_code", fields::code);
    let name = row.need("name", |cell| fields::line(cell, fields::NAME));
    let brand = row.text("brand", fields::NAME);
    let scale = row.word("scale", &Scale::ALL.iter().map(|scale| (scale.word(), *scale)).collect::<Vec<_>>());
    let region = row.need("region_code", fields::region);
    let address = row.text("address", 300);
    let place = place(row);
    let nib = row.read("nib", fields::nib);
    let kbli = kbli(row);
    let siinas = row.word("siinas_registered", &[("ya", true), ("belum", false), ("tidak", false)]);
    let founded = row.count("year_established", 1800, 2200);
    let workers = row.count("workers", 0, 1_000_000);
    let capacity = capacity(row);
    let phone = row.read("phone", fields::phone);
    let email = row.read("email", fields::email);
    let story = row.story("story_id");
    let statuses: Vec<_> = ProducerStatus::ALL.iter().map(|status| (status.word(), *status)).collect();
    let status = row.word("status", &statuses);
    let (sentra_code, sentra) = sentra(row, region);
    if row.cell("nib").is_empty() || row.cell("kbli").is_empty() {
        let problem = Said::new(
            "tanpa NIB dan KBLI produsen ini 'belum terdata'; bantu mendaftar di OSS",
            "without NIB and KBLI the producer is 'belum terdata'; help it to register at OSS",
        );
        row.warn("nib", problem);
    }
    let producer = Producer {
        id: ProducerId::UNNUMBERED,
        code: code?,
        name: name?,
        brand,
        scale: scale?,
        region: region?,
        address,
        place,
        nib,
        kbli,
        siinas: siinas?,
        sentra: None,
        founded: founded.and_then(|year| u16::try_from(year).ok()),
        workers,
        capacity,
        story,
        phone,
        email,
        contact_public: false,
        status: status?,
    };
    let says_capacity = row.has("capacity_per_month");
    Some(ParsedProducer { row: row.line, producer, says_capacity, sentra_code, sentra })
}

fn place(row: &mut Row<'_>) -> Option<(f64, f64)> {
    // A spreadsheet with Indonesian settings writes a decimal comma.
    let [lat, lng] = ["lat", "lng"].map(|column| row.cell(column).replace(',', "."));
    if lat.is_empty() && lng.is_empty() {
        return None;
    }
    let column = if lat.is_empty() { "lng" } else { "lat" };
    row.read(column, |_| fields::place(&lat, &lng))
}

fn capacity(row: &mut Row<'_>) -> Option<Capacity> {
    let amount = row.count("capacity_per_month", 1, 1_000_000_000);
    let unit = row.text("capacity_unit", fields::UNIT);
    if row.cell("capacity_per_month").is_empty() != row.cell("capacity_unit").is_empty() {
        let problem = Said::new(
            "kapasitas terdiri dari bilangan bulat dan satuannya, misalnya 500 dan kg; tulis keduanya, atau kosongkan keduanya",
            "a capacity is a whole number and its unit, such as 500 and kg; write both, or clear both",
        );
        row.fault("capacity_per_month", problem);
    }
    amount.zip(unit).map(|(amount, unit)| Capacity { amount, unit })
}

fn kbli(row: &mut Row<'_>) -> Option<(String, u16)> {
    let class = row.read("kbli", fields::kbli);
    let version = row.read("kbli_version", fields::kbli_version);
    class.map(|class| (class, version.unwrap_or(fields::KBLI_VERSION)))
}

/// The sentra that a producer's row names, and what it says of it.
fn sentra(row: &mut Row<'_>, region: Option<RegionCode>) -> (Option<String>, Option<Sentra>) {
    let code = row.read("sentra_code", fields::code);
    let name = row.text("sentra_name", fields::NAME);
    let decree = decree(row, "sentra_sk_number", "sentra_sk_date", None);
    if row.cell("sentra_code").is_empty() && (name.is_some() || decree.is_some()) {
        let problem = Said::new(
            "sentra diterangkan tanpa kodenya; tulis kodenya, atau kosongkan keterangannya",
            "a sentra is described without its code; write the code or clear the description",
        );
        row.fault("sentra_code", problem);
    }
    let described = code.clone().zip(name).zip(region).map(|((code, name), region)| Sentra {
        id: SentraId::UNNUMBERED,
        code,
        name,
        region,
        decree,
        members: None,
    });
    (code, described)
}
