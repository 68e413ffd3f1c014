//! What people say about a flow while they build it: pinned to a node or a point, with replies, settled
//! when done. Whoever may see a flow may speak; what somebody said only they may change.

use super::{missing, name};
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use crate::{audit, notifications};
use chrono::{DateTime, Utc};
use control_plane_domain::user::UserStatus;
use control_plane_domain::{CommentId, Permission, UserId};
use control_plane_store::flow_comments::{self, FlowComment, Resolved};
use control_plane_store::users::{UserFilter, UserSort};
use control_plane_store::{Page, Sort, StoreError, Tx, WriteTx, flows, users};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// A flow with more has a discussion that belongs elsewhere.
const MOST: u64 = 2_000;
const LONGEST: usize = 5_000;
const MOST_MENTIONS: usize = 20;
const PEOPLE: u64 = 20;

/// A person, as others see them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Colleague {
    pub id: Uuid,
    pub name: String,
}

/// A point of the canvas.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CanvasPoint {
    pub x: f64,
    pub y: f64,
}

/// Something to say.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewFlowComment {
    /// Markdown, at most 5,000 characters.
    pub text: String,
    /// The node it is about.
    #[serde(default)]
    pub node: Option<String>,
    /// Or a point of the canvas.
    #[serde(default)]
    pub point: Option<CanvasPoint>,
    /// The comment that is answered; the reply stands where its thread does.
    #[serde(default)]
    pub parent_id: Option<Uuid>,
    /// Those who are to hear of it.
    #[serde(default)]
    pub mentions: Vec<Uuid>,
}

/// What is to change; what is left out stays.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FlowCommentChange {
    /// Only the author may.
    #[serde(default)]
    pub text: Option<String>,
    #[serde(default)]
    pub mentions: Option<Vec<Uuid>>,
    /// Of the comment that began a thread: settle it, or open it again.
    #[serde(default)]
    pub resolved: Option<bool>,
}

/// A comment on a flow.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FlowCommentView {
    pub id: Uuid,
    pub node: Option<String>,
    pub point: Option<CanvasPoint>,
    pub parent_id: Option<Uuid>,
    pub text: String,
    pub author: Colleague,
    pub mentions: Vec<Colleague>,
    pub resolved_at: Option<DateTime<Utc>>,
    pub resolved_by: Option<String>,
    pub created_at: DateTime<Utc>,
    pub edited_at: Option<DateTime<Utc>>,
    /// The caller's own.
    pub mine: bool,
}

/// Everything said about a flow, the oldest first.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn comments(app: &App, caller: &Caller, flow: &str) -> AppResult<Vec<FlowCommentView>> {
    let tx = app.db.read(caller.tenant).await?;
    let row = flows::find(&tx, &name(flow)?).await?.ok_or_else(|| missing(flow))?;
    let found = flow_comments::all(&tx, row.id, MOST).await?;
    let names = names(&tx, found.iter().flat_map(|one| one.mentions.iter().copied())).await?;
    Ok(found.into_iter().map(|one| view(one, &names, caller)).collect())
}

