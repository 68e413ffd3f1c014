//! What a run's events mean to the person in the chat: a pure function from one event to the
//! changes it makes to the conversation's messages.
//!
//! Ids follow from `(run, node firing)` or `(run, seq)`, so folding an event twice changes nothing.

use control_plane_domain::message::{MessageKind, MessageRole};
use executor_runtime::api::RunEvent;
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// What one event does to a conversation.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A message appears. Adding the same id again is a no-op.
    Add(Said),
    /// A question appears, or is asked again with what was wrong about the answer.
    Ask(Said),
    /// A question was answered; `data` is merged into the question's own.
    Answered { id: Uuid, data: Map<String, Value>, reply: Option<Said> },
}

impl Change {
    /// The message that is touched.
    pub fn id(&self) -> Uuid {
        match self {
            Self::Add(said) | Self::Ask(said) => said.id,
            Self::Answered { id, .. } => *id,
        }
    }
}

/// The content of a message, before the store gives it its place in the conversation.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    pub id: Uuid,
    pub role: MessageRole,
    pub kind: MessageKind,
    pub content: String,
    pub citations: Vec<Value>,
    pub data: Value,
}

/// In a question's `data`: the event that it shows the state after. An older event changes nothing.
pub const AS_OF: &str = "as_of";

/// In an answer's payload: the message that it is, which is in the conversation already.
pub const MESSAGE_ID: &str = "message_id";

/// In the `data` of what a user said to a run: its last event then. Not to be told from the messages
/// around it, since a question that is asked again is no new message.
pub const SAID_AFTER: &str = "said_after";

/// The node kinds whose outcome is shown as a ticket card.
const TICKET_KINDS: [&str; 1] = ["create_ticket"];

/// The change an event makes, if any.
pub fn fold(run: Uuid, event: &RunEvent) -> Option<Change> {
    let payload = &event.payload;
    match event.kind.as_str() {
        "message.completed" => Some(Change::Add(Said {
            id: event_id(run, event.seq),
            role: MessageRole::Assistant,
            kind: MessageKind::Text,
            content: text(payload, "text"),
            citations: payload.get("citations").and_then(Value::as_array).cloned().unwrap_or_default(),
            data: Value::Object(Map::new()),
        })),
        "run.waiting" if payload.get("for").and_then(Value::as_str) == Some("user") => {
            Some(Change::Ask(question(run, event)))
        }
        "run.resumed" => answered(run, event),
        "node.completed"
            if payload
                .get("kind")
                .and_then(Value::as_str)
                .is_some_and(|kind| TICKET_KINDS.contains(&kind)) =>
        {
            ticket(run, event)
        }
        "run.failed" => Some(Change::Add(failure(run, event))),
        _ => None,
    }
}

/// What the person in the chat may know of what a run waits for: a question is theirs; of an approval,
/// a time or an event only that it is awaited.
pub fn plain_waiting(waiting: &Value) -> Value {
    if waiting.get("for").and_then(Value::as_str) == Some("user") {
        return waiting.clone();
    }
    let known = ["for", "node", "title", "until"];
    let fields = known.into_iter().filter_map(|name| Some((name.to_owned(), waiting.get(name)?.clone())));
    Value::Object(fields.collect())
}

/// Whether chat clients get to see an event of this kind.
pub fn is_visible(kind: &str) -> bool {
    matches!(
        kind,
        "message.delta"
            | "message.completed"
            | "node.started"
            | "node.progress"
            | "run.started"
            | "run.waiting"
            | "run.resumed"
            | "run.completed"
            | "run.failed"
            | "run.cancelled"
    )
}

