//! Expressions and templates: Rhai, sandboxed. A function of its scope and nothing else.
//!
//! [`Expr`] is one parsed expression, [`Template`] a config value whose strings may hold
//! expressions. [`engine`] says what an expression may use up, [`functions`] what it may call.

mod clock;
mod convert;
mod engine;
mod expression;
mod functions;
mod references;
mod spans;
mod template;
pub mod types;
mod unreadable;

pub use clock::set_clock;
pub use engine::{RESERVED_NAMES, limits};
pub use expression::{Expr, ExprError, Names, Scope};
pub use references::{Reference, Step};
pub(crate) use template::holes;
pub use template::{Mode, Piece, Template, TemplateProblem};
