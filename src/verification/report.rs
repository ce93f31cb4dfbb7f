//! An answer in plain facts, for machines and for the terminal. The four facts stay apart: `signature`, `status`,
//! `scan_history`, and in each certification its `basis`.
use telusur_code::{Claims, Scope, kind};

use super::facts::{Claim, Entry, Event, Report, ScanHistory, Signature, Stated, StatedCertification, Status};
use super::{Answer, Code, Evidence, Finding, Missing, Record, Register};
use crate::clock::{Day, Moment, iso};
use crate::recalls::{ItemRange, Recall, Revocation};
use crate::registry::{Certification, ProductStatus, RegionCode, certifications};

impl Report {
    /// The facts of an answer.
    pub fn of(answer: &Answer) -> Report {
        let evidence = match &answer.finding {
            Finding::Known(evidence) => Some(evidence.as_ref()),
            Finding::Unreadable(_) | Finding::UnknownKey | Finding::Forged | Finding::Unasked | Finding::Unlisted => {
                None
            }
        };
        let record = evidence.and_then(Evidence::record);
        let claims = evidence.map(|evidence| evidence.code.claims());
        Report {
            verdict: answer.verdict.word(),
            checked_at: rfc3339(answer.at),
            problem: match &answer.finding {
                Finding::Unreadable(why) => Some(why.to_string()),
                Finding::UnknownKey | Finding::Forged | Finding::Unasked | Finding::Unlisted | Finding::Known(_) => {
                    None
                }
            },
            signature: signature(&answer.finding),
            claims: claims.map(stated),
            status: status(&answer.finding),
            scan_history: scan_history(evidence),
            certifications: match (record, claims) {
                (Some(record), Some(claims)) => {
                    record.certifications.iter().map(|entry| claim(entry, claims, answer.at.day())).collect()
                }
                _ => Vec::new(),
            },
            record: record.map(entry),
        }
    }

    /// Whether the answer rests on the register alone: a short code was looked up, and no signature was checked.
    pub fn is_looked_up(&self) -> bool {
        self.signature.state == NOT_CHECKED
    }

    /// A few lines for a terminal. The verdict's word begins the first.
    pub fn plain(&self) -> String {
        let mut lines = vec![match &self.problem {
            Some(problem) => format!("{}: {problem}", self.verdict),
            None if self.is_looked_up() => format!("{}: {}", self.verdict, meaning_looked_up(self.verdict)),
            None => format!("{}: {}", self.verdict, meaning(self.verdict)),
        }];
        let mut line = |name: &str, value: Option<String>| {
            if let Some(value) = value {
                lines.push(format!("  {name:16} {}", value.escape_debug()));
            }
        };
        line("signed with key", self.signature.key.clone());
        line("issuer", self.signature.issuer.clone());
        if let Some(claims) = &self.claims {
            let named = |name: &Option<String>, number: u64| name.clone().unwrap_or_else(|| format!("number {number}"));
            line("product", Some(named(&claims.product_name, claims.product)));
            line("producer", Some(named(&claims.producer_name, claims.producer)));
            line("origin", Some(format!("{} {}", claims.origin, claims.origin_name.unwrap_or("(unknown region)"))));
            let unlisted = |entry: &&StatedCertification| {
                !self.certifications.iter().any(|listed| listed.stated_in_code && listed.kind == entry.kind)
            };
            for entry in claims.certifications.iter().filter(unlisted) {
                line(entry.kind_name.unwrap_or("certification"), Some(bare(entry, self.status.register)));
            }
            for entry in &self.certifications {
                line(entry.kind_name.unwrap_or("certification"), Some(listed(entry)));
            }
            line("kode produksi", claims.production_code.clone());
            line("item", claims.item.map(|item| item.to_string()));
            line("best before", claims.best_before.clone());
        }
        line("register", matches!(self.signature.state, "good" | NOT_CHECKED).then(|| self.status.register.to_owned()));
        line("product status", self.status.product.filter(|word| *word != "active").map(str::to_owned));
        for event in self.status.events.iter().filter(|event| event.kind != "issued") {
            line(event.kind, Some(format!("{} {}", event.at, event.reason.as_deref().unwrap_or(""))));
            let items = event.first_item.zip(event.last_item);
            line("  items", items.map(|(first, last)| format!("{first} to {last}")));
            line("  what to do", event.instruction.clone());
            line("  contact", event.contact.clone());
        }
        lines.join("\n")
    }
}

/// The state of the signature of a short code, which has none.
const NOT_CHECKED: &str = "not_checked";

