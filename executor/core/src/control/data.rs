//! `script` and `template`: values made of values.

use super::{Verdict, invalid, out};
use crate::machine::Machine;
use flow_schema::plan::NodeIx;
use serde_json::{Value, json};

pub(super) fn script(machine: &Machine, ix: NodeIx) -> Verdict {
    field(machine, ix, "code").map(|value| (flow_schema::PortId::OUT.into(), value))
}

pub(super) fn template(machine: &Machine, ix: NodeIx) -> Verdict {
    let text = field(machine, ix, "text")?;
    out(json!({ "text": text }))
}

fn field(machine: &Machine, ix: NodeIx, name: &str) -> Result<Value, crate::event::Failure> {
    match machine.plan.nodes[ix].config.get(name) {
        Some(field) => {
            field.resolve(&machine.scope).map_err(|error| invalid(format!("/{name}: {}", error.message)))
        }
        None => match machine.plan.nodes[ix].config.resolve(&machine.scope) {
            Ok(config) => Ok(config.get(name).cloned().unwrap_or(Value::Null)),
            Err(error) => Err(invalid(error.message)),
        },
    }
}
