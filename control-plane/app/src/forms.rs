//! The tenant's forms: what a ticket needs to know, asked by `ask_user` and `extract`.

use crate::app::App;
use crate::audit;
use crate::caller::Caller;
use crate::error::{AppError, AppResult, FieldError};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use control_plane_domain::{FormId, ResourceName, TenantId};
use control_plane_store::forms::{self, StoredForm};
use control_plane_store::{Db, Etag, StoreError};
use flow_schema::ErrorCode;
use flow_schema::model::form::Form;
use mcp_servers_kit::ToolError;
use mcp_servers_llm_gateway::FormSource;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

/// A form and its state.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FormView {
    #[serde(flatten)]
    pub form: Form,
    pub etag: String,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// All of the tenant's forms.
///
/// # Errors
/// What the store answers.
pub async fn list(app: &App, caller: &Caller) -> AppResult<Vec<FormView>> {
    let tx = app.db.read(caller.tenant).await?;
    forms::all(&tx).await?.into_iter().map(view).collect()
}

/// One form.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn get(app: &App, caller: &Caller, name: &str) -> AppResult<FormView> {
    let tx = app.db.read(caller.tenant).await?;
    view(forms::find(&tx, &named(name)?).await?.ok_or_else(missing)?)
}

/// Makes a form; its version is 1 whatever it says.
///
/// # Errors
/// [`AppError::Invalid`] naming what is wrong with it, [`AppError::Conflict`] when the name is taken.
pub async fn create(app: &App, caller: &Caller, mut form: Form) -> AppResult<FormView> {
    let name: ResourceName =
        form.name.parse().map_err(|reason| AppError::field("name", "invalid", format!("{reason}")))?;
    form.version = 1;
    check(&form)?;
    let tx = app.db.write(caller.tenant).await?;
    let id = FormId::new(app.new_id());
    let text = flow_schema::canonical::to_string(&form);
    let stored = forms::create(&tx, id, &name, &form.title, &text, Some(caller.user), app.now()).await?;
    audit::record(app, &tx, caller, "form.created", "form", &form.name, json!({ "version": 1 })).await?;
    tx.commit().await?;
    view(stored)
}

/// Makes the next version of a form. Runs that wait with the old one keep it.
///
/// # Errors
/// [`AppError::Invalid`] naming what is wrong with it, [`AppError::Stale`], [`AppError::NotFound`].
pub async fn replace(
    app: &App,
    caller: &Caller,
    name: &str,
    expected: Option<String>,
    mut form: Form,
) -> AppResult<FormView> {
    let name = named(name)?;
    if form.name != name.as_str() {
        return Err(AppError::field(
            "name",
            "invalid",
            "a form keeps its name; make another one for another name",
        ));
    }
    check(&form)?;
    let expected = expected.map(Etag::from);
    let tx = app.db.write(caller.tenant).await?;
    let old = forms::find(&tx, &name).await?.ok_or_else(missing)?;
    let version = old.version + 1;
    form.version = u32::try_from(version).unwrap_or(u32::MAX);
    let text = flow_schema::canonical::to_string(&form);
    let put =
        forms::put(&tx, &name, &form.title, &text, expected.as_ref(), Some(caller.user), app.now()).await;
    let stored = match put {
        Err(StoreError::Stale(_)) => return Err(AppError::Stale { current: old.etag.as_str().to_owned() }),
        other => other?.ok_or_else(missing)?,
    };
    audit::record(app, &tx, caller, "form.changed", "form", name.as_str(), json!({ "version": version }))
        .await?;
    tx.commit().await?;
    view(stored)
}

/// The form's document, for runs.
///
/// # Errors
/// What the store answers.
pub async fn document(db: &Db, tenant: TenantId, name: &str) -> Result<Option<Value>, StoreError> {
    let Ok(name) = name.parse::<ResourceName>() else { return Ok(None) };
    let tx = db.read(tenant).await?;
    let Some(stored) = forms::find(&tx, &name).await? else { return Ok(None) };
    serde_json::from_str(&stored.document)
        .map(Some)
        .map_err(|error| StoreError::Corrupt { what: "form", detail: error.to_string() })
}

fn check(form: &Form) -> AppResult<()> {
    let problems = form.problems().into_iter();
    AppError::fields(
        problems.map(|p| FieldError::new(format!("fields.{}", p.field), "invalid", p.message)).collect(),
    )
}

fn view(stored: StoredForm) -> AppResult<FormView> {
    Ok(FormView {
        form: serde_json::from_str(&stored.document).map_err(AppError::internal)?,
        etag: stored.etag.as_str().to_owned(),
        created_at: stored.created_at,
        updated_at: stored.updated_at,
    })
}

fn named(name: &str) -> AppResult<ResourceName> {
    name.parse().map_err(|_| missing())
}

fn missing() -> AppError {
    AppError::not_found("the form")
}

/// Forms for the `extract` tool.
#[derive(Clone, Debug)]
pub struct StoredForms(pub Db);

#[async_trait]
impl FormSource for StoredForms {
    async fn form(&self, tenant: Uuid, name: &str) -> Result<Option<Form>, ToolError> {
        let unreadable = |error: &dyn std::fmt::Display| {
            tracing::warn!(form = name, %error, "a form could not be read");
            ToolError::new(ErrorCode::Upstream, format!("the form {name} cannot be read at the moment"))
        };
        let found = document(&self.0, TenantId::new(tenant), name).await.map_err(|e| unreadable(&e))?;
        found.map(serde_json::from_value).transpose().map_err(|e| unreadable(&e))
    }
}
