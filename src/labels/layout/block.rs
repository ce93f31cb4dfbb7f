//! Blocks: one field each, set in lines of a column's width.

use std::sync::Arc;

use super::{Ink, Needs, POINTS_PER_MM, Picture, Variable, Weight};
use crate::labels::design::{Field, Nature, What};
use crate::labels::lettering::text::{self, Fitted, Measure, SEPARATOR};
use crate::labels::{Captions, LabelText};

/// Distance of baselines; height of capitals; how deep letters hang: in sizes of type.
const LEADING: f32 = 1.16;
const CAPITALS: f32 = 0.714;
pub(super) const DESCENT: f32 = 0.24;

/// Free space between a caption and its value, in millimetres.
pub(super) const CAPTION_GAP: f32 = 0.8;

/// Between the host and a short code in its address (docs/CODE.md, section 6).
pub(super) const BEFORE_CODE: &str = "/s/";

/// What arithmetic may be off by, in millimetres.
pub(super) const HAIR: f32 = 1e-3;

/// One field in its lines.
#[derive(Debug, Clone)]
pub(super) struct Block<'a> {
    pub(super) field: &'a Field,
    pub(super) lines: Vec<Line>,
    /// Size of type.
    pub(super) size: f32,
    /// Whether an ellipsis stands for a part of it.
    pub(super) cut: bool,
    /// Whether a fact is broken over lines.
    pub(super) folded: bool,
    /// Whether it says less than it should where there is room.
    pub(super) terse: bool,
}

/// What stands on one baseline. Lengths are millimetres.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// From the baseline above.
    pub(super) advance: f32,
    /// From the upper edge of capitals, or of a picture, to the baseline.
    pub(super) rise: f32,
    /// From the baseline to what hangs deepest.
    pub(super) fall: f32,
    pub(super) pieces: Vec<Piece>,
}

/// Something on a line; `left` counts from the column's left edge.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) left: f32,
    pub(super) width: f32,
    pub(super) what: Said,
}

#[derive(Debug, Clone)]
pub(super) enum Said {
    Words { size: f32, weight: Weight, ink: Ink, text: String },
    Slot { what: Variable, size: f32, weight: Weight, ink: Ink },
    Logo { height: f32, picture: Arc<Picture> },
}

/// What there is to say.
#[derive(Clone, Copy)]
pub(super) struct Copy<'a> {
    pub(super) text: &'a LabelText,
    pub(super) captions: &'a Captions,
    pub(super) needs: Needs,
    /// What is indispensable is said in as little room as can be: the invitation briefly, the short code without its host.
    pub(super) terse: bool,
}

/// The words of a field.
enum Content {
    Nothing,
    Words(String),
    Listed(Vec<String>),
    /// Words of each label's own; in their place, others of the same length.
    Slot(Variable, String),
    /// What stands before a short code, and the code.
    Address(String, String),
    Logo(Arc<Picture>),
}

