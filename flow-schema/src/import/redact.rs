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
}
