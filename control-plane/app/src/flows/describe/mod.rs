//! A flow described in words, drawn by the tenant's model.
//!
//! What the model writes is nobody's word to be trusted: it is read strictly, checked like every draft and
//! handed back with its findings at most twice. All that can come of it is a draft that people look at;
//! nothing of it is published or run. The model is told what a flow is made of and what there is to use, by
//! name; no secret, no address and no text of the tenant's is among it.

mod answer;
mod draw;
mod prompt;

use super::check;
use super::view::FlowItem;
use super::{create, name};
use crate::app::App;
use crate::audit;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use crate::kinds;
use answer::Answer;
use control_plane_domain::ResourceName;
use control_plane_store::{Tx, flow_versions, flows, forms, kb_bases};
use draw::Drawing;
use flow_schema::canonical;
use mcp_servers_llm_gateway::{ModelSource, Provider};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::Arc;
use utoipa::ToSchema;

const MAX_WORDS: usize = 4_000;

/// What a flow is to do.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDescription {
    /// In anybody's own words, at most 4,000 characters.
    pub text: String,
    /// What the flow is to be called; without it a name made of its title.
    #[serde(default)]
    pub name: Option<String>,
}

/// The draft that came of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Described {
    pub flow: FlowItem,
    /// What was made, in the model's words.
    pub made: String,
    /// What it could not do or does not know, in its words.
    pub missing: Vec<String>,
    /// How often the model was asked.
    pub asked: u32,
    pub model: String,
    pub input_tokens: u64,
    pub output_tokens: u64,
}

/// What there is to use, by name.
struct There {
    bases: Vec<String>,
    forms: Vec<String>,
    flows: Vec<String>,
}

/// Has the tenant's model draw a flow, and keeps it as a draft with whatever findings remain.
///
/// # Errors
/// [`AppError::Conflict`] with `no_model` when only the offline model is connected, or the name is taken;
/// [`AppError::Invalid`] naming the field; [`AppError::Upstream`] when the model gives no flow in time. Then
/// nothing is kept.
pub async fn describe(app: &Arc<App>, caller: &Caller, new: NewDescription) -> AppResult<Described> {
    let text = new.text.trim();
    if text.is_empty() {
        return Err(AppError::field("text", "required", "say what the flow is to do"));
    }
    if text.chars().count() > MAX_WORDS {
        return Err(AppError::field("text", "too_long", "at most 4,000 characters"));
    }
    let wanted = match &new.name {
        Some(wanted) => Some(
            wanted
                .parse::<ResourceName>()
                .map_err(|reason| AppError::field("name", "invalid", reason.to_string()))?,
        ),
        None => None,
    };
    let settings = app.models.settings(caller.tenant.as_uuid()).await?;
    if settings.provider == Provider::Offline {
        return Err(AppError::conflict(
            "no_model",
            "only the offline model is connected, and it cannot draw flows; an administrator connects a \
             language model under Settings, Models",
        ));
    }
    let tx = app.db.read(caller.tenant).await?;
    // Before anybody is asked for a flow that cannot be.
    if let Some(wanted) = &wanted
        && flows::find(&tx, wanted).await?.is_some()
    {
        return Err(create::taken(wanted));
    }
    let kinds = kinds::registry(app, &tx).await?;
    let there = There {
        bases: kb_bases::all(&tx).await?.into_iter().map(|base| base.name.to_string()).collect(),
        forms: forms::all(&tx).await?.into_iter().map(|form| form.name.to_string()).collect(),
        flows: flow_versions::published_names(&tx).await?,
    };
    drop(tx);
    let drawing = draw::draw(app, caller, text, &kinds, &there).await?;
    keep(app, caller, wanted, drawing).await
}

async fn keep(
    app: &App,
    caller: &Caller,
    wanted: Option<ResourceName>,
    drawing: Drawing,
) -> AppResult<Described> {
    let Drawing { answer: Answer { mut flow, made, missing }, asked, usage, model } = drawing;
    let tx = app.db.read(caller.tenant).await?;
    let free = match wanted {
        Some(wanted) => wanted,
        None => free_name(&tx, &flow.title).await?,
    };
    drop(tx);
    flow.name = free.to_string();
    if flow.title.is_empty() {
        flow.title.clone_from(&flow.name);
    }
    // The editor places what has no place.
    let layout = canonical::to_string(&super::Layout::default());
    let item = create::store(app, caller, free, &flow, &layout, &[]).await?;
    let tx = app.db.write(caller.tenant).await?;
    let (input_tokens, output_tokens) = (usage.input_tokens, usage.output_tokens);
    let what = json!({ "model": model, "asked": asked, "tokens": input_tokens + output_tokens });
    audit::record(app, &tx, caller, "flow.described", "flow", &item.name, what).await?;
    tx.commit().await?;
    Ok(Described { flow: item, made, missing, asked, model, input_tokens, output_tokens })
}

/// `Password reset!` is `password-reset`, or `password-reset-2` when that is taken.
async fn free_name(tx: &Tx, title: &str) -> AppResult<ResourceName> {
    let mut slug = String::new();
    for word in title.to_ascii_lowercase().split(|letter: char| !letter.is_ascii_alphanumeric()) {
        if word.is_empty() || slug.len() + word.len() > 48 {
            continue;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(word);
    }
    if slug.is_empty() {
        "described".clone_into(&mut slug);
    }
    let mut at = 1;
    loop {
        let tried = name(&if at == 1 { slug.clone() } else { format!("{slug}-{at}") })?;
        if flows::find(tx, &tried).await?.is_none() {
            return Ok(tried);
        }
        at += 1;
    }
}
