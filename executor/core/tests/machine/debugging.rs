//! Pins, breakpoints and edits.

use crate::harness::{Run, compiled};
use executor_core::{Breakpoint, Debug, Fact, Failure, MAX_PIN_DELAY_MS, Pin, Status, Tokens};
use flow_schema::ErrorCode;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

fn flow() -> Value {
    json!({
        "format": "flowright/1", "name": "two",
        "state": { "n": { "schema": { "type": "integer" }, "initial": 1 } },
        "nodes": [
            { "id": "kb", "kind": "kb_search", "config": { "base": "it", "query": "{{ state.n }}" }, "retry": { "attempts": 2 } },
            { "id": "fin", "kind": "end", "config": { "output": { "n": "{{ state.n }}", "kb": "{{ kb.count }}" } } }
        ],
        "edges": [{ "from": "start", "to": "kb" }, { "from": "kb", "to": "fin" }]
    })
}

fn start(debug: Debug) -> Run {
    let mut run = Run::begin(compiled(&flow()));
    run.go_with(json!({}), debug);
    run
}

fn stop(node: &str, when: Option<&str>, after: bool) -> Debug {
    let point = Breakpoint { node: node.into(), when: when.map(Into::into), after, once: false };
    Debug { breakpoints: vec![point], ..Debug::default() }
}

fn go_on(run: &mut Run, payload: Value) {
    run.feed(Fact::Signal { name: "continue".into(), node: None, payload, by: json!({}) });
}

#[test]
fn a_pinned_outcome_is_taken_instead_of_a_call_and_retries_take_the_next() {
    let busy = Failure { retryable: true, ..Failure::fatal(ErrorCode::RateLimited, "busy") };
    let pins = vec![Pin::error(busy), Pin::output(json!({ "count": 3 }))];
    let mut run = start(Debug { pins: BTreeMap::from([("kb".into(), pins)]), ..Debug::default() });
    assert!(run.calls.is_empty() && run.says("node.retrying kb in 908"), "{:#?}", run.log);
    run.wait();
    assert_eq!(run.machine.output(), &json!({ "n": 1, "kb": 3 }));
    run.check_fold();
}

#[test]
fn a_run_stops_before_a_node_and_goes_on_with_what_was_changed_there() {
    let mut run = start(stop("kb", Some("state.n == 1"), false));
    assert!(run.calls.is_empty());
    assert_eq!(run.machine.waiting().unwrap()["for"], "breakpoint");
    assert_eq!(run.machine.waiting().unwrap()["input"]["query"], 1);
    run.check_fold();
    go_on(&mut run, json!({ "state": { "n": 5 } }));
    assert_eq!(run.calls[0].args["query"], 5);
    run.done("kb", json!({ "count": 1 }));
    assert_eq!(run.machine.output(), &json!({ "n": 5, "kb": 1 }));
    run.check_fold();
}

#[test]
fn a_condition_that_does_not_hold_does_not_stop_and_after_shows_the_output() {
    let run = start(stop("kb", Some("state.n == 2"), false));
    assert_eq!(run.calls.len(), 1);
    let mut run = start(stop("kb", None, true));
    run.done("kb", json!({ "count": 1 }));
    assert_eq!(run.machine.waiting().unwrap()["output"], json!({ "count": 1 }));
    go_on(&mut run, json!({ "output": { "count": 9 } }));
    assert_eq!(run.machine.output()["kb"], 9);
    run.check_fold();
}

#[test]
fn one_step_at_a_time_stops_at_the_next_node() {
    let mut run = start(stop("kb", None, false));
    go_on(&mut run, json!({ "step": true }));
    run.done("kb", json!({ "count": 1 }));
    assert_eq!(run.machine.waiting().unwrap()["node"], "fin");
    go_on(&mut run, json!({}));
    assert_eq!(run.machine.output()["kb"], 1);
    run.check_fold();
}

#[test]
fn an_edit_changes_channels_and_outputs_of_what_has_run() {
    let mut run = start(Debug::default());
    run.done("kb", json!({ "count": 1 }));
    let mut fork = Run::begin(compiled(&flow()));
    for event in run.facts.iter().take(1) {
        fork.feed(event.fact.clone());
    }
    let edit = Fact::Edited {
        state: Map::from_iter([("n".to_owned(), json!(7))]),
        outputs: Map::new(),
        debug: Debug::default(),
    };
    fork.feed(edit);
    fork.done("kb", json!({ "count": 2 }));
    assert_eq!(fork.machine.output(), &json!({ "n": 7, "kb": 2 }));
    fork.check_fold();
}

