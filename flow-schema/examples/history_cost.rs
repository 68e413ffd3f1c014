//! What comparing and merging costs: `cargo run --release -p flow-schema --example history_cost`.
//!
//! Chains of 10, 100 and 1,000 nodes with prompts; each side changes one node in ten, ours also renames
//! one that the next one reads.

use flow_schema::diff::{Colour, Revision, apply, diff, render};
use flow_schema::edit::rename_node;
use flow_schema::kind::KindRegistry;
use flow_schema::merge::merge;
use flow_schema::model::Flow;
use serde_json::json;
use std::hint::black_box;
use std::time::Instant;

fn main() {
    let kinds = KindRegistry::builtin();
    println!(
        "{:>6}  {:>10}  {:>10}  {:>10}  {:>10}  {:>16}",
        "nodes", "diff", "apply", "render", "merge", "merge, a rename"
    );
    for nodes in [10, 100, 1_000] {
        let base = chain(nodes);
        let (ours, theirs) = (changed(&base, 3), changed(&base, 7));
        let renamed = rename_node(&ours, "n2", "second", &kinds).expect("the name is free").revision;
        let rounds = 20_000 / nodes;
        let change = diff(&base, &ours, &kinds);
        assert_eq!(change.nodes.len(), nodes / 10);
        let merged = merge(&base, &renamed, &theirs, &kinds);
        assert!(merged.conflicts.is_empty(), "the sides touch different nodes");
        let times = [
            each(rounds, || black_box(diff(black_box(&base), &ours, &kinds))),
            each(rounds, || black_box(apply(&base, black_box(&change), &kinds))),
            each(rounds, || black_box(render(black_box(&change), Colour::Yes))),
            each(rounds, || black_box(merge(black_box(&base), &ours, &theirs, &kinds))),
            each(rounds, || black_box(merge(black_box(&base), &renamed, &theirs, &kinds))),
        ];
        let [diff, apply, render, merge, rename] = times.map(|micros| format!("{:.2} ms", micros / 1_000.0));
        println!("{nodes:>6}  {diff:>10}  {apply:>10}  {render:>10}  {merge:>10}  {rename:>16}");
    }
}

fn chain(count: usize) -> Revision {
    let before = |at: usize| if at == 0 { "start".to_owned() } else { format!("n{}", at - 1) };
    let nodes: Vec<_> = (0..count)
        .map(|at| {
            let read = if at == 0 { "input.message".to_owned() } else { format!("n{}.text", at - 1) };
            let prompt = format!(
                "You are step {at} of a long way. Read what came before, {{{{ {read} }}}}, and say in one sentence \
                 what is to be done next, in the language of the user and without naming anybody."
            );
            json!({ "id": format!("n{at}"), "kind": "llm", "config": { "prompt": prompt, "temperature": 0.2 } })
        })
        .collect();
    let edges: Vec<_> = (0..count).map(|at| json!({ "from": before(at), "to": format!("n{at}") })).collect();
    let positions: serde_json::Map<_, _> =
        (0..count).map(|at| (format!("n{at}"), json!({ "x": at, "y": 0 }))).collect();
    let flow = json!({ "format": "flowright/1", "name": "chain", "nodes": nodes, "edges": edges });
    let flow: Flow = serde_json::from_value(flow).expect("the document is a flow");
    Revision { layout: json!({ "nodes": positions }), ..flow.into() }
}

/// Every tenth node, from this one on, says something else.
fn changed(base: &Revision, from: usize) -> Revision {
    let mut revision = base.clone();
    for node in revision.flow.nodes.iter_mut().skip(from).step_by(10) {
        let prompt =
            node.config["prompt"].as_str().unwrap_or_default().replace("one sentence", "a few words");
        node.config.insert("prompt".to_owned(), json!(prompt));
    }
    revision
}

/// Microseconds of one round.
fn each<T>(rounds: usize, mut round: impl FnMut() -> T) -> f64 {
    let begun = Instant::now();
    for _ in 0..rounds.max(3) {
        black_box(round());
    }
    #[expect(clippy::cast_precision_loss, reason = "there are few rounds")]
    let each = begun.elapsed().as_secs_f64() * 1e6 / rounds.max(3) as f64;
    each
}
