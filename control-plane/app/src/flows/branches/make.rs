//! Making and deleting branches.

use super::super::check::findings;
use super::super::draft::count;
use super::super::which::find_branch;
use super::super::{missing, name, parse};
use super::points;
use super::see::{BranchView, view};
use crate::app::App;
use crate::audit;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use crate::runs::{DraftWord, VersionRef};
use control_plane_domain::{BranchId, BranchName};
use control_plane_store::git::BranchPath;
use control_plane_store::{StoreError, flow_branches, flow_versions, flows};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

/// More than people keep apart.
pub const MOST: usize = 20;

/// A branch to begin.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewBranch {
    /// Lower-case letters, digits, hyphens, dots and underscores; it is part of a Git reference.
    pub name: String,
    /// A version's number, or `"draft"`; without it the draft.
    #[serde(default)]
    pub from: Option<VersionRef>,
}

/// Begins a branch of a flow.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Invalid`] for a name that cannot be one or a version that there is
/// not, [`AppError::Conflict`] when the name is taken or the flow has enough branches.
pub async fn create(app: &App, caller: &Caller, flow: &str, new: NewBranch) -> AppResult<BranchView> {
    let flow_name = name(flow)?;
    let tx = app.db.read(caller.tenant).await?;
    let row = flows::find(&tx, &flow_name).await?.ok_or_else(|| missing(flow))?;
    let branch: BranchName =
        new.name.trim().parse().map_err(|error| AppError::field("name", "invalid", format!("{error}")))?;
    let (document, layout, base_version) = match new.from {
        Some(VersionRef::Number(number)) => {
            let files = flow_versions::files(&tx, row.id, number).await?;
            let unknown = || AppError::field("from", "unknown", format!("there is no version {number}"));
            let files = files.ok_or_else(unknown)?;
            (files.document, files.layout, Some(number))
        }
        None | Some(VersionRef::Word(DraftWord::Draft)) => {
            let (document, _) = flows::draft(&tx, &flow_name).await?.ok_or_else(|| missing(flow))?;
            let (layout, _) = flows::layout(&tx, &flow_name).await?.ok_or_else(|| missing(flow))?;
            let same = row.published.filter(|published| published.hash == row.draft_hash);
            (document, layout, same.map(|published| published.version))
        }
    };
    drop(tx);
    let problems = count(&findings(app, caller.tenant, &parse(&document)?).await?);

    let tx = app.db.write(caller.tenant).await?;
    flows::take_turn(&tx, &flow_name).await?;
    if flow_branches::all(&tx, row.id).await?.len() >= MOST {
        let words = format!("a flow has at most {MOST} branches; delete one that is done");
        return Err(AppError::conflict("conflict", words));
    }
    let row_of = flow_branches::NewBranch {
        id: BranchId::new(app.new_id()),
        flow: row.id,
        name: &branch,
        base: &document,
        base_layout: &layout,
        base_version,
        problems,
        by: caller.person(),
        by_name: &caller.name,
    };
    flow_branches::create(&tx, row_of, app.now()).await.map_err(|error| match error {
        StoreError::Taken(_) => {
            AppError::conflict("name_taken", format!("there is a branch named {branch} already"))
        }
        other => other.into(),
    })?;
    let what = json!({ "branch": branch, "base_version": base_version });
    audit::record(app, &tx, caller, "flow.branch_created", "flow", flow, what).await?;
    let made = find_branch(&tx, flow, row.id, branch.as_str()).await?;
    let (draft, _) = flows::draft(&tx, &flow_name).await?.ok_or_else(|| missing(flow))?;
    let made = view(&tx, made, &draft).await?;
    tx.commit().await?;
    Ok(made)
}

/// Deletes a branch with what only it has.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn delete(app: &App, caller: &Caller, flow: &str, branch: &str) -> AppResult<()> {
    let flow_name = name(flow)?;
    let tx = app.db.write(caller.tenant).await?;
    flows::take_turn(&tx, &flow_name).await?;
    let row = flows::find(&tx, &flow_name).await?.ok_or_else(|| missing(flow))?;
    let found = find_branch(&tx, flow, row.id, branch).await?;
    let path = BranchPath { flow: flow.to_owned(), branch: branch.to_owned() };
    // Before it is gone: else the remote's would be taken for a new one.
    app.git.mark_deleted(caller.tenant, &path).await?;
    flow_branches::delete(&tx, found.id).await?;
    let what = json!({ "branch": branch, "hash": found.draft_hash });
    audit::record(app, &tx, caller, "flow.branch_deleted", "flow", flow, what).await?;
    tx.commit().await?;
    points::dropped(app, caller, &path).await;
    Ok(())
}
