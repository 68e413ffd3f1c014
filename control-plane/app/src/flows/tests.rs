//! The tests of a flow's draft: listed, added, replaced, deleted, run.

use super::cost_delta::{self, Published};
use super::judge::Judging;
use super::test_view::{NewTestRun, TestItem, TestResults, Tests};
use super::{gate, missing, name, results};
use crate::app::App;
use crate::audit;
use crate::caller::Caller;
use crate::error::{AppError, AppResult, FieldError};
use crate::runs::VersionRef;
use control_plane_store::flow_tests::{self, StoredTest};
use control_plane_store::{flow_versions, flows, version_results};
use executor_runtime::flow_test::FlowTest;
use flow_schema::canonical;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const MAX_TESTS: usize = 200;
const MAX_BYTES: usize = 512 * 1024;
/// Words that a path below `/tests` has a meaning for already.
const RESERVED: &[&str] = &["run"];

fn item(stored: StoredTest) -> AppResult<TestItem> {
    let test = gate::parse(&stored.document)?;
    Ok(TestItem { name: stored.name, title: test.title.clone(), test, updated_at: stored.updated_at })
}

/// All tests of the draft, by name.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn tests(app: &App, caller: &Caller, flow: &str) -> AppResult<Tests> {
    let flow_name = name(flow)?;
    let tx = app.db.read(caller.tenant).await?;
    let row = flows::find(&tx, &flow_name).await?.ok_or_else(|| missing(flow))?;
    let gate_on_tests = flow_tests::gate(&tx, &flow_name).await?.unwrap_or(false);
    let data = flow_tests::all(&tx, row.id).await?.into_iter().map(item).collect::<AppResult<_>>()?;
    Ok(Tests { data, gate_on_tests })
}

/// A test as it can be kept, and its canonical text.
pub(super) fn acceptable(test: &Value) -> AppResult<(FlowTest, String)> {
    let test: FlowTest = serde_json::from_value(test.clone())
        .map_err(|error| AppError::field("", "invalid", format!("this is no test of a flow: {error}")))?;
    let mut problems = test.problems();
    if RESERVED.contains(&test.name.as_str()) {
        problems.push(format!("no test can be named “{}”", test.name));
    }
    AppError::fields(problems.into_iter().map(|problem| FieldError::new("", "invalid", problem)).collect())?;
    let text = canonical::to_string(&test);
    if text.len() > MAX_BYTES {
        return Err(AppError::TooLarge { limit_bytes: MAX_BYTES });
    }
    Ok((test, text))
}

/// Adds a test to the draft, or replaces the one of its name. Whether it is a new one.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Invalid`] with what is wrong with the test.
pub async fn put_test(app: &App, caller: &Caller, flow: &str, test: &Value) -> AppResult<(TestItem, bool)> {
    let flow_name = name(flow)?;
    let (test, text) = acceptable(test)?;
    let tx = app.db.write(caller.tenant).await?;
    let row = flows::find(&tx, &flow_name).await?.ok_or_else(|| missing(flow))?;
    let now = app.now();
    let is_new = flow_tests::put(&tx, row.id, &test.name, &text, now).await?;
    if is_new && flow_tests::all(&tx, row.id).await?.len() > MAX_TESTS {
        return Err(AppError::conflict("conflict", format!("a flow has at most {MAX_TESTS} tests")));
    }
    let what = json!({ "test": test.name });
    audit::record(app, &tx, caller, "flow.test_saved", "flow", flow, what).await?;
    tx.commit().await?;
    let item = TestItem { name: test.name.clone(), title: test.title.clone(), test, updated_at: now };
    Ok((item, is_new))
}

/// Takes a test away from the draft; versions keep it.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn delete_test(app: &App, caller: &Caller, flow: &str, test: &str) -> AppResult<()> {
    let flow_name = name(flow)?;
    let tx = app.db.write(caller.tenant).await?;
    let row = flows::find(&tx, &flow_name).await?.ok_or_else(|| missing(flow))?;
    if !flow_tests::delete(&tx, row.id, test).await? {
        return Err(AppError::not_found(format!("the test {test:?}")));
    }
    audit::record(app, &tx, caller, "flow.test_deleted", "flow", flow, json!({ "test": test })).await?;
    Ok(tx.commit().await?)
}

/// Runs tests of the draft or of a version. Nothing is called but the model that judges by rubrics; how a
/// version's tests went is kept beside it.
///
/// # Errors
/// [`AppError::NotFound`] for a flow, version or name that is not there, [`AppError::Findings`] for a
/// document that cannot run.
pub async fn run_tests(app: &App, caller: &Caller, flow: &str, wanted: NewTestRun) -> AppResult<TestResults> {
    let flow_name = name(flow)?;
    let tx = app.db.read(caller.tenant).await?;
    let row = flows::find(&tx, &flow_name).await?.ok_or_else(|| missing(flow))?;
    let (document, texts): (String, Vec<String>) = match wanted.version {
        Some(VersionRef::Number(number)) => {
            let files = flow_versions::files(&tx, row.id, number).await?;
            let files = files.ok_or_else(|| AppError::not_found("the flow version"))?;
            (files.document, files.tests.into_values().collect())
        }
        Some(VersionRef::Word(_)) | None => {
            let (document, _) = flows::draft(&tx, &flow_name).await?.ok_or_else(|| missing(flow))?;
            let tests = flow_tests::all(&tx, row.id).await?;
            (document, tests.into_iter().map(|test| test.document).collect())
        }
    };
    let before = match &wanted.version {
        Some(VersionRef::Number(number)) => {
            Some((*number, version_results::last_tests(&tx, row.id, *number).await?))
        }
        Some(VersionRef::Word(_)) | None => None,
    };
    let last = match &row.published {
        Some(last) if wanted.compare_cost && before.is_none() => {
            let files = flow_versions::files(&tx, row.id, last.version).await?;
            files.map(|files| Published { number: last.version, document: files.document })
        }
        _ => None,
    };
    drop(tx);
    let mut tests = texts.iter().map(|text| gate::parse(text)).collect::<AppResult<Vec<_>>>()?;
    let all = wanted.names.is_none();
    if let Some(names) = wanted.names {
        let names: BTreeSet<String> = names.into_iter().collect();
        let known: BTreeSet<&str> = tests.iter().map(|test| test.name.as_str()).collect();
        if let Some(unknown) = names.iter().find(|name| !known.contains(name.as_str())) {
            return Err(AppError::not_found(format!("the test {unknown:?}")));
        }
        tests.retain(|test| names.contains(&test.name));
    }
    let (reports, covered) = gate::play(app, caller, super::parse(&document)?, tests.clone()).await?;
    let cost = match &last {
        Some(last) => Some(cost_delta::of(app, caller, last, tests, &reports).await?),
        None => None,
    };
    let judging = if wanted.judge == Some(false) { Judging::Remember } else { Judging::Ask };
    let mut results = gate::judged(app, caller, reports, covered, judging).await?;
    results.cost = cost;
    let Some((number, before)) = before else { return Ok(results) };
    let now = match before {
        _ if all => results::run(&results, app.now()),
        Some(before) => results::run_again(&before, &results, app.now()),
        // Some of the tests say nothing of the others.
        None => return Ok(results),
    };
    let tx = app.db.write(caller.tenant).await?;
    version_results::put_tests(&tx, row.id, number, &now).await?;
    tx.commit().await?;
    Ok(results)
}
