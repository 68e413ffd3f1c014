use super::analysis::holds_schema;
use super::names::suggestion;
use super::report::{Report, Words, words};
use super::{Analysis, codes};
use crate::json_schema::{escape, ref_name, refs};
use crate::nearest::nearest;
use crate::said::said;
use serde_json::Value;

const TYPES: &[&str] = &["string", "number", "integer", "boolean", "array", "object", "null"];

pub(super) fn check(analysis: &Analysis<'_>, report: &mut Report) {
    let flow = analysis.flow;
    let channels =
        flow.state.iter().map(|(name, channel)| (format!("/state/{}/schema", escape(name)), &channel.schema));
    let named = flow.schemas.iter().map(|(name, schema)| (format!("/schemas/{}", escape(name)), schema));
    let own = [("/input".to_owned(), &flow.input), ("/output".to_owned(), &flow.output)];
    for (pointer, schema) in own.into_iter().chain(named).chain(channels) {
        judge(schema, &pointer, analysis, &mut |code, field, words| report.flow(code, field, words));
    }
    for facts in &analysis.nodes {
        let Some(kind) = &facts.kind else { continue };
        for (name, value) in facts.written.as_object().into_iter().flatten() {
            if holds_schema(&kind.config_schema, name) {
                let pointer = format!("/config/{name}");
                let id = &facts.node.id;
                judge(value, &pointer, analysis, &mut |code, field, words| {
                    report.node(code, id, field, words)
                });
            }
        }
    }
}

type Say<'a> = dyn FnMut(&super::Code, &str, Words) + 'a;

fn judge(schema: &Value, pointer: &str, analysis: &Analysis<'_>, say: &mut Say<'_>) {
    if !schema.is_null() {
        shape(schema, pointer, say);
    }
    refs(schema, pointer, &mut |pointer, reference| {
        let known = || analysis.flow.schemas.keys().map(String::as_str);
        let words = match ref_name(reference) {
            Some(name) if analysis.flow.schemas.contains_key(name) => return,
            Some(name) => {
                let near = nearest(name, known()).map(|near| format!("#/schemas/{near}"));
                let cause = said!("there is no schema ‘{name}’ under schemas", name);
                words(cause, suggestion(name, known())).set_to(near.as_deref())
            }
            None => words(
                said!("‘{reference}’ is not a reference into this flow", reference),
                said!("write #/schemas/Name"),
            ),
        };
        say(&codes::UNKNOWN_SCHEMA, pointer, words);
    });
}

/// The parts of a schema that we read ourselves must be of the right kind.
fn shape(schema: &Value, pointer: &str, say: &mut Say<'_>) {
    let mut bad = |pointer: &str, words: Words| say(&codes::BAD_SCHEMA, pointer, words);
    let entries = match schema {
        Value::Bool(_) => return,
        Value::Object(entries) => entries,
        other => {
            let found = crate::json_schema::type_name(other);
            let cause = said!("a schema is an object, and this is {found}", found);
            return bad(pointer, words(cause, said!("write for example {\"type\": \"string\"}")));
        }
    };
    let names: Vec<&Value> = match entries.get("type") {
        None => Vec::new(),
        Some(Value::Array(names)) => names.iter().collect(),
        Some(name) => vec![name],
    };
    for name in names {
        if !name.as_str().is_some_and(|name| TYPES.contains(&name)) {
            let (written, known) = (name.as_str().unwrap_or_default(), || TYPES.iter().copied());
            let words = words(said!("{name} is not a JSON type", name), suggestion(written, known()));
            let words = words.set_to(nearest(written, known()));
            bad(&format!("{pointer}/type"), words);
        }
    }
    if let Some(required) = entries.get("required")
        && !required.as_array().is_some_and(|names| names.iter().all(Value::is_string))
    {
        bad(
            &format!("{pointer}/required"),
            words(said!("required is a list of names"), said!("write for example [\"message\"]")),
        );
    }
    match entries.get("properties") {
        None => {}
        Some(Value::Object(properties)) => {
            for (name, property) in properties {
                shape(property, &format!("{pointer}/properties/{}", escape(name)), say);
            }
        }
        Some(_) => bad(
            &format!("{pointer}/properties"),
            words(said!("properties is an object of schemas"), said!("write {\"name\": {…}}")),
        ),
    }
    for key in ["items", "additionalProperties"] {
        if let Some(inner) = entries.get(key) {
            shape(inner, &format!("{pointer}/{key}"), say);
        }
    }
}
