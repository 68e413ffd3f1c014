use super::view::{ActiveRun, ConversationView, NewConversation, PersonView};
use super::visible;
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use control_plane_domain::message::ConversationStatus;
use control_plane_domain::{BranchName, ConversationId, Permission, ResourceName, RowScope};
use control_plane_store::conversations::{self, Conversation, ConversationFilter};
use control_plane_store::{Page, Sort, flow_branches, flows};
use futures::future::try_join_all;
use uuid::Uuid;

const MAX_TITLE: usize = 200;

/// Begins a conversation with a flow.
///
/// # Errors
/// [`AppError::Invalid`] when there is no such flow, [`AppError::Conflict`] when nothing of it is
/// published, [`AppError::Forbidden`] for a test chat without `flows:write`.
pub async fn create(app: &App, caller: &Caller, new: NewConversation) -> AppResult<ConversationView> {
    if new.draft {
        caller.require(Permission::FlowsWrite)?;
    }
    let unknown = || AppError::field("flow", "unknown", format!("there is no flow named {:?}", new.flow));
    let name: ResourceName = new.flow.parse().map_err(|_| unknown())?;
    let title: String = new.title.trim().chars().take(MAX_TITLE).collect();
    let tx = app.db.write(caller.tenant).await?;
    let flow = flows::find(&tx, &name).await?.ok_or_else(unknown)?;
    if !new.draft && flow.published.is_none() {
        return Err(AppError::conflict("conflict", format!("the flow {name} has not been published yet")));
    }
    let branch = match &new.branch {
        Some(_) if !new.draft => {
            let words = "only a test chat with a draft is of a branch";
            return Err(AppError::field("branch", "invalid", words));
        }
        Some(branch) => {
            let unknown =
                || AppError::field("branch", "unknown", format!("there is no branch named {branch:?}"));
            let named: BranchName = branch.parse().map_err(|_| unknown())?;
            flow_branches::find(&tx, flow.id, &named).await?.ok_or_else(unknown)?;
            Some(named)
        }
        None => None,
    };
    let row = conversations::NewConversation {
        id: ConversationId::new(app.new_id()),
        user: caller.user,
        flow: name,
        title,
        draft: new.draft,
        branch,
    };
    let made = conversations::create(&tx, row, app.now()).await?;
    tx.commit().await?;
    Ok(view(made, None, None))
}

/// Which conversations a list wants.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub flow: Option<ResourceName>,
    pub status: Option<ConversationStatus>,
    /// Test chats from the Studio, or the others.
    pub draft: bool,
    /// Only the caller's, also for those who see more.
    pub mine: bool,
    pub sort: &'static str,
    pub descending: bool,
    pub page: u64,
    pub limit: u64,
}

/// One page of the conversations the caller may see, and how many there are.
///
/// # Errors
/// [`AppError::Forbidden`] for those who see none.
pub async fn list(app: &App, caller: &Caller, wanted: Wanted) -> AppResult<(Vec<ConversationView>, u64)> {
    let scope = caller.conversation_scope()?;
    let sign = if wanted.descending { "-" } else { "" };
    let sort = Sort::parse(&format!("{sign}{}", wanted.sort)).map_err(AppError::internal)?;
    let filter = ConversationFilter {
        scope: if wanted.mine { RowScope::Own(caller.user) } else { scope },
        flow: wanted.flow,
        status: wanted.status,
        draft: Some(wanted.draft),
    };
    let tx = app.db.read(caller.tenant).await?;
    let found = conversations::list(&tx, &filter, sort, Page::new(wanted.page, wanted.limit)).await?;
    drop(tx);
    let views = try_join_all(found.rows.into_iter().map(|row| with_run(app, caller, row))).await?;
    Ok((views, found.total))
}

/// One conversation.
///
/// # Errors
/// [`AppError::NotFound`], also when it is somebody else's.
pub async fn get(app: &App, caller: &Caller, id: Uuid) -> AppResult<ConversationView> {
    let found = visible(app, caller, id).await?;
    with_run(app, caller, found).await
}

async fn with_run(app: &App, caller: &Caller, row: Conversation) -> AppResult<ConversationView> {
    let active = app.executor()?.active(caller.tenant.as_uuid(), row.id.as_uuid()).await?;
    let person = match row.person.clone() {
        Some(person) => {
            let tx = app.db.read(caller.tenant).await?;
            Some(super::person::view(&tx, row.draft, row.id, person, app.now()).await?)
        }
        None => None,
    };
    Ok(view(row, active.map(ActiveRun::from), person))
}

fn view(row: Conversation, active_run: Option<ActiveRun>, person: Option<PersonView>) -> ConversationView {
    ConversationView {
        id: row.id.as_uuid(),
        flow: row.flow.to_string(),
        title: row.title,
        status: row.status,
        draft: row.draft,
        branch: row.branch.map(String::from),
        user_id: row.user.as_uuid(),
        last_seq: row.last_seq,
        created_at: row.created_at,
        updated_at: row.updated_at,
        person,
        active_run,
    }
}
