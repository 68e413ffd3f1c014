use crate::error::Problem;
use crate::extract::{Address, List, Page, Query, Require, Sort, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use control_plane_app::runs::{self, RunStatus, RunView};
use flow_schema::ErrorCode;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Params {
    page: Option<u64>,
    limit: Option<u64>,
    /// `-created_at` is the only one.
    sort: Option<String>,
    /// Name of a flow.
    flow: Option<String>,
    /// `queued`, `running`, `waiting`, `completed`, `failed`, `cancelled`.
    #[param(value_type = Option<String>)]
    status: Option<RunStatus>,
    /// Id of a conversation.
    conversation: Option<Uuid>,
    /// `true`: test runs only; `false`: none. Both when not given.
    test: Option<bool>,
    /// Number of a version of the flow, which must be named, too.
    version: Option<u64>,
    /// Id of a run: what was made of it (forks, retries).
    parent: Option<Uuid>,
    /// Failed with this code (`timeout`, `validation`, …).
    #[param(value_type = Option<String>)]
    code: Option<ErrorCode>,
    /// Failed at the node of this address.
    node: Option<String>,
    /// Started then or later.
    since: Option<DateTime<Utc>>,
    /// Started before.
    until: Option<DateTime<Utc>>,
}

/// Runs, newest first.
#[utoipa::path(
    get,
    path = "/runs",
    tag = "runs",
    security(("bearer" = ["runs:read"])),
    params(Params),
    responses((status = 200, description = "One page of runs", body = List<RunView>)),
)]
pub(super) async fn list(
    State(state): State<AppState>,
    caller: Require<needs::RunsRead>,
    address: Address,
    query: Query<Params>,
) -> Result<Json<List<RunView>>, Problem> {
    let page = Page::new(query.0.page, query.0.limit)?;
    if !Sort::parse(query.0.sort.as_deref(), &["created_at"])?.descending {
        return Err(Problem::new("unknown_parameter", "runs come newest first: sort is -created_at"));
    }
    let wanted = runs::Wanted {
        flow: query.0.flow,
        status: query.0.status,
        conversation: query.0.conversation,
        test: query.0.test,
        version: query.0.version,
        parent: query.0.parent,
        code: query.0.code,
        node: query.0.node,
        since: query.0.since,
        until: query.0.until,
        offset: page.offset(),
        limit: page.limit,
    };
    let (items, total) = runs::list(&state.app, &caller, wanted).await?;
    Ok(Json(List::new(items, page, total, &address)))
}
