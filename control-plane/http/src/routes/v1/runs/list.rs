use crate::error::Problem;
use crate::extract::{Address, List, Page, Query, Require, Sort, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::runs::{self, RunStatus, RunView};
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
        offset: page.offset(),
        limit: page.limit,
    };
    let (items, total) = runs::list(&state.app, &caller, wanted).await?;
    Ok(Json(List::new(items, page, total, &address)))
}
