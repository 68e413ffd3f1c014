//! Tests of flows as the API shows them.

use super::cost_delta::CostDelta;
use super::judge::{JudgedAs, Spent, Verdict};
use crate::runs::VersionRef;
use chrono::{DateTime, Utc};
use executor_runtime::flow_test::{Coverage, FlowTest, Report};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The tests of a flow's draft.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Tests {
    pub data: Vec<TestItem>,
    /// The flow is published only when all of them pass.
    pub gate_on_tests: bool,
}

/// A test. Publishing commits it as `tests/<name>.json`.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TestItem {
    pub name: String,
    pub title: String,
    #[schema(value_type = Object)]
    pub test: FlowTest,
    pub updated_at: DateTime<Utc>,
}

/// Which tests to run, on what.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTestRun {
    /// A version's number, with the tests it was published with; without it the draft and its tests.
    pub version: Option<VersionRef>,
    /// Without it all of them.
    pub names: Option<Vec<String>>,
    /// Whether the tenant's model is asked to judge by rubrics, which costs tokens; without it, it is. `false`:
    /// only verdicts that were given before for the very same words count. Whoever lacks `flows:write` asks
    /// nobody either way.
    pub judge: Option<bool>,
    /// Of the draft: also what a run of each test uses up, beside the last published version.
    #[serde(default)]
    pub compare_cost: bool,
}

/// How tests went.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TestResults {
    /// Of whose expectations all hold.
    pub passed: usize,
    pub failed: usize,
    /// Of which nothing failed and a rubric was not judged. It does not stop publishing, and is no pass.
    pub not_judged: usize,
    pub results: Vec<TestResult>,
    pub coverage: Covered,
    /// What the verdicts of this run took; those that are remembered take nothing.
    pub judging: Spent,
    /// Only when it was asked for, and something is published.
    pub cost: Option<CostDelta>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TestResult {
    pub name: String,
    pub title: String,
    /// Everything holds, and everything that is to be judged was.
    pub passed: bool,
    /// Nothing failed, but a rubric was not judged: neither passed nor failed.
    pub not_judged: bool,
    /// A sentence for everything that did not go as expected.
    pub failures: Vec<String>,
    /// One for each rubric.
    pub verdicts: Vec<Verdict>,
}

impl TestResult {
    pub(super) fn failed(&self) -> bool {
        !self.passed && !self.not_judged
    }

    /// Takes what became of a rubric in.
    pub(super) fn judged(&mut self, verdict: Verdict) {
        self.failures.extend(verdict.failure());
        self.verdicts.push(verdict);
        let is_open = self.verdicts.iter().any(|verdict| verdict.outcome == JudgedAs::NotJudged);
        self.not_judged = self.failures.is_empty() && is_open;
        self.passed = self.failures.is_empty() && !is_open;
    }
}

/// What the tests came through: nodes, and the ways out of them that lead somewhere.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Covered {
    pub nodes: usize,
    pub nodes_visited: usize,
    pub ways: usize,
    pub ways_visited: usize,
    /// Nodes (`ticket`) and ways (`ticket.error`) that no test comes through.
    pub missing: Vec<String>,
}

impl TestResults {
    /// As the machine has it. What is to be judged is still to come: [`super::judge`].
    pub(super) fn new(reports: &[Report], coverage: Coverage) -> Self {
        let result = |report: &Report| TestResult {
            name: report.name.clone(),
            title: report.title.clone(),
            passed: report.passed,
            not_judged: false,
            failures: report.failures.clone(),
            verdicts: Vec::new(),
        };
        let Coverage { nodes, nodes_visited, ways, ways_visited, missing } = coverage;
        let mut results = Self {
            passed: 0,
            failed: 0,
            not_judged: 0,
            results: reports.iter().map(result).collect(),
            coverage: Covered { nodes, nodes_visited, ways, ways_visited, missing },
            judging: Spent::default(),
            cost: None,
        };
        results.count();
        results
    }

    pub(super) fn count(&mut self) {
        let results = || self.results.iter();
        let (passed, not_judged) =
            (results().filter(|one| one.passed).count(), results().filter(|one| one.not_judged).count());
        let mut judging = Spent::default();
        for verdict in results().flat_map(|one| &one.verdicts).filter(|verdict| !verdict.remembered) {
            judging += verdict.used;
        }
        self.failed = self.results.len() - passed - not_judged;
        (self.passed, self.not_judged, self.judging) = (passed, not_judged, judging);
    }
}
