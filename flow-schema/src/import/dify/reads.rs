//! How a value of the document is read here: `[node, field, …]` there, an expression here.

use super::graph::{Graph, Source, loop_channel};
use crate::import::rhai_text::member;
use serde_json::Value;

/// An expression, or why there is none.
pub(super) type Read = Result<String, String>;

impl Graph<'_> {
    /// What `selector` reads at `reader`.
    pub fn read_selector(&self, selector: &[&str], reader: &Source<'_>) -> Read {
        let whole = selector.join(".");
        let (root, path) = selector.split_first().ok_or("an empty reference")?;
        // The oldest documents have `sys.query` as a variable of the start node.
        let (root, path) = match path.first().and_then(|field| field.strip_prefix("sys.")) {
            Some(name) => return self.system(name),
            None => (*root, path),
        };
        let (field, rest) = match path.split_first() {
            Some((field, rest)) => (*field, rest),
            None => return Err(format!("‘{whole}’ names no value")),
        };
        let value = match root {
            "sys" => self.system(field)?,
            "env" => match self.environment.get(field) {
                Some(variable) if variable.secret => {
                    return Err(format!("‘{whole}’ is a secret, and expressions cannot read secrets"));
                }
                Some(variable) => member("state", &variable.channel),
                None => return Err(format!("there is no environment variable ‘{field}’")),
            },
            "conversation" => match self.conversation.get(field) {
                Some(variable) => member("state", &variable.channel),
                None => return Err(format!("there is no conversation variable ‘{field}’")),
            },
            id => {
                let source =
                    self.find(id).ok_or_else(|| format!("‘{whole}’ reads a node that is not there"))?;
                self.output(source, field, reader)?
            }
        };
        Ok(rest.iter().fold(value, |value, name| member(&value, name)))
    }

    fn system(&self, name: &str) -> Read {
        Ok(match name {
            "query" => "input.message".to_owned(),
            "conversation_id" => "conversation.id".to_owned(),
            "user_id" => "user.id".to_owned(),
            // The messages so far are those of both sides.
            "dialogue_count" => "(len(conversation.history) + 1) / 2".to_owned(),
            "app_id" | "workflow_id" => "env.flow".to_owned(),
            other => return Err(format!("‘sys.{other}’ has no counterpart")),
        })
    }

    fn output(&self, source: &Source<'_>, field: &str, reader: &Source<'_>) -> Read {
        let refuse = || Err(format!("‘{field}’ of ‘{}’ ({}) has no counterpart", source.title, source.kind));
        if source.is_start() {
            return Ok(member("input", field));
        }
        let Some(node) = &source.node else { return refuse() };
        let id = node.as_str();
        match field {
            "error_message" => return Ok(format!("{id}.error.message")),
            "error_type" => return Ok(format!("{id}.error.code")),
            _ => {}
        }
        Ok(match (source.kind.as_str(), field) {
            ("llm", "text") if is_structured(source) => format!("json({id})"),
            ("llm", "structured_output") if is_structured(source) => id.to_owned(),
            ("llm" | "agent" | "document-extractor", "text") => format!("{id}.text"),
            ("answer", "answer") | ("template-transform", "output") => format!("{id}.text"),
            ("knowledge-retrieval", "result") => passages(id),
            ("question-classifier", "class_name" | "class_label") => format!("{id}.class"),
            ("http-request", "body") => format!("text({id}.body)"),
            ("http-request", "status_code") => format!("{id}.status"),
            ("http-request", "headers") => format!("{id}.headers"),
            ("tool", "text") if is_flow(source) => format!("text({id})"),
            ("tool", "json") if is_flow(source) => format!("[{id}]"),
            ("tool", "text") => tool_text(id),
            ("tool", "json") => format!("[{id}]"),
            ("tool", "files") => return refuse(),
            ("code" | "list-operator" | "variable-aggregator" | "variable-assigner" | "tool", _) => {
                member(id, field)
            }
            ("parameter-extractor", "__is_success") => format!("!is_empty(text({id}))"),
            ("parameter-extractor", "__reason") => return refuse(),
            ("parameter-extractor", _) if fits_extract(source) => member(&format!("{id}.values"), field),
            ("parameter-extractor", _) => member(id, field),
            ("iteration", "item" | "index") => {
                // Only the innermost list's item is in scope.
                let inner = self.around(reader).find(|container| container.kind == "iteration");
                match inner {
                    Some(inner) if inner.id == source.id => field.to_owned(),
                    Some(_) => {
                        return Err(format!(
                            "the {field} of an outer iteration cannot be read in an inner one"
                        ));
                    }
                    None => return Err(format!("the {field} of an iteration can only be read in its body")),
                }
            }
            ("iteration", "output") if self.flattens(source) => {
                format!("{id}.results.reduce(|all, result| all + default(result.value, []), [])")
            }
            ("iteration", "output") => format!("{id}.results.map(|result| result.value)"),
            ("loop", "loop_round") if self.around(reader).any(|around| around.id == source.id) => {
                "loop.count".to_owned()
            }
            ("loop", "loop_round") => format!("{id}.iterations"),
            ("loop", label) if loop_labels(source).any(|known| known == label) => {
                member("state", &loop_channel(node, label))
            }
            ("human-input", "__action_id") => format!("{id}.option"),
            ("human-input", "__rendered_content") => return refuse(),
            ("human-input", _) => member(&format!("{id}.values"), field),
            ("end" | "if-else" | "loop-end" | "assigner" | "llm" | "agent", _) => return refuse(),
            (
                "knowledge-retrieval"
                | "http-request"
                | "answer"
                | "template-transform"
                | "loop"
                | "iteration",
                _,
            ) => {
                return refuse();
            }
            // A placeholder: whoever replaces it decides what it gives.
            _ => member(id, field),
        })
    }

    /// Whether the results of an iteration are lists that are put together to one: Dify does so unless
    /// told not to.
    fn flattens(&self, source: &Source<'_>) -> bool {
        let selector: Vec<&str> = source.list("output_selector").iter().filter_map(Value::as_str).collect();
        let [id, field, ..] = selector.as_slice() else { return false };
        source.data["flatten_output"] != false && self.find(id).is_some_and(|inner| gives_list(inner, field))
    }
}

