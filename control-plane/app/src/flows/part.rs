//! Which part of a draft is published: all of it, or what some of its authors changed.

use super::{Colleague, missing, name, parse};
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult, FieldError};
use crate::kinds;
use control_plane_domain::UserId;
use control_plane_store::draft_places::{self, DraftPlace};
use control_plane_store::flow_tests::{self, StoredTest};
use control_plane_store::flow_versions::{self, VersionFiles};
use control_plane_store::{Etag, flows};
use flow_schema::diff::{Revision, Shared, Touched, portion};
use flow_schema::kind::KindRegistry;
use flow_schema::model::Flow;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeSet;
use utoipa::ToSchema;
use uuid::Uuid;

/// Whose changes; nothing: those of which nobody knows whose they are.
pub(super) type Author = Option<Uuid>;

/// A place that people changed of whom only some are to be published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SharedPlace {
    /// Nothing: the flow itself.
    pub node: Option<String>,
    /// Pointer within it: `/config/prompt`, `/edges` for its connections. Empty: all of it.
    pub field: String,
    /// Nobody: it is not known who.
    #[schema(value_type = Vec<Option<Colleague>>)]
    pub by: Vec<Option<Colleague>>,
}

/// A draft and what it is published after, as they were found together.
pub(super) struct Seen {
    pub row: flows::Flow,
    pub draft: Flow,
    pub etag: Etag,
    pub layout: String,
    pub tests: Vec<StoredTest>,
    /// Whether the flow is only published when its tests pass.
    pub insists: bool,
    pub last: Option<VersionFiles>,
    places: Vec<DraftPlace>,
    pub kinds: KindRegistry,
}

/// What is to be published.
pub(super) struct Part {
    pub document: Flow,
    pub layout: String,
    /// Whose changes stay no longer in the draft; `None`: everybody's.
    pub authors: Option<Vec<Option<UserId>>>,
    /// What could not be taken apart; then `document` has none of it.
    pub shared: Vec<SharedPlace>,
}

impl Seen {
    pub async fn read(app: &App, caller: &Caller, flow: &str) -> AppResult<Self> {
        let flow_name = name(flow)?;
        let tx = app.db.read(caller.tenant).await?;
        let row = flows::find(&tx, &flow_name).await?.ok_or_else(|| missing(flow))?;
        let (draft, etag) = flows::draft(&tx, &flow_name).await?.ok_or_else(|| missing(flow))?;
        let (layout, _) = flows::layout(&tx, &flow_name).await?.ok_or_else(|| missing(flow))?;
        let last = match &row.published {
            Some(published) => flow_versions::files(&tx, row.id, published.version).await?,
            None => None,
        };
        Ok(Self {
            draft: parse(&draft)?,
            etag,
            layout,
            tests: flow_tests::all(&tx, row.id).await?,
            insists: flow_tests::gate(&tx, &flow_name).await?.unwrap_or(false),
            last,
            places: draft_places::all(&tx, row.id).await?,
            kinds: kinds::registry(app, &tx).await?,
            row,
        })
    }

    /// The part that is of `only`; all of it when nobody is named.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when there is nothing to take a part of, or it cannot be taken.
    pub async fn part(&self, only: Option<&[Author]>) -> AppResult<Part> {
        let whole = || Part {
            document: self.draft.clone(),
            layout: self.layout.clone(),
            authors: None,
            shared: Vec::new(),
        };
        let Some(only) = only else { return Ok(whole()) };
        if only.is_empty() {
            return Err(refused("required", "choose somebody whose changes are to be published"));
        }
        let Some(last) = &self.last else {
            return Err(refused("invalid", "nothing is published yet: the first version is the whole draft"));
        };
        let touched: Vec<Touched<Author>> = self.places.iter().map(touched).collect();
        let wanted: BTreeSet<Author> = only.iter().copied().collect();
        let (base, head) = (Revision::from(parse(&last.document)?), Revision::from(self.draft.clone()));
        let kinds = self.kinds.clone();
        // Milliseconds of pure computing for a large flow; other requests go on meanwhile.
        let taken = tokio::task::spawn_blocking(move || {
            portion(&base, &head, &touched, &None, &|by| wanted.contains(by), &kinds)
        });
        let taken = taken.await.map_err(AppError::internal)?.map_err(|error| {
            refused("shared", format!("these changes cannot be published without the others: {error}"))
        })?;
        if taken.is_all {
            return Ok(whole());
        }
        Ok(Part {
            document: taken.revision.flow,
            layout: with_places_of(&self.layout, &last.layout)?,
            authors: Some(only.iter().map(|author| author.map(UserId::new)).collect()),
            shared: taken.shared.into_iter().map(|shared| self.named(shared)).collect(),
        })
    }

    fn named(&self, shared: Shared<Author>) -> SharedPlace {
        let Shared { at: (node, field), by } = shared;
        let name = |id: &Uuid| {
            let place = self.places.iter().find(|place| place.author.is_some_and(|one| one.as_uuid() == *id));
            place.map(|place| place.author_name.clone()).unwrap_or_default()
        };
        let by = by.into_iter().map(|id| id.map(|id| Colleague { id, name: name(&id) })).collect();
        SharedPlace { node: Some(node).filter(|node| !node.is_empty()), field, by }
    }
}

impl Part {
    /// Refuses what cannot be taken apart: nothing is published by halves.
    pub fn insist_apart(&self) -> AppResult<()> {
        let errors = self.shared.iter().map(|place| FieldError::new(FIELD, "shared", place.words()));
        AppError::fields(errors.collect())
    }
}

const FIELD: &str = "only_authors";

impl SharedPlace {
    fn words(&self) -> String {
        let names: Vec<&str> =
            self.by.iter().map(|one| one.as_ref().map_or("somebody else", |one| one.name.as_str())).collect();
        let place = match (&self.node, self.field.as_str()) {
            (None, field) => format!("the flow’s {}", steps(field)),
            (Some(node), "") => format!("‘{node}’"),
            (Some(node), "/edges") => format!("the connections of ‘{node}’"),
            (Some(node), field) => format!("{} of ‘{node}’", steps(field)),
        };
        format!("{place} was changed by {}; it cannot be published for one of them only", names.join(" and "))
    }
}

/// `/config/prompt`: `config prompt`
fn steps(field: &str) -> String {
    field.trim_start_matches('/').replace('/', " ")
}

fn touched(place: &DraftPlace) -> Touched<Author> {
    let by = place.author.map(|author| author.as_uuid());
    Touched { at: (place.node.clone(), place.field.clone()), by }
}

fn refused(code: &str, message: impl Into<String>) -> AppError {
    AppError::field(FIELD, code, message)
}

/// The draft's layout, and where nodes were that it has no more.
fn with_places_of(draft: &str, last: &str) -> AppResult<String> {
    let read = |text: &str| serde_json::from_str::<Value>(text).map_err(AppError::internal);
    let (mut draft, last) = (read(draft)?, read(last)?);
    if let (Some(places), Some(before)) = (draft["nodes"].as_object_mut(), last["nodes"].as_object()) {
        for (node, place) in before {
            places.entry(node.clone()).or_insert_with(|| place.clone());
        }
    }
    Ok(flow_schema::canonical::to_string(&draft))
}
