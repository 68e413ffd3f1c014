//! `/tools`: what flows can call, and the MCP servers behind it.

mod approve;
mod call;
mod list;
mod servers;
mod test;

use crate::state::AppState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(servers::list, servers::create))
        .routes(routes!(servers::get, servers::patch, servers::delete))
        .routes(routes!(test::test))
        .routes(routes!(approve::approve))
        .routes(routes!(call::call))
}
