//! `/runs` and `/flows/{flow}/runs`: executions of flow versions.

mod cancel;
mod events;
mod get;
mod list;
mod signal;
mod start;
mod state;
mod test;

use crate::state::AppState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(start::start))
        .routes(routes!(list::list))
        .routes(routes!(get::get))
        .routes(routes!(events::events))
        .routes(routes!(state::state))
        .routes(routes!(cancel::cancel))
        .routes(routes!(signal::signal))
        .routes(routes!(test::test))
}
