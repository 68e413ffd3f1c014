//! `map`, `loop` and `subflow`: frames in frames.

use crate::harness::{Run, compiled};
use flow_schema::ErrorCode;
use serde_json::{Value, json};

/// A tool for every item, so many at a time.
fn each(concurrency: u32, policy: &str) -> Value {
    json!({
        "format": "flowright/1", "name": "batch",
        "nodes": [
            { "id": "each", "kind": "map", "config": {
                "items": "input.items", "concurrency": concurrency, "on_item_error": policy } },
            { "id": "look", "kind": "kb_search", "parent": "each", "retry": { "attempts": 1 },
              "config": { "base": "it", "query": "{{ item }} {{ index }}" } },
            { "id": "result", "kind": "end", "parent": "each", "config": { "output": { "of": "{{ item }}", "is": "{{ look.count }}" } } },
            { "id": "fin", "kind": "end", "config": { "output": { "all": "{{ each.results }}", "failed": "{{ each.failed }}" } } }
        ],
        "edges": [
            { "from": "start", "to": "each" }, { "from": "each.body", "to": "look" },
            { "from": "look", "to": "result" }, { "from": "each", "to": "fin" }
        ]
    })
}

#[test]
fn a_map_runs_so_many_at_a_time_and_keeps_the_order_of_its_items() {
    let mut run = Run::start(compiled(&each(2, "stop")), json!({ "items": ["a", "b", "c"] }));
    let calls = |run: &Run| run.calls.iter().map(|c| c.node.to_string()).collect::<Vec<_>>();
    assert_eq!(calls(&run), ["each[0]/look", "each[1]/look"]);
    assert_eq!(run.calls[1].args["query"], "b 1");
    run.done("each[1]/look", json!({ "count": 2 }));
    assert_eq!(calls(&run), ["each[0]/look", "each[2]/look"]);
    run.done("each[2]/look", json!({ "count": 3 })).done("each[0]/look", json!({ "count": 1 }));
    let all = json!([{ "of": "a", "is": 1 }, { "of": "b", "is": 2 }, { "of": "c", "is": 3 }]);
    assert_eq!(run.machine.output(), &json!({ "all": all, "failed": [] }));
    run.check_fold();
}

#[test]
fn an_item_that_fails_stops_the_map_or_is_null_or_is_left_out() {
    let go = |policy: &str| {
        let mut run = Run::start(compiled(&each(2, policy)), json!({ "items": ["a", "b", "c"] }));
        run.failed("each[0]/look", ErrorCode::NotFound, None);
        if policy != "stop" {
            run.done("each[1]/look", json!({ "count": 2 })).done("each[2]/look", json!({ "count": 3 }));
        }
        run.check_fold();
        run
    };
    let stopped = go("stop");
    assert_eq!(stopped.last(), "run.failed each not_found: item 0: broken");
    assert!(stopped.calls.is_empty(), "the other items were told to stop");
    let failed = json!([{ "index": 0, "code": "not_found", "message": "broken" }]);
    let rest = json!([{ "of": "b", "is": 2 }, { "of": "c", "is": 3 }]);
    assert_eq!(go("drop").machine.output(), &json!({ "all": rest, "failed": failed }));
    let all = json!([null, { "of": "b", "is": 2 }, { "of": "c", "is": 3 }]);
    assert_eq!(go("null").machine.output(), &json!({ "all": all, "failed": failed }));
}

#[test]
fn a_map_over_nothing_comes_to_nothing_and_over_no_list_fails() {
    let run = Run::start(compiled(&each(2, "stop")), json!({ "items": [] }));
    assert_eq!(run.machine.output(), &json!({ "all": [], "failed": [] }));
    let run = Run::start(compiled(&each(2, "stop")), json!({ "items": "abc" }));
    assert_eq!(run.last(), "run.failed each validation: /items: must be a list, not a text");
}

fn turns(config: &Value, body_end: bool) -> Value {
    let mut nodes = json!([
        { "id": "turns", "kind": "loop", "config": config },
        { "id": "note", "kind": "set_state", "parent": "turns", "config": { "set": { "seen": "{{ loop.count }}" } } },
        { "id": "fin", "kind": "end", "config": { "output": { "turns": "{{ turns }}", "seen": "{{ state.seen }}" } } },
        { "id": "over", "kind": "end", "config": { "output": { "over": "{{ turns.iterations }}" } } }
    ]);
    let mut edges = json!([
        { "from": "start", "to": "turns" }, { "from": "turns.body", "to": "note" },
        { "from": "turns", "to": "fin" }, { "from": "turns.bound", "to": "over" }
    ]);
    if body_end {
        let config =
            json!({ "cases": [{ "port": "enough", "when": "loop.count == 2" }], "otherwise": "more" });
        let pick = json!({ "id": "pick", "kind": "condition", "parent": "turns", "config": config });
        let stop = json!({ "id": "stop", "kind": "end", "parent": "turns", "config": { "output": { "broke": true } } });
        nodes.as_array_mut().unwrap().extend([pick, stop]);
        let way = |from: &str, to: &str| json!({ "from": from, "to": to });
        edges.as_array_mut().unwrap().extend([way("note", "pick"), way("pick.enough", "stop")]);
    }
    json!({
        "format": "flowright/1", "name": "turns", "nodes": nodes, "edges": edges,
        "state": { "seen": { "schema": { "type": "array" }, "reducer": "append", "initial": [] } }
    })
}

