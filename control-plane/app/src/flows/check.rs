//! What the check says about a flow of this tenant: its tools, its knowledge bases, its forms. Studio makes the same check
//! in the browser, with the surroundings from here.

use super::{draft, name};
use crate::admin::models;
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use crate::{kinds, library};
use control_plane_domain::{Environment as Environments, ResourceName, TenantId};
use control_plane_store::forms::StoredForm;
use control_plane_store::{
    flow_documents, flow_environments, flow_versions, flows, forms, kb_bases, secrets,
};
use flow_schema::Finding;
use flow_schema::check::{CheckReport, Environment, PublishedFlow, Surroundings, report};
use flow_schema::kind::{KindRegistry, external};
use flow_schema::model::Flow;
use futures::future::BoxFuture;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Other flows that a check looks into; the same as a run may enter.
const MAX_FLOWS: usize = 200;

/// Checks the draft (a branch's when one is named), or the document that was sent: what it finds, and what a run can cost.
///
/// # Errors
/// [`AppError::NotFound`](crate::AppError::NotFound) when there is no such flow.
pub async fn check(
    app: &App,
    caller: &Caller,
    flow: &str,
    branch: Option<&str>,
    document: Option<Flow>,
) -> AppResult<CheckReport> {
    let document = match document {
        Some(document) => {
            exists(app, caller, flow).await?;
            document
        }
        None => super::parse(&draft(app, caller, flow, branch).await?.document)?,
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

/// What [`check`] needs besides a document that runs these flows, for a check in the browser. Of secrets, the names.
///
/// # Errors
/// [`AppError::NotFound`](crate::AppError::NotFound) when there is no such flow.
pub async fn surroundings(
    app: &App,
    caller: &Caller,
    flow: &str,
    runs: BTreeSet<String>,
) -> AppResult<Surroundings> {
    exists(app, caller, flow).await?;
    let mut check = Check::begin(app, caller.tenant).await?;
    check.enter(&runs).await?;
    let builtin = KindRegistry::builtin();
    let others = check.kinds.iter().filter(|kind| builtin.get(&kind.name) != Some(kind));
    let kinds = others.map(|kind| (**kind).clone()).collect();
    Ok(Surroundings { flows: runs, kinds, environment: check.environment })
}

async fn exists(app: &App, caller: &Caller, flow: &str) -> AppResult<()> {
    let name = name(flow)?;
    let tx = app.db.read(caller.tenant).await?;
    flows::find(&tx, &name).await?.ok_or_else(|| super::missing(flow))?;
    Ok(())
}

/// What a flow of the tenant may use and name.
pub(super) async fn place(app: &App, tenant: TenantId) -> AppResult<(KindRegistry, Environment)> {
    let Check { kinds, environment, .. } = Check::begin(app, tenant).await?;
    Ok((Arc::unwrap_or_clone(kinds), environment))
}

async fn checked(app: &App, tenant: TenantId, document: Flow) -> AppResult<CheckReport> {
    let mut check = Check::begin(app, tenant).await?;
    check.enter(&document.flows()).await?;
    check.report(document).await
}

/// A check, and the flows it has looked into so far.
struct Check<'a> {
    app: &'a App,
    tenant: TenantId,
    kinds: Arc<KindRegistry>,
    /// `published` grows: a flow stands there after those that it runs itself.
    environment: Environment,
    /// Also those whose own flows are being looked into: one that runs itself has no known cost.
    entered: BTreeSet<String>,
}

impl<'a> Check<'a> {
    async fn begin(app: &'a App, tenant: TenantId) -> AppResult<Self> {
        let tx = app.db.read(tenant).await?;
        let kinds = Arc::new(kinds::registry(app, &tx).await?);
        let forms = forms::all(&tx).await?;
        let read =
            |form: &StoredForm| Some((form.name.to_string(), serde_json::from_str(&form.document).ok()?));
        let (default_model, prices) = models::priced(&tx).await?;
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
            default_model,
            prices,
            ..Environment::default()
        };
        Ok(Self { app, tenant, kinds, environment, entered: BTreeSet::new() })
    }

    async fn report(&self, document: Flow) -> AppResult<CheckReport> {
        let (kinds, environment) = (self.kinds.clone(), self.environment.clone());
        // Milliseconds of pure computing for a large flow; other requests go on meanwhile.
        let report = tokio::task::spawn_blocking(move || report(&document, &kinds, &environment));
        report.await.map_err(AppError::internal)
    }

    /// Looks into flows that one runs, as production has them now: what they take, give and cost.
    fn enter<'s>(&'s mut self, names: &'s BTreeSet<String>) -> BoxFuture<'s, AppResult<()>> {
        Box::pin(async move {
            for name in names {
                if self.entered.len() >= MAX_FLOWS || !self.entered.insert(name.clone()) {
                    continue;
                }
                let Ok(flow) = name.parse::<ResourceName>() else { continue };
                let tx = self.app.db.read(self.tenant).await?;
                let version = flow_environments::serving(&tx, &flow, Environments::Production, None).await?;
                let Some(version) = version else { continue };
                let document = flow_documents::find(&tx, &version.hash).await?;
                drop(tx);
                let Some(document) = document else { continue };
                // One that cannot run any more (a tool of it is gone) is told where it is used, when it is used.
                let Ok(plan) = library::plan(self.app, self.tenant, &version.hash).await else { continue };
                let document = super::parse(&document)?;
                self.enter(&document.flows()).await?;
                let cost = Some(self.report(document).await?.cost);
                let (input, output) = (plan.input.clone(), plan.output.clone());
                self.environment.published.insert(name.clone(), PublishedFlow { input, output, cost });
            }
            Ok(())
        })
    }
}
