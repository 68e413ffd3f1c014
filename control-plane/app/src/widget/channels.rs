//! Where people meet a flow: its chat page and its widget.

use crate::app::App;
use crate::audit;
use crate::caller::Caller;
use crate::error::{AppError, AppResult, FieldError};
use control_plane_domain::web_origin::BadWebOrigin;
use control_plane_domain::widget::{DEFAULT_ACCENT, WidgetPosition, accent};
use control_plane_domain::{FlowId, ResourceName, WebOrigin};
use control_plane_store::flow_widgets::{self, Look, Widget};
use control_plane_store::{Etag, Tx, WriteTx, flows};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

const MAX_ORIGINS: usize = 20;
const MAX_TITLE: usize = 80;
const MAX_GREETING: usize = 500;

/// Where people meet a flow.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Channels {
    pub chat: ChatChannel,
    pub widget: WidgetView,
}

/// The page for people with an account.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ChatChannel {
    pub path: String,
}

/// The widget for other people's pages.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WidgetView {
    pub enabled: bool,
    /// Missing until the widget has been saved for the first time; then it stays, until it is rotated.
    pub public_id: Option<String>,
    /// The page to be framed.
    pub path: Option<String>,
    /// Pages that may frame it.
    pub origins: Vec<WebOrigin>,
    pub title: String,
    pub greeting: String,
    /// `#rrggbb`
    pub accent: String,
    pub position: WidgetPosition,
    /// The embedding page can vouch for who a visitor is.
    pub identity_secret_set: bool,
}

/// A widget to save.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WidgetChange {
    pub enabled: bool,
    /// `https://host[:port]`, `http` for this machine only; at most 20, no wildcards.
    #[serde(default)]
    pub origins: Vec<String>,
    /// At most 80 characters.
    #[serde(default)]
    pub title: String,
    /// At most 500 characters.
    #[serde(default)]
    pub greeting: String,
    /// `#rrggbb`
    pub accent: Option<String>,
    #[serde(default)]
    pub position: WidgetPosition,
}

/// The flow's channels, with their ETag.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn channels(app: &App, caller: &Caller, flow: &str) -> AppResult<(Channels, String)> {
    let tx = app.db.read(caller.tenant).await?;
    let (id, name) = known(&tx, flow).await?;
    let widget = flow_widgets::find(&tx, id).await?;
    let etag = etag(id, widget.as_ref());
    Ok((view(&name, widget), etag))
}

/// Saves the widget. `expected` is the ETag that it is meant for.
///
/// # Errors
/// [`AppError::Invalid`] naming the fields, [`AppError::Stale`], [`AppError::NotFound`].
pub async fn save(
    app: &App,
    caller: &Caller,
    flow: &str,
    expected: Option<String>,
    change: WidgetChange,
) -> AppResult<(Channels, String)> {
    // Whose flow it is comes before what is wrong with the values.
    let tx = app.db.read(caller.tenant).await?;
    known(&tx, flow).await?;
    drop(tx);
    let look = read(change)?;
    let tx = app.db.write(caller.tenant).await?;
    let (id, before) = locked(&tx, flow).await?;
    let current = etag(id, before.as_ref());
    if expected.is_some_and(|expected| expected != current) {
        return Err(AppError::Stale { current });
    }
    let public_id = before.as_ref().map_or_else(new_public_id, |widget| widget.public_id.clone());
    flow_widgets::put(&tx, id, &public_id, &look, app.now()).await?;
    let what = json!({ "before": before.as_ref().map(|widget| told(&widget.look)), "after": told(&look) });
    audit::record(app, &tx, caller, "flow.widget_saved", "flow", flow, what).await?;
    tx.commit().await?;
    channels(app, caller, flow).await
}

/// Gives the widget another public id. Snippets with the old one stop working, and so do the sessions of
/// its visitors.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Conflict`] when there is no widget yet.
pub async fn rotate(app: &App, caller: &Caller, flow: &str) -> AppResult<(Channels, String)> {
    let tx = app.db.write(caller.tenant).await?;
    let (id, before) = locked(&tx, flow).await?;
    let before = before.ok_or_else(none_yet)?;
    flow_widgets::put(&tx, id, &new_public_id(), &before.look, app.now()).await?;
    audit::record(app, &tx, caller, "flow.widget_rotated", "flow", flow, json!({})).await?;
    tx.commit().await?;
    channels(app, caller, flow).await
}

/// Makes the secret with which the embedding page vouches for visitors, in place of the one before. It is
/// told this once.
///
/// # Errors
/// As [`rotate`].
pub async fn make_secret(app: &App, caller: &Caller, flow: &str) -> AppResult<String> {
    let secret = hex::encode(rand::random::<[u8; 32]>());
    set_secret(app, caller, flow, Some(&secret), "flow.widget_secret_made").await?;
    Ok(secret)
}

