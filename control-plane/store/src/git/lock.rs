//! Moving the branch, and the lock that is held meanwhile.
//!
//! Git makes the file `main.lock` while it writes the forty letters of a reference. A process that is
//! killed just then leaves it behind, and nobody could commit any more: a lock that stays the same for
//! much longer than that takes is nobody's, and goes.

use super::repository::BRANCH;
use crate::StoreError;
use git2::{ErrorCode, Oid, Repository};
use std::path::Path;
use std::time::{Duration, SystemTime};
use tokio::time::Instant;

/// How long a lock is believed. A busy disk may need a part of it.
const BELIEVED: Duration = Duration::from_secs(2);
const PAUSE: Duration = Duration::from_millis(10);

/// What became of an attempt to move the branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Move {
    Done,
    /// It is not where it was seen any more.
    Elsewhere,
    /// Somebody is writing it right now, or died while doing so.
    Locked,
}

/// Moves the branch from where it was seen; `from` is `None` where it did not exist.
pub(super) fn move_branch(
    repo: &Repository,
    from: Option<Oid>,
    to: Oid,
    why: &str,
) -> Result<Move, git2::Error> {
    let moved = match from {
        Some(from) => repo.reference_matching(BRANCH, to, true, from, why),
        None => repo.reference(BRANCH, to, false, why),
    };
    match moved {
        Ok(_) => Ok(Move::Done),
        Err(error) if error.code() == ErrorCode::Locked => Ok(Move::Locked),
        Err(error) if matches!(error.code(), ErrorCode::Modified | ErrorCode::Exists) => Ok(Move::Elsewhere),
        Err(error) => Err(error),
    }
}

/// Waits for the lock of a repository's branch.
#[derive(Debug, Default)]
pub(super) struct Patience {
    /// The lock that was met first, told from others by when it was made, and since when it is known.
    met: Option<(SystemTime, Instant)>,
}

impl Patience {
    /// Gives its holder a moment. A lock that was held too long is taken away.
    pub async fn wait(&mut self, repository: &Path) -> Result<(), StoreError> {
        let lock = repository.join(format!("{BRANCH}.lock"));
        let failed = |error| StoreError::io(format!("look at {}", lock.display()), error);
        let made = match std::fs::metadata(&lock).and_then(|about| about.modified()) {
            Ok(made) => made,
            // Its holder is through.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(failed(error)),
        };
        match self.met {
            Some((known, since)) if known == made => {
                if since.elapsed() > BELIEVED {
                    tracing::warn!(lock = %lock.display(), "a process died while it moved the branch; its lock is taken away");
                    self.met = None;
                    return match std::fs::remove_file(&lock) {
                        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(failed(error)),
                        Ok(()) | Err(_) => Ok(()),
                    };
                }
            }
            _ => self.met = Some((made, Instant::now())),
        }
        tokio::time::sleep(PAUSE).await;
        Ok(())
    }
}
