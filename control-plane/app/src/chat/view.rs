//! Conversations and messages as the API shows them.

use super::attachments::{self, AttachmentView};
use crate::desk::hours::OpeningHours;
use chrono::{DateTime, Utc};
use control_plane_domain::message::{ConversationStatus, MessageKind, MessageRole, PersonState, Rating};
use control_plane_store::messages::{Feedback, Message};
use executor_runtime::api::RunRow;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

/// A conversation to begin.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewConversation {
    /// Name of the flow that answers.
    pub flow: String,
    /// A test chat with the flow's draft as it is at each message; needs `flows:write`.
    #[serde(default)]
    pub draft: bool,
    /// Of a test chat: the branch whose draft answers; without it the flow's own.
    #[serde(default)]
    pub branch: Option<String>,
    #[serde(default)]
    pub title: String,
}

/// A thread of runs with one user.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ConversationView {
    pub id: Uuid,
    pub flow: String,
    pub title: String,
    pub status: ConversationStatus,
    pub draft: bool,
    /// The branch whose draft answers; missing: the flow's own.
    pub branch: Option<String>,
    pub user_id: Uuid,
    /// Number of its last message.
    pub last_seq: u64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    /// Who of the desk is wanted, or has come.
    pub person: Option<PersonView>,
    /// The run that is going on, or waits for the user.
    pub active_run: Option<ActiveRun>,
}

/// A person of the desk, in a conversation.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PersonView {
    pub state: PersonState,
    /// Since when the user waits, or waited until somebody came.
    pub since: DateTime<Utc>,
    /// Who has come.
    pub name: Option<String>,
    /// While nobody has: the place in the queue, from 1.
    pub place: Option<u64>,
    /// The user has asked for it, rather than a flow.
    pub wished: bool,
    /// While nobody has come: when the desk is there. Missing when it gives no hours.
    pub hours: Option<OpeningHours>,
}

/// The run of a conversation that has not ended.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ActiveRun {
    pub id: Uuid,
    /// `queued`, `running`, `waiting`.
    #[schema(value_type = String)]
    pub status: executor_runtime::api::RunStatus,
    /// While it waits: `{"for": "user", "node", "question", "options"?, "form"?, …}`.
    #[schema(value_type = Option<Object>)]
    pub waiting: Option<Value>,
    pub last_seq: u64,
}

impl From<RunRow> for ActiveRun {
    fn from(run: RunRow) -> Self {
        Self {
            id: run.id,
            status: run.status,
            waiting: run.waiting.as_ref().map(super::fold::plain_waiting),
            last_seq: run.last_seq,
        }
    }
}

/// What was said.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MessageView {
    pub id: Uuid,
    pub conversation_id: Uuid,
    pub run_id: Option<Uuid>,
    /// Its place in the conversation, from 1.
    pub seq: u64,
    pub role: MessageRole,
    pub kind: MessageKind,
    pub content: String,
    /// `[{n, title, section, excerpt, document_id, base, url?, updated_at?}]`
    #[schema(value_type = Vec<Object>)]
    pub citations: Vec<Value>,
    /// By kind. `form`: `{form, values, errors, node, answered}`; `options`: `{options, node, answered}`;
    /// `ticket`: `{id, number, status, priority, title, url}`.
    #[schema(value_type = Object)]
    pub data: Value,
    /// Files that go with it.
    pub attachments: Vec<AttachmentView>,
    pub created_at: DateTime<Utc>,
    /// What the caller thinks of it.
    pub feedback: Option<FeedbackView>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FeedbackView {
    pub rating: Rating,
    pub reason: Option<String>,
    pub comment: Option<String>,
}

impl From<Feedback> for FeedbackView {
    fn from(feedback: Feedback) -> Self {
        Self { rating: feedback.rating, reason: feedback.reason, comment: feedback.comment }
    }
}

impl MessageView {
    /// With the caller's feedback, when there is one.
    pub fn new(message: Message, feedback: Option<Feedback>) -> Self {
        Self {
            id: message.id.as_uuid(),
            conversation_id: message.conversation.as_uuid(),
            run_id: message.origin.map(|origin| origin.run),
            seq: message.seq,
            role: message.role,
            kind: message.kind,
            content: message.content,
            citations: message.citations,
            attachments: attachments::told(&message.data),
            data: message.data,
            created_at: message.created_at,
            feedback: feedback.map(FeedbackView::from),
        }
    }
}
