//! `/tickets`: the built-in desk.

mod act;
pub(in crate::routes::v1) mod attachments;
mod comment;
mod create;
mod get;
mod list;
mod patch;

use crate::extract::etag_header;
use crate::state::AppState;
use axum::Json;
use axum::response::{IntoResponse, Response};
use control_plane_app::desk::TicketDetail;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list, create::create))
        .routes(routes!(get::get, patch::patch))
        .routes(routes!(get::history))
        .routes(routes!(comment::comment))
        .routes(routes!(attachments::add))
        .routes(routes!(attachments::get, attachments::remove))
        .routes(routes!(act::assign))
        .routes(routes!(act::close))
        .routes(routes!(act::reopen))
}

/// A ticket with its state in `ETag`.
fn answer(ticket: TicketDetail) -> Response {
    (etag_header(&ticket.ticket.etag), Json(ticket)).into_response()
}
