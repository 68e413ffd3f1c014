//! The built-in desk: tickets over the store, for people ([`create`], [`update()`] …) and for flows
//! ([`Desk`], the ticketing tools' back end).

mod backend;
mod change;
mod comment;
mod happenings;
pub mod hours;
mod live;
mod make;
mod see;
mod view;

pub use backend::Desk;
pub use change::{Assignment, TicketPatch, assign, close, reopen, update};
pub use comment::{NewComment, comment};
pub use happenings::run_telling;
pub use live::{LiveConversation, live};
pub use make::{NewTicket, create};
pub use see::{Wanted, get, history, list};
pub use view::{CommentView, HistoryView, Person, TicketDetail, TicketView};

use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use control_plane_domain::{Permission, TicketId};
use control_plane_store::tickets::{self, Author, Ticket};
use control_plane_store::{StoreError, Tx};

/// A ticket by id or number, whoever it belongs to.
async fn find_any(tx: &Tx, reference: &str) -> Result<Option<Ticket>, StoreError> {
    if let Ok(id) = reference.parse::<uuid::Uuid>() {
        return tickets::find(tx, TicketId::new(id)).await;
    }
    match reference.parse() {
        Ok(number) => tickets::find_by_number(tx, number).await,
        Err(_) => Ok(None),
    }
}

/// A ticket by id or number, if the caller may see it.
async fn find(tx: &Tx, caller: &Caller, reference: &str) -> AppResult<Ticket> {
    let scope = caller.ticket_scope()?;
    let found = find_any(tx, reference).await?;
    found.filter(|ticket| scope.admits(ticket.requester.id)).ok_or_else(|| AppError::not_found("the ticket"))
}

fn author(caller: &Caller) -> Author {
    Author { id: Some(caller.user), name: caller.name.clone() }
}

/// Whether the caller works on tickets, rather than having asked for one.
fn is_agent(caller: &Caller) -> bool {
    caller.can(Permission::TicketsRead)
}
