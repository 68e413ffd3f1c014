//! Tools of an external server, read with suspicion: what cannot be used is set aside with its
//! reason and does not spoil the rest.

use crate::schema::Schema;
use flow_schema::kind::{NodeKind, external};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

const MAX_NAME: usize = 128;

/// What a server offers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Listing {
    /// As the server calls itself; may be empty.
    pub server: String,
    /// The negotiated revision of the protocol.
    pub protocol: String,
    pub tools: Vec<RemoteTool>,
    pub unusable: Vec<Unusable>,
}

/// A tool that can be used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RemoteTool {
    /// The server's name for it.
    pub name: String,
    pub kind: NodeKind,
    /// SHA-256 over name, description and schemas: changes when the server changes the tool.
    pub digest: String,
}

/// A tool that cannot be used, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unusable {
    pub name: String,
    pub reason: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Declared {
    name: String,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    description: Option<String>,
    input_schema: Value,
    #[serde(default)]
    output_schema: Option<Value>,
    #[serde(default)]
    annotations: Option<Annotations>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Annotations {
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    read_only_hint: Option<bool>,
    #[serde(default)]
    destructive_hint: Option<bool>,
}

/// Sorts the declared tools of a server into usable ones and others.
pub fn sort_out(server: &str, declared: Vec<Value>) -> (Vec<RemoteTool>, Vec<Unusable>) {
    let mut tools: BTreeMap<String, RemoteTool> = BTreeMap::new();
    let mut unusable = Vec::new();
    for value in declared {
        let name = value["name"].as_str().unwrap_or("(without a name)").to_owned();
        match one(server, value) {
            Ok(tool) if tools.contains_key(&tool.name) => {
                unusable.push(Unusable { name, reason: "a second tool of this name".into() });
            }
            Ok(tool) => {
                tools.insert(tool.name.clone(), tool);
            }
            Err(reason) => unusable.push(Unusable { name, reason }),
        }
    }
    (tools.into_values().collect(), unusable)
}

fn one(server: &str, value: Value) -> Result<RemoteTool, String> {
    let digest = hex::encode(Sha256::digest(value.to_string()));
    let tool: Declared =
        serde_json::from_value(value).map_err(|e| format!("its declaration is wrong: {e}"))?;
    let name_ok = !tool.name.is_empty()
        && tool.name.len() <= MAX_NAME
        && tool.name.chars().all(|c| c.is_ascii_alphanumeric() || "_-./".contains(c));
    if !name_ok {
        return Err("its name has characters that are not allowed".into());
    }
    if tool.input_schema.get("type").and_then(Value::as_str) != Some("object") {
        return Err("its input schema is not of type object".into());
    }
    Schema::compile(&tool.input_schema).map_err(|e| format!("its input schema is wrong: {e}"))?;
    if let Some(schema) = &tool.output_schema {
        Schema::compile(schema).map_err(|e| format!("its output schema is wrong: {e}"))?;
    }
    let annotations = tool.annotations.unwrap_or_default();
    let kind = external::from_mcp(
        server,
        &tool.name,
        tool.title.as_deref().or(annotations.title.as_deref()),
        tool.description.as_deref(),
        &tool.input_schema,
        tool.output_schema.as_ref(),
        // Hints only; a wrong one costs a repeated read, never a lost key.
        external::Annotations {
            read_only: annotations.read_only_hint == Some(true),
            destructive: annotations.destructive_hint == Some(true),
        },
    );
    Ok(RemoteTool { name: tool.name, kind, digest })
}

#[cfg(test)]
mod tests {
    use super::*;
    use flow_schema::kind::Effect;
    use serde_json::json;

    #[test]
    fn one_bad_tool_is_set_aside_and_the_rest_is_usable() {
        let good = json!({"name": "look", "description": "Looks.\nMore.", "inputSchema": {"type": "object"},
            "annotations": {"readOnlyHint": true}});
        let (tools, unusable) = sort_out(
            "desk",
            vec![
                good.clone(),
                good,
                json!({"name": "no schema"}),
                json!({"name": "broken", "inputSchema": {"type": "object", "properties": {"a": {"type": "nonsense"}}}}),
                json!({"name": "fetches", "inputSchema": {"type": "object", "$ref": "http://169.254.169.254/x"}}),
                json!({"name": "bad name!", "inputSchema": {"type": "object"}}),
            ],
        );
        assert_eq!(tools.len(), 1);
        assert_eq!(tools[0].kind.name, "mcp:desk/look");
        assert_eq!(tools[0].kind.summary, "Looks.");
        assert_eq!(tools[0].kind.effect, Effect::Read);
        assert_eq!(unusable.len(), 5, "{unusable:?}");
    }
}
