//! How long a check takes, at 10, 100 and 1,000 nodes, for shapes that ask different things of it:
//!
//! ```sh
//! cargo run --release -p flow-schema --example check_speed
//! ```
//!
//! One thread; the least of several tries, because what else the machine does only adds. `parse` is
//! the shape check of the JSON, `check` everything else.

#![expect(clippy::unwrap_used, reason = "a measurement may stop at a broken premise")]

use flow_schema::check::{self, Environment};
use flow_schema::kind::KindRegistry;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const TRIES: usize = 7;

type Shape = (&'static str, fn(usize) -> Value);

const SHAPES: &[Shape] = &[
    ("the helpdesk flow, again and again", helpdesks),
    ("a chain of templates", chain),
    ("parallel branches with channels", branches),
    ("For each bodies with scripts", bodies),
    ("cycles", cycles),
    ("actions that answers decide", actions),
];

fn main() {
    let kinds = KindRegistry::builtin();
    let environment = Environment::default();
    println!("{:38} {:>6} {:>10} {:>10} {:>9}", "shape", "nodes", "parse", "check", "findings");
    for (name, shape) in SHAPES {
        for count in [10, 100, 1_000] {
            let document = shape(count);
            let nodes = document["nodes"].as_array().unwrap().len();
            let (parse, flow) = least(|| check::parse_value(&document).unwrap());
            let (checked, report) = least(|| check::report(&flow, &kinds, &environment));
            println!("{name:38} {nodes:6} {parse:>10.2?} {checked:>10.2?} {:9}", report.findings.len());
        }
    }
}

fn least<T>(work: impl Fn() -> T) -> (Duration, T) {
    let mut best: Option<(Duration, T)> = None;
    for _ in 0..TRIES {
        let started = Instant::now();
        let result = work();
        let took = started.elapsed();
        if best.as_ref().is_none_or(|(least, _)| took < *least) {
            best = Some((took, result));
        }
    }
    best.unwrap()
}

fn flow(nodes: Vec<Value>, edges: &[(String, String)]) -> Value {
    let edges: Vec<_> = edges.iter().map(|(from, to)| json!({ "from": from, "to": to })).collect();
    json!({
        "format": "flowright/1", "name": "large", "nodes": nodes, "edges": edges,
        "input": { "type": "object", "properties": { "message": { "type": "string" } } },
        "state": {
            "tried": { "schema": { "type": "integer" }, "reducer": "sum", "initial": 0 },
            "notes": { "schema": { "type": "array", "items": { "type": "string" } }, "reducer": "append" },
        },
    })
}

fn edge(from: impl Into<String>, to: impl Into<String>) -> (String, String) {
    (from.into(), to.into())
}

/// The shipped example as often as it fits, each copy after a reply of the one before.
fn helpdesks(count: usize) -> Value {
    let example: Value = serde_json::from_str(include_str!("../../examples/it-helpdesk/flow.json")).unwrap();
    let nodes = example["nodes"].as_array().unwrap();
    let ids: Vec<&str> = nodes.iter().map(|node| node["id"].as_str().unwrap()).collect();
    let copies = (count / nodes.len()).max(1);
    let (mut all, mut edges) = (Vec::new(), Vec::new());
    for copy in 0..copies {
        let named = |id: &str| if ids.contains(&id) { format!("{id}_{copy}") } else { id.to_owned() };
        for node in nodes {
            let mut text = node["config"].to_string();
            for id in &ids {
                text = text.replace(&format!("{id}."), &format!("{id}_{copy}."));
            }
            let mut node = node.clone();
            node["config"] = serde_json::from_str(&text).unwrap();
            node["id"] = json!(named(node["id"].as_str().unwrap()));
            if node["kind"] == "end" {
                node["kind"] = json!("reply");
                node["config"] = json!({ "text": "on" });
            }
            all.push(node);
        }
        for one in example["edges"].as_array().unwrap() {
            let (from, to) = (one["from"].as_str().unwrap(), one["to"].as_str().unwrap());
            let from = match from.split_once('.') {
                Some((node, port)) => format!("{}.{port}", named(node)),
                None if from == "start" && copy > 0 => format!("solved_{}", copy - 1),
                None => named(from),
            };
            edges.push(edge(from, named(to)));
        }
    }
    flow(all, &edges)
}

fn chain(count: usize) -> Value {
    let node = |at: usize| {
        let before = if at == 0 { "input.message".to_owned() } else { format!("n{}.text", at - 1) };
        let first = if at == 0 { "input.message" } else { "n0.text" };
        json!({ "id": format!("n{at}"), "kind": "template", "config": { "text": format!("{{{{ {before} }}}} {{{{ {first} }}}}") } })
    };
    let edges: Vec<_> = (0..count)
        .map(|at| edge(if at == 0 { "start".to_owned() } else { format!("n{}", at - 1) }, format!("n{at}")))
        .collect();
    flow((0..count).map(node).collect(), &edges)
}

/// Many at once, each reading what the others write: what races are made of.
fn branches(count: usize) -> Value {
    let (mut nodes, mut edges) = (Vec::new(), Vec::new());
    for at in 0..count / 2 {
        nodes.push(json!({ "id": format!("w{at}"), "kind": "set_state", "config": { "set": { "tried": 1, "notes": "{{ input.message }}" } } }));
        nodes.push(json!({ "id": format!("r{at}"), "kind": "template", "config": { "text": "{{ state.tried }} {{ join(state.notes, \", \") }}" } }));
        edges.push(edge("start", format!("w{at}")));
        edges.push(edge(format!("w{at}"), format!("r{at}")));
    }
    flow(nodes, &edges)
}

fn bodies(count: usize) -> Value {
    let (mut nodes, mut edges, mut last) = (Vec::new(), Vec::new(), "start".to_owned());
    for at in 0..count / 4 {
        let (kb, each, pick, write) =
            (format!("kb{at}"), format!("each{at}"), format!("pick{at}"), format!("write{at}"));
        nodes.push(json!({ "id": kb, "kind": "kb_search", "config": { "base": "it", "query": "{{ input.message }}" } }));
        nodes.push(json!({ "id": each, "kind": "map", "config": { "items": format!("{kb}.passages.filter(|p| p.score > 0.5)") } }));
        nodes.push(json!({ "id": pick, "kind": "script", "parent": each, "config": { "code": "let t = item.title;\n#{ title: t, long: t.len() > 20 }" } }));
        nodes.push(json!({ "id": write, "kind": "llm", "parent": each, "config": { "prompt": format!("{{{{ {pick}.title }}}}"), "system": "Be brief." } }));
        edges.push(edge(last, kb.clone()));
        edges.push(edge(kb, each.clone()));
        edges.push(edge(format!("{each}.body"), pick.clone()));
        edges.push(edge(pick, write));
        last = each;
    }
    flow(nodes, &edges)
}

fn cycles(count: usize) -> Value {
    let (mut nodes, mut edges, mut last) = (Vec::new(), Vec::new(), "start".to_owned());
    for at in 0..count / 3 {
        let (kb, good, note) = (format!("kb{at}"), format!("good{at}"), format!("note{at}"));
        nodes.push(json!({ "id": kb, "kind": "kb_search", "config": { "base": "it", "query": "{{ input.message }} {{ state.tried }}" } }));
        nodes.push(json!({ "id": good, "kind": "condition", "config": { "cases": [{ "port": "yes", "when": format!("{kb}.count > 0 || loop.count > 3") }] } }));
        nodes.push(json!({ "id": note, "kind": "set_state", "config": { "set": { "tried": 1 } } }));
        edges.push(edge(last, kb.clone()));
        edges.push(edge(kb.clone(), good.clone()));
        edges.push(edge(format!("{good}.no"), note.clone()));
        edges.push(edge(note, kb));
        last = format!("{good}.yes");
    }
    nodes.push(json!({ "id": "done", "kind": "reply", "config": { "text": "Done" } }));
    edges.push(edge(last, "done"));
    flow(nodes, &edges)
}

/// Answers that decide who is told, half of them compared with fixed names before: what taint is made of.
fn actions(count: usize) -> Value {
    let (mut nodes, mut edges, mut last) = (Vec::new(), Vec::new(), "start".to_owned());
    for at in 0..count / 3 {
        let (ask, known, tell) = (format!("ask{at}"), format!("known{at}"), format!("tell{at}"));
        let value = if at % 2 == 0 { format!("{{{{ {ask}.text }}}}") } else { "{{ user.role }}".to_owned() };
        nodes.push(json!({ "id": ask, "kind": "ask_user", "config": { "question": "Whom?" } }));
        nodes.push(json!({ "id": known, "kind": "switch", "config": { "value": value, "cases": [{ "port": "yes", "equals": "agent" }] } }));
        nodes.push(json!({ "id": tell, "kind": "notify", "config": { "to": format!("{{{{ {ask}.text }}}}"), "body": "Hello" } }));
        edges.push(edge(last, ask.clone()));
        edges.push(edge(format!("{ask}.answered"), known.clone()));
        edges.push(edge(format!("{known}.yes"), tell.clone()));
        last = format!("{known}.otherwise");
    }
    nodes.push(json!({ "id": "done", "kind": "reply", "config": { "text": "Done" } }));
    edges.push(edge(last, "done"));
    flow(nodes, &edges)
}
