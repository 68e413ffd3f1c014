//! Whose changes a draft has that no version has yet, and a branch that the draft has not.

use super::which::{Line, find_branch};
use super::{Colleague, missing, name, parse};
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use crate::kinds;
use chrono::{DateTime, Utc};
use control_plane_store::draft_places::DraftPlace;
use control_plane_store::{WriteTx, flow_versions, flows};
pub(crate) use flow_schema::diff::places;
use flow_schema::diff::{Revision, diff};
use flow_schema::model::Flow;
use serde::Serialize;
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// A save that changes more places than this is said to have changed the flow as a whole.
const MOST_PLACES: usize = 200;

/// What one person changed since the flow was published last (of a branch: since it was one with the draft), as far as it still differs.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Authored {
    /// Nobody: it came with Git, or from the product itself.
    pub user: Option<Colleague>,
    /// The last of them.
    pub changed_at: DateTime<Utc>,
    pub places: Vec<PlaceEdited>,
}

/// A place in a flow.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
pub struct PlaceEdited {
    /// Nothing: the flow itself.
    pub node: Option<String>,
    /// Pointer within it: `/config/prompt`, `/edges` for its connections. Empty: all of it.
    pub field: String,
}

/// Whose unpublished changes the draft has, or whose changes a branch, who changed something last first.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn authors(
    app: &App,
    caller: &Caller,
    flow: &str,
    branch: Option<&str>,
) -> AppResult<Vec<Authored>> {
    let tx = app.db.read(caller.tenant).await?;
    let row = flows::find(&tx, &name(flow)?).await?.ok_or_else(|| missing(flow))?;
    let (line, before) = match branch {
        Some(branch) => {
            let branch = find_branch(&tx, flow, row.id, branch).await?;
            let base = branch.base.clone();
            (Line::Branch(Box::new(branch)), Some(base))
        }
        None => {
            let before = match &row.published {
                Some(published) => flow_versions::files(&tx, row.id, published.version).await?,
                None => None,
            };
            (Line::Own { flow: row.id, name: row.name }, before.map(|files| files.document))
        }
    };
    let (draft, _) = line.draft(&tx).await?;
    let known = line.places(&tx).await?;
    let kinds = kinds::registry(app, &tx).await?;
    drop(tx);
    let draft = Revision::from(parse(&draft)?);
    let before = match before {
        Some(document) => Some(Revision::from(parse(&document)?)),
        None => None,
    };
    // Milliseconds of pure computing for a large flow; other requests go on meanwhile.
    let still =
        tokio::task::spawn_blocking(move || before.map(|before| places(&diff(&before, &draft, &kinds))));
    let still = still.await.map_err(AppError::internal)?;
    let differs = |node: &str, field: &str| still.as_ref().is_none_or(|still| covers(still, node, field));
    let mut authored: Vec<Authored> = Vec::new();
    for place in known.into_iter().filter(|place| differs(&place.node, &place.field)) {
        let user = place.author.map(|id| Colleague { id: id.as_uuid(), name: place.author_name.clone() });
        let edited =
            PlaceEdited { node: Some(place.node).filter(|node| !node.is_empty()), field: place.field };
        let same =
            |one: &&mut Authored| one.user.as_ref().map(|one| one.id) == user.as_ref().map(|one| one.id);
        match authored.iter_mut().find(same) {
            Some(one) => one.places.push(edited),
            None => authored.push(Authored { user, changed_at: place.changed_at, places: vec![edited] }),
        }
    }
    Ok(authored)
}

/// Whether a place is, or is part of, what differs.
pub(super) fn covers(still: &BTreeSet<(String, String)>, node: &str, field: &str) -> bool {
    let has = |field: &str| still.contains(&(node.to_owned(), field.to_owned()));
    has(field) || has("") || (field.is_empty() && still.iter().any(|(one, _)| one == node))
}

/// Notes what the caller changes from one document to the other, in the transaction that saves it.
pub(super) async fn note(
    app: &App,
    tx: &WriteTx,
    caller: &Caller,
    line: &Line,
    before: &str,
    after: &Flow,
) -> AppResult<()> {
    let kinds = kinds::registry(app, tx).await?;
    let change = diff(&Revision::from(parse(before)?), &Revision::from(after.clone()), &kinds);
    for node in &change.nodes {
        if let Some(was) = &node.was {
            line.rename_places(tx, was, &node.name).await?;
        }
    }
    let mut changed = places(&change);
    if changed.len() > MOST_PLACES {
        changed = BTreeSet::from([(String::new(), String::new())]);
    }
    for place in changed {
        line.put_place(tx, &by(app, caller, place)).await?;
    }
    Ok(())
}

/// A place that the caller changes now.
pub(super) fn by(app: &App, caller: &Caller, (node, field): (String, String)) -> DraftPlace {
    let author_name = caller.name.clone();
    DraftPlace { author: caller.person(), author_name, node, field, changed_at: app.now() }
}
