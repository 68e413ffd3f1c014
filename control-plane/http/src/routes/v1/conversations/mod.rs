//! `/conversations`: threads of runs with one user.

mod assistants;
pub mod attachments;
mod create;
pub mod events;
mod get;
mod handoff;
mod list;
pub mod messages;
mod person;
pub mod post;

use crate::state::AppState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(assistants::list))
        .routes(routes!(attachments::rules))
        .routes(routes!(attachments::list, attachments::add))
        .routes(routes!(attachments::get, attachments::remove))
        .routes(routes!(list::list, create::create))
        .routes(routes!(get::get))
        .routes(routes!(messages::list, post::post))
        .routes(routes!(events::follow))
        .routes(routes!(person::ask, person::back))
        .routes(routes!(handoff::take_over))
        .routes(routes!(handoff::give_back))
}

/// A conversation's event on the wire.
pub(super) fn frame(event: control_plane_app::chat::stream::ChatEvent) -> crate::sse::Frame {
    crate::sse::Frame { id: event.id.map(|id| id.to_string()), name: event.name, data: event.data }
}
