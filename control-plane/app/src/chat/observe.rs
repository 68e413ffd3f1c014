//! What runs do, kept as messages.

use super::fold::{self, Change, Said};
use super::handoff;
use crate::app::App;
use crate::error::AppResult;
use control_plane_domain::{ConversationId, MessageId, TenantId};
use control_plane_store::messages::{self, Appended, NewMessage, Origin};
use control_plane_store::{StoreError, WriteTx};
use executor_runtime::api::{RunEvent, RunRow};
use moka::future::Cache;
use serde_json::{Map, Value};
use std::time::Duration;
use uuid::Uuid;

/// How far the runs that are going on have been observed. Forgotten after a while: whoever asks
/// about an older run finds its messages stored.
#[derive(Debug)]
pub struct Observed(Cache<Uuid, u64>);

impl Default for Observed {
    fn default() -> Self {
        Self(Cache::builder().max_capacity(50_000).time_to_idle(Duration::from_secs(600)).build())
    }
}

impl Observed {
    /// The last event of the run that was observed in this process lately.
    pub async fn upto(&self, run: Uuid) -> Option<u64> {
        self.0.get(&run).await
    }

    /// Whoever is behind does not turn it back.
    async fn reached(&self, run: Uuid, seq: u64) {
        let furthest = |known: Option<moka::Entry<Uuid, u64>>| {
            std::future::ready(known.map_or(seq, |known| known.into_value().max(seq)))
        };
        self.0.entry(run).and_upsert_with(furthest).await;
    }
}

/// Stores what the event means to the conversation, once, and wakes those who watch it.
///
/// # Errors
/// What the store answers; then the event is to be observed again.
pub(crate) async fn observe(app: &App, run: &RunRow, event: &RunEvent) -> AppResult<()> {
    let Some(conversation) = run.conversation else { return Ok(()) };
    if event.kind == "run.waiting" && event.payload.get("for").is_some_and(|what| what == "handoff") {
        handoff::begun(app, run, event).await?;
    }
    if matches!(event.kind.as_str(), "run.resumed" | "run.completed" | "run.failed" | "run.cancelled") {
        handoff::went_on(app, run, event).await?;
    }
    if let Some(change) = fold::fold(run.id, event) {
        apply(app, run, event.seq, ConversationId::new(conversation), change).await?;
    }
    app.observed.reached(run.id, event.seq).await;
    app.hub.ring(run.tenant, conversation);
    Ok(())
}

async fn apply(
    app: &App,
    run: &RunRow,
    seq: u64,
    conversation: ConversationId,
    change: Change,
) -> AppResult<()> {
    let origin = Origin { run: run.id, seq: Some(seq) };
    let tx = app.db.write(TenantId::new(run.tenant)).await?;
    match change {
        Change::Add(said) => {
            append(app, &tx, conversation, origin, said).await?;
        }
        Change::Ask(said) => {
            let (kind, content, data) = (said.kind, said.content.clone(), said.data.clone());
            if let Some(Appended::Known(old)) = append(app, &tx, conversation, origin, said).await?
                && as_of(&old.data) < seq
            {
                // A run that was moved to another version may ask something else.
                messages::ask_anew(&tx, old.id, kind, &content, &data).await?;
            }
        }
        Change::Answered { id, data, reply } => {
            if let Some(old) = messages::find(&tx, MessageId::new(id)).await?
                && as_of(&old.data) < seq
            {
                messages::set_data(&tx, old.id, &merged(old.data, data)).await?;
            }
            if let Some(said) = reply {
                append(app, &tx, conversation, origin, said).await?;
            }
        }
    }
    Ok(tx.commit().await?)
}

/// `None` when the conversation is gone; then nobody misses its messages.
async fn append(
    app: &App,
    tx: &WriteTx,
    conversation: ConversationId,
    origin: Origin,
    said: Said,
) -> Result<Option<Appended>, StoreError> {
    let message = NewMessage {
        id: MessageId::new(said.id),
        conversation,
        origin: Some(origin),
        author: None,
        role: said.role,
        kind: said.kind,
        content: said.content,
        citations: said.citations,
        data: said.data,
    };
    messages::append(tx, message, app.now()).await
}

fn as_of(data: &Value) -> u64 {
    data.get(fold::AS_OF).and_then(Value::as_u64).unwrap_or(0)
}

fn merged(old: Value, new: Map<String, Value>) -> Value {
    let mut all = match old {
        Value::Object(old) => old,
        _ => Map::new(),
    };
    all.extend(new);
    Value::Object(all)
}
