//! Bringing a branch into the draft, and the draft into a branch.

use super::super::authors::{self, covers};
use super::super::check::findings;
use super::super::draft::row;
use super::super::view::Layout;
use super::super::which::{Line, find_branch};
use super::super::{missing, name, parse};
use super::points;
use super::settle::{Settled, Side, settle};
use crate::app::App;
use crate::audit;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use crate::git_remote::Resolution;
use crate::kinds;
use control_plane_store::flow_branches::{self, Branch};
use control_plane_store::git::BranchPath;
use control_plane_store::{Tx, WriteTx, branch_places, flows};
use flow_schema::diff::{Revision, diff};
use flow_schema::merge::RenamedNode;
use flow_schema::model::Flow;
use flow_schema::{Finding, canonical};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

/// How often it is begun again because somebody moved a node meanwhile.
const ATTEMPTS: usize = 5;

/// Brings the branch's changes into the flow's draft.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MergeBranch {
    /// ETag of the draft that the caller has seen.
    pub draft_etag: String,
    /// ETag of the branch that the caller has seen.
    pub branch_etag: String,
    /// What is to stand in the places that both changed; `ours` is the draft's.
    #[serde(default)]
    pub resolutions: Vec<Resolution>,
    /// The branch is done and goes. Else it goes on from what the draft is now.
    #[serde(default)]
    pub delete: bool,
}

/// Brings the changes of the flow's draft into the branch.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateBranch {
    /// ETag of the draft that the caller has seen.
    pub draft_etag: String,
    /// ETag of the branch that the caller has seen.
    pub branch_etag: String,
    /// What is to stand in the places that both changed; `ours` is the branch's.
    #[serde(default)]
    pub resolutions: Vec<Resolution>,
}

/// What came of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Merged {
    /// The document that changed: the draft's after merging, the branch's after updating.
    pub flow: Flow,
    pub findings: Vec<Finding>,
    pub draft_etag: String,
    /// Missing when the branch is deleted.
    pub branch_etag: Option<String>,
    /// Nodes that got a free id because a renamed node has theirs.
    pub renamed: Vec<RenamedNode>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Into {
    Draft { delete: bool },
    Branch,
}

/// Merges a branch into the flow's draft, all of it or nothing. Nothing is published.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Stale`] when either has changed since the caller saw it,
/// [`AppError::Unsettled`] when both changed the same.
pub async fn merge(
    app: &App,
    caller: &Caller,
    flow: &str,
    branch: &str,
    ask: MergeBranch,
) -> AppResult<Merged> {
    let MergeBranch { draft_etag, branch_etag, resolutions, delete } = ask;
    let seen = Seen { draft_etag, branch_etag, resolutions };
    together(app, caller, flow, branch, &seen, Into::Draft { delete }).await
}

/// Brings a branch up to the flow's draft, all of it or nothing.
///
/// # Errors
/// As [`merge`].
pub async fn update(
    app: &App,
    caller: &Caller,
    flow: &str,
    branch: &str,
    ask: UpdateBranch,
) -> AppResult<Merged> {
    let UpdateBranch { draft_etag, branch_etag, resolutions } = ask;
    let seen = Seen { draft_etag, branch_etag, resolutions };
    together(app, caller, flow, branch, &seen, Into::Branch).await
}

struct Seen {
    draft_etag: String,
    branch_etag: String,
    resolutions: Vec<Resolution>,
}

/// Both as they are at one moment.
#[derive(Clone, PartialEq, Eq)]
struct Both {
    draft: Side,
    branch: Branch,
}

impl Both {
    async fn read(tx: &Tx, flow: &str, branch: &str, seen: &Seen) -> AppResult<Self> {
        let row = flows::find(tx, &name(flow)?).await?.ok_or_else(|| missing(flow))?;
        let branch = find_branch(tx, flow, row.id, branch).await?;
        let (document, draft_etag) = flows::draft(tx, &row.name).await?.ok_or_else(|| missing(flow))?;
        let (layout, _) = flows::layout(tx, &row.name).await?.ok_or_else(|| missing(flow))?;
        for (now, then) in [(draft_etag, &seen.draft_etag), (branch.draft_etag(), &seen.branch_etag)] {
            if now.as_str() != then {
                return Err(AppError::Stale { current: now.to_string() });
            }
        }
        Ok(Self { draft: Side { document, layout }, branch })
    }

    fn base(&self) -> Side {
        Side { document: self.branch.base.clone(), layout: self.branch.base_layout.clone() }
    }

    fn side(&self) -> Side {
        Side { document: self.branch.draft.clone(), layout: self.branch.layout.clone() }
    }
}

