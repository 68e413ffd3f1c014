//! From draft to version: checked, frozen, committed, audited.

use super::check::findings;
use super::view::Version;
use super::{gate, missing, name, parse, results};
use crate::app::App;
use crate::audit;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use control_plane_store::flow_versions::{self, NewVersion, VersionFiles};
use control_plane_store::{draft_places, flow_tests, flows, git};
use flow_schema::{Severity, canonical};
use serde_json::json;
use std::collections::BTreeMap;

/// Publishes the draft as the next version.
///
/// # Errors
/// [`AppError::Findings`] when the check finds errors, and [`AppError::Conflict`] when nothing
/// changed; then nothing is saved.
pub async fn publish(app: &App, caller: &Caller, flow: &str, message: &str) -> AppResult<Version> {
    publish_tested(app, caller, flow, message, false).await
}

/// Publishes the draft as the next version; with `require_tests` only when all its tests pass, as also
/// when the flow is set to insist on them.
///
/// # Errors
/// As [`publish`]; [`AppError::TestsFailed`].
pub async fn publish_tested(
    app: &App,
    caller: &Caller,
    flow: &str,
    message: &str,
    require_tests: bool,
) -> AppResult<Version> {
    let flow_name = name(flow)?;
    let message = match message.trim() {
        "" => format!("publish {flow}"),
        text if text.chars().count() > 2_000 => {
            return Err(AppError::field("message", "too_long", "at most 2,000 characters"));
        }
        text => text.to_owned(),
    };
    let tx = app.db.read(caller.tenant).await?;
    let row = flows::find(&tx, &flow_name).await?.ok_or_else(|| missing(flow))?;
    let (document, etag) = flows::draft(&tx, &flow_name).await?.ok_or_else(|| missing(flow))?;
    let (layout, _) = flows::layout(&tx, &flow_name).await?.ok_or_else(|| missing(flow))?;
    let parsed = parse(&document)?;
    let tests = flow_tests::all(&tx, row.id).await?;
    let require_tests = require_tests || flow_tests::gate(&tx, &flow_name).await?.unwrap_or(false);
    let last = match &row.published {
        Some(published) => flow_versions::files(&tx, row.id, published.version).await?,
        None => None,
    };
    drop(tx);
    let findings = findings(app, caller.tenant, &parsed).await?;
    if findings.iter().any(|finding| finding.severity == Severity::Error) {
        return Err(AppError::Findings(findings));
    }
    let files: BTreeMap<String, String> =
        tests.iter().map(|test| (gate::path(&test.name), test.document.clone())).collect();
    if !row.is_dirty() && last.is_some_and(|last| last.tests == files) {
        return Err(AppError::conflict("conflict", "nothing has changed since the last version"));
    }
    let results = results::of(app, caller, &parsed, &findings, files.values(), require_tests).await?;
    let files = VersionFiles { document: canonical::to_string(&parsed), layout, tests: files };

    let tx = app.db.write(caller.tenant).await?;
    // What was checked is what is published.
    match flows::draft(&tx, &flow_name).await? {
        Some((_, now)) if now == etag => {}
        Some((_, now)) => return Err(AppError::Stale { current: now.to_string() }),
        None => return Err(missing(flow)),
    }
    if flow_tests::all(&tx, row.id).await? != tests {
        return Err(AppError::conflict(
            "conflict",
            "the flow's tests were changed in the meantime; publish again",
        ));
    }
    let new = NewVersion {
        files: &files,
        author: caller.person(),
        author_name: &caller.name,
        author_email: &caller.email,
        message: &message,
        found: results.found(),
    };
    let version =
        flow_versions::publish(&tx, &flow_name, new, app.now()).await?.ok_or_else(|| missing(flow))?;
    draft_places::clear(&tx, version.flow_id).await?;
    let what = json!({ "version": version.number, "hash": version.hash, "message": message });
    audit::record(app, &tx, caller, "flow.published", "flow", flow, what).await?;
    tx.commit().await?;

    // The version stands whatever Git does; what cannot be committed now is committed later.
    let commit = match git::commit_pending(&app.db, &app.git, caller.tenant).await {
        Ok(done) => done
            .into_iter()
            .find(|done| done.flow_id == version.flow_id && done.number == version.number)
            .and_then(|done| done.commit),
        Err(error) => {
            tracing::error!(%error, flow, version = version.number, "a version could not be committed to Git yet");
            None
        }
    };
    app.git_calls.ring(caller.tenant);
    Ok(Version { commit, ..super::versions::view(version) })
}
