use super::{Error, ItemRange};
use crate::registry::{Batch, BatchId, fields};

/// A recall about to be announced: every text checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRecall {
    pub(super) batch: BatchId,
    pub(super) items: Option<ItemRange>,
    pub(super) reason: String,
    pub(super) instruction: String,
    pub(super) contact: String,
}

impl NewRecall {
    /// Checks what a consumer will read.
    ///
    /// # Errors
    /// [`Error::Text`] or [`Error::Range`].
    pub fn new(
        batch: &Batch,
        items: Option<ItemRange>,
        reason: &str,
        instruction: &str,
        contact: &str,
    ) -> Result<NewRecall, Error> {
        if let Some(range) = items {
            range.within(batch)?;
        }
        Ok(NewRecall {
            batch: batch.id,
            items,
            reason: text("reason", reason, 200)?,
            instruction: text("instruction", instruction, 240)?,
            contact: text("contact", contact, 120)?,
        })
    }
}

impl ItemRange {
    /// Whether it is a range of this batch.
    ///
    /// # Errors
    /// [`Error::Range`].
    pub fn within(self, batch: &Batch) -> Result<ItemRange, Error> {
        let sound = 1 <= self.first && self.first <= self.last && self.last <= batch.items;
        if sound { Ok(self) } else { Err(Error::Range { first: self.first, last: self.last, items: batch.items }) }
    }
}

/// A reason, as it will be shown.
///
/// # Errors
/// [`Error::Text`].
pub fn reason(reason: &str) -> Result<String, Error> {
    text("reason", reason, 200)
}

fn text(field: &'static str, text: &str, most: usize) -> Result<String, Error> {
    fields::line(text, most).map_err(|problem| Error::Text { field, problem })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_one_plain_line() {
        assert_eq!(reason("  pecahan kaca ").unwrap(), "pecahan kaca");
        assert!(reason(" ").is_err());
        assert!(reason("a\nb").is_err());
        assert!(reason("a\u{1b}[31m").is_err());
        assert!(reason("a\u{202e}b").is_err());
        assert!(reason(&"x".repeat(201)).is_err());
    }
}
