//! Random valid plans: blocks with one way in and one way out, put into each other.

use crate::chance::Chance;
use executor_core::testing::PlanBuilder;
use flow_schema::expr::Template;
use flow_schema::kind::Effect;
use flow_schema::model::{ChannelScope, Join};
use flow_schema::plan::{FlowRef, Plan, PlanReducer, PlanTool, RetryPolicy, ToolApproval, ToolTarget};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

struct Generator<'a> {
    chance: &'a mut Chance,
    plan: Option<PlanBuilder>,
    next: u32,
    budget: u32,
    /// A flow that enters itself says nothing new, sixteen times over.
    may_enter: bool,
}

/// A flow of about `size` steps, and the flow that its sub-flows run.
pub fn plan(chance: &mut Chance, size: u32) -> (Arc<Plan>, Arc<Plan>) {
    let mut generator = Generator { chance, plan: None, next: 0, budget: 0, may_enter: false };
    let inner = generator.whole("inner", 1 + size / 4, 1);
    generator.may_enter = true;
    (generator.whole("random", size, 3), inner)
}

fn channels(name: &str) -> PlanBuilder {
    PlanBuilder::new(name)
        .channel("trail", PlanReducer::Append, ChannelScope::Conversation, Value::Null)
        .channel("count", PlanReducer::Sum, ChannelScope::Run, json!(0))
}

