use crate::error::Problem;
use crate::extract::{Body, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use control_plane_app::chat::{self, ConversationView, NewConversation};
use http::{StatusCode, header};

/// Begin a conversation with a flow. A test chat (`draft`) needs `flows:write`.
#[utoipa::path(
    post,
    path = "/conversations",
    tag = "conversations",
    security(("bearer" = ["chat:use"])),
    request_body = NewConversation,
    responses(
        (status = 201, description = "Begun; `Location` names it", body = ConversationView),
        (status = 409, description = "The flow has not been published"),
    ),
)]
pub(super) async fn create(
    State(state): State<AppState>,
    caller: Require<needs::ChatUse>,
    body: Body<NewConversation>,
) -> Result<Response, Problem> {
    let made = chat::create(&state.app, &caller, body.0).await?;
    let location = format!("/api/v1/conversations/{}", made.id);
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(made)).into_response())
}
