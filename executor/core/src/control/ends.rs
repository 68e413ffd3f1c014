//! Where a run begins, what it says, and what it comes to.

use super::{Verdict, out};
use crate::frame::At;
use crate::machine::Machine;
use flow_schema::expr::Names;
use serde_json::{Value, json};

pub(super) fn start(machine: &Machine, at: At) -> Verdict {
    out(machine.view(at.frame).value("input").cloned().unwrap_or(Value::Null))
}

/// Sets what the frame comes to: the run's output, a sub-flow's, an item's result. It ends when nothing
/// is left to do in it. The last `end` reached counts.
pub(super) fn end(machine: &mut Machine, at: At) -> Verdict {
    let config = super::config(machine, at)?;
    let output = config.get("output").cloned().unwrap_or_else(|| json!({}));
    machine.frame_mut(at.frame).output = Some(output.clone());
    out(output)
}

pub(super) fn reply(machine: &mut Machine, at: At) -> Verdict {
    let config = super::config(machine, at)?;
    let text = match config.get("text") {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    };
    let citations = match config.get("citations") {
        Some(Value::Array(list)) => list.clone(),
        Some(_) | None => Vec::new(),
    };
    let node = machine.address(at);
    machine.emit(
        "message.completed",
        Some(at),
        json!({ "text": text, "citations": citations, "node": node }),
    );
    out(json!({ "text": text, "citations": citations }))
}