/// A certification that the code states and the register does not list so. The number is printed as on the certificate.
fn bare(entry: &StatedCertification, register: &str) -> String {
    let letters = match entry.kind {
        kind::HALAL => "ID",
        kind::MEREK => "IDM",
        _ => "",
    };
    let gone = if register == "recorded" { ", no longer on record" } else { "" };
    format!("{letters}{}{gone}", entry.number)
}

/// A certification of the register: its number, whether it is good today, and what the claim rests on.
fn listed(entry: &Claim) -> String {
    let force = if entry.in_force { "in force" } else { "NOT in force" };
    let until = entry.valid_until.as_ref().map(|day| format!(" (until {day})")).unwrap_or_default();
    let basis = entry.basis.replace('_', " ");
    let on = entry.basis_on.as_ref().map(|day| format!(" on {day}")).unwrap_or_default();
    let signed = if entry.stated_in_code { "" } else { "; not in the code" };
    format!("{}, {force}{until}; {basis}{on}{signed}", entry.number)
}

fn meaning(verdict: &str) -> &'static str {
    match verdict {
        "valid" => "this code was issued by the named issuer for this record. A copied label verifies too",
        "unknown_key" => "no listed key has the key id that the code names",
        "forged" => "the code names a listed key that did not sign it",
        "not_recorded" => "the signature is good, but the issuer's register has no such record",
        "revoked" => "the code was taken back",
        "recalled" => "the goods were taken back",
        "expired" => "the last good day is over",
        "certificate_lapsed" => "a certification that the code states is no longer good",
        "suspect" => "scan history shows signs of copying",
        "unavailable" => "the signature is good; recalls and revocations are unknown, because no register was asked",
        _ => "this is no readable code",
    }
}

fn meaning_looked_up(verdict: &str) -> &'static str {
    match verdict {
        "valid" => {
            "this short code is on record. It was looked up; nothing was verified by signature, \
             and for that scan the symbol on the pack"
        }
        "not_recorded" => "the issuer's register has no such short code",
        "unavailable" => {
            "a short code cannot be checked offline; ask its issuer's service, or scan the symbol on the pack"
        }
        other => meaning(other),
    }
}

impl Evidence {
    /// The register's record, when it has one.
    pub fn record(&self) -> Option<&Record> {
        match &self.register {
            Register::Holds(record) => Some(record),
            Register::Away | Register::Lacks(_) => None,
        }
    }
}

fn rfc3339(moment: Moment) -> String {
    jiff::Timestamp::from_millisecond(moment.0).map_or_else(|_| moment.0.to_string(), |at| at.to_string())
}

fn scan_history(evidence: Option<&Evidence>) -> ScanHistory {
    let history = evidence.map(|evidence| evidence.history).unwrap_or_default();
    ScanHistory { known: history.known, checks: history.checks, first: history.first.map(rfc3339) }
}

fn signature(finding: &Finding) -> Signature {
    let bare = |state| Signature { state, key: None, issuer: None, envelope: None };
    match finding {
        Finding::Unreadable(_) => bare("none"),
        Finding::UnknownKey => bare("unknown_key"),
        Finding::Forged => bare("bad"),
        Finding::Unasked | Finding::Unlisted => bare(NOT_CHECKED),
        Finding::Known(evidence) => match &evidence.code {
            Code::Signed(code) => Signature {
                state: "good",
                key: Some(code.key().to_string()),
                issuer: evidence.key.as_ref().map(|key| key.issuer.clone()),
                envelope: Some(code.signed().envelope().iter().map(|byte| format!("{byte:02x}")).collect()),
            },
            Code::LookedUp(..) => bare(NOT_CHECKED),
        },
    }
}

fn stated(claims: &Claims) -> Stated {
    let origin = RegionCode::from_claim(claims.origin);
    Stated {
        level: match claims.scope {
            Scope::Product => "product",
            Scope::Batch { .. } => "batch",
            Scope::Item { .. } => "item",
        },
        producer: claims.producer,
        producer_name: claims.producer_name.clone(),
        product: claims.product,
        product_name: claims.product_name.clone(),
        origin: origin.map_or_else(|| claims.origin.to_string(), |code| code.to_string()),
        origin_name: origin.map(RegionCode::name),
        batch: claims.scope.batch(),
        item: claims.scope.item(),
        produced: claims.produced.map(iso),
        best_before: claims.best_before.map(iso),
        production_code: claims.production_code.clone(),
        certifications: claims
            .certifications
            .iter()
            .map(|(kind, number)| StatedCertification {
                kind: *kind,
                kind_name: certifications::kind(*kind).map(|kind| kind.word),
                number: number.print(*kind),
            })
            .collect(),
    }
}

