//! A flow as one document, to take it to another place.

use super::{missing, name};
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use control_plane_domain::{Environment, FlowId, Permission, ResourceName};
use control_plane_store::{Tx, flow_environments, flow_tests, flow_versions, flows};
use flow_schema::bundle::{Bundle, BundledFlow};
use flow_schema::diff::Revision;
use flow_schema::model::Flow;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Other flows in one document; the same as a run may enter.
const MAX_FLOWS: usize = 200;

/// The flow with its layout, its tests and, if wanted, the flows that it runs. Without a version: the draft
/// for who may edit it, else what is published.
///
/// # Errors
/// [`AppError::NotFound`] naming what there is not.
pub async fn export(
    app: &App,
    caller: &Caller,
    flow: &str,
    version: Option<u64>,
    with_subflows: bool,
) -> AppResult<Bundle> {
    let flow_name = name(flow)?;
    let tx = app.db.read(caller.tenant).await?;
    let row = flows::find(&tx, &flow_name).await?.ok_or_else(|| missing(flow))?;
    let published = row.published.as_ref().map(|published| published.version);
    let may_edit = caller.require(Permission::FlowsWrite).is_ok();
    let main = match version.or(published.filter(|_| !may_edit)) {
        Some(number) => {
            let none = || AppError::not_found(format!("version {number} of the flow {flow:?}"));
            at_version(&tx, row.id, number).await?.ok_or_else(none)?
        }
        None if may_edit => draft(&tx, &flow_name, row.id).await?.ok_or_else(|| missing(flow))?,
        None => return Err(AppError::not_found(format!("a published version of the flow {flow:?}"))),
    };
    let subflows = if with_subflows { entered(&tx, &main.flow).await? } else { Vec::new() };
    drop(tx);
    // Milliseconds of pure computing for large flows; other requests go on meanwhile.
    tokio::task::spawn_blocking(move || Bundle::new(main, subflows)).await.map_err(AppError::internal)
}

async fn draft(tx: &Tx, flow: &ResourceName, id: FlowId) -> AppResult<Option<BundledFlow>> {
    let (Some((document, _)), Some((layout, _))) =
        (flows::draft(tx, flow).await?, flows::layout(tx, flow).await?)
    else {
        return Ok(None);
    };
    let tests = flow_tests::all(tx, id).await?.into_iter();
    let tests = tests.map(|test| (test.name, test.document)).collect();
    part(None, &document, &layout, tests).map(Some)
}

async fn at_version(tx: &Tx, id: FlowId, number: u64) -> AppResult<Option<BundledFlow>> {
    let Some(files) = flow_versions::files(tx, id, number).await? else { return Ok(None) };
    let name = |path: String| path.trim_start_matches("tests/").trim_end_matches(".json").to_owned();
    let tests = files.tests.into_iter().map(|(path, test)| (name(path), test)).collect();
    part(Some(number), &files.document, &files.layout, tests).map(Some)
}

fn part(
    version: Option<u64>,
    document: &str,
    layout: &str,
    tests: BTreeMap<String, String>,
) -> AppResult<BundledFlow> {
    let read = |text: &str| serde_json::from_str::<Value>(text).map_err(AppError::internal);
    let tests = tests.into_iter().map(|(name, test)| Ok((name, read(&test)?)));
    let tests = tests.collect::<AppResult<_>>()?;
    let revision = Revision { flow: super::parse(document)?, layout: read(layout)?, tests };
    Ok(BundledFlow::new(version, revision))
}

/// The published flows that this one runs, and that those run, each once: at the version that is named
/// where it is met first, else as production has it. One that is not published is only named.
async fn entered(tx: &Tx, document: &Flow) -> AppResult<Vec<BundledFlow>> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::from([document.name.clone()]);
    let mut open: VecDeque<_> = flows_of(document).into();
    while let Some((flow, version)) = open.pop_front() {
        if found.len() >= MAX_FLOWS || !seen.insert(flow.clone()) {
            continue;
        }
        let Ok(flow) = flow.parse::<ResourceName>() else { continue };
        let version = match version {
            Some(number) => flow_versions::find(tx, &flow, number).await?,
            None => flow_environments::serving(tx, &flow, Environment::Production, None).await?,
        };
        let Some(version) = version else { continue };
        let Some(part) = at_version(tx, version.flow_id, version.number).await? else { continue };
        open.extend(flows_of(&part.flow));
        found.push(part);
    }
    Ok(found)
}

/// Names of flows that a flow's steps and agents run, with the version if one is named.
fn flows_of(document: &Flow) -> Vec<(String, Option<u64>)> {
    let mut found = Vec::new();
    let mut note = |flow: Option<&Value>, version: Option<&Value>| {
        if let Some(flow) = flow.and_then(Value::as_str) {
            found.push((flow.to_owned(), version.and_then(Value::as_u64)));
        }
    };
    for node in &document.nodes {
        note(node.config.get("flow"), node.config.get("version"));
        for tool in node.config.get("tools").and_then(Value::as_array).into_iter().flatten() {
            note(tool.get("flow"), tool.get("version"));
        }
    }
    found
}
