use super::clock;
use super::convert::{to_dynamic, to_json};
use super::engine::{copied, engine, limits};
use super::references::{self, Found, Reference};
use super::spans;
use super::template::Mode;
use super::unreadable;
use crate::finding::Span;
use crate::nearest::did_you_mean;
use crate::said::{Said, said};
use rhai::{AST, Dynamic, EvalAltResult, Position};
use serde_json::{Map, Value};
use std::fmt;
use std::sync::Arc;

/// The names an expression can see: `input`, `state`, `loop`, `item`, node ids …
pub type Scope = Map<String, Value>;

/// Something that knows values by name: a [`Scope`], or several of which the inner ones hide the outer.
pub trait Names: Sync {
    fn value(&self, name: &str) -> Option<&Value>;

    /// Every name there is, for a suggestion when one is misspelt.
    fn known(&self) -> Vec<&str>;
}

impl Names for Scope {
    fn value(&self, name: &str) -> Option<&Value> {
        self.get(name)
    }

    fn known(&self) -> Vec<&str> {
        self.keys().map(String::as_str).collect()
    }
}

/// A Rhai expression or script, parsed once. Cheap to clone.
#[derive(Clone)]
pub struct Expr {
    pub source: String,
    code: Arc<Code>,
    /// Names that read as null when the scope does not have them.
    optional: Arc<[String]>,
    /// Where the source begins in the text of the field, in characters.
    offset: usize,
}

struct Code {
    ast: AST,
    found: Found,
}

/// Why an expression gave no value; the text names the expression and the position in it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ExprError {
    pub message: String,
    /// The words are the script's own: it threw `#{ message: "…" }`.
    pub own_words: bool,
}

impl ExprError {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), own_words: false }
    }
}

impl fmt::Debug for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Expr").field(&self.source).finish()
    }
}

/// Two expressions with one source behave alike.
impl PartialEq for Expr {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Expr {
    /// The same expression, as part of a text in which it begins at this character.
    pub(super) fn within(mut self, offset: usize) -> Self {
        self.offset = offset;
        self
    }

    /// Where a step of a reference stands in the field's text.
    pub fn place(&self, reference: &Reference, step: usize) -> Option<Span> {
        reference.spans.get(step).map(|span| self.in_field(*span))
    }

    /// From the beginning of a reference to the end of one of its steps.
    pub fn place_up_to(&self, reference: &Reference, step: usize) -> Option<Span> {
        let (first, last) = (self.place(reference, 0)?, self.place(reference, step)?);
        Some(Span { start: first.start, end: last.end })
    }

    /// A reference up to one of its steps, as it is written.
    pub fn written(&self, reference: &Reference, step: usize) -> Option<&str> {
        let (first, last) = (reference.spans.first()?, reference.spans.get(step)?);
        // `["name"]` ends with a bracket that is not part of the step.
        let text = Span { start: first.start, end: last.end }.of(&self.source);
        (text.matches('[').count() == text.matches(']').count()).then_some(text)
    }

    /// A part of the source as a part of the field's text.
    pub(super) fn in_field(&self, span: Span) -> Span {
        Span::new(span.start as usize + self.offset, span.end as usize + self.offset)
    }

    pub(super) fn ast(&self) -> &AST {
        &self.code.ast
    }

    /// Parses one expression: no statements, no assignments.
    ///
    /// # Errors
    /// What the parser stumbles over, and where.
    pub fn parse(source: &str) -> Result<Self, ExprError> {
        Self::parse_located(source, Mode::Expression).map_err(|(error, _)| ExprError::new(error.to_string()))
    }

    /// Parses a script: statements, of which the last one is the value.
    ///
    /// # Errors
    /// What the parser stumbles over, and where.
    pub fn parse_script(source: &str) -> Result<Self, ExprError> {
        Self::parse_located(source, Mode::Script).map_err(|(error, _)| ExprError::new(error.to_string()))
    }

    /// The same, and where in the source the parser stumbles.
    pub(crate) fn parse_located(source: &str, mode: Mode) -> Result<Self, (Said, Option<Span>)> {
        if source.trim().is_empty() {
            return Err((said!("there is no expression here"), None));
        }
        if source.len() > limits::SOURCE_BYTES {
            return Err((said!("longer than {most} bytes", most = limits::SOURCE_BYTES), None));
        }
        let parsed = match mode {
            Mode::Script => engine().compile(source),
            Mode::Template | Mode::Expression | Mode::Literal => engine().compile_expression(source),
        };
        let ast = parsed.map_err(|error| {
            let position = error.position();
            let (place, reason) = (at(position), unreadable::reason(error.err_type()));
            let message =
                said!("‘{source}’ does not parse{place}: {reason}", source = short(source), place, reason);
            let place = position.line().zip(position.position());
            (message, place.map(|at| spans::token(source, spans::offset(source, at))))
        })?;
        let found = references::find(&ast, source);
        let code = Arc::new(Code { ast, found });
        Ok(Self { source: source.to_owned(), code, optional: Arc::new([]), offset: 0 })
    }

