//! Two histories side by side: how they relate, what is in them, and one commit that joins them.

use super::network::REMOTE_REF;
use super::repository::{BRANCH, author_and_committer, move_from, tip};
use super::{GitHistory, NewCommit, tree};
use crate::StoreError;
use chrono::{DateTime, Utc};
use control_plane_domain::TenantId;
use git2::{Commit, ErrorCode, Oid, Repository};
use std::collections::BTreeMap;

/// How the branch here and the one there relate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Relation {
    Same,
    /// Everything there is here too.
    Ahead,
    /// Everything here is there too.
    Behind,
    /// Both have commits of their own since this one; `None` when they never were one.
    Diverged(Option<String>),
}

/// The flows of a commit: by name the files of each folder, by path.
pub type Folders = BTreeMap<String, BTreeMap<String, String>>;

/// Who wrote a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    pub name: String,
    pub email: String,
    pub message: String,
    pub at: DateTime<Utc>,
}

impl GitHistory {
    /// The newest commit here.
    ///
    /// # Errors
    /// [`StoreError::Git`].
    pub async fn tip(&self, tenant: TenantId) -> Result<Option<String>, StoreError> {
        self.resolve(tenant, BRANCH).await
    }

    pub(super) async fn resolve(
        &self,
        tenant: TenantId,
        name: &'static str,
    ) -> Result<Option<String>, StoreError> {
        self.work(tenant, false, move |repo| {
            let Some(repo) = repo else { return Ok(None) };
            match repo.find_reference(name) {
                Ok(reference) => Ok(Some(reference.peel_to_commit()?.id().to_string())),
                Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
                Err(error) => Err(error.into()),
            }
        })
        .await
    }

    /// Makes the repository if there is none.
    pub(super) async fn make(&self, tenant: TenantId) -> Result<(), StoreError> {
        self.work(tenant, true, |_| Ok(())).await
    }

    /// How two commits relate, seen from the first.
    ///
    /// # Errors
    /// [`StoreError::Git`] when one of them is not here.
    pub async fn relation(&self, tenant: TenantId, here: &str, there: &str) -> Result<Relation, StoreError> {
        let (here, there) = (Oid::from_str(here)?, Oid::from_str(there)?);
        self.work(tenant, false, move |repo| {
            let repo = repo.ok_or_else(|| StoreError::corrupt("repository", "it does not exist"))?;
            if here == there {
                return Ok(Relation::Same);
            }
            match repo.merge_base(here, there) {
                Ok(base) if base == there => Ok(Relation::Ahead),
                Ok(base) if base == here => Ok(Relation::Behind),
                Ok(base) => Ok(Relation::Diverged(Some(base.to_string()))),
                Err(error) if error.code() == ErrorCode::NotFound => Ok(Relation::Diverged(None)),
                Err(error) => Err(error.into()),
            }
        })
        .await
    }

    /// All flows as they are in a commit. What is no text is left out.
    ///
    /// # Errors
    /// [`StoreError::Git`] when the commit is not here.
    pub async fn folders(&self, tenant: TenantId, commit: &str) -> Result<Folders, StoreError> {
        let commit = Oid::from_str(commit)?;
        self.work(tenant, false, move |repo| {
            let repo = repo.ok_or_else(|| StoreError::corrupt("repository", "it does not exist"))?;
            Ok(tree::folders(&repo, &repo.find_commit(commit)?.tree()?)?)
        })
        .await
    }

    /// Who changed a flow last, on the way to a commit.
    ///
    /// # Errors
    /// [`StoreError::Git`].
    pub async fn last_author(
        &self,
        tenant: TenantId,
        commit: &str,
        flow: &str,
    ) -> Result<Option<Author>, StoreError> {
        let (commit, flow) = (Oid::from_str(commit)?, flow.to_owned());
        self.work(tenant, false, move |repo| {
            let Some(repo) = repo else { return Ok(None) };
            let mut walk = repo.revwalk()?;
            walk.push(commit)?;
            walk.set_sorting(git2::Sort::TOPOLOGICAL)?;
            for id in walk {
                let commit = repo.find_commit(id?)?;
                let here = tree::flow_objects(&repo, &commit.tree()?, &flow)?;
                let mut before = Vec::new();
                for parent in commit.parents() {
                    before.push(tree::flow_objects(&repo, &parent.tree()?, &flow)?);
                }
                // A merge that took one side's folder did not write it.
                if here.is_some() && !before.contains(&here) {
                    return Ok(Some(author(&commit)));
                }
            }
            Ok(None)
        })
        .await
    }

