//! `flowright flow …`: work on flow documents on disk. `check <file>` says what the check has to say.

use super::flow_test;
use crate::logging::say;
use clap::Subcommand;
use flow_schema::check::{check, parse};
use flow_schema::kind::KindRegistry;
use flow_schema::{Finding, Severity};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, Subcommand)]
pub enum Flow {
    /// Check a flow document; exit code 1 when it has errors.
    Check {
        /// The flow document (flow.json).
        file: PathBuf,
        /// Findings as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Run the tests beside a flow, without a server or a model; exit code 1 when one fails.
    Test(flow_test::Options),
}

/// Runs it.
pub fn run(command: &Flow) -> ExitCode {
    match command {
        Flow::Check { file, json } => check_file(file, *json),
        Flow::Test(options) => flow_test::command(options),
    }
}

fn check_file(file: &Path, json: bool) -> ExitCode {
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) => {
            eprintln!("flowright: cannot read {}: {error}", file.display());
            return ExitCode::from(2);
        }
    };
    let findings = match parse(&text) {
        Ok(document) => check(&document, &KindRegistry::builtin()),
        Err(findings) => findings,
    };
    if json {
        match serde_json::to_string_pretty(&findings) {
            Ok(text) => say(&text),
            Err(error) => eprintln!("flowright: {error}"),
        }
    } else {
        say(&report(file, &findings));
    }
    if findings.iter().any(|finding| finding.severity == Severity::Error) {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

fn report(file: &Path, findings: &[Finding]) -> String {
    let mut lines = Vec::new();
    for finding in findings {
        let severity = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let node = finding.node.as_ref().map(|node| format!(" {node}")).unwrap_or_default();
        let field = finding.field.as_deref().unwrap_or_default();
        lines.push(format!(
            "{severity} {}{node}{field}\n    {}\n    {}",
            finding.code, finding.cause, finding.mend
        ));
    }
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    lines.push(format!(
        "{}: {} errors, {} warnings",
        file.display(),
        count(Severity::Error),
        count(Severity::Warning)
    ));
    lines.join("\n")
}
