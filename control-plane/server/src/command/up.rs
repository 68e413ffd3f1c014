//! `flowright up`: everything in one process.

use crate::command::admin::setup_link;
use crate::config::Config;
use crate::logging::say;
use crate::{first_start, jobs, logging, serve, wiring};
use anyhow::Context;
use control_plane_app::auth;
use control_plane_app::desk::run_telling;
use control_plane_app::git_remote::run_git_sync;
use control_plane_app::kb::run_ingestion;
use control_plane_app::push;
use control_plane_http::layers::rate_limit::{RateLimits, Rates};
use control_plane_http::{AppState, Options};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// How long steps under way may take to be recorded, after the requests have ended.
const RUNS_DRAIN: Duration = Duration::from_secs(5);
const BACKGROUND_DRAIN: Duration = Duration::from_secs(2);

/// Runs until told to stop.
///
/// # Errors
/// When something that is needed could not be opened; what happens later is answered and logged.
pub fn run(config: Config) -> anyhow::Result<()> {
    logging::start(&config.log)?;
    config.check()?;
    super::runtime()?.block_on(up(config))
}

async fn up(config: Config) -> anyhow::Result<()> {
    let metrics = recorder()?;
    let draining = CancellationToken::new();
    let signals = serve::stop_on_signal(draining.clone())?;
    // First of all the port: an installation that is open already must not be opened twice.
    let listener = serve::listen(config.address()).await?;
    let bound = listener.local_addr().context("the listener has no address")?;
    let opened = wiring::open(&config).await?;
    let app = opened.app.clone();
    let tenant = first_start::first_tenant(&app).await?;
    jobs::forget_dead_requests(&app).await?;
    let executor = wiring::start_executor(&opened, &config.runs).await?;
    // Each of these ends when draining begins; they are waited for below.
    let background = TaskTracker::new();
    background.spawn(run_ingestion(app.clone(), draining.clone()));
    background.spawn(run_git_sync(app.clone(), draining.clone()));
    background.spawn(run_telling(app.clone(), draining.clone()));
    push::ready(&app, &config.public_url(bound))
        .await
        .context("the key for push messages could not be read or made")?;
    background.spawn(push::run_pushing(app.clone(), draining.clone()));
    let knowledge = app.knowledge.clone();
    let until = draining.clone();
    background.spawn(async move { knowledge.run_embedding(until).await });
    background.spawn(jobs::run(app.clone(), draining.clone()));
    background.spawn(upkeep(metrics.clone(), draining.clone()));
    first_start::furnish(&app, &tenant, &config).await?;

    let state = AppState {
        app: app.clone(),
        limits: RateLimits::new(Rates {
            per_address: config.rate_per_address,
            per_user: config.rate_per_user,
            per_tenant: config.rate_per_tenant,
            ..Rates::default()
        }),
        metrics,
        options: Options {
            secure_cookies: config.secure_cookies(),
            max_upload_bytes: config.max_upload_mb as usize * 1024 * 1024,
            hosts: config.hosts(),
            origins: config.public_url.iter().cloned().collect(),
        },
        draining: draining.clone(),
    };
    let url = config.public_url(bound);
    say(&format!("Flowright is ready at {url}"));
    if let Some(token) = auth::new_setup_token(&app, tenant.id).await? {
        say(&format!("Make the first administrator (the link works once): {}", setup_link(&url, &token)));
    }
    let served = serve::serve(listener, control_plane_http::router(state), draining.clone()).await;
    draining.cancel();
    background.close();
    executor.drain(RUNS_DRAIN).await;
    if tokio::time::timeout(BACKGROUND_DRAIN, background.wait()).await.is_err() {
        tracing::warn!("background work did not end in time; the next start goes on with it");
    }
    signals.abort();
    drop((app, executor));
    wiring::close(opened).await;
    tracing::info!("stopped");
    served
}

/// Counters and histograms of this process.
fn recorder() -> anyhow::Result<PrometheusHandle> {
    const SECONDS: &[f64] =
        &[0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];
    PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), SECONDS)
        .context("the metrics' buckets")?
        .install_recorder()
        .context("the metrics could not be started")
}

/// Folds histograms now and then, so that they do not grow while nobody reads them.
async fn upkeep(metrics: PrometheusHandle, draining: CancellationToken) {
    let mut tick = tokio::time::interval(Duration::from_secs(10));
    loop {
        tokio::select! {
            () = draining.cancelled() => return,
            _ = tick.tick() => metrics.run_upkeep(),
        }
    }
}
