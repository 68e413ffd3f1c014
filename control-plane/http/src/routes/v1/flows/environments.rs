use crate::error::{Problem, ProblemDetails};
use crate::extract::{Body, IfMatch, Path, Query, Require, etag_header, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use control_plane_app::flows::{self, EnvironmentView, Promote, Promotion};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The three environments.
#[derive(Debug, Serialize, ToSchema)]
pub struct Environments {
    data: Vec<EnvironmentView>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Params {
    /// The version to look at; without it the newest.
    version: Option<u64>,
}

/// Which version runs where.
#[utoipa::path(
    get,
    path = "/flows/{flow}/environments",
    tag = "flows",
    security(("bearer" = ["flows:read"])),
    params(("flow" = String, Path, description = "Name of the flow")),
    responses((status = 200, description = "dev, staging and production", body = Environments)),
)]
pub(super) async fn list(
    State(state): State<AppState>,
    caller: Require<needs::FlowsRead>,
    path: Path<String>,
) -> Result<Json<Environments>, Problem> {
    Ok(Json(Environments { data: flows::environments(&state.app, &caller, &path.0).await? }))
}

/// One environment.
#[utoipa::path(
    get,
    path = "/flows/{flow}/environments/{environment}",
    tag = "flows",
    security(("bearer" = ["flows:read"])),
    params(
        ("flow" = String, Path, description = "Name of the flow"),
        ("environment" = String, Path, description = "`dev`, `staging` or `production`"),
    ),
    responses((status = 200, description = "The environment; `ETag` names its state", body = EnvironmentView)),
)]
pub(super) async fn get(
    State(state): State<AppState>,
    caller: Require<needs::FlowsRead>,
    path: Path<(String, String)>,
) -> Result<Response, Problem> {
    let (flow, environment) = &path.0;
    let (view, etag) = flows::environment(&state.app, &caller, flow, environment).await?;
    Ok((etag_header(&etag), Json(view)).into_response())
}

/// Point an environment at a version: promote, roll back, follow the newest, or give a share to a candidate.
///
/// A version that lacks something here is refused, with everything that it lacks.
#[utoipa::path(
    put,
    path = "/flows/{flow}/environments/{environment}",
    tag = "flows",
    security(("bearer" = ["flows:publish"])),
    params(
        ("flow" = String, Path, description = "Name of the flow"),
        ("environment" = String, Path, description = "`dev`, `staging` or `production`"),
        ("If-Match" = String, Header, description = "ETag of the environment as it was seen"),
    ),
    request_body = Promote,
    responses(
        (status = 200, description = "Moved; runs and conversations that go on keep their version", body = EnvironmentView),
        (status = 422, description = "The version lacks something (`findings`), or its tests do not pass", body = ProblemDetails),
    ),
)]
pub(super) async fn put(
    State(state): State<AppState>,
    caller: Require<needs::FlowsPublish>,
    expected: IfMatch,
    path: Path<(String, String)>,
    body: Body<Promote>,
) -> Result<Response, Problem> {
    let (flow, environment) = &path.0;
    let (view, etag) = flows::promote(&state.app, &caller, flow, environment, body.0, expected.0).await?;
    Ok((etag_header(&etag), Json(view)).into_response())
}

/// What pointing the environment at a version would mean: what it lacks, before it moves.
#[utoipa::path(
    get,
    path = "/flows/{flow}/environments/{environment}/preview",
    tag = "flows",
    security(("bearer" = ["flows:read"])),
    params(
        ("flow" = String, Path, description = "Name of the flow"),
        ("environment" = String, Path, description = "`dev`, `staging` or `production`"),
        Params,
    ),
    responses((status = 200, description = "Nothing has moved", body = Promotion)),
)]
pub(super) async fn preview(
    State(state): State<AppState>,
    caller: Require<needs::FlowsRead>,
    path: Path<(String, String)>,
    query: Query<Params>,
) -> Result<Json<Promotion>, Problem> {
    let (flow, environment) = &path.0;
    Ok(Json(flows::preview(&state.app, &caller, flow, environment, query.0.version).await?))
}
