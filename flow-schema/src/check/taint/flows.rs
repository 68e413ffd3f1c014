//! Where untrusted text is: followed from node to node and through channels.

use crate::check::scope::{self, Scope};
use crate::check::{Analysis, NodeFacts};
use crate::expr::{Expr, Reference, Step, Template};
use crate::id::NodeId;
use crate::kind::is_container;
use crate::said::{Said, said};
use serde_json::Value;
use std::collections::BTreeMap;

/// How untrusted text came to a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Way {
    pub origin: Origin,
    /// The node it comes from; `None` for the input and the conversation.
    pub from: Option<usize>,
    /// What was read on the way, the first reading first.
    pub steps: Vec<String>,
}

/// Which nodes and channels hold untrusted text.
pub(super) struct Flows {
    nodes: Vec<Option<Way>>,
    channels: BTreeMap<String, Way>,
}

/// Whose text it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    User,
    Passage,
    Ticket,
    Service,
    Event,
    Tool,
}

impl Origin {
    pub fn said(self) -> Said {
        match self {
            Self::User => said!("user text"),
            Self::Passage => said!("a passage"),
            Self::Ticket => said!("a ticket's text"),
            Self::Service => said!("a web service's answer"),
            Self::Event => said!("an event's text"),
            Self::Tool => said!("a tool's result"),
        }
    }
}

/// More steps than a person wants to read.
const MOST_STEPS: usize = 8;

impl Flows {
    pub fn of(analysis: &Analysis<'_>) -> Self {
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

    /// What a node gives, if it is untrusted.
    pub fn of_node(&self, vertex: usize) -> Option<&Way> {
        self.nodes[vertex].as_ref()
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
            "ask_user" => source(Origin::User),
            "kb_search" => source(Origin::Passage),
            "find_tickets" => source(Origin::Ticket),
            "http_request" => source(Origin::Service),
            "wait" => source(Origin::Event),
            kind if kind == "mcp_tool" || kind.starts_with("mcp:") => source(Origin::Tool),
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
    pub fn way(&self, analysis: &Analysis<'_>, reader: usize, reference: &Reference) -> Option<Way> {
        let members = reference.members();
        let outside = |origin, read: &str| Some(Way { origin, from: None, steps: vec![read.to_owned()] });
        let way = match (members.first().copied()?, members.get(1).copied()) {
            ("input", Some("message")) => outside(Origin::User, "input.message"),
            ("input", None) if reads_messages(&analysis.input) => outside(Origin::User, "input"),
            ("conversation", None | Some("history")) => outside(Origin::User, "conversation.history"),
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
fn is_an_identifier(origin: Origin, member: &str) -> bool {
    match origin {
        Origin::Ticket => matches!(member, "id" | "number" | "status" | "priority" | "url"),
        Origin::Passage => matches!(member, "id" | "document_id" | "base" | "updated_at"),
        Origin::User | Origin::Service | Origin::Event | Origin::Tool => false,
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
