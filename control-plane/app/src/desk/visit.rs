//! A visitor's own ticket: one that came of their conversation. They see less of it than somebody with an account does.

use super::view::{CommentView, TicketDetail};
use super::{NewComment, comment, reopen, see};
use crate::app::App;
use crate::caller::Caller;
use crate::error::AppResult;
use chrono::{DateTime, Utc};
use control_plane_domain::ticket::{Priority, TicketStatus};
use serde::Serialize;
use utoipa::ToSchema;

/// A ticket as the visitor sees it whose it is: how it stands and what was said, nobody's address.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct VisitorTicket {
    /// `TKT-20261121-00042`
    pub number: String,
    pub title: String,
    pub status: TicketStatus,
    pub priority: Priority,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    /// Where its status may go from here.
    pub allowed_statuses: Vec<TicketStatus>,
    /// Until when the desk promises a word; missing when it promises none.
    pub next_update_due: Option<DateTime<Utc>>,
    pub comments: Vec<CommentView>,
}

impl From<TicketDetail> for VisitorTicket {
    fn from(detail: TicketDetail) -> Self {
        let TicketDetail { ticket, comments, next_update_due } = detail;
        let nameless = |mut one: CommentView| {
            one.author.id = None;
            one
        };
        Self {
            number: ticket.number,
            title: ticket.title,
            status: ticket.status,
            priority: ticket.priority,
            created_at: ticket.created_at,
            updated_at: ticket.updated_at,
            allowed_statuses: ticket.allowed_statuses,
            next_update_due,
            comments: comments.into_iter().map(nameless).collect(),
        }
    }
}

/// One of the visitor's tickets.
///
/// # Errors
/// [`AppError::NotFound`](crate::AppError::NotFound) for all others.
pub async fn get(app: &App, caller: &Caller, reference: &str) -> AppResult<VisitorTicket> {
    Ok(see::get(app, caller, reference).await?.into())
}

/// Says something about it.
///
/// # Errors
/// As [`comment()`].
pub async fn say(
    app: &App,
    caller: &Caller,
    reference: &str,
    new: NewComment,
    key: Option<&str>,
) -> AppResult<CommentView> {
    comment(app, caller, reference, new, key).await
}

/// Opens it again.
///
/// # Errors
/// As [`reopen`].
pub async fn open_again(app: &App, caller: &Caller, reference: &str) -> AppResult<VisitorTicket> {
    Ok(reopen(app, caller, reference).await?.into())
}
