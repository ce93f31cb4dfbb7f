//! The claims: what a code says (section 4 of the format).

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::num::NonZeroU64;

use crate::cbor::{Major, Reader, put_head, put_text};
use crate::draft::Draft;
use crate::envelope::MAX_PAYLOAD;
use crate::{Number, SealError, Unreadable};

/// The keys of the claims; a number is never reused.
pub(crate) mod key {
    pub(crate) const VERSION: u64 = 0;
    pub(crate) const PRODUCER: u64 = 1;
    pub(crate) const PRODUCER_NAME: u64 = 2;
    pub(crate) const PRODUCT: u64 = 3;
    pub(crate) const PRODUCT_NAME: u64 = 4;
    pub(crate) const ORIGIN: u64 = 5;
    pub(crate) const CERTIFICATIONS: u64 = 6;
    pub(crate) const BATCH: u64 = 7;
    pub(crate) const ITEM: u64 = 8;
    pub(crate) const PRODUCED: u64 = 9;
    pub(crate) const BEST_BEFORE: u64 = 10;
    pub(crate) const PRODUCTION_CODE: u64 = 11;
}

/// The longest producer or product name, in bytes of UTF-8.
pub(crate) const LONGEST_NAME: usize = 64;
/// The longest production code, in bytes of UTF-8.
pub(crate) const LONGEST_CODE: usize = 20;

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

impl Scope {
    /// The batch it names, if it names one.
    pub fn batch(&self) -> Option<u64> {
        match self {
            Scope::Product => None,
            Scope::Batch { batch } | Scope::Item { batch, .. } => Some(*batch),
        }
    }

    /// The item it names, if it names one.
    pub fn item(&self) -> Option<u64> {
        match self {
            Scope::Product | Scope::Batch { .. } => None,
            Scope::Item { item, .. } => Some(item.get()),
        }
    }
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

    /// The same claims in the compact profile: without the names and the production code (keys 2, 4 and 11).
    pub fn to_compact(&self) -> Self {
        Self {
            producer: self.producer,
            producer_name: None,
            product: self.product,
            product_name: None,
            origin: self.origin,
            certifications: self.certifications.clone(),
            scope: self.scope,
            produced: self.produced,
            best_before: self.best_before,
            production_code: None,
        }
    }

    /// Whether both say the same, each of its own scope: as the codes of one batch do.
    pub fn is_alike(&self, other: &Self) -> bool {
        // Taken apart, so that nobody adds a claim and forgets it here.
        let Self {
            producer,
            producer_name,
            product,
            product_name,
            origin,
            certifications,
            scope: _,
            produced,
            best_before,
            production_code,
        } = self;
        (*producer, *product, *origin) == (other.producer, other.product, other.origin)
            && (*produced, *best_before) == (other.produced, other.best_before)
            && *producer_name == other.producer_name
            && *product_name == other.product_name
            && *production_code == other.production_code
            && *certifications == other.certifications
    }

    /// The payload: deterministic CBOR, at most 512 bytes.
    ///
    /// # Errors
    ///
    /// [`SealError::Claims`] when a verifier would refuse the result: a text of the wrong length, a number that is
    /// not in its one spelling (see [`Number::spell`]), or more than 512 bytes in all.
    pub fn encode(&self) -> Result<Vec<u8>, SealError> {
        let (batch, item) = match self.scope {
            Scope::Product => (None, None),
            Scope::Batch { batch } => (Some(batch), None),
            Scope::Item { batch, item } => (Some(batch), Some(item.get())),
        };
        let mut map = ClaimMap::new();
        map.put_uint(key::VERSION, Some(1));
        map.put_uint(key::PRODUCER, Some(self.producer));
        map.put_text(key::PRODUCER_NAME, &self.producer_name, LONGEST_NAME)?;
        map.put_uint(key::PRODUCT, Some(self.product));
        map.put_text(key::PRODUCT_NAME, &self.product_name, LONGEST_NAME)?;
        map.put_uint(key::ORIGIN, Some(self.origin));
        map.put_certifications(&self.certifications)?;
        map.put_uint(key::BATCH, batch);
        map.put_uint(key::ITEM, item);
        map.put_uint(key::PRODUCED, self.produced.map(|day| day.0.into()));
        map.put_uint(key::BEST_BEFORE, self.best_before.map(|day| day.0.into()));
        map.put_text(key::PRODUCTION_CODE, &self.production_code, LONGEST_CODE)?;
        Ok(map.finish()?)
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

/// The payload while it is written; claims that are absent leave no trace.
struct ClaimMap {
    out: Vec<u8>,
    claims: u8,
}

impl ClaimMap {
    fn new() -> Self {
        let mut out = Vec::with_capacity(128);
        out.push(0); // the head, once the claims are counted
        Self { out, claims: 0 }
    }

    fn put_key(&mut self, key: u64) {
        self.claims += 1;
        put_head(&mut self.out, Major::Uint, key);
    }

    fn put_uint(&mut self, key: u64, value: Option<u64>) {
        if let Some(value) = value {
            self.put_key(key);
            put_head(&mut self.out, Major::Uint, value);
        }
    }

    fn put_text(&mut self, key: u64, value: &Option<String>, longest: usize) -> Result<(), Unreadable> {
        let Some(text) = value else { return Ok(()) };
        check_length(key, text, longest)?;
        self.put_key(key);
        put_text(&mut self.out, text);
        Ok(())
    }

    fn put_certifications(&mut self, numbers: &BTreeMap<u64, Number>) -> Result<(), Unreadable> {
        if numbers.is_empty() {
            return Ok(());
        }
        self.put_key(key::CERTIFICATIONS);
        put_head(&mut self.out, Major::Map, numbers.len() as u64);
        for (kind, number) in numbers {
            number.check(*kind)?;
            put_head(&mut self.out, Major::Uint, *kind);
            match number {
                Number::Uint(number) => put_head(&mut self.out, Major::Uint, *number),
                Number::Text(text) => put_text(&mut self.out, text),
            }
        }
        Ok(())
    }

    /// There are twelve claims at most, so the head is one byte.
    fn finish(mut self) -> Result<Vec<u8>, Unreadable> {
        self.out[0] = (Major::Map as u8) << 5 | self.claims;
        if self.out.len() > MAX_PAYLOAD { Err(Unreadable::PayloadTooLong) } else { Ok(self.out) }
    }
}

pub(crate) fn check_length(key: u64, text: &str, longest: usize) -> Result<(), Unreadable> {
    if (1..=longest).contains(&text.len()) { Ok(()) } else { Err(Unreadable::ClaimRange(key)) }
}
