//! Rubrics of played tests, judged by the tenant's language model.
//!
//! Playing a test is pure and calls nothing; what it leaves to judge is judged here, afterwards. A verdict is a
//! model's opinion about a text that users, tools and models wrote: the text is kept apart from the rules
//! (`prompt`), the answer is read strictly (`answer`), and all of it is bounded in number, size and time. What
//! cannot be judged is *not judged*, which is neither passed nor failed. A verdict is remembered for the very same
//! words, so that what a dialog showed is what publishing goes by, and nobody pays for it twice.

mod answer;
mod ask;
mod prompt;
mod view;

pub use view::{JudgedAs, NotJudged, Spent, Verdict};

use super::test_view::TestResults;
use crate::app::App;
use crate::caller::Caller;
use crate::error::AppResult;
use ask::{Asking, Found};
use control_plane_domain::{Permission, TenantId};
use executor_runtime::flow_test::{Report, ToJudge};
use futures::StreamExt;
use mcp_servers_llm_gateway::chat::Message;
use mcp_servers_llm_gateway::{ModelSettings, ModelSource, Provider};
use moka::future::Cache;
use sha2::{Digest, Sha256};
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::Instant;

/// For one verdict, unless an installation says otherwise.
pub const PATIENCE: Duration = Duration::from_secs(30);
/// All verdicts of one request; a request to us may take two minutes.
const LIMIT: Duration = Duration::from_secs(70);
/// Of one request.
const MOST: usize = 100;
/// What is judged, in characters of JSON; a text that is cut would be judged for what it lost.
const MOST_CHARS: usize = 24_000;
/// Of one request at the same time, and of this process.
const ABREAST: usize = 4;
const ALL_ABREAST: usize = 16;
const REMEMBERED: u64 = 5_000;
const REMEMBERED_FOR: Duration = Duration::from_secs(24 * 60 * 60);

/// Whether a model may be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judging {
    /// Somebody wants to know, and may spend what it costs.
    Ask,
    /// Nobody asked for it: only verdicts that are remembered count.
    Remember,
}

/// What judging keeps between requests. One per process.
#[derive(Debug)]
pub struct Judge {
    /// For one verdict.
    patience: Duration,
    verdicts: Cache<[u8; 32], Found>,
    room: Semaphore,
}

impl Judge {
    pub fn new(patience: Duration) -> Self {
        Self {
            patience,
            verdicts: Cache::builder().max_capacity(REMEMBERED).time_to_live(REMEMBERED_FOR).build(),
            room: Semaphore::new(ALL_ABREAST),
        }
    }
}

/// What there is to do for one rubric.
enum Task {
    /// Nothing: it is known what came of it.
    Is(Verdict),
    Ask {
        key: [u8; 32],
        messages: Vec<Message>,
        to_judge: ToJudge,
    },
}

/// Judges what the reports left open, and puts it into their results. They are in the same order.
///
/// # Errors
/// Only when the tenant's settings cannot be read.
pub(super) async fn judge(
    app: &App,
    caller: &Caller,
    reports: Vec<Report>,
    results: &mut TestResults,
    judging: Judging,
) -> AppResult<()> {
    if reports.iter().all(|report| report.to_judge.is_empty()) {
        return Ok(());
    }
    let settings = app.models.settings(caller.tenant.as_uuid()).await?;
    let may_ask = judging == Judging::Ask && caller.can(Permission::FlowsWrite);
    let mut places = Vec::new();
    let mut tasks = Vec::new();
    let mut asked = 0;
    for (at, report) in reports.into_iter().enumerate() {
        let holds = report.passed;
        for to_judge in report.to_judge {
            let turn = Turn { holds, may_ask, is_beyond: asked >= MOST };
            let task = task(app, caller.tenant, &settings, to_judge, turn).await;
            asked += usize::from(matches!(task, Task::Ask { .. }));
            places.push(at);
            tasks.push(task);
        }
    }
    let asking = Asking::new(app, caller, Instant::now() + LIMIT);
    let done: Vec<Verdict> = futures::stream::iter(tasks.into_iter().map(|task| verdict(&asking, task)))
        .buffered(ABREAST)
        .collect()
        .await;
    for (at, verdict) in places.into_iter().zip(done) {
        results.results[at].judged(verdict);
    }
    results.count();
    Ok(())
}

/// What is known of a rubric before it is looked at.
#[derive(Clone, Copy)]
struct Turn {
    /// Everything else that its test expects.
    holds: bool,
    may_ask: bool,
    /// So many are asked about already that no more are.
    is_beyond: bool,
}

async fn task(app: &App, tenant: TenantId, settings: &ModelSettings, to_judge: ToJudge, turn: Turn) -> Task {
    let not = |why: NotJudged| Task::Is(Verdict::not_judged(&to_judge, why, String::new()));
    if !turn.holds {
        return not(NotJudged::FailsAnyway);
    }
    if settings.provider == Provider::Offline {
        return not(NotJudged::NoModel);
    }
    let messages = prompt::messages(&to_judge);
    if messages.iter().map(|message| message.content.chars().count()).sum::<usize>() > MOST_CHARS {
        return not(NotJudged::TooLong);
    }
    let key = key(tenant, settings, &to_judge.rubric.model, &messages);
    if let Some(found) = app.judge.verdicts.get(&key).await {
        return Task::Is(Verdict::of(&to_judge, found, true));
    }
    match (turn.may_ask, turn.is_beyond) {
        (true, false) => Task::Ask { key, messages, to_judge },
        (true, true) => not(NotJudged::TooMany),
        (false, _) => not(NotJudged::NotAsked),
    }
}

async fn verdict(asking: &Asking<'_>, task: Task) -> Verdict {
    let (key, messages, to_judge) = match task {
        Task::Is(verdict) => return verdict,
        Task::Ask { key, messages, to_judge } => (key, messages, to_judge),
    };
    match asking.ask(messages, &to_judge.rubric.model).await {
        Ok(found) => {
            asking.app.judge.verdicts.insert(key, found.clone()).await;
            Verdict::of(&to_judge, found, false)
        }
        Err(failed) => {
            let mut verdict = Verdict::not_judged(&to_judge, failed.why, failed.reason);
            verdict.spent(&failed.usage);
            verdict
        }
    }
}

/// The very same words, to the very same model, of the same tenant.
fn key(tenant: TenantId, settings: &ModelSettings, model: &str, messages: &[Message]) -> [u8; 32] {
    let model = if model.is_empty() { settings.model.as_str() } else { model };
    let mut hash = Sha256::new();
    hash.update(tenant.as_uuid().as_bytes());
    let texts = messages.iter().map(|message| message.content.as_str());
    for part in [settings.base_url.as_str(), model].into_iter().chain(texts) {
        // Its length first, so that no two lists of parts are the same bytes.
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().into()
}
