//! What a run was seen to do, from the lines of its log: those of a machine, or those of the API.

use super::may_be_mocked;
use crate::machine::Status;
use serde_json::{Map, Value};

/// Everything a test can have an opinion about.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    pub replies: Vec<String>,
    pub citations: Vec<Value>,
    pub visits: Vec<Visit>,
    pub calls: Vec<Called>,
    /// Channels as they are now. The log does not tell all of them, so this is set from outside.
    pub state: Map<String, Value>,
    /// `run.waiting` of everything that is waited for.
    pub waiting: Vec<Value>,
    pub status: Option<Status>,
    pub output: Value,
    /// `{code, message, node}`
    pub error: Option<Value>,
    pub tokens: u64,
    pub cost_micros: u64,
}

/// A node that was gone through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    pub address: String,
    pub port: String,
}

/// A call that came to an end.
#[derive(Clone, Debug)]
pub struct Called {
    pub address: String,
    pub args: Value,
}

/// A place in what was seen; expectations of a turn look at what came after it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Mark {
    pub replies: usize,
    pub citations: usize,
    pub visits: usize,
    pub calls: usize,
    pub tokens: u64,
    pub cost_micros: u64,
}

impl Seen {
    pub fn mark(&self) -> Mark {
        Mark {
            replies: self.replies.len(),
            citations: self.citations.len(),
            visits: self.visits.len(),
            calls: self.calls.len(),
            tokens: self.tokens,
            cost_micros: self.cost_micros,
        }
    }

    /// Takes a line of the log in.
    pub fn take(&mut self, kind: &str, node: Option<&str>, payload: &Value) {
        let address = node.unwrap_or_default();
        let text = |name: &str| payload.get(name).and_then(Value::as_str).unwrap_or_default();
        match kind {
            "run.started" => {
                self.status = Some(Status::Running);
                self.waiting.clear();
                self.output = Value::Null;
                self.error = None;
            }
            "message.completed" => {
                self.replies.push(text("text").to_owned());
                self.citations.extend(payload["citations"].as_array().into_iter().flatten().cloned());
            }
            "run.waiting" => self.waits(payload),
            "run.resumed" => self.waiting.retain(|waiting| waiting["node"] != payload["node"]),
            "node.completed" => {
                self.visits.push(Visit { address: address.to_owned(), port: text("port").to_owned() });
                self.called(address, payload);
                let usage = &payload["usage"];
                let count = |name: &str| usage[name].as_u64().unwrap_or(0);
                self.tokens += count("input_tokens") + count("output_tokens");
                self.cost_micros += count("cost_micros");
            }
            "node.failed" => {
                self.visits.push(Visit { address: address.to_owned(), port: "error".to_owned() });
                self.called(address, payload);
            }
            "run.completed" => {
                self.output = payload["output"].clone();
                self.ends(Status::Completed);
            }
            "run.failed" => {
                self.error = Some(payload.clone());
                self.ends(Status::Failed);
            }
            "run.cancelled" => self.ends(Status::Cancelled),
            _ => {}
        }
    }

    fn called(&mut self, address: &str, payload: &Value) {
        if payload["kind"].as_str().is_some_and(may_be_mocked) && payload.get("input").is_some() {
            self.calls.push(Called { address: address.to_owned(), args: payload["input"].clone() });
        }
    }

    fn waits(&mut self, payload: &Value) {
        let node = &payload["node"];
        let again = self.waiting.iter().any(|waiting| waiting["node"] == *node);
        self.waiting.retain(|waiting| waiting["node"] != *node);
        self.waiting.push(payload.clone());
        // An approval that still needs somebody, or is escalated, is not asked of the user again.
        let asks = payload["for"] == "user";
        let errors = || payload["errors"].as_array().into_iter().flatten();
        if asks && !again {
            self.replies.extend(payload["question"].as_str().map(str::to_owned));
        }
        if asks {
            self.replies.extend(errors().filter_map(|error| error["message"].as_str()).map(str::to_owned));
        }
    }

    fn ends(&mut self, status: Status) {
        self.status = Some(status);
        self.waiting.clear();
    }

    /// How it stands, in the words of a test.
    pub(super) fn standing(&self) -> &'static str {
        match self.status {
            Some(Status::Running) if !self.waiting.is_empty() => Status::Waiting.as_str(),
            Some(status) => status.as_str(),
            None => Status::New.as_str(),
        }
    }
}
