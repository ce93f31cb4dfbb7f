use std::io;
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// How long running answers may take once the service was told to stop.
const FAREWELL: Duration = Duration::from_secs(10);

/// Serves until Ctrl-C or SIGTERM, then finishes the answers under way. Figures for Prometheus, when wanted, are served
/// on a listener of their own, which is not for the public.
///
/// # Errors
/// When the listener breaks off.
pub async fn serve(app: Router, listener: TcpListener, metrics: Option<(TcpListener, PrometheusHandle)>) -> io::Result<()> {
    let (stop, stopped) = watch::channel(());
    tokio::spawn(async move {
        told_to_stop().await;
        drop(stop);
    });
    if let Some((listener, figures)) = metrics {
        let figures = Router::new().route("/metrics", get(move || std::future::ready(figures.render())));
        tokio::spawn(axum::serve(listener, figures).with_graceful_shutdown(closed(stopped.clone())).into_future());
    }
    let serving = axum::serve(listener, app).with_graceful_shutdown(closed(stopped.clone())).into_future();
    let too_late = async {
        closed(stopped).await;
        tokio::time::sleep(FAREWELL).await;
    };
    tokio::select! {
        served = serving => served,
        () = too_late => Ok(()),
    }
}

/// Waits until the other end is dropped.
async fn closed(mut stopped: watch::Receiver<()>) {
    while stopped.changed().await.is_ok() {}
}

async fn told_to_stop() {
    let Ok(mut terminated) = signal(SignalKind::terminate()) else {
        // Without a handler Ctrl-C and SIGTERM end the process at once, which is a stop too.
        return std::future::pending().await;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminated.recv() => {}
    }
}
