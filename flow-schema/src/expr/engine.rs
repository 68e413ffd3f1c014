//! The one Rhai engine of the process, with every limit set by hand.

use super::{clock, functions};
use rhai::packages::{Package, StandardPackage};
use rhai::{Engine, EvalAltResult, OptimizationLevel, Position, Token};
use std::sync::LazyLock;

/// What one evaluation may use up.
pub mod limits {
    pub const OPERATIONS: u64 = 1_000_000;
    pub const CALL_LEVELS: usize = 64;
    pub const EXPRESSION_DEPTH: usize = 64;
    pub const FUNCTION_EXPRESSION_DEPTH: usize = 32;
    pub const STRING_BYTES: usize = 1024 * 1024;
    pub const ARRAY_ITEMS: usize = 10_000;
    pub const MAP_ENTRIES: usize = 10_000;
    pub const VARIABLES: usize = 256;
    pub const FUNCTIONS: usize = 64;
    /// Of one expression or script, in bytes.
    pub const SOURCE_BYTES: usize = 64 * 1024;
    /// Of one script, when there is a clock (see [`set_clock`](super::super::set_clock)).
    pub const SCRIPT_MILLIS: u64 = 10_000;
    /// Stack of a script. Calls, and values that a loop nests in each other, need one stack frame
    /// per level, and running out of stack would end the process; a test runs the deepest of both.
    pub const SCRIPT_STACK_BYTES: usize = 64 * 1024 * 1024;
}

/// Words that cannot be a node's id: names that are in scope anyway, and words of the language.
pub const RESERVED_NAMES: &[&str] = &[
    "start",
    "input",
    "state",
    "item",
    "index",
    "loop",
    "conversation",
    "user",
    "tenant",
    "env",
    "secrets",
    "output",
    "old",
    "new",
    "this",
    "true",
    "false",
    "null",
    "nil",
    "let",
    "const",
    "if",
    "else",
    "switch",
    "while",
    "for",
    "in",
    "do",
    "until",
    "continue",
    "break",
    "return",
    "throw",
    "try",
    "catch",
    "fn",
    "private",
    "global",
    "call",
    "curry",
    "eval",
    "print",
    "debug",
    "type_of",
    "is_def_var",
    "is_def_fn",
    "is_shared",
    "sleep",
];

/// Building an engine costs milliseconds and using it needs no state of its own: one serves all.
pub(super) fn engine() -> &'static Engine {
    static ENGINE: LazyLock<Engine> = LazyLock::new(build);
    &ENGINE
}

fn build() -> Engine {
    let mut engine = Engine::new_raw();
    engine.register_global_module(StandardPackage::new().as_shared_module());
    engine
        .set_max_operations(limits::OPERATIONS)
        .set_max_call_levels(limits::CALL_LEVELS)
        .set_max_expr_depths(limits::EXPRESSION_DEPTH, limits::FUNCTION_EXPRESSION_DEPTH)
        .set_max_string_size(limits::STRING_BYTES)
        .set_max_array_size(limits::ARRAY_ITEMS)
        .set_max_map_size(limits::MAP_ENTRIES)
        .set_max_variables(limits::VARIABLES)
        .set_max_functions(limits::FUNCTIONS)
        // References are read from the syntax tree, so nothing may be folded out of it.
        .set_optimization_level(OptimizationLevel::None)
        .disable_symbol("eval");
    // In the standard package, and deaf to the limit on operations.
    engine.register_fn("sleep", |_: i64| no_sleep());
    engine.register_fn("sleep", |_: f64| no_sleep());
    engine.on_progress(|operations| clock::is_over(operations).then(|| "time".into()));
    engine.on_print(|_| {});
    engine.on_debug(|_, _, _| {});
    #[expect(
        deprecated,
        reason = "the hook is marked volatile, and is the only way to free words of the language"
    )]
    engine.on_parse_token(|token, _, _| free_word(token));
    #[expect(deprecated, reason = "the hook is marked volatile, and is the only way to hand out a copy")]
    engine.on_var(|name, _, context| {
        let scope = context.scope();
        if scope.contains(name) { Ok(None) } else { Ok(scope.get(&copied(name)).cloned()) }
    });
    functions::register(&mut engine);
    engine
}

/// The name under which a variable waits that is handed out as a copy. A closure that captures an
/// ordinary variable makes it shared, and then `kb.passages.filter(|p| p.score > kb.limit)` fails
/// because `kb` is read while it is used.
pub(super) fn copied(name: &str) -> String {
    format!("copy of {name}")
}

fn no_sleep() -> Result<(), Box<EvalAltResult>> {
    Err(EvalAltResult::ErrorRuntime("sleep is not available in a flow".into(), Position::NONE).into())
}

/// `loop.count` is part of the flow language, and JSON is full of names like `default`, `match` or
/// `package` that Rhai keeps for later; both become plain names. `null` is JSON's word for `()`.
fn free_word(token: Token) -> Token {
    const FREED: &[&str] = &[
        "use",
        "case",
        "async",
        "public",
        "package",
        "super",
        "var",
        "protected",
        "spawn",
        "shared",
        "is",
        "sync",
        "static",
        "default",
        "thread",
        "yield",
        "new",
        "match",
        "await",
        "with",
        "void",
        "exit",
        "module",
        "go",
        "goto",
        "then",
        "when",
        "each",
        "as",
        "import",
        "export",
    ];
    match token {
        Token::Loop => Token::Identifier(Box::new("loop".into())),
        Token::Reserved(word) if word.as_str() == "null" || word.as_str() == "nil" => Token::Unit,
        Token::Reserved(word) if FREED.contains(&word.as_str()) => Token::Identifier(word),
        other => other,
    }
}
