use crate::error::Problem;
use crate::extract::{Path, Query, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::runs;
use serde::Deserialize;
use serde_json::Value;
use utoipa::IntoParams;
use uuid::Uuid;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Params {
    /// After this event; after the last one when not given.
    at_seq: Option<u64>,
}

/// The run's state after an event: channels, node outputs, node status.
#[utoipa::path(
    get,
    path = "/runs/{id}/state",
    tag = "runs",
    security(("bearer" = ["runs:read"])),
    params(("id" = Uuid, Path, description = "Id of the run"), Params),
    responses((status = 200, description = "The state", body = Object)),
)]
pub(super) async fn state(
    State(app): State<AppState>,
    caller: Require<needs::RunsRead>,
    path: Path<Uuid>,
    query: Query<Params>,
) -> Result<Json<Value>, Problem> {
    Ok(Json(runs::state(&app.app, &caller, path.0, query.0.at_seq).await?))
}
