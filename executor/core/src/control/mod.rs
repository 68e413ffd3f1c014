//! The kinds that are rules rather than tools: one file each.

pub(crate) mod agent;
pub(crate) mod approval;
pub(crate) mod ask_user;
mod condition;
mod data;
mod ends;
pub(crate) mod handoff;
mod map;
mod repeat;
mod set_state;
mod subflow;
mod switch;
pub(crate) mod wait;

use crate::debug::Pause;
use crate::event::Failure;
use crate::frame::{At, FrameId};
use crate::machine::{CONTINUE, MAX_NESTING, Machine};
use crate::state::Stage;
use flow_schema::expr::Template;
use flow_schema::kind::Role;
use flow_schema::plan::PlanNode;
use flow_schema::{ErrorCode, PortId};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a rule comes to: the way out and the output.
type Verdict = Result<(PortId, Value), Failure>;

/// What a node waits for.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Parked {
    Ask(ask_user::Ask),
    Approval(approval::Approval),
    Handoff(handoff::Handoff),
    Event(wait::Awaited),
    Breakpoint(Pause),
}

impl Parked {
    /// Payload of its last `run.waiting`.
    pub fn shown(&self) -> &Value {
        match self {
            Self::Ask(ask) => &ask.shown,
            Self::Approval(approval) => &approval.shown,
            Self::Handoff(handoff) => &handoff.shown,
            Self::Event(awaited) => &awaited.shown,
            Self::Breakpoint(pause) => &pause.shown,
        }
    }

    /// Which of several waits a run is said to be in; lower comes first.
    pub fn rank(&self) -> u8 {
        match self {
            Self::Breakpoint(_) => 0,
            Self::Handoff(_) => 1,
            Self::Ask(_) => 2,
            Self::Approval(_) => 3,
            Self::Event(_) => 4,
        }
    }

    /// Name and key of the event it waits for.
    pub fn event(&self) -> Option<(&str, &str)> {
        match self {
            Self::Event(awaited) if !awaited.event.is_empty() => Some((&awaited.event, &awaited.key)),
            Self::Event(_) | Self::Ask(_) | Self::Approval(_) | Self::Handoff(_) | Self::Breakpoint(_) => {
                None
            }
        }
    }
}

/// What a node makes of the frames it has opened.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Inside {
    Map(map::Items),
    Loop(repeat::Turns),
    Flow(FrameId),
    Agent(agent::Agent),
}

impl Inside {
    pub fn frames(&self) -> Vec<FrameId> {
        match self {
            Self::Map(items) => items.running.values().copied().collect(),
            Self::Loop(turns) => vec![turns.frame],
            Self::Flow(frame) => vec![*frame],
            Self::Agent(agent) => vec![agent.frame],
        }
    }
}

/// Starts a control node. Most finish at once; some wait, or open frames.
pub(crate) fn start(machine: &mut Machine, at: At) {
    let kind = machine.plan_node(at).kind.clone();
    let verdict = match kind.as_str() {
        "start" => ends::start(machine, at),
        "end" => ends::end(machine, at),
        "reply" => ends::reply(machine, at),
        "condition" => condition::decide(machine, at),
        "switch" => switch::decide(machine, at),
        "set_state" => set_state::set(machine, at),
        "script" => data::script(machine, at),
        "template" => data::template(machine, at),
        "ask_user" => return ask_user::start(machine, at),
        "approval" => return approval::start(machine, at),
        "handoff" => return handoff::start(machine, at),
        "wait" => return wait::start(machine, at),
        "map" => return map::start(machine, at),
        "loop" => return repeat::start(machine, at),
        "subflow" => return subflow::start(machine, at),
        "agent" => return agent::start(machine, at),
        other => {
            Err(Failure::fatal(ErrorCode::Internal, format!("this build has no rule for the kind ‘{other}’")))
        }
    };
    conclude(machine, at, verdict);
}

fn conclude(machine: &mut Machine, at: At, verdict: Verdict) {
    match verdict {
        Ok((port, output)) => machine.finish(at, port, output, None),
        Err(failure) => machine.fail(at, failure),
    }
}

/// A frame has nothing left to do: its node takes what it came to.
pub(crate) fn frame_quiet(machine: &mut Machine, id: FrameId) {
    let Some(frame) = machine.close(id) else { return };
    let Some(owner) = frame.owner else { return };
    match machine.state_of(owner).inside.as_deref() {
        Some(Inside::Map(_)) => map::item_done(machine, owner, frame.index, frame.result()),
        Some(Inside::Loop(_)) => repeat::turn_done(machine, owner, &frame),
        Some(Inside::Flow(_)) => machine.finish(owner, PortId::OUT.into(), frame.result(), None),
        Some(Inside::Agent(_)) => agent::turn_done(machine, owner, &frame),
        None => {}
    }
}

