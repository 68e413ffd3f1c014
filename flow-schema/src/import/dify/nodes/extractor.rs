//! `parameter-extractor`: *Extract* where its types do, a model with an output schema elsewhere.

use crate::import::dify::convert::type_schema;
use crate::import::dify::graph::Source;
use crate::import::dify::reads::fits_extract;
use crate::import::dify::work::Work;
use crate::import::rhai_text::hole;
use serde_json::{Map, Value, json};

pub(super) fn convert(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let query = work.selector(at, &at.data["query"]);
    let mut config = Map::new();
    if at.data["vision"]["enabled"] == true {
        work.draft.not_carried(
            &at.original(),
            at.node.as_ref(),
            "It looks at images, and models get only text here.",
        );
    }
    if fits_extract(at) {
        let fields: Vec<Value> =
            at.list("parameters").iter().map(|parameter| field(work, at, parameter)).collect();
        config.insert("text".to_owned(), Value::String(hole(&query)));
        config.insert("fields".to_owned(), Value::Array(fields));
        work.model_settings(at, &at.data["model"], &mut config, &[]);
        return work.put(at, "extract", Value::Object(config), "It extracts the same parameters.");
    }
    let instruction = work.text(at, at.text("instruction"));
    config.insert(
        "system".to_owned(),
        json!(format!("Read the parameters out of the text. {instruction}").trim()),
    );
    config.insert("prompt".to_owned(), Value::String(hole(&query)));
    config.insert("output".to_owned(), schema(at));
    work.model_settings(at, &at.data["model"], &mut config, &["temperature", "max_tokens"]);
    if let Some(id) = &at.node {
        let what = "It has lists or an instruction, so it asks a model for an object with these parameters.";
        work.draft.approximated(&at.original(), id, what);
    }
    work.put(at, "llm", Value::Object(config), "It reads the same parameters out of a text.");
}

fn field(work: &mut Work<'_, '_>, at: &Source<'_>, parameter: &Value) -> Value {
    let kind = match parameter["type"].as_str() {
        Some("number") => "number",
        Some("bool" | "boolean") => "boolean",
        Some("select") => "select",
        _ => "text",
    };
    let mut field = json!({ "name": parameter["name"], "type": kind });
    if let Some(description) = parameter["description"].as_str().filter(|text| !text.is_empty()) {
        field["description"] = Value::String(work.text(at, description));
    }
    if let Some(options) = parameter["options"].as_array().filter(|options| !options.is_empty()) {
        field["options"] = Value::Array(options.clone());
        field["type"] = json!("select");
    }
    field
}

fn schema(at: &Source<'_>) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for parameter in at.list("parameters") {
        let Some(name) = parameter["name"].as_str() else { continue };
        let mut schema = type_schema(match parameter["type"].as_str() {
            Some("select") | None => "string",
            Some(kind) => kind,
        });
        if let Some(description) = parameter["description"].as_str().filter(|text| !text.is_empty()) {
            schema["description"] = json!(description);
        }
        if let Some(options) = parameter["options"].as_array().filter(|options| !options.is_empty()) {
            schema["enum"] = Value::Array(options.clone());
        }
        if parameter["required"] == true {
            required.push(json!(name));
        }
        properties.insert(name.to_owned(), schema);
    }
    json!({ "type": "object", "properties": properties, "required": required })
}
