//! Holds the arrows of `ARCHITECTURE.md`: Cargo forbids cycles, not sideways edges.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// Who may use whom, straight from the drawing. A crate that is missing here is a failure too: a new
/// crate gets a place in the drawing before it gets code.
const ARROWS: &[(&str, &[&str])] = &[
    ("flow-schema", &[]),
    ("executor-core", &["flow-schema"]),
    ("executor-runtime", &["executor-core", "flow-schema", "mcp-servers-kit"]),
    ("executor-journal", &["executor-core", "executor-runtime", "flow-schema"]),
    ("mcp-servers-kit", &["flow-schema"]),
    ("mcp-servers-llm-gateway", &["flow-schema", "mcp-servers-kit"]),
    ("mcp-servers-kb-search", &["flow-schema", "mcp-servers-kit"]),
    ("mcp-servers-ticketing", &["flow-schema", "mcp-servers-kit"]),
    ("mcp-servers-notify", &["flow-schema", "mcp-servers-kit"]),
    ("migrations", &[]),
    ("control-plane-domain", &["flow-schema"]),
    ("control-plane-store", &["control-plane-domain", "flow-schema", "migrations"]),
    (
        "control-plane-app",
        &[
            "control-plane-domain",
            "control-plane-store",
            "executor-runtime",
            "flow-schema",
            "mcp-servers-kb-search",
            "mcp-servers-kit",
            "mcp-servers-llm-gateway",
            "mcp-servers-notify",
            "mcp-servers-ticketing",
        ],
    ),
    (
        "control-plane-http",
        &["control-plane-app", "control-plane-domain", "executor-runtime", "flow-schema", "mcp-servers-kit"],
    ),
    // The only place that names concrete adapters.
    (
        "control-plane-server",
        &[
            "control-plane-app",
            "control-plane-domain",
            "control-plane-http",
            "control-plane-store",
            "executor-journal",
            "executor-runtime",
            "flow-schema",
            "mcp-servers-kb-search",
            "mcp-servers-kit",
            "mcp-servers-llm-gateway",
            "mcp-servers-notify",
            "mcp-servers-ticketing",
            "migrations",
        ],
    ),
    ("studio-checks", &["flow-schema"]),
    ("examples", &[]),
];

/// Third-party crates that have exactly one home, and why the others must not use them directly.
const HOMES: &[(&str, &[&str])] = &[
    ("sea-orm", &["migrations", "control-plane-store", "executor-journal"]),
    ("rmcp", &["mcp-servers-kit"]),
    ("rhai", &["flow-schema"]),
    ("git2", &["control-plane-store"]),
    ("tantivy", &["mcp-servers-kb-search"]),
    ("lettre", &["mcp-servers-notify"]),
    ("utoipa-axum", &["control-plane-http"]),
];

/// What a pure crate must not touch: no I/O, no async, no clock, no chance.
const IMPURE: &[&str] =
    &["tokio", "reqwest", "axum", "sea-orm", "rand", "futures", "async-trait", "tracing", "metrics"];
const PURE: &[&str] = &["flow-schema", "executor-core", "control-plane-domain", "studio-checks"];

/// What `cargo metadata` says of the workspace. Read as plain JSON: the crate that parses it for one
/// turns features of `serde_json` on, and with them a second build of nearly every dependency.
fn metadata() -> Value {
    let answer = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .output()
        .expect("cargo runs");
    serde_json::from_slice(&answer.stdout).expect("cargo metadata answers JSON")
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("{key} is a string"))
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

/// Direct, ordinary dependencies of each of our crates.
fn edges() -> BTreeMap<String, BTreeSet<String>> {
    list(&metadata(), "packages")
        .iter()
        .map(|package| {
            let used = list(package, "dependencies")
                .iter()
                // Development and build dependencies have a kind, ordinary ones have none.
                .filter(|dependency| dependency["kind"].is_null())
                .map(|dependency| text(dependency, "name").to_owned())
                .collect();
            (text(package, "name").to_owned(), used)
        })
        .collect()
}

#[test]
fn every_crate_uses_only_what_the_drawing_allows() {
    let edges = edges();
    let arrows: BTreeMap<_, _> = ARROWS.iter().copied().collect();
    let ours: BTreeSet<_> = edges.keys().cloned().collect();
    let mut wrong = Vec::new();
    for (name, used) in &edges {
        let Some(allowed) = arrows.get(name.as_str()) else {
            wrong.push(format!("{name} has no place in the drawing"));
            continue;
        };
        for target in used.intersection(&ours) {
            if !allowed.contains(&target.as_str()) {
                wrong.push(format!("{name} must not use {target}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_drawing_names_no_crate_that_is_gone() {
    let edges = edges();
    for (name, _) in ARROWS {
        assert!(edges.contains_key(*name), "{name} is in the drawing but not in the workspace");
    }
}

#[test]
fn a_library_with_one_home_is_used_only_there() {
    let mut wrong = Vec::new();
    for (name, used) in edges() {
        for (library, homes) in HOMES {
            let exempt = name == "control-plane-server";
            if used.contains(*library) && !homes.contains(&name.as_str()) && !exempt {
                wrong.push(format!("{name} uses {library}, whose home is {}", homes.join(", ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_pure_crates_cannot_do_io() {
    let edges = edges();
    let mut wrong = Vec::new();
    for name in PURE {
        for library in edges[*name].iter().filter(|library| IMPURE.contains(&library.as_str())) {
            wrong.push(format!("{name} is pure and must not use {library}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_package_is_named_after_its_folder() {
    let metadata = metadata();
    let root = text(&metadata, "workspace_root");
    for package in list(&metadata, "packages") {
        let folder = text(package, "manifest_path").trim_end_matches("/Cargo.toml");
        let path = folder.strip_prefix(root).expect("members lie in the workspace");
        assert_eq!(text(package, "name"), path.trim_start_matches('/').replace('/', "-"));
    }
}
