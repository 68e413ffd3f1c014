//! Sharing the journal with other processes: saying that this one lives, taking over from those that
//! do not, and hearing what they have stored for runs that are driven here.

use crate::journal::{JournalError, Renewed};
use crate::runtime::Runtime;
use crate::scan;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// So often within a lease it is renewed. A cancellation stored by another process waits as long.
const PER_LEASE: u32 = 10;

/// Until told to stop, which is after the last run was recorded: a process that drains still lives.
pub(crate) async fn run(rt: Arc<Runtime>, lease: Duration, stop: CancellationToken) {
    // How many signals a run had when it was last told of them: telling it again would not help.
    let mut told = HashMap::new();
    loop {
        tokio::select! {
            () = tokio::time::sleep(lease / PER_LEASE) => {}
            () = stop.cancelled() => break,
        }
        if let Err(error) = look(&rt, &mut told).await {
            tracing::warn!(%error, "the lease on this process's runs cannot be renewed; trying again");
        }
    }
    if let Err(error) = rt.journal.retire().await {
        tracing::warn!(%error, "other processes take this one's runs over only when its lease has run out");
    }
}

async fn look(rt: &Runtime, told: &mut HashMap<Uuid, u64>) -> Result<(), JournalError> {
    let Renewed { adopted, signalled } = rt.journal.renew().await?;
    for (run, signals) in &signalled {
        if told.get(&run.run) != Some(signals) {
            rt.wake(*run);
        }
    }
    *told = signalled.into_iter().map(|(run, signals)| (run.run, signals)).collect();
    if adopted > 0 {
        tracing::warn!(runs = adopted, "taking over from a process that is gone");
        metrics::counter!("flow_runs_adopted_total").increment(adopted);
        scan::all(rt).await?;
    }
    Ok(())
}
