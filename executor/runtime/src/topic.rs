//! The live side of a run: durable events as they are committed, and what tools say on the way.

use crate::api::RunEvent;
use chrono::Utc;
use mcp_servers_kit::Progress;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use tokio::sync::broadcast;
use uuid::Uuid;

/// One run's live events. Lives as long as somebody drives or follows the run.
#[derive(Debug)]
pub(crate) struct Topic {
    sender: broadcast::Sender<Arc<RunEvent>>,
    /// The next durable number and how many deltas came before it.
    next: Mutex<(u64, u64)>,
}

impl Topic {
    fn new(capacity: usize) -> Self {
        Self { sender: broadcast::channel(capacity.max(1)).0, next: Mutex::new((1, 0)) }
    }

    pub fn subscribe(&self) -> broadcast::Receiver<Arc<RunEvent>> {
        self.sender.subscribe()
    }

    /// The log has come this far.
    pub fn reached(&self, seq: u64) {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        if next.0 <= seq {
            *next = (seq + 1, 0);
        }
    }

    pub fn publish(&self, event: &Arc<RunEvent>) {
        self.reached(event.seq);
        // Nobody listening is fine: the log has it.
        let _ = self.sender.send(Arc::clone(event));
    }

    fn passing(&self, kind: &str, node: &str, iteration: u32, payload: Value) {
        if self.sender.receiver_count() == 0 {
            return;
        }
        let (seq, part) = {
            let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
            next.1 += 1;
            *next
        };
        let _ = self.sender.send(Arc::new(RunEvent {
            seq,
            part: Some(part),
            at: Utc::now(),
            kind: kind.to_owned(),
            node: Some(node.to_owned()),
            iteration,
            payload,
        }));
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
    pub topic: Arc<Topic>,
    pub node: String,
    pub iteration: u32,
}

impl Progress for Reporter {
    fn text(&self, delta: &str) {
        self.topic.passing("message.delta", &self.node, self.iteration, json!({ "text": delta }));
    }

    fn note(&self, line: &str) {
        self.topic.passing("node.progress", &self.node, self.iteration, json!({ "note": line }));
    }
}
