//! Conversations that wait for a person of the desk, or are in one's hands.

use crate::conversations::{self, COLUMNS, Conversation};
use crate::db::{Row, micros, values};
use crate::{StoreError, Tx, WriteTx};
use chrono::{DateTime, Utc};
use control_plane_domain::message::PersonState;
use control_plane_domain::{ConversationId, UserId};
use uuid::Uuid;

/// What a conversation says about a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub state: PersonState,
    /// Since when it waits, or waited until somebody came.
    pub since: DateTime<Utc>,
    /// The user has asked for it, rather than a flow.
    pub wished: bool,
    /// Whose conversation it is.
    pub asker: String,
    /// What the flow that has handed it over says about it.
    pub reason: String,
    /// Who has come.
    pub id: Option<UserId>,
    pub name: String,
    /// Which time it is, from 1; also counted when one person takes it from another.
    pub no: u64,
}

pub(crate) fn read(row: &Row) -> Result<Option<Person>, StoreError> {
    let (Some(state), Some(since)) =
        (row.get::<Option<String>>("person_state")?, row.at_or_null("person_since")?)
    else {
        return Ok(None);
    };
    Ok(Some(Person {
        state: state.parse().map_err(|error| StoreError::corrupt("person_state", error))?,
        since,
        wished: row.get("person_wished")?,
        asker: row.get("person_asker")?,
        reason: row.get("person_reason")?,
        id: row.id_or_null("person_id")?,
        name: row.get("person_name")?,
        no: row.count("person_no")?,
    }))
}

/// Puts a conversation into the queue of the desk; one that is there already keeps its place. `false` when it
/// was there.
pub async fn want(
    tx: &WriteTx,
    id: ConversationId,
    asker: &str,
    wished: bool,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    conversations::take_turn(tx, id).await?;
    let sql = "UPDATE conversations SET person_state = 'waiting', person_since = $3, person_wished = $4,
                   person_asker = $5, person_reason = '', person_id = NULL, person_name = '', person_no = person_no + 1
               WHERE tenant_id = $1 AND id = $2 AND person_state IS NULL";
    Ok(tx.execute(sql, values![id, micros(now), wished, asker]).await? > 0)
}

/// Event `seq` of a run hands its conversation over to the desk. Once, however often it is observed; `false`
/// when the desk knows already.
pub async fn want_for_run(
    tx: &WriteTx,
    id: ConversationId,
    (run, node, seq): (Uuid, &str, u64),
    (asker, reason): (&str, &str),
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    conversations::take_turn(tx, id).await?;
    let sql = "UPDATE conversations SET person_run = $3, person_node = $4, person_as_of = $5
               WHERE tenant_id = $1 AND id = $2
                   AND (person_run IS NULL OR person_run <> $3 OR person_as_of < $5)";
    if tx.execute(sql, values![id, run, node, seq]).await? == 0 {
        return Ok(false);
    }
    let is_new = want(tx, id, asker, false, now).await?;
    // Whoever is there already hears of it, too.
    let sql = "UPDATE conversations SET person_reason = $3 WHERE tenant_id = $1 AND id = $2";
    tx.execute(sql, values![id, reason]).await?;
    Ok(is_new)
}

/// Event `seq` says that the run goes on: from this node, or (`None`) that it has ended. Whoever was there for
/// it is not needed any more, unless the user had asked for them.
pub async fn run_went_on(
    tx: &WriteTx,
    id: ConversationId,
    (run, node, seq): (Uuid, Option<&str>, u64),
) -> Result<bool, StoreError> {
    let sql = "UPDATE conversations SET person_state = NULL, person_id = NULL, person_name = ''
               WHERE tenant_id = $1 AND id = $2 AND person_run = $3 AND person_as_of < $5
                   AND ($4 IS NULL OR person_node = $4) AND person_state IS NOT NULL AND person_wished = $6";
    Ok(tx.execute(sql, values![id, run, node, seq, false]).await? > 0)
}

/// What became of a [`take`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// They have it now.
    Now(Person),
    /// They had it already.
    Theirs(Person),
    /// Somebody else was there before.
    By(Person),
    /// Nobody is wanted.
    Unwanted,
}

/// Somebody takes a conversation over: from nobody or, when they say so, from the person who has it. Of two
/// who do so at once, one gets it.
pub async fn take(
    tx: &WriteTx,
    id: ConversationId,
    (user, name): (UserId, &str),
    from: Option<UserId>,
) -> Result<Taken, StoreError> {
    conversations::take_turn(tx, id).await?;
    let before = "SELECT person_id FROM conversations WHERE tenant_id = $1 AND id = $2 AND person_id = $3";
    if tx.one(before, values![id, user]).await?.is_some() {
        return Ok(found(tx, id).await?.map_or(Taken::Unwanted, Taken::Theirs));
    }
    let sql = "UPDATE conversations SET person_state = 'with', person_id = $3, person_name = $4,
                   person_no = person_no + CASE WHEN person_id IS NULL THEN 0 ELSE 1 END
               WHERE tenant_id = $1 AND id = $2 AND person_state IS NOT NULL
                   AND (person_id IS NULL OR person_id = $5)";
    let is_taken = tx.execute(sql, values![id, user, name, from]).await? > 0;
    let now = found(tx, id).await?;
    Ok(now.map_or(Taken::Unwanted, if is_taken { Taken::Now } else { Taken::By }))
}

/// What a conversation says about a person now.
pub async fn found(tx: &Tx, id: ConversationId) -> Result<Option<Person>, StoreError> {
    Ok(conversations::find(tx, id).await?.and_then(|conversation| conversation.person))
}

/// Nobody is wanted any more; `false` when it was another time (`no`) that nobody is.
pub async fn leave(tx: &WriteTx, id: ConversationId, no: u64) -> Result<bool, StoreError> {
    conversations::take_turn(tx, id).await?;
    let sql = "UPDATE conversations SET person_state = NULL, person_id = NULL, person_name = ''
               WHERE tenant_id = $1 AND id = $2 AND person_state IS NOT NULL AND person_no = $3";
    Ok(tx.execute(sql, values![id, no]).await? > 0)
}

/// The conversations that wait for a person or have one, those that wait longest first, each with what the
/// user said last. Test chats are left out.
pub async fn queue(tx: &Tx, limit: u64) -> Result<Vec<(Conversation, String)>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS},
             COALESCE((SELECT content FROM messages
                       WHERE tenant_id = $1 AND conversation_id = conversations.id AND role = 'user'
                       ORDER BY seq DESC LIMIT 1), '') AS said
         FROM conversations
         WHERE tenant_id = $1 AND person_state IS NOT NULL AND draft = $2
         ORDER BY person_since, id LIMIT $3"
    );
    let rows = tx.all(&sql, values![false, limit]).await?;
    rows.iter().map(|row| Ok((conversations::read(row)?, row.get("said")?))).collect()
}

/// How many wait longer than this one.
pub async fn before(tx: &Tx, since: DateTime<Utc>, id: ConversationId) -> Result<u64, StoreError> {
    let sql = "SELECT COUNT(*) AS count FROM conversations
               WHERE tenant_id = $1 AND person_state = 'waiting' AND draft = $2
                   AND (person_since < $3 OR (person_since = $3 AND id < $4))";
    tx.count(sql, values![false, since, id]).await
}
