//! Two states of the flows' folders made one, by meaning.

use super::sync::{FlowConflict, Refusal};
use control_plane_store::git::Folders;
use flow_schema::canonical;
use flow_schema::diff::Revision;
use flow_schema::kind::KindRegistry;
use flow_schema::merge::{Choice, Place, merge};
use flow_schema::model::Flow;
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

/// The files of a flow's folder, by path.
pub(super) type Files = BTreeMap<String, String>;

/// What is to stand in the place of a conflict.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Resolution {
    pub place: Place,
    pub choice: Choice,
}

/// What came of it. With conflicts or refusals the folders are not for use.
pub(super) struct Joined {
    pub folders: Folders,
    pub conflicts: Vec<FlowConflict>,
    pub refused: Vec<Refusal>,
}

/// Joins all flows. One that only one side has, or has changed, is that side's; one that a side deleted stays
/// as long as the other has it: a flow is deleted in the product, where its conversations are.
pub(super) fn all(
    base: &Folders,
    ours: &Folders,
    theirs: &Folders,
    choices: &BTreeMap<String, Vec<Resolution>>,
    kinds: &KindRegistry,
) -> Joined {
    let mut joined = Joined { folders: Folders::new(), conflicts: Vec::new(), refused: Vec::new() };
    for flow in ours.keys().chain(theirs.keys()).collect::<BTreeSet<_>>() {
        let (before, mine, yours) = (base.get(flow), ours.get(flow), theirs.get(flow));
        let files = match (mine, yours) {
            (Some(mine), Some(yours)) if mine == yours || before == Some(yours) => mine.clone(),
            (Some(_), Some(yours)) if before == mine => yours.clone(),
            (Some(mine), Some(yours)) => {
                let given = choices.get(flow).map(Vec::as_slice).unwrap_or_default();
                match folder(flow, before, mine, yours, given, kinds) {
                    Ok((files, conflicts)) => {
                        joined.conflicts.extend(conflicts);
                        files
                    }
                    Err(refusal) => {
                        joined.refused.push(refusal);
                        continue;
                    }
                }
            }
            (Some(one), None) | (None, Some(one)) => one.clone(),
            (None, None) => continue,
        };
        joined.folders.insert(flow.clone(), files);
    }
    joined
}

fn folder(
    flow: &str,
    base: Option<&Files>,
    ours: &Files,
    theirs: &Files,
    resolutions: &[Resolution],
    kinds: &KindRegistry,
) -> Result<(Files, Vec<FlowConflict>), Refusal> {
    let refuse = |side: &'static str| {
        move |(file, reason): (String, String)| Refusal {
            flow: flow.to_owned(),
            file,
            reason: format!("{side}: {reason}"),
            findings: Vec::new(),
        }
    };
    let mine = revision(ours).map_err(refuse("here"))?;
    let yours = revision(theirs).map_err(refuse("there"))?;
    // Made on both sides by themselves: everything in which they differ was decided by both.
    let before = match base {
        Some(base) => revision(base).map_err(refuse("before"))?,
        None => Revision::from(Flow::empty(flow)),
    };
    let mut merged = merge(&before, &mine, &yours, kinds);
    for resolution in resolutions {
        // A conflict that has gone in the meantime needs no choice any more.
        if merged.conflicts.iter().any(|conflict| conflict.place == resolution.place) {
            let done = merged.resolve(&resolution.place, &resolution.choice, kinds);
            done.map_err(|error| refuse("the choice")(("flow.json".to_owned(), error.to_string())))?;
        }
    }
    let conflicts = merged.conflicts.into_iter();
    let conflicts = conflicts.map(|conflict| FlowConflict { flow: flow.to_owned(), conflict }).collect();
    Ok((files(&merged.revision), conflicts))
}

/// A folder as the merge sees it; else the file that cannot be read, and why.
fn revision(files: &Files) -> Result<Revision, (String, String)> {
    let text = files.get("flow.json").ok_or_else(|| ("flow.json".to_owned(), "it is missing".to_owned()))?;
    let read = |path: &str, text: &str| -> Result<Value, (String, String)> {
        serde_json::from_str(text).map_err(|error| (path.to_owned(), error.to_string()))
    };
    let flow: Flow =
        serde_json::from_str(text).map_err(|error| ("flow.json".to_owned(), error.to_string()))?;
    let layout = match files.get("layout.json") {
        Some(text) => read("layout.json", text)?,
        None => Value::Null,
    };
    let mut tests = BTreeMap::new();
    for (path, text) in files {
        if let Some(name) = path.strip_prefix("tests/").and_then(|name| name.strip_suffix(".json")) {
            tests.insert(name.to_owned(), read(path, text)?);
        }
    }
    Ok(Revision { flow, tests, layout })
}

fn files(revision: &Revision) -> Files {
    let mut files = Files::from([("flow.json".to_owned(), canonical::to_string(&revision.flow))]);
    if !revision.layout.is_null() {
        files.insert("layout.json".to_owned(), canonical::to_string(&revision.layout));
    }
    for (name, test) in &revision.tests {
        files.insert(format!("tests/{name}.json"), canonical::to_string(test));
    }
    files
}

/// The draft that goes on from a version made elsewhere: what people have changed in it since the last version
/// holds, everything else is as it comes.
pub(super) fn draft(base: Option<&Flow>, ours: &Flow, theirs: &Flow, kinds: &KindRegistry) -> Flow {
    match base {
        // Nothing was published yet: what is drawn here is somebody's work.
        None if ours != theirs && !ours.nodes.is_empty() => ours.clone(),
        None => theirs.clone(),
        Some(base) if base == ours => theirs.clone(),
        Some(base) => {
            let side = |flow: &Flow| Revision::from(flow.clone());
            merge(&side(base), &side(ours), &side(theirs), kinds).revision.flow
        }
    }
}
