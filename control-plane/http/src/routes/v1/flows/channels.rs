use crate::error::Problem;
use crate::extract::{Body, IfMatch, Path, Require, etag_header, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use control_plane_app::widget::{self, Channels, WidgetChange};
use http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

/// Where people meet the flow: its chat page and its widget.
#[utoipa::path(
    get,
    path = "/flows/{flow}/channels",
    tag = "flows",
    security(("bearer" = ["flows:read"])),
    params(("flow" = String, Path, description = "Name of the flow")),
    responses((status = 200, description = "The channels; `ETag` names the widget's state", body = Channels)),
)]
pub(super) async fn read(
    State(state): State<AppState>,
    caller: Require<needs::FlowsRead>,
    path: Path<String>,
) -> Result<Response, Problem> {
    let (channels, etag) = widget::channels(&state.app, &caller, &path.0).await?;
    Ok((etag_header(&etag), Json(channels)).into_response())
}

/// Save the widget: whether it is on, which pages may frame it, and how it looks. The first time makes its
/// public id.
#[utoipa::path(
    put,
    path = "/flows/{flow}/channels/widget",
    tag = "flows",
    security(("bearer" = ["flows:publish"])),
    params(
        ("flow" = String, Path, description = "Name of the flow"),
        ("If-Match" = String, Header, description = "ETag of the channels as they were seen"),
    ),
    request_body = WidgetChange,
    responses((status = 200, description = "Saved; `ETag` names the new state", body = Channels)),
)]
pub(super) async fn save(
    State(state): State<AppState>,
    caller: Require<needs::FlowsPublish>,
    expected: IfMatch,
    path: Path<String>,
    body: Body<WidgetChange>,
) -> Result<Response, Problem> {
    let (channels, etag) = widget::save(&state.app, &caller, &path.0, expected.0, body.0).await?;
    Ok((etag_header(&etag), Json(channels)).into_response())
}

/// Give the widget another public id. Snippets with the old one stop working, and its visitors are signed
/// out.
#[utoipa::path(
    post,
    path = "/flows/{flow}/channels/widget/rotate",
    tag = "flows",
    security(("bearer" = ["flows:publish"])),
    params(("flow" = String, Path, description = "Name of the flow")),
    responses(
        (status = 200, description = "The channels with the new id", body = Channels),
        (status = 409, description = "The widget has not been saved yet"),
    ),
)]
pub(super) async fn rotate(
    State(state): State<AppState>,
    caller: Require<needs::FlowsPublish>,
    path: Path<String>,
) -> Result<Response, Problem> {
    let (channels, etag) = widget::rotate(&state.app, &caller, &path.0).await?;
    Ok((etag_header(&etag), Json(channels)).into_response())
}

/// A secret, told once.
#[derive(Serialize, ToSchema)]
pub struct WidgetSecret {
    /// For `HS256` over `{"sub", "name"?, "email"?, "exp"}`; on the embedding page's server only.
    secret: String,
}

/// Make the secret with which the embedding page vouches for its visitors, in place of the one before.
#[utoipa::path(
    post,
    path = "/flows/{flow}/channels/widget/secret",
    tag = "flows",
    security(("bearer" = ["flows:publish"])),
    params(("flow" = String, Path, description = "Name of the flow")),
    responses(
        (status = 201, description = "It is shown this once", body = WidgetSecret),
        (status = 409, description = "The widget has not been saved yet"),
    ),
)]
pub(super) async fn make_secret(
    State(state): State<AppState>,
    caller: Require<needs::FlowsPublish>,
    path: Path<String>,
) -> Result<(StatusCode, Json<WidgetSecret>), Problem> {
    let secret = widget::make_secret(&state.app, &caller, &path.0).await?;
    Ok((StatusCode::CREATED, Json(WidgetSecret { secret })))
}

/// Take the secret away: nobody vouches for visitors any more.
#[utoipa::path(
    delete,
    path = "/flows/{flow}/channels/widget/secret",
    tag = "flows",
    security(("bearer" = ["flows:publish"])),
    params(("flow" = String, Path, description = "Name of the flow")),
    responses(
        (status = 204, description = "It is gone"),
        (status = 409, description = "The widget has not been saved yet"),
    ),
)]
pub(super) async fn drop_secret(
    State(state): State<AppState>,
    caller: Require<needs::FlowsPublish>,
    path: Path<String>,
) -> Result<StatusCode, Problem> {
    widget::drop_secret(&state.app, &caller, &path.0).await?;
    Ok(StatusCode::NO_CONTENT)
}
