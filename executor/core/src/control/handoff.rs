//! `handoff`: the conversation belongs to a person until they give it back.

use super::Parked;
use crate::frame::At;
use crate::machine::Machine;
use crate::state::Stage;
use crate::time::rfc3339;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Name of the signal with which a person gives the conversation back.
pub(crate) const HANDBACK: &str = "handback";
const RETURNED: &str = "returned";
const TIMEOUT: &str = "timeout";

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Handoff {
    pub shown: Value,
}

pub(super) fn start(machine: &mut Machine, at: At) {
    machine.emit_started(at);
    let read = super::config(machine, at).and_then(|config| {
        let until = super::after(machine, &config, "timeout")?;
        Ok((config, until))
    });
    let (config, until) = match read {
        Ok(read) => read,
        Err(failure) => return machine.fail(at, failure),
    };
    let node = machine.address(at);
    let message = super::text(&config, "message");
    if !message.is_empty() {
        let said = json!({ "text": message, "citations": [], "node": node });
        machine.emit("message.completed", Some(at), said);
    }
    let mut shown = json!({ "for": "handoff", "node": node, "reason": super::text(&config, "reason") });
    if let Some(until) = until {
        shown["until"] = rfc3339(until).into();
    }
    machine.state_mut(at).args = Some(config);
    machine.emit("run.waiting", Some(at), shown.clone());
    machine.park(at, Stage::Waiting, Parked::Handoff(Handoff { shown }), until);
}

/// `{"text": "…"}`: what the person wrote last.
pub(crate) fn returned(machine: &mut Machine, node: Option<&str>, payload: &Value, by: &Value) {
    let handed = machine.waits.iter().map(|(_, at)| *at).find(|at| {
        let is_handoff = matches!(machine.state_of(*at).wait.as_deref(), Some(Parked::Handoff(_)));
        is_handoff && node.is_none_or(|node| machine.address(*at) == node)
    });
    let Some(at) = handed else { return };
    machine.out.changed = true;
    let address = machine.address(at);
    machine.emit("run.resumed", Some(at), json!({ "node": address, "by": by }));
    let name = by.get("name").and_then(Value::as_str).unwrap_or_default();
    let output = json!({ "text": super::text(payload, "text"), "by": name });
    machine.finish(at, RETURNED.into(), output, None);
}

pub(crate) fn timed_out(machine: &mut Machine, at: At) {
    let address = machine.address(at);
    machine.emit("run.resumed", Some(at), json!({ "node": address, "by": { "timer": true } }));
    machine.finish(at, TIMEOUT.into(), json!({ "text": "", "by": "" }), None);
}
