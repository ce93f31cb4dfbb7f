//! Columns: which fields get how much room, and where their lines stand.
//!
//! First all type shrinks together, a little. When that is not enough, everything is set in its least size and room is dealt out:
//! what identifies the goods first and whole, then a line for each name, then further lines, then what is extra.

use super::block::{Block, Copy, Line, Piece, Said};
use super::ground::{Column, Stand};
use super::{Ink, Mark, Note, Run, Slot};
use crate::labels::design::{Field, Nature, Part};

/// Thickness of a hairline, in millimetres.
const HAIRLINE: f32 = 0.18;

/// What arithmetic may be off by, in millimetres.
const HAIR: f32 = 1e-3;

/// Sizes of type that are tried, of the full one.
const SCALES: [f32; 7] = [1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7];

/// Fields in their lines, which fit their column.
pub(super) struct Filled<'a> {
    pub(super) blocks: Vec<Block<'a>>,
    pub(super) notes: Vec<Note>,
    /// Sizes of type, of the full ones.
    pub(super) scale: f32,
}

/// Fills a column.
pub(super) fn fill<'a>(fields: &[&'a Field], copy: Copy<'_>, column: &Column) -> Filled<'a> {
    let shrunk = SCALES.into_iter().find_map(|scale| {
        let blocks = set(fields, copy, column, scale)?;
        fits(&blocks, scale, column).then(|| Filled { notes: blocks.iter().filter_map(cut).collect(), blocks, scale })
    });
    shrunk.unwrap_or_else(|| deal(fields, copy, column))
}

/// All fields at one scale, facts at one size; nothing if one of them cannot be said.
fn set<'a>(fields: &[&'a Field], copy: Copy<'_>, column: &Column, scale: f32) -> Option<Vec<Block<'a>>> {
    let one = |field: &'a Field, size: f32| copy.set(field, column.width, size, field.lines).ok();
    let blocks: Vec<_> = fields.iter().map(|field| one(field, field.size * scale)).collect::<Option<_>>()?;
    let facts = |block: &&Block<'_>| block.field.captioned && !block.lines.is_empty();
    let even = blocks.iter().filter(facts).map(|block| block.size).fold(f32::INFINITY, f32::min);
    let again =
        |block: Block<'a>| if block.field.captioned { one(block.field, even.min(block.size)) } else { Some(block) };
    blocks.into_iter().map(again).collect()
}

fn cut(block: &Block<'_>) -> Option<Note> {
    let words = |piece: &Piece| match &piece.what {
        Said::Words { text, .. } => Some(text.clone()),
        Said::Slot { .. } | Said::Logo { .. } => None,
    };
    let printed = || block.lines.iter().flat_map(|line| &line.pieces).filter_map(words).collect::<Vec<_>>().join(" ");
    block.cut.then(|| Note::Cut { field: block.field.what.word(), printed: printed() })
}

/// Deals room out, in the least size.
fn deal<'a>(fields: &[&'a Field], copy: Copy<'_>, column: &Column) -> Filled<'a> {
    let scale = SCALES[SCALES.len() - 1];
    let mut dealt: Vec<Option<Block<'a>>> = vec![None; fields.len()];
    let mut give = |index: usize, lines: usize| {
        let Ok(block) = copy.set(fields[index], column.width, 0.0, lines) else { return };
        let before = dealt[index].replace(block);
        let blocks: Vec<_> = dealt.iter().flatten().cloned().collect();
        if !fits(&blocks, scale, column) {
            dealt[index] = before;
        }
    };
    let of = |nature: Nature| (0..fields.len()).filter(move |&index| fields[index].what.nature() == nature);
    of(Nature::Value).for_each(|index| give(index, fields[index].lines));
    for lines in 1..=6 {
        of(Nature::Name).filter(|&index| lines <= fields[index].lines).for_each(|index| give(index, lines));
    }
    of(Nature::Extra).for_each(|index| give(index, fields[index].lines));
    let left = fields.iter().zip(&dealt).filter(|(_, block)| block.is_none());
    let mut notes: Vec<Note> = left.map(|(field, _)| Note::Left { field: field.what.word() }).collect();
    let blocks: Vec<_> = dealt.into_iter().flatten().collect();
    notes.extend(blocks.iter().filter_map(cut));
    Filled { blocks, notes, scale }
}

/// One line and what is above it.
struct Row<'a> {
    line: &'a Line,
    /// From the baseline above, or from the upper edge of the column's first line.
    advance: f32,
    ruled: bool,
}

