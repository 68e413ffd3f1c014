//! One `flowright up` on a port of its own and a data directory that outlives its restarts.

use super::client::Client;
use super::disk::SmallDisk;
use super::model::StubModel;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// A start that takes longer than this has failed.
const START_LIMIT: Duration = Duration::from_secs(60);

pub struct Product {
    data: PathBuf,
    log: PathBuf,
    /// What the command line begins with; empty for the product itself.
    within: Vec<String>,
    port: u16,
    environment: Vec<(String, String)>,
    child: Option<Child>,
    setup_token: Option<String>,
    _folder: tempfile::TempDir,
}

impl Product {
    /// Starts on an empty data directory.
    pub fn start() -> Self {
        Self::start_with(&[])
    }

    /// Starts with settings (environment variables) on top of the defaults.
    pub fn start_with(environment: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        Self::new(folder.path().join("data"), Vec::new(), folder, environment)
    }

    /// Starts with this model as the first tenant's, and further settings.
    pub fn start_with_model(model: &StubModel, environment: &[(&str, &str)]) -> Self {
        let (address, url) = (model.address(), model.url());
        let mut all = vec![
            ("FLOWRIGHT_EGRESS_ALLOW", address.as_str()),
            ("FLOWRIGHT_MODEL_URL", url.as_str()),
            ("FLOWRIGHT_MODEL", "stub"),
            ("FLOWRIGHT_MODEL_KEY", "key"),
        ];
        all.extend(environment);
        Self::start_with(&all)
    }

