//! Whether the database and the Git history say the same, and making them.
//!
//! The database is the record: what is wrong in Git is written again from it. A version's content hash ties
//! the two together.

use super::Layout;
use control_plane_domain::{ResourceName, TenantId};
use control_plane_store::flow_versions::{self, Version};
use control_plane_store::git::{self, GitHistory, in_folder};
use control_plane_store::{Db, Page, StoreError, flow_documents};
use executor_runtime::flow_test::FlowTest;
use flow_schema::canonical;
use flow_schema::model::Flow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Versions looked at with one query.
const PAGE: u64 = 200;

/// A version that Git and the database do not agree about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub flow: ResourceName,
    pub version: u64,
    pub what: What,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The process died between the version and its commit, or the disk was full.
    NoCommit,
    /// The commit is not part of the branch: the repository was replaced, or damaged.
    NotInHistory(String),
    /// The commit holds something else than the version: this file is missing there, is another, or should
    /// not be there.
    OtherFile { commit: String, path: String },
    /// The stored document is not the one that the version's hash names. Nothing here can mend that.
    DamagedDocument,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} version {}: ", self.flow, self.version)?;
        match &self.what {
            What::NoCommit => f.write_str("it has no commit"),
            What::NotInHistory(commit) => write!(f, "its commit {commit} is not in the history"),
            What::OtherFile { commit, path } => write!(f, "its commit {commit} holds another {path}"),
            What::DamagedDocument => f.write_str("its document is not what its hash says; restore a backup"),
        }
    }
}

/// Looks at every version of a tenant.
///
/// # Errors
/// When the database or the repository cannot be read at all.
pub async fn differences(db: &Db, git: &GitHistory, tenant: TenantId) -> Result<Vec<Difference>, StoreError> {
    let mut found = Vec::new();
    let tx = db.read(tenant).await?;
    let names = flow_versions::published_names(&tx).await?;
    drop(tx);
    for name in names {
        let Ok(flow) = name.parse::<ResourceName>() else { continue };
        for page in 1.. {
            let tx = db.read(tenant).await?;
            let listed = flow_versions::list(&tx, &flow, Page::new(page, PAGE)).await?;
            drop(tx);
            let last = listed.rows.len() < PAGE as usize;
            look(db, git, tenant, &flow, listed.rows, &mut found).await?;
            if last {
                break;
            }
        }
    }
    found.sort_by(|a, b| (&a.flow, a.version).cmp(&(&b.flow, b.version)));
    Ok(found)
}

async fn look(
    db: &Db,
    git: &GitHistory,
    tenant: TenantId,
    flow: &ResourceName,
    versions: Vec<Version>,
    found: &mut Vec<Difference>,
) -> Result<(), StoreError> {
    let commits = versions.iter().filter_map(|version| version.commit.clone()).collect();
    let lost = git.missing(tenant, commits).await?;
    for version in versions {
        let tx = db.read(tenant).await?;
        let files = flow_versions::files(&tx, version.flow_id, version.number).await?;
        drop(tx);
        let mut differs = |what| found.push(Difference { flow: flow.clone(), version: version.number, what });
        let Some(files) = files.filter(|files| flow_documents::hash(&files.document) == version.hash) else {
            differs(What::DamagedDocument);
            continue;
        };
        match version.commit {
            None => differs(What::NoCommit),
            Some(commit) if lost.contains(&commit) => differs(What::NotInHistory(commit)),
            Some(commit) => {
                let folder = git.folder_at(tenant, &commit, flow).await?.unwrap_or_default();
                if let Some(path) = other(&in_folder(files), &folder) {
                    differs(What::OtherFile { commit, path });
                }
            }
        }
    }
    Ok(())
}

/// The first file that does not say the same. How a file is laid out is its author's business.
fn other(ours: &BTreeMap<String, String>, theirs: &BTreeMap<String, String>) -> Option<String> {
    let paths: BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
    let says = |files: &BTreeMap<String, String>, path| files.get(path).map(|text| meaning(path, text));
    paths.into_iter().find(|path| says(ours, path) != says(theirs, path)).cloned()
}

/// What a file says, written as we write it; one that cannot be read says only itself.
fn meaning(path: &str, text: &str) -> String {
    match path {
        "flow.json" => serde_json::from_str::<Flow>(text).map(|flow| canonical::to_string(&flow)).ok(),
        "layout.json" => {
            serde_json::from_str::<Layout>(text).map(|layout| canonical::to_string(&layout)).ok()
        }
        _ => FlowTest::parse(text).map(|test| canonical::to_string(&test)).ok(),
    }
    .unwrap_or_else(|| text.to_owned())
}

/// Writes again what Git lacks, in the order in which it was published. Gives what could not be mended.
///
/// # Errors
/// When the database or the repository cannot be written.
pub async fn mend(
    db: &Db,
    git: &GitHistory,
    tenant: TenantId,
    differences: &[Difference],
) -> Result<Vec<Difference>, StoreError> {
    let tx = db.write(tenant).await?;
    for difference in differences {
        if difference.what != What::DamagedDocument {
            // The later ones too, so that the newest is what the history ends with.
            flow_versions::forget_commits(&tx, &difference.flow, difference.version).await?;
        }
    }
    tx.commit().await?;
    git::commit_pending(db, git, tenant).await?;
    self::differences(db, git, tenant).await
}
