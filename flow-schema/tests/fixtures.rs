//! Flow documents, right and wrong. Studio's tests read the same files.

#![expect(clippy::unwrap_used, reason = "a test may stop at a broken premise")]

use flow_schema::check::{self, Environment, codes};
use flow_schema::compile::compile;
use flow_schema::kind::KindRegistry;
use flow_schema::model::Flow;
use flow_schema::{Finding, Severity, canonical};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A wrong document (or text) and what is to be said about it.
#[derive(Deserialize)]
struct Wrong {
    #[serde(default)]
    flow: Value,
    text: Option<String>,
    #[serde(default)]
    environment: Surroundings,
    expect: Vec<Expected>,
}

#[derive(Default, Deserialize)]
struct Surroundings {
    bases: Option<BTreeSet<String>>,
    forms: Option<BTreeSet<String>>,
    tools: Option<BTreeSet<String>>,
    models: Option<BTreeSet<String>>,
    secrets: Option<BTreeSet<String>>,
    flows: Option<BTreeSet<String>>,
}

#[derive(Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
struct Expected {
    code: String,
    node: Option<String>,
    field: Option<String>,
}

fn files(folder: &str) -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder);
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty());
    paths.into_iter().map(|path| (path.clone(), std::fs::read_to_string(path).unwrap())).collect()
}

fn findings_of(wrong: &Wrong) -> Vec<Finding> {
    let parsed = match &wrong.text {
        Some(text) => check::parse(text),
        None => check::parse_value(&wrong.flow),
    };
    let around = &wrong.environment;
    let environment = Environment {
        bases: around.bases.clone(),
        forms: around.forms.clone(),
        tools: around.tools.clone(),
        models: around.models.clone(),
        secrets: around.secrets.clone(),
        flows: around.flows.clone(),
    };
    match parsed {
        Ok(flow) => check::check_with(&flow, &KindRegistry::builtin(), &environment),
        Err(findings) => findings,
    }
}

fn sorted(findings: &[Finding]) -> Vec<Expected> {
    let mut all: Vec<_> = findings
        .iter()
        .map(|f| Expected {
            code: f.code.clone(),
            node: f.node.as_ref().map(ToString::to_string),
            field: f.field.clone(),
        })
        .collect();
    all.sort();
    all
}

#[test]
fn every_mistake_is_found_and_nothing_else() {
    for (path, text) in files("wrong") {
        let mut wrong: Wrong =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path:?}: {error}"));
        let findings = findings_of(&wrong);
        wrong.expect.sort();
        assert_eq!(sorted(&findings), wrong.expect, "{path:?}\n{findings:#?}");
        for finding in &findings {
            let code = codes::find(&finding.code).unwrap_or_else(|| panic!("{path:?}: {finding:?}"));
            assert_eq!(code.severity, finding.severity, "{path:?}");
            assert!(!finding.cause.is_empty() && !finding.mend.is_empty(), "{path:?}: {finding:?}");
        }
    }
}

#[test]
fn every_code_is_given_by_at_least_one_fixture() {
    let mut given: BTreeSet<String> = BTreeSet::new();
    for (_, text) in files("wrong") {
        let wrong: Wrong = serde_json::from_str(&text).unwrap();
        given.extend(findings_of(&wrong).into_iter().map(|finding| finding.code));
    }
    given.extend(findings_of(&too_many_nodes()).into_iter().map(|finding| finding.code));
    let missing: Vec<_> =
        codes::ALL.iter().map(|code| code.code).filter(|code| !given.contains(*code)).collect();
    assert!(missing.is_empty(), "no fixture gives {missing:?}");
}

/// Too long to be a file.
fn too_many_nodes() -> Wrong {
    let nodes: Vec<_> = (0..2001)
        .map(|at| serde_json::json!({ "id": format!("n{at}"), "kind": "reply", "config": { "text": "x" } }))
        .collect();
    let mut edges = vec![serde_json::json!({ "from": "start", "to": "n0" })];
    edges.extend(
        (1..2001).map(|at| serde_json::json!({ "from": format!("n{}", at - 1), "to": format!("n{at}") })),
    );
    let flow = serde_json::json!({ "format": "flowright/1", "name": "big", "nodes": nodes, "edges": edges });
    Wrong { flow, text: None, environment: Surroundings::default(), expect: Vec::new() }
}

/// The nodes somebody drew, those of bodies included.
fn steps_of(plan: &flow_schema::plan::Plan) -> usize {
    let inside = plan.nodes.iter().filter_map(|node| node.body.as_deref());
    plan.nodes.len() - 1 + inside.map(steps_of).sum::<usize>()
}

#[test]
fn right_flows_have_no_errors_and_compile() {
    for (path, text) in files("right") {
        let flow = check::parse(&text).unwrap_or_else(|findings| panic!("{path:?}: {findings:#?}"));
        let kinds = KindRegistry::builtin();
        let findings = check::check(&flow, &kinds);
        let errors: Vec<_> = findings.iter().filter(|finding| finding.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "{path:?}: {errors:#?}");
        let plan = compile(&flow, &kinds).unwrap_or_else(|findings| panic!("{path:?}: {findings:#?}"));
        assert_eq!(steps_of(&plan), flow.nodes.len());
        assert_eq!(plan.hash, canonical::hash(&flow));
    }
}

#[test]
fn only_the_flow_that_reads_past_an_error_edge_is_warned() {
    for (path, text) in files("right") {
        let flow = check::parse(&text).unwrap();
        let codes: Vec<_> =
            check::check(&flow, &KindRegistry::builtin()).into_iter().map(|f| f.code).collect();
        // In the design's example `kb.error` leads to the ticket, whose title reads `answer`, and
        // `helped.yes` leads nowhere.
        let expect: &[&str] = if path.ends_with("design-example.json") { &["FR023", "FR035"] } else { &[] };
        assert_eq!(codes, expect, "{path:?}");
    }
}

#[test]
fn the_canonical_form_is_a_fixed_point() {
    for (path, text) in files("right") {
        let flow: Flow = serde_json::from_str(&text).unwrap();
        let canonical_text = canonical::to_string(&flow);
        let again: Flow = serde_json::from_str(&canonical_text).unwrap();
        assert_eq!(again, flow, "{path:?}");
        assert_eq!(canonical::to_string(&again), canonical_text, "{path:?}");
    }
}

#[test]
fn the_flow_that_ships_with_the_product_has_no_findings() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/it-helpdesk/flow.json");
    let flow = check::parse(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert_eq!(check::check(&flow, &KindRegistry::builtin()), []);
}
