//! Text that nobody checked, and where it must not go unchecked: into a model's instructions, and
//! into settings that decide what an action does to whom (`x-sensitive` in a kind's schema).
//!
//! Untrusted are what the user writes, passages of a knowledge base, tickets, and results of tools and
//! web services, and whatever a model, a template or a script makes of them. Numbers, yes or no, and
//! values of a fixed list are not: nobody can put words into them. A person's approval on every way, or
//! a Switch or Condition that compares the value with fixed ones, makes it trusted behind it.

use super::report::{Report, words};
use super::scope::{self, Scope};
use super::{Analysis, NodeFacts, codes};
use crate::expr::{Expr, Reference, Step, Template};
use crate::id::NodeId;
use crate::kind::is_container;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};

/// What `x-sensitive` says of the part of a prompt that a model obeys.
const INSTRUCTIONS: &str = "the instructions of the model";

pub(super) fn check(analysis: &Analysis<'_>, report: &mut Report) {
    let sinks: Vec<_> = sinks(analysis);
    if sinks.is_empty() {
        return;
    }
    let flows = Flows::of(analysis);
    let mut barriers = Barriers { analysis, passed: HashMap::new(), leads: HashMap::new() };
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
                let (code, what) = match what {
                    INSTRUCTIONS => (&codes::TAINTED_PROMPT, INSTRUCTIONS.to_owned()),
                    other => (&codes::TAINTED_ACTION, other.to_owned()),
                };
                let cause = format!(
                    "{} that nobody checked decides {what}: {} → {}",
                    way.origin,
                    way.steps.join(" → "),
                    facts.node.id
                );
                let mend = match code.code == codes::TAINTED_PROMPT.code {
                    true => {
                        "put it into the prompt, which the model does not obey, or choose between fixed texts"
                    }
                    false => {
                        "choose between fixed values with a Switch or Classify, or ask for approval before"
                    }
                };
                let field = format!("{field}{pointer}");
                report.node(code, &facts.node.id, &field, words(cause, mend).at(place));
            }
        });
    }
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

/// How untrusted text came to a place.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Way {
    /// Whose text it is: `user text`.
    origin: &'static str,
    /// The node it comes from; `None` for the input and the conversation.
    from: Option<usize>,
    /// What was read on the way, the first reading first.
    steps: Vec<String>,
}

/// Which nodes and channels hold untrusted text.
struct Flows {
    nodes: Vec<Option<Way>>,
    channels: BTreeMap<String, Way>,
}

const PASSAGE: &str = "a passage";
const TICKET: &str = "a ticket's text";

/// More steps than a person wants to read.
const MOST_STEPS: usize = 8;

impl Flows {
    fn of(analysis: &Analysis<'_>) -> Self {
        let mut flows = Self { nodes: vec![None; analysis.nodes.len() + 1], channels: BTreeMap::new() };
        let order = analysis.graph.in_order();
        // Each round carries text through one more channel or loop; more than this is no flow's
        // length of memory, and what is missed then is a warning.
        for _ in 0..8 {
            let mut changed = false;
            for &vertex in &order {
                let Some(facts) = analysis.node(vertex) else { continue };
                if flows.nodes[vertex].is_none()
                    && let Some(way) = flows.output(analysis, vertex, facts)
                {
                    flows.nodes[vertex] = Some(way);
                    changed = true;
                }
                if facts.node.kind == "set_state" {
                    changed |= flows.set_channels(analysis, vertex, facts);
                }
            }
            if !changed {
                break;
            }
        }
        flows
    }

    fn set_channels(&mut self, analysis: &Analysis<'_>, vertex: usize, facts: &NodeFacts<'_>) -> bool {
        let Some(Template::Object(entries)) = facts.template.get("set") else { return false };
        let mut changed = false;
        for (channel, value) in entries {
            if !self.channels.contains_key(channel)
                && let Some(way) = self.first_way(analysis, vertex, value)
            {
                self.channels.insert(channel.clone(), way);
                changed = true;
            }
        }
        changed
    }

