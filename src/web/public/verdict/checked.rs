use super::page::Telling;
use crate::i18n::{fill, moment, number};
use crate::verification::{Evidence, Finding, Missing, Register};

/// One of the four facts, which never mix: signature, status, scan history, basis of claims.
pub(super) struct Fact {
    pub(super) label: String,
    pub(super) text: String,
    pub(super) code: Option<String>,
}

/// How the code was checked.
pub(super) fn tell(telling: &Telling<'_>) -> Vec<Fact> {
    let c = &telling.w.checked;
    let (signature, evidence) = match &telling.answer.finding {
        Finding::Unreadable(_) => (c.signature_unread.clone(), None),
        Finding::UnknownKey => (c.signature_unknown.clone(), None),
        Finding::Forged => (c.signature_forged.clone(), None),
        Finding::Signed(evidence) => (good(telling, evidence), Some(evidence)),
    };
    let reason = match &telling.answer.finding {
        // The reader's own words of the format, for whoever writes a printer or a scanner.
        Finding::Unreadable(why) => Some(why.to_string()),
        Finding::Signed(evidence) => Some(evidence.code.key().to_string()),
        Finding::UnknownKey | Finding::Forged => None,
    };
    let fact = |label: &String, text: String| Fact { label: label.clone(), text, code: None };
    vec![
        Fact { code: reason, ..fact(&c.signature, signature) },
        fact(&c.status, evidence.map_or_else(|| c.status_none.clone(), |evidence| status(telling, evidence))),
        fact(&c.scans, evidence.map_or_else(|| c.scans_none.clone(), |evidence| scans(telling, evidence))),
        fact(&c.basis, if evidence.is_some() { c.basis_text.clone() } else { c.basis_none.clone() }),
    ]
}

fn good(telling: &Telling<'_>, evidence: &Evidence) -> String {
    let key = &evidence.code.key().to_string()[..8];
    fill(&telling.w.checked.signature_good, &[("key", key), ("issuer", telling.issuer())])
}

fn status(telling: &Telling<'_>, evidence: &Evidence) -> String {
    let c = &telling.w.checked;
    match &evidence.register {
        Register::Holds(_) => fill(&c.status_held, &[("at", &moment(telling.answer.at, telling.lang))]),
        Register::Away => c.status_away.clone(),
        Register::Lacks(Missing::Batch) => c.status_lacks_batch.clone(),
        Register::Lacks(Missing::Item { of }) => fill(&c.status_lacks_item, &[("of", &number(*of, telling.lang))]),
        Register::Lacks(Missing::Product) => c.status_lacks_product.clone(),
        Register::Lacks(Missing::KeyPeriod) => c.status_lacks_period.clone(),
        Register::Lacks(Missing::Claims) => c.status_lacks_claims.clone(),
    }
}

fn scans(telling: &Telling<'_>, evidence: &Evidence) -> String {
    let history = evidence.history;
    if history.checks == 0 {
        return telling.w.checked.scans_none.clone();
    }
    let (checks, regions) = (number(history.checks, telling.lang), number(history.regions.into(), telling.lang));
    fill(&telling.w.checked.scans_some, &[("checks", &checks), ("regions", &regions)])
}
