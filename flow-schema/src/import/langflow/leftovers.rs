//! Fields and edges that no conversion looks at: each is told of.

use super::act::TOOL_FIELDS;
use super::data::prompt_fields;
use super::graph::Source;
use super::kind::Kind;
use super::settings::{self, is_frame, is_secret, variable};
use super::work::Work;
use crate::id::NodeId;
use crate::import::leftovers;
use std::collections::HashSet;

/// Fields that a conversion reads, or that change nothing here.
fn known(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::ChatInput => &["input_value", "sender"],
        Kind::ChatOutput => &["input_value", "sender", "clean_data"],
        Kind::TextInput | Kind::TextOutput => &["input_value"],
        Kind::Prompt => &["template", "tool_placeholder", "use_double_brackets"],
        Kind::Model => &[
            "input_value",
            "system_message",
            "provider",
            "model_name",
            "model_id",
            "model",
            "temperature",
            "max_tokens",
            "max_output_tokens",
            "stream",
            "stream_to_output",
        ],
        Kind::Agent => &[
            "input_value",
            "system_prompt",
            "agent_llm",
            "provider",
            "model_name",
            "model_id",
            "model",
            "n_messages",
            "max_iterations",
            "tools",
            "llm",
            "verbose",
            "handle_parsing_errors",
        ],
        Kind::Router => &[
            "input_text",
            "operator",
            "match_text",
            "case_sensitive",
            "true_case_message",
            "false_case_message",
            "message",
            "max_iterations",
            "default_route",
        ],
        Kind::SmartRouter => &[
            "input_text",
            "routes",
            "message",
            "enable_else_output",
            "model",
            "model_name",
            "provider",
            "llm",
        ],
        Kind::Parser => {
            &["input_data", "data", "df", "message", "pattern", "template", "sep", "mode", "clean_data"]
        }
        Kind::Combine => &["text1", "text2", "delimiter"],
        Kind::Split => &[
            "data_inputs",
            "input_data",
            "data",
            "df",
            "message",
            "separator",
            "custom_separator",
            "mode",
            "chunk_size",
            "chunk_overlap",
        ],
        Kind::Convert => &["input_data", "data", "df", "message", "auto_parse", "output_type"],
        Kind::Request => &[
            "url_input",
            "urls",
            "method",
            "query_params",
            "headers",
            "body",
            "mode",
            "curl_input",
            "curl",
            "timeout",
            "follow_redirects",
        ],
        Kind::Pages => &[
            "urls",
            "format",
            "max_depth",
            "timeout",
            "use_async",
            "prevent_outside",
            "filter_text_html",
            "autoset_encoding",
            "continue_on_failure",
            "clean_extra_whitespace",
            "separator",
        ],
        Kind::Search => &[
            "search_query",
            "ingest_data",
            "number_of_results",
            "top_k",
            "knowledge_base",
            "collection_name",
            "index_name",
            "table_name",
            "embedding",
            "embedding_model",
        ],
        Kind::Memory => &["mode", "template", "n_messages", "order"],
        Kind::Structured => &[
            "input_value",
            "system_prompt",
            "output_schema",
            "schema_name",
            "model",
            "model_name",
            "provider",
            "llm",
            "temperature",
            "max_tokens",
        ],
        Kind::Loop => &["data", "item"],
        Kind::Flow => &["flow_name_selected", "flow_name", "flow_id_selected", "input_value", "cache_flow"],
        Kind::Tools => &["mcp_server", "tool", "tool_placeholder"],
        _ => &[],
    }
}

/// What a model that is plugged in is not asked with.
const UNASKED: &[&str] = &["input_value", "system_message", "temperature", "max_tokens", "max_output_tokens"];

/// Fields that say who speaks and where it is kept; a conversation does both by itself.
const TALK: &[&str] = &[
    "session_id",
    "context_id",
    "sender_name",
    "should_store_message",
    "store_message",
    "background_color",
    "chat_icon",
    "text_color",
    "sender_type",
];

pub(super) fn report(work: &mut Work<'_, '_>, at: usize) {
    let graph = work.graph;
    let source = &graph.sources[at];
    if source.kind == Kind::Note {
        return;
    }
    let node = if graph.is_plug(at) {
        graph
            .out_of(at)
            .map(|link| link.to)
            .find(|to| work.kinds.contains_key(to))
            .map(|to| graph.sources[to].node.clone())
    } else {
        Some(source.node.clone())
    };
    secrets(work, source, node.as_ref());
    // What a placeholder or an unknown tool was set to is in the notes.
    let kept = work.placeholders.contains(&at) || known(source.kind).is_empty();
    if kept {
        return;
    }
    let prompt: HashSet<String> = if source.kind == Kind::Prompt {
        prompt_fields(source).into_iter().collect()
    } else {
        HashSet::new()
    };
    // An agent asks its model in its own way.
    let unasked = source.kind == Kind::Model
        && graph.is_plug(at)
        && graph.out_of(at).all(|link| graph.sources[link.to].kind != Kind::Structured);
    let reads = |name: &str| match source.kind {
        Kind::Prompt if prompt.contains(name) => true,
        Kind::Model if unasked && UNASKED.contains(&name) => false,
        Kind::ChatOutput if name == "data_template" => source.text(name) == "{text}",
        Kind::Flow
            if !graph.is_plug(at) && (name.ends_with("~input_value") || name.ends_with("|input_value")) =>
        {
            true
        }
        Kind::Tools if !graph.is_plug(at) && !TOOL_FIELDS.contains(&name) => true,
        kind => known(kind).contains(&name),
    };
    let settings = settings::plain(source);
    let filled = |name: &str| graph.into(at, name).next().is_some();
    leftovers::report(&mut work.draft, &source.original(), node.as_ref(), &settings, |name| {
        reads(name) || filled(name) || TALK.contains(&name) || is_secret(name, &source.template[name])
    });
    for link in graph.coming[at].iter().map(|link| &graph.links[*link]).filter(|link| link.plug.is_none()) {
        if !reads(&link.field) && !graph.leads_back(link) {
            let field =
                if link.field.is_empty() { "a handle that cannot be read" } else { link.field.as_str() };
            let what =
                format!("What comes to {field} from ‘{}’ was left out.", graph.sources[link.from].title);
            work.draft.not_carried(&source.original(), node.as_ref(), what);
        }
    }
}

/// Credentials are never copied; that they were there is said.
fn secrets(work: &mut Work<'_, '_>, source: &Source<'_>, node: Option<&NodeId>) {
    for (name, field) in source.template.as_object().into_iter().flatten() {
        let is_set = field["value"].as_str().is_some_and(|value| !value.is_empty());
        if is_frame(name) || !is_set || !is_secret(name, field) {
            continue;
        }
        let there = variable(field).map_or_else(String::new, |name| format!(" (the variable ‘{name}’)"));
        let what = match source.kind {
            Kind::Model | Kind::Agent | Kind::SmartRouter | Kind::Structured | Kind::Embeddings => {
                "models here use the key of their connection"
            }
            Kind::Search => "a knowledge base here needs none",
            _ => "enter it as a secret where it is needed",
        };
        let what = format!("Its {name}{there} was left out: {what}.");
        work.draft.not_carried(&source.original(), node, what);
    }
}
