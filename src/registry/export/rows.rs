//! The cells of a row, in the order of the sheet's columns.
use telusur_code::kind;

use crate::clock::Day;
use crate::registry::import::permit_type;
use crate::registry::{Certification, Producer, Product, Sentra};
use crate::spreadsheet::Value;

/// Of some kinds the certification that is to be written: the one that is not ended and holds longest.
fn one(held: &[Certification], kinds: std::ops::RangeInclusive<u64>) -> Option<&Certification> {
    let good = held.iter().filter(|held| kinds.contains(&held.kind) && held.ended.is_none());
    good.max_by_key(|held| held.valid_until.unwrap_or(Day(u32::MAX)))
}

/// A sentra as a row of its sheet.
pub fn sentra_row(sentra: &Sentra) -> Vec<Value<'_>> {
    let decree = sentra.decree.as_ref();
    vec![
        Value::Text(&sentra.code),
        Value::Text(&sentra.name),
        Value::Text(sentra.region.word()),
        Value::text(decree.map(|decree| &*decree.number)),
        Value::day(decree.and_then(|decree| decree.day)),
        Value::text(decree.and_then(|decree| decree.by.as_deref())),
        count(sentra.members),
    ]
}

/// A producer as a row of its sheet, with its sentra.
pub fn producer_row<'a>(producer: &'a Producer, sentra: Option<&'a Sentra>) -> Vec<Value<'a>> {
    let text = |text: &'a Option<String>| Value::text(text.as_deref());
    let (lat, lng) =
        producer.place.map_or((Value::Empty, Value::Empty), |(lat, lng)| (Value::Real(lat), Value::Real(lng)));
    let decree = sentra.and_then(|sentra| sentra.decree.as_ref());
    let capacity = producer.capacity.as_ref();
    vec![
        Value::Text(&producer.code),
        Value::Text(&producer.name),
        text(&producer.brand),
        Value::Text(producer.scale.word()),
        Value::Text(producer.region.word()),
        text(&producer.address),
        lat,
        lng,
        text(&producer.nib),
        Value::text(producer.kbli.as_ref().map(|(class, _)| &**class)),
        Value::Text(if producer.siinas { "ya" } else { "belum" }),
        Value::text(sentra.map(|sentra| &*sentra.code)),
        Value::text(sentra.map(|sentra| &*sentra.name)),
        Value::text(decree.map(|decree| &*decree.number)),
        Value::day(decree.and_then(|decree| decree.day)),
        count(producer.founded.map(u32::from)),
        count(producer.workers),
        text(&producer.phone),
        text(&producer.email),
        text(&producer.story),
        Value::Text(producer.status.word()),
        count(producer.kbli.as_ref().map(|(_, version)| u32::from(*version))),
        count(capacity.map(|capacity| capacity.amount)),
        Value::text(capacity.map(|capacity| &*capacity.unit)),
    ]
}

/// A product as a row of its sheet, with its producer's code and what is certified of it.
pub fn product_row<'a>(product: &'a Product, producer_code: &'a str, held: &'a [Certification]) -> Vec<Value<'a>> {
    let text = |text: &'a Option<String>| Value::text(text.as_deref());
    let number = |kind| Value::text(one(held, kind..=kind).map(|held| &*held.number));
    let halal = one(held, kind::HALAL..=kind::HALAL);
    let permit = one(held, kind::PIRT..=kind::SUPPLEMENT);
    vec![
        Value::Text(&product.code),
        Value::Text(producer_code),
        Value::Text(&product.name),
        text(&product.brand),
        Value::Text(&product.category),
        text(&product.description_id),
        text(&product.description_en),
        text(&product.net_content),
        text(&product.ingredients),
        Value::Text(product.origin.word()),
        text(&product.kbli),
        text(&product.hs_code),
        text(&product.gtin),
        Value::text(halal.map(|held| &*held.number)),
        Value::day(halal.and_then(|held| held.issued)),
        Value::text(permit.map(|held| permit_type(held.kind))),
        Value::text(permit.map(|held| &*held.number)),
        Value::day(permit.and_then(|held| held.valid_until)),
        number(kind::IG),
        number(kind::TKDN),
        // Of the standard that a product follows the register knows nothing.
        Value::Empty,
        number(kind::MEREK),
        // Batches are issued, not imported.
        Value::Empty,
        Value::Empty,
        Value::Empty,
        text(&product.packaging),
        Value::Empty,
        Value::Text(if product.export_ready { "ya" } else { "tidak" }),
        Value::Text(product.status.word()),
    ]
}

fn count<'a>(count: Option<u32>) -> Value<'a> {
    count.map_or(Value::Empty, |count| Value::Count(count.into()))
}
