//! What parameters and texts of a document refer to, and how nodes are put.

use super::graph::{Graph, Kind, Source};
use crate::id::{NodeId, PortId};
use crate::import::Options;
use crate::import::draft::{self, Draft};
use crate::import::foreign::{Dialect, expression};
use crate::import::holes::{Hole, holes};
use crate::import::names::channel as channel_name;
use crate::import::rhai_text::{self, hole, member};
use crate::model::{Node, OnError};
use serde_json::Value;
use std::collections::HashMap;

pub(super) struct Work<'g, 'd> {
    pub graph: &'g Graph<'d>,
    pub draft: Draft,
    pub options: &'g Options,
    before: Vec<Node>,
    /// By id of the document: where edges to a node lead.
    pub entries: HashMap<String, NodeId>,
}

impl<'g, 'd> Work<'g, 'd> {
    pub fn new(graph: &'g Graph<'d>, draft: Draft, options: &'g Options) -> Self {
        Self { graph, draft, options, before: Vec::new(), entries: HashMap::new() }
    }

    /// A parameter's value: `{type, value: {type: "ref" | "literal", content}}`.
    pub fn value(&mut self, at: &Source<'_>, input: &Value) -> String {
        let value = &input["value"];
        let content = &value["content"];
        if value["type"] != "ref" {
            let kind = input["type"].as_str().unwrap_or_default();
            return match content {
                Value::String(text) if !matches!(kind, "string" | "") => serde_json::from_str::<Value>(text)
                    .map_or_else(|_| rhai_text::literal(text), |value| rhai_text::value(&value)),
                Value::String(text) => self.text_expression(at, text),
                other => rhai_text::value(other),
            };
        }
        let read = self.reference(at, content);
        read.unwrap_or_else(|why| {
            let what = content["name"].as_str().unwrap_or("a value");
            self.draft.not_carried(
                &at.original(),
                Some(&at.node),
                format!("It reads {what}, which was not carried over: {why}."),
            );
            draft::missing(what)
        })
    }

    fn reference(&self, at: &Source<'_>, content: &Value) -> Result<String, String> {
        let name = content["name"].as_str().unwrap_or_default();
        let path: Vec<&str> = match content["path"].as_array() {
            Some(path) if !path.is_empty() => path.iter().filter_map(Value::as_str).collect(),
            _ => name.split('.').collect(),
        };
        if content["source"].as_str().is_some_and(|source| source.starts_with("global_variable")) {
            let channel = channel_name(path.first().copied().unwrap_or_default());
            return Ok(path
                .iter()
                .skip(1)
                .fold(member("state", &channel), |value, name| member(&value, name)));
        }
        let id = content["blockID"].as_str().unwrap_or_default();
        let source = self.graph.find(id).ok_or_else(|| format!("there is no node ‘{id}’"))?;
        let (field, rest) = path.split_first().ok_or("it names no value")?;
        let value = self.output(source, field, at)?;
        Ok(rest.iter().fold(value, |value, name| member(&value, name)))
    }

    fn output(&self, source: &Source<'_>, field: &str, reader: &Source<'_>) -> Result<String, String> {
        let id = source.node.as_str();
        let refuse = || Err(format!("‘{field}’ of ‘{}’ has no counterpart", source.title));
        Ok(match (source.kind, field) {
            (Kind::Start, "USER_INPUT" | "BOT_USER_INPUT") => "input.message".to_owned(),
            (Kind::Start, "CONVERSATION_NAME") => "conversation.id".to_owned(),
            (Kind::Start, field) => member("input", field),
            (Kind::Model, "reasoning_content") => return refuse(),
            (Kind::Model, field) if is_structured(source) => member(id, field),
            (Kind::Model, _) => format!("{id}.text"),
            (Kind::Knowledge, "outputList") => {
                format!("{id}.passages.map(|p| #{{ output: p.text, documentId: p.document_id }})")
            }
            (Kind::Text, "output") if source.inputs["method"] != "split" => format!("{id}.text"),
            (Kind::Question, "USER_RESPONSE") => format!("{id}.text"),
            (Kind::Question, "optionContent" | "optionId") => format!("{id}.option"),
            (Kind::Intent, "classificationId") => format!("{id}.class"),
            (Kind::Intent, _) => return refuse(),
            (Kind::Http, "body") => format!("text({id}.body)"),
            (Kind::Http, "statusCode") => format!("{id}.status"),
            (Kind::Http, "headers") => format!("{id}.headers"),
            (Kind::Loop | Kind::Batch, field) => return self.container(source, field, reader),
            (Kind::Code | Kind::Plugin | Kind::Workflow | Kind::Merge | Kind::Text | Kind::Other, field) => {
                member(id, field)
            }
            _ => return refuse(),
        })
    }

    /// In a body its list is the item; behind it an output is the list of what each round gave.
    fn container(&self, source: &Source<'_>, field: &str, reader: &Source<'_>) -> Result<String, String> {
        let id = source.node.as_str();
        let variable = source.list("variableParameters").iter().any(|variable| variable["name"] == field);
        if variable {
            return Ok(member("state", &channel(source, field)));
        }
        let inside = reader.parent.is_some_and(|parent| self.graph.sources[parent].id == source.id);
        let counts = source.kind == Kind::Loop
            && source.inputs["loopType"].as_str().is_some_and(|kind| kind != "array");
        match (inside, field) {
            (true, "index") if counts => Ok("loop.count - 1".to_owned()),
            (true, "index") => Ok("index".to_owned()),
            (true, _) if source.list("inputParameters").len() == 1 && !counts => Ok("item".to_owned()),
            (true, _) => Err("a body with several lists reads only one here".to_owned()),
            (false, field) if counts => {
                Err(format!("‘{field}’ is collected round by round there; write it to a channel"))
            }
            (false, field) => Ok(format!("{id}.results.map(|result| {})", member("result", field))),
        }
    }

