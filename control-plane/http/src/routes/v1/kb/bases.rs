use crate::error::Problem;
use crate::extract::{Body, Data, Path, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use control_plane_app::kb::{self, BaseView, NewBase};
use http::{StatusCode, header};

/// The tenant's knowledge bases.
#[utoipa::path(
    get,
    path = "/kb/bases",
    tag = "knowledge",
    security(("bearer" = ["kb:read"])),
    responses((status = 200, description = "All of them", body = Data<BaseView>)),
)]
pub(super) async fn list(
    State(state): State<AppState>,
    caller: Require<needs::KbRead>,
) -> Result<Json<Data<BaseView>>, Problem> {
    Ok(Json(Data { data: kb::list(&state.app, &caller).await? }))
}

/// Make an empty knowledge base.
#[utoipa::path(
    post,
    path = "/kb/bases",
    tag = "knowledge",
    security(("bearer" = ["kb:write"])),
    request_body = NewBase,
    responses(
        (status = 201, description = "Made; `Location` names it", body = BaseView),
        (status = 409, description = "The name is taken"),
    ),
)]
pub(super) async fn create(
    State(state): State<AppState>,
    caller: Require<needs::KbWrite>,
    body: Body<NewBase>,
) -> Result<Response, Problem> {
    let made = kb::create(&state.app, &caller, body.0).await?;
    let location = format!("/api/v1/kb/bases/{}", made.name);
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(made)).into_response())
}

/// One knowledge base and how far its documents are.
#[utoipa::path(
    get,
    path = "/kb/bases/{base}",
    tag = "knowledge",
    security(("bearer" = ["kb:read"])),
    params(("base" = String, Path, description = "Name of the base")),
    responses((status = 200, description = "The base", body = BaseView)),
)]
pub(super) async fn get(
    State(state): State<AppState>,
    caller: Require<needs::KbRead>,
    path: Path<String>,
) -> Result<Json<BaseView>, Problem> {
    Ok(Json(kb::get(&state.app, &caller, &path.0).await?))
}
