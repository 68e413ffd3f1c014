//! Flows as the API shows them.

use chrono::{DateTime, Utc};
use flow_schema::Finding;
use flow_schema::model::Flow;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// A flow in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FlowItem {
    pub id: Uuid,
    pub name: String,
    pub title: String,
    pub description: String,
    pub draft_etag: String,
    pub published: Option<Published>,
    pub updated_at: DateTime<Utc>,
    /// What the check says about the draft.
    pub problems: Problems,
    /// The draft differs from the published version (or there is none).
    pub dirty: bool,
    pub last_run: Option<LastRun>,
}

/// The version that new conversations use.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Published {
    pub version: u64,
    pub at: DateTime<Utc>,
    pub author: String,
    /// How its tests went last; missing when nobody wrote it down.
    pub tests: Option<VersionTests>,
}

/// How a version's tests went last. None passed, failed or was not judged: it has none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct VersionTests {
    pub passed: u64,
    pub failed: u64,
    /// Names of those that failed.
    pub failing: Vec<String>,
    /// Names of those of which nothing failed and a rubric was not judged: neither passed nor failed.
    pub not_judged: Vec<String>,
    pub at: DateTime<Utc>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Problems {
    pub errors: u64,
    pub warnings: u64,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LastRun {
    pub id: Uuid,
    /// `queued`, `running`, `waiting`, `completed`, `failed`, `cancelled`.
    pub status: String,
    pub at: DateTime<Utc>,
}

/// A flow to make.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewFlow {
    /// `[a-z0-9][a-z0-9-]*`, at most 64 characters.
    pub name: String,
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub template: Template,
}

/// What a new flow starts as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Template {
    /// One node that answers.
    #[default]
    Blank,
    /// The helpdesk example, with its knowledge base and form.
    ItHelpdesk,
}

/// The draft's canonical document.
#[derive(Clone, Debug)]
pub struct Draft {
    pub document: String,
    pub etag: String,
}

/// A draft after it was saved.
#[derive(Clone, Debug)]
pub struct SavedDraft {
    pub flow: Flow,
    pub etag: String,
    pub findings: Vec<Finding>,
}

/// Where nodes stand; means nothing to a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    #[serde(default)]
    pub nodes: BTreeMap<String, Position>,
    #[serde(default)]
    pub viewport: Viewport,
    /// Frames drawn around nodes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<LayoutGroup>,
    /// Sticky notes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<LayoutNote>,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Position {
    pub x: f64,
    pub y: f64,
    /// Tidying up leaves it where it is.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub pinned: bool,
}

/// A frame around nodes that belong together. It means nothing to a run, and a node is in one at most.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LayoutGroup {
    pub id: String,
    pub title: String,
    pub colour: LayoutColour,
    pub nodes: Vec<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub collapsed: bool,
}

/// A sticky note.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LayoutNote {
    pub id: String,
    /// Markdown.
    pub text: String,
    pub colour: LayoutColour,
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

/// Of a frame or a note; the theme says which shade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum LayoutColour {
    Yellow,
    Green,
    Blue,
    Red,
    Grey,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Viewport {
    pub x: f64,
    pub y: f64,
    pub zoom: f64,
}

impl Default for Viewport {
    fn default() -> Self {
        Self { x: 0.0, y: 0.0, zoom: 1.0 }
    }
}

/// A published version.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Version {
    pub version: u64,
    /// SHA-256 of the canonical document.
    pub hash: String,
    /// Git commit; missing while the commit could not be made yet.
    pub commit: Option<String>,
    pub author: String,
    pub message: String,
    pub at: DateTime<Utc>,
    /// What the check counted when it was published; missing when nobody wrote it down.
    pub checks: Option<Problems>,
    /// How its tests went last, at its publishing or since; missing when nobody wrote it down.
    pub tests: Option<VersionTests>,
}

/// A published version with what was published.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct VersionDetail {
    #[serde(flatten)]
    pub version: Version,
    pub document: Flow,
    pub layout: Layout,
    /// What the check said when it was published; missing when nobody wrote it down.
    pub findings: Option<Vec<Finding>>,
}

/// Which flows a list wants.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub text: Option<String>,
    pub sort: &'static str,
    pub descending: bool,
    pub page: u64,
    pub limit: u64,
}
