//! The log, then the live tail, without a gap and without a repetition.
//!
//! Between the two stand the words so far of what is being said: who comes in the middle of an answer reads it
//! from its beginning.

use crate::api::{Received, RunEvent};
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
    topic: Arc<Topic>,
    tail: broadcast::Receiver<Arc<RunEvent>>,
    /// To be given out, in order.
    ready: VecDeque<RunEvent>,
    /// The last durable event that was given out.
    last: u64,
    /// Up to here nothing is missing of what is said. The log, which has none of it, does not move it.
    heard: Received,
    /// Whether the log may hold more than was given out.
    behind: bool,
    /// When the words so far were asked for: up to where the tail had come.
    joined: Option<Received>,
    /// They come after the durable events that were sent until then, which the tail still has.
    so_far: Vec<RunEvent>,
    ended: bool,
}

/// Subscribes before it reads the log, so nothing falls between the two; numbers tell what both have.
pub(crate) fn follow(rt: Arc<Runtime>, who: RunRef, received: Received) -> BoxStream<'static, RunEvent> {
    let topic = rt.topics.of(who.run);
    let follower = Follower {
        tail: topic.subscribe(),
        rt,
        who,
        topic,
        ready: VecDeque::new(),
        last: received.seq,
        heard: received,
        behind: true,
        joined: None,
        so_far: Vec::new(),
        ended: false,
    };
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
            if let Some(event) = self.ready.pop_front() {
                return Some(self.give(event));
            }
            if self.behind {
                self.read_log().await?;
                continue;
            }
            if self.joined.is_none() && self.join() {
                continue;
            }
            let tail = tokio::time::timeout(SILENCE, self.tail.recv());
            let received = tokio::select! {
                received = tail => received,
                () = self.rt.soft_stop.cancelled() => return None,
            };
            match received {
                Ok(Ok(event)) => self.hear(event),
                // Too slow: what was dropped is in the log, or among the words so far.
                Ok(Err(RecvError::Lagged(_))) | Err(_) => {
                    self.behind = true;
                    self.joined = None;
                    self.so_far.clear();
                }
                Ok(Err(RecvError::Closed)) => return None,
            }
        }
    }

    /// Takes the words so far, once the tail has come as far as the log. False while it has not.
    fn join(&mut self) -> bool {
        let (upto, so_far) = self.topic.so_far(self.heard);
        if upto.seq < self.last {
            // An event was read before it was sent, or another process drives the run.
            return false;
        }
        self.joined = Some(upto);
        self.so_far = so_far;
        if upto.seq == self.last {
            self.ready.extend(self.so_far.drain(..));
        }
        true
    }

    fn hear(&mut self, event: Arc<RunEvent>) {
        if self.joined.is_none() {
            self.join();
        }
        let upto = self.joined.unwrap_or_default();
        let place = place(&event);
        // A delta up to there is among the words so far, or was completed since.
        if event.seq <= self.last || (event.part.is_some() && place <= upto) {
            return;
        }
        if place > upto {
            self.ready.extend(self.so_far.drain(..));
        }
        self.ready.push_back(Arc::unwrap_or_clone(event));
        if place.seq == upto.seq {
            self.ready.extend(self.so_far.drain(..));
        }
    }

    fn give(&mut self, event: RunEvent) -> RunEvent {
        let place = place(&event);
        if event.part.is_some() {
            self.heard = place;
        } else {
            self.last = event.seq;
            self.ended = is_last(&event.kind);
            if self.joined.is_some() && self.so_far.is_empty() {
                self.heard = place;
            }
        }
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
                    self.ready = page.into();
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

/// What somebody has received who has it and all before it.
fn place(event: &RunEvent) -> Received {
    match event.part {
        Some(part) => Received::delta(event.seq, part),
        None => Received::event(event.seq),
    }
}

fn is_last(kind: &str) -> bool {
    matches!(kind, "run.completed" | "run.failed" | "run.cancelled")
}
