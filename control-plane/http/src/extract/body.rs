//! JSON bodies, with errors that name the line or the field.

use crate::error::Problem;
use axum::extract::{FromRequest, Request};
use bytes::Bytes;
use control_plane_app::{AppError, FieldError};
use http::header;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A JSON body that fits `T`.
#[derive(Clone, Debug)]
pub struct Body<T>(pub T);

/// A JSON body that may be missing altogether.
#[derive(Clone, Debug)]
pub struct OptionalBody<T>(pub Option<T>);

/// A JSON merge patch (RFC 7396). `application/merge-patch+json` or `application/json`.
#[derive(Clone, Debug)]
pub struct MergePatch(pub Value);

impl MergePatch {
    /// The patch as a type whose fields tell a missing one from `null`.
    ///
    /// # Errors
    /// 422 naming the field.
    pub fn into_typed<T: DeserializeOwned>(self) -> Result<T, Problem> {
        // Through text once more, so that misfits are told as for every other body.
        parse(self.0.to_string().as_bytes())
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        expect_json(&request, &["application/json"])?;
        let bytes = read(request, state).await?;
        parse(&bytes).map(Self)
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for OptionalBody<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let fits = expect_json(&request, &["application/json"]);
        let bytes = read(request, state).await?;
        // No body has no type; an empty one may have any.
        if bytes.is_empty() {
            return Ok(Self(None));
        }
        fits?;
        parse(&bytes).map(|body| Self(Some(body)))
    }
}

impl<S: Send + Sync> FromRequest<S> for MergePatch {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        expect_json(&request, &["application/merge-patch+json", "application/json"])?;
        let bytes = read(request, state).await?;
        parse(&bytes).map(Self)
    }
}

fn expect_json(request: &Request, accepted: &[&str]) -> Result<(), Problem> {
    let content_type =
        request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    if accepted.iter().any(|a| essence.eq_ignore_ascii_case(a)) {
        return Ok(());
    }
    Err(AppError::Unsupported {
        message: format!("Send the body as {} (it came as “{essence}”).", accepted[0]),
    }
    .into())
}

async fn read<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Problem> {
    Bytes::from_request(request, state).await.map_err(|rejection| {
        if rejection.status() == http::StatusCode::PAYLOAD_TOO_LARGE {
            Problem::new("too_large", "The body is larger than this route accepts.")
        } else {
            Problem::new("malformed", "The body could not be read to its end.")
        }
    })
}

/// Parses bytes as `T`; syntax errors answer 400 with the line, misfits 422 with the field.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let parsed = serde_path_to_error::deserialize(&mut deserializer);
    match parsed {
        Ok(value) => match deserializer.end() {
            Ok(()) => Ok(value),
            Err(error) => Err(syntax(&error)),
        },
        Err(error) => {
            let path = error.path().to_string();
            let inner = error.into_inner();
            match inner.classify() {
                serde_json::error::Category::Data => Err(misfit(&path, &inner)),
                serde_json::error::Category::Syntax
                | serde_json::error::Category::Eof
                | serde_json::error::Category::Io => Err(syntax(&inner)),
            }
        }
    }
}

fn syntax(error: &serde_json::Error) -> Problem {
    let message = format!("The body is not JSON: {error}.");
    let place = format!("line {}, column {}", error.line(), error.column());
    Problem::new("malformed", message).with_errors(vec![FieldError::new("", "syntax", place)])
}

fn misfit(path: &str, error: &serde_json::Error) -> Problem {
    let text = error.to_string();
    // serde_json appends the place, which matters less than the field once that is named.
    let words = text.split(" at line ").next().unwrap_or(&text).to_owned();
    let path = if path == "." { "" } else { path };
    let named = words.split('`').nth(1).unwrap_or_default();
    let (code, field) = if words.starts_with("missing field") {
        ("required", join(path, named))
    } else if words.starts_with("unknown field") {
        ("unknown", path.to_owned())
    } else {
        ("invalid", path.to_owned())
    };
    let message = format!("{words} (line {}, column {})", error.line(), error.column());
    AppError::Invalid {
        message: if field.is_empty() { message.clone() } else { format!("{field}: {message}") },
        errors: vec![FieldError::new(field, code, message)],
    }
    .into()
}

fn join(path: &str, field: &str) -> String {
    if path.is_empty() { field.to_owned() } else { format!("{path}.{field}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Outer {
        #[expect(dead_code, reason = "only parsed")]
        inner: Inner,
    }

    #[derive(Debug, Deserialize)]
    struct Inner {
        #[expect(dead_code, reason = "only parsed")]
        n: u8,
    }

    fn check(body: &str, status: u16, words: &str) {
        let problem = parse::<Outer>(body.as_bytes()).expect_err("a problem");
        let text = format!("{problem:?}");
        assert_eq!(problem.status().as_u16(), status, "{text}");
        assert!(text.contains(words), "{text}");
    }

    #[test]
    fn broken_bodies_name_the_line_or_the_field() {
        check("{\n  \"inner\": {,\n", 400, "line 2");
        check(r#"{"inner": {"n": "x"}}"#, 422, "inner.n");
        check(r#"{"inner": {}}"#, 422, "inner.n");
        check(r#"{"inner": {"n": 1}, "outre": 1}"#, 422, "outre");
        check(r#"{"inner": {"n": 1}} trailing"#, 400, "trailing");
    }
}
