//! Saving a branch to Git: at points that people choose, and when it was brought together with the draft.

use super::super::which::find_branch;
use super::super::{missing, name};
use crate::app::App;
use crate::audit;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use control_plane_domain::BranchId;
use control_plane_store::git::BranchPath;
use control_plane_store::{WriteTx, branch_points, flows, git};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

const LONGEST_MESSAGE: usize = 2_000;

/// A branch to be saved to Git as it is now.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveBranch {
    /// What it is about; empty: that the branch was saved.
    #[serde(default)]
    pub message: String,
}

/// Where in Git a branch was saved.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SavedBranch {
    /// Missing while the commit could not be made; it is made later.
    pub commit: Option<String>,
    /// The branch's name in Git.
    pub reference: String,
}

/// Saves a branch to Git as it is now; a commit of the person's.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Invalid`] for a message that is too long.
pub async fn save(
    app: &App,
    caller: &Caller,
    flow: &str,
    branch: &str,
    new: SaveBranch,
) -> AppResult<SavedBranch> {
    let flow_name = name(flow)?;
    let message = match new.message.trim() {
        "" => format!("Save {flow}/{branch}"),
        text if text.chars().count() > LONGEST_MESSAGE => {
            let words = format!("at most {LONGEST_MESSAGE} characters");
            return Err(AppError::field("message", "too_long", words));
        }
        text => text.to_owned(),
    };
    let tx = app.db.write(caller.tenant).await?;
    flows::take_turn(&tx, &flow_name).await?;
    let row = flows::find(&tx, &flow_name).await?.ok_or_else(|| missing(flow))?;
    let found = find_branch(&tx, flow, row.id, branch).await?;
    let number = keep(app, &tx, caller, found.id, (&found.draft, &found.layout), &message).await?;
    let what = json!({ "branch": branch, "hash": found.draft_hash, "message": message });
    audit::record(app, &tx, caller, "flow.branch_saved", "flow", flow, what).await?;
    tx.commit().await?;
    commit(app, caller).await;
    let tx = app.db.read(caller.tenant).await?;
    let commit = branch_points::commit(&tx, found.id, number).await?;
    Ok(SavedBranch { commit, reference: format!("flows/{flow}/{branch}") })
}

/// Promises a commit of this document and layout, in the transaction that keeps them.
pub(super) async fn keep(
    app: &App,
    tx: &WriteTx,
    caller: &Caller,
    branch: BranchId,
    (document, layout): (&str, &str),
    message: &str,
) -> AppResult<u64> {
    let point = branch_points::NewPoint {
        branch,
        document,
        layout,
        author_name: &caller.name,
        author_email: &caller.email,
        message,
    };
    Ok(branch_points::create(tx, point, app.now()).await?)
}

/// Makes the commits that were promised. What cannot be committed now is committed later.
pub(super) async fn commit(app: &App, caller: &Caller) {
    if let Err(error) = git::commit_branches(&app.db, &app.git, caller.tenant).await {
        tracing::error!(%error, "a branch could not be committed to Git yet");
    }
    app.git_calls.ring(caller.tenant);
}

/// Takes a deleted branch out of Git too, here and on the remote.
pub(super) async fn dropped(app: &App, caller: &Caller, path: &BranchPath) {
    if let Err(error) = app.git.drop_branch(caller.tenant, path).await {
        tracing::error!(%error, branch = %path, "a deleted branch could not be taken out of Git");
    }
    app.git_calls.ring(caller.tenant);
}
