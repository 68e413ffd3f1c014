//! The checker that Studio runs in the browser says, byte for byte, what the one here says.

#![expect(clippy::unwrap_used, reason = "a test may stop at a broken premise")]

mod support;

use flow_schema::check::Surroundings;
use flow_schema::kind::KindRegistry;
use flow_schema::model::Flow;
use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use support::{Fixture, files, fixtures};

/// All flows that are wrong and all that are right.
fn all() -> Vec<(String, Fixture)> {
    let folders = ["wrong", "pages", "right_in_place"];
    let mut all: Vec<_> = folders.into_iter().flat_map(fixtures).collect();
    for (path, text) in files("right") {
        let fixture = json!({ "flow": serde_json::from_str::<Value>(&text).unwrap() });
        all.push((path.display().to_string(), serde_json::from_value(fixture).unwrap()));
    }
    all
}

fn document(fixture: &Fixture) -> String {
    fixture.text.clone().unwrap_or_else(|| fixture.flow.to_string())
}

/// What the server would give the browser.
fn surroundings(fixture: &Fixture) -> String {
    let builtin = KindRegistry::builtin();
    let kinds = fixture.kinds();
    let others = kinds.iter().filter(|kind| builtin.get(&kind.name).is_none());
    let flows = serde_json::from_str(&document(fixture)).map(|flow: Flow| flow.flows()).unwrap_or_default();
    let kinds = others.map(|kind| (**kind).clone()).collect();
    serde_json::to_string(&Surroundings { flows, kinds, environment: fixture.environment.clone() }).unwrap()
}

#[test]
fn the_browser_says_the_same_about_every_flow() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../studio/checks");
    if !folder.join("dist/checks.wasm").exists() {
        // Where no compiler for WebAssembly can be had, Studio asks the server, and there is nothing to compare.
        let why = std::fs::read_to_string(folder.join("dist/why-not.txt"));
        println!(
            "no build for the browser: {}",
            why.expect("run scripts/build-checks: it makes one, or says why not")
        );
        return;
    }
    let all = all();
    let asked: String = all
        .iter()
        .map(|(_, one)| {
            json!({ "surroundings": surroundings(one), "document": document(one) }).to_string() + "\n"
        })
        .collect();

    let node = Command::new("node")
        .arg(folder.join("answers.mjs"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let mut node = node.expect("node runs");
    node.stdin.take().unwrap().write_all(asked.as_bytes()).unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success(), "node stopped with {}", output.status);

    let answers = String::from_utf8(output.stdout).unwrap();
    let answers: Vec<_> = answers.lines().collect();
    assert_eq!(answers.len(), all.len());
    for ((name, fixture), answer) in all.iter().zip(answers) {
        let here = serde_json::to_string(&fixture.findings()).unwrap();
        assert_eq!(answer, format!("{{\"findings\":{here}}}"), "{name}");
    }
    println!("{} flows, each with the same findings in the browser", all.len());
}
