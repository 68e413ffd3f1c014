//! Flows of other products, and flows of ours from elsewhere, read and opened as drafts.

use super::check::place;
use super::view::{FlowItem, Layout};
use super::{create, layout, tests};
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use control_plane_domain::ResourceName;
use control_plane_store::flows;
use executor_runtime::flow_test::FlowTest;
use flow_schema::canonical;
use flow_schema::import::{Entry, ImportError, Imported, ImportedFlow, Options, Place, Report, import};
use flow_schema::model::Flow;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A document of another product, or one that was exported elsewhere.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewImport {
    /// As it was exported: by `GET /flows/{flow}/export`, or Dify DSL (YAML), Flowise AgentFlow V2, n8n, Coze or Langflow (JSON).
    pub document: String,
    /// What the flow is to be called; without it as there, or a name made of its title.
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
    /// `flowright`, `dify`, `flowise`, `n8n`, `coze` or `langflow`.
    pub format: String,
    /// The drafts that were made, the flow itself first; none of a dry run.
    pub flows: Vec<FlowItem>,
    pub report: Report,
}

/// Reads a document and opens what it holds as drafts. Nothing of it is run. Flows that come with one of ours
/// are left out where there is one of their name.
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
    let (kinds, environment) = place(app, caller.tenant).await?;
    let place = Place { kinds, environment };
    let options = Options { name: wanted, bases, models, place, ..Options::default() };
    // Reading a large document takes a moment of pure computing; other requests go on meanwhile.
    let read = tokio::task::spawn_blocking(move || import(&document, &options)).await;
    let imported = read.map_err(AppError::internal)?.map_err(|error| refused(&error))?;
    let Imported { format, flows, mut report } = imported;
    // All of it is looked at before any of it is kept.
    let mut drafts = flows.into_iter().map(NewDraft::read).collect::<AppResult<Vec<_>>>()?;
    leave_out_known(app, caller, &mut drafts, &mut report).await?;
    let mut made = Vec::new();
    if !dry_run {
        for draft in drafts {
            made.push(draft.store(app, caller).await?);
        }
    }
    let format = serde_json::to_value(format).map_err(AppError::internal)?;
    Ok(ImportResult { format: format.as_str().unwrap_or_default().to_owned(), flows: made, report })
}

/// Flows that come with the first one, and are here already, stay as they are.
async fn leave_out_known(
    app: &App,
    caller: &Caller,
    drafts: &mut Vec<NewDraft>,
    report: &mut Report,
) -> AppResult<()> {
    let tx = app.db.read(caller.tenant).await?;
    for at in (1..drafts.len()).rev() {
        if flows::find(&tx, &drafts[at].name).await?.is_some() {
            let name = drafts.remove(at).name;
            let what = format!(
                "The flow ‘{name}’ is here already and stays as it is; the one that came along was left out."
            );
            report.approximated.insert(0, Entry { original: None, node: None, what });
        }
    }
    Ok(())
}

/// A flow that can be kept.
struct NewDraft {
    name: ResourceName,
    flow: Flow,
    layout: String,
    tests: Vec<FlowTest>,
}

impl NewDraft {
    fn read(imported: ImportedFlow) -> AppResult<Self> {
        let ImportedFlow { flow, layout, tests } = imported;
        let wrong = |what: String| AppError::field("document", "invalid", format!("‘{}’: {what}", flow.name));
        let name = flow
            .name
            .parse::<ResourceName>()
            .map_err(|reason| wrong(format!("its name cannot be one: {reason}")))?;
        let layout = if layout.is_null() { serde_json::json!(Layout::default()) } else { layout };
        let read: Layout = serde_json::from_value(layout.clone())
            .map_err(|reason| wrong(format!("its layout: {reason}")))?;
        layout::check(&read).map_err(|reason| wrong(format!("its layout: {reason}")))?;
        let mut kept = Vec::new();
        for (name, test) in &tests {
            let test =
                tests::acceptable(test).map_err(|reason| wrong(format!("its test ‘{name}’: {reason}")))?;
            kept.push(test.0);
        }
        // As it came, so that it goes out again as it came.
        Ok(Self { name, layout: canonical::to_string(&layout), tests: kept, flow })
    }

    async fn store(self, app: &App, caller: &Caller) -> AppResult<FlowItem> {
        let tx = app.db.read(caller.tenant).await?;
        if flows::find(&tx, &self.name).await?.is_some() {
            return Err(create::taken(&self.name));
        }
        drop(tx);
        create::store(app, caller, self.name, &self.flow, &self.layout, &self.tests).await
    }
}

fn refused(error: &ImportError) -> AppError {
    AppError::field("document", "invalid", error.to_string())
}
