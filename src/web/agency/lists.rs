//! Producers, products, sentra and recalls of a region.
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;

use super::list::{Asked, List, Row};
use super::menu::Place;
use super::officer::Officer;
use crate::accounts::Act;
use crate::i18n::{Words, date, fill, number, words};
use crate::office;
use crate::registry::{ProducerStatus, ProductStatus};
use crate::statistics;
use crate::web::error::Error;
use crate::web::links;
use crate::web::router::Shared;
use crate::web::visitor::Visitor;

/// What a producer's standing is called.
pub(super) fn producer_standing(w: &Words, status: ProducerStatus) -> &str {
    let w = &w.agency.list;
    match status {
        ProducerStatus::Awaiting => &w.awaiting,
        ProducerStatus::Active => &w.active,
        ProducerStatus::Suspended => &w.suspended,
        ProducerStatus::Closed => &w.closed,
    }
}

/// What a product's standing is called.
pub(super) fn product_standing(w: &Words, status: ProductStatus) -> &str {
    let w = &w.agency.list;
    match status {
        ProductStatus::Draft => &w.draft,
        ProductStatus::Active => &w.on_sale,
        ProductStatus::Withdrawn => &w.withdrawn,
        ProductStatus::Revoked => &w.revoked,
    }
}

/// GET /dinas/produsen
pub(super) async fn producers(
    State(shared): State<Shared>,
    officer: Officer,
    asked: Result<Query<Asked>, QueryRejection>,
    visitor: Visitor,
) -> Result<Response, Error> {
    let sought = asked.map(|Query(asked)| asked).unwrap_or_default().sought(&officer);
    let found = office::producers(&mut &shared.state().db, &sought).await?;
    let w = words(visitor.lang);
    let row = |producer: office::ListedProducer| {
        let missing = (!producer.registered).then_some(&*w.agency.list.unregistered);
        let about = [Some(&*producer.code), Some(producer.region.name()), missing];
        Row {
            id: producer.id.0,
            href: visitor.to(&format!("/dinas/produsen/{}", producer.id)),
            name: producer.name.clone(),
            about: about.into_iter().flatten().collect::<Vec<_>>().join(" · "),
            state: producer_standing(w, producer.status).to_owned(),
            alarming: producer.status == ProducerStatus::Suspended,
        }
    };
    let rows = found.into_iter().map(row).collect();
    let counts = office::producers_by_status(&mut &shared.state().db, sought.region).await?;
    let standing = |status: &ProducerStatus| {
        let count = counts.iter().find(|(counted, _)| counted == status).map_or(0, |(_, count)| *count);
        let values = [("stage", producer_standing(w, *status)), ("count", &*number(count, visitor.lang))];
        (status.word(), fill(&w.agency.queue.counted, &values))
    };
    let standings = ProducerStatus::ALL.iter().map(standing).collect();
    let list = List {
        place: Place::Producers,
        path: "/dinas/produsen",
        title: w.agency.menu.producers.clone(),
        lead: w.agency.list.producers_lead.clone(),
        hint: w.agency.list.producers_hint.clone(),
        empty: w.agency.list.producers_nothing.clone(),
        standings,
        actions: Vec::new(),
        said: None,
        file: Some("produsen"),
    };
    Ok(list.show(&shared, &officer, visitor, &sought, rows))
}

/// GET /dinas/produk
pub(super) async fn products(
    State(shared): State<Shared>,
    officer: Officer,
    asked: Result<Query<Asked>, QueryRejection>,
    visitor: Visitor,
) -> Result<Response, Error> {
    let sought = asked.map(|Query(asked)| asked).unwrap_or_default().sought(&officer);
    let found = office::products(&mut &shared.state().db, &sought).await?;
    let w = words(visitor.lang);
    let row = |product: office::ListedProduct| Row {
        id: product.id.0,
        // A draft has no page for everybody; its maker's page has it.
        href: visitor.to(&match product.status {
            ProductStatus::Draft => format!("/dinas/produsen/{}", product.producer),
            ProductStatus::Active | ProductStatus::Withdrawn | ProductStatus::Revoked => links::product(product.id),
        }),
        name: product.name,
        about: format!("{} · {} · {}", product.code, product.maker, product.region.name()),
        state: product_standing(w, product.status).to_owned(),
        alarming: matches!(product.status, ProductStatus::Withdrawn | ProductStatus::Revoked),
    };
    let rows = found.into_iter().map(row).collect();
    let list = List {
        place: Place::Products,
        path: "/dinas/produk",
        title: w.agency.menu.products.clone(),
        lead: w.agency.list.products_lead.clone(),
        hint: w.agency.list.products_hint.clone(),
        empty: w.agency.list.products_nothing.clone(),
        standings: ProductStatus::ALL
            .iter()
            .map(|status| (status.word(), product_standing(w, *status).to_owned()))
            .collect(),
        actions: Vec::new(),
        said: None,
        file: Some("produk"),
    };
    Ok(list.show(&shared, &officer, visitor, &sought, rows))
}

