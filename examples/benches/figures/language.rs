//! A flow as a document: checked, compiled, compared and merged, at ten, a hundred and a thousand nodes.

use crate::report::{heading, line};
use flow_schema::check::check;
use flow_schema::compile::compile;
use flow_schema::diff::{Revision, diff};
use flow_schema::kind::KindRegistry;
use flow_schema::merge::merge;
use flow_schema::model::Flow;
use serde_json::json;
use std::hint::black_box;
use std::time::Instant;

pub fn print(quick: bool) {
    heading("a flow as a document, milliseconds (the share of what ten nodes take, by the node)");
    let rounds = if quick { 3 } else { 20 };
    let kinds = KindRegistry::builtin();
    let mut ten: Option<[f64; 4]> = None;
    for nodes in [10_usize, 100, 1_000] {
        let base = Revision::from(flow(nodes));
        let ours = Revision::from(edited(nodes, nodes / 3, "ours"));
        let theirs = Revision::from(edited(nodes, nodes / 2, "theirs"));
        let times = [
            least(rounds, || drop(black_box(check(&base.flow, &kinds)))),
            least(rounds, || drop(black_box(compile(&base.flow, &kinds)))),
            least(rounds, || drop(black_box(diff(&base, &ours, &kinds)))),
            least(rounds, || drop(black_box(merge(&base, &ours, &theirs, &kinds)))),
        ];
        #[expect(clippy::cast_precision_loss, reason = "a thousand")]
        let size = nodes as f64;
        let small = *ten.get_or_insert(times);
        let words = ["check", "compile", "diff", "merge"];
        let told =
            words.iter().zip(times).zip(small).map(|((word, time), small)| {
                format!("{word} {time:7.2} ({:.2})", time / size / (small / 10.0))
            });
        line(&format!("{nodes} nodes"), told.collect::<Vec<_>>().join("   "));
    }
}

/// A chain of templates, each reading the one before.
fn flow(nodes: usize) -> Flow {
    let list: Vec<_> = (0..nodes)
        .map(|n| {
            let text = match n {
                0 => "{{ input.message }}".to_owned(),
                n => format!("{{{{ n{}.text }}}} and so on", n - 1),
            };
            json!({ "id": format!("n{n}"), "kind": "template", "config": { "text": text } })
        })
        .collect();
    let edges: Vec<_> = (0..nodes)
        .map(|n| {
            let from = if n == 0 { "start".to_owned() } else { format!("n{}", n - 1) };
            json!({ "from": from, "to": format!("n{n}") })
        })
        .collect();
    serde_json::from_value(json!({
        "format": "flowright/1", "name": "long", "nodes": list, "edges": edges,
        "input": { "type": "object", "properties": { "message": { "type": "string" } } }
    }))
    .expect("the document is a flow")
}

/// The same with another text in one node.
fn edited(nodes: usize, at: usize, words: &str) -> Flow {
    let mut flow = flow(nodes);
    let before = flow.nodes[at].config["text"].as_str().unwrap_or_default().to_owned();
    flow.nodes[at].config.insert("text".to_owned(), json!(format!("{before}, say {words}")));
    flow
}

/// The best of some rounds, in milliseconds: other work on the machine only ever adds.
fn least(rounds: u32, mut round: impl FnMut()) -> f64 {
    let times = (0..rounds).map(|_| {
        let begun = Instant::now();
        round();
        begun.elapsed().as_secs_f64() * 1e3
    });
    times.fold(f64::INFINITY, f64::min)
}
