//! From draft to version: checked, frozen, committed, audited.

use super::check::findings;
use super::judge::Judging;
use super::part::{Author, Seen};
use super::view::Version;
use super::{gate, missing, name, results};
use crate::app::App;
use crate::audit;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use control_plane_store::flow_versions::{self, NewVersion, VersionFiles};
use control_plane_store::{draft_places, flow_tests, flows, git};
use flow_schema::{Severity, canonical};
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// How a draft is published.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Publish {
    /// What changed, for the history.
    #[serde(default)]
    pub message: String,
    /// Publish only when the flow has tests and all of them pass.
    #[serde(default)]
    pub require_tests: bool,
    /// Publish only what these people changed since the last version (`null`: what nobody is known to have
    /// changed); the rest stays in the draft. Missing: all of it.
    #[serde(default)]
    #[schema(value_type = Option<Vec<Option<Uuid>>>)]
    pub only_authors: Option<Vec<Author>>,
}

/// Publishes the draft as the next version.
///
/// # Errors
/// As [`publish_as`].
pub async fn publish(app: &App, caller: &Caller, flow: &str, message: &str) -> AppResult<Version> {
    publish_as(app, caller, flow, Publish { message: message.to_owned(), ..Publish::default() }).await
}

/// Publishes the draft, or what some of its authors changed, as the next version; with `require_tests` only
/// when all its tests pass, as also when the flow is set to insist on them.
///
/// # Errors
/// [`AppError::Findings`] when the check finds errors, [`AppError::Conflict`] when nothing changed,
/// [`AppError::TestsFailed`], [`AppError::Invalid`] when a part cannot be taken apart from the rest; then
/// nothing is saved.
pub async fn publish_as(app: &App, caller: &Caller, flow: &str, wanted: Publish) -> AppResult<Version> {
    let flow_name = name(flow)?;
    let message = match wanted.message.trim() {
        "" => format!("publish {flow}"),
        text if text.chars().count() > 2_000 => {
            return Err(AppError::field("message", "too_long", "at most 2,000 characters"));
        }
        text => text.to_owned(),
    };
    let seen = Seen::read(app, caller, flow).await?;
    let part = seen.part(wanted.only_authors.as_deref()).await?;
    part.insist_apart()?;
    let findings = findings(app, caller.tenant, &part.document).await?;
    if findings.iter().any(|finding| finding.severity == Severity::Error) {
        return Err(AppError::Findings(findings));
    }
    let document = canonical::to_string(&part.document);
    let tests: BTreeMap<String, String> =
        seen.tests.iter().map(|test| (gate::path(&test.name), test.document.clone())).collect();
    if seen.last.as_ref().is_some_and(|last| last.document == document && last.tests == tests) {
        return Err(AppError::conflict("conflict", "nothing has changed since the last version"));
    }
    let insist = wanted.require_tests || seen.insists;
    let results =
        results::of(app, caller, &part.document, &findings, tests.values(), Judging::Ask, insist).await?;
    let files = VersionFiles { document, layout: part.layout, tests };

    let tx = app.db.write(caller.tenant).await?;
    flows::take_turn(&tx, &flow_name).await?;
    // What was checked is what is published, after what it was made of.
    let now = flows::find(&tx, &flow_name).await?.ok_or_else(|| missing(flow))?;
    let version = |row: &flows::Flow| row.published.as_ref().map(|published| published.version);
    if now.draft_etag != seen.etag || version(&now) != version(&seen.row) {
        return Err(AppError::Stale { current: now.draft_etag.to_string() });
    }
    if flow_tests::all(&tx, seen.row.id).await? != seen.tests {
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
    match &part.authors {
        None => draft_places::clear(&tx, version.flow_id).await?,
        Some(authors) => {
            for author in authors {
                draft_places::clear_of(&tx, version.flow_id, *author).await?;
            }
        }
    }
    let authors = part.authors.as_ref().and(wanted.only_authors);
    let what = json!({
        "version": version.number, "hash": version.hash, "message": message, "only_authors": authors,
    });
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
