//! The drive loop over a journal in memory: what clients and the control plane may rely on.

mod cancelling;
mod conversations;
mod effects;
mod harness;
mod resuming;
mod streaming;
mod waiting;

use executor_runtime::memory::MemoryJournal;
use std::sync::Arc;

#[tokio::test]
async fn the_journal_in_memory_conforms() {
    executor_runtime::conformance::check(Arc::new(MemoryJournal::new())).await;
}
