use super::view::DocumentView;
use crate::app::App;
use crate::audit;
use crate::blobs;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use control_plane_domain::document::DocumentStatus;
use control_plane_domain::{DocumentId, TenantId};
use control_plane_store::kb_documents::{self, Document};
use control_plane_store::{Page, Sort};
use serde_json::json;
use uuid::Uuid;

/// Which documents a list wants.
#[derive(Clone, Debug)]
pub struct WantedDocuments {
    pub status: Option<DocumentStatus>,
    pub sort: &'static str,
    pub descending: bool,
    pub page: u64,
    pub limit: u64,
}

/// One page of a base's documents, and how many there are.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown base.
pub async fn documents(
    app: &App,
    caller: &Caller,
    base: &str,
    wanted: WantedDocuments,
) -> AppResult<(Vec<DocumentView>, u64)> {
    let sign = if wanted.descending { "-" } else { "" };
    let sort = Sort::parse(&format!("{sign}{}", wanted.sort)).map_err(AppError::internal)?;
    let tx = app.db.read(caller.tenant).await?;
    let base = super::base(&tx, base).await?;
    let page = Page::new(wanted.page, wanted.limit);
    let found = kb_documents::list(&tx, base.id, wanted.status, sort, page).await?;
    Ok((found.rows.into_iter().map(DocumentView::from).collect(), found.total))
}

/// Takes a document away: the row, the passages, the file.
///
/// # Errors
/// [`AppError::NotFound`], also for a document of another base.
pub async fn delete(app: &App, caller: &Caller, base: &str, id: Uuid) -> AppResult<()> {
    let tx = app.db.write(caller.tenant).await?;
    let base = super::base(&tx, base).await?;
    let found = kb_documents::find(&tx, DocumentId::new(id)).await?;
    let document =
        found.filter(|found| found.base == base.id).ok_or_else(|| AppError::not_found("the document"))?;
    kb_documents::delete(&tx, document.id).await?;
    let what = json!({ "base": base.name, "path": document.path, "title": document.title });
    audit::record(app, &tx, caller, "kb_document.deleted", "kb_document", &id.to_string(), what).await?;
    tx.commit().await?;
    forget(app, caller.tenant, &document).await
}

/// Takes the passages and the file of a document away whose row is gone.
pub(super) async fn forget(app: &App, tenant: TenantId, document: &Document) -> AppResult<()> {
    app.knowledge.remove(tenant.as_uuid(), document.base.as_uuid(), document.id.as_uuid()).await?;
    blobs::forget(app, tenant, &document.blob).await
}
