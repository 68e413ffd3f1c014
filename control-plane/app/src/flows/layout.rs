//! Where nodes stand on the canvas: beside the draft, with its own ETag.

use super::view::Layout;
use super::{missing, name};
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult, FieldError};
use control_plane_store::{Etag, StoreError, flows};
use flow_schema::canonical;
use std::collections::BTreeSet;

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

/// More frames, or more notes, than anybody draws by hand.
const MOST: usize = 500;
/// Characters of a note.
const LONGEST_NOTE: usize = 10_000;
/// Characters of a frame's title.
const LONGEST_TITLE: usize = 200;

fn check(layout: &Layout) -> AppResult<()> {
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
    expected: Option<String>,
    layout: &Layout,
) -> AppResult<String> {
    let flow_name = name(flow)?;
    check(layout)?;
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
