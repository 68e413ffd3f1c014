//! What somebody says in a conversation, as it comes in.

use super::attachments::Files;
use super::view::MessageView;
use crate::error::{AppError, AppResult};
use executor_runtime::api::{Breakpoint, Pin};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// The longest message, in characters.
pub const MAX_CONTENT: usize = 16_000;

/// What the user says (or, while it is handed over to the desk, a person there): text, or the answer to a
/// question.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMessage {
    /// Text. To a run that waits it is the answer, else it starts a run. May be left out when files are sent.
    pub content: Option<String>,
    /// The answer to the question that is open: one of its options, the form's values, or no.
    pub answer: Option<Answer>,
    /// Files that go with the text: ids of what was sent to `POST /conversations/{id}/attachments`.
    #[serde(default)]
    pub attachments: Vec<Uuid>,
    /// In a test chat, for the run that the text starts: by node, outcomes instead of calls, as
    /// `POST /flows/{flow}/runs` takes them. The answer to a question keeps what its run began with.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub pins: BTreeMap<String, Vec<Pin>>,
    /// The same: where the run stops until it is told to go on.
    #[serde(default)]
    #[schema(value_type = Vec<Object>)]
    pub breakpoints: Vec<Breakpoint>,
}

#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// `port` of the chosen option.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub option: Option<String>,
    /// The form's fields.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub values: Option<Map<String, Value>>,
    /// The form is not wanted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub declined: bool,
}

/// What became of a message.
#[derive(Clone, Debug)]
pub struct Posted {
    pub message: MessageView,
    /// `None` for what is said to a person rather than to a run.
    pub run_id: Option<Uuid>,
    /// For an answer: the last event of the run before it.
    pub answered_at: Option<u64>,
    /// A person has the conversation: the run goes on when they give it back, and not before.
    pub held: bool,
}

pub(super) enum Input {
    Text(String),
    Answer(Answer),
}

/// A text and the files that go with it.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    pub text: String,
    pub files: Files,
}

impl Words {
    /// For somebody who reads only words.
    pub(super) fn told(&self) -> String {
        if !self.text.is_empty() {
            return self.text.clone();
        }
        let names: Vec<_> = self.files.all.iter().map(|file| file.name.as_str()).collect();
        names.join(", ")
    }
}

impl From<String> for Words {
    fn from(text: String) -> Self {
        Self { text, files: Files::default() }
    }
}

pub(super) fn read(content: Option<String>, answer: Option<Answer>, has_files: bool) -> AppResult<Input> {
    match (content, answer) {
        (Some(content), None) => {
            let content = content.trim();
            if content.is_empty() && !has_files {
                return Err(AppError::field("content", "required", "say something"));
            }
            if content.chars().count() > MAX_CONTENT {
                let words = format!("a message has at most {MAX_CONTENT} characters");
                return Err(AppError::field("content", "too_long", words));
            }
            Ok(Input::Text(content.to_owned()))
        }
        (None, Some(_)) if has_files => {
            Err(AppError::field("attachments", "invalid", "files go with a text, not with an answer"))
        }
        (None, Some(answer)) => {
            let ways = [answer.option.is_some(), answer.values.is_some(), answer.declined];
            if ways.iter().filter(|way| **way).count() != 1 {
                let words = "give exactly one of option, values and declined";
                return Err(AppError::field("answer", "invalid", words));
            }
            Ok(Input::Answer(answer))
        }
        (None, None) if has_files => Ok(Input::Text(String::new())),
        (None, None) => Err(AppError::field("content", "required", "give content or an answer")),
        (Some(_), Some(_)) => {
            Err(AppError::field("answer", "invalid", "give content or an answer, not both"))
        }
    }
}
