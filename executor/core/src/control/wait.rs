//! `wait`: until a time, or until something happens, with a deadline if there is one.

use super::{Parked, invalid};
use crate::business::Calendar;
use crate::event::Failure;
use crate::frame::At;
use crate::machine::Machine;
use crate::state::Stage;
use crate::time::{rfc3339, unix_ms};
use flow_schema::PortId;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::time::Duration;

const TIMEOUT: &str = "timeout";
/// Events kept for a wait that has not begun; the oldest go first.
const MAX_INBOX: usize = 1_000;

/// What a `wait` waits for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Awaited {
    /// Empty: only for a time.
    pub event: String,
    pub key: String,
    /// When it goes on by itself.
    moment: Option<i64>,
    deadline: Option<i64>,
    pub shown: Value,
}

/// Something that happened, kept until somebody waits for it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Happened {
    event: String,
    payload: Value,
    by: Value,
}

pub(super) fn start(machine: &mut Machine, at: At) {
    machine.emit_started(at);
    let awaited = match read(machine, at) {
        Ok(awaited) => awaited,
        Err(failure) => return machine.fail(at, failure),
    };
    // It may have happened on the way here.
    let kept = machine.inbox.iter().position(|happened| fits(&awaited, &happened.event, &happened.payload));
    if let Some(happened) = kept.and_then(|kept| machine.inbox.remove(kept)) {
        return came(machine, at, &happened.event, happened.payload);
    }
    let due = [awaited.moment, awaited.deadline].into_iter().flatten().min();
    if due.is_some_and(|due| due <= machine.now) {
        machine.park(at, Stage::Waiting, Parked::Event(awaited), due);
        return timed_out(machine, at);
    }
    machine.emit("run.waiting", Some(at), awaited.shown.clone());
    machine.park(at, Stage::Waiting, Parked::Event(awaited), due);
}

fn read(machine: &mut Machine, at: At) -> Result<Awaited, Failure> {
    let config = super::config(machine, at)?;
    let text = |name: &str| super::text(&config, name);
    let calendar = if config.get("working_hours") == Some(&Value::Bool(true)) {
        let hours = config.get("calendar").unwrap_or(&Value::Null);
        Some(Calendar::read(hours).map_err(|error| invalid(format!("/calendar: {error}")))?)
    } else {
        None
    };
    let after = |name: &str| -> Result<Option<i64>, Failure> {
        let duration = match text(name) {
            none if none.is_empty() => return Ok(None),
            some => flow_schema::duration::parse(&some).map_err(|e| invalid(format!("/{name}: {e}")))?,
        };
        Ok(Some(match &calendar {
            Some(calendar) => calendar.add(machine.now, duration),
            None => machine.now.saturating_add(ms(duration)),
        }))
    };
    let until = match config.get("until") {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) if text.trim().is_empty() => None,
        Some(Value::String(text)) => Some(unix_ms(text.trim()).ok_or_else(|| {
            invalid(format!("/until: ‘{text}’ is no moment; write one like 2026-03-01T09:00:00Z"))
        })?),
        Some(other) => {
            return Err(invalid(format!("/until: must be a text, not {}", crate::reduce::name_of(other))));
        }
    };
    let moment = [after("for")?, until].into_iter().flatten().min();
    let (event, deadline) = (text("event"), after("deadline")?);
    if event.is_empty() && moment.is_none() {
        return Err(invalid("there is nothing to wait for: neither a time nor an event"));
    }
    let key = match config.get("key") {
        Some(Value::String(key)) => key.trim().to_owned(),
        Some(Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    };
    let mut shown = json!({
        "for": if event.is_empty() { "time" } else { "event" }, "node": machine.address(at),
    });
    if !event.is_empty() {
        shown["event"] = event.clone().into();
        shown["key"] = key.clone().into();
    }
    if let Some(due) = [moment, deadline].into_iter().flatten().min() {
        shown["until"] = rfc3339(due).into();
    }
    machine.state_mut(at).args = Some(config);
    Ok(Awaited { event, key, moment, deadline, shown })
}

fn ms(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

fn fits(awaited: &Awaited, event: &str, payload: &Value) -> bool {
    let key = match payload.get("key") {
        Some(Value::String(key)) => key.as_str(),
        Some(_) | None => "",
    };
    !awaited.event.is_empty() && awaited.event == event && (awaited.key.is_empty() || awaited.key == key)
}

/// Everybody who waits for the event goes on; when nobody does, it is kept.
pub(crate) fn happened(machine: &mut Machine, event: &str, payload: &Value, by: &Value) {
    machine.out.changed = true;
    let waiting = machine.waits.iter().map(|(_, at)| *at).filter(|at| {
        matches!(machine.state_of(*at).wait.as_deref(),
            Some(Parked::Event(awaited)) if fits(awaited, event, payload))
    });
    let waiting: Vec<At> = waiting.collect();
    if waiting.is_empty() {
        if machine.inbox.len() >= MAX_INBOX {
            machine.inbox.pop_front();
        }
        let (event, payload, by) = (event.to_owned(), payload.clone(), by.clone());
        machine.inbox.push_back(Happened { event, payload, by });
        return;
    }
    for at in waiting {
        let address = machine.address(at);
        machine.emit("run.resumed", Some(at), json!({ "node": address, "event": event, "by": by }));
        came(machine, at, event, payload.clone());
    }
}

fn came(machine: &mut Machine, at: At, event: &str, payload: Value) {
    let output = json!({ "came": "event", "event": event, "payload": payload });
    machine.finish(at, PortId::OUT.into(), output, None);
}

pub(crate) fn timed_out(machine: &mut Machine, at: At) {
    let Some(Parked::Event(awaited)) = machine.state_of(at).wait.as_deref() else { return };
    let early =
        awaited.deadline.is_some_and(|deadline| awaited.moment.is_none_or(|moment| deadline < moment));
    let (port, came) = if early { (TIMEOUT, TIMEOUT) } else { (PortId::OUT, "time") };
    let address = machine.address(at);
    machine.emit("run.resumed", Some(at), json!({ "node": address, "by": { "timer": true } }));
    machine.finish(at, port.into(), json!({ "came": came, "event": "", "payload": null }), None);
}
