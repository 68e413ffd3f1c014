//! Whether values can be what they are used as: inside expressions, as settings, as input of another
//! flow, as output of this one.

mod values;

use super::names::suggestion;
use super::report::{Report, Words, words};
use super::scope::Scope;
use super::{Analysis, Code, Environment, NodeFacts, codes};
use crate::expr::Expr;
use crate::expr::types::{Kinds, Problem, ProblemKind};
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
                let cause = format!("the condition is {}, and must be true or false", present.words());
                let whole = crate::Span::new(0, expr.source.chars().count());
                let compared = comparison_of(expr, present);
                let mend = match &compared {
                    Some(compared) => format!("write {compared}"),
                    None => "compare it with something".to_owned(),
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
                Some(near) => format!("use ‘{near}’"),
                None => "use a function of the language, such as len, contains, join or default".to_owned(),
            };
            (&codes::UNKNOWN_FUNCTION, words(format!("there is no function ‘{name}’"), mend))
        }
        ProblemKind::NotBoolean { what, found } => (
            &codes::NOT_BOOLEAN,
            words(
                format!("{what} is {}, and must be true or false", found.words()),
                "compare it with something",
            ),
        ),
        ProblemKind::Unlike { left, right, operator } => {
            let (left, right) = (left.words(), right.words());
            let cause = match operator.as_str() {
                "==" => format!("{left} is compared with {right}, and the two are never equal"),
                "!=" => format!("{left} is compared with {right}, and the two are always different"),
                _ => format!("{left} is compared with {right}, and that is never true"),
            };
            let mend = match &problem.instead {
                Some(instead) => format!("write {instead}"),
                None => format!("compare it with {left}, or turn one into the other: text(…), parse_int(…)"),
            };
            (&codes::UNLIKE, words(cause, mend))
        }
        ProblemKind::NeverEqual { value, among } => {
            let cause = format!("the value is never {value:?}");
            (&codes::NEVER_EQUAL, words(cause, suggestion(value, among.iter().map(String::as_str))))
        }
        ProblemKind::Unsuitable { what, found, wants } => {
            let cause = format!("{what} takes {}, and gets {}", wants.words(), found.words());
            let mend = match (*found, *wants) {
                (found, wants) if found == Kinds::TEXT && wants == Kinds::NUMBER => {
                    "turn the text into a number: parse_int(…) or parse_float(…)".to_owned()
                }
                (found, wants) if wants == Kinds::TEXT && found == Kinds::NUMBER => {
                    "turn the number into a text: text(…)".to_owned()
                }
                _ => format!("give it {}", wants.words()),
            };
            (&codes::WRONG_OPERAND, words(cause, mend))
        }
        ProblemKind::UnknownMember { name, forbidden, known } => {
            let member = name.rsplit('.').next().unwrap_or(name);
            let mend = suggestion(member, known.iter().map(String::as_str));
            match forbidden {
                true => (&codes::UNKNOWN_PROPERTY, words(format!("there is no ‘{name}’"), mend)),
                false => (&codes::UNDECLARED_PROPERTY, words(format!("‘{name}’ is not declared"), mend)),
            }
        }
        ProblemKind::NoMembers { what, found } => {
            let cause = format!("‘{what}’ is {}, and has no parts to read", found.words());
            (&codes::WRONG_OPERAND, words(cause, format!("read ‘{what}’ itself")))
        }
    }
}
