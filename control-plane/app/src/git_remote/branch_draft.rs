//! What somebody did to a branch with `git` becomes its draft.

use super::branches::refused;
use super::joined::Resolution;
use super::sync::{FlowConflict, Refusal};
use crate::app::App;
use crate::audit;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use crate::flows::{self, Layout};
use crate::kinds;
use control_plane_domain::{BranchId, BranchName, ResourceName};
use control_plane_store::draft_places::DraftPlace;
use control_plane_store::flow_branches::{self, Branch};
use control_plane_store::flows as rows;
use control_plane_store::git::{BranchPath, Folders, Relation};
use control_plane_store::{branch_places, branch_points};
use flow_schema::canonical;
use flow_schema::diff::{Revision, diff};
use flow_schema::merge::merge;
use flow_schema::model::Flow;
use serde_json::{Value, json};

/// What came of looking at one branch.
pub(super) enum Came {
    /// The branch here is to stand at this commit.
    Taken(String),
    Refused(Refusal),
    Conflicts(Vec<FlowConflict>),
    /// Somebody changed it meanwhile; nothing was taken.
    Moved,
    /// It is of a flow that is not here.
    Nothing,
}

/// A branch's files, read.
struct Read {
    document: Flow,
    layout: Layout,
}

impl Read {
    fn revision(&self) -> AppResult<Revision> {
        let layout = serde_json::to_value(&self.layout).map_err(AppError::internal)?;
        Ok(Revision { layout, ..Revision::from(self.document.clone()) })
    }
}

/// Reads a flow of a commit; findings are allowed, what is no flow is not.
fn read(path: &BranchPath, folders: &Folders) -> Result<Read, Refusal> {
    let no = |file: &str, reason: String| refused(path, file, reason);
    let missing = || no("flow.json", "the file is missing".to_owned());
    let files = folders.get(&path.flow).ok_or_else(missing)?;
    let text = files.get("flow.json").ok_or_else(missing)?;
    let document: Flow =
        serde_json::from_str(text).map_err(|error| no("flow.json", format!("this is no flow: {error}")))?;
    if document.name != path.flow {
        let reason = format!("the flow calls itself {:?}, its folder is {:?}", document.name, path.flow);
        return Err(no("flow.json", reason));
    }
    let layout = match files.get("layout.json") {
        None => Layout::default(),
        Some(text) => serde_json::from_str(text)
            .map_err(|error| no("layout.json", format!("this is no layout: {error}")))?,
    };
    Ok(Read { document, layout })
}

/// Takes into a branch what its remote has: merged with what was done here since both were one.
#[expect(clippy::too_many_arguments, reason = "three commits and what stands at one of them")]
pub(super) async fn came(
    app: &App,
    caller: &Caller,
    path: &BranchPath,
    row: &Branch,
    here: Option<&str>,
    base: Option<&str>,
    there: &str,
    choices: &[Resolution],
) -> AppResult<Came> {
    let tenant = caller.tenant;
    let folders = app.git.folders(tenant, there).await?;
    let theirs = match read(path, &folders) {
        Ok(theirs) => theirs,
        Err(refusal) => return Ok(Came::Refused(refusal)),
    };
    let own = Read { document: parse(&row.draft)?, layout: layout(&row.layout)? };
    let before = match base {
        None => None,
        Some(base) => read(path, &app.git.folders(tenant, base).await?).ok(),
    };
    let before = match before {
        Some(before) => before,
        None => Read { document: parse(&row.base)?, layout: layout(&row.base_layout)? },
    };
    let kinds = kinds::registry(app, &app.db.read(tenant).await?).await?;
    let mut merged = merge(&before.revision()?, &own.revision()?, &theirs.revision()?, &kinds);
    for Resolution { place, choice } in choices {
        // A conflict that has gone in the meantime needs no choice any more.
        if merged.conflicts.iter().any(|conflict| conflict.place == *place)
            && let Err(error) = merged.resolve(place, choice, &kinds)
        {
            return Ok(Came::Refused(refused(path, "flow.json", format!("the choice: {error}"))));
        }
    }
    if !merged.conflicts.is_empty() {
        let conflicts = merged.conflicts.into_iter();
        let named = conflicts.map(|conflict| FlowConflict { flow: path.to_string(), conflict });
        return Ok(Came::Conflicts(named.collect()));
    }
    let document = merged.revision.flow;
    let (text, places) = (canonical::to_string(&document), written(&merged.revision.layout)?);
    let findings = flows::findings(app, tenant, &document).await?;
    let author = app.git.last_author(tenant, there, &path.flow).await?;
    let author = author.map_or_else(String::new, |author| author.name);

    let tx = app.db.write(tenant).await?;
    rows::take_turn(&tx, &flow_name(path)?).await?;
    let now = flow_branches::find(&tx, row.flow, &row.name).await?;
    // A point that is not in Git yet would come on top of this and take it back.
    if now.as_ref() != Some(row) || branch_points::has_pending(&tx, row.id).await? {
        return Ok(Came::Moved);
    }
    let draft = flows::row(&document, &text, &findings);
    flow_branches::put_draft(&tx, row.id, draft, None, app.now()).await?;
    flow_branches::put_layout(&tx, row.id, &places).await?;
    let changed = diff(&own.revision()?, &Revision::from(document.clone()), &kinds);
    for (node, field) in flows::places(&changed) {
        let place =
            DraftPlace { author: None, author_name: author.clone(), node, field, changed_at: app.now() };
        branch_places::put(&tx, row.id, &place).await?;
    }
    let what = json!({ "branch": row.name, "commit": there, "author": author });
    audit::record(app, &tx, caller, "flow.branch_pulled", "flow", &path.flow, what).await?;
    tx.commit().await?;

    match here {
        Some(here) if base != Some(here) => {
            let mut joined = folders;
            let files = joined.entry(path.flow.clone()).or_default();
            files.insert("flow.json".to_owned(), text);
            files.insert("layout.json".to_owned(), places);
            let message = format!("Merge what was pushed ({})\n", &there[..there.len().min(12)]);
            Ok(Came::Taken(app.git.join(tenant, here, there, joined, message, app.now()).await?))
        }
        _ => Ok(Came::Taken(there.to_owned())),
    }
}

