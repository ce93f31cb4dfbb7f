//! The archive while it grows.

use std::io::Write;

use flate2::{Compress, Compression, Crc, FlushCompress, Status};

use super::Error;
use super::directory::{self, Directory, File, Packing};

/// Names that every workbook (ECMA-376, part 2) must have, though we would give none like them.
const WORKBOOK: [&str; 2] = ["[Content_Types].xml", "_rels/.rels"];

/// How far a buffer grows at a time, in bytes.
const STEP: usize = 1 << 16;

/// An archive being written. It makes many small writes: give it an output with a buffer.
///
/// ```
/// use std::io::Write;
/// use telusur::zip::Archive;
///
/// let mut archive = Archive::new(Vec::new());
/// archive.store("logo.png", b"already small")?;
/// archive.pack("kode/KS-07-0000001.svg", b"<svg/>")?;
/// archive.begin("codes.csv")?;
/// writeln!(archive, "1,https://cek.example.id/1")?;
/// let bytes = archive.finish()?;
/// assert!(bytes.starts_with(b"PK"));
/// # Ok::<(), telusur::zip::Error>(())
/// ```
pub struct Archive<W: Write> {
    out: W,
    directory: Directory,
    deflate: Compress,
    /// What the compressor gave and the output has not.
    packed: Vec<u8>,
    open: Option<Open>,
}

/// A file that is written in parts.
struct Open {
    name: String,
    check: Crc,
    length: u64,
    packed: u64,
}

/// How many files begin, compressed once for all of them.
///
/// Deflate blocks may stand one after the other (RFC 1951, section 3.2.3), so the rest of a file is compressed for itself.
#[derive(Default)]
pub struct Opening {
    length: u64,
    check: Crc,
    packed: Vec<u8>,
}

impl Opening {
    /// Compresses an opening.
    ///
    /// # Errors
    /// [`Error::Io`], which memory does not cause.
    pub fn of(content: &[u8]) -> Result<Self, Error> {
        let mut packed = Vec::new();
        squeeze(&mut Compress::new(Compression::best(), false), content, FlushCompress::Sync, &mut packed)?;
        Ok(Self { length: content.len() as u64, check: crc(content), packed })
    }
}

impl<W: Write> Archive<W> {
    /// Begins an archive.
    pub fn new(out: W) -> Self {
        let deflate = Compress::new(Compression::fast(), false);
        Self { out, directory: Directory::default(), deflate, packed: Vec::new(), open: None }
    }

    /// Adds a file as it is: for what is compressed already, such as PNG. It ends the file that was begun.
    ///
    /// # Errors
    /// [`Error::FileName`] for a name that is not one, [`Error::FileInArchive`] above 4 GiB; [`Error::Io`].
    pub fn store(&mut self, name: &str, content: &[u8]) -> Result<(), Error> {
        self.end()?;
        let length = size(name, content.len() as u64)?;
        let file =
            File { name: checked(name)?, packing: Packing::Stored, check: crc(content).sum(), length, packed: length };
        self.out.write_all(&directory::head(&file))?;
        self.out.write_all(content)?;
        self.directory.add(&file);
        Ok(())
    }

    /// Adds a file, compressed. It ends the file that was begun.
    ///
    /// # Errors
    /// As [`store`](Self::store).
    pub fn pack(&mut self, name: &str, content: &[u8]) -> Result<(), Error> {
        self.pack_after(&Opening::default(), name, content)
    }

    /// Adds a file, compressed, that begins like others: the opening is not compressed again. It ends the file that was begun.
    ///
    /// # Errors
    /// As [`store`](Self::store).
    pub fn pack_after(&mut self, opening: &Opening, name: &str, rest: &[u8]) -> Result<(), Error> {
        self.end()?;
        let (name, length) = (checked(name)?, size(name, opening.length + rest.len() as u64)?);
        self.deflate.reset();
        self.packed.clear();
        self.squeeze(rest, FlushCompress::Finish)?;
        let packed = size(name, (opening.packed.len() + self.packed.len()) as u64)?;
        let mut check = Crc::new();
        check.combine(&opening.check);
        check.combine(&crc(rest));
        let file = File { name, packing: Packing::Deflated, check: check.sum(), length, packed };
        self.out.write_all(&directory::head(&file))?;
        self.out.write_all(&opening.packed)?;
        self.out.write_all(&self.packed)?;
        self.directory.add(&file);
        Ok(())
    }

    /// Begins a file of any length: what is written to the archive from here on is its content, compressed as it comes. It ends
    /// the file before.
    ///
    /// # Errors
    /// [`Error::FileName`], [`Error::Io`].
    pub fn begin(&mut self, name: &str) -> Result<(), Error> {
        self.end()?;
        self.deflate.reset();
        self.packed.clear();
        let file = File { name: checked(name)?, packing: Packing::Streamed, check: 0, length: 0, packed: 0 };
        self.out.write_all(&directory::head(&file))?;
        self.open = Some(Open { name: name.to_owned(), check: Crc::new(), length: 0, packed: 0 });
        Ok(())
    }

