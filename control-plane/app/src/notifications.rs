//! Notes inside the product: who hears of what, and reading them.

use crate::app::{App, Clock};
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use crate::push;
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use control_plane_domain::user::UserStatus;
use control_plane_domain::{ConversationId, Email, NotificationId, Permission, Role, TenantId, UserId};
use control_plane_store::approval_questions::Question;
use control_plane_store::approvals::Approval;
use control_plane_store::flow_comments::FlowComment;
use control_plane_store::notifications::{self, NewNotification, Notification};
use control_plane_store::tickets::{Comment, Ticket};
use control_plane_store::users::{UserFilter, UserSort};
use control_plane_store::{Db, Page, Sort, StoreError, Tx, WriteTx, conversations, users};
use flow_schema::ErrorCode;
use mcp_servers_kit::{ToolContext, ToolError};
use mcp_servers_notify::{InAppNote, InAppSink};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Of one role, at most this many hear of one thing.
const MAX_RECEIVERS: u64 = 200;

/// Where everybody finds what is asked of them.
const PORTAL: &str = "/portal";

/// A note.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NotificationView {
    pub id: Uuid,
    pub subject: String,
    pub body: String,
    /// Where it leads, within the Studio.
    pub link: Option<String>,
    pub created_at: DateTime<Utc>,
    pub read_at: Option<DateTime<Utc>>,
}

impl From<Notification> for NotificationView {
    fn from(row: Notification) -> Self {
        Self {
            id: row.id.as_uuid(),
            subject: row.subject,
            body: row.body,
            link: row.link,
            created_at: row.created_at,
            read_at: row.read_at,
        }
    }
}

/// One page of the caller's notes, newest first, and how many there are.
///
/// # Errors
/// What the store answers.
pub async fn list(
    app: &App,
    caller: &Caller,
    unread_only: bool,
    page: u64,
    limit: u64,
) -> AppResult<(Vec<NotificationView>, u64)> {
    let tx = app.db.read(caller.tenant).await?;
    let found = notifications::list(&tx, caller.user, unread_only, Page::new(page, limit)).await?;
    Ok((found.rows.into_iter().map(NotificationView::from).collect(), found.total))
}

/// Marks one of the caller's notes as read.
///
/// # Errors
/// [`AppError::NotFound`], also when it is somebody else's.
pub async fn read(app: &App, caller: &Caller, id: Uuid) -> AppResult<NotificationView> {
    let tx = app.db.write(caller.tenant).await?;
    let read = notifications::mark_read(&tx, caller.user, NotificationId::new(id), app.now()).await?;
    tx.commit().await?;
    read.map(NotificationView::from).ok_or_else(|| AppError::not_found("the notification"))
}

/// Everybody who works on tickets hears of a new one, in the transaction that makes it.
pub(crate) async fn tell_agents(tx: &WriteTx, ticket: &Ticket, now: DateTime<Utc>) -> Result<(), StoreError> {
    let subject = format!("New ticket {} ({})", ticket.number, ticket.priority);
    let key = format!("ticket/{}/created", ticket.id);
    let link = format!("/desk/{}", ticket.number);
    for role in Role::ALL.iter().filter(|role| role.permissions().contains(&Permission::TicketsWrite)) {
        // Whoever asks for help knows, also when they work on tickets themselves.
        let others =
            with_role(tx, *role).await?.into_iter().filter(|user| Some(*user) != ticket.requester.id);
        for user in others {
            let note = Note { key: &key, subject: &subject, body: &ticket.title, link: Some(&link) };
            tell(tx, user, note, now).await?;
        }
    }
    Ok(())
}

/// The other side hears of a public comment.
pub(crate) async fn tell_of_comment(
    tx: &WriteTx,
    ticket: &Ticket,
    comment: &Comment,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let subject = format!("{} commented on {}", comment.author.name, ticket.number);
    let key = format!("comment/{}", comment.id);
    let link = format!("/desk/{}", ticket.number);
    let body: String = comment.body.chars().take(500).collect();
    let sides = [ticket.requester.id, ticket.assignee];
    for user in sides.into_iter().flatten().filter(|user| Some(*user) != comment.author.id) {
        tell(tx, user, Note { key: &key, subject: &subject, body: &body, link: Some(&link) }, now).await?;
    }
    Ok(())
}