fn question(run: Uuid, event: &RunEvent) -> Said {
    let payload = &event.payload;
    let node = node_of(event);
    let present = |key: &str| payload.get(key).filter(|v| !v.is_null()).cloned();
    let form = present("form");
    let options = present("options").filter(|v| v.as_array().is_some_and(|list| !list.is_empty()));
    let mut data = Map::from_iter([
        ("node".to_owned(), json!(node)),
        ("answered".to_owned(), json!(false)),
        (AS_OF.to_owned(), json!(event.seq)),
    ]);
    for key in ["until", "skippable", "errors"] {
        if let Some(value) = present(key) {
            data.insert(key.to_owned(), value);
        }
    }
    let kind = match (form, options) {
        (Some(form), _) => {
            data.insert("form".to_owned(), form);
            data.insert("values".to_owned(), present("values").unwrap_or_else(|| json!({})));
            data.entry("errors").or_insert_with(|| json!([]));
            MessageKind::Form
        }
        (None, Some(options)) => {
            data.insert("options".to_owned(), options);
            MessageKind::Options
        }
        (None, None) => MessageKind::Text,
    };
    Said {
        id: question_id(run, &node, event.iteration),
        role: MessageRole::Assistant,
        kind,
        content: text(payload, "question"),
        citations: Vec::new(),
        data: Value::Object(data),
    }
}

/// An answer that came through a message is already in the conversation; one that came by `POST /runs/{id}/signals/answer` is added here.
fn answered(run: Uuid, event: &RunEvent) -> Option<Change> {
    let node = node_of(event);
    if node.is_empty() {
        return None;
    }
    let answer = event.payload.get("answer").cloned().unwrap_or(Value::Null);
    let mut data = Map::from_iter([
        ("answered".to_owned(), json!(true)),
        ("answer".to_owned(), answer.clone()),
        ("errors".to_owned(), json!([])),
        (AS_OF.to_owned(), json!(event.seq)),
    ]);
    if let Some(values) = answer.get("values").filter(|v| v.is_object()) {
        data.insert("values".to_owned(), values.clone());
    }
    // A timer answers with nothing, and what approvers decide is not said in the conversation.
    let is_decision = answer.get("decision").is_some() && answer.get("hash").is_some();
    let told = answer.is_null() || is_decision || answer.get(MESSAGE_ID).is_some();
    let reply = (!told).then(|| answer_said(event_id(run, event.seq), &answer, None));
    Some(Change::Answered { id: question_id(run, &node, event.iteration), data, reply })
}

/// The message of an answer: what was typed, the option's label, or the form as lines.
pub fn answer_said(id: Uuid, answer: &Value, waiting: Option<&Value>) -> Said {
    let typed = answer.get("text").and_then(Value::as_str).unwrap_or_default();
    let option = answer.get("option").and_then(Value::as_str).unwrap_or_default();
    let values = answer.get("values").and_then(Value::as_object).filter(|v| !v.is_empty());
    let declined = answer.get("declined").and_then(Value::as_bool).unwrap_or(false);
    let form = waiting.and_then(|w| w.get("form"));
    let (kind, content) = if declined {
        let label = form.and_then(|f| f.get("skip_label")).and_then(Value::as_str).filter(|l| !l.is_empty());
        (MessageKind::FormAnswer, label.unwrap_or("No, thank you").to_owned())
    } else if let Some(values) = values {
        (MessageKind::FormAnswer, lines(values, form))
    } else if !typed.is_empty() {
        (MessageKind::Text, typed.to_owned())
    } else {
        (MessageKind::Text, option_label(option, waiting))
    };
    Said {
        id,
        role: MessageRole::User,
        kind,
        content,
        citations: Vec::new(),
        data: json!({ "answer": answer }),
    }
}

fn option_label(option: &str, waiting: Option<&Value>) -> String {
    waiting
        .and_then(|w| w.get("options"))
        .and_then(Value::as_array)
        .and_then(|options| options.iter().find(|o| o.get("port").and_then(Value::as_str) == Some(option)))
        .and_then(|o| o.get("label"))
        .and_then(Value::as_str)
        .filter(|label| !label.is_empty())
        .unwrap_or(option)
        .to_owned()
}

