use crate::error::Problem;
use crate::extract::{Body, OptionalBody, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::admin::models::{self, ModelChange, ModelTest, ModelView};

/// Which model the tenant uses. The key is never shown.
#[utoipa::path(
    get,
    path = "/admin/models",
    tag = "administration",
    security(("bearer" = ["settings:read"])),
    responses((status = 200, description = "The settings", body = ModelView)),
)]
pub(super) async fn read(
    State(state): State<AppState>,
    caller: Require<needs::SettingsRead>,
) -> Result<Json<ModelView>, Problem> {
    Ok(Json(models::read(&state.app, &caller).await?))
}

/// Choose the model. Without `api_key` the one that is kept stays.
#[utoipa::path(
    put,
    path = "/admin/models",
    tag = "administration",
    security(("bearer" = ["settings:write"])),
    request_body = ModelChange,
    responses((status = 200, description = "Saved; used from the next call on", body = ModelView)),
)]
pub(super) async fn put(
    State(state): State<AppState>,
    caller: Require<needs::SettingsWrite>,
    body: Body<ModelChange>,
) -> Result<Json<ModelView>, Problem> {
    Ok(Json(models::save(&state.app, &caller, body.0).await?))
}

/// Ask the model server something small and say how it went: with the settings of the body, which are not
/// saved, or without a body with the saved ones. The stored key is sent to the stored address only.
#[utoipa::path(
    post,
    path = "/admin/models/test",
    tag = "administration",
    security(("bearer" = ["settings:write"])),
    request_body = Option<ModelChange>,
    responses((status = 200, description = "Also when it does not work: `ok` says", body = ModelTest)),
)]
pub(super) async fn test(
    State(state): State<AppState>,
    caller: Require<needs::SettingsWrite>,
    body: OptionalBody<ModelChange>,
) -> Result<Json<ModelTest>, Problem> {
    Ok(Json(models::test(&state.app, &caller, body.0).await?))
}
