use crate::error::Problem;
use crate::extract::{Body, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use control_plane_app::flows::{self, FlowItem, NewFlow};
use http::{StatusCode, header};

/// Make a flow, blank or from a template.
#[utoipa::path(
    post,
    path = "/flows",
    tag = "flows",
    security(("bearer" = ["flows:write"])),
    request_body = NewFlow,
    responses(
        (status = 201, description = "Made; `Location` names it", body = FlowItem),
        (status = 409, description = "The name is taken"),
    ),
)]
pub(super) async fn create(
    State(state): State<AppState>,
    caller: Require<needs::FlowsWrite>,
    body: Body<NewFlow>,
) -> Result<Response, Problem> {
    let flow = flows::create(&state.app, &caller, body.0).await?;
    let location = format!("/api/v1/flows/{}", flow.name);
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(flow)).into_response())
}
