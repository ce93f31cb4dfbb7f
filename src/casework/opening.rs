use super::{Error, Who, actor, trail};
use crate::audit;
use crate::cases::{self, CaseId, Claim, Goods, KeyAct, Matter, What};
use crate::clock::{Day, Moment};
use crate::db::{Query, Tx};
use crate::keyring;
use crate::recalls::{self, ItemRange, NewRecall};
use crate::registry::certifications::{self, CertificationDraft, Warning};
use crate::registry::{
    self, BasisKind, BatchId, Producer, ProducerId, ProducerStatus, Product, ProductId, RegionCode, fields,
};

/// Cases of one producer that are looked at for one that asks the same.
const LOOKED: u32 = 200;

/// A certification as a producer claims it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimDraft {
    /// Of which product.
    pub product: ProductId,
    /// Kind number of the spec (section 4).
    pub kind: u64,
    /// Its number as typed.
    pub number: String,
    /// On whose name, when not the producer's.
    pub holder: Option<String>,
    /// Day of issue.
    pub issued: Option<Day>,
    /// Last good day.
    pub valid_until: Option<Day>,
    /// The number of the uploaded picture of the document.
    pub document: Option<i64>,
}

/// A recall as a producer asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoodsDraft {
    /// Of which batch.
    pub batch: BatchId,
    /// Which items; none for all.
    pub items: Option<ItemRange>,
    /// Why.
    pub reason: String,
    /// What consumers should do.
    pub instruction: String,
    /// Whom they may call.
    pub contact: String,
}

/// Puts a new producer into the queue of its region.
///
/// # Errors
/// [`Error::Standing`] when it does not wait to be checked; [`Error::Open`]; what [`cases::may_open`] refuses.
pub async fn open_producer(tx: &mut Tx, who: Who, producer: ProducerId, now: Moment) -> Result<CaseId, Error> {
    let producer = find_producer(tx, producer).await?;
    if producer.status != ProducerStatus::Awaiting {
        return Err(Error::Standing(producer.status));
    }
    open(tx, who, Matter::Producer(producer.id), Some(producer.region), now).await
}

/// Puts a claimed certification into the queue of its producer's region. The register says nothing of it until two people have
/// agreed. The warnings are for whoever claims it and for the officer.
///
/// # Errors
/// [`Error::Claim`] when it has not the shape of its kind; [`Error::OnRecord`], [`Error::Ended`]; [`Error::Open`]; what
/// [`cases::may_open`] refuses.
pub async fn open_certification(
    tx: &mut Tx,
    who: Who,
    draft: &ClaimDraft,
    now: Moment,
) -> Result<(CaseId, Vec<Warning>), Error> {
    let (product, producer) = made_by(tx, draft.product).await?;
    let checked = certifications::check(&CertificationDraft {
        kind: draft.kind,
        number: &draft.number,
        issued: draft.issued,
        valid_until: draft.valid_until,
        today: now.day(),
        origin: product.origin,
    })?;
    let stored = registry::certifications_of(tx, product.id).await?;
    if let Some(stored) = stored.iter().find(|stored| (stored.kind, &stored.number) == (draft.kind, &checked.number)) {
        if let Some(day) = stored.ended {
            return Err(Error::Ended { number: checked.number, day });
        }
        if stored.basis.kind != BasisKind::Declared {
            return Err(Error::OnRecord(checked.number));
        }
    }
    let claim = Claim {
        product: product.id,
        kind: draft.kind,
        number: checked.number,
        holder: draft.holder.as_deref().map(|name| text("holder", name, fields::NAME)).transpose()?,
        issued: draft.issued,
        valid_until: checked.valid_until,
        document: draft.document,
    };
    let matter = Matter::Certification(producer.id, claim);
    Ok((open(tx, who, matter, Some(producer.region), now).await?, checked.warnings))
}

