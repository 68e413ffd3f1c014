use chrono::{DateTime, Utc};
use control_plane_domain::ResourceName;
use control_plane_store::{StoreError, Tx, flow_versions};
use executor_runtime::api::{Begins, Lineage, Origin, RunFailure, RunRow, RunStatus};
use serde::Serialize;
use serde_json::Value;
use std::collections::HashMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// One execution of a flow version.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RunView {
    pub id: Uuid,
    pub flow: String,
    /// Number of the published version; `null` for a draft's.
    pub version: Option<u64>,
    /// A test run from Studio.
    pub draft: bool,
    /// SHA-256 of the document that runs.
    pub hash: String,
    /// `queued`, `running`, `waiting`, `completed`, `failed`, `cancelled`.
    #[schema(value_type = String)]
    pub status: RunStatus,
    /// While it waits: for whom or what.
    #[schema(value_type = Option<Object>)]
    pub waiting: Option<Value>,
    /// In a list, values over 64 KiB are left out: `{"$blob": {"sha256", "bytes"}}` stands for one,
    /// here and in `waiting` and `output`. The run by its id has them.
    #[schema(value_type = Object)]
    pub input: Value,
    #[schema(value_type = Option<Object>)]
    pub output: Option<Value>,
    /// `{code, message, node}`
    #[schema(value_type = Option<Object>)]
    pub error: Option<RunFailure>,
    pub conversation_id: Option<Uuid>,
    /// The run that it was made from.
    pub parent_run: Option<Uuid>,
    /// What it is to that run: `fork`, `retry`.
    #[schema(value_type = Option<String>)]
    pub lineage: Option<Lineage>,
    /// Of a draft's run that was given values instead of taking a run up: where it begins.
    pub origin: Option<RunOrigin>,
    /// One node by itself: no other node of the flow is in it.
    pub alone: bool,
    /// `{input_tokens, output_tokens, calls}`
    #[schema(value_type = Object)]
    pub usage: Value,
    /// Last durable event.
    pub last_seq: u64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
    /// Its log is in an archive: it reads as before, but slower. Absent otherwise.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub archived: bool,
    pub correlation_id: String,
}

impl RunView {
    pub(super) fn new(row: RunRow, version: Option<u64>) -> Self {
        let alone = is_alone(&row);
        Self {
            id: row.id,
            flow: row.flow,
            version,
            draft: row.test,
            hash: row.version,
            status: row.status,
            waiting: row.waiting,
            input: row.input,
            output: row.output,
            error: row.error,
            conversation_id: row.conversation,
            parent_run: row.parent_run,
            lineage: row.lineage,
            alone,
            origin: row.origin.map(RunOrigin::from),
            usage: row.usage,
            last_seq: row.last_seq,
            created_at: row.created_at,
            updated_at: row.updated_at,
            ended_at: row.ended_at,
            archived: row.archived,
            correlation_id: row.correlation_id,
        }
    }
}

/// Before origins were kept, nothing but a node alone was made from a run without being one of its lineage.
fn is_alone(row: &RunRow) -> bool {
    match &row.origin {
        Some(origin) => origin.begins == Begins::Alone,
        None => row.test && row.parent_run.is_some() && row.lineage.is_none(),
    }
}

/// Where a run begins that was given the values of the run it was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RunOrigin {
    /// The node that it goes on from, or that was run alone; missing: the moment is meant.
    pub node: Option<String>,
    /// After this event of the run; missing: after its last one.
    pub at_seq: Option<u64>,
}

impl From<Origin> for RunOrigin {
    fn from(Origin { node, at_seq, .. }: Origin) -> Self {
        Self { node, at_seq }
    }
}

/// With the version numbers that the hashes stand for, each looked up once.
pub(super) async fn views(tx: &Tx, rows: Vec<RunRow>) -> Result<Vec<RunView>, StoreError> {
    let mut numbers: HashMap<(String, String), Option<u64>> = HashMap::new();
    let mut views = Vec::with_capacity(rows.len());
    for row in rows {
        let key = (row.flow.clone(), row.version.clone());
        let number = match numbers.get(&key) {
            Some(number) => *number,
            None => {
                let number = number(tx, &row).await?;
                numbers.insert(key, number);
                number
            }
        };
        // A draft may equal a published version; its run is still the draft's.
        let number = number.filter(|_| !row.test);
        views.push(RunView::new(row, number));
    }
    Ok(views)
}

async fn number(tx: &Tx, row: &RunRow) -> Result<Option<u64>, StoreError> {
    let Ok(flow) = row.flow.parse::<ResourceName>() else { return Ok(None) };
    Ok(flow_versions::find_by_hash(tx, &flow, &row.version).await?.map(|version| version.number))
}
