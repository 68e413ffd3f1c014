use crate::error::Problem;
use crate::extract::{Address, List, Page, Path, Query, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::flows::{self, Version, VersionDetail};
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Params {
    page: Option<u64>,
    limit: Option<u64>,
}

/// Published versions, the newest first.
#[utoipa::path(
    get,
    path = "/flows/{flow}/versions",
    tag = "flows",
    security(("bearer" = ["flows:read"])),
    params(("flow" = String, Path, description = "Name of the flow"), Params),
    responses((status = 200, description = "One page of versions", body = List<Version>)),
)]
pub(super) async fn list(
    State(state): State<AppState>,
    caller: Require<needs::FlowsRead>,
    address: Address,
    path: Path<String>,
    query: Query<Params>,
) -> Result<Json<List<Version>>, Problem> {
    let page = Page::new(query.0.page, query.0.limit)?;
    let (versions, total) = flows::versions(&state.app, &caller, &path.0, page.page, page.limit).await?;
    Ok(Json(List::new(versions, page, total, &address)))
}

/// One published version with its document.
#[utoipa::path(
    get,
    path = "/flows/{flow}/versions/{version}",
    tag = "flows",
    security(("bearer" = ["flows:read"])),
    params(
        ("flow" = String, Path, description = "Name of the flow"),
        ("version" = u64, Path, description = "Number of the version"),
    ),
    responses((status = 200, description = "The version", body = VersionDetail)),
)]
pub(super) async fn get(
    State(state): State<AppState>,
    caller: Require<needs::FlowsRead>,
    path: Path<(String, u64)>,
) -> Result<Json<VersionDetail>, Problem> {
    let (flow, version) = path.0;
    Ok(Json(flows::version(&state.app, &caller, &flow, version).await?))
}
