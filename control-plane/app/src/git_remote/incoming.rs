//! What comes from outside becomes versions: checked first, all of it, then taken, all of it.

use super::joined::{self, Files};
use super::sync::Refusal;
use crate::app::App;
use crate::audit;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use crate::flows::results::{self, Results};
use crate::flows::{self, Judging, Layout};
use crate::kinds;
use control_plane_domain::{FlowId, ResourceName};
use control_plane_store::flow_versions::{self, NewVersion, VersionFiles};
use control_plane_store::git::{Author, Folders};
use control_plane_store::{WriteTx, flow_tests, flows as rows};
use executor_runtime::flow_test::FlowTest;
use flow_schema::model::Flow;
use flow_schema::{Severity, canonical};
use serde_json::json;
use std::collections::BTreeMap;

/// A flow as it comes, read and checked.
struct Coming {
    name: ResourceName,
    document: Flow,
    files: VersionFiles,
    author: Author,
    results: Results,
}

/// What a round of taking in came to.
pub(super) enum Taken {
    /// These flows have a new version each.
    Versions(Vec<String>),
    /// Nothing was taken.
    Refused(Vec<Refusal>),
}

/// Takes over what differs between two states of the flows' folders; the new versions are at `commit`.
pub(super) async fn take(
    app: &App,
    caller: &Caller,
    before: &Folders,
    after: &Folders,
    commit: &str,
    written: &str,
) -> AppResult<Taken> {
    let mut coming = Vec::new();
    let mut refused = Vec::new();
    for (flow, files) in after {
        if before.get(flow) == Some(files) {
            continue;
        }
        match read(app, caller, flow, files, commit, written).await? {
            Ok(one) => coming.push(one),
            Err(refusal) => refused.push(refusal),
        }
    }
    if !refused.is_empty() {
        return Ok(Taken::Refused(refused));
    }
    let mut taken = Vec::new();
    for one in coming {
        if store(app, caller, &one, commit).await? {
            taken.push(one.name.to_string());
        }
    }
    Ok(Taken::Versions(taken))
}

/// Reads and checks one folder, as publishing would.
async fn read(
    app: &App,
    caller: &Caller,
    flow: &str,
    files: &Files,
    commit: &str,
    written: &str,
) -> AppResult<Result<Coming, Refusal>> {
    let refuse = |file: &str, reason: String| {
        Ok(Err(Refusal { flow: flow.to_owned(), file: file.to_owned(), reason, findings: Vec::new() }))
    };
    let Ok(name) = flow.parse::<ResourceName>() else {
        return refuse("", format!("the folder {flow:?} cannot be the name of a flow"));
    };
    let Some(text) = files.get("flow.json") else {
        return refuse("flow.json", "the file is missing".to_owned());
    };
    let document: Flow = match serde_json::from_str(text) {
        Ok(document) => document,
        Err(error) => return refuse("flow.json", format!("this is no flow: {error}")),
    };
    if document.name != flow {
        let reason = format!("the flow calls itself {:?}, its folder is {flow:?}", document.name);
        return refuse("flow.json", reason);
    }
    let layout = match files.get("layout.json").map(|text| serde_json::from_str::<Layout>(text)) {
        None => Layout::default(),
        Some(Ok(layout)) => layout,
        Some(Err(error)) => return refuse("layout.json", format!("this is no layout: {error}")),
    };
    let mut tests = BTreeMap::new();
    for (path, text) in files.iter().filter(|(path, _)| path.starts_with("tests/")) {
        let test = match FlowTest::parse(text) {
            Ok(test) => test,
            Err(reason) => return refuse(path, reason),
        };
        if *path != format!("tests/{}.json", test.name) {
            return refuse(path, format!("the test calls itself {:?}", test.name));
        }
        tests.insert(path.clone(), canonical::to_string(&test));
    }
    let findings = flows::findings(app, caller.tenant, &document).await?;
    if findings.iter().any(|finding| finding.severity == Severity::Error) {
        let reason = "the flow has errors".to_owned();
        let findings = findings.into_iter().filter(|finding| finding.severity == Severity::Error).collect();
        return Ok(Err(Refusal { flow: flow.to_owned(), file: "flow.json".to_owned(), reason, findings }));
    }
    let results =
        results::of(app, caller, &document, &findings, tests.values(), Judging::Remember, false).await?;
    // A merge that changed a folder wrote it itself.
    let author = match app.git.last_author(caller.tenant, written, flow).await? {
        Some(author) => author,
        None => match app.git.last_author(caller.tenant, commit, flow).await? {
            Some(author) => author,
            None => return refuse("", "its author cannot be found".to_owned()),
        },
    };
    let files = VersionFiles {
        document: canonical::to_string(&document),
        layout: canonical::to_string(&layout),
        tests,
    };
    Ok(Ok(Coming { name, document, files, author, results }))
}

