//! What is exported reads back as it was: flow, layout and tests, whatever they are.

#![cfg(feature = "import")]
#![expect(clippy::unwrap_used, reason = "a test may stop at a broken premise")]

mod support;

use flow_schema::bundle::{Bundle, BundledFlow};
use flow_schema::canonical;
use flow_schema::check::parse_value;
use flow_schema::diff::Revision;
use flow_schema::import::{Format, Options, Place, detect, import};
use flow_schema::model::Flow;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;
use support::fixtures;

/// Every flow that the examples and the fixtures have, with layout and tests where there are any.
static FLOWS: LazyLock<Vec<Revision>> = LazyLock::new(|| {
    let mut all = Vec::new();
    for (_, text) in support::files("right") {
        all.extend(parse_value(&serde_json::from_str(&text).unwrap()).ok().map(Revision::from));
    }
    for folder in ["pages", "wrong", "right_in_place"] {
        let flows = fixtures(folder).into_iter().filter_map(|(_, fixture)| parse_value(&fixture.flow).ok());
        all.extend(flows.map(Revision::from));
    }
    for example in ["it-helpdesk", "ticket-chaser"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples").join(example);
        let read =
            |file: &Path| -> Value { serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap() };
        let tests = std::fs::read_dir(folder.join("tests")).into_iter().flatten().flatten();
        let tests = tests.map(|entry| read(&entry.path()));
        all.push(Revision {
            flow: serde_json::from_value(read(&folder.join("flow.json"))).unwrap(),
            layout: read(&folder.join("layout.json")),
            tests: tests.map(|test| (test["name"].as_str().unwrap().to_owned(), test)).collect(),
        });
    }
    // A document with a name that is none is refused, and does not come out of an export.
    let legal = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    all.retain(|one| !one.flow.name.is_empty() && one.flow.name.chars().all(legal));
    assert!(all.len() > 50, "{}", all.len());
    all
});

fn exported(main: &Revision, others: &[Revision]) -> Bundle {
    let others = others.iter().map(|other| BundledFlow::new(None, other.clone()));
    Bundle::new(BundledFlow::new(Some(3), main.clone()), others.collect())
}

fn read_back(text: &str) -> Vec<Revision> {
    let imported = import(text, &Options::default()).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(imported.format, Format::Flowright);
    let revision = |part: flow_schema::import::ImportedFlow| Revision {
        flow: part.flow,
        layout: part.layout,
        tests: part.tests,
    };
    imported.flows.into_iter().map(revision).collect()
}

fn layouts() -> impl Strategy<Value = Value> {
    let number = -10_000i32..10_000;
    let position = (number.clone(), number, any::<bool>()).prop_map(|(x, y, pinned)| {
        if pinned { json!({ "x": x, "y": y, "pinned": true }) } else { json!({ "x": x, "y": y }) }
    });
    let nodes = prop::collection::btree_map("[a-z]{1,6}", position, 0..6);
    let notes = prop::collection::vec("[^\\x00]{0,40}", 0..3);
    prop_oneof![
        Just(Value::Null),
        (nodes, notes).prop_map(|(nodes, notes)| json!({ "nodes": nodes, "notes": notes })),
    ]
}

fn tests() -> impl Strategy<Value = BTreeMap<String, Value>> {
    let about = "[^\\x00]{0,60}";
    prop::collection::btree_map("[a-z][a-z-]{0,12}", about, 0..4).prop_map(|tests| {
        let test = |(name, about): (String, String)| {
            let test = json!({ "format": "flowright-test/1", "name": name, "about": about });
            (name, test)
        };
        tests.into_iter().map(test).collect()
    })
}

