use super::Below;
use crate::error::Problem;
use crate::extract::{Address, List, OptionalBody, Page, Path, Query, Visiting};
use crate::routes::v1::conversations::events;
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use control_plane_app::chat::{self, ConversationView};
use control_plane_app::widget;
use http::{HeaderMap, StatusCode, header};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Params {
    page: Option<u64>,
    limit: Option<u64>,
}

/// The visitor's conversations, the last used first.
#[utoipa::path(
    get,
    path = "/embed/{public_id}/conversations",
    tag = "widget",
    security(("visitor" = [])),
    params(("public_id" = String, Path, description = "Public id of the widget"), Params),
    responses((status = 200, description = "One page of conversations", body = List<ConversationView>)),
)]
pub(super) async fn list(
    State(state): State<AppState>,
    caller: Visiting,
    address: Address,
    query: Query<Params>,
) -> Result<Json<List<ConversationView>>, Problem> {
    let page = Page::new(query.0.page, query.0.limit)?;
    let (items, total) = widget::conversations(&state.app, &caller, page.page, page.limit).await?;
    Ok(Json(List::new(items, page, total, &address)))
}

/// A conversation to begin; with which flow, the widget says.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewVisitorConversation {
    #[serde(default)]
    title: String,
}

/// Begin a conversation with the widget's flow, as it is published.
#[utoipa::path(
    post,
    path = "/embed/{public_id}/conversations",
    tag = "widget",
    security(("visitor" = [])),
    params(("public_id" = String, Path, description = "Public id of the widget")),
    request_body = Option<NewVisitorConversation>,
    responses(
        (status = 201, description = "Begun; `Location` names it", body = ConversationView),
        (status = 409, description = "The flow has not been published"),
    ),
)]
pub(super) async fn begin(
    State(state): State<AppState>,
    caller: Visiting,
    path: Path<String>,
    body: OptionalBody<NewVisitorConversation>,
) -> Result<Response, Problem> {
    let made = widget::begin(&state.app, &caller, body.0.unwrap_or_default().title).await?;
    let location = format!("/api/v1/embed/{}/conversations/{}", path.0, made.id);
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(made)).into_response())
}

/// One of the visitor's conversations.
#[utoipa::path(
    get,
    path = "/embed/{public_id}/conversations/{id}",
    tag = "widget",
    security(("visitor" = [])),
    params(
        ("public_id" = String, Path, description = "Public id of the widget"),
        ("id" = Uuid, Path, description = "Id of the conversation"),
    ),
    responses((status = 200, description = "The conversation", body = ConversationView)),
)]
pub(super) async fn get(
    State(state): State<AppState>,
    caller: Visiting,
    path: Path<Below>,
) -> Result<Json<ConversationView>, Problem> {
    Ok(Json(chat::get(&state.app, &caller, path.0.1).await?))
}

/// Follow a conversation, as `GET /conversations/{id}/events`.
#[utoipa::path(
    get,
    path = "/embed/{public_id}/conversations/{id}/events",
    tag = "widget",
    security(("visitor" = [])),
    params(
        ("public_id" = String, Path, description = "Public id of the widget"),
        ("id" = Uuid, Path, description = "Id of the conversation"),
        ("Last-Event-ID" = Option<String>, Header, description = "`<run>:<seq>[.<part>]`"),
        events::Params,
    ),
    responses((status = 200, description = "Events, until the session ends", content_type = "text/event-stream")),
)]
pub(super) async fn follow(
    State(state): State<AppState>,
    caller: Visiting,
    path: Path<Below>,
    headers: HeaderMap,
    query: Query<events::Params>,
) -> Result<Response, Problem> {
    events::followed(&state, caller.0, path.0.1, &headers, &query.0).await
}
