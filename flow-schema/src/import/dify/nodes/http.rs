//! `http-request`.

use crate::import::dify::graph::Source;
use crate::import::dify::work::Work;
use crate::import::names::identifier;
use crate::import::redact::is_credential;
use serde_json::{Map, Value, json};

pub(super) fn convert(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let Some(id) = at.node.clone() else { return };
    let mut config = Map::new();
    config.insert("method".to_owned(), json!(at.text("method").to_uppercase()));
    config.insert("url".to_owned(), {
        let url = work.draft.url(&at.original(), &id, at.text("url").trim());
        Value::String(work.text(at, &url))
    });
    let query = lines(work, at, &at.data["params"]);
    if !query.is_empty() {
        config.insert("query".to_owned(), Value::Object(query));
    }
    authorization(work, at, &mut config);
    headers(work, at, &mut config);
    body(work, at, &mut config);
    if at.data["ssl_verify"] == false {
        work.draft.not_carried(
            &at.original(),
            Some(&id),
            "Certificates were not checked there; here they always are.",
        );
    }
    if at.data["timeout"].is_object()
        && at.data["timeout"].as_object().is_some_and(|limits| !limits.is_empty())
    {
        work.draft.approximated(&at.original(), &id, "Its time-outs for connecting, reading and writing are one limit here; see the node's time limit.");
    }
    work.put(at, "http_request", Value::Object(config), "It makes the same request.");
    let read = ["max_read_timeout", "read"].iter().find_map(|name| at.data["timeout"][*name].as_u64());
    if let Some(seconds) = read.filter(|seconds| *seconds > 0)
        && let Some(node) = work.draft.flow.nodes.last_mut()
    {
        node.timeout = Some(format!("{}s", seconds.min(86_400)));
    }
}

/// `name:value` in lines; some tools write lists of pairs.
fn lines(work: &mut Work<'_, '_>, at: &Source<'_>, value: &Value) -> Map<String, Value> {
    let mut found = Map::new();
    let mut add = |work: &mut Work<'_, '_>, name: &str, value: &str| {
        if !name.trim().is_empty() {
            found.insert(name.trim().to_owned(), Value::String(work.text(at, value.trim())));
        }
    };
    match value {
        Value::String(text) => {
            for line in text.lines() {
                let (name, value) = line.split_once(':').unwrap_or((line, ""));
                add(work, name, value);
            }
        }
        Value::Array(pairs) => {
            for pair in pairs {
                add(
                    work,
                    pair["key"].as_str().unwrap_or_default(),
                    pair["value"].as_str().unwrap_or_default(),
                );
            }
        }
        _ => {}
    }
    found
}

/// The secret behind a value: an environment variable's, or a new one. The value stays where it is.
fn secret_for(work: &mut Work<'_, '_>, at: &Source<'_>, value: &str, header: &str) -> Option<String> {
    let id = at.node.clone()?;
    let named =
        work.graph.environment.iter().find(|(name, _)| value.contains(&format!("{{{{#env.{name}#}}}}")));
    let (name, from) = match named {
        Some((name, variable)) if variable.secret => {
            (variable.channel.clone(), format!("the environment variable {name}"))
        }
        // A plain variable can be read like any other value.
        Some(_) => return None,
        None => (
            format!("{id}_{}", identifier(header)),
            "a value in the document, which was not copied".to_owned(),
        ),
    };
    let what = format!(
        "Sent as the header {header}, whole, with its prefix such as ‘Bearer’ if it needs one; there it was {from}."
    );
    work.draft.needs_secret(&name, &what, &id);
    Some(name)
}

fn authorization(work: &mut Work<'_, '_>, at: &Source<'_>, config: &mut Map<String, Value>) {
    let authorization = &at.data["authorization"];
    if authorization["type"] != "api-key" {
        return;
    }
    let detail = &authorization["config"];
    let header = detail["header"].as_str().filter(|header| !header.is_empty()).unwrap_or("Authorization");
    let header = if detail["type"] == "custom" { header } else { "Authorization" };
    let key = detail["api_key"].as_str().unwrap_or_default();
    match secret_for(work, at, key, header) {
        Some(secret) => {
            config.insert("secret".to_owned(), json!(secret));
            config.insert("secret_header".to_owned(), json!(header));
        }
        None => {
            let prefix = if detail["type"] == "bearer" { "Bearer " } else { "" };
            let value = format!("{prefix}{}", work.text(at, key));
            config.insert("headers".to_owned(), json!({ header: value }));
        }
    }
}