/// The requester hears that their ticket stands otherwise, unless it was they who changed it. A flow that changes it says so
/// itself, if it wants to.
pub(crate) async fn tell_of_status(
    tx: &WriteTx,
    old: &Ticket,
    new: &Ticket,
    by: Option<UserId>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let Some(requester) = new.requester.id.filter(|id| Some(*id) != by && old.status != new.status) else {
        return Ok(());
    };
    let subject = format!("{} is {} now", new.number, new.status);
    // Each state of a ticket has its etag.
    let key = format!("ticket/{}/status/{}", new.id, new.etag.as_str());
    let link = format!("/desk/{}", new.number);
    let note = Note { key: &key, subject: &subject, body: &new.title, link: Some(&link) };
    tell(tx, requester, note, now).await?;
    Ok(())
}

/// Who is meant hears of a comment on a flow.
pub(crate) async fn tell_of_flow_comment(
    tx: &WriteTx,
    user: UserId,
    flow: &str,
    comment: &FlowComment,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let subject = format!("{} commented on the flow {flow}", comment.author_name);
    let key = format!("flow-comment/{}", comment.id);
    let link = format!("/flows/{flow}?comment={}", comment.id);
    let body: String = comment.text.chars().take(500).collect();
    tell(tx, user, Note { key: &key, subject: &subject, body: &body, link: Some(&link) }, now).await?;
    Ok(())
}

/// Everybody who works on tickets hears that a conversation waits for one of them.
pub(crate) async fn tell_of_handoff(
    tx: &WriteTx,
    who: &str,
    reason: &str,
    conversation: Uuid,
    key: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let subject = format!("{who} waits for a person");
    let body: String = reason.chars().take(500).collect();
    let link = format!("/conversations/{conversation}");
    for role in Role::ALL.iter().filter(|role| role.permissions().contains(&Permission::TicketsWrite)) {
        for user in with_role(tx, *role).await? {
            tell(tx, user, Note { key, subject: &subject, body: &body, link: Some(&link) }, now).await?;
        }
    }
    Ok(())
}

/// Those who are to decide hear of it, once each however often they are asked.
pub(crate) async fn tell_approvers(
    tx: &WriteTx,
    approval: &Approval,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let subject = format!("Please decide: {}", approval.title.chars().take(200).collect::<String>());
    let key = format!("approval/{}", approval.id);
    let link = format!("/approvals/{}", approval.id);
    let body = match approval.asker_name.as_str() {
        "" => format!("The flow {} waits for your decision.", approval.flow),
        asker => format!("{asker} asks for it. The flow {} waits for your decision.", approval.flow),
    };
    for seat in &approval.approvers {
        let people = match (seat.email.parse::<Email>(), seat.role.parse::<Role>()) {
            (Ok(email), _) => {
                let user = users::find_by_email(tx, &email).await?;
                user.filter(|user| user.status == UserStatus::Active)
                    .map(|user| user.id)
                    .into_iter()
                    .collect()
            }
            (Err(_), Ok(role)) => with_role(tx, role).await?,
            (Err(_), Err(_)) => Vec::new(),
        };
        for user in people {
            let note = Note { key: &key, subject: &subject, body: &body, link: Some(&link) };
            tell(tx, user, note, now).await?;
        }
    }
    Ok(())
}

/// Whom a decision is asked for hears what an approver wants to know first. Visitors have no account and no notices, and
/// nobody is told of a test.
pub(crate) async fn tell_of_question(
    tx: &WriteTx,
    asker: UserId,
    approval: &Approval,
    question: &Question,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    if users::find(tx, asker).await?.is_none() {
        return Ok(());
    }
    let link = match approval.conversation {
        Some(id) => match conversations::find(tx, ConversationId::new(id)).await? {
            Some(found) if found.draft => return Ok(()),
            Some(_) => format!("/chat/{}?conversation={id}", approval.flow),
            None => PORTAL.to_owned(),
        },
        None => PORTAL.to_owned(),
    };
    let title: String = approval.title.chars().take(200).collect();
    let subject = format!("{} has a question: {title}", question.by_name);
    let key = format!("approval/{}/question/{}", approval.id, question.number);
    let body: String = question.text.chars().take(500).collect();
    tell(tx, asker, Note { key: &key, subject: &subject, body: &body, link: Some(&link) }, now).await?;
    Ok(())
}