    /// A text with `{{parameter}}` in it as a template.
    pub fn text(&mut self, at: &Source<'_>, text: &str) -> String {
        let pieces = holes(text).into_iter().map(|piece| match piece {
            Hole::Text(text) => rhai_text::plain(text),
            Hole::Value(name) => hole(&self.named(at, name)),
        });
        pieces.collect()
    }

    fn text_expression(&mut self, at: &Source<'_>, text: &str) -> String {
        let pieces: Vec<String> = holes(text)
            .into_iter()
            .map(|piece| match piece {
                Hole::Text(text) => rhai_text::literal(text),
                Hole::Value(name) => format!("text({})", self.named(at, name)),
            })
            .collect();
        if pieces.is_empty() { "\"\"".to_owned() } else { pieces.join(" + ") }
    }

    /// What a name in a text stands for: one of the node's parameters, and a path into it.
    fn named(&mut self, at: &Source<'_>, name: &str) -> String {
        let root: String = name.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        let parameter = at.parameter(&root).map(|input| self.value(at, input));
        let lookup = |known: &str| match &parameter {
            Some(value) if known == root => Ok(value.clone()),
            _ => Err("no parameter of that name".to_owned()),
        };
        expression(name, Dialect::JavaScript, &lookup).unwrap_or_else(|why| {
            let what = format!("It reads {{{{{name}}}}}, which was not carried over: there is {why}.");
            self.draft.not_carried(&at.original(), Some(&at.node), what);
            draft::missing(name)
        })
    }

    pub fn put_before(
        &mut self,
        at: &Source<'_>,
        suffix: &str,
        kind: &str,
        title: &str,
        config: Value,
    ) -> NodeId {
        let id = self.draft.names.node(&format!("{}_{suffix}", at.node), kind);
        let mut node = draft::node(&id, kind, title, config);
        node.parent = self.parent(at);
        self.before.push(node);
        id
    }

    pub fn parent(&self, at: &Source<'_>) -> Option<NodeId> {
        at.parent.map(|parent| self.graph.sources[parent].node.clone())
    }

    pub fn put(&mut self, at: &Source<'_>, kind: &str, config: Value, what: &str) {
        self.draft.carried(&at.original(), &at.node, what);
        self.finish(at, draft::node(&at.node, kind, at.title, config));
    }

    pub fn put_placeholder(&mut self, at: &Source<'_>, why: &str) {
        let sentence = format!("A placeholder stands in its place, with its settings in the notes: {why}.");
        self.draft.not_carried(&at.original(), Some(&at.node), sentence);
        let what = format!("Coze ‘{}’: {why}", at.title);
        self.finish(at, draft::placeholder(&at.node, at.title, &what, at.inputs));
    }

    pub fn put_code(&mut self, at: &Source<'_>, code: &str, why: &str) {
        let sentence = format!("A placeholder stands in its place, with the original in it: {why}.");
        self.draft.not_carried(&at.original(), Some(&at.node), sentence);
        self.finish(
            at,
            draft::code_placeholder(&at.node, at.title, &format!("Coze code: {why}"), code, at.inputs),
        );
    }

    fn finish(&mut self, at: &Source<'_>, mut node: Node) {
        node.parent = self.parent(at);
        let on_error = &at.inputs["settingOnError"];
        if on_error["switch"] == true && self.draft.can_fail(&node.kind) {
            let fallback =
                on_error["dataOnErr"].as_str().and_then(|text| serde_json::from_str::<Value>(text).ok());
            let named = fallback.as_ref().and_then(|value| value.get("output")).cloned();
            // A model's text is called otherwise here.
            let value = match (node.kind.as_str(), named) {
                ("llm", Some(text)) if !is_structured(at) => Some(serde_json::json!({ "text": text })),
                _ => fallback,
            };
            node.on_error = value.map(OnError::Continue);
        }
        self.draft.place(node.id.as_str(), at.position);
        let chain: Vec<NodeId> =
            self.before.iter().map(|node| node.id.clone()).chain([node.id.clone()]).collect();
        for pair in chain.windows(2) {
            self.draft.edge(pair[0].as_str(), PortId::OUT, &pair[1]);
        }
        self.entries.insert(at.id.to_owned(), chain[0].clone());
        self.draft.flow.nodes.append(&mut self.before);
        self.draft.flow.nodes.push(node);
    }
}

/// A model whose answer is an object: several outputs, or one that is no text.
pub(super) fn is_structured(source: &Source<'_>) -> bool {
    let outputs: Vec<&Value> =
        source.outputs().iter().filter(|output| output["name"] != "reasoning_content").collect();
    match outputs.as_slice() {
        [] => false,
        [one] => one["type"] != "string",
        _ => true,
    }
}

/// Name of the channel that holds a loop's variable.
pub(super) fn channel(source: &Source<'_>, name: &str) -> String {
    format!("{}_{}", source.node, channel_name(name))
}
