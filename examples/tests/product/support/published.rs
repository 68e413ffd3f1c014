//! What the database and the Git history of an installation say of its versions, read while it is stopped
//! and without touching either.

use super::{Product, binary};
use control_plane_domain::{ResourceName, TenantId};
use control_plane_store::flow_versions::{self, Version, VersionFiles};
use control_plane_store::git::GitHistory;
use control_plane_store::{Db, Page, tenants};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;

/// Versions read with one query.
const PAGE: u64 = 100;

pub struct Published {
    tenant: TenantId,
    history: GitHistory,
    rows: Vec<(Version, VersionFiles)>,
    /// Of the branch, the oldest first: id and the last line of the message.
    commits: Vec<(String, String)>,
}

/// Where publishing was when the process died.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Death {
    /// Versions whose commit was not made.
    pub without_commit: usize,
    /// Versions whose commit was made, and not written down.
    pub commit_unknown: usize,
}

impl Published {
    /// Reads both. A SQLite file is copied first: whoever opens it after a crash repairs it.
    pub async fn read(product: &Product, database: Option<&str>) -> Self {
        let copy = tempfile::tempdir().expect("a temporary folder");
        let url = match database {
            Some(url) => url.to_owned(),
            None => {
                for name in ["flowright.db", "flowright.db-wal", "flowright.db-shm"] {
                    let from = product.data().join(name);
                    if from.exists() {
                        std::fs::copy(&from, copy.path().join(name)).expect("it can be copied");
                    }
                }
                format!("sqlite://{}", copy.path().join("flowright.db").display())
            }
        };
        let db = Db::connect(&url, 1, Arc::default()).await.expect("the database is there");
        let shared = db.read_shared().await.expect("it answers");
        let tenant = tenants::all(&shared).await.expect("it answers").first().expect("a tenant").id;
        drop(shared);
        let rows = rows(&db, tenant).await;
        db.close().await.expect("it closes");
        let history = GitHistory::new(product.data().join("git"));
        let commits = commits(&history.path(tenant));
        Self { tenant, history, rows, commits }
    }

    pub fn versions(&self) -> usize {
        self.rows.len()
    }

    /// Says in which window the process died, and that nothing else is the matter: a commit always has its
    /// version, and a commit that is written down is there.
    pub fn at_death(&self) -> Death {
        let known: BTreeSet<String> = self.rows.iter().map(|(version, _)| line(version)).collect();
        for (commit, of) in &self.commits {
            assert!(known.contains(of), "the commit {commit} is of no version: {of}");
        }
        let mut death = Death::default();
        for (version, _) in &self.rows {
            let made: Vec<&String> = self.of(version).collect();
            match (&version.commit, made.as_slice()) {
                (Some(commit), [made]) => assert_eq!(commit, *made),
                (None, []) => death.without_commit += 1,
                (None, [_]) => death.commit_unknown += 1,
                (_, made) => panic!("{} version {} and commits {made:?}", version.flow, version.number),
            }
        }
        death
    }

    fn of(&self, version: &Version) -> impl Iterator<Item = &String> {
        let line = line(version);
        self.commits.iter().filter(move |(_, of)| *of == line).map(|(commit, _)| commit)
    }

    /// The version that was acknowledged, if it is there.
    pub fn hash(&self, flow: &str, number: u64) -> Option<&str> {
        let rows = self.rows.iter().map(|(version, _)| version);
        let mut found = rows.filter(|version| version.flow.as_str() == flow && version.number == number);
        found.next().map(|version| version.hash.as_str())
    }

    /// Asserts that every version has exactly one commit with its files to the letter, that there is no other
    /// commit, and that one follows the other. Commits that were looked at already are not read again.
    pub async fn assert_whole(&self, seen: &mut BTreeSet<String>) {
        assert_eq!(self.at_death(), Death::default(), "what was interrupted is finished");
        assert_eq!(self.commits.len(), self.rows.len(), "a commit for each version, and no other");
        for (version, files) in &self.rows {
            let commit = version.commit.as_ref().expect("it has a commit");
            if !seen.insert(commit.clone()) {
                continue;
            }
            let folders = self.history.folders(self.tenant, commit).await.expect("the commit reads");
            let mut expected = files.tests.clone();
            expected.insert("flow.json".to_owned(), files.document.clone());
            expected.insert("layout.json".to_owned(), files.layout.clone());
            let what = format!("{} version {}", version.flow, version.number);
            assert_eq!(folders.get(version.flow.as_str()), Some(&expected), "{what}");
        }
        let repository = self.history.path(self.tenant);
        let merges = git(&repository, &["rev-list", "--min-parents=2", "--count", "main"]);
        assert_eq!(text(&merges).trim(), "0", "the history is one line");
        let checked = git(&repository, &["fsck", "--strict", "--no-dangling", "--no-progress"]);
        assert!(checked.status.success() && checked.stdout.is_empty(), "{}", text(&checked));
    }
}

async fn rows(db: &Db, tenant: TenantId) -> Vec<(Version, VersionFiles)> {
    let tx = db.read(tenant).await.expect("it answers");
    let mut rows = Vec::new();
    for name in flow_versions::published_names(&tx).await.expect("it answers") {
        let flow: ResourceName = name.parse().expect("a name");
        for page in 1.. {
            let listed = flow_versions::list(&tx, &flow, Page::new(page, PAGE)).await.expect("it answers");
            let is_last = listed.rows.len() < PAGE as usize;
            for version in listed.rows {
                let files = flow_versions::files(&tx, version.flow_id, version.number).await;
                rows.push((version, files.expect("it answers").expect("a version has files")));
            }
            if is_last {
                break;
            }
        }
    }
    rows
}

fn line(version: &Version) -> String {
    format!("Flowright-Version: {}/{}", version.flow_id, version.number)
}

fn commits(repository: &Path) -> Vec<(String, String)> {
    if !repository.join("refs/heads/main").exists() && !repository.join("packed-refs").exists() {
        return Vec::new();
    }
    let log = git(repository, &["log", "--reverse", "--format=%H%x00%B%x01", "main"]);
    assert!(log.status.success(), "{}", text(&log));
    let log = text(&log);
    let commits = log.split('\u{1}').filter_map(|commit| commit.trim().split_once('\0'));
    let last = |message: &str| message.trim_end().lines().last().unwrap_or_default().to_owned();
    commits.map(|(id, message)| (id.to_owned(), last(message))).collect()
}

fn git(repository: &Path, args: &[&str]) -> Output {
    Command::new("git")
        .arg("--git-dir")
        .arg(repository)
        .args(args)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .output()
        .expect("git runs")
}

/// `flowright fsck` on a stopped installation: what it says; it has to succeed.
pub fn fsck(product: &Product, database: Option<&str>, args: &[&str]) -> String {
    let mut command = Command::new(binary());
    command.arg("fsck").args(args).env("FLOWRIGHT_DATA", product.data());
    if let Some(url) = database {
        command.env("FLOWRIGHT_DATABASE_URL", url);
    }
    let output = command.output().expect("flowright runs");
    assert!(output.status.success(), "{}{}", text(&output), String::from_utf8_lossy(&output.stderr));
    text(&output)
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}
