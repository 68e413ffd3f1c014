//! Under which name this process drives runs, when several share a database. The name is kept in the
//! data directory: a process that starts again there is the old one come back, and need not wait
//! until the old one's lease has run out.

use anyhow::Context;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;
use uuid::Uuid;

/// A name, and the lock on it for as long as this lives.
#[derive(Debug)]
pub struct Owner {
    pub id: Uuid,
    _locked: Option<File>,
}

impl Owner {
    /// # Errors
    /// Naming the file that could not be opened.
    pub fn open(data: &Path) -> anyhow::Result<Self> {
        let path = data.join("executor.id");
        let place = || format!("the executor's name could not be kept in {}", path.display());
        let mut options = OpenOptions::new();
        let mut file =
            options.read(true).write(true).create(true).truncate(false).open(&path).with_context(place)?;
        match file.try_lock() {
            Ok(()) => {}
            // Another process on the same directory, alive: two of one name would take each other's
            // runs for their own.
            Err(TryLockError::WouldBlock) => return Ok(Self { id: Uuid::new_v4(), _locked: None }),
            Err(TryLockError::Error(error)) => return Err(error).with_context(place),
        }
        let mut text = String::new();
        // Whatever else is in there is no name; a new one does as well.
        let id = match file.read_to_string(&mut text).ok().and_then(|_| text.trim().parse().ok()) {
            Some(id) => id,
            None => {
                let id = Uuid::new_v4();
                file.set_len(0)
                    .and_then(|()| file.seek(SeekFrom::Start(0)))
                    .and_then(|_| file.write_all(id.to_string().as_bytes()))
                    .and_then(|()| file.sync_all())
                    .with_context(place)?;
                id
            }
        };
        Ok(Self { id, _locked: Some(file) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_with_its_directory_and_two_never_share_it() {
        let dir = tempfile::tempdir().unwrap();
        let first = Owner::open(dir.path()).unwrap();
        let beside = Owner::open(dir.path()).unwrap();
        assert_ne!(first.id, beside.id);
        let id = first.id;
        drop(first);
        assert_eq!(Owner::open(dir.path()).unwrap().id, id);
        std::fs::write(dir.path().join("executor.id"), "half of a na").unwrap();
        let mended = Owner::open(dir.path()).unwrap().id;
        assert_ne!(mended, id);
        assert_eq!(Owner::open(dir.path()).unwrap().id, mended);
    }
}
