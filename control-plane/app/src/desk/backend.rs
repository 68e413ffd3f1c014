//! The desk as flows see it: the ticketing tools' back end, on the tables of the desk.

use super::{change::count_resolved, find_any, happenings, make};
use crate::app::Clock;
use crate::caller::VISITOR;
use crate::notifications;
use async_trait::async_trait;
use control_plane_domain::ticket::{Priority, TicketStatus};
use control_plane_domain::{CommentId, ConversationId, Email, RowScope, TenantId, TicketId, UserId};
use control_plane_store::tickets::{self, Applied, Author, Created, Deed, TicketChange, TicketFilter};
use control_plane_store::{Db, Page, Sort, StoreError, Tx, users};
use flow_schema::ErrorCode;
use mcp_servers_kit::{ToolContext, ToolError};
use mcp_servers_ticketing::{BackendFor, Change, NewTicket, Query, Requester, Status, Ticket, TicketBackend};
use std::sync::Arc;
use uuid::Uuid;

/// The built-in desk, of every tenant.
#[derive(Clone)]
pub struct Desk {
    db: Db,
    clock: Clock,
}

impl Desk {
    pub fn new(db: Db, clock: Clock) -> Self {
        Self { db, clock }
    }

    async fn requester(
        &self,
        tx: &Tx,
        ctx: &ToolContext,
        given: Requester,
    ) -> Result<tickets::Requester, StoreError> {
        // Outside a run nobody has fixed who asks, so it is whoever calls.
        let given = if ctx.run.is_nil() || given.is_empty() {
            Requester {
                id: ctx.principal.user,
                name: ctx.principal.name.clone(),
                email: ctx.principal.email.clone(),
            }
        } else {
            given
        };
        let user = match (given.id, given.email.parse::<Email>()) {
            (Some(id), _) => users::find(tx, UserId::new(id)).await?,
            (None, Ok(email)) => users::find_by_email(tx, &email).await?,
            (None, Err(_)) => None,
        };
        Ok(match user {
            Some(user) => {
                tickets::Requester { id: Some(user.id), name: user.name, email: user.email.to_string() }
            }
            None => tickets::Requester { id: None, name: given.name, email: given.email },
        })
    }
}

#[async_trait]
impl BackendFor for Desk {
    async fn backend(&self, _tenant: Uuid) -> Result<Arc<dyn TicketBackend>, ToolError> {
        Ok(Arc::new(self.clone()))
    }
}

#[async_trait]
impl TicketBackend for Desk {
    fn name(&self) -> &str {
        "builtin"
    }

    async fn create(&self, ctx: &ToolContext, ticket: NewTicket) -> Result<Ticket, ToolError> {
        let now = (self.clock)();
        let tx = self.db.write(TenantId::new(ctx.tenant)).await.map_err(failed)?;
        let requester = self.requester(&tx, ctx, ticket.requester).await.map_err(failed)?;
        let row = tickets::NewTicket {
            id: TicketId::new(Uuid::now_v7()),
            idempotency_key: Some(ctx.idempotency_key.clone()),
            title: ticket.title.chars().take(make::MAX_TITLE).collect(),
            description: ticket.description.chars().take(make::MAX_TEXT).collect(),
            priority: priority_in(ticket.priority),
            category: ticket.category.chars().take(100).collect(),
            requester,
            assignee: None,
            tags: ticket.tags,
            fields: ticket.fields,
            source: source(ctx).to_owned(),
            conversation: ctx.conversation.map(ConversationId::new),
            run: (!ctx.run.is_nil()).then_some(ctx.run),
            by: author(ctx),
        };
        let made = match tickets::create(&tx, row, now).await.map_err(failed)? {
            Created::New(ticket) => {
                notifications::tell_agents(&tx, &ticket, now).await.map_err(failed)?;
                make::count(&ticket);
                ticket
            }
            Created::Known(ticket) => ticket,
        };
        tx.commit().await.map_err(failed)?;
        Ok(out(made))
    }

    async fn update(&self, ctx: &ToolContext, id: &str, change: Change) -> Result<Ticket, ToolError> {
        let now = (self.clock)();
        let tx = self.db.write(TenantId::new(ctx.tenant)).await.map_err(failed)?;
        let old = find_any(&tx, id).await.map_err(failed)?.ok_or_else(|| unknown(id))?;
        let by = author(ctx);
        let key = ctx.idempotency_key.as_str();
        let wanted = TicketChange {
            status: change.status.map(status_in),
            priority: change.priority.map(priority_in),
            fields: (!change.fields.is_empty()).then_some(change.fields),
            ..TicketChange::default()
        };
        let deed = Deed { by: &by, action: "updated", expected: None, key: Some(key) };
        let applied = tickets::update(&tx, old.id, wanted, deed, now).await.map_err(failed)?;
        match applied.ok_or_else(|| unknown(id))? {
            Applied::Refused(refusal) => {
                return Err(ToolError::new(ErrorCode::Conflict, refusal.to_string()));
            }
            Applied::Unchanged(_) => {}
            Applied::Changed(new) => {
                happenings::changed(&tx, &old, &new, &ctx.principal, now).await.map_err(failed)?;
                count_resolved(&old, &new);
            }
        }
        if let Some(comment) = change.comment {
            let row = tickets::NewComment {
                id: CommentId::new(Uuid::now_v7()),
                author: by,
                body: &comment.body,
                internal: comment.internal,
                key: Some(key),
            };
            let made = tickets::add_comment(&tx, old.id, row, now).await.map_err(failed)?;
            let made = made.ok_or_else(|| unknown(id))?;
            if !made.internal {
                notifications::tell_of_comment(&tx, &old, &made, now).await.map_err(failed)?;
                // A flow acts on behalf of the requester, but it is not the requester who wrote.
                if ctx.run.is_nil() {
                    happenings::replied(&tx, &old, &made, &ctx.principal, now).await.map_err(failed)?;
                }
            }
        }
        let new = tickets::find(&tx, old.id).await.map_err(failed)?.ok_or_else(|| unknown(id))?;
        tx.commit().await.map_err(failed)?;
        Ok(out(new))
    }

