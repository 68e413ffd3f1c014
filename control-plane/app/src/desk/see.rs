use super::view::{CommentView, HistoryView, TicketDetail, TicketView, view};
use super::{files, find, is_agent, promises};
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use control_plane_domain::UserId;
use control_plane_domain::ticket::{Priority, TicketStatus};
use control_plane_store::tickets::{self, Comment, TicketFilter};
use control_plane_store::{Page, Sort};
use uuid::Uuid;

/// Which tickets a list wants.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    pub status: Option<TicketStatus>,
    pub priority: Option<Priority>,
    pub category: Option<String>,
    pub assignee: Option<Uuid>,
    pub requester: Option<Uuid>,
    pub text: Option<String>,
    pub sort: &'static str,
    pub descending: bool,
    pub page: u64,
    pub limit: u64,
}

/// One page of the tickets the caller may see, and how many there are.
///
/// # Errors
/// [`AppError::Forbidden`] for those who see none.
pub async fn list(app: &App, caller: &Caller, wanted: Wanted) -> AppResult<(Vec<TicketView>, u64)> {
    let sign = if wanted.descending { "-" } else { "" };
    let sort = Sort::parse(&format!("{sign}{}", wanted.sort)).map_err(AppError::internal)?;
    let filter = TicketFilter {
        status: wanted.status,
        priority: wanted.priority,
        category: wanted.category,
        assignee: wanted.assignee.map(UserId::new),
        requester: wanted.requester.map(UserId::new),
        text: wanted.text.filter(|text| !text.trim().is_empty()),
        ..TicketFilter::all(caller.ticket_scope()?)
    };
    let tx = app.db.read(caller.tenant).await?;
    let found = tickets::list(&tx, &filter, sort, Page::new(wanted.page, wanted.limit)).await?;
    let mut views = Vec::with_capacity(found.rows.len());
    for row in found.rows {
        views.push(view(&tx, row).await?);
    }
    Ok((views, found.total))
}

/// One ticket, by id or number. Who is not of the desk sees no internal comments.
///
/// # Errors
/// [`AppError::NotFound`], also when it is somebody else's.
pub async fn get(app: &App, caller: &Caller, reference: &str) -> AppResult<TicketDetail> {
    let tx = app.db.read(caller.tenant).await?;
    let row = find(&tx, caller, reference).await?;
    let comments = tickets::comments(&tx, row.id, is_agent(caller)).await?;
    let next_update_due = promises::next_update(&tx, &row, &comments).await?;
    let mut files = files::of(&tx, row.id).await?;
    let with_files = |one: Comment| {
        let files = files.remove(&one.id).unwrap_or_default();
        CommentView::new(one, files)
    };
    let comments = comments.into_iter().map(with_files).collect();
    Ok(TicketDetail { ticket: view(&tx, row).await?, comments, next_update_due })
}

/// What happened to a ticket, from its beginning.
///
/// # Errors
/// [`AppError::NotFound`], also when it is somebody else's.
pub async fn history(app: &App, caller: &Caller, reference: &str) -> AppResult<Vec<HistoryView>> {
    let tx = app.db.read(caller.tenant).await?;
    let row = find(&tx, caller, reference).await?;
    let lines = tickets::history(&tx, row.id).await?;
    // That there was an internal comment is internal too; the public ones stand in the ticket.
    let is_shown = |action: &str| is_agent(caller) || action != "commented";
    Ok(lines.into_iter().filter(|line| is_shown(&line.action)).flat_map(HistoryView::lines).collect())
}
