//! What the conversions share: how nodes are put, and what is said of them.

use super::graph::Graph;
use super::kind::may_be_code;
use super::settings;
use crate::id::NodeId;
use crate::import::Options;
use crate::import::draft::{self, Draft};
use crate::import::redact::masked;
use crate::model::Node;
use serde_json::Value;
use std::collections::{HashMap, HashSet};

pub(super) struct Work<'g, 'd> {
    pub graph: &'g Graph<'d>,
    pub draft: Draft,
    pub options: &'g Options,
    /// By component that became a node: the kind of the node.
    pub kinds: HashMap<usize, String>,
    /// Components that became placeholders.
    pub placeholders: HashSet<usize>,
    kept: HashSet<usize>,
}

impl<'g, 'd> Work<'g, 'd> {
    pub fn new(graph: &'g Graph<'d>, draft: Draft, options: &'g Options) -> Self {
        let (placeholders, kept) = (HashSet::new(), HashSet::new());
        Self { graph, draft, options, kinds: HashMap::new(), placeholders, kept }
    }

    /// Says of a component what is not here.
    pub fn lost(&mut self, at: usize, what: impl Into<String>) {
        let source = &self.graph.sources[at];
        self.draft.not_carried(&source.original(), Some(&source.node), what);
    }

    /// Says of a component what is nearly the same.
    pub fn changed(&mut self, at: usize, what: impl Into<String>) {
        let source = &self.graph.sources[at];
        self.draft.approximated(&source.original(), &source.node, what);
    }

    /// Keeps the settings of what is only plugged in with the node that has it; once.
    pub fn keep(&mut self, plug: usize, node: &NodeId) {
        if !self.kept.insert(plug) {
            return;
        }
        let source = &self.graph.sources[plug];
        let mut text = format!(
            "‘{}’ ({}):\n{}",
            source.title,
            source.name,
            draft::original_text(&settings::plain(source))
        );
        if may_be_code(source) {
            text.push_str(&format!("\n\n{}", masked(source.code())));
        }
        if let Some(node) = self.draft.flow.nodes.iter_mut().find(|known| known.id == *node) {
            node.notes = if node.notes.is_empty() { text } else { format!("{}\n\n{text}", node.notes) };
        }
    }

    pub fn parent(&self, at: usize) -> Option<NodeId> {
        self.graph.sources[at].parent.map(|parent| self.graph.sources[parent].node.clone())
    }

    pub fn put(&mut self, at: usize, kind: &str, config: Value, what: &str) {
        let source = &self.graph.sources[at];
        self.draft.carried(&source.original(), &source.node, what);
        self.finish(at, draft::node(&source.node, kind, source.title, config));
    }

    /// Changes the node that was put last.
    pub fn last(&mut self, change: impl FnOnce(&mut Node)) {
        if let Some(node) = self.draft.flow.nodes.last_mut() {
            change(node);
        }
    }

    pub fn put_placeholder(&mut self, at: usize, why: &str) {
        let source = &self.graph.sources[at];
        self.placeholders.insert(at);
        self.lost(at, format!("A placeholder stands in its place, with its settings in the notes: {why}."));
        let what = format!("Langflow {} ‘{}’: {why}", source.name, source.title);
        let original = settings::plain(source);
        self.finish(at, draft::placeholder(&source.node, source.title, &what, &original));
    }

    /// For Python: the code is a comment, its settings are in the notes.
    pub fn put_code(&mut self, at: usize, why: &str) {
        let source = &self.graph.sources[at];
        self.placeholders.insert(at);
        self.lost(at, format!("A placeholder stands in its place, with the original in it: {why}."));
        let what = format!("Langflow {} ‘{}’: {why}", source.name, source.title);
        let original = settings::plain(source);
        let mut node = draft::code_placeholder(&source.node, source.title, &what, source.code(), &original);
        if node.notes.is_empty() && original.as_object().is_some_and(|fields| !fields.is_empty()) {
            node.notes = draft::original_text(&original);
        }
        self.finish(at, node);
    }

    /// Several components in one: all that is in it stays in the notes.
    pub fn put_group(&mut self, at: usize) {
        let source = &self.graph.sources[at];
        let why = "it is a group; ungroup it there and export again, or put its parts here";
        self.placeholders.insert(at);
        self.lost(at, format!("A placeholder stands in its place, with its parts in the notes: {why}."));
        let what = format!("Langflow group ‘{}’: {why}", source.title);
        let original = settings::without_secrets(&source.data["flow"]);
        self.finish(at, draft::placeholder(&source.node, source.title, &what, &original));
    }

    fn finish(&mut self, at: usize, mut node: Node) {
        let source = &self.graph.sources[at];
        node.parent = self.parent(at);
        if self.graph.is_alone(at) {
            node.disabled = true;
            self.lost(at, "Nothing is connected to it; it stands here switched off.");
        }
        if source.data["frozen"] == true {
            self.lost(at, "It was frozen, so that it said what it had said before; here it runs each time.");
        }
        self.draft.place(node.id.as_str(), source.position);
        self.kinds.insert(at, node.kind.clone());
        self.draft.flow.nodes.push(node);
    }
}
