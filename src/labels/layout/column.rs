//! Columns: which fields get how much room, and where their lines stand.
//!
//! First all type shrinks together, a little. When that is not enough, everything is set in its least size, in lines close to one
//! another, and room is dealt out: first to what no label is without, in its shortest form; then to what identifies the goods, whole,
//! and to the longer forms; then a line for each name, then further lines, then what is extra.

use super::block::{Block, Copy, HAIR, Line, Piece, Said};
use super::ground::{Column, Stand};
use super::{Ink, Mark, Note, Run, Slot};
use crate::labels::design::{Field, Nature, Part, What};

/// Free space between a field and the one beside it, in millimetres: as it should be, and where room is short.
const BESIDE_GAPS: [f32; 2] = [2.2, 1.2];

/// How far small letters with stems reach over their baseline, in heights of capitals.
const STEMS: f32 = 1.1;

/// Thickness of a hairline, in millimetres.
const HAIRLINE: f32 = 0.18;

/// The least room between two lines for a hairline, in millimetres.
const RULE_ROOM: f32 = 0.6;

/// Sizes of type that are tried, of the full one.
const SCALES: [f32; 7] = [1.0, 0.95, 0.9, 0.85, 0.8, 0.75, LEAST_SCALE];
const LEAST_SCALE: f32 = 0.7;

/// Distance of lines at the least scale, of the usual one, and free space above fields, of the design's.
const CLOSE: f32 = 0.9;
const CLOSE_GAP: f32 = 0.4;

/// Fields in their lines, which fit their column.
pub(super) struct Filled<'a> {
    pub(super) blocks: Vec<Block<'a>>,
    pub(super) notes: Vec<Note>,
    /// What no label is without and found no room.
    pub(super) lacking: Vec<&'static str>,
    /// Sizes of type, of the full ones.
    pub(super) scale: f32,
}

/// Fills a column.
pub(super) fn fill<'a>(fields: &[&'a Field], copy: Copy<'_>, column: &Column) -> Filled<'a> {
    let shrunk = SCALES.into_iter().find_map(|scale| {
        let blocks = joined(set(fields, copy, column, scale)?, column);
        let notes = blocks.iter().filter_map(cut).collect();
        fits(&blocks, scale, column).then(|| Filled { blocks, notes, lacking: Vec::new(), scale })
    });
    shrunk.unwrap_or_else(|| deal(fields, copy, column))
}

/// All fields at one scale; nothing if one of them cannot be said.
fn set<'a>(fields: &[&'a Field], copy: Copy<'_>, column: &Column, scale: f32) -> Option<Vec<Block<'a>>> {
    let one = |field: &'a Field, size: f32| copy.set(field, column.width, size, field.lines).ok();
    let blocks: Vec<_> = fields.iter().map(|field| one(field, field.size * scale)).collect::<Option<_>>()?;
    let limits = Limits::of(&blocks);
    let again = |block: Block<'a>| match limits.on(block.field) {
        limit if limit < block.size => one(block.field, limit),
        _ => Some(block),
    };
    blocks.into_iter().map(again).collect()
}

/// How large some fields may be because of others, in points.
struct Limits {
    /// All facts have one size.
    fact: f32,
    /// No name is larger than the first, the product's.
    name: f32,
}

impl Limits {
    fn of(blocks: &[Block<'_>]) -> Self {
        let said = || blocks.iter().filter(|block| !block.lines.is_empty());
        let facts = said().filter(|block| block.field.captioned).map(|block| block.size);
        let name = said().find(|block| block.field.what.nature() == Nature::Name);
        Self { fact: facts.fold(f32::INFINITY, f32::min), name: name.map_or(f32::INFINITY, |block| block.size) }
    }

    fn on(&self, field: &Field) -> f32 {
        match field.what.nature() {
            Nature::Name => self.name,
            Nature::Value | Nature::Extra if field.captioned => self.fact,
            Nature::Value | Nature::Extra => f32::INFINITY,
        }
    }
}

/// What a block does not say of its field.
fn cut(block: &Block<'_>) -> Option<Note> {
    block.cut.then(|| Note::Cut { field: block.field.what.word(), printed: words(block) })
}

/// The words of a block.
fn words(block: &Block<'_>) -> String {
    let words = |piece: &Piece| match &piece.what {
        Said::Words { text, .. } => Some(text.clone()),
        Said::Slot { .. } | Said::Logo { .. } => None,
    };
    block.lines.iter().flat_map(|line| &line.pieces).filter_map(words).collect::<Vec<_>>().join(" ")
}

/// Deals room out, in the least size.
fn deal<'a>(fields: &[&'a Field], copy: Copy<'_>, column: &Column) -> Filled<'a> {
    let scale = LEAST_SCALE;
    let mut dealt: Vec<Option<Block<'a>>> = vec![None; fields.len()];
    let mut give = |index: usize, lines: usize, copy: Copy<'_>| {
        let Ok(block) = copy.set(fields[index], column.width, 0.0, lines) else { return };
        let before = dealt[index].replace(block);
        if !fits(&joined(dealt.iter().flatten().cloned().collect(), column), scale, column) {
            dealt[index] = before;
        }
    };
    let all = || 0..fields.len();
    let of = |nature: Nature| all().filter(move |&index| fields[index].what.nature() == nature);
    let terse = Copy { terse: true, ..copy };
    all()
        .filter(|&index| fields[index].what.is_indispensable())
        .for_each(|index| give(index, fields[index].lines, terse));
    of(Nature::Value).for_each(|index| give(index, fields[index].lines, copy));
    for lines in 1..=6 {
        of(Nature::Name).filter(|&index| lines <= fields[index].lines).for_each(|index| give(index, lines, copy));
    }
    of(Nature::Extra).for_each(|index| give(index, fields[index].lines, copy));
    let left = || fields.iter().zip(&dealt).filter(|(_, block)| block.is_none()).map(|(field, _)| field.what);
    let lacking = left().filter(|what| what.is_indispensable()).map(What::word).collect();
    let mut notes: Vec<Note> = left().map(|what| Note::Left { field: what.word() }).collect();
    notes.extend(dealt.iter().flatten().filter_map(|block| cut(block).or_else(|| copy.lacking(block))));
    let blocks = joined(dealt.into_iter().flatten().collect(), column);
    Filled { blocks, notes, lacking, scale }
}