/// Puts a producer's wish for a recall into the queue of its region.
///
/// # Errors
/// [`Error::Recall`] for texts and ranges that no recall could have; [`Error::Open`]; what [`cases::may_open`] refuses.
pub async fn open_recall(tx: &mut Tx, who: Who, draft: &GoodsDraft, now: Moment) -> Result<CaseId, Error> {
    let batch = registry::find_batch(tx, draft.batch).await?.ok_or(Error::Unknown("batch"))?;
    let (_, producer) = made_by(tx, batch.product).await?;
    NewRecall::new(&batch, draft.items, &draft.reason, &draft.instruction, &draft.contact)?;
    let goods = Goods {
        batch: batch.id,
        items: draft.items.map(|items| (items.first, items.last)),
        reason: draft.reason.trim().to_owned(),
        instruction: draft.instruction.trim().to_owned(),
        contact: draft.contact.trim().to_owned(),
    };
    open(tx, who, Matter::Recall(producer.id, goods), Some(producer.region), now).await
}

/// Proposes an act on a key; another person approves it. `region` says whose queue it stands in, if any one's. The key may be named
/// by the beginning of its thumbprint.
///
/// # Errors
/// [`Error::Key`] when there is no such key; what [`cases::may_open`] refuses.
pub async fn open_key(
    tx: &mut Tx,
    who: Who,
    act: &KeyAct,
    region: Option<RegionCode>,
    now: Moment,
) -> Result<CaseId, Error> {
    let keys = keyring::keys(tx).await?;
    let key = keyring::pick(&keys, &act.key)?.thumbprint().to_string();
    let act = KeyAct { key, deed: act.deed, reason: recalls::reason(&act.reason)? };
    open(tx, who, Matter::Key(act), region, now).await
}

/// Opens a case, unless one that asks the same still waits, and records it.
async fn open(tx: &mut Tx, who: Who, matter: Matter, region: Option<RegionCode>, now: Moment) -> Result<CaseId, Error> {
    let actor = actor(tx, who, matter.producer(), region).await?;
    cases::may_open(matter.kind(), &actor)?;
    if let Some(producer) = matter.producer() {
        let others = cases::cases_of(tx, producer, None, LOOKED).await?;
        if let Some(same) = others.iter().find(|other| !other.stage.is_decided() && asks_same(&other.matter, &matter)) {
            return Err(Error::Open(same.id));
        }
    }
    let case = cases::open(tx, &matter, region, &actor, now).await?;
    let entry = trail::entry(tx, who, case, &matter, region, &What::Opened, now).await?;
    audit::record(tx, &entry).await?;
    Ok(case)
}

/// Whether two matters want the same of the register, whatever else they say.
fn asks_same(one: &Matter, other: &Matter) -> bool {
    match (one, other) {
        (Matter::Producer(one), Matter::Producer(other)) => one == other,
        (Matter::Certification(_, one), Matter::Certification(_, other)) => {
            (one.product, one.kind, &one.number) == (other.product, other.kind, &other.number)
        }
        (Matter::Recall(_, one), Matter::Recall(_, other)) => (one.batch, one.items) == (other.batch, other.items),
        (Matter::Key(one), Matter::Key(other)) => (&one.key, one.deed) == (&other.key, other.deed),
        _ => false,
    }
}

async fn made_by(q: &mut impl Query, product: ProductId) -> Result<(Product, Producer), Error> {
    let product = registry::find_product(q, product).await?.ok_or(Error::Unknown("product"))?;
    let producer = find_producer(q, product.producer).await?;
    Ok((product, producer))
}

async fn find_producer(q: &mut impl Query, producer: ProducerId) -> Result<Producer, Error> {
    registry::find_producer(q, producer).await?.ok_or(Error::Unknown("producer"))
}

fn text(field: &'static str, text: &str, most: usize) -> Result<String, Error> {
    fields::line(text, most).map_err(|problem| Error::Text { field, problem })
}
