//! `agent`: a model with tools in a bounded loop, every call a step.

use crate::harness::Run;
use executor_core::Fact;
use flow_schema::ErrorCode;
use serde_json::{Value, json};

fn agent(config: Value) -> Value {
    let mut whole = json!({
        "prompt": "{{ input.message }}", "instructions": "Be kind.",
        "tools": [
            { "kind": "kb_search", "config": { "base": "it" } },
            { "kind": "create_ticket", "name": "open_ticket", "config": { "priority": "P3" } },
            { "flow": "order", "description": "Orders hardware." }
        ]
    });
    whole.as_object_mut().unwrap().extend(config.as_object().unwrap().clone());
    json!({
        "format": "flowright/1", "name": "assist",
        "input": { "type": "object", "properties": { "message": { "type": "string" } } },
        "nodes": [
            { "id": "assist", "kind": "agent", "config": whole },
            { "id": "fin", "kind": "end", "config": { "output": { "text": "{{ assist.text }}", "calls": "{{ assist.calls }}" } } },
            { "id": "over", "kind": "end", "config": { "output": { "by": "{{ assist.ended_by }}", "text": "{{ assist.text }}" } } }
        ],
        "edges": [{ "from": "start", "to": "assist" }, { "from": "assist", "to": "fin" }, { "from": "assist.limit", "to": "over" }]
    })
}

/// A flow that asks for an approval and then buys.
fn order() -> Value {
    json!({
        "format": "flowright/1", "name": "order",
        "input": { "type": "object", "properties": { "item": { "type": "string" } }, "required": ["item"] },
        "nodes": [
            { "id": "sign", "kind": "approval", "config": { "title": "Buy {{ input.item }}?", "approvers": [{ "email": "lead@example.com" }] } },
            { "id": "buy", "kind": "create_ticket", "config": { "title": "{{ input.item }}" } },
            { "id": "fin", "kind": "end", "config": { "output": { "number": "{{ buy.number }}" } } },
            { "id": "no", "kind": "end", "config": { "output": { "number": "" } } }
        ],
        "edges": [
            { "from": "start", "to": "sign" }, { "from": "sign.approved", "to": "buy" },
            { "from": "buy", "to": "fin" }, { "from": "sign.rejected", "to": "no" }
        ]
    })
}

fn start(config: Value) -> Run {
    Run::with_flows(&agent(config), &[order()], json!({ "message": "My mouse died" }))
}

fn call(id: &str, name: &str, arguments: Value) -> Value {
    json!({ "id": id, "name": name, "arguments": arguments })
}

fn wants(calls: &[Value]) -> Value {
    json!({ "text": "", "tool_calls": calls })
}

fn decide(run: &mut Run, email: &str, word: &str) {
    let hash = run.machine.waiting().unwrap()["hash"].clone();
    let by = json!({ "name": email, "email": email });
    let payload = json!({ "decision": word, "hash": hash, "comment": "because" });
    run.feed(Fact::Signal { name: "decision".into(), node: None, payload, by });
}

#[test]
fn the_model_is_told_its_tools_without_what_is_fixed() {
    let run = start(json!({}));
    let asked = &run.calls[0];
    assert_eq!((asked.node.as_str(), asked.kind.as_str()), ("assist[0]/model", "agent_model"));
    assert_eq!(asked.args["messages"], json!([{ "role": "user", "content": "My mouse died" }]));
    assert_eq!(asked.args["instructions"], "Be kind.");
    let tools: Vec<&str> =
        asked.args["tools"].as_array().unwrap().iter().map(|t| t["name"].as_str().unwrap()).collect();
    assert_eq!(tools, ["kb_search", "open_ticket", "order"]);
    let search = &asked.args["tools"][0]["parameters"];
    assert!(search["properties"]["query"].is_object() && search["properties"]["base"].is_null(), "{search}");
    assert_eq!(asked.args["tools"][2]["parameters"]["required"], json!(["item"]));
}

#[test]
fn what_is_fixed_holds_whatever_else_is_an_expression() {
    for (prompt, query) in
        [("Look.", None), ("{{ input.message }}", None), ("Look.", Some("{{ input.message }}"))]
    {
        let mut look = json!({ "kind": "kb_search", "name": "look", "config": { "base": "it" } });
        if let Some(query) = query {
            look = json!({ "kind": "kb_search", "name": "look", "config": { "base": "it", "query": query } });
        }
        let find = json!({ "kind": "kb_search", "name": "find", "config": { "base": "hr" } });
        let mut run = start(json!({ "prompt": prompt, "tools": [look, find] }));
        run.done("assist[0]/model", wants(&[call("c1", "find", json!({ "query": "x" }))]));
        assert_eq!(run.calls[0].args, json!({ "query": "x", "base": "hr" }), "{prompt} {query:?}");
    }
}

