//! Text that nobody checked, and where it must not go unchecked: into a model's instructions, and
//! into settings that decide what an action does to whom (`x-sensitive` in a kind's schema).
//!
//! Untrusted are what the user writes, passages of a knowledge base, tickets, and results of tools and
//! web services, and whatever a model, a template or a script makes of them. Numbers, yes or no, and
//! values of a fixed list are not: nobody can put words into them. A person's approval on every way, or
//! a Switch or Condition that compares the value with fixed ones, makes it trusted behind it.

mod agents;
mod barriers;
mod flows;

use super::report::{Report, Words, words};
use super::scope::Scope;
use super::{Analysis, Code, NodeFacts, codes};
use crate::expr::Template;
use crate::id::NodeId;
use crate::said::{Said, said};
use barriers::Barriers;
use flows::{Flows, Way};

/// What `x-sensitive` says of the part of a prompt that a model obeys.
const INSTRUCTIONS: &str = "the instructions of the model";

pub(super) fn check(analysis: &Analysis<'_>, report: &mut Report) {
    let sinks: Vec<_> = sinks(analysis);
    let agents = analysis.nodes.iter().any(|facts| facts.node.kind == "agent");
    if sinks.is_empty() && !agents {
        return;
    }
    let flows = Flows::of(analysis);
    if agents {
        agents::check(analysis, &flows, report);
    }
    let mut barriers = Barriers::new(analysis);
    for (vertex, template, field, what) in sinks {
        let Some(facts) = analysis.node(vertex) else { continue };
        template.visit(&mut |pointer, expr| {
            let scope = Scope::new(analysis, vertex);
            if expr.infer(&|name| scope.of(name)).0.is_closed() {
                return;
            }
            for reference in expr.reference_list() {
                let Some(way) = flows.way(analysis, vertex, reference) else { continue };
                if barriers.hold(vertex, reference, &way) {
                    continue;
                }
                let place = expr.place_up_to(reference, reference.path.len() - 1);
                let id = &facts.node.id;
                let (code, words) = told(&way, what, id);
                let field = format!("{field}{pointer}");
                report.node(code, id, &field, words.at(place));
            }
        });
    }
}

fn told(way: &Way, what: &str, id: &NodeId) -> (&'static Code, Words) {
    let (origin, steps) = (way.origin.said(), way.steps.join(" → "));
    if what == INSTRUCTIONS {
        let cause = said!(
            "{origin} that nobody checked decides the instructions of the model: {steps} → {id}",
            origin,
            steps,
            id
        );
        let mend =
            said!("put it into the prompt, which the model does not obey, or choose between fixed texts");
        return (&codes::TAINTED_PROMPT, words(cause, mend));
    }
    let what = Said::of_kind(what);
    let cause = said!("{origin} that nobody checked decides {what}: {steps} → {id}", origin, what, steps, id);
    let mend = said!("choose between fixed values with a Switch or Classify, or ask for approval before");
    (&codes::TAINTED_ACTION, words(cause, mend))
}

type Sink<'s> = (usize, &'s Template, String, &'s str);

/// Settings that are sensitive and computed.
fn sinks<'s>(analysis: &'s Analysis<'_>) -> Vec<Sink<'s>> {
    let mut found = Vec::new();
    for (vertex, facts) in analysis.vertices() {
        let Some(kind) = facts.kind.as_ref().filter(|_| analysis.graph.reachable[vertex]) else { continue };
        for (name, schema) in kind.config_schema["properties"].as_object().into_iter().flatten() {
            let (Some(what), Some(template)) = (schema["x-sensitive"].as_str(), facts.template.get(name))
            else {
                continue;
            };
            let fixed =
                kind.name == "http_request" && name == "url" && reads_from_a_fixed_host(facts, template);
            if !fixed {
                found.push((vertex, template, format!("/config/{name}"), what));
            }
        }
    }
    found
}

/// A request that only reads, from a host that no value can change.
fn reads_from_a_fixed_host(facts: &NodeFacts<'_>, url: &Template) -> bool {
    let reads = matches!(facts.config["method"].as_str(), Some("GET" | "HEAD"));
    let Template::Text(pieces) = url else { return false };
    let Some(crate::expr::Piece::Text(start)) = pieces.first() else { return false };
    let host = start.split_once("://").map(|(_, rest)| rest);
    reads && host.is_some_and(|host| host.contains('/') && !host.starts_with('/'))
}
