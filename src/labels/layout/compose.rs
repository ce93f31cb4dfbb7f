//! From a design, words and the size of the symbol to a layout.

use super::block::Copy;
use super::column::{Filled, draw, fill};
use super::ground::{Column, Ground, Stand, Words};
use super::sizing::{choices, end, module};
use super::{Device, Layout, Mark, Slot, Smallest, Weight};
use crate::labels::design::{Design, Field, Part, What};
use crate::labels::{Captions, Error, LabelText};

/// What the labels of an order need besides their words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Needs {
    /// Modules of the widest symbol of the order, without quiet zone.
    pub modules: usize,
    /// Which limit of size holds.
    pub limit: Smallest,
    /// Whether items are told apart, so that a place for their number is kept.
    pub numbered: bool,
    /// How many characters the longest short code of the order has, hyphens included; 0 for none.
    pub short_code: usize,
    /// What draws it.
    pub device: Device,
}

/// A layout, and what its maker must be told.
#[derive(Debug, Clone, PartialEq)]
pub struct Composed {
    /// The layout.
    pub layout: Layout,
    /// What had to give way.
    pub notes: Vec<Note>,
}

/// What a label could not say as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// A field was cut with an ellipsis.
    Cut {
        /// Which field, by its word in design files.
        field: &'static str,
        /// What is printed of it.
        printed: String,
    },
    /// A field found no room at all.
    Left {
        /// Which field.
        field: &'static str,
    },
    /// The typeface lacks a sign; a box stands in its place.
    Missing(char),
}

/// Type may shrink to this part of its size before the symbol gives way.
const COMFORTABLE: f32 = 0.85;

/// What a label does not say: whether that is something indispensable, how much is left out, how much is cut.
type Lost = (bool, usize, usize);
const NOTHING: Lost = (false, 0, 0);

/// Composes a label.
///
/// The symbol takes the most room that the design allows. It gives way to words, module by module down to the design's least
/// room and the limit of size, only while that saves words from being cut, left out or set small.
///
/// # Errors
/// [`Error::SymbolTooDense`] when the symbol does not fit the design; [`Error::NoRoomBeside`] when it leaves no room for the
/// invitation to scan or the short code of a design that has them. Both name the smallest label that would do.
pub fn compose(design: &Design, text: &LabelText, captions: &Captions, needs: Needs) -> Result<Composed, Error> {
    let copy = Copy { text, captions, needs, terse: false };
    let best = Attempt::best(design, copy).map_err(|refusal| with_remedy(refusal, copy))?;
    match best.lacks() {
        None => Ok(best.composed(design)),
        Some(field) => {
            Err(with_remedy(Error::NoRoomBeside { modules: needs.modules, field, remedy: String::new() }, copy))
        }
    }
}

/// The refusal with the smallest ready-made design on which the symbol, and all words that a label must have, find room.
fn with_remedy(mut refusal: Error, copy: Copy<'_>) -> Error {
    if let Error::SymbolTooDense { remedy, .. } | Error::NoRoomBeside { remedy, .. } = &mut refusal {
        let holds = |design: &&Design| Attempt::best(design, copy).is_ok_and(|best| best.lacks().is_none());
        *remedy = super::sizing::remedy(Design::by_size().into_iter().find(holds));
    }
    refusal
}

/// A label with the symbol at one size.
struct Attempt<'a> {
    ground: Ground,
    filled: Vec<(Column, Filled<'a>)>,
}

impl<'a> Attempt<'a> {
    /// With the largest symbol that saves most words.
    fn best(design: &'a Design, copy: Copy<'_>) -> Result<Self, Error> {
        let Needs { modules, device, limit, .. } = copy.needs;
        let mut best = Self::at(design, copy, module(modules, design.symbol.most, device, limit)?);
        let room = (design.symbol.least, design.symbol.most);
        for smaller in choices(modules, room, device, limit).into_iter().skip(1) {
            if best.is_comfortable() {
                break;
            }
            best = best.or_better(Self::at(design, copy, smaller));
        }
        // Between whole dots a symbol is a little less sharp: that is worth words, not how they look.
        let end = end(modules, design.symbol.least, device, limit).filter(|&end| end < best.ground.symbol.module);
        match end.filter(|_| best.lost() > NOTHING).map(|end| Self::at(design, copy, end)) {
            Some(densest) if densest.lost() < best.lost() => Ok(densest),
            _ => Ok(best),
        }
    }

