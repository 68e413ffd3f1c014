//! `/embed/{public_id}`: what a widget's visitors can do, and all that they can do. The shapes are those
//! of `/conversations`.

mod approvals;
mod attachments;
mod conversations;
mod messages;
mod person;
mod runs;
mod session;
mod tickets;

use crate::state::AppState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(session::open, session::end))
        .routes(routes!(conversations::list, conversations::begin))
        .routes(routes!(conversations::get))
        .routes(routes!(conversations::follow))
        .routes(routes!(approvals::answer))
        .routes(routes!(attachments::rules))
        .routes(routes!(attachments::add))
        .routes(routes!(attachments::get, attachments::remove))
        .routes(routes!(messages::list, messages::post))
        .routes(routes!(messages::rate))
        .routes(routes!(messages::source))
        .routes(routes!(person::ask, person::back))
        .routes(routes!(runs::cancel))
        .routes(routes!(tickets::get))
        .routes(routes!(tickets::comment))
        .routes(routes!(tickets::reopen))
        .routes(routes!(tickets::add_file))
        .routes(routes!(tickets::get_file, tickets::remove_file))
}

/// The widget and a thing below it. The widget is the session's: the two were compared when the visitor
/// was recognised.
type Below = (String, Uuid);
