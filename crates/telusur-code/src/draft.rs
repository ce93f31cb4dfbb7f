//! Reading the claims of a payload, one by one, and putting them together.

use alloc::borrow::ToOwned;
use alloc::collections::BTreeMap;
use alloc::string::String;
use core::num::NonZeroU64;

use crate::cbor::{Major, Reader};
use crate::claims::{LONGEST_CODE, LONGEST_NAME, check_length, key};
use crate::{Claims, Day, Number, Scope, Unreadable};

/// Claims as they come in, before it is known that none is missing.
#[derive(Default)]
pub(crate) struct Draft {
    version: Option<u64>,
    producer: Option<u64>,
    producer_name: Option<String>,
    product: Option<u64>,
    product_name: Option<String>,
    origin: Option<u64>,
    certifications: BTreeMap<u64, Number>,
    batch: Option<u64>,
    item: Option<NonZeroU64>,
    produced: Option<Day>,
    best_before: Option<Day>,
    production_code: Option<String>,
}

impl Draft {
    pub(crate) fn read(&mut self, claim: u64, reader: &mut Reader<'_>) -> Result<(), Unreadable> {
        match claim {
            key::VERSION => self.version = Some(read_version(reader)?),
            key::PRODUCER => self.producer = Some(read_uint(reader, claim)?),
            key::PRODUCER_NAME => self.producer_name = Some(read_text(reader, claim, LONGEST_NAME)?),
            key::PRODUCT => self.product = Some(read_uint(reader, claim)?),
            key::PRODUCT_NAME => self.product_name = Some(read_text(reader, claim, LONGEST_NAME)?),
            key::ORIGIN => self.origin = Some(read_uint(reader, claim)?),
            key::CERTIFICATIONS => self.certifications = read_certifications(reader)?,
            key::BATCH => self.batch = Some(read_uint(reader, claim)?),
            key::ITEM => {
                let item = NonZeroU64::new(read_uint(reader, claim)?);
                self.item = Some(item.ok_or(Unreadable::ClaimRange(claim))?);
            }
            key::PRODUCED => self.produced = Some(read_day(reader, claim)?),
            key::BEST_BEFORE => self.best_before = Some(read_day(reader, claim)?),
            key::PRODUCTION_CODE => self.production_code = Some(read_text(reader, claim, LONGEST_CODE)?),
            // The payload's own map is container level 1.
            _ => reader.skip(2)?,
        }
        Ok(())
    }

    pub(crate) fn finish(self) -> Result<Claims, Unreadable> {
        let required = |claim: Option<u64>, key| claim.ok_or(Unreadable::MissingClaim(key));
        required(self.version, key::VERSION)?;
        Ok(Claims {
            producer: required(self.producer, key::PRODUCER)?,
            producer_name: self.producer_name,
            product: required(self.product, key::PRODUCT)?,
            product_name: self.product_name,
            origin: required(self.origin, key::ORIGIN)?,
            certifications: self.certifications,
            scope: match (self.batch, self.item) {
                (None, None) => Scope::Product,
                (Some(batch), None) => Scope::Batch { batch },
                (Some(batch), Some(item)) => Scope::Item { batch, item },
                (None, Some(_)) => return Err(Unreadable::ItemWithoutBatch),
            },
            produced: self.produced,
            best_before: self.best_before,
            production_code: self.production_code,
        })
    }
}

fn read_uint(reader: &mut Reader<'_>, key: u64) -> Result<u64, Unreadable> {
    reader.expect(Major::Uint, Unreadable::ClaimType(key))
}

/// Refused at once: what follows in another version may follow other rules.
fn read_version(reader: &mut Reader<'_>) -> Result<u64, Unreadable> {
    match read_uint(reader, key::VERSION)? {
        1 => Ok(1),
        other => Err(Unreadable::Version(other)),
    }
}

fn read_day(reader: &mut Reader<'_>, key: u64) -> Result<Day, Unreadable> {
    let day = u32::try_from(read_uint(reader, key)?);
    day.map(Day).map_err(|_| Unreadable::ClaimRange(key))
}

fn read_text(reader: &mut Reader<'_>, key: u64, longest: usize) -> Result<String, Unreadable> {
    let text = reader.text(Unreadable::ClaimType(key))?;
    check_length(key, text, longest)?;
    Ok(text.to_owned())
}

fn read_certifications(reader: &mut Reader<'_>) -> Result<BTreeMap<u64, Number>, Unreadable> {
    let other = Unreadable::ClaimType(key::CERTIFICATIONS);
    let entries = reader.expect(Major::Map, other)?;
    if entries == 0 {
        return Err(Unreadable::NoCertification);
    }
    let mut certifications = BTreeMap::new();
    for _ in 0..entries {
        let kind = reader.expect(Major::Uint, other)?;
        if certifications.last_key_value().is_some_and(|(last, _)| *last >= kind) {
            return Err(Unreadable::KeyOrder);
        }
        let number = match reader.head()? {
            (Major::Uint, number) => Number::Uint(number),
            (Major::Text, length) => Number::Text(reader.utf8(length)?.to_owned()),
            _ => return Err(other),
        };
        number.check(kind)?;
        certifications.insert(kind, number);
    }
    Ok(certifications)
}
