//! What is known of an expression before it runs, held against what it gives when it does.

#![expect(clippy::unwrap_used, reason = "a test may stop at a broken premise")]

use flow_schema::expr::types::{Kinds, ProblemKind, Type};
use flow_schema::expr::{Expr, Scope};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::LazyLock;

static SCHEMAS: LazyLock<Value> = LazyLock::new(|| {
    json!({
        "n": { "type": "number" }, "t": { "type": "string" }, "b": { "type": "boolean" },
        "e": { "type": "string", "enum": ["low", "high"] },
        "l": { "type": "array", "items": { "type": "string" } },
        "o": { "type": "object", "additionalProperties": false, "properties": { "a": { "type": "number" }, "t": { "type": "string" } } },
        "p": { "type": "array", "items": { "type": "object", "properties": { "score": { "type": "number" }, "title": { "type": "string" } } } },
        "any": {},
    })
});

fn infer(source: &str) -> (Type<'static>, Vec<ProblemKind>) {
    let expr = Expr::parse_script(source).unwrap_or_else(|error| panic!("{source}: {error}"));
    let schemas: &'static Value = &SCHEMAS;
    let (given, problems) = expr.infer(&|name| schemas.get(name).map(Type::of_schema));
    (given, problems.into_iter().map(|problem| problem.kind).collect())
}

#[test]
fn types_are_read_off_the_syntax() {
    let check = |source: &str, expect: &str| {
        let (given, problems) = infer(source);
        assert_eq!(problems, [], "{source}");
        let words = if given.present() == Type::ANY.present() {
            "anything".to_owned()
        } else {
            given.kinds.words().to_string()
        };
        assert_eq!(words, expect, "{source}");
    };
    check("n + 1", "a number");
    check("t + n", "a text");
    check("`${n}`", "a text");
    check("n > 1 && t.len() > 2", "true or false");
    check("if b { 1 } else { \"x\" }", "a number or a text");
    check("l.map(|x| x.len())", "a list");
    check("l.map(|x| x.len()).first()", "a number");
    check("p.filter(|p| p.score > 0.5).map(|p| p.title)[0]", "a text");
    check("p.find(|p| p.title == \"x\").score", "a number");
    check("default(any.x, 3)", "anything");
    check("default(n, \"none\")", "a number or a text");
    check("o.a ?? \"none\"", "a number or a text");
    check("#{ a: n, b: [t] }.b[0]", "a text");
    check("default(p, []).map(|p| p.score)[0]", "a number");
    check("switch e { \"low\" => 1, _ => 2 }", "a number");
    check("let x = 1; x = t; x", "anything");
    check("let x = []; for y in l { x.push(y); } x", "a list");
    check("fn double(v) { v * 2 } double(n)", "anything");
    check("let limit = n; p.filter(|p| p.score > limit).len()", "a number");
    check("split(t, \",\").len", "a number");
    check("return n;", "a number");
}

#[test]
fn a_value_of_a_list_is_known_by_its_values() {
    let values = |source: &str| infer(source).0.values();
    assert_eq!(values("e"), Some(vec![json!("low"), json!("high")]));
    assert_eq!(values("if b { \"x\" } else { \"y\" }"), Some(vec![json!("x"), json!("y")]));
    assert_eq!(values("t"), None);
    assert!(infer("n + 1").0.is_closed());
    assert!(infer("[e, \"other\"]").0.is_closed());
    assert!(infer("#{ level: e, sure: b }").0.is_closed());
    assert!(!infer("#{ level: e, text: t }").0.is_closed());
}

#[test]
fn every_problem_is_found_not_only_the_first() {
    let count = |source: &str| infer(source).1.len();
    assert_eq!(count("lenght(t) + t.to_uper() + (n.len() * l)"), 4);
    assert_eq!(count("if n { t.x } else { b && l }"), 3);
    // What is not known is no problem.
    for source in
        ["any * 2", "any.x.y[0] && any", "any == 1 || any == \"1\"", "any.some_thing", "parse_json(t) + 1"]
    {
        assert_eq!(infer(source).1, [], "{source}");
    }
}

/// Values of the names, some of them absent.
fn scopes() -> Vec<Scope> {
    let full = json!({
        "n": 3, "t": "vpn", "b": true, "e": "low", "l": ["a", "bb"], "o": { "a": 1.5, "t": "x" },
        "p": [{ "score": 0.7, "title": "VPN" }, { "score": 0.1, "title": "Mail" }], "any": { "x": [1] },
    });
    let bare = json!({
        "n": 0.5, "t": "", "b": false, "e": "high", "l": [], "o": {}, "p": [], "any": null,
    });
    [full, bare].into_iter().map(|scope| scope.as_object().unwrap().clone()).collect()
}

