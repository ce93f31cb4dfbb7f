//! A PDF file that is written while it is made: each object leaves memory as soon as it is drawn.
//!
//! What stays is eight bytes an object, its place in the file, for the table at the end.

use std::io::{BufWriter, Write};

use pdf_writer::{Chunk, Ref, Settings};

use crate::labels::Error;

/// The file's table of objects has ten digits for a place.
const LAST_PLACE: u64 = 9_999_999_999;

/// Without indentation: the reader is a machine.
pub(super) const COMPACT: Settings = Settings { pretty: false };

pub(super) struct Document<W: Write> {
    out: BufWriter<W>,
    written: u64,
    /// Place of object n at index n - 1.
    places: Vec<u64>,
}

impl<W: Write> Document<W> {
    pub(super) fn start(out: W) -> Result<Self, Error> {
        let mut document = Self { out: BufWriter::with_capacity(1 << 16, out), written: 0, places: Vec::new() };
        // The comment's high bytes tell old transfer programs that the file is not text.
        document.append(b"%PDF-1.7\n%\x80\x80\x80\x80\n\n")?;
        Ok(document)
    }

    /// A number for an object that is [written](Self::write) now or later, once.
    pub(super) fn reserve(&mut self) -> Ref {
        self.places.push(0);
        Ref::new(self.places.len() as i32)
    }

    /// Writes the one object that `draw` puts into the chunk under the reserved number.
    pub(super) fn write(&mut self, object: Ref, draw: impl FnOnce(&mut Chunk, Ref)) -> Result<(), Error> {
        let mut chunk = Chunk::with_settings(COMPACT);
        draw(&mut chunk, object);
        debug_assert!(chunk.refs().eq([object]), "one object at a time");
        if self.written > LAST_PLACE {
            return Err(Error::FileTooLarge);
        }
        self.places[object.get() as usize - 1] = self.written;
        self.append(chunk.as_bytes())
    }

    /// Reserves and writes.
    pub(super) fn add(&mut self, draw: impl FnOnce(&mut Chunk, Ref)) -> Result<Ref, Error> {
        let object = self.reserve();
        self.write(object, draw)?;
        Ok(object)
    }

    /// Writes the table of objects and gives the output back.
    pub(super) fn finish(mut self, catalog: Ref, info: Ref) -> Result<W, Error> {
        let (table, size) = (self.written, self.places.len() + 1);
        write!(self.out, "xref\n0 {size}\n0000000000 65535 f\r\n")?;
        for place in &self.places {
            write!(self.out, "{place:010} 00000 n\r\n")?;
        }
        let (catalog, info) = (catalog.get(), info.get());
        write!(self.out, "trailer\n<</Size {size}/Root {catalog} 0 R/Info {info} 0 R>>\nstartxref\n{table}\n%%EOF\n")?;
        self.out.flush()?;
        self.out.into_inner().map_err(|failed| Error::Io(failed.into_error()))
    }

    fn append(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.out.write_all(bytes)?;
        self.written += bytes.len() as u64;
        Ok(())
    }
}
