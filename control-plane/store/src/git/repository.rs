//! A tenant's bare repository.

use super::lock::moved;
use super::tree;
use crate::StoreError;
use chrono::{DateTime, Utc};
use control_plane_domain::{ResourceName, TenantId};
use git2::{Commit, ErrorCode, Oid, Repository, RepositoryInitOptions, Signature, Time};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::Mutex;

pub(super) const BRANCH: &str = "refs/heads/main";
/// How often a commit is put on a tip that somebody else has just moved.
const ATTEMPTS: usize = 32;

/// The repositories below one directory. Cheap to clone.
#[derive(Clone, Debug)]
pub struct GitHistory {
    root: PathBuf,
    /// Versions are committed in the order of their numbers, one at a time.
    pub(super) turn: Arc<Mutex<()>>,
}

/// A commit to make.
#[derive(Clone, Debug)]
pub struct NewCommit {
    pub flow: ResourceName,
    /// Everything in the flow's folder, by path; what is missing here is removed.
    pub files: BTreeMap<String, String>,
    pub author_name: String,
    pub author_email: String,
    pub message: String,
    pub at: DateTime<Utc>,
}

/// A commit that touched a flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommitInfo {
    pub id: String,
    pub author: String,
    pub email: String,
    pub message: String,
    pub at: DateTime<Utc>,
}

impl GitHistory {
    /// Below `root`, which is made when the first commit comes.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into(), turn: Arc::default() }
    }

    /// The tenant's repository.
    pub fn path(&self, tenant: TenantId) -> PathBuf {
        self.root.join(format!("{tenant}.git"))
    }

    /// Where the repositories are.
    pub fn root(&self) -> &std::path::Path {
        &self.root
    }

    /// Commits a flow's folder to `main` and gives the commit's id. When somebody else moves the
    /// branch meanwhile, the folder is put on top of theirs.
    ///
    /// # Errors
    /// [`StoreError::Git`]; then the branch is as it was.
    pub async fn commit_flow(&self, tenant: TenantId, new: NewCommit) -> Result<String, StoreError> {
        let new = Arc::new(new);
        let made = self.moving(tenant, true, BRANCH, move |repo| match repo {
            Some(repo) => commit(&repo, &new),
            None => Err(StoreError::corrupt("repository", "it was not made")),
        });
        Ok(made.await?.to_string())
    }

    /// Commits that changed this flow, newest first.
    pub async fn history(
        &self,
        tenant: TenantId,
        flow: &ResourceName,
        limit: usize,
    ) -> Result<Vec<CommitInfo>, StoreError> {
        let flow = flow.clone();
        self.work(tenant, false, move |repo| {
            let mut found = Vec::new();
            let Some(repo) = repo else { return Ok(found) };
            let mut next = tip(&repo)?;
            while let Some(commit) = next
                && found.len() < limit
            {
                let parent = commit.parents().next();
                let before = match &parent {
                    Some(parent) => tree::flow_folder(&parent.tree()?, flow.as_str()),
                    None => None,
                };
                if tree::flow_folder(&commit.tree()?, flow.as_str()) != before {
                    found.push(info(&commit));
                }
                next = parent;
            }
            Ok(found)
        })
        .await
    }

    /// A file of a flow as it was at a commit; `None` when there is no such commit or file.
    pub async fn file_at(
        &self,
        tenant: TenantId,
        commit: &str,
        flow: &ResourceName,
        path: &str,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let Ok(commit) = Oid::from_str(commit) else { return Ok(None) };
        let (flow, path) = (flow.clone(), path.to_owned());
        self.work(tenant, false, move |repo| {
            let Some(repo) = repo else { return Ok(None) };
            match repo.find_commit(commit) {
                Ok(commit) => Ok(tree::flow_file(&repo, &commit.tree()?, flow.as_str(), &path)?),
                Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
                Err(error) => Err(error.into()),
            }
        })
        .await
    }

    /// What of a flow's folder is ours as it was at a commit, by path: `flow.json`, `tests/reset.json`; `None`
    /// when there is no such commit or folder. What is no text is left out.
    ///
    /// # Errors
    /// [`StoreError::Git`].
    pub async fn folder_at(
        &self,
        tenant: TenantId,
        commit: &str,
        flow: &ResourceName,
    ) -> Result<Option<BTreeMap<String, String>>, StoreError> {
        let Ok(commit) = Oid::from_str(commit) else { return Ok(None) };
        let flow = flow.clone();
        self.work(tenant, false, move |repo| {
            let Some(repo) = repo else { return Ok(None) };
            match repo.find_commit(commit) {
                Ok(commit) => Ok(tree::folder(&repo, &commit.tree()?, flow.as_str())?),
                Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
                Err(error) => Err(error.into()),
            }
        })
        .await
    }

    /// The newest commit since `since` whose message has this line.
    pub(super) async fn find_line(
        &self,
        tenant: TenantId,
        line: String,
        since: DateTime<Utc>,
    ) -> Result<Option<String>, StoreError> {
        self.work(tenant, false, move |repo| {
            let Some(repo) = repo else { return Ok(None) };
            let mut next = tip(&repo)?;
            while let Some(commit) = next
                && commit.time().seconds() >= since.timestamp()
            {
                // The last line: what people write in a message stands before it.
                if String::from_utf8_lossy(commit.message_bytes()).trim_end().lines().last() == Some(&line) {
                    return Ok(Some(commit.id().to_string()));
                }
                next = commit.parents().next();
            }
            Ok(None)
        })
        .await
    }

    /// Opens the tenant's repository on a thread that may block; a `Repository` is not for sharing.
    pub(super) async fn work<T: Send + 'static>(
        &self,
        tenant: TenantId,
        make: bool,
        work: impl FnOnce(Option<Repository>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let path = self.path(tenant);
        let done = tokio::task::spawn_blocking(move || {
            let repo = match Repository::open_bare(&path) {
                Ok(repo) => Some(repo),
                Err(error) if error.code() == ErrorCode::NotFound && make => {
                    std::fs::create_dir_all(&path)
                        .map_err(|error| StoreError::io(format!("make {}", path.display()), error))?;
                    Some(init(&path)?)
                }
                Err(error) if error.code() == ErrorCode::NotFound => None,
                Err(error) => return Err(error.into()),
            };
            work(repo)
        });
        match done.await {
            Ok(done) => done,
            Err(error) => Err(StoreError::io("git work", std::io::Error::other(error))),
        }
    }
}

