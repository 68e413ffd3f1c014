//! What the check says about a flow of this tenant: its tools, its knowledge bases, its forms.

use super::{draft, name};
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use crate::{kinds, library};
use control_plane_domain::{Environment as Environments, ResourceName, TenantId};
use control_plane_store::forms::StoredForm;
use control_plane_store::{flow_environments, flow_versions, flows, forms, kb_bases, secrets};
use flow_schema::Finding;
use flow_schema::check::{CheckReport, Environment, PublishedFlow, report};
use flow_schema::kind::external;
use flow_schema::model::Flow;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Other flows that a check looks into; the same as a run may enter.
const MAX_FLOWS: usize = 200;

/// Checks the draft, or the document that was sent: what it finds, and what a run can cost.
///
/// # Errors
/// [`AppError::NotFound`](crate::AppError::NotFound) when there is no such flow.
pub async fn check(app: &App, caller: &Caller, flow: &str, document: Option<Flow>) -> AppResult<CheckReport> {
    let document = match document {
        Some(document) => {
            let name = name(flow)?;
            let tx = app.db.read(caller.tenant).await?;
            flows::find(&tx, &name).await?.ok_or_else(|| super::missing(flow))?;
            document
        }
        None => super::parse(&draft(app, caller, flow).await?.document)?,
    };
    checked(app, caller.tenant, document).await
}

/// The findings of a document, errors first.
///
/// # Errors
/// [`AppError::Unavailable`](crate::AppError::Unavailable) when the tenant's bases, forms or tools cannot be read.
pub async fn findings(app: &App, tenant: TenantId, document: &Flow) -> AppResult<Vec<Finding>> {
    Ok(checked(app, tenant, document.clone()).await?.findings)
}

async fn checked(app: &App, tenant: TenantId, document: Flow) -> AppResult<CheckReport> {
    let tx = app.db.read(tenant).await?;
    let kinds = kinds::registry(app, &tx).await?;
    let forms = forms::all(&tx).await?;
    let read = |form: &StoredForm| Some((form.name.to_string(), serde_json::from_str(&form.document).ok()?));
    let environment = Environment {
        bases: Some(kb_bases::all(&tx).await?.into_iter().map(|base| base.name.to_string()).collect()),
        forms: Some(forms.iter().map(|form| form.name.to_string()).collect()),
        form_fields: forms.iter().filter_map(read).collect(),
        tools: Some(
            kinds
                .iter()
                .map(|kind| kind.name.clone())
                .filter(|name| external::split_name(name).is_some())
                .collect(),
        ),
        // A model's name is the model server's business; it may know more than it lists.
        models: None,
        flows: Some(flow_versions::published_names(&tx).await?.into_iter().collect()),
        secrets: Some(secrets::names(&tx).await?.into_iter().map(|secret| secret.name).collect()),
        ..Environment::default()
    };
    drop(tx);
    let published = entered(app, tenant, &document).await?;
    let environment = Environment { published, ..environment };
    // Milliseconds of pure computing for a large flow; other requests go on meanwhile.
    let report = tokio::task::spawn_blocking(move || report(&document, &kinds, &environment));
    report.await.map_err(AppError::internal)
}

/// What the flows take and give that this one runs, as production has them now.
async fn entered(app: &App, tenant: TenantId, document: &Flow) -> AppResult<BTreeMap<String, PublishedFlow>> {
    let of_nodes = document.nodes.iter().filter_map(|node| node.config.get("flow"));
    let agents = document.nodes.iter().filter_map(|node| node.config.get("tools")?.as_array());
    let of_agents = agents.flatten().filter_map(|tool| tool.get("flow"));
    let names: BTreeSet<String> =
        of_nodes.chain(of_agents).filter_map(Value::as_str).map(str::to_owned).collect();
    let mut found = BTreeMap::new();
    for name in names.into_iter().take(MAX_FLOWS) {
        let Ok(flow) = name.parse::<ResourceName>() else { continue };
        let tx = app.db.read(tenant).await?;
        let version = flow_environments::serving(&tx, &flow, Environments::Production, None).await?;
        drop(tx);
        let Some(version) = version else { continue };
        // One that cannot run any more (a tool of it is gone) is told where it is used, when it is used.
        if let Ok(plan) = library::plan(app, tenant, &version.hash).await {
            let (input, output) = (plan.input.clone(), plan.output.clone());
            found.insert(name, PublishedFlow { input, output, cost: None });
        }
    }
    Ok(found)
}
