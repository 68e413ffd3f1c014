//! The log, then the live tail, without a gap and without a repetition.

use crate::api::RunEvent;
use crate::journal::RunRef;
use crate::runtime::Runtime;
use crate::topic::Topic;
use futures::stream::{self, BoxStream, StreamExt};
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast::{self, error::RecvError};

const PAGE: u32 = 500;
/// A silent tail is compared with the log this often: another process may be driving the run.
const SILENCE: Duration = Duration::from_secs(20);
const RETRY: Duration = Duration::from_secs(1);

struct Follower {
    rt: Arc<Runtime>,
    who: RunRef,
    /// Keeps the topic open while nobody drives the run.
    _topic: Arc<Topic>,
    tail: broadcast::Receiver<Arc<RunEvent>>,
    page: VecDeque<RunEvent>,
    last: u64,
    /// Whether the log may hold more than was given out.
    behind: bool,
    ended: bool,
}

/// Subscribes before it reads the log, so nothing falls between the two; numbers tell what both have.
pub(crate) fn follow(rt: Arc<Runtime>, who: RunRef, after: u64) -> BoxStream<'static, RunEvent> {
    let topic = rt.topics.of(who.run);
    let tail = topic.subscribe();
    let page = VecDeque::new();
    let follower = Follower { rt, who, _topic: topic, tail, page, last: after, behind: true, ended: false };
    stream::unfold(follower, |mut follower| async move {
        let event = follower.next().await?;
        Some((event, follower))
    })
    .boxed()
}

impl Follower {
    async fn next(&mut self) -> Option<RunEvent> {
        loop {
            if self.ended {
                return None;
            }
            if let Some(event) = self.page.pop_front() {
                return Some(self.give(event));
            }
            if self.behind {
                self.read_log().await?;
                continue;
            }
            let tail = tokio::time::timeout(SILENCE, self.tail.recv());
            let received = tokio::select! {
                received = tail => received,
                () = self.rt.soft_stop.cancelled() => return None,
            };
            match received {
                Ok(Ok(event)) if event.seq > self.last => {
                    let event = Arc::unwrap_or_clone(event);
                    return Some(if event.part.is_some() { event } else { self.give(event) });
                }
                Ok(Ok(_)) => {}
                // Too slow: what was dropped is in the log, or was passing by anyway.
                Ok(Err(RecvError::Lagged(_))) | Err(_) => self.behind = true,
                Ok(Err(RecvError::Closed)) => return None,
            }
        }
    }

    fn give(&mut self, event: RunEvent) -> RunEvent {
        self.last = event.seq;
        self.ended = is_last(&event.kind);
        event
    }

    /// `None` when the run has ended and everything was given out, or nothing can be read any more.
    async fn read_log(&mut self) -> Option<()> {
        for _ in 0..10 {
            let (tenant, run) = (self.who.tenant, self.who.run);
            let page = self.rt.journal.events(tenant, run, self.last, PAGE).await;
            let row = match &page {
                Ok(page) if page.is_empty() => self.rt.journal.row(tenant, run).await,
                Ok(_) | Err(_) => Ok(None),
            };
            match (page, row) {
                (Ok(page), Ok(row)) => {
                    self.behind = page.len() >= PAGE as usize;
                    let over = page.is_empty()
                        && row.is_some_and(|row| row.status.is_ended() && row.last_seq <= self.last);
                    self.page = page.into();
                    return (!over).then_some(());
                }
                (Err(error), _) | (_, Err(error)) => {
                    tracing::warn!(run.id = %run, %error, "reading the log for a follower again");
                    tokio::select! {
                        () = tokio::time::sleep(RETRY) => {}
                        () = self.rt.soft_stop.cancelled() => return None,
                    }
                }
            }
        }
        None
    }
}

fn is_last(kind: &str) -> bool {
    matches!(kind, "run.completed" | "run.failed" | "run.cancelled")
}
