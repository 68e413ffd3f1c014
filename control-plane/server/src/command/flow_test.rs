//! `flowright flow test <folder>`: the tests beside a flow, played without a server or a model.

use super::junit;
use crate::logging::say;
use clap::Args;
use executor_runtime::flow_test::{Cast, Coverage, FlowTest, Report, coverage, run};
use flow_schema::check::parse;
use flow_schema::compile::compile;
use flow_schema::kind::KindRegistry;
use flow_schema::plan::{FlowRef, Plan};
use serde_json::Value;
use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Other flows that one flow may enter, theirs included; the same as for a run.
const MAX_FLOWS: usize = 200;

#[derive(Debug, Args)]
pub struct Options {
    /// A flow's folder, or its flow.json. Its tests are in tests/*.json, its forms in forms/*.json; other flows
    /// that it enters are looked for in the folders beside it.
    path: PathBuf,
    /// Write the results as JUnit XML.
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
    /// Only tests whose name contains this.
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
}

/// How a flow's tests went.
#[derive(Debug)]
pub(super) struct Outcome {
    pub flow: String,
    pub reports: Vec<(Report, Duration)>,
    coverage: Coverage,
}

impl Outcome {
    pub fn failed(&self) -> usize {
        self.reports.iter().filter(|(report, _)| !report.passed).count()
    }

    pub fn not_judged(&self) -> usize {
        self.reports.iter().filter(|(report, _)| open(report).is_some()).count()
    }
}

/// Why a test of which nothing failed has not passed either: there is no model here that could judge.
pub(super) fn open(report: &Report) -> Option<String> {
    if !report.passed || report.to_judge.is_empty() {
        return None;
    }
    let places = report.to_judge.iter().map(|to_judge| match to_judge.turn {
        Some(turn) => format!("turn {turn}"),
        None => "at the end".to_owned(),
    });
    let places = places.collect::<Vec<_>>().join(", ");
    Some(format!(
        "{places}: a rubric is judged by a language model, which is not asked here; a server judges it"
    ))
}

