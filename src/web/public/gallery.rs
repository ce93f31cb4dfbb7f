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
    sentra: Option<String>,
    bersertifikat: Option<String>,
    tkdn: Option<String>,
    ekspor: Option<String>,
    kapasitas: Option<String>,
    sesudah: Option<i64>,
}

#[derive(Template)]
#[template(path = "public/gallery.html")]
struct Page {
    shell: Shell,
    words: String,
    regions: Vec<Choice>,
    categories: Vec<Choice>,
    sentras: Vec<Choice>,
    ticks: [Tick; 4],
    cards: Vec<Card>,
    next: Option<String>,
}

/// A filter that is on or off.
struct Tick {
    name: &'static str,
    label: String,
    on: bool,
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
    capacity: Option<String>,
    tags: Vec<String>,
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
    let sentra = asked.sentra.clone().filter(|sentra| !sentra.is_empty());
    let sought = Sought {
        words: words.clone(),
        region,
        category: category.clone(),
        sentra: sentra.clone(),
        certified: asked.bersertifikat.is_some(),
        tkdn: asked.tkdn.is_some(),
        export_ready: asked.ekspor.is_some(),
        capacity: asked.kapasitas.is_some(),
    };
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
        sentras: sentras(&statistics, sentra.as_deref()).await?,
        ticks: ticks(&shell, &sought),
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

/// Sentra that have products, by name; products of producers outside of all sentra are no choice.
async fn sentras(statistics: &Statistics, chosen: Option<&str>) -> Result<Vec<Choice>, Error> {
    let mut groups = groups(statistics, Cut::Sentra).await?;
    groups.retain(|group| !group.key.is_empty());
    groups.sort_by(|a, b| a.name.cmp(&b.name));
    let choice = |group: Group| Choice { chosen: chosen == Some(&*group.key), value: group.key, name: group.name };
    Ok(groups.into_iter().map(choice).collect())
}

fn ticks(shell: &Shell, sought: &Sought) -> [Tick; 4] {
    let w = &shell.w.gallery;
    let tick = |name, label: &String, on| Tick { name, label: label.clone(), on };
    [
        tick("bersertifikat", &w.certified, sought.certified),
        tick("tkdn", &w.only_tkdn, sought.tkdn),
        tick("ekspor", &w.only_export, sought.export_ready),
        tick("kapasitas", &w.only_capacity, sought.capacity),
    ]
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
    let w = &shell.w.gallery;
    let tags =
        [(found.halal, &w.halal), (found.permit, &w.permit), (found.tkdn, &w.tkdn), (found.export_ready, &w.export)];
    let capacity = found.capacity.map(|capacity| {
        let amount = number(capacity.amount.into(), shell.lang);
        fill(&w.capacity, &[("amount", &amount), ("unit", &capacity.unit)])
    });
    Card {
        photo: photo.map(|id| links::small_photo(*id)),
        href: shell.to(&links::product(found.id)),
        name: found.name,
        content: found.net_content.unwrap_or_default(),
        producer: found.producer,
        region: found.origin.name(),
        capacity,
        tags: tags.into_iter().filter(|(holds, _)| *holds).map(|(_, tag)| tag.clone()).collect(),
    }
}

fn address(asked: &Asked) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    let words = [
        ("cari", &asked.cari),
        ("wilayah", &asked.wilayah),
        ("kategori", &asked.kategori),
        ("sentra", &asked.sentra),
        ("bersertifikat", &asked.bersertifikat),
        ("tkdn", &asked.tkdn),
        ("ekspor", &asked.ekspor),
        ("kapasitas", &asked.kapasitas),
    ];
    for (name, value) in words {
        if let Some(value) = value.as_deref().filter(|value| !value.is_empty()) {
            query.append_pair(name, value);
        }
    }
    if let Some(after) = asked.sesudah {
        query.append_pair("sesudah", &after.to_string());
    }
    format!("/galeri?{}", query.finish())
}
