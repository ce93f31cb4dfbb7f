//! Modules as dots, eight modules at a time.

/// Rows of modules, each module so many dots wide.
pub(super) struct Magnified {
    /// Dots of a module.
    module: usize,
    /// For each eight modules, as bits with the first one lowest, their dots, as bytes with the first one highest.
    eights: Vec<u8>,
    /// The row drawn last.
    row: Vec<u8>,
}

impl Magnified {
    /// Prepares modules of that many dots, at least one.
    pub(super) fn by(module: usize) -> Self {
        let dots = (0..=u8::MAX).flat_map(|modules| {
            let dark = move |dot: usize| modules >> (dot / module) & 1;
            (0..module).map(move |byte| (8 * byte..8 * byte + 8).fold(0, |dots, dot| dots << 1 | dark(dot)))
        });
        Self { module, eights: dots.collect(), row: Vec::new() }
    }

    /// A row of a symbol so many modules wide, as [`rows`](crate::labels::Symbol::rows) gives it, in dots.
    pub(super) fn row(&mut self, words: &[u64], width: usize) -> &[u8] {
        self.row.clear();
        for modules in words.iter().flat_map(|word| word.to_le_bytes()).take(width.div_ceil(8)) {
            let start = usize::from(modules) * self.module;
            self.row.extend_from_slice(&self.eights[start..start + self.module]);
        }
        &self.row
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_module_is_so_many_dots() {
        let words = [0x8000_0000_00c5_1e69_u64, 0b1011];
        for module in [1, 2, 3, 4, 7, 8, 9, 16, 60] {
            let mut magnified = Magnified::by(module);
            let row = magnified.row(&words, 68).to_vec();
            assert_eq!(row.len(), 9 * module);
            for dot in 0..68 * module {
                let column = dot / module;
                let dark = words[column / 64] >> (column % 64) & 1 == 1;
                assert_eq!(row[dot / 8] << (dot % 8) & 0x80 != 0, dark, "{module} dots, dot {dot}");
            }
        }
    }
}
