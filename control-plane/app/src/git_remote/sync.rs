//! One round with the remote.

use super::branches;
use super::incoming::{self, Taken};
use super::joined::{self, Joined, Resolution};
use super::settings::{self, STATE};
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use crate::kinds;
use chrono::{DateTime, Utc};
use control_plane_store::git::{self, Folders, Relation, Remote, RemoteError};
use control_plane_store::settings as stored;
use flow_schema::Finding;
use flow_schema::merge::Conflict;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// How often a push that was overtaken is merged and tried again within one round.
const ROUNDS: usize = 4;

/// How the last round went.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SyncState {
    pub status: SyncStatus,
    /// A sentence for a person.
    pub message: String,
    pub at: DateTime<Utc>,
    /// The newest commit here, and there as far as it is known.
    pub local: Option<String>,
    pub remote: Option<String>,
    /// Flows that got a new version from there in this round, and branches (`flow/branch`) that were changed.
    #[serde(default)]
    pub taken: Vec<String>,
    /// What people there changed and this product does not take, with its reasons.
    #[serde(default)]
    pub refused: Vec<Refusal>,
    /// What both sides changed; it waits for somebody to choose.
    #[serde(default)]
    pub conflicts: Vec<FlowConflict>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SyncStatus {
    /// Both are the same.
    UpToDate,
    Conflict,
    Refused,
    /// It is tried again by itself.
    Failed,
}

/// A file of a pushed flow that cannot become a version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Refusal {
    pub flow: String,
    pub file: String,
    pub reason: String,
    #[schema(value_type = Vec<Object>)]
    pub findings: Vec<Finding>,
}

/// Something of a flow that was changed here and there, differently.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FlowConflict {
    pub flow: String,
    #[serde(flatten)]
    pub conflict: Conflict,
}

/// Fetches, takes what is new there, pushes what is new here. `choices` settle conflicts, by flow.
///
/// # Errors
/// [`AppError::Conflict`] without a remote. That the remote does not answer is a state, not an error.
pub async fn sync(
    app: &App,
    caller: &Caller,
    choices: BTreeMap<String, Vec<Resolution>>,
) -> AppResult<SyncState> {
    // One round at a time in this process; between processes the branch itself decides.
    let _turn = app.git_turns.take(caller.tenant.as_uuid()).await;
    let mut state = SyncState {
        status: SyncStatus::UpToDate,
        message: String::new(),
        at: app.now(),
        local: None,
        remote: None,
        taken: Vec::new(),
        refused: Vec::new(),
        conflicts: Vec::new(),
    };
    match settings::remote(app, caller.tenant).await {
        Ok(Some(remote)) => {
            git::commit_pending(&app.db, &app.git, caller.tenant).await?;
            round(app, caller, &remote, &choices, &mut state).await?;
            if state.status != SyncStatus::Failed {
                with_branches(app, caller, &remote, &choices, &mut state).await?;
            }
        }
        Ok(None) => return Err(AppError::conflict("conflict", "no Git server is set")),
        Err(AppError::Upstream { message }) => {
            state.fails(message);
        }
        Err(other) => return Err(other),
    }
    state.local = app.git.tip(caller.tenant).await?;
    let tx = app.db.write(caller.tenant).await?;
    stored::put(&tx, STATE, &state, None, app.now()).await?;
    tx.commit().await?;
    Ok(state)
}

/// What branches have to say counts when versions have nothing to say.
async fn with_branches(
    app: &App,
    caller: &Caller,
    remote: &Remote,
    choices: &BTreeMap<String, Vec<Resolution>>,
    state: &mut SyncState,
) -> AppResult<()> {
    if let Err(error) = branches::all(app, caller, remote, choices, state).await? {
        state.fails(error);
    } else if state.status == SyncStatus::UpToDate && !state.refused.is_empty() {
        state.ends(
            SyncStatus::Refused,
            "what was pushed to a branch is not taken over; see why, and push again",
        );
    } else if state.status == SyncStatus::UpToDate && !state.conflicts.is_empty() {
        state.ends(SyncStatus::Conflict, "both sides changed the same in a branch; choose which one holds");
    }
    Ok(())
}

/// A round is over; its state says how.
struct Ended;

impl SyncState {
    fn fails(&mut self, message: impl ToString) -> Ended {
        self.ends(SyncStatus::Failed, message.to_string())
    }

    fn ends(&mut self, status: SyncStatus, message: impl Into<String>) -> Ended {
        (self.status, self.message) = (status, message.into());
        Ended
    }
}

