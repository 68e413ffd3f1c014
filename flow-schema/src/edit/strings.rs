//! Every string of a node's config, with how it is read. The same walk as
//! [`Template::parse`](crate::expr::Template::parse); a test compares the two.

use super::expression::{Cannot, Decide, rewrite};
use crate::expr::Mode;
use crate::json_schema::escape;
use crate::kind::KindRegistry;
use crate::model::Node;
use serde_json::Value;

/// Sees each string that may hold expressions, with its JSON pointer from the node. The strings of a
/// kind that is not known are taken for templates, as those of all external tools are.
pub(crate) fn visit(node: &mut Node, kinds: &KindRegistry, see: &mut dyn FnMut(&str, Mode, &mut String)) {
    let kind = kinds.get(&node.kind).cloned();
    let schema = kind.as_ref().map(|kind| &kind.config_schema);
    if schema.map(Mode::of) == Some(Mode::Literal) {
        return;
    }
    for (name, value) in &mut node.config {
        let field = schema.and_then(|schema| field_of(schema, name));
        strings(value, field, &mut format!("/config/{}", escape(name)), see);
    }
}

/// Rewrites what the node's expressions read. Those that cannot be rewritten stay as they are and are
/// named with the reason.
pub(crate) fn rewrite_node(
    node: &mut Node,
    kinds: &KindRegistry,
    decide: &mut Decide<'_>,
) -> (Vec<String>, Vec<(String, Cannot)>) {
    let (mut rewritten, mut left) = (Vec::new(), Vec::new());
    visit(node, kinds, &mut |pointer, mode, text| match rewrite(text, mode, decide) {
        Ok(None) => {}
        Ok(Some(new)) => {
            *text = new;
            rewritten.push(pointer.to_owned());
        }
        Err(cause) => left.push((pointer.to_owned(), cause)),
    });
    (rewritten, left)
}

fn field_of<'a>(schema: &'a Value, name: &str) -> Option<&'a Value> {
    schema
        .get("properties")
        .and_then(|fields| fields.get(name))
        .or_else(|| schema.get("additionalProperties"))
}

fn strings(
    value: &mut Value,
    schema: Option<&Value>,
    pointer: &mut String,
    see: &mut dyn FnMut(&str, Mode, &mut String),
) {
    let mode = schema.map(Mode::of).unwrap_or_default();
    if mode == Mode::Literal {
        return;
    }
    let before = pointer.len();
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
        Value::String(text) => see(pointer, mode, text),
        Value::Array(items) => {
            let schema = schema.and_then(|schema| schema.get("items"));
            for (at, item) in items.iter_mut().enumerate() {
                pointer.push_str(&format!("/{at}"));
                strings(item, schema, pointer, see);
                pointer.truncate(before);
            }
        }
        Value::Object(entries) => {
            for (key, entry) in entries {
                pointer.push('/');
                pointer.push_str(&escape(key));
                strings(entry, schema.and_then(|schema| field_of(schema, key)), pointer, see);
                pointer.truncate(before);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::{Expr, Template};
    use serde_json::json;

    /// Every kind, with an expression wherever its schema lets one be.
    #[test]
    fn the_same_expressions_are_seen_as_when_a_flow_is_compiled() {
        let fields = json!({
            "prompt": "{{ a }}", "text": "{{ a }} {{ b }}", "passages": "{{ a }}", "when": "a", "value": "{{ a }}",
            "cases": [{ "port": "{{ a }}", "when": "b > 1", "equals": "{{ c }}" }], "code": "let x = a; x",
            "set": { "n": "{{ state.n }}" }, "items": "a.b", "output": { "x": "{{ a }}" }, "input": { "y": ["{{ z }}"] },
            "while": "state.n", "tools": [{ "kind": "{{ x }}", "config": { "q": "{{ a }}" } }], "unknown": "{{ a }}",
        });
        for kind in KindRegistry::builtin().iter() {
            let (template, _) = Template::parse_all(&fields, &kind.config_schema);
            let mut compiled: Vec<(String, String)> = Vec::new();
            template.visit(&mut |pointer, expr| {
                compiled.push((format!("/config{pointer}"), expr.references().concat().concat()));
            });
            let mut node: Node =
                serde_json::from_value(json!({ "id": "x", "kind": kind.name, "config": fields })).unwrap();
            let mut seen = Vec::new();
            visit(&mut node, &KindRegistry::builtin(), &mut |pointer, mode, text| {
                let exprs: Vec<_> = match mode {
                    Mode::Template => {
                        let holes = crate::expr::holes(text).unwrap_or_default();
                        holes.into_iter().filter_map(|hole| Expr::parse(&text[hole]).ok()).collect()
                    }
                    Mode::Script => Expr::parse_script(text).into_iter().collect(),
                    Mode::Expression => Expr::parse(text).into_iter().collect(),
                    Mode::Literal => Vec::new(),
                };
                seen.extend(exprs.iter().map(|e| (pointer.to_owned(), e.references().concat().concat())));
            });
            assert_eq!(seen, compiled, "{}", kind.name);
        }
    }
}