/// Who has asked back hears the answer.
pub(crate) async fn tell_of_answer(
    tx: &WriteTx,
    approval: &Approval,
    question: &Question,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let Some(answer) = &question.answer else { return Ok(()) };
    let title: String = approval.title.chars().take(200).collect();
    let subject = format!("{} has answered your question: {title}", answer.by_name);
    let key = format!("approval/{}/answer/{}", approval.id, question.number);
    let link = format!("/approvals/{}", approval.id);
    let body: String = answer.text.chars().take(500).collect();
    tell(tx, question.by, Note { key: &key, subject: &subject, body: &body, link: Some(&link) }, now).await?;
    Ok(())
}

struct Note<'a> {
    /// Once per person and key.
    key: &'a str,
    subject: &'a str,
    body: &'a str,
    link: Option<&'a str>,
}

async fn tell(
    tx: &WriteTx,
    user: UserId,
    note: Note<'_>,
    now: DateTime<Utc>,
) -> Result<Notification, StoreError> {
    let new = NewNotification {
        id: NotificationId::new(Uuid::now_v7()),
        user,
        key: note.key,
        subject: note.subject,
        body: note.body,
        link: note.link,
    };
    let id = new.id;
    let stored = notifications::create(tx, new, now).await?;
    // Once: what was left before was on its way then.
    if stored.id == id {
        push::queue(tx, user, &stored, now).await?;
    }
    Ok(stored)
}

async fn with_role(tx: &Tx, role: Role) -> Result<Vec<UserId>, StoreError> {
    let filter = UserFilter { role: Some(role), status: Some(UserStatus::Active), ..UserFilter::default() };
    let sort = Sort::ascending(UserSort::CreatedAt);
    let found = users::list(tx, &filter, sort, Page::new(1, MAX_RECEIVERS)).await?;
    Ok(found.rows.into_iter().map(|user| user.id).collect())
}

/// Where the `notify` tool leaves notes for people of the tenant.
#[derive(Clone)]
pub struct StoredNotes {
    db: Db,
    clock: Clock,
}

impl StoredNotes {
    pub fn new(db: Db, clock: Clock) -> Self {
        Self { db, clock }
    }

    /// Who is meant by an address, an id or a role (`agent`, `role:agent`). A role means everybody
    /// whose own includes it: where nobody is just an agent, the administrator is.
    async fn receivers(&self, tx: &Tx, to: &str) -> Result<Vec<UserId>, StoreError> {
        let mut all = Vec::new();
        for one in to.split(',').map(str::trim).filter(|one| !one.is_empty()) {
            if let Ok(meant) = one.strip_prefix("role:").unwrap_or(one).trim().parse::<Role>() {
                for role in Role::ALL.iter().filter(|role| role.may_grant(meant)) {
                    all.extend(with_role(tx, *role).await?);
                }
            } else if let Ok(id) = one.parse::<Uuid>() {
                all.extend(users::find(tx, UserId::new(id)).await?.map(|user| user.id));
            } else if let Ok(email) = one.parse::<Email>() {
                all.extend(users::find_by_email(tx, &email).await?.map(|user| user.id));
            }
        }
        all.sort_unstable();
        all.dedup();
        Ok(all)
    }
}

#[async_trait]
impl InAppSink for StoredNotes {
    async fn deliver(&self, ctx: &ToolContext, note: InAppNote) -> Result<String, ToolError> {
        let failed = |error: StoreError| {
            tracing::warn!(%error, "a notification could not be stored");
            let code = if error.is_transient() { ErrorCode::Upstream } else { ErrorCode::Internal };
            ToolError::new(code, "notifications cannot be stored at the moment")
        };
        let tx = self.db.write(TenantId::new(ctx.tenant)).await.map_err(failed)?;
        let receivers = self.receivers(&tx, &note.to).await.map_err(failed)?;
        if receivers.is_empty() {
            let words = format!(
                "nobody here is {:?}; give an e-mail address of a user, or a role such as agent",
                note.to
            );
            return Err(ToolError::new(ErrorCode::NotFound, words));
        }
        let subject = if note.subject.is_empty() { "Notification" } else { note.subject.as_str() };
        let mut first = None;
        for user in receivers {
            let row = Note { key: &ctx.idempotency_key, subject, body: &note.body, link: None };
            let stored = tell(&tx, user, row, (self.clock)()).await.map_err(failed)?;
            first.get_or_insert(stored.id);
        }
        tx.commit().await.map_err(failed)?;
        Ok(first.map(|id| id.to_string()).unwrap_or_default())
    }
}
