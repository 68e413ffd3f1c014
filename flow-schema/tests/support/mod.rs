//! Flow documents with what is to be said about them: `fixtures/wrong`, `fixtures/pages` (the examples
//! of the help pages) and `fixtures/right`. Plain JSON, so that other builds of the checker can run
//! the same files.

#![allow(dead_code, reason = "each test uses a part")]

use flow_schema::check::{self, CheckReport, Environment};
use flow_schema::fix::{self, Edit, Fix};
use flow_schema::kind::KindRegistry;
use flow_schema::kind::external::{self, Annotations};
use flow_schema::model::Flow;
use flow_schema::{Finding, NodeId};
use serde::Deserialize;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// A document (or text), what is around it, and what is to be said about it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fixture {
    #[serde(default)]
    pub flow: Value,
    pub text: Option<String>,
    #[serde(default)]
    pub environment: Environment,
    /// Tools of connected MCP servers.
    #[serde(default)]
    pub tools: Vec<Tool>,
    #[serde(default)]
    pub expect: Vec<Expected>,
    /// Edits after which there is nothing to say.
    #[serde(default)]
    pub mend: Vec<Edit>,
    /// The same for a text.
    pub right_text: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tool {
    pub server: String,
    pub name: String,
    #[serde(default)]
    pub input: Value,
    pub output: Option<Value>,
    #[serde(default)]
    pub read_only: bool,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
pub struct Expected {
    pub code: String,
    pub node: Option<String>,
    pub field: Option<String>,
}

pub fn files(folder: &str) -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder);
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty());
    paths.into_iter().map(|path| (path.clone(), std::fs::read_to_string(path).unwrap())).collect()
}

pub fn fixtures(folder: &str) -> Vec<(String, Fixture)> {
    let read = |(path, text): (PathBuf, String)| {
        let fixture = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path:?}: {error}"));
        (path.file_stem().unwrap().to_string_lossy().into_owned(), fixture)
    };
    files(folder).into_iter().map(read).collect()
}

impl Fixture {
    pub fn kinds(&self) -> KindRegistry {
        let mut kinds = KindRegistry::builtin();
        for tool in &self.tools {
            let annotations = Annotations { read_only: tool.read_only, destructive: false };
            let output = tool.output.as_ref();
            kinds.insert(external::from_mcp(
                &tool.server,
                &tool.name,
                None,
                None,
                &tool.input,
                output,
                annotations,
            ));
        }
        kinds
    }

    /// What is said about another document in the same surroundings.
    pub fn findings_of(&self, document: &Value) -> Vec<Finding> {
        match check::parse_value(document) {
            Ok(flow) => self.report(&flow).findings,
            Err(findings) => findings,
        }
    }

    pub fn report(&self, flow: &Flow) -> CheckReport {
        check::report(flow, &self.kinds(), &self.environment)
    }

    pub fn findings(&self) -> Vec<Finding> {
        match &self.text {
            Some(text) => check::parse(text).err().unwrap_or_default(),
            None => self.findings_of(&self.flow),
        }
    }

    /// The document, mended.
    pub fn right(&self) -> Value {
        match &self.right_text {
            Some(text) => serde_json::from_str(text).unwrap(),
            None => {
                let fix = Fix { title: String::new(), title_words: None, edits: self.mend.clone() };
                fix::apply(&self.flow, &fix).unwrap()
            }
        }
    }
}

pub fn places(findings: &[Finding]) -> Vec<Expected> {
    let place = |finding: &Finding| Expected {
        code: finding.code.clone(),
        node: finding.node.as_ref().map(NodeId::to_string),
        field: finding.field.clone(),
    };
    let mut all: Vec<_> = findings.iter().map(place).collect();
    all.sort();
    all
}

/// Every module below a folder of this crate, with its text, sorted by path.
pub fn rust_files(folder: &str) -> Vec<(PathBuf, String)> {
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    let mut files = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                files.push((path, text));
            }
        }
    }
    files.sort();
    files
}

/// A committed file that is made from the sources; `FLOWRIGHT_UPDATE=1` writes it anew.
pub fn check_fresh(path: &str, fresh: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    #[expect(clippy::disallowed_methods, reason = "a test that rewrites a committed file when asked to")]
    let update = std::env::var("FLOWRIGHT_UPDATE").is_ok_and(|value| value == "1");
    if update {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, fresh).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == fresh,
        "run FLOWRIGHT_UPDATE=1 cargo nextest run -p flow-schema, and commit {path:?}"
    );
}
