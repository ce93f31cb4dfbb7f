//! Some cases, so that the officers' desks have work: a new producer, claims, one of them proposed, and a wish for a recall.
use super::people::PRODUCER;
use crate::accounts::{self, Login, Role};
use crate::cases::{CaseId, Ground, GroundKind, What};
use crate::casework::{self, ClaimDraft, Decision, GoodsDraft, Who};
use crate::cli::failure::Failure;
use crate::cli::house::House;
use crate::db::Tx;
use crate::recalls::ItemRange;
use crate::registry::{self, ProducerId, certifications};

/// A producer that waits to be checked in the sample register.
const AWAITING: &str = "IKM-1871-002";
/// Whose claim the companion enters.
const COMPANIONS: &str = "IKM-1804-002";
/// A trademark number of no trademark.
const MARKS: [&str; 2] = ["IDM000990001", "IDM000990002"];

/// Opens them, unless the producer of the demonstration had cases before.
pub(super) async fn make(house: &House) -> Result<(), Failure> {
    let mut db = &house.db;
    let Some(producer) = registry::find_producer_by_code(&mut db, PRODUCER).await? else { return Ok(()) };
    if !crate::cases::cases_of(&mut db, producer.id, None, 1).await?.is_empty() {
        return Ok(());
    }
    let [owner, companion, officer] = [
        who(house, "sari", Role::Owner).await?,
        who(house, "dewi", Role::Companion).await?,
        who(house, "ratna", Role::Officer).await?,
    ];
    let now = house.clock.now();
    let other = registry::find_producer_by_code(&mut db, COMPANIONS).await?.map(|producer| producer.id);
    let awaiting = registry::find_producer_by_code(&mut db, AWAITING).await?.map(|producer| producer.id);
    let own = producer.id;
    let made = house.db.write(move |tx| {
        Box::pin(async move {
            claim(tx, owner, own, MARKS[0], now).await?;
            if let Some(other) = other
                && let Some(case) = claim(tx, companion, other, MARKS[1], now).await?
            {
                let ground = Ground { kind: GroundKind::DocumentSeen, day: now.day(), office: None };
                let decision = Decision { case, seen: 1, what: What::Proposed(ground) };
                casework::decide(tx, officer, &decision, now).await?;
            }
            if let Some(awaiting) = awaiting {
                let officer = officer_of_all(tx).await?;
                casework::open_producer(tx, officer, awaiting, now).await?;
            }
            recall(tx, owner, own, now).await
        })
    });
    Ok(made.await?)
}

async fn who(house: &House, login: &str, role: Role) -> Result<Who, Failure> {
    let person = accounts::find_person_by_login(&mut &house.db, &Login::parse(login)?).await?;
    let person = person.ok_or_else(|| Failure::refused(format!("the demonstration has no account '{login}'")))?;
    Ok(Who { person: person.id, role })
}

/// The officer of the whole province, who opens the case of a producer that has nobody yet.
async fn officer_of_all(tx: &mut Tx) -> Result<Who, casework::Error> {
    let person = accounts::find_person_by_login(tx, &Login::parse("budi")?).await?;
    let person = person.ok_or(casework::Error::Unknown("officer"))?;
    Ok(Who { person: person.id, role: Role::Officer })
}

/// A claimed trademark of a producer's first product.
async fn claim(
    tx: &mut Tx,
    who: Who,
    producer: ProducerId,
    number: &str,
    now: crate::clock::Moment,
) -> Result<Option<CaseId>, casework::Error> {
    let products = registry::products_of(tx, producer).await?;
    let (Some(product), Some(kind)) = (products.first(), certifications::kind_of_word("merek")) else {
        return Ok(None);
    };
    let draft = ClaimDraft {
        product: product.id,
        kind: kind.number,
        number: number.to_owned(),
        holder: None,
        issued: None,
        valid_until: None,
        document: None,
    };
    let (case, _) = casework::open_certification(tx, who, &draft, now).await?;
    Ok(Some(case))
}

/// A wish to take some packs of the producer's newest batch back.
async fn recall(tx: &mut Tx, who: Who, producer: ProducerId, now: crate::clock::Moment) -> Result<(), casework::Error> {
    for product in registry::products_of(tx, producer).await? {
        let Some(batch) = registry::batches_of(tx, product.id, 1).await?.pop() else { continue };
        let draft = GoodsDraft {
            batch: batch.id,
            items: Some(ItemRange { first: 1, last: batch.items.min(20) }),
            reason: "Kemasan bocor saat dikirim (contoh)".to_owned(),
            instruction: "Jangan dikonsumsi. Kembalikan ke penjual.".to_owned(),
            contact: "0812-0000-0001".to_owned(),
        };
        casework::open_recall(tx, who, &draft, now).await?;
        return Ok(());
    }
    Ok(())
}
