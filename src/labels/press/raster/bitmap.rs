//! A picture of black and white dots.

/// Rows from top to bottom, each beginning with a new byte, its first dot in the highest bit, 1 is black. The bits behind the last
/// dot of a row are 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::labels::press) struct Bitmap {
    width: usize,
    height: usize,
    row_bytes: usize,
    bits: Vec<u8>,
}

impl Bitmap {
    pub(in crate::labels::press) fn white(width: usize, height: usize) -> Self {
        let row_bytes = width.div_ceil(8);
        Self { width, height, row_bytes, bits: vec![0; row_bytes * height] }
    }

    pub(in crate::labels::press) fn width(&self) -> usize {
        self.width
    }

    pub(in crate::labels::press) fn height(&self) -> usize {
        self.height
    }

    pub(in crate::labels::press) fn row_bytes(&self) -> usize {
        self.row_bytes
    }

    /// All rows, one behind the other.
    pub(in crate::labels::press) fn bytes(&self) -> &[u8] {
        &self.bits
    }

    pub(in crate::labels::press) fn row(&self, y: usize) -> &[u8] {
        &self.bits[y * self.row_bytes..][..self.row_bytes]
    }

    pub(super) fn row_mut(&mut self, y: usize) -> &mut [u8] {
        &mut self.bits[y * self.row_bytes..][..self.row_bytes]
    }

    /// Whether a dot is black; what lies outside is white.
    #[cfg(test)]
    pub(in crate::labels::press) fn is_black(&self, x: usize, y: usize) -> bool {
        x < self.width && y < self.height && self.row(y)[x / 8] << (x % 8) & 0x80 != 0
    }

    pub(super) fn blacken(&mut self, x: usize, y: usize) {
        self.row_mut(y)[x / 8] |= 0x80 >> (x % 8);
    }

    /// Makes the picture that of another of the same size.
    pub(super) fn become_like(&mut self, other: &Self) {
        self.bits.copy_from_slice(&other.bits);
    }

    pub(super) fn wipe(&mut self) {
        self.bits.fill(0);
    }

    /// Blackens a rectangle, or as much of it as lies inside.
    pub(super) fn fill(&mut self, area: Area) {
        self.over(area, |byte, mask| *byte |= mask);
    }

    /// Whitens a rectangle, or as much of it as lies inside.
    pub(super) fn clear(&mut self, area: Area) {
        self.over(area, |byte, mask| *byte &= !mask);
    }

    fn over(&mut self, area: Area, change: impl Fn(&mut u8, u8)) {
        let within = |at: i32, most: usize| usize::try_from(at).unwrap_or(0).min(most);
        let (left, right) = (within(area.left, self.width), within(area.left + area.width, self.width));
        for y in within(area.top, self.height)..within(area.top + area.height, self.height) {
            change_bits(self.row_mut(y), left, right, &change);
        }
    }

    /// Draws another picture's black dots, its upper left corner at the place given. What falls outside is lost.
    pub(super) fn stamp(&mut self, picture: &Self, left: i32, top: i32) {
        for (y, source) in (top..).zip(0..picture.height) {
            if let Some(y) = usize::try_from(y).ok().filter(|&y| y < self.height) {
                self.stamp_row(picture.row(source), left, y);
            }
        }
    }

    /// Draws the black dots of one row, its first dot in that column. What falls outside is lost.
    pub(super) fn stamp_row(&mut self, source: &[u8], left: i32, y: usize) {
        let (first, shift) = (left.div_euclid(8), left.rem_euclid(8));
        // The bits behind the last dot stay 0.
        let edge = if self.width.is_multiple_of(8) { 0xff } else { !(0xff_u8 >> (self.width % 8)) };
        let row = self.row_mut(y);
        lay(row, source, first, |bits| bits >> shift);
        if shift > 0 {
            lay(row, source, first + 1, |bits| bits << (8 - shift));
        }
        row.last_mut().into_iter().for_each(|last| *last &= edge);
    }

    /// The smallest rectangle that holds all black dots.
    pub(super) fn ink(&self) -> Option<Area> {
        let inked = |y: &usize| self.row(*y).iter().any(|&byte| byte != 0);
        let (top, bottom) = ((0..self.height).find(inked)?, (0..self.height).rfind(inked)?);
        let mut all = vec![0; self.row_bytes];
        for y in top..=bottom {
            all.iter_mut().zip(self.row(y)).for_each(|(all, byte)| *all |= byte);
        }
        let left = all.iter().position(|&byte| byte != 0)?;
        let right = all.iter().rposition(|&byte| byte != 0)?;
        let left = 8 * left + all[left].leading_zeros() as usize;
        let right = 8 * right + 8 - all[right].trailing_zeros() as usize;
        Some(Area {
            left: left as i32,
            top: top as i32,
            width: (right - left) as i32,
            height: (bottom + 1 - top) as i32,
        })
    }
}

/// A rectangle of dots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) left: i32,
    pub(super) top: i32,
    pub(super) width: i32,
    pub(super) height: i32,
}

impl Area {
    /// The part that lies on a picture.
    pub(super) fn within(self, picture: &Bitmap) -> Self {
        let (left, top) = (self.left.max(0), self.top.max(0));
        let right = (self.left + self.width).min(picture.width as i32);
        let bottom = (self.top + self.height).min(picture.height as i32);
        Self { left, top, width: right - left, height: bottom - top }
    }

    /// The rectangle that holds both.
    pub(super) fn and(self, other: Self) -> Self {
        let (left, top) = (self.left.min(other.left), self.top.min(other.top));
        let right = (self.left + self.width).max(other.left + other.width);
        let bottom = (self.top + self.height).max(other.top + other.height);
        Self { left, top, width: right - left, height: bottom - top }
    }
}

fn change_bits(row: &mut [u8], left: usize, right: usize, change: &impl Fn(&mut u8, u8)) {
    if left >= right {
        return;
    }
    let (first, last) = (left / 8, (right - 1) / 8);
    let (head, tail) = (0xff_u8 >> (left % 8), 0xff_u8 << (7 - (right - 1) % 8));
    if first == last {
        return change(&mut row[first], head & tail);
    }
    change(&mut row[first], head);
    row[first + 1..last].iter_mut().for_each(|byte| change(byte, 0xff));
    change(&mut row[last], tail);
}

/// Blackens what the bytes of a source, each changed alike, have black; the first falls on that byte of the row, which may lie
/// before the row or behind it. Whole rows at once: whoever compiles this sees that 16 bytes or 32 can go together.
fn lay(row: &mut [u8], source: &[u8], first: i32, changed: impl Fn(u8) -> u8) {
    let [before, within] = [-first, first].map(|bytes| usize::try_from(bytes).unwrap_or(0));
    let (row, source) = (row.get_mut(within..).unwrap_or_default(), source.get(before..).unwrap_or_default());
    row.iter_mut().zip(source).for_each(|(byte, &bits)| *byte |= changed(bits));
}
