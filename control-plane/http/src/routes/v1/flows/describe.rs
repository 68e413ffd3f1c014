use crate::error::{Problem, ProblemDetails};
use crate::extract::{Body, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use control_plane_app::flows::{self, Described, NewDescription};
use http::{StatusCode, header};

/// Have the tenant's language model draw a flow that somebody describes, and open it as a draft with whatever
/// findings remain. Nothing of it is published or run.
///
/// It takes up to two minutes; a client that goes away ends it, and then nothing is kept.
#[utoipa::path(
    post,
    path = "/flows/describe",
    tag = "flows",
    security(("bearer" = ["flows:write"])),
    request_body = NewDescription,
    responses(
        (status = 201, description = "The draft; `Location` names it", body = Described),
        (status = 409, description = "Only the offline model is connected (`no_model`), or the name is taken"),
        (status = 422, description = "The description is not acceptable", body = ProblemDetails),
        (status = 502, description = "The model gave no flow", body = ProblemDetails),
    ),
)]
pub(super) async fn describe(
    State(state): State<AppState>,
    caller: Require<needs::FlowsWrite>,
    body: Body<NewDescription>,
) -> Result<Response, Problem> {
    let described = flows::describe(&state.app, &caller, body.0).await?;
    let location = format!("/api/v1/flows/{}", described.flow.name);
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(described)).into_response())
}
