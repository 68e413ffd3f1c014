//! One task wakes parked runs whose time has come.

use crate::runtime::Runtime;
use chrono::Utc;
use std::sync::Arc;
use std::time::Duration;

const PAGE: u32 = 200;
/// However far the next moment is, look this often: clocks jump.
const LONGEST: Duration = Duration::from_secs(30);

pub(crate) async fn run(rt: Arc<Runtime>) {
    let (first, longest) = rt.limits.journal_backoff;
    let mut backoff = first;
    loop {
        let wait = match turn(&rt).await {
            Ok(wait) => {
                backoff = first;
                wait
            }
            Err(error) => {
                tracing::warn!(%error, "the timers cannot be read; trying again");
                backoff = (backoff * 2).min(longest);
                backoff
            }
        };
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = rt.timers.notified() => {}
            () = rt.soft_stop.cancelled() => return,
        }
    }
}

async fn turn(rt: &Arc<Runtime>) -> Result<Duration, crate::journal::JournalError> {
    loop {
        let due = rt.journal.take_due(Utc::now(), PAGE).await?;
        let full = due.len() >= PAGE as usize;
        due.into_iter().for_each(|run| rt.wake(run));
        if !full {
            break;
        }
    }
    let next = rt.journal.next_due().await?;
    let left = next.map(|next| (next - Utc::now()).to_std().unwrap_or_default());
    // Another process may have parked a run and died.
    let longest = rt.journal.lease().unwrap_or(LONGEST).min(LONGEST);
    Ok(left.unwrap_or(longest).min(longest))
}
