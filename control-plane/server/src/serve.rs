//! Listening, and stopping without losing anything.

use anyhow::Context;
use axum::Router;
use axum::serve::ListenerExt;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// How long open requests may take to end once draining has begun. Below the 30 s after which
/// supervisors usually kill, so that the journal still closes in peace.
pub const DRAIN: Duration = Duration::from_secs(20);

/// # Errors
/// Naming the address.
pub async fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| {
        format!("cannot listen on {address}; choose another port with --port or FLOWRIGHT_PORT")
    })
}

/// Serves until told to stop, then drains: no new connections, streams end, requests finish.
///
/// # Errors
/// When the listener fails.
pub async fn serve(listener: TcpListener, router: Router, draining: CancellationToken) -> anyhow::Result<()> {
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    // A word of an answer is a small packet; without this it waits for the one before to be confirmed,
    // which receivers put off for forty milliseconds.
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection sends with delay");
        }
    });
    let server = axum::serve(listener, service).with_graceful_shutdown(draining.clone().cancelled_owned());
    let mut server = std::pin::pin!(std::future::IntoFuture::into_future(server));
    tokio::select! {
        result = &mut server => return result.context("the HTTP listener failed"),
        () = draining.cancelled() => {}
    }
    match tokio::time::timeout(DRAIN, server).await {
        Ok(result) => result.context("the HTTP listener failed"),
        Err(_) => {
            tracing::warn!(limit_s = DRAIN.as_secs(), "some requests did not end in time; closing them");
            Ok(())
        }
    }
}

/// Cancels the token at SIGTERM or Ctrl-C; a second one ends the process at once.
///
/// # Errors
/// When the system refuses signal handlers.
pub fn stop_on_signal(draining: CancellationToken) -> anyhow::Result<tokio::task::JoinHandle<()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).context("no handler for SIGTERM")?;
    let mut interrupt = signal(SignalKind::interrupt()).context("no handler for SIGINT")?;
    Ok(tokio::spawn(async move {
        let mut next = async || {
            tokio::select! {
                _ = terminate.recv() => "SIGTERM",
                _ = interrupt.recv() => "SIGINT",
            }
        };
        let signal = next().await;
        tracing::info!(signal, "stopping: no new requests, open ones finish");
        draining.cancel();
        let signal = next().await;
        tracing::warn!(signal, "stopping at once");
        // Accepted runs are in the journal; the next start goes on with them.
        std::process::exit(130);
    }))
}
