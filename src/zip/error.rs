//! Why an archive could not be written, or read.

/// Why an archive could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An archive takes no such name, because some system could not unpack it, or would unpack it elsewhere.
    #[error(
        "{name:?} cannot be the name of a file in the archive: use ASCII letters, digits, '-', '_' and '.', in folders set off by '/'"
    )]
    FileName {
        /// The name asked for.
        name: String,
    },

    /// One file of an archive is too long: divide it.
    #[error("{name} would pass 4 GiB, more than one file of the archive can be: divide it over several archives")]
    FileInArchive {
        /// Its name.
        name: String,
    },

    /// The output could not be written.
    #[error("the output could not be written: {0}")]
    Io(#[from] std::io::Error),
}

/// Why an archive of somebody else is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unreadable {
    /// It is cut off, damaged, or contradicts itself.
    #[error("the archive is damaged")]
    Damaged,
    /// Its files cannot be read without a password.
    #[error("the archive is encrypted")]
    Encrypted,
    /// It is of a kind that is not read here: packed by another method than Deflate, over several disks, or with Zip64.
    #[error("the archive is of a kind that is not read here")]
    Foreign,
    /// It has more files, or unpacks to more, than is read.
    #[error("the archive unpacks to more than is read")]
    TooMuch,
}

impl From<Unreadable> for std::io::Error {
    fn from(reason: Unreadable) -> Self {
        std::io::Error::other(reason)
    }
}

impl Unreadable {
    /// The reason inside an error of reading; any other error is damage.
    pub fn of(error: &std::io::Error) -> Unreadable {
        error.get_ref().and_then(|inner| inner.downcast_ref::<Unreadable>()).copied().unwrap_or(Unreadable::Damaged)
    }
}
