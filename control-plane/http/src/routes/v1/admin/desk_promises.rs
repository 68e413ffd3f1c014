use crate::error::Problem;
use crate::extract::{Body, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::desk::promises::{self, UpdatePromises};

/// How soon the desk promises a word on a ticket.
#[utoipa::path(
    get,
    path = "/admin/desk-promises",
    tag = "administration",
    security(("bearer" = ["settings:read"])),
    responses((status = 200, description = "Minutes by priority", body = UpdatePromises)),
)]
pub(super) async fn read(
    State(state): State<AppState>,
    caller: Require<needs::SettingsRead>,
) -> Result<Json<UpdatePromises>, Problem> {
    Ok(Json(promises::read(&state.app, &caller).await?))
}

/// Say how soon the desk promises a word on a ticket. Who has opened one sees until when; it is counted in the desk's opening
/// hours, if there are any.
#[utoipa::path(
    put,
    path = "/admin/desk-promises",
    tag = "administration",
    security(("bearer" = ["settings:write"])),
    request_body = UpdatePromises,
    responses((status = 200, description = "Saved", body = UpdatePromises)),
)]
pub(super) async fn put(
    State(state): State<AppState>,
    caller: Require<needs::SettingsWrite>,
    body: Body<UpdatePromises>,
) -> Result<Json<UpdatePromises>, Problem> {
    Ok(Json(promises::save(&state.app, &caller, body.0).await?))
}
