//! Renaming one node or one channel, as somebody asks for it in the editor.

use super::expression::Cannot;
use super::names::{Names, NodeField, Touched, rename_channels, rename_nodes};
use crate::diff::Revision;
use crate::expr::RESERVED_NAMES;
use crate::kind::KindRegistry;
use crate::model::Flow;

/// A revision with the new name in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Renamed {
    pub revision: Revision,
    /// Fields whose expressions read the name, and now read the new one.
    pub rewritten: Vec<NodeField>,
    /// Fields with an expression that does not parse: it is as it was, whether it meant the name or not.
    pub unread: Vec<NodeField>,
}

/// Why something cannot be renamed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RenameError {
    #[error("there is nothing called ‘{0}’ to rename")]
    Unknown(String),
    #[error(
        "‘{0}’ cannot be a name: it begins with a small letter, and has small letters, digits and _ only"
    )]
    NotAName(String),
    #[error("‘{0}’ is a word of the language and cannot be a name")]
    Reserved(String),
    #[error("something else is called ‘{0}’ already")]
    Taken(String),
    #[error("{} of ‘{}’ uses ‘{name}’ for something of its own; change it there first, or take another name", at.field, at.node)]
    Hidden { name: String, at: NodeField },
}

/// Gives a node another id. Edges, parents, expressions, tests and layout follow; texts, strings in
/// expressions, properties and variables of the same name stay.
///
/// # Errors
/// When there is no such node, the name is none or taken, or an expression has a variable of that name.
pub fn rename_node(
    revision: &Revision,
    from: &str,
    to: &str,
    kinds: &KindRegistry,
) -> Result<Renamed, RenameError> {
    let nodes = &revision.flow.nodes;
    let taken = nodes.iter().any(|node| node.id.as_str() == to);
    judge(nodes.iter().any(|node| node.id.as_str() == from), from, to, taken)?;
    if RESERVED_NAMES.contains(&to) {
        return Err(RenameError::Reserved(to.to_owned()));
    }
    rename(revision, from, to, |revision, names| rename_nodes(revision, names, kinds))
}

/// Gives a channel another name, wherever it is declared, read (`state.name`) and written.
///
/// # Errors
/// As [`rename_node`].
pub fn rename_channel(
    revision: &Revision,
    from: &str,
    to: &str,
    kinds: &KindRegistry,
) -> Result<Renamed, RenameError> {
    let state = &revision.flow.state;
    judge(state.contains_key(from), from, to, state.contains_key(to))?;
    rename(revision, from, to, |revision, names| rename_channels(revision, names, kinds))
}

fn judge(known: bool, from: &str, to: &str, taken: bool) -> Result<(), RenameError> {
    if !known {
        Err(RenameError::Unknown(from.to_owned()))
    } else if !is_name(to) {
        Err(RenameError::NotAName(to.to_owned()))
    } else if taken {
        Err(RenameError::Taken(to.to_owned()))
    } else {
        Ok(())
    }
}

fn rename(
    revision: &Revision,
    from: &str,
    to: &str,
    apply: impl FnOnce(&mut Revision, &Names) -> Touched,
) -> Result<Renamed, RenameError> {
    let mut revision = revision.clone();
    let touched = apply(&mut revision, &Names::from([(from.to_owned(), to.to_owned())]));
    let mut unread = Vec::new();
    for (at, cause) in touched.left {
        match cause {
            Cannot::Read => unread.push(at),
            Cannot::Rewrite => return Err(RenameError::Hidden { name: to.to_owned(), at }),
        }
    }
    Ok(Renamed { revision, rewritten: touched.rewritten, unread })
}