/// GET /dinas/sentra
pub(super) async fn sentra(
    State(shared): State<Shared>,
    officer: Officer,
    asked: Result<Query<Asked>, QueryRejection>,
    visitor: Visitor,
) -> Result<Response, Error> {
    let sought = asked.map(|Query(asked)| asked).unwrap_or_default().sought(&officer);
    let found = office::sentra(&mut &shared.state().db, &sought).await?;
    let w = words(visitor.lang);
    let row = |sentra: crate::registry::Sentra| {
        let decree = sentra.decree.as_ref().map(|decree| match decree.day {
            Some(day) => format!("SK {}, {}", decree.number, date(day, visitor.lang)),
            None => format!("SK {}", decree.number),
        });
        let members = sentra.members.map(|members| fill(&w.agency.list.members, &[("count", &members.to_string())]));
        let about = [Some(sentra.region.name().to_owned()), members, decree];
        Row {
            id: sentra.id.0,
            href: visitor.to(&format!("/dinas/sentra/{}", sentra.id)),
            about: about.into_iter().flatten().collect::<Vec<_>>().join(" · "),
            state: if sentra.decree.is_some() { &w.agency.list.decreed } else { &w.agency.list.undecreed }.clone(),
            alarming: sentra.decree.is_none(),
            name: sentra.name,
        }
    };
    let rows = found.into_iter().map(row).collect();
    let counts = statistics::sentras(&mut &shared.state().db, sought.region).await?;
    let counts = [("decreed", counts.decreed.to_string()), ("all", counts.all.to_string())];
    let list = List {
        place: Place::Sentra,
        path: "/dinas/sentra",
        title: w.agency.menu.sentra.clone(),
        lead: fill(&w.statistics.sentras, &counts.each_ref().map(|(name, count)| (*name, count.as_str()))),
        hint: w.agency.list.sentra_hint.clone(),
        empty: w.agency.list.sentra_nothing.clone(),
        standings: vec![("sk", w.agency.list.decreed.clone()), ("belum", w.agency.list.undecreed.clone())],
        actions: match officer.may_somewhere(Act::Check) {
            true => vec![("/dinas/sentra/baru".to_owned(), w.agency.sentra.add.clone())],
            false => Vec::new(),
        },
        said: None,
        file: Some("sentra"),
    };
    Ok(list.show(&shared, &officer, visitor, &sought, rows))
}

/// GET /dinas/penarikan
pub(super) async fn recalls(
    State(shared): State<Shared>,
    officer: Officer,
    asked: Result<Query<Asked>, QueryRejection>,
    visitor: Visitor,
) -> Result<Response, Error> {
    let sought = asked.map(|Query(asked)| asked).unwrap_or_default().sought(&officer);
    let found = office::recalls_in(&mut &shared.state().db, &sought).await?;
    let w = words(visitor.lang);
    let row = |recall: office::ListedRecall| Row {
        id: recall.id,
        href: visitor.to(&format!("/dinas/penarikan/{}", recall.id)),
        name: format!("{} – {}", recall.product, recall.code),
        about: format!(
            "{} · {} · {}, {}",
            date(recall.at.day(), visitor.lang),
            recall.reason,
            recall.maker,
            recall.region.name()
        ),
        state: if recall.lifted.is_some() { &w.agency.recall.lifted } else { &w.agency.recall.standing }.clone(),
        alarming: recall.lifted.is_none(),
    };
    let rows = found.into_iter().map(row).collect();
    let c = &w.agency.recall;
    let list = List {
        place: Place::Recall,
        path: "/dinas/penarikan",
        title: c.list.clone(),
        lead: c.list_lead.clone(),
        hint: c.list_hint.clone(),
        empty: c.list_nothing.clone(),
        standings: vec![("berlaku", c.standing.clone()), ("dicabut", c.lifted.clone())],
        actions: match officer.may_somewhere(Act::Recall) {
            true => vec![("/dinas/tarik".to_owned(), c.find.clone())],
            false => Vec::new(),
        },
        said: None,
        file: Some("penarikan"),
    };
    Ok(list.show(&shared, &officer, visitor, &sought, rows))
}
