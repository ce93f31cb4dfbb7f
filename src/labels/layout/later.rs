//! Room for words that come later, because each label has its own: item numbers and short codes.

use super::Variable;
use super::block::{BEFORE_CODE, Block, CAPTION_GAP, Line, NoRoom, Piece, Said, Setting};
use super::slots::shared_out;
use crate::labels::design::Field;
use crate::labels::lettering::text::{self, Measure};

impl<'f> Setting<'f> {
    /// Room beside a caption, or in lines of its own. `like` is as long as the words will be.
    pub(super) fn slot(&self, what: Variable, caption: &str, like: &str) -> Result<Block<'f>, NoRoom> {
        if self.field.captioned
            && let Some((size, lead)) = self.lead_beside(caption, like)
        {
            let room = self.room(what, lead.width + CAPTION_GAP, size, like);
            return Ok(self.block(size, vec![Line::of(size, vec![lead, room])]));
        }
        let ways = (1..=self.lines).flat_map(|lines| self.measure().sizes().map(move |size| (lines, size)));
        let whole = ways.into_iter().find_map(|(lines, size)| Some((size, self.shared(what, like, lines, size)?)));
        let (size, lines) = whole.ok_or(NoRoom)?;
        let lead = self.field.captioned.then(|| Line::of(size, vec![self.lead(caption, size)]));
        Ok(self.block(size, lead.into_iter().chain(lines).collect()))
    }

    /// A short code behind its host on one line, or in lines of its own under it: in as few lines as can be, then in as large a
    /// type.
    pub(super) fn address(&self, before: &str, like: &str) -> Result<Block<'f>, NoRoom> {
        let ways = (1..=self.lines).flat_map(|lines| self.measure().sizes().map(move |size| (lines, size)));
        let set = |(lines, size)| Some((size, self.address_in(lines, size, before, like)?));
        let (size, lines) = ways.into_iter().find_map(set).ok_or(NoRoom)?;
        Ok(self.block(size, lines))
    }

    /// The same in so many lines of one size, if that is possible.
    fn address_in(&self, lines: usize, size: f32, before: &str, like: &str) -> Option<Vec<Line>> {
        if lines == 1 {
            let host = self.said(0.0, size, before);
            let room = self.room(Variable::ShortCode, host.width, size, like);
            return (room.left + room.width <= self.width).then(|| vec![Line::of(size, vec![host, room])]);
        }
        (1..lines).find_map(|code_lines| {
            let measure = Measure { preferred: size, least: size, most: lines - code_lines, ..self.measure() };
            let host = text::whole(self.field.weight.typeface(), &host_pieces(before), measure)?;
            let host = host.lines.iter().map(|line| Line::of(size, vec![self.said(0.0, size, line)]));
            Some(host.chain(self.shared(Variable::ShortCode, like, code_lines, size)?).collect())
        })
    }

    /// Words shared out over so many lines of one size, if they fit.
    fn shared(&self, what: Variable, like: &str, lines: usize, size: f32) -> Option<Vec<Line>> {
        let rooms: Vec<Piece> = shared_out(like, lines).map(|part| self.room(what, 0.0, size, part)).collect();
        let fit = rooms.iter().all(|room| room.width <= self.width);
        fit.then(|| rooms.into_iter().map(|room| Line::of(size, vec![room])).collect())
    }

    fn room(&self, what: Variable, left: f32, size: f32, like: &str) -> Piece {
        let Field { weight, ink, .. } = *self.field;
        Piece { left, width: weight.width(like, size), what: Said::Slot { what, size, weight, ink } }
    }
}

/// Pieces of a host, the last with what stands before the code: a line that begins with a bare `s/` would puzzle.
fn host_pieces(before: &str) -> Vec<&str> {
    let host = before.strip_suffix(BEFORE_CODE).unwrap_or(before);
    let mut pieces = text::value_pieces(host);
    if let Some(last) = pieces.last_mut() {
        *last = &before[host.len() - last.len()..];
    }
    pieces
}
