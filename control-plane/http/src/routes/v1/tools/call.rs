use crate::error::Problem;
use crate::extract::{Body, IdempotencyKey, Path, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::tools::{self, Call, Called};

/// Try a tool, for real: what it writes is written.
#[utoipa::path(
    post,
    path = "/tools/{tool}/call",
    tag = "tools",
    security(("bearer" = ["tools:write"])),
    params(("tool" = String, Path, description = "Name of the tool; the slash of `mcp:<server>/<tool>` as `%2F`")),
    request_body = Call,
    responses(
        (status = 200, description = "What it gave back", body = Called),
        (status = 409, description = "The tool says that this cannot be done now"),
        (status = 502, description = "What the tool stands on failed"),
    ),
)]
pub(super) async fn call(
    State(state): State<AppState>,
    caller: Require<needs::ToolsWrite>,
    path: Path<String>,
    key: IdempotencyKey,
    body: Body<Call>,
) -> Result<Json<Called>, Problem> {
    Ok(Json(tools::call(&state.app, &caller, &path.0, body.0, key.as_deref()).await?))
}