fn pinned(pins: Vec<Pin>) -> Debug {
    Debug { pins: BTreeMap::from([("kb".into(), pins)]), ..Debug::default() }
}

#[test]
fn a_pinned_call_may_take_its_time_and_nothing_is_called_meanwhile() {
    let mut run = start(pinned(vec![Pin::output(json!({ "count": 3 })).after(2_000)]));
    assert_eq!(run.machine.status(), Status::Running);
    assert!(run.calls.is_empty() && run.machine.outstanding().is_empty(), "{:#?}", run.log);
    let began = run.clock;
    assert_eq!(run.machine.next_due(), Some(began + 2_000));
    run.check_fold();
    run.through_snapshot();
    // An answer that nobody gave is none.
    run.feed(Fact::Done {
        node: "kb".into(),
        iteration: 0,
        attempt: 1,
        output: json!({ "count": 9 }),
        usage: Tokens::default(),
    });
    run.wait();
    assert_eq!(run.machine.output(), &json!({ "n": 1, "kb": 3 }));
    run.check_fold();
}

#[test]
fn a_pinned_call_that_takes_longer_than_its_node_allows_is_out_of_time_and_tried_again() {
    let slow = Pin::output(json!({ "count": 1 })).after(MAX_PIN_DELAY_MS);
    let mut run = start(pinned(vec![slow, Pin::output(json!({ "count": 2 }))]));
    run.wait();
    assert!(run.log.iter().any(|line| line.starts_with("node.retrying kb")), "{:#?}", run.log);
    run.wait();
    assert_eq!(run.machine.output(), &json!({ "n": 1, "kb": 2 }));
    run.check_fold();
}

#[test]
fn a_run_that_is_stopped_forgets_the_pinned_outcome_it_waits_for() {
    let mut run = start(pinned(vec![Pin::output(json!({ "count": 3 })).after(2_000)]));
    run.feed(Fact::Cancelled { reason: "enough".into() });
    assert_eq!(run.machine.status(), Status::Cancelled);
    assert_eq!(run.machine.next_due(), None);
    run.check_fold();
}

#[test]
fn what_a_node_is_given_at_a_breakpoint_takes_the_place_of_its_config_once() {
    let mut run = start(stop("kb", None, false));
    go_on(&mut run, json!({ "input": { "base": "it", "query": "printer" } }));
    assert_eq!(run.calls[0].args, json!({ "base": "it", "query": "printer" }));
    run.check_fold();
    // Tried again, it gets the same; the next node has its own config.
    run.failed("kb", ErrorCode::Upstream, None);
    run.wait();
    assert_eq!((run.calls[0].attempt, &run.calls[0].args["query"]), (2, &json!("printer")));
    run.done("kb", json!({ "count": 1 }));
    assert_eq!(run.machine.output(), &json!({ "n": 1, "kb": 1 }));
    run.check_fold();
}

#[test]
fn a_rule_can_be_given_another_input_too_unless_it_reads_its_config_bit_by_bit() {
    let mut run = start(stop("fin", None, false));
    run.done("kb", json!({ "count": 1 }));
    assert_eq!(run.machine.waiting().unwrap()["input"]["output"], json!({ "n": 1, "kb": 1 }));
    go_on(&mut run, json!({ "input": { "output": { "n": 2 } } }));
    assert_eq!(run.machine.output(), &json!({ "n": 2 }));
    run.check_fold();

    let mut flow = flow();
    flow["nodes"][0] = json!({ "id": "kb", "kind": "script", "config": { "code": "#{ count: state.n }" } });
    let mut run = Run::begin(compiled(&flow));
    run.go_with(json!({}), stop("kb", None, false));
    assert_eq!(run.machine.waiting().unwrap().get("input"), None);
    go_on(&mut run, json!({ "input": { "code": 7 } }));
    assert_eq!(run.machine.output(), &json!({ "n": 1, "kb": 1 }));
    run.check_fold();
}
