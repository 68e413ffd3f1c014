//! What becomes of runs that ended long ago: one task archives them, and takes them away at last. It
//! looks at ended runs only, so many in a round; what goes wrong with one does not stop the others.

use crate::clock::now;
use crate::journal::{EndedRun, Journal, JournalError};
use crate::runtime::Runtime;
use chrono::{DateTime, TimeDelta, Utc};
use std::sync::Arc;
use std::time::Duration;

const PAGE: u32 = 50;

/// How long runs are kept, counted from their end. Nothing happens by itself without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention {
    /// When a run's log moves from the tables to a file.
    pub archive_after: Option<Duration>,
    /// When a run is taken away for good, archived or not.
    pub delete_after: Option<Duration>,
    /// How often to look.
    pub every: Duration,
    /// Runs handled in one round.
    pub runs_per_round: u32,
}

impl Default for Retention {
    fn default() -> Self {
        Self {
            archive_after: None,
            delete_after: None,
            every: Duration::from_secs(60),
            runs_per_round: 1_000,
        }
    }
}

/// What a round has come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tidied {
    pub archived: u32,
    pub deleted: u32,
    /// Runs that could not be handled; the next round tries again.
    pub failed: u32,
}

impl Retention {
    pub(crate) fn does_something(&self) -> bool {
        self.archive_after.is_some() || self.delete_after.is_some()
    }

    /// One round: first what is to go for good, then what is to be archived.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub async fn round(
        &self,
        journal: &dyn Journal,
        now: DateTime<Utc>,
        stop: impl Fn() -> bool,
    ) -> Result<Tidied, JournalError> {
        let mut round = Round { journal, now, stop, left: self.runs_per_round, tidied: Tidied::default() };
        if let Some(moment) = before(now, self.delete_after) {
            round.each(moment, true, Deed::Forget).await?;
            round.each(moment, false, Deed::Forget).await?;
        }
        if let Some(moment) = before(now, self.archive_after) {
            round.each(moment, false, Deed::Archive).await?;
        }
        Ok(round.tidied)
    }
}

#[derive(Clone, Copy)]
enum Deed {
    Archive,
    Forget,
}

struct Round<'a, S> {
    journal: &'a dyn Journal,
    now: DateTime<Utc>,
    stop: S,
    left: u32,
    tidied: Tidied,
}

impl<S: Fn() -> bool> Round<'_, S> {
    /// Does it to every run that ended before the moment, while the round lasts.
    async fn each(&mut self, moment: DateTime<Utc>, archived: bool, deed: Deed) -> Result<(), JournalError> {
        let mut after = None;
        loop {
            let page = self.journal.ended_before(moment, archived, after, PAGE).await?;
            for ended in &page {
                if self.left == 0 || (self.stop)() {
                    return Ok(());
                }
                self.left -= u32::from(self.one(ended, deed).await?);
                // Those that could not be handled are passed over, not met again and again.
                after = Some(*ended);
            }
            if page.len() < PAGE as usize {
                return Ok(());
            }
        }
    }

    /// Whether it counts towards the round.
    async fn one(&mut self, ended: &EndedRun, deed: Deed) -> Result<bool, JournalError> {
        let (tenant, run) = (ended.run.tenant, ended.run.run);
        let (done, count) = match deed {
            Deed::Archive => (self.journal.archive(tenant, run, self.now).await, &mut self.tidied.archived),
            Deed::Forget => (self.journal.forget(tenant, run).await, &mut self.tidied.deleted),
        };
        match done {
            Ok(true) => *count += 1,
            // Somebody else was faster.
            Ok(false) => return Ok(false),
            // Neither is this run's fault, and the next one would fare no better.
            Err(error @ (JournalError::Unavailable(_) | JournalError::Full(_))) => return Err(error),
            Err(error) => {
                tracing::error!(run.id = %run, %error, "an ended run cannot be put away");
                self.tidied.failed += 1;
            }
        }
        Ok(true)
    }
}

fn before(now: DateTime<Utc>, age: Option<Duration>) -> Option<DateTime<Utc>> {
    now.checked_sub_signed(TimeDelta::from_std(age?).ok()?)
}

pub(crate) async fn run(rt: Arc<Runtime>) {
    let retention = rt.limits.retention;
    loop {
        tokio::select! {
            () = tokio::time::sleep(retention.every) => {}
            () = rt.soft_stop.cancelled() => return,
        }
        let round = retention.round(&*rt.journal, now(), || rt.soft_stop.is_cancelled());
        match round.await {
            Ok(tidied) if tidied == Tidied::default() => {}
            Ok(Tidied { archived, deleted, failed }) => {
                tracing::info!(archived, deleted, failed, "ended runs put away");
                let counted = [("archived", archived), ("deleted", deleted), ("failed", failed)];
                for (outcome, count) in counted {
                    metrics::counter!("flow_runs_put_away_total", "outcome" => outcome)
                        .increment(u64::from(count));
                }
            }
            Err(error) => tracing::warn!(%error, "ended runs cannot be put away; trying again later"),
        }
    }
}
