//! The help pages of the codes, generated from the codes and from `fixtures/pages`. The examples are
//! run, and a test keeps the pages fresh.

#![expect(clippy::unwrap_used, reason = "a test may stop at a broken premise")]

mod support;

use flow_schema::Severity;
use flow_schema::check::{Code, codes};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use support::{Fixture, fixtures};

/// Codes whose example would not fit a page.
const WITHOUT_EXAMPLE: &[&str] = &["FR009", "FR079"];

fn examples() -> BTreeMap<String, Fixture> {
    fixtures("pages").into_iter().collect()
}

#[test]
fn the_wrong_example_of_a_page_gives_its_code_and_the_right_one_nothing() {
    let mut failed = Vec::new();
    for (code, example) in examples() {
        assert!(codes::find(&code).is_some(), "{code}");
        if !example.findings().iter().any(|finding| finding.code == code) {
            failed.push(format!("{code}: not given: {:#?}", example.findings()));
        }
        let left = example.findings_of(&example.right());
        if !left.is_empty() {
            failed.push(format!("{code}: mended and still {left:#?}"));
        }
    }
    assert!(failed.is_empty(), "{} pages\n{}", failed.len(), failed.join("\n"));
}

#[test]
fn the_pages_are_fresh() {
    let examples = examples();
    let mut pages = vec![("README.md".to_owned(), index())];
    for code in codes::ALL {
        let example = examples.get(code.code);
        assert_eq!(example.is_none(), WITHOUT_EXAMPLE.contains(&code.code), "{}", code.code);
        pages.push((format!("{}.md", code.code), page(code, example)));
    }
    let folder = folder();
    #[expect(clippy::disallowed_methods, reason = "a test that rewrites committed files when asked to")]
    let update = std::env::var("FLOWRIGHT_UPDATE").is_ok_and(|value| value == "1");
    if update {
        std::fs::create_dir_all(&folder).unwrap();
        for (name, text) in &pages {
            std::fs::write(folder.join(name), text).unwrap();
        }
    }
    for (name, text) in &pages {
        let committed = std::fs::read_to_string(folder.join(name)).unwrap_or_default();
        assert!(
            &committed == text,
            "run FLOWRIGHT_UPDATE=1 cargo test -p flow-schema --test pages, and commit docs/findings/{name}"
        );
    }
    let known = std::fs::read_dir(&folder).unwrap().count();
    assert_eq!(known, pages.len(), "a page in docs/findings has no code");
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/findings")
}

fn severity(code: &Code) -> &'static str {
    match code.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn index() -> String {
    let mut text =
        "# What the checker says\n\nWritten by `flow-schema/tests/pages.rs`; do not edit. An error stops \
                    publishing, a warning does not.\n\n| Code | | |\n|---|---|---|\n"
            .to_owned();
    for code in codes::ALL {
        writeln!(text, "| [{0}]({0}.md) | {1} | {2} |", code.code, code.title, severity(code)).unwrap();
    }
    text
}

fn page(code: &Code, example: Option<&Fixture>) -> String {
    let mut text =
        format!("# {}: {}\n\n**{}.** {}\n", code.code, code.title, capital(severity(code)), code.explanation);
    let Some(example) = example else { return text };
    let findings = example.findings();
    let finding = findings.iter().find(|finding| finding.code == code.code).unwrap();
    let around = serde_json::to_value(&example.environment).unwrap();
    let set: serde_json::Map<_, _> = around
        .as_object()
        .unwrap()
        .iter()
        .filter(|(_, value)| match value {
            Value::Null => false,
            Value::Object(entries) => entries.values().any(|value| !value.is_null()),
            _ => true,
        })
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    text.push_str("\n## Wrong\n");
    if !set.is_empty() {
        write!(text, "\nWith this around it:\n\n```json\n{}\n```\n", compact(&Value::Object(set), 0))
            .unwrap();
    }
    let wrong = example.text.clone().unwrap_or_else(|| compact(&example.flow, 0));
    write!(text, "\n```json\n{wrong}\n```\n").unwrap();
    let place = match (&finding.node, &finding.field) {
        (Some(node), Some(field)) => format!(" (node `{node}`, `{field}`)"),
        (Some(node), None) => format!(" (node `{node}`)"),
        (None, Some(field)) => format!(" (`{field}`)"),
        (None, None) => String::new(),
    };
    write!(text, "\n- Cause: {}{place}.\n- Mend: {}.\n", finding.cause, finding.mend).unwrap();
    write!(text, "\n## Right\n\n```json\n{}\n```\n", compact(&example.right(), 0)).unwrap();
    text
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

/// JSON with one line for what is short, as a person writes it.
fn compact(value: &Value, indent: usize) -> String {
    const LINE: usize = 100;
    let flat = spaced(value);
    let split = match value {
        Value::Object(entries) => indent == 0 || flat.chars().count() + indent > LINE && !entries.is_empty(),
        Value::Array(items) => flat.chars().count() + indent > LINE && !items.is_empty(),
        _ => false,
    };
    if !split {
        return flat;
    }
    let (inner, outer) = (" ".repeat(indent + 2), " ".repeat(indent));
    let (open, close, lines): (_, _, Vec<String>) = match value {
        Value::Object(entries) => {
            let lines = entries
                .iter()
                .map(|(name, value)| format!("{inner}{name:?}: {}", compact(value, indent + 2)));
            ('{', '}', lines.collect())
        }
        Value::Array(items) => {
            ('[', ']', items.iter().map(|item| format!("{inner}{}", compact(item, indent + 2))).collect())
        }
        _ => return flat,
    };
    format!("{open}\n{}\n{outer}{close}", lines.join(",\n"))
}

fn spaced(value: &Value) -> String {
    match value {
        Value::Object(entries) if entries.is_empty() => "{}".to_owned(),
        Value::Object(entries) => {
            let entries: Vec<_> =
                entries.iter().map(|(name, value)| format!("{name:?}: {}", spaced(value))).collect();
            format!("{{ {} }}", entries.join(", "))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(spaced).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}
