use super::pin::{pin_draft, pin_number, pin_published};
use super::view::RunView;
use super::{find, see};
use crate::app::App;
use crate::caller::Caller;
use crate::chat;
use crate::error::{AppError, AppResult};
use control_plane_domain::{ConversationId, Environment, ResourceName};
use control_plane_store::{conversations, messages};
use executor_runtime::DEBUG;
use executor_runtime::api::{Begins, Breakpoint, NewRun, Origin, Pin, Received};
use flow_schema::NodeId;
use futures::StreamExt;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::time::Duration;
use utoipa::ToSchema;
use uuid::Uuid;

/// The longest `?wait=`.
const MAX_WAIT: Duration = Duration::from_secs(60);

/// A run to start.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StartRun {
    /// What the flow's `input` schema describes.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub input: Map<String, Value>,
    /// A version's number, or `"draft"` (needs `flows:write`); without it the published one.
    pub version: Option<VersionRef>,
    /// Of a draft: the branch whose draft it is; without it the flow's own.
    #[serde(default)]
    pub branch: Option<String>,
    /// Instead of a version: the one that this environment runs; without both it is `production`.
    pub environment: Option<Environment>,
    /// Runs of one conversation go one after the other. One of the caller's own.
    pub conversation_id: Option<Uuid>,
    /// Of a draft: by node, outcomes instead of calls: `{"kb": [{"output": …}, {"error": {"code", "message", "retryable"}}]}`;
    /// with `"after_ms"`, that many milliseconds later, an hour at most.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub pins: BTreeMap<String, Vec<Pin>>,
    /// Of a draft: where the run stops until `POST /runs/{id}/signals/continue`: `[{"node", "when"?, "after"?}]`.
    #[serde(default)]
    #[schema(value_type = Vec<Object>)]
    pub breakpoints: Vec<Breakpoint>,
    /// Of a draft: the run whose values it is given, as it goes on from there. A link between the two; the values
    /// themselves are `input` and `pins`.
    #[serde(default)]
    pub from: Option<StartFrom>,
}