impl Copy<'_> {
    /// What a block that was said tersely does not say.
    fn lacking(&self, block: &Block<'_>) -> Option<Note> {
        let field = block.field.what;
        match field {
            _ if !block.terse => None,
            What::ShortAddress => Some(Note::Left { field: What::Host.word() }),
            _ => Some(Note::Cut { field: field.word(), printed: words(block) }),
        }
    }
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
    let (close, gaps) = if scale > LEAST_SCALE { (1.0, scale) } else { (CLOSE, CLOSE_GAP) };
    blocks.flat_map(move |block| {
        block.lines.iter().enumerate().map(move |(index, line)| {
            let gap = if index == 0 { block.field.gap * gaps } else { 0.0 };
            Row { line, advance: gap + line.advance * close, ruled: index == 0 && block.field.ruled }
        })
    })
}

/// Head and foot in order; the very first line stands with its capitals at the upper edge.
fn all_rows<'a>(blocks: &'a [Block<'a>], scale: f32) -> (Vec<Row<'a>>, Vec<Row<'a>>) {
    let mut head: Vec<_> = rows(blocks, Part::Head, scale).collect();
    let mut foot: Vec<_> = rows(blocks, Part::Foot, scale).collect();
    let mut above: Option<&Line> = None;
    for row in head.iter_mut().chain(&mut foot) {
        match above {
            // What hangs from large letters must not meet small ones, nor the hairline between them.
            Some(line) => {
                let between = if row.ruled { RULE_ROOM } else { 0.0 };
                row.advance = row.advance.max(line.fall + between + STEMS * row.line.rise);
            }
            None => (row.advance, row.ruled) = (row.line.rise, false),
        }
        above = Some(row.line);
    }
    (head, foot)
}

/// Fields that stand beside another go behind it on its last line, where there is room.
fn joined<'a>(blocks: Vec<Block<'a>>, column: &Column) -> Vec<Block<'a>> {
    let mut joined: Vec<Block<'a>> = Vec::new();
    for block in blocks {
        let before = joined.last_mut().filter(|_| block.field.beside).and_then(|block| block.lines.last_mut());
        let beside = match (before, &block.lines[..]) {
            (Some(line), [alone]) => {
                let room = column.width - line.width() - alone.width();
                BESIDE_GAPS.into_iter().find(|&gap| gap <= room).map(|gap| line.append(alone, gap))
            }
            _ => None,
        };
        if beside.is_none() {
            joined.push(block);
        }
    }
    joined
}

fn fits(blocks: &[Block<'_>], scale: f32, column: &Column) -> bool {
    let (head, foot) = all_rows(blocks, scale);
    stems(&head, &foot) + span(&head) + span(&foot) + fall(&head, &foot) <= column.bottom - column.top + HAIR
}

/// How far stems of the first line reach over its capitals.
fn stems(head: &[Row<'_>], foot: &[Row<'_>]) -> f32 {
    head.first().or(foot.first()).map_or(0.0, |row| row.line.rise * (STEMS - 1.0))
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
    let highest = column.top + stems(&head, &foot);
    let free = (column.bottom - highest - taken - fall).max(0.0);
    let reach = match column.stand {
        Stand::Beside(symbol) if !head.is_empty() && !foot.is_empty() => symbol.clamp(taken, taken + free),
        Stand::Beside(_) | Stand::Under | Stand::Over => taken,
    };
    let top = match column.stand {
        // Half way down as the symbol is, and higher only if letters would hang out of the column.
        Stand::Beside(_) => {
            ((column.top + column.bottom - reach) / 2.0).min(column.bottom - fall - reach).max(column.top)
        }
        Stand::Under => highest,
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
                self.hairline((last + baseline - STEMS * row.line.rise) / 2.0);
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
