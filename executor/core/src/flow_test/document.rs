//! What a file of `tests/*.json` says.

use crate::event::Tokens;
use flow_schema::ErrorCode;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What `format` must say.
pub const FORMAT: &str = "flowright-test/1";
const MAX_TURNS: usize = 200;
/// Each is a question to a model.
const MAX_RUBRICS: usize = 20;
const MAX_RUBRIC: usize = 2_000;
const MAX_MODEL: usize = 200;

/// One test: a run (or a conversation of several runs) from its first word to its last.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FlowTest {
    pub format: String,
    pub name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// What it shows, in a sentence.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// The run's input. Without it the first turn is what the user writes, as in a chat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input: Option<Value>,
    /// Over what is in scope without it: `user`, `tenant`, `conversation`, `env`.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub context: Map<String, Value>,
    /// Conversation-scope channels as an earlier run left them.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub channels: Map<String, Value>,
    /// When it begins (RFC 3339). Time then moves only when a turn says so, or nobody is waited for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_at: Option<String>,
    /// Outcomes of calls and of other flows as a whole, by address (`each[3]/kb`), address without numbers (`each/kb`) or id. The first
    /// attempt takes the first, the last one serves for all later.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub mocks: BTreeMap<String, Vec<Mock>>,
    /// Forms by name; those of the folder or the tenant serve for names that are not here.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub forms: BTreeMap<String, Value>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub turns: Vec<Turn>,
    /// Of the whole of it, when all turns are over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expect: Option<Expect>,
}

/// The outcome of one attempt at a call.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mock {
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    pub output: Option<Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<MockError>,
    /// What the call is taken to have used up.
    #[serde(default, skip_serializing_if = "Tokens::is_zero")]
    pub usage: Tokens,
}

/// `null` that was written is an output too.
fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MockError {
    pub code: ErrorCode,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub message: String,
    /// As the code says, when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retryable: Option<bool>,
}

/// Something that happens from outside, at most one thing, and what is expected after it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Turn {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<User>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<Occurrence>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handback: Option<Handback>,
    /// So much time passes: `24h`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wait: Option<String>,
    /// The node addressed, when several wait.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub node: Option<String>,
    /// Of what happened from this turn until the run rested again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expect: Option<Expect>,
}

/// What the user does: writes, or answers with a button or a form.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct User {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// `{"option"?, "values"?, "declined"?, "text"?}`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Value>,
}

/// What an approver says. Without `by` it is the first of those who are asked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// `approve`, `reject` or `delegate`.
    pub decision: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub comment: String,
    /// To whom it is delegated.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub to: String,
    /// `{"email"?, "role"?, "name"?}`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Value>,
}

/// Something a `wait` may wait for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Occurrence {
    pub name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub key: String,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub payload: Map<String, Value>,
}

/// A person gives the conversation back.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Handback {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
}

/// What must hold; what is not named may be anything. Of objects only the fields that are named are
/// compared, and of lists each entry must have a counterpart; an empty list wants an empty one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<ReplyExpected>,
    /// Each is a part of a citation of a reply: `[{"title": "VPN"}]`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub citations: Option<Vec<Value>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<PathExpected>,
    /// Part of what the run waits for: `{"node": "details", "form": {"name": "it-ticket"}}`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waits: Option<Value>,
    /// Channel by channel.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub state: Map<String, Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output: Option<Value>,
    /// By node, as in `mocks`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub calls: BTreeMap<String, CallsExpected>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usage: Option<UsageExpected>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorExpected>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rubric: Option<Rubric>,
}

/// What a good answer must do, in words. Nothing here can judge it: playing a test only puts together what
/// there is to judge ([`super::ToJudge`]), and whoever can ask a language model does.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rubric {
    /// 1 to 2,000 characters.
    pub text: String,
    /// The model to judge with; empty for the one that is connected.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub model: String,
}

/// What is said to the user, questions included. Upper and lower case are the same for `contains`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReplyExpected {
    /// Each is in one of the replies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contains: Vec<String>,
    /// None is in any of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_contains: Vec<String>,
    /// Each is a regular expression (of the crate `regex`) that is found in one of the replies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub matches: Vec<String>,
    /// All replies, in order, to the letter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub equals: Option<Vec<String>>,
}

