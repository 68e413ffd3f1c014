//! `/push`: notices on the caller's own devices.

mod devices;

use crate::state::AppState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(devices::view))
        .routes(routes!(devices::add))
        .routes(routes!(devices::remove))
}
