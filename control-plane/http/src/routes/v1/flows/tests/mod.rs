//! `/flows/{flow}/tests`: tests beside the draft.

mod delete;
mod gate;
mod list;
mod put;
mod run;

use crate::state::AppState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list, put::put))
        .routes(routes!(run::run))
        .routes(routes!(delete::delete))
        .routes(routes!(gate::put))
}
