//! Branches of flows in Git: each is a reference with a commit for each point at which somebody saved it.
//!
//! The branch `<branch>` of the flow `<flow>` is `refs/heads/flows/<flow>/<branch>`, here and on a remote. It
//! starts at the version it began from, and changes nothing but its flow's `flow.json` and `layout.json`.

use super::repository::{BRANCH, GitHistory, NewCommit, author_and_committer, move_from};
use super::tree;
use crate::branch_points::{self, Pending};
use crate::{Db, StoreError, flow_versions};
use chrono::{DateTime, Utc};
use control_plane_domain::TenantId;
use git2::{Commit, ErrorCode, Oid, Repository};
use std::collections::BTreeMap;

const HEADS: &str = "refs/heads/flows/";
/// What the remote had when it was fetched last.
pub(super) const FETCHED: &str = "refs/flowright/branches/";
/// Where branches were that are deleted here and perhaps not on the remote yet.
const DELETED: &str = "refs/flowright/deleted/";
const BATCH: u64 = 100;
const ATTEMPTS: usize = 32;

/// Where a branch is: the name of its flow, and its own. What came from a remote may be neither.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BranchPath {
    pub flow: String,
    pub branch: String,
}

impl std::fmt::Display for BranchPath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.flow, self.branch)
    }
}

impl BranchPath {
    /// Its name on a remote.
    pub(super) fn head(&self) -> String {
        format!("{HEADS}{self}")
    }
}

/// One branch in Git; commits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BranchRefs {
    pub here: Option<String>,
    /// As of the last fetch.
    pub there: Option<String>,
    /// Where it was when it was deleted here.
    pub deleted: Option<String>,
}

impl GitHistory {
    /// All branches that are here, were on the remote when it was last fetched, or are deleted here and may be
    /// there.
    ///
    /// # Errors
    /// [`StoreError::Git`].
    pub async fn branches(&self, tenant: TenantId) -> Result<BTreeMap<BranchPath, BranchRefs>, StoreError> {
        self.work(tenant, false, |repo| {
            let mut found: BTreeMap<BranchPath, BranchRefs> = BTreeMap::new();
            let Some(repo) = repo else { return Ok(found) };
            for prefix in [HEADS, FETCHED, DELETED] {
                for reference in repo.references_glob(&format!("{prefix}*"))? {
                    let reference = reference?;
                    let Some(path) = reference.name().ok().and_then(|name| path(prefix, name)) else {
                        continue;
                    };
                    let at = Some(reference.peel_to_commit()?.id().to_string());
                    let refs = found.entry(path).or_default();
                    match prefix {
                        HEADS => refs.here = at,
                        FETCHED => refs.there = at,
                        _ => refs.deleted = at,
                    }
                }
            }
            Ok(found)
        })
        .await
    }

    /// Moves a branch here to a commit that contains it. `false` when it is not at `from` any more.
    ///
    /// # Errors
    /// [`StoreError::Git`].
    pub async fn advance_branch(
        &self,
        tenant: TenantId,
        path: &BranchPath,
        from: Option<&str>,
        to: &str,
    ) -> Result<bool, StoreError> {
        let (name, to) = (path.head(), Oid::from_str(to)?);
        let from = from.map(Oid::from_str).transpose()?;
        let reference = name.clone();
        self.moving(tenant, true, &name, move |repo| {
            let repo = repo.ok_or_else(|| StoreError::corrupt("repository", "it was not made"))?;
            Ok(move_from(&repo, &reference, from, to, "pull")?)
        })
        .await
    }

    /// Notes that a branch is being deleted, so that it is deleted on the remote too and not taken for a new one.
    ///
    /// # Errors
    /// [`StoreError::Git`].
    pub async fn mark_deleted(&self, tenant: TenantId, path: &BranchPath) -> Result<(), StoreError> {
        let (head, mark) = (path.head(), format!("{DELETED}{path}"));
        let reference = mark.clone();
        self.moving(tenant, false, &mark, move |repo| {
            let Some(repo) = repo else { return Ok(()) };
            if let Some(tip) = commit_of(&repo, &head)? {
                repo.reference(&reference, tip.id(), true, "delete")?;
            }
            Ok(())
        })
        .await
    }

    /// Takes a branch away here.
    ///
    /// # Errors
    /// [`StoreError::Git`].
    pub async fn drop_branch(&self, tenant: TenantId, path: &BranchPath) -> Result<(), StoreError> {
        self.drop_reference(tenant, &path.head()).await
    }

    /// A branch that was deleted here is gone on the remote, or somebody there goes on with it.
    ///
    /// # Errors
    /// [`StoreError::Git`].
    pub async fn unmark_deleted(&self, tenant: TenantId, path: &BranchPath) -> Result<(), StoreError> {
        self.drop_reference(tenant, &format!("{DELETED}{path}")).await
    }
}

