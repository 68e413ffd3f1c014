//! What texts of a document refer to, and how nodes are put.

use super::graph::{Graph, Source};
use crate::id::{NodeId, PortId};
use crate::import::Options;
use crate::import::draft::{self, Draft};
use crate::import::holes::{Hole, holes};
use crate::import::html::plain_text;
use crate::import::names::channel as channel_name;
use crate::import::rhai_text::{self, hole, member};
use crate::model::Node;
use serde_json::{Value, json};
use std::collections::HashMap;

pub(super) struct Work<'g, 'd> {
    pub graph: &'g Graph<'d>,
    pub draft: Draft,
    pub options: &'g Options,
    before: Vec<Node>,
    /// By node of the document: where edges to it lead, and where those from it leave.
    pub entries: HashMap<usize, NodeId>,
    pub exits: HashMap<usize, NodeId>,
    /// By id of the document: the searches a retriever became.
    pub searches: HashMap<String, Vec<NodeId>>,
}

impl<'g, 'd> Work<'g, 'd> {
    pub fn new(graph: &'g Graph<'d>, draft: Draft, options: &'g Options) -> Self {
        let (entries, exits, searches) = (HashMap::new(), HashMap::new(), HashMap::new());
        Self { graph, draft, options, before: Vec::new(), entries, exits, searches }
    }

    /// A text with variables as a template.
    pub fn text(&mut self, at: &Source<'_>, text: &str) -> String {
        let text = plain_text(text);
        let pieces = holes(&text).into_iter().map(|piece| match piece {
            Hole::Text(text) => rhai_text::plain(text),
            Hole::Value(name) => hole(&self.read(at, name)),
        });
        pieces.collect()
    }

    /// The same as an expression.
    pub fn expression(&mut self, at: &Source<'_>, text: &str) -> String {
        let text = plain_text(text);
        let pieces = holes(text.trim());
        let alone = pieces.len() == 1;
        let pieces: Vec<String> = pieces
            .into_iter()
            .map(|piece| match piece {
                Hole::Text(text) => rhai_text::literal(text),
                Hole::Value(name) if alone => self.read(at, name),
                Hole::Value(name) => format!("text({})", self.read(at, name)),
            })
            .collect();
        if pieces.is_empty() { "\"\"".to_owned() } else { pieces.join(" + ") }
    }

    fn read(&mut self, at: &Source<'_>, name: &str) -> String {
        match self.variable(at, name) {
            Ok(expression) if draft::parses(&expression) => expression,
            Ok(_) => self.unread(at, name, "it is not an expression here"),
            Err(why) => self.unread(at, name, &why),
        }
    }

    fn unread(&mut self, at: &Source<'_>, name: &str, why: &str) -> String {
        let what = format!("It reads {{{{ {name} }}}}, which was not carried over: {why}.");
        self.draft.not_carried(&at.original(), Some(&at.node), what);
        draft::missing(name)
    }

    fn variable(&self, at: &Source<'_>, name: &str) -> Result<String, String> {
        let mut path = name.split('.').map(str::trim);
        let root = path.next().unwrap_or_default();
        let rest: Vec<&str> = path.collect();
        let along =
            |value: String, rest: &[&str]| rest.iter().fold(value, |value, name| member(&value, name));
        Ok(match (root, rest.as_slice()) {
            ("question" | "$question", []) => "input.message".to_owned(),
            ("$form", [field, rest @ ..]) => along(member("input", field), rest),
            ("$flow", ["state", key, rest @ ..]) => along(member("state", &channel_name(key)), rest),
            ("$flow", ["chatId" | "sessionId"]) => "conversation.id".to_owned(),
            ("chat_history" | "$chat_history", []) => HISTORY.to_owned(),
            ("loop_count" | "$loop_count", []) => "loop.count".to_owned(),
            ("$iteration", rest) if at.parent.is_some() => along("item".to_owned(), rest),
            ("$iteration", _) => return Err("it stands outside an iteration".to_owned()),
            ("output", []) => self.content(at)?,
            ("output", rest) => self.part(at, rest)?,
            ("$vars", _) => return Err("variables of the whole installation have no counterpart".to_owned()),
            (id, rest) => {
                let source = self.graph.find(id).ok_or("there is nothing of that name")?;
                match rest {
                    [] | ["output"] | ["output", "content"] => self.content(source)?,
                    ["output", rest @ ..] => self.part(source, rest)?,
                    _ => return Err("only outputs of a node can be read".to_owned()),
                }
            }
        })
    }

    /// What a node says, as a text.
    pub fn content(&self, source: &Source<'_>) -> Result<String, String> {
        let id = source.node.as_str();
        Ok(match source.kind.as_str() {
            "llm" if is_structured(source) => format!("json({id})"),
            "llm" | "agent" | "directReply" | "humanInput" => format!("{id}.text"),
            "conditionAgent" => format!("{id}.class"),
            "retriever" => {
                let searches = self.searches.get(source.id).ok_or("it searches nothing")?;
                let passages: Vec<String> = searches.iter().map(|id| format!("{id}.passages")).collect();
                let all = if passages.len() == 1 {
                    passages.concat()
                } else {
                    format!("({})", passages.join(" + "))
                };
                format!("{all}.map(|p| p.text).join(\"\\n\")")
            }
            "tool" => format!("({id}.text ?? join(({id}.content ?? []).map(|part| part.text), \"\\n\"))"),
            "http" => format!("text({id}.body)"),
            "iteration" => format!("join({id}.results.map(|result| result.value), \"\\n\")"),
            "start" => "input.message".to_owned(),
            "customFunction" | "executeFlow" => format!("text({id})"),
            kind => return Err(format!("a node of type {kind} says nothing")),
        })
    }

