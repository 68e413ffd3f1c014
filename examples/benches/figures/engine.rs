//! The machine alone: a flow of ten pure nodes, from start to end, in process, nothing journaled.

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
    heading("engine: 10 pure nodes in process");
    let nodes: Vec<_> = (0..10)
        .map(|n| {
            let text =
                if n == 0 { "{{ input.message }}".to_owned() } else { format!("{{{{ n{}.text }}}}.", n - 1) };
            json!({ "id": format!("n{n}"), "kind": "template", "config": { "text": text } })
        })
        .collect();
    let edges: Vec<_> = (0..10)
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
    let start = Event {
        at: 1,
        fact: Fact::started(json!({ "message": "hello" }), Map::new(), Map::new(), 1),
    };
    let rounds = if quick { 200 } else { 5_000 };
    let begun = Instant::now();
    for _ in 0..rounds {
        let mut machine = Machine::new(Arc::clone(&plan));
        black_box(machine.apply(&start));
        assert!(machine.status().is_ended(), "ten pure nodes end at once");
    }
    let took = begun.elapsed();
    line("a whole run", format!("{:.1} µs", took.as_secs_f64() * 1e6 / f64::from(rounds)));
    line("a node", format!("{:.1} µs", took.as_secs_f64() * 1e5 / f64::from(rounds)));

    let begun = Instant::now();
    let checks = if quick { 50 } else { 500 };
    for _ in 0..checks {
        black_box(compile(black_box(&flow), &kinds)).expect("the flow checks");
    }
    line(
        "check and compile it",
        format!("{:.1} µs", begun.elapsed().as_secs_f64() * 1e6 / f64::from(checks)),
    );
}
