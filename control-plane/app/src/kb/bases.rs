use super::view::{BaseView, Embedding, NewBase};
use crate::app::App;
use crate::audit;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use control_plane_domain::{BaseId, ResourceName};
use control_plane_store::kb_bases::{self, Base, Progress};
use serde_json::json;

const MAX_TITLE: usize = 200;

/// Makes an empty base.
///
/// # Errors
/// [`AppError::Invalid`] for a name that cannot be one, [`AppError::Conflict`] when it is taken.
pub async fn create(app: &App, caller: &Caller, new: NewBase) -> AppResult<BaseView> {
    let name: ResourceName =
        new.name.parse().map_err(|reason| AppError::field("name", "invalid", format!("{reason}")))?;
    let title: String = new.title.trim().chars().take(MAX_TITLE).collect();
    let title = if title.is_empty() { name.to_string() } else { title };
    let tx = app.db.write(caller.tenant).await?;
    let made = kb_bases::create(&tx, BaseId::new(app.new_id()), name, &title, app.now()).await?;
    let what = json!({ "title": made.title });
    audit::record(app, &tx, caller, "kb_base.created", "kb_base", made.name.as_str(), what).await?;
    tx.commit().await?;
    view(app, caller, made, Progress::default()).await
}

/// All of the tenant's bases.
///
/// # Errors
/// What the store answers.
pub async fn list(app: &App, caller: &Caller) -> AppResult<Vec<BaseView>> {
    let tx = app.db.read(caller.tenant).await?;
    let mut rows = Vec::new();
    for base in kb_bases::all(&tx).await? {
        let progress = kb_bases::progress(&tx, base.id).await?;
        rows.push((base, progress));
    }
    drop(tx);
    let mut views = Vec::with_capacity(rows.len());
    for (base, progress) in rows {
        views.push(view(app, caller, base, progress).await?);
    }
    Ok(views)
}

/// One base.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn get(app: &App, caller: &Caller, name: &str) -> AppResult<BaseView> {
    let tx = app.db.read(caller.tenant).await?;
    let base = super::base(&tx, name).await?;
    let progress = kb_bases::progress(&tx, base.id).await?;
    drop(tx);
    view(app, caller, base, progress).await
}

async fn view(app: &App, caller: &Caller, base: Base, progress: Progress) -> AppResult<BaseView> {
    let stats = app.knowledge.stats(caller.tenant.as_uuid(), base.id.as_uuid()).await?;
    Ok(BaseView {
        id: base.id.as_uuid(),
        name: base.name.to_string(),
        title: base.title,
        documents: progress.documents(),
        ready: progress.ready,
        failed: progress.failed,
        queued: progress.queued + progress.indexing,
        passages: progress.passages,
        embedding: stats.model.map(|model| Embedding { model, embedded: stats.embedded as u64 }),
        created_at: base.created_at,
    })
}
