use crate::error::Problem;
use crate::extract::{Path, Query, SignedIn};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::Caller;
use control_plane_app::chat::{self, MessageView};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Params {
    /// Messages with a greater `seq`.
    pub after: Option<u64>,
    /// At most 200; 50 when not given.
    pub limit: Option<u64>,
}

/// A stretch of a conversation.
#[derive(Debug, Serialize, ToSchema)]
pub struct MessagePage {
    pub data: Vec<MessageView>,
    /// What to ask for `after` this; `null` at the end.
    pub next: Option<u64>,
}

/// What was said, in order.
#[utoipa::path(
    get,
    path = "/conversations/{id}/messages",
    tag = "conversations",
    security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "Id of the conversation"), Params),
    responses((status = 200, description = "Messages", body = MessagePage)),
)]
pub(super) async fn list(
    State(state): State<AppState>,
    caller: SignedIn,
    path: Path<Uuid>,
    query: Query<Params>,
) -> Result<Json<MessagePage>, Problem> {
    stretch(&state, &caller, path.0, &query.0).await
}

/// The same for whoever may see the conversation.
pub(in crate::routes::v1) async fn stretch(
    state: &AppState,
    caller: &Caller,
    conversation: Uuid,
    params: &Params,
) -> Result<Json<MessagePage>, Problem> {
    let limit = params.limit.unwrap_or(50).clamp(1, 200);
    let page = chat::messages(&state.app, caller, conversation, params.after.unwrap_or(0), limit).await?;
    Ok(Json(MessagePage { data: page.data, next: page.next }))
}
