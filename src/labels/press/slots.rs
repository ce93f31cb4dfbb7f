//! What differs from label to label, as runs.

use super::Label;
use crate::labels::layout::{Layout, Run, Slot, Variable};
use crate::labels::lettering::text::{self, STEP};

/// The words of a label's own, each at the largest size that fits its slot.
pub(super) fn runs_of(layout: &Layout, label: &Label<'_>) -> impl Iterator<Item = Run> {
    layout.slots.iter().filter_map(|slot| {
        let words = match slot.what {
            Variable::Item => label.number,
            Variable::ShortCode => label.short_code,
        };
        words.map(|words| fitted(slot, text::inert(words)))
    })
}

fn fitted(slot: &Slot, text: String) -> Run {
    let &Slot { left, baseline, width, size, weight, ink, .. } = slot;
    let mut run = Run { left, baseline, size, weight, ink, text };
    while run.width() > width && run.size > STEP {
        run.size -= STEP;
    }
    run
}
