//! `flowright flow branch …`: the branches of a flow on a server.

use super::flow_files::finish;
use super::flow_remote::{Api, Server, block_on, refusal};
use crate::logging::say;
use clap::{Args, Subcommand};
use flow_schema::diff::Colour;
use flow_schema::merge::{Conflict, render_conflicts};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::process::ExitCode;

#[derive(Debug, Subcommand)]
pub enum Branch {
    /// List the branches of a flow.
    List(Which),
    /// Begin a branch.
    Create(Create),
    /// Bring a branch into the flow's draft; exit code 1 when both changed the same.
    Merge(Merge),
    /// Delete a branch with what only it has.
    Delete(One),
}

#[derive(Args, Debug)]
pub struct Which {
    /// The flow's name on the server.
    flow: String,
    #[command(flatten)]
    server: Server,
}

#[derive(Args, Debug)]
pub struct One {
    /// The flow's name on the server.
    flow: String,
    /// The branch's name.
    branch: String,
    #[command(flatten)]
    server: Server,
}

#[derive(Args, Debug)]
pub struct Create {
    #[command(flatten)]
    one: One,
    /// Begin from a published version instead of the draft.
    #[arg(long, value_name = "NUMBER")]
    version: Option<u64>,
}

#[derive(Args, Debug)]
pub struct Merge {
    #[command(flatten)]
    one: One,
    /// Delete the branch afterwards.
    #[arg(long)]
    delete: bool,
}

pub fn run(command: &Branch) -> ExitCode {
    finish(block_on(async {
        match command {
            Branch::List(options) => list(options).await,
            Branch::Create(options) => create(options).await,
            Branch::Merge(options) => merge(options).await,
            Branch::Delete(options) => delete(options).await,
        }
    }))
}

async fn list(Which { flow, server }: &Which) -> Result<ExitCode, String> {
    let api = Api::new(server)?;
    let branches = api.want(Method::GET, &format!("/flows/{flow}/branches"), None, None).await?.body;
    for branch in branches["data"].as_array().into_iter().flatten() {
        let mut words = vec![branch["name"].as_str().unwrap_or_default()];
        words.extend(branch["changed"].as_bool().filter(|changed| *changed).map(|_| "has changes"));
        words.extend(branch["behind"].as_bool().filter(|behind| *behind).map(|_| "is behind the draft"));
        say(&words.join("\t"));
    }
    Ok(ExitCode::SUCCESS)
}

async fn create(options: &Create) -> Result<ExitCode, String> {
    let One { flow, branch, server } = &options.one;
    let from = options.version.map_or_else(|| json!("draft"), |number| json!(number));
    let new = json!({ "name": branch, "from": from });
    Api::new(server)?.want(Method::POST, &format!("/flows/{flow}/branches"), None, Some(&new)).await?;
    say(&format!("{branch} is a branch of {flow}"));
    Ok(ExitCode::SUCCESS)
}

async fn merge(options: &Merge) -> Result<ExitCode, String> {
    let One { flow, branch, server } = &options.one;
    let api = Api::new(server)?;
    let draft = api.want(Method::GET, &format!("/flows/{flow}/draft"), None, None).await?.etag;
    let own = api.want(Method::GET, &format!("/flows/{flow}/draft?branch={branch}"), None, None).await?.etag;
    let body = json!({ "draft_etag": draft, "branch_etag": own, "delete": options.delete });
    let path = format!("/flows/{flow}/branches/{branch}/merge");
    let answer = api.call(Method::POST, &path, None, Some(&body)).await?;
    if answer.status == StatusCode::CONFLICT && answer.body["code"] == "merge_conflict" {
        let conflicts: Vec<Conflict> = serde_json::from_value(answer.body["conflicts"].clone())
            .map_err(|error| format!("the server's conflicts cannot be read: {error}"))?;
        say(&render_conflicts(&conflicts, Colour::No));
        say(&format!(
            "{branch} and the draft changed the same; decide it in the Studio, or change one of them"
        ));
        return Ok(ExitCode::FAILURE);
    }
    if !answer.status.is_success() {
        return Err(refusal(&answer));
    }
    let findings = answer.body["findings"].as_array().map_or(0, Vec::len);
    let goes = if answer.body["branch_etag"] == Value::Null { "; the branch is deleted" } else { "" };
    say(&format!("{branch} is merged into the draft of {flow}: {findings} findings{goes}"));
    Ok(ExitCode::SUCCESS)
}

async fn delete(One { flow, branch, server }: &One) -> Result<ExitCode, String> {
    let path = format!("/flows/{flow}/branches/{branch}");
    Api::new(server)?.want(Method::DELETE, &path, None, None).await?;
    say(&format!("{branch} is no branch of {flow} any more"));
    Ok(ExitCode::SUCCESS)
}
