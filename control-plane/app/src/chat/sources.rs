use super::visible_message;
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use crate::kb::{self, ArticleView, Cited};
use control_plane_domain::MessageId;
use serde_json::Value;
use uuid::Uuid;

/// The article that an answer cites as its `n`th source, with the passage marked. Whoever may read the answer may
/// read what it stands on, and no other article.
///
/// # Errors
/// [`AppError::NotFound`], also for messages of conversations the caller does not see, for a number that the answer
/// does not cite, and for an article that has been taken away since.
pub async fn source(app: &App, caller: &Caller, message: Uuid, n: u64) -> AppResult<ArticleView> {
    let found = visible_message(app, caller, MessageId::new(message)).await?;
    let citation = numbered(&found.citations, n).ok_or_else(|| AppError::not_found("the source"))?;
    let word = |name: &str| citation.get(name).and_then(Value::as_str).unwrap_or_default();
    let document = word("document_id").parse().map_err(|_| AppError::not_found("the article"))?;
    let cited = Cited { excerpt: word("excerpt").to_owned(), section: word("section").to_owned() };
    kb::cited_article(app, caller, document, cited).await
}

/// By the number it has; one without has that of its place.
fn numbered(citations: &[Value], n: u64) -> Option<&Value> {
    let place = |at: usize| u64::try_from(at + 1).ok();
    let mut all = citations.iter().enumerate();
    let found = all.find(|(at, citation)| citation.get("n").map_or(place(*at), Value::as_u64) == Some(n));
    found.map(|(_, citation)| citation)
}
