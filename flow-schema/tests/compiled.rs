//! What the executor gets: loops, defaults, effects.

#![expect(clippy::unwrap_used, reason = "a test may stop at a broken premise")]

use flow_schema::compile::compile;
use flow_schema::kind::{Effect, KindRegistry};
use flow_schema::model::Flow;
use flow_schema::plan::Plan;
use serde_json::{Value, json};
use std::time::Duration;

fn plan(nodes: Value, edges: &[(&str, &str)]) -> Plan {
    let edges: Vec<_> = edges.iter().map(|(from, to)| json!({ "from": from, "to": to })).collect();
    let flow: Flow = serde_json::from_value(json!({
        "format": "flowright/1", "name": "test", "nodes": nodes, "edges": edges,
        "schemas": { "A": { "type": "object", "properties": { "x": { "type": "string" } } } },
    }))
    .unwrap();
    compile(&flow, &KindRegistry::builtin()).unwrap_or_else(|findings| panic!("{findings:#?}"))
}

#[test]
fn a_loop_has_its_entry_its_body_and_its_back_edge() {
    let text = include_str!("../fixtures/right/loop.json");
    let flow: Flow = serde_json::from_str(text).unwrap();
    let plan = compile(&flow, &KindRegistry::builtin()).unwrap();
    let [found] = plan.loops.as_slice() else { panic!("{:?}", plan.loops) };
    let names: Vec<_> = found.body.iter().map(|&node| plan.nodes[node].id.as_str()).collect();
    assert_eq!((names, found.max_iterations), (vec!["kb", "found", "ask", "note"], 5));
    assert_eq!(plan.node("kb").unwrap().enters, Some(0));
    assert_eq!(plan.node("done").unwrap().in_loop, None);
    let back: Vec<_> = plan
        .edges
        .iter()
        .filter(|edge| edge.back == Some(0))
        .map(|e| plan.nodes[e.from].id.as_str())
        .collect();
    assert_eq!(back, ["note"]);
}

#[test]
fn defaults_are_filled_in_and_follow_the_effect() {
    let plan = plan(
        json!([
            { "id": "kb", "kind": "kb_search", "config": { "base": "it", "query": "q" } },
            { "id": "answer", "kind": "llm", "config": { "prompt": "p", "output": { "$ref": "#/schemas/A" } } },
            { "id": "ticket", "kind": "create_ticket", "config": { "title": "t" }, "timeout": "5s",
              "retry": { "attempts": 7, "backoff": "250ms" } },
            { "id": "get", "kind": "http_request", "config": { "url": "https://example.org" } },
            { "id": "post", "kind": "http_request", "config": { "url": "https://example.org", "method": "POST" } },
            { "id": "bye", "kind": "reply", "config": { "text": "{{ answer.x }}" } },
        ]),
        &[
            ("start", "kb"),
            ("kb", "answer"),
            ("answer", "ticket"),
            ("ticket", "get"),
            ("get", "post"),
            ("post", "bye"),
        ],
    );
    let facts = |id: &str| {
        let node = plan.node(id).unwrap();
        (node.effect, node.retry.attempts, node.timeout)
    };
    let seconds = Duration::from_secs;
    assert_eq!(facts("kb"), (Effect::Read, 3, seconds(30)));
    assert_eq!(facts("answer"), (Effect::Read, 3, seconds(120)));
    assert_eq!(facts("ticket"), (Effect::Write, 7, seconds(5)));
    assert_eq!(facts("get"), (Effect::Read, 3, seconds(30)));
    assert_eq!(facts("post"), (Effect::Write, 1, seconds(30)));
    assert_eq!(facts("bye"), (Effect::Pure, 1, seconds(30)));
    let ticket = plan.node("ticket").unwrap();
    assert_eq!((ticket.retry.backoff, ticket.retry.factor), (Duration::from_millis(250), 2.0));

    let scope = json!({ "answer": { "x": 1 } });
    let config = |id: &str| plan.node(id).unwrap().config.resolve(scope.as_object().unwrap()).unwrap();
    assert_eq!(config("kb"), json!({ "base": "it", "query": "q", "top_k": 3 }));
    assert_eq!(config("answer")["output"]["properties"]["x"], json!({ "type": "string" }));
}

#[test]
fn a_node_that_did_not_run_reads_as_null() {
    let text = include_str!("../fixtures/right/design-example.json");
    let flow: Flow = serde_json::from_str(text).unwrap();
    let plan = compile(&flow, &KindRegistry::builtin()).unwrap();
    let scope = json!({ "input": { "message": "VPN" } });
    let config = plan.node("ticket").unwrap().config.resolve(scope.as_object().unwrap()).unwrap();
    assert_eq!(config, json!({ "title": null, "description": "VPN" }));
}

/// The edges of a plan, from and to, by name.
fn ways(plan: &Plan) -> Vec<(&str, &str, &str)> {
    let name = |at: usize| plan.nodes[at].id.as_str();
    plan.edges.iter().map(|edge| (name(edge.from), edge.port.as_str(), name(edge.to))).collect()
}

