//! A flow on somebody else's page: what a builder sets, and the visitors who talk to it.
//!
//! A visitor has no account. Their session is a signed statement about one widget, and holds only while
//! that widget is switched on under the same public id. All they can reach are their own conversations
//! with the widget's flow, through the use-cases of [`chat`](crate::chat).

mod channels;
mod identity;
mod session;
mod visit;

pub use channels::{
    Channels, ChatChannel, WidgetChange, WidgetView, channels, drop_secret, make_secret, rotate, save,
};
pub use session::{Opened, VisitorSession, VisitorView, authenticate, is_still_open, open, origins};
pub use visit::{begin, cancel, conversations};

use crate::app::App;
use crate::error::AppResult;
use control_plane_domain::TenantId;
use control_plane_store::embeds;
use control_plane_store::flow_widgets::{self, Widget};

/// No public id is longer.
const MAX_ID: usize = 64;

/// The widget of this public id, if it is switched on.
async fn find(app: &App, public_id: &str) -> AppResult<Option<(TenantId, Widget)>> {
    if public_id.len() > MAX_ID {
        return Ok(None);
    }
    let shared = app.db.read_shared().await?;
    let found = embeds::find(&shared, public_id).await?;
    drop(shared);
    let Some((tenant, flow)) = found else { return Ok(None) };
    let tx = app.db.read(tenant).await?;
    let widget = flow_widgets::find(&tx, flow).await?;
    // It may have been switched off or renamed in between.
    let widget = widget.filter(|widget| widget.look.enabled && widget.public_id == public_id);
    Ok(widget.map(|widget| (tenant, widget)))
}
