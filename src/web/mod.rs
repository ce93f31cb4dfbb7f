//! The web door: pages for people.
//!
//! A code's own address (`/DIGITS`, `/01/…?t=DIGITS`) answers with its *verdict*; everything else here is what that page
//! links to: the producer, the product, the region, the keys, how it works, privacy. Pages are complete without
//! JavaScript, send no cookie, and name no foreign host but the authorities' own registers, as links.
//!
//! A *desk* is a page of work, for somebody who signed in (`account/`): it knows them by a cookie that no public page sets or reads,
//! takes forms only from its own pages (`origin`), and is kept by no cache. Things that belong to others are not there (404).
//! Desks, and the form of reports, have a script (`static/forms.js`), which no form needs; passkeys have one that they do need.
//!
//! Promises: a bad code is a page with status 200, never an error; any bytes in any address or field get a clear answer;
//! text that people wrote is inert in HTML, because only templates make HTML.
mod account;
mod agency;
mod client;
mod error;
mod escape;
mod gzip;
mod headers;
mod health;
mod links;
mod map;
mod origin;
mod oversight;
mod pace;
mod producer;
mod public;
mod router;
mod server;
mod share;
mod shell;
mod signed_in;
mod site;
mod visitor;

#[cfg(test)]
mod tests;

pub use client::Proxies;
pub use router::{State, around, router};
pub use server::serve;
pub use site::Site;
