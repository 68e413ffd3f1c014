//! What a document says of the app around the graph.

use crate::import::draft::Draft;
use serde_json::Value;

/// Tells of what has no place in a flow.
pub(super) fn report(document: &Value, draft: &mut Draft) {
    let workflow = &document["workflow"];
    let features = if workflow.is_object() { &workflow["features"] } else { &document["model_config"] };
    let enabled = |name: &str| features[name]["enabled"] == true;
    let opening = features["opening_statement"].as_str().unwrap_or_default().trim();
    if !opening.is_empty() {
        draft.lost(format!("The opening statement has no place in a flow: “{opening}”."));
    }
    let suggested = features["suggested_questions"].as_array().map_or(&[][..], Vec::as_slice);
    if !suggested.is_empty() {
        let questions: Vec<&str> = suggested.iter().filter_map(Value::as_str).collect();
        draft.lost(format!("The suggested questions were left out: {}.", questions.join(" · ")));
    }
    for (name, what) in [
        ("file_upload", "Users could attach files there, and flows get text."),
        ("speech_to_text", "Speech was turned into text there."),
        ("text_to_speech", "Answers were read out there."),
        ("suggested_questions_after_answer", "A model suggested further questions after each answer there."),
        (
            "sensitive_word_avoidance",
            "Inputs and answers were moderated there; use the gateway's guardrails.",
        ),
    ] {
        if enabled(name) {
            draft.lost(what);
        }
    }
    for dependency in document["dependencies"].as_array().into_iter().flatten() {
        let plugin = [
            "marketplace_plugin_unique_identifier",
            "plugin_unique_identifier",
            "github_plugin_unique_identifier",
        ]
        .iter()
        .find_map(|name| dependency["value"][*name].as_str());
        if let Some(plugin) = plugin {
            let plugin = plugin.split('@').next().unwrap_or_default();
            draft.changed(format!(
                "The app used the plugin {plugin}; what the flow needs of it is under models and tools."
            ));
        }
    }
}
