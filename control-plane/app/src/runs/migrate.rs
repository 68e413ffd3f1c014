//! Moving a run that has not ended to another version of its flow.

use super::view::RunView;
use super::{find, pin_number, pin_published, see};
use crate::app::App;
use crate::audit;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use control_plane_domain::{Environment, ResourceName};
use control_plane_store::flow_versions;
use executor_runtime::api::{self, RunRow, RunStatus};
use flow_schema::kind::Effect;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

/// What moving a run to another version would come to.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Migration {
    /// The version it has; `None` for a draft, and for one that is not of this flow any more.
    pub from: Option<u64>,
    pub to: u64,
    /// Last event of the run when this was found out. Moving it needs this number.
    pub at_seq: u64,
    /// Addresses of steps whose outcomes are taken over, in order.
    pub kept: Vec<String>,
    /// Steps with outcomes that the version has no place for: what they did stays done, and what they gave
    /// is not used.
    pub dropped: Vec<String>,
    /// What is called as soon as the run is moved, since the version has it before where the run stands.
    pub calls: Vec<MigrationCall>,
    /// What the run waits for now, each as in `run.waiting`.
    #[schema(value_type = Vec<Object>)]
    pub waits: Vec<Value>,
    /// What it would wait for right after the move.
    #[schema(value_type = Vec<Object>)]
    pub would_wait: Vec<Value>,
    /// Set when the version would have ended before it came to where the run is: it cannot be moved then.
    #[schema(value_type = Option<String>)]
    pub would_end: Option<RunStatus>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MigrationCall {
    /// Its address.
    pub node: String,
    pub kind: String,
    #[schema(value_type = String)]
    pub effect: Effect,
}

/// Where to move a run.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MigrateRun {
    /// Number of a published version of its flow.
    pub version: u64,
    /// As the preview gave it: a run that has moved on since is left alone.
    pub at_seq: u64,
}

/// Looks what moving a run to a version would come to; without a number, to the one that new runs get now.
/// Changes nothing.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown run or version, [`AppError::Findings`] for a version that cannot run
/// any more, [`AppError::Conflict`] for a run that has ended.
pub async fn migration(app: &App, caller: &Caller, id: Uuid, version: Option<u64>) -> AppResult<Migration> {
    let run = find(app, caller, id).await?;
    let (from, to, hash) = versions(app, caller, &run, version).await?;
    let api::Migration { last_seq, kept, dropped, calls, waits, would_wait, would_end } =
        app.executor()?.migration(caller.tenant.as_uuid(), id, &hash).await?;
    let calls =
        calls.into_iter().map(|call| MigrationCall { node: call.node, kind: call.kind, effect: call.effect });
    let calls = calls.collect();
    Ok(Migration { from, to, at_seq: last_seq, kept, dropped, calls, waits, would_wait, would_end })
}

/// Moves a run to a version. What it has done is taken over as far as the version has the same steps.
///
/// # Errors
/// As [`migration`]; [`AppError::Conflict`] when the run has moved on since `at_seq`, [`AppError::Invalid`]
/// when the version would have ended by now.
pub async fn migrate(app: &App, caller: &Caller, id: Uuid, to: MigrateRun) -> AppResult<RunView> {
    let run = find(app, caller, id).await?;
    let (from, _, hash) = versions(app, caller, &run, Some(to.version)).await?;
    let row = app.executor()?.migrate(caller.tenant.as_uuid(), id, &hash, to.at_seq).await?;
    let tx = app.db.write(caller.tenant).await?;
    let what = json!({ "from": from, "to": to.version, "at_seq": to.at_seq });
    audit::record(app, &tx, caller, "run.migrated", "run", &id.to_string(), what).await?;
    tx.commit().await?;
    see::view(app, caller, row).await
}

/// The number of the version that the run has, and number and document of the one it may go to.
async fn versions(
    app: &App,
    caller: &Caller,
    run: &RunRow,
    version: Option<u64>,
) -> AppResult<(Option<u64>, u64, String)> {
    let flow: ResourceName = run.flow.parse().map_err(|_| AppError::not_found("the flow"))?;
    let pinned = match version {
        Some(version) => pin_number(app, caller, &flow, version).await?,
        None => {
            let who = run.conversation.unwrap_or(run.id);
            pin_published(app, caller, &flow, Environment::Production, who).await?
        }
    };
    let to = pinned.number.ok_or_else(|| AppError::internal("a version without a number"))?;
    let tx = app.db.read(caller.tenant).await?;
    let from = flow_versions::find_by_hash(&tx, &flow, &run.version).await?;
    Ok((from.map(|from| from.number), to, pinned.hash))
}
