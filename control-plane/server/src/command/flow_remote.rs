//! `flowright flow push|pull|run`: a flow on disk and the same flow on a server.

use super::flow_files::finish;
use super::revision;
use crate::logging::say;
use clap::Args;
use flow_schema::diff::Revision;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

/// Which state of the draft a folder came from: pushing over somebody else's work is refused.
const SEEN: &str = ".flowright-etag";
const LIMIT: Duration = Duration::from_secs(90);

/// Where the server is and who asks.
#[derive(Args, Clone, Debug)]
pub struct Server {
    /// Address of the server.
    #[arg(long, env = "FLOWRIGHT_SERVER", value_name = "URL", default_value = "http://127.0.0.1:8080")]
    server: String,
    /// An access token (POST /api/v1/auth/login gives one).
    #[arg(long, env = "FLOWRIGHT_TOKEN", value_name = "TOKEN", hide_env_values = true)]
    token: Option<String>,
}

#[derive(Args, Debug)]
pub struct Push {
    /// The flow's folder.
    folder: PathBuf,
    /// Publish it, with this message.
    #[arg(long, value_name = "MESSAGE")]
    publish: Option<String>,
    /// Overwrite the draft whatever it is.
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    server: Server,
}

#[derive(Args, Debug)]
pub struct Pull {
    /// The flow's name on the server.
    flow: String,
    /// The folder to write; without it one of the flow's name.
    #[arg(long, value_name = "FOLDER")]
    into: Option<PathBuf>,
    /// A published version instead of the draft.
    #[arg(long, value_name = "NUMBER")]
    version: Option<u64>,
    #[command(flatten)]
    server: Server,
}

#[derive(Args, Debug)]
pub struct Run {
    /// The flow's name on the server.
    flow: String,
    /// The input, as JSON.
    #[arg(long, value_name = "JSON", default_value = "{}")]
    input: String,
    /// A version's number, or draft; without it what production runs.
    #[arg(long, value_name = "VERSION", conflicts_with = "environment")]
    version: Option<String>,
    /// dev, staging or production.
    #[arg(long, value_name = "NAME")]
    environment: Option<String>,
    /// The whole run as JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    server: Server,
}

pub fn push(options: &Push) -> ExitCode {
    finish(block_on(pushed(options)))
}

pub fn pull(options: &Pull) -> ExitCode {
    finish(block_on(pulled(options)))
}

pub fn run(options: &Run) -> ExitCode {
    finish(block_on(ran(options)))
}

pub(super) fn block_on<T>(work: impl Future<Output = Result<T, String>>) -> Result<T, String> {
    super::runtime().map_err(|error| error.to_string())?.block_on(work)
}

pub(super) struct Api {
    http: reqwest::Client,
    server: String,
    token: String,
}

pub(super) struct Answer {
    pub status: StatusCode,
    pub etag: Option<String>,
    pub body: Value,
}

impl Api {
    pub fn new(server: &Server) -> Result<Self, String> {
        let Some(token) = server.token.clone() else {
            return Err("the server wants to know who asks: give --token, or set FLOWRIGHT_TOKEN".to_owned());
        };
        // The person at the terminal chose the address: this is their client, not the product reaching out.
        #[expect(clippy::disallowed_methods, reason = "the command line is a client of the API")]
        let http = reqwest::Client::builder().timeout(LIMIT).build().map_err(|error| error.to_string())?;
        Ok(Self { http, server: server.server.clone(), token })
    }

