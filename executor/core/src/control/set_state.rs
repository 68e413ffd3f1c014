use super::{Verdict, invalid, out};
use crate::machine::Machine;
use crate::reduce::reduce;
use flow_schema::plan::NodeIx;
use serde_json::{Value, json};
use std::sync::Arc;

/// Reduces new values into channels, all or none.
pub(super) fn set(machine: &mut Machine, ix: NodeIx) -> Verdict {
    let plan = Arc::clone(&machine.plan);
    let config = plan.nodes[ix].config.resolve(&machine.scope).map_err(|error| invalid(error.message))?;
    let Some(Value::Object(wanted)) = config.get("set") else { return out(json!({})) };
    let mut reduced = Vec::with_capacity(wanted.len());
    for (name, new) in wanted {
        let channel =
            plan.channels.get(name).ok_or_else(|| invalid(format!("/set: no channel is named {name}")))?;
        let old = machine.scope.get("state").and_then(|state| state.get(name)).unwrap_or(&Value::Null);
        let value = reduce(&channel.reducer, old, new.clone());
        reduced.push((name, value.map_err(|why| invalid(format!("/set/{name}: {why}")))?));
    }
    for (name, value) in reduced {
        machine.emit("state.changed", Some(ix), json!({ "channel": name, "value": value }));
        if let Some(Value::Object(state)) = machine.scope.get_mut("state") {
            state.insert(name.clone(), value);
        }
    }
    out(json!({}))
}
