//! Flow documents, right and wrong. Studio's tests read the same files.

#![expect(clippy::unwrap_used, reason = "a test may stop at a broken premise")]

mod support;

use flow_schema::NodeId;
use flow_schema::check::{self, codes};
use flow_schema::compile::compile;
use flow_schema::kind::KindRegistry;
use flow_schema::model::{Flow, Node};
use flow_schema::{Severity, canonical, fix};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use support::{Expected, Fixture, files, fixtures, places};

fn wrong() -> Vec<(String, Fixture)> {
    let mut all = fixtures("wrong");
    all.extend(fixtures("pages").into_iter().map(|(name, fixture)| (format!("pages/{name}"), fixture)));
    all
}

#[test]
fn every_mistake_is_found_and_nothing_else() {
    let mut failed = Vec::new();
    for (name, mut wrong) in wrong() {
        let findings = wrong.findings();
        wrong.expect.sort();
        let got: Vec<Expected> = places(&findings);
        if got != wrong.expect || got.is_empty() {
            failed.push(format!("{name}: expected {:#?}\n{findings:#?}", wrong.expect));
        }
        for finding in &findings {
            let code = codes::find(&finding.code).unwrap_or_else(|| panic!("{name}: {finding:?}"));
            assert_eq!(code.severity, finding.severity, "{name}");
            assert!(!finding.cause.is_empty() && !finding.mend.is_empty(), "{name}: {finding:?}");
        }
    }
    assert!(failed.is_empty(), "{} fixtures\n{}", failed.len(), failed.join("\n"));
}

#[test]
fn a_fix_takes_its_finding_away_and_makes_no_error() {
    let mut fixes = 0;
    for (name, wrong) in wrong() {
        let findings = wrong.findings();
        for finding in &findings {
            let Some(fix) = &finding.fix else { continue };
            fixes += 1;
            let mended =
                fix::apply(&wrong.flow, fix).unwrap_or_else(|error| panic!("{name}: {error}\n{finding:#?}"));
            let after = wrong.findings_of(&mended);
            let same =
                |f: &flow_schema::Finding| (f.code.clone(), f.node.clone(), f.field.clone(), f.cause.clone());
            assert!(
                !after.iter().any(|other| same(other) == same(finding) && other.position == finding.position),
                "{name}: still there\n{finding:#?}\n{mended:#}"
            );
            let errors = |findings: &[flow_schema::Finding]| {
                findings.iter().filter(|f| f.severity == Severity::Error).count()
            };
            // Behind an unreadable document, or a kind that was unknown, others may come to light.
            if check::parse_value(&wrong.flow).is_ok() && finding.code != "FR010" {
                assert!(errors(&after) <= errors(&findings), "{name}: {finding:#?}\n{after:#?}");
            }
        }
    }
    println!("{fixes} fixes made");
    assert!(fixes >= 90, "{fixes}");
}

#[test]
fn a_position_covers_what_the_finding_is_about() {
    for (name, wrong) in wrong() {
        for finding in wrong.findings() {
            let Some(position) = finding.position else { continue };
            let node = wrong.flow["nodes"].as_array().into_iter().flatten();
            let node =
                finding.node.iter().flat_map(|id| node.clone().find(|node| node["id"] == id.as_str())).next();
            let text = node.unwrap_or(&wrong.flow).pointer(finding.field.as_deref().unwrap_or_default());
            let text =
                text.and_then(Value::as_str).unwrap_or_else(|| panic!("{name}: not a text: {finding:#?}"));
            let length = text.chars().count();
            assert!(
                position.start <= position.end && position.end as usize <= length,
                "{name}: {finding:#?}"
            );
        }
    }
}

#[test]
fn every_code_is_given_by_at_least_one_fixture() {
    let mut given: BTreeSet<String> = BTreeSet::new();
    for (_, wrong) in wrong() {
        given.extend(wrong.findings().into_iter().map(|finding| finding.code));
    }
    let flow: Flow = serde_json::from_value(too_many_nodes()).unwrap();
    given.extend(check::check(&flow, &KindRegistry::builtin()).into_iter().map(|finding| finding.code));
    let missing: Vec<_> =
        codes::ALL.iter().map(|code| code.code).filter(|code| !given.contains(*code)).collect();
    assert!(missing.is_empty(), "no fixture gives {missing:?}");
}

#[test]
fn the_fixture_set_keeps_its_size() {
    let (wrong, right) = (wrong().len(), fixtures("right_in_place").len() + files("right").len());
    println!("{wrong} wrong flows, {right} right ones");
    assert!(wrong >= 160 && right >= 40, "{wrong} {right}");
}

/// Too long to be a file.
fn too_many_nodes() -> Value {
    let nodes: Vec<_> = (0..2001)
        .map(|at| serde_json::json!({ "id": format!("n{at}"), "kind": "reply", "config": { "text": "x" } }))
        .collect();
    let mut edges = vec![serde_json::json!({ "from": "start", "to": "n0" })];
    edges.extend(
        (1..2001).map(|at| serde_json::json!({ "from": format!("n{}", at - 1), "to": format!("n{at}") })),
    );
    serde_json::json!({ "format": "flowright/1", "name": "big", "nodes": nodes, "edges": edges })
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
        let is_off = |node: &Node| {
            let parent = |id: &NodeId| flow.nodes.iter().find(|node| node.id == *id);
            std::iter::successors(Some(node), |node| node.parent.as_ref().and_then(parent))
                .any(|node| node.disabled)
        };
        assert_eq!(steps_of(&plan), flow.nodes.iter().filter(|node| !is_off(node)).count());
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

/// What looks wrong and is not, with its surroundings.
#[test]
fn nothing_is_said_about_what_is_right() {
    let mut failed = Vec::new();
    for (name, fixture) in fixtures("right_in_place") {
        let findings = fixture.findings();
        if !findings.is_empty() {
            failed.push(format!("{name}: {findings:#?}"));
        }
    }
    assert!(failed.is_empty(), "{} flows\n{}", failed.len(), failed.join("\n"));
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
fn the_flows_that_ship_with_the_product_have_no_findings() {
    for name in ["it-helpdesk", "ticket-chaser"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../examples/{name}/flow.json"));
        let flow = check::parse(&std::fs::read_to_string(path).unwrap()).unwrap();
        assert_eq!(check::check(&flow, &KindRegistry::builtin()), [], "{name}");
    }
}
