//! What approvers ask back, and what they are told. The run knows nothing of it: it waits on, and so does its clock.

use crate::approvals::{self, Approval, ApprovalStatus};
use crate::db::{Row, micros, values};
use crate::{StoreError, Tx, WriteTx};
use chrono::{DateTime, Utc};
use control_plane_domain::UserId;
use uuid::Uuid;

/// A question about one approval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub id: Uuid,
    pub approval: Uuid,
    /// Its place among the approval's, from 1.
    pub number: u64,
    pub by: UserId,
    pub by_name: String,
    pub by_email: String,
    pub text: String,
    pub asked_at: DateTime<Utc>,
    pub answer: Option<Answer>,
}

/// What was said to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub text: String,
    pub by_name: String,
    pub at: DateTime<Utc>,
}

/// A question to keep.
#[derive(Clone, Debug)]
pub struct NewQuestion<'a> {
    pub id: Uuid,
    pub approval: Uuid,
    pub by: UserId,
    pub by_name: &'a str,
    pub by_email: &'a str,
    pub text: &'a str,
}

/// What became of an [`ask`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    Now(Question),
    /// The same person has asked the same before, and waits for the answer.
    Before(Question),
    /// It is not waited for any more.
    Closed(ApprovalStatus),
    /// There are as many as there may be.
    Full,
}

/// What became of an [`answer`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answered {
    Now(Question),
    /// Somebody was faster: what was said then.
    Before(Question),
    /// It is not waited for any more.
    Closed(ApprovalStatus),
}

fn read(row: &Row) -> Result<Question, StoreError> {
    let answer = match (row.get::<Option<String>>("answer")?, row.at_or_null("answered_at")?) {
        (Some(text), Some(at)) => Some(Answer {
            text,
            by_name: row.get::<Option<String>>("answered_by_name")?.unwrap_or_default(),
            at,
        }),
        _ => None,
    };
    Ok(Question {
        id: row.get("id")?,
        approval: row.get("approval_id")?,
        number: row.count("number")?,
        by: row.id("asked_by")?,
        by_name: row.get("asked_by_name")?,
        by_email: row.get("asked_by_email")?,
        text: row.get("question")?,
        asked_at: row.at("asked_at")?,
        answer,
    })
}

/// Keeps a question, unless there are `most` already or the approval is not waited for; `None` when there is no such
/// approval.
pub async fn ask(
    tx: &WriteTx,
    new: NewQuestion<'_>,
    most: u64,
    now: DateTime<Utc>,
) -> Result<Option<Asked>, StoreError> {
    approvals::take_turn(tx, new.approval).await?;
    let Some(approval) = approvals::find(tx, new.approval).await? else { return Ok(None) };
    if approval.status != ApprovalStatus::Pending {
        return Ok(Some(Asked::Closed(approval.status)));
    }
    let before = of(tx, new.approval).await?;
    let is_same = |one: &&Question| one.by == new.by && one.text == new.text && one.answer.is_none();
    if let Some(same) = before.iter().find(is_same) {
        return Ok(Some(Asked::Before(same.clone())));
    }
    let asked = before.len() as u64;
    if asked >= most {
        return Ok(Some(Asked::Full));
    }
    let NewQuestion { id, approval, by, by_name, by_email, text } = new;
    let sql = "INSERT INTO approval_questions (tenant_id, id, approval_id, number, asked_by, asked_by_name,
                                               asked_by_email, question, asked_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    tx.execute(sql, values![id, approval, asked + 1, by, by_name, by_email, text, micros(now)]).await?;
    approvals::touch(tx, approval, now).await?;
    Ok(find(tx, id).await?.map(Asked::Now))
}

/// Keeps the answer to a question that has none, while its approval is waited for; `None` when there is no such
/// question.
pub async fn answer(
    tx: &WriteTx,
    id: Uuid,
    text: &str,
    by_name: &str,
    now: DateTime<Utc>,
) -> Result<Option<Answered>, StoreError> {
    let Some(question) = find(tx, id).await? else { return Ok(None) };
    approvals::take_turn(tx, question.approval).await?;
    let Some(approval) = approvals::find(tx, question.approval).await? else { return Ok(None) };
    let sql = "UPDATE approval_questions SET answer = $3, answered_by_name = $4, answered_at = $5
               WHERE tenant_id = $1 AND id = $2 AND answered_at IS NULL";
    let is_open = approval.status == ApprovalStatus::Pending;
    let is_kept = is_open && tx.execute(sql, values![id, text, by_name, micros(now)]).await? > 0;
    let Some(question) = find(tx, id).await? else { return Ok(None) };
    if is_kept {
        approvals::touch(tx, question.approval, now).await?;
        return Ok(Some(Answered::Now(question)));
    }
    Ok(Some(if question.answer.is_some() {
        Answered::Before(question)
    } else {
        Answered::Closed(approval.status)
    }))
}

/// By id.
pub async fn find(tx: &Tx, id: Uuid) -> Result<Option<Question>, StoreError> {
    let sql = "SELECT * FROM approval_questions WHERE tenant_id = $1 AND id = $2";
    tx.one(sql, values![id]).await?.as_ref().map(read).transpose()
}

/// What was asked about an approval, in order.
pub async fn of(tx: &Tx, approval: Uuid) -> Result<Vec<Question>, StoreError> {
    of_all(tx, &[approval]).await
}

/// What was asked about each of these approvals, in order.
pub async fn of_all(tx: &Tx, approvals: &[Uuid]) -> Result<Vec<Question>, StoreError> {
    if approvals.is_empty() {
        return Ok(Vec::new());
    }
    // `$1` is the tenant.
    let places: Vec<_> = (0..approvals.len()).map(|at| format!("${}", at + 2)).collect();
    let sql = format!(
        "SELECT * FROM approval_questions WHERE tenant_id = $1 AND approval_id IN ({}) ORDER BY approval_id, number",
        places.join(", ")
    );
    let ids = approvals.iter().map(|id| (*id).into()).collect();
    tx.all(&sql, ids).await?.iter().map(read).collect()
}

/// What a person is asked and has not answered, about what is still waited for, the oldest first, at most `limit`.
pub async fn open_to(tx: &Tx, asker: UserId, limit: u64) -> Result<Vec<(Question, Approval)>, StoreError> {
    let sql = "SELECT q.* FROM approval_questions AS q
               JOIN approvals AS a ON a.tenant_id = $1 AND a.id = q.approval_id
               WHERE q.tenant_id = $1 AND a.asker_id = $2 AND a.status = 'pending' AND q.answered_at IS NULL
               ORDER BY q.asked_at, q.id LIMIT $3";
    let mut all = Vec::new();
    for row in tx.all(sql, values![asker, limit]).await? {
        let question = read(&row)?;
        if let Some(approval) = approvals::find(tx, question.approval).await? {
            all.push((question, approval));
        }
    }
    Ok(all)
}
