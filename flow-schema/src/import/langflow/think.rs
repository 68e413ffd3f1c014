//! Models, agents, and what decides which way to go.

use super::graph::{Plug, Source};
use super::tools;
use super::values::Val;
use super::work::Work;
use crate::id::NodeId;
use crate::import::draft;
use crate::import::names;
use crate::import::rhai_text::{hole, plain};
use serde_json::{Map, Value, json};

const HISTORY: &str = "conversation.history.map(|m| m.role + \": \" + m.content).join(\"\\n\")";

pub(super) fn model(work: &mut Work<'_, '_>, at: usize) {
    let system = work.text(at, "system_message");
    let asked = work.text(at, "input_value");
    let mut config = Map::new();
    match (asked.trim().is_empty(), system.trim().is_empty()) {
        (true, true) => return work.put_placeholder(at, "there is nothing that it is asked"),
        (true, false) => {
            config.insert("prompt".to_owned(), Value::String(system));
        }
        (false, no_system) => {
            config.insert("prompt".to_owned(), Value::String(asked));
            if !no_system {
                config.insert("system".to_owned(), Value::String(system));
            }
        }
    }
    let node = work.graph.sources[at].node.clone();
    name(work, at, &node, &mut config, true);
    work.put(at, "llm", Value::Object(config), "It asks a model.");
}

/// The model that a component asks: its own, or the one that is plugged into it.
pub(super) fn chosen(work: &mut Work<'_, '_>, at: usize, config: &mut Map<String, Value>, tunable: bool) {
    let graph = work.graph;
    let node = graph.sources[at].node.clone();
    match graph.model_of(at) {
        Some(model) => {
            name(work, model, &node, config, tunable);
            let original = graph.sources[model].original();
            work.draft.carried(&original, &node, "It is the model of the component it is plugged into.");
        }
        None => name(work, at, &node, config, tunable),
    }
}

/// Name and temper of a model.
fn name(work: &mut Work<'_, '_>, at: usize, node: &NodeId, config: &mut Map<String, Value>, tunable: bool) {
    let source = &work.graph.sources[at];
    let first = source.value("model").get(0).unwrap_or(source.value("model"));
    let name = [source.value("model_name"), source.value("model_id"), &first["name"], first];
    let name =
        name.into_iter().find_map(|name| name.as_str().filter(|name| !name.is_empty())).unwrap_or_default();
    let provider = [source.value("provider"), source.value("agent_llm"), &first["provider"]];
    let provider = provider.into_iter().find_map(Value::as_str).unwrap_or(source.name);
    let name = work.options.models.get(name).map_or(name, String::as_str);
    if !name.is_empty() {
        config.insert("model".to_owned(), json!(name));
        work.draft.needs_model(name, &format!("The model ‘{name}’ of {provider}."), node);
    }
    if !tunable {
        return;
    }
    let number = |field: &str| {
        let value = source.value(field);
        value.as_f64().or_else(|| value.as_str().and_then(|text| text.parse().ok()))
    };
    if let Some(temperature) = number("temperature").filter(|value| (0.0..=2.0).contains(value)) {
        config.insert("temperature".to_owned(), json!(temperature));
    }
    if let Some(most) =
        number("max_tokens").or_else(|| number("max_output_tokens")).filter(|most| *most >= 1.0)
    {
        config.insert("max_tokens".to_owned(), json!((most as u64).min(200_000)));
    }
}

pub(super) fn agent(work: &mut Work<'_, '_>, at: usize) {
    let graph = work.graph;
    let source = &graph.sources[at];
    let asked = work.text(at, "input_value");
    if asked.trim().is_empty() {
        return work.put_placeholder(at, "there is nothing that it is asked");
    }
    let mut config = Map::new();
    let remembers = source.value("n_messages").as_u64().is_some_and(|count| count > 0);
    if remembers {
        let what = "Its memory is the conversation so far, written into the prompt; here it is the last 20 messages at most.";
        work.changed(at, what);
    }
    let asked = if remembers { format!("{}\n\n{asked}", hole(HISTORY)) } else { asked };
    config.insert("prompt".to_owned(), Value::String(asked));
    let system = work.text(at, "system_prompt");
    if !system.trim().is_empty() {
        config.insert("instructions".to_owned(), Value::String(system));
    }
    if let Some(steps) = source.value("max_iterations").as_u64() {
        config.insert("max_steps".to_owned(), json!(steps.clamp(1, 100)));
    }
    let mut tools = Vec::new();
    for tool in graph.plugged(at, Plug::Tool) {
        tools::add(work, at, tool, &mut tools);
    }
    if tools.len() > tools::MOST {
        work.lost(at, format!("It had {} tools, and an agent has {} at most.", tools.len(), tools::MOST));
        tools.truncate(tools::MOST);
    }
    config.insert("tools".to_owned(), Value::Array(tools));
    chosen(work, at, &mut config, false);
    work.changed(at, "Calls of its tools that change something wait for approval here; see *Ask before*.");
    work.put(at, "agent", Value::Object(config), "It is an Agent with the same tools.");
}

pub(super) fn structured(work: &mut Work<'_, '_>, at: usize) {
    let source = &work.graph.sources[at];
    let asked = work.text(at, "input_value");
    let fields = source.value("output_schema").as_array().map_or(&[][..], Vec::as_slice);
    let schema = schema(fields);
    if asked.trim().is_empty() || schema["properties"] == json!({}) {
        return work.put_placeholder(at, "it has no text to read or no fields to find");
    }
    let mut config = Map::new();
    config.insert("prompt".to_owned(), Value::String(asked));
    let system = work.text(at, "system_prompt");
    if !system.trim().is_empty() {
        config.insert("system".to_owned(), Value::String(system));
    }
    config.insert("output".to_owned(), schema);
    chosen(work, at, &mut config, true);
    work.changed(at, "There it may find several objects in a text; here it is one.");
    work.put(at, "llm", Value::Object(config), "It asks a model for an object with the same fields.");
}

