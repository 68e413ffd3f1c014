//! What the operators take and give. Comparing values of different kinds is no failure in Rhai: it
//! is simply false, which is worse.

use super::infer::Walk;
use super::problem::ProblemKind;
use super::{Kinds, Type};
use crate::nearest::nearest;
use rhai::{Expr as Node, Position};
use serde_json::Value;

pub(super) fn is_one(name: &str) -> bool {
    matches!(name, "==" | "!=" | "<" | "<=" | ">" | ">=" | "+" | "-" | "*" | "/" | "%" | "**")
}

type Operand<'n, 'a> = (&'n Node, Type<'a>);

impl<'a> Walk<'_, '_, 'a> {
    pub(super) fn operator(
        &mut self,
        name: &str,
        left: Operand<'_, 'a>,
        right: Operand<'_, 'a>,
        position: Position,
    ) -> Type<'a> {
        match name {
            "==" | "!=" | "<" | "<=" | ">" | ">=" => {
                self.comparison(name, left, right, position);
                Type::of_kinds(Kinds::BOOL)
            }
            _ => self.arithmetic(name, left, right, position),
        }
    }

    fn comparison(&mut self, name: &str, left: Operand<'_, 'a>, right: Operand<'_, 'a>, position: Position) {
        let kinds = (left.1.present(), right.1.present());
        if kinds.0.is_empty() || kinds.1.is_empty() {
            return;
        }
        if kinds.0.and(kinds.1).is_empty() {
            let place = self.token(position);
            let kind = ProblemKind::Unlike { left: kinds.0, right: kinds.1, operator: name.to_owned() };
            let instead = as_other_kind(&left, &right).or_else(|| as_other_kind(&right, &left));
            let place = instead.as_ref().and_then(|(node, _)| self.token(node.start_position())).or(place);
            return self.say(place, kind, instead.map(|(_, text)| text));
        }
        if matches!(name, "==" | "!=") {
            self.among(&left, &right);
            self.among(&right, &left);
        }
    }

    /// A literal that is compared with a value which is one of a list.
    fn among(&mut self, literal: &Operand<'_, 'a>, other: &Operand<'_, 'a>) {
        let Node::StringConstant(text, at) = literal.0 else { return };
        // Two literals are nobody's list.
        if matches!(other.0, Node::StringConstant(..)) || !other.1.kinds.within(Kinds::TEXT.or(Kinds::NULL)) {
            return;
        }
        let Some(values) = other.1.values() else { return };
        let among: Vec<String> = values.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        if among.is_empty() || among.iter().any(|value| value == text.as_str()) {
            return;
        }
        let near = nearest(text, among.iter().map(String::as_str)).map(|near| format!("{near:?}"));
        let place = self.token(*at);
        self.say(place, ProblemKind::NeverEqual { value: text.to_string(), among }, near);
    }

    fn arithmetic(
        &mut self,
        name: &str,
        (left_node, left): Operand<'_, 'a>,
        (right_node, right): Operand<'_, 'a>,
        position: Position,
    ) -> Type<'a> {
        let (a, b) = (left.present(), right.present());
        let (number, text) = (Kinds::NUMBER, Kinds::TEXT);
        let anything = |kinds: Kinds| !kinds.and(Kinds::OTHER).is_empty() || kinds.is_empty();
        if anything(a) || anything(b) {
            return match name {
                "+" if a.within(text) && !a.is_empty() || b.within(text) && !b.is_empty() => {
                    Type::of_kinds(text)
                }
                _ => Type::ANY,
            };
        }
        match name {
            "+" => {
                // A text takes anything; otherwise both have to be of one kind that can be added.
                let adds = number.or(Kinds::LIST).or(Kinds::OBJECT);
                let fits =
                    !a.and(text).is_empty() || !b.and(text).is_empty() || !a.and(b).and(adds).is_empty();
                // A list takes an item, too, in `+=`; but that is an assignment.
                if !fits {
                    let (found, wants) =
                        if a.and(adds).is_empty() { (&left, number) } else { (&right, a.and(adds)) };
                    let at = if a.and(adds).is_empty() { left_node } else { right_node };
                    let found = found.clone();
                    if found.present().and(wants).is_empty() {
                        self.suitable(name, &found, wants, at.start_position(), None);
                    }
                }
                match (a, b) {
                    _ if a.within(text) || b.within(text) => Type::of_kinds(text),
                    _ if a.within(number) && b.within(number) => Type::of_kinds(number),
                    _ if a.within(Kinds::LIST) && b.within(Kinds::LIST) => Type::of_kinds(Kinds::LIST),
                    _ => Type::ANY,
                }
            }
            // Taking a text out of a text is allowed.
            "-" if !a.and(text).is_empty() && !b.and(text).is_empty() => Type::ANY,
            _ => {
                self.suitable(name, &left, number, left_node.start_position(), None);
                self.suitable(name, &right, number, right_node.start_position(), None);
                let _ = position;
                Type::of_kinds(number)
            }
        }
    }
}

/// `"3"` where it is compared with a number, or `3` with a text: the literal as the other kind.
fn as_other_kind<'n>(literal: &Operand<'n, '_>, other: &Operand<'_, '_>) -> Option<(&'n Node, String)> {
    match literal.0 {
        Node::StringConstant(text, _) if other.1.present() == Kinds::NUMBER => {
            text.trim().parse::<f64>().ok().filter(|number| number.is_finite())?;
            Some((literal.0, text.trim().to_owned()))
        }
        Node::StringConstant(text, _) if other.1.present() == Kinds::BOOL => {
            matches!(text.as_str(), "true" | "false").then(|| (literal.0, text.to_string()))
        }
        Node::IntegerConstant(number, _) if other.1.present() == Kinds::TEXT && *number >= 0 => {
            Some((literal.0, format!("\"{number}\"")))
        }
        _ => None,
    }
}