/// Makes a branch here of one that somebody began there.
pub(super) async fn made(app: &App, caller: &Caller, path: &BranchPath, there: &str) -> AppResult<Came> {
    let tenant = caller.tenant;
    let Ok(flow) = path.flow.parse::<ResourceName>() else { return Ok(Came::Nothing) };
    let tx = app.db.read(tenant).await?;
    let Some(row) = rows::find(&tx, &flow).await? else { return Ok(Came::Nothing) };
    drop(tx);
    let name: BranchName = match path.branch.parse() {
        Ok(name) => name,
        Err(error) => return Ok(Came::Refused(refused(path, "", format!("{error}")))),
    };
    let theirs = match read(path, &app.git.folders(tenant, there).await?) {
        Ok(theirs) => theirs,
        Err(refusal) => return Ok(Came::Refused(refusal)),
    };
    let base = match app.git.tip(tenant).await? {
        None => None,
        Some(main) => match app.git.relation(tenant, &main, there).await? {
            Relation::Same | Relation::Behind => Some(main),
            Relation::Ahead => Some(there.to_owned()),
            Relation::Diverged(base) => base,
        },
    };
    let base = match base {
        Some(base) => read(path, &app.git.folders(tenant, &base).await?).ok(),
        None => None,
    };
    let Some(base) = base else {
        let reason = "it does not come from a version of the flow: begin it from one";
        return Ok(Came::Refused(refused(path, "", reason)));
    };
    let (before, places) = (canonical::to_string(&base.document), canonical::to_string(&base.layout));
    let text = canonical::to_string(&theirs.document);
    let findings = flows::findings(app, tenant, &theirs.document).await?;
    let author = app.git.last_author(tenant, there, &path.flow).await?;
    let author = author.map_or_else(String::new, |author| author.name);

    let tx = app.db.write(tenant).await?;
    rows::take_turn(&tx, &flow).await?;
    let known = flow_branches::all(&tx, row.id).await?;
    if known.iter().any(|one| one.name == name) {
        return Ok(Came::Moved);
    }
    if known.len() >= flows::MOST_BRANCHES {
        let reason = format!("a flow has at most {} branches; delete one that is done", flows::MOST_BRANCHES);
        return Ok(Came::Refused(refused(path, "", reason)));
    }
    let id = BranchId::new(app.new_id());
    let new = flow_branches::NewBranch {
        id,
        flow: row.id,
        name: &name,
        base: &before,
        base_layout: &places,
        base_version: None,
        problems: rows::Problems::default(),
        by: None,
        by_name: &author,
    };
    flow_branches::create(&tx, new, app.now()).await?;
    flow_branches::put_draft(&tx, id, flows::row(&theirs.document, &text, &findings), None, app.now())
        .await?;
    flow_branches::put_layout(&tx, id, &canonical::to_string(&theirs.layout)).await?;
    let what = json!({ "branch": name, "commit": there, "author": author });
    audit::record(app, &tx, caller, "flow.branch_pulled", "flow", &path.flow, what).await?;
    tx.commit().await?;
    // A reference that was left here by a deletion that did not come to its end.
    app.git.drop_branch(tenant, path).await?;
    app.git.advance_branch(tenant, path, None, there).await?;
    Ok(Came::Taken(there.to_owned()))
}

fn parse(document: &str) -> AppResult<Flow> {
    serde_json::from_str(document).map_err(AppError::internal)
}

fn layout(text: &str) -> AppResult<Layout> {
    serde_json::from_str(text).map_err(AppError::internal)
}

fn written(layout: &Value) -> AppResult<String> {
    let layout: Layout = serde_json::from_value(layout.clone()).map_err(AppError::internal)?;
    Ok(canonical::to_string(&layout))
}

fn flow_name(path: &BranchPath) -> AppResult<ResourceName> {
    path.flow.parse().map_err(|_| AppError::not_found("the flow"))
}
