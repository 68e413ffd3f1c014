//! Expressions and templates: Rhai, sandboxed. A function of its scope and nothing else.

use serde_json::{Map, Value};

/// A Rhai expression, parsed once.
#[derive(Clone, Debug)]
pub struct Expr {
    pub source: String,
}

/// A JSON value in which strings may be templates or expressions, parsed once.
#[derive(Clone, Debug)]
pub enum Template {
    Literal(Value),
    /// Text with holes; every hole's value is written into the text.
    Text(Vec<Piece>),
    /// The string was one hole and nothing else, or an expression field: the value keeps its type.
    Value(Expr),
    /// A `script` field.
    Script(Expr),
    Array(Vec<Template>),
    Object(Vec<(String, Template)>),
}

#[derive(Clone, Debug)]
pub enum Piece {
    Text(String),
    Hole(Expr),
}

/// The names an expression can see: `input`, `state`, `loop`, `item`, node ids …
pub type Scope = Map<String, Value>;

/// Why an expression gave no value; the text names the expression and the position in it.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{message}")]
pub struct ExprError {
    pub message: String,
}

impl Expr {
    /// Evaluates to JSON.
    ///
    /// # Errors
    /// Unknown names, type errors, and the sandbox's limits (operations, depth, sizes).
    pub fn eval(&self, _scope: &Scope) -> Result<Value, ExprError> {
        Err(ExprError { message: String::new() })
    }
}

impl Template {
    /// The value with every hole filled.
    ///
    /// # Errors
    /// Those of [`Expr::eval`], with the JSON pointer of the field in front.
    pub fn resolve(&self, _scope: &Scope) -> Result<Value, ExprError> {
        Err(ExprError { message: String::new() })
    }
}
