//! The claims: what a code says (section 4 of the format).

use alloc::borrow::ToOwned;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::num::NonZeroU64;

use crate::cbor::{Major, Reader, put_head, put_text};
use crate::envelope::MAX_PAYLOAD;
use crate::{Number, SealError, Unreadable};

const VERSION: u64 = 0;
const PRODUCER: u64 = 1;
const PRODUCER_NAME: u64 = 2;
const PRODUCT: u64 = 3;
const PRODUCT_NAME: u64 = 4;
const ORIGIN: u64 = 5;
const CERTIFICATIONS: u64 = 6;
const BATCH: u64 = 7;
const ITEM: u64 = 8;
const PRODUCED: u64 = 9;
const BEST_BEFORE: u64 = 10;
const PRODUCTION_CODE: u64 = 11;

/// The longest producer or product name, in bytes of UTF-8.
const NAME: usize = 64;
/// The longest production code, in bytes of UTF-8.
const CODE: usize = 20;

/// A calendar day: days since 1970-01-01, where the goods are (no time zone travels in a code).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub u32);

/// What one code stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// A product: one design, printed on every pouch.
    Product,
    /// A batch of it.
    Batch {
        /// The batch's number in the issuer's register.
        batch: u64,
    },
    /// One pack of a batch.
    Item {
        /// The batch's number in the issuer's register.
        batch: u64,
        /// The item's number within the batch, from 1.
        item: NonZeroU64,
    },
}

/// What a code says about the goods it is printed on.
///
/// # Examples
///
/// ```
/// use std::collections::BTreeMap;
/// use telusur_code::{Claims, Day, Number, Scope, kind};
///
/// let claims = Claims {
///     producer: 4021,
///     producer_name: None,
///     product: 17,
///     product_name: None,
///     origin: 1804, // 18.04
///     certifications: BTreeMap::from([(kind::HALAL, Number::Uint(18_119_999_000_010_623))]),
///     scope: Scope::Batch { batch: 20_260_042 },
///     produced: Some(Day(20_748)),
///     best_before: Some(Day(21_113)),
///     production_code: None,
/// };
/// let payload = claims.encode().unwrap();
/// assert_eq!(Claims::decode(&payload).unwrap(), claims);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claims {
    /// The producer's number in the issuer's register.
    pub producer: u64,
    /// The producer's name, 1 to 64 bytes; full profile only.
    pub producer_name: Option<String>,
    /// The product's number in the issuer's register.
    pub product: u64,
    /// The product's name, 1 to 64 bytes; full profile only.
    pub product_name: Option<String>,
    /// Kabupaten or kota of origin: the Kemendagri code without its dot, 18.06 -> 1806.
    pub origin: u64,
    /// Certifications by their [`kind`](crate::kind); empty when there is none.
    pub certifications: BTreeMap<u64, Number>,
    /// Product, batch or item.
    pub scope: Scope,
    /// The day of production.
    pub produced: Option<Day>,
    /// The last good day.
    pub best_before: Option<Day>,
    /// Kode produksi as printed on the pack, 1 to 20 bytes; full profile only.
    pub production_code: Option<String>,
}

impl Claims {
    /// Whether both names are carried, so that the code reads completely without its issuer (full profile).
    pub fn is_full(&self) -> bool {
        self.producer_name.is_some() && self.product_name.is_some()
    }

    /// The payload: deterministic CBOR, at most 512 bytes.
    ///
    /// # Errors
    ///
    /// [`SealError::Claims`] when a verifier would refuse the result: a text of the wrong length, a number that is
    /// not in its one spelling (see [`Number::spell`]), or more than 512 bytes in all.
    pub fn encode(&self) -> Result<Vec<u8>, SealError> {
        let mut out = Vec::with_capacity(128);
        self.encode_into(&mut out)?;
        Ok(out)
    }

    fn encode_into(&self, out: &mut Vec<u8>) -> Result<(), Unreadable> {
        let (batch, item) = match self.scope {
            Scope::Product => (None, None),
            Scope::Batch { batch } => (Some(batch), None),
            Scope::Item { batch, item } => (Some(batch), Some(item.get())),
        };
        let optional = [
            self.producer_name.is_some(),
            self.product_name.is_some(),
            !self.certifications.is_empty(),
            batch.is_some(),
            item.is_some(),
            self.produced.is_some(),
            self.best_before.is_some(),
            self.production_code.is_some(),
        ];
        let entries = 4 + optional.into_iter().filter(|present| *present).count();
        put_head(out, Major::Map, entries as u64);
        put_uint_claim(out, VERSION, Some(1));
        put_uint_claim(out, PRODUCER, Some(self.producer));
        put_text_claim(out, PRODUCER_NAME, self.producer_name.as_deref(), NAME)?;
        put_uint_claim(out, PRODUCT, Some(self.product));
        put_text_claim(out, PRODUCT_NAME, self.product_name.as_deref(), NAME)?;
        put_uint_claim(out, ORIGIN, Some(self.origin));
        put_certifications(out, &self.certifications)?;
        put_uint_claim(out, BATCH, batch);
        put_uint_claim(out, ITEM, item);
        put_uint_claim(out, PRODUCED, self.produced.map(|day| day.0.into()));
        put_uint_claim(out, BEST_BEFORE, self.best_before.map(|day| day.0.into()));
        put_text_claim(out, PRODUCTION_CODE, self.production_code.as_deref(), CODE)?;
        if out.len() > MAX_PAYLOAD {
            Err(Unreadable::PayloadTooLong)
        } else {
            Ok(())
        }
    }

