//! Spares a service that is down, and the people who would wait for it.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::Instant;
use uuid::Uuid;

/// When a circuit opens, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BreakerPolicy {
    /// Failures in a row that open it.
    pub failures: u32,
    /// How long it is open before one call may try.
    pub rest: Duration,
    /// Circuits remembered; only those with failures are.
    pub circuits: usize,
}

impl Default for BreakerPolicy {
    fn default() -> Self {
        Self { failures: 5, rest: Duration::from_secs(30), circuits: 10_000 }
    }
}

/// One circuit per tenant and name. After some failures in a row it is open: calls are refused.
/// Then it is half open: one call tries, and closes it if that works.
#[derive(Debug, Default)]
pub struct Breaker {
    policy: BreakerPolicy,
    circuits: Mutex<HashMap<(Uuid, String), Circuit>>,
}

#[derive(Clone, Copy, Debug)]
struct Circuit {
    failures: u32,
    /// When the next call may try, once there are failures enough.
    open_until: Instant,
    failed_at: Instant,
}

impl Breaker {
    pub fn new(policy: BreakerPolicy) -> Self {
        Self { policy, circuits: Mutex::default() }
    }

    /// Whether a call may go out now.
    ///
    /// # Errors
    /// How long to wait, when the circuit is open.
    pub fn allows(&self, tenant: Uuid, name: &str, now: Instant) -> Result<(), Duration> {
        let mut circuits = self.circuits();
        match circuits.get_mut(&(tenant, name.to_owned())) {
            Some(circuit) if circuit.failures >= self.policy.failures => {
                if now < circuit.open_until {
                    return Err(circuit.open_until - now);
                }
                // This caller tries; the others wait for its result, but not for ever.
                circuit.open_until = now + self.policy.rest;
                Ok(())
            }
            Some(_) | None => Ok(()),
        }
    }

    /// Notes how a call ended. Whether that opened the circuit.
    pub fn record(&self, tenant: Uuid, name: &str, worked: bool, now: Instant) -> bool {
        let mut circuits = self.circuits();
        let key = (tenant, name.to_owned());
        if worked {
            circuits.remove(&key);
            return false;
        }
        if circuits.len() >= self.policy.circuits && !circuits.contains_key(&key) {
            // The oldest failure says least about now.
            let oldest = circuits.iter().min_by_key(|(_, circuit)| circuit.failed_at);
            if let Some(oldest) = oldest.map(|(key, _)| key.clone()) {
                circuits.remove(&oldest);
            }
        }
        let circuit = circuits.entry(key).or_insert(Circuit { failures: 0, open_until: now, failed_at: now });
        circuit.failures = circuit.failures.saturating_add(1);
        circuit.failed_at = now;
        // Calls that began before the circuit opened do not keep it open when they fail late.
        let opens = circuit.failures == self.policy.failures;
        if opens || now >= circuit.open_until {
            circuit.open_until = now + self.policy.rest;
        }
        opens
    }

    fn circuits(&self) -> MutexGuard<'_, HashMap<(Uuid, String), Circuit>> {
        self.circuits.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REST: Duration = Duration::from_secs(30);
    const TENANT: Uuid = Uuid::nil();

    fn breaker() -> Breaker {
        Breaker::new(BreakerPolicy { failures: 3, rest: REST, circuits: 2 })
    }

    /// Whether the last of so many failures in a row opened it.
    fn fail(breaker: &Breaker, name: &str, times: u32, now: Instant) -> bool {
        (0..times).fold(false, |_, _| breaker.record(TENANT, name, false, now))
    }

    #[test]
    fn failures_in_a_row_open_the_circuit_and_one_success_closes_it() {
        let (breaker, now) = (breaker(), Instant::now());
        assert!(!fail(&breaker, "a", 2, now));
        assert!(!breaker.record(TENANT, "a", true, now), "not in a row");
        assert!(!fail(&breaker, "a", 2, now));
        assert_eq!(breaker.allows(TENANT, "a", now), Ok(()));
        assert!(fail(&breaker, "a", 1, now));
        assert_eq!(breaker.allows(TENANT, "a", now + REST / 3), Err(REST - REST / 3));
        assert_eq!(breaker.allows(TENANT, "b", now), Ok(()), "another name");
        assert_eq!(breaker.allows(Uuid::from_u128(1), "a", now), Ok(()), "another tenant");
        breaker.record(TENANT, "a", true, now);
        assert_eq!(breaker.allows(TENANT, "a", now), Ok(()));
    }

    #[test]
    fn after_its_rest_one_call_tries() {
        let (breaker, now) = (breaker(), Instant::now());
        fail(&breaker, "a", 3, now);
        let later = now + REST;
        assert_eq!(breaker.allows(TENANT, "a", later), Ok(()));
        assert_eq!(breaker.allows(TENANT, "a", later), Err(REST), "only one");
        assert!(!breaker.record(TENANT, "a", false, later + REST / 2), "it was open already");
        assert_eq!(breaker.allows(TENANT, "a", later + REST / 2), Err(REST - REST / 2));
        // The one that tries next never says how it went.
        assert_eq!(breaker.allows(TENANT, "a", later + REST), Ok(()));
        assert_eq!(breaker.allows(TENANT, "a", later + REST * 2), Ok(()));
        breaker.record(TENANT, "a", true, later + REST * 2);
        assert_eq!(breaker.allows(TENANT, "a", later + REST * 2), Ok(()));
    }

    #[test]
    fn late_failures_of_calls_that_were_under_way_do_not_keep_it_open() {
        let (breaker, now) = (breaker(), Instant::now());
        fail(&breaker, "a", 3, now);
        fail(&breaker, "a", 50, now + REST / 2);
        assert_eq!(breaker.allows(TENANT, "a", now + REST), Ok(()));
    }

    #[test]
    fn the_memory_is_bounded_and_forgets_what_is_oldest() {
        let (breaker, now) = (breaker(), Instant::now());
        let second = Duration::from_secs(1);
        fail(&breaker, "a", 3, now);
        fail(&breaker, "b", 3, now + second);
        fail(&breaker, "c", 3, now + second * 2);
        assert_eq!(breaker.circuits().len(), 2);
        assert_eq!(breaker.allows(TENANT, "a", now + second * 2), Ok(()));
        assert!(breaker.allows(TENANT, "b", now + second * 2).is_err());
    }
}
