use crate::error::Problem;
use crate::extract::{Body, Path, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::push::{self, NewPushDevice, PushDevice, PushView};
use http::StatusCode;
use uuid::Uuid;

/// The key that a browser asks for notices with, and which of one's own get them.
#[utoipa::path(
    get,
    path = "/push",
    tag = "notifications",
    security(("bearer" = ["notifications:read"])),
    responses((status = 200, description = "The key, and the devices, the newest first", body = PushView)),
)]
pub(super) async fn view(
    State(state): State<AppState>,
    caller: Require<needs::NotificationsRead>,
) -> Result<Json<PushView>, Problem> {
    Ok(Json(push::view(&state.app, &caller).await?))
}

/// Get one's notices on this device too, until one signs out there. Of ten devices the oldest makes room for another.
#[utoipa::path(
    post,
    path = "/push/devices",
    tag = "notifications",
    security(("bearer" = ["notifications:read"])),
    request_body = NewPushDevice,
    responses((status = 201, description = "It will get them", body = PushDevice)),
)]
pub(super) async fn add(
    State(state): State<AppState>,
    caller: Require<needs::NotificationsRead>,
    body: Body<NewPushDevice>,
) -> Result<(StatusCode, Json<PushDevice>), Problem> {
    Ok((StatusCode::CREATED, Json(push::add(&state.app, &caller, body.0).await?)))
}

/// Get no notices on a device any more.
#[utoipa::path(
    delete,
    path = "/push/devices/{device}",
    tag = "notifications",
    security(("bearer" = ["notifications:read"])),
    params(("device" = Uuid, Path, description = "Of the list of devices")),
    responses((status = 204, description = "It gets none")),
)]
pub(super) async fn remove(
    State(state): State<AppState>,
    caller: Require<needs::NotificationsRead>,
    path: Path<Uuid>,
) -> Result<StatusCode, Problem> {
    push::remove(&state.app, &caller, path.0).await?;
    Ok(StatusCode::NO_CONTENT)
}
