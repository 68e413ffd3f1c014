//! What of a run is kept beside the tables: values too large for a row, and logs too old for them.
//!
//! [`FiledJournal`] stands in front of any journal. A value over its limit goes to a
//! [`PayloadStore`] before the row is written, and the row keeps `{"$blob": {"sha256", "bytes"}}`;
//! whoever reads gets the whole value back. The log of an archived run is one file in an
//! [`ArchiveStore`], and is read from there. Start reading at `journal.rs`.

mod archive;
mod directory;
mod journal;
mod memory;
mod reference;

pub use directory::DirectoryFiles;
pub use journal::FiledJournal;
pub use memory::MemoryFiles;

use crate::journal::{JournalError, RunRef};
use async_trait::async_trait;
use futures::stream::BoxStream;
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

/// Values up to this many bytes of JSON stay in their rows.
pub const INLINE_BYTES: usize = 64 * 1024;

/// Keeps large values by their content. A value belongs to one run and goes when the run goes: were
/// it shared between runs, none could be taken away without knowing all others.
#[async_trait]
pub trait PayloadStore: fmt::Debug + Send + Sync + 'static {
    /// Keeps the bytes; when this returns they are durable. Keeping them again changes nothing.
    async fn put(&self, run: RunRef, bytes: Vec<u8>) -> Result<PayloadName, FileError>;

    /// The bytes, which are what the name says; `None` when this run has none of that name.
    async fn get(&self, run: RunRef, name: &PayloadName) -> Result<Option<Vec<u8>>, FileError>;

    /// Takes away all that the run has, but for these.
    async fn keep_only(&self, run: RunRef, names: &[PayloadName]) -> Result<(), FileError>;
}

/// A file on its way in or out, piece by piece.
pub type Pieces<'a, E> = BoxStream<'a, Result<Vec<u8>, E>>;

/// Keeps one file per archived run.
#[async_trait]
pub trait ArchiveStore: fmt::Debug + Send + Sync + 'static {
    /// Keeps the pieces as the run's file, whole or not at all, in the place of an earlier one; when
    /// this returns it is durable. An error among the pieces is given back, and nothing is kept.
    async fn write(&self, run: RunRef, pieces: Pieces<'_, JournalError>) -> Result<(), JournalError>;

    /// The file's pieces; `None` when there is none.
    async fn read(&self, run: RunRef) -> Result<Option<Pieces<'static, FileError>>, FileError>;

    /// Takes it away, if there is one.
    async fn remove(&self, run: RunRef) -> Result<(), FileError>;
}

/// The SHA-256 of a payload. Nothing else can be one, so a name never leaves its place in a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PayloadName(String);

/// Text that names no payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a payload's name is 64 hexadecimal digits")]
pub struct BadName;

impl PayloadName {
    /// Of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(hex::encode(Sha256::digest(bytes)))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for PayloadName {
    type Err = BadName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if text.len() == 64 && text.bytes().all(hex) { Ok(Self(text.to_owned())) } else { Err(BadName) }
    }
}

impl fmt::Display for PayloadName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// Trying again may help: disk full, share gone, permission missing.
    #[error("cannot {what}: {error}")]
    Io { what: String, error: std::io::Error },
    /// Trying again cannot help.
    #[error("{0}")]
    Corrupt(String),
}

fn is_full(error: &std::io::Error) -> bool {
    matches!(error.kind(), std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded)
}

impl From<FileError> for JournalError {
    fn from(error: FileError) -> Self {
        match error {
            FileError::Io { error: ref cause, .. } if is_full(cause) => Self::Full(error.to_string()),
            FileError::Io { .. } => Self::Unavailable(error.to_string()),
            FileError::Corrupt(why) => Self::Corrupt(why),
        }
    }
}
