use crate::error::Problem;
use crate::extract::{Body, Path, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::flows::{self, Announce, PresenceView};
use http::StatusCode;
use uuid::Uuid;

/// Say that one has the flow open, and where one is in it; answers who else is there. A tab that is
/// not heard of for 30 seconds is gone.
#[utoipa::path(
    put,
    path = "/flows/{flow}/presence",
    tag = "flows",
    security(("bearer" = ["flows:read"])),
    params(("flow" = String, Path, description = "Name of the flow")),
    request_body = Announce,
    responses((status = 200, description = "Who is there, and the draft's ETag", body = PresenceView)),
)]
pub(super) async fn announce(
    State(state): State<AppState>,
    caller: Require<needs::FlowsRead>,
    path: Path<String>,
    body: Body<Announce>,
) -> Result<Json<PresenceView>, Problem> {
    Ok(Json(flows::announce(&state.app, &caller, &path.0, body.0).await?))
}

/// Say that a tab of one's own is closed.
#[utoipa::path(
    delete,
    path = "/flows/{flow}/presence/{tab}",
    tag = "flows",
    security(("bearer" = ["flows:read"])),
    params(
        ("flow" = String, Path, description = "Name of the flow"),
        ("tab" = Uuid, Path, description = "As the tab called itself"),
    ),
    responses((status = 204, description = "Noted")),
)]
pub(super) async fn leave(
    State(state): State<AppState>,
    caller: Require<needs::FlowsRead>,
    path: Path<(String, Uuid)>,
) -> Result<StatusCode, Problem> {
    let (flow, tab) = path.0;
    flows::leave(&state.app, &caller, &flow, tab).await?;
    Ok(StatusCode::NO_CONTENT)
}
