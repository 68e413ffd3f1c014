use flow_schema::NodeId;
use flow_schema::kind::Effect;
use serde_json::Value;
use std::time::Duration;

/// What follows from an event.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Commands {
    /// Whether the event meant anything. One that did not (a late outcome, a second answer) leaves
    /// the state untouched and need not be recorded.
    pub changed: bool,
    /// What clients see, in order. The same facts give the same ones again.
    pub emits: Vec<Emit>,
    /// Wishes to the driver. To be carried out after the event and the emits are durable.
    pub commands: Vec<Command>,
}

/// A line of the visible log, before it has a sequence number.
#[derive(Clone, Debug, PartialEq)]
pub struct Emit {
    /// SSE event name of the API.
    pub kind: &'static str,
    pub node: Option<NodeId>,
    pub iteration: u32,
    pub payload: Value,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Call the tool and report with `Done` or `Failed`.
    Perform(Step),
    /// Look the form up and report with `Form` or `Failed`.
    LoadForm { node: NodeId, iteration: u32, attempt: u32, name: String },
    /// The outcome of this step is no longer wanted: tell its call to stop.
    Abandon { node: NodeId, iteration: u32 },
}

/// One attempt at one firing of a node.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    pub node: NodeId,
    /// Which firing of the node, from 0. With run and node it makes the idempotency key: all
    /// attempts at one firing share it.
    pub iteration: u32,
    /// From 1.
    pub attempt: u32,
    pub kind: String,
    pub effect: Effect,
    /// The resolved config.
    pub args: Value,
    /// Of this attempt.
    pub timeout: Duration,
}
