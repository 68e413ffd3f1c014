//! The first steps, read from what really happened.

use crate::app::App;
use crate::caller::{Caller, PRODUCT};
use crate::error::AppResult;
use control_plane_store::{Page, Sort, flows, kb_bases};
use executor_runtime::api::RunFilter;
use mcp_servers_llm_gateway::Provider;
use serde::Serialize;
use utoipa::ToSchema;

/// One truth per step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Checklist {
    /// Somebody asked the assistant something.
    pub asked: bool,
    /// A model other than the offline one is configured.
    pub model_connected: bool,
    /// There is knowledge beyond the example's.
    pub knowledge_added: bool,
    /// A flow was published by a person.
    pub published: bool,
}

/// Reads it.
///
/// # Errors
/// [`AppError::Unavailable`](crate::AppError::Unavailable) when it cannot be read.
pub async fn read(app: &App, caller: &Caller) -> AppResult<Checklist> {
    let filter = RunFilter { limit: 1, ..RunFilter::default() };
    let asked = match app.executor()?.runs(caller.tenant.as_uuid(), filter).await {
        Ok((_, total)) => total > 0,
        Err(error) => return Err(crate::AppError::internal(error)),
    };
    let model = super::models::read(app, caller).await?;
    let tx = app.db.read(caller.tenant).await?;
    let mut documents = 0;
    for base in kb_bases::all(&tx).await? {
        documents += kb_bases::progress(&tx, base.id).await?.documents();
    }
    let sort = Sort::parse("-updated_at").map_err(crate::AppError::internal)?;
    let flows = flows::list(&tx, None, sort, Page::new(1, Page::MAX_LIMIT)).await?;
    let published = flows
        .rows
        .iter()
        .any(|flow| flow.published.as_ref().is_some_and(|published| published.author != PRODUCT));
    Ok(Checklist {
        asked,
        model_connected: model.provider != Provider::Offline,
        knowledge_added: documents > crate::flows::EXAMPLE_ARTICLES,
        published,
    })
}
