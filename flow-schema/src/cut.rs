//! What of an unfinished flow can be tried out: everything up to the first step with a problem.
//!
//! In the place of each node with an error stands a script that fails with the finding's words. What only
//! it leads to is left out. The result is a flow like any other, so nothing else needs to know.

use crate::check;
use crate::finding::{Finding, Severity};
use crate::id::NodeId;
use crate::kind::KindRegistry;
use crate::model::{Flow, Join, Node};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The part of a flow that can run; the flow itself when it has no errors.
///
/// # Errors
/// The findings, when one of them is about the flow as a whole (its channels, two ways into a loop): then
/// nothing of it can run.
pub fn runnable_part(flow: &Flow, kinds: &KindRegistry) -> Result<Flow, Vec<Finding>> {
    let mut part = flow.clone();
    let mut broken: BTreeMap<NodeId, String> = BTreeMap::new();
    // Each round mends something or is the last.
    for _ in 0..=flow.nodes.len() + flow.edges.len() {
        let errors = errors(&part, kinds);
        if errors.is_empty() {
            return Ok(part);
        }
        let (broken_before, edges_before) = (broken.len(), part.edges.len());
        for error in &errors {
            match (&error.node, edge_of(error)) {
                (Some(node), _) => {
                    broken.entry(node.clone()).or_insert_with(|| words(error));
                }
                (None, Some(edge)) => {
                    let to = part.edges.get(edge).map(|edge| edge.to.clone());
                    let lost = to.filter(|to| !part.nodes.iter().any(|node| node.id == *to));
                    if let Some(lost) = lost {
                        broken.entry(lost).or_insert_with(|| words(error));
                    }
                }
                (None, None) => return Err(all(flow, kinds)),
            }
        }
        let mut at = 0;
        let wrong: BTreeSet<usize> = errors.iter().filter_map(edge_of).collect();
        part.edges.retain(|edge| {
            at += 1;
            !wrong.contains(&(at - 1)) || broken.contains_key(&edge.to)
        });
        stand_in(&mut part, &broken);
        if broken.len() == broken_before && part.edges.len() == edges_before {
            return Err(all(flow, kinds));
        }
    }
    Err(all(flow, kinds))
}

fn all(flow: &Flow, kinds: &KindRegistry) -> Vec<Finding> {
    check::check(flow, kinds)
}

fn errors(flow: &Flow, kinds: &KindRegistry) -> Vec<Finding> {
    all(flow, kinds).into_iter().filter(|finding| finding.severity == Severity::Error).collect()
}

/// Which connection a finding is about.
fn edge_of(finding: &Finding) -> Option<usize> {
    let rest = finding.field.as_deref().filter(|_| finding.node.is_none())?.strip_prefix("/edges/")?;
    rest.split('/').next()?.parse().ok()
}

fn words(finding: &Finding) -> String {
    format!("{}: {}; {}", finding.code, finding.cause, finding.mend)
}

/// Puts a failing step in the place of each broken one, and takes out what cannot be reached any more.
fn stand_in(flow: &mut Flow, broken: &BTreeMap<NodeId, String>) {
    flow.edges.retain(|edge| !broken.contains_key(&edge.source().0));
    for (id, words) in broken {
        let known = flow.nodes.iter_mut().find(|node| node.id == *id);
        let script = |node: Option<&Node>| Node {
            id: id.clone(),
            kind: "script".to_owned(),
            title: node.map(|node| node.title.clone()).unwrap_or_default(),
            config: Map::from_iter([("code".to_owned(), throws(words))]),
            retry: None,
            timeout: None,
            on_error: None,
            join: node.map(|node| node.join).unwrap_or(Join::All),
            cancel_others: false,
            max_iterations: node.and_then(|node| node.max_iterations),
            parent: node.and_then(|node| node.parent.clone()),
            disabled: false,
            notes: String::new(),
        };
        match known {
            Some(node) => *node = script(Some(node)),
            None => flow.nodes.push(script(None)),
        }
    }
    let reached = reached(flow);
    flow.nodes.retain(|node| reached.contains(&node.id));
    flow.edges.retain(|edge| {
        let from = edge.source().0;
        reached.contains(&edge.to) && (from.as_str() == NodeId::START || reached.contains(&from))
    });
}

/// A script that fails with these words. JSON's way of writing text is Rhai's, too.
fn throws(words: &str) -> Value {
    json!(format!("throw #{{ message: {} }}", json!(words)))
}

