//! Short codes: what stands on a label too small for a signed code, and what is typed by hand when a symbol is damaged.
//!
//! A *short code* names a batch and an item, and carries a *proof*: 30 bits that only the holder of the register's *secret*
//! can compute, over both and over what the codes of the batch say. So no table of codes is kept, and a guess succeeds once in 2^30 tries. A *check character* tells a slip of the
//! finger from a guess. Nothing is signed: whoever asks with a short code believes the register that answers.
//!
//! [`ShortCode`] is pure spelling. [`Secret`] makes codes, [`Secrets`] recognise them, and [`store`] keeps them: the first is
//! made when it is first needed, and none is ever changed or deleted. The format is in docs/CODE.md, section 6.
mod check;
mod code;
mod secret;
pub mod store;

pub use code::{LARGEST, Misread, ShortCode};
pub use secret::{Secret, Secrets};
