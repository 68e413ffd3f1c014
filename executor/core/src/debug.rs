//! What a person who tests a flow asks of a run: outcomes pinned to nodes, and points at which it
//! stops. Part of the run's facts, so that a test run replays like any other.

use crate::advance::Work;
use crate::control;
use crate::control::Parked;
use crate::event::{Failure, Tokens};
use crate::frame::At;
use crate::machine::Machine;
use crate::state::Stage;
use flow_schema::expr::Expr;
use flow_schema::kind::Role;
use flow_schema::{ErrorCode, PortId};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Name of the signal that lets a run go on from a breakpoint.
pub(crate) const CONTINUE: &str = "continue";

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Debug {
    /// Outcomes instead of calls, by node: its address (`each[3]/kb`), the address without numbers
    /// (`each/kb`), or its id. The first firing takes the first, the last one serves for all later.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub pins: BTreeMap<String, Vec<Pin>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub breakpoints: Vec<Breakpoint>,
}

impl Debug {
    pub fn is_empty(&self) -> bool {
        self.pins.is_empty() && self.breakpoints.is_empty()
    }
}

/// The longest a pinned outcome may be waited for, in milliseconds: an hour.
pub const MAX_PIN_DELAY_MS: u64 = 3_600_000;

/// An outcome that is taken as if a call had given it: `{"output": …}` or `{"error": {…}}`, and `"after_ms"` for
/// a call that takes its time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pin {
    #[serde(flatten)]
    pub outcome: Outcome,
    /// How long the call seems to take. One that takes longer than its node allows is out of time, as a real one.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub after_ms: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Output(Value),
    Error(Failure),
}

impl Pin {
    pub fn output(value: Value) -> Self {
        Self { outcome: Outcome::Output(value), after_ms: 0 }
    }

    pub fn error(failure: Failure) -> Self {
        Self { outcome: Outcome::Error(failure), after_ms: 0 }
    }

    /// The same, so many milliseconds later.
    #[must_use]
    pub fn after(self, after_ms: u64) -> Self {
        Self { after_ms, ..self }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}

/// Where a run stops until it is told to go on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Breakpoint {
    /// As in [`Debug::pins`].
    pub node: String,
    /// An expression over what the node sees; without one it always stops.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// After the node rather than before it.
    #[serde(default)]
    pub after: bool,
    /// It has stopped the run once and is gone then. May name the start, after which a fork can begin.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub once: bool,
}

/// A node at a breakpoint.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Pause {
    pub shown: Value,
    /// How it goes on when it has run already.
    pub then: Option<(PortId, Value)>,
}

/// An address without the numbers of items and turns.
pub(crate) fn plain(address: &str) -> String {
    let mut plain = String::with_capacity(address.len());
    let mut inside = false;
    for c in address.chars() {
        match c {
            '[' | '#' => inside = true,
            ']' => inside = false,
            c if !inside => plain.push(c),
            _ => {}
        }
    }
    plain
}

pub(crate) fn names(wanted: &str, address: &str) -> bool {
    wanted == address || wanted == plain(address) || address.rsplit('/').next() == Some(wanted)
}

impl Machine {
    /// The outcome pinned to the next attempt of a node.
    pub(crate) fn pinned(&mut self, at: At) -> Option<Pin> {
        if self.debug.pins.is_empty() {
            return None;
        }
        let address = self.address(at);
        let key = self.debug.pins.keys().find(|key| **key == address);
        let key = key.or_else(|| self.debug.pins.keys().find(|key| names(key, &address)))?.clone();
        let outcomes = self.debug.pins.get(&key)?;
        let used = self.pins_used.entry(key).or_default();
        let pin = outcomes.get(*used as usize).or(outcomes.last()).cloned();
        *used += 1;
        pin
    }

