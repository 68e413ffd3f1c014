//! Decisions that runs ask people for: a projection of the runs' events, so that people can find
//! what waits for them. The run stays the judge of what counts.

use crate::db::{Row, json, micros, values};
use crate::{Listed, Page, StoreError, Tx, WriteTx};
use chrono::{DateTime, Utc};
use control_plane_domain::UserId;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// How a decision stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApprovalStatus {
    Pending,
    Approved,
    Rejected,
    /// Nobody decided in time.
    Timeout,
    /// The run stopped asking.
    Cancelled,
}

impl ApprovalStatus {
    const ALL: [Self; 5] = [Self::Pending, Self::Approved, Self::Rejected, Self::Timeout, Self::Cancelled];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Timeout => "timeout",
            Self::Cancelled => "cancelled",
        }
    }
}

impl fmt::Display for ApprovalStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A word that is no status.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a status of an approval")]
pub struct UnknownStatus(pub String);

impl FromStr for ApprovalStatus {
    type Err = UnknownStatus;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|status| status.as_str() == text);
        found.ok_or_else(|| UnknownStatus(text.to_owned()))
    }
}

/// Somebody by e-mail address, or anybody of a role.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Seat {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub email: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub role: String,
}

impl Seat {
    /// Whether this person may sit there. A seat of somebody is not one of their role.
    pub fn admits(&self, email: &str, role: &str) -> bool {
        if self.email.is_empty() {
            !self.role.is_empty() && self.role == role
        } else {
            self.email.eq_ignore_ascii_case(email)
        }
    }

    fn key(&self) -> String {
        if self.email.is_empty() { of_role(&self.role) } else { of_email(&self.email) }
    }
}

fn of_email(email: &str) -> String {
    format!("email:{}", email.to_lowercase())
}

fn of_role(role: &str) -> String {
    format!("role:{role}")
}

/// A decision that is or was asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Approval {
    pub id: Uuid,
    pub run: Uuid,
    pub flow: String,
    /// Address of the node.
    pub node: String,
    pub iteration: u32,
    pub conversation: Option<Uuid>,
    /// On whose behalf the run asks; both empty where that was not kept, and for a run that nobody began.
    pub asker_name: String,
    pub asker_email: String,
    /// Who that is here: an account, or a visitor; `None` where nobody is known.
    pub asker: Option<UserId>,
    pub title: String,
    pub details: Value,
    /// Of what is shown.
    pub hash: String,
    /// Who is asked now.
    pub approvers: Vec<Seat>,
    /// `any`, `all`, `quorum`, `sequence`.
    pub mode: String,
    /// What was said, in order.
    pub decisions: Vec<Value>,
    pub status: ApprovalStatus,
    pub until: Option<DateTime<Utc>>,
    /// The run's event that this shows the state after.
    pub as_of: u64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// Whose approvals.
#[derive(Clone, Debug)]
pub enum Asked<'a> {
    Anybody,
    /// What this person is or was asked.
    Person {
        email: &'a str,
        role: &'a str,
    },
}

fn read(row: &Row) -> Result<Approval, StoreError> {
    let iteration = row.count("iteration")?;
    Ok(Approval {
        id: row.get("id")?,
        run: row.get("run_id")?,
        flow: row.get("flow")?,
        node: row.get("node")?,
        iteration: u32::try_from(iteration).map_err(|error| StoreError::corrupt("iteration", error))?,
        conversation: row.get("conversation_id")?,
        asker_name: row.get("asker_name")?,
        asker_email: row.get("asker_email")?,
        asker: row.id_or_null("asker_id")?,
        title: row.get("title")?,
        details: row.json("details")?,
        hash: row.get("hash")?,
        approvers: row.json("approvers")?,
        mode: row.get("mode")?,
        decisions: row.json("decisions")?,
        status: row.parse("status")?,
        until: row.at_or_null("until_at")?,
        as_of: row.count("as_of")?,
        created_at: row.at("created_at")?,
        updated_at: row.at("updated_at")?,
    })
}

/// What became of a [`put`].
#[derive(Clone, Debug, PartialEq)]
pub enum Put {
    New,
    /// What it was before.
    Changed(Box<Approval>),
    /// A later event was seen before.
    Stale,
}

