use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// A key for one day's device hashes. It is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Salt(pub [u8; 32]);

impl Salt {
    /// A new one from the machine's randomness; `None` when it gives none.
    pub fn fresh() -> Option<Salt> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).ok()?;
        Some(Salt(bytes))
    }
}

impl std::fmt::Debug for Salt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Salt(…)")
    }
}

/// Whatever checked a code, as far as we care to know: the first 8 bytes of an HMAC-SHA-256 (RFC 2104).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Device(pub [u8; 8]);

impl Device {
    /// The device that left a trace on the day of a salt.
    pub fn of(trace: &[u8], salt: &Salt) -> Device {
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&salt.0).expect("HMAC takes a key of any length");
        mac.update(trace);
        let hash: [u8; 32] = mac.finalize().into_bytes().into();
        Device(hash.first_chunk().copied().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_tells_devices_apart_and_two_days_tell_nothing() {
        let (today, tomorrow) = (Salt([1; 32]), Salt([2; 32]));
        assert_eq!(Device::of(b"192.0.2.1 phone", &today), Device::of(b"192.0.2.1 phone", &today));
        assert_ne!(Device::of(b"192.0.2.1 phone", &today), Device::of(b"192.0.2.2 phone", &today));
        assert_ne!(Device::of(b"192.0.2.1 phone", &today), Device::of(b"192.0.2.1 phone", &tomorrow));
        assert_eq!(format!("{today:?}"), "Salt(…)");
    }
}
