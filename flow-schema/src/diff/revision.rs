use crate::model::Flow;
use serde_json::Value;
use std::collections::BTreeMap;

/// A flow as Git has it: the document, its tests by name, and where its nodes lie on the canvas.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    pub flow: Flow,
    /// `tests/<name>.json`, by that name.
    pub tests: BTreeMap<String, Value>,
    /// `layout.json`; null when there is none. No meaning: a diff never speaks of it, a merge never
    /// has a conflict in it.
    pub layout: Value,
}

impl From<Flow> for Revision {
    fn from(flow: Flow) -> Self {
        Self { flow, tests: BTreeMap::new(), layout: Value::Null }
    }
}
