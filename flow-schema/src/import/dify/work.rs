//! What the kinds share while a document is gone through.

use super::graph::{Graph, Source};
use super::text::{Piece, pieces};
use crate::id::NodeId;
use crate::import::draft::{self, Draft};
use crate::import::foreign::jinja::{self, Rendered};
use crate::import::{Options, rhai_text};
use crate::model::{Node, OnError, Retry};
use serde_json::{Map, Value, json};
use std::collections::HashMap;

pub(super) struct Work<'g, 'd> {
    pub graph: &'g Graph<'d>,
    pub draft: Draft,
    pub options: &'g Options,
    /// Nodes that one node of the document needs before its own.
    before: Vec<Node>,
    /// By node of the document: where edges to it lead.
    pub entries: HashMap<usize, NodeId>,
}

impl<'g, 'd> Work<'g, 'd> {
    pub fn new(graph: &'g Graph<'d>, draft: Draft, options: &'g Options) -> Self {
        Self { graph, draft, options, before: Vec::new(), entries: HashMap::new() }
    }

    /// What a selector reads; a name that the checks find when it cannot be read.
    pub fn read(&mut self, at: &Source<'_>, selector: &[&str]) -> String {
        match self.graph.read_selector(selector, at) {
            Ok(expression) if draft::parses(&expression) => {
                self.nearly(at, selector);
                expression
            }
            Ok(expression) => {
                self.unread(at, &selector.join("."), &format!("‘{expression}’ is not an expression here"))
            }
            Err(why) => self.unread(at, &selector.join("."), &why),
        }
    }

    /// Some of what the system knows there is only nearly the same here.
    fn nearly(&mut self, at: &Source<'_>, selector: &[&str]) {
        let what = match selector {
            ["sys", "dialogue_count"] => {
                "The count of turns is counted from the conversation so far, of which the last 20 messages are known."
            }
            ["sys", "app_id" | "workflow_id"] => "The id of the app is the name of the flow here.",
            _ => return,
        };
        if let Some(id) = &at.node {
            self.draft.approximated(&at.original(), id, what);
        }
    }

    fn unread(&mut self, at: &Source<'_>, what: &str, why: &str) -> String {
        let sentence = format!("It reads {what}, which was not carried over: {why}.");
        self.draft.not_carried(&at.original(), at.node.as_ref(), sentence);
        draft::missing(what)
    }

    /// The same of a selector as the document has it.
    pub fn selector(&mut self, at: &Source<'_>, selector: &Value) -> String {
        let path: Vec<&str> = selector.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        self.read(at, &path)
    }

    /// A text with references as a template.
    pub fn text(&mut self, at: &Source<'_>, text: &str) -> String {
        let pieces = pieces(text).into_iter().map(|piece| match piece {
            Piece::Text(text) => rhai_text::plain(text),
            Piece::Reference(path) => rhai_text::hole(&self.read(at, &path)),
        });
        pieces.collect()
    }

    /// A text with references as an expression.
    pub fn text_expression(&mut self, at: &Source<'_>, text: &str) -> String {
        let pieces = pieces(text);
        let alone = pieces.len() == 1;
        let pieces = pieces.into_iter().map(|piece| match piece {
            Piece::Text(text) => rhai_text::literal(text),
            Piece::Reference(path) if alone => self.read(at, &path),
            Piece::Reference(path) => format!("text({})", self.read(at, &path)),
        });
        let pieces: Vec<String> = pieces.collect();
        if pieces.is_empty() { "\"\"".to_owned() } else { pieces.join(" + ") }
    }

    /// Any value of the document whose texts have references.
    pub fn value(&mut self, at: &Source<'_>, value: &Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.text(at, text)),
            Value::Array(items) => items.iter().map(|item| self.value(at, item)).collect(),
            Value::Object(entries) => {
                entries.iter().map(|(name, entry)| (name.clone(), self.value(at, entry))).collect()
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
        }
    }

