//! A config value with its expressions parsed.
//!
//! The kind's schema says how a string is read (`x-mode`): as a template with `{{ expression }}`
//! holes unless it says otherwise.

use super::convert::to_text;
use super::expression::{Expr, ExprError, Names};
use crate::finding::Span;
use crate::said::{Said, said};
use serde_json::{Map, Value};
use std::sync::Arc;

/// A JSON value in which strings may be templates or expressions, parsed once.
#[derive(Clone, Debug, PartialEq)]
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

#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    Text(String),
    Hole(Expr),
}

/// How the strings of a field are read: `x-mode` in its schema.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Text with `{{ expression }}` holes.
    #[default]
    Template,
    /// The whole string is one expression.
    Expression,
    /// The whole string is a script.
    Script,
    /// Never looked into.
    Literal,
}

/// A string that could not be parsed, and where in the value it is (a JSON pointer).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateProblem {
    pub pointer: String,
    pub message: Said,
    /// Where in the text of the field.
    pub position: Option<Span>,
}

impl Mode {
    /// What a field's schema says; templates when it says nothing.
    pub fn of(schema: &Value) -> Self {
        match schema.get("x-mode").and_then(Value::as_str) {
            Some("expression") => Self::Expression,
            Some("script") => Self::Script,
            Some("literal") => Self::Literal,
            Some(_) | None => Self::Template,
        }
    }
}

impl Template {
    /// Parses a value as its schema says. All problems are found, not only the first.
    ///
    /// # Errors
    /// Every string that does not parse.
    pub fn parse(value: &Value, schema: &Value) -> Result<Self, Vec<TemplateProblem>> {
        let mut problems = Vec::new();
        let template = build(value, Some(schema), &mut String::new(), &mut problems);
        if problems.is_empty() { Ok(template) } else { Err(problems) }
    }

    /// The same, keeping what does parse beside the problems; a string that does not parse stays a
    /// literal.
    pub fn parse_all(value: &Value, schema: &Value) -> (Self, Vec<TemplateProblem>) {
        let mut problems = Vec::new();
        let template = build(value, Some(schema), &mut String::new(), &mut problems);
        (template, problems)
    }

    /// Whether a string is a template with at least one hole.
    pub fn has_holes(text: &str) -> bool {
        text.contains("{{")
    }

    /// The value with every hole filled.
    ///
    /// # Errors
    /// Those of [`Expr::eval`], with the JSON pointer of the field in front.
    pub fn resolve(&self, scope: &dyn Names) -> Result<Value, ExprError> {
        self.resolve_at(scope, &mut String::new())
    }

    fn resolve_at(&self, scope: &dyn Names, pointer: &mut String) -> Result<Value, ExprError> {
        let locate = |error: ExprError, pointer: &str| match pointer {
            "" => error,
            _ if error.own_words => error,
            pointer => ExprError::new(format!("{pointer}: {error}")),
        };
        match self {
            Self::Literal(value) => Ok(value.clone()),
            Self::Value(expr) | Self::Script(expr) => {
                expr.eval(scope).map_err(|error| locate(error, pointer))
            }
            Self::Text(pieces) => {
                let mut text = String::new();
                for piece in pieces {
                    match piece {
                        Piece::Text(literal) => text.push_str(literal),
                        Piece::Hole(expr) => {
                            text.push_str(&to_text(
                                &expr.eval(scope).map_err(|error| locate(error, pointer))?,
                            ));
                        }
                    }
                }
                Ok(Value::String(text))
            }
            Self::Array(items) => {
                let items = items.iter().enumerate().map(|(at, item)| {
                    within(pointer, &at.to_string(), |pointer| item.resolve_at(scope, pointer))
                });
                items.collect::<Result<_, _>>().map(Value::Array)
            }
            Self::Object(entries) => {
                let entries = entries.iter().map(|(key, entry)| {
                    let value = within(pointer, key, |pointer| entry.resolve_at(scope, pointer))?;
                    Ok((key.clone(), value))
                });
                entries.collect::<Result<Map<_, _>, _>>().map(Value::Object)
            }
        }
    }

