//! The machine alone: flows of pure nodes, from start to end, in process, nothing journaled.

use crate::report::{heading, line};
use executor_core::{Event, Fact, Machine};
use flow_schema::compile::compile;
use flow_schema::kind::KindRegistry;
use flow_schema::model::Flow;
use serde_json::{Map, json};
use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

pub fn print(quick: bool) {
    heading("engine: a chain of pure nodes in process, each writing a text from the one before");
    let work = if quick { 2_000 } else { 50_000 };
    let ten = chain(10, work);
    for nodes in [10, 100, 1_000] {
        let of = chain(nodes, work);
        line(
            &format!("{nodes} nodes"),
            format!(
                "{:8.1} µs a run   {:5.2} µs a node ({:.2} of it at 10 nodes)   {:7.2} ms to check and compile ({:.2} µs a node)",
                of.run_us,
                of.run_us / f64::from(nodes),
                of.run_us / f64::from(nodes) / (ten.run_us / 10.0),
                of.compile_us / 1_000.0,
                of.compile_us / f64::from(nodes),
            ),
        );
    }
    let narrow = map(10, work);
    for items in [10, 100, 1_000] {
        let of = map(items, work);
        line(
            &format!("a map over {items} items, one node each"),
            format!(
                "{of:8.1} µs a run   {:5.2} µs an item ({:.2} of it at 10 items)",
                of / f64::from(items),
                of / f64::from(items) / (narrow / 10.0),
            ),
        );
    }
}

/// Microseconds of a run that maps a pure node over so many items.
fn map(items: u32, work: u32) -> f64 {
    let flow: Flow = serde_json::from_value(json!({
        "format": "flowright/1", "name": "wide",
        "nodes": [
            { "id": "each", "kind": "map", "config": { "items": "input.items" } },
            { "id": "say", "kind": "template", "parent": "each", "config": { "text": "{{ item }}" } }
        ],
        "edges": [{ "from": "start", "to": "each" }, { "from": "each.body", "to": "say" }],
        "input": { "type": "object", "properties": { "items": { "type": "array" } } }
    }))
    .expect("the document is a flow");
    let plan = Arc::new(compile(&flow, &KindRegistry::builtin()).expect("the flow checks"));
    let input = json!({ "items": (0..items).collect::<Vec<_>>() });
    let start = Event { at: 1, fact: Fact::started(input, Map::new(), Map::new(), 1) };
    each((work / items / 4).max(3), || {
        let mut machine = Machine::new(Arc::clone(&plan));
        black_box(machine.apply(&start));
        assert!(machine.status().is_ended(), "pure nodes end at once");
    })
}

struct Cost {
    run_us: f64,
    compile_us: f64,
}

/// `work`: how many nodes are passed in all.
fn chain(count: u32, work: u32) -> Cost {
    let nodes: Vec<_> = (0..count)
        .map(|n| {
            let text =
                if n == 0 { "{{ input.message }}".to_owned() } else { format!("{{{{ n{}.text }}}}", n - 1) };
            json!({ "id": format!("n{n}"), "kind": "template", "config": { "text": text } })
        })
        .collect();
    let edges: Vec<_> = (0..count)
        .map(|n| {
            let from = if n == 0 { "start".to_owned() } else { format!("n{}", n - 1) };
            json!({ "from": from, "to": format!("n{n}") })
        })
        .collect();
    let flow: Flow = serde_json::from_value(json!({
        "format": "flowright/1", "name": "pure", "nodes": nodes, "edges": edges,
        "input": { "type": "object", "properties": { "message": { "type": "string" } } }
    }))
    .expect("the document is a flow");
    let kinds = KindRegistry::builtin();
    let plan = Arc::new(compile(&flow, &kinds).expect("the flow checks"));
    let start =
        Event { at: 1, fact: Fact::started(json!({ "message": "hello" }), Map::new(), Map::new(), 1) };
    let run_us = each((work / count).max(3), || {
        let mut machine = Machine::new(Arc::clone(&plan));
        black_box(machine.apply(&start));
        assert!(machine.status().is_ended(), "pure nodes end at once");
    });
    let compile_us = each((work / count / 10).max(3), || {
        black_box(compile(black_box(&flow), &kinds)).expect("the flow checks");
    });
    Cost { run_us, compile_us }
}

/// Microseconds of one round.
fn each(rounds: u32, mut round: impl FnMut()) -> f64 {
    let begun = Instant::now();
    for _ in 0..rounds {
        round();
    }
    begun.elapsed().as_secs_f64() * 1e6 / f64::from(rounds)
}
