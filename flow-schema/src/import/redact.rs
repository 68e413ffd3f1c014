//! Credentials stay where they are: nothing of a document that may be one is written into a flow.

use serde_json::Value;

/// What stands in the place of a credential.
pub(super) const LEFT_OUT: &str = "(left out: enter it as a secret)";

/// Whether a field or header of this name holds a credential.
pub(super) fn is_credential(name: &str) -> bool {
    const PARTS: &[&str] =
        &["apikey", "password", "passwd", "secret", "authorization", "cookie", "credential", "privatekey"];
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    // `max_tokens` and `token_limit` are numbers of tokens.
    let token = plain.ends_with("token") || plain.ends_with("accesskey");
    token || PARTS.iter().any(|part| plain.contains(part))
}

/// The value with every credential taken out. A reference (`{{ … }}`) is not one.
pub(super) fn redacted(value: &Value) -> Value {
    match value {
        Value::Object(entries) => Value::Object(
            entries
                .iter()
                .map(|(name, entry)| {
                    let hide = is_credential(name)
                        && entry.as_str().is_some_and(|text| !text.is_empty() && !text.contains("{{"));
                    (name.clone(), if hide { Value::String(LEFT_OUT.to_owned()) } else { redacted(entry) })
                })
                .collect(),
        ),
        Value::Array(items) => Value::Array(items.iter().map(redacted).collect()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}

/// Code or a URL with what is plainly a key taken out: tokens of well-known shapes, and literal values
/// of parameters such as `api_key=`.
pub(super) fn masked(text: &str) -> String {
    const SHAPES: &[&str] = &[
        "sk-",
        "sk_",
        "pk-",
        "ghp_",
        "gho_",
        "github_pat_",
        "xoxb-",
        "xoxp-",
        "AKIA",
        "AIza",
        "glpat-",
        "hf_",
    ];
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(is_part) {
        let (before, word) = rest.split_at(start);
        out.push_str(before);
        let end = word.find(|c| !is_part(c)).unwrap_or(word.len());
        let (word, after) = word.split_at(end);
        rest = after;
        let is_key = word.len() >= 16 && SHAPES.iter().any(|shape| word.starts_with(shape));
        out.push_str(if is_key { LEFT_OUT } else { word });
        // `?api_key=…`, but not `api_key == x` and not a reference.
        let value = rest.strip_prefix('=').filter(|_| is_credential(word)).unwrap_or_default();
        let length = value.find(|c: char| !is_part(c) && c != '.' && c != '%').unwrap_or(value.len());
        if length > 0 {
            out.push('=');
            out.push_str(LEFT_OUT);
            rest = &value[length..];
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn keys_and_passwords_are_taken_out_and_limits_and_references_are_not() {
        let value = json!({
            "api_key": "sk-1", "max_tokens": 10, "auth": [{ "password": "x", "user": "y" }],
            "Authorization": "Bearer {{ x }}", "token": "t",
        });
        let expect = json!({
            "api_key": LEFT_OUT, "max_tokens": 10, "auth": [{ "password": LEFT_OUT, "user": "y" }],
            "Authorization": "Bearer {{ x }}", "token": LEFT_OUT,
        });
        assert_eq!(redacted(&value), expect);
    }

    #[test]
    fn keys_in_texts_are_taken_out_by_their_shape_or_their_name() {
        let check = |text: &str, expect: &str| assert_eq!(masked(text), expect.replace('…', LEFT_OUT));
        check("key = 'sk-proj-0123456789abcdef'", "key = '…'");
        check("https://x.org/a?api_key=abc123&q=1", "https://x.org/a?api_key=…&q=1");
        check("https://x.org/a?token={{ t }}&q=sk-ipping", "https://x.org/a?token={{ t }}&q=sk-ipping");
        check("if password == other: pass", "if password == other: pass");
        check("zażółć token", "zażółć token");
    }
}
