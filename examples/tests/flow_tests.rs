//! The tests beside every example flow, played in the pure machine: no model, no server, no time.

use executor_core::flow_test::{Cast, FlowTest, coverage, run};
use flow_schema::compile::compile;
use flow_schema::kind::KindRegistry;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn read(file: &Path) -> String {
    std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn json_files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    files
}

/// Folders of this crate with a flow in them.
fn examples() -> Vec<PathBuf> {
    let entries =
        std::fs::read_dir(env!("CARGO_MANIFEST_DIR")).expect("the examples can be listed").flatten();
    entries.map(|entry| entry.path()).filter(|folder| folder.join("flow.json").is_file()).collect()
}

fn cast(folder: &Path) -> Cast {
    let flow = serde_json::from_str(&read(&folder.join("flow.json"))).expect("a flow");
    let plan = compile(&flow, &KindRegistry::builtin()).unwrap_or_else(|findings| panic!("{findings:#?}"));
    let forms = json_files(&folder.join("forms")).into_iter().map(|file| {
        let form: Value = serde_json::from_str(&read(&file)).expect("a form");
        (form["name"].as_str().expect("a form has a name").to_owned(), form)
    });
    Cast { plan: Arc::new(plan), flows: BTreeMap::new(), forms: forms.collect() }
}

#[test]
fn the_tests_of_every_example_pass_and_each_expects_something() {
    let mut wrong = Vec::new();
    let mut played = 0;
    for folder in examples() {
        let cast = cast(&folder);
        for file in json_files(&folder.join("tests")) {
            let test = FlowTest::parse(&read(&file)).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
            assert!(test.expects_something(), "{} cannot fail", file.display());
            assert_eq!(file.file_stem().and_then(|stem| stem.to_str()), Some(test.name.as_str()));
            let report = run(&test, &cast);
            wrong.extend(report.failures.into_iter().map(|sentence| format!("{}: {sentence}", test.name)));
            played += 1;
        }
    }
    assert!(played >= 5, "only {played} tests were found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_helpdesks_tests_come_through_every_node_and_every_way() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("it-helpdesk");
    let cast = cast(&folder);
    let tests = json_files(&folder.join("tests"));
    let reports: Vec<_> =
        tests.iter().map(|file| run(&FlowTest::parse(&read(file)).expect("a test"), &cast)).collect();
    let covered = coverage(&cast.plan, &reports);
    // Those two lead where their neighbours lead.
    assert_eq!(covered.missing, ["helped.other", "tell_desk.error"]);
}
