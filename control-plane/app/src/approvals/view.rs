use super::ask::MOST;
use crate::error::AppResult;
use chrono::{DateTime, Utc};
use control_plane_domain::Actor;
use control_plane_store::Tx;
use control_plane_store::approval_questions::{self, Question};
use control_plane_store::approvals::{Approval, ApprovalStatus};
use serde::Serialize;
use serde_json::Value;
use std::collections::HashMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// A decision that a run asks for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ApprovalView {
    pub id: Uuid,
    pub run_id: Uuid,
    pub flow: String,
    /// Address of the node that asks.
    pub node: String,
    pub conversation_id: Option<Uuid>,
    /// On whose behalf the run asks; `null` where nobody is known.
    pub asker: Option<AskerView>,
    pub title: String,
    /// The facts, name by name.
    #[schema(value_type = Object)]
    pub details: Value,
    /// Of what is shown. A decision repeats it, and counts for nothing else.
    pub hash: String,
    /// Who is asked now.
    pub approvers: Vec<ApproverView>,
    /// `any`, `all`, `quorum`, `sequence`.
    pub mode: String,
    pub decisions: Vec<DecisionView>,
    /// `pending`, `approved`, `rejected`, `timeout`, `cancelled`.
    #[schema(value_type = String)]
    pub status: ApprovalStatus,
    /// When the run goes on without a decision.
    pub until: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    /// Whether the caller may decide now.
    pub may_decide: bool,
    /// What those who are asked wanted to know first, in order.
    pub questions: Vec<QuestionView>,
    /// Whether the caller may ask whom it is for something now.
    pub may_ask: bool,
    /// Whether it is for the caller to answer what is asked.
    pub may_answer: bool,
}

/// What somebody who is to decide has asked back.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct QuestionView {
    pub id: Uuid,
    /// Name.
    pub by: String,
    pub email: String,
    pub question: String,
    pub at: DateTime<Utc>,
    /// `null` as long as nobody has answered.
    pub answer: Option<AnswerView>,
}

/// What they were told.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AnswerView {
    pub text: String,
    /// Name.
    pub by: String,
    pub at: DateTime<Utc>,
}

impl From<Question> for QuestionView {
    fn from(row: Question) -> Self {
        Self {
            id: row.id,
            by: row.by_name,
            email: row.by_email,
            question: row.text,
            at: row.asked_at,
            answer: row.answer.map(|said| AnswerView { text: said.text, by: said.by_name, at: said.at }),
        }
    }
}

/// Whose run it is that asks.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AskerView {
    pub name: String,
    /// `null` for a visitor who has not said who they are.
    pub email: Option<String>,
}

/// Somebody by e-mail address, or anybody of a role.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ApproverView {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
}

/// What somebody said.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DecisionView {
    /// Name; `null` when it escalated by itself.
    pub by: Option<String>,
    pub email: Option<String>,
    /// `approve`, `reject`, `delegate`, `escalated`.
    pub decision: String,
    pub comment: String,
    pub at: String,
    /// Of a delegation, the e-mail address it went to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

fn word(said: &Value, name: &str) -> Option<String> {
    said.get(name).and_then(Value::as_str).filter(|word| !word.is_empty()).map(str::to_owned)
}

impl DecisionView {
    pub(super) fn new(said: &Value) -> Self {
        Self {
            by: word(said, "by"),
            email: word(said, "email"),
            decision: word(said, "decision").unwrap_or_default(),
            comment: word(said, "comment").unwrap_or_default(),
            at: word(said, "at").unwrap_or_default(),
            to: word(said, "to"),
        }
    }
}

/// Whether this person has approved or rejected.
pub(super) fn has_decided(approval: &Approval, email: &str) -> bool {
    let theirs = |said: &&Value| {
        let decision = said.get("decision").and_then(Value::as_str);
        matches!(decision, Some("approve" | "reject"))
            && said
                .get("email")
                .and_then(Value::as_str)
                .is_some_and(|known| known.eq_ignore_ascii_case(email))
    };
    approval.decisions.iter().any(|said| theirs(&said))
}

/// Whether what this person says would count now.
pub(super) fn may_decide(approval: &Approval, actor: &Actor) -> bool {
    let role = actor.role.as_str();
    approval.status == ApprovalStatus::Pending
        && approval.approvers.iter().any(|seat| seat.admits(&actor.email, role))
        && !has_decided(approval, &actor.email)
}

impl ApprovalView {
    /// Each with what was asked about it.
    pub(super) async fn of(tx: &Tx, rows: Vec<Approval>, actor: &Actor) -> AppResult<Vec<Self>> {
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let mut questions: HashMap<Uuid, Vec<Question>> = HashMap::new();
        for question in approval_questions::of_all(tx, &ids).await? {
            questions.entry(question.approval).or_default().push(question);
        }
        let view = |row: Approval| {
            let asked = questions.remove(&row.id).unwrap_or_default();
            Self::new(row, asked, actor)
        };
        Ok(rows.into_iter().map(view).collect())
    }

    pub(super) async fn of_one(tx: &Tx, row: Approval, actor: &Actor) -> AppResult<Self> {
        let asked = approval_questions::of(tx, row.id).await?;
        Ok(Self::new(row, asked, actor))
    }

    fn new(approval: Approval, asked: Vec<Question>, actor: &Actor) -> Self {
        let some = |text: String| (!text.is_empty()).then_some(text);
        let may_decide = may_decide(&approval, actor);
        let is_asker = approval.asker == Some(actor.user);
        let may_be_asked = approval.asker.is_some() && !is_asker && (asked.len() as u64) < MOST;
        let is_open = approval.status == ApprovalStatus::Pending;
        Self {
            may_decide,
            may_ask: may_decide && may_be_asked,
            may_answer: is_open && is_asker && asked.iter().any(|one| one.answer.is_none()),
            questions: asked.into_iter().map(QuestionView::from).collect(),
            id: approval.id,
            run_id: approval.run,
            flow: approval.flow,
            node: approval.node,
            conversation_id: approval.conversation,
            asker: some(approval.asker_name)
                .map(|name| AskerView { name, email: some(approval.asker_email) }),
            title: approval.title,
            details: approval.details,
            hash: approval.hash,
            approvers: approval
                .approvers
                .into_iter()
                .map(|seat| ApproverView { email: some(seat.email), role: some(seat.role) })
                .collect(),
            mode: approval.mode,
            decisions: approval.decisions.iter().map(DecisionView::new).collect(),
            status: approval.status,
            until: approval.until,
            created_at: approval.created_at,
            updated_at: approval.updated_at,
        }
    }
}
