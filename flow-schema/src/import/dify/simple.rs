//! Apps without a graph: a chat, an agent, or one text.

use crate::id::NodeId;
use crate::import::draft::{self, Draft};
use crate::import::foreign::jinja::{self, Rendered};
use crate::import::report::Original;
use crate::import::rhai_text::{member, plain};
use crate::import::{ImportError, Options};
use serde_json::{Map, Value, json};

pub(super) fn convert(
    document: &Value,
    mode: &str,
    mut draft: Draft,
    options: &Options,
) -> Result<Draft, ImportError> {
    let settings = &document["model_config"];
    let original =
        Original { id: "model_config".to_owned(), title: draft.flow.title.clone(), kind: mode.to_owned() };
    let mut properties = Map::new();
    let mut required = Vec::new();
    for field in settings["user_input_form"].as_array().into_iter().flatten() {
        let Some((kind, field)) = field.as_object().and_then(|field| field.iter().next()) else { continue };
        let Some(name) = field["variable"].as_str() else { continue };
        let schema = match kind.as_str() {
            "number" => json!({ "type": "number" }),
            "select" => json!({ "type": "string", "enum": field["options"] }),
            _ => json!({ "type": "string" }),
        };
        properties.insert(name.to_owned(), schema);
        if field["required"] == true {
            required.push(json!(name));
        }
    }
    let names: Vec<String> = properties.keys().cloned().collect();
    if mode != "completion" {
        properties.insert("message".to_owned(), json!({ "type": "string" }));
        required.push(json!("message"));
    }
    draft.flow.input = json!({ "type": "object", "properties": properties, "required": required });

    let written = settings["pre_prompt"].as_str().unwrap_or_default();
    let lookup = |name: &str| {
        let known = names.iter().any(|known| known == name);
        if known { Ok(member("input", name)) } else { Err(format!("the name ‘{name}’")) }
    };
    let id = draft.names.node(if mode == "agent-chat" { "agent" } else { "answer" }, "answer");
    let prompt = match jinja::translate(written, &lookup) {
        Ok(Rendered::Text(text)) => text,
        Ok(Rendered::Script(_)) => plain(written),
        Err(why) => {
            draft.not_carried(
                &original,
                Some(&id),
                format!("The prompt has {why}, so its holes were left as text."),
            );
            plain(written)
        }
    };
    let mut config = Map::new();
    let model = &settings["model"];
    if let Some(name) = model["name"].as_str().filter(|name| !name.is_empty()) {
        let name = options.models.get(name).map_or(name, String::as_str);
        if !name.is_empty() {
            config.insert("model".to_owned(), json!(name));
            draft.needs_model(
                name,
                &format!("The model ‘{name}’ of {}.", model["provider"].as_str().unwrap_or_default()),
                &id,
            );
        }
    }
    for (name, value) in model["completion_params"].as_object().into_iter().flatten() {
        let known = matches!(name.as_str(), "temperature" | "max_tokens")
            && value.is_number()
            && mode != "agent-chat";
        if known {
            config.insert(name.clone(), value.clone());
        } else if !value.is_null() {
            let what = format!("The model's setting {name} = {value} has no counterpart and was left out.");
            draft.not_carried(&original, Some(&id), what);
        }
    }
    let last = search(&mut draft, settings, options, &original, &mut config);
    let kind = if mode == "agent-chat" { "agent" } else { "llm" };
    let instructions = if kind == "agent" { "instructions" } else { "system" };
    if mode == "completion" {
        config.insert("prompt".to_owned(), json!(prompt));
    } else {
        config.insert("prompt".to_owned(), json!("{{ input.message }}"));
        if !prompt.trim().is_empty() {
            config.insert(instructions.to_owned(), json!(prompt));
        }
    }
    if kind == "agent" {
        config.remove("passages");
        config.insert("tools".to_owned(), Value::Array(tools(&mut draft, settings, &original, &id)));
    }
    draft.carried(&original, &id, "The app is a flow that asks a model and replies.");
    let node = draft::node(&id, kind, "", Value::Object(config));
    draft.flow.nodes.push(node);
    draft.edge(&last, "out", &id);
    let reply = draft.names.node("reply", "reply");
    draft.flow.nodes.push(draft::node(
        &reply,
        "reply",
        "",
        json!({ "text": format!("{{{{ {id}.text }}}}") }),
    ));
    draft.edge(id.as_str(), "out", &reply);
    Ok(draft)
}

/// The app's knowledge bases, searched before the model is asked. Gives the last node so far.
fn search(
    draft: &mut Draft,
    settings: &Value,
    options: &Options,
    original: &Original,
    config: &mut Map<String, Value>,
) -> String {
    let datasets = settings["dataset_configs"]["datasets"]["datasets"].as_array();
    let ids = datasets.into_iter().flatten().filter_map(|entry| entry["dataset"]["id"].as_str());
    let mut last = NodeId::START.to_owned();
    let mut searches = Vec::new();
    for there in ids {
        let base = options.bases.get(there).map_or(there, String::as_str);
        let id = draft.names.node("search", "search");
        draft.needs_base(base, &format!("The knowledge base that is ‘{there}’ in Dify."), &id);
        let query = json!({ "base": base, "query": "{{ input.message }}" });
        draft.flow.nodes.push(draft::node(&id, "kb_search", "", query));
        draft.edge(&last, "out", &id);
        searches.push(format!("{id}.passages"));
        last = id.to_string();
    }
    if !searches.is_empty() {
        config.insert("passages".to_owned(), json!(format!("{{{{ {} }}}}", searches.join(" + "))));
        draft
            .changed(format!("The knowledge of ‘{}’ is searched before the model is asked.", original.title));
    }
    last
}

fn tools(draft: &mut Draft, settings: &Value, original: &Original, id: &NodeId) -> Vec<Value> {
    let list = settings["agent_mode"]["tools"].as_array();
    for tool in list.into_iter().flatten().filter(|tool| tool["enabled"] == false) {
        let what = format!("The tool {} was switched off there and was left out.", tool["tool_name"]);
        draft.not_carried(original, Some(id), what);
    }
    let enabled =
        list.into_iter().flatten().filter(|tool| tool["enabled"] != false && tool["tool_name"].is_string());
    enabled
        .map(|tool| {
            let name = tool["tool_name"].as_str().unwrap_or_default();
            let server = crate::import::names::identifier(tool["provider_id"].as_str().unwrap_or("tools"))
                .replace('_', "-");
            draft.needs_tool(
                &format!("mcp:{server}/{name}"),
                &format!("The tool ‘{name}’; connect an MCP server that offers it."),
                id,
            );
            json!({ "kind": "mcp_tool", "name": name, "config": { "server": server, "tool": name } })
        })
        .collect()
}
