//! The widget of a flow. Its secret is sealed before it comes here.

use crate::db::{Row, json, micros, values};
use crate::seal::Seal;
use crate::{Etag, StoreError, Tx, WriteTx, embeds};
use chrono::{DateTime, Utc};
use control_plane_domain::widget::WidgetPosition;
use control_plane_domain::{FlowId, ResourceName, TenantId, WebOrigin};

/// A widget, without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Widget {
    pub flow: FlowId,
    /// The name of that flow.
    pub flow_name: ResourceName,
    pub public_id: String,
    pub look: Look,
    /// Hosts may vouch for who a visitor is.
    pub has_secret: bool,
    pub etag: Etag,
}

/// What a builder chooses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    pub enabled: bool,
    pub origins: Vec<WebOrigin>,
    pub title: String,
    pub greeting: String,
    pub accent: String,
    pub position: WidgetPosition,
}

fn read(row: &Row) -> Result<Widget, StoreError> {
    let flow: FlowId = row.id("flow_id")?;
    Ok(Widget {
        flow,
        flow_name: row.parse("flow_name")?,
        public_id: row.get("public_id")?,
        look: Look {
            enabled: row.get("enabled")?,
            origins: row.json("origins")?,
            title: row.get("title")?,
            greeting: row.get("greeting")?,
            accent: row.get("accent")?,
            position: row.parse("position")?,
        },
        has_secret: row.get::<Option<Vec<u8>>>("sealed_secret")?.is_some(),
        etag: Etag::of_version(flow, row.get("version")?),
    })
}

/// The flow's widget; `None` when nobody has made one.
pub async fn find(tx: &Tx, flow: FlowId) -> Result<Option<Widget>, StoreError> {
    let sql = "SELECT w.*, f.name AS flow_name FROM flow_widgets AS w
               JOIN flows AS f ON f.tenant_id = $1 AND f.id = w.flow_id
               WHERE w.tenant_id = $1 AND w.flow_id = $2";
    tx.one(sql, values![flow]).await?.as_ref().map(read).transpose()
}

/// Makes or changes the flow's widget, and lets the directory say so.
pub async fn put(
    tx: &WriteTx,
    flow: FlowId,
    public_id: &str,
    look: &Look,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO flow_widgets (tenant_id, flow_id, public_id, enabled, origins, title, greeting, accent, position,
                                   version, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10)
         ON CONFLICT (tenant_id, flow_id) DO UPDATE SET
             public_id = excluded.public_id, enabled = excluded.enabled, origins = excluded.origins,
             title = excluded.title, greeting = excluded.greeting, accent = excluded.accent,
             position = excluded.position, version = flow_widgets.version + 1, updated_at = excluded.updated_at",
        values![
            flow,
            public_id,
            look.enabled,
            json(&look.origins),
            &look.title,
            &look.greeting,
            &look.accent,
            look.position.as_str(),
            micros(now)
        ],
    )
    .await?;
    embeds::remove(tx, tx.tenant(), flow).await?;
    if look.enabled {
        embeds::add(tx, public_id, tx.tenant(), flow).await?;
    }
    Ok(())
}

/// Sets, replaces or (`None`) takes away the secret with which hosts vouch for visitors; `false` when the
/// flow has no widget.
pub async fn set_secret(
    tx: &WriteTx,
    seal: &Seal,
    flow: FlowId,
    secret: Option<&str>,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let sealed = secret.map(|secret| seal.close(&place(tx.tenant(), flow), secret.as_bytes())).transpose()?;
    let sql = "UPDATE flow_widgets SET sealed_secret = $3, version = version + 1, updated_at = $4
               WHERE tenant_id = $1 AND flow_id = $2";
    Ok(tx.execute(sql, values![flow, sealed, micros(now)]).await? > 0)
}

/// The secret, opened.
///
/// # Errors
/// [`StoreError::Sealed`] when it was sealed under another key file.
pub async fn secret(tx: &Tx, seal: &Seal, flow: FlowId) -> Result<Option<String>, StoreError> {
    let sql = "SELECT sealed_secret FROM flow_widgets WHERE tenant_id = $1 AND flow_id = $2";
    let Some(row) = tx.one(sql, values![flow]).await? else { return Ok(None) };
    let Some(sealed) = row.get::<Option<Vec<u8>>>("sealed_secret")? else { return Ok(None) };
    let plain = seal.open(&place(tx.tenant(), flow), &sealed)?;
    String::from_utf8(plain).map(Some).map_err(|error| StoreError::corrupt("widget secret", error))
}

fn place(tenant: TenantId, flow: FlowId) -> String {
    format!("flow_widgets/{tenant}/{flow}")
}
