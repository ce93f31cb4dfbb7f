//! Symbols as objects of the file, each one unit wide and high, drawn in the ink of whoever places it.

use std::io::Write;

use flate2::{Compress, Compression, FlushCompress, Status};
use pdf_writer::{Filter, Rect, Ref};

use super::document::Document;
use super::modules;
use crate::labels::layout::SymbolPlace;
use crate::labels::{EcLevel, Error, Symbol};

/// How hard paths are deflated: the first levels save most of the space and cost little of the time.
const DEFLATION: u32 = 3;

/// Draws the symbols of one file.
pub(super) struct Symbols {
    drawn_as: DrawnAs,
    level: EcLevel,
    /// Kept, because to make one takes longer than to use it.
    squeeze: Compress,
    /// The last one: labels that are not told apart share a symbol.
    last: Option<Drawn>,
}

/// How a symbol is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum DrawnAs {
    /// A picture of one bit a module: small in the file, and sharp where a module is whole dots. Elsewhere programs make some of
    /// its modules a dot wider than others.
    Picture,
    /// One path: every edge where it should be, on any printer; and in any ink.
    Path,
}

struct Drawn {
    address: String,
    symbol: Ref,
    modules: usize,
}

impl Symbols {
    pub(super) fn new(drawn_as: DrawnAs, level: EcLevel) -> Self {
        Self { drawn_as, level, squeeze: Compress::new(Compression::new(DEFLATION), true), last: None }
    }

    /// The symbol of an address, which must have room in its place, and its width in modules.
    pub(super) fn draw<W: Write>(
        &mut self,
        address: &str,
        place: &SymbolPlace,
        document: &mut Document<W>,
    ) -> Result<(Ref, usize), Error> {
        if let Some(Drawn { symbol, modules, .. }) = self.last.as_ref().filter(|last| last.address == address) {
            return Ok((*symbol, *modules));
        }
        let symbol = place.encode(address, self.level)?;
        let modules = symbol.width();
        let symbol = match self.drawn_as {
            DrawnAs::Picture => picture(&symbol, document)?,
            DrawnAs::Path => self.path(&symbol, document)?,
        };
        self.last = Some(Drawn { address: address.to_owned(), symbol, modules });
        Ok((symbol, modules))
    }

    fn path<W: Write>(&mut self, symbol: &Symbol, document: &mut Document<W>) -> Result<Ref, Error> {
        let side = symbol.width() as f32;
        let path = self.squeezed(&modules::path(symbol))?;
        document.add(|chunk, id| {
            let mut form = chunk.form_xobject(id, &path);
            form.filter(Filter::FlateDecode);
            form.bbox(Rect::new(0.0, 0.0, side, side)).matrix([1.0 / side, 0.0, 0.0, -1.0 / side, 0.0, 1.0]);
            form.resources();
        })
    }

    fn squeezed(&mut self, bytes: &[u8]) -> Result<Vec<u8>, Error> {
        self.squeeze.reset();
        // Deflate adds a few bytes to every 16 KB, and six around it all.
        let mut small = Vec::with_capacity(bytes.len() + bytes.len() / 256 + 64);
        match self.squeeze.compress_vec(bytes, &mut small, FlushCompress::Finish) {
            Ok(Status::StreamEnd) => Ok(small),
            Ok(Status::Ok | Status::BufError) => Err(Error::Io(std::io::Error::other("the path did not deflate"))),
            Err(failed) => Err(Error::Io(std::io::Error::other(failed))),
        }
    }
}

/// One bit a module.
fn picture<W: Write>(symbol: &Symbol, document: &mut Document<W>) -> Result<Ref, Error> {
    let (side, modules) = (symbol.width() as i32, symbol.packed());
    document.add(|chunk, id| {
        let mut image = chunk.image_xobject(id, &modules);
        image.width(side).height(side).bits_per_component(1).image_mask(true).decode([1.0, 0.0]);
    })
}
