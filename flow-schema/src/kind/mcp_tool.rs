use super::{Category, Effect, NodeKind, OutputSchema, Port, PortSource, Role};
use serde_json::json;

pub(super) fn kind() -> NodeKind {
    NodeKind {
        name: "mcp_tool".into(),
        title: "MCP tool".into(),
        summary: "Call any tool of a connected MCP server".into(),
        help: "Names the server and the tool itself. The tools of a connected server also have node kinds of their \
               own, with their arguments as fields; prefer those. The output is what the tool gives as structured \
               content, or `content` when it gives none."
            .into(),
        icon: "plug".into(),
        category: Category::Act,
        config_schema: json!({
            "type": "object",
            "required": ["server", "tool"],
            "additionalProperties": false,
            "properties": {
                "server": {
                    "type": "string", "title": "Server", "minLength": 1, "x-mode": "literal",
                    "description": "Name of the connected server.", "x-ui": { "widget": "text", "order": 1 }
                },
                "tool": {
                    "type": "string", "title": "Tool", "minLength": 1, "x-mode": "literal",
                    "description": "Name of the tool.", "x-ui": { "widget": "text", "order": 2 }
                },
                "arguments": {
                    "type": "object", "title": "Arguments", "default": {}, "additionalProperties": true,
                    "description": "What the tool is given.", "x-ui": { "widget": "key_value", "order": 3 }
                }
            }
        }),
        output: OutputSchema::Fixed(json!({ "type": "object" })),
        ports: vec![PortSource::Fixed(Port::out())],
        effect: Effect::Write,
        role: Role::Tool,
        card: "{server} / {tool}".into(),
        synonyms: [
            "plugin", "integration", "connector", "tool", "external tool", "server tool", "add-on",
            "MCP", "function", "action",
        ]
        .map(Into::into)
        .to_vec(),
    }
}
