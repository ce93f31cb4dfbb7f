//! The words of one label, put into the slots of its layout.

use super::{Layout, Run, Slot, Variable};
use crate::labels::lettering::text;
use crate::labels::press::Label;

impl Layout {
    /// What this label says besides the marks that all share: one run for each slot that has words, each within its room.
    ///
    /// Words too wide for their slot are set smaller, never cut: half a number would be another number.
    pub fn runs_of(&self, label: &Label<'_>) -> impl Iterator<Item = Run> {
        let words = |what| match what {
            Variable::Item => label.number,
            Variable::ShortCode => label.short_code,
        };
        let kinds = [Variable::Item, Variable::ShortCode].into_iter();
        kinds
            .filter_map(move |what| Some((what, text::inert(words(what)?))))
            .flat_map(|(what, words)| self.filled(what, &words))
    }

    fn filled(&self, what: Variable, words: &str) -> Vec<Run> {
        let slots: Vec<&Slot> = self.slots.iter().filter(|slot| slot.what == what).collect();
        let parts = shared_out(words, slots.len());
        slots.into_iter().zip(parts).map(|(slot, part)| slot.run(part)).collect()
    }
}

impl Slot {
    fn run(&self, words: &str) -> Run {
        let Self { left, baseline, weight, ink, .. } = *self;
        let wide = weight.width(words, self.size);
        let size = if wide > self.width { self.size * self.width / wide } else { self.size };
        Run { left, baseline, size, weight, ink, text: words.to_owned() }
    }
}

/// The words in at most so many lines, each but the last ending with a hyphen, with groups shared out evenly.
pub(super) fn shared_out(words: &str, lines: usize) -> impl Iterator<Item = &str> {
    let groups: Vec<&str> = words.split_inclusive('-').collect();
    let each = groups.len().div_ceil(lines.max(1)).max(1);
    let lengths: Vec<usize> = groups.chunks(each).map(|line| line.iter().map(|group| group.len()).sum()).collect();
    let mut rest = words;
    lengths.into_iter().take(lines).map(move |length| {
        let (line, left) = rest.split_at(length);
        rest = left;
        line
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Ink, SymbolPlace, Weight};
    use super::*;

    fn slot(what: Variable, width: f32) -> Slot {
        Slot { what, left: 1.0, baseline: 5.0, width, size: 6.0, weight: Weight::Bold, ink: Ink::Black }
    }

    fn of(slots: Vec<Slot>) -> Layout {
        let symbol = SymbolPlace { left: 2.0, top: 2.0, modules: 29, module: 0.5 };
        Layout { width: 40.0, height: 30.0, symbol, marks: Vec::new(), slots }
    }

    fn label<'a>(number: Option<&'a str>, short_code: Option<&'a str>) -> Label<'a> {
        Label { address: "https://cek.example.id/1", item: 1, number, short_code }
    }

    #[test]
    fn a_number_too_wide_for_its_slot_is_set_smaller_and_stays_whole() {
        let layout = of(vec![slot(Variable::Item, 5.0)]);
        let [small]: [Run; 1] = layout.runs_of(&label(Some("1"), None)).collect::<Vec<_>>().try_into().unwrap();
        assert_eq!((small.size, small.left, small.baseline), (6.0, 1.0, 5.0));
        let wide: Vec<Run> = layout.runs_of(&label(Some("18.446.744.073.709.551.615"), None)).collect();
        assert_eq!(wide[0].text, "18.446.744.073.709.551.615");
        assert!(wide[0].size < 6.0 && wide[0].width() <= 5.001, "{}", wide[0].width());
    }

    #[test]
    fn a_short_code_goes_over_the_lines_there_are_and_breaks_at_hyphens() {
        let lines = |count: usize, code| {
            let layout = of(vec![slot(Variable::ShortCode, 20.0); count]);
            layout.runs_of(&label(None, Some(code))).map(|run| run.text).collect::<Vec<_>>()
        };
        assert_eq!(lines(1, "7K2M-9XQ4-P3TV"), ["7K2M-9XQ4-P3TV"]);
        assert_eq!(lines(2, "7K2M-9XQ4-P3TV"), ["7K2M-9XQ4-", "P3TV"]);
        assert_eq!(lines(3, "7K2M-9XQ4-P3TV-8HRD"), ["7K2M-9XQ4-", "P3TV-8HRD"]);
        assert_eq!(lines(2, "7K2M"), ["7K2M"]);
    }

    #[test]
    fn what_a_label_does_not_have_or_a_layout_has_no_slot_for_is_not_drawn() {
        let layout = of(vec![slot(Variable::Item, 5.0)]);
        assert_eq!(layout.runs_of(&label(None, Some("7K2M"))).count(), 0);
        assert_eq!(of(Vec::new()).runs_of(&label(Some("1"), Some("7K2M"))).count(), 0);
    }

    #[test]
    fn words_of_a_label_are_inert() {
        let layout = of(vec![slot(Variable::Item, 20.0)]);
        let runs: Vec<Run> = layout.runs_of(&label(Some("\u{202e}1\u{0}\n2"), None)).collect();
        assert_eq!(runs[0].text, "1 2");
    }
}
