//! Where a run begins, what it says, and what it comes to.

use super::{Verdict, invalid, out};
use crate::machine::Machine;
use flow_schema::plan::NodeIx;
use serde_json::{Value, json};

pub(super) fn start(machine: &Machine) -> Verdict {
    out(machine.scope.get("input").cloned().unwrap_or(Value::Null))
}

/// Sets the run's output; the run ends when nothing is left to do. The last `end` reached counts.
pub(super) fn end(machine: &mut Machine, ix: NodeIx) -> Verdict {
    let config =
        machine.plan.nodes[ix].config.resolve(&machine.scope).map_err(|error| invalid(error.message))?;
    let output = config.get("output").cloned().unwrap_or_else(|| json!({}));
    machine.output = output.clone();
    out(output)
}

pub(super) fn reply(machine: &mut Machine, ix: NodeIx) -> Verdict {
    let config =
        machine.plan.nodes[ix].config.resolve(&machine.scope).map_err(|error| invalid(error.message))?;
    let text = match config.get("text") {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    };
    let citations = match config.get("citations") {
        Some(Value::Array(list)) => list.clone(),
        Some(_) | None => Vec::new(),
    };
    let node = machine.plan.nodes[ix].id.clone();
    machine.emit(
        "message.completed",
        Some(ix),
        json!({ "text": text, "citations": citations, "node": node }),
    );
    out(json!({ "text": text, "citations": citations }))
}
