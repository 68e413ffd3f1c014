//! What use-cases stand on.

use crate::auth::{Backoff, KeySet, Passwords};
use crate::error::{AppError, AppResult};
use chrono::{DateTime, Utc};
use executor_runtime::api::Executor;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// The time, handed in so that tests can move it.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// Everything a use-case may reach. One per process, behind an `Arc`.
pub struct App {
    pub clock: Clock,
    pub keys: KeySet,
    pub passwords: Passwords,
    pub backoff: Backoff,
    /// Set once, after construction: the executor needs the app (as its `Library`) to be made.
    executor: OnceLock<Arc<dyn Executor>>,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").finish_non_exhaustive()
    }
}

impl App {
    pub fn now(&self) -> DateTime<Utc> {
        (self.clock)()
    }

    /// Ties the knot between the app and the executor. A second call is ignored.
    pub fn set_executor(&self, executor: Arc<dyn Executor>) {
        if self.executor.set(executor).is_err() {
            tracing::error!("the executor was set twice; the first one stays");
        }
    }

    /// # Errors
    /// [`AppError::Unavailable`] in the moments before the executor has started.
    pub fn executor(&self) -> AppResult<&Arc<dyn Executor>> {
        self.executor.get().ok_or(AppError::Unavailable {
            what: "the executor",
            retry_after: Duration::from_secs(2),
            cause: "not started yet".to_owned(),
        })
    }
}
