//! Nodes and flows from elsewhere, fitted to what is here: what is missing or has changed is named, nothing
//! is left out. Nothing is saved: the client saves what it likes.

use super::check::place;
use super::{missing, name, parse};
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use control_plane_store::{Tx, flows};
use flow_schema::NodeId;
use flow_schema::edit::{Fragment, Missing, Pasted, Upgrade, paste, repair, upgrade};
use flow_schema::kind::{KindRegistry, NodeKind};
use flow_schema::model::Flow;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

/// More nodes than a flow may have.
const MOST_NODES: usize = 2_000;

/// Which nodes to copy.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCopy {
    /// The document; without it the draft.
    #[serde(default)]
    pub flow: Option<Flow>,
    pub nodes: Vec<String>,
}

/// Nodes to put into a flow.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPaste {
    /// The document; without it the draft.
    #[serde(default)]
    pub flow: Option<Flow>,
    /// What was copied, in whichever flow of whichever tenant.
    pub fragment: Fragment,
    /// The node in whose body they are to lie.
    #[serde(default)]
    pub body: Option<String>,
}

/// The flow with the nodes in it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PasteResult {
    pub flow: Flow,
    /// The ids of the pasted nodes, by those they had.
    pub ids: BTreeMap<String, String>,
    /// What they name and is not here.
    pub missing: Vec<Missing>,
}

/// A flow, and the kinds of nodes that it was drawn with.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewUpgrade {
    /// The document; without it the draft.
    #[serde(default)]
    pub flow: Option<Flow>,
    /// Kinds as they were (`GET /node-kinds` of then); those that are not listed are as now.
    pub before: Vec<NodeKind>,
    /// Let each edge leave by the port that it would best leave by now.
    #[serde(default)]
    pub repair: bool,
}

/// What does not fit the kinds of now. Nothing is taken from the flow.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UpgradeResult {
    /// As it was, or repaired.
    pub flow: Flow,
    /// Edges and settings that no longer fit, with what each would best become.
    pub changed: Upgrade,
}

async fn document(tx: &Tx, flow: &str, sent: Option<Flow>) -> AppResult<Flow> {
    let (draft, _) = flows::draft(tx, &name(flow)?).await?.ok_or_else(|| missing(flow))?;
    sent.map_or_else(|| parse(&draft), Ok)
}

/// Nodes of a flow with the edges between them, and what of their flow they speak of.
///
/// # Errors
/// [`AppError::Invalid`] for a node that there is not.
pub async fn copy(app: &App, caller: &Caller, flow: &str, new: NewCopy) -> AppResult<Fragment> {
    let tx = app.db.read(caller.tenant).await?;
    let document = document(&tx, flow, new.flow).await?;
    drop(tx);
    let (kinds, _) = place(app, caller.tenant).await?;
    let nodes: BTreeSet<NodeId> = new.nodes.iter().map(|id| NodeId::from(id.as_str())).collect();
    if let Some(unknown) = nodes.iter().find(|id| document.nodes.iter().all(|node| node.id != **id)) {
        return Err(AppError::field("nodes", "unknown", format!("there is no node ‘{unknown}’")));
    }
    let copied = tokio::task::spawn_blocking(move || flow_schema::edit::copy(&document, &nodes, &kinds));
    copied.await.map_err(AppError::internal)
}

/// Puts nodes into a flow, and names what they need and is not here.
///
/// # Errors
/// [`AppError::Invalid`] for a body that there is not, and for more nodes than a flow may have.
pub async fn put_in(app: &App, caller: &Caller, flow: &str, new: NewPaste) -> AppResult<PasteResult> {
    let tx = app.db.read(caller.tenant).await?;
    let document = document(&tx, flow, new.flow).await?;
    drop(tx);
    let (kinds, environment) = place(app, caller.tenant).await?;
    let NewPaste { fragment, body, .. } = new;
    if document.nodes.len() + fragment.nodes.len() > MOST_NODES {
        let message = format!("the flow would have more than {MOST_NODES} nodes");
        return Err(AppError::field("fragment", "too_long", message));
    }
    let body = body.map(|id| NodeId::from(id.as_str()));
    if let Some(body) = body.as_ref().filter(|body| document.nodes.iter().all(|node| node.id != **body)) {
        return Err(AppError::field("body", "unknown", format!("there is no node ‘{body}’")));
    }
    let work = move || paste(&fragment, &document, body.as_ref(), &kinds, &environment);
    let Pasted { flow, ids, missing } =
        tokio::task::spawn_blocking(work).await.map_err(AppError::internal)?;
    Ok(PasteResult { flow, ids, missing })
}

/// What of a flow does not fit the kinds of nodes that there are now.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn outdated(app: &App, caller: &Caller, flow: &str, new: NewUpgrade) -> AppResult<UpgradeResult> {
    let tx = app.db.read(caller.tenant).await?;
    let flow = document(&tx, flow, new.flow).await?;
    drop(tx);
    let (after, _) = place(app, caller.tenant).await?;
    let work = move || {
        let changed = upgrade(&flow, &as_they_were(&after, new.before), &after);
        let repairs = changed.broken.iter().filter(|_| new.repair);
        let flow = repairs.fold(flow, |flow, broken| match &broken.repair {
            Some(port) => repair(&flow, &broken.edge, port),
            None => flow,
        });
        UpgradeResult { flow, changed }
    };
    tokio::task::spawn_blocking(work).await.map_err(AppError::internal)
}

fn as_they_were(now: &KindRegistry, before: Vec<NodeKind>) -> KindRegistry {
    let mut kinds = now.clone();
    for kind in before {
        kinds.insert(kind);
    }
    kinds
}
