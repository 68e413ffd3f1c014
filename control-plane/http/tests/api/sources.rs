//! Two mistakes that answer nobody's request wrongly at once, and so are looked for in the sources.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Rust files below these folders of the repository, tests apart.
fn sources(folders: &[&str]) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut open: Vec<PathBuf> = folders.iter().map(|folder| root.join(folder)).collect();
    let mut found = Vec::new();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            found.push((path, text));
        }
    }
    assert!(found.len() > 100, "{}", found.len());
    found
}

/// Names that types have in the OpenAPI document: of each line that defines one, its own or that of
/// `#[schema(as = …)]` above it.
fn schema_names(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let (mut has_schema, mut named) = (false, None);
    for line in text.lines().map(str::trim) {
        if line.starts_with("#[derive(") {
            has_schema = line.contains("ToSchema");
            named = None;
        } else if let Some((_, name)) = line.split_once("schema(as = ") {
            named = name.split([')', ',']).next().map(str::to_owned);
        } else if let Some((_, rest)) = line.split_once("struct ").or_else(|| line.split_once("enum "))
            && (line.starts_with("pub") || line.starts_with("struct") || line.starts_with("enum"))
        {
            let name = rest.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next();
            // That of a macro is not one yet.
            let name = name.filter(|name| !name.is_empty());
            if std::mem::take(&mut has_schema) {
                found.extend(named.take().or_else(|| name.map(str::to_owned)));
            }
        }
    }
    found
}

/// Of two types with one name the OpenAPI document keeps one, and describes the other one wrongly.
#[test]
fn no_two_types_have_one_name_in_the_document() {
    let mut by_name: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for (path, text) in sources(&[
        "control-plane/app/src",
        "control-plane/http/src",
        "control-plane/domain/src",
        "flow-schema/src",
        "executor/core/src",
        "executor/runtime/src",
    ]) {
        for name in schema_names(&text) {
            by_name.entry(name).or_default().push(path.clone());
        }
    }
    assert!(by_name.contains_key("NodeRole") && by_name.contains_key("FlowItem"), "they are read");
    by_name.retain(|_, paths| paths.len() > 1);
    assert!(by_name.is_empty(), "give one of them another name with #[schema(as = …)]: {by_name:#?}");
}

/// A code that the table of `error.rs` does not have is answered with status 500.
#[test]
fn every_code_of_an_error_stands_in_the_table() {
    let table = include_str!("../../src/error.rs");
    let rows = table.lines().filter_map(|line| line.trim().strip_prefix("(\"")?.split('"').next());
    let known: BTreeSet<&str> = rows.collect();
    let mut used = BTreeSet::new();
    let mut unknown = BTreeSet::new();
    for (path, text) in sources(&["control-plane/app/src", "control-plane/http/src"]) {
        for before in ["AppError::conflict(", "Problem::new(", " code:"] {
            for (_, after) in text.match_indices(before).map(|(at, _)| text.split_at(at + before.len())) {
                let Some(code) = after.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next())
                else {
                    continue;
                };
                used.insert(code.to_owned());
                if !known.contains(code) {
                    unknown.insert((code.to_owned(), path.clone()));
                }
            }
        }
    }
    assert!(used.len() > 15 && used.contains("setup_done"), "they are read: {used:?}");
    assert!(unknown.is_empty(), "{unknown:#?}");
}
