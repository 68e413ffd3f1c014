//! `/kb`: knowledge bases, their documents, and asking them.

mod bases;
mod documents;
mod search;
mod upload;

use crate::state::AppState;
use axum::extract::DefaultBodyLimit;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn router() -> OpenApiRouter<AppState> {
    let uploads = OpenApiRouter::new()
        .routes(routes!(documents::list, upload::upload))
        // The handler counts by itself, to the limit of the installation.
        .layer(DefaultBodyLimit::disable());
    OpenApiRouter::new()
        .routes(routes!(bases::list, bases::create))
        .routes(routes!(bases::get))
        .merge(uploads)
        .routes(routes!(documents::get, documents::delete))
        .routes(routes!(search::search))
}
