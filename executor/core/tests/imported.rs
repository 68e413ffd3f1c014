//! Flows of other products, imported and played: they say what the originals would have said.

#![expect(clippy::unwrap_used, reason = "in tests a surprise is a failure")]

use executor_core::flow_test::{Cast, FlowTest, run};
use flow_schema::compile::compile;
use flow_schema::import::{Options, import};
use flow_schema::kind::KindRegistry;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The document that a test is for: `dify-chat-runs.question.json` plays `dify-chat-runs.yml`.
fn document(folder: &Path, test: &Path) -> PathBuf {
    let name = test.file_name().unwrap().to_string_lossy();
    let stem = name.split('.').next().unwrap();
    let candidates = ["yml", "json"].map(|extension| folder.join(format!("{stem}.{extension}")));
    candidates.into_iter().find(|path| path.exists()).unwrap_or_else(|| panic!("{name} is for no document"))
}

#[test]
fn imported_flows_say_what_the_originals_would_have_said() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../flow-schema/tests/import");
    let mut tests: Vec<PathBuf> =
        std::fs::read_dir(folder.join("runs")).unwrap().map(|entry| entry.unwrap().path()).collect();
    tests.sort();
    let mut failures = Vec::new();
    for path in &tests {
        let text = std::fs::read_to_string(document(&folder, path)).unwrap();
        let imported = import(&text, &Options::default()).unwrap();
        let plan = compile(&imported.flows[0].flow, &KindRegistry::builtin());
        let plan = Arc::new(plan.unwrap_or_else(|findings| panic!("{}: {findings:#?}", path.display())));
        let test = FlowTest::parse(&std::fs::read_to_string(path).unwrap()).unwrap();
        let cast = Cast { plan, flows: BTreeMap::new(), forms: BTreeMap::new() };
        for failure in run(&test, &cast).failures {
            failures.push(format!("{}: {failure}", path.file_name().unwrap().to_string_lossy()));
        }
    }
    assert!(tests.len() >= 10, "{} tests", tests.len());
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
