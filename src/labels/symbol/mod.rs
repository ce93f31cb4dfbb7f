//! From an address to the modules of its QR symbol.
mod bitrow;
mod mask;
mod skeleton;

use qrcode::bits::Bits;
use qrcode::ec::construct_codewords;
use qrcode::types::{EcLevel, Mode, Version};

use self::skeleton::Skeleton;
use super::Error;

/// The modules of one QR symbol, without quiet zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    version: u8,
    mask: u8,
    width: usize,
    stride: usize,
    words: Box<[u64]>,
}

impl Symbol {
    /// The light modules that must surround every symbol, on each side.
    pub const QUIET_ZONE: usize = 4;

    /// The smallest symbol of error correction level M that holds the address.
    ///
    /// The address becomes two segments: bytes up to its trailing run of digits, then digits in numeric mode.
    ///
    /// ```
    /// let symbol = telusur::labels::Symbol::encode("https://cek.example.id/0123456789").expect("a short address fits");
    /// assert_eq!((symbol.version(), symbol.width()), (3, 29));
    /// assert!(symbol.is_dark(0, 0));
    /// ```
    ///
    /// # Errors
    ///
    /// When the address is empty or too long for version 40.
    pub fn encode(address: &str) -> Result<Self, Error> {
        Self::encode_at(address, EcLevel::M)
    }

    /// Like [`encode`](Self::encode), at another error correction level: L saves a size, Q survives the outdoors.
    ///
    /// # Errors
    ///
    /// When the address is empty or too long for version 40.
    pub fn encode_at(address: &str, level: EcLevel) -> Result<Self, Error> {
        let segments = Segments::of(address)?;
        let version = segments
            .smallest_version(level)
            .ok_or(Error::AddressTooLong { length: address.len(), level: ['L', 'M', 'Q', 'H'][level as usize] })?;
        let bits = segments.write(version, level)?;
        let (data, correction) = construct_codewords(&bits, Version::Normal(version.into()), level)?;

        let skeleton = Skeleton::of(version, level);
        let mut words = skeleton.place(&data, &correction);
        let mask = mask::best(&skeleton.bases, &words, skeleton.width, skeleton.stride);
        for (word, base) in words.iter_mut().zip(&skeleton.bases[mask]) {
            *word ^= base;
        }
        Ok(Self { version, mask: mask as u8, width: skeleton.width, stride: skeleton.stride, words: words.into() })
    }

    /// Modules per side, without quiet zone: 21 to 177.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The QR version: 1 to 40.
    pub fn version(&self) -> u8 {
        self.version
    }

    /// The mask's number in the standard: 0 to 7.
    pub fn mask(&self) -> u8 {
        self.mask
    }

    /// Whether the module in column `x`, row `y` is dark. What lies outside the symbol is light.
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        x < self.width && y < self.width && self.words[y * self.stride + x / 64] >> (x % 64) & 1 == 1
    }

    /// The rows from top to bottom, in words of 64 modules; column 0 is the lowest bit of the first word, dark is 1.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[u64]> {
        self.words.chunks_exact(self.stride)
    }

    /// The rows as bytes, each row beginning with a new byte, column 0 in its highest bit, dark is 1.
    pub(in crate::labels) fn packed(&self) -> Vec<u8> {
        let row_bytes = self.width.div_ceil(8);
        let mut packed = Vec::with_capacity(row_bytes * self.width);
        for row in self.rows() {
            packed.extend(row.iter().flat_map(|word| word.reverse_bits().to_be_bytes()).take(row_bytes));
        }
        packed
    }

    /// The dark runs of one row, from left to right, as first column and length in modules.
    pub(in crate::labels) fn runs(row: &[u64]) -> impl Iterator<Item = (usize, usize)> {
        let mut x = 0;
        std::iter::from_fn(move || {
            let start = next(row, x, true)?;
            x = next(row, start, false).unwrap_or(row.len() * 64);
            Some((start, x - start))
        })
    }
}

/// The first column at or after `from` whose module is dark, or light.
fn next(row: &[u64], from: usize, dark: bool) -> Option<usize> {
    let (first, flip) = (from / 64, if dark { 0 } else { u64::MAX });
    row.iter().enumerate().skip(first).find_map(|(index, word)| {
        let unread = if index == first { u64::MAX << (from % 64) } else { u64::MAX };
        let found = (word ^ flip) & unread;
        (found != 0).then(|| index * 64 + found.trailing_zeros() as usize)
    })
}

/// An address cut where its trailing run of digits begins; either part may be empty, not both.
struct Segments<'a> {
    bytes: &'a [u8],
    digits: &'a [u8],
}

impl<'a> Segments<'a> {
    fn of(address: &'a str) -> Result<Self, Error> {
        if address.is_empty() {
            return Err(Error::EmptyAddress);
        }
        let head = address.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let (bytes, digits) = address.as_bytes().split_at(head);
        Ok(Self { bytes, digits })
    }

    fn smallest_version(&self, level: EcLevel) -> Option<u8> {
        (1..=40).find(|&number| {
            let version = Version::Normal(number.into());
            let capacity = Bits::new(version).max_len(level).unwrap_or(0);
            self.length(version).is_some_and(|length| length <= capacity)
        })
    }

    /// Length in bits, or nothing if a part is longer than its length field can say.
    fn length(&self, version: Version) -> Option<usize> {
        let part = |mode: Mode, data: &[u8]| match data.len() {
            0 => Some(0),
            count if count >> mode.length_bits_count(version) != 0 => None,
            count => Some(version.mode_bits_count() + mode.length_bits_count(version) + mode.data_bits_count(count)),
        };
        Some(part(Mode::Byte, self.bytes)? + part(Mode::Numeric, self.digits)?)
    }

    fn write(&self, version: u8, level: EcLevel) -> Result<Vec<u8>, Error> {
        let mut bits = Bits::new(Version::Normal(version.into()));
        if !self.bytes.is_empty() {
            bits.push_byte_data(self.bytes)?;
        }
        if !self.digits.is_empty() {
            bits.push_numeric_data(self.digits)?;
        }
        bits.push_terminator(level)?;
        Ok(bits.into_bytes())
    }
}

#[cfg(test)]
mod tests;
