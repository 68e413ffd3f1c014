use super::find;
use super::view::{self, RunView};
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use chrono::{DateTime, Utc};
use control_plane_domain::ResourceName;
use control_plane_store::flow_versions;
use executor_runtime::api::{Received, RunEvent, RunFilter, RunRow, RunStatus};
use flow_schema::ErrorCode;
use futures::stream::BoxStream;
use serde_json::Value;
use uuid::Uuid;

/// Which runs a list wants.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    pub flow: Option<String>,
    pub status: Option<RunStatus>,
    pub conversation: Option<Uuid>,
    /// `None`: test runs and others.
    pub test: Option<bool>,
    /// Of the flow, which must be named then.
    pub version: Option<u64>,
    pub parent: Option<Uuid>,
    pub code: Option<ErrorCode>,
    pub node: Option<String>,
    pub since: Option<DateTime<Utc>>,
    pub until: Option<DateTime<Utc>>,
    pub offset: u64,
    pub limit: u64,
}

/// One page of runs, newest first, and how many there are.
///
/// # Errors
/// What the journal answers.
pub async fn list(app: &App, caller: &Caller, wanted: Wanted) -> AppResult<(Vec<RunView>, u64)> {
    let version = match wanted.version {
        None => None,
        Some(number) => {
            let flow = wanted.flow.as_deref().unwrap_or_default().parse::<ResourceName>();
            let flow =
                flow.map_err(|_| AppError::malformed("a version is one of a flow: name the flow, too"))?;
            let tx = app.db.read(caller.tenant).await?;
            match flow_versions::find(&tx, &flow, number).await? {
                Some(version) => Some(version.hash),
                None => return Ok((Vec::new(), 0)),
            }
        }
    };
    let filter = RunFilter {
        version,
        parent: wanted.parent,
        code: wanted.code,
        node: wanted.node,
        since: wanted.since,
        until: wanted.until,
        flow: wanted.flow,
        status: wanted.status,
        conversation: wanted.conversation,
        test: wanted.test,
        offset: wanted.offset,
        limit: wanted.limit,
    };
    let (rows, total) = app.executor()?.runs(caller.tenant.as_uuid(), filter).await?;
    let tx = app.db.read(caller.tenant).await?;
    Ok((view::views(&tx, rows).await?, total))
}

/// One run.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn get(app: &App, caller: &Caller, id: Uuid) -> AppResult<RunView> {
    let row = find(app, caller, id).await?;
    view(app, caller, row).await
}

pub(super) async fn view(app: &App, caller: &Caller, row: RunRow) -> AppResult<RunView> {
    let tx = app.db.read(caller.tenant).await?;
    let mut views = view::views(&tx, vec![row]).await?;
    views.pop().ok_or_else(|| AppError::not_found("the run"))
}

/// A stretch of a run's log.
#[derive(Clone, Debug)]
pub struct EventPage {
    pub data: Vec<RunEvent>,
    /// What to ask for after this; `None` when this is the end for now.
    pub next: Option<u64>,
}

/// Durable events after `after`.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn events(app: &App, caller: &Caller, id: Uuid, after: u64, limit: u32) -> AppResult<EventPage> {
    find(app, caller, id).await?;
    let data = app.executor()?.events(caller.tenant.as_uuid(), id, after, limit).await?;
    let full = data.len() as u64 == u64::from(limit);
    let next = data.last().filter(|_| full).map(|event| event.seq);
    Ok(EventPage { data, next })
}

/// The log after what was received, then the live tail. `None` when the run has ended and nothing is left to
/// tell: a client that would reconnect for ever is told to stop.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn follow(
    app: &App,
    caller: &Caller,
    id: Uuid,
    received: Option<Received>,
) -> AppResult<Option<BoxStream<'static, RunEvent>>> {
    let run = find(app, caller, id).await?;
    if run.status.is_ended() && received.is_some_and(|received| received.seq >= run.last_seq) {
        return Ok(None);
    }
    Ok(Some(app.executor()?.follow(caller.tenant.as_uuid(), id, received.unwrap_or_default()).await?))
}

/// The run's state after event `at_seq` (the last when `None`): channels, node outputs and status.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn state(app: &App, caller: &Caller, id: Uuid, at_seq: Option<u64>) -> AppResult<Value> {
    let state = app.executor()?.state(caller.tenant.as_uuid(), id, at_seq).await?;
    state.ok_or_else(|| AppError::not_found("the run"))
}
