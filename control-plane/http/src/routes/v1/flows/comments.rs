use crate::error::Problem;
use crate::extract::{Body, Path, Query, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use control_plane_app::flows::{self, Colleague, FlowCommentChange, FlowCommentView, NewFlowComment};
use http::{StatusCode, header};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// What was said.
#[derive(Debug, Serialize, ToSchema)]
pub struct FlowCommentList {
    data: Vec<FlowCommentView>,
}

/// People.
#[derive(Debug, Serialize, ToSchema)]
pub struct PeopleList {
    data: Vec<Colleague>,
}

/// What people say about a flow, the oldest first.
#[utoipa::path(
    get,
    path = "/flows/{flow}/comments",
    tag = "flows",
    security(("bearer" = ["flows:read"])),
    params(("flow" = String, Path, description = "Name of the flow")),
    responses((status = 200, description = "Comments and replies", body = FlowCommentList)),
)]
pub(super) async fn list(
    State(state): State<AppState>,
    caller: Require<needs::FlowsRead>,
    path: Path<String>,
) -> Result<Json<FlowCommentList>, Problem> {
    Ok(Json(FlowCommentList { data: flows::comments(&state.app, &caller, &path.0).await? }))
}

/// Say something about a flow, or reply. Those who are mentioned are notified.
#[utoipa::path(
    post,
    path = "/flows/{flow}/comments",
    tag = "flows",
    security(("bearer" = ["flows:read"])),
    params(("flow" = String, Path, description = "Name of the flow")),
    request_body = NewFlowComment,
    responses((status = 201, description = "Said; `Location` names it", body = FlowCommentView)),
)]
pub(super) async fn create(
    State(state): State<AppState>,
    caller: Require<needs::FlowsRead>,
    path: Path<String>,
    body: Body<NewFlowComment>,
) -> Result<Response, Problem> {
    let made = flows::put_comment(&state.app, &caller, &path.0, body.0).await?;
    let location = format!("/api/v1/flows/{}/comments/{}", path.0, made.id);
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(made)).into_response())
}

/// Change one's own comment; settle a thread, or open it again.
#[utoipa::path(
    patch,
    path = "/flows/{flow}/comments/{comment}",
    tag = "flows",
    security(("bearer" = ["flows:read"])),
    params(
        ("flow" = String, Path, description = "Name of the flow"),
        ("comment" = Uuid, Path, description = "Id of the comment"),
    ),
    request_body = FlowCommentChange,
    responses(
        (status = 200, description = "As it is now", body = FlowCommentView),
        (status = 403, description = "It is somebody else's"),
    ),
)]
pub(super) async fn change(
    State(state): State<AppState>,
    caller: Require<needs::FlowsRead>,
    path: Path<(String, Uuid)>,
    body: Body<FlowCommentChange>,
) -> Result<Json<FlowCommentView>, Problem> {
    let (flow, id) = path.0;
    Ok(Json(flows::change_comment(&state.app, &caller, &flow, id, body.0).await?))
}

/// Take back what one said; with its replies, when it began a thread.
#[utoipa::path(
    delete,
    path = "/flows/{flow}/comments/{comment}",
    tag = "flows",
    security(("bearer" = ["flows:read"])),
    params(
        ("flow" = String, Path, description = "Name of the flow"),
        ("comment" = Uuid, Path, description = "Id of the comment"),
    ),
    responses((status = 204, description = "Gone"), (status = 403, description = "It is somebody else's")),
)]
pub(super) async fn remove(
    State(state): State<AppState>,
    caller: Require<needs::FlowsRead>,
    path: Path<(String, Uuid)>,
) -> Result<StatusCode, Problem> {
    let (flow, id) = path.0;
    flows::remove_comment(&state.app, &caller, &flow, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whom to look for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct PeopleQuery {
    /// A part of the name or the address.
    #[serde(default)]
    q: String,
}

/// People who may see flows: whom a comment can mention.
#[utoipa::path(
    get,
    path = "/people",
    tag = "flows",
    security(("bearer" = ["flows:read"])),
    params(PeopleQuery),
    responses((status = 200, description = "At most twenty", body = PeopleList)),
)]
pub(super) async fn people(
    State(state): State<AppState>,
    caller: Require<needs::FlowsRead>,
    query: Query<PeopleQuery>,
) -> Result<Json<PeopleList>, Problem> {
    Ok(Json(PeopleList { data: flows::people(&state.app, &caller, &query.0.q).await? }))
}
