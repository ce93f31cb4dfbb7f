//! The gallery: products of the register, found by words, place and kind.
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use crate::gallery::{Gallery, Sought};
use crate::i18n::{fill, number};
use crate::registry::{Found, ProductId, RegionCode};
use crate::statistics::{Cut, Group, Measure, Statistics};
use crate::uploads::PhotoId;
use crate::web::error::Error;
use crate::web::shell::{Shell, show};
use crate::web::visitor::Visitor;
use crate::web::{Site, links};

/// Products on one page.
const A_PAGE: u32 = 24;
/// Regions, and categories, to choose from.
const CHOICES: usize = 600;
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
    /// The address of its photo, if it has one.
    photo: Option<String>,
    producer: String,
    region: &'static str,
    halal: bool,
    permit: bool,
}

/// GET /galeri
pub(crate) async fn page(
    State(gallery): State<Gallery>,
    State(statistics): State<Statistics>,
    State(site): State<Site>,
    asked: Result<Query<Asked>, QueryRejection>,
    visitor: Visitor,
) -> Result<Response, Error> {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let words: String = asked.cari.as_deref().unwrap_or_default().trim().chars().take(LONGEST).collect();
    let region = asked.wilayah.as_deref().and_then(RegionCode::parse);
    let category = asked.kategori.clone().filter(|category| !category.is_empty());
    let certified = asked.bersertifikat.is_some();
    let sought = Sought { words: words.clone(), region, category: category.clone(), certified };
    let found = gallery.find(&sought, asked.sesudah.map(ProductId), A_PAGE).await?;
    let photos = gallery.photos(&found).await?;
    let mut shell = Shell::new(visitor, &site, |w| w.gallery.title.clone());
    (shell.desk, shell.indexed) = (true, words.is_empty() && asked.sesudah.is_none());
    let next = found.last().filter(|_| found.len() == A_PAGE as usize).map(|last| {
        let asked = Asked { cari: Some(words.clone()), sesudah: Some(last.id.0), ..asked };
        shell.to(&address(&asked))
    });
    let page = Page {
        regions: regions(&statistics, region).await?,
        categories: categories(&statistics, &shell, category.as_deref()).await?,
        certified,
        cards: found.into_iter().map(|found| card(&shell, photos.get(&found.id), found)).collect(),
        next,
        words,
        shell,
    };
    Ok(show(StatusCode::OK, &page))
}

/// Regions and categories with the number of their products, as the statistics have them.
async fn groups(statistics: &Statistics, cut: Cut) -> Result<Vec<Group>, Error> {
    let table = statistics.table(Measure::Products, cut).await?;
    Ok(table.map(|table| table.groups.iter().take(CHOICES).cloned().collect()).unwrap_or_default())
}

async fn regions(statistics: &Statistics, chosen: Option<RegionCode>) -> Result<Vec<Choice>, Error> {
    let mut groups = groups(statistics, Cut::Region).await?;
    groups.sort_by(|a, b| a.key.cmp(&b.key));
    let chosen = chosen.map(|region| region.to_string());
    let choice =
        |group: Group| Choice { chosen: chosen.as_deref() == Some(&*group.key), value: group.key, name: group.name };
    Ok(groups.into_iter().map(choice).collect())
}

async fn categories(statistics: &Statistics, shell: &Shell, chosen: Option<&str>) -> Result<Vec<Choice>, Error> {
    let choice = |group: Group| {
        let count = number(group.count, shell.lang);
        let name = fill(&shell.w.gallery.counted, &[("name", &group.name), ("count", &count)]);
        Choice { chosen: chosen == Some(&*group.key), value: group.key, name }
    };
    Ok(groups(statistics, Cut::Category).await?.into_iter().map(choice).collect())
}

fn card(shell: &Shell, photo: Option<&PhotoId>, found: Found) -> Card {
    Card {
        photo: photo.map(|id| links::small_photo(*id)),
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
