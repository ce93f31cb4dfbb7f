//! Lettering: which glyph draws a character, how wide a text is, and how it is made inert and made to fit.
pub(super) mod text;
pub(super) mod typeface;