    /// Takes a pinned outcome up, now or when its time has come. Until then the node counts as running, and nobody
    /// is asked to do anything for it.
    pub(crate) fn take_pin(&mut self, at: At, pin: Pin) {
        if pin.after_ms == 0 {
            return self.take_outcome(at, pin.outcome);
        }
        let node = self.plan_node(at);
        let pin = match u64::try_from(node.timeout.as_millis()) {
            Ok(limit) if node.role == Role::Tool && pin.after_ms >= limit => {
                let message = format!("no answer within {:?}", node.timeout);
                let late = Failure { retryable: true, ..Failure::fatal(ErrorCode::Timeout, message) };
                Pin::error(late).after(limit)
            }
            Ok(_) | Err(_) => pin,
        };
        self.set_stage(at, Stage::Held);
        self.set_timer(at, Some(self.now.saturating_add_unsigned(pin.after_ms.min(MAX_PIN_DELAY_MS))));
        self.state_mut(at).held = Some(Box::new(pin.outcome));
    }

    /// The time of a pinned outcome has come.
    pub(crate) fn release(&mut self, at: At) {
        let Some(outcome) = self.state_mut(at).held.take() else { return };
        self.set_stage(at, Stage::Running);
        self.take_outcome(at, *outcome);
    }

    fn take_outcome(&mut self, at: At, outcome: Outcome) {
        match (self.plan_node(at).role, outcome) {
            (Role::Tool, Outcome::Output(output)) => {
                self.from_pin = true;
                self.step_done(at, &output, &Tokens::default());
                self.from_pin = false;
            }
            (Role::Tool, Outcome::Error(error)) => self.attempt_failed(at, error),
            // Another flow as one step: what it does inside is its own to try again.
            (Role::Control, Outcome::Output(output)) => {
                self.from_pin = true;
                self.finish(at, PortId::OUT.into(), output, None);
                self.from_pin = false;
            }
            (Role::Control, Outcome::Error(error)) => self.fail(at, error),
        }
    }

    /// Stops before a node that is about to start, if a breakpoint says so.
    pub(crate) fn stops_before(&mut self, at: At) -> bool {
        if std::mem::take(&mut self.passing) || !self.breaks(at, false) {
            return false;
        }
        self.pause(at, None);
        true
    }

    /// Stops after a node that is about to go on, if a breakpoint says so.
    pub(crate) fn stops_after(&mut self, at: At, port: &PortId, output: &Value) -> bool {
        if std::mem::take(&mut self.passing) || !self.breaks(at, true) {
            return false;
        }
        self.pause(at, Some((port.clone(), output.clone())));
        true
    }

    fn breaks(&mut self, at: At, after: bool) -> bool {
        let is_start = self.plan_node(at).kind.as_str() == "start";
        if self.debug.breakpoints.is_empty() && !self.stepping {
            return false;
        }
        if self.stepping && !after && !is_start {
            return true;
        }
        let Some(found) = self.breakpoint(at, after) else { return false };
        let once = self.debug.breakpoints[found].once;
        if is_start && !once {
            return false;
        }
        if once {
            self.debug.breakpoints.remove(found);
        }
        true
    }

    /// The first breakpoint that stops the run here.
    fn breakpoint(&self, at: At, after: bool) -> Option<usize> {
        let address = self.address(at);
        let view = self.view(at.frame);
        self.debug.breakpoints.iter().position(|stop| {
            // A condition that cannot be evaluated stops: the person wants to see why.
            let holds = || match stop.when.as_deref().filter(|when| !when.trim().is_empty()) {
                None => true,
                Some(when) => Expr::parse(when)
                    .and_then(|expr| expr.eval(&view))
                    .map_or(true, |value| value != Value::Bool(false) && !value.is_null()),
            };
            stop.after == after && names(&stop.node, &address) && holds()
        })
    }

    fn pause(&mut self, at: At, then: Option<(PortId, Value)>) {
        self.stepping = false;
        let mut shown = json!({
            "for": "breakpoint", "node": self.address(at), "after": then.is_some(),
            "state": self.frame(self.document(at.frame)).scope.get("state"),
        });
        match &then {
            Some((_, output)) => shown["output"] = output.clone(),
            None if control::takes_input(self.plan_node(at)) => {
                if let Ok(input) = self.plan_node(at).config.resolve(&self.view(at.frame)) {
                    shown["input"] = input;
                }
            }
            None => {}
        }
        self.emit("run.waiting", Some(at), shown.clone());
        self.park(at, Stage::Paused, Parked::Breakpoint(Pause { shown, then }), None);
    }

