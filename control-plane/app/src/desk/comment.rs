use super::view::CommentView;
use super::{author, files, find, happenings, is_agent};
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use crate::notifications;
use control_plane_domain::{CommentId, Permission};
use control_plane_store::tickets;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A comment to add.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewComment {
    /// May be empty when files go with it.
    pub body: String,
    /// For the desk only; the requester never sees it. Agents only.
    #[serde(default)]
    pub internal: bool,
    /// Ids of files that were sent to the ticket before.
    #[serde(default)]
    pub attachments: Vec<Uuid>,
}

/// Says something about a ticket. The requester hears of an agent's public comment, the assignee of
/// the requester's.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Forbidden`] for an internal comment by somebody outside the desk.
pub async fn comment(
    app: &App,
    caller: &Caller,
    reference: &str,
    new: NewComment,
    key: Option<&str>,
) -> AppResult<CommentView> {
    let body = new.body.trim();
    if body.is_empty() && new.attachments.is_empty() {
        return Err(AppError::field("body", "required", "say something"));
    }
    if body.chars().count() > super::make::MAX_TEXT {
        return Err(AppError::field("body", "too_long", "the comment is too long"));
    }
    let tx = app.db.write(caller.tenant).await?;
    let ticket = find(&tx, caller, reference).await?;
    if new.internal || is_agent(caller) {
        caller.require(Permission::TicketsWrite)?;
    }
    let sent = files::to_send(app, &tx, caller, ticket.id, &new.attachments).await?;
    let key = key.map(|key| format!("api/{}/{key}", caller.user));
    let row = tickets::NewComment {
        id: CommentId::new(app.new_id()),
        author: author(caller),
        body,
        internal: new.internal,
        key: key.as_deref(),
    };
    let made = tickets::add_comment(&tx, ticket.id, row, app.now()).await?;
    let made = made.ok_or_else(|| AppError::not_found("the ticket"))?;
    files::claim(&tx, made.id, &sent).await?;
    let all = files::of(&tx, ticket.id).await?.remove(&made.id).unwrap_or_default();
    if !made.internal {
        notifications::tell_of_comment(&tx, &ticket, &made, app.now()).await?;
        happenings::replied(&tx, &ticket, &made, &caller.principal(), app.now()).await?;
    }
    tx.commit().await?;
    app.happenings.notify_one();
    app.pushes.notify_one();
    Ok(CommentView::new(made, all))
}
