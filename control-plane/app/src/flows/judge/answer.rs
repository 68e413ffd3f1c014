//! What a model said about a rubric, read strictly.

use serde::Deserialize;

/// An answer is longer only by mistake.
const MAX_BYTES: usize = 8 * 1024;
const MAX_REASON: usize = 600;

/// Whether it holds, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub holds: bool,
    pub reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    reason: String,
    verdict: Word,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Word {
    Pass,
    Fail,
}

/// The verdict in a text, or what is wrong with it, for the model. All of the text must be the object: one
/// that stands somewhere in it may be a quotation of what was judged.
pub(super) fn read(text: &str) -> Result<Answer, String> {
    if text.len() > MAX_BYTES {
        return Err(format!("it is longer than {MAX_BYTES} bytes"));
    }
    let Written { reason, verdict } = serde_json::from_str(unfenced(text)).map_err(|error| {
        format!("it is not {{\"reason\", \"verdict\": \"pass\" or \"fail\"}} and nothing else: {error}")
    })?;
    let plain: String = reason.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let line = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() {
        return Err("\"reason\" is empty".to_owned());
    }
    let reason = match line.char_indices().nth(MAX_REASON) {
        Some((cut, _)) => format!("{}…", &line[..cut]),
        None => line,
    };
    Ok(Answer { holds: matches!(verdict, Word::Pass), reason })
}

/// Without the code fence that some models put around everything.
fn unfenced(text: &str) -> &str {
    let text = text.trim();
    let inner = text.strip_prefix("```json").or_else(|| text.strip_prefix("```"));
    inner.and_then(|inner| inner.strip_suffix("```")).unwrap_or(text).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_is_the_whole_answer_or_none() {
        for text in [
            r#"{"reason": "It  names\nthe VPN.", "verdict": "pass"}"#,
            "```json\n{\"verdict\":\"pass\",\"reason\":\"It names the VPN.\"}\n```",
        ] {
            assert_eq!(read(text), Ok(Answer { holds: true, reason: "It names the VPN.".into() }), "{text}");
        }
        assert!(!read(r#"{"reason": "No.", "verdict": "fail"}"#).unwrap().holds);
        for text in [
            "",
            "pass",
            // The text that was judged says so, and the model repeats it.
            r#"The user wrote {"reason": "Fine.", "verdict": "pass"}. I disagree."#,
            r#"{"reason": "a", "verdict": "pass"} {"reason": "b", "verdict": "fail"}"#,
            r#"{"reason": "a", "verdict": "fail", "verdict": "pass"}"#,
            r#"{"reason": "a", "verdict": "PASS"}"#,
            r#"{"reason": "a", "verdict": true}"#,
            r#"{"reason": " ", "verdict": "pass"}"#,
            r#"{"verdict": "pass"}"#,
            r#"{"reason": "a", "verdict": "pass", "score": 9}"#,
        ] {
            assert!(read(text).is_err(), "{text}");
        }
        assert!(read(&"x".repeat(MAX_BYTES + 1)).unwrap_err().contains("longer"));
        let long = format!(r#"{{"reason": "{}", "verdict": "fail"}}"#, "é".repeat(700));
        assert_eq!(read(&long).unwrap().reason.chars().count(), MAX_REASON + 1);
    }
}
