use std::sync::Arc;

use telusur_code::{Claims, Number, VerifiedCode};

use crate::clock::Moment;
use crate::keyring::Key;
use crate::recalls::{Recall, Revocation};
use crate::registry::{Batch, Certification, Producer, Product, Sentra, certifications};
use crate::short_code::{Misread, ShortCode};
use crate::uploads::PhotoId;

/// Why a text is no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// As a signed code.
    #[error(transparent)]
    Signed(#[from] telusur_code::Unreadable),
    /// As a short code.
    #[error(transparent)]
    Short(#[from] Misread),
}

/// What reading an address, and checking its signature or looking it up, showed.
#[derive(Debug, Clone)]
pub enum Finding {
    /// It is no code of ours, or not a whole one.
    Unreadable(Unreadable),
    /// No listed key has the key id it names.
    UnknownKey,
    /// It names a listed key, and that key did not sign it.
    Forged,
    /// A short code, and no register could be asked: nothing is known of it.
    Unasked,
    /// A short code that the register does not have. Whether the proof, the batch or the item is wrong is told to nobody.
    Unlisted,
    /// The signature is good, or the register has the short code. The rest is evidence.
    Known(Box<Evidence>),
}

/// What is known of a code. The four facts stay apart: signature (`code`, `key`), status (`register`), scan history
/// (`history`), and the basis of each claim (in the record's certifications).
#[derive(Debug, Clone)]
pub struct Evidence {
    /// The code and its claims.
    pub code: Code,
    /// The key that signed it, or under which the batch of a short code was issued; when the issuer's list has it.
    pub key: Option<Arc<Key>>,
    /// What the issuer's register says.
    pub register: Register,
    /// What earlier scans say.
    pub history: History,
}

/// Where claims come from.
#[derive(Debug, Clone)]
pub enum Code {
    /// From the code itself, under a good signature.
    Signed(VerifiedCode),
    /// From the record of the batch, which a short code was looked up in. Nothing of it was verified by signature.
    LookedUp(ShortCode, Claims),
}

impl Code {
    /// The claims: as signed, or as the batch of the short code was issued with.
    pub fn claims(&self) -> &Claims {
        match self {
            Code::Signed(code) => code.claims(),
            Code::LookedUp(_, claims) => claims,
        }
    }

    /// The code with its good signature, when it has one.
    pub fn signed(&self) -> Option<&VerifiedCode> {
        match self {
            Code::Signed(code) => Some(code),
            Code::LookedUp(..) => None,
        }
    }
}

/// The issuer's register, asked about a code.
#[derive(Debug, Clone)]
pub enum Register {
    /// It could not be asked.
    Away,
    /// It has no such thing.
    Lacks(Missing),
    /// It has it.
    Holds(Arc<Record>),
}

/// What the register lacks although the signature, or the check character of a short code, is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// No such batch.
    Batch,
    /// The batch has fewer items.
    Item {
        /// How many it has.
        of: u64,
    },
    /// No such product was issued a code like this.
    Product,
    /// The key was not this batch's key, or not in use when the batch was issued.
    KeyPeriod,
    /// The batch exists, but was issued with other claims.
    Claims,
    /// The short code. What of it is wrong is not told.
    ShortCode,
}

/// All that the register holds about a code, read at one moment.
#[derive(Debug, Clone)]
pub struct Record {
    /// The batch. For a product code: the issue of that code.
    pub batch: Batch,
    /// The product.
    pub product: Product,
    /// The photo that stands for the product.
    pub photo: Option<PhotoId>,
    /// Its maker.
    pub producer: Producer,
    /// The maker's sentra.
    pub sentra: Option<Sentra>,
    /// The product's certifications as they stand today.
    pub certifications: Vec<Certification>,
    /// Their numbers as a code would state them, spelt once.
    pub spelt: Spelt,
    /// The claims of its codes, read once.
    pub issued: Issued,
    /// Recalls of the batch, lifted ones too, oldest first.
    pub recalls: Vec<Recall>,
    /// Revocations that touch the batch, its product or its key, lifted ones too, oldest first.
    pub revocations: Vec<Revocation>,
}

/// Numbers of a record's certifications as a code states them (spec section 4), in their order; spelt when first asked.
#[derive(Debug, Clone, Default)]
pub struct Spelt(std::sync::OnceLock<Vec<Option<Number>>>);

impl Spelt {
    /// The numbers of these certifications, which must be the record's own.
    pub(super) fn of(&self, entries: &[Certification]) -> &[Option<Number>] {
        let spell = |entry: &Certification| certifications::claim_number(entry.kind, &entry.number).ok();
        self.0.get_or_init(|| entries.iter().map(spell).collect())
    }
}

/// What the codes of a record's batch state, in the full profile and the compact one; read when first asked.
#[derive(Debug, Clone, Default)]
pub struct Issued(std::sync::OnceLock<Option<[Claims; 2]>>);

impl Issued {
    /// Both, from the batch's claims, which must be the record's own; `None` when they cannot be read.
    pub(super) fn of(&self, claims: &[u8]) -> Option<&[Claims; 2]> {
        let read = || Claims::decode(claims).map(|full| [full.to_compact(), full]).ok();
        self.0.get_or_init(read).as_ref()
    }
}

/// What earlier scans of the same code tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct History {
    /// Whether it could be asked for.
    pub known: bool,
    /// When it was first checked.
    pub first: Option<Moment>,
    /// How many times it was checked before, each device counted once a day.
    pub checks: u64,
    /// In how many regions.
    pub regions: u32,
    /// Signs of copying that do not depend on each other. Two make a code suspect.
    pub signs: u8,
}
