//! Two runs side by side: how far they went the same way, and what became of each node.

use super::find;
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use executor_runtime::api::{RunEvent, RunRow};
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::HashMap;
use utoipa::ToSchema;
use uuid::Uuid;

const PAGE: u32 = 1_000;
/// A run of the longest kind: ten thousand steps, with their beginnings and ends.
const MAX_EVENTS: usize = 50_000;

/// What two runs have in common and where they differ.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Comparison {
    /// Both did the same up to this event; 0 when they differ from the start.
    pub same_until: u64,
    pub first_difference: Option<Difference>,
    /// Every node that either reached, in the order in which they were reached.
    pub nodes: Vec<NodeComparison>,
    pub usage: Usages,
}

/// The first events that are not alike; `null` where a run has no further one.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Difference {
    /// Address of the node.
    pub node: Option<String>,
    #[schema(value_type = Option<Object>)]
    pub a: Option<RunEvent>,
    #[schema(value_type = Option<Object>)]
    pub b: Option<RunEvent>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NodeComparison {
    /// Address of the node.
    pub node: String,
    /// `null` when the run did not reach it.
    pub a: Option<NodeOutcome>,
    pub b: Option<NodeOutcome>,
    /// Whether status or output are not the same.
    pub differs: bool,
}

/// What the last firing of a node came to.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct NodeOutcome {
    /// `started`, `completed`, `failed`, `skipped`.
    pub status: String,
    /// Of one that failed: `{code, message}`.
    #[schema(value_type = Object)]
    pub output: Value,
    pub duration_ms: Option<u64>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Usages {
    /// `{input_tokens, output_tokens, calls, cost_micros?}`
    #[schema(value_type = Object)]
    pub a: Value,
    #[schema(value_type = Object)]
    pub b: Value,
}

/// Compares two runs.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Invalid`] for runs too long to be laid side by side.
pub async fn compare(app: &App, caller: &Caller, a: Uuid, b: Uuid) -> AppResult<Comparison> {
    let (row_a, row_b) = (find(app, caller, a).await?, find(app, caller, b).await?);
    let events_a = all(app, caller, &row_a).await?;
    let events_b = all(app, caller, &row_b).await?;
    let usage = Usages { a: row_a.usage, b: row_b.usage };
    Ok(lay_side_by_side(&events_a, &events_b, usage))
}

