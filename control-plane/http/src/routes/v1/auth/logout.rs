use super::Signed;
use crate::cookies;
use crate::error::Problem;
use crate::state::AppState;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use control_plane_app::auth;
use http::StatusCode;

/// End this session, on all servers within a minute.
#[utoipa::path(
    post,
    path = "/auth/logout",
    tag = "session",
    security(("bearer" = [])),
    responses((status = 204, description = "Signed out; cookies are removed")),
)]
pub(super) async fn logout(State(state): State<AppState>, caller: Signed) -> Result<Response, Problem> {
    auth::logout(&state.app, &caller).await?;
    Ok((StatusCode::NO_CONTENT, cookies::end(state.options.secure_cookies)).into_response())
}
