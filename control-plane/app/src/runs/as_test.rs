//! A run that happened, made a test of its flow.

use super::{find, test_words};
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use crate::flows::{self, TestItem};
use crate::library;
use executor_runtime::api::{RunRow, RunStatus};
use executor_runtime::flow_test::{FlowTest, Past, PastEvent, record};
use flow_schema::model::ChannelScope;
use flow_schema::plan::Plan;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

const PAGE: u32 = 500;
/// A log that is longer makes no test that anybody reads.
const MAX_EVENTS: usize = 20_000;

/// What the test is called.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTest {
    /// Small letters, digits and hyphens; without it made of the run's id.
    pub name: Option<String>,
    /// What was asked, when not given.
    #[serde(default)]
    pub title: String,
}

/// Adds a test to the draft of the run's flow: its input and what was said to it, the outcomes of its calls,
/// and that it does the same again.
///
/// # Errors
/// [`AppError::NotFound`], also when the flow is gone; [`AppError::Conflict`] while the run is going on.
pub async fn as_test(app: &App, caller: &Caller, id: Uuid, new: NewTest) -> AppResult<(TestItem, bool)> {
    let row = find(app, caller, id).await?;
    if matches!(row.status, RunStatus::Queued | RunStatus::Running) {
        return Err(AppError::conflict(
            "conflict",
            "the run is still going on; it can be a test when it rests",
        ));
    }
    let test = recorded(app, caller, &row, new).await?;
    let test = serde_json::to_value(&test).map_err(AppError::internal)?;
    flows::put_test(app, caller, &row.flow, &test).await
}

async fn recorded(app: &App, caller: &Caller, row: &RunRow, new: NewTest) -> AppResult<FlowTest> {
    let executor = app.executor()?;
    let tenant = caller.tenant.as_uuid();
    let mut events = Vec::new();
    loop {
        let after = events.last().map_or(0, |event: &executor_runtime::api::RunEvent| event.seq);
        let page = executor.events(tenant, row.id, after, PAGE).await?;
        let is_last = page.len() < PAGE as usize;
        events.extend(page);
        if events.len() > MAX_EVENTS {
            let message = format!("the run's log has more than {MAX_EVENTS} lines");
            return Err(AppError::conflict("conflict", message));
        }
        if is_last {
            break;
        }
    }
    let plan = library::plan(app, caller.tenant, &row.version).await?;
    let began = executor.state(tenant, row.id, events.first().map(|event| event.seq)).await?;
    let id = row.id.simple().to_string();
    let past = Past {
        name: new.name.unwrap_or_else(|| format!("run-{}", &id[20..])),
        title: new.title,
        about: String::new(),
        context: context(caller, row),
        channels: began.map(|state| kept(&plan, &state)).unwrap_or_default(),
    };
    let lines = events.iter().map(|event| PastEvent {
        at: event.at.timestamp_millis(),
        kind: &event.kind,
        node: event.node.as_deref(),
        payload: &event.payload,
    });
    let mut test = record(past, lines);
    test.about = test_words::about(&test);
    if test.title.trim().is_empty() {
        test.title = test_words::title(&test);
    }
    Ok(test)
}

/// Who ran it. What was said before in the conversation is only of use to models, whose words are recorded.
fn context(caller: &Caller, row: &RunRow) -> Map<String, Value> {
    let who = &row.principal;
    Map::from_iter([
        (
            "user".to_owned(),
            json!({ "id": who.user, "name": who.name, "email": who.email, "role": who.role }),
        ),
        ("tenant".to_owned(), json!({ "id": caller.tenant.as_uuid(), "name": caller.tenant_name })),
    ])
}

/// The conversation's channels at the beginning.
fn kept(plan: &Plan, state: &Value) -> Map<String, Value> {
    let channels = plan.channels.iter().filter(|(_, channel)| channel.scope == ChannelScope::Conversation);
    channels.filter_map(|(name, _)| Some((name.clone(), state["state"].get(name)?.clone()))).collect()
}
