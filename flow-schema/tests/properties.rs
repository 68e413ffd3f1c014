//! What holds for every document, however it was made.

#![expect(clippy::unwrap_used, reason = "a test may stop at a broken premise")]

use flow_schema::check;
use flow_schema::compile::compile;
use flow_schema::kind::KindRegistry;
use flow_schema::model::Flow;
use flow_schema::{Severity, canonical, fix};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::LazyLock;

static SEEDS: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let texts = [
        include_str!("../fixtures/right/helpdesk.json"),
        include_str!("../fixtures/right/loop.json"),
        include_str!("../fixtures/right/design-example.json"),
        include_str!("../fixtures/right/parallel.json"),
    ];
    texts.iter().map(|text| serde_json::from_str(text).unwrap()).collect()
});

static KINDS: LazyLock<KindRegistry> = LazyLock::new(KindRegistry::builtin);

/// What a value is replaced by.
fn replacement() -> impl Strategy<Value = Option<Value>> {
    let words = prop::sample::select(vec![
        "",
        "start",
        "kb",
        "kb.error",
        "kb.out",
        "helped.no",
        "{{",
        "{{ kb.x }}",
        "{{ state.tried + 1 }}",
        "a.b.c",
        "1d",
        "condition",
        "ask_user",
        "mcp:a/b",
        "for",
        "\u{1F980}",
        "old + new",
        "#/schemas/Answer",
        "error",
        "{{ (((( }}",
    ]);
    prop_oneof![
        Just(None),
        Just(Some(Value::Null)),
        any::<i64>().prop_map(|number| Some(json!(number))),
        any::<bool>().prop_map(|yes| Some(json!(yes))),
        words.prop_map(|word| Some(json!(word))),
        Just(Some(json!([]))),
        Just(Some(json!({}))),
        Just(Some(json!({ "from": "kb", "to": "kb" }))),
        "[a-z{}. ]{0,12}".prop_map(|text| Some(json!(text))),
    ]
}

/// Pointers to everything in a document.
fn pointers(value: &Value, at: &str, all: &mut Vec<String>) {
    match value {
        Value::Object(entries) => {
            for (key, entry) in entries {
                let at = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
                all.push(at.clone());
                pointers(entry, &at, all);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let at = format!("{at}/{index}");
                all.push(at.clone());
                pointers(item, &at, all);
            }
        }
        _ => {}
    }
}

fn mutate(document: &mut Value, choice: usize, replacement: Option<Value>) {
    let mut all = Vec::new();
    pointers(document, "", &mut all);
    let pointer = all[choice % all.len()].clone();
    match replacement {
        Some(value) => *document.pointer_mut(&pointer).unwrap() = value,
        None => {
            let (parent, key) = pointer.rsplit_once('/').unwrap();
            match document.pointer_mut(parent).unwrap() {
                Value::Object(entries) => {
                    entries.remove(&key.replace("~1", "/").replace("~0", "~"));
                }
                Value::Array(items) => {
                    items.remove(key.parse().unwrap());
                }
                _ => {}
            }
        }
    }
}

fn mutated() -> impl Strategy<Value = Value> {
    let mutations = prop::collection::vec((any::<usize>(), replacement()), 0..6);
    (0..SEEDS.len(), mutations).prop_map(|(seed, mutations)| {
        let mut document = SEEDS[seed].clone();
        for (choice, replacement) in mutations {
            mutate(&mut document, choice, replacement);
        }
        document
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// The shape check lets through exactly what can be read, the checker never panics, and a flow
    /// compiles exactly when it has no errors.
    #[test]
    fn a_damaged_flow_is_judged_and_never_breaks_the_checker(document in mutated()) {
        let read: Result<Flow, _> = serde_json::from_value(document.clone());
        match check::parse_value(&document) {
            Err(findings) => prop_assert!(!findings.is_empty()),
            Ok(flow) => {
                prop_assert!(read.is_ok());
                let findings = check::check(&flow, &KINDS);
                let wrong = findings.iter().any(|finding| finding.severity == Severity::Error);
                prop_assert_eq!(compile(&flow, &KINDS).is_err(), wrong);

                let text = canonical::to_string(&flow);
                let again: Flow = serde_json::from_str(&text).unwrap();
                prop_assert_eq!(canonical::to_string(&again), text);
            }
        }
    }

    /// A fix that was just offered can be made, and what comes of it can be checked again.
    #[test]
    fn every_fix_of_a_damaged_flow_can_be_made(document in mutated()) {
        let findings = match check::parse_value(&document) {
            Err(findings) => findings,
            Ok(flow) => check::check(&flow, &KINDS),
        };
        // A fix finds its node by id: with two of one id it may find the other.
        let twice = findings.iter().any(|finding| finding.code == "FR007");
        for finding in findings.iter().filter(|_| !twice) {
            let Some(offered) = &finding.fix else { continue };
            let mended = fix::apply(&document, offered);
            prop_assert!(mended.is_ok(), "{mended:?} {finding:#?}");
            if let Ok(flow) = check::parse_value(&mended.unwrap()) {
                check::check(&flow, &KINDS);
            }
        }
    }

    /// What the shape check refuses cannot be read either: it is not stricter than the format.
    #[test]
    fn the_shape_check_refuses_only_what_cannot_be_read(document in mutated()) {
        if serde_json::from_value::<Flow>(document.clone()).is_ok() {
            let refused = check::parse_value(&document).err();
            // Schemas are any JSON for the reader; the shape check wants schemas.
            let only_schemas = refused.iter().flatten().all(|finding| {
                let field = finding.field.as_deref().unwrap_or_default();
                ["/input", "/output", "/schemas", "/state"].iter().any(|place| field.starts_with(place))
            });
            prop_assert!(only_schemas, "{:?}", refused);
        }
    }
}

/// A flow as large as allowed is checked while somebody draws: no check may look at every pair.
#[test]
fn a_large_flow_is_checked_in_one_go() {
    let count = 1_000;
    let node = |at: usize| {
        let before = if at == 0 { "input.message".to_owned() } else { format!("n{}.text", at - 1) };
        let first = if at == 0 { "input.message" } else { "n0.text" };
        json!({ "id": format!("n{at}"), "kind": "template", "config": { "text": format!("{{{{ {before} }}}} {{{{ {first} }}}}") } })
    };
    let mut edges = vec![json!({ "from": "start", "to": "n0" })];
    edges.extend((1..count).map(|at| json!({ "from": format!("n{}", at - 1), "to": format!("n{at}") })));
    let nodes: Vec<_> = (0..count).map(node).collect();
    let document = json!({ "format": "flowright/1", "name": "large", "nodes": nodes, "edges": edges });
    let flow = check::parse_value(&document).unwrap();
    let started = std::time::Instant::now();
    let findings = check::check(&flow, &KINDS);
    println!("1,000 nodes checked in {:?}", started.elapsed());
    assert_eq!(findings, []);
}