async fn together(
    app: &App,
    caller: &Caller,
    flow: &str,
    branch: &str,
    seen: &Seen,
    into: Into,
) -> AppResult<Merged> {
    let path = BranchPath { flow: flow.to_owned(), branch: branch.to_owned() };
    for _ in 0..ATTEMPTS {
        let tx = app.db.read(caller.tenant).await?;
        let both = Both::read(&tx, flow, branch, seen).await?;
        let kinds = kinds::registry(app, &tx).await?;
        drop(tx);
        let (base, draft, side, given) =
            (both.base(), both.draft.clone(), both.side(), seen.resolutions.clone());
        // Milliseconds of pure computing for a large flow; other requests go on meanwhile.
        let settled = tokio::task::spawn_blocking(move || match into {
            Into::Draft { .. } => settle(&base, &draft, &side, &given, &kinds),
            Into::Branch => settle(&base, &side, &draft, &given, &kinds),
        });
        let Settled { flow: document, layout, renamed } = settled.await.map_err(AppError::internal)??;
        let layout: Layout = serde_json::from_value(layout).map_err(AppError::internal)?;
        let layout = canonical::to_string(&layout);
        let findings = findings(app, caller.tenant, &document).await?;

        let tx = app.db.write(caller.tenant).await?;
        flows::take_turn(&tx, &name(flow)?).await?;
        // What was merged is what is replaced. A node that was moved meanwhile is no reason to refuse.
        if Both::read(&tx, flow, branch, seen).await? != both {
            continue;
        }
        if let Into::Draft { delete: true } = into {
            app.git.mark_deleted(caller.tenant, &path).await?;
        }
        let new =
            New { text: canonical::to_string(&document), layout, document: &document, findings: &findings };
        let (draft_etag, branch_etag) = match into {
            Into::Draft { delete } => into_draft(app, &tx, caller, flow, &both, &new, delete).await?,
            Into::Branch => into_branch(app, &tx, caller, flow, &both, &new).await?,
        };
        tx.commit().await?;
        match branch_etag {
            None => points::dropped(app, caller, &path).await,
            Some(_) => points::commit(app, caller).await,
        }
        return Ok(Merged { flow: document, findings, draft_etag, branch_etag, renamed });
    }
    Err(AppError::Stale { current: seen.branch_etag.clone() })
}

struct New<'a> {
    text: String,
    layout: String,
    document: &'a Flow,
    findings: &'a [Finding],
}

impl New<'_> {
    async fn put(&self, app: &App, tx: &WriteTx, caller: &Caller, line: &Line) -> AppResult<String> {
        let draft = row(self.document, &self.text, self.findings);
        let etag = line.put_draft(tx, draft, caller.person(), app.now()).await?;
        line.put_layout(tx, &self.layout).await?;
        Ok(etag.to_string())
    }

    async fn point(
        &self,
        app: &App,
        tx: &WriteTx,
        caller: &Caller,
        both: &Both,
        message: &str,
    ) -> AppResult<()> {
        points::keep(app, tx, caller, both.branch.id, (&self.text, &self.layout), message).await?;
        Ok(())
    }
}

async fn into_draft(
    app: &App,
    tx: &WriteTx,
    caller: &Caller,
    flow: &str,
    both: &Both,
    new: &New<'_>,
    delete: bool,
) -> AppResult<(String, Option<String>)> {
    let own = Line::find(tx, flow, None).await?;
    hand_over(app, tx, caller, both, new, &own).await?;
    let draft_etag = new.put(app, tx, caller, &own).await?;
    let branch_etag = if delete {
        flow_branches::delete(tx, both.branch.id).await?;
        None
    } else {
        // Both are one now, so that the next merge knows what was decided in this one.
        let etag = new.put(app, tx, caller, &Line::Branch(Box::new(both.branch.clone()))).await?;
        flow_branches::put_base(tx, both.branch.id, &new.text, &new.layout).await?;
        branch_places::clear(tx, both.branch.id).await?;
        new.point(app, tx, caller, both, &format!("Merge {} into the draft of {flow}", both.branch.name))
            .await?;
        Some(etag)
    };
    let what = json!({ "branch": both.branch.name, "etag": draft_etag, "deleted": delete });
    audit::record(app, tx, caller, "flow.branch_merged", "flow", flow, what).await?;
    Ok((draft_etag, branch_etag))
}

/// What the draft gets from the branch stays its authors'; what the merge itself decided is the caller's.
async fn hand_over(
    app: &App,
    tx: &WriteTx,
    caller: &Caller,
    both: &Both,
    new: &New<'_>,
    own: &Line,
) -> AppResult<()> {
    let kinds = kinds::registry(app, tx).await?;
    let before = Revision::from(parse(&both.draft.document)?);
    let mut left = authors::places(&diff(&before, &Revision::from(new.document.clone()), &kinds));
    let changed = left.clone();
    for place in branch_places::all(tx, both.branch.id).await? {
        if covers(&changed, &place.node, &place.field) {
            own.put_place(tx, &place).await?;
            left.retain(|(node, field)| {
                *node != place.node || !(place.field.is_empty() || field.starts_with(&place.field))
            });
        }
    }
    for place in left {
        own.put_place(tx, &authors::by(app, caller, place)).await?;
    }
    Ok(())
}

async fn into_branch(
    app: &App,
    tx: &WriteTx,
    caller: &Caller,
    flow: &str,
    both: &Both,
    new: &New<'_>,
) -> AppResult<(String, Option<String>)> {
    let branch_etag = new.put(app, tx, caller, &Line::Branch(Box::new(both.branch.clone()))).await?;
    flow_branches::put_base(tx, both.branch.id, &both.draft.document, &both.draft.layout).await?;
    new.point(app, tx, caller, both, &format!("Update {} from the draft of {flow}", both.branch.name))
        .await?;
    let what = json!({ "branch": both.branch.name, "etag": branch_etag });
    audit::record(app, tx, caller, "flow.branch_updated", "flow", flow, what).await?;
    let draft_etag = flows::draft(tx, &name(flow)?).await?.ok_or_else(|| missing(flow))?.1;
    Ok((draft_etag.to_string(), Some(branch_etag)))
}
