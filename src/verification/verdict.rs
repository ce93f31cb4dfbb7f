use telusur_code::Number;

use super::evidence::{Evidence, Finding, History, Missing, Record, Register, Unreadable};
use crate::clock::Day;
use crate::recalls::{Recall, Revocation};
use crate::registry::Certification;

/// What we may say of a code (spec section 5), with what the reader needs to know about it.
#[derive(Debug, Clone)]
pub enum Verdict {
    /// The address or its bytes break the format.
    Unreadable(Unreadable),
    /// No listed key matches.
    UnknownKey,
    /// A listed key matches and did not sign it.
    Forged,
    /// Signed, or a short code, but the issuer's register has no such thing.
    NotRecorded(Missing),
    /// The code, its batch, its product or its key was taken back.
    Revoked(Revocation),
    /// The goods were taken back.
    Recalled(Recall),
    /// The last good day is over.
    Expired {
        /// That day.
        last: Day,
    },
    /// Certifications that the code states are no longer good.
    CertificateLapsed(Vec<Lapse>),
    /// Two independent signs of copying.
    Suspect(History),
    /// None of the above: issued by the named issuer for this record.
    Valid,
    /// Signed, or a short code, but the register could not be asked.
    Unavailable,
}

/// A certification that a code states and that is not good today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lapse {
    /// Kind number of the spec.
    pub kind: u64,
    /// Number as the code states it.
    pub number: Number,
    /// The register's entry; `None` when the register no longer has it.
    pub entry: Option<Certification>,
}

impl Verdict {
    /// The word of spec section 5, the same in pages, JSON and on the terminal.
    pub fn word(&self) -> &'static str {
        match self {
            Verdict::Unreadable(_) => "unreadable",
            Verdict::UnknownKey => "unknown_key",
            Verdict::Forged => "forged",
            Verdict::NotRecorded(_) => "not_recorded",
            Verdict::Revoked(_) => "revoked",
            Verdict::Recalled(_) => "recalled",
            Verdict::Expired { .. } => "expired",
            Verdict::CertificateLapsed(_) => "certificate_lapsed",
            Verdict::Suspect(_) => "suspect",
            Verdict::Valid => "valid",
            Verdict::Unavailable => "unavailable",
        }
    }
}

/// Decides. The first that applies, top down, in the order of spec section 5.
pub fn weigh(finding: &Finding, today: Day) -> Verdict {
    match finding {
        Finding::Unreadable(why) => Verdict::Unreadable(*why),
        Finding::UnknownKey => Verdict::UnknownKey,
        Finding::Forged => Verdict::Forged,
        Finding::Unasked => Verdict::Unavailable,
        Finding::Unlisted => Verdict::NotRecorded(Missing::ShortCode),
        Finding::Known(evidence) => weigh_known(evidence, today),
    }
}

fn weigh_known(evidence: &Evidence, today: Day) -> Verdict {
    let claims = evidence.code.claims();
    let over = claims.best_before.filter(|last| today > *last);
    let record = match &evidence.register {
        Register::Lacks(missing) => return Verdict::NotRecorded(*missing),
        Register::Away => {
            // A revoked key is known from the key list, and a past date from the code itself, without the register.
            if let Some(revoked) = evidence.key.as_ref().and_then(|key| key.revoked.clone()) {
                return Verdict::Revoked(revoked);
            }
            return over.map_or(Verdict::Unavailable, |last| Verdict::Expired { last });
        }
        Register::Holds(record) => record,
    };
    let item = claims.scope.item();
    if let Some(revocation) = record.revocations.iter().find(|revocation| revocation.concerns(item)) {
        return Verdict::Revoked(revocation.clone());
    }
    if let Some(recall) = record.recalls.iter().find(|recall| recall.concerns(item)) {
        return Verdict::Recalled(recall.clone());
    }
    if let Some(last) = over {
        return Verdict::Expired { last };
    }
    let lapsed = lapsed(evidence, record, today);
    if !lapsed.is_empty() {
        return Verdict::CertificateLapsed(lapsed);
    }
    if evidence.history.signs >= 2 {
        return Verdict::Suspect(evidence.history);
    }
    Verdict::Valid
}

fn lapsed(evidence: &Evidence, record: &Record, today: Day) -> Vec<Lapse> {
    let stated = evidence.code.claims().certifications.iter();
    stated
        .map(|(kind, number)| Lapse {
            kind: *kind,
            number: number.clone(),
            entry: record.certification(*kind, number).cloned(),
        })
        .filter(|lapse| !lapse.entry.as_ref().is_some_and(|entry| entry.holds_on(today)))
        .collect()
}
