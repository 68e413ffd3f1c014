//! What runs may use, and how long they are kept.

use anyhow::bail;
use clap::Args;
use executor_runtime::Limits;
use executor_runtime::retention::Retention;
use std::num::NonZeroU32;
use std::time::Duration;

#[derive(Args, Clone, Debug)]
pub struct RunConfig {
    /// Runs that go on at the same time; others queue.
    #[arg(long, env = "FLOWRIGHT_ACTIVE_RUNS", default_value = "512")]
    pub active_runs: NonZeroU32,
    /// So many of them may be one tenant's; the rest is free for the others.
    #[arg(long, env = "FLOWRIGHT_ACTIVE_RUNS_PER_TENANT", default_value = "384")]
    pub active_runs_per_tenant: NonZeroU32,
    /// Days after its end until a run's log moves from the database to a file, where it can still
    /// be read; 0: never.
    #[arg(long, env = "FLOWRIGHT_ARCHIVE_AFTER_DAYS", default_value_t = 90)]
    pub archive_after_days: u32,
    /// Days after its end until a run is deleted, archived or not; 0: never.
    #[arg(long, env = "FLOWRIGHT_DELETE_AFTER_DAYS", default_value_t = 0)]
    pub delete_after_days: u32,
}

impl RunConfig {
    /// # Errors
    /// A sentence that names the setting.
    pub fn check(&self) -> anyhow::Result<()> {
        let (archive, delete) = (self.archive_after_days, self.delete_after_days);
        if archive > 0 && delete > 0 && delete <= archive {
            bail!(
                "FLOWRIGHT_DELETE_AFTER_DAYS ({delete}) must be more than FLOWRIGHT_ARCHIVE_AFTER_DAYS \
                 ({archive}), or one of them 0"
            );
        }
        Ok(())
    }

    pub fn limits(&self) -> Limits {
        let count = |number: NonZeroU32| usize::try_from(number.get()).unwrap_or(usize::MAX);
        let days = |days: u32| (days > 0).then(|| Duration::from_secs(u64::from(days) * 86_400));
        Limits {
            active_runs: count(self.active_runs),
            tenant_active_runs: count(self.active_runs_per_tenant),
            retention: Retention {
                archive_after: days(self.archive_after_days),
                delete_after: days(self.delete_after_days),
                ..Retention::default()
            },
            ..Limits::default()
        }
    }
}
