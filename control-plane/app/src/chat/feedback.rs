use super::view::FeedbackView;
use super::visible_message;
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult, FieldError};
use control_plane_domain::MessageId;
use control_plane_domain::message::{MessageRole, Rating};
use control_plane_store::messages::{self, Feedback};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What somebody thinks of an answer.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewFeedback {
    pub rating: Rating,
    /// A word from the client's list (`wrong`, `incomplete`, `not_helpful` …), at most 64 characters.
    pub reason: Option<String>,
    /// At most 2,000 characters.
    pub comment: Option<String>,
}

/// Keeps what the caller thinks of an answer; a second opinion replaces the first.
///
/// # Errors
/// [`AppError::NotFound`], also for messages of conversations the caller does not see.
pub async fn rate(app: &App, caller: &Caller, message: Uuid, new: NewFeedback) -> AppResult<FeedbackView> {
    let id = MessageId::new(message);
    let found = visible_message(app, caller, id).await?;
    let mut errors = Vec::new();
    if found.role != MessageRole::Assistant {
        errors.push(FieldError::new("", "invalid", "only answers can be rated"));
    }
    for (field, text, most) in [("reason", &new.reason, 64), ("comment", &new.comment, 2_000)] {
        if text.as_ref().is_some_and(|text| text.chars().count() > most) {
            errors.push(FieldError::new(field, "too_long", format!("at most {most} characters")));
        }
    }
    AppError::fields(errors)?;
    let feedback = Feedback {
        message: id,
        user: caller.user,
        rating: new.rating,
        reason: new.reason,
        comment: new.comment,
        created_at: app.now(),
    };
    let tx = app.db.write(caller.tenant).await?;
    messages::put_feedback(&tx, &feedback).await?;
    tx.commit().await?;
    metrics::counter!("feedback_total", "rating" => feedback.rating.as_str()).increment(1);
    Ok(feedback.into())
}