#[test]
fn a_run_passes_by_what_is_switched_off() {
    let step = |id: &str| json!({ "id": id, "kind": "template", "config": { "text": id } });
    let off = |id: &str| json!({ "id": id, "kind": "template", "config": { "text": id }, "disabled": true });
    let edges =
        [("start", "a"), ("a", "b"), ("b", "c"), ("a", "c"), ("c", "d"), ("c", "e"), ("b.error", "e")];
    let nodes = json!([step("a"), off("b"), off("c"), step("d"), step("e")]);
    let plan = plan(nodes, &edges);
    assert_eq!(ways(&plan), [("start", "out", "a"), ("a", "out", "d"), ("a", "out", "e")]);
    assert!(plan.node("b").is_none());
}

#[test]
fn what_is_in_a_body_that_is_switched_off_is_off_too() {
    let nodes = json!([
        { "id": "each", "kind": "map", "config": { "items": "input" }, "disabled": true },
        { "id": "inner", "kind": "loop", "config": { "max_iterations": 2 }, "parent": "each" },
        { "id": "deep", "kind": "template", "config": { "text": "x" }, "parent": "inner" },
        { "id": "after", "kind": "template", "config": { "text": "{{ default(each.results, 1) }}" } },
    ]);
    let edges = [("start", "each"), ("each.body", "inner"), ("inner.body", "deep"), ("each", "after")];
    assert_eq!(ways(&plan(nodes, &edges)), [("start", "out", "after")]);
}

#[test]
fn a_flow_with_a_node_switched_off_is_another_flow() {
    let flow = |off: bool| -> Flow {
        let mut node = json!({ "id": "a", "kind": "template", "config": { "text": "a" } });
        if off {
            node["disabled"] = json!(true);
        }
        let b = json!({ "id": "b", "kind": "template", "config": { "text": "b" } });
        let edges = json!([{ "from": "start", "to": "a" }, { "from": "a", "to": "b" }]);
        let document = json!({ "format": "flowright/1", "name": "test", "nodes": [node, b], "edges": edges });
        serde_json::from_value(document).unwrap()
    };
    let hash = |flow: &Flow| compile(flow, &KindRegistry::builtin()).unwrap().hash;
    assert_ne!(hash(&flow(false)), hash(&flow(true)));
}

#[test]
fn a_model_whose_answer_the_reply_after_it_passes_on_is_shown_as_it_comes() {
    let streams = |config: Value, text: &str, more: Value, edges: &[(&str, &str)]| {
        let mut nodes = vec![
            json!({ "id": "answer", "kind": "llm", "config": config }),
            json!({ "id": "say", "kind": "reply", "config": { "text": text } }),
        ];
        nodes.extend(more.as_array().unwrap().iter().cloned());
        let mut all = vec![("start", "answer"), ("answer", "say")];
        all.extend(edges);
        plan(Value::Array(nodes), &all).node("answer").unwrap().streams
    };
    let plain = json!({ "prompt": "p" });
    let none = json!([]);
    assert!(streams(plain.clone(), "{{ answer.text }}", none.clone(), &[]));
    assert!(streams(plain.clone(), " {{answer.text}}\n", none.clone(), &[]), "however it is spaced");
    // Something else is said than the model says.
    assert!(!streams(plain.clone(), "It says: {{ answer.text }}", none.clone(), &[]));
    assert!(!streams(plain.clone(), "{{ answer.text.to_upper() }}", none.clone(), &[]));
    // Who decided about it is not overruled, and an object is no text.
    assert!(!streams(
        json!({ "prompt": "p", "stream_reply": false }),
        "{{ answer.text }}",
        none.clone(),
        &[]
    ));
    assert!(!streams(json!({ "prompt": "p", "stream_reply": true }), "Done.", none, &[]));
    // Another step follows as well, or the Reply may be reached without the model.
    let other = json!([{ "id": "note", "kind": "template", "config": { "text": "x" } }]);
    assert!(!streams(plain.clone(), "{{ answer.text }}", other.clone(), &[("answer", "note")]));
    assert!(!streams(plain, "{{ answer.text }}", other, &[("start", "note"), ("note", "say")]));
}

#[test]
fn items_of_a_map_do_not_speak_over_each_other() {
    let plan = plan(
        json!([
            { "id": "each", "kind": "map", "config": { "items": "[1, 2]" } },
            { "id": "answer", "kind": "llm", "parent": "each", "config": { "prompt": "p" } },
            { "id": "say", "kind": "reply", "parent": "each", "config": { "text": "{{ answer.text }}" } },
        ]),
        &[("start", "each"), ("each.body", "answer"), ("answer", "say")],
    );
    let body = plan.node("each").unwrap().body.as_ref().unwrap();
    assert!(!body.node("answer").unwrap().streams);
}
