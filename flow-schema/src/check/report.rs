use super::{Analysis, Code};
use crate::finding::{Finding, Span};
use crate::fix::{Edit, Fix};
use crate::id::NodeId;
use crate::said::Said;
use serde_json::Value;
use std::collections::HashMap;

/// Where findings are put down.
pub(super) struct Report {
    findings: Vec<(usize, Finding)>,
    positions: HashMap<String, usize>,
}

/// What is wrong and what to do about it; where in the field's text, and how a program mends it.
pub(super) struct Words {
    pub cause: Said,
    pub mend: Said,
    pub position: Option<Span>,
    pub fix: Option<Mend>,
    /// What the fix does, where that is less than the mend says.
    pub title: Option<Said>,
}

/// A fix whose place is the place of the finding.
pub(super) enum Mend {
    /// Another text in the place of this part.
    Text {
        position: Span,
        text: String,
    },
    Set(Value),
    Remove,
    Rename(String),
    Edits(Vec<Edit>),
}

impl Mend {
    /// A value for another field of a node.
    pub fn set_at(node: &NodeId, field: &str, value: Value) -> Self {
        Self::Edits(vec![Edit::Set { node: Some(node.clone()), field: field.to_owned(), value }])
    }
}

pub(super) fn words(cause: Said, mend: Said) -> Words {
    Words { cause, mend, position: None, fix: None, title: None }
}

impl Words {
    pub fn at(mut self, position: Option<Span>) -> Self {
        self.position = position;
        self
    }

    pub fn fixed(mut self, mend: Option<Mend>) -> Self {
        self.fix = mend;
        self
    }

    /// One of the ways that the mend names.
    pub fn fixed_by(self, way: Option<(Said, Mend)>) -> Self {
        let (title, mend) = way.unzip();
        Self { title, ..self.fixed(mend) }
    }

    /// Puts `text` where the problem is.
    pub fn replaced(self, text: Option<&str>) -> Self {
        let mend =
            self.position.zip(text).map(|(position, text)| Mend::Text { position, text: text.to_owned() });
        self.fixed(mend)
    }

    /// Gives the field the nearest of these values.
    pub fn set_to(self, value: Option<&str>) -> Self {
        self.fixed(value.map(|value| Mend::Set(Value::from(value))))
    }

    /// The finding these words make.
    pub fn into_finding(self, code: &Code, node: Option<NodeId>, field: Option<String>) -> Finding {
        let title = self.title.unwrap_or_else(|| self.mend.clone());
        let place = || (node.clone(), field.clone().unwrap_or_default());
        let fix = self.fix.map(|mend| {
            let (node, field) = place();
            let edits = match mend {
                Mend::Text { position, text } => vec![Edit::ReplaceText { node, field, position, text }],
                Mend::Set(value) => vec![Edit::Set { node, field, value }],
                Mend::Remove => vec![Edit::Remove { node, field }],
                Mend::Rename(name) => vec![Edit::Rename { node, field, name }],
                Mend::Edits(edits) => edits,
            };
            let (title, title_words) = title.into_parts();
            Fix { title, title_words, edits }
        });
        let ((cause, cause_words), (mend, mend_words)) = (self.cause.into_parts(), self.mend.into_parts());
        Finding {
            code: code.code.to_owned(),
            severity: code.severity,
            node,
            field,
            position: self.position,
            cause,
            cause_words,
            mend,
            mend_words,
            fix,
        }
    }
}

impl Report {
    pub fn new(analysis: &Analysis<'_>) -> Self {
        let ids = analysis.flow.nodes.iter().enumerate();
        let positions = ids.rev().map(|(at, node)| (node.id.to_string(), at + 1)).collect();
        Self { findings: Vec::new(), positions }
    }

    /// A problem of one node; `field` is a pointer into the node.
    pub fn node(&mut self, code: &Code, node: &NodeId, field: &str, words: Words) {
        let field = Some(field).filter(|field| !field.is_empty());
        self.put(code, Some(node.clone()), field, words);
    }

    /// A problem of the document; `field` is a pointer into the document.
    pub fn flow(&mut self, code: &Code, field: &str, words: Words) {
        self.put(code, None, Some(field), words);
    }

    fn put(&mut self, code: &Code, node: Option<NodeId>, field: Option<&str>, words: Words) {
        let position = match &node {
            Some(node) => self.positions.get(node.as_str()).copied().unwrap_or(usize::MAX),
            None if field.is_some_and(|field| field.starts_with("/edges")) => usize::MAX,
            None => 0,
        };
        let finding = words.into_finding(code, node, field.map(str::to_owned));
        self.findings.push((position, finding));
    }

    /// Errors first, then in document order; the same finding once.
    pub fn finish(mut self) -> Vec<Finding> {
        self.findings.sort_by(|(a, x), (b, y)| (x.severity, a).cmp(&(y.severity, b)));
        let mut findings: Vec<Finding> = self.findings.into_iter().map(|(_, finding)| finding).collect();
        let mut seen = std::collections::HashSet::new();
        findings.retain(|finding| {
            seen.insert((
                finding.code.clone(),
                finding.node.clone(),
                finding.field.clone(),
                finding.cause.clone(),
                finding.position,
            ))
        });
        findings
    }
}
