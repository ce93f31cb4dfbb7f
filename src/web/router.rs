use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{self, DefaultBodyLimit, FromRef, Request};
use axum::middleware::{Next, from_fn_with_state, map_response};
use axum::response::Response;
use axum::routing::{get, post};
use tokio::sync::Semaphore;
use tower_http::catch_panic::CatchPanicLayer;

use super::pace::Pace;
use super::public::{
    assets, example, gallery, home, keys, photo, picture, producer as maker, product, reading, region, report, sitemap,
    statistics, verdict,
};
use super::{Site, account, agency, error, gzip, headers, health, oversight, producer};
use crate::clock::Clock;
use crate::db::Db;
use crate::gallery::Gallery;
use crate::issuance::Signer;
use crate::statistics::Statistics;
use crate::throttle::Throttle;
use crate::verification::Verifier;

/// What the pages are made from.
pub struct State {
    /// Gives verdicts.
    pub verifier: Verifier,
    /// The register.
    pub db: Db,
    /// Whose service this is.
    pub site: Site,
    /// Finds products.
    pub gallery: Gallery,
    /// Counts.
    pub statistics: Statistics,
    /// What day it is.
    pub clock: Clock,
    /// The address of a code that is valid, to show at `/contoh/WORD` what each verdict looks like (demonstration only).
    pub example: Option<String>,
    /// Makes labels, where the service was told to hold the keys.
    pub signer: Option<Arc<Signer>>,
}

/// The same, shared, with what this door itself remembers: every layer clones what its route holds, for every request.
#[derive(Clone)]
pub(crate) struct Shared(Arc<Held>);

struct Held {
    state: State,
    pace: Pace,
    /// Labels are made by a few at once.
    presses: Arc<Semaphore>,
}

impl Shared {
    fn new(state: State) -> Shared {
        Shared(Arc::new(Held { state, pace: Pace::new(), presses: producer::presses() }))
    }

    /// What the pages are made from.
    pub(crate) fn state(&self) -> &State {
        &self.0.state
    }

    /// Wrong passwords and codes, by network.
    pub(crate) fn sign_ins(&self) -> &Throttle {
        self.0.pace.sign_ins()
    }
}

impl Shared {
    /// How often strangers may do what they do.
    pub(crate) fn pace(&self) -> &Pace {
        &self.0.pace
    }

    /// Places at the presses.
    pub(crate) fn presses(&self) -> &Arc<Semaphore> {
        &self.0.presses
    }
}

macro_rules! holds {
    ($($part:ident: $kind:ty),+) => {
        $(impl FromRef<Shared> for $kind {
            fn from_ref(shared: &Shared) -> $kind {
                shared.0.state.$part.clone()
            }
        })+
    };
}
holds!(verifier: Verifier, db: Db, site: Site, gallery: Gallery, statistics: Statistics, clock: Clock);

impl FromRef<Shared> for report::Desk {
    fn from_ref(shared: &Shared) -> report::Desk {
        let (state, pace) = (shared.state(), &shared.0.pace);
        let (db, site, clock) = (state.db.clone(), state.site.clone(), state.clock);
        report::Desk { db, clock, site, verifier: state.verifier.clone(), pace: pace.clone() }
    }
}

/// How long a visitor is kept waiting.
const PATIENCE: Duration = Duration::from_secs(15);
/// How long somebody may take to send photos on a slow line.
const SLOW_LINE: Duration = Duration::from_secs(240);
/// The largest form without a photo.
const FORM: usize = 16 * 1024;

/// All pages. What is not the address of one may be the address of a code.
pub fn router(state: State) -> Router {
    let site = state.site.clone();
    let quick = Router::new()
        .route("/", get(home::page))
        .route("/periksa", get(home::lookup_by_address).post(home::lookup))
        .route("/periksa-foto", post(photo::check).layer(DefaultBodyLimit::max(photo::LARGEST)))
        .route("/contoh/{word}", get(example::page))
        .route("/produsen/{id}", get(maker::page))
        .route("/produk/{id}", get(product::page))
        .route("/foto/{id}", get(picture::large))
        .route("/foto/{id}/kecil", get(picture::small))
        .route("/laporan", get(report::find))
        .route("/laporan/{number}", get(report::standing))
        .route("/galeri", get(gallery::page))
        .route("/wilayah", get(region::list))
        .route("/wilayah/{code}", get(region::page))
        .route("/statistik", get(statistics::page))
        .route("/statistik.csv", get(statistics::csv))
        .route("/meja.css", get(assets::desk_style))
        .route("/formulir.js", get(assets::forms_script))
        .route("/passkey.js", get(assets::passkey_script))
        .route("/kunci", get(keys::page))
        .route("/.well-known/jwks.json", get(keys::jwks))
        .route("/.well-known/did.json", get(keys::did))
        .route("/cara-kerja", get(reading::how))
        .route("/privasi", get(reading::privacy))
        .route("/tentang", get(reading::about))
        .route("/favicon.svg", get(assets::icon))
        .route("/favicon.ico", get(assets::icon))
        .route("/robots.txt", get(assets::robots))
        .route("/sitemap.xml", get(sitemap::index))
        .route("/sitemap/halaman", get(sitemap::pages))
        .route("/sitemap/{number}", get(sitemap::products))
        .merge(account::routes(&site))
        .merge(producer::routes(&site))
        .merge(agency::routes(&site))
        .merge(oversight::routes(&site))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .fallback(verdict::page);
    let slow = Router::new()
        .route(
            "/lapor",
            get(report::page).post(report::receive).layer(map_response(async |page| headers::with_script(page))),
        )
        .merge(producer::slow_routes(&site));
    within(FORM, PATIENCE, &site, quick)
        .merge(within(report::LARGEST, SLOW_LINE, &site, slow))
        .with_state(Shared::new(state))
}

/// Pages within the bounds of a form's bytes and a visitor's patience. What fails within them still gets its page. All of it is
/// one layer, outermost first: each layer of its own would be boxed, and copied for every request.
fn within(bytes: usize, patience: Duration, site: &Site, pages: Router<Shared>) -> Router<Shared> {
    pages.layer((
        from_fn_with_state((site.clone(), patience), error::dress),
        CatchPanicLayer::new(),
        DefaultBodyLimit::max(bytes),
    ))
}

/// What stands around all doors: figures for those who watch, compression, and the promise of HTTPS.
pub fn around(doors: Router, site: &Site) -> Router {
    doors.layer(from_fn_with_state(site.clone(), attend))
}

/// One layer for three small things: each layer costs more than they do.
async fn attend(extract::State(site): extract::State<Site>, request: Request, next: Next) -> Response {
    let (measured, wanted) = (health::Measured::begin(&request), gzip::is_wanted(&request));
    let mut response = next.run(request).await;
    headers::promise_https(&site, response.headers_mut());
    if wanted {
        response = gzip::compress(response).await;
    }
    measured.end(&response);
    response
}
