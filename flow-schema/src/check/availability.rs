//! Whether a node that is read has run by then.

use super::references::at;
use super::report::{Mend, Report, words};
use super::scope::{self, Scope};
use super::{Analysis, codes};
use crate::expr::types::{Kinds, Type};
use crate::id::PortId;
use crate::kind::PortKind;
use crate::model::Join;
use crate::said::said;
use std::collections::HashMap;

pub(super) fn check(analysis: &Analysis<'_>, report: &mut Report) {
    let mut availability = Availability { analysis, reached: HashMap::new(), certain: HashMap::new() };
    for (reader, facts) in analysis.vertices() {
        if !analysis.graph.reachable[reader] {
            continue;
        }
        facts.expressions(&mut |field, expr| {
            for reference in expr.reference_list() {
                let name = reference.root();
                let Some(&read) = analysis.vertices.get(name).filter(|vertex| **vertex != 0) else { continue };
                if !analysis.graph.reachable[read] {
                    continue;
                }
                // The ordinary case, and it costs nothing to see.
                if read != reader && analysis.graph.succeeded_before(read, reader) {
                    continue;
                }
                let id = &facts.node.id;
                if !availability.leads_to(read, reader) {
                    let cause = match read == reader {
                        true => said!("‘{id}’ reads its own output{at}", id, at = at(reference)),
                        false => said!("‘{name}’ cannot have run when ‘{id}’ starts{at}", name, id, at = at(reference)),
                    };
                    let mend = match availability.leads_to(reader, read) {
                        true => said!("‘{name}’ comes after ‘{id}’: read a node before it, or pass the value through state", name, id),
                        false => said!("connect ‘{name}’ so that it leads to ‘{id}’, or read another node", name, id),
                    };
                    let words = words(cause, mend).at(expr.place_up_to(reference, 0));
                    report.node(&codes::NOT_UPSTREAM, id, field, words);
                } else if !reference.guarded && reference.members().get(1) != Some(&"error") && !availability.is_certain(read, reader) {
                    let cause = said!("‘{name}’ may not have run, or may have failed, when ‘{id}’ starts{at}; it is null then", name, id, at = at(reference));
                    let mend = said!("say what to use instead: default({read}, …)", read = reference.members().join("."));
                    let last = reference.path.len() - 1;
                    let place = expr.place_up_to(reference, last);
                    let fix = place.zip(expr.written(reference, last)).map(|(position, written)| {
                        let value = scope::read(&Scope::new(analysis, reader), reference);
                        Mend::Text { position, text: format!("default({written}, {})", nothing_like(&value)) }
                    });
                    let words = words(cause, mend).at(expr.place_up_to(reference, last)).fixed(fix);
                    report.node(&codes::MAY_BE_ABSENT, id, field, words);
                }
            }
        });
    }
}

/// What stands for no value of that type, in an expression.
fn nothing_like(value: &Type<'_>) -> &'static str {
    match value.present() {
        kinds if kinds == Kinds::NUMBER => "0",
        kinds if kinds == Kinds::BOOL => "false",
        kinds if kinds == Kinds::LIST => "[]",
        kinds if kinds == Kinds::OBJECT => "#{}",
        _ => "\"\"",
    }
}

struct Availability<'a> {
    analysis: &'a Analysis<'a>,
    /// By node: where its edges lead.
    reached: HashMap<usize, Vec<bool>>,
    /// By node: what has succeeded for certain, once the node has and all that follows is decided.
    certain: HashMap<usize, Vec<bool>>,
}

impl Availability<'_> {
    fn leads_to(&mut self, from: usize, to: usize) -> bool {
        let graph = &self.analysis.graph;
        self.reached.entry(from).or_insert_with(|| graph.reached_from(from))[to]
    }

    fn is_certain(&mut self, read: usize, reader: usize) -> bool {
        let graph = &self.analysis.graph;
        // Two branches of one fork that meet again: neither is on every way to the meeting point,
        // and yet both have run, because a join waits for all its edges.
        let fork = graph.common_dominator(read, reader);
        if fork == reader || fork == read || !graph.succeeded_before(fork, reader) && fork != 0 {
            return false;
        }
        let analysis = self.analysis;
        self.certain.entry(fork).or_insert_with(|| certain_after(analysis, fork))[read]
            && self.waits_for(read, reader)
    }

    /// Whether `reader` starts only once `read` is over: along some way between them every node
    /// waits for all its edges.
    fn waits_for(&self, read: usize, reader: usize) -> bool {
        let graph = &self.analysis.graph;
        let waits =
            |vertex: usize| self.analysis.node(vertex).is_some_and(|facts| facts.node.join == Join::All);
        if !waits(reader) {
            return false;
        }
        let mut seen = vec![false; graph.len()];
        let mut open = vec![reader];
        while let Some(vertex) = open.pop() {
            for &edge in &graph.incoming[vertex] {
                let from = graph.edges[edge].from;
                if from == read {
                    return true;
                }
                if graph.back[edge].is_none() && !seen[from] && waits(from) {
                    seen[from] = true;
                    open.push(from);
                }
            }
        }
        false
    }
}

/// What runs and succeeds whenever `fork` does, or the run fails: everything behind it along edges
/// that are always taken.
pub(super) fn certain_after(analysis: &Analysis<'_>, fork: usize) -> Vec<bool> {
    let graph = &analysis.graph;
    let always_taken = |vertex: usize, port: &str| match analysis.node(vertex) {
        None => true,
        Some(facts) => {
            let flows =
                facts.ports.iter().any(|known| known.name.as_str() == port && known.kind == PortKind::Flow);
            flows && !analysis.has_edge(vertex, PortId::ERROR)
        }
    };
    let mut seen = graph.flood(fork, |at| {
        let edge = &graph.edges[at];
        graph.back[at].is_none() && always_taken(edge.from, edge.port.as_str())
    });
    for (vertex, seen) in seen.iter_mut().enumerate() {
        *seen = *seen && !analysis.has_edge(vertex, PortId::ERROR);
    }
    seen
}
