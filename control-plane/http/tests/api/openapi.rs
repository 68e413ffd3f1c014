//! The OpenAPI document is reviewed like code, and tells the truth about signing in.

use crate::harness::Api;
use control_plane_http::openapi;
use serde_json::Value;
use std::sync::Arc;

crate::on_both_engines!(every_operation_but_the_public_ones_answers_401_to_nobody);

const SNAPSHOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");

/// Every operation: method, path, and the permissions it documents, of which one will do (none: signed in is
/// enough).
pub fn operations() -> Vec<(String, String, Vec<String>)> {
    let document = serde_json::to_value(openapi::document()).unwrap();
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            if !["get", "post", "put", "patch", "delete"].contains(&method.as_str()) {
                continue;
            }
            let ways = operation["security"].as_array().into_iter().flatten();
            let permissions = ways.filter_map(|way| way["bearer"][0].as_str().map(str::to_owned));
            found.push((method.to_uppercase(), path.clone(), permissions.collect()));
        }
    }
    found
}

pub fn is_public(method: &str, path: &str) -> bool {
    openapi::PUBLIC.contains(&(method, path))
}

/// Whether an operation is for the visitors of widgets, who are nobody's account; `widget` walks these.
pub fn is_visitors(path: &str) -> bool {
    path.starts_with(openapi::VISITORS)
}

/// `/flows/{flow}` with something that does not exist in each place.
pub fn with_nothing(path: &str) -> String {
    let mut parts = path.split('/').map(|part| match part {
        "{version}" => "9".to_owned(),
        "{flow}" | "{base}" | "{name}" | "{tool}" | "{node}" | "{branch}" => "nothing-like-this".to_owned(),
        part if part.starts_with('{') => uuid::Uuid::nil().to_string(),
        part => part.to_owned(),
    });
    let first = parts.next().unwrap_or_default();
    parts.fold(first, |path, part| format!("{path}/{part}"))
}

#[test]
fn the_document_is_the_committed_one() {
    let now = format!("{}\n", openapi::document().to_pretty_json().unwrap());
    #[expect(clippy::disallowed_methods, reason = "how a person asks a test to accept a change")]
    if std::env::var("FLOWRIGHT_UPDATE").is_ok() {
        std::fs::write(SNAPSHOT, &now).unwrap();
        return;
    }
    let committed = std::fs::read_to_string(SNAPSHOT).unwrap_or_default();
    assert!(
        committed == now,
        "control-plane/http/openapi.json is not what the handlers say; run this test with FLOWRIGHT_UPDATE=1 and read the diff"
    );
}

#[test]
fn every_operation_says_how_to_sign_in_and_how_it_fails() {
    let document: Value = serde_json::to_value(openapi::document()).unwrap();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let name = format!("{method} {path}");
            let public = is_public(&method.to_uppercase(), path);
            let security = operation["security"].as_array().unwrap_or_else(|| panic!("{name}"));
            assert_eq!(security.is_empty(), public, "{name}");
            assert!(operation["responses"].get("500").is_some(), "{name}");
            assert!(operation["tags"][0].is_string(), "{name}");
            assert!(operation["summary"].is_string(), "{name}");
        }
    }
    assert_eq!(document["openapi"], "3.1.0");
}

async fn every_operation_but_the_public_ones_answers_401_to_nobody(api: Arc<Api>) {
    for (method, path, _) in operations() {
        if is_public(&method, &path) {
            continue;
        }
        let headers = [("if-match", "*"), ("content-type", "application/json")];
        let answer = api.call(None, method.parse().unwrap(), &with_nothing(&path), &headers, None).await;
        assert_eq!(answer.status, 401, "{method} {path}: {}", answer.text);
        answer.problem(401, "unauthenticated");
    }
}
