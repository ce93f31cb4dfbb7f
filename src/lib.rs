//! Telusur: signed QR labels that say where a product comes from, and the service that verifies them.
//!
//! Imports point downward only (see `docs/ARCHITECTURE.md`):
//! doors (`web`, `api`, `cli`), desks (`issuance`, `verification`, `printing`, `statistics`, `gallery`, `belongings`, `casework`,
//! `membership`, `workshop`), ledgers (`registry`, `keyring`, `recalls`, `short_code`, `printers`, `scans`, `accounts`, `audit`, `cases`,
//! `uploads`, `reports`), the press (`labels`), the ground (`db`, `config`, `clock`, `i18n`, `problem`, `said`, `spreadsheet`, `zip`,
//! `telemetry`, `throttle`), and the bedrock crate `telusur_code`.
pub mod accounts;
pub mod api;
pub mod audit;
pub mod belongings;
pub mod cases;
pub mod casework;
pub mod cli;
pub mod clock;
pub mod config;
pub mod db;
pub mod gallery;
pub mod i18n;
pub mod issuance;
pub mod keyring;
pub mod labels;
pub mod membership;
pub mod office;
pub mod printers;
pub mod printing;
pub mod problem;
pub mod recalls;
pub mod registry;
pub mod reports;
pub mod said;
pub mod scans;
pub mod short_code;
pub mod spreadsheet;
pub mod statistics;
pub mod telemetry;
pub mod throttle;
pub mod uploads;
pub mod verification;
pub mod web;
pub mod workshop;
pub mod zip;
