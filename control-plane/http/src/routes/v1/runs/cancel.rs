use crate::error::Problem;
use crate::extract::{Body, Path, SignedIn};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::runs::{self, Stopped};
use http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Why a run is to stop.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Cancel {
    #[serde(default)]
    reason: String,
}

/// Stop a run; it does within a second. Nothing happens to one that has ended.
///
/// With `runs:write` any run, with `chat:use` one of one's own conversations. Whoever may not read runs gets
/// of it what the conversation shows.
#[utoipa::path(
    post,
    path = "/runs/{id}/cancel",
    tag = "runs",
    security(("bearer" = ["runs:write"]), ("bearer" = ["chat:use"])),
    params(("id" = Uuid, Path, description = "Id of the run")),
    request_body = Cancel,
    responses((status = 202, description = "It is being stopped", body = Stopped)),
)]
pub(super) async fn cancel(
    State(state): State<AppState>,
    // Whose run it is says which permission is needed, so the use-case asks for it.
    caller: SignedIn,
    path: Path<Uuid>,
    body: Body<Cancel>,
) -> Result<(StatusCode, Json<Stopped>), Problem> {
    let run = runs::cancel(&state.app, &caller, path.0, &body.0.reason).await?;
    Ok((StatusCode::ACCEPTED, Json(run)))
}