/// Nodes are named as in `mocks`, with a port where it matters: `found.nothing`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PathExpected {
    /// In this order; others may lie between.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub visits: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub never: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<Ends>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ends {
    Completed,
    Failed,
    Cancelled,
    /// It has not ended: somebody or something is waited for.
    Waiting,
}

impl Ends {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::Waiting => "waiting",
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallsExpected {
    /// How often it is called; attempts that are repeated count once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<usize>,
    /// Part of what one of the calls is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub args: Option<Value>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UsageExpected {
    /// In and out together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_tokens: Option<u64>,
    /// In the currency that the models' prices are in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_cost: Option<f64>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ErrorExpected {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<ErrorCode>,
    /// The node that failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub node: Option<String>,
}

impl FlowTest {
    /// Reads a test; what is wrong with it is said in a sentence.
    ///
    /// # Errors
    /// When it is no JSON, has an unknown field, or contradicts itself.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut reader = serde_json::Deserializer::from_str(text);
        let test: Self = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
            match error.path().to_string() {
                nowhere if matches!(nowhere.as_str(), "." | "?") => error.inner().to_string(),
                place => format!("{place}: {}", error.inner()),
            }
        })?;
        reader.end().map_err(|error| error.to_string())?;
        match test.problems().into_iter().next() {
            Some(problem) => Err(problem),
            None => Ok(test),
        }
    }

    /// What is wrong with it, apart from any flow.
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        if self.format != FORMAT {
            problems.push(format!("format must be “{FORMAT}”, not “{}”", self.format));
        }
        if !is_name(&self.name) {
            problems.push(format!(
                "the name “{}” must be small letters, digits and hyphens, at most 64, such as ends-in-a-ticket",
                self.name
            ));
        }
        if self.turns.len() > MAX_TURNS {
            problems.push(format!("a test has at most {MAX_TURNS} turns, not {}", self.turns.len()));
        }
        let at = self.starts_at.as_deref();
        if let Some(at) = at.filter(|at| crate::time::unix_ms(at).is_none()) {
            problems.push(format!("starts_at: “{at}” is no moment; write one like 2026-03-02T09:00:00Z"));
        }
        let says = |turn: &Turn| turn.user.as_ref().is_some_and(|user| user.message.is_some());
        if self.input.is_none() && !self.turns.first().is_some_and(says) {
            problems.push("it has no input, and its first turn is no message of the user".to_owned());
        }
        for (node, mocks) in &self.mocks {
            if mocks.is_empty() || mocks.iter().any(|mock| mock.output.is_some() == mock.error.is_some()) {
                problems.push(format!("mocks: each outcome of “{node}” is either an output or an error"));
            }
        }
        let of_turns = self.turns.iter().filter_map(|turn| turn.expect.as_ref());
        let replies = of_turns.chain(&self.expect).filter_map(|expect| expect.reply.as_ref());
        for pattern in replies.flat_map(|reply| &reply.matches) {
            if let Err(error) = regex::Regex::new(pattern) {
                problems.push(format!("reply.matches: “{pattern}” is no regular expression: {error}"));
            }
        }
        problems.extend(self.rubric_problems());
        for (name, form) in &self.forms {
            if let Err(error) = serde_json::from_value::<flow_schema::model::form::Form>(form.clone()) {
                problems.push(format!("forms: “{name}” cannot be read: {error}"));
            }
        }
        for (at, turn) in self.turns.iter().enumerate() {
            if let Some(problem) = turn.problem(at == 0 && self.input.is_some()) {
                problems.push(format!("turn {}: {problem}", at + 1));
            }
        }
        problems
    }

    fn rubric_problems(&self) -> Vec<String> {
        let rubrics: Vec<&Rubric> = self.rubrics().collect();
        let mut problems = Vec::new();
        if rubrics.len() > MAX_RUBRICS {
            problems.push(format!("a test has at most {MAX_RUBRICS} rubrics, not {}", rubrics.len()));
        }
        for rubric in rubrics {
            let long = rubric.text.chars().count();
            if rubric.text.trim().is_empty() {
                problems.push("rubric.text: say what a good answer must do".to_owned());
            } else if long > MAX_RUBRIC {
                problems.push(format!("rubric.text: at most {MAX_RUBRIC} characters, not {long}"));
            }
            if rubric.model.chars().count() > MAX_MODEL || rubric.model.chars().any(char::is_control) {
                problems.push(format!("rubric.model: the name of a model, at most {MAX_MODEL} characters"));
            }
        }
        problems
    }

    /// What is to be judged by a language model, turn by turn and then of the whole.
    pub fn rubrics(&self) -> impl Iterator<Item = &Rubric> {
        let of_turns = self.turns.iter().filter_map(|turn| turn.expect.as_ref());
        of_turns.chain(&self.expect).filter_map(|expect| expect.rubric.as_ref())
    }

    /// Whether anything could go wrong at all.
    pub fn expects_something(&self) -> bool {
        self.expect.is_some() || self.turns.iter().any(|turn| turn.expect.is_some())
    }
}