    /// A part of a node's output.
    fn part(&self, source: &Source<'_>, path: &[&str]) -> Result<String, String> {
        let id = source.node.as_str();
        let along =
            |value: String, rest: &[&str]| rest.iter().fold(value, |value, name| member(&value, name));
        Ok(match (source.kind.as_str(), path) {
            ("http", ["http", "data", rest @ ..]) => along(format!("{id}.body"), rest),
            ("http", ["http", "status"]) => format!("{id}.status"),
            ("http", ["http", "headers", rest @ ..]) => along(format!("{id}.headers"), rest),
            ("llm", rest) if is_structured(source) => along(id.to_owned(), rest),
            ("customFunction" | "executeFlow" | "tool", ["content", rest @ ..]) => along(id.to_owned(), rest),
            ("customFunction" | "executeFlow" | "tool", rest) => along(id.to_owned(), rest),
            (kind, rest) => {
                return Err(format!("‘{}’ of a node of type {kind} has no counterpart", rest.join(".")));
            }
        })
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
        let id = self.draft.names.node(&format!("{}_{suffix}", at.node), kind);
        let mut node = draft::node(&id, kind, title, config);
        node.parent = self.parent(at);
        self.before.push(node);
        id
    }

    /// Puts a node behind the one that was converted; edges from there now leave from it.
    pub fn put_after(&mut self, at: &Source<'_>, suffix: &str, kind: &str, config: Value) {
        let id = self.draft.names.node(&format!("{}_{suffix}", at.node), kind);
        let mut node = draft::node(&id, kind, "", config);
        node.parent = self.parent(at);
        self.draft.flow.nodes.push(node);
        if let Some(index) = self.graph.at(at.id) {
            let last = self.exits.insert(index, id.clone()).unwrap_or_else(|| at.node.clone());
            self.draft.edge(last.as_str(), PortId::OUT, &id);
        }
    }

    fn parent(&self, at: &Source<'_>) -> Option<NodeId> {
        at.parent.map(|parent| self.graph.sources[parent].node.clone())
    }

    pub fn put(&mut self, at: &Source<'_>, kind: &str, config: Value, what: &str) {
        self.draft.carried(&at.original(), &at.node, what);
        self.finish(at, draft::node(&at.node, kind, at.title, config));
    }

    pub fn put_placeholder(&mut self, at: &Source<'_>, why: &str) {
        let sentence = format!("A placeholder stands in its place, with its settings in the notes: {why}.");
        self.draft.not_carried(&at.original(), Some(&at.node), sentence);
        let what = format!("Flowise {} ‘{}’: {why}", at.kind, at.title);
        self.finish(at, draft::placeholder(&at.node, at.title, &what, at.inputs));
    }

    pub fn put_code(&mut self, at: &Source<'_>, code: &str, why: &str) {
        let sentence = format!("A placeholder stands in its place, with the original in it: {why}.");
        self.draft.not_carried(&at.original(), Some(&at.node), sentence);
        let what = format!("Flowise {}: {why}", at.kind);
        self.finish(at, draft::code_placeholder(&at.node, at.title, &what, code, at.inputs));
    }

    fn finish(&mut self, at: &Source<'_>, mut node: Node) {
        node.parent = self.parent(at);
        self.draft.place(at.node.as_str(), at.position);
        let chain: Vec<NodeId> =
            self.before.iter().map(|node| node.id.clone()).chain([at.node.clone()]).collect();
        for pair in chain.windows(2) {
            self.draft.edge(pair[0].as_str(), PortId::OUT, &pair[1]);
        }
        if let Some(index) = self.graph.at(at.id) {
            self.entries.insert(index, chain[0].clone());
            self.exits.insert(index, at.node.clone());
        }
        self.draft.flow.nodes.append(&mut self.before);
        self.draft.flow.nodes.push(node);
    }

    /// What a node writes into the state once it is done; lists of `{key, value}`.
    pub fn updates(&mut self, at: &Source<'_>, name: &str) {
        let mut set = serde_json::Map::new();
        for update in at.list(name) {
            let Some(key) = update["key"].as_str().filter(|key| !key.is_empty()) else { continue };
            let channel = channel_name(key);
            let value = self.text(at, update["value"].as_str().unwrap_or_default());
            set.insert(channel, Value::String(value));
        }
        if !set.is_empty() {
            self.put_after(at, "state", "set_state", json!({ "set": set }));
        }
    }
}

/// The conversation so far as a text.
pub(super) const HISTORY: &str = "conversation.history.map(|m| m.role + \": \" + m.content).join(\"\\n\")";

pub(super) fn is_structured(source: &Source<'_>) -> bool {
    !source.list("llmStructuredOutput").is_empty()
}
