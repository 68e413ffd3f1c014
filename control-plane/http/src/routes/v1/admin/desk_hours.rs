use crate::error::Problem;
use crate::extract::{Body, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::desk::hours::{self, DeskHoursChange, DeskHoursView};

/// When somebody is at the desk.
#[utoipa::path(
    get,
    path = "/admin/desk-hours",
    tag = "administration",
    security(("bearer" = ["settings:read"])),
    responses((status = 200, description = "The opening hours, if there are any", body = DeskHoursView)),
)]
pub(super) async fn read(
    State(state): State<AppState>,
    caller: Require<needs::SettingsRead>,
) -> Result<Json<DeskHoursView>, Problem> {
    Ok(Json(hours::read(&state.app, &caller).await?))
}

/// Say when somebody is at the desk. Whoever asks for a person at another time is told when that will be.
#[utoipa::path(
    put,
    path = "/admin/desk-hours",
    tag = "administration",
    security(("bearer" = ["settings:write"])),
    request_body = DeskHoursChange,
    responses((status = 200, description = "Saved", body = DeskHoursView)),
)]
pub(super) async fn put(
    State(state): State<AppState>,
    caller: Require<needs::SettingsWrite>,
    body: Body<DeskHoursChange>,
) -> Result<Json<DeskHoursView>, Problem> {
    Ok(Json(hours::save(&state.app, &caller, body.0).await?))
}
