//! Random valid plans: blocks with one way in and one way out, put into each other.

use crate::chance::Chance;
use executor_core::testing::PlanBuilder;
use flow_schema::kind::Effect;
use flow_schema::model::{ChannelScope, Join};
use flow_schema::plan::{Plan, PlanReducer, RetryPolicy};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

struct Generator<'a> {
    chance: &'a mut Chance,
    plan: Option<PlanBuilder>,
    next: u32,
    budget: u32,
}

/// A flow of about `size` steps.
pub fn plan(chance: &mut Chance, size: u32) -> Arc<Plan> {
    let plan = PlanBuilder::new("random")
        .channel("trail", PlanReducer::Append, ChannelScope::Conversation, Value::Null)
        .channel("count", PlanReducer::Sum, ChannelScope::Run, json!(0));
    let mut generator = Generator { chance, plan: Some(plan), next: 0, budget: size };
    let mut at = "start".to_owned();
    while generator.budget > 0 {
        at = generator.block(&at, 3);
    }
    let fin = generator.name("fin");
    generator.change(|plan| plan.node(&fin, "end", json!({ "output": { "done": true } })).edge(&at, &fin));
    generator.plan.take().expect("put back after each change").build()
}

impl Generator<'_> {
    fn change(&mut self, change: impl FnOnce(PlanBuilder) -> PlanBuilder) {
        self.plan = self.plan.take().map(change);
    }

    fn name(&mut self, stem: &str) -> String {
        self.next += 1;
        format!("{stem}{}", self.next)
    }

    /// Adds a block after `from` (a node, or a node and a port) and gives where it comes out.
    fn block(&mut self, from: &str, depth: u32) -> String {
        self.budget = self.budget.saturating_sub(1);
        match self.chance.below(if depth == 0 { 4 } else { 9 }) {
            0 => self.step(from, Effect::Read),
            1 => self.step(from, Effect::Write),
            2 => self.note(from),
            3 => self.ask(from),
            4 => self.choice(from, depth),
            5 => self.parallel(from, depth),
            6 => self.repeat(from, depth),
            7 => self.caught(from),
            _ => {
                let middle = self.block(from, depth - 1);
                self.block(&middle, depth - 1)
            }
        }
    }

    fn step(&mut self, from: &str, effect: Effect) -> String {
        let id = self.name(if effect == Effect::Write { "write" } else { "read" });
        let attempts = 1 + u32::try_from(self.chance.below(3)).unwrap_or(0);
        self.change(|plan| {
            plan.tool(&id, "tool", effect, json!({ "n": 1 }))
                .with(|node| {
                    node.retry = RetryPolicy { attempts, backoff: Duration::from_secs(1), factor: 2.0 };
                    // A failure must not end most runs: it goes on with this.
                    node.on_error = Some(json!({ "gave": "up" }));
                })
                .edge(from, &id)
        });
        id
    }

    fn note(&mut self, from: &str) -> String {
        let id = self.name("note");
        let set = json!({ "set": { "trail": id.clone(), "count": 1 } });
        self.change(|plan| plan.node(&id, "set_state", set).edge(from, &id));
        id
    }

    fn ask(&mut self, from: &str) -> String {
        let (id, joined) = (self.name("ask"), self.name("asked"));
        let config = json!({
            "question": "?", "timeout": "1h",
            "options": [{ "port": "yes", "label": "Yes" }, { "port": "no", "label": "No" }],
        });
        self.change(|plan| {
            plan.node(&id, "ask_user", config).edge(from, &id).node(
                &joined,
                "template",
                json!({ "text": "x" }),
            )
        });
        for port in ["yes", "no", "timeout"] {
            self.change(|plan| plan.edge(&format!("{id}.{port}"), &joined));
        }
        joined
    }

    /// A tool that names the way, and a join behind the ways.
    fn choice(&mut self, from: &str, depth: u32) -> String {
        let (id, joined) = (self.name("pick"), self.name("picked"));
        self.change(|plan| {
            plan.tool(&id, "pick", Effect::Read, json!({}))
                .with(|node| {
                    node.ports = vec!["a".into(), "b".into(), "error".into()];
                    node.retry = RetryPolicy { attempts: 9, backoff: Duration::from_secs(1), factor: 1.0 };
                })
                .edge(from, &id)
        });
        let a = self.block(&format!("{id}.a"), depth - 1);
        let direct = self.chance.percent(30);
        let b = if direct { format!("{id}.b") } else { self.block(&format!("{id}.b"), depth - 1) };
        self.change(|plan| {
            plan.node(&joined, "template", json!({ "text": "x" })).edge(&a, &joined).edge(&b, &joined)
        });
        joined
    }

    fn parallel(&mut self, from: &str, depth: u32) -> String {
        let (fork, joined) = (self.name("fork"), self.name("joined"));
        self.change(|plan| plan.node(&fork, "template", json!({ "text": "x" })).edge(from, &fork));
        let ways = 2 + self.chance.below(2);
        let ends: Vec<String> = (0..ways).map(|_| self.block(&fork, depth - 1)).collect();
        let (any, cancel) = (self.chance.percent(30), self.chance.percent(50));
        self.change(|plan| {
            plan.node(&joined, "template", json!({ "text": "x" })).with(|node| {
                if any {
                    (node.join, node.cancel_others) = (Join::Any, cancel);
                }
            })
        });
        for end in ends {
            self.change(|plan| plan.edge(&end, &joined));
        }
        joined
    }

    fn repeat(&mut self, from: &str, depth: u32) -> String {
        let (entry, turn) = (self.name("loop"), self.name("again"));
        self.change(|plan| plan.node(&entry, "template", json!({ "text": "x" })).edge(from, &entry));
        let end = self.block(&entry, depth - 1);
        let max = 2 + u32::try_from(self.chance.below(2)).unwrap_or(0);
        let after = self.name("after");
        self.change(|plan| {
            plan.tool(&turn, "pick", Effect::Read, json!({}))
                .with(|node| {
                    node.ports = vec!["a".into(), "b".into(), "error".into()];
                    node.retry = RetryPolicy { attempts: 9, backoff: Duration::from_secs(1), factor: 1.0 };
                })
                .edge(&end, &turn)
                .back(&format!("{turn}.a"), &entry, max)
                .node(&after, "template", json!({ "text": "x" }))
                .edge(&format!("{turn}.b"), &after)
                // At the bound it goes on here.
                .edge(&format!("{turn}.error"), &after)
        });
        after
    }

    fn caught(&mut self, from: &str) -> String {
        let (id, handler, joined) = (self.name("risk"), self.name("handler"), self.name("mended"));
        self.change(|plan| {
            plan.tool(&id, "risky", Effect::Write, json!({}))
                .edge(from, &id)
                .tool(&handler, "tool", Effect::Write, json!({}))
                .with(|node| node.on_error = Some(json!({})))
                .node(&joined, "template", json!({ "text": "x" }))
                .edge(&format!("{id}.error"), &handler)
                .edge(&id, &joined)
                .edge(&handler, &joined)
        });
        joined
    }
}
