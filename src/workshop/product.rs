//! Products, as their makers enter them.
use serde::{Deserialize, Serialize};

use super::data::region;
use super::error::Reading;
use super::{Acting, Error, Field};
use crate::accounts::Role;
use crate::audit::{self, Act, Changes, Subject, SubjectKind};
use crate::cases::{self, Matter};
use crate::db::{Query, Tx};
use crate::registry::{self, BasisKind, Producer, ProducerStatus, Product, ProductId, ProductStatus, fields};

/// Products that one maker may enter.
const MOST: u64 = 300;
/// Cases of a producer that are looked at for claims that wait.
const LOOKED: u32 = 200;

/// What was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "the fields are those of the form, explained at Field")]
pub struct ProductForm {
    pub nama: String,
    pub jenis: String,
    pub isi: String,
    pub daerah: String,
    pub merek: String,
    pub bahan: String,
    pub cerita: String,
    pub cerita_en: String,
    pub gtin: String,
    pub hs: String,
}

impl ProductForm {
    /// The form as the register would fill it in.
    pub fn of(product: &Product) -> ProductForm {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        ProductForm {
            nama: product.name.clone(),
            jenis: product.category.clone(),
            isi: text(&product.net_content),
            daerah: product.origin.to_string(),
            merek: text(&product.brand),
            bahan: text(&product.ingredients),
            cerita: text(&product.description_id),
            cerita_en: text(&product.description_en),
            gtin: text(&product.gtin),
            hs: text(&product.hs_code),
        }
    }

    /// The product that it makes of another.
    fn on(&self, before: Product) -> Result<Product, Error> {
        let mut reading = Reading::default();
        let name = reading.need(Field::Name, &self.nama, |text| fields::line(text, fields::NAME).ok());
        let category = reading.need(Field::Category, &self.jenis, |text| fields::line(text, fields::SHORT).ok());
        let origin = reading.need(Field::Region, &self.daerah, region);
        let content = reading.may(Field::Content, &self.isi, |text| fields::line(text, fields::SHORT).ok());
        let brand = reading.may(Field::Brand, &self.merek, |text| fields::line(text, fields::NAME).ok());
        let story = |text: &str| fields::paragraphs(text, fields::STORY).ok();
        let ingredients = reading.may(Field::Ingredients, &self.bahan, story);
        let description_id = reading.may(Field::Story, &self.cerita, story);
        let description_en = reading.may(Field::StoryEn, &self.cerita_en, story);
        let gtin = reading.may(Field::Gtin, &self.gtin, |text| fields::gtin(text).ok());
        let hs_code = reading.may(Field::Hs, &self.hs, |text| fields::hs_code(text).ok());
        let read = name.zip(category).zip(origin).map(|((name, category), origin)| Product {
            name,
            category,
            origin,
            net_content: content,
            brand,
            ingredients,
            description_id,
            description_en,
            gtin,
            hs_code,
            ..before
        });
        reading.end(read)
    }
}

/// Whether a label can be made of it: name, kind and origin are always there; a pack also says how much is in it.
pub fn is_complete(product: &Product) -> bool {
    product.net_content.is_some()
}

/// A complete draft of a checked maker goes on the market.
pub(super) fn ripened(product: Product, producer: &Producer) -> Product {
    let ripe =
        product.status == ProductStatus::Draft && is_complete(&product) && producer.status == ProducerStatus::Active;
    Product { status: if ripe { ProductStatus::Active } else { product.status }, ..product }
}

/// Adds a product: on the market when it is complete and its maker checked, a draft until then.
///
/// # Errors
/// [`Error::Fields`]; [`Error::NameTaken`]; [`Error::TooMany`].
pub async fn add_product(tx: &mut Tx, acting: Acting, form: &ProductForm) -> Result<ProductId, Error> {
    registry::hold_producer(tx, acting.producer).await?;
    let producer = registry::find_producer(tx, acting.producer).await?.ok_or(Error::Unknown("producer"))?;
    let others = registry::products_of(tx, acting.producer).await?;
    if others.len() as u64 >= MOST {
        return Err(Error::TooMany(MOST));
    }
    let empty = Product {
        id: ProductId::UNNUMBERED,
        code: free_code(&producer.code, &others),
        producer: producer.id,
        name: String::new(),
        brand: None,
        category: String::new(),
        description_id: None,
        description_en: None,
        net_content: None,
        ingredients: None,
        origin: producer.region,
        kbli: None,
        hs_code: None,
        gtin: None,
        packaging: None,
        export_ready: false,
        status: ProductStatus::Draft,
    };
    let product = ripened(form.on(empty)?, &producer);
    same_name(&product, &others)?;
    let (id, _) = registry::put_product(tx, &product, acting.now).await?;
    let subject = Subject::new(SubjectKind::Product, &product.code);
    audit::record(tx, &acting.entry(Act::ProductAdded, subject).saying(&product.name)).await?;
    Ok(id)
}

