//! Drives a machine by hand and shows what it did as one line per event.

use executor_core::{Command, Commands, Debug, Event, Fact, Failure, Flows, Machine, Step, Tokens};
use flow_schema::ErrorCode;
use flow_schema::compile::compile;
use flow_schema::kind::KindRegistry;
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
    /// Payload of each line of the log.
    pub payloads: Vec<Value>,
    plan: Arc<Plan>,
    flows: Flows,
}

/// A document as the executor runs it.
pub fn compiled(document: &Value) -> Arc<Plan> {
    let flow = serde_json::from_value(document.clone()).unwrap();
    let plan = compile(&flow, &KindRegistry::builtin());
    Arc::new(plan.unwrap_or_else(|findings| panic!("{findings:#?}")))
}

impl Run {
    pub fn start(plan: Arc<Plan>, input: Value) -> Self {
        let mut run = Self::begin(plan);
        run.go(input);
        run
    }

    /// A run that has not started.
    pub fn begin(plan: Arc<Plan>) -> Self {
        Self {
            machine: Machine::new(Arc::clone(&plan)),
            log: Vec::new(),
            calls: Vec::new(),
            facts: Vec::new(),
            clock: 1_000,
            payloads: Vec::new(),
            plan,
            flows: Flows::default(),
        }
    }

    pub fn go(&mut self, input: Value) {
        self.go_with(input, Debug::default());
    }

    pub fn go_with(&mut self, input: Value, debug: Debug) {
        let names = self.flows.values().map(|plan| (plan.flow.clone(), plan.hash.clone()));
        let flows = names.collect();
        let (context, channels) = (Map::new(), Map::new());
        self.feed(Fact::Started { input, context, channels, seed: 7, flows, debug });
    }

    /// A run of a document that may enter these others.
    pub fn with_flows(document: &Value, others: &[Value], input: Value) -> Self {
        let mut run = Self::begin(compiled(document));
        let plans = others.iter().map(compiled).map(|plan| (plan.hash.clone(), plan));
        run.flows = Arc::new(plans.collect());
        run.machine = Machine::with_flows(Arc::clone(&run.plan), Arc::clone(&run.flows));
        run.go(input);
        run
    }

    /// Goes on from a snapshot, as another process would.
    pub fn through_snapshot(&mut self) {
        let text = self.machine.snapshot().to_string();
        let (plan, flows) = (Arc::clone(&self.plan), Arc::clone(&self.flows));
        let restored = Machine::restore(plan, flows, serde_json::from_str(&text).unwrap()).unwrap();
        assert_eq!(restored.state().to_string(), self.machine.state().to_string());
        assert_eq!(restored.outstanding(), self.machine.outstanding());
        assert_eq!(restored.next_due(), self.machine.next_due());
        self.machine = restored;
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
            self.payloads.push(emit.payload);
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

    /// Done, with tokens in and out.
    pub fn spent(&mut self, node: &str, output: Value, input_tokens: u64, output_tokens: u64) -> &mut Self {
        let step = self.call(node);
        let (iteration, attempt) = (step.iteration, step.attempt);
        let usage = Tokens { input_tokens, output_tokens, ..Tokens::default() };
        self.feed(Fact::Done { node: node.into(), iteration, attempt, output, usage });
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
        let mut folded = Machine::with_flows(Arc::clone(&self.plan), Arc::clone(&self.flows));
        for event in &self.facts {
            let text = serde_json::to_string(event).unwrap();
            folded.apply(&serde_json::from_str(&text).unwrap());
        }
        assert_eq!(folded.state().to_string(), self.machine.state().to_string());
        assert_eq!(folded.outstanding(), self.machine.outstanding());
    }
}
