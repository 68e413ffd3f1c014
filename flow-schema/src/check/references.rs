//! Names in expressions: whether they exist, and whether what is read of them does.

use super::channels::mend_channel;
use super::names::suggestion;
use super::report::{Mend, Report, Words, words};
use super::{Analysis, codes};
use crate::expr::{Reference, Step};
use crate::id::NodeId;
use crate::nearest::nearest;
use crate::said::{Said, said};
use serde_json::{Value, json};
use std::sync::LazyLock;

/// What is always in scope, and its shape.
pub(super) static GIVEN: LazyLock<Value> = LazyLock::new(|| {
    let closed = |properties: Value| json!({ "type": "object", "additionalProperties": false, "properties": properties });
    let text = json!({ "type": "string" });
    let message = closed(json!({ "role": text, "content": text }));
    json!({
        "conversation": closed(json!({ "id": text, "history": { "type": "array", "items": message } })),
        "user": closed(json!({ "id": text, "name": text, "email": text, "role": text })),
        "tenant": closed(json!({ "id": text, "name": text })),
        "env": closed(json!({ "flow": text, "version": {}, "environment": {} })),
        "loop": closed(json!({ "count": { "type": "integer" } })),
        // What an error edge carries, as `kb.error`.
        "error": closed(json!({ "code": text, "message": text, "attempts": { "type": "integer" }, "retryable": { "type": "boolean" } })),
    })
});

pub(super) fn check(analysis: &Analysis<'_>, report: &mut Report) {
    for (vertex, facts) in analysis.vertices() {
        facts.expressions(&mut |field, expr| {
            for reference in expr.reference_list() {
                // Up to the step that is wrong; the fix replaces that step only.
                let mut say = |code: &super::Code, step: usize, words: Words, instead: Option<&str>| {
                    let fix = expr.place(reference, step).zip(instead);
                    let fix = fix.map(|(position, text)| Mend::Text { position, text: text.to_owned() });
                    let words = words.at(expr.place_up_to(reference, step)).fixed(fix);
                    report.node(code, &facts.node.id, field, words);
                };
                judge(analysis, vertex, reference, &mut say);
            }
        });
    }
}

/// Code, the step of the reference that is wrong, words, what to write instead.
type Say<'a> = dyn FnMut(&super::Code, usize, Words, Option<&str>) + 'a;

fn judge(analysis: &Analysis<'_>, reader: usize, reference: &Reference, say: &mut Say<'_>) {
    let name = reference.root();
    let rest = &reference.path[1..];
    match name {
        "input" => read(name, &analysis.input, rest, Undeclared::IsWrong, reference, say),
        "state" => channel(analysis, rest, reference, say),
        "loop" if analysis.graph.in_loop[reader].is_none() && !lies_in(analysis, reader, "loop") => {
            let cause = said!("‘loop’ is read{at}, and this node is in no loop", at = at(reference));
            say(&codes::UNKNOWN_NAME, 0, words(cause, said!("read it inside the loop only")), None);
        }
        "item" | "index" if lies_in(analysis, reader, "map") => {}
        "item" | "index" => {
            let cause = said!("‘{name}’ is read{at}, and only a map has it", name, at = at(reference));
            say(
                &codes::UNKNOWN_NAME,
                0,
                words(cause, said!("read it in the body of a For each, or read the list itself")),
                None,
            );
        }
        "conversation" | "user" | "tenant" | "env" | "loop" => {
            read(name, &GIVEN[name], rest, Undeclared::IsDoubtful, reference, say);
        }
        NodeId::START => {
            let cause = said!("‘start’ is read{at}, and its output is called input", at = at(reference));
            say(&codes::UNKNOWN_NAME, 0, words(cause, said!("use ‘input’")), Some("input"));
        }
        name => match analysis.vertices.get(name).and_then(|&vertex| analysis.node(vertex)) {
            Some(facts) => match rest {
                [Step::Member(error), rest @ ..]
                    if error == "error" && facts.kind.as_ref().is_some_and(|k| k.can_fail()) =>
                {
                    read(
                        &format!("{name}.error"),
                        &GIVEN["error"],
                        rest,
                        Undeclared::IsWrong,
                        reference,
                        say,
                    );
                }
                rest => read(name, &facts.output, rest, Undeclared::IsDoubtful, reference, say),
            },
            None if analysis.off.contains(&NodeId::from(name)) => {
                if !reference.guarded {
                    let cause =
                        said!("‘{name}’ is switched off, so it is null{at}", name, at = at(reference));
                    let mend = said!(
                        "switch ‘{name}’ on, or say what to use instead: default({read}, …)",
                        name,
                        read = reference.members().join(".")
                    );
                    say(&codes::READS_OFF, 0, words(cause, mend), None);
                }
            }
            None => {
                let cause = said!("there is nothing called ‘{name}’{at}", name, at = at(reference));
                let given = ["input", "state", "conversation", "user", "tenant", "env", "loop"];
                let ids = analysis.flow.nodes.iter().map(|node| node.id.as_str());
                let near = nearest(name, ids.clone().chain(given));
                say(&codes::UNKNOWN_NAME, 0, words(cause, suggestion(name, ids.chain(given))), near);
            }
        },
    }
}

