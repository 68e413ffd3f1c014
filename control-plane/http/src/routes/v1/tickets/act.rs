use super::answer;
use crate::error::Problem;
use crate::extract::{Body, Path, Require, SignedIn, needs};
use crate::state::AppState;
use axum::extract::State;
use axum::response::Response;
use control_plane_app::desk::{self, Assignment, TicketDetail};

/// Give a ticket to somebody, or to nobody.
#[utoipa::path(
    post,
    path = "/tickets/{id}/assign",
    tag = "tickets",
    security(("bearer" = ["tickets:write"])),
    params(("id" = String, Path, description = "Id or number of the ticket")),
    request_body = Assignment,
    responses((status = 200, description = "The ticket", body = TicketDetail)),
)]
pub(super) async fn assign(
    State(state): State<AppState>,
    caller: Require<needs::TicketsWrite>,
    path: Path<String>,
    body: Body<Assignment>,
) -> Result<Response, Problem> {
    Ok(answer(desk::assign(&state.app, &caller, &path.0, body.0).await?))
}

/// Close a ticket. Its requester may, too. Closing twice is closing once.
#[utoipa::path(
    post,
    path = "/tickets/{id}/close",
    tag = "tickets",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "Id or number of the ticket")),
    responses((status = 200, description = "The ticket", body = TicketDetail)),
)]
pub(super) async fn close(
    State(state): State<AppState>,
    caller: SignedIn,
    path: Path<String>,
) -> Result<Response, Problem> {
    Ok(answer(desk::close(&state.app, &caller, &path.0).await?))
}

/// Open a ticket again that was done. Its requester may, too.
#[utoipa::path(
    post,
    path = "/tickets/{id}/reopen",
    tag = "tickets",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "Id or number of the ticket")),
    responses(
        (status = 200, description = "The ticket", body = TicketDetail),
        (status = 409, description = "It was never done"),
    ),
)]
pub(super) async fn reopen(
    State(state): State<AppState>,
    caller: SignedIn,
    path: Path<String>,
) -> Result<Response, Problem> {
    Ok(answer(desk::reopen(&state.app, &caller, &path.0).await?))
}
