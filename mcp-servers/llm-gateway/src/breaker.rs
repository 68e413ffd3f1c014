//! Spares a model server that is down, and the people who would wait for it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;
use uuid::Uuid;

const FAILURES: u32 = 5;
const REST: Duration = Duration::from_secs(30);
const MAX_ENTRIES: usize = 10_000;

/// One circuit per tenant and server: after five failures in a row it is open for thirty seconds,
/// then lets one call through to see.
#[derive(Clone, Default)]
pub(crate) struct Breaker(Arc<Mutex<HashMap<(Uuid, String), Circuit>>>);

#[derive(Clone, Copy)]
struct Circuit {
    failures: u32,
    open_until: Instant,
}

impl Breaker {
    /// Whether a call may go out now.
    pub fn allows(&self, tenant: Uuid, server: &str, now: Instant) -> bool {
        let mut circuits = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match circuits.get_mut(&(tenant, server.to_owned())) {
            Some(circuit) if circuit.failures >= FAILURES => {
                if now < circuit.open_until {
                    return false;
                }
                // This caller tries; the others wait for its result.
                circuit.open_until = now + REST;
                true
            }
            _ => true,
        }
    }

    pub fn record(&self, tenant: Uuid, server: &str, worked: bool, now: Instant) {
        let mut circuits = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (tenant, server.to_owned());
        if worked {
            circuits.remove(&key);
            return;
        }
        if circuits.len() >= MAX_ENTRIES && !circuits.contains_key(&key) {
            circuits.retain(|_, circuit| circuit.open_until > now);
        }
        let circuit = circuits.entry(key).or_insert(Circuit { failures: 0, open_until: now });
        circuit.failures = circuit.failures.saturating_add(1);
        circuit.open_until = now + REST;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_failures_open_the_circuit_and_one_success_closes_it() {
        let (breaker, tenant, now) = (Breaker::default(), Uuid::nil(), Instant::now());
        for _ in 0..FAILURES {
            assert!(breaker.allows(tenant, "a", now));
            breaker.record(tenant, "a", false, now);
        }
        assert!(!breaker.allows(tenant, "a", now));
        assert!(breaker.allows(tenant, "b", now));
        let later = now + REST;
        assert!(breaker.allows(tenant, "a", later), "one call tries");
        assert!(!breaker.allows(tenant, "a", later), "only one");
        breaker.record(tenant, "a", true, later);
        assert!(breaker.allows(tenant, "a", later));
    }
}
