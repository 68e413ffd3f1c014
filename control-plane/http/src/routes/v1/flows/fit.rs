use crate::error::{Problem, ProblemDetails};
use crate::extract::{Body, Path, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::flows::{self, NewCopy, NewPaste, NewUpgrade, PasteResult, UpgradeResult};
use flow_schema::edit::Fragment;

/// Copy some nodes, with the edges between them and what of the flow they speak of.
#[utoipa::path(
    post,
    path = "/flows/{flow}/copy",
    tag = "flows",
    security(("bearer" = ["flows:read"])),
    params(("flow" = String, Path, description = "Name of the flow")),
    request_body = NewCopy,
    responses(
        (status = 200, description = "What to paste elsewhere", body = Fragment),
        (status = 422, description = "Which node there is not", body = ProblemDetails),
    ),
)]
pub(super) async fn copy(
    State(state): State<AppState>,
    caller: Require<needs::FlowsRead>,
    path: Path<String>,
    body: Body<NewCopy>,
) -> Result<Json<Fragment>, Problem> {
    Ok(Json(flows::copy(&state.app, &caller, &path.0, body.0).await?))
}

/// Put copied nodes into a flow, of another tenant even: what they need and is not here is named, and
/// nothing is left out. Nothing is saved.
#[utoipa::path(
    post,
    path = "/flows/{flow}/paste",
    tag = "flows",
    security(("bearer" = ["flows:read"])),
    params(("flow" = String, Path, description = "Name of the flow")),
    request_body = NewPaste,
    responses(
        (status = 200, description = "The document and what is missing", body = PasteResult),
        (status = 422, description = "Why they cannot be put there", body = ProblemDetails),
    ),
)]
pub(super) async fn paste(
    State(state): State<AppState>,
    caller: Require<needs::FlowsRead>,
    path: Path<String>,
    body: Body<NewPaste>,
) -> Result<Json<PasteResult>, Problem> {
    Ok(Json(flows::paste_nodes(&state.app, &caller, &path.0, body.0).await?))
}

/// What of a flow that was drawn with older kinds of nodes, or older tools, does not fit those of now. No
/// edge and no setting is dropped: each is told with what it would best become. Nothing is saved.
#[utoipa::path(
    post,
    path = "/flows/{flow}/upgrade",
    tag = "flows",
    security(("bearer" = ["flows:read"])),
    params(("flow" = String, Path, description = "Name of the flow")),
    request_body = NewUpgrade,
    responses((status = 200, description = "The document as it was and what has changed", body = UpgradeResult)),
)]
pub(super) async fn upgrade(
    State(state): State<AppState>,
    caller: Require<needs::FlowsRead>,
    path: Path<String>,
    body: Body<NewUpgrade>,
) -> Result<Json<UpgradeResult>, Problem> {
    Ok(Json(flows::outdated(&state.app, &caller, &path.0, body.0).await?))
}
