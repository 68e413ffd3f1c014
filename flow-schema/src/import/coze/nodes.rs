//! The kinds of nodes that think, know, act and say something.

use super::graph::Source;
use super::work::{Work, is_structured};
use crate::import::foreign::{Dialect, function};
use crate::import::names::{flow_name, identifier};
use crate::import::redact::is_credential;
use crate::import::rhai_text::hole;
use serde_json::{Map, Value, json};

pub(super) fn model(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let setting = |name: &str| at.model_setting(name).and_then(Value::as_str).unwrap_or_default();
    let mut config = Map::new();
    let prompt = work.text(at, setting("prompt"));
    let system = work.text(at, setting("systemPrompt"));
    config.insert(
        "prompt".to_owned(),
        Value::String(if prompt.trim().is_empty() { system.clone() } else { prompt.clone() }),
    );
    if !system.trim().is_empty() && !prompt.trim().is_empty() {
        config.insert("system".to_owned(), Value::String(system));
    }
    if is_structured(at) {
        config.insert("output".to_owned(), object(at.outputs()));
    }
    settings(work, at, &mut config, true);
    if setting("enableChatHistory") == "true" || at.model_setting("enableChatHistory") == Some(&json!(true)) {
        work.draft.not_carried(&at.original(), Some(&at.node), "It was given the conversation so far; write {{ conversation.history }} into its prompt where that matters.");
    }
    let tools = at.inputs["fcParam"].as_object().is_some_and(|tools| !tools.is_empty());
    if tools {
        work.draft.not_carried(
            &at.original(),
            Some(&at.node),
            "It had tools (plugins, workflows or knowledge); use an Agent with them.",
        );
    }
    if at.inputs["batch"]["batchEnable"] == true {
        work.draft.not_carried(
            &at.original(),
            Some(&at.node),
            "It ran once for each item of a list; put it into a For each.",
        );
    }
    work.put(at, "llm", Value::Object(config), "It asks a model.");
}

/// Name and temper of a model.
pub(super) fn settings(
    work: &mut Work<'_, '_>,
    at: &Source<'_>,
    config: &mut Map<String, Value>,
    tunable: bool,
) {
    let name = ["modelName", "modleName"]
        .iter()
        .find_map(|key| at.model_setting(key).and_then(Value::as_str))
        .unwrap_or_default();
    let name = work.options.models.get(name).map_or(name, String::as_str).to_owned();
    if !name.is_empty() {
        work.draft.needs_model(&name, &format!("The model ‘{name}’."), &at.node);
        config.insert("model".to_owned(), json!(name));
    }
    let number = |key: &str| {
        let value = at.model_setting(key)?;
        value.as_f64().or_else(|| value.as_str().and_then(|text| text.parse().ok()))
    };
    if tunable {
        if let Some(temperature) = number("temperature") {
            config.insert("temperature".to_owned(), json!(temperature));
        }
        if let Some(most) = number("maxTokens").filter(|most| *most >= 1.0) {
            config.insert("max_tokens".to_owned(), json!((most as u64).min(200_000)));
        }
    }
}

/// Declared outputs or inputs as a JSON Schema.
pub(super) fn object(fields: &[Value]) -> Value {
    let (mut properties, mut required) = (Map::new(), Vec::new());
    for field in fields {
        let Some(name) = field["name"].as_str().filter(|name| *name != "reasoning_content") else { continue };
        properties.insert(name.to_owned(), type_schema(field));
        if field["required"] == true {
            required.push(json!(name));
        }
    }
    let mut schema = json!({ "type": "object", "properties": properties });
    if !required.is_empty() {
        schema["required"] = Value::Array(required);
    }
    schema
}

fn type_schema(field: &Value) -> Value {
    match field["type"].as_str().unwrap_or_default() {
        "string" => json!({ "type": "string" }),
        "integer" => json!({ "type": "integer" }),
        "float" | "number" => json!({ "type": "number" }),
        "boolean" => json!({ "type": "boolean" }),
        "list" => json!({ "type": "array", "items": type_schema(&field["schema"]) }),
        "object" => match field["schema"].as_array() {
            Some(fields) => object(fields),
            None => json!({ "type": "object" }),
        },
        _ => json!({}),
    }
}

fn arguments(work: &mut Work<'_, '_>, at: &Source<'_>) -> Map<String, Value> {
    let mut arguments = Map::new();
    for parameter in at.list("inputParameters") {
        let Some(name) = parameter["name"].as_str() else { continue };
        let value = work.value(at, &parameter["input"]);
        arguments.insert(name.to_owned(), Value::String(hole(&value)));
    }
    arguments
}

