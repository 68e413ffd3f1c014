use super::connection::{Connection, Server};
use super::remote::{RemoteTool, Unusable};
use crate::egress::{Egress, explain};
use crate::tool::{SecretResolver, ToolError};
use flow_schema::ErrorCode;
use reqwest::Url;
use serde::Serialize;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::Instant;

/// What a test of a server found, step by step.
#[derive(Clone, Debug, Serialize)]
pub struct Probe {
    pub ok: bool,
    /// In order; the last one is the one that failed, if one did.
    pub steps: Vec<Step>,
    pub tools: Vec<RemoteTool>,
    pub unusable: Vec<Unusable>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// `dns`, `tcp`, `tls`, `http`, `initialise`, `list_tools`.
    pub step: String,
    pub ok: bool,
    pub ms: u64,
    /// What was found, or in plain words why it failed.
    pub detail: String,
}

/// Tries a server from name look-up to tool list and stops at the first thing that fails.
pub async fn probe(server: &Server, egress: &Egress, secrets: &dyn SecretResolver, limit: Duration) -> Probe {
    let mut run = Run { steps: Vec::new(), deadline: Instant::now() + limit };
    let mut found = Probe { ok: false, steps: Vec::new(), tools: Vec::new(), unusable: Vec::new() };
    found.ok = run.all(server, egress, secrets, &mut found).await.is_some();
    found.steps = run.steps;
    found
}

struct Run {
    steps: Vec<Step>,
    deadline: Instant,
}

impl Run {
    /// `None` once a step has failed.
    async fn all(
        &mut self,
        server: &Server,
        egress: &Egress,
        secrets: &dyn SecretResolver,
        found: &mut Probe,
    ) -> Option<()> {
        let parsed = Url::parse(server.url.trim()).map_err(|e| {
            ToolError::new(ErrorCode::Validation, format!("{:?} is not a web address: {e}", server.url))
        });
        let (url, addresses) = self
            .step("dns", async {
                let url = parsed?;
                let addresses = egress.resolve(&url).await?;
                let detail = format!("{} leads to {}", url.host_str().unwrap_or_default(), list(&addresses));
                Ok(((url, addresses), detail))
            })
            .await?;
        self.step("tcp", tcp(addresses)).await?;
        let client = egress.client_for(url.as_str()).ok()?;
        if url.scheme() == "https" {
            self.step("tls", async {
                client.head(url.clone()).send().await.map_err(|e| tls_or_http(&e, &url))?;
                Ok(((), "the certificate is valid for this name".into()))
            })
            .await?;
        }
        self.step("http", async {
            // The headers are enough: this may be a stream that stays open.
            let answer = client
                .get(url.clone())
                .header("accept", "text/event-stream, application/json")
                .send()
                .await
                .map_err(|e| explain(&e, &url))?;
            if answer.status().is_server_error() {
                return Err(ToolError::new(
                    ErrorCode::Upstream,
                    format!("it answers HTTP {}", answer.status()),
                ));
            }
            Ok(((), format!("it answers HTTP {}", answer.status())))
        })
        .await?;
        let connection = Connection::new(server.clone(), egress.clone());
        self.step("initialise", async {
            let protocol = connection.open(secrets).await?;
            Ok(((), format!("it speaks MCP {protocol}")))
        })
        .await?;
        let deadline = self.deadline;
        let listing = self
            .step("list_tools", async {
                let listing = connection.list(secrets, deadline).await?;
                let detail = match listing.unusable.len() {
                    0 => format!("{} tools", listing.tools.len()),
                    bad => format!("{} tools, and {bad} that cannot be used", listing.tools.len()),
                };
                Ok((listing, detail))
            })
            .await;
        connection.close().await;
        let listing = listing?;
        found.tools = listing.tools;
        found.unusable = listing.unusable;
        Some(())
    }

    async fn step<T>(
        &mut self,
        name: &str,
        work: impl Future<Output = Result<(T, String), ToolError>>,
    ) -> Option<T> {
        let begun = Instant::now();
        let result = tokio::time::timeout_at(self.deadline, work)
            .await
            .unwrap_or_else(|_| Err(ToolError::new(ErrorCode::Timeout, "no answer in time")));
        let ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        let (value, ok, detail) = match result {
            Ok((value, detail)) => (Some(value), true, detail),
            Err(error) => (None, false, error.message),
        };
        self.steps.push(Step { step: name.into(), ok, ms, detail });
        value
    }
}

async fn tcp(addresses: Vec<SocketAddr>) -> Result<((), String), ToolError> {
    let mut last = String::from("there is no address");
    for address in addresses {
        match TcpStream::connect(address).await {
            Ok(_) => return Ok(((), format!("{address} accepts connections"))),
            Err(error) => last = format!("{address}: {error}"),
        }
    }
    Err(ToolError::new(
        ErrorCode::Upstream,
        format!("nothing answers there ({last}); is the server running?"),
    ))
}

fn tls_or_http(error: &reqwest::Error, url: &Url) -> ToolError {
    let mut at: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(cause) = at {
        let inner = cause.downcast_ref::<std::io::Error>().and_then(|io| io.get_ref());
        let tls = cause.downcast_ref::<rustls::Error>().or_else(|| inner.and_then(|i| i.downcast_ref()));
        if let Some(tls) = tls {
            return ToolError::new(ErrorCode::Upstream, format!("no secure connection: {tls}")).fatal();
        }
        at = cause.source();
    }
    explain(error, url)
}

fn list(addresses: &[SocketAddr]) -> String {
    let all: Vec<String> = addresses.iter().map(|a| a.ip().to_string()).collect();
    all.join(", ")
}
