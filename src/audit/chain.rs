//! The chain of hashes: what makes a changed or missing entry show.
use std::fmt;

use sha2::{Digest, Sha256};

/// Says what is hashed, and in which form: another form gets another name.
const FORM: &[u8] = b"telusur audit 1";

/// The SHA-256 of an entry and of all before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// What the first entry follows on.
    pub const BEGINNING: Hash = Hash([0; 32]);

    pub(super) fn read(bytes: &[u8]) -> Option<Hash> {
        bytes.try_into().ok().map(Hash)
    }
}

/// An entry whose hash somebody wrote down outside the database: `NUMBER:HASH`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Noted {
    /// Its number.
    pub number: i64,
    /// Its hash then.
    pub hash: Hash,
}

impl Noted {
    /// Reads `NUMBER:HASH`, as [`Display`](fmt::Display) writes it; `None` for other texts.
    pub fn parse(text: &str) -> Option<Noted> {
        let (number, digits) = text.trim().split_once(':')?;
        if digits.len() != 64 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let mut hash = [0; 32];
        for (byte, at) in hash.iter_mut().zip((0..64).step_by(2)) {
            *byte = u8::from_str_radix(&digits[at..at + 2], 16).ok()?;
        }
        Some(Noted { number: number.parse().ok().filter(|number| *number >= 0)?, hash: Hash(hash) })
    }
}

impl fmt::Display for Noted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.number, self.hash)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// What a check of all entries found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chain {
    /// Every entry is as it was written. The last one, whose number says how many there are, is to be noted elsewhere.
    Whole(Noted),
    /// At an entry, the first of perhaps more, it is not.
    Broken {
        /// Its number.
        number: i64,
        /// In which way.
        fault: Fault,
    },
}

/// How a chain is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The entry is not there.
    Missing,
    /// The entry, or its hash, is not what was written.
    Altered,
    /// The entry has another hash than the one that was noted: it, or one before it, was written anew.
    Rewritten,
    /// The entry stands behind the end of the chain: it was not written by this program.
    Foreign,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Fault::Missing => "is missing",
            Fault::Altered => "was altered",
            Fault::Rewritten => "is not the one that was noted: it, or one before it, was written anew",
            Fault::Foreign => "was put in from outside",
        })
    }
}

/// A value of a row as it is hashed: with its kind and its length, so that no two rows have the same bytes.
pub(super) enum Part<'a> {
    Number(Option<i64>),
    Text(Option<&'a str>),
}

/// The hash of an entry that follows on another.
pub(super) fn link(former: Hash, parts: &[Part<'_>]) -> Hash {
    let mut sum = Sha256::new();
    sum.update(FORM);
    sum.update(former.0);
    for part in parts {
        match part {
            Part::Number(None) | Part::Text(None) => sum.update([0]),
            Part::Number(Some(number)) => {
                sum.update([1]);
                sum.update(number.to_be_bytes());
            }
            Part::Text(Some(text)) => {
                sum.update([2]);
                sum.update((text.len() as u64).to_be_bytes());
                sum.update(text.as_bytes());
            }
        }
    }
    Hash(sum.finalize().into())
}

#[cfg(test)]
mod tests {
    use super::Part::{Number, Text};
    use super::*;

    #[test]
    fn rows_that_differ_have_hashes_that_differ() {
        let rows: [&[Part<'_>]; 7] = [
            &[Text(Some("ab")), Text(Some("c"))],
            &[Text(Some("a")), Text(Some("bc"))],
            &[Text(Some("abc")), Text(None)],
            &[Text(None), Text(Some("abc"))],
            &[Text(Some("abc")), Text(Some(""))],
            &[Number(Some(1)), Number(None)],
            &[Number(None), Number(Some(1))],
        ];
        let mut hashes: Vec<String> = rows.iter().map(|row| link(Hash::BEGINNING, row).to_string()).collect();
        hashes.push(link(Hash([1; 32]), rows[0]).to_string());
        hashes.sort();
        hashes.dedup();
        assert_eq!(hashes.len(), 8);
        assert!(hashes.iter().all(|hash| hash.len() == 64));
    }

    #[test]
    fn a_noted_entry_reads_as_it_was_written() {
        let noted = Noted { number: 12, hash: link(Hash::BEGINNING, &[]) };
        assert_eq!(Noted::parse(&format!(" {noted}\n")), Some(noted));
        for text in ["", "12", "12:ab", &format!("-1:{}", noted.hash), &format!("1:{}x", &noted.hash.to_string()[..63])]
        {
            assert_eq!(Noted::parse(text), None, "{text}");
        }
        assert_eq!(Noted::parse(&format!("1:{}", "é".repeat(32))), None);
    }

    #[test]
    fn the_form_of_the_bytes_stays() {
        // SHA-256 of "telusur audit 1", 32 zero bytes, 01 and the eight bytes of 1, 02, the length 2 in eight bytes, "ok", and 00.
        let hash = link(Hash::BEGINNING, &[Number(Some(1)), Text(Some("ok")), Text(None)]);
        assert_eq!(hash.to_string(), "bc872679d4951c248f0b0d73dc025e44f79914a3e524fc71095c6f23946ba6bb");
    }
}
