//! Reading and replacing the draft.

use super::authors;
use super::check::findings;
use super::view::{Draft, SavedDraft};
use super::{missing, name};
use crate::app::App;
use crate::audit;
use crate::caller::Caller;
use crate::error::{AppError, AppResult, FieldError};
use crate::merge_patch;
use control_plane_store::flows::{self, Problems};
use control_plane_store::{Etag, StoreError};
use flow_schema::model::Flow;
use flow_schema::{Finding, Severity, canonical};
use serde_json::{Value, json};

/// The draft's canonical text.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn draft(app: &App, caller: &Caller, flow: &str) -> AppResult<Draft> {
    let tx = app.db.read(caller.tenant).await?;
    let (document, etag) = flows::draft(&tx, &name(flow)?).await?.ok_or_else(|| missing(flow))?;
    Ok(Draft { document, etag: etag.to_string() })
}

/// Replaces the draft, findings or not. `expected` is the ETag it is meant for; `None` overwrites.
///
/// # Errors
/// [`AppError::Stale`] when somebody else was first, [`AppError::Invalid`] when the document is of
/// another flow.
pub async fn save_draft(
    app: &App,
    caller: &Caller,
    flow: &str,
    expected: Option<String>,
    document: Flow,
) -> AppResult<SavedDraft> {
    let flow_name = name(flow)?;
    if document.name != flow {
        let message =
            format!("this is the document of {:?}; the draft of {flow:?} keeps its name", document.name);
        return Err(AppError::field("name", "invalid", message));
    }
    let text = canonical::to_string(&document);
    let findings = findings(app, caller.tenant, &document).await?;

    let tx = app.db.write(caller.tenant).await?;
    let row = flows::Draft {
        document: &text,
        title: &document.title,
        description: &document.description,
        problems: count(&findings),
    };
    let expected = expected.map(Etag::from);
    flows::take_turn(&tx, &flow_name).await?;
    let before = flows::draft(&tx, &flow_name).await?;
    let saved = flows::put_draft(&tx, &flow_name, row, expected.as_ref(), caller.person(), app.now()).await;
    let saved = match saved {
        Ok(saved) => saved.ok_or_else(|| missing(flow))?,
        Err(StoreError::Stale(_)) => {
            let current = flows::draft(&tx, &flow_name).await?.map(|(_, etag)| etag.to_string());
            return Err(AppError::Stale { current: current.unwrap_or_default() });
        }
        Err(other) => return Err(other.into()),
    };
    if let Some((before, _)) = before {
        authors::note(app, &tx, caller, saved.id, &before, &document).await?;
    }
    let what = json!({ "hash": saved.draft_hash });
    audit::record(app, &tx, caller, "flow.draft_saved", "flow", flow, what).await?;
    tx.commit().await?;
    Ok(SavedDraft { flow: document, etag: saved.draft_etag.to_string(), findings })
}

/// Changes parts of the draft by merge patch.
///
/// # Errors
/// As [`save_draft`]; [`AppError::Invalid`] when the result is no flow.
pub async fn patch_draft(
    app: &App,
    caller: &Caller,
    flow: &str,
    expected: Option<String>,
    patch: &Value,
) -> AppResult<SavedDraft> {
    let before = draft(app, caller, flow).await?;
    if expected.as_ref().is_some_and(|etag| *etag != before.etag) {
        return Err(AppError::Stale { current: before.etag });
    }
    let mut value: Value = serde_json::from_str(&before.document).map_err(AppError::internal)?;
    merge_patch::apply(&mut value, patch);
    let document: Flow = serde_json::from_value(value).map_err(|error| AppError::Invalid {
        message: format!("the patched document is no flow: {error}"),
        errors: vec![FieldError::new("", "invalid", error.to_string())],
    })?;
    // The patch was made for what was just read, whatever the caller expected.
    save_draft(app, caller, flow, Some(before.etag), document).await
}

pub(super) fn count(findings: &[Finding]) -> Problems {
    let of = |severity| findings.iter().filter(|finding| finding.severity == severity).count() as u64;
    Problems { errors: of(Severity::Error), warnings: of(Severity::Warning) }
}
