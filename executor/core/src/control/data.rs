//! `script` and `template`: values made of values.

use super::{Verdict, out};
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
    Ok(super::setting(machine, at, name)?.unwrap_or(Value::Null))
}