    pub async fn call(
        &self,
        method: Method,
        path: &str,
        if_match: Option<&str>,
        body: Option<&Value>,
    ) -> Result<Answer, String> {
        let url = format!("{}/api/v1{path}", self.server.trim_end_matches('/'));
        let mut request = self.http.request(method, &url).bearer_auth(&self.token);
        if let Some(etag) = if_match {
            request =
                request.header("if-match", if etag == "*" { etag.to_owned() } else { format!("\"{etag}\"") });
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        let answer = request.send().await.map_err(|error| {
            let mut words = error.to_string();
            let mut source = std::error::Error::source(&error);
            while let Some(cause) = source {
                words = format!("{words}: {cause}");
                source = cause.source();
            }
            words
        })?;
        let etag = answer.headers().get("etag").and_then(|value| value.to_str().ok());
        let etag = etag.map(|etag| etag.trim_start_matches("W/").trim_matches('"').to_owned());
        let status = answer.status();
        let text = answer.text().await.map_err(|error| error.to_string())?;
        let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
        Ok(Answer { status, etag, body })
    }

    /// The answer, if it is a good one; else what the server says, findings included.
    pub async fn want(
        &self,
        method: Method,
        path: &str,
        if_match: Option<&str>,
        body: Option<&Value>,
    ) -> Result<Answer, String> {
        let answer = self.call(method, path, if_match, body).await?;
        if answer.status.is_success() { Ok(answer) } else { Err(refusal(&answer)) }
    }
}

pub(super) fn refusal(answer: &Answer) -> String {
    let problem = &answer.body;
    let mut words = match problem["detail"].as_str() {
        Some(detail) => detail.to_owned(),
        None => format!("the server answered {}", answer.status),
    };
    for error in problem["errors"].as_array().into_iter().flatten() {
        let field = error["field"].as_str().unwrap_or_default();
        let message = error["message"].as_str().unwrap_or_default();
        words.push_str(&format!("\n    {field}: {message}"));
    }
    words
}

async fn pushed(options: &Push) -> Result<ExitCode, String> {
    let local = revision::read(&options.folder)?;
    if !options.folder.is_dir() {
        return Err("a folder is pushed: flow.json, and layout.json and tests/ if there are any".to_owned());
    }
    let api = Api::new(&options.server)?;
    let name = &local.flow.name;
    let path = format!("/flows/{name}");
    let seen = std::fs::read_to_string(options.folder.join(SEEN)).ok().map(|etag| etag.trim().to_owned());
    let there = api.call(Method::GET, &format!("{path}/draft"), None, None).await?;
    let if_match = match (there.status, seen) {
        (StatusCode::NOT_FOUND, _) => {
            let new = json!({ "name": name, "title": local.flow.title });
            api.want(Method::POST, "/flows", None, Some(&new)).await?;
            "*".to_owned()
        }
        (status, _) if !status.is_success() => return Err(refusal(&there)),
        _ if options.force => "*".to_owned(),
        (_, Some(seen)) => seen,
        (_, None) => {
            return Err(format!(
                "the server has a flow {name:?}, and this folder was not pulled from it: pull it first, or use --force"
            ));
        }
    };
    let draft =
        api.call(Method::PUT, &format!("{path}/draft"), Some(&if_match), Some(&json!(local.flow))).await?;
    if draft.status == StatusCode::PRECONDITION_FAILED {
        return Err(format!(
            "somebody has changed the draft of {name:?} since it was pulled: pull it to another folder and merge \
             (`flowright flow merge`), or use --force"
        ));
    }
    if !draft.status.is_success() {
        return Err(refusal(&draft));
    }
    if !local.layout.is_null() {
        api.want(Method::PUT, &format!("{path}/layout"), Some("*"), Some(&local.layout)).await?;
    }
    push_tests(&api, &path, &local).await?;
    remember(&options.folder, draft.etag.as_deref())?;
    for finding in draft.body["findings"].as_array().into_iter().flatten() {
        say(&told(finding));
    }
    say(&format!("the draft of {name} is as in {}", options.folder.display()));
    if let Some(message) = &options.publish {
        let body = json!({ "message": message });
        let version = api.want(Method::POST, &format!("{path}/publish"), None, Some(&body)).await?.body;
        let commit =
            version["commit"].as_str().map(|commit| format!(", commit {commit}")).unwrap_or_default();
        say(&format!("published as version {}{commit}", version["version"]));
    }
    Ok(ExitCode::SUCCESS)
}

async fn push_tests(api: &Api, path: &str, local: &Revision) -> Result<(), String> {
    let there = api.want(Method::GET, &format!("{path}/tests"), None, None).await?.body;
    for test in there["data"].as_array().into_iter().flatten() {
        let name = test["name"].as_str().unwrap_or_default();
        if !local.tests.contains_key(name) {
            api.want(Method::DELETE, &format!("{path}/tests/{name}"), None, None).await?;
        }
    }
    for test in local.tests.values() {
        api.want(Method::POST, &format!("{path}/tests"), None, Some(test)).await?;
    }
    Ok(())
}

async fn pulled(options: &Pull) -> Result<ExitCode, String> {
    let api = Api::new(&options.server)?;
    let path = format!("/flows/{}", options.flow);
    let mut etag = None;
    let (flow, layout) = match options.version {
        Some(number) => {
            let version = api.want(Method::GET, &format!("{path}/versions/{number}"), None, None).await?.body;
            (version["document"].clone(), version["layout"].clone())
        }
        None => {
            let draft = api.want(Method::GET, &format!("{path}/draft"), None, None).await?;
            etag = draft.etag;
            (draft.body, api.want(Method::GET, &format!("{path}/layout"), None, None).await?.body)
        }
    };
    let tests = api.want(Method::GET, &format!("{path}/tests"), None, None).await?.body;
    let tests = tests["data"].as_array().into_iter().flatten();
    let tests =
        tests.filter_map(|test| Some((test["name"].as_str()?.to_owned(), test["test"].clone()))).collect();
    let flow =
        serde_json::from_value(flow).map_err(|error| format!("the server's flow is no flow: {error}"))?;
    let folder = options.into.clone().unwrap_or_else(|| PathBuf::from(&options.flow));
    std::fs::create_dir_all(&folder).map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    revision::write(&folder, &Revision { flow, tests, layout })?;
    remember(&folder, etag.as_deref())?;
    say(&format!("{} is in {}", options.flow, folder.display()));
    Ok(ExitCode::SUCCESS)
}

fn remember(folder: &Path, etag: Option<&str>) -> Result<(), String> {
    let file = folder.join(SEEN);
    match etag {
        Some(etag) => revision::put(&file, &format!("{etag}\n")),
        // A version is no state of the draft.
        None if file.exists() => std::fs::remove_file(&file).map_err(|error| error.to_string()),
        None => Ok(()),
    }
}

async fn ran(options: &Run) -> Result<ExitCode, String> {
    let input: Value =
        serde_json::from_str(&options.input).map_err(|error| format!("the input is no JSON: {error}"))?;
    let mut body = json!({ "input": input });
    if let Some(version) = &options.version {
        body["version"] = version.parse::<u64>().map_or_else(|_| json!(version), |number| json!(number));
    }
    if let Some(environment) = &options.environment {
        body["environment"] = json!(environment);
    }
    let api = Api::new(&options.server)?;
    let path = format!("/flows/{}/runs?wait=60", options.flow);
    let run = api.want(Method::POST, &path, None, Some(&body)).await?.body;
    if options.json {
        say(&serde_json::to_string_pretty(&run).map_err(|error| error.to_string())?);
    } else {
        let status = run["status"].as_str().unwrap_or_default();
        say(&format!("run {}: {status}", run["id"].as_str().unwrap_or_default()));
        match status {
            "completed" => {
                say(&serde_json::to_string_pretty(&run["output"]).map_err(|error| error.to_string())?)
            }
            "failed" => {
                let error = &run["error"];
                let node = error["node"].as_str().unwrap_or("the run");
                say(&format!("{node}: {}", error["message"].as_str().unwrap_or_default()));
            }
            "waiting" => say(&format!("it waits: {}", run["waiting"])),
            _ => {}
        }
    }
    Ok(match run["status"].as_str() {
        Some("completed" | "waiting") => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    })
}

fn told(finding: &Value) -> String {
    let text = |name: &str| finding[name].as_str().unwrap_or_default();
    format!(
        "{} {} {}{}: {} {}",
        text("severity"),
        text("code"),
        text("node"),
        text("field"),
        text("cause"),
        text("mend")
    )
}