    /// Ends the archive and gives the output back, not flushed.
    ///
    /// # Errors
    /// [`Error::FileInArchive`] when the last file passed 4 GiB; [`Error::Io`].
    pub fn finish(mut self) -> Result<W, Error> {
        self.end()?;
        self.directory.write(&mut self.out)?;
        Ok(self.out)
    }

    /// Ends the file that was begun, if one was: its checksum and lengths follow it.
    fn end(&mut self) -> Result<(), Error> {
        let Some(mut open) = self.open.take() else { return Ok(()) };
        self.squeeze(&[], FlushCompress::Finish)?;
        open.packed += self.drain()?;
        let file = File {
            name: &open.name,
            packing: Packing::Streamed,
            check: open.check.sum(),
            length: size(&open.name, open.length)?,
            packed: size(&open.name, open.packed)?,
        };
        self.out.write_all(&directory::descriptor(&file))?;
        self.directory.add(&file);
        Ok(())
    }

    /// Compresses into the buffer.
    fn squeeze(&mut self, content: &[u8], flush: FlushCompress) -> std::io::Result<()> {
        squeeze(&mut self.deflate, content, flush, &mut self.packed)
    }

    /// Writes the buffer out; says how long it was.
    fn drain(&mut self) -> std::io::Result<u64> {
        self.out.write_all(&self.packed)?;
        let length = self.packed.len() as u64;
        self.packed.clear();
        Ok(length)
    }
}

/// Writes to the file that was [begun](Archive::begin).
impl<W: Write> Write for Archive<W> {
    fn write(&mut self, content: &[u8]) -> std::io::Result<usize> {
        let Some(mut open) = self.open.take() else {
            return Err(std::io::Error::other("no file was begun in the archive"));
        };
        open.check.update(content);
        open.length += content.len() as u64;
        self.squeeze(content, FlushCompress::None)?;
        open.packed += self.drain()?;
        self.open = Some(open);
        Ok(content.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}

/// Compresses all of a content.
fn squeeze(
    deflate: &mut Compress,
    mut content: &[u8],
    flush: FlushCompress,
    packed: &mut Vec<u8>,
) -> std::io::Result<()> {
    loop {
        packed.reserve(STEP);
        let before = deflate.total_in();
        let status = deflate.compress_vec(content, packed, flush).map_err(std::io::Error::other)?;
        content = &content[(deflate.total_in() - before) as usize..];
        // What is flushed is whole when the compressor left room.
        let whole = match flush {
            FlushCompress::Finish => status == Status::StreamEnd,
            _ => content.is_empty() && packed.len() < packed.capacity(),
        };
        if whole {
            return Ok(());
        }
    }
}

/// Any text as part of a file's name: letters and digits of ASCII, `-`, `_` and `.` stay, all else becomes `-`.
///
/// ```
/// assert_eq!(telusur::zip::safe_name("Kopi/../é KS 07"), "Kopi-.---KS-07");
/// assert_eq!(telusur::zip::safe_name(".."), "kode");
/// ```
pub fn safe_name(text: &str) -> String {
    let mut name = String::new();
    for character in text.chars().take(60) {
        let safe = if is_safe(character) { character } else { '-' };
        if !(safe == '.' && name.ends_with('.')) {
            name.push(safe);
        }
    }
    let trimmed = name.trim_matches(['-', '.']);
    if trimmed.is_empty() { "kode".to_owned() } else { trimmed.to_owned() }
}

fn is_safe(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '.')
}

/// A name that any system can unpack, and that stays inside the folder it is unpacked in.
pub(super) fn checked(name: &str) -> Result<&str, Error> {
    let part_is_good = |part: &str| !part.is_empty() && !part.starts_with('.') && part.chars().all(is_safe);
    let good = name.len() <= 255 && name.split('/').all(part_is_good);
    if good || WORKBOOK.contains(&name) { Ok(name) } else { Err(Error::FileName { name: name.to_owned() }) }
}

/// The length of a file; the 32-bit fields beside each file hold it.
fn size(name: &str, length: u64) -> Result<u32, Error> {
    // 0xffff_ffff means "elsewhere".
    let fits = u32::try_from(length).ok().filter(|&length| length != u32::MAX);
    fits.ok_or_else(|| Error::FileInArchive { name: name.to_owned() })
}

pub(super) fn crc(content: &[u8]) -> Crc {
    let mut crc = Crc::new();
    crc.update(content);
    crc
}
