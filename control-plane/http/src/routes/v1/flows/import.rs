use crate::error::{Problem, ProblemDetails};
use crate::extract::{Body, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use control_plane_app::flows::{self, ImportResult, NewImport};
use http::StatusCode;

/// Open a flow that was exported elsewhere, or one of another product (Dify, Flowise, n8n, Coze, Langflow), as a draft,
/// with a report of what was carried over, approximated, left out, and is missing here. Nothing of it is run.
#[utoipa::path(
    post,
    path = "/flows/import",
    tag = "flows",
    security(("bearer" = ["flows:write"])),
    request_body = NewImport,
    responses(
        (status = 201, description = "The drafts and the report", body = ImportResult),
        (status = 200, description = "The report of a dry run", body = ImportResult),
        (status = 409, description = "The name is taken"),
        (status = 422, description = "The document cannot be read: what is wrong, and where", body = ProblemDetails),
    ),
)]
pub(super) async fn bring_in(
    State(state): State<AppState>,
    caller: Require<needs::FlowsWrite>,
    body: Body<NewImport>,
) -> Result<Response, Problem> {
    let result = flows::bring_in(&state.app, &caller, body.0).await?;
    let status = if result.flows.is_empty() { StatusCode::OK } else { StatusCode::CREATED };
    Ok((status, Json(result)).into_response())
}
