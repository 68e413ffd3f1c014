//! Documents of other products become flows, and the report tells of everything.
//!
//! Each document in `tests/import` has a snapshot beside it: the flow, the report and what the
//! checks say. `UPDATE_SNAPSHOTS=1` writes them anew; read the difference before it is kept. Documents
//! called `…-runs` are whole flows; `tests/import/runs` has flow tests that play them and expect what
//! the original would say.

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
            Some(original) => writeln!(
                out,
                "  {} ‘{}’ ({}) → {node}: {}",
                original.id, original.title, original.kind, entry.what
            ),
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
        for (node, at) in flow.layout["nodes"].as_object().unwrap() {
            let number = |name: &str| at[name].as_f64().unwrap();
            writeln!(out, "  {node} {} {}", number("x"), number("y")).unwrap();
        }
        for note in flow.layout["notes"].as_array().into_iter().flatten() {
            writeln!(out, "  {note}").unwrap();
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
        let ids = text
            .lines()
            .filter_map(|line| line.strip_prefix("      id: "))
            .map(|id| id.trim_matches('\'').to_owned());
        ids.collect()
    };
    match format {
        Format::Dify => yaml_ids(),
        _ => {
            let document: Value = serde_json::from_str(text).unwrap();
            let id = |node: &Value| node["id"].as_str().or(node["name"].as_str()).unwrap().to_owned();
            let nodes = document["data"]["nodes"].as_array().or(document["nodes"].as_array());
            nodes.unwrap().iter().map(id).collect()
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
        assert!(wanted.len() > 1 || !text.contains("workflow:"), "{path:?}: {wanted:?}");
        for id in wanted {
            assert!(told.contains(id.as_str()), "{path:?}: nothing is said of ‘{id}’");
        }
    }
}

#[test]
fn errors_are_only_where_something_was_not_carried_over() {
    for (path, text) in documents() {
        let report = read(&text).report;
        // These are written out of the errors themselves, and explain nothing.
        let explains = |entry: &&Entry| !entry.what.starts_with("As it is drawn");
        let told: BTreeSet<_> =
            report.not_carried.iter().filter(explains).filter_map(|entry| entry.node.clone()).collect();
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
        assert!(!written.contains("donotcopy"), "{path:?}: {written}");
    }
}

#[test]
fn what_cannot_run_keeps_its_code_and_its_settings() {
    let (_, text) =
        documents().into_iter().find(|(path, _)| path.ends_with("langflow-everything.json")).unwrap();
    let imported = read(&text);
    let node = |id: &str| imported.flows[0].flow.nodes.iter().find(|node| node.id.as_str() == id).unwrap();
    let code = |id: &str| node(id).config["code"].as_str().unwrap().to_owned();
    assert!(code("shout").contains("// class Shout(Component):"), "{}", code("shout"));
    assert!(code("whisper").contains("// class Whisper(Component):"), "{}", code("whisper"));
    let notes =
        [("shout", "loudness"), ("whisper", "loudness"), ("stocks", "num_news"), ("agent", "return 'odd'")];
    for (id, kept) in notes {
        assert!(node(id).notes.contains(kept), "{id}: {}", node(id).notes);
    }
    assert!(node("two_in_one").notes.contains("inner {x}"));
}

#[test]
fn a_document_is_recognised_by_its_marks() {
    for (path, text) in documents() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let expect = match name.split('-').next().unwrap() {
            "dify" => Format::Dify,
            "flowise" => Format::Flowise,
            "n8n" => Format::N8n,
            "langflow" => Format::Langflow,
            _ => Format::Coze,
        };
        assert_eq!(detect(&text), Some(expect), "{path:?}");
    }
    for text in ["", "hello", "{}", "[1, 2]", "{\"nodes\": []}", "name: x\nversion: 1"] {
        assert_eq!(detect(text), None, "{text}");
    }
}

