//! Flows and their drafts. The document and its layout are edited apart, each with its own ETag.

use crate::db::{Row, like, micros, values};
use crate::page::sort_keys;
use crate::version_results::{self, TestsRun};
use crate::{Etag, Listed, Page, Sort, StoreError, Tx, WriteTx, flow_documents};
use chrono::{DateTime, Utc};
use control_plane_domain::{FlowId, ResourceName, UserId};

/// A flow as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    pub id: FlowId,
    pub name: ResourceName,
    pub title: String,
    pub description: String,
    /// SHA-256 of the draft; a published version with this hash is the same document.
    pub draft_hash: String,
    pub draft_etag: Etag,
    pub layout_etag: Etag,
    /// What the checks said when the draft was stored.
    pub problems: Problems,
    pub published: Option<Published>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub updated_by: Option<UserId>,
}

impl Flow {
    /// Whether the draft differs from what is published.
    pub fn is_dirty(&self) -> bool {
        self.published.as_ref().is_none_or(|published| published.hash != self.draft_hash)
    }
}

/// The version that new runs get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    pub version: u64,
    pub hash: String,
    pub at: DateTime<Utc>,
    pub author: String,
    /// How its tests went last; `None` when nobody wrote it down.
    pub tests: Option<TestsRun>,
}

/// How many findings a draft has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    pub errors: u64,
    pub warnings: u64,
}

/// A draft: the document's canonical text and what was read out of it.
#[derive(Clone, Copy, Debug)]
pub struct Draft<'a> {
    pub document: &'a str,
    pub title: &'a str,
    pub description: &'a str,
    pub problems: Problems,
}

/// A flow to add.
#[derive(Clone, Debug)]
pub struct NewFlow<'a> {
    pub id: FlowId,
    pub name: ResourceName,
    pub draft: Draft<'a>,
    pub layout: &'a str,
    pub by: Option<UserId>,
}

sort_keys! {
    /// What flows can be sorted by.
    FlowSort {
        Name = "name" => "name",
        Title = "title" => "title",
        CreatedAt = "created_at" => "created_at",
        UpdatedAt = "updated_at" => "updated_at",
    }
}

const SELECT: &str = "SELECT f.id, f.name, f.title, f.description, f.draft_hash, f.layout_etag, f.errors, f.warnings,
        f.created_at, f.updated_at, f.updated_by,
        v.number AS published_number, v.hash AS published_hash, v.at AS published_at, v.author_name AS published_by,
        t.passed AS tests_passed, t.failed AS tests_failed, t.failing AS tests_failing,
        t.not_judged AS tests_not_judged, t.tested_at
    FROM (SELECT * FROM flows WHERE tenant_id = $1) AS f
    LEFT JOIN flow_versions AS v
        ON v.tenant_id = $1 AND v.flow_id = f.id AND v.number = f.published_version
    LEFT JOIN version_tests AS t
        ON t.tenant_id = $1 AND t.flow_id = f.id AND t.number = f.published_version";

fn read(row: &Row) -> Result<Flow, StoreError> {
    let draft_hash: String = row.get("draft_hash")?;
    let published = match row.get::<Option<i64>>("published_number")? {
        Some(_) => Some(Published {
            version: row.count("published_number")?,
            hash: row.get("published_hash")?,
            at: row.at("published_at")?,
            author: row.get("published_by")?,
            tests: version_results::tests(row)?,
        }),
        None => None,
    };
    Ok(Flow {
        id: row.id("id")?,
        name: row.parse("name")?,
        title: row.get("title")?,
        description: row.get("description")?,
        draft_etag: Etag::of_hash(&draft_hash),
        draft_hash,
        layout_etag: row.get::<String>("layout_etag")?.into(),
        problems: Problems { errors: row.count("errors")?, warnings: row.count("warnings")? },
        published,
        created_at: row.at("created_at")?,
        updated_at: row.at("updated_at")?,
        updated_by: row.id_or_null("updated_by")?,
    })
}

/// Adds a flow with its first draft.
///
/// # Errors
/// [`StoreError::Taken`] when the name is in use.
pub async fn create(tx: &WriteTx, flow: NewFlow<'_>, now: DateTime<Utc>) -> Result<Flow, StoreError> {
    let NewFlow { id, name, draft, layout, by } = flow;
    let now = micros(now);
    let (draft_hash, layout_etag) = (flow_documents::hash(draft.document), Etag::of_content(layout));
    tx.execute(
        "INSERT INTO flows (tenant_id, id, name, title, description, draft, draft_hash, layout, layout_etag,
                            errors, warnings, created_at, updated_at, updated_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13)",
        values![
            id,
            name.as_str(),
            draft.title,
            draft.description,
            draft.document,
            &draft_hash,
            layout,
            layout_etag.as_str(),
            draft.problems.errors,
            draft.problems.warnings,
            now,
            by
        ],
    )
    .await
    .map_err(|error| error.or_taken("flow name"))?;
    Ok(Flow {
        id,
        name,
        title: draft.title.to_owned(),
        description: draft.description.to_owned(),
        draft_etag: Etag::of_hash(&draft_hash),
        draft_hash,
        layout_etag,
        problems: draft.problems,
        published: None,
        created_at: now,
        updated_at: now,
        updated_by: by,
    })
}