    async fn find(&self, ctx: &ToolContext, query: Query) -> Result<Vec<Ticket>, ToolError> {
        let requester_email = match query.requester.trim() {
            // A flow that looks for "the user's tickets" must not find everybody's for somebody who has no
            // address.
            "" if ctx.principal.role == VISITOR => return Ok(Vec::new()),
            "" => None,
            // An address that is none matches nobody, rather than everybody.
            text => match text.to_lowercase().parse::<Email>() {
                Ok(email) => Some(email),
                Err(_) => return Ok(Vec::new()),
            },
        };
        let filter = TicketFilter {
            status: query.status.map(status_in),
            requester_email,
            text: (!query.text.trim().is_empty()).then_some(query.text),
            ..TicketFilter::all(RowScope::All)
        };
        let tx = self.db.read(TenantId::new(ctx.tenant)).await.map_err(failed)?;
        let sort = Sort::descending(tickets::TicketSort::CreatedAt);
        let found =
            tickets::list(&tx, &filter, sort, Page::new(1, u64::from(query.limit))).await.map_err(failed)?;
        Ok(found.rows.into_iter().map(out).collect())
    }

    async fn get(&self, ctx: &ToolContext, id: &str) -> Result<Option<Ticket>, ToolError> {
        let tx = self.db.read(TenantId::new(ctx.tenant)).await.map_err(failed)?;
        Ok(find_any(&tx, id).await.map_err(failed)?.map(out))
    }

    async fn test(&self, _ctx: &ToolContext) -> Result<String, ToolError> {
        self.db.ping().await.map_err(failed)?;
        Ok("the built-in desk is part of this installation; its database answers".to_owned())
    }
}

fn source(ctx: &ToolContext) -> &'static str {
    match (ctx.run.is_nil(), ctx.conversation) {
        (true, _) => "api",
        (false, Some(_)) => "chat",
        (false, None) => "flow",
    }
}

fn author(ctx: &ToolContext) -> Author {
    Author { id: ctx.principal.user.map(UserId::new), name: ctx.principal.name.clone() }
}

fn unknown(id: &str) -> ToolError {
    ToolError::new(ErrorCode::NotFound, format!("there is no ticket {id}"))
}

fn failed(error: StoreError) -> ToolError {
    tracing::warn!(%error, "the desk could not reach its tables");
    let code = if error.is_transient() { ErrorCode::Upstream } else { ErrorCode::Internal };
    ToolError::new(code, "the desk is not available at the moment")
}

fn out(ticket: tickets::Ticket) -> Ticket {
    Ticket {
        id: ticket.id.to_string(),
        url: format!("/desk/{}", ticket.number),
        number: ticket.number.to_string(),
        title: ticket.title,
        description: ticket.description,
        status: status_out(ticket.status),
        priority: priority_out(ticket.priority),
        category: ticket.category,
        requester: Requester {
            id: ticket.requester.id.map(|id| id.as_uuid()),
            name: ticket.requester.name,
            email: ticket.requester.email,
        },
        tags: ticket.tags,
        fields: ticket.fields,
    }
}

fn status_in(status: Status) -> TicketStatus {
    match status {
        Status::New => TicketStatus::New,
        Status::Open => TicketStatus::Open,
        Status::Pending => TicketStatus::Pending,
        Status::Resolved => TicketStatus::Resolved,
        Status::Closed => TicketStatus::Closed,
    }
}

fn status_out(status: TicketStatus) -> Status {
    match status {
        TicketStatus::New => Status::New,
        TicketStatus::Open => Status::Open,
        TicketStatus::Pending => Status::Pending,
        TicketStatus::Resolved => Status::Resolved,
        TicketStatus::Closed => Status::Closed,
    }
}

fn priority_in(priority: mcp_servers_ticketing::Priority) -> Priority {
    use mcp_servers_ticketing::Priority as Theirs;
    match priority {
        Theirs::P1 => Priority::P1,
        Theirs::P2 => Priority::P2,
        Theirs::P3 => Priority::P3,
        Theirs::P4 => Priority::P4,
        Theirs::P5 => Priority::P5,
    }
}

fn priority_out(priority: Priority) -> mcp_servers_ticketing::Priority {
    use mcp_servers_ticketing::Priority as Theirs;
    match priority {
        Priority::P1 => Theirs::P1,
        Priority::P2 => Theirs::P2,
        Priority::P3 => Theirs::P3,
        Priority::P4 => Theirs::P4,
        Priority::P5 => Theirs::P5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use control_plane_store::testing::TestDb;

    async fn conforms(db: TestDb) {
        let tenant = crate::testing::tenant(&db.db, "desk").await;
        let desk = Desk::new(db.db.clone(), Arc::new(chrono::Utc::now));
        let ctx = ToolContext { tenant: tenant.as_uuid(), ..ToolContext::for_test() };
        mcp_servers_ticketing::conformance::check(&desk, &ctx).await;
    }

    #[tokio::test]
    async fn the_desk_is_a_proper_back_end_on_sqlite() {
        conforms(TestDb::sqlite().await).await;
    }

    #[tokio::test]
    async fn the_desk_is_a_proper_back_end_on_postgres() {
        conforms(TestDb::postgres().await).await;
    }
}