    fn at(design: &'a Design, copy: Copy<'_>, module: f32) -> Self {
        let ground = Ground::of(design, copy.needs.modules, module, copy.needs.device);
        let fill = |column: Column, fields: Vec<&'a Field>| (column, fill(&fields, copy, &column));
        let of = |part: Part| design.fields.iter().filter(move |field| field.part == part).collect();
        let filled = match ground.words {
            Words::One(column) => vec![fill(column, design.fields.iter().collect())],
            Words::Two(head, foot) => vec![fill(head, of(Part::Head)), fill(foot, of(Part::Foot))],
        };
        Self { ground, filled }
    }

    fn notes(&self) -> impl Iterator<Item = &Note> {
        self.filled.iter().flat_map(|(_, filled)| &filled.notes)
    }

    fn scale(&self) -> f32 {
        self.filled.iter().map(|(_, filled)| filled.scale).fold(1.0, f32::min)
    }

    /// What no label is without and this one is.
    fn lacks(&self) -> Option<&'static str> {
        self.filled.iter().flat_map(|(_, filled)| &filled.lacking).next().copied()
    }

    fn is_comfortable(&self) -> bool {
        self.loss() == (NOTHING, 0, false)
    }

    /// Whether it is no label, how much is left out, how much is cut.
    fn lost(&self) -> Lost {
        let left = self.notes().filter(|note| matches!(note, Note::Left { .. })).count();
        let brief = self.notes().filter(|note| note.is_of(What::ScanToCheck)).count();
        (self.lacks().is_some(), left, self.notes().count() - left - brief)
    }

    /// The same, how many facts are broken over lines, and whether type is small.
    fn loss(&self) -> (Lost, usize, bool) {
        let blocks = self.filled.iter().flat_map(|(_, filled)| &filled.blocks);
        let folded = blocks.filter(|block| block.folded).count();
        (self.lost(), folded, self.scale() < COMFORTABLE)
    }

    fn or_better(self, other: Self) -> Self {
        if other.loss() < self.loss() { other } else { self }
    }

    fn composed(self, design: &Design) -> Composed {
        let mut notes: Vec<Note> = self.notes().cloned().collect();
        let mut layout = Layout {
            width: design.width,
            height: design.height,
            symbol: self.ground.symbol,
            marks: Vec::new(),
            slots: Vec::new(),
        };
        for (column, filled) in &self.filled {
            let (marks, slots, free) = draw(filled, column);
            layout.marks.extend(marks);
            layout.slots.extend(slots);
            layout.centre(column.stand, free);
        }
        notes.extend(layout.missing().map(Note::Missing));
        Composed { layout, notes }
    }
}

impl Note {
    /// Whether it tells of a field that was cut: of the invitation to scan, its shorter form loses nothing.
    fn is_of(&self, what: What) -> bool {
        matches!(self, Self::Cut { field, .. } if *field == what.word())
    }
}

impl Layout {
    /// A symbol and the words under or over it stand half way down together.
    fn centre(&mut self, stand: Stand, free: f32) {
        let down = match stand {
            Stand::Beside(_) => return,
            Stand::Under => free / 2.0,
            Stand::Over => -free / 2.0,
        };
        self.symbol.top += down;
        self.marks.iter_mut().for_each(|mark| mark.shift(down));
        self.slots.iter_mut().for_each(|slot: &mut Slot| slot.baseline += down);
    }

    /// Signs of the marks that the typeface lacks, each once.
    fn missing(&self) -> impl Iterator<Item = char> {
        let runs = self.marks.iter().filter_map(|mark| match mark {
            Mark::Run(run) => Some(run),
            Mark::Rule { .. } | Mark::Logo { .. } => None,
        });
        let lacks = |weight: Weight, sign: char| !weight.typeface().has(sign);
        let signs = runs.flat_map(move |run| run.text.chars().filter(move |&sign| lacks(run.weight, sign)));
        let mut once = Vec::new();
        signs.for_each(|sign| {
            if !once.contains(&sign) {
                once.push(sign);
            }
        });
        once.into_iter()
    }
}

impl Mark {
    fn shift(&mut self, down: f32) {
        match self {
            Self::Run(run) => run.baseline += down,
            Self::Rule { top, .. } | Self::Logo { top, .. } => *top += down,
        }
    }
}
