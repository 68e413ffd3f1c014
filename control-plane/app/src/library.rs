//! What the executor needs from the control plane: compiled versions, tools, secrets, forms, and
//! somebody who keeps what runs say.

use crate::app::App;
use crate::error::AppError;
use crate::{approvals, chat, forms, tools};
use async_trait::async_trait;
use control_plane_domain::{Environment, ResourceName, TenantId};
use control_plane_store::{StoreError, flow_documents, flow_environments, flow_versions};
use executor_runtime::api::{ExecutorError, Library, RunEvent, RunRow};
use flow_schema::Finding;
use flow_schema::model::Flow;
use flow_schema::plan::{FlowRef, Plan};
use mcp_servers_kit::{SecretResolver, Tool};
use moka::future::Cache;
use serde_json::Value;
use std::sync::{Arc, Weak};
use std::time::Duration;
use uuid::Uuid;

/// Compiled plans, by tenant and content hash. A plan never changes, so it never goes stale.
pub type Plans = Cache<(TenantId, String), Arc<Plan>>;

/// Room for the plans that are in use; the others are compiled again when needed.
pub fn plans() -> Plans {
    Cache::builder().max_capacity(500).build()
}

/// Why there is no plan.
#[derive(Clone, Debug, thiserror::Error)]
pub enum NoPlan {
    #[error("flow version {0} does not exist")]
    Unknown(String),
    #[error("the flow has problems that stop it from running")]
    Findings(Vec<Finding>),
    /// The database cannot be asked at the moment.
    #[error("{0}")]
    Unavailable(String),
    #[error("{0}")]
    Failed(String),
}

/// The plan of a stored document.
///
/// # Errors
/// [`NoPlan`], shared between those who waited for the same plan.
pub async fn plan(app: &App, tenant: TenantId, hash: &str) -> Result<Arc<Plan>, Arc<NoPlan>> {
    app.plans.try_get_with((tenant, hash.to_owned()), compile(app, tenant, hash)).await
}

async fn compile(app: &App, tenant: TenantId, hash: &str) -> Result<Arc<Plan>, NoPlan> {
    let failed = |error: &dyn std::fmt::Display| NoPlan::Failed(error.to_string());
    let tx = app.db.read(tenant).await.map_err(unread)?;
    let document = flow_documents::find(&tx, hash).await.map_err(unread)?;
    let document = document.ok_or_else(|| NoPlan::Unknown(hash.to_owned()))?;
    let kinds = tools::known_kinds(app, &tx).await.map_err(unread)?;
    drop(tx);
    let flow: Flow = serde_json::from_str(&document).map_err(|e| failed(&e))?;
    // Compiling a large flow takes milliseconds of pure computing; other requests go on meanwhile.
    let compiled = tokio::task::spawn_blocking(move || flow_schema::compile::compile(&flow, &kinds)).await;
    compiled.map_err(|e| failed(&e))?.map(Arc::new).map_err(NoPlan::Findings)
}

/// The hash of the version that a flow's name means now.
async fn published(app: &App, tenant: TenantId, flow: &FlowRef) -> Result<Option<String>, StoreError> {
    let Ok(name) = flow.name.parse::<ResourceName>() else { return Ok(None) };
    let tx = app.db.read(tenant).await?;
    let version = match flow.version {
        Some(number) => flow_versions::find(&tx, &name, u64::from(number)).await?,
        None => flow_environments::serving(&tx, &name, Environment::Production, None).await?,
    };
    Ok(version.map(|version| version.hash))
}

fn unread(error: impl Into<AppError>) -> NoPlan {
    match error.into() {
        AppError::Unavailable { cause, .. } => NoPlan::Unavailable(cause),
        AppError::StorageFull { cause } => NoPlan::Unavailable(cause),
        other => NoPlan::Failed(other.to_string()),
    }
}

