//! Failed log-ins make the next attempt wait: per account and per address, doubling.
//!
//! Kept in this process and bounded; a restart forgets it, the rate limits remain.

use crate::error::{AppError, AppResult};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Failures that cost nothing: people mistype.
const FREE: u32 = 5;
const LONGEST: TimeDelta = TimeDelta::minutes(15);
/// Beyond this many names the oldest are forgotten.
const CAPACITY: usize = 10_000;

#[derive(Debug, Default)]
pub struct Backoff {
    entries: Mutex<HashMap<String, Entry>>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    failures: u32,
    until: DateTime<Utc>,
    last: DateTime<Utc>,
}

impl Backoff {
    /// Refuses while any of the names has to wait.
    ///
    /// # Errors
    /// [`AppError::TooMany`] with the longest wait.
    pub fn check(&self, names: &[String], now: DateTime<Utc>) -> AppResult<()> {
        let entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        let until = names.iter().filter_map(|name| entries.get(name)).map(|entry| entry.until).max();
        match until {
            Some(until) if until > now => {
                let wait = (until - now).to_std().unwrap_or(Duration::from_secs(1));
                Err(AppError::TooMany { retry_after: wait })
            }
            _ => Ok(()),
        }
    }

    /// One more failure under each of the names.
    pub fn failed(&self, names: &[String], now: DateTime<Utc>) {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        if entries.len() >= CAPACITY {
            entries.retain(|_, entry| now - entry.last < LONGEST);
        }
        if entries.len() >= CAPACITY {
            entries.clear();
        }
        for name in names {
            let entry = entries.entry(name.clone()).or_insert(Entry { failures: 0, until: now, last: now });
            // A quiet hour is forgiven.
            if now - entry.last > TimeDelta::hours(1) {
                entry.failures = 0;
            }
            entry.failures += 1;
            entry.last = now;
            let over = entry.failures.saturating_sub(FREE);
            if over > 0 {
                let wait = TimeDelta::seconds(1 << (over - 1).min(10));
                entry.until = now + wait.min(LONGEST);
            }
        }
    }

    /// The right password: the account starts afresh. The address does not, or an attacker with one
    /// account of their own would reset it at will.
    pub fn succeeded(&self, account: &str) {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner).remove(account);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sixth_failure_makes_the_next_wait_and_each_one_doubles_it() {
        let backoff = Backoff::default();
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let names = ["account".to_owned()];
        for _ in 0..FREE {
            backoff.failed(&names, now);
            backoff.check(&names, now).unwrap();
        }
        backoff.failed(&names, now);
        assert!(backoff.check(&names, now).is_err());
        backoff.check(&names, now + TimeDelta::seconds(1)).unwrap();
        backoff.failed(&names, now);
        assert!(backoff.check(&names, now + TimeDelta::seconds(1)).is_err());
        backoff.succeeded("account");
        backoff.check(&names, now).unwrap();
    }
}
