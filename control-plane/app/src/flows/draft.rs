//! Reading and replacing the draft.

use super::authors;
use super::check::findings;
use super::view::{Draft, SavedDraft};
use super::which::{self, Line};
use crate::app::App;
use crate::audit;
use crate::caller::Caller;
use crate::error::{AppError, AppResult, FieldError};
use crate::merge_patch;
use control_plane_store::flow_documents::hash;
use control_plane_store::flows::{self, Problems};
use flow_schema::model::Flow;
use flow_schema::{Finding, Severity, canonical};
use serde_json::{Value, json};

/// The draft's canonical text; of a branch when one is named.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn draft(app: &App, caller: &Caller, flow: &str, branch: Option<&str>) -> AppResult<Draft> {
    let tx = app.db.read(caller.tenant).await?;
    let (document, etag) = which::document(&tx, flow, branch).await?;
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
    branch: Option<&str>,
    expected: Option<String>,
    document: Flow,
) -> AppResult<SavedDraft> {
    if document.name != flow {
        let message =
            format!("this is the document of {:?}; the draft of {flow:?} keeps its name", document.name);
        return Err(AppError::field("name", "invalid", message));
    }
    let text = canonical::to_string(&document);
    let findings = findings(app, caller.tenant, &document).await?;

    let tx = app.db.write(caller.tenant).await?;
    let line = Line::take(&tx, flow, branch).await?;
    let (before, current) = line.draft(&tx).await?;
    if expected.is_some_and(|expected| expected != current.as_str()) {
        return Err(AppError::Stale { current: current.to_string() });
    }
    let etag = line.put_draft(&tx, row(&document, &text, &findings), caller.person(), app.now()).await?;
    authors::note(app, &tx, caller, &line, &before, &document).await?;
    let mut what = json!({ "hash": hash(&text) });
    if let Some(branch) = branch {
        what["branch"] = json!(branch);
    }
    audit::record(app, &tx, caller, "flow.draft_saved", "flow", flow, what).await?;
    tx.commit().await?;
    Ok(SavedDraft { flow: document, etag: etag.to_string(), findings })
}

/// Changes parts of the draft by merge patch.
///
/// # Errors
/// As [`save_draft`]; [`AppError::Invalid`] when the result is no flow.
pub async fn patch_draft(
    app: &App,
    caller: &Caller,
    flow: &str,
    branch: Option<&str>,
    expected: Option<String>,
    patch: &Value,
) -> AppResult<SavedDraft> {
    let before = draft(app, caller, flow, branch).await?;
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
    save_draft(app, caller, flow, branch, Some(before.etag), document).await
}

/// A document as it is stored, with what the check found.
pub(crate) fn row<'a>(document: &'a Flow, text: &'a str, findings: &[Finding]) -> flows::Draft<'a> {
    flows::Draft {
        document: text,
        title: &document.title,
        description: &document.description,
        problems: count(findings),
    }
}

pub(super) fn count(findings: &[Finding]) -> Problems {
    let of = |severity| findings.iter().filter(|finding| finding.severity == severity).count() as u64;
    Problems { errors: of(Severity::Error), warnings: of(Severity::Warning) }
}
