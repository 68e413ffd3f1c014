//! Branches of flows on the remote: what was saved here is pushed, what somebody there did with `git` is
//! merged into the branch's draft by meaning. As on a draft, findings are no reason to refuse it.
//!
//! Which side is new is told by commits alone. A branch is deleted in the product: one that was deleted there
//! is pushed again, one that was deleted here is deleted there, unless somebody has gone on with it.

use super::branch_draft::{Came, came, made};
use super::joined::Resolution;
use super::sync::{Refusal, SyncState};
use crate::app::App;
use crate::caller::Caller;
use crate::error::AppResult;
use control_plane_store::flow_branches::{self, Branch};
use control_plane_store::git::{self, BranchPath, BranchRefs, Relation, Remote, RemoteError};
use std::collections::{BTreeMap, BTreeSet};

/// How often a branch that moves meanwhile is looked at again.
const ROUNDS: usize = 4;

/// Deals with every branch. `Err` in the inner result: the remote does not do what is asked; it is tried again.
pub(super) async fn all(
    app: &App,
    caller: &Caller,
    remote: &Remote,
    choices: &BTreeMap<String, Vec<Resolution>>,
    state: &mut SyncState,
) -> AppResult<Result<(), RemoteError>> {
    let tenant = caller.tenant;
    let mut left: Option<BTreeSet<BranchPath>> = None;
    for _ in 0..ROUNDS {
        git::commit_branches(&app.db, &app.git, tenant).await?;
        if let Err(error) = app.git.fetch_branches(tenant, remote).await {
            return Ok(Err(error));
        }
        let refs = app.git.branches(tenant).await?;
        let tx = app.db.read(tenant).await?;
        let rows: BTreeMap<BranchPath, Branch> = flow_branches::of_tenant(&tx)
            .await?
            .into_iter()
            .map(|(flow, branch)| {
                (BranchPath { flow: flow.to_string(), branch: branch.name.to_string() }, branch)
            })
            .collect();
        drop(tx);
        let paths: BTreeSet<BranchPath> = match left.take() {
            Some(left) => left,
            None => refs.keys().cloned().collect(),
        };
        let mut again = BTreeSet::new();
        for path in paths {
            let at = refs.get(&path).cloned().unwrap_or_default();
            let one = One { app, caller, remote, path: &path, at: &at };
            match one.deal_with(rows.get(&path), choices, state).await? {
                Ok(Done::Yes) => {}
                Ok(Done::Moved) | Err(RemoteError::Behind) => {
                    again.insert(path);
                }
                Err(error) => return Ok(Err(error)),
            }
        }
        if again.is_empty() {
            return Ok(Ok(()));
        }
        left = Some(again);
    }
    Ok(Err(RemoteError::Behind))
}

enum Done {
    Yes,
    /// Somebody was faster: once more.
    Moved,
}

/// One branch, wherever it is.
struct One<'a> {
    app: &'a App,
    caller: &'a Caller,
    remote: &'a Remote,
    path: &'a BranchPath,
    at: &'a BranchRefs,
}

impl One<'_> {
    async fn deal_with(
        &self,
        row: Option<&Branch>,
        choices: &BTreeMap<String, Vec<Resolution>>,
        state: &mut SyncState,
    ) -> AppResult<Result<Done, RemoteError>> {
        let BranchRefs { here, there, .. } = self.at;
        let old = self.is_old().await?;
        match (row, there) {
            (_, None) => {
                self.forget_deletion().await?;
                match (row, here) {
                    (Some(_), Some(here)) => Ok(self.push(Some(here), None).await),
                    _ => Ok(Ok(Done::Yes)),
                }
            }
            // Deleted here, perhaps begun anew; nobody there has done anything with it since.
            (row, Some(there)) if old => {
                let new = here.as_deref().filter(|_| row.is_some());
                let done = self.push(new, Some(there)).await;
                if done.is_ok() {
                    self.forget_deletion().await?;
                }
                Ok(done)
            }
            (None, Some(there)) => {
                self.forget_deletion().await?;
                match made(self.app, self.caller, self.path, there).await? {
                    Came::Taken(_) => state.taken.push(self.path.to_string()),
                    Came::Refused(refusal) => state.refused.push(refusal),
                    Came::Moved => return Ok(Ok(Done::Moved)),
                    Came::Nothing | Came::Conflicts(_) => {}
                }
                Ok(Ok(Done::Yes))
            }
            (Some(row), Some(there)) => self.meet(row, there, choices, state).await,
        }
    }

    async fn meet(
        &self,
        row: &Branch,
        there: &str,
        choices: &BTreeMap<String, Vec<Resolution>>,
        state: &mut SyncState,
    ) -> AppResult<Result<Done, RemoteError>> {
        let here = self.at.here.as_deref();
        let base = match here {
            None => None,
            Some(here) => match self.app.git.relation(self.caller.tenant, here, there).await? {
                Relation::Same => return Ok(Ok(Done::Yes)),
                Relation::Ahead => return Ok(self.push(Some(here), None).await),
                Relation::Behind => Some(here.to_owned()),
                Relation::Diverged(base) => base,
            },
        };
        let given = choices.get(&self.path.to_string()).map(Vec::as_slice).unwrap_or_default();
        match came(self.app, self.caller, self.path, row, here, base.as_deref(), there, given).await? {
            Came::Taken(commit) => {
                state.taken.push(self.path.to_string());
                if !self.app.git.advance_branch(self.caller.tenant, self.path, here, &commit).await? {
                    return Ok(Ok(Done::Moved));
                }
                if commit == there { Ok(Ok(Done::Yes)) } else { Ok(self.push(Some(&commit), None).await) }
            }
            Came::Refused(refusal) => {
                state.refused.push(refusal);
                Ok(Ok(Done::Yes))
            }
            Came::Conflicts(conflicts) => {
                state.conflicts.extend(conflicts);
                Ok(Ok(Done::Yes))
            }
            Came::Moved => Ok(Ok(Done::Moved)),
            Came::Nothing => Ok(Ok(Done::Yes)),
        }
    }

    /// Whether the remote still has what was deleted here, and no more.
    async fn is_old(&self) -> AppResult<bool> {
        let (Some(there), Some(deleted)) = (&self.at.there, &self.at.deleted) else { return Ok(false) };
        let relation = self.app.git.relation(self.caller.tenant, deleted, there).await?;
        Ok(matches!(relation, Relation::Same | Relation::Ahead))
    }

    async fn forget_deletion(&self) -> AppResult<()> {
        match self.at.deleted {
            Some(_) => Ok(self.app.git.unmark_deleted(self.caller.tenant, self.path).await?),
            None => Ok(()),
        }
    }

    async fn push(&self, commit: Option<&str>, over: Option<&str>) -> Result<Done, RemoteError> {
        self.app.git.push_branch(self.caller.tenant, self.remote, self.path, commit, over).await?;
        Ok(Done::Yes)
    }
}

pub(super) fn refused(path: &BranchPath, file: &str, reason: impl Into<String>) -> Refusal {
    Refusal { flow: path.to_string(), file: file.to_owned(), reason: reason.into(), findings: Vec::new() }
}