impl Generator<'_> {
    fn change(&mut self, change: impl FnOnce(PlanBuilder) -> PlanBuilder) {
        self.plan = self.plan.take().map(change);
    }

    fn name(&mut self, stem: &str) -> String {
        self.next += 1;
        format!("{stem}{}", self.next)
    }

    /// A plan of blocks in a row, with an end.
    fn whole(&mut self, name: &str, size: u32, depth: u32) -> Arc<Plan> {
        let outer = (self.plan.replace(channels(name)), self.budget);
        self.budget = size;
        let mut at = "start".to_owned();
        while self.budget > 0 {
            at = self.block(&at, depth);
        }
        let fin = self.name("fin");
        self.change(|plan| plan.node(&fin, "end", json!({ "output": { "done": true } })).edge(&at, &fin));
        let built = self.plan.take().expect("put back after each change").build();
        (self.plan, self.budget) = outer;
        built
    }

    /// What a container repeats: a small plan without an end of its own.
    fn body(&mut self, depth: u32) -> Arc<Plan> {
        let outer = (self.plan.replace(channels("random")), self.budget);
        self.budget = 2;
        let end = self.block("start", depth.min(1));
        if self.chance.percent(20) {
            let fin = self.name("fin");
            let output = json!({ "output": { "n": 1 } });
            self.change(|plan| plan.node(&fin, "end", output).edge(&end, &fin));
        }
        let built = self.plan.take().expect("put back after each change").build();
        (self.plan, self.budget) = outer;
        built
    }

    fn map(&mut self, from: &str, depth: u32) -> String {
        let id = self.name("each");
        let body = self.body(depth - 1);
        let items: Vec<usize> = (0..self.chance.below(4)).collect();
        let policy = ["stop", "null", "drop"][self.chance.below(3)];
        let config =
            json!({ "items": items, "concurrency": 1 + self.chance.below(3), "on_item_error": policy });
        self.change(|plan| {
            let plan = plan.node(&id, "map", config).with(|node| {
                node.body = Some(body);
                node.on_error = Some(json!({ "gave": "up" }));
            });
            plan.edge(from, &id)
        });
        id
    }

    fn turns(&mut self, from: &str, depth: u32) -> String {
        let id = self.name("turns");
        let body = self.body(depth - 1);
        let config = json!({ "max_iterations": 1 + self.chance.below(3) });
        let joined = self.name("turned");
        self.change(|plan| {
            plan.node(&id, "loop", config)
                .with(|node| {
                    node.body = Some(body);
                    node.on_error = Some(json!({ "gave": "up" }));
                })
                .edge(from, &id)
                .node(&joined, "template", json!({ "text": "x" }))
                .edge(&id, &joined)
                .edge(&format!("{id}.bound"), &joined)
        });
        joined
    }

    fn subflow(&mut self, from: &str) -> String {
        let id = self.name("sub");
        self.change(|plan| {
            plan.node(&id, "subflow", json!({ "flow": "inner", "input": {} }))
                .with(|node| {
                    node.flow = Some(FlowRef { name: "inner".into(), version: None });
                    node.on_error = Some(json!({ "gave": "up" }));
                })
                .edge(from, &id)
        });
        id
    }

    fn agent(&mut self, from: &str) -> String {
        let id = self.name("agent");
        let retry = RetryPolicy { attempts: 2, backoff: Duration::from_secs(1), factor: 2.0 };
        let tool = |name: &str, target: ToolTarget, approval: ToolApproval| PlanTool {
            name: name.into(),
            description: name.into(),
            target,
            fixed: Template::Literal(json!({ "fixed": true })),
            approval,
        };
        let kind = |effect: Effect| ToolTarget::Kind {
            kind: "tool".into(),
            effect,
            parameters: json!({ "type": "object" }),
            retry: retry.clone(),
            timeout: Duration::from_secs(30),
        };
        let tools = [
            tool("look", kind(Effect::Read), ToolApproval::Never),
            tool(
                "write",
                kind(Effect::Write),
                if self.chance.percent(50) { ToolApproval::Always } else { ToolApproval::Never },
            ),
            tool(
                "inner",
                ToolTarget::Flow(FlowRef { name: "inner".into(), version: None }),
                ToolApproval::Never,
            ),
        ];
        let config = json!({
            "prompt": "x", "max_steps": 4, "time_limit": "2h", "approvers": [{ "email": "ada@example.com" }],
        });
        let joined = self.name("helped");
        self.change(|plan| {
            plan.node(&id, "agent", config)
                .with(|node| {
                    node.tools = tools.into();
                    node.on_error = Some(json!({ "gave": "up" }));
                })
                .edge(from, &id)
                .node(&joined, "template", json!({ "text": "x" }))
                .edge(&id, &joined)
                .edge(&format!("{id}.limit"), &joined)
        });
        joined
    }

    fn approve(&mut self, from: &str) -> String {
        let (id, joined) = (self.name("sign"), self.name("signed"));
        let mode = ["any", "all", "sequence"][self.chance.below(3)];
        let config = json!({
            "title": "Really?", "details": { "n": self.next }, "mode": mode, "timeout": "2h", "escalate_after": "1h",
            "approvers": [{ "email": "ada@example.com" }, { "email": "bob@example.com" }],
            "escalate_to": [{ "email": "cyd@example.com" }],
        });
        self.change(|plan| {
            plan.node(&id, "approval", config).edge(from, &id).node(
                &joined,
                "template",
                json!({ "text": "x" }),
            )
        });
        for port in ["approved", "rejected", "timeout"] {
            self.change(|plan| plan.edge(&format!("{id}.{port}"), &joined));
        }
        joined
    }

    fn rest(&mut self, from: &str) -> String {
        let (id, joined) = (self.name("rest"), self.name("rested"));
        let config = match self.chance.below(3) {
            0 => json!({ "for": "1h" }),
            1 => json!({ "event": "news", "deadline": "1h" }),
            _ => json!({ "event": "news", "for": "30m", "working_hours": true }),
        };
        self.change(|plan| {
            plan.node(&id, "wait", config)
                .edge(from, &id)
                .node(&joined, "template", json!({ "text": "x" }))
                .edge(&id, &joined)
                .edge(&format!("{id}.timeout"), &joined)
        });
        joined
    }

    /// Adds a block after `from` (a node, or a node and a port) and gives where it comes out.
    fn block(&mut self, from: &str, depth: u32) -> String {
        self.budget = self.budget.saturating_sub(1);
        match self.chance.below(if depth == 0 { 4 } else { 15 }) {
            0 => self.step(from, Effect::Read),
            1 => self.step(from, Effect::Write),
            2 => self.note(from),
            3 => self.ask(from),
            4 => self.choice(from, depth),
            5 => self.parallel(from, depth),
            6 => self.repeat(from, depth),
            7 => self.caught(from),
            8 => self.map(from, depth),
            9 => self.turns(from, depth),
            10 if self.may_enter => self.subflow(from),
            11 if self.may_enter => self.agent(from),
            12 => self.approve(from),
            13 => self.rest(from),
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
        let quorum = self.chance.percent(30).then(|| u32::try_from(self.chance.below(ways)).unwrap_or(0) + 1);
        self.change(|plan| {
            plan.node(&joined, "template", json!({ "text": "x" })).with(|node| {
                if any {
                    (node.join, node.cancel_others) = (Join::Any, cancel);
                } else if let Some(wanted) = quorum {
                    (node.join, node.cancel_others) = (Join::Quorum(wanted), cancel);
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
