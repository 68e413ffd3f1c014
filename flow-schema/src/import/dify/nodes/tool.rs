//! `tool`: a tool of an MCP server, or a published flow.

use crate::import::dify::graph::Source;
use crate::import::dify::reads::is_flow;
use crate::import::dify::work::Work;
use crate::import::names::{flow_name, identifier};
use crate::import::redact::is_credential;
use crate::import::rhai_text::hole;
use serde_json::{Map, Value, json};

pub(super) fn convert(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let Some(id) = at.node.clone() else { return };
    let arguments = arguments(work, at, &at.data["tool_parameters"], &at.data["tool_configurations"]);
    if is_flow(at) {
        let flow = flow_name(at.text("tool_name"));
        work.draft.needs_other(
            &flow,
            &format!("The published flow that is the workflow tool ‘{}’ in Dify.", at.text("tool_label")),
            &id,
        );
        return work.put(at, "subflow", json!({ "flow": flow, "input": arguments }), "It runs a flow.");
    }
    let (server, tool) = server_and_tool(at.data);
    let what =
        format!("The tool ‘{tool}’ of {}; connect an MCP server that offers it.", at.text("provider_name"));
    work.draft.needs_tool(&format!("mcp:{server}/{tool}"), &what, &id);
    let said = if at.text("provider_type") == "mcp" {
        "It calls the same MCP tool."
    } else {
        "It calls a tool of an MCP server."
    };
    if at.text("provider_type") != "mcp" {
        let what = "There it is a plugin; here a tool of an MCP server, which has to be connected and may name its arguments otherwise.";
        work.draft.approximated(&at.original(), &id, what);
    }
    work.put(at, "mcp_tool", json!({ "server": server, "tool": tool, "arguments": arguments }), said);
}

/// How the server and its tool are called here.
pub(super) fn server_and_tool(data: &Value) -> (String, String) {
    let provider = data["provider_name"].as_str().or(data["provider_id"].as_str()).unwrap_or_default();
    // Plugins are `author/plugin/provider`.
    let server = identifier(provider.rsplit('/').next().unwrap_or_default()).replace('_', "-");
    let tool = data["tool_name"].as_str().unwrap_or_default();
    let server = if server.is_empty() { "tools".to_owned() } else { server };
    (server, if tool.is_empty() { "unnamed".to_owned() } else { tool.to_owned() })
}

fn arguments(work: &mut Work<'_, '_>, at: &Source<'_>, chosen: &Value, fixed: &Value) -> Map<String, Value> {
    let mut arguments = Map::new();
    for (name, entry) in [fixed, chosen].into_iter().filter_map(Value::as_object).flatten() {
        // Since 0.3 both are `{type, value}`; a plain value is a constant.
        let (kind, value) = match entry.get("value") {
            Some(value) => (entry["type"].as_str().unwrap_or("mixed"), value),
            None => ("constant", entry),
        };
        if value.is_null() || value == "" {
            continue;
        }
        if is_credential(name) && kind == "constant" {
            let what = format!(
                "The argument {name} looks like a credential and was not copied; the tool's server keeps it."
            );
            work.draft.not_carried(&at.original(), at.node.as_ref(), what);
            continue;
        }
        let value = match kind {
            "variable" => Value::String(hole(&work.selector(at, value))),
            _ => work.value(at, value),
        };
        arguments.insert(name.clone(), value);
    }
    arguments
}
