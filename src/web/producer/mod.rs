//! The producer's console, under `/usaha`: what its people, its companion or an officer do for a producer. And `/daftar`, where a
//! business signs up.
//!
//! Every page begins with [`Desk`], which finds out who is signed in and for which producer they ask; [`Desk::acting`] gives their
//! seat for an act, or 404, or 403. That a product, batch, case or order of the address belongs to that producer is asked of the
//! register each time. Acts are the room `workshop`'s; here forms are read and pages shown.
mod batches;
mod claim;
mod claims;
mod data;
mod desk;
mod export;
mod files;
mod form;
mod home;
mod join;
mod labels;
mod logo;
mod orders;
mod photos;
mod printers;
mod product;
mod products;
mod recall;
mod said;
mod scans;
mod stream;
mod team;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::get;

use super::router::Shared;
use super::{Site, origin};
use desk::Desk;

pub(crate) use stream::presses;

/// The largest form without a file: a product's, with three long texts.
const LONG_FORM: usize = 128 * 1024;

/// Its addresses. A form is sent to the address of its own page, so that whoever must sign in first comes back to it.
pub(super) fn routes(site: &Site) -> Router<Shared> {
    Router::new()
        .route("/daftar", get(join::page).post(join::next))
        .route("/usaha/{id}", get(home::page))
        .route("/usaha/{id}/data", get(data::page).post(data::change))
        .route("/usaha/{id}/produk", get(products::page))
        .route("/usaha/{id}/produk/baru", get(product::new).post(product::add))
        .route("/usaha/{id}/produk/{product}", get(products::one))
        .route("/usaha/{id}/produk/{product}/ubah", get(product::edit).post(product::change))
        .route("/usaha/{id}/produk/{product}/bets", get(batches::new).post(batches::issue))
        .route("/usaha/{id}/ajuan/{case}", get(claims::page).post(claims::step))
        .route("/usaha/{id}/bets/{batch}", get(batches::page))
        .route("/usaha/{id}/bets/{batch}/label", get(labels::page).post(labels::order))
        .route("/usaha/{id}/bets/{batch}/pratinjau", get(labels::preview))
        .route("/usaha/{id}/bets/{batch}/tarik", get(recall::page).post(recall::ask))
        .route("/usaha/{id}/pesanan/{order}", get(orders::page))
        .route("/usaha/{id}/pesanan/{order}/berkas", get(orders::file))
        .route("/usaha/{id}/pindai", get(scans::page))
        .route("/usaha/{id}/produk/{product}/foto/{photo}", get(photos::small))
        .route("/usaha/{id}/tim", get(team::page).post(team::act))
        .route("/usaha/{id}/printer", get(printers::page).post(printers::change))
        .route("/usaha/{id}/printer/ukur", get(printers::calibration))
        .route("/usaha/{id}/logo/{logo}", get(logo::picture))
        .route("/usaha/{id}/ekspor", get(export::file))
        .layer(DefaultBodyLimit::max(LONG_FORM))
        .layer(from_fn_with_state(site.clone(), origin::guard))
}

/// Addresses to which files are sent, which take long on a slow line.
pub(super) fn slow_routes(site: &Site) -> Router<Shared> {
    Router::new()
        .route("/usaha/{id}/produk/{product}/foto", get(photos::page).post(photos::change))
        .route("/usaha/{id}/logo", get(logo::page).post(logo::change))
        .route("/usaha/{id}/produk/{product}/sertifikat", get(claim::new).post(claim::open))
        .layer(DefaultBodyLimit::max(files::LARGEST))
        .layer(from_fn_with_state(site.clone(), origin::guard))
}
