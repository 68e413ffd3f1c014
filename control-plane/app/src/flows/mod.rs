//! Flows: drafts that people edit, checks, and versions that runs are pinned to.

mod authors;
mod branches;
mod bring_in;
mod check;
mod comments;
mod cost_delta;
mod create;
mod describe;
mod draft;
mod environments;
mod export;
mod fit;
pub mod fsck;
mod gate;
mod judge;
mod layout;
mod list;
mod part;
mod presence;
mod publish;
mod publish_preview;
mod restore_points;
pub(crate) mod results;
mod revisions;
mod template;
mod test_view;
mod tests;
mod versions;
mod view;
mod which;

pub use authors::{Authored, PlaceEdited, authors};
pub use branches::{
    Against, BranchView, MOST as MOST_BRANCHES, MergeBranch, Merged, NewBranch, SaveBranch, SavedBranch,
    UpdateBranch, changes as branch_changes, create as create_branch, delete as delete_branch,
    list as branches, merge as merge_branch, save as save_branch, update as update_branch,
};
pub use bring_in::{ImportResult, NewImport, bring_in};
pub use check::{check, findings, surroundings};
pub use comments::{
    CanvasPoint, Colleague, FlowCommentChange, FlowCommentView, NewFlowComment, change as change_comment,
    comments, people, put as put_comment, remove as remove_comment,
};
pub use cost_delta::{CostDelta, Priced, TestCost, TestUsage};
pub use create::{create, delete};
pub use describe::{Described, NewDescription, describe};
pub use draft::{draft, patch_draft, save_draft};
pub use environments::{
    Candidate, EnvironmentView, Promote, Promotion, environment, environments, preview, promote,
};
pub use export::export;
pub use fit::{
    NewCopy, NewPaste, NewUpgrade, PasteResult, UpgradeResult, copy, outdated, put_in as paste_nodes,
};
pub use gate::set as set_gate;
pub(crate) use judge::Judging;
pub use judge::{Judge, JudgedAs, NotJudged, PATIENCE as JUDGE_PATIENCE, Spent, Verdict};
pub use layout::{layout, save_layout};
pub use list::{get, list};
pub use part::SharedPlace;
pub use presence::{Announce, PresenceView, Present, announce, leave};
pub use publish::{Publish, publish, publish_as};
pub use publish_preview::{NewPreview, PublishPreview, publish_preview};
pub use restore_points::{
    NewRestorePoint, RestorePointDetail, RestorePointView, keep_restore_point, restore_point, restore_points,
};
pub use revisions::{Changes, ExtractResult, MergeResult, NewExtract, NewMerge, compare, extract, join};
pub use template::{EXAMPLE_ARTICLES, HELPDESK, seed_helpdesk};
pub use test_view::{Covered, NewTestRun, TestItem, TestResult, TestResults, Tests};
pub use tests::{delete_test, put_test, run_tests, tests};
pub use versions::{version, versions};
pub use view::{
    Draft, FlowItem, LastRun, Layout, LayoutColour, LayoutGroup, LayoutNote, NewFlow, Position, Problems,
    Published, SavedDraft, Template, Version, VersionDetail, VersionTests, Viewport, Wanted,
};

pub(crate) use authors::places;
pub(crate) use draft::row;
pub(crate) use which::document;

use crate::error::{AppError, AppResult};
use control_plane_domain::ResourceName;
use flow_schema::model::Flow;

/// A flow's name from a path: what cannot be a name names nothing.
fn name(text: &str) -> AppResult<ResourceName> {
    text.parse().map_err(|_| missing(text))
}

fn missing(name: &str) -> AppError {
    AppError::not_found(format!("the flow {name:?}"))
}

/// A stored document as a flow. What we wrote reads back; an old format would be upgraded here.
fn parse(document: &str) -> AppResult<Flow> {
    serde_json::from_str(document).map_err(AppError::internal)
}
