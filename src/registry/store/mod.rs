//! The register's tables: the only place that speaks their SQL.
//!
//! Reads take anything that can be asked (`&mut &db`, or an open transaction); writes take the transaction. Lists are
//! bounded, page by key, and have an index. Whoever controls the database can change what a verify page says about a
//! product, but not what a signed code says: storage is **trusted** for the first only.
//!
//! A row that cannot be read as what it should be is an error, never a panic.
mod batch;
mod certification;
mod fifty;
mod lookup;
mod producer;
mod product;
pub(crate) mod row;
mod search;
mod sentra;

pub use batch::{
    NewBatch, batches_after, batches_of, batches_of_after, find_batch, find_batch_of, find_batches_by_code,
    find_product_issue, insert_batch, issued_since, product_code_issues,
};
pub use certification::{certifications_of, end_certification, put_certification, set_basis};
pub use producer::{
    find_producer, find_producer_by_code, find_producer_by_nib, hold_producer, producers_after, producers_in,
    put_producer, set_contact_public, set_producer_status,
};
pub use product::{
    find_product, find_product_by_code, last_product, next_product_of, products_after, products_between, products_in,
    products_of, put_product, set_product_status,
};
pub use row::Put;
pub use search::{Found, Wanted, search_products, vocabulary};
pub use sentra::{find_sentra, find_sentra_by_code, put_sentra, sentra_after};

pub(in crate::registry) use certification::{certifications_of_all, save_certification};
pub(in crate::registry) use lookup::{makers_of_products, producer_numbers};
pub(in crate::registry) use producer::{producers_by_code, producers_by_id, save_producer};
pub(in crate::registry) use product::{products_by_code, save_product};
pub(crate) use sentra::SentraRow;
pub(in crate::registry) use sentra::{sentra_by_code, sentra_by_id};
