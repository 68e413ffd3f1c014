//! Runs that go on from other runs: another way from one of their steps, or once more from where
//! they failed.

use super::view::RunView;
use super::{find, see};
use crate::app::App;
use crate::audit;
use crate::caller::Caller;
use crate::chat;
use crate::error::{AppError, AppResult};
use control_plane_domain::ResourceName;
use control_plane_store::flow_versions;
use executor_runtime::api::{Breakpoint, From, Lineage, NewRun, Pin, RunRow};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// Where to leave a run's way, and with what changed.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ForkRun {
    /// After this event of the run; after its last one when not given.
    pub at_seq: Option<u64>,
    /// Channel by channel, the new value.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub state: Map<String, Value>,
    /// By node address, the output that a finished node is taken to have had.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub outputs: Map<String, Value>,
    /// By node, outcomes instead of calls: `{"kb": [{"output": …}, {"error": {"code", "message", "retryable"}}]}`;
    /// with `"after_ms"`, that many milliseconds later, an hour at most.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub pins: BTreeMap<String, Vec<Pin>>,
    /// Where the run stops: `[{"node", "when"?, "after"?}]`.
    #[serde(default)]
    #[schema(value_type = Vec<Object>)]
    pub breakpoints: Vec<Breakpoint>,
}

/// Starts a test run that goes another way from a step of this one. What had finished by then is
/// taken over; what comes calls under keys of its own.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Invalid`] when there is nothing to go on from.
pub async fn fork(
    app: &App,
    caller: &Caller,
    id: Uuid,
    new: ForkRun,
    key: Option<&str>,
) -> AppResult<RunView> {
    let source = find(app, caller, id).await?;
    let from = From::Step {
        at_seq: new.at_seq,
        state: new.state,
        outputs: new.outputs,
        debug: super::debug(new.pins, new.breakpoints)?,
    };
    let mut run = next(app, caller, &source, Lineage::Fork, key).await?;
    run.test = true;
    run.principal = caller.principal();
    go_on(app, caller, &source, run, from, json!({ "at_seq": new.at_seq })).await
}

/// What to try again.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RetryRun {
    /// Address of a `map` whose failed items are meant, though the run did not fail.
    pub node: Option<String>,
}

/// Starts a run that goes on where this one failed, on behalf of the same person. What had worked is
/// not done again, and what is repeated goes out under the keys it had, so that its target knows it.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Invalid`] when trying again cannot help.
pub async fn retry(
    app: &App,
    caller: &Caller,
    id: Uuid,
    what: RetryRun,
    key: Option<&str>,
) -> AppResult<RunView> {
    let source = find(app, caller, id).await?;
    if !source.status.is_ended() {
        return Err(AppError::conflict("conflict", "the run has not ended yet"));
    }
    let mut run = next(app, caller, &source, Lineage::Retry, key).await?;
    run.key_root = source.key_root.or(Some(source.id));
    let told = json!({ "node": what.node });
    go_on(app, caller, &source, run, From::Failure { node: what.node }, told).await
}

async fn next(
    app: &App,
    caller: &Caller,
    source: &RunRow,
    lineage: Lineage,
    key: Option<&str>,
) -> AppResult<NewRun> {
    let word = match lineage {
        Lineage::Fork => "fork",
        Lineage::Retry => "retry",
    };
    let id = match key {
        // A repeated request is the same run, whatever died in between.
        Some(key) => Uuid::new_v5(&source.id, format!("{word}/{}/{key}", caller.user).as_bytes()),
        None => app.new_id(),
    };
    let number = match source.flow.parse::<ResourceName>() {
        Ok(flow) if !source.test => {
            let tx = app.db.read(caller.tenant).await?;
            let version = flow_versions::find_by_hash(&tx, &flow, &source.version).await?;
            version.map(|version| version.number)
        }
        _ => None,
    };
    Ok(NewRun {
        id,
        tenant: caller.tenant.as_uuid(),
        flow: source.flow.clone(),
        version: source.version.clone(),
        // A conversation has one run at a time, in order; this one stands beside it.
        conversation: None,
        input: source.input.clone(),
        // The facts that are taken over bring the context they were made in.
        context: chat::context(caller, None, &source.flow, number, None),
        principal: source.principal.clone(),
        correlation_id: caller.correlation_id.clone(),
        test: source.test,
        parent_run: Some(source.id),
        lineage: Some(lineage),
        key_root: None,
        origin: None,
    })
}

async fn go_on(
    app: &App,
    caller: &Caller,
    source: &RunRow,
    run: NewRun,
    from: From,
    told: Value,
) -> AppResult<RunView> {
    let action = match run.lineage {
        Some(Lineage::Retry) => "run.retried",
        Some(Lineage::Fork) | None => "run.forked",
    };
    let row = app.executor()?.go_on(run, source.id, from).await?;
    let tx = app.db.write(caller.tenant).await?;
    let what = json!({ "from": source.id, "what": told });
    audit::record(app, &tx, caller, action, "run", &row.id.to_string(), what).await?;
    tx.commit().await?;
    see::view(app, caller, row).await
}