/// Nodes that the start leads to. A body begins where its container's port `body` leads, which is an edge
/// like any other.
fn reached(flow: &Flow) -> BTreeSet<NodeId> {
    let mut open = vec![NodeId::from(NodeId::START)];
    let mut reached = BTreeSet::new();
    while let Some(from) = open.pop() {
        for edge in flow.edges.iter().filter(|edge| edge.source().0 == from) {
            if reached.insert(edge.to.clone()) {
                open.push(edge.to.clone());
            }
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::compile;

    fn flow(document: Value) -> Flow {
        serde_json::from_value(document).expect("a document")
    }

    fn right() -> Value {
        json!({ "id": "b", "kind": "script", "config": { "code": "#{ text: input.message }" } })
    }

    /// `start → a → b → c`, and beside it `start → d`; of `b` the config is given.
    fn chain(b: Value) -> Flow {
        flow(json!({
            "format": "flowright/1", "name": "chain",
            "input": { "type": "object", "properties": { "message": { "type": "string" } } },
            "nodes": [
                { "id": "a", "kind": "template", "config": { "text": "a" } },
                b,
                { "id": "c", "kind": "template", "config": { "text": "{{ b.text }}" } },
                { "id": "d", "kind": "template", "config": { "text": "d" } },
                { "id": "e", "kind": "template", "config": { "text": "on error" } }
            ],
            "edges": [
                { "from": "start", "to": "a" }, { "from": "start", "to": "d" }, { "from": "a", "to": "b" },
                { "from": "b", "to": "c" }, { "from": "b.error", "to": "e" }
            ]
        }))
    }

    fn ids(flow: &Flow) -> Vec<&str> {
        flow.nodes.iter().map(|node| node.id.as_str()).collect()
    }

    #[test]
    fn a_flow_without_errors_is_left_as_it_is() {
        let right = chain(right());
        assert_eq!(runnable_part(&right, &KindRegistry::builtin()).expect("it runs"), right);
    }

    #[test]
    fn a_step_with_a_problem_fails_with_its_words_and_nothing_after_it_is_reached() {
        let kinds = KindRegistry::builtin();
        for wrong in [
            json!({ "id": "b", "kind": "no_such_kind" }),
            json!({ "id": "b", "kind": "template", "config": { "text": "{{ nowhere.text }}" }, "on_error": { "continue": 1 } }),
        ] {
            let part = runnable_part(&chain(wrong), &kinds).expect("some of it runs");
            assert_eq!(ids(&part), ["a", "b", "d"], "not even over its error edge");
            assert!(part.nodes[1].on_error.is_none());
            let code = part.nodes[1].config["code"].as_str().expect("a script");
            assert!(code.starts_with("throw #{ message: \"FR0"), "{code}");
            compile(&part, &kinds).expect("it compiles");
        }
    }

    #[test]
    fn a_connection_to_nothing_ends_in_the_problem() {
        let mut wrong = chain(right());
        wrong.nodes.retain(|node| node.id.as_str() != "c");
        let part = runnable_part(&wrong, &KindRegistry::builtin()).expect("some of it runs");
        assert_eq!(ids(&part), ["a", "b", "d", "e", "c"]);
        assert_eq!(part.nodes[4].kind, "script");
    }

    #[test]
    fn two_ways_into_a_loop_are_a_problem_of_where_it_is_entered() {
        let mut wrong = chain(right());
        let edges = [("b", "d"), ("d", "b")];
        wrong
            .edges
            .extend(edges.map(|(from, to)| crate::model::Edge { from: from.to_owned(), to: to.into() }));
        let part = runnable_part(&wrong, &KindRegistry::builtin()).expect("some of it runs");
        assert!(part.nodes[1].config["code"].as_str().expect("a script").contains("FR026"));
    }

    #[test]
    fn of_a_flow_that_is_wrong_as_a_whole_nothing_runs() {
        let mut wrong = chain(right());
        let channel = json!({ "schema": { "type": "no type" } });
        wrong.state.insert("seen".to_owned(), serde_json::from_value(channel).expect("a channel"));
        let findings = runnable_part(&wrong, &KindRegistry::builtin()).expect_err("a channel is wrong");
        assert!(findings.iter().any(|finding| finding.severity == Severity::Error));
    }
}