impl Copy<'_> {
    /// Sets a field in a column `width` mm wide, at a size of type or as much smaller as it must be, over at most so many lines.
    ///
    /// # Errors
    /// [`NoRoom`] when it cannot stand as its nature asks, however high the column.
    pub(super) fn set<'f>(&self, field: &'f Field, width: f32, size: f32, lines: usize) -> Result<Block<'f>, NoRoom> {
        let setting = Setting { field, width, size: size.max(field.least), lines };
        let mut block = match self.content(field) {
            Content::Nothing => Ok(setting.block(size, Vec::new())),
            Content::Words(words) if field.captioned => setting.fact(&self.caption(field.what), &words),
            Content::Words(words) => setting.words(&words),
            Content::Listed(items) => setting.list(&items),
            Content::Slot(what, like) => setting.slot(what, &self.caption(field.what), &like),
            Content::Address(before, like) => setting.address(&before, &like),
            Content::Logo(picture) => setting.logo(picture),
        }?;
        // In a sliver of a column even one letter, or an ellipsis alone, is too wide.
        block.terse = self.is_shorter(field.what);
        let within = block.lines.iter().all(|line| line.width() <= width + HAIR);
        within.then_some(block).ok_or(NoRoom)
    }

    /// Whether being terse makes a field shorter.
    fn is_shorter(&self, what: What) -> bool {
        let Captions { scan_to_check, scan_to_check_briefly, .. } = self.captions;
        self.terse
            && match what {
                What::ScanToCheck => scan_to_check != scan_to_check_briefly,
                What::ShortAddress => self.needs.short_code > 0 && !text::inert(&self.text.host).is_empty(),
                _ => false,
            }
    }

    fn content(&self, field: &Field) -> Content {
        let LabelText { product, producer, region, province, host, .. } = self.text;
        let said = |words: &str| match text::inert(words) {
            words if words.is_empty() => Content::Nothing,
            words => Content::Words(words),
        };
        let known = |words: &Option<String>| said(words.as_deref().unwrap_or_default());
        match field.what {
            What::Product => said(product),
            What::Producer => said(producer),
            What::Region => said(region),
            What::Province => said(province),
            What::Origin if region.contains(province.as_str()) => said(region),
            What::Origin => said(&format!("{region}, {province}")),
            What::ProductionCode => known(&self.text.production_code),
            What::Produced => known(&self.text.produced),
            What::BestBefore => known(&self.text.best_before),
            What::NetContent => known(&self.text.net_content),
            What::ScanToCheck if self.terse => said(&self.captions.scan_to_check_briefly),
            What::ScanToCheck => said(&self.captions.scan_to_check),
            What::Host => said(host),
            What::ShortAddress if self.needs.short_code == 0 => said(host),
            What::ShortAddress => self.short_address(),
            What::Text => said(&field.text),
            What::Certifications => self.certifications(),
            What::Item if self.needs.numbered => Content::Slot(Variable::Item, "8.888.888".into()),
            What::ShortCode if self.needs.short_code > 0 => Content::Slot(Variable::ShortCode, self.short_code()),
            What::Logo => self.text.logo.clone().map_or(Content::Nothing, Content::Logo),
            What::Item | What::ShortCode => Content::Nothing,
        }
    }

    fn certifications(&self) -> Content {
        let inert = self.text.certifications.iter().map(|words| text::inert(words));
        let items: Vec<String> = inert.filter(|words| !words.is_empty()).collect();
        if items.is_empty() { Content::Nothing } else { Content::Listed(items) }
    }

    fn short_address(&self) -> Content {
        match text::inert(&self.text.host) {
            host if host.is_empty() || self.terse => Content::Slot(Variable::ShortCode, self.short_code()),
            host => Content::Address(format!("{host}{BEFORE_CODE}"), self.short_code()),
        }
    }

    /// A short code somewhat wider than most of its length.
    fn short_code(&self) -> String {
        (1..=self.needs.short_code).map(|at| if at % 5 == 0 { '-' } else { 'B' }).collect()
    }

    fn caption(&self, what: What) -> String {
        let captions = self.captions;
        text::inert(match what {
            What::ProductionCode => &captions.production_code,
            What::Produced => &captions.produced,
            What::BestBefore => &captions.best_before,
            What::NetContent => &captions.net_content,
            What::Item => &captions.item,
            What::ShortCode => &captions.short_code,
            _ => "",
        })
    }
}

/// The column is too narrow.
#[derive(Debug)]
pub(super) struct NoRoom;

/// One field being set.
pub(super) struct Setting<'f> {
    pub(super) field: &'f Field,
    pub(super) width: f32,
    pub(super) size: f32,
    pub(super) lines: usize,
}

impl<'f> Setting<'f> {
    pub(super) fn measure(&self) -> Measure {
        let Self { width, size, lines, field } = *self;
        Measure { width: width * POINTS_PER_MM, preferred: size, least: field.least, most: lines }
    }

