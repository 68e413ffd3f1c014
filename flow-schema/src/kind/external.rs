//! Tools of external MCP servers as node kinds.

use super::{Category, Effect, NodeKind, OutputSchema, Port, PortSource, Role};
use serde_json::{Map, Value, json};

/// What an MCP server says about a tool's manners.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Annotations {
    /// `readOnlyHint`.
    pub read_only: bool,
    /// `destructiveHint`.
    pub destructive: bool,
}

/// The node kind of a tool: `mcp:<server>/<tool>`. Its arguments become the config; what the server
/// says is shown as the server says it.
pub fn from_mcp(
    server: &str,
    name: &str,
    title: Option<&str>,
    description: Option<&str>,
    input_schema: &Value,
    output_schema: Option<&Value>,
    annotations: Annotations,
) -> NodeKind {
    let description = description.unwrap_or_default().trim();
    let summary = description.lines().next().unwrap_or_default();
    let warning = if annotations.destructive {
        "\n\n**The server says that this may change or delete things for good.**"
    } else {
        ""
    };
    NodeKind {
        name: kind_name(server, name),
        title: title.filter(|title| !title.is_empty()).unwrap_or(name).to_owned(),
        summary: summary.chars().take(120).collect(),
        help: format!("{description}{warning}\n\nTool `{name}` of the MCP server `{server}`."),
        icon: "plug".into(),
        category: Category::Act,
        config_schema: config_schema(input_schema),
        output: OutputSchema::Fixed(
            output_schema
                .filter(|schema| schema.is_object())
                .cloned()
                .unwrap_or_else(|| json!({ "type": "object" })),
        ),
        ports: vec![PortSource::Fixed(Port::out())],
        effect: if annotations.read_only { Effect::Read } else { Effect::Write },
        role: Role::Tool,
        card: server.replace(['{', '}'], ""),
        synonyms: vec![server.to_owned(), name.to_owned(), "mcp".into(), "tool".into()],
    }
}

/// How the kind of a server's tool is called.
pub fn kind_name(server: &str, tool: &str) -> String {
    format!("mcp:{server}/{tool}")
}

/// Server and tool of a kind that [`from_mcp`] made.
pub fn split_name(kind: &str) -> Option<(&str, &str)> {
    kind.strip_prefix("mcp:")?.split_once('/')
}

/// The tool's input schema with a widget for each argument.
fn config_schema(input: &Value) -> Value {
    let mut schema = input.as_object().cloned().unwrap_or_default();
    schema.insert("type".into(), json!("object"));
    let empty = Value::Object(Map::new());
    let Value::Object(properties) = schema.entry("properties").or_insert(empty) else {
        schema.insert("properties".into(), json!({}));
        return Value::Object(schema);
    };
    for (order, (name, field)) in properties.iter_mut().enumerate() {
        if !field.is_object() {
            *field = json!({});
        }
        if field.get("title").is_none() {
            field["title"] = json!(name);
        }
        if field.get("x-ui").is_none() {
            field["x-ui"] = json!({ "widget": widget(field), "order": order + 1 });
        }
        // A server's modes are not ours: its strings are templates like all others.
        if let Some(field) = field.as_object_mut() {
            field.remove("x-mode");
        }
    }
    Value::Object(schema)
}

fn widget(field: &Value) -> &'static str {
    if field.get("enum").is_some() {
        return "select";
    }
    match field.get("type").and_then(Value::as_str) {
        Some("boolean") => "boolean",
        Some("integer" | "number") => "number",
        Some("array") => "list",
        Some("object") => "key_value",
        _ => "text",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tool_becomes_a_kind_whose_arguments_can_be_drawn() {
        let input =
            json!({ "properties": { "path": { "type": "string", "x-mode": "script" }, "odd": true } });
        let read_only = Annotations { read_only: true, destructive: false };
        let kind = from_mcp("files", "read", None, Some("Reads.\nMore."), &input, None, read_only);
        assert_eq!(
            (kind.name.as_str(), kind.effect, kind.summary.as_str()),
            ("mcp:files/read", Effect::Read, "Reads.")
        );
        assert_eq!(split_name(&kind.name), Some(("files", "read")));
        assert_eq!(kind.config_schema["properties"]["path"]["x-ui"]["widget"], "text");
        assert_eq!(kind.config_schema["properties"]["path"]["x-mode"], Value::Null);
        let names: Vec<_> = kind.ports(&json!({})).into_iter().map(|port| port.name.to_string()).collect();
        assert_eq!(names, ["out", "error"]);
    }
}
