use super::answer;
use crate::error::Problem;
use crate::extract::{Data, IfNoneMatch, Path, SignedIn, etag_header};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use control_plane_app::desk::{self, HistoryView, TicketDetail};
use http::StatusCode;

/// One ticket with its comments. Who is not of the desk sees their own only, and no internal comments.
#[utoipa::path(
    get,
    path = "/tickets/{id}",
    tag = "tickets",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "Id or number of the ticket"),
        ("If-None-Match" = Option<String>, Header, description = "ETag of the state the client has"),
    ),
    responses(
        (status = 200, description = "The ticket; `ETag` names its state", body = TicketDetail),
        (status = 304, description = "The client has it already"),
    ),
)]
pub(super) async fn get(
    State(state): State<AppState>,
    caller: SignedIn,
    known: IfNoneMatch,
    path: Path<String>,
) -> Result<Response, Problem> {
    let ticket = desk::get(&state.app, &caller, &path.0).await?;
    if known.matches(&ticket.ticket.etag) {
        return Ok((StatusCode::NOT_MODIFIED, etag_header(&ticket.ticket.etag)).into_response());
    }
    Ok(answer(ticket))
}

/// What happened to a ticket, one line per field that changed.
#[utoipa::path(
    get,
    path = "/tickets/{id}/history",
    tag = "tickets",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "Id or number of the ticket")),
    responses((status = 200, description = "From its beginning", body = Data<HistoryView>)),
)]
pub(super) async fn history(
    State(state): State<AppState>,
    caller: SignedIn,
    path: Path<String>,
) -> Result<Json<Data<HistoryView>>, Problem> {
    Ok(Json(Data { data: desk::history(&state.app, &caller, &path.0).await? }))
}
