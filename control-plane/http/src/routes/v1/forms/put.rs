use crate::error::Problem;
use crate::extract::{Body, IfMatch, Path, Require, etag_header, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use control_plane_app::forms::{self, FormView};
use flow_schema::model::form::Form;

/// Make the next version of a form. Runs that wait with an older one keep it.
#[utoipa::path(
    put,
    path = "/forms/{name}",
    tag = "forms",
    security(("bearer" = ["forms:write"])),
    params(
        ("name" = String, Path, description = "Name of the form"),
        ("If-Match" = String, Header, description = "ETag of the state that is edited"),
    ),
    request_body = Form,
    responses((status = 200, description = "Saved; `ETag` names the new state", body = FormView)),
)]
pub(super) async fn put(
    State(state): State<AppState>,
    caller: Require<needs::FormsWrite>,
    expected: IfMatch,
    path: Path<String>,
    body: Body<Form>,
) -> Result<Response, Problem> {
    let form = forms::replace(&state.app, &caller, &path.0, expected.0, body.0).await?;
    Ok((etag_header(&form.etag), Json(form)).into_response())
}
