use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRef};
use axum::http::StatusCode;
use axum::middleware::from_fn;
use axum::routing::{any, get, post};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

use super::{problem, verify};
use crate::db::Db;
use crate::verification::Verifier;

/// What the answers are made from. Cheap to clone.
#[derive(Clone)]
pub struct State {
    /// Gives verdicts.
    pub verifier: Verifier,
    /// The register, for its keys.
    pub db: Db,
}

impl FromRef<State> for Verifier {
    fn from_ref(state: &State) -> Verifier {
        state.verifier.clone()
    }
}

impl FromRef<State> for Db {
    fn from_ref(state: &State) -> Db {
        state.db.clone()
    }
}

/// How long a caller is kept waiting.
const PATIENCE: Duration = Duration::from_secs(15);
/// The largest request.
const LARGEST: usize = 16 * 1024;

/// Everything below `/api`. To be merged with the pages, which have the rest.
pub fn router(state: State) -> Router {
    Router::new()
        .route("/api/v1/verify", post(verify::verify).options(problem::preflight))
        .route("/api/v1/keys", get(verify::keys))
        .route("/api", any(problem::not_found))
        .route("/api/{*rest}", any(problem::not_found))
        .layer(DefaultBodyLimit::max(LARGEST))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, PATIENCE))
        .layer(CatchPanicLayer::new())
        .layer(from_fn(problem::dress))
        .with_state(state)
}
