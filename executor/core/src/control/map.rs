//! `map`: the body once for every item, several at a time, results in item order.

use super::{Inside, enter, invalid};
use crate::event::Failure;
use crate::frame::{At, FrameId, Spec};
use crate::machine::Machine;
use crate::reduce::name_of;
use flow_schema::{ErrorCode, PortId};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

/// More than this belongs into several runs.
const MAX_ITEMS: usize = 10_000;
const DEFAULT_CONCURRENCY: u64 = 10;

/// A list on its way through the body.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Items {
    /// What has not begun, in order.
    waiting: VecDeque<Value>,
    next: u32,
    concurrency: usize,
    policy: Policy,
    /// By index, what has ended.
    results: BTreeMap<u32, Value>,
    failed: BTreeMap<u32, Failure>,
    pub running: BTreeMap<u32, FrameId>,
    total: usize,
}

/// What the failure of an item means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Policy {
    Stop,
    Null,
    Drop,
}

pub(super) fn start(machine: &mut Machine, at: At) {
    machine.emit_started(at);
    let items = match read(machine, at) {
        Ok(items) => items,
        Err(failure) => return machine.fail(at, failure),
    };
    match enter(machine, at, Inside::Map(items)) {
        Ok(()) => go_on(machine, at),
        Err(failure) => machine.fail(at, failure),
    }
}

fn read(machine: &mut Machine, at: At) -> Result<Items, Failure> {
    let config = super::config(machine, at)?;
    let waiting: VecDeque<Value> = match config.get("items") {
        Some(Value::Array(items)) => items.iter().cloned().collect(),
        Some(Value::Null) | None => VecDeque::new(),
        Some(other) => return Err(invalid(format!("/items: must be a list, not {}", name_of(other)))),
    };
    if waiting.len() > MAX_ITEMS {
        let message = format!("/items: {} items, and at most {MAX_ITEMS} are allowed", waiting.len());
        return Err(Failure::fatal(ErrorCode::BudgetExceeded, message));
    }
    let concurrency = config.get("concurrency").and_then(Value::as_u64).unwrap_or(DEFAULT_CONCURRENCY);
    let total = waiting.len();
    // Not the list itself: it is in the items' frames and in what it was read from.
    machine.state_mut(at).args = Some(json!({ "count": total, "concurrency": concurrency }));
    Ok(Items {
        waiting,
        next: 0,
        concurrency: usize::try_from(concurrency.clamp(1, 100)).unwrap_or(1),
        policy: match config.get("on_item_error").and_then(Value::as_str) {
            Some("null") => Policy::Null,
            Some("drop") => Policy::Drop,
            Some(_) | None => Policy::Stop,
        },
        results: BTreeMap::new(),
        failed: BTreeMap::new(),
        running: BTreeMap::new(),
        total,
    })
}

fn items(machine: &mut Machine, at: At) -> Option<&mut Items> {
    match machine.state_mut(at).inside.as_deref_mut() {
        Some(Inside::Map(items)) => Some(items),
        Some(Inside::Loop(_) | Inside::Flow(_) | Inside::Agent(_)) | None => None,
    }
}

/// Begins items while there is room, and ends when there is nothing left.
fn go_on(machine: &mut Machine, at: At) {
    let Some(body) = machine.plan_node(at).body.clone() else {
        return machine.fail(at, invalid("it has no body"));
    };
    while let Some((index, item)) = next_item(machine, at) {
        let frame = machine.open(at, index, Spec::Body, Arc::clone(&body));
        let given = &mut machine.frame_mut(frame).given;
        given.insert("item".into(), item);
        given.insert("index".into(), index.into());
        if let Some(items) = items(machine, at) {
            items.running.insert(index, frame);
        }
    }
    let Some(items) = items(machine, at).filter(|items| items.running.is_empty()) else { return };
    let failed = items.failed.iter();
    let failed: Vec<Value> = failed
        .map(|(index, error)| json!({ "index": index, "code": error.code, "message": error.message }))
        .collect();
    let (results, count) = (std::mem::take(&mut items.results), items.total);
    let results: Vec<Value> = results.into_values().collect();
    let output = json!({ "results": results, "count": count, "failed": failed });
    machine.finish(at, PortId::OUT.into(), output, None);
}

fn next_item(machine: &mut Machine, at: At) -> Option<(u32, Value)> {
    let items = items(machine, at)?;
    if items.running.len() >= items.concurrency {
        return None;
    }
    let item = items.waiting.pop_front()?;
    items.next += 1;
    Some((items.next - 1, item))
}

pub(super) fn item_done(machine: &mut Machine, at: At, index: u32, result: Value) {
    let Some(items) = items(machine, at) else { return };
    items.running.remove(&index);
    items.results.insert(index, result);
    go_on(machine, at);
}

pub(super) fn item_failed(machine: &mut Machine, at: At, index: u32, error: Failure) {
    let Some(items) = items(machine, at) else { return };
    items.running.remove(&index);
    match items.policy {
        Policy::Stop => {
            let message = format!("item {index}: {}", error.message);
            return machine.fail(at, Failure { message, retryable: false, ..error });
        }
        Policy::Null => {
            items.results.insert(index, Value::Null);
        }
        Policy::Drop => {}
    }
    items.failed.insert(index, error);
    go_on(machine, at);
}