/// Keeps an approval as it is after its `as_of`. An older state changes nothing, so that events may
/// be seen again.
pub async fn put(tx: &WriteTx, new: &Approval) -> Result<Put, StoreError> {
    take_turn(tx, new.id).await?;
    let old = find(tx, new.id).await?;
    if old.as_ref().is_some_and(|old| old.as_of >= new.as_of) {
        return Ok(Put::Stale);
    }
    tx.execute(
        "INSERT INTO approvals (tenant_id, id, run_id, flow, node, iteration, conversation_id, title, details, hash,
                                approvers, mode, decisions, status, until_at, as_of, created_at, updated_at,
                                asker_name, asker_email, asker_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
         ON CONFLICT (tenant_id, id) DO UPDATE
         SET approvers = excluded.approvers, decisions = excluded.decisions, status = excluded.status,
             until_at = excluded.until_at, as_of = excluded.as_of, updated_at = excluded.updated_at",
        values![
            new.id,
            new.run,
            &new.flow,
            &new.node,
            u64::from(new.iteration),
            new.conversation,
            &new.title,
            json(&new.details),
            &new.hash,
            json(&new.approvers),
            &new.mode,
            json(&new.decisions),
            new.status.as_str(),
            new.until,
            new.as_of,
            micros(new.created_at),
            micros(new.updated_at),
            &new.asker_name,
            &new.asker_email,
            new.asker
        ],
    )
    .await?;
    for seat in &new.approvers {
        let sql = "INSERT INTO approval_seats (tenant_id, approval_id, who) VALUES ($1, $2, $3)
                   ON CONFLICT (tenant_id, approval_id, who) DO NOTHING";
        tx.execute(sql, values![new.id, seat.key()]).await?;
    }
    Ok(old.map_or(Put::New, |old| Put::Changed(Box::new(old))))
}

/// Changes to one approval, and to what is asked about it, come one after the other.
pub(crate) async fn take_turn(tx: &WriteTx, id: Uuid) -> Result<(), StoreError> {
    tx.take_turn(&format!("approval/{id}")).await
}

/// Something was said about it that is no event of its run.
pub(crate) async fn touch(tx: &WriteTx, id: Uuid, now: DateTime<Utc>) -> Result<(), StoreError> {
    let sql = "UPDATE approvals SET updated_at = $3 WHERE tenant_id = $1 AND id = $2";
    tx.execute(sql, values![id, micros(now)]).await?;
    Ok(())
}

/// By id.
pub async fn find(tx: &Tx, id: Uuid) -> Result<Option<Approval>, StoreError> {
    let sql = "SELECT * FROM approvals WHERE tenant_id = $1 AND id = $2";
    tx.one(sql, values![id]).await?.as_ref().map(read).transpose()
}

/// What a run still asks for.
pub async fn pending_of(tx: &Tx, run: Uuid) -> Result<Vec<Approval>, StoreError> {
    let sql = "SELECT * FROM approvals WHERE tenant_id = $1 AND run_id = $2 AND status = 'pending'
               ORDER BY created_at, id";
    tx.all(sql, values![run]).await?.iter().map(read).collect()
}

/// Whether the person is or was asked, themselves or as one of their role.
pub async fn is_asked(tx: &Tx, id: Uuid, email: &str, role: &str) -> Result<bool, StoreError> {
    let sql = "SELECT COUNT(*) AS count FROM approval_seats
               WHERE tenant_id = $1 AND approval_id = $2 AND who IN ($3, $4)";
    Ok(tx.count(sql, values![id, of_email(email), of_role(role)]).await? > 0)
}

/// One page of approvals, newest first.
pub async fn list(
    tx: &Tx,
    asked: Asked<'_>,
    status: Option<ApprovalStatus>,
    page: Page,
) -> Result<Listed<Approval>, StoreError> {
    let (anybody, email, role) = match asked {
        Asked::Anybody => (true, String::new(), String::new()),
        Asked::Person { email, role } => (false, of_email(email), of_role(role)),
    };
    let matching = "FROM approvals AS a WHERE a.tenant_id = $1 AND ($2 IS NULL OR a.status = $2)
         AND ($3 OR EXISTS (SELECT 1 FROM approval_seats AS s WHERE s.tenant_id = $1 AND s.approval_id = a.id
                                                             AND s.who IN ($4, $5)))";
    let filters = values![status.map(ApprovalStatus::as_str), anybody, email, role];
    let sql = format!("SELECT a.* {matching} ORDER BY a.created_at DESC, a.id DESC{}", page.sql());
    let rows = tx.all(&sql, filters.clone()).await?;
    let total = tx.count(&format!("SELECT COUNT(*) AS count {matching}"), filters).await?;
    Ok(Listed { rows: rows.iter().map(read).collect::<Result<_, _>>()?, total })
}