/// The value of a node's setting as it is in a run with these values in scope.
fn resolved(imported: &Imported, node: &str, field: &str, scope: Value) -> Value {
    let plan = compile(&imported.flows[0].flow, &KindRegistry::builtin())
        .unwrap_or_else(|findings| panic!("{findings:#?}"));
    let find = |plan: &flow_schema::plan::Plan| plan.node(node).map(|node| node.config.clone());
    let inside = || plan.nodes.iter().filter_map(|node| node.body.as_deref()).find_map(find);
    let config = find(&plan).or_else(inside).unwrap_or_else(|| panic!("no node {node}"));
    let value = config.resolve(scope.as_object().unwrap());
    value.unwrap_or_else(|error| panic!("{node}: {error}"))[field].clone()
}

#[test]
fn translated_pieces_give_what_the_originals_give() {
    use serde_json::json;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import");
    let document = |name: &str| read(&std::fs::read_to_string(folder.join(name)).unwrap());

    let dify = document("dify-workflow-runs.yml");
    let lines = resolved(&dify, "split_into_lines", "code", json!({ "input": { "texts": " a b\nc \n" } }));
    assert_eq!(lines, json!({ "lines": ["a b", "c"], "count": 2 }));
    let page = resolved(
        &dify,
        "page",
        "code",
        json!({ "input": { "tone": "formal" }, "state": { "rounds_total": 6 }, "each_line": { "results": [{ "value": "x" }, null] } }),
    );
    assert_eq!(page, json!({ "text": "# FORMAL\n1. x\n2. \nTotal 6" }));
    let one = |scope| resolved(&dify, "one_of_both", "code", scope);
    assert_eq!(one(json!({ "keep": { "text": "k" } })), json!({ "output": "k" }));
    assert_eq!(one(json!({ "shorten": { "text": "s" } })), json!({ "output": "s" }));
    let until = |total| resolved(&dify, "rounds", "while", json!({ "state": { "rounds_total": total } }));
    assert_eq!((until(4), until(5)), (json!(true), json!(false)));

    let chat = document("dify-chat-runs.yml");
    let history = json!([{ "role": "user", "content": "hi" }, { "role": "assistant", "content": "hello" }]);
    let scope = json!({ "conversation": { "history": history.clone() }, "input": { "message": "desks?" }, "state": { "topic": "t", "asked": 1 }, "look_it_up": { "passages": [] } });
    assert_eq!(resolved(&chat, "answer", "prompt", scope.clone()), "user: hi\nassistant: hello\n\ndesks?");
    assert_eq!(resolved(&chat, "count", "set", scope), json!({ "asked": 2, "topic": "office" }));

    // Not all of this document can run; each piece is looked at by itself.
    let everything = document("dify-everything.yml");
    let script = |node: &str, scope: Value| {
        let flow = &everything.flows[0].flow;
        let node = flow.nodes.iter().find(|known| known.id.as_str() == node).unwrap();
        let code = flow_schema::expr::Expr::parse_script(node.config["code"].as_str().unwrap()).unwrap();
        code.eval(scope.as_object().unwrap()).unwrap_or_else(|error| panic!("{}: {error}", node.id))
    };
    let articles =
        script("first_articles", json!({ "articles": { "articles": ["pen", "a red book", "a blue book"] } }));
    let sorted = json!(["a blue book", "a red book"]);
    assert_eq!(
        articles,
        json!({ "result": sorted, "first_record": "a blue book", "last_record": "a red book" })
    );
    let passage = |score: f64, text: &str| json!({ "text": text, "score": score });
    let scope = json!({
        "two_books_1": { "passages": [passage(0.9, "a"), passage(0.2, "d")] },
        "two_books_2": { "passages": [passage(0.5, "b"), passage(0.4, "c")] },
    });
    let found = script("two_books", scope);
    let texts: Vec<_> =
        found["passages"].as_array().unwrap().iter().map(|passage| passage["text"].clone()).collect();
    assert_eq!(texts, ["a", "b", "c", "d"]);
    let scope =
        json!({ "articles": { "articles": ["x", "y"] }, "who_and_when": { "values": { "who": "Ada" } } });
    assert_eq!(script("join", scope), json!({ "line": "Ada: x, y" }));

    let n8n = document("n8n-chat-runs.json");
    let facts =
        resolved(&n8n, "facts", "code", json!({ "read_the_order": { "body": { "status": "open" } } }));
    assert_eq!(facts, json!({ "status": "OPEN", "customer": { "name": "unknown" }, "source": "shop" }));

    let flowise = document("flowise-review-runs.json");
    let scope = json!({ "state": { "mood": "calm" }, "find": { "passages": [{ "text": "b" }] }, "find_1": { "passages": [{ "text": "a" }] }, "input": {}, "conversation": { "history": [] } });
    assert_eq!(resolved(&flowise, "draft", "system", scope), "Answer kindly, in a calm tone.\nUse: a\nb");

    let langflow = document("langflow-loop-runs.json");
    let scope = json!({ "input": { "message": "a b\n \n\nc" } });
    let chunks = json!({ "chunks": [{ "text": "a b" }, { "text": "c" }] });
    assert_eq!(resolved(&langflow, "split_text", "code", scope), chunks);
    let ask =
        |input| resolved(&langflow, "ask", "text", json!({ "input": input, "line": { "text": "Line: a" } }));
    assert_eq!(ask(json!({})), "Into German: Line: a");
    assert_eq!(ask(json!({ "language": "French" })), "Into French: Line: a");
    let memory = document("langflow-chat-runs.json");
    let scope = json!({ "conversation": { "history": history } });
    assert_eq!(resolved(&memory, "message_history", "text", scope), "user: hi\nassistant: hello");
    let router = document("langflow-router-runs.json");
    let cases = |message: &str| {
        resolved(&router, "if_else", "cases", json!({ "input": { "message": message } }))[0]["when"].clone()
    };
    assert_eq!((cases("a ReFund"), cases("hello")), (json!(true), json!(false)));

    let coze = document("coze-summary-runs.json");
    let scope = json!({ "each_topic": { "results": [{ "lines": "x" }, { "lines": "y" }] } });
    assert_eq!(resolved(&coze, "together", "text", scope), "Summary: [\"x\",\"y\"]");
}

