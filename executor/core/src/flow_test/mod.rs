//! Tests of a flow, as files beside it: what goes in and what people say, outcomes for every call,
//! and what is expected. They run in the pure machine, so they need no model, no network and no time.
//!
//! Start reading at [`FlowTest`], then [`run`].

mod coverage;
mod document;
mod expect;
mod judged;
mod partial;
mod play;
mod record;
mod seen;
mod used;

pub use coverage::{Coverage, coverage};
pub use document::{
    CallsExpected, Decision, Ends, ErrorExpected, Expect, FORMAT, FlowTest, Handback, Mock, MockError,
    Occurrence, PathExpected, ReplyExpected, Rubric, Turn, UsageExpected, User,
};
pub use expect::unmet;
pub use judged::{Line, Speaker, ToJudge};
pub use play::{Cast, Report, run};
pub use record::{Past, PastEvent, record};
pub use seen::{Mark, Seen, Visit};
pub use used::{Asked, Used};

/// Kinds that the machine decides itself; all others are calls, and need an outcome.
const CONTROL: &[&str] = &[
    "start",
    "end",
    "reply",
    "condition",
    "switch",
    "set_state",
    "script",
    "template",
    "ask_user",
    "approval",
    "handoff",
    "wait",
    "map",
    "loop",
    "subflow",
    "agent",
];

const SUBFLOW: &str = "subflow";

/// Whether a test may say how a node of this kind comes out instead of letting it happen: calls, and other
/// flows as a whole.
fn may_be_mocked(kind: &str) -> bool {
    is_call(kind) || kind == SUBFLOW
}

fn is_call(kind: &str) -> bool {
    !CONTROL.contains(&kind)
}
