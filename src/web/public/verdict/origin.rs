use super::compare::{producer_name, region_name, renamed};
use super::page::Telling;
use crate::i18n::fill;
use crate::registry::{RegionCode, Sentra};
use crate::verification::{Evidence, Record};
use crate::web::{links, map};

/// Where it comes from and who made it.
pub(super) struct Origin {
    pub(super) region: String,
    pub(super) region_href: Option<String>,
    pub(super) province: Option<String>,
    pub(super) producer: String,
    pub(super) producer_href: Option<String>,
    /// The producer's name in the register, when it is no longer the signed one.
    pub(super) producer_now: Option<String>,
    pub(super) sentra: Option<String>,
    pub(super) map: Option<String>,
}

/// The region as signed, by the built-in list, and the producer; the sentra as the register has it.
pub(super) fn tell(telling: &Telling<'_>, evidence: &Evidence, record: Option<&Record>) -> Origin {
    let o = &telling.w.origin;
    let claims = evidence.code.claims();
    let code = RegionCode::from_claim(claims.origin);
    let region = region_name(telling, evidence);
    let producer = producer_name(telling, evidence, record);
    Origin {
        map: code.and_then(|code| map::highlighting(code, &fill(&o.map_alt, &[("region", &region)]))),
        region_href: code.map(|code| telling.shell.to(&links::region(code))),
        province: code.map(|code| fill(&o.province, &[("province", &code.region().province)])),
        region,
        producer: fill(&o.made_by, &[("producer", &producer)]),
        producer_href: record.map(|record| telling.shell.to(&links::producer(record.producer.id))),
        producer_now: (claims.producer_name.as_ref().zip(record))
            .and_then(|(signed, record)| renamed(&o.now_called, signed, &record.producer.name)),
        sentra: record.and_then(|record| record.sentra.as_ref()).map(|sentra| membership(telling, sentra)),
    }
}

fn membership(telling: &Telling<'_>, sentra: &Sentra) -> String {
    let o = &telling.w.origin;
    let member = fill(&o.sentra, &[("sentra", &sentra.name)]);
    match &sentra.decree {
        Some(decree) => format!("{member}, {}.", fill(&o.sentra_decree, &[("number", &decree.number)])),
        None => format!("{member} ({}).", o.sentra_no_decree),
    }
}
