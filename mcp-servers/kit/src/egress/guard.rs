//! What is checked before a connection is made, and by whom: the URL here, the addresses behind
//! its name by the resolver that the HTTP client itself connects with, so that a name cannot
//! answer differently the second time it is asked.

use super::address::is_public;
use super::allow::AllowList;
use crate::tool::ToolError;
use flow_schema::ErrorCode;
use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::{IpAddr, SocketAddr};

/// A request that is not allowed to leave.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{host} leads to {address}, an address inside the network")]
pub struct Refused {
    pub host: String,
    pub address: IpAddr,
}

/// Which of the two clients may carry a request to this URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gate {
    /// The operator opened this `host:port`: any address will do.
    Opened,
    /// Public addresses only.
    Guarded,
}

pub(super) fn check(url: &Url, allow: &AllowList) -> Result<Gate, ToolError> {
    let refuse = |why: String| Err(ToolError::new(ErrorCode::PolicyDenied, why));
    if !matches!(url.scheme(), "http" | "https") {
        return Err(ToolError::new(
            ErrorCode::Validation,
            format!("the address must start with http:// or https://, not {}:", url.scheme()),
        ));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return refuse("user name and password do not belong in an address; use a secret".into());
    }
    let (Some(host), Some(port)) = (url.host_str(), url.port_or_known_default()) else {
        return Err(ToolError::new(ErrorCode::Validation, "the address names no host"));
    };
    if allow.contains(host, port) {
        return Ok(Gate::Opened);
    }
    // The HTTP client does not ask its resolver about literal addresses.
    if let Ok(address) = host.trim_matches(['[', ']']).parse::<IpAddr>()
        && !is_public(address)
    {
        return Err(refused(&Refused { host: host.into(), address }, port));
    }
    Ok(Gate::Guarded)
}

pub(super) fn refused(why: &Refused, port: u16) -> ToolError {
    ToolError::new(
        ErrorCode::PolicyDenied,
        format!(
            "{why}; an operator can open it with FLOWRIGHT_EGRESS_ALLOW={}:{port}",
            why.host.trim_end_matches('.')
        ),
    )
}

/// Resolves names for the guarded client: one address inside spoils the whole answer.
#[derive(Debug)]
pub(super) struct PublicOnly;

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let host = name.as_str().to_owned();
            let found = lookup(&host).await?;
            if let Some(inside) = found.iter().find(|a| !is_public(a.ip())) {
                return Err(Refused { host, address: inside.ip() }.into());
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

/// Resolves names for what the operator opened.
#[derive(Debug)]
pub(super) struct Anywhere;

impl Resolve for Anywhere {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = lookup(name.as_str()).await?;
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

/// The addresses behind a URL that has passed [`check`], for connection tests.
pub(super) async fn resolve(url: &Url, gate: Gate) -> Result<Vec<SocketAddr>, ToolError> {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    let port = url.port_or_known_default().unwrap_or(443);
    let mut found = lookup(host).await.map_err(|e| {
        ToolError::new(ErrorCode::Upstream, format!("the name {host} could not be resolved: {e}"))
    })?;
    if gate == Gate::Guarded
        && let Some(inside) = found.iter().find(|a| !is_public(a.ip()))
    {
        return Err(refused(&Refused { host: host.into(), address: inside.ip() }, port));
    }
    found.iter_mut().for_each(|a| a.set_port(port));
    Ok(found)
}

async fn lookup(host: &str) -> std::io::Result<Vec<SocketAddr>> {
    let found: Vec<_> = tokio::net::lookup_host((host, 0)).await?.collect();
    if found.is_empty() {
        return Err(std::io::Error::new(std::io::ErrorKind::NotFound, format!("{host} has no address")));
    }
    Ok(found)
}
