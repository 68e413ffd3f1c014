//! Knowledge search as a node of a flow.

use crate::passage::Passage;
use crate::query::{BaseRef, Filters, Query};
use crate::{KbError, KnowledgeBases};
use async_trait::async_trait;
use flow_schema::ErrorCode;
use flow_schema::kind::NodeKind;
use mcp_servers_kit::tool::{Outcome, Tool, ToolContext, ToolError};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::sync::Arc;
use uuid::Uuid;

/// Which bases a tenant has. The control plane's: it also decides who may read them.
#[async_trait]
pub trait BaseDirectory: Send + Sync {
    /// The base of this name, if the tenant has one.
    async fn base(&self, tenant: Uuid, name: &str) -> Result<Option<Uuid>, ToolError>;
}

/// The tool behind the `kb_search` node.
pub struct KbSearch {
    kind: Arc<NodeKind>,
    bases: Arc<KnowledgeBases>,
    directory: Arc<dyn BaseDirectory>,
}

#[derive(Debug, Deserialize)]
struct Args {
    base: String,
    query: Value,
    #[serde(default)]
    top_k: Option<usize>,
    #[serde(default)]
    filters: Option<Map<String, Value>>,
    #[serde(default)]
    min_score: Option<f32>,
}

impl KbSearch {
    pub const NAME: &'static str = "kb_search";

    /// `kind` is the built-in description of `kb_search`.
    pub fn new(kind: Arc<NodeKind>, bases: Arc<KnowledgeBases>, directory: Arc<dyn BaseDirectory>) -> Self {
        Self { kind, bases, directory }
    }
}

#[async_trait]
impl Tool for KbSearch {
    fn kind(&self) -> &NodeKind {
        &self.kind
    }

    async fn call(&self, ctx: &ToolContext, args: Value) -> Result<Outcome, ToolError> {
        let args: Args = serde_json::from_value(args)
            .map_err(|error| ToolError::new(ErrorCode::Validation, format!("kb_search: {error}")))?;
        let text = match args.query {
            Value::String(text) => text,
            Value::Null => String::new(),
            other => other.to_string(),
        };
        let id = self.directory.base(ctx.tenant, &args.base).await?.ok_or_else(|| {
            let message = format!("there is no knowledge base named {:?}", args.base);
            ToolError::new(ErrorCode::NotFound, message)
        })?;
        let query = Query {
            text,
            top_k: args.top_k.unwrap_or(3),
            filters: filters(args.filters.unwrap_or_default())?,
            min_score: args.min_score.unwrap_or(0.0),
        };
        let base = [BaseRef { id, name: args.base }];
        let hits = tokio::select! {
            () = ctx.cancel.cancelled() => {
                return Err(ToolError::new(ErrorCode::Cancelled, "the search was cancelled"));
            }
            () = tokio::time::sleep_until(ctx.deadline) => {
                return Err(ToolError::new(ErrorCode::Timeout, "the search took too long"));
            }
            hits = self.bases.search(ctx.tenant, &base, &query) => hits.map_err(failed)?,
        };
        let count = hits.passages.len();
        let passages = if count == 1 { "passage" } else { "passages" };
        ctx.progress.note(&format!("{count} {passages} in {} ms", hits.took_ms));
        let best = hits.passages.first().map_or(0.0, |passage| passage.score);
        let passages: Vec<Value> = hits.passages.into_iter().map(output).collect();
        Ok(Outcome::new(json!({ "passages": passages, "count": count, "best_score": best })))
    }
}

/// A passage as the kind's output schema has it: highlights are for screens.
fn output(passage: Passage) -> Value {
    let mut passage = serde_json::to_value(passage).expect("texts and finite numbers are always JSON");
    if let Some(fields) = passage.as_object_mut() {
        fields.remove("highlights");
    }
    passage
}

/// `path` and `document_id` (one or several) are ours, everything else is a property of documents.
/// A filter without a value filters nothing: that is what an unfilled template leaves.
fn filters(given: Map<String, Value>) -> Result<Filters, ToolError> {
    let wrong = |name: &str| {
        ToolError::new(
            ErrorCode::Validation,
            format!("kb_search: the filter {name:?} has a value that is no filter"),
        )
    };
    let mut out = Filters::default();
    for (name, value) in given {
        let texts: Vec<String> = match value {
            Value::Null => continue,
            Value::String(text) if text.is_empty() => continue,
            Value::String(text) => vec![text],
            Value::Number(_) | Value::Bool(_) => vec![value.to_string()],
            Value::Array(items) if name == "document_id" => {
                items.into_iter().filter_map(|item| item.as_str().map(str::to_owned)).collect()
            }
            Value::Array(_) | Value::Object(_) => return Err(wrong(&name)),
        };
        match name.as_str() {
            "path" => out.path = texts.into_iter().next(),
            "document_id" => {
                for text in texts {
                    out.documents.push(text.parse().map_err(|_| wrong(&name))?);
                }
            }
            _ => {
                out.meta.extend(texts.into_iter().map(|text| (name.clone(), text)));
            }
        }
    }
    Ok(out)
}

fn failed(error: KbError) -> ToolError {
    // The chain names files of the server: for the log, not for a run's timeline.
    tracing::error!(%error, "knowledge search failed");
    match error {
        KbError::Damaged { .. } => {
            ToolError::new(ErrorCode::Internal, "the knowledge base is damaged and has to be rebuilt").fatal()
        }
        _ => ToolError::new(ErrorCode::Upstream, "the knowledge base cannot be searched at the moment"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(given: Value) -> Result<Filters, ToolError> {
        filters(given.as_object().expect("an object").clone())
    }

    #[test]
    fn filters_are_read_as_people_write_them() {
        let id = Uuid::from_u128(7);
        let found = check(
            json!({ "path": "travel", "document_id": id, "site": "Jena", "year": 2026, "team": null, "a": "" }),
        );
        let meta =
            [("site", "Jena"), ("year", "2026")].map(|(key, value)| (key.to_owned(), value.to_owned()));
        let want = Filters { path: Some("travel".into()), documents: vec![id], meta: meta.into() };
        assert_eq!(found, Ok(want));
        assert_eq!(check(json!({ "document_id": "seven" })).unwrap_err().code, ErrorCode::Validation);
        assert_eq!(check(json!({ "site": ["Jena"] })).unwrap_err().code, ErrorCode::Validation);
    }
}
