//! Housekeeping beside the requests: what has lapsed is taken away, what was left over is finished.

use chrono::TimeDelta;
use control_plane_app::admin::models;
use control_plane_app::{App, AppResult, chat};
use control_plane_store::{git, idempotency, push, sessions, tenants};
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

const EVERY: Duration = Duration::from_secs(600);
/// How long ended sessions stay for questions like "was that me?".
const SESSIONS_KEPT: TimeDelta = TimeDelta::days(30);
/// What is still on its way to a device after this, nobody wants to hear of any more.
const PUSHES_KEPT: TimeDelta = TimeDelta::days(2);

/// Requests that died with this process when it last ran may be sent again at once under their keys.
///
/// # Errors
/// When the database does not answer.
pub async fn forget_dead_requests(app: &App) -> AppResult<()> {
    for tenant in tenants::all(&app.db.read_shared().await?).await? {
        let tx = app.db.write(tenant.id).await?;
        idempotency::release_all(&tx, app.process).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Tidies up until cancelled.
pub async fn run(app: Arc<App>, cancel: CancellationToken) {
    if let Err(error) = choose_embedders(&app).await {
        tracing::warn!(%error, "a tenant's embedding model could not be chosen; search is by words until it is saved again");
    }
    let mut tick = tokio::time::interval(EVERY);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = cancel.cancelled() => return,
            _ = tick.tick() => {}
        }
        if let Err(error) = tidy(&app).await {
            tracing::warn!(%error, "housekeeping failed; it is tried again later");
        }
    }
}

async fn choose_embedders(app: &App) -> AppResult<()> {
    for tenant in tenants::all(&app.db.read_shared().await?).await? {
        models::use_embedding(app, tenant.id).await?;
    }
    Ok(())
}

async fn tidy(app: &App) -> AppResult<()> {
    let now = app.now();
    for tenant in tenants::all(&app.db.read_shared().await?).await? {
        let tx = app.db.write(tenant.id).await?;
        idempotency::purge(&tx, now).await?;
        sessions::purge(&tx, now - SESSIONS_KEPT).await?;
        push::purge(&tx, now - PUSHES_KEPT).await?;
        tx.commit().await?;
        let swept = chat::sweep_files(app, tenant.id).await?;
        if swept > 0 {
            tracing::info!(tenant = %tenant.id, swept, "files that were never sent are gone");
        }
    }
    git::mend(&app.db, &app.git).await?;
    Ok(())
}
