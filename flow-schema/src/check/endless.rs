//! Loops that go on although nothing is left to happen, and waits that may never end.

use super::availability::certain_after;
use super::report::{Report, words};
use super::{Analysis, NodeFacts, codes};
use crate::expr::{Expr, Template};
use crate::graph::Loop;
use crate::id::PortId;
use crate::kind::PortKind;
use crate::said::said;
use serde_json::Value;
use std::collections::HashSet;

pub(super) fn check(analysis: &Analysis<'_>, report: &mut Report) {
    for (_, facts) in analysis.vertices().filter(|(vertex, _)| analysis.graph.reachable[*vertex]) {
        match facts.node.kind.as_str() {
            "loop" => container(analysis, facts, report),
            "wait" => wait(facts, report),
            _ => {}
        }
    }
    itself(analysis, report);
    for found in &analysis.graph.loops {
        cycle(analysis, found, report);
    }
}

fn is_text(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.trim().is_empty())
}

fn wait(facts: &NodeFacts<'_>, report: &mut Report) {
    let set = |name: &str| is_text(&facts.written[name]);
    if set("event") && !set("for") && !set("until") && !set("deadline") {
        let event = facts.written["event"].as_str().unwrap_or_default();
        let cause = said!("when ‘{event}’ never happens, the run waits for ever", event);
        let mend = said!("fill in Deadline, and connect the port timeout");
        report.node(&codes::WAITS_FOR_EVER, &facts.node.id, "/config/event", words(cause, mend));
    }
}

/// A flow that runs itself, on whatever way a run takes.
fn itself(analysis: &Analysis<'_>, report: &mut Report) {
    let name = analysis.flow.name.as_str();
    let calls = |facts: &NodeFacts<'_>| facts.node.kind == "subflow" && facts.config["flow"] == name;
    if !analysis.nodes.iter().any(calls) {
        return;
    }
    let certain = certain_after(analysis, 0);
    // What a body holds may run for no item at all.
    for (_, facts) in
        analysis.vertices().filter(|(vertex, facts)| certain[*vertex] && facts.node.parent.is_none())
    {
        if calls(facts) && facts.config["version"].is_null() {
            let cause = said!(
                "‘{id}’ runs the flow ‘{name}’ itself, every time, so a run only ends by failing",
                id = facts.node.id,
                name
            );
            let mend = said!("decide before it whether to go on, or run another flow");
            report.node(&codes::RUNS_ITSELF, &facts.node.id, "/config/flow", words(cause, mend));
        }
    }
}

fn container(analysis: &Analysis<'_>, facts: &NodeFacts<'_>, report: &mut Report) {
    let id = &facts.node.id;
    let inside = analysis.descendants(id.as_str());
    let ends = inside.iter().any(|inner| inner.node.kind == "end" && inner.node.parent.as_ref() == Some(id));
    let condition = |name: &str| match facts.template.get(name) {
        Some(Template::Value(expr)) => Some(expr),
        _ => None,
    };
    let (before, after) = (condition("while"), condition("until"));
    let fixed = |expr: &Expr| expr.reference_list().is_empty();
    let never = before.is_none_or(|expr| fixed(expr) && expr.source.trim() == "true")
        && after.is_none_or(|expr| fixed(expr) && expr.source.trim() == "false");
    if ends || inside.is_empty() {
        return;
    }
    if never {
        let cause =
            said!("nothing ends ‘{id}’ but its bound: it has no While or Until, and no End in its body", id);
        let mend = said!("say While or Until when it is done, or put an End into its body");
        report.node(&codes::ENDLESS_BODY, id, "/config", words(cause, mend));
        return;
    }
    let ids: HashSet<&str> = inside.iter().map(|inner| inner.node.id.as_str()).collect();
    let channels = written(inside.iter().copied());
    for (name, expr) in [("while", before), ("until", after)] {
        let Some(expr) = expr.filter(|expr| !changes(expr, false, &ids, &channels)) else { continue };
        // The other one may still end it.
        let other = if name == "while" { after } else { before };
        if other.is_some_and(|other| changes(other, false, &ids, &channels)) {
            continue;
        }
        let cause = said!(
            "‘{expression}’ reads nothing that the steps of ‘{id}’ change",
            expression = expr.source.trim(),
            id
        );
        let mend = said!("read a channel that a step in it writes: state.…");
        report.node(&codes::SAME_EVERY_ROUND, id, &format!("/config/{name}"), words(cause, mend));
    }
}

/// Conditions that decide whether a cycle of edges goes on. When one of them can change, all is well.
fn cycle(analysis: &Analysis<'_>, found: &Loop, report: &mut Report) {
    let Some(entry) = analysis.node(found.entry) else { return };
    let body: Vec<&NodeFacts<'_>> = found.body.iter().filter_map(|&vertex| analysis.node(vertex)).collect();
    let ids: HashSet<&str> = body.iter().map(|facts| facts.node.id.as_str()).collect();
    let within = body.iter().flat_map(|facts| analysis.descendants(facts.node.id.as_str()));
    let channels = written(body.iter().copied().chain(within));
    let mut stuck: Option<&NodeFacts<'_>> = None;
    for (&vertex, facts) in found.body.iter().zip(&body) {
        let leaves = analysis.graph.outgoing[vertex].iter().any(|&edge| {
            let edge = &analysis.graph.edges[edge];
            found.body.binary_search(&edge.to).is_err() && edge.port.as_str() != PortId::BODY
        });
        let open = facts
            .ports
            .iter()
            .any(|port| port.kind == PortKind::Branch && !analysis.has_edge(vertex, port.name.as_str()));
        if !leaves && !open {
            continue;
        }
        // Anything else that leads out, an answer, a failure, a model's choice, may differ each time.
        if !matches!(facts.node.kind.as_str(), "condition" | "switch") {
            return;
        }
        let mut moves = false;
        facts.expressions(&mut |_, expr| moves |= changes(expr, true, &ids, &channels));
        if moves {
            return;
        }
        stuck = stuck.or(Some(facts));
    }
    if let Some(facts) = stuck {
        let id = &facts.node.id;
        let cause = said!(
            "‘{id}’ decides whether the loop of ‘{entry}’ goes on, and reads nothing that the loop changes",
            id,
            entry = entry.node.id
        );
        let mend = said!("read a node or a channel of the loop, or loop.count");
        let field = if facts.node.kind == "switch" { "/config/value" } else { "/config/cases" };
        report.node(&codes::SAME_EVERY_ROUND, id, field, words(cause, mend));
    }
}

/// Whether an expression may give another value in the next round. `counted`: it is inside the loop and
/// sees its count; While and Until of a Loop do not.
fn changes(expr: &Expr, counted: bool, ids: &HashSet<&str>, channels: &HashSet<String>) -> bool {
    expr.reference_list().iter().any(|reference| match (reference.root(), reference.members().get(1)) {
        ("loop", _) => counted,
        ("conversation", _) => true,
        ("state", Some(channel)) => channels.contains(*channel),
        ("state", None) => !channels.is_empty(),
        (name, _) => ids.contains(name),
    })
}

/// The channels that these nodes write.
fn written<'s, 'a: 's>(nodes: impl Iterator<Item = &'s NodeFacts<'a>>) -> HashSet<String> {
    let sets = nodes.filter_map(|facts| facts.written["set"].as_object());
    sets.flat_map(|set| set.keys().cloned()).collect()
}