    /// The template of one entry of an object.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(entries) => entries.iter().find(|(name, _)| name == key).map(|(_, entry)| entry),
            Self::Literal(_) | Self::Text(_) | Self::Value(_) | Self::Script(_) | Self::Array(_) => None,
        }
    }

    /// Every expression with the JSON pointer of the string it stands in.
    pub fn visit<'a>(&'a self, see: &mut dyn FnMut(&str, &'a Expr)) {
        self.visit_at(&mut String::new(), see);
    }

    fn visit_at<'a>(&'a self, pointer: &mut String, see: &mut dyn FnMut(&str, &'a Expr)) {
        match self {
            Self::Literal(_) => {}
            Self::Value(expr) | Self::Script(expr) => see(pointer, expr),
            Self::Text(pieces) => {
                for piece in pieces {
                    if let Piece::Hole(expr) = piece {
                        see(pointer, expr);
                    }
                }
            }
            Self::Array(items) => {
                for (at, item) in items.iter().enumerate() {
                    within(pointer, &at.to_string(), |pointer| item.visit_at(pointer, see));
                }
            }
            Self::Object(entries) => {
                for (key, entry) in entries {
                    within(pointer, key, |pointer| entry.visit_at(pointer, see));
                }
            }
        }
    }

    /// See [`Expr::allow_absent`].
    pub(crate) fn allow_absent(&mut self, names: &Arc<[String]>) {
        match self {
            Self::Literal(_) => {}
            Self::Value(expr) | Self::Script(expr) => expr.allow_absent(names),
            Self::Text(pieces) => {
                for piece in pieces {
                    if let Piece::Hole(expr) = piece {
                        expr.allow_absent(names);
                    }
                }
            }
            Self::Array(items) => items.iter_mut().for_each(|item| item.allow_absent(names)),
            Self::Object(entries) => entries.iter_mut().for_each(|(_, entry)| entry.allow_absent(names)),
        }
    }
}

/// Runs `inner` with `key` added to the pointer.
fn within<T>(pointer: &mut String, key: &str, inner: impl FnOnce(&mut String) -> T) -> T {
    let before = pointer.len();
    pointer.push('/');
    pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
    let result = inner(pointer);
    pointer.truncate(before);
    result
}

fn build(
    value: &Value,
    schema: Option<&Value>,
    pointer: &mut String,
    problems: &mut Vec<TemplateProblem>,
) -> Template {
    let mode = schema.map(Mode::of).unwrap_or_default();
    if mode == Mode::Literal {
        return Template::Literal(value.clone());
    }
    let built = match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => Template::Literal(value.clone()),
        Value::String(text) => {
            let parsed = match mode {
                Mode::Expression => Expr::parse_located(text, mode).map(Template::Value),
                Mode::Script => Expr::parse_located(text, mode).map(Template::Script),
                Mode::Template | Mode::Literal => parse_text(text),
            };
            parsed.unwrap_or_else(|(message, position)| {
                let pointer = pointer.clone();
                problems.push(TemplateProblem { pointer, message, position });
                Template::Literal(value.clone())
            })
        }
        Value::Array(items) => {
            let schema = schema.and_then(|schema| schema.get("items"));
            let items = items.iter().enumerate();
            Template::Array(
                items
                    .map(|(at, item)| within(pointer, &at.to_string(), |p| build(item, schema, p, problems)))
                    .collect(),
            )
        }
        Value::Object(entries) => {
            let of = |key: &str| {
                let named = schema.and_then(|schema| schema.get("properties")?.get(key));
                named.or_else(|| schema.and_then(|schema| schema.get("additionalProperties")))
            };
            let entries = entries.iter();
            Template::Object(
                entries
                    .map(|(key, entry)| {
                        (key.clone(), within(pointer, key, |p| build(entry, of(key), p, problems)))
                    })
                    .collect(),
            )
        }
    };
    folded(built, value)
}

/// A list or object without any expression in it is a literal.
fn folded(template: Template, value: &Value) -> Template {
    let literal = match &template {
        Template::Array(items) => items.iter().all(|item| matches!(item, Template::Literal(_))),
        Template::Object(entries) => entries.iter().all(|(_, entry)| matches!(entry, Template::Literal(_))),
        Template::Literal(_) | Template::Text(_) | Template::Value(_) | Template::Script(_) => false,
    };
    if literal { Template::Literal(value.clone()) } else { template }
}