/// A flow of ours, its layout and tests replaced by some.
fn revisions() -> impl Strategy<Value = Revision> {
    (0..FLOWS.len(), layouts(), tests(), any::<bool>()).prop_map(|(at, layout, tests, own)| {
        let flow = FLOWS[at].clone();
        if own { flow } else { Revision { layout, tests, ..flow } }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_exported_reads_back_as_it_was(main in revisions(), others in prop::collection::vec(revisions(), 0..4)) {
        let mut names = BTreeSet::from([main.flow.name.clone()]);
        let others: Vec<_> = others.into_iter().filter(|other| names.insert(other.flow.name.clone())).collect();
        let bundle = exported(&main, &others);
        let text = canonical::to_string(&bundle);
        let back = read_back(&text);
        prop_assert_eq!(&back[0], &main);
        prop_assert_eq!(&back[1..], &others[..]);
        // And once more the same bytes.
        prop_assert_eq!(canonical::to_string(&exported(&back[0], &back[1..])), text);
    }
}

#[test]
fn every_flow_of_the_examples_and_fixtures_reads_back_as_it_was() {
    for revision in FLOWS.iter() {
        let text = canonical::to_string(&exported(revision, &[]));
        assert_eq!(detect(&text), Some(Format::Flowright));
        assert_eq!(read_back(&text), std::slice::from_ref(revision), "{}", revision.flow.name);
    }
}

fn flow(value: Value) -> Flow {
    let mut flow = json!({ "format": "flowright/1", "name": "orders" });
    flow.as_object_mut().unwrap().extend(value.as_object().unwrap().clone());
    serde_json::from_value(flow).unwrap()
}

fn needy() -> Bundle {
    let main = flow(json!({ "nodes": [
        { "id": "kb", "kind": "kb_search", "config": { "base": "it", "query": "x" } },
        { "id": "fetch", "kind": "http_request", "config": { "url": "https://example.org", "secret": "desk-key" } },
        { "id": "back", "kind": "subflow", "config": { "flow": "returns" } },
        { "id": "bill", "kind": "subflow", "config": { "flow": "billing" } },
    ] }));
    let other = flow(json!({ "name": "returns", "nodes": [
        { "id": "answer", "kind": "llm", "config": { "prompt": "x", "model": "large" } },
        { "id": "open", "kind": "mcp:desk/open" },
    ] }));
    exported(&main.into(), &[other.into()])
}

#[test]
fn what_a_flow_and_its_sub_flows_need_stands_in_the_document_by_name() {
    let needs = json!(needy().needs);
    let expected = json!({
        "secrets": ["desk-key"], "tools": ["mcp:desk/open"], "bases": ["it"], "models": ["large"], "flows": ["billing"],
    });
    assert_eq!(needs, expected);
}

#[test]
fn the_report_names_what_is_missing_here_and_nothing_that_is_there() {
    let text = canonical::to_string(&needy());
    let told = |options: &Options| {
        let report = import(&text, options).unwrap().report;
        let lists = [report.secrets_needed, report.bases_needed, report.tools_needed, report.others_needed];
        lists.into_iter().flatten().map(|need| format!("{}: {}", need.name, need.what)).collect::<Vec<_>>()
    };
    let tool = "mcp:desk/open: a tool of an MCP server";
    let other = "returns: a flow that comes with it; publish it first";
    let all = [
        "desk-key: a secret; enter its value here",
        "it: a knowledge base",
        tool,
        "billing: a published flow",
        other,
    ];
    let sorted = |mut told: Vec<String>| {
        told.sort();
        told
    };
    let mut expected = all.map(str::to_owned).to_vec();
    expected.sort();
    assert_eq!(sorted(told(&Options::default())), expected);
    let mut place = Place::default();
    let has = |names: &[&str]| Some(names.iter().map(|name| (*name).to_owned()).collect());
    place.environment.bases = has(&["it"]);
    place.environment.secrets = has(&["desk-key"]);
    place.environment.flows = has(&["billing"]);
    assert_eq!(sorted(told(&Options { place, ..Options::default() })), [tool.to_owned(), other.to_owned()]);
}

#[test]
fn it_comes_under_another_name_and_with_the_bases_and_models_of_the_place() {
    let bases = BTreeMap::from([("it".to_owned(), "helpdesk".to_owned())]);
    let models = BTreeMap::from([("large".to_owned(), String::new())]);
    let options = Options { name: Some("sales".to_owned()), bases, models, ..Options::default() };
    let flows = import(&canonical::to_string(&needy()), &options).unwrap().flows;
    assert_eq!(flows[0].flow.name, "sales");
    assert_eq!(flows[0].flow.nodes[0].config["base"], "helpdesk");
    assert_eq!(flows[1].flow.nodes[0].config["model"], "");
}

#[test]
fn a_flow_document_alone_comes_too() {
    let document = flow(json!({ "nodes": [{ "id": "bye", "kind": "end" }] }));
    assert_eq!(read_back(&canonical::to_string(&document)), [Revision::from(document)]);
}

#[test]
fn documents_that_are_broken_or_meant_to_do_harm_are_refused_with_the_place() {
    let refused = |value: &Value| import(&value.to_string(), &Options::default()).unwrap_err().to_string();
    let good = json!(needy());
    let with = |pointer: &str, new: Value| {
        let mut document = good.clone();
        match document.pointer_mut(pointer) {
            Some(place) => *place = new,
            None => document[pointer.trim_start_matches('/')] = new,
        }
        document
    };
    for (document, words) in [
        (
            with("/format", json!("flowright-bundle/2")),
            "is of Flowright version 2, and version 1 can be read",
        ),
        (with("/extra", json!(1)), "the document: there is no field ‘extra’ here"),
        (with("/flow/nodes", json!(3)), "flow/nodes: ‘nodes’ must be a list"),
        (with("/subflows/0", json!(3)), "subflows[0]: it must be an object"),
        (with("/flow/name", json!("../../etc")), "the name ‘../../etc’ must be small letters"),
        (with("/tests", json!({ "../a": { "name": "../a" } })), "the name ‘../a’ must be small letters"),
        (with("/layout", json!([])), "layout: it must be an object"),
        (with("/tests", json!({ "a": { "name": "b" } })), "tests.a: its name is another one"),
        (
            with("/subflows", json!([good["subflows"][0], good["subflows"][0]])),
            "two flows are called ‘returns’",
        ),
        (with("/subflows", json!(vec![good["subflows"][0].clone(); 201])), "a document has at most 200"),
        (with("/flow/nodes", json!(vec![json!({}); 2_001])), "and a flow has at most 2000"),
    ] {
        let told = refused(&document);
        assert!(told.contains(words), "{told}");
    }
    let deep =
        format!("{{\"format\": \"flowright-bundle/1\", \"flow\": {}1{}}}", "[".repeat(500), "]".repeat(500));
    let told = import(&deep, &Options::default()).unwrap_err().to_string();
    assert!(told.contains("nested deeper"), "{told}");
    let cut = "{ \"format\": \"flowright-bundle/1\", \"flow\": {";
    let told = import(cut, &Options::default()).unwrap_err().to_string();
    assert!(told.contains("the document is not JSON: line 1"), "{told}");
}
