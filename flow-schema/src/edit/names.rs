//! New names for nodes and channels, everywhere a flow, its tests and its layout speak of them.

use super::expression::{Cannot, Rewrite};
use super::strings::{rewrite_node, visit};
use super::test_files;
use crate::check::split_source;
use crate::diff::Revision;
use crate::expr::Mode;
use crate::id::NodeId;
use crate::kind::KindRegistry;
use crate::model::{Flow, Node};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use ts_rs::TS;
use utoipa::ToSchema;

/// A field of a node: the id and the JSON pointer into the node.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS, ToSchema)]
#[ts(export_to = "flow.ts")]
pub struct NodeField {
    pub node: NodeId,
    /// `/config/prompt`
    pub field: String,
}

/// New names by old ones, all taken at once: two nodes may swap theirs.
pub(crate) type Names = BTreeMap<String, String>;

/// What renaming did to a flow's expressions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Touched {
    pub rewritten: Vec<NodeField>,
    pub left: Vec<(NodeField, Cannot)>,
}

/// Gives nodes new names, in everything that is in Git of a flow.
pub(crate) fn rename_nodes(revision: &mut Revision, names: &Names, kinds: &KindRegistry) -> Touched {
    if names.is_empty() {
        return Touched::default();
    }
    let containers = test_files::containers(&revision.flow);
    for test in revision.tests.values_mut() {
        test_files::rename_nodes(test, names, &containers);
    }
    if let Some(Value::Object(positions)) = revision.layout.get_mut("nodes") {
        rename_keys(positions, names);
    }
    rename_nodes_of(&mut revision.flow, names, kinds)
}

pub(super) fn rename_nodes_of(flow: &mut Flow, names: &Names, kinds: &KindRegistry) -> Touched {
    for edge in &mut flow.edges {
        let node = split_source(&edge.from).0;
        if let Some(new) = names.get(node) {
            edge.from = format!("{new}{}", &edge.from[node.len()..]);
        }
        rename_id(&mut edge.to, names);
    }
    for node in &mut flow.nodes {
        rename_id(&mut node.id, names);
        if let Some(parent) = &mut node.parent {
            rename_id(parent, names);
        }
    }
    rewrite_references(flow, kinds, names, &mut |reference| {
        names.get(reference.root()).cloned().map(Rewrite::Root)
    })
}

/// Gives channels new names, in everything that is in Git of a flow.
pub(crate) fn rename_channels(revision: &mut Revision, names: &Names, kinds: &KindRegistry) -> Touched {
    for test in revision.tests.values_mut() {
        test_files::rename_channels(test, names);
    }
    let flow = &mut revision.flow;
    let state = std::mem::take(&mut flow.state);
    flow.state = state.into_iter().map(|(name, channel)| (renamed(&name, names), channel)).collect();
    for node in &mut flow.nodes {
        for field in channel_fields(node, kinds) {
            match node.config.get_mut(&field) {
                Some(Value::Object(entries)) => rename_keys(entries, names),
                Some(Value::String(name)) => *name = renamed(name, names),
                _ => {}
            }
        }
    }
    rewrite_references(flow, kinds, names, &mut |reference| match reference.members().as_slice() {
        ["state", channel, ..] => names.get(*channel).cloned().map(Rewrite::Member),
        _ => None,
    })
}

/// Names of the config fields that name channels.
pub(crate) fn channel_fields(node: &Node, kinds: &KindRegistry) -> Vec<String> {
    let kind = kinds.get(&node.kind);
    let fields = kind.and_then(|kind| kind.config_schema["properties"].as_object());
    let is_channel =
        |field: &&String| fields.is_some_and(|fields| fields[*field]["x-ui"]["widget"] == "channel");
    fields.into_iter().flatten().map(|(name, _)| name).filter(is_channel).cloned().collect()
}

fn rewrite_references(
    flow: &mut Flow,
    kinds: &KindRegistry,
    names: &Names,
    decide: &mut super::expression::Decide<'_>,
) -> Touched {
    let mut touched = Touched::default();
    let known: BTreeSet<&str> = names.keys().map(String::as_str).collect();
    for node in &mut flow.nodes {
        if !speaks_of(node, kinds, &known) {
            continue;
        }
        let (rewritten, left) = rewrite_node(node, kinds, decide);
        let place = |field| NodeField { node: node.id.clone(), field };
        touched.rewritten.extend(rewritten.into_iter().map(place));
        touched.left.extend(left.into_iter().map(|(field, cause)| (place(field), cause)));
    }
    touched
}

/// Whether the letters of one of the names stand where they may be read. Parsing costs, and most nodes
/// speak of none of them.
fn speaks_of(node: &mut Node, kinds: &KindRegistry, names: &BTreeSet<&str>) -> bool {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut speaks = false;
    visit(node, kinds, &mut |_, mode, text| {
        speaks = speaks
            || (mode != Mode::Template || text.contains("{{"))
                && text.split(|c| !is_word(c)).any(|word| names.contains(word));
    });
    speaks
}

/// Those of the names that a node's expressions read.
pub(crate) fn roots_read(node: &Node, kinds: &KindRegistry, names: &BTreeSet<&str>) -> BTreeSet<String> {
    let mut probe = node.clone();
    if !speaks_of(&mut probe, kinds, names) {
        return BTreeSet::new();
    }
    names_read(node, kinds)
        .into_iter()
        .map(|(root, _, _)| root)
        .filter(|root| names.contains(root.as_str()))
        .collect()
}

/// What a flow's expressions read: name, first member, and where.
pub(crate) fn names_read(node: &Node, kinds: &KindRegistry) -> BTreeSet<(String, Option<String>, String)> {
    let mut found = BTreeSet::new();
    let mut node = node.clone();
    visit(&mut node, kinds, &mut |pointer, mode, text| {
        let _ = super::expression::rewrite(text, mode, &mut |reference| {
            let member = reference.members().get(1).map(|member| (*member).to_owned());
            found.insert((reference.root().to_owned(), member, pointer.to_owned()));
            None
        });
    });
    found
}

pub(crate) fn rename_keys(entries: &mut Map<String, Value>, names: &Names) {
    let before = std::mem::take(entries);
    *entries = before.into_iter().map(|(key, value)| (renamed(&key, names), value)).collect();
}

fn renamed(name: &str, names: &Names) -> String {
    names.get(name).cloned().unwrap_or_else(|| name.to_owned())
}

fn rename_id(id: &mut NodeId, names: &Names) {
    if let Some(new) = names.get(id.as_str()) {
        *id = new.as_str().into();
    }
}
