use crate::error::{Problem, ProblemDetails};
use crate::extract::{Body, Path, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use control_plane_app::flows::{self, NewPreview, Publish, PublishPreview, Version};
use http::{StatusCode, header};

/// Freeze the draft as a new version, commit it, and let new conversations use it.
///
/// A draft with errors is refused and nothing is saved. With `only_authors` the version is the last one with what
/// these people changed; the rest stays in the draft.
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
        (status = 422, description = "The draft has errors (`findings` names all of them), its tests do not pass, or the authors' changes cannot be taken apart (`errors`)", body = ProblemDetails),
    ),
)]
pub(super) async fn publish(
    State(state): State<AppState>,
    caller: Require<needs::FlowsPublish>,
    path: Path<String>,
    body: Body<Publish>,
) -> Result<Response, Problem> {
    let version = flows::publish_as(&state.app, &caller, &path.0, body.0).await?;
    let location = format!("/api/v1/flows/{}/versions/{}", path.0, version.version);
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(version)).into_response())
}

/// What publishing would make: its changes, findings and tests, and what would stay in the draft. Nothing is saved.
#[utoipa::path(
    post,
    path = "/flows/{flow}/publish/preview",
    tag = "flows",
    security(("bearer" = ["flows:read"])),
    params(("flow" = String, Path, description = "Name of the flow")),
    request_body = NewPreview,
    responses(
        (status = 200, description = "The version that would come of it", body = PublishPreview),
        (status = 409, description = "Nothing is published yet"),
        (status = 422, description = "The authors' changes cannot be taken apart", body = ProblemDetails),
    ),
)]
pub(super) async fn preview(
    State(state): State<AppState>,
    caller: Require<needs::FlowsRead>,
    path: Path<String>,
    body: Body<NewPreview>,
) -> Result<Json<PublishPreview>, Problem> {
    Ok(Json(flows::publish_preview(&state.app, &caller, &path.0, body.0).await?))
}
