//! `flowright flow export`: a flow, of a server or on disk, as one document to take elsewhere.

use super::flow_files::finish;
use super::flow_remote::{Api, Server, block_on};
use super::revision;
use crate::logging::say;
use clap::Args;
use flow_schema::bundle::{Bundle, BundledFlow};
use flow_schema::canonical;
use flow_schema::diff::Revision;
use flow_schema::model::Flow;
use reqwest::Method;
use serde_json::Value;
use std::collections::{BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, Args)]
pub struct Export {
    /// A flow's folder or its flow.json; else the name of a flow on a server.
    flow: String,
    /// A published version of the server's; without it the draft, for who may edit it.
    #[arg(long, value_name = "NUMBER")]
    version: Option<u64>,
    /// The file to write; without it the document is printed.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Leave out the flows that it runs. On disk they are looked for in the folders beside it.
    #[arg(long)]
    without_subflows: bool,
    #[command(flatten)]
    server: Server,
}

pub fn run(options: &Export) -> ExitCode {
    finish(exported(options))
}

fn exported(options: &Export) -> Result<ExitCode, String> {
    let path = Path::new(&options.flow);
    let text = match (path.exists(), options.version) {
        (true, Some(_)) => return Err("a flow on disk has no versions; leave --version out".to_owned()),
        (true, None) => from_disk(path, !options.without_subflows)?,
        (false, _) => block_on(from_server(options))?,
    };
    match &options.out {
        Some(file) => {
            revision::put(file, &text)?;
            say(&format!("{} is in {}", options.flow, file.display()));
        }
        None => say(text.trim_end()),
    }
    Ok(ExitCode::SUCCESS)
}

async fn from_server(options: &Export) -> Result<String, String> {
    if options.flow.contains(['/', '\\', '.', '?', '#']) {
        return Err(format!("there is no file or folder {}", options.flow));
    }
    let mut path = format!("/flows/{}/export?with_subflows={}", options.flow, !options.without_subflows);
    if let Some(version) = options.version {
        path.push_str(&format!("&version={version}"));
    }
    let bundle = Api::new(&options.server)?.want(Method::GET, &path, None, None).await?.body;
    Ok(canonical::to_string(&bundle))
}

fn from_disk(path: &Path, with_subflows: bool) -> Result<String, String> {
    let main = revision::read(path)?;
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(Path::new(".")) };
    let subflows = if with_subflows { beside(folder, &main.flow)? } else { Vec::new() };
    let part = |revision| BundledFlow::new(None, revision);
    let bundle = Bundle::new(part(main), subflows.into_iter().map(part).collect());
    Ok(canonical::to_string(&bundle))
}

/// The flows that a flow runs, and that those run, as far as they are in the folders beside it.
fn beside(folder: &Path, flow: &Flow) -> Result<Vec<Revision>, String> {
    // Its parent also when the folder is given as `.`.
    let folder =
        folder.canonicalize().map_err(|error| format!("cannot read {}: {error}", folder.display()))?;
    let parent = folder.parent().unwrap_or(&folder).to_owned();
    let mut found = Vec::new();
    let mut seen = BTreeSet::from([flow.name.clone()]);
    let mut open: VecDeque<String> = flows_of(flow).into();
    while let Some(name) = open.pop_front() {
        let folder = parent.join(&name);
        if seen.insert(name) && folder.join(revision::FLOW).is_file() {
            let other = revision::read(&folder)?;
            open.extend(flows_of(&other.flow));
            found.push(other);
        }
    }
    Ok(found)
}

/// Names of the flows that a flow's steps and agents run. One that would lead out of the folder is none.
fn flows_of(flow: &Flow) -> Vec<String> {
    let tools = flow.nodes.iter().filter_map(|node| node.config.get("tools")?.as_array()).flatten();
    let of_tools = tools.filter_map(|tool| tool.get("flow"));
    let names = flow.nodes.iter().filter_map(|node| node.config.get("flow")).chain(of_tools);
    let names = names.filter_map(Value::as_str).filter(|name| !name.contains(['/', '\\', '.']));
    names.map(str::to_owned).collect()
}