fn lines(values: &Map<String, Value>, form: Option<&Value>) -> String {
    let fields: Vec<&Value> =
        form.and_then(|f| f.get("fields")).and_then(Value::as_array).into_iter().flatten().collect();
    let field =
        |name: &str| fields.iter().copied().find(|f| f.get("name").and_then(Value::as_str) == Some(name));
    let mut names: Vec<&str> = fields
        .iter()
        .filter_map(|f| f.get("name").and_then(Value::as_str))
        .filter(|n| values.contains_key(*n))
        .collect();
    names.extend(values.keys().map(String::as_str).filter(|n| field(n).is_none()));
    let mut out = Vec::new();
    for name in names {
        let value = &values[name];
        let shown = match value {
            Value::Null => continue,
            Value::String(s) if s.is_empty() => continue,
            Value::String(s) => select_label(s, field(name)),
            Value::Bool(true) => "yes".to_owned(),
            Value::Bool(false) => "no".to_owned(),
            other => other.to_string(),
        };
        let label = field(name)
            .and_then(|f| f.get("label"))
            .and_then(Value::as_str)
            .filter(|l| !l.is_empty())
            .unwrap_or(name);
        // A question is its own mark.
        let mark = if label.ends_with(['?', ':', '!', '.']) { "" } else { ":" };
        out.push(format!("{label}{mark} {shown}"));
    }
    out.join("\n")
}

fn select_label(value: &str, field: Option<&Value>) -> String {
    field
        .and_then(|f| f.get("options"))
        .and_then(Value::as_array)
        .and_then(|options| options.iter().find(|o| o.get("value").and_then(Value::as_str) == Some(value)))
        .and_then(|o| o.get("label"))
        .and_then(Value::as_str)
        .filter(|label| !label.is_empty())
        .unwrap_or(value)
        .to_owned()
}

fn ticket(run: Uuid, event: &RunEvent) -> Option<Change> {
    let output = event.payload.get("output")?;
    let number = output.get("number")?.as_str()?;
    let title = text(output, "title");
    let pick = |key: &str| output.get(key).cloned().unwrap_or(Value::Null);
    Some(Change::Add(Said {
        id: event_id(run, event.seq),
        role: MessageRole::Assistant,
        kind: MessageKind::Ticket,
        content: if title.is_empty() { number.to_owned() } else { format!("{number}: {title}") },
        citations: Vec::new(),
        data: json!({
            "id": pick("id"), "number": number, "status": pick("status"), "priority": pick("priority"),
            "title": title, "url": pick("url"),
        }),
    }))
}

fn failure(run: Uuid, event: &RunEvent) -> Said {
    let code = text(&event.payload, "code");
    Said {
        id: event_id(run, event.seq),
        role: MessageRole::System,
        kind: MessageKind::Error,
        content: plain_words(&code).to_owned(),
        citations: Vec::new(),
        data: json!({ "code": code, "run_id": run }),
    }
}

/// A failure in the words of somebody who does not know the flow.
pub fn plain_words(code: &str) -> &'static str {
    match code {
        "timeout" => "That took too long, so I stopped. Please try again in a moment.",
        "rate_limited" => "A service I depend on asks me to slow down. Please try again in a minute.",
        "upstream" => "A service I depend on could not be reached. Please try again in a few minutes.",
        "auth" | "permission" => {
            "I am not allowed to do one of the steps this needs. Your administrator can see which one."
        }
        "policy_denied" => "A rule of your organisation does not let me do that.",
        "budget_exceeded" => "This took more steps than I am allowed to take, so I stopped.",
        "cancelled" => "This was cancelled.",
        _ => {
            "Something went wrong on our side, so I could not finish this. Your administrator can see the details."
        }
    }
}

fn node_of(event: &RunEvent) -> String {
    event.node.clone().unwrap_or_else(|| text(&event.payload, "node"))
}

