//! A run that happened, written down as a test: what came in and what people said, the outcomes of its
//! calls, and what it did as the expectation.

use super::document::{
    Decision, Ends, ErrorExpected, Expect, FORMAT, FlowTest, Handback, Mock, MockError, Occurrence,
    PathExpected, ReplyExpected, Turn, User,
};
use super::is_call;
use super::seen::{Mark, Seen};
use crate::event::Tokens;
use crate::time::{rfc3339, unix_ms};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// A line of a run's log.
#[derive(Clone, Copy, Debug)]
pub struct PastEvent<'a> {
    /// Unix time in milliseconds.
    pub at: i64,
    pub kind: &'a str,
    pub node: Option<&'a str>,
    pub payload: &'a Value,
}

/// What a test needs of a run beside its log.
#[derive(Clone, Debug, Default)]
pub struct Past {
    pub name: String,
    pub title: String,
    pub about: String,
    pub context: Map<String, Value>,
    /// Conversation-scope channels as it began with them.
    pub channels: Map<String, Value>,
}

/// The test that this run is. Every call is mocked by its address with what came of it then.
pub fn record<'a>(past: Past, events: impl IntoIterator<Item = PastEvent<'a>>) -> FlowTest {
    let Past { name, title, about, context, channels } = past;
    let mut recorder = Recorder {
        test: FlowTest {
            format: FORMAT.to_owned(),
            name,
            title,
            about,
            context,
            channels,
            ..FlowTest::default()
        },
        seen: Seen::default(),
        since: Mark::default(),
        asked: BTreeMap::new(),
    };
    for event in events {
        recorder.take(&event);
    }
    recorder.finish()
}

struct Recorder {
    test: FlowTest,
    seen: Seen,
    since: Mark,
    /// What each node waits for, and since when.
    asked: BTreeMap<String, (i64, Value)>,
}

impl Recorder {
    fn take(&mut self, event: &PastEvent<'_>) {
        let payload = event.payload;
        let node = event.node.unwrap_or_default().to_owned();
        match event.kind {
            "run.started" => self.started(event),
            "run.waiting" => {
                if let (Some(name), Some(form)) = (payload["form"]["name"].as_str(), payload.get("form")) {
                    self.test.forms.insert(name.to_owned(), form.clone());
                }
                let since = self.asked.get(&node).map_or(event.at, |(since, _)| *since);
                self.asked.insert(node, (since, payload.clone()));
            }
            "run.resumed" => self.resumed(&node, event),
            "node.retrying" => self.outcome(&node, failed(payload, true)),
            "node.failed" if is_called(payload) => {
                self.outcome(&node, failed(payload, payload["retryable"] == true));
            }
            "node.completed" if is_called(payload) => {
                let usage: Option<Tokens> = serde_json::from_value(payload["usage"].clone()).ok();
                let output = Some(payload["output"].clone());
                self.outcome(&node, Mock { output, error: None, usage: usage.unwrap_or_default() });
            }
            "node.completed" => self.went_on(&node, payload),
            _ => {}
        }
        self.seen.take(event.kind, event.node, payload);
    }

    fn started(&mut self, event: &PastEvent<'_>) {
        self.test.starts_at = Some(rfc3339(event.at));
        let input = event.payload["input"].clone();
        let message =
            input.as_object().filter(|input| input.len() == 1).and_then(|input| input.get("message"));
        let first = match message.and_then(Value::as_str) {
            Some(text) => user(User { message: Some(text.to_owned()), answer: None }),
            None => {
                self.test.input = Some(input);
                Turn::default()
            }
        };
        self.test.turns.push(first);
    }

    fn outcome(&mut self, node: &str, mock: Mock) {
        self.test.mocks.entry(node.to_owned()).or_default().push(mock);
    }

    /// Somebody answered a question, or the time had come.
    fn resumed(&mut self, node: &str, event: &PastEvent<'_>) {
        let Some((since, asked)) = self.asked.remove(node) else { return };
        if event.payload["by"]["timer"] == true {
            // As long as it would have waited, not until somebody noticed.
            let until = asked["until"].as_str().and_then(unix_ms).unwrap_or(event.at);
            let seconds = (until - since).max(0).div_euclid(1000) + 1;
            self.turn(Turn { wait: Some(format!("{seconds}s")), ..Turn::default() });
        } else if asked["for"] == "user" {
            let mut answer = event.payload["answer"].clone();
            if let Value::Object(answer) = &mut answer {
                answer.retain(|key, value| {
                    ["text", "option", "values", "declined"].contains(&key.as_str()) && !value.is_null()
                });
            }
            let words =
                answer.as_object().filter(|answer| answer.len() == 1).and_then(|answer| answer.get("text"));
            let said = match words.and_then(Value::as_str) {
                Some(text) => User { message: Some(text.to_owned()), answer: None },
                None => User { message: None, answer: Some(answer) },
            };
            self.turn(Turn { node: Some(node.to_owned()), ..user(said) });
        } else {
            // What was decided, what happened and who gave back is told when the node goes on.
            self.asked.insert(node.to_owned(), (since, asked));
        }
    }

