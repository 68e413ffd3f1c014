use crate::error::Problem;
use crate::extract::{Address, List, Page, Path, Query, Require, Sort, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::kb::{self, ArticleView, Cited, DocumentView, WantedDocuments};
use control_plane_domain::document::DocumentStatus;
use http::StatusCode;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Params {
    page: Option<u64>,
    limit: Option<u64>,
    /// `created_at`, `path`, `title`; a leading `-` turns it round.
    sort: Option<String>,
    /// `queued`, `indexing`, `ready`, `failed`.
    #[param(value_type = Option<String>)]
    status: Option<DocumentStatus>,
}

/// A base's documents and how far they are.
#[utoipa::path(
    get,
    path = "/kb/bases/{base}/documents",
    tag = "knowledge",
    security(("bearer" = ["kb:read"])),
    params(("base" = String, Path, description = "Name of the base"), Params),
    responses((status = 200, description = "One page of documents", body = List<DocumentView>)),
)]
pub(super) async fn list(
    State(state): State<AppState>,
    caller: Require<needs::KbRead>,
    path: Path<String>,
    address: Address,
    query: Query<Params>,
) -> Result<Json<List<DocumentView>>, Problem> {
    let page = Page::new(query.0.page, query.0.limit)?;
    let sort = Sort::parse(query.0.sort.as_deref(), &["created_at", "path", "title"])?;
    let wanted = WantedDocuments {
        status: query.0.status,
        sort: sort.key,
        descending: sort.descending,
        page: page.page,
        limit: page.limit,
    };
    let (items, total) = kb::documents(&state.app, &caller, &path.0, wanted).await?;
    Ok(Json(List::new(items, page, total, &address)))
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Reading {
    /// Words of the passage that is meant, as `GET /kb/search` gives them in `excerpt`: it is marked.
    #[param(max_length = 2_000)]
    #[serde(default)]
    passage: String,
}

/// A document to be read: the text that was read from it, block by block.
#[utoipa::path(
    get,
    path = "/kb/bases/{base}/documents/{id}",
    tag = "knowledge",
    security(("bearer" = ["kb:read"])),
    params(
        ("base" = String, Path, description = "Name of the base"),
        ("id" = Uuid, Path, description = "Id of the document"),
        Reading
    ),
    responses(
        (status = 200, description = "The article", body = ArticleView),
        (status = 409, description = "It has not been read yet, or could not be"),
    ),
)]
pub(super) async fn get(
    State(state): State<AppState>,
    caller: Require<needs::KbRead>,
    path: Path<(String, Uuid)>,
    query: Query<Reading>,
) -> Result<Json<ArticleView>, Problem> {
    let excerpt: String = query.0.passage.chars().take(2_000).collect();
    let cited = Cited { excerpt, section: String::new() };
    Ok(Json(kb::article(&state.app, &caller, &path.0.0, path.0.1, cited).await?))
}

/// Take a document away: its entry, its passages, its file.
#[utoipa::path(
    delete,
    path = "/kb/bases/{base}/documents/{id}",
    tag = "knowledge",
    security(("bearer" = ["kb:write"])),
    params(
        ("base" = String, Path, description = "Name of the base"),
        ("id" = Uuid, Path, description = "Id of the document"),
    ),
    responses((status = 204, description = "Gone")),
)]
pub(super) async fn delete(
    State(state): State<AppState>,
    caller: Require<needs::KbWrite>,
    path: Path<(String, Uuid)>,
) -> Result<StatusCode, Problem> {
    kb::delete(&state.app, &caller, &path.0.0, path.0.1).await?;
    Ok(StatusCode::NO_CONTENT)
}
