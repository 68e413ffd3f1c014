//! The types of the names that a node can read.

use super::Analysis;
use super::references::GIVEN;
use crate::expr::types::{Kinds, Lookup, Member, Type};
use crate::expr::{Piece, Reference, Step, Template};
use crate::json_schema::first_violation;
use crate::model::OnError;
use std::collections::BTreeMap;

/// What an expression of one node sees.
#[derive(Clone, Copy)]
pub(super) struct Scope<'s, 'a> {
    analysis: &'s Analysis<'a>,
    reader: usize,
}

impl<'s, 'a> Scope<'s, 'a> {
    pub fn new(analysis: &'s Analysis<'a>, reader: usize) -> Self {
        Self { analysis, reader }
    }

    pub fn of(&self, name: &str) -> Option<Type<'s>> {
        let analysis = self.analysis;
        match name {
            "input" => Some(Type::of_schema(&analysis.input)),
            "state" => {
                let channels = analysis.channels.iter();
                Some(Type::object_of(
                    channels.map(|(name, schema)| (name.clone(), Type::of_schema(schema))).collect(),
                ))
            }
            "conversation" | "user" | "tenant" | "env" => Some(Type::of_schema(&GIVEN[name])),
            "loop" => Some(Type::of_schema(&GIVEN["loop"])),
            "index" => Some(Type::of_kinds(Kinds::NUMBER)),
            "item" => self.item(),
            name => {
                let facts = analysis.node(*analysis.vertices.get(name)?)?;
                let output = Type::of_schema(&facts.output);
                match &facts.node.on_error {
                    // After a failure it is this, whatever the kind gives.
                    Some(OnError::Continue(value)) if first_violation(value, &facts.output).is_some() => {
                        Some(output.or(Type::of_value(value.clone())))
                    }
                    _ => Some(output),
                }
            }
        }
    }

    /// An item of the list that the nearest For each goes through.
    fn item(&self) -> Option<Type<'s>> {
        let mut at = self.reader;
        for _ in 0..self.analysis.nodes.len() {
            let parent = self.analysis.node(at)?.node.parent.as_ref()?;
            at = *self.analysis.vertices.get(parent.as_str())?;
            let facts = self.analysis.node(at)?;
            if facts.node.kind == "map" {
                let items = type_of(facts.template.get("items")?, &Self::new(self.analysis, at));
                return Some(if items.kinds.within(Kinds::LIST.or(Kinds::NULL)) {
                    items.item()
                } else {
                    Type::ANY
                });
            }
        }
        None
    }
}

/// What a reference reads.
pub(super) fn read<'s>(scope: &Scope<'s, '_>, reference: &Reference) -> Type<'s> {
    let start = scope.of(reference.root()).unwrap_or(Type::ANY);
    reference.path.iter().skip(1).fold(start, |so_far, step| match step {
        Step::Item if so_far.present() == Kinds::LIST => so_far.item(),
        Step::Item => Type::ANY,
        Step::Member(name) if so_far.kinds.within(Kinds::OBJECT.or(Kinds::NULL)) || so_far.is_any() => {
            match so_far.member(name) {
                Member::Of(member) => member,
                Member::Unknown { .. } => Type::ANY,
            }
        }
        Step::Member(_) => Type::ANY,
    })
}

/// The type of a setting.
pub(super) fn type_of<'s>(template: &Template, scope: &Scope<'s, '_>) -> Type<'s> {
    let lookup: &Lookup<'_, 's> = &|name| scope.of(name);
    match template {
        Template::Literal(value) => Type::of_value(value.clone()),
        Template::Value(expr) | Template::Script(expr) => expr.infer(lookup).0,
        Template::Text(pieces) => {
            debug_assert!(!pieces.iter().all(|piece| matches!(piece, Piece::Text(_))));
            Type::of_kinds(Kinds::TEXT)
        }
        Template::Array(items) => {
            let items = items.iter().map(|item| type_of(item, scope));
            items.reduce(Type::or).map_or(Type::of_kinds(Kinds::LIST), Type::list_of)
        }
        Template::Object(entries) => {
            let members = entries.iter().map(|(name, entry)| (name.clone(), type_of(entry, scope)));
            Type::object_of(members.collect::<BTreeMap<_, _>>())
        }
    }
}