pub(super) fn plugin(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let setting = |name: &str| {
        let found = at.list("apiParam").iter().find(|parameter| parameter["name"] == name);
        found.and_then(|parameter| parameter["input"]["value"]["content"].as_str()).unwrap_or_default()
    };
    let (plugin, tool) = (setting("pluginName"), setting("apiName"));
    let server = identifier(plugin).replace('_', "-");
    let server = if server.is_empty() { "tools".to_owned() } else { server };
    let tool = if tool.is_empty() { "unnamed" } else { tool };
    work.draft.needs_tool(
        &format!("mcp:{server}/{tool}"),
        &format!("The tool ‘{tool}’ of the plugin ‘{plugin}’; connect an MCP server that offers it."),
        &at.node,
    );
    work.draft.approximated(&at.original(), &at.node, "There it is a plugin; here a tool of an MCP server, which has to be connected and may name its arguments otherwise.");
    let arguments = arguments(work, at);
    work.put(
        at,
        "mcp_tool",
        json!({ "server": server, "tool": tool, "arguments": arguments }),
        "It calls a tool of an MCP server.",
    );
}

pub(super) fn subflow(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let id = at.inputs["workflowId"].as_str().unwrap_or_default();
    let flow = flow_name(if at.title.is_empty() { id } else { at.title });
    work.draft.needs_other(
        &flow,
        &format!("The published flow that is the workflow {id} (‘{}’) in Coze.", at.title),
        &at.node,
    );
    let input = arguments(work, at);
    work.put(at, "subflow", json!({ "flow": flow, "input": input }), "It runs a flow.");
}

/// `async def main(args)` sees its parameters as `args.params`, so nothing of it is simple enough.
pub(super) fn code(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let code = at.inputs["code"].as_str().unwrap_or_default();
    let language = if at.inputs["language"] == 3 { "Python" } else { "JavaScript" };
    let names: Vec<(String, String)> = at
        .list("inputParameters")
        .iter()
        .filter_map(|parameter| {
            Some((parameter["name"].as_str()?.to_owned(), work.value(at, &parameter["input"])))
        })
        .collect();
    let plain = plain_function(code, &names);
    let lookup = |name: &str| {
        let found = names.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.clone()).ok_or_else(|| format!("the name ‘{name}’"))
    };
    match function(&plain, Dialect::Python, &lookup) {
        Ok(script) if language == "Python" => {
            work.put(
                at,
                "script",
                json!({ "code": script }),
                "Its Python is a script here; it was simple enough to translate.",
            );
        }
        Ok(_) => {
            work.put_code(at, code, "it is JavaScript, which is not translated; write it as a script here")
        }
        Err(why) => work.put_code(
            at,
            code,
            &format!("its {language} has {why}, which is not translated; write it as a script here"),
        ),
    }
}

/// The usual frame around Coze's Python, taken off: parameters by their own names.
fn plain_function(code: &str, names: &[(String, String)]) -> String {
    let parameters: Vec<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
    let mut plain = code
        .replace("async def main(args: Args) -> Output:", &format!("def main({}):", parameters.join(", ")));
    for own in ["params = args.params\n", "params=args.params\n"] {
        plain = plain.replace(own, "\n");
    }
    for (name, _) in names {
        for quote in ['\'', '"'] {
            plain = plain.replace(&format!("args.params[{quote}{name}{quote}]"), name);
            plain = plain.replace(&format!("params[{quote}{name}{quote}]"), name);
        }
    }
    plain
}

pub(super) fn knowledge(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let setting = |name: &str| {
        let list = at.list("datasetParam").iter().find(|parameter| parameter["name"] == name);
        list.map(|parameter| &parameter["input"]["value"]["content"])
    };
    let bases: Vec<String> = match setting("datasetList") {
        Some(Value::Array(list)) => {
            list.iter().map(|base| base.as_str().map_or_else(|| base.to_string(), str::to_owned)).collect()
        }
        _ => Vec::new(),
    };
    let query = at
        .list("inputParameters")
        .first()
        .map_or_else(|| "input.message".to_owned(), |query| work.value(at, &query["input"]));
    let there = bases.first().cloned().unwrap_or_else(|| "unnamed".to_owned());
    let base = work.options.bases.get(&there).cloned().unwrap_or_else(|| there.clone());
    work.draft.needs_base(&base, &format!("The knowledge base that is ‘{there}’ in Coze."), &at.node);
    for other in bases.iter().skip(1) {
        work.draft.not_carried(
            &at.original(),
            Some(&at.node),
            format!("It searched ‘{other}’ as well; a search looks in one knowledge base here."),
        );
    }
    let mut config = json!({ "base": base, "query": hole(&query) });
    let number =
        |name: &str| setting(name).and_then(|value| value.as_f64().or_else(|| value.as_str()?.parse().ok()));
    if let Some(top) = number("topK") {
        config["top_k"] = json!((top as u64).clamp(1, 50));
    }
    if let Some(least) = number("minScore").filter(|least| *least > 0.0) {
        config["min_score"] = json!(least.clamp(0.0, 1.0));
    }
    work.put(at, "kb_search", config, "It searches a knowledge base.");
}

