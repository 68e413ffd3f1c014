//! The live side of a run: durable events as they are committed, and what tools say on the way.

use crate::api::{Received, RunEvent};
use crate::said::{Said, Speaker, Way};
use chrono::{DateTime, Utc};
use mcp_servers_kit::Progress;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, Weak};
use std::time::Instant;
use tokio::sync::broadcast;
use uuid::Uuid;

/// So much is held back of what tools say; the rest of it is only in the outcome.
const KEPT: usize = 256;

/// One run's live events. Lives as long as somebody drives or follows the run.
#[derive(Debug)]
pub(crate) struct Topic {
    sender: broadcast::Sender<Arc<RunEvent>>,
    /// Held while anything is sent, so that what was said so far and what is sent next are one sequence.
    live: Mutex<Live>,
}

#[derive(Debug, Default)]
struct Live {
    /// The last event that was sent.
    at: Received,
    /// What of it is in no durable event yet.
    said: Said,
    /// What is going on is not durable yet, and must not be told.
    held: bool,
    /// What tools said meanwhile.
    kept: Vec<Kept>,
}

#[derive(Debug)]
struct Kept {
    speaker: Speaker,
    way: Way,
    text: String,
    at: DateTime<Utc>,
}

impl Live {
    /// The log has come this far.
    fn reached(&mut self, seq: u64) {
        if self.at.seq < seq {
            self.at = Received { seq, part: self.said.passes(seq) };
        }
    }
}

/// Keeps a topic from telling what tools say, until what made them speak is durable. When it is
/// dropped instead, nobody ever hears it.
#[derive(Debug)]
pub(crate) struct Held(Arc<Topic>);

impl Held {
    /// It is durable now.
    pub fn release(self) {
        let mut live = self.0.live();
        live.held = false;
        for kept in std::mem::take(&mut live.kept) {
            self.0.tell(&mut live, &kept.speaker, kept.way, &kept.text, kept.at);
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut live = self.0.live();
        if std::mem::take(&mut live.held) {
            live.kept.clear();
        }
    }
}

impl Topic {
    fn new(capacity: usize) -> Self {
        Self { sender: broadcast::channel(capacity.max(1)).0, live: Mutex::default() }
    }

    fn live(&self) -> MutexGuard<'_, Live> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn subscribe(&self) -> broadcast::Receiver<Arc<RunEvent>> {
        self.sender.subscribe()
    }

    /// The last event that was sent, and what is being said of which somebody has only this much. Of the
    /// deltas that were sent until then nothing is missing in it; every later one has a greater number.
    pub fn so_far(&self, received: Received) -> (Received, Vec<RunEvent>) {
        let live = self.live();
        (live.at, live.said.after(received))
    }

    /// Holds back what tools say.
    pub fn hold(self: &Arc<Self>) -> Held {
        self.live().held = true;
        Held(Arc::clone(self))
    }

    /// The log has come this far.
    pub fn reached(&self, seq: u64) {
        self.live().reached(seq);
    }

    pub fn publish(&self, event: &Arc<RunEvent>) {
        let mut live = self.live();
        match (event.kind.as_str(), &event.node) {
            ("run.completed" | "run.failed" | "run.cancelled", _) => live.said.all_ends(),
            ("run.started" | "run.resumed" | "node.started", _) | (_, None) => {}
            // The outcome of a step has all that was said on the way to it, and another try says it anew.
            (_, Some(node)) => live.said.ends(node, event.iteration),
        }
        let Live { said, kept, .. } = &mut *live;
        kept.retain(|kept| said.knows(&kept.speaker));
        live.reached(event.seq);
        // Nobody listening is fine: the log has it.
        let _ = self.sender.send(Arc::clone(event));
    }

    fn begins(&self, node: &str, iteration: u32) -> Speaker {
        self.live().said.begins(node, iteration)
    }

    fn says(&self, speaker: &Speaker, way: Way, text: &str) {
        let mut live = self.live();
        if !live.held {
            self.tell(&mut live, speaker, way, text, Utc::now());
        } else if live.kept.len() < KEPT {
            let (speaker, text) = (speaker.clone(), text.to_owned());
            live.kept.push(Kept { speaker, way, text, at: Utc::now() });
        }
    }

    fn tell(&self, live: &mut Live, speaker: &Speaker, way: Way, text: &str, at: DateTime<Utc>) {
        live.at.part += 1;
        live.said.says(speaker, way, text, live.at, at);
        if self.sender.receiver_count() > 0 {
            let _ = self.sender.send(Arc::new(speaker.event(way, text, live.at, at)));
        }
    }
}

/// All topics of the process.
#[derive(Debug)]
pub(crate) struct Topics {
    capacity: usize,
    open: Mutex<(HashMap<Uuid, Weak<Topic>>, usize)>,
}

impl Topics {
    pub fn new(capacity: usize) -> Self {
        Self { capacity, open: Mutex::new((HashMap::new(), 64)) }
    }

    pub fn of(&self, run: Uuid) -> Arc<Topic> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(topic) = open.0.get(&run).and_then(Weak::upgrade) {
            return topic;
        }
        if open.0.len() >= open.1 {
            open.0.retain(|_, topic| topic.strong_count() > 0);
            open.1 = (open.0.len() * 2).max(64);
        }
        let topic = Arc::new(Topic::new(self.capacity));
        open.0.insert(run, Arc::downgrade(&topic));
        topic
    }
}

/// What a tool reports while it works, on its run's topic.
#[derive(Debug)]
pub(crate) struct Reporter {
    topic: Arc<Topic>,
    speaker: Speaker,
    began: Instant,
    /// Milliseconds from the call to its first word.
    first_text: Arc<OnceLock<u64>>,
}

impl Reporter {
    /// For an attempt at a step that begins now.
    pub fn new(topic: Arc<Topic>, node: &str, iteration: u32, first_text: Arc<OnceLock<u64>>) -> Self {
        let speaker = topic.begins(node, iteration);
        Self { topic, speaker, began: Instant::now(), first_text }
    }
}

impl Progress for Reporter {
    fn text(&self, delta: &str) {
        self.first_text.get_or_init(|| u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX));
        self.topic.says(&self.speaker, Way::Words, delta);
    }

    fn sources(&self, count: usize) {
        self.speaker.cites(count);
    }

    fn note(&self, line: &str) {
        self.topic.says(&self.speaker, Way::Note, line);
    }
}

#[cfg(test)]
#[path = "topic_tests.rs"]
mod tests;
