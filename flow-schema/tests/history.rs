//! Diff, merge and their text: what holds for all documents, and how some of it reads.

#![expect(clippy::unwrap_used, reason = "a test may stop at a broken premise")]

#[path = "history/edits.rs"]
mod edits;
#[path = "history/extracts.rs"]
mod extracts;
#[path = "history/laws.rs"]
mod laws;
#[path = "history/merges.rs"]
mod merges;
#[path = "history/operations.rs"]
mod operations;
#[path = "history/portions.rs"]
mod portions;
#[path = "history/reads_well.rs"]
mod reads_well;

use flow_schema::diff::Revision;
use flow_schema::kind::KindRegistry;
use flow_schema::model::Flow;
use serde_json::{Value, json};
use std::sync::LazyLock;

static KINDS: LazyLock<KindRegistry> = LazyLock::new(KindRegistry::builtin);

static SEEDS: LazyLock<Vec<Revision>> = LazyLock::new(|| {
    let texts = [
        include_str!("../fixtures/right/helpdesk.json"),
        include_str!("../fixtures/right/loop.json"),
        include_str!("../fixtures/right/containers.json"),
        include_str!("../fixtures/right/people.json"),
        include_str!("../../examples/it-helpdesk/flow.json"),
    ];
    texts.iter().map(|text| with_files(serde_json::from_str(text).unwrap())).collect()
});

/// With a test that mocks every node, and a place for each.
fn with_files(flow: Flow) -> Revision {
    let ids = || flow.nodes.iter().map(|node| node.id.to_string());
    let mocks: Value = ids().map(|id| (id, json!([{ "output": {} }]))).collect();
    let positions: Value = ids().enumerate().map(|(at, id)| (id, json!({ "x": at, "y": 0 }))).collect();
    let test = json!({ "format": "flowright-test/1", "name": "all", "input": {}, "mocks": mocks });
    Revision { tests: [("all".to_owned(), test)].into(), layout: json!({ "nodes": positions }), flow }
}

fn helpdesk() -> Revision {
    SEEDS[0].clone()
}

/// The revision with its flow's JSON changed.
fn edited(revision: &Revision, edit: impl FnOnce(&mut Value)) -> Revision {
    let mut flow = json!(revision.flow);
    edit(&mut flow);
    Revision { flow: serde_json::from_value(flow).unwrap(), ..revision.clone() }
}

fn node<'a>(flow: &'a mut Value, id: &str) -> &'a mut Value {
    flow["nodes"].as_array_mut().unwrap().iter_mut().find(|node| node["id"] == id).unwrap()
}
