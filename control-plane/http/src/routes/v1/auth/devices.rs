use super::Signed;
use crate::error::Problem;
use crate::extract::{Data, Path};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::auth::{self, Device};
use http::StatusCode;
use uuid::Uuid;

/// Where the own account is signed in.
#[utoipa::path(
    get,
    path = "/auth/devices",
    tag = "session",
    security(("bearer" = [])),
    responses((status = 200, description = "Open sessions, the latest used first", body = Data<Device>)),
)]
pub(super) async fn list(
    State(state): State<AppState>,
    caller: Signed,
) -> Result<Json<Data<Device>>, Problem> {
    Ok(Json(Data { data: auth::devices(&state.app, &caller).await? }))
}

/// Sign a device out.
#[utoipa::path(
    delete,
    path = "/auth/devices/{id}",
    tag = "session",
    security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "Of the list of devices")),
    responses((status = 204, description = "Signed out")),
)]
pub(super) async fn end(
    State(state): State<AppState>,
    caller: Signed,
    path: Path<Uuid>,
) -> Result<StatusCode, Problem> {
    auth::end_device(&state.app, &caller, path.0).await?;
    Ok(StatusCode::NO_CONTENT)
}
