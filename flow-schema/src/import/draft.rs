//! A flow while it is put together, with its layout and the report.

use super::names::{NOT_IMPORTED, Names};
use super::redact::{masked, redacted};
use super::report::{Entry, Original, Report};
use super::{ImportError, Layout, LayoutNote, Position, rhai_text};
use crate::check;
use crate::expr::{Expr, limits};
use crate::finding::Severity;
use crate::id::{NodeId, PortId};
use crate::kind::KindRegistry;
use crate::model::{Edge, Flow, Node};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, HashSet};

/// A flow has no more (see the checks).
const MAX_NODES: usize = 2_000;

pub(super) struct Draft {
    pub flow: Flow,
    pub layout: Layout,
    pub report: Report,
    pub names: Names,
    kinds: KindRegistry,
    /// What was said already, of which node.
    said: HashSet<(String, String)>,
}

impl Draft {
    pub fn new(name: String, title: &str) -> Self {
        let flow = Flow {
            format: "flowright/1".to_owned(),
            name,
            title: title.to_owned(),
            description: String::new(),
            input: Value::Null,
            output: Value::Null,
            schemas: BTreeMap::new(),
            state: BTreeMap::new(),
            nodes: Vec::new(),
            edges: Vec::new(),
            tests: Vec::new(),
        };
        let (layout, report, names) = (Layout::default(), Report::default(), Names::default());
        Self { flow, layout, report, names, kinds: KindRegistry::builtin(), said: HashSet::new() }
    }

    pub fn place(&mut self, node: &str, position: Option<Position>) {
        if let Some(position) = position {
            self.layout.nodes.insert(node.to_owned(), position);
        }
    }

    /// A sticky note of the canvas.
    pub fn noted(&mut self, original: &Original, note: LayoutNote) {
        self.layout.notes.push(note);
        self.report.carried.push(entry(original, None, "It is a note on the canvas."));
    }

    /// An edge, once.
    pub fn edge(&mut self, from: &str, port: &str, to: &NodeId) {
        let from = if port == PortId::OUT { from.to_owned() } else { format!("{from}.{port}") };
        let edge = Edge { from, to: to.clone() };
        if !self.flow.edges.contains(&edge) {
            self.flow.edges.push(edge);
        }
    }

    /// Whether nodes of a kind can fail, and so be tried again or lead on by `error`.
    pub fn can_fail(&self, kind: &str) -> bool {
        self.kinds.get(kind).is_some_and(|kind| kind.can_fail())
    }

    pub fn carried(&mut self, original: &Original, node: &NodeId, what: impl Into<String>) {
        self.report.carried.push(entry(original, Some(node), what));
    }

    pub fn approximated(&mut self, original: &Original, node: &NodeId, what: impl Into<String>) {
        let what = what.into();
        if self.said.insert((original.id.clone(), what.clone())) {
            self.report.approximated.push(entry(original, Some(node), what));
        }
    }

    pub fn not_carried(&mut self, original: &Original, node: Option<&NodeId>, what: impl Into<String>) {
        let what = what.into();
        if self.said.insert((original.id.clone(), what.clone())) {
            self.report.not_carried.push(entry(original, node, what));
        }
    }

    /// Of the document as a whole.
    pub fn lost(&mut self, what: impl Into<String>) {
        self.report.not_carried.push(Entry { original: None, node: None, what: what.into() });
    }

    /// Of the document as a whole.
    pub fn changed(&mut self, what: impl Into<String>) {
        self.report.approximated.push(Entry { original: None, node: None, what: what.into() });
    }

    pub fn needs_secret(&mut self, name: &str, what: &str, node: &NodeId) {
        Report::need(&mut self.report.secrets_needed, name, what, node);
    }

    pub fn needs_model(&mut self, name: &str, what: &str, node: &NodeId) {
        Report::need(&mut self.report.models_needed, name, what, node);
    }

    pub fn needs_base(&mut self, name: &str, what: &str, node: &NodeId) {
        Report::need(&mut self.report.bases_needed, name, what, node);
    }

    pub fn needs_tool(&mut self, name: &str, what: &str, node: &NodeId) {
        Report::need(&mut self.report.tools_needed, name, what, node);
    }

    pub fn needs_other(&mut self, name: &str, what: &str, node: &NodeId) {
        Report::need(&mut self.report.others_needed, name, what, node);
    }

