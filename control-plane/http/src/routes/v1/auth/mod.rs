//! `/auth`: signing in and out, devices, the first administrator.

mod devices;
mod login;
mod logout;
mod me;
mod password;
mod refresh;
mod setup;

use crate::cookies;
use crate::extract::SignedIn;
use crate::state::AppState;
use axum::Json;
use axum::response::{IntoResponse, Response};
use control_plane_app::auth::{Grant, Me};
use http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(setup::status, setup::setup))
        .routes(routes!(login::login))
        .routes(routes!(refresh::refresh))
        .routes(routes!(logout::logout))
        .routes(routes!(me::me))
        .routes(routes!(password::change))
        .routes(routes!(devices::list))
        .routes(routes!(devices::end))
}

/// A session, for programs in the body and for browsers in cookies.
#[derive(Debug, Serialize, ToSchema)]
pub struct Session {
    /// Bearer token for `Authorization`.
    access_token: String,
    token_type: &'static str,
    /// Seconds until the access token expires.
    expires_in: i64,
    /// Good for one refresh within seven days. Missing when a browser renewed its cookie.
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token: Option<String>,
    user: Me,
}

/// The answer that starts or renews a session.
fn answer(state: &AppState, status: StatusCode, grant: Grant) -> Response {
    let headers = cookies::start(
        &grant.browser_token,
        &grant.user.csrf,
        grant.session_seconds,
        state.options.secure_cookies,
    );
    let body = Session {
        access_token: grant.access_token,
        token_type: "Bearer",
        expires_in: grant.expires_in,
        refresh_token: grant.refresh_token,
        user: grant.user,
    };
    (status, headers, Json(body)).into_response()
}

/// What the client calls itself, for the list of devices.
fn device(named: Option<String>, headers: &http::HeaderMap) -> String {
    let agent =
        || headers.get(http::header::USER_AGENT).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let name =
        named.filter(|name| !name.trim().is_empty()).or_else(agent).unwrap_or_else(|| "unknown".to_owned());
    name.chars().filter(|c| !c.is_control()).take(200).collect()
}

/// So that handlers of this folder read alike.
type Signed = SignedIn;
