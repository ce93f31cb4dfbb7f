//! For those who watch the service: is it alive, may it be sent visitors, and how does it do.
use std::borrow::Cow;
use std::time::{Duration, Instant};

use axum::extract::{MatchedPath, Request, State};
use axum::http::StatusCode;
use axum::response::Response;

use crate::db::Db;

/// The register must answer this question within a second for the service to be ready.
const READY_WITHIN: Duration = Duration::from_secs(1);

/// GET /healthz: the process lives.
pub(super) async fn alive() -> &'static str {
    "ok\n"
}

/// GET /readyz: it may be sent visitors. Without its register it still checks signatures, but others do better.
pub(super) async fn ready(State(db): State<Db>) -> (StatusCode, &'static str) {
    match tokio::time::timeout(READY_WITHIN, db.revision()).await {
        Ok(Ok(_)) => (StatusCode::OK, "ready\n"),
        Ok(Err(_)) | Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the register does not answer\n"),
    }
}

/// An answer on its way, to be counted by route and status, with how long it took. Addresses of codes are never a label.
pub(super) struct Measured {
    route: Cow<'static, str>,
    begun: Instant,
}

impl Measured {
    pub(super) fn begin(request: &Request) -> Measured {
        let matched = request.extensions().get::<MatchedPath>();
        let route = matched.map_or(Cow::Borrowed("code"), |path| Cow::Owned(path.as_str().to_owned()));
        Measured { route, begun: Instant::now() }
    }

    pub(super) fn end(self, response: &Response) {
        let (route, took) = (self.route, self.begun.elapsed().as_secs_f64());
        let status = response.status().as_u16().to_string();
        metrics::counter!("telusur_http_answers_total", "route" => route.clone(), "status" => status).increment(1);
        metrics::histogram!("telusur_http_answer_seconds", "route" => route).record(took);
    }
}
