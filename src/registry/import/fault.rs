use crate::said::{Said, said};

/// Faults that are listed; the others are only counted.
pub const LISTED: usize = 1_000;
/// As much of a value as is repeated, in characters.
const SHOWN: usize = 80;

/// What is wrong (or odd) in a file, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Line of the file; the header is line 1. 0 when the whole file is meant.
    pub row: u64,
    /// The column's name; empty when the whole row is meant.
    pub column: String,
    /// What stands there, shortened.
    pub value: String,
    /// What is wrong with it and what to do.
    pub problem: Said,
}

impl Fault {
    pub(super) fn new(row: u64, column: &str, value: &str, problem: Said) -> Fault {
        let shown = |sign: char| if sign.is_control() { '\u{FFFD}' } else { sign };
        let mut value: String = value.chars().map(shown).take(SHOWN + 1).collect();
        if value.chars().count() > SHOWN {
            value.pop();
            value.push('…');
        }
        Fault { row, column: column.to_owned(), value, problem }
    }

    /// The place and what is wrong there, in a sentence.
    pub fn told(&self) -> Said {
        let (Fault { row, column, value, .. }, Said { id, en }) = (self, &self.problem);
        match (row, &**column) {
            (0, _) => self.problem.clone(),
            (_, "") => said!("baris {row}: {id}", "row {row}: {en}"),
            _ => said!("baris {row}, {column} '{value}': {id}", "row {row}, {column} '{value}': {en}"),
        }
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.told().en)
    }
}

/// A list that stops growing and goes on counting.
#[derive(Debug, Clone, Default)]
pub(super) struct Faults {
    pub(super) listed: Vec<Fault>,
    pub(super) more: u64,
}

impl Faults {
    pub(super) fn push(&mut self, fault: Fault) {
        if self.listed.len() < LISTED {
            self.listed.push(fault);
        } else {
            self.more += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_reads_as_a_sentence() {
        let short = Said::new("NIB terdiri dari 13 angka", "a NIB has 13 digits");
        let fault = Fault::new(7, "nib", "12", short.clone());
        assert_eq!(fault.to_string(), "row 7, nib '12': a NIB has 13 digits");
        assert_eq!(fault.told().id, "baris 7, nib '12': NIB terdiri dari 13 angka");
        assert_eq!(Fault::new(7, "", "", short.clone()).told().id, "baris 7: NIB terdiri dari 13 angka");
        assert_eq!(Fault::new(0, "", "", short.clone()).told(), short);
        let long = Fault::new(7, "name", &format!("\u{1b}[31m{}", "x".repeat(500)), short);
        assert_eq!(long.value.chars().count(), SHOWN + 1);
        assert!(!long.value.contains('\u{1b}'));
    }

    #[test]
    fn a_long_list_is_counted() {
        let mut faults = Faults::default();
        for row in 0..LISTED as u64 + 5 {
            faults.push(Fault::new(row, "", "", Said::new("aneh", "odd")));
        }
        assert_eq!((faults.listed.len(), faults.more), (LISTED, 5));
    }
}
