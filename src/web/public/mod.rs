//! Pages that anyone may read: the verdict of a code, and what it links to.
pub(crate) mod assets;
pub(crate) mod example;
pub(crate) mod gallery;
pub(crate) mod home;
pub(crate) mod keys;
mod listed;
pub(crate) mod photo;
pub(crate) mod picture;
pub(crate) mod producer;
pub(crate) mod product;
pub(crate) mod reading;
pub(crate) mod region;
pub(crate) mod report;
pub(crate) mod sitemap;
pub(crate) mod statistics;
pub(crate) mod verdict;

pub(crate) use listed::number_in_path;
