//! What there is to judge: the machine makes no verdict on a text, it only says which text is meant.

use super::document::{Rubric, Turn};
use serde::Serialize;
use serde_json::Value;

/// A rubric and what it is about. Every word in it but the rubric came from outside: from users, models, tools.
#[derive(Clone, Debug, PartialEq)]
pub struct ToJudge {
    /// The turn, counted from 1; `None` for the whole of it.
    pub turn: Option<usize>,
    pub rubric: Rubric,
    /// What was said before the turn, to understand it by.
    pub before: Vec<Line>,
    /// What is judged: the turn, or all of it.
    pub said: Vec<Line>,
    /// Of a run that has ended; `null` when there is none.
    pub output: Value,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    pub by: Speaker,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Speaker {
    User,
    Assistant,
    /// Something that happened: a decision, an event, a person who gave back.
    Happened,
}

impl Line {
    pub(super) fn user(text: impl Into<String>) -> Self {
        Self { by: Speaker::User, text: text.into() }
    }

    pub(super) fn assistant(text: &str) -> Self {
        Self { by: Speaker::Assistant, text: text.to_owned() }
    }

    /// What begins a turn.
    pub(super) fn of(turn: &Turn) -> Option<Self> {
        if let Some(user) = &turn.user {
            let answer = || user.answer.as_ref().map(Value::to_string).unwrap_or_default();
            return Some(Self::user(user.message.clone().unwrap_or_else(answer)));
        }
        let text = if let Some(decision) = &turn.decision {
            let comment = if decision.comment.is_empty() { "" } else { ": " };
            format!("an approver decides: {}{comment}{}", decision.decision, decision.comment)
        } else if let Some(event) = &turn.event {
            format!("the event {} arrives: {}", event.name, Value::Object(event.payload.clone()))
        } else if let Some(handback) = &turn.handback {
            format!("a person gives the conversation back: {}", handback.text)
        } else if let Some(wait) = &turn.wait {
            format!("{wait} pass")
        } else {
            return None;
        };
        Some(Self { by: Speaker::Happened, text })
    }
}
