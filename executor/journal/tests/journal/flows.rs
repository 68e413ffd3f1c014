//! The flows that the crash tests run: each shape in which an effect can stand.

use executor_core::testing::PlanBuilder;
use flow_schema::kind::Effect::{Read, Write};
use flow_schema::model::ChannelScope;
use flow_schema::plan::{Plan, PlanReducer, RetryPolicy};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

pub fn all() -> Vec<Arc<Plan>> {
    vec![helpdesk(), parallel(), looping(), flaky()]
}

/// Search, answer, did it help, ticket, notify, reply.
fn helpdesk() -> Arc<Plan> {
    PlanBuilder::new("helpdesk")
        .channel("asked", PlanReducer::Sum, ChannelScope::Conversation, json!(0))
        .tool("kb", "world", Read, json!({ "query": "{{ input.message }}" }))
        .tool("answer", "world", Read, json!({ "from": "{{ kb.node }}" }))
        .node("said", "reply", json!({ "text": "try {{ answer.args.from }}" }))
        .node(
            "helped",
            "ask_user",
            json!({ "question": "Did this help?", "options": [
            { "port": "yes", "label": "Yes" }, { "port": "no", "label": "No" }] }),
        )
        .node("count", "set_state", json!({ "set": { "asked": 1 } }))
        .tool("ticket", "world", Write, json!({ "title": "{{ helped.text }}", "n": "{{ state.asked }}" }))
        .tool("notify", "world", Write, json!({ "about": "{{ ticket.node }}" }))
        .node("fin", "end", json!({ "output": { "ticket": "{{ ticket.args }}", "n": "{{ state.asked }}" } }))
        .edge("start", "kb")
        .edge("kb", "answer")
        .edge("answer", "said")
        .edge("said", "helped")
        .edge("helped.no", "count")
        .edge("count", "ticket")
        .edge("ticket", "notify")
        .edge("notify", "fin")
        .edge("helped.yes", "fin")
        .build()
}

fn parallel() -> Arc<Plan> {
    PlanBuilder::new("parallel")
        .tool("a", "world", Write, json!({ "n": 1 }))
        .tool("b", "world", Write, json!({ "n": 2 }))
        .tool("c", "world", Read, json!({ "n": 3 }))
        .tool("after_b", "world", Write, json!({ "b": "{{ b.args.n }}" }))
        .node("join", "template", json!({ "text": "{{ a.args.n }}{{ after_b.args.b }}{{ c.args.n }}" }))
        .tool("last", "world", Write, json!({ "text": "{{ join.text }}" }))
        .node("fin", "end", json!({ "output": "{{ last.args.text }}" }))
        .edge("start", "a")
        .edge("start", "b")
        .edge("start", "c")
        .edge("b", "after_b")
        .edge("a", "join")
        .edge("after_b", "join")
        .edge("c", "join")
        .edge("join", "last")
        .edge("last", "fin")
        .build()
}

fn looping() -> Arc<Plan> {
    PlanBuilder::new("looping")
        .channel("seen", PlanReducer::Append, ChannelScope::Run, Value::Null)
        .tool("work", "world", Write, json!({ "n": "{{ loop.count }}" }))
        .node("note", "set_state", json!({ "set": { "seen": "{{ work.args.n }}" } }))
        .node(
            "more",
            "condition",
            json!({ "cases": [{ "port": "yes", "when": "loop.count < 3" }], "otherwise": "no" }),
        )
        .node("fin", "end", json!({ "output": "{{ state.seen }}" }))
        .edge("start", "work")
        .edge("work", "note")
        .edge("note", "more")
        .back("more.yes", "work", 9)
        .edge("more.no", "fin")
        .build()
}

/// A write whose first answer is lost after it happened.
fn flaky() -> Arc<Plan> {
    PlanBuilder::new("flaky")
        .tool("risky", "world", Write, json!({ "flaky": true }))
        .with(|node| node.retry = RetryPolicy { attempts: 4, backoff: Duration::from_millis(5), factor: 1.0 })
        .tool("next", "world", Write, json!({}))
        .node("fin", "end", json!({ "output": "{{ risky.node }}" }))
        .edge("start", "risky")
        .edge("risky", "next")
        .edge("next", "fin")
        .build()
}
