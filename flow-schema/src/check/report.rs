use super::{Analysis, Code};
use crate::finding::Finding;
use crate::id::NodeId;
use std::collections::HashMap;

/// Where findings are put down.
pub(super) struct Report {
    findings: Vec<(usize, Finding)>,
    positions: HashMap<String, usize>,
}

/// What is wrong and what to do about it.
pub(super) struct Words {
    pub cause: String,
    pub mend: String,
}

pub(super) fn words(cause: impl Into<String>, mend: impl Into<String>) -> Words {
    Words { cause: cause.into(), mend: mend.into() }
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
        let finding = Finding {
            code: code.code.to_owned(),
            severity: code.severity,
            node,
            field: field.map(str::to_owned),
            cause: words.cause,
            mend: words.mend,
        };
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
            ))
        });
        findings
    }
}