fn parse_text(text: &str) -> Result<Template, (Said, Option<Span>)> {
    let mut pieces = Vec::new();
    let mut rest = text;
    // Of `rest` in the text, in characters.
    let mut offset = 0;
    while let Some(open) = rest.find("{{") {
        if open > 0 {
            pieces.push(Piece::Text(rest[..open].to_owned()));
        }
        let inside = &rest[open + 2..];
        offset += rest[..open].chars().count() + 2;
        let close = end_of_hole(inside).ok_or_else(|| {
            let message = said!("a ‘{{’ is never closed; write ‘}}’ after the expression");
            (message, Some(Span::new(offset - 2, offset)))
        })?;
        let source = inside[..close].trim_start();
        let start = offset + inside[..close].chars().count() - source.chars().count();
        let hole =
            Expr::parse_located(source.trim_end(), Mode::Expression).map_err(|(error, position)| {
                let place = position.unwrap_or(Span::new(0, source.trim_end().chars().count()));
                (error, Some(Span::new(start + place.start as usize, start + place.end as usize)))
            })?;
        pieces.push(Piece::Hole(hole.within(start)));
        offset += inside[..close + 2].chars().count();
        rest = &inside[close + 2..];
    }
    if pieces.is_empty() {
        return Ok(Template::Literal(Value::String(text.to_owned())));
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    match <[Piece; 1]>::try_from(pieces) {
        Ok([Piece::Hole(expr)]) => Ok(Template::Value(expr)),
        Ok([piece]) => Ok(Template::Text(vec![piece])),
        Err(pieces) => Ok(Template::Text(pieces)),
    }
}

/// Where the `}}` is that closes a hole: not one inside a string, and not the end of a `#{ … }`.
fn end_of_hole(inside: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quote = None;
    let mut escaped = false;
    let bytes = inside.as_bytes();
    for (at, &byte) in bytes.iter().enumerate() {
        match quote {
            Some(_) if escaped => escaped = false,
            Some(_) if byte == b'\\' => escaped = true,
            Some(open) if byte == open => quote = None,
            Some(_) => {}
            None => match byte {
                b'"' | b'`' | b'\'' => quote = Some(byte),
                b'{' => depth += 1,
                b'}' if depth > 0 => depth -= 1,
                b'}' if bytes.get(at + 1) == Some(&b'}') => return Some(at),
                _ => {}
            },
        }
    }
    None
}

/// Where in a template its expressions stand, in bytes, without the blanks around them. `None` when a
/// hole is never closed.
pub(crate) fn holes(text: &str) -> Option<Vec<std::ops::Range<usize>>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find("{{") {
        let start = at + open + 2;
        let close = start + end_of_hole(&text[start..])?;
        let inside = &text[start..close];
        let from = start + (inside.len() - inside.trim_start().len());
        found.push(from..from + inside.trim().len());
        at = close + 2;
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn resolve(value: Value, schema: Value) -> Result<Value, String> {
        let scope = json!({ "kb": { "passages": [{ "text": "a" }], "count": 3, "score": 1.0 }, "n": null });
        let template = Template::parse(&value, &schema).map_err(|problems| format!("{problems:?}"))?;
        template.resolve(scope.as_object().unwrap()).map_err(|error| error.message)
    }

    #[test]
    fn a_lone_hole_keeps_its_type_and_a_hole_in_text_is_written_out() {
        assert_eq!(resolve(json!("{{ kb.passages }}"), json!({})), Ok(json!([{ "text": "a" }])));
        assert_eq!(
            resolve(json!("{{kb.count}} of {{ kb.score }}{{ n }}: {{ kb.passages }}"), json!({})),
            Ok(json!("3 of 1: [{\"text\":\"a\"}]"))
        );
    }

    #[test]
    fn braces_in_maps_and_strings_do_not_close_a_hole() {
        assert_eq!(resolve(json!("{{ #{a: #{b: 1}} }}"), json!({})), Ok(json!({ "a": { "b": 1 } })));
        assert_eq!(resolve(json!("x{{ \"}}\" }}"), json!({})), Ok(json!("x}}")));
    }

    #[test]
    fn the_schema_says_how_a_string_is_read() {
        let schema = json!({ "properties": {
            "when": { "x-mode": "expression" }, "as_is": { "x-mode": "literal" }, "code": { "x-mode": "script" },
            "cases": { "items": { "properties": { "when": { "x-mode": "expression" } } } },
            "map": { "additionalProperties": { "x-mode": "expression" } },
        }});
        let value = json!({
            "when": "kb.count > 2", "as_is": "{{ not }} { looked", "code": "let x = kb.count; x * 2",
            "cases": [{ "when": "1 + 1" }], "map": { "k": "kb.count" }, "plain": "no holes",
        });
        let expect = json!({
            "when": true, "as_is": "{{ not }} { looked", "code": 6,
            "cases": [{ "when": 2 }], "map": { "k": 3 }, "plain": "no holes",
        });
        assert_eq!(resolve(value, schema), Ok(expect));
    }

    #[test]
    fn every_problem_is_found_with_its_place() {
        let value = json!({ "a": "{{ 1 + }}", "b": ["{{ x", "{{ }}"] });
        let problems = Template::parse(&value, &json!({})).unwrap_err();
        let pointers: Vec<_> = problems.iter().map(|problem| problem.pointer.as_str()).collect();
        assert_eq!(pointers, ["/a", "/b/0", "/b/1"]);
    }

    #[test]
    fn a_problem_has_its_place_in_the_text() {
        let text = "🦀 {{ a }} {{  b.c( }}";
        let problems = Template::parse(&json!(text), &json!({})).unwrap_err();
        let span = problems[0].position.unwrap();
        assert!(span.start >= 15 && span.end <= 21, "{span:?}");

        let Template::Text(pieces) = Template::parse(&json!("ł {{ a }} {{  b.c }}"), &json!({})).unwrap()
        else {
            panic!("not a text");
        };
        let Piece::Hole(expr) = &pieces[3] else { panic!("{pieces:?}") };
        let place = expr.place(&expr.reference_list()[0], 1).unwrap();
        assert_eq!(place.of("ł {{ a }} {{  b.c }}"), "c");
    }

    #[test]
    fn a_failing_hole_names_its_field() {
        let error = resolve(json!({ "list": [1, "{{ kbb.count }}"] }), json!({})).unwrap_err();
        assert_eq!(
            error,
            "/list/1: ‘kbb.count’ at character 1: there is nothing called ‘kbb’ here; did you mean ‘kb’?"
        );
    }
}
