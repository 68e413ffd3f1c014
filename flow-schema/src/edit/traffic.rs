//! What some nodes and the rest of their flow read of each other.

use super::border::Border;
use super::expression::Rewrite;
use super::extract::{ExtractError, readings};
use super::names::channel_fields;
use crate::id::NodeId;
use crate::json_schema::inline_refs;
use crate::kind::KindRegistry;
use crate::model::{ChannelScope, Flow, Node};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A value that crosses the border.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Passed {
    /// Of the property it is passed as.
    pub name: String,
    root: String,
    /// `None`: all of it.
    member: Option<String>,
    pub schema: Value,
}

impl Passed {
    /// The template that reads it where it comes from.
    pub fn expression(&self) -> String {
        match &self.member {
            None => format!("{{{{ {} }}}}", self.root),
            Some(member) if is_word(member) => format!("{{{{ {}.{member} }}}}", self.root),
            Some(member) => format!("{{{{ {}[{}] }}}}", self.root, json!(member)),
        }
    }
}

pub(super) struct Traffic {
    pub inputs: Vec<Passed>,
    pub outputs: Vec<Passed>,
    /// Channels that only the chosen nodes use.
    pub moved_channels: BTreeSet<String>,
}

/// What every flow has in scope, sub-flows included.
const EVERYWHERE: &[&str] = &["conversation", "user", "tenant", "env"];

impl Traffic {
    pub fn find(flow: &Flow, border: &Border<'_>, kinds: &KindRegistry) -> Result<Self, ExtractError> {
        let channels = Channels::find(flow, border, kinds);
        let moved_channels = channels.moved(flow)?;
        let mut traffic = Self { inputs: Vec::new(), outputs: Vec::new(), moved_channels };
        let (mut inward, mut outward) = (BTreeSet::new(), BTreeSet::new());
        for node in &flow.nodes {
            let id = node.id.as_str();
            let inside = border.chosen.contains(id);
            let read = if inside { readings(node, kinds)? } else { super::names::names_read(node, kinds) };
            for (root, member, _) in read {
                if inside && traffic.comes_from_outside(border, id, &root, member.as_deref()) {
                    inward.insert((root, member));
                } else if !inside
                    && border.chosen.contains(root.as_str())
                    && member.as_deref() != Some("error")
                {
                    survives(border, node, &root)?;
                    outward.insert((root, member));
                }
            }
        }
        traffic.inputs = passed(inward, border, flow, |root, member| match (root, member) {
            ("input" | "state", Some(member)) => member.to_owned(),
            (root, Some(member)) => format!("{root}_{member}"),
            (root, None) => root.to_owned(),
        });
        traffic.outputs = passed(outward, border, flow, |root, member| match member {
            Some(member) => format!("{root}_{member}"),
            None => root.to_owned(),
        });
        Ok(traffic)
    }

    fn comes_from_outside(
        &self,
        border: &Border<'_>,
        reader: &str,
        root: &str,
        member: Option<&str>,
    ) -> bool {
        match root {
            "input" => true,
            "state" => member.is_none_or(|channel| !self.moved_channels.contains(channel)),
            "item" | "index" | "loop" => !border.repeats_inside(reader, root),
            root if EVERYWHERE.contains(&root) || border.chosen.contains(root) => false,
            // What is called nothing is left to the checker.
            root => border.analysis.vertices.contains_key(root),
        }
    }

    /// What becomes of a reference in one of the chosen nodes.
    pub fn inward(
        &self,
        border: &Border<'_>,
        reader: &str,
        root: &str,
        member: Option<&str>,
    ) -> Option<Rewrite> {
        if !self.comes_from_outside(border, reader, root, member) {
            return None;
        }
        let passed = find(&self.inputs, root, member)?;
        match &passed.member {
            Some(member) if root == "input" && *member == passed.name => None,
            Some(_) => Some(Rewrite::Both(format!("input.{}", passed.name))),
            None => Some(Rewrite::Root(format!("input.{}", passed.name))),
        }
    }

    /// What becomes of a reference in one of the others.
    pub fn outward(
        &self,
        border: &Border<'_>,
        step: &str,
        root: &str,
        member: Option<&str>,
    ) -> Option<Rewrite> {
        if !border.chosen.contains(root) {
            return None;
        }
        if member == Some("error") {
            return Some(Rewrite::Root(step.to_owned()));
        }
        let passed = find(&self.outputs, root, member)?;
        match passed.member {
            Some(_) => Some(Rewrite::Both(format!("{step}.{}", passed.name))),
            None => Some(Rewrite::Root(format!("{step}.{}", passed.name))),
        }
    }
}

/// A step that fails gives nothing, so nobody behind its error may read what it did before.
fn survives(border: &Border<'_>, reader: &Node, node: &str) -> Result<(), ExtractError> {
    let Some(&at) = border.analysis.vertices.get(reader.id.as_str()) else { return Ok(()) };
    let behind_error = border.error_exits.iter().any(|edge| {
        let to = border.analysis.vertices.get(edge.to.as_str());
        to.is_some_and(|&to| to == at || border.analysis.graph.reached_from(to)[at])
    });
    if behind_error || border.exits.is_empty() {
        return Err(ExtractError::ReadAfterFailure { reader: reader.id.to_string(), node: node.to_owned() });
    }
    Ok(())
}

