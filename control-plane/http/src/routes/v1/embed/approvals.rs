use crate::error::Problem;
use crate::extract::{Body, Path, Visiting};
use crate::state::AppState;
use axum::extract::State;
use control_plane_app::approvals::{self, NewAnswer};
use http::StatusCode;
use uuid::Uuid;

/// Answer what an approver asks the visitor, as `POST /approvals/{id}/questions/{question}/answer`.
#[utoipa::path(
    post,
    path = "/embed/{public_id}/approvals/{id}/questions/{question}/answer",
    tag = "widget",
    security(("visitor" = [])),
    params(
        ("public_id" = String, Path, description = "Public id of the widget"),
        ("id" = Uuid, Path, description = "Id of the approval"),
        ("question" = Uuid, Path, description = "Id of the question"),
    ),
    request_body = NewAnswer,
    responses(
        (status = 204, description = "Answered"),
        (status = 409, description = "It was answered already, or decided"),
    ),
)]
pub(super) async fn answer(
    State(state): State<AppState>,
    caller: Visiting,
    path: Path<(String, Uuid, Uuid)>,
    body: Body<NewAnswer>,
) -> Result<StatusCode, Problem> {
    approvals::answer(&state.app, &caller, path.0.1, path.0.2, body.0).await?;
    Ok(StatusCode::NO_CONTENT)
}
