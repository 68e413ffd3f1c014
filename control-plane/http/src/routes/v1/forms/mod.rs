//! `/forms`: what a ticket needs to know.

mod create;
mod get;
mod list;
mod put;

use crate::state::AppState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list::list, create::create)).routes(routes!(get::get, put::put))
}
