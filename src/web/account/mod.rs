//! Signing in, one's own account, and invitations: the door to every desk.
mod desk;
mod invitation;
mod own;
mod passkey;
mod reset;
mod second_factor;
mod sign_in;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::response::Redirect;
use axum::routing::{get, post};

use super::router::Shared;
use super::{Site, origin};
use crate::accounts::Role;
use crate::i18n::Words;

/// Its addresses. A form is sent to the address of its own page, so that whoever must sign in first comes back to it.
pub(super) fn routes(site: &Site) -> Router<Shared> {
    Router::new()
        .route("/masuk", get(sign_in::page).post(sign_in::password))
        .route("/masuk/kode", get(sign_in::code_page).post(sign_in::code))
        .route("/masuk/passkey", post(passkey::ask_to_enter))
        .route("/masuk/passkey/jawab", post(passkey::enter))
        .route("/keluar", post(sign_in::out))
        .route("/undangan/{secret}", get(invitation::page).post(invitation::accept))
        .route("/sandi-baru/{secret}", get(reset::page).post(reset::set))
        .route("/meja", get(desk::page))
        .route("/akun", get(own::page))
        .route("/akun/sandi", get(to_own).post(own::change_password))
        .route("/akun/sesi", get(to_own).post(own::end_session))
        .route("/akun/pengaman", get(second_factor::page).post(second_factor::set))
        .route("/akun/pengaman/passkey", post(passkey::ask_for_new))
        .route("/akun/pengaman/passkey/jawab", post(passkey::add))
        .route("/akun/pengaman/bukti", post(passkey::ask_for_proof))
        .route("/akun/pengaman/bukti/jawab", get(to_own).post(second_factor::prove))
        .route("/akun/pengaman/lepas", get(to_own).post(second_factor::take_away))
        .layer(from_fn_with_state(site.clone(), origin::guard))
}

async fn to_own() -> Redirect {
    Redirect::to("/akun")
}

pub(crate) use invitation::{hashed, refusal};
pub(crate) use sign_in::begin;

/// What a role is called.
pub(crate) fn role_name(w: &Words, role: Role) -> &str {
    let roles = &w.roles;
    match role {
        Role::Owner => &roles.pemilik,
        Role::Staff => &roles.staf,
        Role::Companion => &roles.pendamping,
        Role::Officer => &roles.petugas,
        Role::Approver => &roles.penyetuju,
        Role::Administrator => &roles.admin,
        Role::Auditor => &roles.auditor,
    }
}