/// Lines of a part, with the free space above each.
fn rows<'a>(blocks: &'a [Block<'a>], part: Part, scale: f32) -> impl Iterator<Item = Row<'a>> {
    let blocks = blocks.iter().filter(move |block| block.field.part == part);
    blocks.flat_map(move |block| {
        block.lines.iter().enumerate().map(move |(index, line)| {
            let gap = if index == 0 { block.field.gap * scale } else { 0.0 };
            Row { line, advance: gap + line.advance, ruled: index == 0 && block.field.ruled }
        })
    })
}

/// Head and foot in order; the very first line stands with its capitals at the upper edge.
fn all_rows<'a>(blocks: &'a [Block<'a>], scale: f32) -> (Vec<Row<'a>>, Vec<Row<'a>>) {
    let mut head: Vec<_> = rows(blocks, Part::Head, scale).collect();
    let mut foot: Vec<_> = rows(blocks, Part::Foot, scale).collect();
    if let Some(first) = head.first_mut().or(foot.first_mut()) {
        (first.advance, first.ruled) = (first.line.rise, false);
    }
    (head, foot)
}

fn fits(blocks: &[Block<'_>], scale: f32, column: &Column) -> bool {
    let (head, foot) = all_rows(blocks, scale);
    span(&head) + span(&foot) + fall(&head, &foot) <= column.bottom - column.top + HAIR
}

fn span(rows: &[Row<'_>]) -> f32 {
    rows.iter().map(|row| row.advance).sum()
}

/// How deep the last line hangs.
fn fall(head: &[Row<'_>], foot: &[Row<'_>]) -> f32 {
    foot.last().or(head.last()).map_or(0.0, |row| row.line.fall)
}

/// The marks and slots of a column that was filled, and the height that is left free in it.
pub(super) fn draw(filled: &Filled<'_>, column: &Column) -> (Vec<Mark>, Vec<Slot>, f32) {
    let (head, foot) = all_rows(&filled.blocks, filled.scale);
    let (taken, fall) = (span(&head) + span(&foot), fall(&head, &foot));
    let free = (column.bottom - column.top - taken - fall).max(0.0);
    let reach = match column.stand {
        Stand::Beside(symbol) if !head.is_empty() && !foot.is_empty() => symbol.clamp(taken, taken + free),
        Stand::Beside(_) | Stand::Under | Stand::Over => taken,
    };
    let top = match column.stand {
        // Half way down as the symbol is, and higher only if letters would hang out of the column.
        Stand::Beside(_) => {
            ((column.top + column.bottom - reach) / 2.0).min(column.bottom - fall - reach).max(column.top)
        }
        Stand::Under => column.top,
        Stand::Over => column.bottom - fall - reach,
    };
    let mut drawing = Drawing { column, marks: Vec::new(), slots: Vec::new(), last: None };
    drawing.rows(&head, top);
    drawing.rows(&foot, top + reach - span(&foot));
    (drawing.marks, drawing.slots, free)
}

struct Drawing<'a> {
    column: &'a Column,
    marks: Vec<Mark>,
    slots: Vec<Slot>,
    /// How far down ink reaches so far.
    last: Option<f32>,
}

impl Drawing<'_> {
    fn rows(&mut self, rows: &[Row<'_>], top: f32) {
        let mut baseline = top;
        for row in rows {
            baseline += row.advance;
            if row.ruled
                && let Some(last) = self.last
            {
                self.hairline((last + baseline - row.line.rise) / 2.0);
            }
            self.line(row.line, baseline);
            self.last = Some(baseline + row.line.fall);
        }
    }

    fn hairline(&mut self, middle: f32) {
        let Column { left, width, .. } = *self.column;
        self.marks.push(Mark::Rule { left, top: middle - HAIRLINE / 2.0, width, height: HAIRLINE, ink: Ink::Maroon });
    }

    fn line(&mut self, line: &Line, baseline: f32) {
        let shift = match self.column.stand {
            Stand::Beside(_) => 0.0,
            Stand::Under | Stand::Over => ((self.column.width - line.width()) / 2.0).max(0.0),
        };
        for piece in &line.pieces {
            self.piece(piece, self.column.left + shift + piece.left, baseline);
        }
    }

    fn piece(&mut self, piece: &Piece, left: f32, baseline: f32) {
        match piece.what.clone() {
            Said::Words { text, .. } if text.is_empty() => {}
            Said::Words { size, weight, ink, text } => {
                self.marks.push(Mark::Run(Run { left, baseline, size, weight, ink, text }));
            }
            Said::Slot { what, size, weight, ink } => {
                let width = self.column.left + self.column.width - left;
                self.slots.push(Slot { what, left, baseline, width, size, weight, ink });
            }
            Said::Logo { height, picture } => {
                let (top, width) = (baseline - height, piece.width);
                self.marks.push(Mark::Logo { left, top, width, height, picture });
            }
        }
    }
}
