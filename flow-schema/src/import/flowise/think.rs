//! `llm`, `agent`, `conditionAgent` and `retriever`.

use super::graph::Source;
use super::work::{HISTORY, Work};
use crate::import::names::{self, identifier};
use crate::import::rhai_text::hole;
use serde_json::{Map, Value, json};

pub(super) fn llm(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let mut config = Map::new();
    let (system, prompt) = messages(work, at, "llm");
    config.insert("prompt".to_owned(), Value::String(prompt));
    if !system.is_empty() {
        config.insert("system".to_owned(), Value::String(system));
    }
    if super::work::is_structured(at) {
        config.insert("output".to_owned(), schema(at.list("llmStructuredOutput")));
    }
    model(work, at, "llm", &mut config, true);
    work.put(at, "llm", Value::Object(config), "It asks a model.");
    work.updates(at, "llmUpdateState");
}

pub(super) fn agent(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let mut config = Map::new();
    let (system, prompt) = messages(work, at, "agent");
    config.insert("prompt".to_owned(), Value::String(prompt));
    if !system.is_empty() {
        config.insert("instructions".to_owned(), Value::String(system));
    }
    let mut tools: Vec<Value> =
        at.list("agentTools").iter().filter_map(|tool| self::tool(work, at, tool)).collect();
    for store in at.list("agentKnowledgeDocumentStores") {
        let base = base(work, at, store["documentStore"].as_str().unwrap_or_default());
        let mut tool = json!({ "kind": "kb_search", "name": format!("search_{}", identifier(&base)), "config": { "base": base } });
        if let Some(description) = store["docStoreDescription"].as_str().filter(|text| !text.is_empty()) {
            tool["description"] = json!(description);
        }
        tools.push(tool);
    }
    config.insert("tools".to_owned(), Value::Array(tools));
    for name in [
        "agentKnowledgeVSEmbeddings",
        "agentToolsBuiltInOpenAI",
        "agentToolsBuiltInAnthropic",
        "agentToolsBuiltInGemini",
    ] {
        let value = &at.inputs[name];
        if value.as_array().is_some_and(|list| !list.is_empty())
            || value.as_str().is_some_and(|text| text.len() > 2)
        {
            work.draft.not_carried(
                &at.original(),
                Some(&at.node),
                format!("Its setting {name} has no counterpart and was left out."),
            );
        }
    }
    model(work, at, "agent", &mut config, false);
    work.draft.approximated(
        &at.original(),
        &at.node,
        "Calls of its tools that change something wait for approval here; see *Ask before*.",
    );
    work.put(at, "agent", Value::Object(config), "It is an Agent with the same tools.");
    work.updates(at, "agentUpdateState");
}

/// Instructions and the prompt out of a node's messages, its memory and the question.
fn messages(work: &mut Work<'_, '_>, at: &Source<'_>, prefix: &str) -> (String, String) {
    let (mut system, mut turns) = (Vec::new(), Vec::new());
    for message in at.list(&format!("{prefix}Messages")) {
        let text = work.text(at, message["content"].as_str().unwrap_or_default());
        match message["role"].as_str() {
            _ if text.trim().is_empty() => {}
            Some("system" | "developer") => system.push(text),
            Some("assistant") => turns.push(("Assistant", text)),
            _ => turns.push(("User", text)),
        }
    }
    let memory = at.inputs[format!("{prefix}EnableMemory")] == true;
    let question = work.text(at, at.text(&format!("{prefix}UserMessage")));
    let mut parts = Vec::new();
    match turns.as_slice() {
        [(_, text)] => parts.push(text.clone()),
        several => parts.extend(several.iter().map(|(who, text)| format!("{who}: {text}"))),
    }
    if memory {
        parts.push(hole(HISTORY));
        let what = "Its memory is the conversation so far, written into the prompt; here it is the last 20 messages at most.";
        work.draft.approximated(&at.original(), &at.node, what);
    }
    if !question.trim().is_empty() {
        parts.push(question);
    } else if turns.iter().all(|(who, _)| *who != "User") {
        parts.push("{{ input.message }}".to_owned());
    }
    (system.join("\n\n"), parts.join("\n\n"))
}

fn model(
    work: &mut Work<'_, '_>,
    at: &Source<'_>,
    prefix: &str,
    config: &mut Map<String, Value>,
    tunable: bool,
) {
    let settings = &at.inputs[format!("{prefix}ModelConfig")];
    let provider = at.text(&format!("{prefix}Model"));
    let name = settings["modelName"].as_str().or(settings["customModel"].as_str()).unwrap_or_default();
    let name = work.options.models.get(name).map_or(name, String::as_str).to_owned();
    if !name.is_empty() {
        work.draft.needs_model(&name, &format!("The model ‘{name}’ of {provider}."), &at.node);
        config.insert("model".to_owned(), json!(name));
    }
    let number = |value: &Value| value.as_f64().or_else(|| value.as_str().and_then(|text| text.parse().ok()));
    for (key, value) in settings.as_object().into_iter().flatten() {
        let given = !(value.is_null()
            || value == ""
            || value == false
            || value.as_array().is_some_and(Vec::is_empty));
        match key.as_str() {
            "modelName" | "customModel" | "streaming" | "credential" | "FLOWISE_CREDENTIAL_ID" => {}
            key if key == format!("{prefix}Model") || key == "cache" || !given => {}
            "temperature" if tunable && number(value).is_some() => {
                config.insert("temperature".to_owned(), json!(number(value)));
            }
            "maxTokens" | "maxOutputTokens" if tunable && number(value).is_some() => {
                config.insert("max_tokens".to_owned(), json!(number(value).map(|count| count as u64)));
            }
            key => {
                let value = if crate::import::redact::is_credential(key) {
                    "…".to_owned()
                } else {
                    value.to_string()
                };
                let what =
                    format!("The model's setting {key} = {value} has no counterpart and was left out.");
                work.draft.not_carried(&at.original(), Some(&at.node), what);
            }
        }
    }
}

