use telusur_code::VerifiedCode;

use super::page::Telling;
use crate::i18n::{fill, moment, number};
use crate::verification::{Code, Evidence, Finding, Missing, Register, Unreadable};

/// One of the four facts, which never mix: signature, status, scan history, basis of claims.
pub(super) struct Fact {
    pub(super) label: String,
    pub(super) text: String,
    pub(super) code: Option<String>,
    /// What is wrong with the form of a code, in the words of the format: for whoever writes a printer or a scanner.
    pub(super) english: Option<String>,
}

/// How the code was checked.
pub(super) fn tell(telling: &Telling<'_>) -> Vec<Fact> {
    let c = &telling.w.checked;
    let (signature, evidence) = match &telling.answer.finding {
        Finding::Unreadable(_) => (c.signature_unread.clone(), None),
        Finding::UnknownKey => (c.signature_unknown.clone(), None),
        Finding::Forged => (c.signature_forged.clone(), None),
        Finding::Unasked | Finding::Unlisted => (c.signature_short.clone(), None),
        Finding::Known(evidence) => match &evidence.code {
            Code::Signed(code) => (good(telling, code), Some(evidence)),
            Code::LookedUp(..) => (c.signature_short.clone(), Some(evidence)),
        },
    };
    let (code, english) = match &telling.answer.finding {
        Finding::Unreadable(why) => (None, Some(why.to_string())),
        Finding::Known(evidence) => match &evidence.code {
            Code::Signed(code) => (Some(code.key().to_string()), None),
            Code::LookedUp(code, _) => (Some(code.to_string()), None),
        },
        Finding::UnknownKey | Finding::Forged | Finding::Unasked | Finding::Unlisted => (None, None),
    };
    let fact = |label: &String, text: String| Fact { label: label.clone(), text, code: None, english: None };
    vec![
        Fact { code, english, ..fact(&c.signature, signature) },
        fact(&c.status, status(telling)),
        fact(&c.scans, evidence.map_or_else(|| c.scans_none.clone(), |evidence| scans(telling, evidence))),
        fact(&c.basis, basis(telling)),
    ]
}

fn basis(telling: &Telling<'_>) -> String {
    let c = &telling.w.checked;
    match telling.evidence().map(|evidence| &evidence.code) {
        None => c.basis_none.clone(),
        Some(Code::Signed(_)) => c.basis_text.clone(),
        Some(Code::LookedUp(..)) => c.basis_short.clone(),
    }
}

fn good(telling: &Telling<'_>, code: &VerifiedCode) -> String {
    let key = &code.key().to_string()[..8];
    fill(&telling.w.checked.signature_good, &[("key", key), ("issuer", telling.issuer())])
}

fn status(telling: &Telling<'_>) -> String {
    let c = &telling.w.checked;
    let evidence = match &telling.answer.finding {
        Finding::Unreadable(Unreadable::Short(_)) => return c.status_short_unread.clone(),
        Finding::Unreadable(Unreadable::Signed(_)) | Finding::UnknownKey | Finding::Forged => {
            return c.status_none.clone();
        }
        Finding::Unasked => return c.status_away.clone(),
        Finding::Unlisted => return c.status_lacks_short.clone(),
        Finding::Known(evidence) => evidence,
    };
    match &evidence.register {
        Register::Holds(_) => fill(&c.status_held, &[("at", &moment(telling.answer.at, telling.lang))]),
        Register::Away => c.status_away.clone(),
        Register::Lacks(Missing::Batch) => c.status_lacks_batch.clone(),
        Register::Lacks(Missing::Item { of }) => fill(&c.status_lacks_item, &[("of", &number(*of, telling.lang))]),
        Register::Lacks(Missing::Product) => c.status_lacks_product.clone(),
        Register::Lacks(Missing::KeyPeriod) => c.status_lacks_period.clone(),
        Register::Lacks(Missing::Claims) => c.status_lacks_claims.clone(),
        Register::Lacks(Missing::ShortCode) => c.status_lacks_short.clone(),
    }
}

fn scans(telling: &Telling<'_>, evidence: &Evidence) -> String {
    let (history, c) = (evidence.history, &telling.w.checked);
    match history.first {
        _ if !history.known => c.scans_unknown.clone(),
        None => c.scans_none.clone(),
        Some(first) => {
            let (day, checks) = (telling.day(first.day()), number(history.checks, telling.lang));
            fill(&c.scans_some, &[("day", &day), ("checks", &checks)])
        }
    }
}
