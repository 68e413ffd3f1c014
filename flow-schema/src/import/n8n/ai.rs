//! The AI family: agents, chains and what is plugged into them.

use super::graph::Source;
use super::work::Work;
use crate::import::names::{self, flow_name, identifier};
use crate::import::rhai_text::hole;
use serde_json::{Map, Value, json};

const HISTORY: &str = "conversation.history.map(|m| m.role + \": \" + m.content).join(\"\\n\")";

/// What a node is asked: its own text, or what the chat gave it.
fn prompt(work: &mut Work<'_, '_>, at: usize) -> String {
    let source = &work.graph.sources[at];
    let own = source.text("text");
    if !own.is_empty() && source.text("promptType") != "auto" {
        return work.text(at, own);
    }
    work.text(at, "={{ $json.chatInput }}")
}

/// With a memory plugged in, the conversation so far stands before the prompt.
fn remembered(work: &mut Work<'_, '_>, at: usize, prompt: String) -> String {
    let graph = work.graph;
    let memories = graph.plugged(at, "ai_memory");
    for memory in &memories {
        let source = &graph.sources[*memory];
        let what = "Its memory is the conversation so far, written into the prompt; here it is the last 20 messages at most.";
        work.draft.approximated(&source.original(), &graph.sources[at].node, what);
    }
    if memories.is_empty() { prompt } else { format!("{}\n\n{prompt}", hole(HISTORY)) }
}

pub(super) fn agent(work: &mut Work<'_, '_>, at: usize) {
    let graph = work.graph;
    let source = &graph.sources[at];
    let mut config = Map::new();
    let asked = prompt(work, at);
    config.insert("prompt".to_owned(), Value::String(remembered(work, at, asked)));
    let system = work.text(at, source.parameters["options"]["systemMessage"].as_str().unwrap_or_default());
    if !system.trim().is_empty() {
        config.insert("instructions".to_owned(), Value::String(system));
    }
    if let Some(steps) = source.parameters["options"]["maxIterations"].as_u64() {
        config.insert("max_steps".to_owned(), json!(steps.clamp(1, 100)));
    }
    let tools = graph.plugged(at, "ai_tool");
    let tools: Vec<Value> = tools.into_iter().map(|tool| self::tool(work, at, tool)).collect();
    config.insert("tools".to_owned(), Value::Array(tools));
    work.model(at, &mut config, false);
    parser_left_out(work, at);
    work.draft.approximated(
        &source.original(),
        &source.node,
        "Calls of its tools that change something wait for approval here; see *Ask before*.",
    );
    work.put(at, "agent", Value::Object(config), "It is an Agent with the same tools.");
}

fn parser_left_out(work: &mut Work<'_, '_>, at: usize) {
    let graph = work.graph;
    for parser in graph.plugged(at, "ai_outputParser") {
        let what = "Its output parser was left out; give the node that needs it an output schema.";
        work.draft.not_carried(&graph.sources[parser].original(), Some(&graph.sources[at].node), what);
    }
}

fn tool(work: &mut Work<'_, '_>, at: usize, tool: usize) -> Value {
    let graph = work.graph;
    let source = &graph.sources[tool];
    let node = graph.sources[at].node.clone();
    let name = identifier(source.name);
    let described =
        ["description", "toolDescription"].iter().map(|key| source.text(key)).find(|text| !text.is_empty());
    let mut entry = match source.kind {
        "toolWorkflow" => {
            let chosen = &source.parameters["workflowId"];
            let there = chosen["cachedResultName"]
                .as_str()
                .or(chosen["value"].as_str())
                .or(chosen.as_str())
                .unwrap_or("unnamed");
            let flow = flow_name(there);
            work.draft.needs_other(&flow, &format!("The published flow that is ‘{there}’ in n8n."), &node);
            json!({ "flow": flow, "name": name })
        }
        "toolVectorStore" => {
            work.draft.needs_base(
                source.name,
                &format!("The knowledge base behind ‘{}’ in n8n.", source.name),
                &node,
            );
            json!({ "kind": "kb_search", "name": name, "config": { "base": source.name } })
        }
        kind if kind.starts_with("vectorStore") => {
            work.draft.needs_base(
                source.name,
                &format!("The knowledge base that is the vector store ‘{}’ in n8n.", source.name),
                &node,
            );
            json!({ "kind": "kb_search", "name": name, "config": { "base": source.name } })
        }
        kind => {
            let server = identifier(kind.trim_start_matches("tool")).replace('_', "-");
            let server = if server.is_empty() { "tools".to_owned() } else { server };
            work.draft.needs_tool(
                &format!("mcp:{server}/{name}"),
                &format!("The tool ‘{}’ ({kind}); connect an MCP server that offers it.", source.name),
                &node,
            );
            work.draft.approximated(
                &source.original(),
                &node,
                "It is a tool of an MCP server here; its settings were left out.",
            );
            json!({ "kind": "mcp_tool", "name": name, "config": { "server": server, "tool": name } })
        }
    };
    if let Some(described) = described {
        entry["description"] = json!(described.trim_start_matches('='));
    }
    work.draft.carried(&source.original(), &node, "It is a tool of the agent it is plugged into.");
    entry
}