impl From<Arc<NoPlan>> for AppError {
    fn from(reason: Arc<NoPlan>) -> Self {
        match reason.as_ref() {
            NoPlan::Unknown(_) => Self::not_found("the flow version"),
            NoPlan::Findings(findings) => Self::Findings(findings.clone()),
            NoPlan::Unavailable(cause) => Self::Unavailable {
                what: "the database",
                retry_after: Duration::from_secs(2),
                cause: cause.clone(),
            },
            NoPlan::Failed(cause) => Self::internal(cause.clone()),
        }
    }
}

/// The app as the executor sees it. Holds it weakly: the app holds the executor.
#[derive(Clone, Debug)]
pub struct AppLibrary(Weak<App>);

impl AppLibrary {
    pub fn new(app: &Arc<App>) -> Arc<Self> {
        Arc::new(Self(Arc::downgrade(app)))
    }

    fn app(&self) -> Result<Arc<App>, ExecutorError> {
        self.0.upgrade().ok_or_else(|| ExecutorError::Journal("the process is going down".to_owned()))
    }
}

#[async_trait]
impl Library for AppLibrary {
    async fn plan(&self, tenant: Uuid, version: &str) -> Result<Arc<Plan>, ExecutorError> {
        let app = self.app()?;
        plan(&app, TenantId::new(tenant), version).await.map_err(|reason| match reason.as_ref() {
            NoPlan::Unknown(version) => ExecutorError::NoSuchVersion(version.clone()),
            NoPlan::Findings(findings) => {
                let first = findings.iter().find(|f| f.severity == flow_schema::Severity::Error);
                ExecutorError::Invalid(
                    first.map_or_else(|| reason.to_string(), |f| format!("{}: {}", f.code, f.cause)),
                )
            }
            NoPlan::Unavailable(cause) | NoPlan::Failed(cause) => ExecutorError::Journal(cause.clone()),
        })
    }

    async fn published(&self, tenant: Uuid, flow: &FlowRef) -> Result<Option<String>, ExecutorError> {
        let app = self.app()?;
        let found = published(&app, TenantId::new(tenant), flow).await;
        found.map_err(|error| ExecutorError::Journal(error.to_string()))
    }

    async fn tool(&self, tenant: Uuid, kind: &str) -> Result<Arc<dyn Tool>, ExecutorError> {
        let app = self.app()?;
        let found = tools::find(&app, TenantId::new(tenant), kind).await;
        found
            .map_err(|error| ExecutorError::Journal(error.to_string()))?
            .ok_or_else(|| ExecutorError::NoSuchTool(kind.to_owned()))
    }

    fn secrets(&self, tenant: Uuid) -> Arc<dyn SecretResolver> {
        Arc::new(crate::secrets::TenantSecrets::new(self.0.clone(), TenantId::new(tenant)))
    }

    async fn form(&self, tenant: Uuid, name: &str) -> Result<Value, ExecutorError> {
        let app = self.app()?;
        let form = forms::document(&app.db, TenantId::new(tenant), name).await;
        form.map_err(|error| ExecutorError::Journal(error.to_string()))?
            .ok_or_else(|| ExecutorError::NoSuchForm(name.to_owned()))
    }

    async fn observe(&self, run: &RunRow, event: &RunEvent) -> Result<(), ExecutorError> {
        let app = self.app()?;
        let failed = |error: AppError| match error {
            AppError::StorageFull { cause } => ExecutorError::Full(cause),
            AppError::Unavailable { .. } => ExecutorError::Journal(error.to_string()),
            other => ExecutorError::Invalid(format!("the event could not be kept: {other}")),
        };
        approvals::observe(&app, run, event).await.map_err(failed)?;
        if event.kind == "node.completed"
            && event.payload.get("kind").is_some_and(|kind| kind == "update_ticket")
        {
            // The desk, as a tool, leaves notes but cannot ring.
            app.happenings.notify_one();
        }
        chat::observe(&app, run, event).await.map_err(failed)
    }
}
