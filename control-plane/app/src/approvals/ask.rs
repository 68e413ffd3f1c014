//! An approver asks back: the person a run asks for hears of it where they are, answers in words, and the approver reads
//! both in what they are to decide. The run has no part in it: it waits on, and its time runs on.

use super::decide::entitled;
use super::see::find;
use super::view::ApprovalView;
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use crate::{audit, notifications};
use chrono::{DateTime, Utc};
use control_plane_domain::message::{MessageKind, MessageRole};
use control_plane_domain::{ConversationId, MessageId};
use control_plane_store::approval_questions::{self, Answered, Asked, Question};
use control_plane_store::approvals::{self, Approval, ApprovalStatus};
use control_plane_store::messages::{self, NewMessage};
use control_plane_store::{StoreError, WriteTx};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

/// Enough to find out; who needs more talks to the person.
pub(super) const MOST: u64 = 10;
const MAX_QUESTION: usize = 2_000;
const MAX_ANSWER: usize = 4_000;
/// Of what one is asked, at once.
const MOST_OPEN: u64 = 100;

/// In a message's `data.event`: a question, its answer, and that it needs none any more.
const QUESTION: &str = "approval_question";
const ANSWER: &str = "approval_answer";
const CLOSED: &str = "approval_closed";

/// What an approver wants to know.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewQuestion {
    /// 1 to 2,000 characters.
    pub question: String,
}

/// What they are told.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAnswer {
    /// 1 to 4,000 characters.
    pub answer: String,
}

/// What an approver asks the caller, who has not answered yet. What is to be decided, and by whom, it does not say.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AskedOfMe {
    pub id: Uuid,
    pub approval_id: Uuid,
    pub conversation_id: Option<Uuid>,
    pub flow: String,
    pub title: String,
    /// Name of who asks.
    pub by: String,
    pub question: String,
    pub asked_at: DateTime<Utc>,
    /// When the run goes on without a decision.
    pub until: Option<DateTime<Utc>>,
}

/// Asks the person a run asks for something, before deciding. The approval stays open.
///
/// # Errors
/// [`AppError::Refused`] for those who could not decide now, [`AppError::Conflict`] when it is decided already, when nobody
/// is known whom to ask, and when there are [`MOST`] questions; [`AppError::Invalid`] for a question without words.
pub async fn ask(app: &App, caller: &Caller, id: Uuid, new: NewQuestion) -> AppResult<ApprovalView> {
    let text = checked("question", &new.question, MAX_QUESTION, "say what you want to know")?;
    let tx = app.db.write(caller.tenant).await?;
    let approval = find(&tx, caller, id).await?;
    let is_asked = approvals::is_asked(&tx, id, &caller.email, caller.role.as_str()).await?;
    entitled(&approval, caller, is_asked)?;
    let conflict = |words: &str| AppError::conflict("conflict", words);
    let asker = approval.asker.ok_or_else(|| conflict("nobody is known who could be asked"))?;
    if asker == caller.user {
        return Err(conflict("it is asked for on your behalf; there is nobody else to ask"));
    }
    let row = approval_questions::NewQuestion {
        id: app.new_id(),
        approval: id,
        by: caller.user,
        by_name: &caller.name,
        by_email: &caller.email,
        text: &text,
    };
    let asked = approval_questions::ask(&tx, row, MOST, app.now()).await?;
    let question = match asked.ok_or_else(|| AppError::not_found("the approval"))? {
        Asked::Now(question) => question,
        // Sent again because nobody heard of it.
        Asked::Before(_) => return ApprovalView::of_one(&tx, approval, caller).await,
        Asked::Closed(status) => return Err(closed(status)),
        Asked::Full => {
            return Err(conflict(&format!("{MOST} questions are the most; decide, or talk to the person")));
        }
    };
    let what = json!({
        "run": approval.run, "node": approval.node, "title": approval.title, "number": question.number,
        "question": question.text,
    });
    audit::record(app, &tx, caller, "approval.asked_back", "approval", &id.to_string(), what).await?;
    let data = json!({ "name": question.by_name, "title": approval.title, "until": approval.until });
    say(app, &tx, &approval, &question, QUESTION, &question.text, data).await?;
    notifications::tell_of_question(&tx, asker, &approval, &question, app.now()).await?;
    let now = approvals::find(&tx, id).await?.ok_or_else(|| AppError::not_found("the approval"))?;
    let view = ApprovalView::of_one(&tx, now, caller).await?;
    tx.commit().await?;
    ring(app, caller, &approval);
    Ok(view)
}

