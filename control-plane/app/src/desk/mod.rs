//! The built-in desk: tickets over the store, for people ([`create`], [`update()`] …) and for flows
//! ([`Desk`], the ticketing tools' back end).

mod backend;
mod change;
mod comment;
mod files;
mod happenings;
pub mod hours;
mod live;
mod make;
pub mod promises;
mod see;
mod view;
pub mod visit;

pub use backend::Desk;
pub use change::{Assignment, TicketPatch, assign, close, reopen, update};
pub use comment::{NewComment, comment};
pub use files::{begin_upload, open_file, remove_file};
pub use happenings::run_telling;
pub use live::{LiveConversation, live};
pub use make::{NewTicket, create};
pub use see::{Wanted, get, history, list};
pub use view::{CommentView, HistoryView, Person, TicketDetail, TicketView};

use crate::caller::{Caller, Visitor};
use crate::error::{AppError, AppResult};
use control_plane_domain::{Permission, TicketId};
use control_plane_store::tickets::{self, Author, Ticket};
use control_plane_store::{StoreError, Tx, conversations};

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
    let missing = || AppError::not_found("the ticket");
    if let Some(visitor) = &caller.visitor {
        let found = find_any(tx, reference).await?.ok_or_else(missing)?;
        return if is_visitors(tx, caller, visitor, &found).await? { Ok(found) } else { Err(missing()) };
    }
    let scope = caller.ticket_scope()?;
    let found = find_any(tx, reference).await?;
    found.filter(|ticket| scope.admits(ticket.requester.id)).ok_or_else(missing)
}

/// A visitor has no account that could have requested it: theirs is what came of their own conversation.
async fn is_visitors(tx: &Tx, caller: &Caller, visitor: &Visitor, ticket: &Ticket) -> AppResult<bool> {
    let Some(conversation) = ticket.conversation else { return Ok(false) };
    let found = conversations::find(tx, conversation).await?;
    Ok(found.is_some_and(|found| found.user == caller.user && found.flow == visitor.flow))
}

fn author(caller: &Caller) -> Author {
    Author { id: caller.person(), name: caller.name.clone() }
}

/// Whether the caller works on tickets, rather than having asked for one.
fn is_agent(caller: &Caller) -> bool {
    caller.can(Permission::TicketsRead)
}