/// Says something about a flow. Those who are mentioned hear of it, and who began the thread.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Invalid`] naming what is wrong.
pub async fn put(app: &App, caller: &Caller, flow: &str, new: NewFlowComment) -> AppResult<FlowCommentView> {
    let text = words(&new.text)?;
    if new.node.is_some() && new.point.is_some() {
        return Err(AppError::field("point", "invalid", "a comment is about a node or a point, not both"));
    }
    let tx = app.db.write(caller.tenant).await?;
    let row = flows::find(&tx, &name(flow)?).await?.ok_or_else(|| missing(flow))?;
    if flow_comments::count(&tx, row.id).await? >= MOST {
        return Err(AppError::conflict("conflict", format!("a flow has at most {MOST} comments")));
    }
    let thread = match new.parent_id {
        None => None,
        Some(id) => {
            let parent = flow_comments::find(&tx, row.id, CommentId::new(id)).await?;
            let parent =
                parent.ok_or_else(|| AppError::field("parent_id", "unknown", "there is no such comment"))?;
            // A reply to a reply belongs to the same thread.
            let first = match parent.parent {
                Some(first) => flow_comments::find(&tx, row.id, first).await?.ok_or_else(gone)?,
                None => parent,
            };
            Some(first)
        }
    };
    let mentions = mentioned(&tx, &new.mentions).await?;
    let comment = FlowComment {
        id: CommentId::new(app.new_id()),
        flow: row.id,
        parent: thread.as_ref().map(|thread| thread.id),
        node: thread.as_ref().map_or(new.node, |thread| thread.node.clone()),
        point: thread.as_ref().map_or(new.point.map(|at| (at.x, at.y)), |thread| thread.point),
        text,
        mentions: mentions.keys().copied().collect(),
        author: caller.user,
        author_name: caller.name.clone(),
        resolved: None,
        created_at: app.now(),
        edited_at: None,
    };
    flow_comments::create(&tx, &comment).await?;
    let began = thread.map(|thread| thread.author);
    tell(app, &tx, caller, flow, &comment, comment.mentions.iter().copied().chain(began)).await?;
    audit::record(app, &tx, caller, "flow.commented", "flow", flow, json!({ "comment": comment.id })).await?;
    tx.commit().await?;
    Ok(view(comment, &mentions, caller))
}

/// Changes a comment, settles its thread or opens it again.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Refused`] when it is somebody else's.
pub async fn change(
    app: &App,
    caller: &Caller,
    flow: &str,
    id: Uuid,
    change: FlowCommentChange,
) -> AppResult<FlowCommentView> {
    let tx = app.db.write(caller.tenant).await?;
    let row = flows::find(&tx, &name(flow)?).await?.ok_or_else(|| missing(flow))?;
    let mut comment = flow_comments::find(&tx, row.id, CommentId::new(id)).await?.ok_or_else(gone)?;
    let mine = comment.author == caller.user;
    if (change.text.is_some() || change.mentions.is_some()) && !mine {
        return Err(refused("Only its author may change a comment."));
    }
    if let Some(text) = &change.text {
        comment.text = words(text)?;
        comment.edited_at = Some(app.now());
    }
    let mut newly = Vec::new();
    if let Some(ids) = &change.mentions {
        let now = mentioned(&tx, ids).await?;
        newly = now.keys().copied().filter(|user| !comment.mentions.contains(user)).collect();
        comment.mentions = now.into_keys().collect();
    }
    match change.resolved {
        Some(_) if comment.parent.is_some() => {
            return Err(AppError::field("resolved", "invalid", "a reply is settled with its thread"));
        }
        Some(_) if !mine && caller.require(Permission::FlowsWrite).is_err() => {
            return Err(refused("Only its author, or who may edit the flow, settles a thread."));
        }
        Some(true) if comment.resolved.is_none() => {
            comment.resolved = Some(Resolved { at: app.now(), by: caller.name.clone() });
        }
        Some(false) => comment.resolved = None,
        Some(true) | None => {}
    }
    flow_comments::put(&tx, &comment).await?;
    tell(app, &tx, caller, flow, &comment, newly).await?;
    let names = names(&tx, comment.mentions.iter().copied()).await?;
    tx.commit().await?;
    Ok(view(comment, &names, caller))
}

/// Takes back what one said; with what was replied, when it began a thread.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Refused`] when it is somebody else's.
pub async fn remove(app: &App, caller: &Caller, flow: &str, id: Uuid) -> AppResult<()> {
    let tx = app.db.write(caller.tenant).await?;
    let row = flows::find(&tx, &name(flow)?).await?.ok_or_else(|| missing(flow))?;
    let comment = flow_comments::find(&tx, row.id, CommentId::new(id)).await?.ok_or_else(gone)?;
    if comment.author != caller.user {
        return Err(refused("Only its author may take a comment back."));
    }
    flow_comments::remove(&tx, row.id, comment.id).await?;
    audit::record(app, &tx, caller, "flow.comment_removed", "flow", flow, json!({ "comment": id })).await?;
    tx.commit().await?;
    Ok(())
}