/// `[a-z][a-z0-9_]*`
pub(crate) fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// A free id like the one wanted: `kb`, `kb_2`, `kb_3` …
pub(crate) fn free_id(wanted: &str, flow: &Flow, also_taken: &dyn Fn(&str) -> bool) -> String {
    let base: String = wanted
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_lowercase() || c.is_ascii_digit() { c } else { '_' })
        .collect();
    let base = if is_name(&base) { base } else { format!("n{base}") };
    let taken = |id: &str| {
        RESERVED_NAMES.contains(&id) || flow.nodes.iter().any(|node| node.id.as_str() == id) || also_taken(id)
    };
    if !taken(&base) {
        return base;
    }
    let mut number = 2_usize;
    loop {
        let id = format!("{base}_{number}");
        if !taken(&id) {
            return id;
        }
        number += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn flow() -> Revision {
        let flow = json!({
            "format": "flowright/1", "name": "t",
            "state": { "kb": {}, "tried": {} },
            "nodes": [
                { "id": "kb", "kind": "kb_search", "config": { "base": "kb", "query": "kb {{ input.kb }}" } },
                { "id": "each", "kind": "map", "config": { "items": "kb.passages" } },
                { "id": "say", "kind": "template", "parent": "each", "notes": "kb",
                  "config": { "text": "kb: {{ kb.kb + \"kb\" + state.kb }} {{ broken" } },
                { "id": "sum", "kind": "script", "config": { "code": "let n = 0;\nfor p in kb.passages { n += state.tried + kb.count }\nn" } },
                { "id": "note", "kind": "set_state", "config": { "set": { "tried": "{{ state.tried + 1 }}", "kb": 1 } } },
            ],
            "edges": [{ "from": "start", "to": "kb" }, { "from": "kb.error", "to": "note" }, { "from": "each.body", "to": "say" }],
        });
        Revision {
            flow: serde_json::from_value(flow).unwrap(),
            tests: [(
                "kb".to_owned(),
                json!({ "mocks": { "kb": [] }, "expect": { "state": { "tried": 1 } } }),
            )]
            .into(),
            layout: json!({ "nodes": { "kb": { "x": 1 } } }),
        }
    }

    #[test]
    fn a_node_is_renamed_through_the_syntax_tree_and_never_by_its_letters() {
        let done = rename_node(&flow(), "kb", "search", &KindRegistry::builtin()).unwrap();
        let flow = json!(done.revision.flow);
        assert_eq!(flow["nodes"][0]["config"], json!({ "base": "kb", "query": "kb {{ input.kb }}" }));
        assert_eq!(flow["nodes"][1]["config"]["items"], "search.passages");
        assert_eq!(flow["nodes"][2]["notes"], "kb");
        assert_eq!(
            flow["nodes"][3]["config"]["code"],
            "let n = 0;\nfor p in search.passages { n += state.tried + search.count }\nn"
        );
        assert_eq!(flow["state"].as_object().unwrap().len(), 2);
        assert_eq!(flow["edges"][1]["from"], "search.error");
        assert_eq!(done.revision.layout["nodes"], json!({ "search": { "x": 1 } }));
        assert_eq!(done.revision.tests["kb"]["mocks"], json!({ "search": [] }));
        assert_eq!(done.unread, [NodeField { node: "say".into(), field: "/config/text".into() }]);
        let back = rename_node(&done.revision, "search", "kb", &KindRegistry::builtin()).unwrap();
        assert_eq!(back.revision, super::tests::flow());
    }

    #[test]
    fn a_channel_is_renamed_where_it_is_declared_read_and_written() {
        let done = rename_channel(&flow(), "tried", "attempts", &KindRegistry::builtin()).unwrap();
        let flow = json!(done.revision.flow);
        assert_eq!(
            flow["nodes"][4]["config"]["set"],
            json!({ "attempts": "{{ state.attempts + 1 }}", "kb": 1 })
        );
        assert_eq!(
            flow["state"],
            json!({ "attempts": { "reducer": "replace", "scope": "run" }, "kb": { "reducer": "replace", "scope": "run" } })
        );
        assert_eq!(done.revision.tests["kb"]["expect"]["state"], json!({ "attempts": 1 }));
        assert!(flow["nodes"][3]["config"]["code"].as_str().unwrap().contains("state.attempts"));
    }

    #[test]
    fn a_name_that_cannot_be_is_refused_in_plain_words() {
        let refuse =
            |from: &str, to: &str| rename_node(&flow(), from, to, &KindRegistry::builtin()).unwrap_err();
        assert_eq!(refuse("x", "y").to_string(), "there is nothing called ‘x’ to rename");
        assert_eq!(refuse("kb", "say"), RenameError::Taken("say".into()));
        assert_eq!(refuse("kb", "input"), RenameError::Reserved("input".into()));
        assert_eq!(refuse("kb", "My KB"), RenameError::NotAName("My KB".into()));
        let at = NodeField { node: "sum".into(), field: "/config/code".into() };
        assert_eq!(refuse("kb", "p"), RenameError::Hidden { name: "p".into(), at });
    }
}
