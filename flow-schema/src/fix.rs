//! A finding's mend as edits that a program can make. [`apply`] is a function of a document and a
//! fix, and works on any JSON: a document that is not a flow yet can be mended too.

use crate::finding::Span;
use crate::id::NodeId;
use crate::said::Phrase;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use ts_rs::TS;
use utoipa::ToSchema;

/// One way to mend a finding: all edits together, in this order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, ToSchema)]
#[ts(export_to = "flow.ts")]
pub struct Fix {
    /// What it does, for a button: `use ‘kb.passages’`.
    pub title: String,
    /// What the title is made of, to say it in another language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub title_words: Option<Phrase>,
    pub edits: Vec<Edit>,
}

/// One change of a document. `field` is a JSON pointer: into the node when there is one, else into
/// the document, just as in a finding.
///
/// As JSON: `{"edit": "replace_text", "node": "say", "field": "/config/text", "position": {"start":
/// 3, "end": 9}, "text": "passages"}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, ToSchema)]
#[serde(tag = "edit", rename_all = "snake_case")]
#[ts(export_to = "flow.ts")]
pub enum Edit {
    /// Puts `text` in the place of a part of the field's text.
    ReplaceText {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        node: Option<NodeId>,
        field: String,
        position: Span,
        text: String,
    },
    /// Gives the field a value; makes the field, and the objects around it, when they are not there.
    Set {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        node: Option<NodeId>,
        field: String,
        #[ts(type = "unknown")]
        #[schema(value_type = Object)]
        value: Value,
    },
    /// Takes the field, or the item of a list, away.
    Remove {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        node: Option<NodeId>,
        field: String,
    },
    /// Gives the field another name beside its siblings, and leaves its value.
    Rename {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        node: Option<NodeId>,
        field: String,
        name: String,
    },
    /// Adds an edge, unless it is there.
    AddEdge { from: String, to: NodeId },
    /// Adds a node without settings.
    AddNode {
        id: NodeId,
        kind: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        parent: Option<NodeId>,
    },
    /// Takes the first such edge away.
    RemoveEdge { from: String, to: NodeId },
}

/// Why a fix could not be made: the document has changed since the finding was made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FixError {
    #[error("there is no node ‘{0}’ any more")]
    NoNode(NodeId),
    #[error("there is no ‘{0}’ any more")]
    NoField(String),
    #[error("‘{0}’ is not a text any more")]
    NotText(String),
    #[error("‘{field}’ already has a ‘{name}’")]
    Taken { field: String, name: String },
    #[error("there is no edge from ‘{from}’ to ‘{to}’ any more")]
    NoEdge { from: String, to: NodeId },
}

/// The document with the edits made. All of them, or none.
///
/// # Errors
/// The first edit that has lost its place.
pub fn apply(document: &Value, fix: &Fix) -> Result<Value, FixError> {
    let mut document = document.clone();
    fix.edits.iter().try_for_each(|edit| make(&mut document, edit))?;
    Ok(document)
}

fn make(document: &mut Value, edit: &Edit) -> Result<(), FixError> {
    match edit {
        Edit::ReplaceText { node, field, position, text } => {
            let target = place(document, node.as_ref())?
                .pointer_mut(field)
                .ok_or_else(|| FixError::NoField(field.clone()))?;
            let Value::String(written) = target else { return Err(FixError::NotText(field.clone())) };
            let mut changed: String = written.chars().take(position.start as usize).collect();
            changed.push_str(text);
            changed.extend(written.chars().skip(position.end as usize));
            *written = changed;
            Ok(())
        }
        Edit::Set { node, field, value } => {
            let mut at = place(document, node.as_ref())?;
            for step in field.split('/').skip(1) {
                let step = unescape(step);
                let missing = || FixError::NoField(field.clone());
                at = match at {
                    Value::Object(entries) => entries.entry(step).or_insert(Value::Null),
                    Value::Array(items) => {
                        step.parse().ok().and_then(|at: usize| items.get_mut(at)).ok_or_else(missing)?
                    }
                    Value::Null => {
                        *at = Value::Object(Map::from_iter([(step.clone(), Value::Null)]));
                        &mut at[step]
                    }
                    Value::Bool(_) | Value::Number(_) | Value::String(_) => return Err(missing()),
                };
            }
            *at = value.clone();
            Ok(())
        }
        Edit::Remove { node, field } => {
            let (parent, name) = parent(document, node.as_ref(), field)?;
            let gone = match parent {
                Value::Object(entries) => entries.remove(&name),
                Value::Array(items) => {
                    let at = name.parse().ok().filter(|at: &usize| *at < items.len());
                    at.map(|at| items.remove(at))
                }
                _ => None,
            };
            gone.map(drop).ok_or_else(|| FixError::NoField(field.clone()))
        }
        Edit::Rename { node, field, name } => {
            let (parent, old) = parent(document, node.as_ref(), field)?;
            let Value::Object(entries) = parent else { return Err(FixError::NoField(field.clone())) };
            if entries.contains_key(name) {
                return Err(FixError::Taken { field: field.clone(), name: name.clone() });
            }
            let value = entries.remove(&old).ok_or_else(|| FixError::NoField(field.clone()))?;
            entries.insert(name.clone(), value);
            Ok(())
        }
        Edit::AddEdge { from, to } => {
            let edge = json!({ "from": from, "to": to });
            let edges = document.as_object_mut().map(|fields| fields.entry("edges").or_insert(json!([])));
            let Some(Value::Array(edges)) = edges else { return Err(FixError::NoField("/edges".to_owned())) };
            if !edges.contains(&edge) {
                edges.push(edge);
            }
            Ok(())
        }
        Edit::AddNode { id, kind, parent } => {
            let mut node = json!({ "id": id, "kind": kind });
            if let Some(parent) = parent {
                node["parent"] = json!(parent);
            }
            let nodes = document.as_object_mut().map(|fields| fields.entry("nodes").or_insert(json!([])));
            let Some(Value::Array(nodes)) = nodes else { return Err(FixError::NoField("/nodes".to_owned())) };
            if nodes.iter().any(|other| other["id"] == id.as_str()) {
                return Err(FixError::Taken { field: "/nodes".to_owned(), name: id.to_string() });
            }
            nodes.push(node);
            Ok(())
        }
        Edit::RemoveEdge { from, to } => {
            let edges = document.get_mut("edges").and_then(Value::as_array_mut);
            let found = edges.and_then(|edges| {
                let same = |edge: &Value| edge["from"] == from.as_str() && edge["to"] == to.as_str();
                edges.iter().position(same).map(|at| edges.remove(at))
            });
            found.map(drop).ok_or_else(|| FixError::NoEdge { from: from.clone(), to: to.clone() })
        }
    }
}