    /// A URL without the keys that are written into it.
    pub fn url(&mut self, original: &Original, node: &NodeId, url: &str) -> String {
        let kept = masked(url);
        if kept == url {
            return kept;
        }
        self.not_carried(
            original,
            Some(node),
            "A key stood in its URL and was left out; send it as a secret in a header.",
        );
        // Without the words that stand for it elsewhere: they would not be a URL.
        kept.replace(super::redact::LEFT_OUT, "")
    }

    /// The whole, with what the checks say of it.
    pub fn finish(mut self) -> (Flow, Layout, Report) {
        self.report.findings = check::check(&self.flow, &self.kinds);
        self.tell_of_errors();
        (self.flow, self.layout, self.report)
    }

    /// An error that nothing above explains was in the document already, such as a node that no way
    /// leads to: there it did no harm, here it stops publishing.
    fn tell_of_errors(&mut self) {
        let told: HashSet<NodeId> =
            self.report.not_carried.iter().filter_map(|entry| entry.node.clone()).collect();
        let errors = self.report.findings.iter().filter(|finding| finding.severity == Severity::Error);
        for finding in errors.filter(|finding| finding.node.as_ref().is_none_or(|node| !told.contains(node)))
        {
            let what = format!(
                "As it is drawn there it cannot be published here: {}; {}.",
                finding.cause, finding.mend
            );
            let report = &self.report;
            let known = [&report.carried, &report.approximated].into_iter().flatten();
            let original =
                known.filter(|entry| entry.node == finding.node).find_map(|entry| entry.original.clone());
            self.report.not_carried.push(Entry { original, node: finding.node.clone(), what });
        }
    }
}

fn entry(original: &Original, node: Option<&NodeId>, what: impl Into<String>) -> Entry {
    Entry { original: Some(original.clone()), node: node.cloned(), what: what.into() }
}

/// A node with nothing set but this.
pub(super) fn node(id: &NodeId, kind: &str, title: &str, config: Value) -> Node {
    Node {
        disabled: false,
        id: id.clone(),
        kind: kind.to_owned(),
        title: title.to_owned(),
        config: match config {
            Value::Object(entries) => entries,
            _ => Map::new(),
        },
        retry: None,
        timeout: None,
        on_error: None,
        join: Default::default(),
        cancel_others: false,
        max_iterations: None,
        parent: None,
        notes: String::new(),
    }
}

/// A script that stands for something we have no node for. Its code reads a name that does not
/// exist, so the flow cannot be published before it is replaced; its notes keep the original.
pub(super) fn placeholder(id: &NodeId, title: &str, what: &str, original: &Value) -> Node {
    let comment: Vec<String> = what.lines().map(|line| format!("// {line}")).collect();
    let code =
        format!("{}\n// Its settings are in the notes of this node.\n{NOT_IMPORTED}", comment.join("\n"));
    let mut node = node(id, "script", title, json!({ "code": code }));
    node.notes = original_text(original);
    node
}

/// The same for a piece of code: it is kept as a comment.
pub(super) fn code_placeholder(id: &NodeId, title: &str, what: &str, code: &str, original: &Value) -> Node {
    let code = masked(code);
    let lines = code.lines().map(|line| format!("// {line}").trim_end().to_owned());
    let comment = lines.collect::<Vec<_>>().join("\n");
    // What is left is for the words around it.
    if comment.len() > limits::SOURCE_BYTES - 4 * 1024 {
        return placeholder(id, title, &format!("{what}\nThe code is too long to be shown here."), original);
    }
    let code = format!("// {what}\n//\n{comment}\n{NOT_IMPORTED}");
    node(id, "script", title, json!({ "code": code }))
}

/// Settings as they were, for the notes of a node; without credentials.
pub(super) fn original_text(original: &Value) -> String {
    const LONG: usize = 64 * 1024;
    let original = redacted(original);
    // Indenting what is long and deep would make it a hundred times as long.
    let short = original.to_string();
    let text = if short.len() > LONG { Ok(short) } else { serde_json::to_string_pretty(&original) };
    masked(&text.unwrap_or_default())
}

/// The value of what could not be read: a name the checks find, saying what it was.
pub(super) fn missing(what: &str) -> String {
    format!("{NOT_IMPORTED}[{}]", rhai_text::literal(what))
}

/// Whether an expression can be used where it is put.
pub(super) fn parses(expression: &str) -> bool {
    Expr::parse(expression).is_ok()
}

pub(super) fn few_enough(count: usize) -> Result<(), ImportError> {
    if count > MAX_NODES { Err(ImportError::TooManyNodes { count, max: MAX_NODES }) } else { Ok(()) }
}