/// A frame has failed, and is closed already.
pub(crate) fn frame_failed(machine: &mut Machine, owner: At, index: u32, error: Failure) {
    match machine.state_of(owner).inside.as_deref() {
        Some(Inside::Map(_)) => map::item_failed(machine, owner, index, error),
        // What was tried inside was tried there: the container itself is not tried again.
        Some(Inside::Loop(_) | Inside::Flow(_) | Inside::Agent(_)) => machine.fail(owner, error),
        None => {}
    }
}

/// Something was sent to the run.
pub(crate) fn signalled(machine: &mut Machine, name: &str, node: Option<&str>, payload: &Value, by: &Value) {
    match name {
        ask_user::ANSWER => ask_user::answered(machine, node, payload, by),
        approval::DECISION => approval::decided(machine, node, payload, by),
        handoff::HANDBACK => handoff::returned(machine, node, payload, by),
        CONTINUE => machine.go_on(node, payload, by),
        event => wait::happened(machine, event, payload, by),
    }
}

/// The time of a waiting node has come.
pub(crate) fn timed_out(machine: &mut Machine, at: At) {
    match machine.state_of(at).wait.as_deref() {
        Some(Parked::Ask(_)) => ask_user::timed_out(machine, at),
        Some(Parked::Approval(_)) => approval::timed_out(machine, at),
        Some(Parked::Handoff(_)) => handoff::timed_out(machine, at),
        Some(Parked::Event(_)) => wait::timed_out(machine, at),
        Some(Parked::Breakpoint(_)) | None => {}
    }
}

/// The time of a node whose frames are under way has come.
pub(crate) fn inside_timed_out(machine: &mut Machine, at: At) {
    if let Some(Inside::Agent(_)) = machine.state_of(at).inside.as_deref() {
        agent::out_of_time(machine, at);
    }
}

/// Marks a node as the owner of frames, unless it lies too deep.
fn enter(machine: &mut Machine, at: At, inside: Inside) -> Result<(), Failure> {
    let mut depth = 1;
    let mut frame = at.frame;
    while let Some(owner) = machine.frame(frame).owner {
        depth += 1;
        frame = owner.frame;
    }
    if depth > MAX_NESTING {
        let message = format!("flows, loops and agents lie more than {MAX_NESTING} deep in one another");
        return Err(Failure::fatal(ErrorCode::BudgetExceeded, message));
    }
    machine.state_mut(at).inside = Some(Box::new(inside));
    machine.set_stage(at, Stage::Inside);
    Ok(())
}

/// Whether the node reads its config once and whole when it starts, so that another can be given to it: tools do, and
/// all but those that read it bit by bit, or have none.
pub(crate) fn takes_input(node: &PlanNode) -> bool {
    node.role == Role::Tool
        || !matches!(node.kind.as_str(), "start" | "condition" | "script" | "template" | "loop")
}

/// The config of a node, filled in; or what was given to it instead.
pub(crate) fn config(machine: &Machine, at: At) -> Result<Value, Failure> {
    if let Some(given) = &machine.given {
        return Ok(given.clone());
    }
    let node = machine.plan_node(at);
    node.config.resolve(&machine.view(at.frame)).map_err(|error| invalid(error.message))
}

/// One setting of a node, filled in; the others are not looked at.
fn setting(machine: &Machine, at: At, name: &str) -> Result<Option<Value>, Failure> {
    match &machine.plan_node(at).config {
        Template::Literal(config) => Ok(config.get(name).cloned()),
        config => {
            let field = config.get(name).map(|field| field.resolve(&machine.view(at.frame))).transpose();
            field.map_err(|error| match error.own_words {
                true => invalid(error.message),
                false => invalid(format!("/{name}: {}", error.message)),
            })
        }
    }
}

fn text(config: &Value, name: &str) -> String {
    config.get(name).and_then(Value::as_str).unwrap_or_default().trim().to_owned()
}

/// A moment some time from now, from a field that holds a duration.
fn after(machine: &Machine, config: &Value, name: &str) -> Result<Option<i64>, Failure> {
    match text(config, name) {
        none if none.is_empty() => Ok(None),
        some => {
            let wait =
                flow_schema::duration::parse(&some).map_err(|error| invalid(format!("/{name}: {error}")))?;
            Ok(Some(machine.now.saturating_add(i64::try_from(wait.as_millis()).unwrap_or(i64::MAX))))
        }
    }
}

fn invalid(message: impl Into<String>) -> Failure {
    Failure::fatal(ErrorCode::Validation, message)
}

fn out(output: Value) -> Verdict {
    Ok((PortId::OUT.into(), output))
}
