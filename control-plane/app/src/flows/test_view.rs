//! Tests of flows as the API shows them.

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
}

/// How tests went.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TestResults {
    pub passed: usize,
    pub failed: usize,
    pub results: Vec<TestResult>,
    pub coverage: Covered,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TestResult {
    pub name: String,
    pub title: String,
    pub passed: bool,
    /// A sentence for everything that did not go as expected.
    pub failures: Vec<String>,
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
    pub(super) fn new(reports: Vec<Report>, coverage: Coverage) -> Self {
        let passed = reports.iter().filter(|report| report.passed).count();
        let result = |report: Report| {
            let Report { name, title, passed, failures, .. } = report;
            TestResult { name, title, passed, failures }
        };
        let Coverage { nodes, nodes_visited, ways, ways_visited, missing } = coverage;
        Self {
            passed,
            failed: reports.len() - passed,
            results: reports.into_iter().map(result).collect(),
            coverage: Covered { nodes, nodes_visited, ways, ways_visited, missing },
        }
    }
}
