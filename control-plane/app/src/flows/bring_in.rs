//! Flows of other products, read and opened as drafts.

use super::view::FlowItem;
use super::{create, name};
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use control_plane_domain::ResourceName;
use control_plane_store::flows;
use flow_schema::canonical;
use flow_schema::import::{ImportError, Imported, ImportedFlow, Options, Report, import};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A document of another product.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewImport {
    /// As it was exported: Dify DSL (YAML), Flowise AgentFlow V2, n8n or Coze (JSON).
    pub document: String,
    /// What the flow is to be called; without it a name made of its title.
    #[serde(default)]
    pub name: Option<String>,
    /// Knowledge bases here, by their names or ids there.
    #[serde(default)]
    pub bases: BTreeMap<String, String>,
    /// Models here, by their names there; an empty name is the tenant's model.
    #[serde(default)]
    pub models: BTreeMap<String, String>,
    /// Say what would come of it and keep nothing.
    #[serde(default)]
    pub dry_run: bool,
}

/// What came of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ImportResult {
    /// `dify`, `flowise`, `n8n` or `coze`.
    pub format: String,
    /// The drafts that were made; none of a dry run.
    pub flows: Vec<FlowItem>,
    pub report: Report,
}

/// Reads a document of another product and opens what it holds as drafts. Nothing of it is run.
///
/// # Errors
/// [`AppError::Invalid`] naming what cannot be read and where, [`AppError::Conflict`] when the name is taken.
pub async fn bring_in(app: &App, caller: &Caller, new: NewImport) -> AppResult<ImportResult> {
    if let Some(wanted) = &new.name {
        wanted
            .parse::<ResourceName>()
            .map_err(|reason| AppError::field("name", "invalid", reason.to_string()))?;
    }
    let NewImport { document, name: wanted, bases, models, dry_run } = new;
    let options = Options { name: wanted, bases, models, ..Options::default() };
    // Reading a large document takes a moment of pure computing; other requests go on meanwhile.
    let read = tokio::task::spawn_blocking(move || import(&document, &options)).await;
    let imported = read.map_err(AppError::internal)?.map_err(|error| refused(&error))?;
    let Imported { format, flows, report } = imported;
    let mut made = Vec::new();
    if !dry_run {
        for flow in flows {
            made.push(open(app, caller, flow).await?);
        }
    }
    let format = serde_json::to_value(format).map_err(AppError::internal)?;
    Ok(ImportResult { format: format.as_str().unwrap_or_default().to_owned(), flows: made, report })
}

async fn open(app: &App, caller: &Caller, imported: ImportedFlow) -> AppResult<FlowItem> {
    let ImportedFlow { flow, layout } = imported;
    let flow_name = name(&flow.name)?;
    let tx = app.db.read(caller.tenant).await?;
    if flows::find(&tx, &flow_name).await?.is_some() {
        return Err(create::taken(&flow_name));
    }
    drop(tx);
    create::store(app, caller, flow_name, &flow, &canonical::to_string(&layout), &[]).await
}

fn refused(error: &ImportError) -> AppError {
    AppError::field("document", "invalid", error.to_string())
}