    /// Reads a payload. Claims from key 12 up are held to the rules of the encoding and otherwise ignored.
    ///
    /// What is read here was signed by nobody yet: only [`verify`](crate::verify()) says whose claims they are.
    ///
    /// # Errors
    ///
    /// The first rule of sections 3 and 4 that the payload breaks. A day that 32 bits cannot hold (eleven million
    /// years from now) is [`ClaimRange`](Unreadable::ClaimRange).
    pub fn decode(payload: &[u8]) -> Result<Self, Unreadable> {
        if payload.len() > MAX_PAYLOAD {
            return Err(Unreadable::PayloadTooLong);
        }
        let mut reader = Reader::new(payload);
        let mut draft = Draft::default();
        let mut last = None;
        for _ in 0..reader.expect(Major::Map, Unreadable::NotClaims)? {
            let key = reader.expect(Major::Uint, Unreadable::NotClaims)?;
            if last.is_some_and(|last| last >= key) {
                return Err(Unreadable::KeyOrder);
            }
            last = Some(key);
            draft.read(key, &mut reader)?;
        }
        reader.end()?;
        draft.finish()
    }
}

fn put_uint_claim(out: &mut Vec<u8>, key: u64, value: Option<u64>) {
    if let Some(value) = value {
        put_head(out, Major::Uint, key);
        put_head(out, Major::Uint, value);
    }
}

fn put_text_claim(
    out: &mut Vec<u8>,
    key: u64,
    value: Option<&str>,
    longest: usize,
) -> Result<(), Unreadable> {
    let Some(text) = value else { return Ok(()) };
    check_length(key, text, longest)?;
    put_head(out, Major::Uint, key);
    put_text(out, text);
    Ok(())
}

fn put_certifications(
    out: &mut Vec<u8>,
    certifications: &BTreeMap<u64, Number>,
) -> Result<(), Unreadable> {
    if certifications.is_empty() {
        return Ok(());
    }
    put_head(out, Major::Uint, CERTIFICATIONS);
    put_head(out, Major::Map, certifications.len() as u64);
    for (kind, number) in certifications {
        number.check(*kind)?;
        put_head(out, Major::Uint, *kind);
        match number {
            Number::Uint(number) => put_head(out, Major::Uint, *number),
            Number::Text(text) => put_text(out, text),
        }
    }
    Ok(())
}

fn check_length(key: u64, text: &str, longest: usize) -> Result<(), Unreadable> {
    if (1..=longest).contains(&text.len()) {
        Ok(())
    } else {
        Err(Unreadable::ClaimRange(key))
    }
}

/// Claims as they come in, before it is known that none is missing.
#[derive(Default)]
struct Draft {
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
    fn read(&mut self, key: u64, reader: &mut Reader<'_>) -> Result<(), Unreadable> {
        match key {
            VERSION => self.version = Some(read_version(reader)?),
            PRODUCER => self.producer = Some(read_uint(reader, key)?),
            PRODUCER_NAME => self.producer_name = Some(read_text(reader, key, NAME)?),
            PRODUCT => self.product = Some(read_uint(reader, key)?),
            PRODUCT_NAME => self.product_name = Some(read_text(reader, key, NAME)?),
            ORIGIN => self.origin = Some(read_uint(reader, key)?),
            CERTIFICATIONS => self.certifications = read_certifications(reader)?,
            BATCH => self.batch = Some(read_uint(reader, key)?),
            ITEM => {
                let item = NonZeroU64::new(read_uint(reader, key)?);
                self.item = Some(item.ok_or(Unreadable::ClaimRange(key))?);
            }
            PRODUCED => self.produced = Some(read_day(reader, key)?),
            BEST_BEFORE => self.best_before = Some(read_day(reader, key)?),
            PRODUCTION_CODE => self.production_code = Some(read_text(reader, key, CODE)?),
            // The payload's own map is container level 1.
            _ => reader.skip(2)?,
        }
        Ok(())
    }

    fn finish(self) -> Result<Claims, Unreadable> {
        let required = |claim: Option<u64>, key| claim.ok_or(Unreadable::MissingClaim(key));
        required(self.version, VERSION)?;
        Ok(Claims {
            producer: required(self.producer, PRODUCER)?,
            producer_name: self.producer_name,
            product: required(self.product, PRODUCT)?,
            product_name: self.product_name,
            origin: required(self.origin, ORIGIN)?,
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
    match read_uint(reader, VERSION)? {
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
    let other = Unreadable::ClaimType(CERTIFICATIONS);
    let entries = reader.expect(Major::Map, other)?;
    if entries == 0 {
        return Err(Unreadable::NoCertification);
    }
    let mut certifications = BTreeMap::new();
    for _ in 0..entries {
        let kind = reader.expect(Major::Uint, other)?;
        if certifications
            .last_key_value()
            .is_some_and(|(last, _)| *last >= kind)
        {
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
