//! ZIP archives: written as they grow, one file after another, then the directory of all of them; and read from memory, where
//! nothing that they say of themselves is believed.
//!
//! Written after PKWARE's APPNOTE 6.3.10, with its Zip64 records where an archive has more than 65,534 files or passes 4 GiB. Of
//! each file only a handful of bytes is kept: what its line in the directory adds to the line before. Every file has the same date,
//! so that the same files make the same archive.
mod archive;
mod contents;
mod directory;
mod error;

pub use archive::{Archive, Opening, safe_name};
pub use contents::{Contents, Entry};
pub use error::{Error, Unreadable};

#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) use tests::read;