pub(super) fn text(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let setting = |list: &str, name: &str| {
        let found = at.list(list).iter().find(|parameter| parameter["name"] == name);
        found.map(|parameter| parameter["input"]["value"]["content"].clone()).unwrap_or_default()
    };
    if at.inputs["method"] == "split" {
        let text = at
            .list("inputParameters")
            .first()
            .map_or_else(|| "\"\"".to_owned(), |text| work.value(at, &text["input"]));
        let marks = setting("splitParams", "delimiters");
        return match marks.as_array().map(Vec::as_slice) {
            Some([Value::String(mark)]) => {
                let code =
                    format!("#{{ output: {text}.split({}) }}", crate::import::rhai_text::literal(mark));
                work.put(at, "script", json!({ "code": code }), "It is a script that splits the text.");
            }
            _ => work.put_placeholder(at, "it splits at several marks"),
        };
    }
    let template = setting("concatParams", "concatResult");
    let text = work.text(at, template.as_str().unwrap_or_default());
    work.put(at, "template", json!({ "text": text }), "It is a Template.");
}

pub(super) fn message(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let text = work.text(at, at.inputs["content"]["value"]["content"].as_str().unwrap_or_default());
    if text.trim().is_empty() {
        return work.put_placeholder(at, "the message has no text");
    }
    work.put(at, "reply", json!({ "text": text }), "It is a Reply.");
}

pub(super) fn end(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let output = arguments(work, at);
    let written = at.inputs["content"]["value"]["content"].as_str().unwrap_or_default();
    if at.inputs["terminatePlan"] == "useAnswerContent" && !written.trim().is_empty() {
        let text = work.text(at, written);
        work.put_before(at, "reply", "reply", "", json!({ "text": text }));
    }
    work.put(at, "end", json!({ "output": output }), "It is an End with the same outputs.");
}

pub(super) fn http(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let api = &at.inputs["apiInfo"];
    let mut config = Map::new();
    config.insert("method".to_owned(), json!(api["method"].as_str().unwrap_or("GET").to_uppercase()));
    config.insert("url".to_owned(), {
        let url = work.draft.url(&at.original(), &at.node, api["url"].as_str().unwrap_or_default());
        Value::String(work.text(at, &url))
    });
    if at.inputs["auth"]["authOpen"] == true {
        let name = format!("{}_authorization", at.node);
        work.draft.needs_secret(&name, "Sent as the header Authorization, whole, with its prefix such as ‘Bearer’ if it needs one; it was not copied.", &at.node);
        config.insert("secret".to_owned(), json!(name));
    }
    for (from, to) in [("params", "query"), ("headers", "headers")] {
        let mut pairs = Map::new();
        for pair in at.list(from) {
            let Some(name) = pair["name"].as_str().filter(|name| !name.is_empty()) else { continue };
            if is_credential(name) && pair["input"]["value"]["type"] != "ref" {
                work.draft.not_carried(
                    &at.original(),
                    Some(&at.node),
                    format!("‘{name}’ looks like a credential and was left out; enter it as a secret."),
                );
                continue;
            }
            let value = work.value(at, &pair["input"]);
            pairs.insert(name.to_owned(), Value::String(hole(&value)));
        }
        if !pairs.is_empty() {
            config.insert(to.to_owned(), Value::Object(pairs));
        }
    }
    let body = &at.inputs["body"];
    match body["bodyType"].as_str().unwrap_or("EMPTY") {
        "EMPTY" | "" => {}
        "JSON" => {
            let text = work.text(at, body["bodyData"]["json"].as_str().unwrap_or_default());
            config.insert("body".to_owned(), Value::String(text));
        }
        "RAW_TEXT" => {
            let text = work.text(at, body["bodyData"]["rawText"].as_str().unwrap_or_default());
            config.insert("body".to_owned(), Value::String(text));
        }
        other => work.draft.not_carried(
            &at.original(),
            Some(&at.node),
            format!("Its body of type {other} was left out."),
        ),
    }
    work.put(at, "http_request", Value::Object(config), "It makes the same request.");
}
