//! A flow as one document, to take it to another place: with its layout, its tests and the flows that
//! it runs, and the names of what it needs there. Never a value of a secret: a flow has only names.
//!
//! [`import`](crate::import) reads it back.

use crate::check::Environment;
use crate::diff::Revision;
use crate::edit::{Missing, What, missing};
use crate::kind::{KindRegistry, external};
use crate::model::Flow;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

/// The `format` of such a document.
pub const FORMAT: &str = "flowright-bundle/1";
/// What begins the format of every version of it.
pub const FORMATS: &str = "flowright-bundle/";

/// The document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    /// Always `flowright-bundle/1`.
    pub format: String,
    /// The number it was published as; none of a draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u64>,
    pub flow: Flow,
    /// Where its nodes stand.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    #[schema(value_type = Object)]
    pub layout: Value,
    /// Its tests by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(value_type = Object)]
    pub tests: BTreeMap<String, Value>,
    /// Flows that it runs, and those that they run.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subflows: Vec<BundledFlow>,
    /// What has to be there before it can run.
    #[serde(default)]
    pub needs: BundleNeeds,
}

/// A flow in a bundle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BundledFlow {
    /// The number it was published as; none of a draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u64>,
    pub flow: Flow,
    #[serde(default, skip_serializing_if = "Value::is_null")]
    #[schema(value_type = Object)]
    pub layout: Value,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(value_type = Object)]
    pub tests: BTreeMap<String, Value>,
}

/// Names of what a bundle's flows need and the bundle does not hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct BundleNeeds {
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub secrets: BTreeSet<String>,
    /// Tools of MCP servers, as `mcp:<server>/<tool>`.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub tools: BTreeSet<String>,
    /// Knowledge bases.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub bases: BTreeSet<String>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub forms: BTreeSet<String>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub models: BTreeSet<String>,
    /// Published flows.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub flows: BTreeSet<String>,
}

impl BundledFlow {
    pub fn new(version: Option<u64>, revision: Revision) -> Self {
        let Revision { flow, tests, layout } = revision;
        Self { version, flow, layout, tests }
    }
}

impl Bundle {
    /// A flow with those that it runs.
    pub fn new(main: BundledFlow, subflows: Vec<BundledFlow>) -> Self {
        let needs = needs(&main, &subflows);
        let BundledFlow { version, flow, layout, tests } = main;
        Self { format: FORMAT.to_owned(), version, flow, layout, tests, subflows, needs }
    }
}

fn needs(main: &BundledFlow, subflows: &[BundledFlow]) -> BundleNeeds {
    let (kinds, nowhere) = (KindRegistry::builtin(), Environment::nothing());
    let mut needs = BundleNeeds::default();
    let all = std::iter::once(main).chain(subflows);
    for Missing { what, name, .. } in all.flat_map(|part| missing(&part.flow, &kinds, &nowhere)) {
        let list = match what {
            What::Secret => &mut needs.secrets,
            What::Tool => &mut needs.tools,
            What::Kind if external::split_name(&name).is_some() => &mut needs.tools,
            What::KnowledgeBase => &mut needs.bases,
            What::Form => &mut needs.forms,
            What::Model => &mut needs.models,
            What::Flow if !subflows.iter().any(|part| part.flow.name == name) => &mut needs.flows,
            What::Flow | What::Kind | What::Node | What::Input | What::Channel | What::Schema => continue,
        };
        list.insert(name);
    }
    needs
}
