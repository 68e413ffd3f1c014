//! `human-input`: a text with buttons, for a person to decide.

use crate::import::dify::graph::Source;
use crate::import::dify::work::Work;
use crate::import::names;
use serde_json::{Map, Value, json};

pub(super) fn convert(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let Some(id) = at.node.clone() else { return };
    let question = work.text(at, at.text("form_content"));
    let mut config = Map::new();
    config.insert(
        "question".to_owned(),
        Value::String(if question.trim().is_empty() { at.title.to_owned() } else { question }),
    );
    let options: Vec<Value> = at
        .list("user_actions")
        .iter()
        .map(|action| json!({ "port": names::port(action["id"].as_str().unwrap_or_default()), "label": action["title"] }))
        .collect();
    if !options.is_empty() {
        config.insert("options".to_owned(), Value::Array(options));
    }
    let unit = if at.text("timeout_unit") == "day" { "d" } else { "h" };
    if let Some(count) = at.data["timeout"].as_u64().filter(|count| *count > 0) {
        let most = if unit == "d" { 90 } else { 90 * 24 };
        config.insert("timeout".to_owned(), json!(format!("{}{unit}", count.min(most))));
    }
    if !at.list("inputs").is_empty() {
        let fields: Vec<&str> =
            at.list("inputs").iter().filter_map(|input| input["output_variable_name"].as_str()).collect();
        let what = format!(
            "It asks for {} besides; a question offers buttons or a form here, so ask with a form in a second node.",
            fields.join(", ")
        );
        work.draft.not_carried(&at.original(), Some(&id), what);
    }
    work.draft.approximated(&at.original(), &id, "The user of the conversation is asked; there it could be somebody else, by e-mail. For a decision of others use an Approval.");
    work.put(at, "ask_user", Value::Object(config), "It asks with the same buttons.");
}
