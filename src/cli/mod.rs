//! The command line: what an operator, a producer's helper or an auditor types.
//!
//! Data goes to standard output, messages to standard error. Exit status: 0 done, 1 it could not be done (storage,
//! files, network), 2 it was asked wrongly or is refused; `verify` has one status per verdict (see its `--help`).
mod audit;
mod backup;
mod calibrate;
mod certify;
mod checklist;
mod codes;
mod demo;
mod doctor;
mod export;
mod failure;
mod house;
mod import;
mod issue;
mod keys;
mod labels;
mod lift;
mod list;
mod migrate;
mod passphrase;
mod printers;
mod program;
mod progress;
mod recall;
mod revoke;
mod say;
mod serve;
mod set;
mod templates;
mod trail;
mod users;
mod verify;
mod whole_file;

pub use program::run;
