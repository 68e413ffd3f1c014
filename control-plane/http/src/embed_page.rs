//! `/embed/{public_id}`: the page that other people's pages show in a frame. Which of them may, its
//! widget says.

use crate::error::Problem;
use crate::extract::Path;
use crate::layers::security_headers::{Framable, framable_csp};
use crate::state::AppState;
use crate::studio;
use axum::Router;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use control_plane_app::widget;
use http::{HeaderValue, StatusCode, header};
use tower_http::compression::CompressionLayer;

const UNKNOWN: &str = include_str!("embed_unknown.html");

pub fn router() -> Router<AppState> {
    Router::new().route("/embed/{public_id}", get(page)).layer(CompressionLayer::new())
}

/// A widget that is switched off and one that never was are the same.
async fn page(State(state): State<AppState>, path: Path<String>) -> Result<Response, Problem> {
    let Some(origins) = widget::origins(&state.app, &path.0).await? else {
        let mut response = (StatusCode::NOT_FOUND, Html(UNKNOWN)).into_response();
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        return Ok(response);
    };
    let mut response = studio::page("embed.html");
    let csp = HeaderValue::from_str(&framable_csp(&origins));
    let csp = csp.map_err(|_| Problem::new("internal", "A policy could not be written."))?;
    response.extensions_mut().insert(Framable);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, csp);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    // Pages that isolate themselves frame only what says that it may be.
    headers.insert(studio::CORP, HeaderValue::from_static("cross-origin"));
    Ok(response)
}
