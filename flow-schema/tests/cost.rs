//! The most that one run can cost.

#![expect(clippy::unwrap_used, reason = "a test may stop at a broken premise")]

use flow_schema::check::{self, Bound, Cost, Environment, ModelPrice, PublishedFlow};
use flow_schema::kind::KindRegistry;
use flow_schema::model::Flow;
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn cost_in(environment: &Environment, nodes: Value, edges: &[(&str, &str)]) -> Cost {
    let edges: Vec<_> = edges.iter().map(|(from, to)| json!({ "from": from, "to": to })).collect();
    let flow: Flow = serde_json::from_value(json!({
        "format": "flowright/1", "name": "test", "nodes": nodes, "edges": edges,
        "input": { "type": "object", "properties": { "message": { "type": "string" }, "list": { "type": "array", "maxItems": 6 } } },
    }))
    .unwrap();
    check::report(&flow, &KindRegistry::builtin(), environment).cost
}

fn check(nodes: Value, edges: &[(&str, &str)], calls: u64) {
    let cost = cost_in(&Environment::default(), nodes, edges);
    assert_eq!(cost.model_calls, Bound::AtMost(calls));
    assert_eq!(cost.money_micros, None);
}

/// A model that is asked once, without retries.
fn llm(id: &str) -> Value {
    json!({ "id": id, "kind": "llm", "config": { "prompt": "p" }, "retry": { "attempts": 1 } })
}

fn inside(mut node: Value, parent: &str) -> Value {
    node["parent"] = json!(parent);
    node
}

fn decide(id: &str) -> Value {
    json!({ "id": id, "kind": "condition", "config": { "cases": [{ "port": "yes", "when": "input.message == \"x\"" }] } })
}

#[test]
fn retries_and_second_questions_count() {
    check(json!([llm("a")]), &[("start", "a")], 1);
    check(json!([{ "id": "a", "kind": "llm", "config": { "prompt": "p" } }]), &[("start", "a")], 3);
    let classes = json!({ "text": "t", "classes": [{ "name": "x" }] });
    check(
        json!([{ "id": "a", "kind": "classify", "config": classes, "retry": { "attempts": 2 } }]),
        &[("start", "a")],
        4,
    );
    let output = json!({ "prompt": "p", "output": { "type": "object" } });
    check(
        json!([{ "id": "a", "kind": "llm", "config": output, "retry": { "attempts": 1 } }]),
        &[("start", "a")],
        2,
    );
}

#[test]
fn of_branches_that_exclude_each_other_the_dearest_counts() {
    let nodes = json!([decide("d"), llm("a"), llm("b"), llm("c"), llm("after")]);
    check(
        nodes,
        &[("start", "d"), ("d.yes", "a"), ("a", "b"), ("d.no", "c"), ("b", "after"), ("c", "after")],
        3,
    );
    // Branches of one port are both taken.
    check(json!([llm("a"), llm("b")]), &[("start", "a"), ("start", "b")], 2);
    // A failure is another way than success.
    check(json!([llm("a"), llm("b"), llm("c")]), &[("start", "a"), ("a", "b"), ("a.error", "c")], 2);
}

#[test]
fn loops_and_bodies_multiply() {
    let again = |bound: u32| json!({ "id": "again", "kind": "ask_user", "config": { "question": "?", "options": [{ "port": "more" }, { "port": "done" }] }, "max_iterations": bound });
    check(
        json!([again(5), llm("a"), llm("out")]),
        &[("start", "again"), ("again.more", "a"), ("a", "again"), ("again.done", "out")],
        6,
    );
    // In the last round the other branch leads out: both count.
    check(
        json!([llm("entry"), decide("d"), llm("stay"), llm("leave"), llm("more")]),
        &[
            ("start", "entry"),
            ("entry", "d"),
            ("d.no", "stay"),
            ("stay", "entry"),
            ("d.yes", "leave"),
            ("leave", "more"),
        ],
        25 + 25 + 2,
    );
    let each = json!({ "id": "each", "kind": "map", "config": { "items": "input.list" } });
    check(json!([each, inside(llm("a"), "each")]), &[("start", "each"), ("each.body", "a")], 6);
    let repeat = json!({ "id": "repeat", "kind": "loop", "config": { "max_iterations": 4, "until": "true" }, "parent": "each" });
    check(
        json!([each, repeat, inside(llm("a"), "repeat")]),
        &[("start", "each"), ("each.body", "repeat"), ("repeat.body", "a")],
        24,
    );
    // A For each inside a cycle.
    check(
        json!([again(3), each, inside(llm("a"), "each")]),
        &[("start", "again"), ("again.more", "each"), ("each", "again"), ("each.body", "a")],
        18,
    );
}

#[test]
fn without_a_bound_the_node_is_named() {
    let each = json!({ "id": "each", "kind": "map", "config": { "items": "conversation.history" } });
    let cost = cost_in(
        &Environment::default(),
        json!([each, inside(llm("a"), "each")]),
        &[("start", "each"), ("each.body", "a")],
    );
    assert_eq!(cost.model_calls, Bound::Unbounded { node: "each".into() });
    assert_eq!(
        serde_json::to_value(&cost).unwrap(),
        json!({ "model_calls": { "unbounded": { "node": "each" } } })
    );
}

#[test]
fn an_agent_costs_its_steps_and_the_dearest_of_its_tools() {
    let tools = json!([{ "kind": "kb_search" }, { "kind": "llm", "config": { "prompt": "p" } }]);
    let agent = json!({ "id": "a", "kind": "agent", "config": { "prompt": "p", "max_steps": 4, "max_calls": 7, "tools": tools } });
    check(json!([agent]), &[("start", "a")], 11);
}

#[test]
fn money_is_what_the_longest_questions_and_answers_cost() {
    let price = ModelPrice {
        input_micros: 2_000_000,
        output_micros: 8_000_000,
        most_input_tokens: 1_000,
        most_output_tokens: 500,
    };
    let environment = Environment {
        prices: BTreeMap::from([("small".to_owned(), price)]),
        default_model: Some("small".to_owned()),
        ..Environment::default()
    };
    let cost = cost_in(&environment, json!([llm("a")]), &[("start", "a")]);
    // 1,000 tokens at 2 millionths, 500 at 8.
    assert_eq!(cost.money_micros, Some(Bound::AtMost(2_000 + 4_000)));

    let other = json!({ "id": "a", "kind": "llm", "config": { "prompt": "p", "model": "unknown" } });
    assert_eq!(cost_in(&environment, json!([other]), &[("start", "a")]).money_micros, None);
}

#[test]
fn another_flow_costs_what_is_known_of_it() {
    let subflow =
        json!([{ "id": "s", "kind": "subflow", "config": { "flow": "other" }, "retry": { "attempts": 2 } }]);
    let unknown = cost_in(&Environment::default(), subflow.clone(), &[("start", "s")]);
    assert_eq!((unknown.model_calls, unknown.not_counted), (Bound::AtMost(0), vec!["s".into()]));

    let known = Cost { model_calls: Bound::AtMost(5), money_micros: None, not_counted: Vec::new() };
    let other = PublishedFlow { cost: Some(known), ..PublishedFlow::default() };
    let environment =
        Environment { published: BTreeMap::from([("other".to_owned(), other)]), ..Environment::default() };
    let cost = cost_in(&environment, subflow, &[("start", "s")]);
    assert_eq!((cost.model_calls, cost.not_counted), (Bound::AtMost(10), vec![]));
}
