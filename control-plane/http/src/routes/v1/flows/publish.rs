use crate::error::{Problem, ProblemDetails};
use crate::extract::{Body, Path, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use control_plane_app::flows::{self, Version};
use http::{StatusCode, header};
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Publish {
    /// What changed, for the history.
    #[serde(default)]
    message: String,
    /// Publish only when the flow has tests and all of them pass.
    #[serde(default)]
    require_tests: bool,
}

/// Freeze the draft as a new version, commit it, and let new conversations use it.
///
/// A draft with errors is refused and nothing is saved.
#[utoipa::path(
    post,
    path = "/flows/{flow}/publish",
    tag = "flows",
    security(("bearer" = ["flows:publish"])),
    params(("flow" = String, Path, description = "Name of the flow")),
    request_body = Publish,
    responses(
        (status = 201, description = "Published", body = Version),
        (status = 409, description = "Nothing changed since the last version"),
        (status = 422, description = "The draft has errors (`findings` names all of them), or its tests do not pass (`errors`)", body = ProblemDetails),
    ),
)]
pub(super) async fn publish(
    State(state): State<AppState>,
    caller: Require<needs::FlowsPublish>,
    path: Path<String>,
    body: Body<Publish>,
) -> Result<Response, Problem> {
    let version =
        flows::publish_tested(&state.app, &caller, &path.0, &body.0.message, body.0.require_tests).await?;
    let location = format!("/api/v1/flows/{}/versions/{}", path.0, version.version);
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(version)).into_response())
}