    /// Moves the branch here to a commit that contains it. `false` when the branch is not at `from` any more.
    ///
    /// # Errors
    /// [`StoreError::Git`].
    pub async fn advance(&self, tenant: TenantId, from: Option<&str>, to: &str) -> Result<bool, StoreError> {
        let from = from.map(Oid::from_str).transpose()?;
        let to = Oid::from_str(to)?;
        self.moving(tenant, true, BRANCH, move |repo| {
            let repo = repo.ok_or_else(|| StoreError::corrupt("repository", "it was not made"))?;
            Ok(move_from(&repo, BRANCH, from, to, "pull")?)
        })
        .await
    }

    /// Makes a commit with both histories as its parents and these flows as its content; everything else in
    /// the repository is as it is there. The branch is not moved.
    ///
    /// # Errors
    /// [`StoreError::Git`].
    pub async fn join(
        &self,
        tenant: TenantId,
        here: &str,
        there: &str,
        flows: Folders,
        message: String,
        at: DateTime<Utc>,
    ) -> Result<String, StoreError> {
        let (here, there) = (Oid::from_str(here)?, Oid::from_str(there)?);
        self.work(tenant, false, move |repo| {
            let repo = repo.ok_or_else(|| StoreError::corrupt("repository", "it does not exist"))?;
            let (here, there) = (repo.find_commit(here)?, repo.find_commit(there)?);
            let tree = tree::with_flows(&repo, &there.tree()?, &flows)?;
            let name = NewCommit {
                flow: "flowright".parse().map_err(|_| StoreError::corrupt("name", "flowright"))?,
                files: BTreeMap::new(),
                author_name: "Flowright".to_owned(),
                author_email: "flowright@localhost".to_owned(),
                message,
                at,
            };
            let (author, committer) = author_and_committer(&name)?;
            Ok(repo.commit(None, &author, &committer, &name.message, &tree, &[&here, &there])?.to_string())
        })
        .await
    }

    /// Forgets what was fetched, when the remote is another one.
    ///
    /// # Errors
    /// [`StoreError::Git`].
    pub async fn forget_remote(&self, tenant: TenantId) -> Result<(), StoreError> {
        self.drop_reference(tenant, REMOTE_REF).await
    }

    /// Takes a reference away, if it is there.
    pub(super) async fn drop_reference(&self, tenant: TenantId, name: &str) -> Result<(), StoreError> {
        let reference = name.to_owned();
        self.moving(tenant, false, name, move |repo| {
            let Some(repo) = repo else { return Ok(()) };
            match repo.find_reference(&reference) {
                Ok(mut reference) => Ok(reference.delete()?),
                Err(error) if error.code() == ErrorCode::NotFound => Ok(()),
                Err(error) => Err(error.into()),
            }
        })
        .await
    }

    /// Which of these commits the branch here contains.
    ///
    /// # Errors
    /// [`StoreError::Git`].
    pub async fn missing(&self, tenant: TenantId, commits: Vec<String>) -> Result<Vec<String>, StoreError> {
        self.work(tenant, false, move |repo| {
            let Some(repo) = repo else { return Ok(commits) };
            let Some(tip) = tip(&repo)?.map(|commit| commit.id()) else { return Ok(commits) };
            let mut missing = Vec::new();
            for commit in commits {
                if !contains(&repo, tip, &commit)? {
                    missing.push(commit);
                }
            }
            Ok(missing)
        })
        .await
    }
}

fn contains(repo: &Repository, tip: Oid, commit: &str) -> Result<bool, git2::Error> {
    let Ok(id) = Oid::from_str(commit) else { return Ok(false) };
    if id == tip {
        return Ok(true);
    }
    match repo.graph_descendant_of(tip, id) {
        Ok(contained) => Ok(contained),
        Err(error) if error.code() == ErrorCode::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

fn author(commit: &Commit<'_>) -> Author {
    let by = commit.author();
    Author {
        name: String::from_utf8_lossy(by.name_bytes()).into_owned(),
        email: String::from_utf8_lossy(by.email_bytes()).into_owned(),
        message: String::from_utf8_lossy(commit.message_bytes()).trim().to_owned(),
        at: DateTime::from_timestamp(commit.time().seconds(), 0).unwrap_or_default(),
    }
}
