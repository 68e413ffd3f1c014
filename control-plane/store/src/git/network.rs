//! Fetching from and pushing to a remote, through the `git` program: libgit2 is built without TLS, and
//! `git` is what every server is tried against.

use super::GitHistory;
use super::branches::{BranchPath, FETCHED};
use super::lock::{self, Patience};
use control_plane_domain::TenantId;
use std::net::SocketAddr;
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;
use tokio::io::AsyncReadExt;
use tokio::process::Command;

/// Where the remote's branch is kept here after a fetch.
pub(super) const REMOTE_REF: &str = "refs/flowright/remote";
/// A history of flows is small; what takes longer does not answer.
const TIME_LIMIT: Duration = Duration::from_secs(120);
/// What `git` prints is for its error; a server may send more than anybody reads.
const OUTPUT_LIMIT: u64 = 64 * 1024;

/// A branch on another Git server, and how to get there.
#[derive(Clone)]
pub struct Remote {
    /// `http(s)://…`, or `file:///…` where the operator allows it.
    pub url: String,
    pub branch: String,
    /// Any name does for most servers when there is a token.
    pub username: String,
    pub token: Option<String>,
    /// The address that the URL's name was checked to lead to; the connection goes there and nowhere else.
    pub address: Option<SocketAddr>,
}

impl std::fmt::Debug for Remote {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Remote").field("url", &self.url).field("branch", &self.branch).finish_non_exhaustive()
    }
}

/// Why the remote did not do what was asked, in words for a person; never with the token in them.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RemoteError {
    #[error("the server does not accept the user name and token")]
    Auth,
    #[error("the token may read this repository but not push to it")]
    Forbidden,
    #[error("there is no repository at this address, or the token may not see it")]
    NotFound,
    #[error("the server cannot be reached: {0}")]
    Unreachable(String),
    #[error("the server did not answer within {0} s")]
    Timeout(u64),
    /// Somebody else was first: fetch, merge, push again.
    #[error("the remote has commits that are not here")]
    Behind,
    /// A rule of the server, such as a protected branch.
    #[error("the server refused the push: {0}")]
    Refused(String),
    #[error("the program git is not installed on this server")]
    NoGit,
    #[error("git: {0}")]
    Other(String),
}

impl GitHistory {
    /// Gets the remote's branch; gives its newest commit, or `None` when there is no such branch (yet).
    ///
    /// # Errors
    /// [`RemoteError`]; nothing has changed then.
    pub async fn fetch(&self, tenant: TenantId, remote: &Remote) -> Result<Option<String>, RemoteError> {
        let path = self.path(tenant);
        self.make(tenant).await.map_err(|error| RemoteError::Other(error.to_string()))?;
        let heads = git(&path, remote, &["ls-remote", "--heads", &remote.url, &full(&remote.branch)]).await?;
        let Some(tip) = heads.split_whitespace().next().map(str::to_owned) else { return Ok(None) };
        let spec = format!("+{}:{REMOTE_REF}", full(&remote.branch));
        git(
            &path,
            remote,
            &["fetch", "--no-tags", "--no-write-fetch-head", "--no-auto-gc", &remote.url, &spec],
        )
        .await?;
        // Somebody may have pushed between the two: what was fetched counts.
        let fetched = self.resolve(tenant, REMOTE_REF).await;
        Ok(fetched.map_err(|error| RemoteError::Other(error.to_string()))?.or(Some(tip)))
    }

    /// Pushes a commit to the remote's branch, never by force.
    ///
    /// # Errors
    /// [`RemoteError::Behind`] when the remote has moved on.
    pub async fn push(&self, tenant: TenantId, remote: &Remote, commit: &str) -> Result<(), RemoteError> {
        let spec = format!("{commit}:{}", full(&remote.branch));
        git(&self.path(tenant), remote, &["push", "--porcelain", &remote.url, &spec]).await.map(drop)
    }

