//! A PostgreSQL server of the test's own, which it may stop, freeze and crowd.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(60);
/// Connections kept for superusers.
const KEPT: u32 = 3;

pub struct OwnPostgres {
    bin: PathBuf,
    folder: PathBuf,
    pub port: u16,
    connections: u32,
}

impl OwnPostgres {
    /// Starts a server that lends this many connections.
    pub fn start(connections: u32) -> Self {
        let bin = newest_installation();
        let port = super::process::free_port();
        // Not the test's own folder, which the user postgres could not enter.
        let folder = PathBuf::from(format!("/tmp/flowright-own-pg-{}", uuid::Uuid::now_v7().simple()));
        let server = Self { bin, folder, port, connections };
        server.as_postgres("mkdir", &[&server.folder]);
        let data = server.folder.join("db");
        let flags = ["-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "-D"];
        let mut arguments: Vec<&Path> = flags.iter().map(Path::new).collect();
        arguments.push(&data);
        server.as_postgres("initdb", &arguments);
        let settings = format!(
            "port = {port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = '{}'\n\
             max_connections = {connections}\nsuperuser_reserved_connections = {KEPT}\nshared_buffers = 32MB\n",
            server.folder.display()
        );
        server.as_postgres(
            "sh",
            &[
                Path::new("-c"),
                Path::new(&format!("printf \"%s\" \"$1\" >> '{}/postgresql.conf'", data.display())),
                Path::new("sh"),
                Path::new(&settings),
            ],
        );
        server.control(&["start"]);
        server.sql("postgres", "CREATE ROLE flowright_owner LOGIN CREATEDB; CREATE ROLE flowright_app LOGIN; GRANT flowright_app TO flowright_owner");
        server.sql("postgres", "CREATE DATABASE flowright OWNER flowright_owner");
        server
    }

    /// `(application URL, owner URL)` of its database, over this port: the server's own or a cable's.
    pub fn urls(&self, port: u16) -> (String, String) {
        let url = |role: &str, port: u16| format!("postgres://{role}@127.0.0.1:{port}/flowright");
        (url("flowright_app", port), url("flowright_owner", self.port))
    }

    /// As its superuser, for whom a connection is kept; gives back the last line.
    pub fn sql(&self, database: &str, statements: &str) -> String {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let answer = self
                .command("psql")
                .args(["-qAt", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-U", "postgres", "-p"])
                .args([&self.port.to_string(), "-c", statements, database])
                .output()
                .expect("psql runs");
            if answer.status.success() {
                return String::from_utf8_lossy(&answer.stdout)
                    .trim()
                    .lines()
                    .last()
                    .unwrap_or_default()
                    .to_owned();
            }
            let error = String::from_utf8_lossy(&answer.stderr);
            // In a crowd even the places kept for superusers are taken for moments.
            let is_crowded = error.contains("too many clients");
            assert!(is_crowded && Instant::now() < deadline, "{statements}: {error}");
        }
    }

    /// Ends it as a crash would: nothing is finished, nothing is said to its clients.
    pub fn crash(&self) {
        self.control(&["-m", "immediate", "stop"]);
    }

    pub fn come_back(&self) {
        self.control(&["start"]);
    }

    /// Others have every connection that it lends, and ours are taken away.
    pub fn crowd(&self) -> Crowd<'_> {
        let crowd = Crowd::of(self);
        let everybody = format!("SELECT count(*) FROM pg_stat_activity WHERE application_name = '{CROWD}'");
        let deadline = Instant::now() + PATIENCE;
        while self.sql("postgres", &everybody) != crowd.0.len().to_string() {
            assert!(Instant::now() < deadline, "the crowd never got in");
            self.sql(
                "postgres",
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'flowright'",
            );
        }
        crowd
    }

    /// It takes connections still, as its kernel does, and answers nobody.
    pub fn freeze(&self) {
        self.signal("-STOP");
    }

    pub fn thaw(&self) {
        self.signal("-CONT");
    }

    fn signal(&self, signal: &str) {
        let written =
            std::fs::read_to_string(self.folder.join("db/postmaster.pid")).expect("the server runs");
        let postmaster = written.lines().next().expect("the first line is its pid").to_owned();
        let children =
            Command::new("ps").args(["-o", "pid=", "--ppid", &postmaster]).output().expect("ps runs");
        let children = String::from_utf8_lossy(&children.stdout).into_owned();
        let sent = Command::new("kill")
            .arg(signal)
            .arg(&postmaster)
            .args(children.split_whitespace())
            .stderr(Stdio::null())
            .status()
            .expect("kill runs");
        // One of its children may just have ended; the server itself was there.
        assert!(sent.success() || Path::new("/proc").join(&postmaster).exists(), "the server runs");
    }

    fn control(&self, words: &[&str]) {
        let (data, log) = (self.folder.join("db"), self.folder.join("log"));
        let mut arguments: Vec<&Path> =
            vec![Path::new("-w"), Path::new("-t"), Path::new("60"), Path::new("-s")];
        arguments.extend([Path::new("-D"), &data, Path::new("-l"), &log]);
        arguments.extend(words.iter().map(Path::new));
        self.as_postgres("pg_ctl", &arguments);
    }

    fn as_postgres(&self, program: &str, arguments: &[&Path]) {
        let done = self.command(program).args(arguments).stdout(Stdio::null()).status().expect("it runs");
        assert!(done.success(), "{program} {arguments:?}: {done}");
    }

    /// PostgreSQL refuses to run as root.
    fn command(&self, program: &str) -> Command {
        let own = self.bin.join(program);
        let program = if own.exists() { own } else { PathBuf::from(program) };
        let mut command = if super::disk::is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        command.current_dir("/tmp");
        command
    }
}

const CROWD: &str = "crowd";

/// Clients that hold on to their connections, and come again when they lose them.
pub struct Crowd<'a>(Vec<std::process::Child>, &'a OwnPostgres);

impl<'a> Crowd<'a> {
    fn of(server: &'a OwnPostgres) -> Self {
        let (url, _) = server.urls(server.port);
        let again = format!("while :; do psql -qc 'SELECT pg_sleep(600)' '{url}'; sleep 0.05; done");
        let member = |_| {
            let mut shell = Command::new("sh");
            shell.args(["-c", &again]).env("PGAPPNAME", CROWD);
            shell.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("sh runs")
        };
        Self((KEPT..server.connections).map(member).collect(), server)
    }
}

impl Drop for Crowd<'_> {
    fn drop(&mut self) {
        for member in &mut self.0 {
            member.kill().ok();
            member.wait().ok();
        }
        let away = format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{CROWD}'"
        );
        self.1.sql("postgres", &away);
    }
}

impl Drop for OwnPostgres {
    fn drop(&mut self) {
        self.thaw();
        let data = self.folder.join("db");
        let mut stop = self.command("pg_ctl");
        stop.args(["-s", "-m", "immediate", "-D"]).arg(&data).arg("stop");
        stop.stderr(Stdio::null()).status().ok();
        std::fs::remove_dir_all(&self.folder).ok();
    }
}

fn newest_installation() -> PathBuf {
    let mut found: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .expect("PostgreSQL is installed; `make test` sees to it")
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    found.sort();
    found.pop().expect("PostgreSQL is installed; `make test` sees to it").1
}
