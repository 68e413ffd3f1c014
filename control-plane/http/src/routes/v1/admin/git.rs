use crate::error::Problem;
use crate::extract::{Body, OptionalBody, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::git_remote::{self, RemoteChange, RemoteView, Resolution, SyncState};
use http::StatusCode;
use serde::Deserialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Settles conflicts of the last round.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Sync {
    /// By flow: what is to stand in the place of each conflict.
    #[serde(default)]
    choices: BTreeMap<String, Vec<Resolution>>,
}

/// The Git server beside the tenant's own history, and how the last round with it went.
#[utoipa::path(
    get,
    path = "/admin/git",
    tag = "administration",
    security(("bearer" = ["settings:read"])),
    responses((status = 200, description = "The settings; an empty `url` is none", body = RemoteView)),
)]
pub(super) async fn read(
    State(state): State<AppState>,
    caller: Require<needs::SettingsRead>,
) -> Result<Json<RemoteView>, Problem> {
    Ok(Json(git_remote::read(&state.app, &caller).await?))
}

/// Choose the Git server. Without `token` the one that is kept stays, as long as the address does.
#[utoipa::path(
    put,
    path = "/admin/git",
    tag = "administration",
    security(("bearer" = ["settings:write"])),
    request_body = RemoteChange,
    responses((status = 200, description = "Saved; the first round begins at once", body = RemoteView)),
)]
pub(super) async fn put(
    State(state): State<AppState>,
    caller: Require<needs::SettingsWrite>,
    body: Body<RemoteChange>,
) -> Result<Json<RemoteView>, Problem> {
    Ok(Json(git_remote::save(&state.app, &caller, body.0).await?))
}

/// Forget the Git server; the history here stays.
#[utoipa::path(
    delete,
    path = "/admin/git",
    tag = "administration",
    security(("bearer" = ["settings:write"])),
    responses((status = 204, description = "Forgotten")),
)]
pub(super) async fn delete(
    State(state): State<AppState>,
    caller: Require<needs::SettingsWrite>,
) -> Result<StatusCode, Problem> {
    git_remote::remove(&state.app, &caller).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Fetch, take over what is new there, push what is new here, now. Also settles conflicts.
#[utoipa::path(
    post,
    path = "/admin/git/sync",
    tag = "administration",
    security(("bearer" = ["flows:publish"])),
    request_body = Option<Sync>,
    responses((status = 200, description = "Also when it did not work: `status` says", body = SyncState)),
)]
pub(super) async fn sync(
    State(state): State<AppState>,
    caller: Require<needs::FlowsPublish>,
    body: OptionalBody<Sync>,
) -> Result<Json<SyncState>, Problem> {
    let choices = body.0.unwrap_or_default().choices;
    Ok(Json(git_remote::sync(&state.app, &caller, choices).await?))
}
