use crate::error::Problem;
use crate::extract::{Query, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::runs::{self, Comparison};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Params {
    /// Id of a run.
    a: Uuid,
    /// Id of the run to compare it with.
    b: Uuid,
}

/// Two runs side by side: how far they went the same way, and what became of each node.
#[utoipa::path(
    get,
    path = "/runs/compare",
    tag = "runs",
    security(("bearer" = ["runs:read"])),
    params(Params),
    responses(
        (status = 200, description = "What they have in common and where they differ", body = Comparison),
        (status = 404, description = "One of them does not exist, or belongs to another tenant"),
    ),
)]
pub(super) async fn compare(
    State(state): State<AppState>,
    caller: Require<needs::RunsRead>,
    query: Query<Params>,
) -> Result<Json<Comparison>, Problem> {
    Ok(Json(runs::compare(&state.app, &caller, query.0.a, query.0.b).await?))
}