fn find<'a>(all: &'a [Passed], root: &str, member: Option<&str>) -> Option<&'a Passed> {
    all.iter()
        .find(|passed| passed.root == root && (passed.member.is_none() || passed.member.as_deref() == member))
}

/// One property for each member that is read; one for all when something reads the whole.
fn passed(
    read: BTreeSet<(String, Option<String>)>,
    border: &Border<'_>,
    flow: &Flow,
    name: impl Fn(&str, Option<&str>) -> String,
) -> Vec<Passed> {
    let whole: BTreeSet<String> =
        read.iter().filter(|(_, member)| member.is_none()).map(|(root, _)| root.clone()).collect();
    let mut all: Vec<Passed> = Vec::new();
    // What keeps its name comes first.
    let (kept, others): (Vec<_>, Vec<_>) = read.into_iter().partition(|(root, _)| root == "input");
    for (root, member) in kept.into_iter().chain(others) {
        let member = member.filter(|_| !whole.contains(&root));
        if find(&all, &root, member.as_deref()).is_some() {
            continue;
        }
        let wanted: String = name(&root, member.as_deref())
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '_' })
            .collect();
        let taken = |name: &str| all.iter().any(|passed| passed.name == name);
        let numbered = (2..).map(|number| format!("{wanted}_{number}"));
        let name =
            std::iter::once(wanted.clone()).chain(numbered).find(|name| !taken(name)).unwrap_or(wanted);
        let schema = schema_of(&root, member.as_deref(), border, flow);
        all.push(Passed { name, root, member, schema });
    }
    all
}

/// The schema of a value, or null: on some way nothing may have given it.
fn schema_of(root: &str, member: Option<&str>, border: &Border<'_>, flow: &Flow) -> Value {
    let of = match (root, member) {
        ("input", _) => Some(flow.input.clone()),
        ("state", Some(channel)) => {
            return with_null(flow.state.get(channel).map_or(json!({}), |channel| channel.schema.clone()));
        }
        ("index", _) | ("loop", Some("count")) => return json!({ "type": ["integer", "null"] }),
        // What the kind promises, not what is known of this node: a setting of it may change tomorrow.
        (root, _) => {
            let facts = border.analysis.vertices.get(root).and_then(|vertex| border.analysis.node(*vertex));
            facts
                .and_then(|facts| Some((facts.kind.as_ref()?, &facts.config)))
                .map(|(kind, config)| inline_refs(&kind.output_schema(config), &flow.schemas))
        }
    };
    let schema = match member {
        None => of,
        Some(member) => of.and_then(|schema| schema.get("properties")?.get(member).cloned()),
    };
    with_null(schema.unwrap_or_else(|| json!({})))
}

fn with_null(mut schema: Value) -> Value {
    if !schema.is_object() {
        return json!({});
    }
    if let Some(kind) = schema.get("type").filter(|kind| kind.is_string()).cloned() {
        schema["type"] = json!([kind, "null"]);
        if let Some(values) = schema.get_mut("enum").and_then(Value::as_array_mut) {
            values.push(Value::Null);
        }
    }
    schema
}

fn is_word(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Who uses which channel.
#[derive(Default)]
struct Channels {
    written_inside: BTreeSet<String>,
    used_outside: BTreeSet<String>,
}

impl Channels {
    fn find(flow: &Flow, border: &Border<'_>, kinds: &KindRegistry) -> Self {
        let mut found = Self::default();
        let mut written: BTreeMap<&NodeId, Vec<String>> = BTreeMap::new();
        for node in &flow.nodes {
            for field in channel_fields(node, kinds) {
                let names = match node.config.get(&field) {
                    Some(Value::Object(entries)) => entries.keys().cloned().collect(),
                    Some(Value::String(name)) => vec![name.clone()],
                    _ => Vec::new(),
                };
                written.entry(&node.id).or_default().extend(names);
            }
        }
        for node in &flow.nodes {
            let inside = border.chosen.contains(node.id.as_str());
            let writes = written.remove(&node.id).unwrap_or_default();
            if inside {
                found.written_inside.extend(writes);
            } else {
                found.used_outside.extend(writes);
                let read = super::names::names_read(node, kinds).into_iter();
                for (_, channel, _) in read.filter(|(root, _, _)| root == "state") {
                    // Who reads the whole of it reads every channel.
                    match channel {
                        Some(channel) => drop(found.used_outside.insert(channel)),
                        None => found.used_outside.extend(flow.state.keys().cloned()),
                    }
                }
            }
        }
        found
    }

    fn moved(&self, flow: &Flow) -> Result<BTreeSet<String>, ExtractError> {
        for name in &self.written_inside {
            if self.used_outside.contains(name) {
                return Err(ExtractError::SharedChannel(name.clone()));
            }
            if flow.state.get(name).is_some_and(|channel| channel.scope == ChannelScope::Conversation) {
                return Err(ExtractError::KeptChannel(name.clone()));
            }
        }
        Ok(self.written_inside.clone())
    }
}
