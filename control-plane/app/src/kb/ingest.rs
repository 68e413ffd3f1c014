//! The background job that brings documents into the index.
//!
//! The queue is the table: a document that was accepted is indexed, whatever dies, and an upload
//! never waits for the one before it. One document of each tenant at a time, so that one tenant's ten
//! thousand do not hold up another's one.

use super::format;
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::rounds;
use control_plane_domain::{BaseId, TenantId};
use control_plane_store::blobs::BlobName;
use control_plane_store::kb_documents::{self, Document};
use mcp_servers_kb_search::{Content, Document as Source, IngestProgress, KbError, Stage};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// How often the queue is looked at when nobody rings: another process may have filled it.
const LOOK_AGAIN: Duration = Duration::from_secs(30);

/// Indexes until cancelled. What was being indexed then is taken up at the next start.
pub async fn run_ingestion(app: Arc<App>, cancel: CancellationToken) {
    let is_resumed = AtomicBool::new(false);
    let next = || async {
        let done = round(&app, &is_resumed, &cancel).await;
        if done.is_err() {
            // What was being indexed is taken up again as well.
            is_resumed.store(false, Ordering::Relaxed);
        }
        done
    };
    rounds::until_cancelled(
        &cancel,
        &app.ingestion,
        LOOK_AGAIN,
        "documents could not be taken from the queue",
        next,
    )
    .await;
}

/// Until every tenant's queue is empty.
async fn round(app: &App, is_resumed: &AtomicBool, cancel: &CancellationToken) -> AppResult<()> {
    let tenants = rounds::tenants(app).await?;
    if !is_resumed.load(Ordering::Relaxed) {
        for tenant in &tenants {
            let tx = app.db.write(*tenant).await?;
            kb_documents::requeue_interrupted(&tx, app.now()).await?;
            tx.commit().await?;
        }
        is_resumed.store(true, Ordering::Relaxed);
    }
    loop {
        let mut is_idle = true;
        for tenant in &tenants {
            if cancel.is_cancelled() {
                return Ok(());
            }
            is_idle &= !one(app, *tenant).await?;
        }
        if is_idle {
            return Ok(());
        }
    }
}

/// Whether there was one.
async fn one(app: &App, tenant: TenantId) -> AppResult<bool> {
    let waiting = app.db.read(tenant).await?;
    if kb_documents::pending(&waiting).await? == 0 {
        return Ok(false);
    }
    drop(waiting);
    let tx = app.db.write(tenant).await?;
    let Some(document) = kb_documents::begin_next(&tx, app.now()).await? else { return Ok(false) };
    tx.commit().await?;
    match index(app, tenant, &document).await {
        Ok((text, chunks)) => finish(app, tenant, &document, &text, chunks).await?,
        Err(Unread::Because(words)) => fail(app, tenant, &document, &words).await?,
        Err(Unread::NotNow(error)) => return Err(error),
        Err(Unread::Damaged(reason)) => {
            tracing::error!(base = %document.base, reason, "an index is damaged; it is made anew from the files");
            mend(app, tenant, document.base).await?;
        }
    }
    Ok(true)
}

enum Unread {
    /// A sentence for the person who sent it.
    Because(String),
    Damaged(String),
    /// The document is in order; the disk is full or the store away.
    NotNow(AppError),
}

async fn index(app: &App, tenant: TenantId, document: &Document) -> Result<(String, u64), Unread> {
    let lost = |cause: &dyn std::fmt::Display| {
        tracing::error!(document = %document.id, %cause, "the file of a document cannot be read");
        Unread::Because("the stored file cannot be read; send it again".to_owned())
    };
    let name: BlobName = document.blob.parse().map_err(|error| lost(&error))?;
    let bytes = app
        .blobs
        .get(tenant, &name)
        .await
        .map_err(|error| if error.is_transient() { Unread::NotNow(error.into()) } else { lost(&error) })?
        .ok_or_else(|| lost(&"it is gone"))?;
    let source = Source {
        id: document.id.as_uuid(),
        title: (!document.title.is_empty()).then(|| document.title.clone()),
        path: document.path.clone(),
        url: document.url.clone(),
        // Another content is another document, so this one says what it says since it came.
        updated_at: Some(document.created_at.to_rfc3339()),
        format: format::from_word(&document.format),
        content: Content::Bytes(bytes),
        meta: BTreeMap::new(),
    };
    let begun = std::time::Instant::now();
    let done = app.knowledge.ingest(tenant.as_uuid(), document.base.as_uuid(), source, &Told(document)).await;
    match done {
        Ok(ingested) => {
            metrics::histogram!("kb_ingest_duration_seconds").record(begun.elapsed().as_secs_f64());
            Ok((ingested.text, ingested.chunks as u64))
        }
        Err(KbError::Damaged { reason, .. }) => Err(Unread::Damaged(reason)),
        Err(error) if error.is_out_of_room() => Err(Unread::NotNow(error.into())),
        Err(error @ (KbError::Parse(_) | KbError::Full { .. })) => Err(Unread::Because(error.to_string())),
        Err(error) => {
            tracing::error!(document = %document.id, %error, "a document could not be indexed");
            Err(Unread::Because(
                "the index could not be written; delete the document and send it again".to_owned(),
            ))
        }
    }
}

async fn finish(app: &App, tenant: TenantId, document: &Document, text: &str, chunks: u64) -> AppResult<()> {
    let tx = app.db.write(tenant).await?;
    let is_kept = kb_documents::finish(&tx, document.id, text, chunks, app.now()).await?;
    tx.commit().await?;
    if !is_kept {
        // Deleted or replaced while it was being read.
        app.knowledge.remove(tenant.as_uuid(), document.base.as_uuid(), document.id.as_uuid()).await?;
    }
    metrics::counter!("kb_documents_total", "status" => "ready").increment(1);
    Ok(())
}

async fn fail(app: &App, tenant: TenantId, document: &Document, words: &str) -> AppResult<()> {
    let tx = app.db.write(tenant).await?;
    kb_documents::fail(&tx, document.id, words, app.now()).await?;
    tx.commit().await?;
    metrics::counter!("kb_documents_total", "status" => "failed").increment(1);
    Ok(())
}

async fn mend(app: &App, tenant: TenantId, base: BaseId) -> AppResult<()> {
    app.knowledge.remove_base(tenant.as_uuid(), base.as_uuid()).await?;
    let tx = app.db.write(tenant).await?;
    kb_documents::requeue_all(&tx, Some(base), app.now()).await?;
    Ok(tx.commit().await?)
}

struct Told<'a>(&'a Document);

impl IngestProgress for Told<'_> {
    fn stage(&self, stage: Stage) {
        tracing::debug!(document = %self.0.id, ?stage, "a document moves on");
    }
}
