//! `question-classifier`.

use crate::import::dify::graph::Source;
use crate::import::dify::ports::class_ports;
use crate::import::dify::work::Work;
use crate::import::rhai_text::hole;
use serde_json::{Map, Value, json};

pub(super) fn convert(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let Some(id) = at.node.clone() else { return };
    let query = work.selector(at, &at.data["query_variable_selector"]);
    let ports = class_ports(at);
    if ports.is_empty() {
        return work.put_placeholder(at, "it has no classes");
    }
    let classes: Vec<Value> = at
        .list("classes")
        .iter()
        .zip(&ports)
        .map(|(class, port)| {
            let name = class["name"].as_str().unwrap_or_default();
            // A class there is often a whole sentence, and a port is short.
            if name == port {
                json!({ "name": port })
            } else {
                json!({ "name": port, "description": work.text(at, name) })
            }
        })
        .collect();
    let mut config = Map::new();
    config.insert("text".to_owned(), Value::String(hole(&query)));
    config.insert("classes".to_owned(), Value::Array(classes));
    // There, the first class is taken when the model's answer is none of them.
    config.insert("otherwise".to_owned(), json!(ports[0]));
    config.insert("threshold".to_owned(), json!(0));
    let instruction = at.text("instruction").trim();
    if !instruction.is_empty() {
        let instruction = work.text(at, instruction);
        let text = format!("{instruction}\n\n{}", hole(&query));
        config.insert("text".to_owned(), Value::String(text));
        work.draft.approximated(
            &at.original(),
            &id,
            "Its instruction stands before the text that is classified.",
        );
    }
    if at.data["memory"].is_object() && at.data["memory"]["window"]["enabled"] == true {
        work.draft.not_carried(
            &at.original(),
            Some(&id),
            "It looked at the conversation so far; here only at the text.",
        );
    }
    if at.data["vision"]["enabled"] == true {
        work.draft.not_carried(
            &at.original(),
            Some(&id),
            "It looks at images, and models get only text here.",
        );
    }
    work.model_settings(at, &at.data["model"], &mut config, &[]);
    work.put(at, "classify", Value::Object(config), "It sorts a text into the same classes.");
}
