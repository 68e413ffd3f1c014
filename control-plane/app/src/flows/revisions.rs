//! Comparing, merging and taking apart flows by meaning. Nothing is saved: the client saves what it likes.

use super::which::find_branch;
use super::{missing, name, parse};
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use crate::git_remote::Resolution;
use crate::kinds;
use control_plane_domain::{Environment, FlowId, ResourceName};
use control_plane_store::flow_versions::VersionFiles;
use control_plane_store::{Tx, flow_environments, flow_tests, flow_versions, flows};
use flow_schema::NodeId;
use flow_schema::diff::{Colour, Diff, Revision, diff, render};
use flow_schema::edit::extract_subflow;
use flow_schema::merge::{Conflict, RenamedNode, merge};
use flow_schema::model::Flow;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

/// What changed between two states of a flow.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Changes {
    pub diff: Diff,
    /// The same as text for people, without colours.
    pub text: String,
}

/// Three documents of one flow.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMerge {
    /// What both come from.
    pub base: Flow,
    pub ours: Flow,
    pub theirs: Flow,
    /// What is to stand in the place of conflicts that are known already.
    #[serde(default)]
    pub choices: Vec<Resolution>,
}

/// What came of a merge. With conflicts, ours stands in each of their places.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MergeResult {
    pub flow: Flow,
    pub conflicts: Vec<Conflict>,
    /// Nodes of theirs that got a free id.
    pub renamed: Vec<RenamedNode>,
}

/// Which nodes are to become a flow of their own.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewExtract {
    /// The document; without it the draft.
    #[serde(default)]
    pub flow: Option<Flow>,
    pub nodes: Vec<String>,
    /// What the new flow is to be called.
    pub name: String,
}

/// Two flows that together do what the one did.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ExtractResult {
    pub flow: Flow,
    pub subflow: Flow,
    /// The node that runs the new flow.
    pub node: String,
}

/// What changed between two states: `draft`, `branch:` and its name, a version's number, or an environment.
///
/// # Errors
/// [`AppError::NotFound`] naming what there is not.
pub async fn compare(app: &App, caller: &Caller, flow: &str, base: &str, head: &str) -> AppResult<Changes> {
    let flow_name = name(flow)?;
    let tx = app.db.read(caller.tenant).await?;
    let row = flows::find(&tx, &flow_name).await?.ok_or_else(|| missing(flow))?;
    let before = revision(&tx, &flow_name, row.id, base).await?;
    let after = revision(&tx, &flow_name, row.id, head).await?;
    changes(app, tx, before, after).await
}

pub(super) async fn changes(app: &App, tx: Tx, before: Revision, after: Revision) -> AppResult<Changes> {
    let kinds = kinds::registry(app, &tx).await?;
    drop(tx);
    // Milliseconds of pure computing for a large flow; other requests go on meanwhile.
    let compared = tokio::task::spawn_blocking(move || {
        let diff = diff(&before, &after, &kinds);
        let text = render(&diff, Colour::No);
        Changes { diff, text }
    });
    compared.await.map_err(AppError::internal)
}

async fn revision(tx: &Tx, flow: &ResourceName, id: FlowId, which: &str) -> AppResult<Revision> {
    let none = || AppError::not_found(format!("{which:?} of the flow {:?}", flow.as_str()));
    let own = match which.strip_prefix("branch:") {
        Some(branch) => Some(find_branch(tx, flow.as_str(), id, branch).await?.draft),
        None if which == "draft" => Some(flows::draft(tx, flow).await?.ok_or_else(none)?.0),
        None => None,
    };
    if let Some(document) = own {
        let tests = flow_tests::all(tx, id).await?.into_iter();
        let tests = tests.map(|test| (format!("tests/{}.json", test.name), test.document)).collect();
        return whole(&VersionFiles { document, layout: "null".to_owned(), tests });
    }
    let number = match which.parse::<u64>() {
        Ok(number) => number,
        Err(_) => {
            let environment: Environment = which.parse().map_err(|_| none())?;
            flow_environments::serving(tx, flow, environment, None).await?.ok_or_else(none)?.number
        }
    };
    whole(&flow_versions::files(tx, id, number).await?.ok_or_else(none)?)
}

fn whole(files: &VersionFiles) -> AppResult<Revision> {
    let mut tests = BTreeMap::new();
    for (path, text) in &files.tests {
        let name = path.trim_start_matches("tests/").trim_end_matches(".json");
        tests.insert(name.to_owned(), serde_json::from_str::<Value>(text).map_err(AppError::internal)?);
    }
    Ok(Revision { flow: parse(&files.document)?, tests, layout: Value::Null })
}

/// Merges two documents that come from one.
///
/// # Errors
/// [`AppError::Invalid`] for a choice that cannot be taken.
pub async fn join(app: &App, caller: &Caller, flow: &str, new: NewMerge) -> AppResult<MergeResult> {
    let tx = app.db.read(caller.tenant).await?;
    flows::find(&tx, &name(flow)?).await?.ok_or_else(|| missing(flow))?;
    let kinds = kinds::registry(app, &tx).await?;
    drop(tx);
    let joined = tokio::task::spawn_blocking(move || {
        let NewMerge { base, ours, theirs, choices } = new;
        let mut merged = merge(&base.into(), &ours.into(), &theirs.into(), &kinds);
        for (at, Resolution { place, choice }) in choices.iter().enumerate() {
            let done = merged.resolve(place, choice, &kinds);
            done.map_err(|error| AppError::field(format!("choices.{at}"), "invalid", error.to_string()))?;
        }
        Ok(MergeResult { flow: merged.revision.flow, conflicts: merged.conflicts, renamed: merged.renamed })
    });
    joined.await.map_err(AppError::internal)?
}

/// Makes some nodes a flow of their own, whose input and output follow from what crosses its border.
///
/// # Errors
/// [`AppError::Invalid`] with the reason when the two would not do what the one does.
pub async fn extract(app: &App, caller: &Caller, flow: &str, new: NewExtract) -> AppResult<ExtractResult> {
    let flow_name = name(flow)?;
    if let Err(reason) = new.name.parse::<ResourceName>() {
        return Err(AppError::field("name", "invalid", reason.to_string()));
    }
    let tx = app.db.read(caller.tenant).await?;
    let (draft, _) = flows::draft(&tx, &flow_name).await?.ok_or_else(|| missing(flow))?;
    let kinds = kinds::registry(app, &tx).await?;
    drop(tx);
    let document = match new.flow {
        Some(document) => document,
        None => parse(&draft)?,
    };
    let nodes: BTreeSet<NodeId> = new.nodes.iter().map(|id| NodeId::from(id.as_str())).collect();
    let extracted = extract_subflow(&document, &nodes, &new.name, &kinds)
        .map_err(|error| AppError::field("nodes", "invalid", error.to_string()))?;
    Ok(ExtractResult { flow: extracted.flow, subflow: extracted.subflow, node: extracted.node.to_string() })
}