/// By name.
pub async fn find(tx: &Tx, name: &ResourceName) -> Result<Option<Flow>, StoreError> {
    let sql = format!("{SELECT} WHERE f.name = $2");
    tx.one(&sql, values![name.as_str()]).await?.as_ref().map(read).transpose()
}

/// One page of flows; `text` is part of the name or title.
pub async fn list(
    tx: &Tx,
    text: Option<&str>,
    sort: Sort<FlowSort>,
    page: Page,
) -> Result<Listed<Flow>, StoreError> {
    let matching = "($2 IS NULL OR name LIKE $2 ESCAPE '\\' OR lower(title) LIKE $2 ESCAPE '\\')";
    let pattern = text.map(like);
    // Sorted and cut as a table of its own, so that `id` and the sort column are not ambiguous.
    let sql = format!("SELECT * FROM ({SELECT}) AS flow WHERE {matching}{}{}", sort.sql(), page.sql());
    let rows = tx.all(&sql, values![pattern.clone()]).await?;
    let sql = format!("SELECT COUNT(*) AS count FROM flows WHERE tenant_id = $1 AND {matching}");
    let total = tx.count(&sql, values![pattern]).await?;
    Ok(Listed { rows: rows.iter().map(read).collect::<Result<_, _>>()?, total })
}

/// Waits until nobody else changes this flow; until the transaction ends nobody else does.
pub async fn take_turn(tx: &WriteTx, name: &ResourceName) -> Result<(), StoreError> {
    tx.take_turn(&format!("flow/{name}")).await
}

/// The draft's text and ETag.
pub async fn draft(tx: &Tx, name: &ResourceName) -> Result<Option<(String, Etag)>, StoreError> {
    let sql = "SELECT draft, draft_hash FROM flows WHERE tenant_id = $1 AND name = $2";
    match tx.one(sql, values![name.as_str()]).await? {
        Some(row) => Ok(Some((row.get("draft")?, Etag::of_hash(&row.get::<String>("draft_hash")?)))),
        None => Ok(None),
    }
}

/// Replaces the draft; `None` when there is no such flow.
///
/// # Errors
/// [`StoreError::Stale`] when the draft is not `expected` any more.
pub async fn put_draft(
    tx: &WriteTx,
    name: &ResourceName,
    draft: Draft<'_>,
    expected: Option<&Etag>,
    by: Option<UserId>,
    now: DateTime<Utc>,
) -> Result<Option<Flow>, StoreError> {
    tx.take_turn(&format!("flow/{name}")).await?;
    let Some(flow) = find(tx, name).await? else { return Ok(None) };
    if expected.is_some_and(|etag| *etag != flow.draft_etag) {
        return Err(StoreError::Stale("draft"));
    }
    let sql = "UPDATE flows SET draft = $3, draft_hash = $4, title = $5, description = $6, errors = $7,
                   warnings = $8, updated_at = $9, updated_by = $10
               WHERE tenant_id = $1 AND id = $2";
    let hash = flow_documents::hash(draft.document);
    let Draft { document, title, description, problems } = draft;
    tx.execute(
        sql,
        values![flow.id, document, hash, title, description, problems.errors, problems.warnings, now, by],
    )
    .await?;
    find(tx, name).await
}

/// The layout's text and ETag.
pub async fn layout(tx: &Tx, name: &ResourceName) -> Result<Option<(String, Etag)>, StoreError> {
    let sql = "SELECT layout, layout_etag FROM flows WHERE tenant_id = $1 AND name = $2";
    match tx.one(sql, values![name.as_str()]).await? {
        Some(row) => Ok(Some((row.get("layout")?, row.get::<String>("layout_etag")?.into()))),
        None => Ok(None),
    }
}

/// Replaces the layout; `None` when there is no such flow. Moving a node is no change of the flow:
/// `updated_at` stays.
///
/// # Errors
/// [`StoreError::Stale`] when the layout is not `expected` any more.
pub async fn put_layout(
    tx: &WriteTx,
    name: &ResourceName,
    layout: &str,
    expected: Option<&Etag>,
) -> Result<Option<Etag>, StoreError> {
    tx.take_turn(&format!("flow/{name}")).await?;
    let sql = "SELECT layout_etag FROM flows WHERE tenant_id = $1 AND name = $2";
    let Some(row) = tx.one(sql, values![name.as_str()]).await? else { return Ok(None) };
    if expected.is_some_and(|etag| row.get::<String>("layout_etag").is_ok_and(|now| now != etag.as_str())) {
        return Err(StoreError::Stale("layout"));
    }
    let etag = Etag::of_content(layout);
    let sql = "UPDATE flows SET layout = $3, layout_etag = $4 WHERE tenant_id = $1 AND name = $2";
    tx.execute(sql, values![name.as_str(), layout, etag.as_str()]).await?;
    Ok(Some(etag))
}

/// Takes a flow and its versions away; the documents that runs are pinned to stay, and so does the
/// Git history. `false` when there is none.
pub async fn delete(tx: &WriteTx, name: &ResourceName) -> Result<bool, StoreError> {
    Ok(tx.execute("DELETE FROM flows WHERE tenant_id = $1 AND name = $2", values![name.as_str()]).await? > 0)
}
