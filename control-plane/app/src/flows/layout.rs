//! Where nodes stand on the canvas: beside the draft, with its own ETag.

use super::view::Layout;
use super::{missing, name};
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use control_plane_store::{Etag, StoreError, flows};
use flow_schema::canonical;

/// The layout and its ETag.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn layout(app: &App, caller: &Caller, flow: &str) -> AppResult<(Layout, String)> {
    let tx = app.db.read(caller.tenant).await?;
    let (text, etag) = flows::layout(&tx, &name(flow)?).await?.ok_or_else(|| missing(flow))?;
    let layout = serde_json::from_str(&text).map_err(AppError::internal)?;
    Ok((layout, etag.to_string()))
}

/// Replaces the layout and gives its new ETag. Not audited: it means nothing to a run.
///
/// # Errors
/// [`AppError::Stale`] when somebody else was first.
pub async fn save_layout(
    app: &App,
    caller: &Caller,
    flow: &str,
    expected: Option<String>,
    layout: &Layout,
) -> AppResult<String> {
    let flow_name = name(flow)?;
    let text = canonical::to_string(layout);
    let expected = expected.map(Etag::from);
    let tx = app.db.write(caller.tenant).await?;
    match flows::put_layout(&tx, &flow_name, &text, expected.as_ref()).await {
        Ok(Some(etag)) => {
            tx.commit().await?;
            Ok(etag.to_string())
        }
        Ok(None) => Err(missing(flow)),
        Err(StoreError::Stale(_)) => {
            let current = flows::layout(&tx, &flow_name).await?.map(|(_, etag)| etag.to_string());
            Err(AppError::Stale { current: current.unwrap_or_default() })
        }
        Err(other) => Err(other.into()),
    }
}