    /// Lets these names be absent from the scope: they then read as null. For nodes that may not
    /// have run on the way here.
    pub(crate) fn allow_absent(&mut self, names: &Arc<[String]>) {
        self.optional = Arc::clone(names);
    }

    /// The names it reads from its scope, with what it reads of them:
    /// `kb.passages[0].text` is `["kb", "passages"]`. In order of appearance, without repeats.
    pub fn references(&self) -> Vec<Vec<&str>> {
        let mut paths: Vec<Vec<&str>> = Vec::new();
        for reference in &self.code.found.references {
            let path = reference.members();
            if !paths.contains(&path) {
                paths.push(path);
            }
        }
        paths
    }

    /// The same in full: positions, list steps, and whether absence is provided for.
    pub fn reference_list(&self) -> &[Reference] {
        &self.code.found.references
    }

    /// Evaluates to JSON.
    ///
    /// # Errors
    /// Unknown names, type errors, and the sandbox's limits (operations, depth, sizes).
    pub fn eval(&self, scope: &dyn Names) -> Result<Value, ExprError> {
        if !self.code.found.repeats {
            return self.eval_here(scope);
        }
        // On a stack of its own; joined at once, so nothing outlives the call.
        let fail = |cause: &str| ExprError::new(format!("‘{}’: {cause}", short(&self.source)));
        std::thread::scope(|threads| {
            std::thread::Builder::new()
                .name("flow-script".to_owned())
                .stack_size(limits::SCRIPT_STACK_BYTES)
                .spawn_scoped(threads, || {
                    clock::begin();
                    self.eval_here(scope)
                })
                .map_err(|error| fail(&format!("no thread to run it on: {error}")))?
                .join()
                .map_err(|_| fail("the script engine gave up"))?
        })
    }

    fn eval_here(&self, scope: &dyn Names) -> Result<Value, ExprError> {
        let mut variables = rhai::Scope::new();
        for reference in &self.code.found.references {
            let name = reference.root();
            let key = if self.code.found.captured.contains(name) { copied(name) } else { name.to_owned() };
            if variables.contains(&key) {
                continue;
            }
            if let Some(value) = scope.value(name) {
                variables.push_constant_dynamic(key, to_dynamic(value));
            } else if self.optional.iter().any(|optional| optional == name) {
                variables.push_constant_dynamic(key, Dynamic::UNIT);
            }
        }
        let result = engine().eval_ast_with_scope::<Dynamic>(&mut variables, &self.code.ast);
        let value = result.map_err(|error| self.explain(&error, scope))?;
        to_json(&value).map_err(|cause| ExprError::new(format!("‘{}’: {cause}", short(&self.source))))
    }

