//! Every way in which a code, a key or an order to seal can be refused.

use core::error::Error;
use core::fmt;

/// Why an address, its digits or its bytes are no Telusur code: the first broken rule that was met.
///
/// An unreadable code says nothing about who made it, not even under a good signature.
/// Claims are named by their key in section 4 of the format (1 producer, 5 origin, ...).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Unreadable {
    /// The address starts with something other than `https://`, `http://` or `/`.
    Scheme,
    /// The host is empty, not in lower case, carries user info, or its port is no port.
    Host,
    /// The path or query holds something besides the two forms of section 1.
    Path,
    /// A GTIN is 8, 12, 13 or 14 digits (14 in an address) that end in their check digit.
    Gtin,
    /// A LOT or SERIAL is 1 to 20 of the characters `A-Z a-z 0-9 - . _`, and not only dots (`.` and `..`).
    LotOrSerial,
    /// There is no digit where the code should be.
    NoDigits,
    /// The code is longer than 1,000 digits.
    TooManyDigits,
    /// Something other than the digits 0 to 9 stands in the code.
    NotADigit,
    /// The last chunk of digits has a length that no number of bytes gives.
    ChunkLength,
    /// A chunk of digits stands for more than its bytes can hold.
    ChunkOverflow,
    /// The bytes end in the middle of a value.
    Truncated,
    /// Bytes follow after the end of the value.
    TrailingBytes,
    /// A CBOR tag; none is allowed anywhere.
    Tagged,
    /// A length is left open (CBOR indefinite length).
    IndefiniteLength,
    /// An integer, length or floating-point number is not written in its shortest form.
    NotShortest,
    /// The bytes are not well-formed CBOR (a reserved value).
    Malformed,
    /// The keys of a map are not in ascending order, or one is repeated.
    KeyOrder,
    /// Maps and arrays are nested deeper than 3.
    TooDeep,
    /// A text is not UTF-8.
    NotUtf8,
    /// The envelope is not a `COSE_Sign1` array of four.
    NotSign1,
    /// The protected header is not exactly algorithm and key id.
    ProtectedHeader,
    /// The algorithm is neither -8 nor -19.
    Algorithm,
    /// The key id is not 4 to 8 bytes.
    KeyId,
    /// The unprotected header is not an empty map.
    UnprotectedHeader,
    /// The payload is not a byte string.
    Payload,
    /// The payload is longer than 512 bytes.
    PayloadTooLong,
    /// The signature is not 64 bytes.
    SignatureLength,
    /// The payload is not a map with unsigned integer keys.
    NotClaims,
    /// The claims are of this version, which is not 1.
    Version(u64),
    /// A required claim is missing: its key.
    MissingClaim(u64),
    /// A claim is of another type than the format's: its key.
    ClaimType(u64),
    /// A text claim is empty or too long, or a number is outside its range: the claim's key.
    ClaimRange(u64),
    /// An item is claimed without its batch.
    ItemWithoutBatch,
    /// The map of certifications is there and empty.
    NoCertification,
    /// The number of a certification is not in its one spelling: the kind.
    NumberSpelling(u64),
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sentence = match self {
            Self::Scheme => "the address does not start with https:// or /",
            Self::Host => "the host of the address is not a plain lower-case host name",
            Self::Path => "the address holds something besides a code",
            Self::Gtin => "the GTIN has a wrong length or check digit",
            Self::LotOrSerial => "a lot or serial is not 1 to 20 letters, digits, hyphens, dots and underscores",
            Self::NoDigits => "there are no digits where the code should be",
            Self::TooManyDigits => "the code is longer than 1,000 digits",
            Self::NotADigit => "the code holds something other than digits",
            Self::ChunkLength => "the code has an impossible number of digits",
            Self::ChunkOverflow => "a group of digits is larger than its bytes can hold",
            Self::Truncated => "the code ends too early",
            Self::TrailingBytes => "something follows after the end of the code",
            Self::Tagged => "the code holds a CBOR tag",
            Self::IndefiniteLength => "the code holds a value of open length",
            Self::NotShortest => "a number is not written in its shortest form",
            Self::Malformed => "the code is not well-formed CBOR",
            Self::KeyOrder => "the keys of a map are out of order or repeated",
            Self::TooDeep => "the code is nested deeper than 3",
            Self::NotUtf8 => "a text is not UTF-8",
            Self::NotSign1 => "the code is not a COSE_Sign1 array of four",
            Self::ProtectedHeader => "the protected header is not exactly an algorithm and a key id",
            Self::Algorithm => "the algorithm is not Ed25519",
            Self::KeyId => "the key id is not 4 to 8 bytes long",
            Self::UnprotectedHeader => "the unprotected header is not empty",
            Self::Payload => "the payload is not a byte string",
            Self::PayloadTooLong => "the payload is longer than 512 bytes",
            Self::SignatureLength => "the signature is not 64 bytes long",
            Self::NotClaims => "the payload is not a map of numbered claims",
            Self::Version(version) => {
                return write!(f, "the code is of version {version}, not 1");
            }
            Self::MissingClaim(key) => return write!(f, "claim {key} is missing"),
            Self::ClaimType(key) => return write!(f, "claim {key} has the wrong type"),
            Self::ClaimRange(key) => return write!(f, "claim {key} is out of range"),
            Self::ItemWithoutBatch => "an item is named without its batch",
            Self::NoCertification => "the map of certifications is empty",
            Self::NumberSpelling(kind) => {
                return write!(f, "the number of certification kind {kind} is misspelt");
            }
        };
        f.write_str(sentence)
    }
}

/// Why a well-formed code was not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// No listed key has a thumbprint that starts with the code's key id.
    UnknownKey,
    /// A listed key matches the key id, and no such key made this signature over this code.
    Forged,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UnknownKey => "no listed key matches the key id of the code",
            Self::Forged => "the signature was not made by the key that the code names",
        })
    }
}

/// Why claims cannot be sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SealError {
    /// No verifier could read the claims: the rule of section 4 that they break.
    Claims(Unreadable),
    /// The code would be this many digits long; the limit is 1,000.
    TooLong {
        /// Digits that the code would have.
        digits: usize,
    },
}

impl From<Unreadable> for SealError {
    fn from(broken: Unreadable) -> Self {
        Self::Claims(broken)
    }
}

impl fmt::Display for SealError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Claims(broken) => write!(f, "the claims cannot be sealed: {broken}"),
            Self::TooLong { digits } => {
                write!(f, "the code would have {digits} digits; the limit is 1,000")
            }
        }
    }
}

/// Why 32 bytes are no public key that may be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyError {
    /// The bytes are no point of the curve.
    NotAPoint,
    /// The bytes are a second spelling of a point (RFC 8032, 5.1.3 allows one).
    NotCanonical,
    /// The point has small order: some signatures by it verify for almost any message.
    SmallOrder,
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotAPoint => "the public key is not a point of the curve",
            Self::NotCanonical => "the public key is not in its canonical spelling",
            Self::SmallOrder => "the public key is weak: it has small order",
        })
    }
}

impl Error for Unreadable {}
impl Error for Refusal {}
impl Error for KeyError {}
impl Error for SealError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Claims(broken) => Some(broken),
            Self::TooLong { .. } => None,
        }
    }
}