/// The same as names of flows: it becomes a file's name.
fn is_name(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (1..=64).contains(&text.len()) && text.chars().all(fits) && !text.starts_with('-')
}

impl Turn {
    fn problem(&self, may_be_quiet: bool) -> Option<String> {
        let given = [
            self.user.is_some(),
            self.decision.is_some(),
            self.event.is_some(),
            self.handback.is_some(),
            self.wait.is_some(),
        ];
        match given.iter().filter(|given| **given).count() {
            1 => {}
            0 if may_be_quiet => return None,
            0 => return Some("nothing happens in it: user, decision, event, handback or wait".to_owned()),
            _ => return Some("only one thing can happen in it".to_owned()),
        }
        if let Some(user) = &self.user
            && user.message.is_some() == user.answer.is_some()
        {
            return Some("the user either writes a message or gives an answer".to_owned());
        }
        let wait = self.wait.as_deref()?;
        let error = flow_schema::duration::parse(wait).err()?;
        Some(format!("wait: {error}"))
    }
}

#[cfg(test)]
mod tests {
    use super::FlowTest;
    use serde_json::{Value, json};

    fn refused(test: &Value) -> String {
        FlowTest::parse(&test.to_string()).unwrap_err()
    }

    #[test]
    fn what_is_wrong_with_a_test_is_said_in_a_sentence() {
        let says =
            |turn: Value| json!({ "format": "flowright-test/1", "name": "a", "input": {}, "turns": [turn] });
        for (test, expect) in [
            (
                json!({ "format": "1", "name": "a", "input": {} }),
                "format must be “flowright-test/1”, not “1”",
            ),
            (json!({ "format": "flowright-test/1", "name": "A b", "input": {} }), "the name “A b” must be"),
            (json!({ "format": "flowright-test/1", "name": "a" }), "it has no input"),
            (json!({ "format": "flowright-test/1", "name": "a", "mock": {} }), "unknown field `mock`"),
            (says(json!({ "user": {} })), "turn 1: the user either writes a message or gives an answer"),
            (says(json!({ "wait": "soon" })), "turn 1: wait: "),
            (says(json!({ "wait": "1h", "event": { "name": "x" } })), "turn 1: only one thing can happen"),
            (
                says(json!({ "user": { "message": "hi" }, "expect": { "reply": { "matches": ["("] } } })),
                "reply.matches: “(” is no regular expression",
            ),
            (says(json!({ "expect": { "replies": {} } })), "unknown field `replies`"),
            (
                says(json!({ "expect": { "rubric": { "text": " " } } })),
                "rubric.text: say what a good answer must do",
            ),
            (
                says(json!({ "expect": { "rubric": { "text": "é".repeat(2_001) } } })),
                "rubric.text: at most 2000 characters, not 2001",
            ),
            (says(json!({ "expect": { "rubric": { "text": "x", "model": "a\nb" } } })), "rubric.model: "),
        ] {
            let said = refused(&test);
            assert!(said.contains(expect), "{said}");
        }
        let none = json!({ "format": "flowright-test/1", "name": "a", "input": {}, "mocks": { "kb": [{}] } });
        assert_eq!(refused(&none), "mocks: each outcome of “kb” is either an output or an error");
    }

    #[test]
    fn a_test_reads_back_as_it_was_written() {
        let test = json!({
            "format": "flowright-test/1", "name": "a", "mocks": { "kb": [{ "output": null }] },
            "turns": [{ "user": { "message": "hi" }, "expect": { "path": { "ends": "waiting" } } }],
        });
        assert_eq!(json!(FlowTest::parse(&test.to_string()).unwrap()), test);
    }
}
