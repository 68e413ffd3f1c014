use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use control_plane_store::kb_bases;
use mcp_servers_kb_search::{BaseRef, Mode, Passage, Query};
use serde::Serialize;
use utoipa::ToSchema;

/// A question to the bases.
#[derive(Clone, Debug)]
pub struct Ask {
    pub text: String,
    /// One base; all of the tenant's when `None`.
    pub base: Option<String>,
    pub top_k: usize,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Found {
    pub passages: Vec<Passage>,
    pub meta: SearchMeta,
}

/// How it was found.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct SearchMeta {
    /// `lexical`: by words; `hybrid`: by words and meaning.
    #[schema(value_type = String)]
    pub mode: Mode,
    pub took_ms: u64,
}

/// The passages that answer best.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown base, [`AppError::Invalid`] without a question.
pub async fn search(app: &App, caller: &Caller, ask: Ask) -> AppResult<Found> {
    if ask.text.trim().is_empty() {
        return Err(AppError::field("q", "required", "ask something"));
    }
    let tx = app.db.read(caller.tenant).await?;
    let bases = match &ask.base {
        Some(name) => vec![super::base(&tx, name).await?],
        None => kb_bases::all(&tx).await?,
    };
    drop(tx);
    let bases: Vec<BaseRef> = bases
        .into_iter()
        .map(|base| BaseRef { id: base.id.as_uuid(), name: base.name.to_string() })
        .collect();
    let query = Query::new(ask.text).top_k(ask.top_k);
    let hits = app.knowledge.search(caller.tenant.as_uuid(), &bases, &query).await?;
    Ok(Found { passages: hits.passages, meta: SearchMeta { mode: hits.mode, took_ms: hits.took_ms } })
}
