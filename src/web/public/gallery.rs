//! The gallery: products of the register, found by words, place and kind.
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use crate::clock::Clock;
use crate::db::Db;
use crate::i18n::{fill, number};
use crate::registry::search::{MOST_WORDS, fold};
use crate::registry::{self, Found, ProductId, RegionCode, Wanted};
use crate::web::error::Error;
use crate::web::shell::{Shell, show};
use crate::web::visitor::Visitor;
use crate::web::{Site, links};

/// Products on one page.
const A_PAGE: u32 = 24;
/// Letters of a search that are read.
const LONGEST: usize = 100;

/// What a visitor asks for.
#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    cari: Option<String>,
    wilayah: Option<String>,
    kategori: Option<String>,
    bersertifikat: Option<String>,
    sesudah: Option<i64>,
}

#[derive(Template)]
#[template(path = "public/gallery.html")]
struct Page {
    shell: Shell,
    words: String,
    regions: Vec<Choice>,
    categories: Vec<Choice>,
    certified: bool,
    cards: Vec<Card>,
    next: Option<String>,
}

struct Choice {
    value: String,
    name: String,
    chosen: bool,
}

struct Card {
    href: String,
    name: String,
    content: String,
    producer: String,
    region: &'static str,
    halal: bool,
    permit: bool,
}

/// GET /galeri
pub(crate) async fn page(
    State(db): State<Db>,
    State(site): State<Site>,
    State(clock): State<Clock>,
    asked: Result<Query<Asked>, QueryRejection>,
    visitor: Visitor,
) -> Result<Response, Error> {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let q = &mut &db;
    let words: String = asked.cari.as_deref().unwrap_or_default().trim().chars().take(LONGEST).collect();
    let region = asked.wilayah.as_deref().and_then(RegionCode::parse);
    let category = asked.kategori.clone().filter(|category| !category.is_empty());
    let certified = asked.bersertifikat.is_some();
    let wanted = Wanted { words: meant(&db, &words).await?, region, category: category.clone(), certified };
    let found = if wanted.words.iter().any(Vec::is_empty) {
        Vec::new()
    } else {
        registry::search_products(q, &wanted, asked.sesudah.map(ProductId), A_PAGE, clock.today()).await?
    };
    let mut shell = Shell::new(visitor, &site, |w| w.gallery.title.clone());
    (shell.desk, shell.indexed) = (true, words.is_empty() && asked.sesudah.is_none());
    let next = found.last().filter(|_| found.len() == A_PAGE as usize).map(|last| {
        let asked = Asked { cari: Some(words.clone()), sesudah: Some(last.id.0), ..asked };
        shell.to(&address(&asked))
    });
    let page = Page {
        regions: regions(&db, region).await?,
        categories: categories(&db, &shell, category.as_deref()).await?,
        certified,
        cards: found.into_iter().map(|found| card(&shell, found)).collect(),
        next,
        words,
        shell,
    };
    Ok(show(StatusCode::OK, &page))
}

/// What the words may stand for.
async fn meant(db: &Db, words: &str) -> Result<Vec<Vec<String>>, Error> {
    let folded = fold(words);
    if folded.is_empty() {
        return Ok(Vec::new());
    }
    let vocabulary = registry::vocabulary(&mut &*db).await?;
    Ok(folded.iter().take(MOST_WORDS).map(|word| vocabulary.near(word)).collect())
}

async fn regions(db: &Db, chosen: Option<RegionCode>) -> Result<Vec<Choice>, Error> {
    let counts = registry::region_counts(&mut &*db).await?;
    let choice = |(region, _, products): (RegionCode, u64, u64)| {
        (products > 0).then(|| Choice {
            value: region.to_string(),
            name: region.name().to_owned(),
            chosen: chosen == Some(region),
        })
    };
    Ok(counts.into_iter().filter_map(choice).collect())
}

async fn categories(db: &Db, shell: &Shell, chosen: Option<&str>) -> Result<Vec<Choice>, Error> {
    let counts = registry::categories(&mut &*db).await?;
    let choice = |(category, count): (String, i64)| {
        let count = number(count.unsigned_abs(), shell.lang);
        let name = fill(&shell.w.gallery.counted, &[("name", &category), ("count", &count)]);
        Choice { chosen: chosen == Some(category.as_str()), value: category, name }
    };
    Ok(counts.into_iter().map(choice).collect())
}

fn card(shell: &Shell, found: Found) -> Card {
    Card {
        href: shell.to(&links::product(found.id)),
        name: found.name,
        content: found.net_content.unwrap_or_default(),
        producer: found.producer,
        region: found.origin.name(),
        halal: found.halal,
        permit: found.permit,
    }
}

fn address(asked: &Asked) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in [("cari", &asked.cari), ("wilayah", &asked.wilayah), ("kategori", &asked.kategori)] {
        if let Some(value) = value.as_deref().filter(|value| !value.is_empty()) {
            query.append_pair(name, value);
        }
    }
    if asked.bersertifikat.is_some() {
        query.append_pair("bersertifikat", "ya");
    }
    if let Some(after) = asked.sesudah {
        query.append_pair("sesudah", &after.to_string());
    }
    format!("/galeri?{}", query.finish())
}