    /// What a node gives, if somebody's words can be in it.
    fn output(&self, analysis: &Analysis<'_>, vertex: usize, facts: &NodeFacts<'_>) -> Option<Way> {
        let source = |origin| Some(Way { origin, from: Some(vertex), steps: Vec::new() });
        match facts.node.kind.as_str() {
            "ask_user" => source("user text"),
            "kb_search" => source(PASSAGE),
            "find_tickets" => source(TICKET),
            "http_request" => source("a web service's answer"),
            "wait" => source("an event's text"),
            kind if kind == "mcp_tool" || kind.starts_with("mcp:") => source("a tool's result"),
            "llm" | "agent" | "extract" | "template" | "script" | "switch" | "subflow" | "reply" => {
                self.first_way(analysis, vertex, &facts.template)
            }
            kind if is_container(kind) => {
                let mut inside = analysis.children(facts.node.id.as_str());
                inside.find_map(|(at, _)| self.nodes[at].clone())
            }
            _ => None,
        }
    }

    fn first_way(&self, analysis: &Analysis<'_>, vertex: usize, template: &Template) -> Option<Way> {
        let mut found = None;
        template.visit(&mut |_, expr: &Expr| {
            for reference in expr.reference_list() {
                if found.is_none() {
                    found = self.way(analysis, vertex, reference);
                }
            }
        });
        found
    }

    /// How what a reference reads came to be untrusted, if it is.
    fn way(&self, analysis: &Analysis<'_>, reader: usize, reference: &Reference) -> Option<Way> {
        let members = reference.members();
        let outside = |origin, read: &str| Some(Way { origin, from: None, steps: vec![read.to_owned()] });
        let way = match (members.first().copied()?, members.get(1).copied()) {
            ("input", Some("message")) => outside("user text", "input.message"),
            ("input", None) if reads_messages(&analysis.input) => outside("user text", "input"),
            ("conversation", None | Some("history")) => outside("user text", "conversation.history"),
            ("state", Some(channel)) => self.channels.get(channel).cloned(),
            ("item", _) => {
                let each = enclosing_map(analysis, reader)?;
                let items = analysis.node(each)?.template.get("items")?;
                self.first_way(analysis, each, items)
            }
            (_, Some("error")) => None,
            (name, _) => self.nodes[*analysis.vertices.get(name)?].clone(),
        };
        let mut way = way?;
        if let Some(Step::Member(last)) = reference.path.last()
            && is_an_identifier(way.origin, last)
        {
            return None;
        }
        if scope::read(&Scope::new(analysis, reader), reference).is_closed() {
            return None;
        }
        let read = members.join(".");
        if way.steps.len() < MOST_STEPS && way.steps.last() != Some(&read) {
            way.steps.push(read);
        }
        Some(way)
    }
}

/// What the system itself says of a ticket or a passage: nobody's words.
fn is_an_identifier(origin: &str, member: &str) -> bool {
    match origin {
        TICKET => matches!(member, "id" | "number" | "status" | "priority" | "url"),
        PASSAGE => matches!(member, "id" | "document_id" | "base"),
        _ => false,
    }
}

fn reads_messages(input: &Value) -> bool {
    let properties = input["properties"].as_object();
    properties.is_none_or(|properties| properties.contains_key("message"))
}

fn enclosing_map(analysis: &Analysis<'_>, reader: usize) -> Option<usize> {
    let mut at = reader;
    for _ in 0..analysis.nodes.len() {
        let parent: &NodeId = analysis.node(at)?.node.parent.as_ref()?;
        at = *analysis.vertices.get(parent.as_str())?;
        if analysis.node(at)?.node.kind == "map" {
            return Some(at);
        }
    }
    None
}

/// What stands between untrusted text and its use.
struct Barriers<'b, 'a> {
    analysis: &'b Analysis<'a>,
    /// By node: what can be reached without one of its ports that vouch for something.
    passed: HashMap<usize, Vec<bool>>,
    leads: HashMap<usize, Vec<bool>>,
}

impl Barriers<'_, '_> {
    fn hold(&mut self, reader: usize, reference: &Reference, way: &Way) -> bool {
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
