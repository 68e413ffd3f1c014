//! Version 1 of the API, one module per resource.

pub mod admin;
pub mod auth;
pub mod flows;
pub mod node_kinds;

use crate::state::AppState;
use utoipa_axum::router::OpenApiRouter;

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .merge(admin::router())
        .merge(auth::router())
        .merge(flows::router())
        .merge(node_kinds::router())
}