    /// Gets all branches of flows as they are there.
    ///
    /// # Errors
    /// [`RemoteError`]; nothing has changed then.
    pub async fn fetch_branches(&self, tenant: TenantId, remote: &Remote) -> Result<(), RemoteError> {
        self.make(tenant).await.map_err(|error| RemoteError::Other(error.to_string()))?;
        let spec = format!("+refs/heads/flows/*:{FETCHED}*");
        let args =
            ["fetch", "--no-tags", "--no-write-fetch-head", "--no-auto-gc", "--prune", &remote.url, &spec];
        git(&self.path(tenant), remote, &args).await.map(drop)
    }

    /// Pushes a branch's commit, or deletes the branch there. `over` is what may be lost there by it: nothing
    /// when it is `None`, else this commit and what comes before it.
    ///
    /// # Errors
    /// [`RemoteError::Behind`] when the branch there is another.
    pub async fn push_branch(
        &self,
        tenant: TenantId,
        remote: &Remote,
        path: &BranchPath,
        commit: Option<&str>,
        over: Option<&str>,
    ) -> Result<(), RemoteError> {
        let head = path.head();
        let spec = format!("{}:{head}", commit.unwrap_or_default());
        let lease = over.map(|over| format!("--force-with-lease={head}:{over}"));
        let mut args = vec!["push", "--porcelain"];
        args.extend(lease.as_deref());
        args.extend([remote.url.as_str(), &spec]);
        git(&self.path(tenant), remote, &args).await.map(drop)
    }
}

fn full(branch: &str) -> String {
    format!("refs/heads/{branch}")
}

/// Runs `git` in the repository. A lock that a killed process left there is waited for, and taken away.
async fn git(repository: &Path, remote: &Remote, args: &[&str]) -> Result<String, RemoteError> {
    let mut patience = Patience::default();
    loop {
        let (status, out, err) = tokio::time::timeout(TIME_LIMIT, run(command(repository, remote, args)))
            .await
            .map_err(|_| RemoteError::Timeout(TIME_LIMIT.as_secs()))??;
        match lock::named_by_git(repository, &err) {
            _ if status.success() => return Ok(out),
            Some(lock) if patience.lasts() => {
                patience.wait(&[lock]).await.map_err(|error| RemoteError::Other(error.to_string()))?;
            }
            Some(_) | None => return Err(explain(&out, &err)),
        }
    }
}

/// `git` with nothing of this machine's own settings, no prompts and no hooks.
fn command(repository: &Path, remote: &Remote, args: &[&str]) -> Command {
    let mut settings: Vec<(&str, String)> = vec![
        ("credential.helper", String::new()),
        ("core.hooksPath", "/dev/null".to_owned()),
        // Redirects would leave the address that was checked.
        ("http.followRedirects", "false".to_owned()),
        ("http.lowSpeedLimit", "1".to_owned()),
        ("http.lowSpeedTime", "30".to_owned()),
        ("protocol.version", "2".to_owned()),
    ];
    if let Some(token) = &remote.token {
        let user = if remote.username.is_empty() { "flowright" } else { &remote.username };
        settings.push(("http.extraHeader", format!("Authorization: Basic {}", basic(user, token))));
    }
    if let (Some(address), Some((host, port))) = (remote.address, host_and_port(&remote.url)) {
        settings.push(("http.curloptResolve", format!("{host}:{port}:{}", address.ip())));
    }
    let mut command = Command::new("git");
    command
        .arg("--git-dir")
        .arg(repository)
        .args(args)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("LC_ALL", "C")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_ASKPASS", "/bin/false")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_ALLOW_PROTOCOL", "http:https:file")
        // In the environment rather than among the arguments: those are everybody's to read.
        .env("GIT_CONFIG_COUNT", settings.len().to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    for (at, (key, value)) in settings.into_iter().enumerate() {
        command.env(format!("GIT_CONFIG_KEY_{at}"), key).env(format!("GIT_CONFIG_VALUE_{at}"), value);
    }
    command
}

async fn run(mut command: Command) -> Result<(ExitStatus, String, String), RemoteError> {
    let broken = |error: std::io::Error| RemoteError::Other(error.to_string());
    let mut child = command.spawn().map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => RemoteError::NoGit,
        _ => broken(error),
    })?;
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let (out, err, status) = tokio::try_join!(read(out), read(err), child.wait()).map_err(broken)?;
    Ok((status, out, err))
}

