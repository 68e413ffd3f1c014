//! What the kinds share: texts with expressions, and how nodes are put.

use super::expression::{Named, stand_in, translate};
use super::graph::Graph;
use crate::id::NodeId;
use crate::import::Options;
use crate::import::draft::{self, Draft};
use crate::import::holes::{Hole, holes};
use crate::import::rhai_text::{self, hole};
use crate::model::{Node, OnError, Retry};
use serde_json::{Value, json};

pub(super) struct Work<'g, 'd> {
    pub graph: &'g Graph<'d>,
    pub draft: Draft,
    pub options: &'g Options,
}

impl Work<'_, '_> {
    /// One expression, or the name that the checks find.
    fn expression(&mut self, at: usize, source: &str) -> String {
        let done = translate(source).and_then(|(text, items)| {
            let mut text = text;
            for (index, named) in items.iter().enumerate() {
                let item = match named {
                    Named::Before => self.graph.item_before(at)?,
                    Named::Node(name) => {
                        let node = self
                            .graph
                            .find(name)
                            .ok_or_else(|| format!("the node ‘{name}’, which is not there"))?;
                        self.graph.item_of(node)?
                    }
                };
                text = item.put_into(&text, &stand_in(index));
            }
            if draft::parses(&text) {
                Ok(text)
            } else {
                Err("something that is no expression here".to_owned())
            }
        });
        done.unwrap_or_else(|why| {
            let source_text = source.trim();
            let what = format!("The expression {{{{ {source_text} }}}} has {why}, which was not translated.");
            let node = self.graph.sources[at].node.clone();
            self.draft.not_carried(&self.graph.sources[at].original(), Some(&node), what);
            draft::missing(source_text)
        })
    }

    /// A parameter's text as a template; only those that begin with `=` have expressions.
    pub fn text(&mut self, at: usize, text: &str) -> String {
        let Some(text) = text.strip_prefix('=') else { return rhai_text::plain(text) };
        let pieces = holes(text).into_iter().map(|piece| match piece {
            Hole::Text(text) => rhai_text::plain(text),
            Hole::Value(source) => hole(&self.expression(at, source)),
        });
        pieces.collect()
    }

    /// A parameter as an expression.
    pub fn value_expression(&mut self, at: usize, value: &Value) -> String {
        let Some(text) = value.as_str() else { return rhai_text::value(value) };
        let Some(text) = text.strip_prefix('=') else { return rhai_text::literal(text) };
        let pieces = holes(text);
        let alone = pieces.len() == 1;
        let pieces: Vec<String> = pieces
            .into_iter()
            .map(|piece| match piece {
                Hole::Text(text) => rhai_text::literal(text),
                Hole::Value(source) if alone => self.expression(at, source),
                Hole::Value(source) => format!("text({})", self.expression(at, source)),
            })
            .collect();
        if pieces.is_empty() { "\"\"".to_owned() } else { pieces.join(" + ") }
    }

