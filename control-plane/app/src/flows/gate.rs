//! Playing a flow's tests, for who asks and before publishing. Playing calls no tool and no model; only what is
//! then to be judged by a rubric may be shown to one.

use super::judge::{self, Judging};
use super::test_view::TestResults;
use super::{missing, name};
use crate::app::App;
use crate::audit;
use crate::caller::Caller;
use crate::error::{AppError, AppResult, FieldError};
use crate::{kinds, library};
use control_plane_domain::{Environment, ResourceName};
use control_plane_store::{flow_environments, flow_tests, flow_versions, forms};
use executor_runtime::flow_test::{Cast, Coverage, FlowTest, Report, coverage, run};
use flow_schema::model::Flow;
use flow_schema::plan::{FlowRef, Plan};
use serde_json::json;
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

/// Other flows that one flow may enter, theirs included; the same as for a run.
const MAX_FLOWS: usize = 200;

/// Where a test lies below the flow's folder.
pub(super) fn path(name: &str) -> String {
    format!("tests/{name}.json")
}

/// Plays tests of a document, and has judged what is to be judged.
///
/// # Errors
/// [`AppError::Findings`] for a document that cannot run.
pub async fn check(
    app: &App,
    caller: &Caller,
    document: Flow,
    tests: Vec<FlowTest>,
    judging: Judging,
) -> AppResult<TestResults> {
    let (reports, covered) = play(app, caller, document, tests).await?;
    judged(app, caller, reports, covered, judging).await
}

/// What was played, with its rubrics judged.
pub(super) async fn judged(
    app: &App,
    caller: &Caller,
    reports: Vec<Report>,
    covered: Coverage,
    judging: Judging,
) -> AppResult<TestResults> {
    let mut results = TestResults::new(&reports, covered);
    judge::judge(app, caller, reports, &mut results, judging).await?;
    Ok(results)
}

/// Plays tests of a document; nothing is judged and nobody is asked.
///
/// # Errors
/// [`AppError::Findings`] for a document that cannot run.
pub(super) async fn play(
    app: &App,
    caller: &Caller,
    document: Flow,
    tests: Vec<FlowTest>,
) -> AppResult<(Vec<Report>, Coverage)> {
    let tx = app.db.read(caller.tenant).await?;
    let kinds = kinds::registry(app, &tx).await?;
    let mut by_name = BTreeMap::new();
    for form in forms::all(&tx).await? {
        let document = serde_json::from_str(&form.document).map_err(AppError::internal)?;
        by_name.insert(form.name.to_string(), document);
    }
    drop(tx);
    let compiled = tokio::task::spawn_blocking(move || flow_schema::compile::compile(&document, &kinds));
    let plan = Arc::new(compiled.await.map_err(AppError::internal)?.map_err(AppError::Findings)?);
    let flows = entered(app, caller, &plan).await?;
    let cast = Cast { plan, flows, forms: by_name };
    // Pure computing; other requests go on meanwhile.
    let played = tokio::task::spawn_blocking(move || {
        let reports: Vec<_> = tests.iter().map(|test| run(test, &cast)).collect();
        let covered = coverage(&cast.plan, &reports);
        (reports, covered)
    });
    played.await.map_err(AppError::internal)
}

/// The flows that a run would enter now. One that is not published is left out: the step that wants it
/// fails, if it is ever reached.
async fn entered(app: &App, caller: &Caller, plan: &Plan) -> AppResult<BTreeMap<String, Arc<Plan>>> {
    let mut found = BTreeMap::new();
    let mut open: VecDeque<FlowRef> = plan.flows.iter().cloned().collect();
    while let Some(flow) = open.pop_front() {
        if found.contains_key(&flow.key()) || found.len() >= MAX_FLOWS {
            continue;
        }
        let Ok(name) = flow.name.parse::<ResourceName>() else { continue };
        let tx = app.db.read(caller.tenant).await?;
        let version = match flow.version {
            Some(number) => flow_versions::find(&tx, &name, u64::from(number)).await?,
            None => flow_environments::serving(&tx, &name, Environment::Production, None).await?,
        };
        drop(tx);
        let Some(version) = version else { continue };
        let plan = library::plan(app, caller.tenant, &version.hash).await?;
        open.extend(plan.flows.iter().cloned());
        found.insert(flow.key(), plan);
    }
    Ok(found)
}

/// Refuses when a test failed, or there is none. One that was not judged does not stop anybody: nothing speaks
/// against it, and a model that is not connected or does not answer is no fault of the flow.
pub(super) fn insist(results: &TestResults) -> AppResult<()> {
    if results.results.is_empty() {
        let none = FieldError::new(
            "tests",
            "required",
            "the flow has no tests, and is published only when they pass",
        );
        return Err(AppError::TestsFailed(vec![none]));
    }
    let failed = results.results.iter().filter(|result| result.failed());
    let errors: Vec<FieldError> = failed
        .flat_map(|result| {
            let field = path(&result.name);
            let of = |sentence: &String| FieldError::new(field.clone(), "test_failed", sentence.clone());
            result.failures.iter().map(of).collect::<Vec<_>>()
        })
        .collect();
    if errors.is_empty() { Ok(()) } else { Err(AppError::TestsFailed(errors)) }
}

/// A stored test. What we wrote reads back.
pub(super) fn parse(document: &str) -> AppResult<FlowTest> {
    serde_json::from_str(document).map_err(AppError::internal)
}

/// Says whether the flow is only published when its tests pass.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn set(app: &App, caller: &Caller, flow: &str, on: bool) -> AppResult<()> {
    let flow_name = name(flow)?;
    let tx = app.db.write(caller.tenant).await?;
    if !flow_tests::set_gate(&tx, &flow_name, on).await? {
        return Err(missing(flow));
    }
    let what = json!({ "gate_on_tests": on });
    audit::record(app, &tx, caller, "flow.gate_changed", "flow", flow, what).await?;
    Ok(tx.commit().await?)
}
