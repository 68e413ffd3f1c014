use super::answer;
use crate::error::Problem;
use crate::extract::{Body, IdempotencyKey, Require, needs};
use crate::state::AppState;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use control_plane_app::desk::{self, NewTicket, TicketDetail};
use http::{StatusCode, header};

/// Make a ticket. The desk is told.
#[utoipa::path(
    post,
    path = "/tickets",
    tag = "tickets",
    security(("bearer" = ["tickets:create"])),
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key is the same ticket, whatever died")),
    request_body = NewTicket,
    responses((status = 201, description = "Made; `Location` names it", body = TicketDetail)),
)]
pub(super) async fn create(
    State(state): State<AppState>,
    caller: Require<needs::TicketsCreate>,
    key: IdempotencyKey,
    body: Body<NewTicket>,
) -> Result<Response, Problem> {
    let made = desk::create(&state.app, &caller, body.0, key.as_deref()).await?;
    let location = format!("/api/v1/tickets/{}", made.ticket.id);
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], answer(made)).into_response())
}
