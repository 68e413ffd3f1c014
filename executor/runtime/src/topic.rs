//! The live side of a run: durable events as they are committed, and what tools say on the way.

use crate::api::RunEvent;
use chrono::Utc;
use mcp_servers_kit::Progress;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, Weak};
use std::time::Instant;
use tokio::sync::broadcast;
use uuid::Uuid;

/// So much is kept back of what tools say; the rest of it is only in the outcome.
const KEPT: usize = 256;

/// One run's live events. Lives as long as somebody drives or follows the run.
#[derive(Debug)]
pub(crate) struct Topic {
    sender: broadcast::Sender<Arc<RunEvent>>,
    live: Mutex<Live>,
}

#[derive(Debug)]
struct Live {
    /// The next durable number and how many deltas came before it.
    next: (u64, u64),
    /// What is going on is not durable yet, and must not be told.
    held: bool,
    /// What tools said meanwhile, and then until somebody listens: whoever asked can only begin to
    /// listen once there is something to listen to.
    kept: Vec<RunEvent>,
}

impl Live {
    fn numbered(&mut self, mut event: RunEvent) -> Arc<RunEvent> {
        self.next.1 += 1;
        event.seq = self.next.0;
        event.part = Some(self.next.1);
        Arc::new(event)
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
        if self.0.sender.receiver_count() > 0 {
            self.0.tell_kept(&mut live);
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
        let live = Live { next: (1, 0), held: false, kept: Vec::new() };
        Self { sender: broadcast::channel(capacity.max(1)).0, live: Mutex::new(live) }
    }

    fn live(&self) -> MutexGuard<'_, Live> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn subscribe(&self) -> broadcast::Receiver<Arc<RunEvent>> {
        let mut live = self.live();
        let receiver = self.sender.subscribe();
        if !live.held {
            self.tell_kept(&mut live);
        }
        receiver
    }

    /// Holds back what tools say.
    pub fn hold(self: &Arc<Self>) -> Held {
        self.live().held = true;
        Held(Arc::clone(self))
    }

    fn tell_kept(&self, live: &mut Live) {
        for event in std::mem::take(&mut live.kept) {
            let event = live.numbered(event);
            let _ = self.sender.send(event);
        }
    }

    /// The log has come this far.
    pub fn reached(&self, seq: u64) {
        let mut live = self.live();
        if live.next.0 <= seq {
            live.next = (seq + 1, 0);
        }
    }

    pub fn publish(&self, event: &Arc<RunEvent>) {
        self.reached(event.seq);
        if !matches!(event.kind.as_str(), "run.started" | "run.resumed" | "node.started") {
            // The outcome of a step has all that was said on the way to it.
            let of_it = |kept: &RunEvent| kept.node == event.node && kept.iteration == event.iteration;
            self.live().kept.retain(|kept| !of_it(kept));
        }
        // Nobody listening is fine: the log has it.
        let _ = self.sender.send(Arc::clone(event));
    }

    fn passing(&self, kind: &str, node: &str, iteration: u32, payload: Value) {
        let mut live = self.live();
        let nobody = self.sender.receiver_count() == 0;
        let keeps = live.held || (nobody && !live.kept.is_empty());
        if nobody && !keeps {
            return;
        }
        let event = RunEvent {
            seq: 0,
            part: None,
            at: Utc::now(),
            kind: kind.to_owned(),
            node: Some(node.to_owned()),
            iteration,
            payload,
        };
        if !keeps {
            let event = live.numbered(event);
            let _ = self.sender.send(event);
        } else if live.kept.len() < KEPT {
            live.kept.push(event);
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
    pub topic: Arc<Topic>,
    pub node: String,
    pub iteration: u32,
    pub began: Instant,
    /// Milliseconds from the call to its first word.
    pub first_text: Arc<OnceLock<u64>>,
}

impl Progress for Reporter {
    fn text(&self, delta: &str) {
        self.first_text.get_or_init(|| u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX));
        self.topic.passing("message.delta", &self.node, self.iteration, json!({ "text": delta }));
    }

    fn note(&self, line: &str) {
        self.topic.passing("node.progress", &self.node, self.iteration, json!({ "note": line }));
    }
}
