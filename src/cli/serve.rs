use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;

use super::failure::Failure;
use super::house::House;
use super::program::Place;
use crate::clock::Clock;
use crate::db::Db;
use crate::gallery::Gallery;
use crate::issuance::Signer;
use crate::reports;
use crate::scans::{Recorder, Salt};
use crate::statistics::Statistics;
use crate::verification::Verifier;
use crate::web::{self, Site};
use crate::{api, telemetry};

/// Answer scans and show the public pages, until Ctrl-C or SIGTERM.
#[derive(Args)]
pub(super) struct Serve {
    /// Where to listen, such as 0.0.0.0:8080
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<SocketAddr>,
    /// The address that labels carry, such as https://cek.contoh.id
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// Unlock the signing keys, so that producers make labels in the browser (docs/decisions/0027)
    #[arg(long)]
    labels_online: bool,
}

impl Serve {
    pub(super) async fn run(self, place: Place) -> Result<(), Failure> {
        let mut flags = Vec::new();
        flags.extend(self.listen.map(|address| ("listen", address.to_string())));
        flags.extend(self.public_url.map(|url| ("public_url", url)));
        flags.extend(self.labels_online.then(|| ("labels_online", "yes".to_owned())));
        let house = House::open_with(place, flags).await?;
        telemetry::log(&house.config.log, house.config.log_format);
        if house.keys().await?.iter().any(|key| crate::keyring::is_example(&key.thumbprint())) {
            return Err(Failure::refused(
                "this register holds the published example key, with which anyone can sign; \
                 run 'telusur demo', or start a register of your own with 'telusur migrate --data DIR'",
            ));
        }
        let config = &house.config;
        let site = Site::new(&config.public_url, &config.issuer, config.contact.clone(), false);
        let listener = listen(house.config.listen).await?;
        let signer = if config.labels_online { Some(house.signer().await?) } else { None };
        run(&house, site, None, signer, listener).await
    }
}

/// Takes an address to listen on.
pub(super) async fn listen(address: SocketAddr) -> Result<tokio::net::TcpListener, Failure> {
    tokio::net::TcpListener::bind(address).await.map_err(|error| {
        Failure::broken(format!(
            "cannot listen on {address}: {error}; is another server running? Choose another with --listen"
        ))
    })
}

/// Serves a register until it is told to stop; running answers are finished. `example`, the address of a valid code, is
/// what a demonstration's example pages are made from; `signer` makes labels in the browser.
pub(super) async fn run(
    house: &House,
    site: Site,
    example: Option<String>,
    signer: Option<Signer>,
    listener: tokio::net::TcpListener,
) -> Result<(), Failure> {
    let recorder = Recorder::start(house.db.clone(), house.clock, Salt::fresh);
    let verifier = Verifier::new(house.db.clone(), house.clock).await?.recording(recorder.clone());
    let api = api::router(api::State { verifier: verifier.clone(), db: house.db.clone() });
    let statistics = Statistics::new(house.db.clone(), house.clock);
    let warming = statistics.clone();
    tokio::spawn(async move { warming.warm().await });
    let (db, clock) = (house.db.clone(), house.clock);
    tokio::spawn(forget_daily(db.clone(), clock));
    let state = web::State {
        verifier,
        gallery: Gallery::new(db.clone(), clock),
        db,
        site: site.clone(),
        statistics,
        clock,
        example,
        signer: signer.map(Arc::new),
    };
    let doors = web::around(web::router(state).merge(api), &site);
    let figures = telemetry::count();
    let metrics = match (house.config.metrics_listen, figures) {
        (Some(address), Some(figures)) => Some((listen(address).await?, figures)),
        _ => None,
    };
    let proxies = web::Proxies::new(house.config.trusted_proxies.clone());
    web::serve(doors, listener, metrics, proxies)
        .await
        .map_err(|error| Failure::broken(format!("serving broke off: {error}")))?;
    recorder.close().await;
    house.db.close().await;
    Ok(())
}

/// Looks a few times a day whether something is to be forgotten; a server that was restarted looks at once.
const LOOK_EVERY: Duration = Duration::from_secs(6 * 3_600);

/// Forgets contact and photos of old reports, as the privacy page promises.
async fn forget_daily(db: Db, clock: Clock) {
    loop {
        let forgotten: Result<u64, reports::Error> =
            db.write(move |tx| Box::pin(reports::forget_old(tx, clock.now()))).await;
        match forgotten {
            // Some at a time, so that nobody waits for it.
            Ok(1..) => continue,
            Ok(0) => {}
            Err(error) => tracing::warn!(%error, "old reports could not be forgotten yet"),
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}