fn free_code(producer: &str, others: &[Product]) -> String {
    let taken = |code: &String| others.iter().any(|product| product.code == *code);
    let codes = (others.len() + 1..).map(|number| format!("{producer}-{number:02}"));
    codes.into_iter().find(|code| !taken(code)).unwrap_or_default()
}

fn same_name(product: &Product, others: &[Product]) -> Result<(), Error> {
    let folded = |product: &Product| (product.name.to_lowercase(), product.net_content.clone());
    let same = others.iter().find(|other| other.code != product.code && folded(other) == folded(product));
    same.map_or(Ok(()), |other| Err(Error::NameTaken(other.id)))
}

/// Changes a product. What certificates were given for stays as it is, but for an officer.
///
/// # Errors
/// [`Error::Unknown`] when it is another producer's; [`Error::Fields`]; [`Error::NameTaken`]; [`Error::Locked`].
pub async fn change_product(tx: &mut Tx, acting: Acting, id: ProductId, form: &ProductForm) -> Result<(), Error> {
    registry::hold_producer(tx, acting.producer).await?;
    let producer = registry::find_producer(tx, acting.producer).await?.ok_or(Error::Unknown("producer"))?;
    let before = own_product(tx, acting, id).await?;
    let after = ripened(form.on(before.clone())?, &producer);
    if !keeps_what_is_certified(&before, &after) && acting.who.role != Role::Officer && locked(tx, &before).await? {
        return Err(Error::Locked);
    }
    same_name(&after, &registry::products_of(tx, acting.producer).await?)?;
    let changes = changes(&before, &after);
    if changes == Changes::none() {
        return Ok(());
    }
    registry::put_product(tx, &after, acting.now).await?;
    let subject = Subject::new(SubjectKind::Product, &after.code);
    audit::record(tx, &acting.entry(Act::ProductChanged, subject).changing(changes)).await?;
    Ok(())
}

/// A product, if it is the producer's.
pub(super) async fn own_product(q: &mut impl Query, acting: Acting, id: ProductId) -> Result<Product, Error> {
    let product = registry::find_product(q, id).await?;
    product.filter(|product| product.producer == acting.producer).ok_or(Error::Unknown("product"))
}

fn keeps_what_is_certified(before: &Product, after: &Product) -> bool {
    let certified = |it: &Product| (it.name.clone(), it.category.clone(), it.origin, it.ingredients.clone());
    // Ingredients that were never written down may be filled in.
    let filled = before.ingredients.is_none() && after.ingredients.is_some();
    let after = if filled { Product { ingredients: None, ..after.clone() } } else { after.clone() };
    certified(before) == certified(&after)
}

/// Whether an officer has checked a certification of the product, or one waits to be checked.
///
/// # Errors
/// [`Error::Storage`].
pub async fn locked(q: &mut impl Query, product: &Product) -> Result<bool, Error> {
    let entries = registry::certifications_of(q, product.id).await?;
    if entries.iter().any(|entry| entry.ended.is_none() && entry.basis.kind != BasisKind::Declared) {
        return Ok(true);
    }
    let cases = cases::cases_of(q, product.producer, None, LOOKED).await.map_err(crate::casework::Error::from)?;
    let concerns = |matter: &Matter| matches!(matter, Matter::Certification(_, claim) if claim.product == product.id);
    Ok(cases.iter().any(|case| !case.stage.is_decided() && concerns(&case.matter)))
}

fn changes(before: &Product, after: &Product) -> Changes {
    let (old, new) = (ProductForm::of(before), ProductForm::of(after));
    let mut changes = Changes::none();
    for (field, old, new) in [
        ("name", &old.nama, &new.nama),
        ("category", &old.jenis, &new.jenis),
        ("net_content", &old.isi, &new.isi),
        ("origin", &old.daerah, &new.daerah),
        ("brand", &old.merek, &new.merek),
        ("ingredients", &old.bahan, &new.bahan),
        ("description_id", &old.cerita, &new.cerita),
        ("description_en", &old.cerita_en, &new.cerita_en),
        ("gtin", &old.gtin, &new.gtin),
        ("hs_code", &old.hs, &new.hs),
    ] {
        let some = |text: &String| (!text.is_empty()).then(|| text.clone());
        changes.note(field, some(old).as_deref(), some(new).as_deref());
    }
    changes.note("status", Some(before.status.word()), Some(after.status.word()));
    changes
}
