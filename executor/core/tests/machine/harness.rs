//! Drives a machine by hand and shows what it did as one line per event.

use executor_core::{Command, Commands, Event, Fact, Failure, Machine, Step, Tokens};
use flow_schema::ErrorCode;
use flow_schema::plan::Plan;
use serde_json::{Map, Value, json};
use std::sync::Arc;

pub struct Run {
    pub machine: Machine,
    pub log: Vec<String>,
    /// Calls begun and not answered yet, in order.
    pub calls: Vec<Step>,
    pub facts: Vec<Event>,
    pub clock: i64,
    plan: Arc<Plan>,
}

impl Run {
    pub fn start(plan: Arc<Plan>, input: Value) -> Self {
        let machine = Machine::new(Arc::clone(&plan));
        let mut run =
            Self { machine, log: Vec::new(), calls: Vec::new(), facts: Vec::new(), clock: 1_000, plan };
        run.feed(Fact::Started { input, context: Map::new(), channels: Map::new(), seed: 7 });
        run
    }

    pub fn feed(&mut self, fact: Fact) -> bool {
        let event = Event { at: self.clock, fact };
        let Commands { changed, emits, commands } = self.machine.apply(&event);
        if changed {
            self.facts.push(event);
        }
        for emit in emits {
            let p = &emit.payload;
            let text = |key: &str| p[key].as_str().unwrap_or_default().to_owned();
            let detail = match emit.kind {
                "node.completed" => text("port"),
                "node.failed" => format!("{}: {}", text("code"), text("message")),
                "run.failed" => format!("{} {}: {}", text("node"), text("code"), text("message")),
                "node.retrying" => format!("in {}", p["delay_ms"]),
                "state.changed" => format!("{}={}", text("channel"), p["value"]),
                "message.completed" => text("text"),
                "run.completed" => p["output"].to_string(),
                "run.waiting" => {
                    p["errors"].as_array().map(|errors| json!(errors).to_string()).unwrap_or_default()
                }
                _ => String::new(),
            };
            let node = emit.node.map(|node| node.to_string()).unwrap_or_default();
            let words = [emit.kind, &node, &detail];
            let line: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
            self.log.push(line.join(" "));
        }
        for command in commands {
            match command {
                Command::Perform(step) => self.calls.push(step),
                Command::Abandon { node, .. } => self.calls.retain(|step| step.node != node),
                Command::LoadForm { .. } => {}
            }
        }
        changed
    }

    fn call(&mut self, node: &str) -> Step {
        let at = self.calls.iter().position(|step| step.node.as_str() == node);
        self.calls.remove(at.unwrap_or_else(|| panic!("{node} is not being called; log: {:#?}", self.log)))
    }

    pub fn done(&mut self, node: &str, output: Value) -> &mut Self {
        let step = self.call(node);
        let (iteration, attempt) = (step.iteration, step.attempt);
        self.feed(Fact::Done { node: node.into(), iteration, attempt, output, usage: Tokens::default() });
        self
    }

    pub fn failed(&mut self, node: &str, code: ErrorCode, retry_after_ms: Option<u64>) -> &mut Self {
        let step = self.call(node);
        let error =
            Failure { code, message: "broken".into(), retryable: code.is_retryable(), retry_after_ms };
        self.feed(Fact::Failed {
            node: node.into(),
            iteration: step.iteration,
            attempt: step.attempt,
            error,
        });
        self
    }

    pub fn answer(&mut self, payload: Value) -> &mut Self {
        self.feed(Fact::Signal { name: "answer".into(), node: None, payload, by: json!("a person") });
        self
    }

    /// Lets time pass until the next timer and feeds what is due.
    pub fn wait(&mut self) -> &mut Self {
        self.clock = self.machine.next_due().expect("a timer is set");
        for fact in self.machine.due(self.clock) {
            self.feed(fact);
        }
        self
    }

    /// Nodes that completed, in order.
    pub fn completed(&self) -> Vec<&str> {
        let lines = self.log.iter().filter_map(|line| line.strip_prefix("node.completed "));
        lines.filter_map(|line| line.split(' ').next()).collect()
    }

    pub fn last(&self) -> &str {
        self.log.last().map_or("", String::as_str)
    }

    pub fn says(&self, line: &str) -> bool {
        self.log.iter().any(|l| l == line)
    }

    /// Promise 3: the state is the fold of the facts.
    pub fn check_fold(&self) {
        let mut folded = Machine::new(Arc::clone(&self.plan));
        for event in &self.facts {
            let text = serde_json::to_string(event).unwrap();
            folded.apply(&serde_json::from_str(&text).unwrap());
        }
        assert_eq!(folded.state().to_string(), self.machine.state().to_string());
        assert_eq!(folded.outstanding(), self.machine.outstanding());
    }
}