/// People who may see flows, by a part of their name or address: whom a comment can mention.
///
/// # Errors
/// What the store answers.
pub async fn people(app: &App, caller: &Caller, text: &str) -> AppResult<Vec<Colleague>> {
    let tx = app.db.read(caller.tenant).await?;
    let text = Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let filter = UserFilter { text, status: Some(UserStatus::Active), ..UserFilter::default() };
    let found = users::list(&tx, &filter, Sort::ascending(UserSort::CreatedAt), Page::new(1, 200)).await?;
    let may = found.rows.into_iter().filter(|user| user.role.permissions().contains(&Permission::FlowsRead));
    Ok(may
        .take(usize::try_from(PEOPLE).unwrap_or(usize::MAX))
        .map(|user| Colleague { id: user.id.as_uuid(), name: user.name })
        .collect())
}

async fn tell(
    app: &App,
    tx: &WriteTx,
    caller: &Caller,
    flow: &str,
    comment: &FlowComment,
    whom: impl IntoIterator<Item = UserId>,
) -> AppResult<()> {
    for user in whom.into_iter().filter(|user| *user != caller.user) {
        notifications::tell_of_flow_comment(tx, user, flow, comment, app.now()).await?;
    }
    Ok(())
}

fn words(text: &str) -> AppResult<String> {
    match text.trim() {
        "" => Err(AppError::field("text", "required", "a comment says something")),
        text if text.chars().count() > LONGEST => {
            Err(AppError::field("text", "too_long", format!("at most {LONGEST} characters")))
        }
        text => Ok(text.to_owned()),
    }
}

/// Those who are mentioned, with their names; all of them are here and may see flows.
async fn mentioned(tx: &Tx, ids: &[Uuid]) -> AppResult<BTreeMap<UserId, String>> {
    if ids.len() > MOST_MENTIONS {
        return Err(AppError::field("mentions", "too_long", format!("at most {MOST_MENTIONS} people")));
    }
    let mut people = BTreeMap::new();
    for (at, id) in ids.iter().enumerate() {
        let user = users::find(tx, UserId::new(*id)).await?.filter(|user| {
            user.status == UserStatus::Active && user.role.permissions().contains(&Permission::FlowsRead)
        });
        let user = user.ok_or_else(|| {
            AppError::field(format!("mentions.{at}"), "unknown", "nobody of this id can see the flow")
        })?;
        people.insert(user.id, user.name);
    }
    Ok(people)
}

async fn names(tx: &Tx, ids: impl Iterator<Item = UserId>) -> Result<BTreeMap<UserId, String>, StoreError> {
    let mut names = BTreeMap::new();
    for id in ids {
        if names.contains_key(&id) {
            continue;
        }
        if let Some(user) = users::find(tx, id).await? {
            names.insert(id, user.name);
        }
    }
    Ok(names)
}

fn view(comment: FlowComment, names: &BTreeMap<UserId, String>, caller: &Caller) -> FlowCommentView {
    let named = |id: &UserId| {
        let name = names.get(id).cloned().unwrap_or_default();
        Colleague { id: id.as_uuid(), name }
    };
    let (resolved_at, resolved_by) = comment.resolved.map(|one| (one.at, one.by)).unzip();
    FlowCommentView {
        id: comment.id.as_uuid(),
        node: comment.node,
        point: comment.point.map(|(x, y)| CanvasPoint { x, y }),
        parent_id: comment.parent.map(CommentId::as_uuid),
        text: comment.text,
        mine: comment.author == caller.user,
        author: Colleague { id: comment.author.as_uuid(), name: comment.author_name },
        mentions: comment.mentions.iter().map(named).collect(),
        resolved_at,
        resolved_by,
        created_at: comment.created_at,
        edited_at: comment.edited_at,
    }
}

fn gone() -> AppError {
    AppError::not_found("the comment")
}

fn refused(message: &str) -> AppError {
    AppError::Refused { code: "forbidden", message: message.to_owned() }
}
