//! `script` and `template`: values made of values.

use super::{Verdict, invalid, out};
use crate::frame::At;
use crate::machine::Machine;
use serde_json::{Value, json};

pub(super) fn script(machine: &Machine, at: At) -> Verdict {
    field(machine, at, "code").map(|value| (flow_schema::PortId::OUT.into(), value))
}

pub(super) fn template(machine: &Machine, at: At) -> Verdict {
    let text = field(machine, at, "text")?;
    out(json!({ "text": text }))
}

fn field(machine: &Machine, at: At, name: &str) -> Result<Value, crate::event::Failure> {
    match machine.plan_node(at).config.get(name) {
        Some(field) => {
            field.resolve(&machine.view(at.frame)).map_err(|error| invalid(format!("/{name}: {}", error.message)))
        }
        None => match machine.plan_node(at).config.resolve(&machine.view(at.frame)) {
            Ok(config) => Ok(config.get(name).cloned().unwrap_or(Value::Null)),
            Err(error) => Err(invalid(error.message)),
        },
    }
}
