//! The conversation's event stream over the real store and executor.

use super::cursor::{Cursor, Within};
use super::fold::{self, Change};
use super::observe::observe;
use super::said::Posted;
use super::stream::{self, ChatEvent, From, Line, Places, Source, Until};
use super::view::MessageView;
use super::visible;
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use async_trait::async_trait;
use control_plane_domain::{ConversationId, MessageId, TenantId};
use control_plane_store::messages::{self, Message};
use executor_runtime::api::{Received, RunEvent, RunFilter, RunRow, RunStatus};
use futures::StreamExt;
use futures::stream::BoxStream;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;
use uuid::Uuid;

/// What a client of a conversation receives.
pub type Events = BoxStream<'static, AppResult<ChatEvent>>;

/// How long the observer may lag behind the log before the stream stores a message itself.
const OBSERVER_PATIENCE: Duration = Duration::from_secs(3);
const GLANCE: Duration = Duration::from_millis(250);
const PAGE: u64 = 100;

/// The conversation's events after the client's cursor; without one, from the start of the run that
/// is going on, if any, and then over all later runs.
///
/// # Errors
/// [`AppError::NotFound`] for other people's conversations, [`AppError::Malformed`] for a cursor of
/// another one.
pub async fn follow(app: &Arc<App>, caller: &Caller, id: Uuid, cursor: Option<Cursor>) -> AppResult<Events> {
    let conversation = visible(app, caller, id).await?;
    let room = Room { app: app.clone(), tenant: caller.tenant, conversation: conversation.id };
    // Listening begins before looking, or what happens in between would be missed.
    let bell = app.hub.listen(caller.tenant.as_uuid(), id);
    let from = match cursor {
        Some(cursor) => {
            let run = app.executor()?.run(caller.tenant.as_uuid(), cursor.run).await?;
            if run.is_none_or(|run| run.conversation != Some(id)) {
                return Err(AppError::malformed("the event id to resume after is not of this conversation"));
            }
            From::Cursor(cursor)
        }
        None => {
            let rows = room.runs(0).await?;
            let going = rows.iter().rev().find(|run| !run.status.is_ended());
            match going {
                Some(run) => From::Run(run.id),
                None => From::After(rows.first().map(|run| run.id)),
            }
        }
    };
    let said = match cursor {
        Some(cursor) => room.messages(cursor.run, 0).await?.first().map_or(0, |line| line.number),
        None => conversation.last_seq,
    };
    Ok(stream::chat_events(room, bell, Places { from, until: Until::Closed, said }).boxed())
}

/// What comes of a message that was just posted, until its run ends or waits for the user.
pub fn follow_turn(app: &Arc<App>, caller: &Caller, id: Uuid, posted: &Posted) -> Events {
    if posted.held {
        // Whoever has the conversation answers in their own time.
        let data = serde_json::to_value(&posted.message).expect("a message is plain data");
        let event = ChatEvent { id: None, name: "message.created".to_owned(), data };
        return futures::stream::once(async { Ok(event) }).boxed();
    }
    let room = Room { app: app.clone(), tenant: caller.tenant, conversation: ConversationId::new(id) };
    let bell = app.hub.listen(caller.tenant.as_uuid(), id);
    let from = match (posted.run_id, posted.answered_at) {
        (Some(run), Some(seq)) => From::Cursor(Cursor { run, seq, within: Within::Event }),
        (Some(run), None) => From::Run(run),
        (None, _) => From::After(None),
    };
    let places = Places { from, until: Until::FirstRest, said: posted.message.seq };
    stream::chat_events(room, bell, places).boxed()
}

struct Room {
    app: Arc<App>,
    tenant: TenantId,
    conversation: ConversationId,
}

impl Room {
    /// Newest first.
    async fn runs(&self, offset: u64) -> AppResult<Vec<RunRow>> {
        let filter = RunFilter {
            conversation: Some(self.conversation.as_uuid()),
            offset,
            limit: PAGE,
            ..RunFilter::default()
        };
        Ok(self.app.executor()?.runs(self.tenant.as_uuid(), filter).await?.0)
    }

