//! Trees out of files, without a working copy.

use super::graph::Folders;
use git2::{FileMode, Oid, Repository, Tree, TreeBuilder};
use std::collections::BTreeMap;

/// The folder that flows live in.
const FLOWS: &str = "flows";

/// What of a flow's folder is ours; other files, such as somebody's notes, are left alone.
const OURS: [&str; 3] = ["flow.json", "layout.json", TESTS];
const TESTS: &str = "tests";

/// Larger files are no flows; somebody put them there by mistake.
const MAX_FILE: usize = 4 << 20;

/// The tip's tree with the flow's files replaced by these.
pub(super) fn with_flow<'repo>(
    repo: &'repo Repository,
    tip: Option<&Tree<'repo>>,
    flow: &str,
    files: &BTreeMap<String, String>,
) -> Result<Tree<'repo>, git2::Error> {
    change(repo, tip, |flows| put(repo, flows, flow, files, &OURS))
}

/// The tip's tree with the flow's document and layout replaced by these; its tests are the flow's.
pub(super) fn with_draft<'repo>(
    repo: &'repo Repository,
    tip: Option<&Tree<'repo>>,
    flow: &str,
    files: &BTreeMap<String, String>,
) -> Result<Tree<'repo>, git2::Error> {
    change(repo, tip, |flows| put(repo, flows, flow, files, &[]))
}

/// A tree with the files of these flows and of no others.
pub(super) fn with_flows<'repo>(
    repo: &'repo Repository,
    tip: &Tree<'repo>,
    all: &Folders,
) -> Result<Tree<'repo>, git2::Error> {
    change(repo, Some(tip), |flows| {
        flows.filter(|entry| entry.name().is_ok_and(|name| all.contains_key(name)))?;
        all.iter().try_for_each(|(flow, files)| put(repo, flows, flow, files, &OURS))
    })
}

fn change<'repo>(
    repo: &'repo Repository,
    tip: Option<&Tree<'repo>>,
    change: impl FnOnce(&mut TreeBuilder<'repo>) -> Result<(), git2::Error>,
) -> Result<Tree<'repo>, git2::Error> {
    let old_flows = match tip.and_then(|tip| tip.get_name(FLOWS)) {
        Some(entry) => Some(repo.find_tree(entry.id())?),
        None => None,
    };
    let mut flows = repo.treebuilder(old_flows.as_ref())?;
    change(&mut flows)?;
    let mut root = repo.treebuilder(tip)?;
    root.insert(FLOWS, flows.write()?, FileMode::Tree.into())?;
    repo.find_tree(root.write()?)
}

fn put(
    repo: &Repository,
    flows: &mut TreeBuilder<'_>,
    flow: &str,
    files: &BTreeMap<String, String>,
    // What goes unless it is among the files.
    owned: &[&str],
) -> Result<(), git2::Error> {
    let old = match flows.get(flow)?.map(|entry| (entry.id(), entry.kind())) {
        Some((id, Some(git2::ObjectType::Tree))) => Some(repo.find_tree(id)?),
        Some(_) | None => None,
    };
    let mut folder = repo.treebuilder(old.as_ref())?;
    folder.filter(|entry| !entry.name().is_ok_and(|name| owned.contains(&name)))?;
    fill(repo, &mut folder, files.iter().map(|(path, text)| (path.as_str(), text.as_str())))?;
    flows.insert(flow, folder.write()?, FileMode::Tree.into())?;
    Ok(())
}

/// All flows of a tree: those of our files that are text, by flow and path.
pub(super) fn folders(repo: &Repository, tree: &Tree<'_>) -> Result<Folders, git2::Error> {
    let mut all = Folders::new();
    let Some(flows) = tree.get_name(FLOWS) else { return Ok(all) };
    let Ok(flows) = repo.find_tree(flows.id()) else { return Ok(all) };
    for entry in &flows {
        let (Ok(name), Some(git2::ObjectType::Tree)) = (entry.name(), entry.kind()) else { continue };
        all.insert(name.to_owned(), files(repo, entry.id())?);
    }
    Ok(all)
}

/// One flow of a tree, like [`folders`]; `None` without a folder.
pub(super) fn folder(
    repo: &Repository,
    tree: &Tree<'_>,
    flow: &str,
) -> Result<Option<BTreeMap<String, String>>, git2::Error> {
    match flow_folder(tree, flow) {
        Some(id) if repo.find_tree(id).is_ok() => files(repo, id).map(Some),
        Some(_) | None => Ok(None),
    }
}

fn files(repo: &Repository, folder: Oid) -> Result<BTreeMap<String, String>, git2::Error> {
    let mut files = BTreeMap::new();
    for file in &repo.find_tree(folder)? {
        let Ok(path) = file.name() else { continue };
        if path == TESTS && file.kind() == Some(git2::ObjectType::Tree) {
            for test in &repo.find_tree(file.id())? {
                let Ok(name) = test.name() else { continue };
                if name.ends_with(".json") {
                    keep(repo, &test, format!("{TESTS}/{name}"), &mut files)?;
                }
            }
        } else if OURS.contains(&path) {
            keep(repo, &file, path.to_owned(), &mut files)?;
        }
    }
    Ok(files)
}

fn keep(
    repo: &Repository,
    entry: &git2::TreeEntry<'_>,
    path: String,
    files: &mut BTreeMap<String, String>,
) -> Result<(), git2::Error> {
    if entry.kind() != Some(git2::ObjectType::Blob) {
        return Ok(());
    }
    let blob = repo.find_blob(entry.id())?;
    if blob.size() <= MAX_FILE
        && let Ok(text) = std::str::from_utf8(blob.content())
    {
        files.insert(path, text.to_owned());
    }
    Ok(())
}

/// The object behind a flow's folder, to see whether a commit changed it.
pub(super) fn flow_folder(tree: &Tree<'_>, flow: &str) -> Option<Oid> {
    tree.get_path(&std::path::Path::new(FLOWS).join(flow)).ok().map(|entry| entry.id())
}

/// The objects behind what of a flow's folder is ours; `None` without a folder.
pub(super) fn flow_objects(
    repo: &Repository,
    tree: &Tree<'_>,
    flow: &str,
) -> Result<Option<[Option<Oid>; OURS.len()]>, git2::Error> {
    let Some(folder) = flow_folder(tree, flow) else { return Ok(None) };
    let Ok(folder) = repo.find_tree(folder) else { return Ok(None) };
    Ok(Some(OURS.map(|name| folder.get_name(name).map(|entry| entry.id()))))
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
    fill(repo, &mut builder, files)?;
    builder.write()
}

fn fill<'a>(
    repo: &Repository,
    builder: &mut TreeBuilder<'_>,
    files: impl Iterator<Item = (&'a str, &'a str)>,
) -> Result<(), git2::Error> {
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
    Ok(())
}
