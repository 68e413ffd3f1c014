//! What is said in a conversation.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MessageRole {
    User,
    Assistant,
    System,
}

crate::written!(MessageRole { User = "user", Assistant = "assistant", System = "system" });

/// What it is, and so how it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MessageKind {
    Text,
    /// A form to fill in.
    Form,
    /// A question with buttons.
    Options,
    /// The filled form.
    FormAnswer,
    /// A card of a ticket that was made or changed.
    Ticket,
    /// The run failed; `content` says so to the user.
    Error,
}

crate::written!(MessageKind {
    Text = "text",
    Form = "form",
    Options = "options",
    FormAnswer = "form_answer",
    Ticket = "ticket",
    Error = "error",
});

/// Where a conversation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConversationStatus {
    Open,
    Closed,
}

crate::written!(ConversationStatus { Open = "open", Closed = "closed" });

/// How far a conversation is that is to have a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PersonState {
    /// Nobody has come yet.
    Waiting,
    /// Somebody has it.
    With,
}

crate::written!(PersonState { Waiting = "waiting", With = "with" });

/// Whether an answer helped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Rating {
    Up,
    Down,
}

crate::written!(Rating { Up = "up", Down = "down" });
