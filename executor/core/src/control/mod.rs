//! The kinds that are rules rather than tools: one file each.

pub(crate) mod ask_user;
mod condition;
mod data;
mod ends;
mod set_state;
mod switch;

use crate::event::Failure;
use crate::machine::Machine;
use flow_schema::plan::NodeIx;
use flow_schema::{ErrorCode, PortId};
use serde_json::Value;

/// What a rule comes to: the way out and the output.
type Verdict = Result<(PortId, Value), Failure>;

/// Starts a control node; all but `ask_user` finish at once.
pub(crate) fn start(machine: &mut Machine, ix: NodeIx) {
    let kind = machine.plan.nodes[ix].kind.clone();
    let verdict = match kind.as_str() {
        "start" => ends::start(machine),
        "end" => ends::end(machine, ix),
        "reply" => ends::reply(machine, ix),
        "condition" => condition::decide(machine, ix),
        "switch" => switch::decide(machine, ix),
        "set_state" => set_state::set(machine, ix),
        "script" => data::script(machine, ix),
        "template" => data::template(machine, ix),
        "ask_user" => return ask_user::start(machine, ix),
        other => {
            Err(Failure::fatal(ErrorCode::Internal, format!("this build has no rule for the kind ‘{other}’")))
        }
    };
    match verdict {
        Ok((port, output)) => machine.finish(ix, port, output, None),
        Err(failure) => machine.fail(ix, failure),
    }
}

fn invalid(message: impl Into<String>) -> Failure {
    Failure::fatal(ErrorCode::Validation, message)
}

fn out(output: Value) -> Verdict {
    Ok((PortId::OUT.into(), output))
}
