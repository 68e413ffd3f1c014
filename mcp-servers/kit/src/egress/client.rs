use super::allow::AllowList;
use super::guard::{self, Anywhere, Gate, PublicOnly};
use super::request::{self, Answer, Outgoing};
use crate::tool::ToolError;
use flow_schema::ErrorCode;
use reqwest::Url;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

const CONNECT: Duration = Duration::from_secs(10);
const IDLE_CONNECTION: Duration = Duration::from_secs(60);

/// The egress client. Cheap to clone; one per process, so that connections are shared.
#[derive(Clone, Debug)]
pub struct Egress {
    allow: Arc<AllowList>,
    guarded: reqwest::Client,
    opened: reqwest::Client,
}

impl Egress {
    /// Builds both clients: the guarded one, and the one that reaches what the operator opened.
    /// They are two so that a name opened for one port stays guarded on all others.
    pub fn new(allow: AllowList) -> Self {
        Self { allow: Arc::new(allow), guarded: build(PublicOnly), opened: build(Anywhere) }
    }

    /// Sends a request and reads the whole answer, within the limits that the request carries.
    /// An answer with an error status is an [`Answer`], not an error.
    pub async fn request(&self, outgoing: Outgoing) -> Result<Answer, ToolError> {
        request::send(self, outgoing).await
    }

    /// The client for libraries that bring their own requests (the model and MCP clients). It may
    /// be used for this URL's scheme, host and port only, and follows no redirects.
    pub fn client_for(&self, url: &str) -> Result<reqwest::Client, ToolError> {
        self.gate(&parse(url)?)
    }

    /// Looks a URL's host up under the same rules as a request would.
    pub(crate) async fn resolve(&self, url: &Url) -> Result<Vec<SocketAddr>, ToolError> {
        let gate = guard::check(url, &self.allow)?;
        guard::resolve(url, gate).await
    }

    /// The addresses behind a URL's name, under the same rules, for programs that connect by themselves; they
    /// must connect to one of these.
    pub async fn addresses_of(&self, url: &str) -> Result<Vec<SocketAddr>, ToolError> {
        self.resolve(&parse(url)?).await
    }

    /// Whether the operator has opened this URL's host and port: then it may be inside, and need not be https.
    pub fn is_opened(&self, url: &Url) -> bool {
        matches!((url.host_str(), url.port_or_known_default()), (Some(host), Some(port)) if self.allow.contains(host, port))
    }

    pub(super) fn gate(&self, url: &Url) -> Result<reqwest::Client, ToolError> {
        Ok(match guard::check(url, &self.allow)? {
            Gate::Opened => self.opened.clone(),
            Gate::Guarded => self.guarded.clone(),
        })
    }
}

pub(super) fn parse(url: &str) -> Result<Url, ToolError> {
    Url::parse(url.trim())
        .map_err(|e| ToolError::new(ErrorCode::Validation, format!("{url:?} is not a web address: {e}")))
}

/// Turns what the HTTP client says into what a person can act on. `url` is where it happened.
pub fn explain(error: &reqwest::Error, url: &Url) -> ToolError {
    let place = place(url);
    let mut source: Option<&(dyn std::error::Error + 'static)> = Some(error);
    let mut root = String::new();
    while let Some(cause) = source {
        if let Some(refused) = cause.downcast_ref::<guard::Refused>() {
            return guard::refused(refused, url.port_or_known_default().unwrap_or(443));
        }
        root = cause.to_string();
        source = cause.source();
    }
    if error.is_timeout() {
        return ToolError::new(ErrorCode::Timeout, format!("{place} did not answer in time"));
    }
    if error.is_builder() {
        return ToolError::new(ErrorCode::Validation, format!("the request to {place} is not valid: {root}"));
    }
    let what = if error.is_connect() { "could not be reached" } else { "broke off" };
    ToolError::new(ErrorCode::Upstream, format!("{place} {what}: {root}"))
}

/// Scheme, host and port; paths and queries may hold what logs should not.
pub(super) fn place(url: &Url) -> String {
    match (url.host_str(), url.port()) {
        (Some(host), Some(port)) => format!("{}://{host}:{port}", url.scheme()),
        (Some(host), None) => format!("{}://{host}", url.scheme()),
        (None, _) => url.scheme().to_owned(),
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the place where the one HTTP client is made")]
fn build(resolver: impl reqwest::dns::Resolve + 'static) -> reqwest::Client {
    // reqwest is built without a crypto provider; a second install is refused and harmless.
    rustls::crypto::ring::default_provider().install_default().ok();
    let resolver = Arc::new(resolver);
    let builder = || {
        reqwest::Client::builder()
            .dns_resolver(resolver.clone())
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .referer(false)
            .connect_timeout(CONNECT)
            .pool_idle_timeout(IDLE_CONNECTION)
            .pool_max_idle_per_host(8)
            .user_agent(concat!("flowright/", env!("CARGO_PKG_VERSION")))
    };
    match builder().build() {
        Ok(client) => client,
        Err(error) => {
            // A bare machine without ca-certificates: the product must still start.
            tracing::warn!(%error, "no certificate authorities on this machine; https calls will fail until ca-certificates is installed");
            builder()
                .tls_certs_only([])
                .build()
                .expect("without reading roots from the system nothing of this can fail")
        }
    }
}