fn expression() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        "n",
        "t",
        "b",
        "e",
        "l",
        "o",
        "p",
        "any",
        "1",
        "0.5",
        "\"x\"",
        "\"low\"",
        "true",
        "()",
        "o.a",
        "o.t",
        "l[0]",
        "[]",
        "p[0].title",
        "any.x",
    ])
    .prop_map(str::to_owned);
    leaf.prop_recursive(4, 24, 3, |inner| {
        let two = (inner.clone(), inner.clone());
        let operators = prop::sample::select(vec!["+", "-", "*", "==", "!=", "<", ">=", "&&", "||", "??"]);
        let functions = prop::sample::select(vec![
            "len",
            "is_empty",
            "text",
            "json",
            "first",
            "last",
            "to_upper",
            "keys",
            "type_of",
            "floor",
            "parse_int",
            "abs",
            "trimmed",
        ]);
        let closures = prop::sample::select(vec![
            "filter(|x| x == \"a\")",
            "map(|x| x)",
            "map(|x| x.len())",
            "find(|x| x.score > 0.5)",
            "some(|x| true)",
            "all(|x| x.score < 1)",
            "map(|x| #{ v: x })",
            "map(|x| x.title)",
        ]);
        prop_oneof![
            (two.clone(), operators).prop_map(|((a, b), operator)| format!("({a} {operator} {b})")),
            (inner.clone(), functions).prop_map(|(a, function)| format!("{function}({a})")),
            (inner.clone(), closures).prop_map(|(a, closure)| format!("({a}).{closure}")),
            two.clone().prop_map(|(a, b)| format!("default({a}, {b})")),
            two.clone().prop_map(|(a, b)| format!("contains({a}, {b})")),
            two.clone().prop_map(|(a, b)| format!("join({a}, {b})")),
            two.clone().prop_map(|(a, b)| format!("[{a}, {b}]")),
            two.clone().prop_map(|(a, b)| format!("#{{ a: {a}, b: {b} }}")),
            inner.clone().prop_map(|a| format!("({a}).a")),
            inner.clone().prop_map(|a| format!("({a})[0]")),
            inner.clone().prop_map(|a| format!("!({a})")),
            inner.clone().prop_map(|a| format!("(-({a}))")),
            (inner.clone(), two).prop_map(|(c, (a, b))| format!("(if {c} {{ {a} }} else {{ {b} }})")),
        ]
    })
}

fn kind(value: &Value) -> Kinds {
    match value {
        Value::Null => Kinds::NULL,
        Value::Bool(_) => Kinds::BOOL,
        Value::Number(_) => Kinds::NUMBER,
        Value::String(_) => Kinds::TEXT,
        Value::Array(_) => Kinds::LIST,
        Value::Object(_) => Kinds::OBJECT,
    }
}

/// Whether a value is one that the type allows, in its parts too.
fn allows(given: &Type<'_>, value: &Value) -> bool {
    let listed =
        given.values().is_none_or(|values| value.is_null() || values.iter().any(|known| alike(known, value)));
    let parts = match value {
        Value::Array(items) => items.iter().all(|item| item.is_null() || allows(&given.item(), item)),
        _ => true,
    };
    kind(value).within(given.kinds.or(Kinds::NULL)) && listed && parts
}

fn alike(a: &Value, b: &Value) -> bool {
    a == b || a.as_f64().is_some_and(|a| Some(a) == b.as_f64())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// What an expression gives is always of the type that was inferred for it.
    #[test]
    fn no_value_is_of_another_type_than_inferred(source in expression()) {
        let Ok(expr) = Expr::parse(&source) else { return Ok(()) };
        let schemas: &'static Value = &SCHEMAS;
        let (given, _) = expr.infer(&|name| schemas.get(name).map(Type::of_schema));
        for scope in scopes() {
            if let Ok(value) = expr.eval(&scope) {
                prop_assert!(allows(&given, &value), "{source}: {value} is not {}, {:?}", given.kinds.words(), given.to_schema());
            }
        }
    }

    /// An operator or function that is refused fails when it is reached with values that are there.
    #[test]
    fn what_is_refused_at_the_top_fails_when_it_runs(source in expression()) {
        let Ok(expr) = Expr::parse(&source) else { return Ok(()) };
        let schemas: &'static Value = &SCHEMAS;
        let names = |name: &str| schemas.get(name).map(Type::of_schema);
        let (_, problems) = expr.infer(&names);
        let refused = problems.iter().any(|problem| {
            let at_the_top = problem.position.is_some_and(|span| span.start <= 1);
            at_the_top && matches!(problem.kind, ProblemKind::Unsuitable { .. } | ProblemKind::UnknownFunction { .. })
        });
        // Only where nothing decides whether the place is reached.
        let straight = !["if", "&&", "||", "??", "|x|", "default"].iter().any(|word| source.contains(word));
        if refused && straight {
            prop_assert!(expr.eval(&scopes()[0]).is_err(), "{source}: {problems:?}");
        }
    }
}