    /// Whether the run stands at a breakpoint after this node, or before it; with its full address.
    pub fn stands_at(&self, node: &str, after: bool) -> Option<String> {
        let paused = self.waits.iter().map(|(_, at)| *at).find(|at| {
            let Some(Parked::Breakpoint(pause)) = self.state_of(*at).wait.as_deref() else { return false };
            pause.then.is_some() == after && names(node, &self.address(*at))
        })?;
        Some(self.address(paused))
    }

    /// `{"step"?: true, "state"?: {…}, "input"?: {…}, "output"?: …}`: goes on from the breakpoint that was reached first.
    /// The input is what the node gets instead of what its config comes to; of one that has run already, the output.
    pub(crate) fn go_on(&mut self, node: Option<&str>, payload: &Value, by: &Value) {
        let paused = self.waits.iter().map(|(_, at)| *at).find(|at| {
            self.state_of(*at).stage == Stage::Paused && node.is_none_or(|node| self.address(*at) == node)
        });
        let Some(at) = paused else { return };
        self.out.changed = true;
        if let Some(Value::Object(state)) = payload.get("state") {
            self.set_channels(at.frame, state);
        }
        let address = self.address(at);
        let given = payload.get("input").filter(|input| input.is_object());
        let given = given.filter(|_| control::takes_input(self.plan_node(at))).cloned();
        let mut resumed = json!({ "node": address, "by": by });
        let Some(Parked::Breakpoint(pause)) = self.unpark(at) else { return };
        let given = given.filter(|_| pause.then.is_none());
        if let Some(input) = &given {
            resumed["input"] = input.clone();
        }
        self.emit("run.resumed", Some(at), resumed);
        self.stepping = payload.get("step") == Some(&Value::Bool(true));
        self.passing = true;
        match pause.then {
            Some((port, output)) => {
                let output = payload.get("output").cloned().unwrap_or(output);
                self.finish(at, port, output, None);
            }
            None => {
                self.set_stage(at, Stage::Idle);
                self.given = given;
                // Counted when it starts in earnest.
                self.queue.push_front(Work::Start(at));
                self.steps = self.steps.saturating_sub(1);
            }
        }
    }

    /// Channels get these values as they are, whatever their reducers.
    pub(crate) fn set_channels(&mut self, frame: crate::frame::FrameId, values: &Map<String, Value>) {
        let document = self.document(frame);
        for (name, value) in values {
            if !self.frame(document).plan.channels.contains_key(name) {
                continue;
            }
            self.emit("state.changed", None, json!({ "channel": name, "value": value, "edited": true }));
            if let Some(Value::Object(state)) = self.frame_mut(document).scope.get_mut("state") {
                state.insert(name.clone(), value.clone());
            }
        }
    }

    /// Takes an edit of a fork in.
    pub(crate) fn edited(&mut self, state: &Map<String, Value>, outputs: &Map<String, Value>, debug: &Debug) {
        self.out.changed = true;
        self.set_channels(crate::frame::ROOT, state);
        for (address, output) in outputs {
            let Some(at) = self.find(address) else { continue };
            let id = self.plan_node(at).id.as_str().to_owned();
            let frame = self.frame_mut(at.frame);
            if frame.nodes[at.node].stage == Stage::Done {
                frame.scope.insert(id, output.clone());
            }
        }
        for (node, pins) in &debug.pins {
            self.debug.pins.insert(node.clone(), pins.clone());
        }
        self.debug.breakpoints.extend(debug.breakpoints.iter().cloned());
    }
}

#[cfg(test)]
mod tests {
    use super::{names, plain};

    #[test]
    fn a_node_is_named_by_its_address_its_place_or_its_id() {
        assert_eq!(plain("each#2[3]/assist[0]/kb"), "each/assist/kb");
        for wanted in ["each[3]/kb", "each/kb", "kb"] {
            assert!(names(wanted, "each[3]/kb"), "{wanted}");
        }
        assert!(!names("each[4]/kb", "each[3]/kb") && !names("b", "kb"));
    }
}