#[test]
fn a_loop_ends_by_its_condition_by_an_end_in_its_body_or_at_its_bound() {
    let go = |config: Value, body_end: bool| {
        let run = Run::start(compiled(&turns(&config, body_end)), json!({}));
        run.check_fold();
        run.machine.output().clone()
    };
    let until = go(json!({ "until": "state.seen.len() >= 3" }), false);
    assert_eq!((&until["turns"]["ended_by"], &until["seen"]), (&json!("until"), &json!([1, 2, 3])));
    let while_ = go(json!({ "while": "state.seen.len() < 2" }), false);
    assert_eq!((&while_["turns"]["ended_by"], &while_["turns"]["iterations"]), (&json!("while"), &json!(2)));
    let broke = go(json!({}), true);
    assert_eq!(broke["turns"], json!({ "ended_by": "end", "iterations": 2, "output": { "broke": true } }));
    assert_eq!(go(json!({ "max_iterations": 4 }), false), json!({ "over": 4 }));
}

#[test]
fn a_loop_at_its_bound_fails_when_nothing_is_connected_there() {
    let mut flow = turns(&json!({ "max_iterations": 2 }), false);
    flow["edges"].as_array_mut().unwrap().pop();
    flow["nodes"].as_array_mut().unwrap().retain(|node| node["id"] != "over");
    let run = Run::start(compiled(&flow), json!({}));
    assert_eq!(run.last(), "run.failed turns budget_exceeded: the loop has run 2 times, which is its limit");
}

fn order(nodes: Value, edges: Value) -> Value {
    json!({
        "format": "flowright/1", "name": "order", "nodes": nodes, "edges": edges,
        "input": { "type": "object", "properties": { "item": { "type": "string" } }, "required": ["item"] }
    })
}

fn caller(input: Value) -> Value {
    json!({
        "format": "flowright/1", "name": "caller",
        "nodes": [
            { "id": "sub", "kind": "subflow", "config": { "flow": "order", "input": input } },
            { "id": "fin", "kind": "end", "config": { "output": { "got": "{{ sub }}" } } },
            { "id": "mend", "kind": "end", "config": { "output": { "code": "{{ sub.error.code }}", "said": "{{ sub.error.message }}" } } }
        ],
        "edges": [{ "from": "start", "to": "sub" }, { "from": "sub", "to": "fin" }, { "from": "sub.error", "to": "mend" }]
    })
}

fn buying() -> Value {
    order(
        json!([
            { "id": "buy", "kind": "create_ticket", "config": { "title": "{{ input.item }}" }, "retry": { "attempts": 1 } },
            { "id": "fin", "kind": "end", "config": { "output": { "number": "{{ buy.number }}" } } }
        ]),
        json!([{ "from": "start", "to": "buy" }, { "from": "buy", "to": "fin" }]),
    )
}

#[test]
fn a_sub_flow_runs_as_one_step_with_its_own_input_and_output() {
    let mut run = Run::with_flows(
        &caller(json!({ "item": "{{ input.what }}" })),
        &[buying()],
        json!({ "what": "a mouse" }),
    );
    assert_eq!(run.calls[0].node.as_str(), "sub[0]/buy");
    assert_eq!(run.calls[0].args["title"], "a mouse");
    run.done("sub[0]/buy", json!({ "number": "TKT-1" }));
    assert_eq!(run.machine.output(), &json!({ "got": { "number": "TKT-1" } }));
    run.check_fold();
}

#[test]
fn what_fails_in_a_sub_flow_takes_the_error_edge_of_its_step() {
    let mut run = Run::with_flows(&caller(json!({ "item": "x" })), &[buying()], json!({}));
    run.failed("sub[0]/buy", ErrorCode::Permission, None);
    assert_eq!(run.machine.output(), &json!({ "code": "permission", "said": "broken" }));
    run.check_fold();
}

#[test]
fn input_that_does_not_fit_and_a_flow_that_is_not_there_fail_before_anything_runs() {
    let run = Run::with_flows(&caller(json!({ "item": 3 })), &[buying()], json!({}));
    assert_eq!(run.machine.output()["said"], "/input/item: must be a text, and is a number");
    let run = Run::with_flows(&caller(json!({ "item": "x" })), &[], json!({}));
    assert_eq!(run.machine.output()["code"], "not_found");
}

#[test]
fn a_sub_flow_that_has_used_up_its_share_fails_and_the_run_goes_on() {
    let mut flow = caller(json!({ "item": "x" }));
    flow["nodes"][0]["config"]["max_tokens"] = json!(100);
    let talk = json!([
        { "id": "say", "kind": "llm", "config": { "prompt": "x" } },
        { "id": "more", "kind": "llm", "config": { "prompt": "x" } }
    ]);
    let talking = order(talk, json!([{ "from": "start", "to": "say" }, { "from": "say", "to": "more" }]));
    let mut run = Run::with_flows(&flow, &[talking], json!({}));
    run.spent("sub[0]/say", json!({ "text": "a" }), 40, 30);
    run.spent("sub[0]/more", json!({ "text": "b" }), 40, 30);
    assert_eq!(run.machine.output()["code"], "budget_exceeded");
    run.check_fold();
}

#[test]
fn a_cancelled_run_stops_what_runs_inside_its_containers() {
    let mut run = Run::start(compiled(&each(3, "stop")), json!({ "items": [1, 2, 3] }));
    run.done("each[1]/look", json!({ "count": 2 }));
    run.feed(executor_core::Fact::Cancelled { reason: "enough".into() });
    assert!(run.calls.is_empty());
    assert_eq!(run.last(), "run.cancelled");
    run.check_fold();
}

#[test]
fn flows_that_enter_themselves_end_at_sixteen_levels() {
    let endless = json!({
        "format": "flowright/1", "name": "order",
        "nodes": [{ "id": "again", "kind": "subflow", "config": { "flow": "order" } }],
        "edges": [{ "from": "start", "to": "again" }]
    });
    let run = Run::with_flows(&endless, std::slice::from_ref(&endless), json!({}));
    assert!(run.last().contains("more than 16 deep"), "{}", run.last());
}
