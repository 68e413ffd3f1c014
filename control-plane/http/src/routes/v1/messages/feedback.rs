use crate::error::Problem;
use crate::extract::{Body, Path, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::chat::{self, FeedbackView, NewFeedback};
use uuid::Uuid;

/// Say whether an answer helped. A second opinion replaces the first.
#[utoipa::path(
    post,
    path = "/messages/{id}/feedback",
    tag = "conversations",
    security(("bearer" = ["chat:use"])),
    params(("id" = Uuid, Path, description = "Id of the message")),
    request_body = NewFeedback,
    responses((status = 200, description = "Kept", body = FeedbackView)),
)]
pub(super) async fn rate(
    State(state): State<AppState>,
    caller: Require<needs::ChatUse>,
    path: Path<Uuid>,
    body: Body<NewFeedback>,
) -> Result<Json<FeedbackView>, Problem> {
    Ok(Json(chat::rate(&state.app, &caller, path.0, body.0).await?))
}
