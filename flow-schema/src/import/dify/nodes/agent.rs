//! `agent`: a model with tools.

use super::tool::server_and_tool;
use crate::import::dify::graph::Source;
use crate::import::dify::work::Work;
use crate::import::rhai_text::hole;
use serde_json::{Map, Value, json};

pub(super) fn convert(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let Some(id) = at.node.clone() else { return };
    let parameters = &at.data["agent_parameters"];
    let text = |work: &mut Work<'_, '_>, name: &str| {
        let parameter = &parameters[name];
        match (parameter["type"].as_str(), &parameter["value"]) {
            (Some("variable"), selector) => hole(&work.selector(at, selector)),
            (_, value) => work.text(at, value.as_str().unwrap_or_default()),
        }
    };
    let mut config = Map::new();
    let prompt = text(work, "query");
    config.insert(
        "prompt".to_owned(),
        Value::String(if prompt.trim().is_empty() { "{{ input.message }}".to_owned() } else { prompt }),
    );
    let instructions = text(work, "instruction");
    if !instructions.trim().is_empty() {
        config.insert("instructions".to_owned(), Value::String(instructions));
    }
    for tool in
        parameters["tools"]["value"].as_array().into_iter().flatten().filter(|tool| tool["enabled"] == false)
    {
        let what = format!("The tool {} was switched off there and was left out.", tool["tool_name"]);
        work.draft.not_carried(&at.original(), Some(&id), what);
    }
    let tools: Vec<Value> = parameters["tools"]["value"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|tool| tool["enabled"] != false)
        .map(|tool| self::tool(work, at, tool))
        .collect();
    config.insert("tools".to_owned(), Value::Array(tools));
    let steps = &parameters["maximum_iterations"]["value"];
    let steps = steps.as_u64().or_else(|| steps.as_str().and_then(|text| text.parse().ok()));
    if let Some(steps) = steps {
        config.insert("max_steps".to_owned(), json!(steps.clamp(1, 100)));
    }
    work.model_settings(at, &parameters["model"]["value"], &mut config, &[]);
    let known = ["query", "instruction", "tools", "maximum_iterations", "model"];
    for (name, _) in
        parameters.as_object().into_iter().flatten().filter(|(name, _)| !known.contains(&name.as_str()))
    {
        let what = format!("The strategy's setting {name} has no counterpart and was left out.");
        work.draft.not_carried(&at.original(), Some(&id), what);
    }
    let strategy = at.text("agent_strategy_name");
    if !strategy.is_empty() && strategy != "function_calling" {
        let what = format!("The strategy there is {strategy}; here the model calls its tools directly.");
        work.draft.approximated(&at.original(), &id, what);
    }
    if at.data["memory"].is_object() {
        work.draft.not_carried(&at.original(), Some(&id), "It remembered the conversation so far; write {{ conversation.history }} into its task where that matters.");
    }
    work.draft.approximated(
        &at.original(),
        &id,
        "Calls of its tools that change something wait for approval here; see *Ask before*.",
    );
    work.put(at, "agent", Value::Object(config), "It is an Agent with the same tools.");
}

fn tool(work: &mut Work<'_, '_>, at: &Source<'_>, tool: &Value) -> Value {
    let (server, name) = server_and_tool(tool);
    if let Some(id) = &at.node {
        let provider = tool["provider_name"].as_str().unwrap_or_default();
        let what = format!("The tool ‘{name}’ of {provider}; connect an MCP server that offers it.");
        work.draft.needs_tool(&format!("mcp:{server}/{name}"), &what, id);
    }
    let mut entry = json!({ "kind": "mcp_tool", "name": name, "config": { "server": server, "tool": name } });
    let description = ["description"].iter().find_map(|field| tool["extra"][*field].as_str());
    if let Some(description) = description.filter(|text| !text.trim().is_empty()) {
        entry["description"] = json!(description);
    }
    entry
}