    /// A Jinja template whose names are the `variables` of the document; with blocks in it, a script
    /// before the node makes the text.
    pub fn jinja(&mut self, at: &Source<'_>, template: &str, variables: &Value) -> Result<Rendered, String> {
        let names = self.names(at, variables);
        let lookup = |name: &str| {
            let found = names.iter().find(|(known, _)| known == name);
            found.map(|(_, expression)| expression.clone()).ok_or_else(|| format!("the name ‘{name}’"))
        };
        jinja::translate(template, &lookup)
    }

    /// `[{variable, value_selector}]` as names with what they stand for.
    pub fn names(&mut self, at: &Source<'_>, variables: &Value) -> Vec<(String, String)> {
        let variables = variables.as_array().map_or(&[][..], Vec::as_slice);
        let named = variables
            .iter()
            .filter_map(|variable| Some((variable["variable"].as_str()?, &variable["value_selector"])));
        named.map(|(name, selector)| (name.to_owned(), self.selector(at, selector))).collect()
    }

    /// Puts a node before the one that is being converted.
    pub fn put_before(
        &mut self,
        at: &Source<'_>,
        suffix: &str,
        kind: &str,
        title: &str,
        config: Value,
    ) -> NodeId {
        let base = at.node.as_ref().map_or("node", NodeId::as_str);
        let id = self.draft.names.node(&format!("{base}_{suffix}"), kind);
        let mut node = draft::node(&id, kind, title, config);
        node.parent = self.parent(at);
        self.before.push(node);
        id
    }

    fn parent(&self, at: &Source<'_>) -> Option<NodeId> {
        at.parent.and_then(|parent| self.graph.sources[parent].node.clone())
    }

    /// The node that a node of the document became.
    pub fn put(&mut self, at: &Source<'_>, kind: &str, config: Value, what: &str) {
        let Some(id) = at.node.clone() else { return };
        self.draft.carried(&at.original(), &id, what);
        self.finish(at, draft::node(&id, kind, at.title, config));
    }

    /// A placeholder in its place.
    pub fn put_placeholder(&mut self, at: &Source<'_>, why: &str) {
        let Some(id) = at.node.clone() else { return };
        let what = format!("Dify {} ‘{}’: {why}", at.kind, at.title);
        let sentence = format!("A placeholder stands in its place, with its settings in the notes: {why}.");
        self.draft.not_carried(&at.original(), Some(&id), sentence);
        self.finish(at, draft::placeholder(&id, at.title, &what, at.data));
    }

    /// The same for code.
    pub fn put_code(&mut self, at: &Source<'_>, code: &str, why: &str) {
        let Some(id) = at.node.clone() else { return };
        let sentence = format!("A placeholder stands in its place, with the original in it: {why}.");
        self.draft.not_carried(&at.original(), Some(&id), sentence);
        self.finish(
            at,
            draft::code_placeholder(&id, at.title, &format!("Dify {}: {why}", at.kind), code, at.data),
        );
    }

    fn finish(&mut self, at: &Source<'_>, mut node: Node) {
        node.parent = self.parent(at);
        let description = at.text("desc").trim();
        if !description.is_empty() {
            node.notes = if node.notes.is_empty() {
                description.to_owned()
            } else {
                format!("{description}\n\n{}", node.notes)
            };
        }
        self.policies(at, &mut node);
        self.draft.place(node.id.as_str(), at.position);
        let chain: Vec<NodeId> =
            self.before.iter().map(|node| node.id.clone()).chain([node.id.clone()]).collect();
        for pair in chain.windows(2) {
            self.draft.edge(pair[0].as_str(), "out", &pair[1]);
        }
        if let Some(at) = self.graph.at(&at.id) {
            self.entries.insert(at, chain[0].clone());
        }
        self.draft.flow.nodes.append(&mut self.before);
        self.draft.flow.nodes.push(node);
    }

