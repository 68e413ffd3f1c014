//! What other servers call: signed, and no session behind it.

use crate::error::Problem;
use crate::extract::Path;
use crate::state::AppState;
use axum::extract::State;
use bytes::Bytes;
use control_plane_app::git_remote::{self, Delivery};
use http::{HeaderMap, StatusCode};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(pushed))
}

/// A Git server says that somebody pushed (`X-Gitea-Signature` or `X-Hub-Signature-256` over the body).
#[utoipa::path(
    post,
    path = "/hooks/git/{tenant}",
    tag = "administration",
    params(("tenant" = String, Path, description = "Short name of the tenant")),
    request_body(content = serde_json::Value, description = "As the Git server writes it; only its signature is read"),
    responses(
        (status = 202, description = "The next round begins at once"),
        (status = 401, description = "Not signed with the tenant's webhook secret"),
    ),
)]
async fn pushed(
    State(state): State<AppState>,
    path: Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, Problem> {
    let header =
        |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).filter(|v| !v.is_empty());
    let signature = header("x-gitea-signature").or_else(|| header("x-hub-signature-256")).unwrap_or_default();
    git_remote::announced(&state.app, &path.0, Delivery { body: &body, signature }).await?;
    Ok(StatusCode::ACCEPTED)
}
