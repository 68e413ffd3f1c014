//! Password hashes: argon2id with parameters said out loud, a few at a time, off the async threads.

use crate::error::{AppError, AppResult};
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// 19 MiB, two passes, one lane: the first recommendation of OWASP's cheat sheet for argon2id.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Hashes and compares passwords.
#[derive(Clone, Debug)]
pub struct Passwords {
    /// Each hash takes 19 MiB and a core for tens of milliseconds; more at a time would only make
    /// all of them slower, and a flood of log-ins would take the machine's memory.
    places: Arc<Semaphore>,
    /// Who may wait for a place; others are told to come back.
    queue: Arc<Semaphore>,
}

const PLACES: usize = 2;
const QUEUE: usize = 64;

impl Default for Passwords {
    fn default() -> Self {
        Self { places: Arc::new(Semaphore::new(PLACES)), queue: Arc::new(Semaphore::new(QUEUE)) }
    }
}

impl Passwords {
    /// # Errors
    /// [`AppError::TooMany`] when too many wait already, [`AppError::Internal`] when the system has no
    /// randomness for a salt.
    pub async fn hash(&self, password: String) -> AppResult<String> {
        self.on_a_place(move || {
            argon2()?
                .hash_password(password.as_bytes())
                .map(|hash| hash.to_string())
                .map_err(|e| e.to_string())
        })
        .await
    }

    /// Whether the password is the hashed one. Without a hash (no such account) it takes as long and
    /// says no, so that the time does not tell which addresses exist.
    ///
    /// # Errors
    /// [`AppError::TooMany`] when too many wait already, [`AppError::Internal`] when the stored hash
    /// cannot be read.
    pub async fn matches(&self, password: String, hash: Option<String>) -> AppResult<bool> {
        self.on_a_place(move || {
            let argon2 = argon2()?;
            let Some(hash) = hash else {
                argon2.hash_password(password.as_bytes()).map_err(|e| e.to_string())?;
                return Ok(false);
            };
            let parsed = PasswordHash::new(&hash).map_err(|e| e.to_string())?;
            Ok(argon2.verify_password(password.as_bytes(), &parsed).is_ok())
        })
        .await
    }

    async fn on_a_place<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, String> + Send + 'static,
    ) -> AppResult<T> {
        let waiting = self.queue.clone().try_acquire_owned();
        let waiting = waiting.map_err(|_| AppError::TooMany { retry_after: Duration::from_secs(5) })?;
        let place = self.places.clone().acquire_owned().await.map_err(AppError::internal)?;
        let done = tokio::task::spawn_blocking(move || {
            let _held = (place, waiting);
            work()
        });
        done.await
            .map_err(AppError::internal)?
            .map_err(|message| AppError::internal(format!("argon2: {message}")))
    }
}

fn argon2() -> Result<Argon2<'static>, String> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|e| e.to_string())?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_hash_matches_its_password_only_and_says_how_it_was_made() {
        let passwords = Passwords::default();
        let hash = passwords.hash("seven lamps".to_owned()).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(passwords.matches("seven lamps".to_owned(), Some(hash.clone())).await.unwrap());
        assert!(!passwords.matches("eight lamps".to_owned(), Some(hash)).await.unwrap());
        assert!(!passwords.matches("seven lamps".to_owned(), None).await.unwrap());
    }
}