async fn round(
    app: &App,
    caller: &Caller,
    remote: &Remote,
    choices: &BTreeMap<String, Vec<Resolution>>,
    state: &mut SyncState,
) -> AppResult<Ended> {
    let tenant = caller.tenant;
    for _ in 0..ROUNDS {
        let there = match app.git.fetch(tenant, remote).await {
            Ok(there) => there,
            Err(error) => return Ok(state.fails(error)),
        };
        state.remote.clone_from(&there);
        let here = app.git.tip(tenant).await?;
        let push = match (&here, &there) {
            (None, None) => return Ok(state.ends(SyncStatus::UpToDate, "nothing is published yet")),
            (Some(here), None) => here.clone(),
            (None, Some(there)) => {
                if pull(app, caller, None, there, state).await? {
                    return Ok(Ended);
                }
                continue;
            }
            (Some(here), Some(there)) => match app.git.relation(tenant, here, there).await? {
                Relation::Same => return Ok(state.ends(SyncStatus::UpToDate, "both are the same")),
                Relation::Ahead => here.clone(),
                Relation::Behind => {
                    if pull(app, caller, Some(here), there, state).await? {
                        return Ok(Ended);
                    }
                    continue;
                }
                Relation::Diverged(base) => {
                    match merge(app, caller, base.as_deref(), here, there, choices, state).await? {
                        Some(commit) => commit,
                        None if state.status == SyncStatus::UpToDate => continue,
                        None => return Ok(Ended),
                    }
                }
            },
        };
        match app.git.push(tenant, remote, &push).await {
            Ok(()) => {
                state.remote = Some(push);
                return Ok(state.ends(SyncStatus::UpToDate, "pushed; both are the same"));
            }
            // Somebody pushed meanwhile: fetched and merged once more.
            Err(RemoteError::Behind) => {}
            Err(error) => return Ok(state.fails(error)),
        }
    }
    Ok(state.fails("the remote moved again and again; it is tried again later"))
}

/// Takes over what is only there. `false` when the branch here moved meanwhile.
async fn pull(
    app: &App,
    caller: &Caller,
    here: Option<&str>,
    there: &str,
    state: &mut SyncState,
) -> AppResult<bool> {
    let before = folders(app, caller, here).await?;
    let after = folders(app, caller, Some(there)).await?;
    match incoming::take(app, caller, &before, &after, there, there).await? {
        Taken::Refused(refused) => {
            state.refused = refused;
            state.ends(
                SyncStatus::Refused,
                "what was pushed there is not taken over; see why, and push again",
            );
            Ok(true)
        }
        Taken::Versions(taken) => {
            state.taken.extend(taken);
            let moved = app.git.advance(caller.tenant, here, there).await?;
            if moved {
                state.ends(SyncStatus::UpToDate, "what was pushed there is taken over");
            }
            Ok(moved)
        }
    }
}

/// Joins two histories. Gives the commit to push; `None` when it waits for people, or the branch moved.
async fn merge(
    app: &App,
    caller: &Caller,
    base: Option<&str>,
    here: &str,
    there: &str,
    choices: &BTreeMap<String, Vec<Resolution>>,
    state: &mut SyncState,
) -> AppResult<Option<String>> {
    let before = folders(app, caller, base).await?;
    let kinds = kinds::registry(app, &app.db.read(caller.tenant).await?).await?;
    let (ours, theirs) = (folders(app, caller, Some(here)).await?, folders(app, caller, Some(there)).await?);
    let Joined { folders: merged, conflicts, refused } =
        joined::all(&before, &ours, &theirs, choices, &kinds);
    if !refused.is_empty() {
        state.refused = refused;
        state.ends(SyncStatus::Refused, "what was pushed there cannot be read; see why, and push again");
        return Ok(None);
    }
    if !conflicts.is_empty() {
        state.conflicts = conflicts;
        state.ends(SyncStatus::Conflict, "both sides changed the same; choose which one holds");
        return Ok(None);
    }
    let message = format!("Merge what was pushed ({})\n", &there[..there.len().min(12)]);
    let commit = app.git.join(caller.tenant, here, there, merged.clone(), message, app.now()).await?;
    match incoming::take(app, caller, &ours, &merged, &commit, there).await? {
        Taken::Refused(refused) => {
            state.refused = refused;
            state.ends(SyncStatus::Refused, "what was pushed there does not go with what is here; see why");
            Ok(None)
        }
        Taken::Versions(taken) => {
            state.taken.extend(taken);
            Ok(app.git.advance(caller.tenant, Some(here), &commit).await?.then_some(commit))
        }
    }
}

async fn folders(app: &App, caller: &Caller, commit: Option<&str>) -> AppResult<Folders> {
    match commit {
        Some(commit) => Ok(app.git.folders(caller.tenant, commit).await?),
        None => Ok(Folders::new()),
    }
}
