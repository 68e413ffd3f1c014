//! Messages of one conversation are taken one after the other, in the order in which they came.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use tokio::sync::OwnedMutexGuard;
use uuid::Uuid;

/// A lock per conversation that somebody is posting to, or for anything else with an id.
#[derive(Debug, Default)]
pub struct Turns(Mutex<HashMap<Uuid, Arc<tokio::sync::Mutex<()>>>>);

impl Turns {
    /// Waits for its turn; first come, first served.
    pub async fn take(&self, conversation: Uuid) -> OwnedMutexGuard<()> {
        self.of(conversation).lock_owned().await
    }

    /// Takes it if nobody has it.
    pub fn take_free(&self, conversation: Uuid) -> Option<OwnedMutexGuard<()>> {
        self.of(conversation).try_lock_owned().ok()
    }

    fn of(&self, conversation: Uuid) -> Arc<tokio::sync::Mutex<()>> {
        let mut turns = self.0.lock().expect("no holder of this lock panics");
        // One that only the map knows is nobody's.
        turns.retain(|_, turn| Arc::strong_count(turn) > 1);
        turns.entry(conversation).or_default().clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::FutureExt;

    #[tokio::test]
    async fn only_the_same_conversation_waits() {
        let turns = Turns::default();
        let first = turns.take(Uuid::from_u128(1)).await;
        assert!(turns.take(Uuid::from_u128(1)).now_or_never().is_none());
        assert!(turns.take_free(Uuid::from_u128(1)).is_none());
        drop(turns.take(Uuid::from_u128(2)).now_or_never().expect("another conversation is free"));
        drop(first);
        drop(turns.take(Uuid::from_u128(1)).now_or_never().expect("free again"));
        drop(turns.take_free(Uuid::from_u128(1)).expect("free still"));
    }
}
