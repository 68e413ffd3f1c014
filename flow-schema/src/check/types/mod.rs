//! Whether values can be what they are used as: inside expressions, as settings, as input of another
//! flow, as output of this one.

mod values;

use super::names::suggestion;
use super::report::{Report, Words, words};
use super::scope::Scope;
use super::{Analysis, Code, Environment, NodeFacts, codes};
use crate::expr::Expr;
use crate::expr::types::{Kinds, Problem, ProblemKind};
use crate::said::said;
use values::Judge;

pub(super) fn check(analysis: &Analysis<'_>, environment: &Environment, report: &mut Report) {
    for (vertex, facts) in analysis.vertices() {
        let scope = Scope::new(analysis, vertex);
        expressions(facts, &scope, report);
        let Some(kind) = &facts.kind else { continue };
        let mut judge = Judge { facts, scope, report };
        let strict = kind.name.starts_with("mcp:");
        judge.settings(&facts.template, &kind.config_schema, "/config", strict);
        match facts.node.kind.as_str() {
            "set_state" => judge.channels(analysis),
            "subflow" => judge.input(environment),
            "end" if facts.node.parent.is_none() => judge.output(analysis),
            "switch" => judge.cases(),
            "ask_user" => judge.prefill(environment),
            _ => {}
        }
    }
}

fn expressions(facts: &NodeFacts<'_>, scope: &Scope<'_, '_>, report: &mut Report) {
    facts.expressions(&mut |field, expr| {
        let (given, problems) = expr.infer(&|name| scope.of(name));
        for problem in problems {
            let (code, words) = explain(&problem);
            let words = words.at(problem.position).replaced(problem.instead.as_deref());
            report.node(code, &facts.node.id, field, words);
        }
        if decides(&facts.node.kind, field) {
            let present = given.present();
            if !present.is_empty() && present.and(Kinds::BOOL).is_empty() {
                let cause =
                    said!("the condition is {found}, and must be true or false", found = present.words());
                let whole = crate::Span::new(0, expr.source.chars().count());
                let compared = comparison_of(expr, present);
                let mend = match &compared {
                    Some(compared) => said!("write {expression}", expression = compared),
                    None => said!("compare it with something"),
                };
                let words = words(cause, mend).at(Some(whole)).replaced(compared.as_deref());
                report.node(&codes::NOT_BOOLEAN, &facts.node.id, field, words);
            }
        }
    });
}

/// Whether the executor reads this setting as a condition.
fn decides(kind: &str, field: &str) -> bool {
    match kind {
        "condition" => field.ends_with("/when"),
        "loop" => matches!(field, "/config/while" | "/config/until"),
        _ => false,
    }
}

/// What was probably meant: whether there is any.
fn comparison_of(expr: &Expr, kinds: Kinds) -> Option<String> {
    let source = expr.source.trim();
    match kinds {
        kinds if kinds == Kinds::NUMBER => {
            let plain = source.chars().all(|c| c.is_alphanumeric() || "._[]()".contains(c));
            Some(if plain { format!("{source} > 0") } else { format!("({source}) > 0") })
        }
        kinds if kinds == Kinds::TEXT || kinds == Kinds::LIST => Some(format!("!is_empty({source})")),
        _ => None,
    }
}

fn explain(problem: &Problem) -> (&'static Code, Words) {
    match &problem.kind {
        ProblemKind::UnknownFunction { name } => {
            let mend = match &problem.instead {
                Some(near) => said!("use ‘{near}’", near),
                None => said!("use a function of the language, such as len, contains, join or default"),
            };
            (&codes::UNKNOWN_FUNCTION, words(said!("there is no function ‘{name}’", name), mend))
        }
        ProblemKind::NotBoolean { what, found } => (
            &codes::NOT_BOOLEAN,
            words(
                said!("{what} is {found}, and must be true or false", what, found = found.words()),
                said!("compare it with something"),
            ),
        ),
        ProblemKind::Unlike { left, right, operator } => {
            let (left, right) = (left.words(), right.words());
            let cause = match operator.as_str() {
                "==" => said!("{left} is compared with {right}, and the two are never equal", left, right),
                "!=" => {
                    said!("{left} is compared with {right}, and the two are always different", left, right)
                }
                _ => said!("{left} is compared with {right}, and that is never true", left, right),
            };
            let mend = match &problem.instead {
                Some(instead) => said!("write {expression}", expression = instead),
                None => {
                    said!("compare it with {left}, or turn one into the other: text(…), parse_int(…)", left)
                }
            };
            (&codes::UNLIKE, words(cause, mend))
        }
        ProblemKind::NeverEqual { value, among } => {
            let cause = said!("the value is never {value}", value = format!("{value:?}"));
            (&codes::NEVER_EQUAL, words(cause, suggestion(value, among.iter().map(String::as_str))))
        }
        ProblemKind::Unsuitable { what, found, wants } => {
            let cause = said!(
                "{what} takes {wants}, and gets {found}",
                what,
                wants = wants.words(),
                found = found.words()
            );
            let mend = match (*found, *wants) {
                (found, wants) if found == Kinds::TEXT && wants == Kinds::NUMBER => {
                    said!("turn the text into a number: parse_int(…) or parse_float(…)")
                }
                (found, wants) if wants == Kinds::TEXT && found == Kinds::NUMBER => {
                    said!("turn the number into a text: text(…)")
                }
                _ => said!("give it {wants}", wants = wants.words()),
            };
            (&codes::WRONG_OPERAND, words(cause, mend))
        }
        ProblemKind::UnknownMember { name, forbidden, known } => {
            let member = name.rsplit('.').next().unwrap_or(name);
            let mend = suggestion(member, known.iter().map(String::as_str));
            match forbidden {
                true => (&codes::UNKNOWN_PROPERTY, words(said!("there is no ‘{name}’", name), mend)),
                false => (&codes::UNDECLARED_PROPERTY, words(said!("‘{name}’ is not declared", name), mend)),
            }
        }
        ProblemKind::NoMembers { what, found } => {
            let cause = said!("‘{what}’ is {found}, and has no parts to read", what, found = found.words());
            (&codes::WRONG_OPERAND, words(cause, said!("read ‘{what}’ itself", what)))
        }
    }
}
