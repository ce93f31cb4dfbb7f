//! The officers' console (Dinas): what waits for a decision, and the register of a region.
//!
//! Only somebody with a seat of the office comes in; everything they name is looked up, and belongs to a region that one of these
//! seats reaches, or is not there (404). What may be done with it stands as a form on its page; what may not is not shown, and is
//! refused when it is sent all the same (403). A form names only what may be changed. What an act does is the business of
//! the desks `casework` and `office`.
mod case;
mod deciding;
mod export;
mod import;
mod invite;
mod lapsing;
mod list;
mod lists;
mod menu;
mod notice;
mod officer;
mod producer;
mod queue;
mod reason;
mod recall;
mod recalled;
mod refusals;
mod report;
mod reports;
mod sentra;

pub(crate) use menu::{Entry, Place, menu};

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::get;

use super::router::Shared;
use super::{Site, origin};

/// Its addresses. A form is sent to the address of its own page, so that whoever must sign in first comes back to it.
pub(super) fn routes(site: &Site) -> Router<Shared> {
    Router::new()
        .route("/dinas", get(queue::page))
        .route("/dinas/perkara/{id}", get(case::page).post(deciding::decide))
        .route("/dinas/perkara/{id}/dokumen", get(case::document))
        .route("/dinas/laporan", get(reports::page))
        .route("/dinas/laporan/{id}", get(report::page).post(report::reply))
        .route("/dinas/laporan/{id}/foto/{place}", get(report::photo))
        .route("/dinas/impor", get(import::page).post(import::send).layer(DefaultBodyLimit::max(import::LARGEST)))
        .route("/dinas/impor/periksa", get(import::preview).post(import::enter))
        .route("/dinas/unduh/{file}", get(export::file))
        .route("/dinas/tarik", get(recall::find))
        .route("/dinas/tarik/{batch}", get(recall::page).post(recall::act))
        .route("/dinas/penarikan", get(lists::recalls))
        .route("/dinas/penarikan/{id}", get(recalled::page).post(recalled::lift))
        .route("/dinas/kedaluwarsa", get(lapsing::page))
        .route("/dinas/produsen", get(lists::producers))
        .route("/dinas/produsen/{id}", get(producer::page).post(producer::set_standing))
        .route("/dinas/produsen/{id}/undang", get(invite::page).post(invite::invite))
        .route("/dinas/produk", get(lists::products))
        .route("/dinas/sentra", get(lists::sentra))
        .route("/dinas/sentra/baru", get(sentra::blank).post(sentra::enter))
        .route("/dinas/sentra/{id}", get(sentra::page).post(sentra::change))
        .layer(from_fn_with_state(site.clone(), origin::guard))
}
