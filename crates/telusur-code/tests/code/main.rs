//! The format, held by vectors, by a second implementation, and by random claims.
mod properties;
mod refusals;
mod second_opinion;
mod strangers;
mod vectors;
