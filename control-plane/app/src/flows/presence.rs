//! Who has a flow open now, and where they are in it: a courtesy to people, no lock. What two of them
//! change at once is kept apart by ETags and merged by field.

use super::which::find_branch;
use super::{Colleague, missing, name};
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use chrono::{DateTime, TimeDelta, Utc};
use control_plane_store::flow_presence::{self, Presence};
use control_plane_store::{flows, users};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A tab that was not heard of for so long is gone.
const GONE_AFTER: TimeDelta = TimeDelta::seconds(30);
/// What has not changed is written again only after so long.
const FRESH_FOR: TimeDelta = TimeDelta::seconds(12);
/// Characters of a node's or field's name; more is no name of either.
const LONGEST_PLACE: usize = 500;

/// Where somebody is in a flow.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Announce {
    /// Made by the tab for itself.
    pub tab: Uuid,
    /// Which branch is open; missing: the flow's own draft.
    #[serde(default)]
    pub branch: Option<String>,
    /// The node that is selected.
    #[serde(default)]
    pub node: Option<String>,
    /// The field that is edited: a pointer within the node.
    #[serde(default)]
    pub field: Option<String>,
}

/// Who is there.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PresenceView {
    /// One per tab, the caller's own included.
    pub present: Vec<Present>,
    /// The ETag that the draft, or the branch's, has now: another than one's own says that somebody else has saved.
    pub draft_etag: String,
    /// The same of the layout.
    pub layout_etag: String,
    /// Who wrote the draft that has this ETag; nobody: it came with Git, or from the product itself.
    pub draft_by: Option<Colleague>,
}

/// A tab in which somebody has the flow open.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Present {
    pub user: Colleague,
    pub tab: Uuid,
    /// Which branch is open there; missing: the flow's own draft.
    pub branch: Option<String>,
    pub node: Option<String>,
    pub field: Option<String>,
    pub seen_at: DateTime<Utc>,
    /// The caller's, though perhaps in another tab.
    pub me: bool,
}

/// Says where the caller is and answers who else is there.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Invalid`].
pub async fn announce(app: &App, caller: &Caller, flow: &str, here: Announce) -> AppResult<PresenceView> {
    for (field, text) in [("node", &here.node), ("field", &here.field)] {
        if text.as_ref().is_some_and(|text| text.chars().count() > LONGEST_PLACE) {
            return Err(AppError::field(field, "too_long", format!("at most {LONGEST_PLACE} characters")));
        }
    }
    let flow_name = name(flow)?;
    let now = app.now();
    let tx = app.db.read(caller.tenant).await?;
    let row = flows::find(&tx, &flow_name).await?.ok_or_else(|| missing(flow))?;
    let branch = match &here.branch {
        Some(branch) => Some(find_branch(&tx, flow, row.id, branch).await?),
        None => None,
    };
    let known = flow_presence::find(&tx, row.id, here.tab).await?;
    let fresh = known.is_some_and(|known| {
        let same = known.branch == here.branch && known.node == here.node && known.field == here.field;
        same && now - known.seen_at < FRESH_FOR
    });
    let tx = if fresh {
        tx
    } else {
        drop(tx);
        let presence = Presence {
            tab: here.tab,
            user: caller.user,
            user_name: caller.name.clone(),
            branch: here.branch,
            node: here.node,
            field: here.field,
            seen_at: now,
        };
        let tx = app.db.write(caller.tenant).await?;
        flow_presence::put(&tx, row.id, &presence, now - GONE_AFTER).await?;
        tx.commit().await?;
        app.db.read(caller.tenant).await?
    };
    let present = flow_presence::all(&tx, row.id, now - GONE_AFTER).await?;
    let (draft_etag, layout_etag, updated_by) = match branch {
        Some(branch) => (branch.draft_etag(), branch.layout_etag, branch.updated_by),
        None => (row.draft_etag, row.layout_etag, row.updated_by),
    };
    let draft_by = match updated_by {
        Some(id) => {
            users::find(&tx, id).await?.map(|user| Colleague { id: user.id.as_uuid(), name: user.name })
        }
        None => None,
    };
    let me = caller.user;
    let view = |one: Presence| Present {
        me: one.user == me,
        user: Colleague { id: one.user.as_uuid(), name: one.user_name },
        tab: one.tab,
        branch: one.branch,
        node: one.node,
        field: one.field,
        seen_at: one.seen_at,
    };
    Ok(PresenceView {
        present: present.into_iter().map(view).collect(),
        draft_etag: draft_etag.to_string(),
        layout_etag: layout_etag.to_string(),
        draft_by,
    })
}

/// Says that a tab of the caller is closed. Saying so of one that is not there does nothing.
///
/// # Errors
/// [`AppError::NotFound`] when there is no such flow.
pub async fn leave(app: &App, caller: &Caller, flow: &str, tab: Uuid) -> AppResult<()> {
    let tx = app.db.write(caller.tenant).await?;
    let row = flows::find(&tx, &name(flow)?).await?.ok_or_else(|| missing(flow))?;
    flow_presence::remove(&tx, row.id, tab, caller.user).await?;
    tx.commit().await?;
    Ok(())
}
