//! A real Git server (`git http-backend`, the CGI program that comes with Git) behind a user name and a
//! token, and the plain `git` command as the other author.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::response::Response;
use base64::Engine as _;
use http::StatusCode;
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use tempfile::TempDir;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;

pub const TOKEN: &str = "0123456789abcdef0123456789abcdef01234567";

pub struct GitServer {
    dir: Arc<TempDir>,
    /// Of the repository, without a token.
    pub url: String,
}

impl GitServer {
    /// With one empty repository.
    pub fn start(listener: TcpListener) -> Self {
        let dir = Arc::new(TempDir::new().unwrap());
        let bare = dir.path().join("flows.git");
        plain(dir.path(), &["init", "-q", "--bare", "--initial-branch=main", bare.to_str().unwrap()]);
        plain(&bare, &["config", "http.receivepack", "true"]);
        let url = format!("http://{}/flows.git", listener.local_addr().unwrap());
        let router = Router::new().fallback(backend).with_state(dir.path().to_owned());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { dir, url }
    }

    fn bare(&self) -> PathBuf {
        self.dir.path().join("flows.git")
    }

    /// Somebody's working copy.
    pub fn clone_as(&self, name: &str) -> Author {
        let copy = self.dir.path().join(name);
        let bare = self.bare();
        plain(self.dir.path(), &["clone", "-q", bare.to_str().unwrap(), copy.to_str().unwrap()]);
        plain(&copy, &["config", "user.name", name]);
        plain(&copy, &["config", "user.email", &format!("{name}@example.org")]);
        Author { copy, _dir: self.dir.clone() }
    }

    /// From now on the server refuses every push.
    pub fn protect(&self) {
        let hook = self.bare().join("hooks/pre-receive");
        std::fs::write(&hook, "#!/bin/sh\necho 'the branch is protected'\nexit 1\n").unwrap();
        std::fs::set_permissions(&hook, Permissions::from_mode(0o755)).unwrap();
    }

    pub fn unprotect(&self) {
        std::fs::remove_file(self.bare().join("hooks/pre-receive")).unwrap();
    }

    /// What `git log -p` shows of a branch beyond `main`.
    pub fn history(&self, branch: &str) -> String {
        let range = format!("main..{branch}");
        plain(&self.bare(), &["log", "-p", "--format=%an <%ae>: %s", &range])
    }

    pub fn branches(&self) -> Vec<String> {
        let all = plain(&self.bare(), &["for-each-ref", "--format=%(refname:short)", "refs/heads"]);
        all.lines().map(str::to_owned).collect()
    }

    pub fn log(&self) -> String {
        plain(&self.bare(), &["log", "--format=%an <%ae>: %s", "main"])
    }
}

pub struct Author {
    copy: PathBuf,
    _dir: Arc<TempDir>,
}

impl Author {
    pub fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.copy.join(path)).unwrap()
    }

    pub fn pull(&self) {
        plain(&self.copy, &["pull", "-q", "--no-rebase"]);
    }

    /// Goes to a branch as it is on the server, or begins one where one is.
    pub fn switch(&self, branch: &str) {
        plain(&self.copy, &["fetch", "-q", "--prune"]);
        let remote = format!("origin/{branch}");
        let known = plain(&self.copy, &["branch", "-r", "--format=%(refname:short)"]);
        let start = if known.lines().any(|one| one == remote) { remote } else { "HEAD".to_owned() };
        plain(&self.copy, &["switch", "-q", "--no-track", "-C", branch, &start]);
    }

    /// Changes a file with an editor, commits and pushes to `main`.
    pub fn push(&self, path: &str, change: impl FnOnce(String) -> String, message: &str) {
        self.push_to("main", path, change, message);
    }

    /// The same to a branch.
    pub fn push_to(&self, branch: &str, path: &str, change: impl FnOnce(String) -> String, message: &str) {
        let file = self.copy.join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        let before = std::fs::read_to_string(&file).unwrap_or_default();
        std::fs::write(&file, change(before)).unwrap();
        plain(&self.copy, &["add", "-A"]);
        plain(&self.copy, &["commit", "-q", "-m", message]);
        plain(&self.copy, &["push", "-q", "origin", &format!("HEAD:refs/heads/{branch}")]);
    }
}

/// The `git` command of somebody who knows nothing of the product.
fn plain(place: &Path, args: &[&str]) -> String {
    let out = std::process::Command::new("git")
        .args(args)
        .current_dir(place)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .unwrap();
    assert!(out.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8_lossy(&out.stdout).into_owned()
}

/// RFC 3875 in as much as `git http-backend` needs it.
async fn backend(State(root): State<PathBuf>, request: Request) -> Response {
    let (about, body) = request.into_parts();
    let header = |name: &str| about.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or("").to_owned();
    let wanted =
        format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(format!("bot:{TOKEN}")));
    if header("authorization") != wanted {
        let answer = Response::builder().status(StatusCode::UNAUTHORIZED);
        return answer.header("www-authenticate", "Basic realm=\"Git\"").body(Body::empty()).unwrap();
    }
    let body = to_bytes(body, 16 << 20).await.unwrap();
    let mut command = tokio::process::Command::new("git");
    command
        .arg("http-backend")
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap())
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_PROJECT_ROOT", &root)
        .env("GIT_HTTP_EXPORT_ALL", "1")
        .env("REMOTE_USER", "bot")
        .env("PATH_INFO", about.uri.path())
        .env("QUERY_STRING", about.uri.query().unwrap_or(""))
        .env("REQUEST_METHOD", about.method.as_str())
        .env("CONTENT_TYPE", header("content-type"))
        .env("CONTENT_LENGTH", body.len().to_string())
        .env("HTTP_CONTENT_ENCODING", header("content-encoding"))
        .env("GIT_PROTOCOL", header("git-protocol"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let feed = tokio::spawn(async move { stdin.write_all(&body).await });
    let out = child.wait_with_output().await.unwrap().stdout;
    feed.await.unwrap().ok();
    let split = out.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    let mut answer = Response::builder();
    for line in String::from_utf8_lossy(&out[..split]).lines() {
        match line.split_once(": ") {
            Some(("Status", status)) => answer = answer.status(status[..3].parse::<u16>().unwrap()),
            Some((name, value)) => answer = answer.header(name, value),
            None => {}
        }
    }
    answer.body(Body::from(out[split + 4..].to_vec())).unwrap()
}
