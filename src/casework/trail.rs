//! What the audit trail says of a step.
use super::{Error, Who};
use crate::audit::{Act, Changes, Entry, Subject, SubjectKind};
use crate::cases::{CaseId, KeyDeed, Matter, What};
use crate::clock::{Moment, iso};
use crate::db::Query;
use crate::registry::{self, RegionCode};

/// The entry for a step of a case.
pub(super) async fn entry(
    q: &mut impl Query,
    who: Who,
    case: CaseId,
    matter: &Matter,
    region: Option<RegionCode>,
    what: &What,
    at: Moment,
) -> Result<Entry, Error> {
    let mut changes = Changes::none();
    changes.note("case", None, Some(&case.to_string()));
    if let Some(ground) = what.ground() {
        changes.note("basis", None, Some(&format!("{} {}", ground.kind.word(), iso(ground.day))));
    }
    let entry = Entry::new(at, act(matter, what), subject(q, matter, &mut changes).await?)
        .by(who.person, Some(who.role))
        .saying(words(matter, what))
        .changing(changes);
    Ok(Entry { producer: matter.producer(), region, ..entry })
}

/// What somebody wrote; where the step has no words, the reason that was asked with.
fn words<'m>(matter: &'m Matter, what: &'m What) -> &'m str {
    let asked = match (what, matter) {
        (What::Opened | What::Approved(_), Matter::Recall(_, goods)) => goods.reason.as_str(),
        (What::Opened | What::Approved(_), Matter::Key(act)) => act.reason.as_str(),
        _ => "",
    };
    what.words().unwrap_or(asked)
}

fn act(matter: &Matter, what: &What) -> Act {
    match (matter, what) {
        (_, What::Taken) => Act::CaseTaken,
        (_, What::Returned(_)) => Act::CaseReturned,
        (_, What::Answered(_)) => Act::CaseAnswered,
        (_, What::Withdrawn) => Act::CaseWithdrawn,
        (Matter::Producer(_), What::Opened) => Act::CheckAsked,
        (Matter::Producer(_), What::Approved(_) | What::Proposed(_)) => Act::ProducerApproved,
        (Matter::Producer(_), What::Refused(_)) => Act::ProducerRefused,
        (Matter::Certification(..), What::Opened) => Act::CertificationClaimed,
        (Matter::Certification(..), What::Proposed(_)) => Act::CertificationProposed,
        (Matter::Certification(..), What::Approved(_)) => Act::CertificationApproved,
        (Matter::Certification(..), What::Refused(_)) => Act::CertificationRefused,
        (Matter::Recall(..), What::Opened) => Act::RecallAsked,
        (Matter::Recall(..), What::Approved(_) | What::Proposed(_)) => Act::Recalled,
        (Matter::Recall(..), What::Refused(_)) => Act::RecallRefused,
        (Matter::Key(_), What::Opened | What::Proposed(_)) => Act::KeyProposed,
        (Matter::Key(key), What::Approved(_)) => match key.deed {
            KeyDeed::Retire => Act::KeyRetired,
            KeyDeed::Revoke => Act::KeyRevoked,
        },
        (Matter::Key(_), What::Refused(_)) => Act::KeyRefused,
    }
}

/// What it was done to, by the name that people use. Which product is noted beside it.
async fn subject(q: &mut impl Query, matter: &Matter, changes: &mut Changes) -> Result<Subject, Error> {
    let (product, subject) = match matter {
        Matter::Producer(id) => {
            let found = registry::find_producer(q, *id).await?.ok_or(Error::Unknown("producer"))?;
            return Ok(Subject::new(SubjectKind::Producer, found.code));
        }
        Matter::Key(act) => {
            changes.note("deed", None, Some(act.deed.word()));
            return Ok(Subject::new(SubjectKind::Key, &act.key));
        }
        Matter::Certification(_, claim) => (claim.product, Subject::new(SubjectKind::Certification, &claim.number)),
        Matter::Recall(_, goods) => {
            let batch = registry::find_batch(q, goods.batch).await?.ok_or(Error::Unknown("batch"))?;
            (batch.product, Subject::new(SubjectKind::Batch, batch.code))
        }
    };
    let product = registry::find_product(q, product).await?.ok_or(Error::Unknown("product"))?;
    changes.note("product", None, Some(&product.code));
    Ok(subject)
}