fn path(prefix: &str, name: &str) -> Option<BranchPath> {
    let (flow, branch) = name.strip_prefix(prefix)?.split_once('/')?;
    Some(BranchPath { flow: flow.to_owned(), branch: branch.to_owned() })
}

fn path_of(point: &Pending) -> BranchPath {
    BranchPath { flow: point.flow.to_string(), branch: point.name.to_string() }
}

fn commit_of<'repo>(repo: &'repo Repository, name: &str) -> Result<Option<Commit<'repo>>, git2::Error> {
    match repo.find_reference(name) {
        Ok(reference) => reference.peel_to_commit().map(Some),
        Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Commits every point of the tenant's branches that has no commit yet, in order.
///
/// # Errors
/// The first failure; what was committed before it stays, the rest waits for the next call.
pub async fn commit_branches(db: &Db, git: &GitHistory, tenant: TenantId) -> Result<usize, StoreError> {
    let _turn = git.turn.lock().await;
    let mut committed = 0;
    loop {
        let tx = db.read(tenant).await?;
        let pending = branch_points::without_commit(&tx, BATCH).await?;
        drop(tx);
        if pending.is_empty() {
            return Ok(committed);
        }
        for point in pending {
            let start = match point.base_version {
                Some(version) => {
                    let tx = db.read(tenant).await?;
                    flow_versions::find(&tx, &point.flow, version).await?.and_then(|version| version.commit)
                }
                None => None,
            };
            let (branch, number) = (point.branch, point.number);
            let head = path_of(&point).head();
            let commit = git
                .moving(tenant, true, &head, move |repo| match repo {
                    Some(repo) => commit(&repo, &point, start.as_deref()),
                    None => Err(StoreError::corrupt("repository", "it was not made")),
                })
                .await?;
            let tx = db.write(tenant).await?;
            branch_points::set_commit(&tx, branch, number, &commit.to_string()).await?;
            tx.commit().await?;
            committed += 1;
        }
    }
}

/// Puts a point on top of its branch. One that is there already is found by the last line of its message.
fn commit(repo: &Repository, point: &Pending, start: Option<&str>) -> Result<Oid, StoreError> {
    let head = path_of(point).head();
    let line = format!("Flowright-Branch: {}/{}", point.branch, point.number);
    let files = BTreeMap::from([
        ("flow.json".to_owned(), point.document.clone()),
        ("layout.json".to_owned(), point.layout.clone()),
    ]);
    let new = NewCommit {
        flow: point.flow.clone(),
        files,
        author_name: point.author_name.clone(),
        author_email: point.author_email.clone(),
        message: format!("{}\n\n{line}\n", point.message),
        at: point.at,
    };
    let (author, committer) = author_and_committer(&new)?;
    for _ in 0..ATTEMPTS {
        let own = commit_of(repo, &head)?;
        if let Some(own) = &own
            && let Some(done) = with_line(repo, own.id(), &line, point.at)?
        {
            return Ok(done);
        }
        let tip = match (&own, start.map(Oid::from_str).transpose()?) {
            (Some(own), _) => Some(own.clone()),
            (None, Some(start)) => repo.find_commit(start).ok(),
            (None, None) => None,
        };
        let tip = match tip {
            Some(tip) => Some(tip),
            None => commit_of(repo, BRANCH)?,
        };
        let old = tip.as_ref().map(Commit::tree).transpose()?;
        let tree = tree::with_draft(repo, old.as_ref(), new.flow.as_str(), &new.files)?;
        // A branch that is saved again as it is needs no commit to say so.
        if let (Some(own), Some(old)) = (&own, &old)
            && old.id() == tree.id()
        {
            return Ok(own.id());
        }
        let parents: Vec<&Commit<'_>> = tip.iter().collect();
        let id = repo.commit(None, &author, &committer, &new.message, &tree, &parents)?;
        if move_from(repo, &head, own.as_ref().map(Commit::id), id, "save")? {
            return Ok(id);
        }
    }
    Err(git2::Error::from_str("the branch moved again and again while committing").into())
}

fn with_line(
    repo: &Repository,
    tip: Oid,
    line: &str,
    since: DateTime<Utc>,
) -> Result<Option<Oid>, git2::Error> {
    let mut walk = repo.revwalk()?;
    walk.push(tip)?;
    for id in walk {
        let commit = repo.find_commit(id?)?;
        if commit.committer().when().seconds() < since.timestamp() {
            break;
        }
        if String::from_utf8_lossy(commit.message_bytes()).trim_end().lines().last() == Some(line) {
            return Ok(Some(commit.id()));
        }
    }
    Ok(None)
}
