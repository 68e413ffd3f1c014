//! `subflow`: another flow as one step. Its nodes are steps of this run.

use super::{Inside, enter, invalid};
use crate::event::Failure;
use crate::frame::{At, Budget, Spec};
use crate::machine::{Machine, fresh_channels};
use flow_schema::ErrorCode;
use flow_schema::plan::Plan;
use serde_json::{Map, Value};
use std::sync::Arc;

/// Names that every document of the run sees.
const CONTEXT: [&str; 4] = ["conversation", "user", "tenant", "env"];

pub(super) fn start(machine: &mut Machine, at: At) {
    machine.emit_started(at);
    if let Err(failure) = run(machine, at) {
        machine.fail(at, failure);
    }
}

fn run(machine: &mut Machine, at: At) -> Result<(), Failure> {
    let config = super::config(machine, at)?;
    // Before the flow is looked for: a test of this flow may be there before the other one is.
    if let Some(pin) = machine.pinned(at) {
        machine.state_mut(at).args = Some(config);
        machine.take_pin(at, pin);
        return Ok(());
    }
    let (hash, plan) = find(machine, at)?;
    let input = config.get("input").cloned().unwrap_or_else(|| Value::Object(Map::new()));
    if let Some(violation) = flow_schema::json_schema::first_violation(&input, &plan.input) {
        return Err(invalid(format!("/input{violation}")));
    }
    enter(machine, at, Inside::Flow(0))?;
    machine.state_mut(at).args = Some(config.clone());
    let frame = machine.open(at, 0, Spec::Flow(hash), Arc::clone(&plan));
    machine.state_mut(at).inside = Some(Box::new(Inside::Flow(frame)));
    let mut scope: Map<String, Value> = Map::new();
    for name in CONTEXT {
        if let Some(value) = machine.frame(crate::frame::ROOT).scope.get(name) {
            scope.insert(name.into(), value.clone());
        }
    }
    scope.insert("input".into(), input);
    scope.insert("state".into(), Value::Object(fresh_channels(&plan, &Map::new())));
    let limit = |name: &str| config.get(name).and_then(Value::as_u64).filter(|limit| *limit > 0);
    let budget = Budget {
        max_tokens: limit("max_tokens"),
        max_cost_micros: config.get("max_cost").and_then(Value::as_f64).map(micros),
        ..Budget::default()
    };
    let opened = machine.frame_mut(frame);
    opened.scope = scope;
    opened.budget = (budget != Budget::default()).then_some(budget);
    Ok(())
}

/// An amount of money in millionths.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped first")]
pub(super) fn micros(amount: f64) -> u64 {
    (amount * 1_000_000.0).round().clamp(0.0, 9.0e18) as u64
}

/// The version that the name means in this run.
fn find(machine: &Machine, at: At) -> Result<(String, Arc<Plan>), Failure> {
    let Some(wanted) = &machine.plan_node(at).flow else {
        return Err(Failure::fatal(ErrorCode::Internal, "the step names no flow"));
    };
    let key = wanted.key();
    let hash = machine.flows.get(&key).ok_or_else(|| {
        Failure::fatal(
            ErrorCode::NotFound,
            format!("there was no published flow ‘{key}’ when the run started"),
        )
    })?;
    let plan = machine.library.get(hash).ok_or_else(|| {
        Failure::fatal(ErrorCode::Internal, format!("the document of the flow ‘{key}’ is not at hand"))
    })?;
    Ok((hash.clone(), Arc::clone(plan)))
}