#[test]
fn several_tools_run_at_once_and_the_model_sees_what_they_say() {
    let mut run = start(json!({ "ask_before": "nothing" }));
    let calls = [
        call("c1", "kb_search", json!({ "query": "mouse" })),
        call("c2", "open_ticket", json!({ "title": "Mouse" })),
    ];
    run.done("assist[0]/model", wants(&calls));
    let under_way: Vec<&str> = run.calls.iter().map(|c| c.node.as_str()).collect();
    assert_eq!(under_way, ["assist[1]/call_0", "assist[1]/call_1"]);
    assert_eq!(run.calls[0].args, json!({ "query": "mouse", "base": "it" }));
    assert_eq!(run.calls[1].args["priority"], "P3");
    run.done("assist[1]/call_1", json!({ "number": "TKT-1" }));
    run.failed("assist[1]/call_0", ErrorCode::NotFound, None);
    let told = run.calls[0].args["messages"].clone();
    assert_eq!(told[1]["tool_calls"][1]["name"], "open_ticket");
    assert!(told[2]["content"].as_str().unwrap().contains("not_found"), "{told:#}");
    assert_eq!(told[3], json!({ "role": "tool", "tool_call_id": "c2", "content": "{\"number\":\"TKT-1\"}" }));
    run.done("assist[2]/model", json!({ "text": "Done: TKT-1" }));
    assert_eq!(run.machine.output()["text"], "Done: TKT-1");
    run.check_fold();
}

#[test]
fn a_call_that_does_not_fit_is_never_made_and_the_model_is_told_why() {
    let mut run = start(json!({}));
    let calls = [
        call("c1", "format_disk", json!({})),
        call("c2", "kb_search", json!({ "query": 3 })),
        call("c3", "kb_search", json!({ "query": "x", "base": "secrets" })),
    ];
    run.done("assist[0]/model", wants(&calls));
    let told = run.calls[0].args["messages"].to_string();
    assert!(told.contains("there is no tool ‘format_disk’"), "{told}");
    assert!(told.contains("/query: must be a text"), "{told}");
    assert!(told.contains("/base: is not expected"), "{told}");
    assert!(run.calls.iter().all(|call| call.kind == "agent_model"));
    run.check_fold();
}

#[test]
fn a_write_waits_for_approval_of_exactly_its_arguments() {
    let mut run = start(json!({ "approvers": [{ "email": "lead@example.com" }] }));
    run.done("assist[0]/model", wants(&[call("c1", "open_ticket", json!({ "title": "Mouse" }))]));
    assert!(run.calls.is_empty());
    let asked = run.machine.waiting().unwrap().clone();
    assert_eq!(asked["details"]["arguments"], json!({ "title": "Mouse", "priority": "P3" }));
    run.check_fold();
    decide(&mut run, "lead@example.com", "approve");
    assert_eq!(run.calls[0].node.as_str(), "assist[1]/call_0");
    run.done("assist[1]/call_0", json!({ "number": "TKT-1" }));

    let mut run = start(json!({ "approvers": [{ "email": "lead@example.com" }] }));
    run.done("assist[0]/model", wants(&[call("c1", "open_ticket", json!({ "title": "Mouse" }))]));
    decide(&mut run, "lead@example.com", "reject");
    let told = run.calls[0].args["messages"][2]["content"].as_str().unwrap();
    assert!(told.contains("policy_denied") && told.contains("because"), "{told}");
    run.check_fold();
}

#[test]
fn an_approval_inside_a_sub_flow_inside_a_tool_call_survives_a_snapshot() {
    let mut run = start(json!({}));
    run.done("assist[0]/model", wants(&[call("c1", "order", json!({ "item": "mouse" }))]));
    assert_eq!(run.machine.waiting().unwrap()["node"], "assist[1]/call_0[0]/sign");
    run.check_fold();
    run.through_snapshot();
    decide(&mut run, "lead@example.com", "approve");
    run.through_snapshot();
    run.done("assist[1]/call_0[0]/buy", json!({ "number": "TKT-9" }));
    run.done("assist[2]/model", json!({ "text": "ordered" }));
    assert_eq!(run.machine.output()["calls"][0]["result"], json!({ "number": "TKT-9" }));
    run.check_fold();
}

#[test]
fn every_limit_is_a_way_out_and_without_an_edge_a_failure() {
    let mut run = start(json!({ "max_steps": 1 }));
    run.done(
        "assist[0]/model",
        json!({ "text": "thinking", "tool_calls": [call("c1", "kb_search", json!({ "query": "x" }))] }),
    );
    run.done("assist[1]/call_0", json!({ "passages": [] }));
    assert_eq!(run.machine.output(), &json!({ "by": "steps", "text": "thinking" }));

    let mut run = start(json!({ "max_calls": 1 }));
    let two =
        [call("a", "kb_search", json!({ "query": "x" })), call("b", "kb_search", json!({ "query": "y" }))];
    run.done("assist[0]/model", wants(&two));
    assert_eq!(run.machine.output()["by"], "calls");

    let mut run = start(json!({ "max_tokens": 50 }));
    let mut answer = wants(&[call("a", "kb_search", json!({ "query": "x" }))]);
    answer["usage"] = json!({ "input_tokens": 60, "output_tokens": 5 });
    run.done("assist[0]/model", answer);
    run.done("assist[1]/call_0", json!({ "passages": [] }));
    assert_eq!(run.machine.output()["by"], "tokens");

    let mut run = start(json!({ "time_limit": "10m", "ask_before": "everything" }));
    run.done("assist[0]/model", wants(&[call("a", "kb_search", json!({ "query": "x" }))]));
    run.wait();
    assert_eq!(run.machine.output()["by"], "time");
    run.check_fold();

    let mut flow = agent(json!({ "max_calls": 0 }));
    flow["edges"].as_array_mut().unwrap().pop();
    flow["nodes"].as_array_mut().unwrap().pop();
    let mut run = Run::with_flows(&flow, &[order()], json!({ "message": "x" }));
    run.done("assist[0]/model", wants(&[call("a", "kb_search", json!({ "query": "x" }))]));
    assert_eq!(
        run.last(),
        "run.failed assist budget_exceeded: the agent has used up its limit of tool calls"
    );
}
