//! What publishing finds out about a version, to be kept beside it: the check's findings and how its tests
//! go. Playing tests calls nothing, so it is done whenever there are any, wherever a version comes from; a model
//! judges by rubrics only when a person publishes.

use super::judge::Judging;
use super::test_view::{TestResult, TestResults};
use super::{draft, gate};
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use chrono::{DateTime, Utc};
use control_plane_store::flows::Problems;
use control_plane_store::version_results::{Found, TestsRun};
use flow_schema::Finding;
use flow_schema::model::Flow;

/// What was found.
#[derive(Clone, Debug)]
pub(crate) struct Results {
    problems: Problems,
    findings: String,
    tests: Option<TestsRun>,
}

impl Results {
    pub(crate) fn found(&self) -> Found<'_> {
        Found { problems: self.problems, findings: &self.findings, tests: self.tests.clone() }
    }
}

/// Plays the tests of a document that was checked; with `insist` all of them must pass.
///
/// # Errors
/// Only with `insist`: [`AppError::TestsFailed`], or why they cannot be played. Without it that leaves the
/// version without a result.
pub(crate) async fn of<'a>(
    app: &App,
    caller: &Caller,
    document: &Flow,
    findings: &[Finding],
    tests: impl IntoIterator<Item = &'a String>,
    judging: Judging,
    insist: bool,
) -> AppResult<Results> {
    let played = async {
        let tests = tests.into_iter().map(|text| gate::parse(text)).collect::<AppResult<_>>()?;
        gate::check(app, caller, document.clone(), tests, judging).await
    };
    let tests = match played.await {
        Ok(results) => {
            if insist {
                gate::insist(&results)?;
            }
            Some(run(&results, app.now()))
        }
        Err(error) if insist => return Err(error),
        Err(error) => {
            tracing::warn!(%error, flow = document.name, "a version is published without a result of its tests");
            None
        }
    };
    let findings_json = serde_json::to_string(findings).map_err(AppError::internal)?;
    Ok(Results { problems: draft::count(findings), findings: findings_json, tests })
}

/// All of a version's tests, as they went.
pub(super) fn run(results: &TestResults, at: DateTime<Utc>) -> TestsRun {
    TestsRun {
        passed: results.passed as u64,
        failed: results.failed as u64,
        failing: names(results, TestResult::failed),
        not_judged: names(results, |result| result.not_judged),
        at,
    }
}

/// Some of a version's tests again, in the place of what they did before.
pub(super) fn run_again(before: &TestsRun, results: &TestResults, at: DateTime<Utc>) -> TestsRun {
    let again = |name: &String| results.results.iter().any(|result| result.name == *name);
    let now = |before: &[String], is: fn(&TestResult) -> bool| {
        let mut now: Vec<String> = before.iter().filter(|name| !again(name)).cloned().collect();
        now.extend(names(results, is));
        now.sort_unstable();
        now
    };
    let failing = now(&before.failing, TestResult::failed);
    let not_judged = now(&before.not_judged, |result| result.not_judged);
    let failed = failing.len() as u64;
    let all = before.passed + before.failed + before.not_judged.len() as u64;
    let passed = all.saturating_sub(failed + not_judged.len() as u64);
    TestsRun { passed, failed, failing, not_judged, at }
}

fn names(results: &TestResults, is: fn(&TestResult) -> bool) -> Vec<String> {
    results.results.iter().filter(|result| is(result)).map(|result| result.name.clone()).collect()
}