/// The first node of that id, or the document.
fn place<'a>(document: &'a mut Value, node: Option<&NodeId>) -> Result<&'a mut Value, FixError> {
    let Some(id) = node else { return Ok(document) };
    let nodes = document.get_mut("nodes").and_then(Value::as_array_mut);
    let found = nodes.and_then(|nodes| nodes.iter_mut().find(|node| node["id"] == id.as_str()));
    found.ok_or_else(|| FixError::NoNode(id.clone()))
}

/// What the last step of the pointer is in, and that step.
fn parent<'a>(
    document: &'a mut Value,
    node: Option<&NodeId>,
    field: &str,
) -> Result<(&'a mut Value, String), FixError> {
    let missing = || FixError::NoField(field.to_owned());
    let (parent, name) = field.rsplit_once('/').ok_or_else(missing)?;
    let parent = place(document, node)?.pointer_mut(parent).ok_or_else(missing)?;
    Ok((parent, unescape(name)))
}

fn unescape(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(edits: Value, expect: Result<Value, &str>) {
        let document = json!({
            "nodes": [{ "id": "say", "config": { "text": "🦀 {{ kb.pasages }}", "list": [1, 2] } }],
            "edges": [{ "from": "start", "to": "say" }],
        });
        let fix: Fix = serde_json::from_value(json!({ "title": "t", "edits": edits })).unwrap();
        let got = apply(&document, &fix).map(|mut changed| match changed["edges"] == document["edges"] {
            true => changed["nodes"][0]["config"].take(),
            false => changed["edges"].take(),
        });
        assert_eq!(got.map_err(|error| error.to_string()), expect.map_err(str::to_owned));
    }

    #[test]
    fn each_edit_changes_its_place_only() {
        check(
            json!([{ "edit": "replace_text", "node": "say", "field": "/config/text", "position": { "start": 8, "end": 15 }, "text": "passages" }]),
            Ok(json!({ "text": "🦀 {{ kb.passages }}", "list": [1, 2] })),
        );
        check(
            json!([
                { "edit": "rename", "node": "say", "field": "/config/list", "name": "items" },
                { "edit": "remove", "node": "say", "field": "/config/items/0" },
                { "edit": "set", "node": "say", "field": "/config/a/b", "value": true },
                { "edit": "remove", "node": "say", "field": "/config/text" },
            ]),
            Ok(json!({ "items": [2], "a": { "b": true } })),
        );
        check(
            json!([
                { "edit": "add_edge", "from": "say", "to": "end" },
                { "edit": "add_edge", "from": "say", "to": "end" },
                { "edit": "remove_edge", "from": "start", "to": "say" },
            ]),
            Ok(json!([{ "from": "say", "to": "end" }])),
        );
    }

    #[test]
    fn a_node_is_added_without_settings_and_beside_those_of_its_body() {
        let document = json!({ "nodes": [{ "id": "each", "kind": "map" }] });
        let edits = json!([{ "edit": "add_node", "id": "end", "kind": "end", "parent": "each" }]);
        let fix: Fix = serde_json::from_value(json!({ "title": "t", "edits": edits })).unwrap();
        let changed = apply(&document, &fix).unwrap();
        assert_eq!(changed["nodes"][1], json!({ "id": "end", "kind": "end", "parent": "each" }));
        let twice = apply(&changed, &fix).unwrap_err();
        assert_eq!(twice.to_string(), "‘/nodes’ already has a ‘end’");
    }

    #[test]
    fn a_fix_that_lost_its_place_says_so() {
        let remove = |node: &str, field: &str| json!([{ "edit": "remove", "node": node, "field": field }]);
        check(remove("kb", "/config"), Err("there is no node ‘kb’ any more"));
        check(remove("say", "/config/no"), Err("there is no ‘/config/no’ any more"));
        check(remove("say", "/config/list/2"), Err("there is no ‘/config/list/2’ any more"));
        check(
            json!([{ "edit": "rename", "node": "say", "field": "/config/list", "name": "text" }]),
            Err("‘/config/list’ already has a ‘text’"),
        );
    }
}
