//! Decisions that runs ask people for. The run decides what counts; [`observe()`] keeps a picture of
//! what it asks, so that people find it, and [`decide`] brings it what they say. What an approver wants to know first
//! ([`ask`]) is between people: the run never hears of it.

mod ask;
mod decide;
mod observe;
mod see;
mod view;

pub use ask::{AskedOfMe, NewAnswer, NewQuestion, answer, ask, asked_of_me};
pub use control_plane_store::approvals::ApprovalStatus;
pub use decide::{Decided, DecisionWord, NewDecision, decide};
pub(crate) use observe::observe;
pub use see::{get, list};
pub use view::{ApprovalView, ApproverView, DecisionView, QuestionView};