fn init(path: &std::path::Path) -> Result<Repository, git2::Error> {
    let mut options = RepositoryInitOptions::new();
    let repo = Repository::init_opts(path, options.bare(true).initial_head("main"))?;
    // Objects and references reach the disk before a commit is written down as made.
    repo.config()?.set_bool("core.fsyncObjectFiles", true)?;
    Ok(repo)
}

pub(super) fn tip(repo: &Repository) -> Result<Option<Commit<'_>>, git2::Error> {
    match repo.find_reference(BRANCH) {
        Ok(reference) => reference.peel_to_commit().map(Some),
        Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn commit(repo: &Repository, new: &NewCommit) -> Result<Oid, StoreError> {
    let (author, committer) = author_and_committer(new)?;
    for _ in 0..ATTEMPTS {
        let tip = tip(repo)?;
        let old = tip.as_ref().map(Commit::tree).transpose()?;
        let tree = tree::with_flow(repo, old.as_ref(), new.flow.as_str(), &new.files)?;
        let parents: Vec<&Commit<'_>> = tip.iter().collect();
        let id = repo.commit(None, &author, &committer, &new.message, &tree, &parents)?;
        if move_from(repo, BRANCH, tip.as_ref().map(Commit::id), id, "publish")? {
            return Ok(id);
        }
    }
    Err(git2::Error::from_str("the branch moved again and again while committing").into())
}

/// Moves a reference from where it was seen; `from` is `None` where it did not exist. `false` when it is
/// somewhere else.
pub(super) fn move_from(
    repo: &Repository,
    reference: &str,
    from: Option<Oid>,
    to: Oid,
    why: &str,
) -> Result<bool, git2::Error> {
    moved(match from {
        Some(from) => repo.reference_matching(reference, to, true, from, why),
        None => repo.reference(reference, to, false, why),
    })
}

/// Who wrote a commit, and that we made it.
pub(super) fn author_and_committer(
    new: &NewCommit,
) -> Result<(Signature<'static>, Signature<'static>), git2::Error> {
    let time = Time::new(new.at.timestamp(), 0);
    let author = Signature::new(&name(&new.author_name), &name(&new.author_email), &time)?;
    Ok((author, Signature::new("Flowright", "flowright@localhost", &time)?))
}

/// What Git takes as a name: it refuses angle brackets, line ends and nothing at all.
fn name(text: &str) -> String {
    let text: String = text.chars().filter(|c| !matches!(c, '<' | '>') && !c.is_control()).collect();
    if text.trim().is_empty() { "unknown".to_owned() } else { text }
}

fn info(commit: &Commit<'_>) -> CommitInfo {
    let author = commit.author();
    CommitInfo {
        id: commit.id().to_string(),
        author: String::from_utf8_lossy(author.name_bytes()).into_owned(),
        email: String::from_utf8_lossy(author.email_bytes()).into_owned(),
        message: String::from_utf8_lossy(commit.message_bytes()).into_owned(),
        at: DateTime::from_timestamp(commit.time().seconds(), 0).unwrap_or_default(),
    }
}