/// Takes the secret away: nobody vouches for visitors any more.
///
/// # Errors
/// As [`rotate`].
pub async fn drop_secret(app: &App, caller: &Caller, flow: &str) -> AppResult<()> {
    set_secret(app, caller, flow, None, "flow.widget_secret_dropped").await
}

async fn set_secret(
    app: &App,
    caller: &Caller,
    flow: &str,
    secret: Option<&str>,
    action: &str,
) -> AppResult<()> {
    let tx = app.db.write(caller.tenant).await?;
    let (id, before) = locked(&tx, flow).await?;
    before.ok_or_else(none_yet)?;
    flow_widgets::set_secret(&tx, &app.seal, id, secret, app.now()).await?;
    audit::record(app, &tx, caller, action, "flow", flow, json!({})).await?;
    Ok(tx.commit().await?)
}

async fn known(tx: &Tx, flow: &str) -> AppResult<(FlowId, ResourceName)> {
    let missing = || AppError::not_found(format!("the flow {flow:?}"));
    let name: ResourceName = flow.parse().map_err(|_| missing())?;
    let row = flows::find(tx, &name).await?.ok_or_else(missing)?;
    Ok((row.id, name))
}

/// The flow and its widget, for a change that takes turns with others.
async fn locked(tx: &WriteTx, flow: &str) -> AppResult<(FlowId, Option<Widget>)> {
    let (_, name) = known(tx, flow).await?;
    flows::take_turn(tx, &name).await?;
    let (id, _) = known(tx, flow).await?;
    Ok((id, flow_widgets::find(tx, id).await?))
}

fn none_yet() -> AppError {
    AppError::conflict("conflict", "save the widget first")
}

/// Nobody can guess it: 128 random bits.
fn new_public_id() -> String {
    hex::encode(rand::random::<[u8; 16]>())
}

fn etag(flow: FlowId, widget: Option<&Widget>) -> String {
    widget.map_or_else(|| Etag::of_version(flow, 0), |widget| widget.etag.clone()).to_string()
}

fn read(change: WidgetChange) -> AppResult<Look> {
    let mut errors = Vec::new();
    let mut origins: Vec<WebOrigin> = Vec::new();
    if change.origins.len() > MAX_ORIGINS {
        errors.push(FieldError::new("origins", "too_long", format!("at most {MAX_ORIGINS} origins")));
    }
    for (at, text) in change.origins.iter().take(MAX_ORIGINS).enumerate() {
        match text.parse() {
            Ok(origin) if origins.contains(&origin) => {}
            Ok(origin) => origins.push(origin),
            Err(bad) => {
                let bad: BadWebOrigin = bad;
                errors.push(FieldError::new(format!("origins[{at}]"), "invalid", bad.to_string()));
            }
        }
    }
    let (title, greeting) = (change.title.trim().to_owned(), change.greeting.trim().to_owned());
    for (field, text, most) in [("title", &title, MAX_TITLE), ("greeting", &greeting, MAX_GREETING)] {
        if text.chars().count() > most {
            errors.push(FieldError::new(field, "too_long", format!("at most {most} characters")));
        }
    }
    let accent = match &change.accent {
        None => Some(DEFAULT_ACCENT.to_owned()),
        Some(text) => accent(text),
    };
    if accent.is_none() {
        errors.push(FieldError::new("accent", "invalid", "a colour is written #rrggbb"));
    }
    AppError::fields(errors)?;
    let accent = accent.unwrap_or_default();
    Ok(Look { enabled: change.enabled, origins, title, greeting, accent, position: change.position })
}

/// For the audit: words for people are not what it is about.
fn told(look: &Look) -> Value {
    json!({ "enabled": look.enabled, "origins": look.origins })
}

fn view(flow: &ResourceName, widget: Option<Widget>) -> Channels {
    let chat = ChatChannel { path: format!("/chat/{flow}") };
    let widget = match widget {
        Some(widget) => WidgetView {
            enabled: widget.look.enabled,
            path: Some(format!("/embed/{}", widget.public_id)),
            public_id: Some(widget.public_id),
            origins: widget.look.origins,
            title: widget.look.title,
            greeting: widget.look.greeting,
            accent: widget.look.accent,
            position: widget.look.position,
            identity_secret_set: widget.has_secret,
        },
        None => WidgetView {
            enabled: false,
            public_id: None,
            path: None,
            origins: Vec::new(),
            title: String::new(),
            greeting: String::new(),
            accent: DEFAULT_ACCENT.to_owned(),
            position: WidgetPosition::default(),
            identity_secret_set: false,
        },
    };
    Channels { chat, widget }
}
