use super::{Session, answer, device};
use crate::error::Problem;
use crate::extract::{Body, Peer, Query};
use crate::layers::correlation;
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::response::Response;
use control_plane_app::auth;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Link {
    /// From the link that the server printed.
    token: String,
}

/// Whether a setup link is still good.
#[utoipa::path(
    get,
    path = "/auth/setup",
    tag = "session",
    params(Link),
    responses((status = 200, description = "Also when it is not good", body = auth::SetupStatus)),
)]
pub(super) async fn status(
    State(state): State<AppState>,
    query: Query<Link>,
) -> Result<Json<auth::SetupStatus>, Problem> {
    Ok(Json(auth::setup_status(&state.app, &query.0.token).await?))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Setup {
    token: String,
    email: String,
    name: String,
    password: String,
}

/// Make the first administrator; the link works once.
#[utoipa::path(
    post,
    path = "/auth/setup",
    tag = "session",
    request_body = Setup,
    responses(
        (status = 201, description = "Made and signed in", body = Session),
        (status = 401, description = "The link is not good (any more)"),
        (status = 409, description = "The setup has been done"),
    ),
)]
pub(super) async fn setup(
    State(state): State<AppState>,
    peer: Peer,
    headers: HeaderMap,
    body: Body<Setup>,
) -> Result<Response, Problem> {
    let Body(setup) = body;
    let input = auth::Setup {
        token: setup.token,
        email: setup.email,
        name: setup.name,
        password: setup.password,
        device: device(None, &headers),
        address: peer.0.to_string(),
        correlation_id: correlation::current().correlation_id,
    };
    let grant = auth::setup(&state.app, input).await?;
    Ok(answer(&state, StatusCode::CREATED, grant))
}
