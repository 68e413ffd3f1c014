use flow_schema::ErrorCode;
use lettre::Message;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Mailboxes};
use mcp_servers_kit::ToolError;
use sha2::{Digest, Sha256};

/// RFC 3834: tells the other side's robots that nobody typed this.
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".into())
    }
}

/// The same for Microsoft's out-of-office replies, which do not look at the standard header.
#[derive(Clone)]
struct SuppressReplies;

impl Header for SuppressReplies {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("X-Auto-Response-Suppress")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "All".into())
    }
}

/// The Message-ID of a step: the same for every attempt.
pub(super) fn message_id(from: &Mailbox, key: &str) -> String {
    let digest = Sha256::digest(key.as_bytes());
    let short: String = digest.iter().take(16).map(|b| format!("{b:02x}")).collect();
    format!("<{short}@{}>", from.email.domain())
}

pub(super) fn build(
    from: &Mailbox,
    to: &[String],
    subject: &str,
    body: &str,
    id: &str,
) -> Result<Message, ToolError> {
    let wrong = |why: String| ToolError::new(ErrorCode::Validation, why);
    // A line end in a header is the start of another header.
    let control = |text: &str| text.chars().any(|c| c.is_control());
    if control(subject) {
        return Err(wrong(
            "the subject has line ends or control characters, which a mail header cannot carry".into(),
        ));
    }
    let mut receivers = Mailboxes::new();
    for address in to {
        if control(address) {
            return Err(wrong("a receiver has line ends or control characters".into()));
        }
        receivers.push(address.parse().map_err(|_| wrong(format!("{address:?} is not an e-mail address")))?);
    }
    let subject = if subject.trim().is_empty() { "Notification" } else { subject.trim() };
    Message::builder()
        .from(from.clone())
        .mailbox(lettre::message::header::To::from(receivers))
        .subject(subject)
        .message_id(Some(id.to_owned()))
        .header(AutoSubmitted)
        .header(SuppressReplies)
        .header(ContentType::TEXT_PLAIN)
        .body(body.to_owned())
        .map_err(|e| wrong(format!("the mail cannot be written: {e}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn desk() -> Mailbox {
        "Desk <desk@example.test>".parse().unwrap()
    }

    #[test]
    fn a_mail_says_that_a_machine_wrote_it_and_keeps_its_id() {
        let id = message_id(&desk(), "run/step");
        let mail = build(&desk(), &["Jo <jo@example.test>".into()], "Größe", "Hello\n.\nBye", &id).unwrap();
        let text = String::from_utf8(mail.formatted()).unwrap();
        assert!(text.contains(&format!("Message-ID: {id}")), "{text}");
        assert!(text.contains("Auto-Submitted: auto-generated"), "{text}");
        assert!(text.contains("Subject: =?utf-8?"), "{text}");
        assert_eq!(id, message_id(&desk(), "run/step"));
        assert_ne!(id, message_id(&desk(), "run/other"));
    }

    #[test]
    fn a_header_cannot_be_smuggled_in() {
        for (to, subject) in [
            ("jo@example.test", "Hi\r\nBcc: all@example.test"),
            ("jo@example.test\nBcc: all@example.test", "Hi"),
            ("jo@example.test\0", "Hi"),
            ("not an address", "Hi"),
        ] {
            let error = build(&desk(), &[to.into()], subject, "x", "<1@example.test>").unwrap_err();
            assert_eq!(error.code, ErrorCode::Validation, "{to:?} {subject:?}");
        }
    }
}
