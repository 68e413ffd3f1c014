//! Which of a flow's drafts is meant: its own, or a branch's. Both are read and replaced in one way.

use super::{missing, name};
use crate::error::{AppError, AppResult};
use chrono::{DateTime, Utc};
use control_plane_domain::{FlowId, ResourceName, UserId};
use control_plane_store::draft_places::{self, DraftPlace};
use control_plane_store::flow_branches::{self, Branch};
use control_plane_store::{Etag, Tx, WriteTx, branch_places, flows};

/// One of a flow's drafts, as it is in a transaction.
pub(super) enum Line {
    Own { flow: FlowId, name: ResourceName },
    Branch(Box<Branch>),
}

impl Line {
    /// The flow's own draft, or the branch's of this name.
    pub(super) async fn find(tx: &Tx, flow: &str, branch: Option<&str>) -> AppResult<Self> {
        let row = flows::find(tx, &name(flow)?).await?.ok_or_else(|| missing(flow))?;
        match branch {
            None => Ok(Self::Own { flow: row.id, name: row.name }),
            Some(branch) => Ok(Self::Branch(Box::new(find_branch(tx, flow, row.id, branch).await?))),
        }
    }

    /// The same for whoever replaces it: until the transaction ends nobody else does.
    pub(super) async fn take(tx: &WriteTx, flow: &str, branch: Option<&str>) -> AppResult<Self> {
        flows::take_turn(tx, &name(flow)?).await?;
        Self::find(tx, flow, branch).await
    }

    pub(super) async fn draft(&self, tx: &Tx) -> AppResult<(String, Etag)> {
        match self {
            Self::Own { name, .. } => flows::draft(tx, name).await?.ok_or_else(|| missing(name.as_str())),
            Self::Branch(branch) => Ok((branch.draft.clone(), branch.draft_etag())),
        }
    }

    pub(super) async fn layout(&self, tx: &Tx) -> AppResult<(String, Etag)> {
        match self {
            Self::Own { name, .. } => flows::layout(tx, name).await?.ok_or_else(|| missing(name.as_str())),
            Self::Branch(branch) => Ok((branch.layout.clone(), branch.layout_etag.clone())),
        }
    }

    pub(super) async fn put_draft(
        &self,
        tx: &WriteTx,
        draft: flows::Draft<'_>,
        by: Option<UserId>,
        now: DateTime<Utc>,
    ) -> AppResult<Etag> {
        match self {
            Self::Own { name, .. } => {
                let saved = flows::put_draft(tx, name, draft, None, by, now).await?;
                Ok(saved.ok_or_else(|| missing(name.as_str()))?.draft_etag)
            }
            Self::Branch(branch) => Ok(flow_branches::put_draft(tx, branch.id, draft, by, now).await?),
        }
    }

    pub(super) async fn put_layout(&self, tx: &WriteTx, layout: &str) -> AppResult<Etag> {
        match self {
            Self::Own { name, .. } => {
                flows::put_layout(tx, name, layout, None).await?.ok_or_else(|| missing(name.as_str()))
            }
            Self::Branch(branch) => Ok(flow_branches::put_layout(tx, branch.id, layout).await?),
        }
    }

    /// Notes that somebody changed something there.
    pub(super) async fn put_place(&self, tx: &WriteTx, place: &DraftPlace) -> AppResult<()> {
        match self {
            Self::Own { flow, .. } => Ok(draft_places::put(tx, *flow, place).await?),
            Self::Branch(branch) => Ok(branch_places::put(tx, branch.id, place).await?),
        }
    }

    /// What was noted of a node goes with its new name, where a part of the draft may be published.
    pub(super) async fn rename_places(&self, tx: &WriteTx, from: &str, to: &str) -> AppResult<()> {
        match self {
            Self::Own { flow, .. } => Ok(draft_places::rename(tx, *flow, from, to).await?),
            Self::Branch(_) => Ok(()),
        }
    }

    pub(super) async fn places(&self, tx: &Tx) -> AppResult<Vec<DraftPlace>> {
        match self {
            Self::Own { flow, .. } => Ok(draft_places::all(tx, *flow).await?),
            Self::Branch(branch) => Ok(branch_places::all(tx, branch.id).await?),
        }
    }
}

/// The document of one of a flow's drafts, and its ETag.
///
/// # Errors
/// [`AppError::NotFound`] naming what there is not.
pub(crate) async fn document(tx: &Tx, flow: &str, branch: Option<&str>) -> AppResult<(String, Etag)> {
    match branch {
        // What is asked for most is one look.
        None => flows::draft(tx, &name(flow)?).await?.ok_or_else(|| missing(flow)),
        Some(_) => Line::find(tx, flow, branch).await?.draft(tx).await,
    }
}

pub(super) async fn find_branch(tx: &Tx, flow: &str, id: FlowId, branch: &str) -> AppResult<Branch> {
    let none = || AppError::not_found(format!("the branch {branch:?} of the flow {flow:?}"));
    let name = branch.parse().map_err(|_| none())?;
    flow_branches::find(tx, id, &name).await?.ok_or_else(none)
}
