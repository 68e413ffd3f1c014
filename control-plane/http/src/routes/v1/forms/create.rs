use crate::error::Problem;
use crate::extract::{Body, Require, etag_header, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use control_plane_app::forms::{self, FormView};
use flow_schema::model::form::Form;
use http::{StatusCode, header};

/// Make a form. Its version is 1.
#[utoipa::path(
    post,
    path = "/forms",
    tag = "forms",
    security(("bearer" = ["forms:write"])),
    request_body = Form,
    responses(
        (status = 201, description = "Made; `Location` names it", body = FormView),
        (status = 409, description = "The name is taken"),
    ),
)]
pub(super) async fn create(
    State(state): State<AppState>,
    caller: Require<needs::FormsWrite>,
    body: Body<Form>,
) -> Result<Response, Problem> {
    let made = forms::create(&state.app, &caller, body.0).await?;
    let location = format!("/api/v1/forms/{}", made.form.name);
    Ok((StatusCode::CREATED, etag_header(&made.etag), [(header::LOCATION, location)], Json(made))
        .into_response())
}