    /// Retries and what a failure leads to.
    fn policies(&mut self, at: &Source<'_>, node: &mut Node) {
        let can_fail = self.draft.can_fail(&node.kind);
        let retry = &at.data["retry_config"];
        if retry["retry_enabled"] == true {
            let wanted = retry["max_retries"].as_u64().unwrap_or(3) + 1;
            let attempts = wanted.min(20);
            let wait = retry["retry_interval"].as_u64().unwrap_or(1_000).min(3_600_000);
            if can_fail {
                let backoff = Some(format!("{wait}ms"));
                let attempts_here = u32::try_from(attempts).unwrap_or(20);
                node.retry = Some(Retry { attempts: attempts_here, backoff, factor: Some(1.0) });
            }
            if !can_fail {
                self.draft.approximated(
                    &at.original(),
                    &node.id,
                    "It cannot fail here, so its retries are left out.",
                );
            } else if attempts < wanted {
                self.draft.approximated(&at.original(), &node.id, "It is tried 20 times, the most there is.");
            }
        }
        match at.data["error_strategy"].as_str() {
            None | Some("fail-branch") => {}
            Some("default-value") if can_fail => {
                node.on_error = Some(OnError::Continue(fallback(at)));
            }
            Some("default-value") => {
                self.draft.approximated(
                    &at.original(),
                    &node.id,
                    "It cannot fail here, so its default value is left out.",
                );
            }
            Some(other) => {
                let what = format!("Its error strategy ‘{other}’ is not known and was left out.");
                self.draft.not_carried(&at.original(), Some(&node.id), what);
            }
        }
    }

    /// The name of a model here, put down as needed. An empty name stands for the tenant's model.
    pub fn model(&mut self, at: &Source<'_>, model: &Value) -> Option<String> {
        let id = at.node.clone()?;
        let name = model["name"].as_str().or(model["model"].as_str()).unwrap_or_default().trim();
        if name.is_empty() {
            return None;
        }
        let name = self.options.models.get(name).map_or(name, String::as_str);
        if name.is_empty() {
            return None;
        }
        let provider = model["provider"].as_str().unwrap_or_default();
        let provider = provider.rsplit('/').next().unwrap_or_default();
        let what = format!(
            "The model ‘{name}’ of {}.",
            if provider.is_empty() { "an unnamed provider" } else { provider }
        );
        self.draft.needs_model(name, &what, &id);
        Some(name.to_owned())
    }

    /// Puts the settings of a model into a config, and tells of those that have no counterpart.
    pub fn model_settings(
        &mut self,
        at: &Source<'_>,
        model: &Value,
        config: &mut Map<String, Value>,
        known: &[&str],
    ) {
        if let Some(name) = self.model(at, model) {
            config.insert("model".to_owned(), Value::String(name));
        }
        for (name, value) in model["completion_params"].as_object().into_iter().flatten() {
            if value.is_null() {
                continue;
            }
            if known.contains(&name.as_str()) && value.is_number() {
                config.insert(name.clone(), value.clone());
            } else {
                let what =
                    format!("The model's setting {name} = {value} has no counterpart and was left out.");
                self.draft.not_carried(&at.original(), at.node.as_ref(), what);
            }
        }
    }
}

/// The default value of a node that failed, under the names its output has here.
fn fallback(at: &Source<'_>) -> Value {
    let mut value = Map::new();
    for entry in at.list("default_value") {
        let Some(key) = entry["key"].as_str() else { continue };
        let given = &entry["value"];
        // All but texts are written as JSON.
        let read = match (entry["type"].as_str(), given) {
            (Some("string") | None, _) => given.clone(),
            (_, Value::String(text)) => serde_json::from_str(text).unwrap_or_else(|_| given.clone()),
            _ => given.clone(),
        };
        let key = match (at.kind.as_str(), key) {
            ("http-request", "status_code") => "status",
            ("question-classifier", "class_name") => "class",
            _ => key,
        };
        value.insert(key.to_owned(), read);
    }
    match at.kind.as_str() {
        "parameter-extractor" if super::reads::fits_extract(at) => json!({ "values": value }),
        "knowledge-retrieval" => {
            json!({ "passages": value.get("result").cloned().unwrap_or_else(|| json!([])) })
        }
        _ => Value::Object(value),
    }
}
