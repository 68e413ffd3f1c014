//! Tying versions in the database to commits in Git.
//!
//! A version row is the promise, its commit follows: [`flow_versions::publish`] commits the row
//! without one, then [`commit_pending`] makes the commit and writes it down. Dying between the two
//! leaves a row without a commit; dying after the commit leaves one that Git knows already, by the
//! last line of its message. Either is finished by calling [`commit_pending`] again, which is what
//! [`mend`] does for every tenant at start, so publishing and mending are the same code.

use super::{GitHistory, NewCommit};
use crate::flow_versions::{self, Version, VersionFiles};
use crate::{Db, StoreError, tenants};
use control_plane_domain::TenantId;
use std::collections::BTreeMap;

const BATCH: u64 = 100;

/// Commits every version of the tenant that has no commit yet, in order, and gives them with their
/// commits.
///
/// # Errors
/// The first failure; what was committed before it stays, the rest waits for the next call.
pub async fn commit_pending(db: &Db, git: &GitHistory, tenant: TenantId) -> Result<Vec<Version>, StoreError> {
    // One at a time in this process: a flow's later version must not be committed before an earlier.
    let _turn = git.turn.lock().await;
    let mut committed = Vec::new();
    loop {
        let pending = {
            let tx = db.read(tenant).await?;
            flow_versions::without_commit(&tx, BATCH).await?
        };
        if pending.is_empty() {
            return Ok(committed);
        }
        let before = committed.len();
        for version in pending {
            // The flow was deleted while we were at it.
            let Some(commit) = commit_version(db, git, tenant, &version).await? else { continue };
            let tx = db.write(tenant).await?;
            flow_versions::set_commit(&tx, version.flow_id, version.number, &commit).await?;
            tx.commit().await?;
            committed.push(Version { commit: Some(commit), ..version });
        }
        if committed.len() == before {
            return Ok(committed);
        }
    }
}

/// Finishes, for every tenant, publishing and saving of branches that was interrupted. Called at start.
/// Gives how many commits were missing.
///
/// # Errors
/// The first failure; calling again goes on from there.
pub async fn mend(db: &Db, git: &GitHistory) -> Result<usize, StoreError> {
    let tenants = tenants::all(&db.read_shared().await?).await?;
    let mut mended = 0;
    for tenant in tenants {
        mended += commit_pending(db, git, tenant.id).await?.len();
        mended += super::commit_branches(db, git, tenant.id).await?;
    }
    Ok(mended)
}

async fn commit_version(
    db: &Db,
    git: &GitHistory,
    tenant: TenantId,
    version: &Version,
) -> Result<Option<String>, StoreError> {
    let line = last_line(version);
    let files = {
        let tx = db.read(tenant).await?;
        flow_versions::files(&tx, version.flow_id, version.number).await?
    };
    let Some(folder) = files.map(in_folder) else { return Ok(None) };
    if let Some(commit) = git.find_line(tenant, line.clone(), version.at).await? {
        // Somebody may have rewritten the history: the line stays, what it was written for may not.
        if git.folder_at(tenant, &commit, &version.flow).await?.as_ref() == Some(&folder) {
            return Ok(Some(commit));
        }
    }
    let subject = match version.message.trim() {
        "" => format!("Publish {} version {}", version.flow, version.number),
        message => message.to_owned(),
    };
    let commit = NewCommit {
        flow: version.flow.clone(),
        files: folder,
        author_name: version.author_name.clone(),
        author_email: version.author_email.clone(),
        message: format!("{subject}\n\nFlowright-Hash: {}\n{line}\n", version.hash),
        at: version.at,
    };
    git.commit_flow(tenant, commit).await.map(Some)
}

/// The files of a flow's folder, by path.
pub fn in_folder(files: VersionFiles) -> BTreeMap<String, String> {
    let mut folder = files.tests;
    folder.insert("flow.json".to_owned(), files.document);
    folder.insert("layout.json".to_owned(), files.layout);
    folder
}

/// By id, not by name: a flow that is deleted and made again counts from one again.
fn last_line(version: &Version) -> String {
    format!("Flowright-Version: {}/{}", version.flow_id, version.number)
}
