//! `loop`: the body again and again, while a condition holds, until another does, and not for ever.

use super::{Inside, enter, invalid};
use crate::event::Failure;
use crate::frame::{At, Frame, FrameId, Spec};
use crate::machine::Machine;
use crate::reduce::name_of;
use flow_schema::{ErrorCode, PortId};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Where the bound leads, when something is connected there.
const BOUND: &str = "bound";
const DEFAULT_ITERATIONS: u64 = 25;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Turns {
    pub frame: FrameId,
    count: u64,
    max: u64,
    output: Value,
}

pub(super) fn start(machine: &mut Machine, at: At) {
    machine.emit_started(at);
    let begun = super::setting(machine, at, "max_iterations").and_then(|max| {
        let max = max.and_then(|max| max.as_u64()).unwrap_or(DEFAULT_ITERATIONS);
        enter(machine, at, Inside::Loop(Turns { frame: 0, count: 0, max, output: Value::Null }))
    });
    match begun {
        Ok(()) => again(machine, at),
        Err(failure) => machine.fail(at, failure),
    }
}

fn turns(machine: &mut Machine, at: At) -> Option<&mut Turns> {
    match machine.state_mut(at).inside.as_deref_mut() {
        Some(Inside::Loop(turns)) => Some(turns),
        Some(Inside::Map(_) | Inside::Flow(_) | Inside::Agent(_)) | None => None,
    }
}

fn again(machine: &mut Machine, at: At) {
    match holds(machine, at, "while", true) {
        Ok(true) => {}
        Ok(false) => return leave(machine, at, "while"),
        Err(failure) => return machine.fail(at, failure),
    }
    let Some(body) = machine.plan_node(at).body.clone() else {
        return machine.fail(at, invalid("it has no body"));
    };
    let Some(turns) = turns(machine, at) else { return };
    if turns.count >= turns.max {
        return leave(machine, at, BOUND);
    }
    turns.count += 1;
    let count = turns.count;
    let frame = machine.open(at, u32::try_from(count - 1).unwrap_or(u32::MAX), Spec::Body, body);
    machine.frame_mut(frame).given.insert("loop".into(), json!({ "count": count }));
    if let Some(turns) = self::turns(machine, at) {
        turns.frame = frame;
    }
}

pub(super) fn turn_done(machine: &mut Machine, at: At, frame: &Frame) {
    let result = frame.result();
    let Some(turns) = turns(machine, at) else { return };
    turns.output = result;
    // An `end` in the body leaves the loop.
    if frame.output.is_some() {
        return leave(machine, at, "end");
    }
    match holds(machine, at, "until", false) {
        Ok(true) => leave(machine, at, "until"),
        Ok(false) => again(machine, at),
        Err(failure) => machine.fail(at, failure),
    }
}

fn leave(machine: &mut Machine, at: At, ended_by: &str) {
    let Some(turns) = turns(machine, at) else { return };
    let (count, max) = (turns.count, turns.max);
    let output = json!({ "iterations": count, "ended_by": ended_by, "output": turns.output });
    if ended_by != BOUND {
        return machine.finish(at, PortId::OUT.into(), output, None);
    }
    let plan = &machine.frame(at.frame).plan;
    if plan.edges_from(at.node, BOUND).next().is_some() {
        return machine.finish(at, BOUND.into(), output, None);
    }
    let message = format!("the loop has run {max} times, which is its limit");
    machine.fail(at, Failure::fatal(ErrorCode::BudgetExceeded, message));
}

/// Whether a condition of the loop holds; `without` when there is none.
fn holds(machine: &Machine, at: At, name: &str, without: bool) -> Result<bool, Failure> {
    match super::setting(machine, at, name)? {
        Some(Value::Bool(yes)) => Ok(yes),
        Some(Value::Null) | None => Ok(without),
        Some(other) => Err(invalid(format!("/{name}: must be true or false, not {}", name_of(&other)))),
    }
}
