//! Reading published versions.

use super::view::{Problems, Version, VersionDetail, VersionTests};
use super::{missing, name, parse};
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use control_plane_store::version_results::{self, TestsRun};
use control_plane_store::{Page, flow_versions, flows};

pub(super) fn view(version: flow_versions::Version) -> Version {
    Version {
        version: version.number,
        hash: version.hash,
        commit: version.commit,
        author: version.author_name,
        message: version.message,
        at: version.at,
        checks: version.problems.map(|found| Problems { errors: found.errors, warnings: found.warnings }),
        tests: version.tests.map(tests),
    }
}

pub(super) fn tests(run: TestsRun) -> VersionTests {
    let TestsRun { passed, failed, failing, not_judged, at } = run;
    VersionTests { passed, failed, failing, not_judged, at }
}

/// One page of versions, the newest first, and how many there are.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn versions(
    app: &App,
    caller: &Caller,
    flow: &str,
    page: u64,
    limit: u64,
) -> AppResult<(Vec<Version>, u64)> {
    let flow_name = name(flow)?;
    let tx = app.db.read(caller.tenant).await?;
    flows::find(&tx, &flow_name).await?.ok_or_else(|| missing(flow))?;
    let found = flow_versions::list(&tx, &flow_name, Page::new(page, limit)).await?;
    Ok((found.rows.into_iter().map(view).collect(), found.total))
}

/// One version with its documents.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn version(app: &App, caller: &Caller, flow: &str, number: u64) -> AppResult<VersionDetail> {
    let flow_name = name(flow)?;
    let none = || AppError::not_found(format!("version {number} of the flow {flow:?}"));
    let tx = app.db.read(caller.tenant).await?;
    let row = flow_versions::find(&tx, &flow_name, number).await?.ok_or_else(none)?;
    let files = flow_versions::files(&tx, row.flow_id, number).await?.ok_or_else(none)?;
    let findings = version_results::findings(&tx, row.flow_id, number).await?;
    Ok(VersionDetail {
        version: view(row),
        document: parse(&files.document)?,
        layout: serde_json::from_str(&files.layout).map_err(AppError::internal)?,
        findings: findings.map(|text| serde_json::from_str(&text)).transpose().map_err(AppError::internal)?,
    })
}
