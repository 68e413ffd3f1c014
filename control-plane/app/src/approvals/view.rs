use chrono::{DateTime, Utc};
use control_plane_domain::Actor;
use control_plane_store::approvals::{Approval, ApprovalStatus};
use serde::Serialize;
use serde_json::Value;
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
    pub(super) fn new(approval: Approval, actor: &Actor) -> Self {
        let some = |text: String| (!text.is_empty()).then_some(text);
        Self {
            may_decide: may_decide(&approval, actor),
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