/// Reads to the end, keeping what fits: a pipe that nobody reads would stop the program.
async fn read<R: tokio::io::AsyncRead + Unpin>(pipe: Option<R>) -> std::io::Result<String> {
    let Some(mut pipe) = pipe else { return Ok(String::new()) };
    let mut kept = Vec::new();
    (&mut pipe).take(OUTPUT_LIMIT).read_to_end(&mut kept).await?;
    tokio::io::copy(&mut pipe, &mut tokio::io::sink()).await?;
    Ok(String::from_utf8_lossy(&kept).into_owned())
}

/// What `git` says, as something to act on.
fn explain(out: &str, err: &str) -> RemoteError {
    let says = |words: &[&str]| words.iter().any(|word| err.contains(word) || out.contains(word));
    let last = || {
        let mut lines =
            err.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("hint:"));
        let line = lines.next_back().unwrap_or("it failed without a word");
        line.trim_start_matches("fatal: ").trim_start_matches("error: ").chars().take(300).collect::<String>()
    };
    if says(&["Authentication failed", "could not read Username", "could not read Password", "error: 401"]) {
        RemoteError::Auth
    } else if says(&["error: 403"]) {
        RemoteError::Forbidden
    } else if says(&["error: 404", "not found", "does not appear to be a git repository", "does not exist"]) {
        RemoteError::NotFound
    } else if says(&["[rejected]", "non-fast-forward", "fetch first", "stale info"]) {
        RemoteError::Behind
    } else if says(&["[remote rejected]"]) {
        let why = out.lines().chain(err.lines()).find(|line| line.contains("[remote rejected]"));
        RemoteError::Refused(why.unwrap_or_default().trim_start_matches(['!', ' ', '\t']).to_owned())
    } else if says(&[
        "Could not resolve host",
        "Failed to connect",
        "Couldn't connect",
        "Connection refused",
        "Connection timed out",
        "Operation too slow",
        "SSL",
        "unable to access",
    ]) {
        RemoteError::Unreachable(last())
    } else {
        RemoteError::Other(last())
    }
}

fn host_and_port(url: &str) -> Option<(&str, u16)> {
    let (scheme, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let standard = match scheme {
        "https" => 443,
        "http" => 80,
        _ => return None,
    };
    match authority.rsplit_once(':') {
        Some((host, port)) if !host.is_empty() => Some((host, port.parse().ok()?)),
        _ => Some((authority, standard)),
    }
}

/// RFC 7617.
fn basic(user: &str, password: &str) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(format!("{user}:{password}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_git_prints_becomes_something_to_act_on() {
        let cases = [
            ("", "fatal: Authentication failed for 'http://x/y.git/'", RemoteError::Auth),
            ("", "remote: Not found\nfatal: repository 'http://x/y.git/' not found", RemoteError::NotFound),
            (
                "!\tabc:refs/heads/main\t[rejected] (fetch first)\nDone",
                "error: failed to push",
                RemoteError::Behind,
            ),
            (
                "!\tabc:refs/heads/main\t[remote rejected] (pre-receive hook declined)\nDone",
                "error: failed to push some refs",
                RemoteError::Refused(
                    "abc:refs/heads/main\t[remote rejected] (pre-receive hook declined)".into(),
                ),
            ),
            (
                "",
                "fatal: unable to access 'http://x/': Failed to connect to x port 80",
                RemoteError::Unreachable(
                    "unable to access 'http://x/': Failed to connect to x port 80".into(),
                ),
            ),
            (
                "",
                "fatal: unable to access 'http://x/': The requested URL returned error: 403",
                RemoteError::Forbidden,
            ),
            ("", "", RemoteError::Other("it failed without a word".into())),
        ];
        for (out, err, means) in cases {
            assert_eq!(explain(out, err), means, "{err}");
        }
    }

    #[test]
    fn the_checked_address_is_tied_to_the_hosts_port() {
        assert_eq!(host_and_port("https://git.example.test/a/b.git"), Some(("git.example.test", 443)));
        assert_eq!(host_and_port("http://git.example.test:3000/a"), Some(("git.example.test", 3000)));
        assert_eq!(host_and_port("file:///srv/flows.git"), None);
    }
}
