//! The locks that are held while references move.
//!
//! Git makes the file `<reference>.lock` while it writes the forty letters of a reference, and
//! `packed-refs.lock` while it takes one out of the list of packed ones. A process that is killed just then
//! leaves it behind, and nobody could move that reference any more: a lock that stays the same for much
//! longer than that takes is nobody's, and goes.

use super::GitHistory;
use crate::StoreError;
use control_plane_domain::TenantId;
use git2::{ErrorCode, Repository};
use std::collections::HashMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use tokio::time::Instant;

/// How long a lock is believed. A busy disk may need a part of it.
const BELIEVED: Duration = Duration::from_secs(2);
const PAUSE: Duration = Duration::from_millis(10);
/// Then whoever wants to move a reference is told that it is locked.
const LIMIT: Duration = Duration::from_secs(60);

impl GitHistory {
    /// Like [`work`](Self::work), for what moves this reference: while it is locked, it is tried again.
    pub(super) async fn moving<T: Send + 'static>(
        &self,
        tenant: TenantId,
        make: bool,
        reference: &str,
        work: impl Fn(Option<Repository>) -> Result<T, StoreError> + Clone + Send + 'static,
    ) -> Result<T, StoreError> {
        let repository = self.path(tenant);
        let locks = [repository.join(format!("{reference}.lock")), repository.join("packed-refs.lock")];
        let mut patience = Patience::default();
        loop {
            match self.work(tenant, make, work.clone()).await {
                Err(StoreError::Git(error)) if error.code() == ErrorCode::Locked && patience.lasts() => {
                    patience.wait(&locks).await?;
                }
                done => return done,
            }
        }
    }
}

/// Whether a reference was moved; `false` when it is not where it was seen any more.
pub(super) fn moved<T>(result: Result<T, git2::Error>) -> Result<bool, git2::Error> {
    match result {
        Ok(_) => Ok(true),
        Err(error) if matches!(error.code(), ErrorCode::Modified | ErrorCode::Exists) => Ok(false),
        Err(error) => Err(error),
    }
}

/// The lock of this repository that stood in the way, by what the program `git` prints.
pub(super) fn named_by_git(repository: &Path, printed: &str) -> Option<PathBuf> {
    let (_, after) = printed.split_once("Unable to create '")?;
    let (path, _) = after.split_once("': File exists")?;
    let path = Path::new(path);
    let is_ours = path.starts_with(repository) && path.extension().is_some_and(|end| end == "lock");
    is_ours.then(|| path.to_owned())
}

/// Waits for locks.
#[derive(Debug)]
pub(super) struct Patience {
    begun: Instant,
    /// Locks that were met, told from others of their name by when they were made, and since when they are known.
    met: HashMap<PathBuf, (SystemTime, Instant)>,
}

impl Default for Patience {
    fn default() -> Self {
        Self { begun: Instant::now(), met: HashMap::new() }
    }
}

impl Patience {
    /// Whether it is worth another attempt.
    pub fn lasts(&self) -> bool {
        self.begun.elapsed() < LIMIT
    }

    /// Gives their holders a moment. A lock that was held too long is taken away.
    pub async fn wait(&mut self, locks: &[PathBuf]) -> Result<(), StoreError> {
        for lock in locks {
            self.look(lock)?;
        }
        tokio::time::sleep(PAUSE).await;
        Ok(())
    }

    fn look(&mut self, lock: &Path) -> Result<(), StoreError> {
        let failed = |error| StoreError::io(format!("look at {}", lock.display()), error);
        let made = match std::fs::metadata(lock).and_then(|about| about.modified()) {
            Ok(made) => made,
            // Its holder is through.
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(failed(error)),
        };
        let (known, since) = *self.met.entry(lock.to_owned()).or_insert_with(|| (made, Instant::now()));
        if known != made {
            self.met.insert(lock.to_owned(), (made, Instant::now()));
        } else if since.elapsed() > BELIEVED {
            tracing::warn!(lock = %lock.display(), "a process died while it moved a reference; its lock is taken away");
            self.met.remove(lock);
            return match std::fs::remove_file(lock) {
                Err(error) if error.kind() != ErrorKind::NotFound => Err(failed(error)),
                Ok(()) | Err(_) => Ok(()),
            };
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_lock_of_the_repository_is_taken_for_one() {
        let repository = Path::new("/data/git/a.git");
        let says = |path: &str| {
            format!("error: cannot lock ref 'refs/x': Unable to create '{path}': File exists.\n\nAnother …")
        };
        let lock = "/data/git/a.git/refs/flowright/remote.lock";
        assert_eq!(named_by_git(repository, &says(lock)), Some(PathBuf::from(lock)));
        assert_eq!(named_by_git(repository, &says("/data/git/b.git/refs/x.lock")), None);
        assert_eq!(named_by_git(repository, &says("/data/git/a.git/refs/x")), None);
        assert_eq!(named_by_git(repository, "fatal: not found"), None);
    }
}