/// Runs it: exit code 1 when a test fails, 2 when there is nothing that could be tested. Rubrics are judged by a
/// language model, which is not asked here: such a test is open, which is neither passed nor failed.
pub fn command(options: &Options) -> ExitCode {
    let outcome = match test(&options.path, options.filter.as_deref()) {
        Ok(outcome) => outcome,
        Err(reason) => {
            eprintln!("flowright: {reason}");
            return ExitCode::from(2);
        }
    };
    say(&told(&outcome));
    if let Some(file) = &options.junit
        && let Err(error) = std::fs::write(file, junit::xml(&outcome))
    {
        eprintln!("flowright: cannot write {}: {error}", file.display());
        return ExitCode::from(2);
    }
    if outcome.failed() > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn test(path: &Path, filter: Option<&str>) -> Result<Outcome, String> {
    let (folder, file) = if path.is_dir() {
        (path.to_owned(), path.join("flow.json"))
    } else {
        (path.parent().map(Path::to_owned).unwrap_or_default(), path.to_owned())
    };
    let plan = compiled(&file)?;
    let flows = beside(&folder, &plan)?;
    let mut forms = BTreeMap::new();
    for file in json_files(&folder.join("forms"))? {
        let form: Value =
            serde_json::from_str(&read(&file)?).map_err(|error| format!("{}: {error}", file.display()))?;
        let name = form["name"].as_str().map_or_else(|| stem(&file), str::to_owned);
        forms.insert(name, form);
    }
    let cast = Cast { plan: Arc::new(plan), flows, forms };
    let mut reports = Vec::new();
    for file in json_files(&folder.join("tests"))? {
        let name = stem(&file);
        if filter.is_some_and(|filter| !name.contains(filter)) {
            continue;
        }
        let begun = Instant::now();
        let report = match FlowTest::parse(&read(&file)?) {
            Ok(test) => run(&test, &cast),
            Err(problem) => Report::refused(name, problem),
        };
        reports.push((report, begun.elapsed()));
    }
    if reports.is_empty() {
        let which = filter.map(|filter| format!(" whose name contains “{filter}”")).unwrap_or_default();
        return Err(format!("there are no tests{which} in {}", folder.join("tests").display()));
    }
    let played: Vec<Report> = reports.iter().map(|(report, _)| report.clone()).collect();
    let coverage = coverage(&cast.plan, &played);
    Ok(Outcome { flow: cast.plan.flow.clone(), reports, coverage })
}

fn compiled(file: &Path) -> Result<Plan, String> {
    let wrong = |findings: Vec<flow_schema::Finding>| {
        let lines = findings.iter().map(|finding| {
            let node = finding.node.as_ref().map(|node| format!(" {node}")).unwrap_or_default();
            format!("\n    {}{node}: {} {}", finding.code, finding.cause, finding.mend)
        });
        format!("{} cannot run:{}", file.display(), lines.collect::<String>())
    };
    let document = parse(&read(file)?).map_err(wrong)?;
    compile(&document, &KindRegistry::builtin()).map_err(wrong)
}

/// The flows that it enters, from the folders beside its own. One that is not there is left out: the step
/// that wants it fails, if it is ever reached.
fn beside(folder: &Path, plan: &Plan) -> Result<BTreeMap<String, Arc<Plan>>, String> {
    let mut found = BTreeMap::new();
    let mut open: VecDeque<FlowRef> = plan.flows.iter().cloned().collect();
    while let Some(flow) = open.pop_front() {
        let file = folder.join("..").join(&flow.name).join("flow.json");
        if found.contains_key(&flow.key()) || found.len() >= MAX_FLOWS || !file.is_file() {
            continue;
        }
        let plan = compiled(&file)?;
        open.extend(plan.flows.iter().cloned());
        found.insert(flow.key(), Arc::new(plan));
    }
    Ok(found)
}

/// The JSON files of a folder by name; none when there is no such folder.
fn json_files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let cannot = |error: std::io::Error| format!("cannot read {}: {error}", folder.display());
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(cannot)? {
        let path = entry.map_err(cannot)?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn read(file: &Path) -> Result<String, String> {
    std::fs::read_to_string(file).map_err(|error| format!("cannot read {}: {error}", file.display()))
}

fn stem(file: &Path) -> String {
    file.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn told(outcome: &Outcome) -> String {
    let mut lines = Vec::new();
    for (report, _) in &outcome.reports {
        let title = if report.title.is_empty() { String::new() } else { format!(" – {}", report.title) };
        let open = open(report);
        let word = match (&open, report.passed) {
            (Some(_), _) => "open",
            (None, true) => "pass",
            (None, false) => "FAIL",
        };
        lines.push(format!("{word}  {}{title}", report.name));
        lines.extend(report.failures.iter().chain(&open).map(|sentence| format!("      {sentence}")));
    }
    let (failed, not_judged) = (outcome.failed(), outcome.not_judged());
    let passed = outcome.reports.len() - failed - not_judged;
    let open = if not_judged == 0 { String::new() } else { format!(", {not_judged} not judged") };
    lines.push(format!("{}: {passed} passed, {failed} failed{open}", outcome.flow));
    let Coverage { nodes, nodes_visited, ways, ways_visited, missing } = &outcome.coverage;
    let mut covered = format!("coverage: {nodes_visited} of {nodes} nodes, {ways_visited} of {ways} ways");
    if !missing.is_empty() {
        covered.push_str("; never: ");
        covered.push_str(&missing.join(", "));
    }
    lines.push(covered);
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::{junit, test, told};
    use std::path::{Path, PathBuf};

    fn helpdesk() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/it-helpdesk")
    }

    /// The helpdesk with only this test.
    fn with_test(text: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        std::fs::copy(helpdesk().join("flow.json"), folder.path().join("flow.json")).unwrap();
        std::fs::create_dir(folder.path().join("tests")).unwrap();
        std::fs::write(folder.path().join("tests/one.json"), text).unwrap();
        folder
    }

    #[test]
    fn the_tests_of_the_helpdesk_pass_and_cover_it() {
        let outcome = test(&helpdesk(), None).unwrap();
        let told = told(&outcome);
        assert_eq!(outcome.failed(), 0, "{told}");
        assert!(outcome.reports.len() >= 5, "{told}");
        assert!(told.contains("coverage: 19 of 19 nodes"), "{told}");
        assert_eq!(test(&helpdesk().join("flow.json"), Some("off-topic")).unwrap().reports.len(), 1);
    }

    #[test]
    fn what_fails_is_told_in_sentences_and_escaped_in_xml() {
        let folder = with_test(
            r#"{ "format": "flowright-test/1", "name": "one", "title": "A & B",
                 "mocks": { "search": [{ "error": { "code": "auth" } }], "prefill": [{ "output": {} }] },
                 "forms": {},
                 "turns": [{ "user": { "message": "hi" } }] }"#,
        );
        let outcome = test(folder.path(), None).unwrap();
        let told = told(&outcome);
        let sentence = "turn 1: ‘details’ shows the form ‘it-ticket’, which is not there; give it in forms";
        assert!(
            told.contains(&format!("FAIL  one – A & B\n      {sentence}\nit-helpdesk: 0 passed, 1 failed")),
            "{told}"
        );
        let xml = junit::xml(&outcome);
        assert!(xml.contains("<testsuite name=\"it-helpdesk\" tests=\"1\" failures=\"1\""), "{xml}");
        assert!(xml.contains("<testcase classname=\"it-helpdesk\" name=\"one – A &amp; B\""), "{xml}");
        assert!(xml.contains(&format!("<failure message=\"{sentence}\">")), "{xml}");
    }

    #[test]
    fn a_rubric_is_left_open_and_never_told_as_passed() {
        let folder = with_test(
            r#"{ "format": "flowright-test/1", "name": "one",
                 "mocks": { "search": [{ "output": { "passages": [], "count": 0, "confidence": 0.0 } }],
                            "prefill": [{ "output": {} }] },
                 "forms": { "it-ticket": { "name": "it-ticket", "title": "T", "fields": [] } },
                 "turns": [{ "user": { "message": "hi" }, "expect": { "rubric": { "text": "It is kind." } } }] }"#,
        );
        let outcome = test(folder.path(), None).unwrap();
        let told = told(&outcome);
        assert_eq!((outcome.failed(), outcome.not_judged()), (0, 1), "{told}");
        assert!(told.contains("open  one\n      turn 1: a rubric is judged by a language model"), "{told}");
        assert!(told.contains("it-helpdesk: 0 passed, 0 failed, 1 not judged"), "{told}");
        let xml = junit::xml(&outcome);
        assert!(xml.contains("failures=\"0\" errors=\"0\" skipped=\"1\""), "{xml}");
        assert!(xml.contains("<skipped message=\"turn 1: a rubric is judged"), "{xml}");
    }

    #[test]
    fn a_file_that_is_no_test_fails_and_a_folder_without_tests_is_an_error() {
        let folder = with_test("{");
        let outcome = test(folder.path(), None).unwrap();
        assert_eq!(outcome.failed(), 1);
        let none = test(folder.path(), Some("two")).unwrap_err();
        assert!(none.starts_with("there are no tests whose name contains “two” in"), "{none}");
        let missing = test(&folder.path().join("nothing"), None).unwrap_err();
        assert!(missing.starts_with("cannot read"), "{missing}");
    }
}
