//! Reading what a flow's templates yield: people, priorities and states in the words people use.

use crate::ticket::{Priority, Requester, Status};
use flow_schema::ErrorCode;
use mcp_servers_kit::{Principal, ToolError};
use serde_json::Value;
use uuid::Uuid;

fn wrong(message: String) -> ToolError {
    ToolError::new(ErrorCode::Validation, message)
}

pub(crate) fn priority(said: &str) -> Result<Option<Priority>, ToolError> {
    Ok(Some(match said.trim().to_ascii_lowercase().as_str() {
        "" => return Ok(None),
        "p1" | "1" | "critical" | "urgent" => Priority::P1,
        "p2" | "2" | "high" => Priority::P2,
        "p3" | "3" | "medium" | "normal" => Priority::P3,
        "p4" | "4" | "low" => Priority::P4,
        "p5" | "5" | "very low" => Priority::P5,
        other => return Err(wrong(format!("{other:?} is not a priority; use P1 (most urgent) to P5"))),
    }))
}

pub(crate) fn status(said: &str) -> Result<Option<Status>, ToolError> {
    let said = said.trim().to_ascii_lowercase();
    if said.is_empty() {
        return Ok(None);
    }
    let found = Status::ALL.into_iter().find(|s| s.as_str() == said);
    found.map(Some).ok_or_else(|| {
        let all = Status::ALL.map(Status::as_str).join(", ");
        wrong(format!("{said:?} is not a status; use one of {all}"))
    })
}

/// The requester a flow names, as text (`Name <address>`, an address, a name) or as an object
/// with id, name and email; when it names nobody, the person the run acts for.
pub(crate) fn requester(said: Option<Value>, principal: &Principal) -> Result<Requester, ToolError> {
    let named = match said {
        None | Some(Value::Null) => Requester::default(),
        Some(Value::String(text)) => from_text(&text),
        Some(Value::Object(map)) => Requester {
            id: match map.get("id").and_then(Value::as_str).filter(|id| !id.is_empty()) {
                Some(id) => Some(Uuid::parse_str(id).map_err(|_| wrong(format!("{id:?} is not a user id")))?),
                None => None,
            },
            name: map.get("name").and_then(Value::as_str).unwrap_or_default().trim().to_owned(),
            email: map.get("email").and_then(Value::as_str).unwrap_or_default().trim().to_owned(),
        },
        Some(other) => return Err(wrong(format!("the requester is neither text nor a person: {other}"))),
    };
    let acting =
        Requester { id: principal.user, name: principal.name.clone(), email: principal.email.clone() };
    if named.is_empty() || (!named.email.is_empty() && named.email.eq_ignore_ascii_case(&acting.email)) {
        return Ok(acting);
    }
    Ok(named)
}

fn from_text(text: &str) -> Requester {
    let text = text.trim();
    if let Some((name, rest)) = text.split_once('<')
        && let Some(email) = rest.strip_suffix('>')
    {
        return Requester { id: None, name: name.trim().into(), email: email.trim().into() };
    }
    if text.contains('@') {
        return Requester { email: text.into(), ..Requester::default() };
    }
    Requester { name: text.into(), ..Requester::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_requester_is_read_in_every_form_and_defaults_to_the_acting_person() {
        let me = Principal {
            user: Some(Uuid::from_u128(7)),
            name: "Me".into(),
            email: "me@example.test".into(),
            ..Principal::default()
        };
        let read = |value| requester(value, &me).unwrap();
        assert_eq!(read(None).id, me.user);
        assert_eq!(read(Some(json!(""))).id, me.user);
        assert_eq!(read(Some(json!("ME@example.test"))).id, me.user);
        let other = read(Some(json!("Jo <jo@example.test>")));
        assert_eq!((other.name.as_str(), other.email.as_str(), other.id), ("Jo", "jo@example.test", None));
        assert_eq!(read(Some(json!({"name": "Jo", "email": "jo@example.test"}))).email, "jo@example.test");
        assert!(requester(Some(json!(4)), &me).is_err());
    }

    #[test]
    fn priorities_and_states_in_other_words_are_understood_or_refused_by_name() {
        assert_eq!(priority("High").unwrap(), Some(Priority::P2));
        assert_eq!(priority("p5").unwrap(), Some(Priority::P5));
        assert!(priority("whenever").unwrap_err().message.contains("whenever"));
        assert_eq!(status("Closed").unwrap(), Some(Status::Closed));
        assert!(status("gone").unwrap_err().message.contains("resolved"));
    }
}