async fn all(app: &App, caller: &Caller, run: &RunRow) -> AppResult<Vec<RunEvent>> {
    let mut events = Vec::new();
    let mut after = 0;
    while after < run.last_seq {
        let page = app.executor()?.events(caller.tenant.as_uuid(), run.id, after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = last.seq;
        events.extend(page);
        if events.len() > MAX_EVENTS {
            let message = format!("the run {} is too long to be compared", run.id);
            return Err(AppError::Invalid { message, errors: Vec::new() });
        }
    }
    Ok(events)
}

fn lay_side_by_side(a: &[RunEvent], b: &[RunEvent], usage: Usages) -> Comparison {
    let same = a.iter().zip(b).take_while(|(a, b)| alike(a, b)).count();
    let (next_a, next_b) = (a.get(same), b.get(same));
    let first_difference = (next_a.is_some() || next_b.is_some()).then(|| Difference {
        node: [next_a, next_b].into_iter().flatten().find_map(|event| event.node.clone()),
        a: next_a.cloned(),
        b: next_b.cloned(),
    });
    let (mut order, outcomes_a) = outcomes(a);
    let (order_b, outcomes_b) = outcomes(b);
    order.extend(order_b.into_iter().filter(|node| !outcomes_a.contains_key(node)));
    let nodes = order.into_iter().map(|node| {
        let (a, b) = (outcomes_a.get(&node).cloned(), outcomes_b.get(&node).cloned());
        let facts = |outcome: &Option<NodeOutcome>| {
            outcome.as_ref().map(|outcome| (outcome.status.clone(), outcome.output.clone()))
        };
        let differs = facts(&a) != facts(&b);
        NodeComparison { node, a, b, differs }
    });
    Comparison {
        same_until: same.checked_sub(1).map_or(0, |last| a[last].seq),
        first_difference,
        nodes: nodes.collect(),
        usage,
    }
}

/// The same thing happened; how long it took does not matter.
fn alike(a: &RunEvent, b: &RunEvent) -> bool {
    (&a.kind, &a.node, a.iteration) == (&b.kind, &b.node, b.iteration)
        && timeless(&a.payload) == timeless(&b.payload)
}

fn timeless(payload: &Value) -> Value {
    match payload {
        Value::Object(fields) => {
            let kept = fields.iter().filter(|(name, _)| name.as_str() != "duration_ms");
            Value::Object(kept.map(|(name, value)| (name.clone(), value.clone())).collect())
        }
        other => other.clone(),
    }
}

/// What became of each node, and the order in which they were first heard of.
fn outcomes(events: &[RunEvent]) -> (Vec<String>, HashMap<String, NodeOutcome>) {
    let (mut order, mut known) = (Vec::new(), HashMap::new());
    for event in events {
        let (Some(node), Some(status)) = (&event.node, event.kind.strip_prefix("node.")) else { continue };
        let field = |name: &str| event.payload.get(name).cloned();
        let output = match status {
            "completed" => field("output").unwrap_or_default(),
            "failed" => {
                let words = ["code", "message"];
                let facts = words.into_iter().filter_map(|name| Some((name.to_owned(), field(name)?)));
                Value::Object(Map::from_iter(facts))
            }
            "started" | "skipped" => Value::Null,
            _ => continue,
        };
        let duration_ms = field("duration_ms").and_then(|took| took.as_u64());
        let outcome = NodeOutcome { status: status.to_owned(), output, duration_ms };
        if known.insert(node.clone(), outcome).is_none() {
            order.push(node.clone());
        }
    }
    (order, known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn event(seq: u64, kind: &str, node: Option<&str>, payload: Value) -> RunEvent {
        RunEvent {
            seq,
            part: None,
            at: chrono::DateTime::UNIX_EPOCH,
            kind: kind.to_owned(),
            node: node.map(str::to_owned),
            iteration: 0,
            payload,
        }
    }

    fn compared(a: &[RunEvent], b: &[RunEvent]) -> Comparison {
        lay_side_by_side(a, b, Usages { a: Value::Null, b: Value::Null })
    }

    #[test]
    fn runs_differ_from_the_first_outcome_that_is_another() {
        let first =
            |took: u64| event(2, "node.completed", Some("a"), json!({ "output": 1, "duration_ms": took }));
        let second = |output: u64| event(5, "node.completed", Some("b"), json!({ "output": output }));
        let found = compared(&[first(10), second(2)], &[first(99), second(3)]);
        assert_eq!(found.same_until, 2);
        let difference = found.first_difference.unwrap();
        assert_eq!((difference.node.as_deref(), difference.a.unwrap().seq), (Some("b"), 5));
        let differs: Vec<_> = found.nodes.iter().map(|node| (node.node.as_str(), node.differs)).collect();
        assert_eq!(differs, [("a", false), ("b", true)]);
    }

    #[test]
    fn a_run_is_like_itself_and_one_that_stopped_earlier_lacks_what_came_after() {
        let whole = [
            event(1, "run.started", None, json!({})),
            event(3, "node.failed", Some("a"), json!({ "code": "timeout", "message": "slow" })),
        ];
        let same = compared(&whole, &whole);
        assert!(same.first_difference.is_none() && same.same_until == 3 && !same.nodes[0].differs);
        assert_eq!(same.nodes[0].a.as_ref().unwrap().output, json!({ "code": "timeout", "message": "slow" }));
        let shorter = compared(&whole, &whole[..1]);
        let difference = shorter.first_difference.unwrap();
        assert!(difference.b.is_none() && difference.node.as_deref() == Some("a"));
        assert!(shorter.nodes[0].b.is_none() && shorter.nodes[0].differs);
        assert_eq!(compared(&whole[1..], &whole[..1]).same_until, 0);
    }
}