/// Answers what an approver asks: only the person the run asks for, once, and while it is waited for.
///
/// # Errors
/// [`AppError::NotFound`] for everybody else, [`AppError::Conflict`] when it was answered or decided already,
/// [`AppError::Invalid`] for an answer without words.
pub async fn answer(
    app: &App,
    caller: &Caller,
    approval: Uuid,
    question: Uuid,
    new: NewAnswer,
) -> AppResult<()> {
    let text = checked("answer", &new.answer, MAX_ANSWER, "write an answer")?;
    let missing = || AppError::not_found("the question");
    let tx = app.db.write(caller.tenant).await?;
    let about = approvals::find(&tx, approval).await?.ok_or_else(missing)?;
    let known = approval_questions::find(&tx, question).await?.ok_or_else(missing)?;
    let is_theirs = about.asker == Some(caller.user)
        // A visitor is one of one flow.
        && caller.visitor.as_ref().is_none_or(|visitor| visitor.flow.as_str() == about.flow);
    if known.approval != approval || !is_theirs {
        return Err(missing());
    }
    let answered = approval_questions::answer(&tx, question, &text, &caller.name, app.now()).await?;
    let question = match answered.ok_or_else(missing)? {
        Answered::Now(question) => question,
        Answered::Before(known) if known.answer.as_ref().is_some_and(|said| said.text == text) => {
            return Ok(());
        }
        Answered::Before(_) => return Err(AppError::conflict("conflict", "it was answered already")),
        Answered::Closed(status) => return Err(closed(status)),
    };
    let what = json!({
        "run": about.run, "node": about.node, "title": about.title, "number": question.number, "answer": text,
    });
    audit::record(app, &tx, caller, "approval.answered_back", "approval", &approval.to_string(), what)
        .await?;
    say(app, &tx, &about, &question, ANSWER, &text, json!({})).await?;
    notifications::tell_of_answer(&tx, &about, &question, app.now()).await?;
    tx.commit().await?;
    ring(app, caller, &about);
    Ok(())
}

/// What the caller is asked and has not answered, the oldest first.
///
/// # Errors
/// What the store answers.
pub async fn asked_of_me(app: &App, caller: &Caller) -> AppResult<Vec<AskedOfMe>> {
    let tx = app.db.read(caller.tenant).await?;
    let open = approval_questions::open_to(&tx, caller.user, MOST_OPEN).await?;
    let views = open.into_iter().map(|(question, approval)| AskedOfMe {
        id: question.id,
        approval_id: approval.id,
        conversation_id: approval.conversation,
        flow: approval.flow,
        title: approval.title,
        by: question.by_name,
        question: question.text,
        asked_at: question.asked_at,
        until: approval.until,
    });
    Ok(views.collect())
}

/// Nothing is waited for any more: whoever was asked and has not answered is told that they need not, in the transaction
/// that shows it. It may be said again.
pub(super) async fn close(app: &App, tx: &WriteTx, approval: &Approval) -> AppResult<()> {
    if approval.status == ApprovalStatus::Pending || approval.conversation.is_none() {
        return Ok(());
    }
    for question in approval_questions::of(tx, approval.id).await? {
        if question.answer.is_none() {
            let words = "It was settled before this was answered";
            say(app, tx, approval, &question, CLOSED, words, json!({ "status": approval.status })).await?;
        }
    }
    Ok(())
}

/// Puts it into the conversation, if there is one, in no run: what the run waits for is something else.
async fn say(
    app: &App,
    tx: &WriteTx,
    approval: &Approval,
    question: &Question,
    event: &str,
    words: &str,
    mut data: Value,
) -> Result<(), StoreError> {
    let Some(conversation) = approval.conversation else { return Ok(()) };
    data["event"] = json!(event);
    data["approval"] = json!(approval.id);
    data["question"] = json!(question.id);
    let (id, author) = match event {
        QUESTION => (question.id, Some(question.by)),
        ANSWER => (Uuid::new_v5(&question.id, event.as_bytes()), approval.asker),
        other => (Uuid::new_v5(&question.id, other.as_bytes()), None),
    };
    let row = NewMessage {
        id: MessageId::new(id),
        conversation: ConversationId::new(conversation),
        origin: None,
        author,
        role: MessageRole::System,
        kind: MessageKind::Text,
        content: words.to_owned(),
        citations: Vec::new(),
        data,
    };
    // A conversation that was deleted: nobody misses it there.
    messages::append(tx, row, app.now()).await?;
    Ok(())
}

fn ring(app: &App, caller: &Caller, approval: &Approval) {
    app.pushes.notify_one();
    if let Some(conversation) = approval.conversation {
        app.hub.ring(caller.tenant.as_uuid(), conversation);
    }
}

fn closed(status: ApprovalStatus) -> AppError {
    AppError::conflict("conflict", format!("it is not open any more: {status}"))
}

fn checked(field: &'static str, text: &str, most: usize, missing: &str) -> AppResult<String> {
    let text = text.trim();
    if text.is_empty() {
        return Err(AppError::field(field, "required", missing));
    }
    if text.chars().count() > most {
        return Err(AppError::field(field, "too_long", format!("at most {most} characters")));
    }
    Ok(text.to_owned())
}
