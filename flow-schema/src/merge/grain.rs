//! How finely two edits of one text are told apart.

use crate::diff::value::steps;
use crate::expr::Mode;
use crate::kind::KindRegistry;
use serde_json::Value;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grain {
    /// Prose: a prompt, a message.
    Word,
    /// A script.
    Line,
    /// An expression: half of one and half of another would be a third that nobody meant.
    Whole,
}

/// What the kind's schema says of the field at a path of a node.
pub(super) fn of_node(kinds: &KindRegistry, kind: &str, path: &str) -> Grain {
    let steps = steps(path);
    let Some(kind) = kinds.get(kind).filter(|_| steps.first().is_some_and(|step| step == "config")) else {
        return Grain::Word;
    };
    let mut schema = &kind.config_schema;
    for step in &steps[1..] {
        let next = if step.starts_with('[') || step.parse::<usize>().is_ok() {
            schema.get("items")
        } else {
            schema
                .get("properties")
                .and_then(|fields| fields.get(step))
                .or_else(|| schema.get("additionalProperties"))
        };
        match next {
            Some(next) if Mode::of(next) != Mode::Literal => schema = next,
            Some(_) | None => return Grain::Word,
        }
    }
    of_field(schema)
}

fn of_field(schema: &Value) -> Grain {
    match Mode::of(schema) {
        Mode::Template | Mode::Literal => Grain::Word,
        Mode::Script => Grain::Line,
        Mode::Expression => Grain::Whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prompts_merge_by_word_scripts_by_line_and_expressions_not_at_all() {
        let kinds = KindRegistry::builtin();
        let of = |kind, path| of_node(&kinds, kind, path);
        assert_eq!(of("llm", "/config/prompt"), Grain::Word);
        assert_eq!(of("script", "/config/code"), Grain::Line);
        assert_eq!(of("condition", "/config/cases/[port=yes]/when"), Grain::Whole);
        assert_eq!(of("map", "/config/items"), Grain::Whole);
        assert_eq!(of("map", "/notes"), Grain::Word);
        assert_eq!(of("unknown", "/config/x"), Grain::Word);
    }
}