    fn went_on(&mut self, node: &str, payload: &Value) {
        let output = &payload["output"];
        match payload["kind"].as_str() {
            Some("approval") => self.decided(node, payload),
            Some("wait") if output["came"] == "event" => {
                let mut payload = output["payload"].as_object().cloned().unwrap_or_default();
                let key = payload.remove("key").and_then(|key| key.as_str().map(str::to_owned));
                let name = output["event"].as_str().unwrap_or_default().to_owned();
                let event = Occurrence { name, key: key.unwrap_or_default(), payload };
                self.turn(Turn { event: Some(event), ..Turn::default() });
            }
            Some("handoff") if payload["port"] == "returned" => {
                let word = |name: &str| output[name].as_str().unwrap_or_default().to_owned();
                let handback = Handback { text: word("text"), by: word("by") };
                self.turn(Turn { handback: Some(handback), node: Some(node.to_owned()), ..Turn::default() });
            }
            _ => {}
        }
        self.asked.remove(node);
    }

    /// Everything that was said about an approval, now that it is decided.
    fn decided(&mut self, node: &str, payload: &Value) {
        let waited = if payload["port"] == "timeout" { self.test.turns.pop() } else { None };
        // A decision tells who, not as what: those who are asked by role are asked for that role.
        let asked = self.asked.get(node).map(|(_, asked)| asked["approvers"].clone()).unwrap_or_default();
        let role =
            asked.as_array().into_iter().flatten().find_map(|one| one["role"].as_str()).unwrap_or_default();
        for said in payload["output"]["decisions"].as_array().into_iter().flatten() {
            let word = |name: &str| said[name].as_str().unwrap_or_default().to_owned();
            if word("decision") == "escalated" {
                continue;
            }
            let by = json!({ "email": word("email"), "name": word("by"), "role": role });
            let decision = Decision {
                decision: word("decision"),
                comment: word("comment"),
                to: word("to"),
                by: Some(by),
            };
            self.turn(Turn { decision: Some(decision), node: Some(node.to_owned()), ..Turn::default() });
        }
        self.test.turns.extend(waited);
    }

    /// Closes the turn that was going on with what was said in it, and begins another.
    fn turn(&mut self, next: Turn) {
        self.close();
        self.test.turns.push(next);
    }

    fn close(&mut self) {
        let said = self.seen.replies[self.since.replies..].to_vec();
        self.since = self.seen.mark();
        if let Some(turn) = self.test.turns.last_mut().filter(|_| !said.is_empty()) {
            let reply = ReplyExpected { equals: Some(said), ..ReplyExpected::default() };
            turn.expect = Some(Expect { reply: Some(reply), ..Expect::default() });
        }
    }

    fn finish(mut self) -> FlowTest {
        self.close();
        let ends = match self.seen.standing() {
            "completed" => Some(Ends::Completed),
            "failed" => Some(Ends::Failed),
            "cancelled" => None,
            _ => Some(Ends::Waiting),
        };
        // Only what lies in the flow itself: inside a body the order may differ.
        let outside = self.seen.visits.iter().filter(|visit| !visit.address.contains('/'));
        let visits =
            outside.filter(|visit| visit.address != "start").map(|visit| match visit.port.as_str() {
                "out" => visit.address.clone(),
                port => format!("{}.{port}", visit.address),
            });
        let path = PathExpected { visits: visits.collect(), never: Vec::new(), ends };
        let error = self.seen.error.as_ref().map(|error| ErrorExpected {
            code: serde_json::from_value(error["code"].clone()).ok(),
            node: error["node"].as_str().map(str::to_owned),
        });
        let output = (ends == Some(Ends::Completed)).then(|| self.seen.output.clone());
        self.test.expect = Some(Expect {
            path: Some(path),
            output: output.filter(|o| !o.is_null()),
            error,
            ..Expect::default()
        });
        self.test
    }
}

fn user(said: User) -> Turn {
    Turn { user: Some(said), ..Turn::default() }
}

fn is_called(payload: &Value) -> bool {
    payload["kind"].as_str().is_some_and(is_call) && payload.get("input").is_some()
}

fn failed(payload: &Value, retryable: bool) -> Mock {
    let code = serde_json::from_value(payload["code"].clone()).unwrap_or(flow_schema::ErrorCode::Internal);
    let message = payload["message"].as_str().unwrap_or_default().to_owned();
    Mock { error: Some(MockError { code, message, retryable: Some(retryable) }), ..Mock::default() }
}
