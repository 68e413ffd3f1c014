//! Documents of other products become flows, and the report tells of everything.
//!
//! Each document in `tests/import` has a snapshot beside it: the flow, the report and what the
//! checks say. `UPDATE_SNAPSHOTS=1` writes them anew; read the difference before it is kept.

#![cfg(feature = "import")]
#![expect(clippy::unwrap_used, reason = "a test may stop at a broken premise")]

use flow_schema::canonical;
use flow_schema::compile::compile;
use flow_schema::import::{Entry, Format, Imported, Need, Options, detect, import};
use flow_schema::kind::KindRegistry;
use flow_schema::{Finding, Severity};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

fn documents() -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end != "snap"));
    paths.sort();
    assert!(!paths.is_empty());
    paths.into_iter().map(|path| (path.clone(), std::fs::read_to_string(path).unwrap())).collect()
}

fn read(text: &str) -> Imported {
    import(text, &Options::default()).unwrap_or_else(|error| panic!("{error}"))
}

fn entries(out: &mut String, title: &str, entries: &[Entry]) {
    if entries.is_empty() {
        return;
    }
    writeln!(out, "\n{title}").unwrap();
    for entry in entries {
        let node = entry.node.as_ref().map_or("-", |node| node.as_str());
        match &entry.original {
            Some(original) => writeln!(out, "  {} ‘{}’ ({}) → {node}: {}", original.id, original.title, original.kind, entry.what),
            None => writeln!(out, "  {}", entry.what),
        }
        .unwrap();
    }
}

fn needs(out: &mut String, title: &str, needs: &[Need]) {
    if needs.is_empty() {
        return;
    }
    writeln!(out, "\n{title}").unwrap();
    for need in needs {
        let nodes: Vec<_> = need.nodes.iter().map(ToString::to_string).collect();
        writeln!(out, "  {} ({}): {}", need.name, nodes.join(", "), need.what).unwrap();
    }
}

/// Everything, as text.
fn written(imported: &Imported) -> String {
    let mut out = String::new();
    writeln!(out, "{} document", imported.format).unwrap();
    let report = &imported.report;
    entries(&mut out, "CARRIED OVER", &report.carried);
    entries(&mut out, "APPROXIMATED", &report.approximated);
    entries(&mut out, "NOT CARRIED OVER", &report.not_carried);
    needs(&mut out, "SECRETS NEEDED", &report.secrets_needed);
    needs(&mut out, "MODELS NEEDED", &report.models_needed);
    needs(&mut out, "KNOWLEDGE BASES NEEDED", &report.bases_needed);
    needs(&mut out, "TOOLS NEEDED", &report.tools_needed);
    needs(&mut out, "FORMS AND FLOWS NEEDED", &report.others_needed);
    if !report.findings.is_empty() {
        writeln!(out, "\nTHE CHECKS SAY").unwrap();
    }
    for finding in &report.findings {
        let node = finding.node.as_ref().map_or("-", |node| node.as_str());
        let field = finding.field.as_deref().unwrap_or_default();
        writeln!(out, "  {} {:?} {node}{field}: {}", finding.code, finding.severity, finding.cause).unwrap();
    }
    for flow in &imported.flows {
        writeln!(out, "\nFLOW").unwrap();
        out.push_str(&canonical::to_string(&flow.flow));
        writeln!(out, "\nLAYOUT").unwrap();
        for (node, at) in &flow.layout.nodes {
            writeln!(out, "  {node} {} {}", at.x, at.y).unwrap();
        }
    }
    out
}

#[test]
fn every_document_becomes_the_flow_and_the_report_of_its_snapshot() {
    let update = std::env::var_os("UPDATE_SNAPSHOTS").is_some();
    let mut stale = Vec::new();
    for (path, text) in documents() {
        let got = written(&read(&text));
        let snapshot = path.with_extension("snap");
        if update {
            std::fs::write(&snapshot, got).unwrap();
        } else if std::fs::read_to_string(&snapshot).unwrap_or_default() != got {
            stale.push(snapshot);
        }
    }
    assert!(stale.is_empty(), "other than before (UPDATE_SNAPSHOTS=1 writes them): {stale:#?}");
}

/// Every id of a node in a document.
fn ids(format: Format, text: &str) -> Vec<String> {
    let yaml_ids = || {
        // An id of a node is alone on its line, six deep.
        let ids = text.lines().filter_map(|line| line.strip_prefix("      id: ")).map(|id| id.trim_matches('\'').to_owned());
        ids.collect()
    };
    match format {
        Format::Dify => yaml_ids(),
        _ => {
            let document: Value = serde_json::from_str(text).unwrap();
            let id = |node: &Value| node["id"].as_str().or(node["name"].as_str()).unwrap().to_owned();
            document["nodes"].as_array().unwrap().iter().map(id).collect()
        }
    }
}

#[test]
fn nothing_is_dropped_without_an_entry() {
    for (path, text) in documents() {
        let imported = read(&text);
        let report = &imported.report;
        let told: BTreeSet<&str> = [&report.carried, &report.approximated, &report.not_carried]
            .into_iter()
            .flatten()
            .filter_map(|entry| entry.original.as_ref().map(|original| original.id.as_str()))
            .collect();
        let wanted = ids(imported.format, &text);
        assert!(wanted.len() > 1 || path.to_string_lossy().contains("simple"), "{path:?}: {wanted:?}");
        for id in wanted {
            assert!(told.contains(id.as_str()), "{path:?}: nothing is said of ‘{id}’");
        }
    }
}

#[test]
fn errors_are_only_where_something_was_not_carried_over() {
    for (path, text) in documents() {
        let report = read(&text).report;
        let told: BTreeSet<_> = report.not_carried.iter().filter_map(|entry| entry.node.clone()).collect();
        let errors = report.findings.iter().filter(|finding| finding.severity == Severity::Error);
        for finding in errors {
            assert!(finding.node.as_ref().is_some_and(|node| told.contains(node)), "{path:?}: {finding:#?}");
        }
    }
}

/// The documents that are to run as they are.
#[test]
fn documents_with_nothing_left_to_mend_compile_to_a_plan() {
    let mut compiled = 0;
    for (path, text) in documents() {
        if !path.to_string_lossy().contains("-runs") {
            continue;
        }
        for flow in read(&text).flows {
            let plan = compile(&flow.flow, &KindRegistry::builtin());
            let plan = plan.unwrap_or_else(|findings: Vec<Finding>| panic!("{path:?}: {findings:#?}"));
            assert!(plan.nodes.len() > 1, "{path:?}");
            compiled += 1;
        }
    }
    assert!(compiled >= 2, "{compiled}");
}

#[test]
fn credentials_stay_in_the_document() {
    for (path, text) in documents() {
        let imported = read(&text);
        let written = written(&imported);
        assert!(!written.contains("sk-do-not-copy"), "{path:?}: {written}");
    }
}

#[test]
fn a_document_is_recognised_by_its_marks() {
    for (path, text) in documents() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let expect = match name.split('-').next().unwrap() {
            "dify" => Format::Dify,
            "flowise" => Format::Flowise,
            "n8n" => Format::N8n,
            _ => Format::Coze,
        };
        assert_eq!(detect(&text), Some(expect), "{path:?}");
    }
    for text in ["", "hello", "{}", "[1, 2]", "{\"nodes\": []}", "name: x\nversion: 1"] {
        assert_eq!(detect(text), None, "{text}");
    }
}
