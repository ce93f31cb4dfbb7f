//! Search that forgives spelling.
//!
//! A text is *folded* into words: small letters without accents, the old spelling made new (`Tjoklat`, `coklat`), doubled letters
//! made one. The words of all products are the *vocabulary*. What somebody types is folded the same way, each word is replaced
//! by those of the vocabulary that are near to it, and a product is found when it has one for each.
mod fold;
mod vocabulary;

pub use fold::fold;
pub use vocabulary::{MOST_WORDS, NEAR, Vocabulary};
