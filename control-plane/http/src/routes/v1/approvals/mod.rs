//! `/approvals`: decisions that runs ask people for.

mod ask;
mod decide;
mod get;
mod list;

use crate::state::AppState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(get::get))
        .routes(routes!(decide::decide))
        .routes(routes!(ask::ask))
        .routes(routes!(ask::answer))
        .routes(routes!(ask::mine))
}