/// Whether a container of this kind is around the node.
fn lies_in(analysis: &Analysis<'_>, vertex: usize, kind: &str) -> bool {
    let mut at = analysis.node(vertex);
    // Bounded: parents may be drawn in a circle, which another check reports.
    for _ in 0..analysis.nodes.len() {
        let Some(parent) = at.and_then(|facts| facts.node.parent.as_ref()) else { return false };
        at = analysis.vertices.get(parent.as_str()).and_then(|vertex| analysis.node(*vertex));
        if at.is_some_and(|facts| facts.node.kind == kind) {
            return true;
        }
    }
    false
}

fn channel(analysis: &Analysis<'_>, rest: &[Step], reference: &Reference, say: &mut Say<'_>) {
    let [Step::Member(channel), rest @ ..] = rest else { return };
    match analysis.channels.get(channel) {
        Some(schema) => {
            read(&format!("state.{channel}"), schema, rest, Undeclared::IsDoubtful, reference, say);
        }
        None => {
            let cause = said!("there is no channel ‘{channel}’{at}", channel, at = at(reference));
            let near = nearest(channel, analysis.channels.keys().map(String::as_str));
            say(&codes::UNKNOWN_CHANNEL, 1, words(cause, mend_channel(analysis, channel)), near);
        }
    }
}

/// What it means that a schema names properties, and not this one, and forbids no others.
#[derive(Clone, Copy)]
enum Undeclared {
    IsWrong,
    IsDoubtful,
}

/// Follows a path into a schema.
fn read(
    of: &str,
    schema: &Value,
    path: &[Step],
    undeclared: Undeclared,
    reference: &Reference,
    say: &mut Say<'_>,
) {
    let mut schema = schema;
    let mut so_far = of.to_owned();
    let before = reference.path.len() - path.len();
    for (at_step, step) in path.iter().enumerate().map(|(at, step)| (before + at, step)) {
        let kind = schema.get("type").and_then(Value::as_str);
        match step {
            Step::Item => match (kind, schema.get("items")) {
                (Some("array"), Some(items)) => {
                    schema = items;
                    so_far.push_str("[…]");
                }
                _ => return,
            },
            // Lists and texts answer these without being called.
            Step::Member(name) if matches!(kind, Some("array" | "string")) && is_getter(name) => return,
            Step::Member(name) if kind == Some("array") => {
                let cause = said!(
                    "‘{so_far}’ is a list{at}, and a list has no ‘{name}’",
                    so_far,
                    at = at(reference),
                    name
                );
                let mend = said!(
                    "read one item, {so_far}[0].{name}, or all: {so_far}.map(|item| item.{name})",
                    so_far,
                    name
                );
                return say(&codes::UNKNOWN_PROPERTY, at_step, words(cause, mend), None);
            }
            Step::Member(name) => {
                let properties = schema.get("properties").and_then(Value::as_object);
                let additional = schema.get("additionalProperties");
                match (properties.and_then(|properties| properties.get(name)), additional) {
                    (Some(property), _) => schema = property,
                    (None, Some(open @ Value::Object(_))) => schema = open,
                    (None, Some(Value::Bool(true))) => return,
                    (None, additional) => {
                        let Some(properties) = properties else { return };
                        let forbidden = additional == Some(&Value::Bool(false));
                        if properties.is_empty() && !forbidden {
                            return;
                        }
                        let wrong = forbidden || matches!(undeclared, Undeclared::IsWrong);
                        let cause = match wrong {
                            true => said!("‘{so_far}’ has no ‘{name}’{at}", so_far, name, at = at(reference)),
                            false => {
                                said!("‘{so_far}’ declares no ‘{name}’{at}", so_far, name, at = at(reference))
                            }
                        };
                        let code = if wrong { &codes::UNKNOWN_PROPERTY } else { &codes::UNDECLARED_PROPERTY };
                        let known = || properties.keys().map(String::as_str);
                        let (words, near) = (words(cause, suggestion(name, known())), nearest(name, known()));
                        return say(code, at_step, words, near);
                    }
                }
                so_far = format!("{so_far}.{name}");
            }
        }
    }
}

fn is_getter(name: &str) -> bool {
    matches!(name, "len" | "is_empty" | "chars" | "bytes")
}

/// ` at character 3`, when the place is known.
pub(super) fn at(reference: &Reference) -> Said {
    match reference.position {
        Some((1, character)) => said!(" (character {character} of the expression)", character),
        Some((line, character)) => {
            said!(" (line {line}, character {character} of the expression)", line, character)
        }
        None => Said::nothing(),
    }
}
