//! The HTTP face of the control plane: REST under `/api/v1`, its OpenAPI document, health, metrics
//! and the embedded Studio.
//!
//! Handlers read a request, call one use-case of `control-plane/app`, and answer; they decide nothing
//! and know no tables. Start reading at [`router()`], then any folder of [`routes::v1`].

pub mod cookies;
mod embed_page;
pub mod error;
pub mod extract;
pub mod layers;
pub mod openapi;
pub mod routes;
pub mod sse;
pub mod state;
mod studio;

pub use error::Problem;
pub use state::{AppState, Options};

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use layers::{
    authenticate, catch_panic, correlation, idempotency, rate_limit, request_metrics, security_headers,
    timeout,
};

/// Everything that is served. Layers further down wrap those above them.
pub fn router(state: AppState) -> Router {
    let (api, document) = openapi::build().split_for_parts();
    Router::new()
        .merge(api)
        .layer(from_fn_with_state(state.clone(), idempotency::layer))
        .merge(routes::mcp::router(&state))
        .merge(openapi::pages(document))
        .merge(embed_page::router())
        .fallback_service(studio::router())
        .method_not_allowed_fallback(routes::method_not_allowed)
        .layer(DefaultBodyLimit::max(state::MAX_JSON_BYTES))
        .layer(from_fn(timeout::layer))
        .layer(from_fn(catch_panic::layer))
        .layer(from_fn_with_state(state.limits.clone(), rate_limit::layer))
        .layer(from_fn_with_state(state.clone(), authenticate::layer))
        .layer(from_fn(security_headers::layer))
        .layer(from_fn(request_metrics::layer))
        .layer(from_fn(correlation::layer))
        .with_state(state)
}
