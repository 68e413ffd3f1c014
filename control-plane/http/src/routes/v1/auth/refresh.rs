use super::{Session, answer};
use crate::error::Problem;
use crate::extract::{Peer, SignedIn, parse_json};
use crate::layers::correlation;
use crate::state::AppState;
use axum::extract::FromRequest;
use axum::extract::{FromRequestParts, Request, State};
use axum::response::Response;
use bytes::Bytes;
use control_plane_app::auth;
use http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Refresh {
    /// Missing: the session cookie is renewed.
    refresh_token: Option<String>,
}

/// Exchange the refresh token, or renew the session cookie.
///
/// Each refresh token works once. One that comes a second time ends the session: somebody has a copy.
#[utoipa::path(
    post,
    path = "/auth/refresh",
    tag = "session",
    request_body(content = Refresh, description = "May be empty when the session cookie is sent"),
    responses(
        (status = 200, description = "A new access token and a new refresh token", body = Session),
        (status = 401, description = "The token is not good (any more)"),
    ),
)]
pub(super) async fn refresh(
    State(state): State<AppState>,
    peer: Peer,
    request: Request,
) -> Result<Response, Problem> {
    let (mut parts, body) = request.into_parts();
    let bytes = Bytes::from_request(Request::from_parts(parts.clone(), body), &state)
        .await
        .map_err(|_| Problem::new("malformed", "The body could not be read."))?;
    let input: Refresh = if bytes.is_empty() { Refresh::default() } else { parse_json(&bytes)? };
    let address = peer.0.to_string();
    let grant = match input.refresh_token {
        Some(token) => {
            auth::refresh(&state.app, &token, &address, correlation::current().correlation_id).await?
        }
        None => {
            let caller = SignedIn::from_request_parts(&mut parts, &state).await?;
            auth::renew(&state.app, &caller).await?
        }
    };
    Ok(answer(&state, StatusCode::OK, grant))
}
