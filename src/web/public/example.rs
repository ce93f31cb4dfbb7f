//! What each verdict looks like, on a real answer that was altered. Only in a demonstration, and marked as an example.
use axum::extract::{Path, State};
use axum::response::Response;
use telusur_code::Unreadable;

use super::verdict;
use crate::clock::{DAY_MS, Day, Moment};
use crate::recalls::{Recall, Revocation, Subject};
use crate::registry::BatchId;
use crate::verification::{Answer, Evidence, Finding, History, Lapse, Missing, Register, Verdict};
use crate::web::error::Error;
use crate::web::router;
use crate::web::visitor::Visitor;

/// GET /contoh/{word}
pub(crate) async fn page(
    State(shared): State<router::Shared>,
    Path(word): Path<String>,
    visitor: Visitor,
) -> Result<Response, Error> {
    let state = shared.state();
    let address = state.example.as_deref().filter(|_| state.site.demo()).ok_or(Error::NotFound)?;
    let answer = altered(state.verifier.examine(address).await, &word).ok_or(Error::NotFound)?;
    Ok(verdict::example(visitor, &state.site, answer))
}

/// A valid answer made into that of another verdict; `None` when there is no such verdict or nothing to alter.
pub(crate) fn altered(answer: Answer, word: &str) -> Option<Answer> {
    let at = answer.at;
    let Finding::Known(mut evidence) = answer.finding else { return None };
    let batch = match &evidence.register {
        Register::Holds(record) => record.batch.id,
        Register::Away | Register::Lacks(_) => BatchId(1),
    };
    let unsigned = |finding, verdict| Some(Answer { finding, verdict, at });
    let verdict = match word {
        "unreadable" => {
            return unsigned(
                Finding::Unreadable(Unreadable::ChunkLength.into()),
                Verdict::Unreadable(Unreadable::ChunkLength.into()),
            );
        }
        "unknown_key" => return unsigned(Finding::UnknownKey, Verdict::UnknownKey),
        "forged" => return unsigned(Finding::Forged, Verdict::Forged),
        "not_recorded" => {
            evidence.register = Register::Lacks(Missing::Batch);
            Verdict::NotRecorded(Missing::Batch)
        }
        "revoked" => Verdict::Revoked(revocation(batch, at)),
        "recalled" => Verdict::Recalled(recall(batch, at)),
        "expired" => Verdict::Expired { last: Day(at.day().0.saturating_sub(1)) },
        "certificate_lapsed" => Verdict::CertificateLapsed(lapses(&evidence, at.day())?),
        "suspect" => {
            evidence.history = History { known: true, first: Some(at), checks: 57, regions: 6, signs: 2 };
            Verdict::Suspect(evidence.history)
        }
        "valid" => Verdict::Valid,
        "unavailable" => {
            evidence.register = Register::Away;
            Verdict::Unavailable
        }
        _ => return None,
    };
    Some(Answer { finding: Finding::Known(evidence), verdict, at })
}

fn recall(batch: BatchId, at: Moment) -> Recall {
    Recall {
        id: 1,
        batch,
        items: None,
        reason: "Pecahan kaca ditemukan dalam kemasan".to_owned(),
        instruction: "Jangan dikonsumsi; kembalikan ke penjual.".to_owned(),
        contact: "0721-000-000".to_owned(),
        at: Moment(at.0 - 3 * DAY_MS),
        lift: None,
    }
}

fn revocation(batch: BatchId, at: Moment) -> Revocation {
    Revocation {
        id: 1,
        subject: Subject::Batch(batch),
        reason: "Lembar stiker hilang sebelum ditempel".to_owned(),
        at: Moment(at.0 - 3 * DAY_MS),
        lift: None,
    }
}

/// The first certificate that the code states, ended yesterday.
fn lapses(evidence: &Evidence, today: Day) -> Option<Vec<Lapse>> {
    let stated = &evidence.code.claims().certifications;
    let (kind, number) = stated.iter().next_back().filter(|_| !stated.is_empty())?;
    let entry = match &evidence.register {
        Register::Holds(record) => record.certification(*kind, number).cloned(),
        Register::Away | Register::Lacks(_) => None,
    };
    let entry = entry.map(|mut entry| {
        entry.valid_until = Some(Day(today.0.saturating_sub(1)));
        entry
    });
    Some(vec![Lapse { kind: *kind, number: number.clone(), entry }])
}
