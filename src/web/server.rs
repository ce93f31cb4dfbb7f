//! Serving: connections in, answers out, until told to stop.
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::Request;
use axum::response::Response;
use axum::routing::get;
use hyper::body::Incoming;
use hyper::server::conn::http1::Builder;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower::{Service, ServiceExt};

use super::Proxies;

/// A visitor who has not sent a request's head by then is let go.
const HEAD_WITHIN: Duration = Duration::from_secs(10);
/// Answers under way get so long when the house closes.
const FAREWELL: Duration = Duration::from_secs(8);
/// Connections at once; the next ones wait at the door.
const CONNECTIONS: usize = 4_096;

/// Serves a router until Ctrl-C or SIGTERM, then finishes what is under way. `metrics`, on an address of its own, is
/// for Prometheus; `proxies` are believed when they say for whom they ask.
///
/// # Errors
/// When the signals cannot be watched.
pub async fn serve(
    app: Router,
    listener: TcpListener,
    metrics: Option<(TcpListener, PrometheusHandle)>,
    proxies: Proxies,
) -> std::io::Result<()> {
    if let Some((listener, figures)) = metrics {
        let router = Router::new().route("/metrics", get(move || std::future::ready(figures.render())));
        tokio::spawn(accept(listener, router, Arc::default(), std::future::pending()));
    }
    let told = told_to_stop()?;
    tracing::info!(address = %listener.local_addr()?, "serving");
    accept(listener, app, Arc::new(proxies), told).await;
    tracing::info!("stopped");
    Ok(())
}

fn told_to_stop() -> std::io::Result<impl Future<Output = ()>> {
    let mut term = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    let mut interrupt = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! { _ = term.recv() => {}, _ = interrupt.recv() => {} }
    })
}

async fn accept(listener: TcpListener, app: Router, proxies: Arc<Proxies>, until: impl Future<Output = ()>) {
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let mut until = std::pin::pin!(until);
    loop {
        let place = tokio::select! {
            place = places.clone().acquire_owned() => place,
            () = &mut until => break,
        };
        let visitor = tokio::select! {
            visitor = listener.accept() => visitor,
            () = &mut until => break,
        };
        match visitor {
            Ok((stream, peer)) => {
                let proxies = proxies.clone();
                let app = app.clone().map_request(move |mut request: Request<Incoming>| {
                    let client = proxies.client(peer.ip(), request.headers());
                    request.extensions_mut().insert(client);
                    request
                });
                let talk = converse(stream, app, &graceful);
                tokio::spawn(async move {
                    talk.await;
                    drop(place);
                });
            }
            // Out of file descriptors, most likely: waiting is the only cure, and spinning makes it worse.
            Err(error) => {
                tracing::warn!(%error, "a connection could not be taken");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
    drop(listener);
    if tokio::time::timeout(FAREWELL, graceful.shutdown()).await.is_err() {
        tracing::warn!("some answers were not finished in time");
    }
}

fn converse<S>(stream: TcpStream, app: S, graceful: &GracefulShutdown) -> impl Future<Output = ()> + use<S>
where
    S: Service<Request<Incoming>, Response = Response, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
{
    // Small answers must not wait for each other.
    let _ = stream.set_nodelay(true);
    let mut builder = Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(HEAD_WITHIN).max_buf_size(64 * 1024);
    let connection = builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(app));
    let watched = graceful.watch(connection);
    async move {
        if let Err(error) = watched.await {
            // Never from where: addresses of visitors are not kept.
            tracing::debug!(%error, "a connection broke off");
        }
    }
}