fn text(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// The id of the message that event `seq` of a run makes.
pub fn event_id(run: Uuid, seq: u64) -> Uuid {
    Uuid::new_v5(&run, format!("event/{seq}").as_bytes())
}

/// The id of the question that one firing of a waiting node asks, however often it is repeated.
pub fn question_id(run: Uuid, node: &str, iteration: u32) -> Uuid {
    Uuid::new_v5(&run, format!("question/{node}/{iteration}").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;

    fn event(seq: u64, kind: &str, node: Option<&str>, payload: Value) -> RunEvent {
        RunEvent {
            seq,
            part: None,
            at: DateTime::UNIX_EPOCH,
            kind: kind.into(),
            node: node.map(Into::into),
            iteration: 0,
            payload,
        }
    }

    fn run() -> Uuid {
        Uuid::from_u128(7)
    }

    #[test]
    fn a_question_asked_again_is_the_same_message_with_what_was_wrong() {
        let form = json!({ "name": "it-ticket", "fields": [] });
        let first = fold(
            run(),
            &event(
                4,
                "run.waiting",
                Some("ask"),
                json!({ "for": "user", "question": "Details?", "form": form }),
            ),
        );
        let errors = json!([{ "field": "title", "message": "is required" }]);
        let again = fold(
            run(),
            &event(
                9,
                "run.waiting",
                Some("ask"),
                json!({ "for": "user", "question": "Details?", "form": form, "errors": errors }),
            ),
        );
        let (Some(Change::Ask(first)), Some(Change::Ask(again))) = (first, again) else { panic!("both ask") };
        assert_eq!(first.id, again.id);
        assert_eq!(first.kind, MessageKind::Form);
        assert_eq!(again.data["errors"], errors);
        assert_eq!(again.data["answered"], false);
    }

    #[test]
    fn waiting_for_a_time_says_nothing_in_the_chat() {
        assert_eq!(fold(run(), &event(4, "run.waiting", Some("w"), json!({ "for": "time" }))), None);
    }

    #[test]
    fn a_created_ticket_becomes_a_card_and_other_nodes_do_not() {
        let output = json!({ "id": "x", "number": "TKT-20250101-00001", "status": "new", "priority": "P3", "title": "VPN" });
        let made = fold(
            run(),
            &event(6, "node.completed", Some("t"), json!({ "kind": "create_ticket", "output": output })),
        );
        let Some(Change::Add(card)) = made else { panic!("adds a card") };
        assert_eq!(
            (card.kind, card.data["number"].as_str()),
            (MessageKind::Ticket, Some("TKT-20250101-00001"))
        );
        assert_eq!(
            fold(
                run(),
                &event(6, "node.completed", Some("t"), json!({ "kind": "template", "output": output }))
            ),
            None
        );
    }

    #[test]
    fn an_answered_form_reads_as_labelled_lines_in_the_forms_order() {
        let waiting = json!({ "form": { "fields": [
            { "name": "title", "label": "Summary" },
            { "name": "urgency", "label": "Urgency", "options": [{ "value": "high", "label": "High: I cannot work" }] },
        ]}});
        let said = answer_said(
            run(),
            &json!({ "values": { "urgency": "high", "title": "VPN", "extra": 1 } }),
            Some(&waiting),
        );
        assert_eq!(said.content, "Summary: VPN\nUrgency: High: I cannot work\nextra: 1");
        assert_eq!(said.kind, MessageKind::FormAnswer);
    }

    #[test]
    fn an_option_is_shown_by_its_label() {
        let waiting = json!({ "options": [{ "port": "no", "label": "No, still broken" }] });
        assert_eq!(
            answer_said(run(), &json!({ "option": "no" }), Some(&waiting)).content,
            "No, still broken"
        );
    }

    #[test]
    fn a_failure_never_shows_the_internal_message() {
        let failed = fold(
            run(),
            &event(6, "run.failed", None, json!({ "code": "internal", "message": "index 4 out of bounds" })),
        );
        let Some(Change::Add(said)) = failed else { panic!("adds an error") };
        assert!(!said.content.contains("bounds"));
    }
}
