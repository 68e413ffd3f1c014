use crate::error::Problem;
use crate::extract::{Body, Data, IfMatch, MergePatch, Path, Require, etag_header, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use control_plane_app::tools::{self, NewServer, ServerChange, ServerDetail};
use control_plane_app::{AppError, FieldError};
use http::{StatusCode, header};
use uuid::Uuid;

/// The tenant's MCP servers.
#[utoipa::path(
    get,
    path = "/tools/servers",
    tag = "tools",
    security(("bearer" = ["tools:read"])),
    responses((status = 200, description = "All of them", body = Data<ServerDetail>)),
)]
pub(super) async fn list(
    State(state): State<AppState>,
    caller: Require<needs::ToolsRead>,
) -> Result<Json<Data<ServerDetail>>, Problem> {
    Ok(Json(Data { data: tools::list_servers(&state.app, &caller).await? }))
}

/// Add an MCP server by its address. Test it next: that lists its tools.
#[utoipa::path(
    post,
    path = "/tools/servers",
    tag = "tools",
    security(("bearer" = ["tools:write"])),
    request_body = NewServer,
    responses(
        (status = 201, description = "Added; `Location` names it", body = ServerDetail),
        (status = 409, description = "The name is taken"),
    ),
)]
pub(super) async fn create(
    State(state): State<AppState>,
    caller: Require<needs::ToolsWrite>,
    body: Body<NewServer>,
) -> Result<Response, Problem> {
    let made = tools::create(&state.app, &caller, body.0).await?;
    let location = format!("/api/v1/tools/servers/{}", made.server.id);
    let headers = etag_header(&made.server.etag);
    Ok((StatusCode::CREATED, headers, [(header::LOCATION, location)], Json(made)).into_response())
}

/// One MCP server and its tools.
#[utoipa::path(
    get,
    path = "/tools/servers/{id}",
    tag = "tools",
    security(("bearer" = ["tools:read"])),
    params(("id" = Uuid, Path, description = "Id of the server")),
    responses((status = 200, description = "The server; `ETag` names its state", body = ServerDetail)),
)]
pub(super) async fn get(
    State(state): State<AppState>,
    caller: Require<needs::ToolsRead>,
    path: Path<Uuid>,
) -> Result<Response, Problem> {
    Ok(answer(tools::get(&state.app, &caller, path.0).await?))
}

/// Change an MCP server. A new address forgets the tools of the old one.
#[utoipa::path(
    patch,
    path = "/tools/servers/{id}",
    tag = "tools",
    security(("bearer" = ["tools:write"])),
    params(
        ("id" = Uuid, Path, description = "Id of the server"),
        ("If-Match" = String, Header, description = "ETag of the state that is edited"),
    ),
    request_body(content = ServerChange, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "Changed; `ETag` names the new state", body = ServerDetail)),
)]
pub(super) async fn patch(
    State(state): State<AppState>,
    caller: Require<needs::ToolsWrite>,
    expected: IfMatch,
    path: Path<Uuid>,
    patch: MergePatch,
) -> Result<Response, Problem> {
    let change: ServerChange = serde_json::from_value(patch.0).map_err(|error| {
        let words = error.to_string();
        let field = words.split('`').nth(1).unwrap_or_default().to_owned();
        AppError::Invalid { message: words.clone(), errors: vec![FieldError::new(field, "invalid", words)] }
    })?;
    Ok(answer(tools::update(&state.app, &caller, path.0, expected.0, change).await?))
}

/// Take an MCP server and its tools away. Flows that use them say so when they are checked.
#[utoipa::path(
    delete,
    path = "/tools/servers/{id}",
    tag = "tools",
    security(("bearer" = ["tools:write"])),
    params(("id" = Uuid, Path, description = "Id of the server")),
    responses((status = 204, description = "Gone")),
)]
pub(super) async fn delete(
    State(state): State<AppState>,
    caller: Require<needs::ToolsWrite>,
    path: Path<Uuid>,
) -> Result<StatusCode, Problem> {
    tools::delete(&state.app, &caller, path.0).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn answer(server: ServerDetail) -> Response {
    (etag_header(&server.server.etag), Json(server)).into_response()
}
