//! Where nodes stand on the canvas: beside the draft, with its own ETag.

use super::view::Layout;
use super::which::Line;
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult, FieldError};
use flow_schema::canonical;
use std::collections::BTreeSet;

/// The layout and its ETag; of a branch when one is named.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn layout(
    app: &App,
    caller: &Caller,
    flow: &str,
    branch: Option<&str>,
) -> AppResult<(Layout, String)> {
    let tx = app.db.read(caller.tenant).await?;
    let (text, etag) = Line::find(&tx, flow, branch).await?.layout(&tx).await?;
    let layout = serde_json::from_str(&text).map_err(AppError::internal)?;
    Ok((layout, etag.to_string()))
}

/// More frames, or more notes, than anybody draws by hand.
const MOST: usize = 500;
/// Characters of a note.
const LONGEST_NOTE: usize = 10_000;
/// Characters of a frame's title.
const LONGEST_TITLE: usize = 200;

pub(super) fn check(layout: &Layout) -> AppResult<()> {
    let mut wrong = Vec::new();
    for (what, list) in [("groups", layout.groups.len()), ("notes", layout.notes.len())] {
        if list > MOST {
            wrong.push(FieldError::new(what, "too_long", format!("at most {MOST}")));
        }
    }
    for (at, group) in layout.groups.iter().enumerate() {
        if group.title.chars().count() > LONGEST_TITLE {
            let message = format!("at most {LONGEST_TITLE} characters");
            wrong.push(FieldError::new(format!("groups.{at}.title"), "too_long", message));
        }
    }
    for (at, note) in layout.notes.iter().enumerate() {
        if note.text.chars().count() > LONGEST_NOTE {
            let message = format!("at most {LONGEST_NOTE} characters");
            wrong.push(FieldError::new(format!("notes.{at}.text"), "too_long", message));
        }
    }
    let mut seen = BTreeSet::new();
    let groups = layout.groups.iter().map(|group| ("groups", &group.id));
    for (what, id) in groups.chain(layout.notes.iter().map(|note| ("notes", &note.id))) {
        if !seen.insert((what, id)) {
            wrong.push(FieldError::new(what, "duplicate", format!("the id {id:?} stands there twice")));
        }
    }
    AppError::fields(wrong)
}

/// Replaces the layout and gives its new ETag. Not audited: it means nothing to a run.
///
/// # Errors
/// [`AppError::Stale`] when somebody else was first, [`AppError::Invalid`] naming what is too much.
pub async fn save_layout(
    app: &App,
    caller: &Caller,
    flow: &str,
    branch: Option<&str>,
    expected: Option<String>,
    layout: &Layout,
) -> AppResult<String> {
    check(layout)?;
    let text = canonical::to_string(layout);
    let tx = app.db.write(caller.tenant).await?;
    let line = Line::take(&tx, flow, branch).await?;
    let (_, current) = line.layout(&tx).await?;
    if expected.is_some_and(|expected| expected != current.as_str()) {
        return Err(AppError::Stale { current: current.to_string() });
    }
    let etag = line.put_layout(&tx, &text).await?;
    tx.commit().await?;
    Ok(etag.to_string())
}