pub(super) fn chain(work: &mut Work<'_, '_>, at: usize) {
    let graph = work.graph;
    let source = &graph.sources[at];
    let mut config = Map::new();
    let mut system = Vec::new();
    let mut parts = Vec::new();
    for message in source.parameters["messages"]["messageValues"].as_array().into_iter().flatten() {
        let text = work.text(at, message["message"].as_str().unwrap_or_default());
        // Without a type it is a system message.
        match message["type"].as_str() {
            None | Some("SystemMessagePromptTemplate") => system.push(text),
            Some("AIMessagePromptTemplate") => parts.push(format!("Assistant: {text}")),
            Some(_) => parts.push(format!("User: {text}")),
        }
    }
    let asked = prompt(work, at);
    parts.push(remembered(work, at, asked));
    config.insert("prompt".to_owned(), Value::String(parts.join("\n\n")));
    if !system.is_empty() {
        config.insert("system".to_owned(), Value::String(system.join("\n\n")));
    }
    let retrievers = graph.plugged(at, "ai_retriever");
    if let Some(retriever) = retrievers.first() {
        let what = "It looked passages up before it was asked; put a Search knowledge before it and give it the passages.";
        work.draft.not_carried(&graph.sources[*retriever].original(), Some(&source.node), what);
    }
    work.model(at, &mut config, true);
    parser_left_out(work, at);
    work.put(at, "llm", Value::Object(config), "It asks a model.");
}

/// A message to a model, without plugs.
pub(super) fn open_ai(work: &mut Work<'_, '_>, at: usize) {
    let source = &work.graph.sources[at];
    let resource = source.text("resource");
    if !matches!(resource, "" | "text" | "chat") {
        return work.put_placeholder(at, &format!("it works on the resource ‘{resource}’"));
    }
    let (mut system, mut parts) = (Vec::new(), Vec::new());
    for message in source.parameters["messages"]["values"].as_array().into_iter().flatten() {
        let text = work.text(at, message["content"].as_str().unwrap_or_default());
        match message["role"].as_str() {
            Some("system") => system.push(text),
            Some("assistant") => parts.push(format!("Assistant: {text}")),
            _ => parts.push(text),
        }
    }
    if parts.is_empty() {
        return work.put_placeholder(at, "it has no message");
    }
    let mut config = Map::new();
    config.insert("prompt".to_owned(), Value::String(parts.join("\n\n")));
    if !system.is_empty() {
        config.insert("system".to_owned(), Value::String(system.join("\n\n")));
    }
    if let Some(name) = source.parameters["modelId"]["value"].as_str().filter(|name| !name.is_empty()) {
        let name = work.options.models.get(name).map_or(name, String::as_str);
        config.insert("model".to_owned(), json!(name));
        work.draft.needs_model(name, &format!("The model ‘{name}’ of OpenAI."), &source.node);
    }
    work.put(at, "llm", Value::Object(config), "It asks a model.");
}

/// In the order of the outputs.
pub(super) fn categories(source: &Source<'_>) -> Vec<String> {
    let list = source.parameters["categories"]["categories"].as_array();
    let mut ports: Vec<String> = list
        .into_iter()
        .flatten()
        .map(|one| names::port(one["category"].as_str().unwrap_or_default()))
        .collect();
    if source.parameters["options"]["fallback"] == "other" {
        ports.push("other".to_owned());
    }
    ports
}

pub(super) fn sentiments(source: &Source<'_>) -> Vec<String> {
    let own = source.parameters["options"]["categories"].as_str().unwrap_or("Positive, Neutral, Negative");
    own.split(',').map(|word| names::port(word.trim())).collect()
}

pub(super) fn classifier(work: &mut Work<'_, '_>, at: usize) {
    let graph = work.graph;
    let source = &graph.sources[at];
    let (ports, sentiment) = match source.kind {
        "sentimentAnalysis" => (sentiments(source), true),
        _ => (categories(source), false),
    };
    let Some(last) = ports.last().cloned() else { return work.put_placeholder(at, "it has no categories") };
    let described = source.parameters["categories"]["categories"].as_array();
    let description =
        |index: usize| described.and_then(|list| list.get(index)).and_then(|one| one["description"].as_str());
    let classes: Vec<Value> = ports
        .iter()
        .enumerate()
        .filter(|(_, port)| *port != "other" || sentiment)
        .map(|(index, port)| match description(index).filter(|text| !text.is_empty()) {
            Some(text) => json!({ "name": port, "description": text }),
            None => json!({ "name": port }),
        })
        .collect();
    let mut config = Map::new();
    config.insert("text".to_owned(), Value::String(work.text(at, source.text("inputText"))));
    config.insert("classes".to_owned(), Value::Array(classes));
    config.insert("otherwise".to_owned(), json!(last));
    config.insert("threshold".to_owned(), json!(if last == "other" { 0.5 } else { 0.0 }));
    work.model(at, &mut config, false);
    work.put(at, "classify", Value::Object(config), "It sorts a text into the same classes.");
}

pub(super) fn extractor(work: &mut Work<'_, '_>, at: usize) {
    let graph = work.graph;
    let source = &graph.sources[at];
    let list = source.parameters["attributes"]["attributes"].as_array();
    let Some(list) = list.filter(|list| !list.is_empty()) else {
        return work.put_placeholder(at, "its fields are given by a schema or an example");
    };
    let fields: Vec<Value> = list
        .iter()
        .map(|one| {
            let known = |kind: &&str| matches!(*kind, "number" | "boolean" | "date");
            let kind = one["type"].as_str().filter(known).unwrap_or("text");
            json!({ "name": one["name"], "type": kind, "description": one["description"].as_str().unwrap_or_default() })
        })
        .collect();
    let mut config = Map::new();
    config.insert("text".to_owned(), Value::String(work.text(at, source.text("text"))));
    config.insert("fields".to_owned(), Value::Array(fields));
    work.model(at, &mut config, false);
    work.put(at, "extract", Value::Object(config), "It extracts the same fields.");
}
