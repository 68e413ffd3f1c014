//! What publishing would make, said before it is done.

use super::cost_delta::{self, Published};
use super::judge::Judging;
use super::part::{Author, Seen, SharedPlace};
use super::test_view::TestResults;
use super::{check, gate, parse};
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use executor_runtime::flow_test::FlowTest;
use flow_schema::Finding;
use flow_schema::check::{CheckReport, Cost};
use flow_schema::diff::{Diff, Revision, diff};
use flow_schema::model::Flow;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Whose changes would be published.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPreview {
    /// As for publishing.
    #[serde(default)]
    #[schema(value_type = Option<Vec<Option<Uuid>>>)]
    pub only_authors: Option<Vec<Author>>,
}

/// The version that would come of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PublishPreview {
    /// What it changes of the last version.
    pub diff: Diff,
    /// What stays in the draft.
    pub left: Diff,
    /// What cannot be taken apart; with any of these it is not published.
    pub shared: Vec<SharedPlace>,
    /// Errors first; with an error it is not published.
    pub findings: Vec<Finding>,
    /// The most that one run can use up.
    pub cost: Cost,
    /// How the draft's tests go on it; missing when it has errors.
    pub tests: Option<TestResults>,
}

/// What publishing the changes of some people would make. Nothing is saved.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Invalid`] when there is no version to take a part after, or the part
/// cannot be taken.
pub async fn publish_preview(
    app: &App,
    caller: &Caller,
    flow: &str,
    wanted: NewPreview,
) -> AppResult<PublishPreview> {
    let seen = Seen::read(app, caller, flow).await?;
    let part = seen.part(wanted.only_authors.as_deref()).await?;
    let Some(last) = &seen.last else {
        return Err(AppError::conflict("conflict", "nothing is published yet to compare with"));
    };
    let CheckReport { findings, cost } =
        check::check(app, caller, flow, None, Some(part.document.clone())).await?;
    let tests = seen.tests.iter().map(|test| gate::parse(&test.document)).collect::<AppResult<Vec<_>>>()?;
    let number = seen.row.published.as_ref().map(|published| published.version).unwrap_or_default();
    let published = Published { number, document: last.document.clone() };
    let tests = match played(app, caller, part.document.clone(), tests, &published).await {
        Ok(results) => Some(results),
        Err(AppError::Findings(_)) => None,
        Err(error) => return Err(error),
    };
    let [before, draft] = [parse(&last.document)?, seen.draft].map(Revision::from);
    let (middle, kinds) = (Revision::from(part.document), seen.kinds);
    let compared =
        tokio::task::spawn_blocking(move || (diff(&before, &middle, &kinds), diff(&middle, &draft, &kinds)));
    let (diff, left) = compared.await.map_err(AppError::internal)?;
    Ok(PublishPreview { diff, left, shared: part.shared, findings, cost, tests })
}

/// The tests as they go, and what they use up beside the last version.
async fn played(
    app: &App,
    caller: &Caller,
    document: Flow,
    tests: Vec<FlowTest>,
    last: &Published,
) -> AppResult<TestResults> {
    let (reports, covered) = gate::play(app, caller, document, tests.clone()).await?;
    let cost = cost_delta::of(app, caller, last, tests, &reports).await?;
    let mut results = gate::judged(app, caller, reports, covered, Judging::Ask).await?;
    results.cost = Some(cost);
    Ok(results)
}
