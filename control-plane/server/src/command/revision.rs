//! A flow on disk: one document, or a folder with its tests and layout beside it, as Git has it.

use flow_schema::canonical;
use flow_schema::check::parse;
use flow_schema::diff::Revision;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub(super) const FLOW: &str = "flow.json";
pub(super) const LAYOUT: &str = "layout.json";
pub(super) const TESTS: &str = "tests";

/// Reads a `flow.json`, or the folder of a flow.
///
/// # Errors
/// A sentence that names the file and what is wrong with it.
pub(super) fn read(path: &Path) -> Result<Revision, String> {
    if !path.is_dir() {
        return document(path).map(Revision::from);
    }
    let layout = path.join(LAYOUT);
    let layout = if layout.exists() { json(&layout)? } else { Value::Null };
    let mut tests = BTreeMap::new();
    for file in test_files(path)? {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        tests.insert(name, json(&file)?);
    }
    Ok(Revision { flow: document(&path.join(FLOW))?, tests, layout })
}

/// Writes it back, each file in its canonical form. Tests that are not part of it are removed from a folder.
///
/// # Errors
/// A sentence that names the file.
pub(super) fn write(path: &Path, revision: &Revision) -> Result<(), String> {
    if !path.is_dir() {
        return put(path, &canonical::to_string(&revision.flow));
    }
    put(&path.join(FLOW), &canonical::to_string(&revision.flow))?;
    if !revision.layout.is_null() {
        put(&path.join(LAYOUT), &canonical::to_string(&revision.layout))?;
    }
    let folder = path.join(TESTS);
    for file in test_files(path)? {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if !revision.tests.contains_key(&name) {
            std::fs::remove_file(&file)
                .map_err(|error| format!("cannot remove {}: {error}", file.display()))?;
        }
    }
    if !revision.tests.is_empty() {
        std::fs::create_dir_all(&folder)
            .map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    }
    for (name, test) in &revision.tests {
        put(&folder.join(format!("{name}.json")), &canonical::to_string(test))?;
    }
    Ok(())
}

fn document(file: &Path) -> Result<flow_schema::model::Flow, String> {
    parse(&text(file)?).map_err(|findings| {
        let first = findings.first().map(|finding| finding.cause.clone()).unwrap_or_default();
        format!("{} is no flow: {first}", file.display())
    })
}

pub(super) fn test_files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let folder = folder.join(TESTS);
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let entries =
        std::fs::read_dir(&folder).map_err(|error| format!("cannot read {}: {error}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    Ok(files)
}

pub(super) fn json(file: &Path) -> Result<Value, String> {
    serde_json::from_str(&text(file)?).map_err(|error| format!("{}: {error}", file.display()))
}

pub(super) fn text(file: &Path) -> Result<String, String> {
    std::fs::read_to_string(file).map_err(|error| format!("cannot read {}: {error}", file.display()))
}

pub(super) fn put(file: &Path, text: &str) -> Result<(), String> {
    std::fs::write(file, text).map_err(|error| format!("cannot write {}: {error}", file.display()))
}