/// Makes the version and brings the draft up to it. `false` when this is the newest version already.
async fn store(app: &App, caller: &Caller, coming: &Coming, commit: &str) -> AppResult<bool> {
    let flow = coming.name.as_str();
    let now = app.now();
    let tx = app.db.write(caller.tenant).await?;
    rows::take_turn(&tx, &coming.name).await?;
    let row = match rows::find(&tx, &coming.name).await? {
        Some(row) => row,
        None => {
            let new = rows::NewFlow {
                id: FlowId::new(app.new_id()),
                name: coming.name.clone(),
                draft: draft(&coming.document, &coming.files.document),
                layout: &coming.files.layout,
                by: None,
            };
            rows::create(&tx, new, now).await?
        }
    };
    let last = match &row.published {
        Some(published) => flow_versions::files(&tx, row.id, published.version).await?,
        None => None,
    };
    if last.as_ref() == Some(&coming.files) {
        return Ok(false);
    }
    let subject = coming.author.message.lines().next().unwrap_or_default();
    let new = NewVersion {
        files: &coming.files,
        author: None,
        author_name: &coming.author.name,
        author_email: &coming.author.email,
        message: subject,
        found: coming.results.found(),
    };
    let version = flow_versions::publish(&tx, &coming.name, new, now).await?;
    let version = version.ok_or_else(|| AppError::not_found("the flow"))?;
    flow_versions::set_commit(&tx, version.flow_id, version.number, commit).await?;
    bring_up(app, &tx, &row, last.as_ref(), coming).await?;
    let what = json!({
        "version": version.number, "hash": version.hash, "message": subject, "commit": commit,
        "author": coming.author.email,
    });
    audit::record(app, &tx, caller, "flow.pulled", "flow", flow, what).await?;
    tx.commit().await?;
    Ok(true)
}

/// The draft, the layout and the tests follow, keeping what people have changed here since the last version.
async fn bring_up(
    app: &App,
    tx: &WriteTx,
    row: &rows::Flow,
    last: Option<&VersionFiles>,
    coming: &Coming,
) -> AppResult<()> {
    let now = app.now();
    let (text, _) = rows::draft(tx, &coming.name).await?.ok_or_else(|| AppError::not_found("the draft"))?;
    let ours: Flow = serde_json::from_str(&text).map_err(AppError::internal)?;
    let base =
        last.map(|last| serde_json::from_str(&last.document)).transpose().map_err(AppError::internal)?;
    let kinds = kinds::registry(app, tx).await?;
    let document = joined::draft(base.as_ref(), &ours, &coming.document, &kinds);
    let text = canonical::to_string(&document);
    rows::put_draft(tx, &coming.name, draft(&document, &text), None, None, now).await?;
    let (layout, _) =
        rows::layout(tx, &coming.name).await?.ok_or_else(|| AppError::not_found("the layout"))?;
    if last.is_none_or(|last| last.layout == layout) {
        rows::put_layout(tx, &coming.name, &coming.files.layout, None).await?;
    }
    let none = BTreeMap::new();
    let before = last.map_or(&none, |last| &last.tests);
    let here: BTreeMap<String, String> = flow_tests::all(tx, row.id)
        .await?
        .into_iter()
        .map(|test| (format!("tests/{}.json", test.name), test.document))
        .collect();
    let paths = here.keys().chain(coming.files.tests.keys());
    for path in paths.collect::<std::collections::BTreeSet<_>>() {
        let (mine, theirs) = (here.get(path), coming.files.tests.get(path));
        if mine != before.get(path) || mine == theirs {
            continue;
        }
        let name = path.trim_start_matches("tests/").trim_end_matches(".json");
        match theirs {
            Some(document) => {
                flow_tests::put(tx, row.id, name, document, now).await?;
            }
            None => {
                flow_tests::delete(tx, row.id, name).await?;
            }
        }
    }
    Ok(())
}

fn draft<'a>(document: &'a Flow, text: &'a str) -> rows::Draft<'a> {
    // What stops a flow was looked for before; warnings are counted when it is next saved.
    let problems = rows::Problems::default();
    rows::Draft { document: text, title: &document.title, description: &document.description, problems }
}
