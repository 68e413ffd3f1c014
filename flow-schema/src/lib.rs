//! What a flow is: the document, its node kinds, expressions, checks and the compiled plan.
//!
//! Pure: no I/O, no async, no clock, no randomness. The control plane, the executor, the CLI and
//! (through generated TypeScript types) Studio all stand on it.
//!
//! Start reading at [`model::Flow`], then [`kind::NodeKind`], then [`compile`](compile::compile),
//! which turns a checked flow into the [`plan::Plan`] that the executor runs.

pub mod bundle;
pub mod canonical;
pub mod check;
pub mod compile;
pub mod cut;
pub mod diff;
pub mod duration;
pub mod edit;
pub mod error_code;
pub mod expr;
pub mod finding;
pub mod fix;
mod graph;
pub mod id;
#[cfg(feature = "import")]
pub mod import;
pub mod json_schema;
pub mod kind;
pub mod merge;
pub mod model;
pub mod nearest;
mod off;
pub mod plan;
pub mod said;

pub use error_code::ErrorCode;
pub use finding::{Finding, Severity, Span};
pub use fix::{Edit, Fix};
pub use id::{NodeId, PortId};
pub use said::{Phrase, Said};
