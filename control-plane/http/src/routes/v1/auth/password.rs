use super::Signed;
use crate::error::Problem;
use crate::extract::Body;
use crate::state::AppState;
use axum::extract::State;
use control_plane_app::auth;
use http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    current_password: String,
    new_password: String,
}

/// Change the own password; all other sessions end.
#[utoipa::path(
    put,
    path = "/auth/me/password",
    tag = "session",
    security(("bearer" = [])),
    request_body = ChangePassword,
    responses((status = 204, description = "Changed")),
)]
pub(super) async fn change(
    State(state): State<AppState>,
    caller: Signed,
    body: Body<ChangePassword>,
) -> Result<StatusCode, Problem> {
    let Body(change) = body;
    auth::change_password(&state.app, &caller, change.current_password, change.new_password).await?;
    Ok(StatusCode::NO_CONTENT)
}
