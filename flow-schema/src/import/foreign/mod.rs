//! The expression languages of other products: Jinja, and the part of Python and JavaScript that
//! consists of expressions. Read into one tree, written as Rhai; never run.
//!
//! What does not mean the same in Rhai for certain is refused with a reason, never guessed at.

mod ast;
mod emit;
mod function;
pub(super) mod jinja;
mod lex;
mod parse;

pub(super) use emit::{Emitter, Lookup};
pub(super) use function::translate as function;

/// Whose rules hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    Python,
    JavaScript,
    Jinja,
}

/// One expression in Rhai; names are looked up in `lookup`.
///
/// # Errors
/// What in it cannot be translated, as a fragment of a sentence.
pub(super) fn expression(source: &str, dialect: Dialect, lookup: &Lookup<'_>) -> Result<String, String> {
    let tree = parse::expression(source, dialect)?;
    Emitter { dialect, lookup }.emit(&tree)
}
