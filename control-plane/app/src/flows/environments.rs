//! Environments: which version of a flow runs where. Promoting and rolling back move a pointer.

use super::check::findings;
use super::judge::Judging;
use super::{gate, missing, name, parse};
use crate::app::App;
use crate::audit;
use crate::caller::Caller;
use crate::error::{AppError, AppResult, FieldError};
use chrono::{DateTime, Utc};
use control_plane_domain::{Environment, FlowId, ResourceName};
use control_plane_store::flow_environments::{self, Pointer};
use control_plane_store::{Etag, Tx, flow_tests, flow_versions, flows};
use flow_schema::{Finding, Severity};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

/// An environment of a flow.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EnvironmentView {
    pub name: Environment,
    /// What new conversations and runs get there; missing when nothing is published.
    pub version: Option<u64>,
    /// It takes every new version as soon as it is published.
    pub follows_newest: bool,
    pub candidate: Option<Candidate>,
    /// Missing when nobody has ever moved it.
    pub updated_at: Option<DateTime<Utc>>,
    pub updated_by: Option<String>,
}

/// A version that a share of new conversations gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    pub version: u64,
    /// Percent of conversations, 1 to 100. A conversation stays with what it got while this does not change.
    pub share: u8,
}

/// Where an environment is to point.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Promote {
    /// A version, newer or older; without it the newest one, also when that changes.
    #[serde(default)]
    pub version: Option<u64>,
    #[serde(default)]
    pub candidate: Option<Candidate>,
}

/// What moving an environment would mean.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Promotion {
    /// What it gives now.
    pub from: Option<u64>,
    pub to: u64,
    /// What the version lacks here today, errors first: a base, a tool, a secret, a form that is gone. With an
    /// error among them it cannot be moved.
    #[schema(value_type = Vec<Object>)]
    pub findings: Vec<Finding>,
    /// Sentences of tests that do not pass; asked only of a flow that insists on its tests.
    pub failed_tests: Vec<String>,
    pub allowed: bool,
}

/// The flow's environments, in the order in which a version passes them.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn environments(app: &App, caller: &Caller, flow: &str) -> AppResult<Vec<EnvironmentView>> {
    let tx = app.db.read(caller.tenant).await?;
    let (id, newest) = known(&tx, flow).await?;
    let mut all = Vec::new();
    for environment in Environment::ALL {
        all.push(view(flow_environments::find(&tx, id, environment).await?, newest));
    }
    Ok(all)
}

/// One of them, with its ETag.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn environment(
    app: &App,
    caller: &Caller,
    flow: &str,
    environment: &str,
) -> AppResult<(EnvironmentView, String)> {
    let environment = parsed(environment)?;
    let tx = app.db.read(caller.tenant).await?;
    let (id, newest) = known(&tx, flow).await?;
    let pointer = flow_environments::find(&tx, id, environment).await?;
    let etag = etag(&pointer);
    Ok((view(pointer, newest), etag))
}

/// What moving the environment to a version would mean, before it is done.
///
/// # Errors
/// [`AppError::NotFound`] for the flow, the environment or the version.
pub async fn preview(
    app: &App,
    caller: &Caller,
    flow: &str,
    environment: &str,
    version: Option<u64>,
) -> AppResult<Promotion> {
    let (now, _) = self::environment(app, caller, flow, environment).await?;
    let flow_name = name(flow)?;
    let tx = app.db.read(caller.tenant).await?;
    let (_, newest) = known(&tx, flow).await?;
    let to = version.or(newest).ok_or_else(nothing_published)?;
    drop(tx);
    let (findings, failed_tests) = lacks(app, caller, &flow_name, to).await?;
    let allowed = failed_tests.is_empty() && !has_error(&findings);
    let failed_tests =
        failed_tests.into_iter().map(|test| format!("{}: {}", test.field, test.message)).collect();
    Ok(Promotion { from: now.version, to, findings, failed_tests, allowed })
}