/// Rows of name, description, type and whether there are several.
fn schema(fields: &[Value]) -> Value {
    let mut properties = Map::new();
    for field in fields {
        let Some(name) = field["name"].as_str().filter(|name| !name.is_empty()) else { continue };
        let mut one = json!({ "type": match field["type"].as_str().unwrap_or_default() {
            "int" => "integer",
            "float" => "number",
            "bool" => "boolean",
            "dict" => "object",
            _ => "string",
        } });
        let several = &field["multiple"];
        if *several == true || several.as_str().is_some_and(|word| word.eq_ignore_ascii_case("true")) {
            one = json!({ "type": "array", "items": one });
        }
        if let Some(words) = field["description"].as_str().filter(|words| !words.is_empty()) {
            one["description"] = json!(words);
        }
        properties.insert(name.to_owned(), one);
    }
    let required: Vec<&String> = properties.keys().collect();
    json!({ "type": "object", "required": required, "properties": properties })
}

pub(super) fn router(work: &mut Work<'_, '_>, at: usize) {
    let source = &work.graph.sources[at];
    let operator = source.text("operator");
    let ignores_case = source.value("case_sensitive") == false;
    let mut side = |name: &str| {
        let value = work.field(at, name).unwrap_or_else(|| Val::written(""));
        if ignores_case { value.lower() } else { value.text }
    };
    let (left, right) = (side("input_text"), side("match_text"));
    let numbers = |sign: &str| format!("parse_float({left}) {sign} parse_float({right})");
    let when = match operator {
        "equals" | "" => format!("{left} == {right}"),
        "not equals" => format!("{left} != {right}"),
        "contains" => format!("{left}.contains({right})"),
        "starts with" => format!("{left}.starts_with({right})"),
        "ends with" => format!("{left}.ends_with({right})"),
        "less than" => numbers("<"),
        "less than or equal" => numbers("<="),
        "greater than" => numbers(">"),
        "greater than or equal" => numbers(">="),
        other => {
            let what = format!(
                "It has the comparison ‘{other}’, which was not translated; write the condition anew."
            );
            work.lost(at, what);
            draft::missing(&format!("the comparison ‘{other}’"))
        }
    };
    if when.starts_with("parse_float") {
        work.changed(at, "A text that is no number is never more or less there; here it is an error.");
    }
    let when = rounds(work, at, when);
    let own = ["true_case_message", "false_case_message", "message"];
    let graph = work.graph;
    let says = |field: &&str| graph.into(at, field).next().is_some() || !source.text(field).is_empty();
    if !own.iter().any(says) && graph.out_of(at).next().is_some() {
        work.changed(
            at,
            "It passes on an empty message there; here what follows gets the text that was compared.",
        );
    }
    let config = json!({ "cases": [{ "port": "yes", "when": when }], "otherwise": "no" });
    work.put(at, "condition", config, "It is a Condition; the ways out are yes and no.");
}

/// In a circle an If-Else goes its usual way once it was asked often enough.
fn rounds(work: &mut Work<'_, '_>, at: usize, when: String) -> String {
    let graph = work.graph;
    let source = &graph.sources[at];
    let Some(most) = source.value("max_iterations").as_u64().filter(|_| graph.are_in_a_circle(at, at)) else {
        return when;
    };
    let most = most.clamp(1, 9_999);
    if source.text("default_route") == "true_result" {
        format!("({when}) || loop.count >= {most}")
    } else {
        format!("({when}) && loop.count < {most}")
    }
}

pub(super) fn routes<'a>(source: &Source<'a>) -> &'a [Value] {
    source.value("routes").as_array().map_or(&[], Vec::as_slice)
}

/// The way out by each route, each once.
pub(super) fn route_ports(source: &Source<'_>) -> Vec<String> {
    let mut ports: Vec<String> = Vec::new();
    for (nth, route) in routes(source).iter().enumerate() {
        let port = names::port(route["route_category"].as_str().unwrap_or_default());
        let taken = ports.contains(&port) || matches!(port.as_str(), "case" | "none");
        ports.push(if taken { format!("route {}", nth + 1) } else { port });
    }
    ports
}

pub(super) fn smart_router(work: &mut Work<'_, '_>, at: usize) {
    let source = &work.graph.sources[at];
    let ports = route_ports(source);
    let text = work.text(at, "input_text");
    if ports.is_empty() || text.trim().is_empty() {
        return work.put_placeholder(at, "it has no routes or nothing to sort");
    }
    let classes: Vec<Value> = routes(source)
        .iter()
        .zip(&ports)
        .map(|(route, port)| match route["route_description"].as_str().filter(|words| !words.is_empty()) {
            Some(words) => json!({ "name": port, "description": plain(words) }),
            None => json!({ "name": port }),
        })
        .collect();
    let mut config = Map::new();
    config.insert("text".to_owned(), Value::String(text));
    config.insert("classes".to_owned(), Value::Array(classes));
    config.insert("otherwise".to_owned(), json!("none"));
    chosen(work, at, &mut config, false);
    work.put(at, "classify", Value::Object(config), "It sorts a text into the same classes.");
}
