//! `flowright flow import`: a flow of another product becomes a folder, with a report.

use super::flow_files::finish;
use super::revision;
use crate::logging::say;
use clap::Args;
use flow_schema::diff::Revision;
use flow_schema::import::{Entry, Options, Report, import};
use serde_json::json;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Debug, Args)]
pub struct Import {
    /// Dify DSL (YAML), Flowise AgentFlow V2, n8n or Coze (JSON).
    file: PathBuf,
    /// The folder to make the flow's folder in.
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    into: PathBuf,
    /// What the flow is to be called; without it a name made of its title.
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
    for flow in imported.flows {
        let folder = options.into.join(&flow.flow.name);
        if folder.exists() {
            return Err(format!("{} is there already; --name gives the flow another name", folder.display()));
        }
        std::fs::create_dir_all(&folder)
            .map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
        let layout = serde_json::to_value(&flow.layout).map_err(|error| error.to_string())?;
        revision::write(&folder, &Revision { flow: flow.flow, tests: BTreeMap::new(), layout })?;
        if !options.json {
            say(&format!("{}", folder.display()));
        }
    }
    if options.json {
        let told = json!({ "format": imported.format, "report": imported.report });
        say(&serde_json::to_string_pretty(&told).map_err(|error| error.to_string())?);
    } else {
        say(&told(&imported.report));
    }
    Ok(ExitCode::SUCCESS)
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
