use crate::error::Problem;
use crate::extract::{IfNoneMatch, Path, Require, etag_header, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use control_plane_app::forms::{self, FormView};
use http::StatusCode;

/// One form.
#[utoipa::path(
    get,
    path = "/forms/{name}",
    tag = "forms",
    security(("bearer" = ["forms:read"])),
    params(
        ("name" = String, Path, description = "Name of the form"),
        ("If-None-Match" = Option<String>, Header, description = "ETag of the state the client has"),
    ),
    responses(
        (status = 200, description = "The form; `ETag` names its state", body = FormView),
        (status = 304, description = "The client has it already"),
    ),
)]
pub(super) async fn get(
    State(state): State<AppState>,
    caller: Require<needs::FormsRead>,
    known: IfNoneMatch,
    path: Path<String>,
) -> Result<Response, Problem> {
    let form = forms::get(&state.app, &caller, &path.0).await?;
    let headers = etag_header(&form.etag);
    if known.matches(&form.etag) {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    Ok((headers, Json(form)).into_response())
}