fn status(finding: &Finding) -> Status {
    let bare = |register| Status { register, missing: None, product: None, events: Vec::new() };
    let lacks = |missing| Status { missing: Some(missing_word(missing)), ..bare("not_recorded") };
    let evidence = match finding {
        Finding::Unreadable(_) | Finding::UnknownKey | Finding::Forged => return bare("not_asked"),
        Finding::Unasked => return bare("unavailable"),
        Finding::Unlisted => return lacks(Missing::ShortCode),
        Finding::Known(evidence) => evidence,
    };
    match &evidence.register {
        Register::Away => bare("unavailable"),
        Register::Lacks(missing) => lacks(*missing),
        Register::Holds(record) => {
            Status { product: Some(standing(record)), events: events(record), ..bare("recorded") }
        }
    }
}

fn standing(record: &Record) -> &'static str {
    match record.product.status {
        ProductStatus::Draft => "draft",
        ProductStatus::Active => "active",
        ProductStatus::Withdrawn => "withdrawn",
        ProductStatus::Revoked => "revoked",
    }
}

fn missing_word(missing: Missing) -> &'static str {
    match missing {
        Missing::Batch => "batch",
        Missing::Item { .. } => "item",
        Missing::Product => "product",
        Missing::KeyPeriod => "key_period",
        Missing::Claims => "claims",
        Missing::ShortCode => "short_code",
    }
}

fn events(record: &Record) -> Vec<Event> {
    let mut events = vec![(record.batch.issued_at, event("issued", record.batch.issued_at, None, None))];
    for recall in &record.recalls {
        events.push((recall.at, recalled(recall)));
        if let Some(lift) = &recall.lift {
            events.push((lift.at, event("recall_lifted", lift.at, recall.items, Some(&lift.reason))));
        }
    }
    for revocation in &record.revocations {
        let items = revoked_items(revocation);
        events.push((revocation.at, event("revoked", revocation.at, items, Some(&revocation.reason))));
        if let Some(lift) = &revocation.lift {
            events.push((lift.at, event("revocation_lifted", lift.at, items, Some(&lift.reason))));
        }
    }
    events.sort_by_key(|(at, _)| *at);
    events.into_iter().map(|(_, event)| event).collect()
}

fn revoked_items(revocation: &Revocation) -> Option<ItemRange> {
    match &revocation.subject {
        crate::recalls::Subject::Items(_, items) => Some(*items),
        crate::recalls::Subject::Batch(_) | crate::recalls::Subject::Product(_) | crate::recalls::Subject::Key(_) => {
            None
        }
    }
}

fn recalled(recall: &Recall) -> Event {
    Event {
        instruction: Some(recall.instruction.clone()),
        contact: Some(recall.contact.clone()),
        ..event("recalled", recall.at, recall.items, Some(&recall.reason))
    }
}

fn event(kind: &'static str, at: Moment, items: Option<ItemRange>, reason: Option<&String>) -> Event {
    Event {
        kind,
        at: rfc3339(at),
        first_item: items.map(|range| range.first),
        last_item: items.map(|range| range.last),
        reason: reason.cloned(),
        instruction: None,
        contact: None,
    }
}

fn claim(entry: &Certification, claims: &Claims, today: Day) -> Claim {
    let number = certifications::claim_number(entry.kind, &entry.number).ok();
    Claim {
        kind: entry.kind,
        kind_name: certifications::kind(entry.kind).map(|kind| kind.word),
        number: entry.number.clone(),
        stated_in_code: number.is_some() && claims.certifications.get(&entry.kind) == number.as_ref(),
        in_force: entry.holds_on(today),
        issued: entry.issued.map(iso),
        valid_until: entry.valid_until.map(iso),
        basis: entry.basis.kind.word(),
        basis_on: entry.basis.day.map(iso),
        basis_by: entry.basis.by.clone(),
        authority: certifications::authority(entry.kind).map(|authority| authority.url),
    }
}

fn entry(record: &Record) -> Entry {
    Entry {
        producer: record.producer.name.clone(),
        product: record.product.name.clone(),
        brand: record.product.brand.clone(),
        net_content: record.product.net_content.clone(),
        ingredients: record.product.ingredients.clone(),
        region: record.producer.region.name(),
        province: record.producer.region.region().province.as_str(),
        sentra: record.sentra.as_ref().map(|sentra| sentra.name.clone()),
        sentra_decree: record.sentra.as_ref().and_then(|sentra| Some(sentra.decree.as_ref()?.number.clone())),
        batch: record.batch.code.clone(),
        level: record.batch.level.word(),
        items: record.batch.items,
    }
}
