use crate::debug::Debug;
use flow_schema::ErrorCode;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// A fact and when it became one. The journal records these and nothing else decides what a run is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Unix time in milliseconds. A clock that goes back does not turn the run's time back.
    pub at: i64,
    pub fact: Fact,
}

/// Something that came from outside and cannot be computed again. Stored for ever: variants and
/// fields are added, never renamed; a new field has a default. Tagged from outside
/// (`{"done": {…}}`), because anything else has serde copy the whole fact before it reads it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    Started {
        input: Value,
        /// Names in scope beside `input` and `state`: `conversation`, `user`, `tenant`, `env`.
        #[serde(default)]
        context: Map<String, Value>,
        /// Conversation-scope channels as the last run of the conversation left them.
        #[serde(default)]
        channels: Map<String, Value>,
        /// All chance in the run (jitter) is drawn from this.
        #[serde(default)]
        seed: u64,
        /// Which version of another flow each name means in this run, by the hash of its document:
        /// `{"reset-password": "…", "order@3": "…"}`.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        flows: BTreeMap<String, String>,
        /// Of a test run.
        #[serde(default, skip_serializing_if = "Debug::is_empty")]
        debug: Debug,
    },
    /// An attempt at a step worked.
    Done {
        node: String,
        iteration: u32,
        attempt: u32,
        output: Value,
        #[serde(default, skip_serializing_if = "Tokens::is_zero")]
        usage: Tokens,
    },
    /// An attempt at a step did not.
    Failed {
        node: String,
        iteration: u32,
        attempt: u32,
        error: Failure,
    },
    /// The form a node asks for, as it is now; later edits of it do not touch this run.
    Form {
        node: String,
        iteration: u32,
        form: Value,
    },
    /// A moment that [`Machine::next_due`](crate::Machine::next_due) named has come.
    Timer {
        node: String,
        iteration: u32,
    },
    /// Somebody sent something; `answer` answers an `ask_user`.
    Signal {
        name: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        node: Option<String>,
        payload: Value,
        /// Who, for the log.
        #[serde(default)]
        by: Value,
    },
    Cancelled {
        reason: String,
    },
    /// A person changed the run on its way: what a fork or a breakpoint is for.
    Edited {
        /// Channel by channel, the new value.
        #[serde(default, skip_serializing_if = "Map::is_empty")]
        state: Map<String, Value>,
        /// By address, the output a finished node is now taken to have had.
        #[serde(default, skip_serializing_if = "Map::is_empty")]
        outputs: Map<String, Value>,
        #[serde(default, skip_serializing_if = "Debug::is_empty")]
        debug: Debug,
    },
    /// A person moved the run to another version. All facts, these before it included, are folded with
    /// that version's plan from now on; what it has no use for is passed over.
    Migrated {
        /// The version it leaves, by the hash of its document.
        from: String,
        /// As in [`Fact::Started`], for the version it goes to. Holds for the whole run.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        flows: BTreeMap<String, String>,
    },
}

impl Fact {
    /// The beginning of a run that enters no other flow and is no test.
    pub fn started(
        input: Value,
        context: Map<String, Value>,
        channels: Map<String, Value>,
        seed: u64,
    ) -> Self {
        Self::Started { input, context, channels, seed, flows: BTreeMap::new(), debug: Debug::default() }
    }
}

/// Why an attempt failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    pub code: ErrorCode,
    pub message: String,
    pub retryable: bool,
    /// How long the target asked us to wait.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_ms: Option<u64>,
}

impl Failure {
    /// A failure that trying again cannot help.
    pub fn fatal(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), retryable: false, retry_after_ms: None }
    }
}

/// What a call used up of a model.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tokens {
    #[serde(default)]
    pub input_tokens: u64,
    #[serde(default)]
    pub output_tokens: u64,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub model: String,
    /// Millionths of the currency that the model's prices are in.
    #[serde(default, skip_serializing_if = "no_cost")]
    pub cost_micros: u64,
    /// How soon after the call its first word came, when it spoke before it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_token_ms: Option<u64>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn no_cost(cost: &u64) -> bool {
    *cost == 0
}

impl Tokens {
    pub fn is_zero(&self) -> bool {
        *self == Self::default()
    }
}
