//! `flowright flow …`: work on flow documents on disk. `check <file>` says what the check has to say.

use super::{flow_branch, flow_export, flow_files, flow_import, flow_remote, flow_test};
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
    /// Write documents in their canonical form, in which equal flows are equal bytes.
    Fmt(flow_files::Fmt),
    /// Say what changed between two flows, by meaning.
    Diff(flow_files::Diff),
    /// Merge two flows that come from one; exit code 1 when conflicts are left. Usable as Git's merge driver.
    Merge(flow_files::Merge),
    /// Write a flow of a server, or on disk, as one document that can be imported elsewhere.
    Export(flow_export::Export),
    /// Read an exported flow, or one of another product (Dify, Flowise, n8n, Coze, Langflow), into a folder, with a report.
    Import(flow_import::Import),
    /// Make a folder the draft of a flow on a server, and publish it if asked.
    Push(flow_remote::Push),
    /// Write a flow of a server, with its tests and layout, to a folder.
    Pull(flow_remote::Pull),
    /// Branches of a flow on a server: drafts beside its own.
    #[command(subcommand)]
    Branch(flow_branch::Branch),
    /// Run a flow on a server and wait until it ends or waits.
    Run(flow_remote::Run),
    /// Run the tests beside a flow, without a server or a model; exit code 1 when one fails.
    Test(flow_test::Options),
}

/// Runs it.
pub fn run(command: &Flow) -> ExitCode {
    match command {
        Flow::Check { file, json } => check_file(file, *json),
        Flow::Fmt(options) => flow_files::fmt(options),
        Flow::Diff(options) => flow_files::compare(options),
        Flow::Merge(options) => flow_files::join(options),
        Flow::Export(options) => flow_export::run(options),
        Flow::Import(options) => flow_import::run(options),
        Flow::Push(options) => flow_remote::push(options),
        Flow::Pull(options) => flow_remote::pull(options),
        Flow::Branch(command) => flow_branch::run(command),
        Flow::Run(options) => flow_remote::run(options),
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
