use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::ShortCode;

/// What sets this use of a secret apart from any other.
const DOMAIN: &[u8] = b"telusur short code v1\0";
/// Bits of a proof.
const PROOF_BITS: u32 = 30;

/// 32 bytes of chance that only the register has. Whoever knows them can make short codes. They are wiped from memory, and
/// never printed.
#[derive(Clone)]
pub struct Secret(Zeroizing<[u8; 32]>);

impl Secret {
    /// A secret out of 32 bytes from a real source of chance.
    pub fn new(chance: Zeroizing<[u8; 32]>) -> Secret {
        Secret(chance)
    }

    /// The short code of an item; of all packs of the batch or the product when the item is 0. `claims` is what all codes of
    /// the batch say, as its row has them: a batch that gets the same number in a register put back from a copy has other
    /// short codes. `None` when a number is above [`LARGEST`](super::LARGEST) or the batch has none.
    pub fn code(&self, batch: u64, item: u64, claims: &[u8]) -> Option<ShortCode> {
        ShortCode::new(batch, item, self.proof(batch, item, claims))
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.0.as_slice()
    }

    fn proof(&self, batch: u64, item: u64, claims: &[u8]) -> u32 {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.bytes()).expect("HMAC takes a key of any length");
        mac.update(DOMAIN);
        mac.update(&batch.to_be_bytes());
        mac.update(&item.to_be_bytes());
        mac.update(claims);
        let digest = mac.finalize().into_bytes();
        u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]]) >> (u32::BITS - PROOF_BITS)
    }

    /// Whether it made a code. Takes the same time for every wrong proof: two whole numbers are compared, not their digits.
    fn made(&self, code: &ShortCode, claims: &[u8]) -> bool {
        self.proof(code.batch(), code.item(), claims) ^ code.proof() == 0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// All secrets of a register: any of them may have made a code.
#[derive(Debug, Clone, Default)]
pub struct Secrets(Vec<Secret>);

impl Secrets {
    /// The most that are tried. Each one multiplies the luck of a guess: 64 of them leave one in 16 million.
    pub(super) const MOST: u32 = 64;

    pub(super) fn new(secrets: Vec<Secret>) -> Secrets {
        Secrets(secrets)
    }

    /// Whether one of them made a code for a batch with these claims. All are tried, so that the time does not tell which one it was.
    pub fn made(&self, code: &ShortCode, claims: &[u8]) -> bool {
        self.0.iter().fold(false, |made, secret| made | secret.made(code, claims))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLAIMS: &[u8] = b"what the codes of the batch say";

    fn secret(seed: u8) -> Secret {
        Secret::new(Zeroizing::new([seed; 32]))
    }

    #[test]
    fn the_same_secret_makes_the_same_code_for_ever() {
        // From another implementation: Python's hmac and hashlib.
        assert_eq!(secret(7).code(300, 4_711, &[0xa0]).unwrap().to_string(), "HJCH-JP70-5ZWX-BE");
        assert_eq!(secret(7).code(1, 0, &[]).unwrap().to_string(), "10M3-4E05-0");
        assert_eq!(secret(7).code(0, 1, &[]), None);
    }

    #[test]
    fn a_code_is_known_by_its_own_secret_alone() {
        let (old, new) = (secret(1), secret(2));
        let code = old.code(12, 34, CLAIMS).unwrap();
        assert!(Secrets::new(vec![new.clone(), old.clone()]).made(&code, CLAIMS));
        assert!(!Secrets::new(vec![new]).made(&code, CLAIMS));
        assert!(!Secrets::default().made(&code, CLAIMS));
        // Another batch that got the same number is not its batch.
        assert!(!Secrets::new(vec![old.clone()]).made(&code, &[0xa0]));
        // The proof of one item is none for its neighbour, nor for the batch and item the other way round.
        for (batch, item) in [(12, 35), (13, 34), (34, 12), (12, 0)] {
            let moved = ShortCode::new(batch, item, code.proof()).unwrap();
            assert!(!Secrets::new(vec![old.clone()]).made(&moved, CLAIMS), "{batch}, {item}");
        }
    }

    #[test]
    fn a_guess_succeeds_less_often_than_once_in_ten_million() {
        let proofs = 1u64 << PROOF_BITS;
        assert!(proofs / u64::from(Secrets::MOST) > 10_000_000);
        // Exactly one proof of all is right: nothing that a guesser could write spells another one the same.
        assert!(ShortCode::new(1, 1, u32::try_from(proofs).unwrap()).is_none());
        let secrets = Secrets::new(vec![secret(7)]);
        let right = secret(7).code(300, 4_711, CLAIMS).unwrap();
        let neighbours = (1..1 << 14).map(|step| ShortCode::new(300, 4_711, right.proof() ^ step << 8).unwrap());
        assert_eq!(neighbours.filter(|guess| secrets.made(guess, CLAIMS)).count(), 0);
    }

    /// 40,000 proofs: each bit is one in half of them, and as many pairs are equal as chance would have it.
    #[test]
    fn proofs_look_like_chance() {
        const SAMPLE: u64 = 40_000;
        let secret = secret(9);
        let mut proofs: Vec<u32> = (1..=SAMPLE).map(|item| secret.proof(5, item, CLAIMS)).collect();
        for bit in 0..PROOF_BITS {
            let ones = proofs.iter().filter(|proof| *proof >> bit & 1 == 1).count();
            // Six standard deviations of a fair coin are 600.
            assert!(ones.abs_diff(20_000) < 600, "bit {bit}: {ones}");
        }
        proofs.sort_unstable();
        let equal = proofs.windows(2).filter(|pair| pair[0] == pair[1]).count();
        // SAMPLE^2 / 2^31, that is 0.7, are to be expected.
        assert!(equal <= 8, "{equal}");
    }

    #[test]
    fn a_secret_is_never_printed() {
        assert_eq!(format!("{:?}", Secrets::new(vec![secret(0x41)])), "Secrets([Secret(…)])");
    }
}
