use crate::error::Problem;
use crate::extract::{Path, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::notifications::{self, NotificationView};
use uuid::Uuid;

/// Mark one of one's own notifications as read.
#[utoipa::path(
    post,
    path = "/notifications/{id}/read",
    tag = "notifications",
    security(("bearer" = ["notifications:read"])),
    params(("id" = Uuid, Path, description = "Id of the notification")),
    responses((status = 200, description = "Read", body = NotificationView)),
)]
pub(super) async fn read(
    State(state): State<AppState>,
    caller: Require<needs::NotificationsRead>,
    path: Path<Uuid>,
) -> Result<Json<NotificationView>, Problem> {
    Ok(Json(notifications::read(&state.app, &caller, path.0).await?))
}