fn schema(fields: &[Value]) -> Value {
    let (mut properties, mut required) = (Map::new(), Vec::new());
    for field in fields {
        let Some(key) = field["key"].as_str().filter(|key| !key.is_empty()) else { continue };
        let mut schema = match field["type"].as_str().unwrap_or("string") {
            "number" => json!({ "type": "number" }),
            "boolean" => json!({ "type": "boolean" }),
            "stringArray" => json!({ "type": "array", "items": { "type": "string" } }),
            "jsonArray" => json!({ "type": "array", "items": { "type": "object" } }),
            "enum" => {
                let values: Vec<&str> =
                    field["enumValues"].as_str().unwrap_or_default().split(',').map(str::trim).collect();
                json!({ "type": "string", "enum": values })
            }
            _ => json!({ "type": "string" }),
        };
        if let Some(description) = field["description"].as_str().filter(|text| !text.is_empty()) {
            schema["description"] = json!(description);
        }
        required.push(json!(key));
        properties.insert(key.to_owned(), schema);
    }
    json!({ "type": "object", "properties": properties, "required": required })
}

fn tool(work: &mut Work<'_, '_>, at: &Source<'_>, tool: &Value) -> Option<Value> {
    let name = tool["agentSelectedTool"].as_str().filter(|name| !name.is_empty())?;
    let server = identifier(name).replace('_', "-");
    work.draft.needs_tool(
        &format!("mcp:{server}/{name}"),
        &format!("The tool ‘{name}’; connect an MCP server that offers it."),
        &at.node,
    );
    let approval = if tool["agentSelectedToolRequiresHumanInput"] == true { "always" } else { "policy" };
    Some(
        json!({ "kind": "mcp_tool", "name": name, "approval": approval, "config": { "server": server, "tool": name } }),
    )
}

/// The knowledge base behind a document store, which is written `id:name`.
fn base(work: &mut Work<'_, '_>, at: &Source<'_>, store: &str) -> String {
    let name = store.split_once(':').map_or(store, |(_, name)| name);
    let known = work.options.bases.get(store).or_else(|| work.options.bases.get(name));
    let base = match (known, name) {
        (Some(known), _) => known.clone(),
        (None, "") => "unnamed".to_owned(),
        (None, name) => name.to_owned(),
    };
    work.draft.needs_base(
        &base,
        &format!("The knowledge base that is the document store ‘{name}’ in Flowise."),
        &at.node,
    );
    base
}

pub(super) fn retriever(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let stores: Vec<String> = at
        .list("retrieverKnowledgeDocumentStores")
        .iter()
        .map(|store| store["documentStore"].as_str().unwrap_or_default().to_owned())
        .collect();
    let Some((last, others)) = stores.split_last() else {
        return work.put_placeholder(at, "it names no document store");
    };
    let query = work.text(at, at.text("retrieverQuery"));
    let query = if query.trim().is_empty() { "{{ input.message }}".to_owned() } else { query };
    let mut searches = Vec::new();
    for (count, store) in others.iter().enumerate() {
        let config = json!({ "base": base(work, at, store), "query": query });
        let title = format!("{} ({})", at.title, count + 1);
        searches.push(work.put_before(at, &(count + 1).to_string(), "kb_search", &title, config));
    }
    searches.push(at.node.clone());
    work.searches.insert(at.id.to_owned(), searches);
    let config = json!({ "base": base(work, at, last), "query": query });
    work.put(at, "kb_search", config, "It searches the same knowledge.");
    work.updates(at, "retrieverUpdateState");
}

/// Names of the ways out of a `conditionAgent`, each once.
pub(super) fn scenarios(at: &Source<'_>) -> Vec<String> {
    let mut ports: Vec<String> = Vec::new();
    for (index, scenario) in at.list("conditionAgentScenarios").iter().enumerate() {
        let port =
            names::port(&crate::import::html::plain_text(scenario["scenario"].as_str().unwrap_or_default()));
        ports.push(if ports.contains(&port) || port == "case" {
            format!("scenario {}", index + 1)
        } else {
            port
        });
    }
    ports
}

pub(super) fn condition_agent(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let ports = scenarios(at);
    if ports.is_empty() {
        return work.put_placeholder(at, "it has no scenarios");
    }
    let mut config = Map::new();
    let input = work.text(at, at.text("conditionAgentInput"));
    let input = if input.trim().is_empty() { "{{ input.message }}".to_owned() } else { input };
    let instructions = work.text(at, at.text("conditionAgentInstructions"));
    let text = if instructions.trim().is_empty() { input } else { format!("{instructions}\n\n{input}") };
    config.insert("text".to_owned(), Value::String(text));
    let classes: Vec<Value> = at
        .list("conditionAgentScenarios")
        .iter()
        .zip(&ports)
        .map(|(scenario, port)| {
            let whole = work.text(at, scenario["scenario"].as_str().unwrap_or_default());
            if whole == *port {
                json!({ "name": port })
            } else {
                json!({ "name": port, "description": whole })
            }
        })
        .collect();
    config.insert("classes".to_owned(), Value::Array(classes));
    // There, the last way is taken when the model's answer is none of them.
    config.insert("otherwise".to_owned(), json!(ports.last()));
    config.insert("threshold".to_owned(), json!(0));
    model(work, at, "conditionAgent", &mut config, false);
    work.draft.approximated(
        &at.original(),
        &at.node,
        "Its instructions stand before the text that is classified.",
    );
    work.put(at, "classify", Value::Object(config), "It is a Classify with a class for each scenario.");
}
