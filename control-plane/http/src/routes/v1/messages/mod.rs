//! `/messages`: what people think of answers, and what answers stand on.

mod feedback;
mod sources;

use crate::state::AppState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(feedback::rate)).routes(routes!(sources::source))
}