/// A place in another run of the same flow.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StartFrom {
    pub run_id: Uuid,
    /// The node of the draft that it goes on from; without it the moment is meant.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub node: Option<NodeId>,
    /// After this event of the run; after its last one when not given.
    #[serde(default)]
    pub at_seq: Option<u64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum VersionRef {
    Number(u64),
    Word(DraftWord),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DraftWord {
    Draft,
}

/// A run that was accepted.
#[derive(Clone, Debug)]
pub struct Started {
    pub run: RunView,
    /// It ended, or waits, within the time the caller gave it.
    pub rests: bool,
}

/// Starts a run. When this returns, the run is durable. With `wait`, gives it that long to end.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown flow, version or conversation, [`AppError::Conflict`] when
/// nothing is published, [`AppError::Findings`] when the document cannot run.
pub async fn start(
    app: &App,
    caller: &Caller,
    flow: &str,
    new: StartRun,
    key: Option<&str>,
    wait: Option<Duration>,
) -> AppResult<Started> {
    let name: ResourceName = flow.parse().map_err(|_| AppError::not_found("the flow"))?;
    if new.version.is_some() && new.environment.is_some() {
        return Err(AppError::field("environment", "invalid", "name a version or an environment, not both"));
    }
    if new.branch.is_some() && !matches!(new.version, Some(VersionRef::Word(DraftWord::Draft))) {
        let words = "only a draft is of a branch: give the version \"draft\"";
        return Err(AppError::field("branch", "invalid", words));
    }
    let tenant = caller.tenant.as_uuid();
    let id = match key {
        // A repeated request is the same run, whatever died in between.
        Some(key) => Uuid::new_v5(&tenant, format!("run/{}/{name}/{key}", caller.user).as_bytes()),
        None => app.new_id(),
    };
    let pinned = match new.version {
        None => {
            let who = new.conversation_id.unwrap_or(id);
            pin_published(app, caller, &name, new.environment.unwrap_or_default(), who).await?
        }
        Some(VersionRef::Number(number)) => pin_number(app, caller, &name, number).await?,
        Some(VersionRef::Word(DraftWord::Draft)) => {
            pin_draft(app, caller, &name, new.branch.as_deref()).await?
        }
    };
    let debug = super::debug(new.pins, new.breakpoints)?;
    if !debug.is_empty() && pinned.number.is_some() {
        let words = "only a draft's runs can be pinned and stopped";
        return Err(AppError::field("version", "invalid", words));
    }
    let parent_run = new.from.as_ref().map(|from| from.run_id);
    let origin = match new.from {
        None => None,
        Some(_) if pinned.number.is_some() => {
            return Err(AppError::field("from", "invalid", "only a draft's run goes on from another run"));
        }
        Some(from) => Some(origin(app, caller, &name, from).await?),
    };
    let history = match new.conversation_id {
        None => None,
        Some(id) => {
            let tx = app.db.read(caller.tenant).await?;
            let found = conversations::find(&tx, ConversationId::new(id)).await?;
            let found = found.filter(|found| found.user == caller.user);
            let found = found.ok_or_else(|| AppError::not_found("the conversation"))?;
            Some((id, messages::last(&tx, found.id, chat::HISTORY).await?))
        }
    };
    let history = history.as_ref().map(|(id, messages)| (*id, messages.as_slice()));
    let mut context = chat::context(caller, history, name.as_str(), pinned.number, pinned.environment);
    if !debug.is_empty() {
        context.insert(DEBUG.to_owned(), serde_json::to_value(debug).map_err(AppError::internal)?);
    }
    let run = NewRun {
        id,
        tenant,
        flow: name.to_string(),
        version: pinned.hash,
        conversation: new.conversation_id,
        input: Value::Object(new.input),
        context,
        principal: caller.principal(),
        correlation_id: caller.correlation_id.clone(),
        test: pinned.number.is_none(),
        parent_run,
        lineage: None,
        key_root: None,
        origin,
    };
    let row = app.executor()?.start(run).await?;
    if let Some(conversation) = row.conversation {
        app.hub.ring(tenant, conversation);
    }
    let rests = rests_within(app, caller, row.id, wait).await?;
    let run = if rests { find(app, caller, row.id).await? } else { row };
    Ok(Started { run: see::view(app, caller, run).await?, rests })
}

/// A place in a run that the caller may see, of this flow.
async fn origin(app: &App, caller: &Caller, flow: &ResourceName, from: StartFrom) -> AppResult<Origin> {
    let row = find(app, caller, from.run_id).await?;
    if row.flow != flow.as_str() {
        return Err(AppError::field("from.run_id", "invalid", "it is a run of another flow"));
    }
    if from.at_seq.is_some_and(|seq| seq == 0 || seq > row.last_seq) {
        let words = format!("the run has the events 1 to {}", row.last_seq);
        return Err(AppError::field("from.at_seq", "invalid", words));
    }
    let node = from.node.map(|node| node.to_string());
    Ok(Origin { begins: Begins::FromHere, node, at_seq: from.at_seq })
}

/// Whether the run ends, or waits for somebody, within the time it is given.
pub(super) async fn rests_within(
    app: &App,
    caller: &Caller,
    id: Uuid,
    wait: Option<Duration>,
) -> AppResult<bool> {
    match wait {
        Some(wait) => rest(app, caller, id, wait.min(MAX_WAIT)).await,
        None => Ok(false),
    }
}

async fn rest(app: &App, caller: &Caller, id: Uuid, wait: Duration) -> AppResult<bool> {
    let mut events = app.executor()?.follow(caller.tenant.as_uuid(), id, Received::default()).await?;
    let rested = async {
        while let Some(event) = events.next().await {
            let may_rest = matches!(
                event.kind.as_str(),
                "run.waiting" | "run.completed" | "run.failed" | "run.cancelled"
            );
            if may_rest && event.part.is_none() {
                let row = find(app, caller, id).await?;
                if row.status.is_ended() || row.status == executor_runtime::api::RunStatus::Waiting {
                    return Ok(true);
                }
            }
        }
        Ok(find(app, caller, id).await?.status.is_ended())
    };
    tokio::time::timeout(wait, rested).await.unwrap_or(Ok(false))
}