    fn explain(&self, error: &EvalAltResult, scope: &dyn Names) -> ExprError {
        let innermost = innermost(error);
        if let EvalAltResult::ErrorRuntime(thrown, _) = innermost
            && let Some(message) = thrown.read_lock::<rhai::Map>().and_then(|thrown| words_of(&thrown))
        {
            return ExprError { message: cut(&message, MAX_CAUSE), own_words: true };
        }
        let cause = match innermost {
            EvalAltResult::ErrorVariableNotFound(name, _) => {
                let near = did_you_mean(name, scope.known());
                format!("there is nothing called ‘{name}’ here{near}")
            }
            EvalAltResult::ErrorTooManyOperations(_) => {
                format!("stopped after {} operations", limits::OPERATIONS)
            }
            EvalAltResult::ErrorStackOverflow(_) => {
                format!("functions call each other deeper than {} levels", limits::CALL_LEVELS)
            }
            EvalAltResult::ErrorTerminated(_, _) => {
                format!("stopped after {} seconds", limits::SCRIPT_MILLIS / 1_000)
            }
            EvalAltResult::ErrorDataTooLarge(what, _) => format!("{} is too large", what.to_lowercase()),
            other => cut(&plain(&without_position(other)), MAX_CAUSE),
        };
        ExprError::new(format!("‘{}’{}: {cause}", short(&self.source), at(innermost.position())))
    }
}

fn words_of(thrown: &rhai::Map) -> Option<String> {
    thrown.get("message")?.clone().into_string().ok()
}

fn innermost(error: &EvalAltResult) -> &EvalAltResult {
    match error {
        EvalAltResult::ErrorInFunctionCall(_, _, inner, _) => innermost(inner),
        other => other,
    }
}

fn without_position(error: &EvalAltResult) -> String {
    let text = error.to_string();
    match text.rfind(" (line ") {
        Some(cut) => text[..cut].to_owned(),
        None => text,
    }
}

/// Rhai's words for types, in the words of JSON.
pub(super) fn plain(text: &str) -> String {
    text.replace("map[", "object[")
        .replace("f64", "number")
        .replace("i64", "number")
        .replace("&str | ImmutableString | String", "text")
        .replace("ImmutableString", "text")
        .replace("'()'", "null")
}

fn at(position: Position) -> Said {
    match (position.line(), position.position()) {
        (Some(1), Some(column)) => said!(" at character {column}", column),
        (Some(line), Some(column)) => said!(" at line {line}, character {column}", line, column),
        _ => Said::nothing(),
    }
}

/// What a script throws may be any text or value.
const MAX_CAUSE: usize = 500;

/// The source, cut to a length that fits a message.
fn short(source: &str) -> String {
    cut(&source.trim().replace('\n', " "), 80)
}

fn cut(text: &str, max: usize) -> String {
    if text.chars().count() <= max {
        text.to_owned()
    } else {
        text.chars().take(max - 1).chain(['…']).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn scope() -> Scope {
        let scope = json!({
            "input": { "message": "VPN down", "n": null, "big": 9_007_199_254_740_993_i64 },
            "kb": { "passages": [{ "text": "a", "score": 0.5 }, { "text": "b", "score": 1 }], "best_score": 1 },
            "loop": { "count": 2 },
            "state": { "default": "x", "package": { "match": 1 } },
        });
        scope.as_object().unwrap().clone()
    }

    fn check(source: &str, expect: Value) {
        let value = Expr::parse(source).unwrap_or_else(|error| panic!("{source}: {error}")).eval(&scope());
        assert_eq!(value.map_err(|error| error.message), Ok(expect), "{source}");
    }

    fn check_fails(source: &str, expect: &str) {
        let result = Expr::parse_script(source).and_then(|expr| expr.eval(&scope()));
        let message = result.expect_err(source).message;
        assert!(message.contains(expect), "{source}: {message}");
    }

    #[test]
    fn null_and_absent_read_alike() {
        check("input.n", json!(null));
        check("input.nothing", json!(null));
        check("input.nothing.deeper[0].still", json!(null));
        check("input.n == null", json!(true));
        check("default(input.nothing, \"x\")", json!("x"));
        check("input.nothing ?? 4", json!(4));
        check("is_empty(input.nothing)", json!(true));
        check("input.nothing.len()", json!(0));
    }

    #[test]
    fn the_words_people_expect_are_there() {
        check("len(kb.passages)", json!(2));
        check("kb.passages.len", json!(2));
        check("input.message.contains(\"VPN\")", json!(true));
        check("starts_with(input.message, \"VPN\")", json!(true));
        check("to_upper(input.message)", json!("VPN DOWN"));
        check("input.message.to_upper()", json!("VPN DOWN"));
        check("is_empty([])", json!(true));
        check("json(kb.passages[1])", json!("{\"score\":1,\"text\":\"b\"}"));
        check("join(kb.passages.map(|p| p.text), \", \")", json!("a, b"));
        check("kb.passages.filter(|p| p.score >= kb.best_score).len()", json!(1));
        check("if kb.best_score > 0.6 { \"good\" } else { \"poor\" }", json!("good"));
        check("`${input.message}!`", json!("VPN down!"));
        check("loop.count + 1", json!(3));
        check("state.default + state.package.match", json!("x1"));
        check("input.big", json!(9_007_199_254_740_993_i64));
        check("default(\"a\", \"b\")", json!("a"));
        check("input.nothing >= 0.6", json!(false));
        check("1 >= 0.6", json!(true));
    }

    #[test]
    fn unknown_names_are_named_and_the_nearest_is_suggested() {
        check_fails("imput.message", "there is nothing called ‘imput’ here; did you mean ‘input’?");
        check_fails("input.message + lenght(kb)", "at character 17: Function not found: lenght");
    }

    #[test]
    fn nothing_runs_for_ever_or_without_bound() {
        check_fails("let x = 0; while true { x += 1; } x", "stopped after 1000000 operations");
        check_fails("let s = \"aaaaaaaa\"; while true { s += s; } s", "too large");
        check_fails("let a = [1]; while true { a += a; } a", "too large");
        check_fails("fn f(n) { f(n + 1) } f(0)", "deeper than 64 levels");
        check_fails("sleep(3)", "not available");
        check_fails("sleep(3.0)", "not available");
        check_fails("eval(\"1\")", "");
        check_fails("import \"x\" as y; 1", "");
        check_fails("9223372036854775807 + 1", "overflow");
        check_fails("Fn(\"sleep\").call(3)", "not available");
        check_fails("0.0 / 0.0", "NaN");
        check_fails("|x| x", "not a JSON value");
        check_fails("open_file(\"/etc/passwd\")", "Function not found");
    }

    /// A stack overflow would end the process, so the limits must stop a script before that.
    #[test]
    fn the_deepest_script_fits_the_stack_of_a_worker() {
        let nest =
            |inner: &str, levels: usize| format!("{}{inner}{}", "(1 + ".repeat(levels), ")".repeat(levels));
        let sources = [
            format!("fn f(n) {{ {} }} f(0)", nest("f(n + 1)", 10)),
            format!("fn f(n) {{ [f(n + 1)].map(|x| {}) }} f(0)", nest("f(n + x)", 4)),
            "fn f(n) { if true { if true { if true { switch n { _ => { f(n + 1) } } } } } } f(0)".to_owned(),
            // Sizes are checked at every step, which makes the full 10,000 levels slow; they were
            // tried once by hand.
            "let a = []; for i in 0..3000 { a = [a]; } a".to_owned(),
        ];
        let run = move || {
            for source in sources {
                let error = Expr::parse_script(&source).and_then(|expr| expr.eval(&scope())).unwrap_err();
                assert!(!error.message.is_empty());
            }
            for open in ["(", "[", "-", "!", "#{a:", "{", "if true {", "fn f() {", "|x| "] {
                Expr::parse(&open.repeat(10_000)).unwrap_err();
                Expr::parse_script(&open.repeat(7_000)).unwrap_err();
            }
        };
        let thread = std::thread::Builder::new().stack_size(2 * 1024 * 1024).spawn(run).unwrap();
        thread.join().unwrap();
    }

    #[test]
    fn references_are_the_free_names_with_their_members() {
        let check = |source: &str, expect: &[&[&str]]| {
            let expr = Expr::parse_script(source).unwrap_or_else(|error| panic!("{source}: {error}"));
            assert_eq!(expr.references(), expect, "{source}");
        };
        check("kb.passages", &[&["kb", "passages"]]);
        check("kb.passages[0].text + kb[\"count\"]", &[&["kb", "passages"], &["kb", "count"]]);
        check("input.message.to_upper().foo", &[&["input", "message"]]);
        check("kb.passages[loop.count].text", &[&["loop", "count"], &["kb", "passages"]]);
        check("kb.passages.filter(|p| p.score > state.min).len()", &[&["kb", "passages"], &["state", "min"]]);
        check(
            "let x = kb.count; for p in kb.passages { x += p.score * state.w; } x",
            &[&["kb", "count"], &["kb", "passages"], &["state", "w"]],
        );
        check("let w = 2; [1].map(|x| x * w)", &[]);
        check("`${input.message}` + #{ a: user.name }.a", &[&["input", "message"], &["user", "name"]]);
        check("a && b || !c.d", &[&["a"], &["b"], &["c", "d"]]);
        check(
            "switch input.kind { \"x\" => kb.a, _ => kb.b }",
            &[&["input", "kind"], &["kb", "a"], &["kb", "b"]],
        );
        check("state[input.key].x", &[&["input", "key"], &["state"]]);
        check("try { kb.x } catch (e) { e }", &[&["kb", "x"]]);
        check("fn f(a) { a + 1 } f(kb.n)", &[&["kb", "n"]]);
    }

    #[test]
    fn a_reference_that_provides_for_absence_is_marked() {
        let guarded = |source: &str| Expr::parse(source).unwrap().reference_list()[0].guarded;
        assert!(guarded("default(kb.passages, [])"));
        assert!(guarded("kb.passages ?? []"));
        assert!(guarded("kb?.passages"));
        assert!(guarded("kb.passages == null"));
        assert!(!guarded("kb.passages.len()"));
    }

    #[test]
    fn optional_names_read_as_null() {
        let mut expr = Expr::parse("default(ticket.number, \"none\")").unwrap();
        assert!(expr.eval(&scope()).is_err());
        expr.allow_absent(&Arc::from(["ticket".to_owned()]));
        assert_eq!(expr.eval(&scope()), Ok(json!("none")));
    }
}