    /// A parameter of any kind whose texts may be expressions.
    pub fn value(&mut self, at: usize, value: &Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.text(at, text)),
            Value::Array(items) => items.iter().map(|item| self.value(at, item)).collect(),
            Value::Object(entries) => {
                entries.iter().map(|(name, entry)| (name.clone(), self.value(at, entry))).collect()
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
        }
    }

    pub fn put(&mut self, at: usize, kind: &str, config: Value, what: &str) {
        let source = &self.graph.sources[at];
        self.draft.carried(&source.original(), &source.node, what);
        self.finish(at, draft::node(&source.node, kind, source.name, config));
    }

    pub fn put_placeholder(&mut self, at: usize, why: &str) {
        let source = &self.graph.sources[at];
        let sentence = format!("A placeholder stands in its place, with its settings in the notes: {why}.");
        self.draft.not_carried(&source.original(), Some(&source.node), sentence);
        let what = format!("n8n {} ‘{}’: {why}", source.kind, source.name);
        self.finish(at, draft::placeholder(&source.node, source.name, &what, source.parameters));
    }

    pub fn put_code(&mut self, at: usize, code: &str, why: &str) {
        let source = &self.graph.sources[at];
        let sentence = format!("A placeholder stands in its place, with the original in it: {why}.");
        self.draft.not_carried(&source.original(), Some(&source.node), sentence);
        let what = format!("n8n {}: {why}", source.kind);
        self.finish(at, draft::code_placeholder(&source.node, source.name, &what, code, source.parameters));
    }

    fn finish(&mut self, at: usize, mut node: Node) {
        let source = &self.graph.sources[at];
        let note = source.data["notes"].as_str().unwrap_or_default().trim();
        if !note.is_empty() {
            node.notes =
                if node.notes.is_empty() { note.to_owned() } else { format!("{note}\n\n{}", node.notes) };
        }
        let data = source.data;
        let can_fail = self.draft.can_fail(&node.kind);
        if data["retryOnFail"] == true && can_fail {
            let attempts = data["maxTries"].as_u64().unwrap_or(3).clamp(1, 20);
            let wait = data["waitBetweenTries"].as_u64().unwrap_or(1_000).min(3_600_000);
            let attempts = u32::try_from(attempts).unwrap_or(3);
            node.retry = Some(Retry { attempts, backoff: Some(format!("{wait}ms")), factor: Some(1.0) });
        }
        let goes_on = data["continueOnFail"] == true || data["onError"] == "continueRegularOutput";
        if goes_on && can_fail {
            node.on_error = Some(OnError::Continue(json!({})));
            self.draft.approximated(
                &source.original(),
                &source.node,
                "After a failure it goes on with an empty object; there the item with the error went on.",
            );
        }
        if data["disabled"] == true {
            node.disabled = true;
        }
        self.draft.place(node.id.as_str(), source.position);
        self.draft.flow.nodes.push(node);
    }

    /// Says that a node uses stored credentials, which become a secret.
    pub fn secret(&mut self, at: usize, header: &str) -> String {
        let source = &self.graph.sources[at];
        let credentials = source.data["credentials"].as_object();
        let there = credentials
            .and_then(|all| all.values().find_map(|one| one["name"].as_str()))
            .unwrap_or("a credential");
        let name = format!("{}_secret", source.node);
        let what = format!(
            "Sent as the header {header}, whole, with its prefix such as ‘Bearer’ if it needs one; in n8n it is ‘{there}’."
        );
        self.draft.needs_secret(&name, &what, &source.node);
        name
    }

    /// The model plugged into a node: its name here, and its temperature.
    pub fn model(&mut self, at: usize, config: &mut serde_json::Map<String, Value>, tunable: bool) {
        let graph = self.graph;
        for model in graph.plugged(at, "ai_languageModel") {
            let source = &graph.sources[model];
            let given = &source.parameters["model"];
            let name = given
                .as_str()
                .or(given["value"].as_str())
                .or(source.parameters["modelName"].as_str())
                .unwrap_or_default();
            let name = self.options.models.get(name).map_or(name, String::as_str);
            let node: NodeId = graph.sources[at].node.clone();
            if !name.is_empty() && !name.starts_with('=') {
                config.insert("model".to_owned(), json!(name));
                self.draft.needs_model(name, &format!("The model ‘{name}’ of {}.", source.kind), &node);
            }
            for (key, value) in source.parameters["options"].as_object().into_iter().flatten() {
                match key.as_str() {
                    "temperature" if tunable && value.is_number() => {
                        config.insert("temperature".to_owned(), value.clone());
                    }
                    "maxTokens" | "maxTokensToSample"
                        if tunable && value.as_u64().is_some_and(|count| count > 0) =>
                    {
                        config.insert("max_tokens".to_owned(), value.clone());
                    }
                    key => {
                        let what = format!(
                            "The model's setting {key} = {value} has no counterpart and was left out."
                        );
                        self.draft.not_carried(&source.original(), Some(&node), what);
                    }
                }
            }
            self.draft.carried(&source.original(), &node, "It is the model of the node it is plugged into.");
        }
    }
}
