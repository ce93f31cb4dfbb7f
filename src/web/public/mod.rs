//! Pages that anyone may read: the verdict of a code, and what it links to.
pub(crate) mod assets;
pub(crate) mod example;
pub(crate) mod home;
pub(crate) mod keys;
pub(crate) mod photo;
pub(crate) mod reading;
pub(crate) mod verdict;
