//! What a machine remembers of nodes, edges and loops.

use crate::control::{Inside, Parked};
use crate::debug::Outcome;
use crate::event::Failure;
use flow_schema::PortId;
use serde::{Deserialize, Serialize};
use serde_json::Value;

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct NodeState {
    pub stage: Stage,
    /// How often it has started; the current firing is `fired - 1`.
    #[serde(skip_serializing_if = "is_zero")]
    pub fired: u32,
    /// Of the current firing, from 1.
    #[serde(skip_serializing_if = "is_zero")]
    pub attempt: u32,
    /// When the current attempt began.
    pub since: i64,
    /// When a retry or a time-out is due. Set through [`Machine::set_timer`](crate::Machine).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timer: Option<i64>,
    /// Resolved config of the current firing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub args: Option<Value>,
    /// The way it went out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<PortId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<Failure>,
    /// What it waits for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait: Option<Box<Parked>>,
    /// The pinned outcome whose time has not come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held: Option<Box<Outcome>>,
    /// Its place among what the run waits for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<u64>,
    /// The frames it has opened and what it makes of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inside: Option<Box<Inside>>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

impl NodeState {
    pub fn iteration(&self) -> u32 {
        self.fired.saturating_sub(1)
    }
}

/// Where in its life one firing of a node is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Stage {
    /// Not all its incoming edges are decided.
    #[default]
    Idle,
    /// A tool is being called or a form looked up.
    Running,
    /// A call that was pinned seems to take its time.
    Held,
    /// Between two attempts.
    Backoff,
    /// For a person, a time or an event.
    Waiting,
    /// Frames it has opened are under way.
    Inside,
    /// At a breakpoint.
    Paused,
    Done,
    Failed,
    /// No way led here.
    Skipped,
    /// Lost against the branch that a `join: any` took, or ended from outside.
    Cancelled,
}

impl Stage {
    /// Whether something is still owed to it.
    pub fn is_live(self) -> bool {
        match self {
            Self::Running | Self::Held | Self::Backoff | Self::Waiting | Self::Inside | Self::Paused => true,
            Self::Idle | Self::Done | Self::Failed | Self::Skipped | Self::Cancelled => false,
        }
    }

    /// Whether its outgoing edges are decided.
    pub fn is_closed(self) -> bool {
        match self {
            Self::Done | Self::Failed | Self::Skipped | Self::Cancelled => true,
            Self::Idle
            | Self::Running
            | Self::Held
            | Self::Backoff
            | Self::Waiting
            | Self::Inside
            | Self::Paused => false,
        }
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Running | Self::Held | Self::Inside => "running",
            Self::Backoff => "retrying",
            Self::Waiting => "waiting",
            Self::Paused => "paused",
            Self::Done => "completed",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
            Self::Cancelled => "cancelled",
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum EdgeState {
    #[default]
    Undecided,
    /// Decided by its source, but it leaves a loop that has not ended: it counts when the loop it
    /// stands at (an index into the loops it leaves, innermost first) and those around have.
    Held {
        taken: bool,
        level: usize,
    },
    Taken,
    NotTaken,
}

impl EdgeState {
    pub fn is_decided(self) -> bool {
        match self {
            Self::Taken | Self::NotTaken => true,
            Self::Undecided | Self::Held { .. } => false,
        }
    }
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct LoopState {
    /// 1 for the first time through; 0 before its entry was reached.
    pub iteration: u32,
    /// Nodes of the body that are not closed yet in this iteration.
    pub open: usize,
    /// Left for good, as far as the loop around it is concerned.
    pub left: bool,
}
