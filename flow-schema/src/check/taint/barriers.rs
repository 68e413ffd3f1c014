//! What makes a value trusted: a person who saw it, or a decision that compares it with fixed ones.

use super::flows::Way;
use crate::check::{Analysis, NodeFacts};
use crate::expr::{Reference, Step, Template};
use std::collections::HashMap;

/// What stands between untrusted text and its use.
pub(super) struct Barriers<'b, 'a> {
    analysis: &'b Analysis<'a>,
    /// By node: what can be reached without one of its ports that vouch for something.
    passed: HashMap<usize, Vec<bool>>,
    leads: HashMap<usize, Vec<bool>>,
}

impl<'b, 'a> Barriers<'b, 'a> {
    pub fn new(analysis: &'b Analysis<'a>) -> Self {
        Self { analysis, passed: HashMap::new(), leads: HashMap::new() }
    }

    pub fn hold(&mut self, reader: usize, reference: &Reference, way: &Way) -> bool {
        let analysis = self.analysis;
        for (vertex, facts) in analysis.vertices() {
            let vouches = match facts.node.kind.as_str() {
                // Somebody saw it, when it was there to be seen.
                "approval" | "guardrail" => way.from.is_none_or(|from| self.leads_to(from, vertex)),
                "switch" => compares(facts.template.get("value"), reference),
                "condition" => decides_on(facts, reference),
                _ => false,
            };
            if vouches && self.is_behind(vertex, facts, reader) {
                return true;
            }
        }
        false
    }

    /// Whether every way to the reader leaves the node by a port that vouches.
    fn is_behind(&mut self, vertex: usize, facts: &NodeFacts<'_>, reader: usize) -> bool {
        let graph = &self.analysis.graph;
        let otherwise = facts.config["otherwise"].as_str().unwrap_or_default();
        let vouching = |port: &str| match facts.node.kind.as_str() {
            "approval" => port == "approved",
            "guardrail" => port != crate::PortId::ERROR,
            _ => port != otherwise,
        };
        let without = self.passed.entry(vertex).or_insert_with(|| {
            graph.flood(0, |edge| {
                let edge = &graph.edges[edge];
                edge.from != vertex || !vouching(edge.port.as_str())
            })
        });
        graph.reachable[vertex] && reader != vertex && !without[reader]
    }

    fn leads_to(&mut self, from: usize, to: usize) -> bool {
        let graph = &self.analysis.graph;
        self.leads.entry(from).or_insert_with(|| graph.reached_from(from))[to]
    }
}

fn reads_the_same(a: &Reference, b: &Reference) -> bool {
    a.path == b.path && a.path.iter().all(|step| matches!(step, Step::Member(_)))
}

/// A Switch whose value is exactly what is read.
fn compares(value: Option<&Template>, reference: &Reference) -> bool {
    let Some(Template::Value(expr)) = value else { return false };
    matches!(expr.reference_list(), [one] if reads_the_same(one, reference) && expr.source.trim() == written(one))
}

fn written(reference: &Reference) -> String {
    reference.members().join(".")
}

/// A Condition in which every case compares what is read with something fixed.
fn decides_on(facts: &NodeFacts<'_>, reference: &Reference) -> bool {
    let Some(Template::Array(cases)) = facts.template.get("cases") else { return false };
    cases.iter().all(|case| {
        let Some(Template::Value(expr)) = case.get("when") else { return false };
        let source: String = expr.source.split_whitespace().collect();
        let fixed = source.contains("==") || source.contains("].contains(") || expr.source.contains(" in [");
        fixed && expr.reference_list().iter().any(|read| reads_the_same(read, reference))
    })
}
