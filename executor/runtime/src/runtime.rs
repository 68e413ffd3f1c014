use crate::api::{Executor, ExecutorError, Library, NewRun, RunEvent, RunFilter, RunRow, Signal};
use crate::journal::{Journal, JournalError};
use crate::limits::Limits;
use async_trait::async_trait;
use futures::stream::BoxStream;
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// The embedded executor: drives the runs of one process.
pub struct Runtime {
    journal: Arc<dyn Journal>,
    #[expect(dead_code, reason = "the drive loop lands next")]
    library: Arc<dyn Library>,
    #[expect(dead_code, reason = "the drive loop lands next")]
    limits: Limits,
}

impl Runtime {
    pub fn new(journal: Arc<dyn Journal>, library: Arc<dyn Library>, limits: Limits) -> Arc<Self> {
        Arc::new(Self { journal, library, limits })
    }

    /// Takes up every unfinished run and starts the timers. Called once, at start.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub async fn resume(&self) -> Result<(), ExecutorError> {
        self.journal.unfinished(None, 1).await?;
        Ok(())
    }

    /// Takes no more work up and waits, at most this long, for effects under way to be recorded.
    /// What is left over resumes at the next start.
    pub async fn drain(&self, _within: Duration) {}
}

impl From<JournalError> for ExecutorError {
    fn from(error: JournalError) -> Self {
        Self::Journal(error.to_string())
    }
}

const NOT_YET: &str = "the drive loop is not part of this build";

#[async_trait]
impl Executor for Runtime {
    async fn start(&self, _run: NewRun) -> Result<RunRow, ExecutorError> {
        Err(ExecutorError::Journal(NOT_YET.into()))
    }

    async fn signal(&self, _tenant: Uuid, _run: Uuid, _signal: Signal) -> Result<(), ExecutorError> {
        Err(ExecutorError::Journal(NOT_YET.into()))
    }

    async fn cancel(&self, _tenant: Uuid, _run: Uuid, _reason: &str) -> Result<(), ExecutorError> {
        Err(ExecutorError::Journal(NOT_YET.into()))
    }

    async fn run(&self, tenant: Uuid, run: Uuid) -> Result<Option<RunRow>, ExecutorError> {
        Ok(self.journal.row(tenant, run).await?)
    }

    async fn runs(&self, tenant: Uuid, filter: RunFilter) -> Result<(Vec<RunRow>, u64), ExecutorError> {
        Ok(self.journal.rows(tenant, filter).await?)
    }

    async fn events(
        &self,
        tenant: Uuid,
        run: Uuid,
        after: u64,
        limit: u32,
    ) -> Result<Vec<RunEvent>, ExecutorError> {
        Ok(self.journal.events(tenant, run, after, limit).await?)
    }

    async fn follow(
        &self,
        _tenant: Uuid,
        _run: Uuid,
        _after: u64,
    ) -> Result<BoxStream<'static, RunEvent>, ExecutorError> {
        Err(ExecutorError::Journal(NOT_YET.into()))
    }

    async fn active(&self, tenant: Uuid, conversation: Uuid) -> Result<Option<RunRow>, ExecutorError> {
        Ok(self.journal.active(tenant, conversation).await?)
    }

    async fn state(
        &self,
        _tenant: Uuid,
        _run: Uuid,
        _at_seq: Option<u64>,
    ) -> Result<Option<Value>, ExecutorError> {
        Err(ExecutorError::Journal(NOT_YET.into()))
    }
}
