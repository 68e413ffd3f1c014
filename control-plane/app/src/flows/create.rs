//! Making and deleting flows.

use super::check::findings;
use super::draft::count;
use super::view::{FlowItem, NewFlow, Template};
use super::{list, missing, name, template};
use crate::app::App;
use crate::audit;
use crate::caller::Caller;
use crate::error::{AppError, AppResult, FieldError};
use control_plane_domain::{FlowId, ResourceName};
use control_plane_store::flows::{self, Draft};
use control_plane_store::{StoreError, flow_tests};
use executor_runtime::flow_test::FlowTest;
use flow_schema::canonical;
use flow_schema::model::Flow;
use serde_json::json;

/// Makes a flow, blank or from a template.
///
/// # Errors
/// [`AppError::Invalid`] naming the fields, [`AppError::Conflict`] when the name is taken.
pub async fn create(app: &App, caller: &Caller, new: NewFlow) -> AppResult<FlowItem> {
    let mut errors = Vec::new();
    let name: Result<ResourceName, _> = new.name.parse();
    if let Err(reason) = &name {
        errors.push(FieldError::new("name", "invalid", reason.to_string()));
    }
    if new.title.chars().count() > 200 {
        errors.push(FieldError::new("title", "too_long", "a title has at most 200 characters"));
    }
    AppError::fields(errors)?;
    let Ok(name) = name else { return Err(AppError::field("name", "invalid", "no name")) };

    let (mut document, layout) = match new.template {
        Template::Blank => template::blank(),
        Template::ItHelpdesk => template::helpdesk()?,
    };
    // Before anything else is made for a flow that cannot be.
    let tx = app.db.read(caller.tenant).await?;
    if flows::find(&tx, &name).await?.is_some() {
        return Err(taken(&name));
    }
    drop(tx);
    if new.template == Template::ItHelpdesk {
        template::furnish(app, caller).await?;
    }
    document.name = name.to_string();
    let title = new.title.trim();
    if !title.is_empty() {
        document.title = title.to_owned();
    } else if document.title.is_empty() {
        document.title = name.to_string();
    }
    let tests = match new.template {
        Template::Blank => Vec::new(),
        Template::ItHelpdesk => template::helpdesk_tests()?,
    };
    store(app, caller, name, &document, &canonical::to_string(&layout), &tests).await
}

pub(super) async fn store(
    app: &App,
    caller: &Caller,
    name: ResourceName,
    document: &Flow,
    layout: &str,
    tests: &[FlowTest],
) -> AppResult<FlowItem> {
    let findings = findings(app, caller.tenant, document).await?;
    let text = canonical::to_string(document);
    let tx = app.db.write(caller.tenant).await?;
    let row = flows::NewFlow {
        id: FlowId::new(app.new_id()),
        name: name.clone(),
        draft: Draft {
            document: &text,
            title: &document.title,
            description: &document.description,
            problems: count(&findings),
        },
        layout,
        by: caller.person(),
    };
    let row = flows::create(&tx, row, app.now()).await.map_err(|error| match error {
        StoreError::Taken(_) => taken(&name),
        other => other.into(),
    })?;
    for test in tests {
        flow_tests::put(&tx, row.id, &test.name, &canonical::to_string(test), app.now()).await?;
    }
    let what = json!({ "title": row.title, "hash": row.draft_hash });
    audit::record(app, &tx, caller, "flow.created", "flow", name.as_str(), what).await?;
    tx.commit().await?;
    list::item(app, caller, row).await
}

/// Deletes a flow with its draft and versions.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn delete(app: &App, caller: &Caller, flow: &str) -> AppResult<()> {
    let flow_name = name(flow)?;
    let tx = app.db.write(caller.tenant).await?;
    if !flows::delete(&tx, &flow_name).await? {
        return Err(missing(flow));
    }
    audit::record(app, &tx, caller, "flow.deleted", "flow", flow, json!({})).await?;
    Ok(tx.commit().await?)
}

pub(super) fn taken(name: &ResourceName) -> AppError {
    AppError::conflict("name_taken", format!("there is a flow named {name} already"))
}