fn headers(work: &mut Work<'_, '_>, at: &Source<'_>, config: &mut Map<String, Value>) {
    let written = match &at.data["headers"] {
        Value::String(text) => text
            .lines()
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
            .collect(),
        Value::Array(pairs) => pairs
            .iter()
            .map(|pair| {
                (
                    pair["key"].as_str().unwrap_or_default().to_owned(),
                    pair["value"].as_str().unwrap_or_default().to_owned(),
                )
            })
            .collect::<Vec<_>>(),
        _ => Vec::new(),
    };
    let mut kept =
        config.remove("headers").and_then(|headers| headers.as_object().cloned()).unwrap_or_default();
    for (name, value) in written.into_iter().filter(|(name, _)| !name.is_empty()) {
        let hides = work
            .graph
            .environment
            .iter()
            .any(|(known, variable)| variable.secret && value.contains(&format!("#env.{known}#")));
        let literal = is_credential(&name) && !value.contains("{{#") && !value.is_empty();
        if (hides || literal) && config.contains_key("secret") {
            let what = format!(
                "The header {name} has a credential too, and a request sends one secret; it was left out."
            );
            work.draft.not_carried(&at.original(), at.node.as_ref(), what);
        } else if hides || literal {
            if let Some(secret) = secret_for(work, at, &value, &name) {
                config.insert("secret".to_owned(), json!(secret));
                config.insert("secret_header".to_owned(), json!(name));
            }
        } else {
            let value = work.text(at, &value);
            kept.insert(name, Value::String(value));
        }
    }
    if !kept.is_empty() {
        config.insert("headers".to_owned(), Value::Object(kept));
    }
}

fn body(work: &mut Work<'_, '_>, at: &Source<'_>, config: &mut Map<String, Value>) {
    let body = &at.data["body"];
    let kind = body["type"].as_str().unwrap_or("none");
    // A list of parts since 0.1.3; before, one text.
    let text = match &body["data"] {
        Value::String(text) => text.clone(),
        Value::Array(parts) => {
            parts.iter().filter_map(|part| part["value"].as_str()).collect::<Vec<_>>().join("\n")
        }
        _ => String::new(),
    };
    match kind {
        "none" => {}
        "json" => {
            let value = json_body(work, at, &text);
            config.insert("body".to_owned(), value);
        }
        "raw-text" => {
            let text = work.text(at, &text);
            config.insert("body".to_owned(), Value::String(text));
        }
        "form-data" | "x-www-form-urlencoded" => {
            let pairs = lines(work, at, &body["data"]);
            let pairs: Vec<String> = pairs
                .into_iter()
                .map(|(name, value)| format!("{name}={}", value.as_str().unwrap_or_default()))
                .collect();
            config.insert("body".to_owned(), Value::String(pairs.join("&")));
            let what = "The form is sent as a text of the kind name=value; its values are not encoded, and it needs its Content-Type header.";
            if let Some(id) = &at.node {
                work.draft.approximated(&at.original(), id, what);
            }
        }
        other => {
            let what = format!("Its body of type {other} was left out.");
            work.draft.not_carried(&at.original(), at.node.as_ref(), what);
        }
    }
}

/// A JSON text whose values have references, as a value where that is possible.
pub(super) fn json_body(work: &mut Work<'_, '_>, at: &Source<'_>, text: &str) -> Value {
    match serde_json::from_str::<Value>(&quote_bare_references(text)) {
        Ok(value) => work.value(at, &value),
        Err(_) => Value::String(work.text(at, text)),
    }
}

/// References stand inside quotes or bare; bare ones are quoted, so that a lone hole keeps its type.
fn quote_bare_references(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    let (mut quoted, mut escaped) = (false, false);
    while let Some(letter) = rest.chars().next() {
        if !quoted
            && let Some(inside) = rest.strip_prefix("{{#")
            && let Some(end) = inside.bytes().take(512).position(|byte| byte == b'#')
            && inside[end..].starts_with("#}}")
        {
            let reference = &rest[..end + 6];
            out.push('"');
            out.push_str(reference);
            out.push('"');
            rest = &rest[reference.len()..];
            continue;
        }
        if quoted && !escaped && letter == '\n' {
            out.push_str("\\n");
        } else {
            out.push(letter);
        }
        match letter {
            '"' if !escaped => quoted = !quoted,
            _ => {}
        }
        escaped = letter == '\\' && !escaped;
        rest = &rest[letter.len_utf8()..];
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_references_are_quoted_and_others_left() {
        let text = "{\"a\": {{#n.x#}}, \"b\": \"{{#n.y#}}\", \"c\": \"q \\\" {{#n.z#}}\"}";
        let value: Value = serde_json::from_str(&quote_bare_references(text)).unwrap();
        assert_eq!(value, json!({ "a": "{{#n.x#}}", "b": "{{#n.y#}}", "c": "q \" {{#n.z#}}" }));
    }
}
