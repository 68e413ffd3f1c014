//! Restore points: a draft as it was before something changed much of it at once, so that another browser can
//! bring it back. Bringing back is an edit like any other, saved as the draft with its ETag; here they are only
//! kept and shown. There are so many of each draft, and so many bytes; the oldest go.

use super::which::Line;
use super::{Colleague, Layout, layout};
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use chrono::{DateTime, Utc};
use control_plane_domain::RestorePointId;
use control_plane_store::flow_restore_points::{self as rows, Documents, LineOf};
use flow_schema::canonical;
use flow_schema::model::Flow;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Of one draft.
const MOST: usize = 20;
/// Of one draft, both documents of each together; the newest is kept whatever it has.
const MOST_BYTES: u64 = 8 * 1024 * 1024;
const LONGEST_LABEL: usize = 200;

/// A draft as it was.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRestorePoint {
    /// What came after, in the words of whoever did it: `tidy up`. 1 to 200 characters.
    pub label: String,
    /// When that was; a moment to come is now.
    pub at: DateTime<Utc>,
    pub flow: Flow,
    pub layout: Layout,
}

/// A restore point in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RestorePointView {
    pub id: Uuid,
    pub label: String,
    pub at: DateTime<Utc>,
    /// Who did what came after.
    pub author: Colleague,
    pub nodes: u64,
    /// Of both documents together.
    pub bytes: u64,
    /// The caller's own.
    pub mine: bool,
}

/// A restore point with what was the draft then.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RestorePointDetail {
    #[serde(flatten)]
    pub point: RestorePointView,
    pub flow: Flow,
    pub layout: Layout,
}

/// Those of a draft, the newest first; of a branch when one is named.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn restore_points(
    app: &App,
    caller: &Caller,
    flow: &str,
    branch: Option<&str>,
) -> AppResult<Vec<RestorePointView>> {
    let tx = app.db.read(caller.tenant).await?;
    let line = line_of(&Line::find(&tx, flow, branch).await?);
    Ok(rows::all(&tx, line).await?.into_iter().map(|point| view(point, caller)).collect())
}

/// One of them, and its ETag.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn restore_point(
    app: &App,
    caller: &Caller,
    flow: &str,
    branch: Option<&str>,
    id: Uuid,
) -> AppResult<(RestorePointDetail, String)> {
    let tx = app.db.read(caller.tenant).await?;
    let line = line_of(&Line::find(&tx, flow, branch).await?);
    let found = rows::find(&tx, line, RestorePointId::new(id)).await?;
    let (point, documents) = found.ok_or_else(|| AppError::not_found("the restore point"))?;
    let detail = RestorePointDetail {
        point: view(point, caller),
        flow: serde_json::from_str(&documents.document).map_err(AppError::internal)?,
        layout: serde_json::from_str(&documents.layout).map_err(AppError::internal)?,
    };
    Ok((detail, documents.etag().to_string()))
}

/// Keeps a restore point under an id of the caller's choice, so that one that is handed over twice is one. Its
/// ETag, and whether it is new. Nobody changes one that is kept. Not audited: the draft stays as it is.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Invalid`] naming the field; [`AppError::Conflict`] when the id stands for
/// something else.
pub async fn keep_restore_point(
    app: &App,
    caller: &Caller,
    flow: &str,
    branch: Option<&str>,
    id: Uuid,
    new: NewRestorePoint,
) -> AppResult<(RestorePointView, String, bool)> {
    let label = new.label.trim();
    if label.is_empty() || label.chars().count() > LONGEST_LABEL {
        return Err(AppError::field("label", "invalid", format!("1 to {LONGEST_LABEL} characters")));
    }
    if new.flow.name != flow {
        let message = format!("this is the document of {:?}, not of {flow:?}", new.flow.name);
        return Err(AppError::field("flow.name", "invalid", message));
    }
    layout::check(&new.layout)?;
    let documents =
        Documents { document: canonical::to_string(&new.flow), layout: canonical::to_string(&new.layout) };
    let tx = app.db.write(caller.tenant).await?;
    let line = line_of(&Line::take(&tx, flow, branch).await?);
    let point = rows::RestorePoint {
        id: RestorePointId::new(id),
        line,
        label: label.to_owned(),
        bytes: (documents.document.len() + documents.layout.len()) as u64,
        nodes: new.flow.nodes.len() as u64,
        author: caller.person(),
        author_name: caller.name.clone(),
        at: new.at.min(app.now()),
    };
    let etag = documents.etag().to_string();
    if !rows::put(&tx, &point, &documents).await? {
        let known = rows::find(&tx, line, point.id).await?;
        return match known {
            Some((known, same)) if same == documents => Ok((view(known, caller), etag, false)),
            Some(_) | None => Err(AppError::conflict(
                "conflict",
                "this id stands for another restore point; choose a new one",
            )),
        };
    }
    for gone in too_many(&rows::all(&tx, line).await?) {
        rows::remove(&tx, gone).await?;
    }
    tx.commit().await?;
    Ok((view(point, caller), etag, true))
}

/// Which of those of a draft, the newest first, are beyond what is kept.
fn too_many(points: &[rows::RestorePoint]) -> Vec<RestorePointId> {
    let mut bytes = 0;
    let fits = |(at, point): &(usize, &rows::RestorePoint)| {
        bytes += point.bytes;
        *at == 0 || (*at < MOST && bytes <= MOST_BYTES)
    };
    let kept = points.iter().enumerate().take_while(fits).count();
    points[kept..].iter().map(|point| point.id).collect()
}

fn line_of(line: &Line) -> LineOf {
    match line {
        Line::Own { flow, .. } => LineOf { flow: *flow, branch: None },
        Line::Branch(branch) => LineOf { flow: branch.flow, branch: Some(branch.id) },
    }
}

fn view(point: rows::RestorePoint, caller: &Caller) -> RestorePointView {
    let rows::RestorePoint { id, label, bytes, nodes, author, author_name, at, .. } = point;
    RestorePointView {
        id: id.as_uuid(),
        label,
        at,
        mine: author.is_some() && author == caller.person(),
        author: Colleague { id: author.map_or(Uuid::nil(), |author| author.as_uuid()), name: author_name },
        nodes,
        bytes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use control_plane_domain::FlowId;

    fn points(bytes: &[u64]) -> Vec<rows::RestorePoint> {
        let line = LineOf { flow: FlowId::new(Uuid::nil()), branch: None };
        let point = |(at, bytes): (usize, &u64)| rows::RestorePoint {
            id: RestorePointId::new(Uuid::from_u128(at as u128)),
            line,
            label: "tidy up".into(),
            bytes: *bytes,
            nodes: 1,
            author: None,
            author_name: "Ada".into(),
            at: DateTime::UNIX_EPOCH,
        };
        bytes.iter().enumerate().map(point).collect()
    }

    fn gone(bytes: &[u64]) -> Vec<u128> {
        too_many(&points(bytes)).into_iter().map(|id| id.as_uuid().as_u128()).collect()
    }

    #[test]
    fn the_oldest_go_by_number_and_by_size_and_the_newest_always_stays() {
        assert_eq!(gone(&[10; MOST]), Vec::<u128>::new());
        assert_eq!(gone(&[10; MOST + 2]), [20, 21]);
        assert_eq!(gone(&[MOST_BYTES - 10, 10, 1, 1]), [2, 3]);
        assert_eq!(gone(&[MOST_BYTES + 1, 1]), [1]);
    }
}
