use crate::bundle;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::fmt;
use utoipa::ToSchema;

/// A document format that can be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Dify DSL, versions 0.1 to 0.5.
    Dify,
    /// Flowise AgentFlow V2.
    Flowise,
    /// An n8n workflow.
    N8n,
    /// The canvas of a Coze workflow.
    Coze,
    /// A Langflow flow.
    Langflow,
    /// What this product exports, or one of its flow documents.
    Flowright,
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Dify => "Dify DSL",
            Self::Flowise => "Flowise AgentFlow",
            Self::N8n => "n8n",
            Self::Coze => "Coze",
            Self::Langflow => "Langflow",
            Self::Flowright => "Flowright",
        })
    }
}

/// Whose document a text is, judged by marks that are in every such document. A text that is broken
/// further down is still recognised, so that the error can say where.
pub fn detect(text: &str) -> Option<Format> {
    let trimmed = text.trim_start_matches('\u{feff}').trim_start();
    if !trimmed.starts_with('{') {
        return looks_like_dify(trimmed).then_some(Format::Dify);
    }
    match serde_json::from_str::<Value>(trimmed) {
        Ok(value) => of_json(&value),
        Err(_) => by_marks(trimmed),
    }
}

fn of_json(value: &Value) -> Option<Format> {
    let nodes = value["nodes"].as_array();
    if value["format"].as_str().is_some_and(is_ours) {
        return Some(Format::Flowright);
    }
    let any = |test: &dyn Fn(&Value) -> bool| nodes.is_some_and(|nodes| nodes.iter().any(test));
    if value["workflow"]["graph"].is_object() || value["kind"] == "app" {
        // YAML is a superset of JSON, and some tools write Dify documents as JSON.
        Some(Format::Dify)
    } else if any(&|node| node["data"]["name"].as_str().is_some_and(|name| name.ends_with("Agentflow"))) {
        Some(Format::Flowise)
    } else if value["connections"].is_object()
        && nodes.is_some_and(|nodes| {
            nodes.iter().all(|node| node["parameters"].is_object() || node["type"].is_string())
        })
    {
        Some(Format::N8n)
    } else if value["edges"].is_array() && any(&|node| node["data"]["nodeMeta"].is_object()) {
        Some(Format::Coze)
    } else if is_langflow(value)
        || value["flows"].as_array().is_some_and(|flows| flows.iter().any(is_langflow))
    {
        Some(Format::Langflow)
    } else {
        None
    }
}

/// Every component there has its fields in a template, and a note has one too.
fn is_langflow(value: &Value) -> bool {
    let nodes = value["data"]["nodes"].as_array().or_else(|| value["nodes"].as_array());
    let is_component = |node: &Value| {
        let outer = node["type"].as_str().unwrap_or_default();
        node["data"]["node"]["template"].is_object() || matches!(outer, "genericNode" | "noteNode")
    };
    nodes.is_some_and(|nodes| nodes.iter().any(is_component))
}

fn is_ours(format: &str) -> bool {
    format.starts_with("flowright/") || format.starts_with(bundle::FORMATS)
}

/// A Dify document has one of these keys at the beginning of a line.
fn looks_like_dify(text: &str) -> bool {
    let key = |name: &str| text.lines().any(|line| line.starts_with(name));
    key("workflow:") || key("model_config:") || key("kind: app") || (key("app:") && key("version:"))
}

/// For JSON that does not parse.
fn by_marks(text: &str) -> Option<Format> {
    let has = |mark: &str| text.contains(mark);
    if has("\"flowright/") || has("\"flowright-bundle/") {
        Some(Format::Flowright)
    } else if has("Agentflow\"") {
        Some(Format::Flowise)
    } else if has("\"connections\"") && has("\"nodes\"") {
        Some(Format::N8n)
    } else if has("\"nodeMeta\"") {
        Some(Format::Coze)
    } else if has("\"genericNode\"") || has("œdataTypeœ") {
        Some(Format::Langflow)
    } else if has("\"workflow\"") && has("\"graph\"") {
        Some(Format::Dify)
    } else {
        None
    }
}
