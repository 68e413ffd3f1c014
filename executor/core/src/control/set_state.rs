use super::{Verdict, invalid, out};
use crate::frame::At;
use crate::machine::Machine;
use crate::reduce::reduce;
use serde_json::{Value, json};
use std::sync::Arc;

/// Reduces new values into channels, all or none.
pub(super) fn set(machine: &mut Machine, at: At) -> Verdict {
    let document = machine.document(at.frame);
    let plan = Arc::clone(&machine.frame(document).plan);
    let config = super::config(machine, at)?;
    let Some(Value::Object(wanted)) = config.get("set") else { return out(json!({})) };
    let mut reduced = Vec::with_capacity(wanted.len());
    for (name, new) in wanted {
        let channel =
            plan.channels.get(name).ok_or_else(|| invalid(format!("/set: no channel is named {name}")))?;
        let state = machine.frame(document).scope.get("state");
        let old = state.and_then(|state| state.get(name)).unwrap_or(&Value::Null);
        let value = reduce(&channel.reducer, old, new.clone());
        reduced.push((name, value.map_err(|why| invalid(format!("/set/{name}: {why}")))?));
    }
    for (name, value) in reduced {
        machine.emit("state.changed", Some(at), json!({ "channel": name, "value": value }));
        if let Some(Value::Object(state)) = machine.frame_mut(document).scope.get_mut("state") {
            state.insert(name.clone(), value);
        }
    }
    out(json!({}))
}
