use crate::error::Problem;
use crate::extract::{Body, IdempotencyKey, Path, SignedIn};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::desk::{self, CommentView, NewComment};
use http::StatusCode;

/// Say something about a ticket. Internal comments are for the desk only.
#[utoipa::path(
    post,
    path = "/tickets/{id}/comments",
    tag = "tickets",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "Id or number of the ticket")),
    request_body = NewComment,
    responses((status = 201, description = "Said", body = CommentView)),
)]
pub(super) async fn comment(
    State(state): State<AppState>,
    caller: SignedIn,
    path: Path<String>,
    key: IdempotencyKey,
    body: Body<NewComment>,
) -> Result<(StatusCode, Json<CommentView>), Problem> {
    let made = desk::comment(&state.app, &caller, &path.0, body.0, key.as_deref()).await?;
    Ok((StatusCode::CREATED, Json(made)))
}
