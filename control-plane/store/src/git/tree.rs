//! Trees out of files, without a working copy.

use git2::{FileMode, Oid, Repository, Tree};
use std::collections::BTreeMap;

/// The folder that flows live in.
const FLOWS: &str = "flows";

/// The tip's tree with the flow's folder replaced by these files.
pub(super) fn with_flow<'repo>(
    repo: &'repo Repository,
    tip: Option<&Tree<'repo>>,
    flow: &str,
    files: &BTreeMap<String, String>,
) -> Result<Tree<'repo>, git2::Error> {
    let folder = write_folder(repo, files.iter().map(|(path, text)| (path.as_str(), text.as_str())))?;
    let old_flows = match tip.and_then(|tip| tip.get_name(FLOWS)) {
        Some(entry) => Some(repo.find_tree(entry.id())?),
        None => None,
    };
    let mut flows = repo.treebuilder(old_flows.as_ref())?;
    flows.insert(flow, folder, FileMode::Tree.into())?;
    let mut root = repo.treebuilder(tip)?;
    root.insert(FLOWS, flows.write()?, FileMode::Tree.into())?;
    repo.find_tree(root.write()?)
}

/// The object behind a flow's folder, to see whether a commit changed it.
pub(super) fn flow_folder(tree: &Tree<'_>, flow: &str) -> Option<Oid> {
    tree.get_path(&std::path::Path::new(FLOWS).join(flow)).ok().map(|entry| entry.id())
}

/// A file of a flow.
pub(super) fn flow_file(
    repo: &Repository,
    tree: &Tree<'_>,
    flow: &str,
    path: &str,
) -> Result<Option<Vec<u8>>, git2::Error> {
    let path = std::path::Path::new(FLOWS).join(flow).join(path);
    match tree.get_path(&path) {
        Ok(entry) => match entry.to_object(repo)?.into_blob() {
            Ok(blob) => Ok(Some(blob.content().to_vec())),
            Err(_folder) => Ok(None),
        },
        Err(error) if error.code() == git2::ErrorCode::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// libgit2 refuses names such as `..` and `.git` by itself.
fn write_folder<'a>(
    repo: &Repository,
    files: impl Iterator<Item = (&'a str, &'a str)>,
) -> Result<Oid, git2::Error> {
    let mut builder = repo.treebuilder(None)?;
    let mut folders: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for (path, text) in files {
        match path.split_once('/') {
            Some((folder, rest)) => folders.entry(folder).or_default().push((rest, text)),
            None => {
                builder.insert(path, repo.blob(text.as_bytes())?, FileMode::Blob.into())?;
            }
        }
    }
    for (folder, files) in folders {
        builder.insert(folder, write_folder(repo, files.into_iter())?, FileMode::Tree.into())?;
    }
    builder.write()
}