    pub(super) fn block(&self, size: f32, lines: Vec<Line>) -> Block<'f> {
        Block { field: self.field, lines, size, cut: false, folded: false, terse: false }
    }

    /// Words in the field's own look.
    pub(super) fn said(&self, left: f32, size: f32, words: &str) -> Piece {
        let Field { weight, ink, .. } = *self.field;
        Piece {
            left,
            width: weight.width(words, size),
            what: Said::Words { size, weight, ink, text: words.to_owned() },
        }
    }

    fn fitted(&self, fitted: Fitted) -> Block<'f> {
        let Fitted { size, lines, cut } = fitted;
        let lines = lines.iter().map(|line| Line::of(size, vec![self.said(0.0, size, line)])).collect();
        Block { cut, ..self.block(size, lines) }
    }

    fn words(&self, words: &str) -> Result<Block<'f>, NoRoom> {
        let (face, measure) = (self.field.weight.typeface(), self.measure());
        match self.field.what.nature() {
            Nature::Name => Ok(self.fitted(text::fit(face, words, measure))),
            Nature::Value => Ok(self.fitted(self.whole_value(words))),
            Nature::Extra => text::whole(face, &[words], measure).map(|fitted| self.fitted(fitted)).ok_or(NoRoom),
        }
    }

    /// A value in the lines it may take; else in as many as it needs; else broken anywhere.
    fn whole_value(&self, words: &str) -> Fitted {
        let (face, measure) = (self.field.weight.typeface(), self.measure());
        let pieces = text::value_pieces(words);
        let any = Measure { preferred: self.field.least, most: pieces.len(), ..measure };
        let whole = text::whole(face, &pieces, measure).or_else(|| text::whole(face, &pieces, any));
        whole.unwrap_or_else(|| text::broken(face, words, measure))
    }

    /// Things of which none is broken.
    fn list(&self, items: &[String]) -> Result<Block<'f>, NoRoom> {
        let last = items.len() - 1;
        let pieces: Vec<String> = items.iter().map(|item| format!("{item} {SEPARATOR} ")).collect();
        let mut pieces: Vec<&str> = pieces.iter().map(String::as_str).collect();
        pieces[last] = &items[last];
        text::whole(self.field.weight.typeface(), &pieces, self.measure())
            .map(|fitted| self.fitted(fitted))
            .ok_or(NoRoom)
    }

    /// A value beside its caption, or under it.
    fn fact(&self, caption: &str, value: &str) -> Result<Block<'f>, NoRoom> {
        if let Some((size, lead)) = self.lead_beside(caption, value) {
            let value = self.said(lead.width + CAPTION_GAP, size, value);
            return Ok(self.block(size, vec![Line::of(size, vec![lead, value])]));
        }
        let lead = self.lead(caption, self.size);
        let mut block = Setting { lines: self.lines.max(2) - 1, ..*self }.words(value)?;
        block.folded = block.lines.len() > 1;
        block.lines.insert(0, Line::of(self.size, vec![lead]));
        Ok(block)
    }

    /// The caption, at the largest size at which a value fits beside it.
    pub(super) fn lead_beside(&self, caption: &str, value: &str) -> Option<(f32, Piece)> {
        self.measure().sizes().find_map(|size| {
            let lead = self.lead(caption, size);
            let taken = lead.width + CAPTION_GAP + self.field.weight.width(value, size);
            (taken <= self.width).then_some((size, lead))
        })
    }

    pub(super) fn lead(&self, caption: &str, size: f32) -> Piece {
        let measure = Measure { preferred: size, most: 1, ..self.measure() };
        let Fitted { size, lines, .. } = text::fit(Weight::Regular.typeface(), caption, measure);
        let text = lines.concat();
        let width = Weight::Regular.width(&text, size);
        Piece { left: 0.0, width, what: Said::Words { size, weight: Weight::Regular, ink: Ink::Grey, text } }
    }

    fn logo(&self, picture: Arc<Picture>) -> Result<Block<'f>, NoRoom> {
        let shape = picture.width as f32 / picture.height.max(1) as f32;
        let height = self.field.height.min(self.width / shape);
        if height < 2.0 || height * shape < 2.0 {
            return Err(NoRoom);
        }
        let piece = Piece { left: 0.0, width: height * shape, what: Said::Logo { height, picture } };
        Ok(self.block(self.size, vec![Line { advance: height, rise: height, fall: 0.0, pieces: vec![piece] }]))
    }
}

impl Line {
    pub(super) fn of(size: f32, pieces: Vec<Piece>) -> Self {
        let em = size / POINTS_PER_MM;
        Self { advance: LEADING * em, rise: CAPITALS * em, fall: DESCENT * em, pieces }
    }

    /// Puts another line behind this one.
    pub(super) fn append(&mut self, other: &Self, gap: f32) {
        let left = self.width() + gap;
        self.pieces.extend(other.pieces.iter().map(|piece| Piece { left: left + piece.left, ..piece.clone() }));
        self.advance = self.advance.max(other.advance);
        self.rise = self.rise.max(other.rise);
        self.fall = self.fall.max(other.fall);
    }

    /// Width of what stands on it.
    pub(super) fn width(&self) -> f32 {
        self.pieces.last().map_or(0.0, |piece| piece.left + piece.width)
    }
}
