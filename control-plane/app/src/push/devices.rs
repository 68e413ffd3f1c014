//! Which of a person's browsers want notices.

use super::keys::vapid;
use super::seal::is_receiver;
use crate::app::App;
use crate::audit;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use control_plane_store::push::{self, NewSubscription, Subscription, Target};
use mcp_servers_kit::egress::Url;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use uuid::Uuid;

/// Of one person. With one more, the oldest goes.
const MOST: u64 = 10;
const MAX_ENDPOINT: usize = 2_048;

/// What a browser needs to ask for notices, and which of the caller's get them.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PushView {
    /// `applicationServerKey`: an uncompressed point of P-256, in URL-safe base64.
    pub public_key: String,
    pub devices: Vec<PushDevice>,
}

/// A browser that gets notices.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PushDevice {
    pub id: Uuid,
    /// As it called itself when it signed in.
    pub device: String,
    /// SHA-256 of its endpoint, in hex: a browser knows itself by it.
    pub fingerprint: String,
    /// It is in the session that asks.
    pub current: bool,
    pub created_at: DateTime<Utc>,
}

/// What `PushSubscription.toJSON()` gives.
#[derive(Clone, Deserialize, ToSchema)]
pub struct NewPushDevice {
    /// Address of the browser's push service.
    pub endpoint: String,
    pub keys: PushKeys,
}

/// Without what must not be logged.
impl std::fmt::Debug for NewPushDevice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewPushDevice")
    }
}

#[derive(Clone, Deserialize, ToSchema)]
pub struct PushKeys {
    /// The browser's public key, in URL-safe base64.
    pub p256dh: String,
    pub auth: String,
}

/// The key, and the caller's browsers.
///
/// # Errors
/// What the store answers.
pub async fn view(app: &App, caller: &Caller) -> AppResult<PushView> {
    let public_key = vapid(app).await?.public();
    let tx = app.db.read(caller.tenant).await?;
    let devices = push::list(&tx, caller.user).await?.into_iter().map(|one| shown(one, caller)).collect();
    Ok(PushView { public_key, devices })
}

fn shown(row: Subscription, caller: &Caller) -> PushDevice {
    PushDevice {
        id: row.id,
        device: row.device,
        fingerprint: row.endpoint_hash,
        current: Some(row.session) == caller.session,
        created_at: row.created_at,
    }
}

/// Lets the browser of this session get the caller's notices, until it signs out.
///
/// # Errors
/// [`AppError::Invalid`] naming the field, [`AppError::Conflict`] without a session.
pub async fn add(app: &App, caller: &Caller, new: NewPushDevice) -> AppResult<PushDevice> {
    let Some(session) = caller.session else {
        return Err(AppError::conflict("conflict", "notices go to a browser that has signed in"));
    };
    let target = checked(app, new).await?;
    let hash = hex::encode(Sha256::digest(target.endpoint.as_bytes()));
    let id = app.new_id();
    let tx = app.db.write(caller.tenant).await?;
    let row = NewSubscription { id, user: caller.user, session, endpoint_hash: &hash, target: &target };
    let made = push::put(&tx, &app.seal, row, MOST, app.now()).await?;
    let made =
        made.ok_or_else(|| AppError::internal("a subscription that is gone right after it was kept"))?;
    let what = json!({ "device": made.device });
    audit::record(app, &tx, caller, "push.device_added", "push_device", &id.to_string(), what).await?;
    tx.commit().await?;
    Ok(shown(made, caller))
}

/// Where it is sent is a stranger's word: what the egress rules would refuse is refused at once, and asked again each time.
async fn checked(app: &App, new: NewPushDevice) -> AppResult<Target> {
    let wrong = |words: &str| AppError::field("endpoint", "invalid", words);
    if new.endpoint.len() > MAX_ENDPOINT {
        return Err(wrong("the address is too long"));
    }
    let url: Url = new.endpoint.parse().map_err(|_| wrong("this is no address"))?;
    let refused = |error: mcp_servers_kit::ToolError| wrong(&error.message);
    let is_opened = app.egress.is_opened(&url);
    if url.scheme() != "https" && !is_opened {
        return Err(wrong("a push service is reached over https"));
    }
    app.egress.client_for(&new.endpoint).map_err(refused)?;
    let decoded = |text: &str| URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).unwrap_or_default();
    let (p256dh, auth) = (decoded(&new.keys.p256dh), decoded(&new.keys.auth));
    if !is_receiver(&p256dh, &auth) {
        return Err(AppError::field("keys", "invalid", "these are no keys of a browser"));
    }
    Ok(Target { endpoint: new.endpoint, p256dh, auth })
}

/// Takes one of the caller's browsers out.
///
/// # Errors
/// [`AppError::NotFound`] when it is not one of theirs.
pub async fn remove(app: &App, caller: &Caller, id: Uuid) -> AppResult<()> {
    let tx = app.db.write(caller.tenant).await?;
    if !push::delete(&tx, caller.user, id).await? {
        return Err(AppError::not_found("the device"));
    }
    audit::record(app, &tx, caller, "push.device_removed", "push_device", &id.to_string(), json!({})).await?;
    Ok(tx.commit().await?)
}
