//! The drive loop over a journal in memory: what clients and the control plane may rely on.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

mod archiving;
mod breaking;
mod cancelling;
mod conversations;
mod effects;
mod fairness;
mod harness;
mod migrating;
mod payloads;
mod preparing;
mod resuming;
mod streaming;
mod waiting;

use executor_runtime::files::{FiledJournal, MemoryFiles};
use executor_runtime::memory::MemoryJournal;
use std::sync::Arc;

#[tokio::test]
async fn the_journal_in_memory_conforms() {
    executor_runtime::conformance::check(Arc::new(MemoryJournal::new())).await;
}

#[tokio::test]
async fn a_journal_that_keeps_nearly_everything_in_files_conforms() {
    let filed = FiledJournal::new(Arc::new(MemoryJournal::new()), Arc::new(MemoryFiles::new()));
    executor_runtime::conformance::check(Arc::new(filed.inline_up_to(8))).await;
}