    async fn stored(&self, id: Uuid) -> AppResult<Option<Message>> {
        let tx = self.app.db.read(self.tenant).await?;
        Ok(messages::find(&tx, MessageId::new(id)).await?)
    }

    async fn is_observed(&self, run: Uuid, seq: u64, is_stored: bool) -> bool {
        match self.app.observed.upto(run).await {
            Some(upto) => upto >= seq,
            // Nobody observes it at the moment, so it is from before this process.
            None => is_stored,
        }
    }
}

#[async_trait]
impl Source for Room {
    async fn next_run(&self, after: Option<Uuid>) -> AppResult<Option<Uuid>> {
        let mut newer = None;
        let mut offset = 0;
        loop {
            let rows = self.runs(offset).await?;
            for run in &rows {
                if Some(run.id) == after {
                    return Ok(newer);
                }
                newer = Some(run.id);
            }
            if (rows.len() as u64) < PAGE {
                return Ok(newer);
            }
            offset += PAGE;
        }
    }

    async fn follow(&self, run: Uuid, received: Received) -> AppResult<BoxStream<'static, RunEvent>> {
        Ok(self.app.executor()?.follow(self.tenant.as_uuid(), run, received).await?)
    }

    async fn rests(&self, run: Uuid, or_waits: bool) -> AppResult<bool> {
        let row = self.app.executor()?.run(self.tenant.as_uuid(), run).await?;
        Ok(row.is_none_or(|row| row.status.is_ended() || (or_waits && row.status == RunStatus::Waiting)))
    }

    async fn settle(&self, run: Uuid, event: &RunEvent) -> AppResult<()> {
        let Some(change) = fold::fold(run, event) else { return Ok(()) };
        let id = match &change {
            Change::Add(said) | Change::Ask(said) => said.id,
            Change::Answered { id, reply, .. } => reply.as_ref().map_or(*id, |said| said.id),
        };
        let mut bell = self.app.hub.listen(self.tenant.as_uuid(), self.conversation.as_uuid());
        let patience = Instant::now() + OBSERVER_PATIENCE;
        loop {
            bell.borrow_and_update();
            let is_stored = self.stored(id).await?.is_some();
            if is_stored && self.is_observed(run, event.seq, is_stored).await {
                return Ok(());
            }
            if Instant::now() >= patience {
                break;
            }
            // Rung or not, look again: an observer in another process rings no bell here.
            let _rung = tokio::time::timeout(GLANCE, bell.changed()).await;
        }
        match self.app.executor()?.run(self.tenant.as_uuid(), run).await? {
            Some(row) => observe(&self.app, &row, event).await,
            None => Ok(()),
        }
    }

    async fn messages(&self, run: Uuid, after_number: u64) -> AppResult<Vec<Line>> {
        let tx = self.app.db.read(self.tenant).await?;
        let rows = messages::of_run(&tx, run, after_number).await?;
        Ok(rows.into_iter().map(line).collect())
    }

    async fn of_no_run(&self, after_number: u64) -> AppResult<Vec<Line>> {
        let tx = self.app.db.read(self.tenant).await?;
        let rows = messages::of_no_run(&tx, self.conversation, after_number).await?;
        Ok(rows.into_iter().map(line).collect())
    }

    async fn message(&self, id: Uuid) -> AppResult<Option<Line>> {
        Ok(self.stored(id).await?.map(line))
    }
}

fn line(message: Message) -> Line {
    let (id, number) = (message.id.as_uuid(), message.seq);
    // What a user says to a run that waits carries its place; what begins a run stands before all.
    let said_after = || message.data.get(fold::SAID_AFTER).and_then(serde_json::Value::as_u64).unwrap_or(0);
    let at_seq = message.origin.and_then(|origin| origin.seq).unwrap_or_else(|| said_after() + 1);
    let json = serde_json::to_value(MessageView::new(message, None)).expect("a message is plain data");
    Line { id, number, at_seq, json }
}