/// Moves an environment: promotes, rolls back, or gives a share to a candidate. `expected` is the ETag it is
/// meant for.
///
/// # Errors
/// [`AppError::Findings`] when the version could not run here, [`AppError::TestsFailed`] when the flow
/// insists on its tests and they do not pass, [`AppError::Stale`], [`AppError::Invalid`] naming the field.
pub async fn promote(
    app: &App,
    caller: &Caller,
    flow: &str,
    environment: &str,
    to: Promote,
    expected: Option<String>,
) -> AppResult<(EnvironmentView, String)> {
    let environment = parsed(environment)?;
    let flow_name = name(flow)?;
    if let Some(candidate) = to.candidate
        && !(1..=100).contains(&candidate.share)
    {
        return Err(AppError::field("candidate.share", "invalid", "a share is 1 to 100 percent"));
    }
    let tx = app.db.read(caller.tenant).await?;
    let (_, newest) = known(&tx, flow).await?;
    drop(tx);
    let newest = newest.ok_or_else(nothing_published)?;
    for number in [Some(to.version.unwrap_or(newest)), to.candidate.map(|candidate| candidate.version)] {
        let Some(number) = number else { continue };
        let (findings, failed) = lacks(app, caller, &flow_name, number).await?;
        if has_error(&findings) {
            return Err(AppError::Findings(findings));
        }
        if !failed.is_empty() {
            return Err(AppError::TestsFailed(failed));
        }
    }

    let tx = app.db.write(caller.tenant).await?;
    flows::take_turn(&tx, &flow_name).await?;
    let (id, newest) = known(&tx, flow).await?;
    let before = flow_environments::find(&tx, id, environment).await?;
    let current = etag(&before);
    if expected.is_some_and(|expected| expected != current) {
        return Err(AppError::Stale { current });
    }
    let pointer = Pointer {
        environment,
        version: to.version,
        candidate: to.candidate.map(|candidate| flow_environments::Candidate {
            version: candidate.version,
            share: candidate.share,
        }),
        moved: None,
    };
    flow_environments::put(&tx, id, &pointer, &caller.name, app.now()).await?;
    let (old, new) = (view(before, newest), view(pointer, newest));
    let what = json!({
        "environment": environment,
        "before": { "version": old.version, "follows_newest": old.follows_newest, "candidate": old.candidate },
        "after": { "version": new.version, "follows_newest": new.follows_newest, "candidate": new.candidate },
    });
    audit::record(app, &tx, caller, "flow.promoted", "flow", flow, what).await?;
    tx.commit().await?;
    self::environment(app, caller, flow, environment.as_str()).await
}

/// What stops this version from running here: findings, and sentences of tests that are insisted on.
async fn lacks(
    app: &App,
    caller: &Caller,
    flow: &ResourceName,
    number: u64,
) -> AppResult<(Vec<Finding>, Vec<FieldError>)> {
    let none = || AppError::not_found(format!("version {number} of the flow {:?}", flow.as_str()));
    let tx = app.db.read(caller.tenant).await?;
    let version = flow_versions::find(&tx, flow, number).await?.ok_or_else(none)?;
    let files = flow_versions::files(&tx, version.flow_id, number).await?.ok_or_else(none)?;
    let insists = flow_tests::gate(&tx, flow).await?.unwrap_or(false);
    drop(tx);
    let document = parse(&files.document)?;
    let findings = findings(app, caller.tenant, &document).await?;
    if !insists || has_error(&findings) {
        return Ok((findings, Vec::new()));
    }
    let tests = files.tests.values().map(|text| gate::parse(text)).collect::<AppResult<_>>()?;
    match gate::insist(&gate::check(app, caller, document, tests, Judging::Ask).await?) {
        Ok(()) => Ok((findings, Vec::new())),
        Err(AppError::TestsFailed(failed)) => Ok((findings, failed)),
        Err(other) => Err(other),
    }
}

fn has_error(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}

/// The flow's id and its newest version.
async fn known(tx: &Tx, flow: &str) -> AppResult<(FlowId, Option<u64>)> {
    let row = flows::find(tx, &name(flow)?).await?.ok_or_else(|| missing(flow))?;
    Ok((row.id, row.published.map(|published| published.version)))
}

fn parsed(environment: &str) -> AppResult<Environment> {
    environment.parse().map_err(|_| AppError::not_found(format!("the environment {environment:?}")))
}

fn nothing_published() -> AppError {
    AppError::conflict("conflict", "nothing has been published yet")
}

fn etag(pointer: &Pointer) -> String {
    let moved = pointer.moved.as_ref().map(|moved| moved.at.timestamp_micros());
    Etag::of_content(&format!("{:?}/{:?}/{moved:?}", pointer.version, pointer.candidate)).to_string()
}

fn view(pointer: Pointer, newest: Option<u64>) -> EnvironmentView {
    let (updated_at, updated_by) = match pointer.moved {
        Some(moved) => (Some(moved.at), Some(moved.by)),
        None => (None, None),
    };
    EnvironmentView {
        name: pointer.environment,
        version: pointer.version.or(newest),
        follows_newest: pointer.version.is_none(),
        candidate: pointer
            .candidate
            .map(|candidate| Candidate { version: candidate.version, share: candidate.share }),
        updated_at,
        updated_by,
    }
}
