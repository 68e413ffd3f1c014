//! What the check says about a flow of this tenant: its tools, its knowledge bases, its forms.

use super::{draft, name};
use crate::app::App;
use crate::caller::Caller;
use crate::error::AppResult;
use crate::kinds;
use control_plane_domain::TenantId;
use control_plane_store::{flow_versions, flows, forms, kb_bases, secrets};
use flow_schema::Finding;
use flow_schema::check::{Environment, check_with};
use flow_schema::kind::external;
use flow_schema::model::Flow;

/// Checks the draft, or the document that was sent.
///
/// # Errors
/// [`AppError::NotFound`](crate::AppError::NotFound) when there is no such flow.
pub async fn check(
    app: &App,
    caller: &Caller,
    flow: &str,
    document: Option<Flow>,
) -> AppResult<Vec<Finding>> {
    let document = match document {
        Some(document) => {
            let name = name(flow)?;
            let tx = app.db.read(caller.tenant).await?;
            flows::find(&tx, &name).await?.ok_or_else(|| super::missing(flow))?;
            document
        }
        None => super::parse(&draft(app, caller, flow).await?.document)?,
    };
    findings(app, caller.tenant, &document).await
}

/// The findings of a document, errors first.
///
/// # Errors
/// [`AppError::Unavailable`](crate::AppError::Unavailable) when the tenant's bases, forms or tools cannot be read.
pub async fn findings(app: &App, tenant: TenantId, document: &Flow) -> AppResult<Vec<Finding>> {
    let tx = app.db.read(tenant).await?;
    let kinds = kinds::registry(app, &tx).await?;
    let environment = Environment {
        bases: Some(kb_bases::all(&tx).await?.into_iter().map(|base| base.name.to_string()).collect()),
        forms: Some(forms::all(&tx).await?.into_iter().map(|form| form.name.to_string()).collect()),
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
    Ok(check_with(document, &kinds, &environment))
}
