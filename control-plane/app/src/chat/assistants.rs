//! With whom one can talk: the flows that are published.

use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use control_plane_domain::{Environment, ResourceName};
use control_plane_store::{flow_documents, flow_environments, flow_versions};
use flow_schema::model::Flow;
use serde::Serialize;
use utoipa::ToSchema;

/// More than anybody chooses from.
const MOST: usize = 200;

/// A flow as those see it who talk with it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Assistant {
    /// Name of the flow.
    pub flow: String,
    /// As the version in production says; empty when it says nothing.
    pub title: String,
    pub description: String,
}

/// The flows that have a version in production, by name.
///
/// # Errors
/// What the store answers.
pub async fn assistants(app: &App, caller: &Caller) -> AppResult<Vec<Assistant>> {
    let tx = app.db.read(caller.tenant).await?;
    let names = flow_versions::published_names(&tx).await?;
    let mut found = Vec::new();
    for name in names.into_iter().take(MOST) {
        let flow: ResourceName = name.parse().map_err(|_| AppError::internal("a flow without a name"))?;
        let version = flow_environments::serving(&tx, &flow, Environment::Production, None).await?;
        let Some(version) = version else { continue };
        let Some(document) = flow_documents::find(&tx, &version.hash).await? else { continue };
        let document: Flow = serde_json::from_str(&document).map_err(AppError::internal)?;
        found.push(Assistant { flow: name, title: document.title, description: document.description });
    }
    Ok(found)
}