/// Passages under the names they have there.
fn passages(id: &str) -> String {
    format!(
        "{id}.passages.map(|p| #{{ title: p.title, content: p.text, url: p.url, metadata: #{{ document_name: p.title, \
         document_id: p.document_id, score: p.score }} }})"
    )
}

/// Tools give what they like; the texts of an MCP tool are in `content`.
fn tool_text(id: &str) -> String {
    format!("({id}.text ?? join(({id}.content ?? []).map(|part| part.text), \"\\n\"))")
}

pub(super) fn is_structured(source: &Source<'_>) -> bool {
    source.data["structured_output_enabled"] == true && source.data["structured_output"]["schema"].is_object()
}

/// A tool that is a published flow.
pub(super) fn is_flow(source: &Source<'_>) -> bool {
    source.data["provider_type"] == "workflow"
}

/// Whether its parameters are of types that *Extract* knows.
pub(super) fn fits_extract(source: &Source<'_>) -> bool {
    let simple = |parameter: &Value| {
        matches!(parameter["type"].as_str(), Some("string" | "number" | "bool" | "boolean" | "select"))
    };
    source.text("instruction").trim().is_empty() && source.list("parameters").iter().all(simple)
}

pub(super) fn loop_labels<'a>(source: &'a Source<'_>) -> impl Iterator<Item = &'a str> {
    source.list("loop_variables").iter().filter_map(|variable| variable["label"].as_str())
}

/// Whether an output is a list for certain.
fn gives_list(source: &Source<'_>, field: &str) -> bool {
    match (source.kind.as_str(), field) {
        ("knowledge-retrieval" | "list-operator", "result") | ("tool", "json") | ("iteration", "output") => {
            true
        }
        ("code", field) => {
            source.data["outputs"][field]["type"].as_str().is_some_and(|kind| kind.starts_with("array"))
        }
        ("variable-aggregator", "output") => source.text("output_type").starts_with("array"),
        ("parameter-extractor", field) => {
            let named = source.list("parameters").iter().find(|parameter| parameter["name"] == field);
            named
                .and_then(|parameter| parameter["type"].as_str())
                .is_some_and(|kind| kind.starts_with("array"))
        }
        _ => false,
    }
}
