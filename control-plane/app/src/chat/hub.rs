//! The in-process bell of each conversation: rung after something was stored, heard by open event
//! streams, which then read what is new from the store and the log.
//!
//! It carries no facts, only "look again", so a listener that is slow or late loses nothing, and the
//! queue is one number long.

use std::collections::HashMap;
use std::sync::Mutex;
use tokio::sync::watch;
use uuid::Uuid;

/// Bells by tenant and conversation; only conversations somebody listens to have an entry.
#[derive(Debug, Default)]
pub struct Hub {
    bells: Mutex<HashMap<(Uuid, Uuid), watch::Sender<u64>>>,
}

impl Hub {
    /// Hears every ring from now on.
    pub fn listen(&self, tenant: Uuid, conversation: Uuid) -> watch::Receiver<u64> {
        let mut bells = self.bells.lock().expect("no holder of this lock panics");
        // Entries nobody listens to any more are swept here, where the map could grow.
        bells.retain(|_, bell| bell.receiver_count() > 0);
        bells.entry((tenant, conversation)).or_insert_with(|| watch::channel(0).0).subscribe()
    }

    /// Wakes the listeners, if any.
    pub fn ring(&self, tenant: Uuid, conversation: Uuid) {
        let bells = self.bells.lock().expect("no holder of this lock panics");
        if let Some(bell) = bells.get(&(tenant, conversation)) {
            bell.send_modify(|rings| *rings = rings.wrapping_add(1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_ring_between_listening_and_waiting_is_heard() {
        let hub = Hub::default();
        let (tenant, conversation) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let mut ear = hub.listen(tenant, conversation);
        hub.ring(tenant, conversation);
        ear.changed().await.expect("the hub lives");
        assert!(!ear.has_changed().expect("the hub lives"));
        hub.ring(Uuid::from_u128(9), conversation);
        assert!(!ear.has_changed().expect("the hub lives"), "another tenant's bell");
    }

    #[test]
    fn bells_without_listeners_are_swept() {
        let hub = Hub::default();
        drop(hub.listen(Uuid::from_u128(1), Uuid::from_u128(2)));
        let _kept = hub.listen(Uuid::from_u128(1), Uuid::from_u128(3));
        assert_eq!(hub.bells.lock().expect("not poisoned").len(), 1);
    }
}
