//! `knowledge-retrieval`: one search for each knowledge base.

use crate::import::dify::graph::Source;
use crate::import::dify::work::Work;
use crate::import::rhai_text::hole;
use serde_json::{Map, Value, json};

pub(super) fn convert(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let Some(id) = at.node.clone() else { return };
    let query = work.selector(at, &at.data["query_variable_selector"]);
    let many = &at.data["multiple_retrieval_config"];
    let top = many["top_k"].as_u64().unwrap_or(3).clamp(1, 50);
    let mut config = Map::new();
    config.insert("query".to_owned(), Value::String(hole(&query)));
    config.insert("top_k".to_owned(), json!(top));
    let least = many["score_threshold"].as_f64().filter(|_| many["score_threshold_enabled"] != false);
    if let Some(least) = least.filter(|least| *least > 0.0) {
        config.insert("min_score".to_owned(), json!(least.clamp(0.0, 1.0)));
    }
    left_out(work, at);
    let bases: Vec<String> =
        at.list("dataset_ids").iter().filter_map(Value::as_str).map(str::to_owned).collect();
    let base = |work: &Work<'_, '_>, there: &str| {
        work.options.bases.get(there).cloned().unwrap_or_else(|| there.to_owned())
    };
    let mut names: Vec<(String, String)> =
        bases.iter().map(|there| (base(work, there), there.clone())).collect();
    if names.is_empty() {
        names.push(("unnamed".to_owned(), "none was named".to_owned()));
    }
    for (name, there) in &names {
        work.draft.needs_base(name, &format!("The knowledge base that is ‘{there}’ in Dify."), &id);
    }
    if let [(name, _)] = names.as_slice() {
        config.insert("base".to_owned(), json!(name));
        return work.put(at, "kb_search", Value::Object(config), "It searches a knowledge base.");
    }
    let mut searches = Vec::new();
    for (count, (name, _)) in names.iter().enumerate() {
        config.insert("base".to_owned(), json!(name));
        let title = format!("{} ({})", at.title, count + 1);
        let search =
            work.put_before(at, &(count + 1).to_string(), "kb_search", &title, Value::Object(config.clone()));
        searches.push(format!("{search}.passages"));
    }
    let code = format!(
        "let passages_ = {};\npassages_.sort(|a, b| if a.score > b.score {{ -1 }} else if a.score < b.score {{ 1 }} else {{ 0 }});\n\
         #{{ passages: passages_.extract(0, {top}), count: len(passages_) }}",
        searches.join(" + ")
    );
    work.draft.approximated(
        &at.original(),
        &id,
        "Each knowledge base is searched by a node of its own; a script puts the best passages together.",
    );
    work.put(at, "script", json!({ "code": code }), "It searches several knowledge bases.");
}

fn left_out(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let many = &at.data["multiple_retrieval_config"];
    let mut say = |what: &str| work.draft.not_carried(&at.original(), at.node.as_ref(), what);
    if at.data["retrieval_mode"] == "single" {
        say("A model chose which knowledge base to search; here all are searched.");
    }
    if many["reranking_enable"] == true
        || many["reranking_model"].is_object() && many["reranking_enable"].is_null()
    {
        say("Passages were ranked again by a model; here the search's own order counts.");
    }
    if at.data["metadata_filtering_mode"].as_str().is_some_and(|mode| mode != "disabled") {
        say("Documents were filtered by their metadata; set the search's filters by hand.");
    }
    if at.data["query_attachment_selector"].as_array().is_some_and(|selector| !selector.is_empty()) {
        say("It also searched by an attached file, which was left out.");
    }
}
