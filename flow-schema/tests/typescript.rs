//! The types Studio sees are generated from the Rust ones and committed; this test keeps them fresh.

#![expect(clippy::unwrap_used, reason = "a test may stop at a broken premise")]

mod support;

use flow_schema::ErrorCode;
use flow_schema::check::{CheckReport, Code, Environment};
use flow_schema::diff::Diff;
use flow_schema::edit::{Fragment, Missing, Upgrade};
use flow_schema::expr::RESERVED_NAMES;
use flow_schema::kind::{KindRegistry, NodeKind};
use flow_schema::merge::{Choice, Conflict, RenamedNode};
use flow_schema::model::{FieldError, Flow, Form};
use support::check_fresh;
use ts_rs::{Config, TS};

fn generate() -> String {
    let directory = tempfile::tempdir().unwrap();
    let config = Config::new().with_out_dir(directory.path());
    Flow::export_all(&config).unwrap();
    NodeKind::export_all(&config).unwrap();
    Form::export_all(&config).unwrap();
    FieldError::export_all(&config).unwrap();
    CheckReport::export_all(&config).unwrap();
    Environment::export_all(&config).unwrap();
    ErrorCode::export_all(&config).unwrap();
    Code::export_all(&config).unwrap();
    Diff::export_all(&config).unwrap();
    Conflict::export_all(&config).unwrap();
    Choice::export_all(&config).unwrap();
    RenamedNode::export_all(&config).unwrap();
    Fragment::export_all(&config).unwrap();
    Missing::export_all(&config).unwrap();
    Upgrade::export_all(&config).unwrap();
    let types = std::fs::read_to_string(directory.path().join("flow.ts")).unwrap();
    let reserved: Vec<_> = RESERVED_NAMES.iter().map(|name| format!("  {name:?},\n")).collect();
    format!(
        "// Written by flow-schema/tests/typescript.rs; do not edit.\n{types}\n/** Words that cannot be a node's id. */\n\
         export const RESERVED_NAMES: readonly string[] = [\n{}];\n",
        reserved.concat()
    )
}

#[test]
fn the_committed_types_are_fresh() {
    check_fresh("../studio/src/flow/generated/flow.ts", &generate());
}

/// Studio's unit tests and its mock server draw the same kinds as the product.
#[test]
fn the_committed_kinds_are_fresh() {
    let registry = KindRegistry::builtin();
    let kinds: Vec<_> = registry.iter().map(std::sync::Arc::as_ref).collect();
    let fresh = serde_json::to_string_pretty(&kinds).unwrap() + "\n";
    check_fresh("../studio/src/flow/generated/kinds.json", &fresh);
}
