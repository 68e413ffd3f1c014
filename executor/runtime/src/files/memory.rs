use super::{ArchiveStore, FileError, PayloadName, PayloadStore, Pieces};
use crate::journal::{JournalError, RunRef};
use async_trait::async_trait;
use futures::stream::{self, StreamExt, TryStreamExt};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Files that are gone with the process: for tests, and beside [`crate::memory::MemoryJournal`].
#[derive(Debug, Default)]
pub struct MemoryFiles {
    payloads: Mutex<HashMap<RunRef, HashMap<PayloadName, Vec<u8>>>>,
    archives: Mutex<HashMap<RunRef, Vec<u8>>>,
}

impl MemoryFiles {
    pub fn new() -> Self {
        Self::default()
    }

    /// What the run has, by name.
    pub fn payloads(&self, run: RunRef) -> Vec<PayloadName> {
        locked(&self.payloads).get(&run).map(|of| of.keys().cloned().collect()).unwrap_or_default()
    }
}

#[async_trait]
impl PayloadStore for MemoryFiles {
    async fn put(&self, run: RunRef, bytes: Vec<u8>) -> Result<PayloadName, FileError> {
        let name = PayloadName::of(&bytes);
        locked(&self.payloads).entry(run).or_default().insert(name.clone(), bytes);
        Ok(name)
    }

    async fn get(&self, run: RunRef, name: &PayloadName) -> Result<Option<Vec<u8>>, FileError> {
        Ok(locked(&self.payloads).get(&run).and_then(|of| of.get(name)).cloned())
    }

    async fn keep_only(&self, run: RunRef, names: &[PayloadName]) -> Result<(), FileError> {
        let mut payloads = locked(&self.payloads);
        if let Some(of) = payloads.get_mut(&run) {
            of.retain(|name, _| names.contains(name));
            if of.is_empty() {
                payloads.remove(&run);
            }
        }
        Ok(())
    }
}

#[async_trait]
impl ArchiveStore for MemoryFiles {
    async fn write(&self, run: RunRef, pieces: Pieces<'_, JournalError>) -> Result<(), JournalError> {
        let pieces: Vec<Vec<u8>> = pieces.try_collect().await?;
        locked(&self.archives).insert(run, pieces.concat());
        Ok(())
    }

    async fn read(&self, run: RunRef) -> Result<Option<Pieces<'static, FileError>>, FileError> {
        let found = locked(&self.archives).get(&run).cloned();
        Ok(found.map(|bytes| stream::iter([Ok(bytes)]).boxed()))
    }

    async fn remove(&self, run: RunRef) -> Result<(), FileError> {
        locked(&self.archives).remove(&run);
        Ok(())
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