    /// Starts another process of this installation, which has its administrator; the database must be one
    /// that processes share.
    pub fn start_beside(&self) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut product = Self {
            data: self.data.clone(),
            log: folder.path().join("stderr"),
            within: self.within.clone(),
            port: free_port(),
            environment: self.environment.clone(),
            child: None,
            setup_token: self.setup_token.clone(),
            _folder: folder,
        };
        product.resume();
        product
    }

    /// Starts with its data directory on this disk, its log elsewhere.
    pub fn start_on(disk: &SmallDisk, environment: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        Self::new(disk.path().join("data"), disk.enter(), folder, environment)
    }

    fn new(
        data: PathBuf,
        within: Vec<String>,
        folder: tempfile::TempDir,
        environment: &[(&str, &str)],
    ) -> Self {
        let mut product = Self {
            data,
            log: folder.path().join("stderr"),
            within,
            port: free_port(),
            environment: environment.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
            child: None,
            setup_token: None,
            _folder: folder,
        };
        product.resume();
        product
    }

    /// Starts the same installation again, after [`kill`](Self::kill) or [`stop`](Self::stop).
    pub fn resume(&mut self) {
        assert!(self.child.is_none(), "the product runs already");
        let mut words = self.within.clone();
        words.push(binary().display().to_string());
        let mut command = Command::new(&words[0]);
        command
            .args(&words[1..])
            .arg("up")
            .env("FLOWRIGHT_PORT", self.port.to_string())
            .env("FLOWRIGHT_BIND", "127.0.0.1")
            .env("FLOWRIGHT_DATA", &self.data)
            .env("FLOWRIGHT_LOG_FORMAT", "json")
            .env("RUST_BACKTRACE", "1")
            .envs(self.environment.iter().map(|(k, v)| (k, v)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log_file(&self.log));
        let mut child = command.spawn().expect("flowright starts");
        let output = child.stdout.take().expect("stdout is piped");
        let (lines, line) = mpsc::channel();
        // Keeps reading for as long as the process lives, so that it never blocks on a full pipe.
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                lines.send(line).ok();
            }
        });
        self.child = Some(child);
        self.wait_for(&line, "Flowright is ready at");
        // The link follows at once; there is none any more when somebody has used it.
        if self.setup_token.is_none() {
            let said = self.wait_for(&line, "/setup?token=");
            let (_, token) = said.split_once("/setup?token=").expect("that is the line");
            self.setup_token = Some(token.trim().to_owned());
        }
    }

    /// The next line of its output that contains these words.
    fn wait_for(&self, lines: &mpsc::Receiver<String>, words: &str) -> String {
        let deadline = Instant::now() + START_LIMIT;
        loop {
            match lines.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(line) if line.contains(words) => return line,
                Ok(_) => {}
                Err(_) => panic!("flowright did not start; it never said “{words}”:\n{}", self.log()),
            }
        }
    }

    /// `kill -9`: no chance to clean up.
    pub fn kill(&mut self) {
        let mut child = self.child.take().expect("the product runs");
        child.kill().expect("SIGKILL is delivered");
        child.wait().expect("the child is reaped");
    }

    /// SIGTERM, as an operator stops it; gives back whether it ended by itself with success.
    pub fn stop(&mut self) -> bool {
        let mut child = self.child.take().expect("the product runs");
        let told = Command::new("kill").arg("-TERM").arg(child.id().to_string()).status().expect("kill runs");
        assert!(told.success());
        child.wait().expect("the child is reaped").success()
    }

    /// The process was ended by somebody else (a test's target); takes note of it.
    pub fn reap(&mut self) {
        self.child.take().expect("the product ran").wait().expect("the child is reaped");
    }

    pub fn pid(&self) -> u32 {
        self.child.as_ref().expect("the product runs").id()
    }

    /// What it holds in memory now and held at most.
    pub fn memory(&self) -> Memory {
        let status =
            std::fs::read_to_string(format!("/proc/{}/status", self.pid())).expect("the process lives");
        let megabytes = |name: &str| {
            let line = status.lines().find(|line| line.starts_with(name)).expect("a process has a size");
            let kilobytes: i64 =
                line.split_whitespace().nth(1).and_then(|kb| kb.parse().ok()).expect("a number");
            kilobytes / 1024
        };
        Memory { resident: megabytes("VmRSS:"), peak: megabytes("VmHWM:") }
    }

    /// The peak begins anew with what is held now.
    pub fn forget_peak_memory(&self) {
        std::fs::write(format!("/proc/{}/clear_refs", self.pid()), "5").expect("the process is ours");
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The token of the one-time link that the first start prints.
    pub fn setup_token(&self) -> &str {
        self.setup_token.as_deref().expect("a start without an administrator prints a setup link")
    }

    /// Everything the process wrote to stderr so far.
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// Waits until the process has written these words to its log.
    pub async fn log_until(&self, words: &str) {
        let deadline = tokio::time::Instant::now() + START_LIMIT;
        while !self.log().contains(words) {
            assert!(tokio::time::Instant::now() < deadline, "“{words}” was never logged:\n{}", self.log());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Uses the setup link and gives back the administrator's client.
    pub async fn administrator(&self) -> Client {
        let client = self.set_up(self.setup_token(), "admin@example.test").await;
        client.knowledge_ready("it").await;
        client
    }

    /// Makes a tenant's first administrator.
    pub async fn set_up(&self, token: &str, email: &str) -> Client {
        let client = Client::anonymous(&self.url());
        let body =
            serde_json::json!({ "token": token, "email": email, "name": "Admin", "password": PASSWORD });
        let session = client.post("/auth/setup", body).await.expect_status(&[200, 201]);
        client.with_token(session["access_token"].as_str().expect("a session has an access token"))
    }

    /// The token of a new setup link for another tenant, as an operator gets it on the command line.
    pub fn setup_link(&self, tenant: &str) -> String {
        let said = Command::new(binary())
            .args(["admin", "setup-link", "--tenant", tenant])
            .env("FLOWRIGHT_DATA", &self.data)
            .output()
            .expect("flowright runs");
        let text = String::from_utf8_lossy(&said.stdout).into_owned();
        let (_, token) = text
            .split_once("/setup?token=")
            .unwrap_or_else(|| panic!("no link: {text}{}", String::from_utf8_lossy(&said.stderr)));
        token.trim().to_owned()
    }

    /// Where it keeps everything.
    pub fn data(&self) -> &Path {
        &self.data
    }
}

/// Resident memory of a process in megabytes.
#[derive(Clone, Copy, Debug)]
pub struct Memory {
    pub resident: i64,
    pub peak: i64,
}

/// Good enough for the password rules.
pub const PASSWORD: &str = "correct-horse-battery-42";

impl Drop for Product {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().ok();
            child.wait().ok();
        }
    }
}

fn log_file(path: &Path) -> Stdio {
    std::fs::OpenOptions::new().create(true).append(true).open(path).expect("the log can be written").into()
}

/// The binary beside this test, built by the same `cargo` call.
pub fn binary() -> PathBuf {
    let test = std::env::current_exe().expect("a test knows its own path");
    // target/debug/deps/product-… → target/debug/flowright
    let path = test.parent().and_then(Path::parent).expect("tests lie in deps").join("flowright");
    assert!(path.exists(), "{} is missing; `make test` builds it", path.display());
    path
}

pub fn free_port() -> u16 {
    std::net::TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .expect("a free port")
        .port()
}
