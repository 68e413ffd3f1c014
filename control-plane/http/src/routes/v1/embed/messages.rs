use super::Below;
use crate::error::Problem;
use crate::extract::{Body, IdempotencyKey, Path, Query, Visiting};
use crate::routes::v1::conversations::messages::{self, MessagePage};
use crate::routes::v1::conversations::post::{self, Taken};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::response::Response;
use control_plane_app::chat::{self, FeedbackView, NewFeedback, NewMessage};
use control_plane_app::kb::ArticleView;
use http::HeaderMap;
use uuid::Uuid;

/// What was said, in order.
#[utoipa::path(
    get,
    path = "/embed/{public_id}/conversations/{id}/messages",
    tag = "widget",
    security(("visitor" = [])),
    params(
        ("public_id" = String, Path, description = "Public id of the widget"),
        ("id" = Uuid, Path, description = "Id of the conversation"),
        messages::Params,
    ),
    responses((status = 200, description = "Messages", body = MessagePage)),
)]
pub(super) async fn list(
    State(state): State<AppState>,
    caller: Visiting,
    path: Path<Below>,
    query: Query<messages::Params>,
) -> Result<Json<MessagePage>, Problem> {
    messages::stretch(&state, &caller, path.0.1, &query.0).await
}

/// Say something, as `POST /conversations/{id}/messages`.
#[utoipa::path(
    post,
    path = "/embed/{public_id}/conversations/{id}/messages",
    tag = "widget",
    security(("visitor" = [])),
    params(
        ("public_id" = String, Path, description = "Public id of the widget"),
        ("id" = Uuid, Path, description = "Id of the conversation"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key is the same message, whatever died"),
    ),
    request_body = NewMessage,
    responses(
        (status = 202, description = "Taken; the run is durable", body = Taken),
        (status = 200, description = "With `Accept: text/event-stream`: the events of the turn", content_type = "text/event-stream"),
        (status = 409, description = "Nothing is being asked, or the conversation is closed"),
    ),
)]
pub(super) async fn post(
    State(state): State<AppState>,
    caller: Visiting,
    path: Path<Below>,
    key: IdempotencyKey,
    headers: HeaderMap,
    body: Body<NewMessage>,
) -> Result<Response, Problem> {
    post::say(&state, caller.0, path.0.1, body.0, key, &headers).await
}

/// Say whether an answer helped. A second opinion replaces the first.
#[utoipa::path(
    post,
    path = "/embed/{public_id}/messages/{id}/feedback",
    tag = "widget",
    security(("visitor" = [])),
    params(
        ("public_id" = String, Path, description = "Public id of the widget"),
        ("id" = Uuid, Path, description = "Id of the message"),
    ),
    request_body = NewFeedback,
    responses((status = 200, description = "Kept", body = FeedbackView)),
)]
pub(super) async fn rate(
    State(state): State<AppState>,
    caller: Visiting,
    path: Path<Below>,
    body: Body<NewFeedback>,
) -> Result<Json<FeedbackView>, Problem> {
    Ok(Json(chat::rate(&state.app, &caller, path.0.1, body.0).await?))
}

/// The article that an answer stands on, with the passage marked.
#[utoipa::path(
    get,
    path = "/embed/{public_id}/messages/{id}/sources/{n}",
    tag = "widget",
    security(("visitor" = [])),
    params(
        ("public_id" = String, Path, description = "Public id of the widget"),
        ("id" = Uuid, Path, description = "Id of the message"),
        ("n" = u64, Path, description = "Number of the citation"),
    ),
    responses((status = 200, description = "The article", body = ArticleView)),
)]
pub(super) async fn source(
    State(state): State<AppState>,
    caller: Visiting,
    path: Path<(String, Uuid, u64)>,
) -> Result<Json<ArticleView>, Problem> {
    Ok(Json(chat::source(&state.app, &caller, path.0.1, path.0.2).await?))
}