#[test]
fn the_place_a_flow_comes_to_may_call_things_otherwise() {
    let text = documents().into_iter().find(|(path, _)| path.ends_with("dify-chat-runs.yml")).unwrap().1;
    let pairs =
        |pairs: &[(&str, &str)]| pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
    let options = Options {
        name: Some("office".to_owned()),
        bases: pairs(&[("office-handbook", "handbook")]),
        models: pairs(&[("gpt-4o", "large"), ("gpt-4o-mini", "")]),
        ..Options::default()
    };
    let imported = import(&text, &options).unwrap();
    let flow = &imported.flows[0].flow;
    let config = |id: &str| &flow.nodes.iter().find(|node| node.id.as_str() == id).unwrap().config;
    assert_eq!(flow.name, "office");
    assert_eq!(config("look_it_up")["base"], "handbook");
    assert_eq!(config("answer")["model"], "large");
    // An empty name is the tenant's model, and needs nothing.
    assert_eq!(config("chat").get("model"), None);
    let needed: Vec<_> = imported.report.models_needed.iter().map(|need| need.name.as_str()).collect();
    assert_eq!(needed, ["large"]);
}

#[test]
fn every_flow_test_belongs_to_a_document_and_names_its_nodes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/runs");
    let mut tests = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let stem = name.split('.').next().unwrap();
        let (_, text) =
            documents().into_iter().find(|(path, _)| path.file_stem().is_some_and(|s| s == stem)).unwrap();
        let nodes: BTreeSet<String> =
            read(&text).flows[0].flow.nodes.iter().map(|node| node.id.to_string()).collect();
        let test: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        for mock in test["mocks"].as_object().into_iter().flat_map(|mocks| mocks.keys()) {
            let first = mock.split('/').next().unwrap();
            assert!(nodes.contains(first), "{name}: {mock}");
        }
        tests += 1;
    }
    assert!(tests > 10);
}
