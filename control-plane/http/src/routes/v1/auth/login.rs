use super::{Session, answer, device};
use crate::error::Problem;
use crate::extract::{Body, Peer};
use crate::layers::correlation;
use crate::state::AppState;
use axum::extract::State;
use axum::response::Response;
use control_plane_app::auth;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Login {
    email: String,
    password: String,
    /// A name for the list of devices; the user agent when missing.
    device: Option<String>,
}

/// Sign in with e-mail and password.
#[utoipa::path(
    post,
    path = "/auth/login",
    tag = "session",
    request_body = Login,
    responses(
        (status = 200, description = "Signed in; cookies are set too", body = Session),
        (status = 401, description = "E-mail or password is wrong"),
    ),
)]
pub(super) async fn login(
    State(state): State<AppState>,
    peer: Peer,
    headers: HeaderMap,
    body: Body<Login>,
) -> Result<Response, Problem> {
    let Body(login) = body;
    let input = auth::Login {
        email: login.email,
        password: login.password,
        device: device(login.device, &headers),
        address: peer.0.to_string(),
        correlation_id: correlation::current().correlation_id,
    };
    let grant = auth::login(&state.app, input).await?;
    Ok(answer(&state, StatusCode::OK, grant))
}
