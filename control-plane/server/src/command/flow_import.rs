//! `flowright flow import`: an exported flow, or one of another product, becomes a folder, with a report.

use super::flow_files::finish;
use super::revision;
use crate::logging::say;
use clap::Args;
use executor_runtime::flow_test::FlowTest;
use flow_schema::diff::Revision;
use flow_schema::import::{Entry, ImportedFlow, Options, Report, import};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, Args)]
pub struct Import {
    /// An export of Flowright (JSON), Dify DSL (YAML), Flowise AgentFlow V2, n8n, Coze or Langflow (JSON).
    file: PathBuf,
    /// The folder to make the flow's folder in, and those of the flows that come with it.
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    into: PathBuf,
    /// What the flow is to be called; without it as there, or a name made of its title.
    #[arg(long)]
    name: Option<String>,
    /// The report as JSON.
    #[arg(long)]
    json: bool,
}

pub fn run(options: &Import) -> ExitCode {
    finish(read(options))
}

fn read(options: &Import) -> Result<ExitCode, String> {
    let text = revision::text(&options.file)?;
    let wishes = Options { name: options.name.clone(), ..Options::default() };
    let imported = import(&text, &wishes).map_err(|error| format!("{}: {error}", options.file.display()))?;
    let mut report = imported.report;
    for (at, flow) in imported.flows.into_iter().enumerate() {
        let folder = options.into.join(&flow.flow.name);
        match (folder.exists(), at) {
            (true, 0) => {
                return Err(format!(
                    "{} is there already; --name gives the flow another name",
                    folder.display()
                ));
            }
            (true, _) => {
                let what = format!("{} is there already and stays as it is.", folder.display());
                report.approximated.push(Entry { original: None, node: None, what });
            }
            (false, _) => {
                write(&folder, flow)?;
                if !options.json {
                    say(&format!("{}", folder.display()));
                }
            }
        }
    }
    if options.json {
        let told = json!({ "format": imported.format, "report": report });
        say(&serde_json::to_string_pretty(&told).map_err(|error| error.to_string())?);
    } else {
        say(&told(&report));
    }
    Ok(ExitCode::SUCCESS)
}

fn write(folder: &Path, imported: ImportedFlow) -> Result<(), String> {
    let ImportedFlow { flow, layout, tests } = imported;
    for (name, test) in &tests {
        let wrong = |problem: String| format!("the test ‘{name}’ of ‘{}’: {problem}", flow.name);
        FlowTest::parse(&test.to_string()).map_err(wrong)?;
    }
    std::fs::create_dir_all(folder).map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    revision::write(folder, &Revision { flow, tests, layout })
}

/// The report for people: what needs them first.
fn told(report: &Report) -> String {
    let mut lines = vec![format!(
        "{} carried over, {} approximated, {} not carried over",
        report.carried.len(),
        report.approximated.len(),
        report.not_carried.len()
    )];
    for (title, entries) in
        [("not carried over", &report.not_carried), ("approximated", &report.approximated)]
    {
        if !entries.is_empty() {
            lines.push(format!("{title}:"));
            lines.extend(entries.iter().map(line));
        }
    }
    for (title, needs) in [
        ("secrets", &report.secrets_needed),
        ("models", &report.models_needed),
        ("knowledge bases", &report.bases_needed),
        ("tools", &report.tools_needed),
        ("others", &report.others_needed),
    ] {
        if !needs.is_empty() {
            lines.push(format!("{title} needed:"));
            lines.extend(needs.iter().map(|need| format!("  {}: {}", need.name, need.what)));
        }
    }
    lines.join("\n")
}

fn line(entry: &Entry) -> String {
    let node = entry.node.as_ref().map(|node| format!("{node}: ")).unwrap_or_default();
    format!("  {node}{}", entry.what)
}
