//! What became of a rubric, as the API shows it.

use super::ask::Found;
use executor_runtime::flow_test::ToJudge;
use mcp_servers_kit::Usage;
use serde::Serialize;
use std::ops::AddAssign;
use utoipa::ToSchema;

/// What became of one rubric.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Verdict {
    /// The turn, counted from 1; missing: the whole of it.
    pub turn: Option<usize>,
    pub rubric: String,
    pub outcome: JudgedAs,
    /// One or two sentences of the model. Of what was not judged: what the model or its server said, or
    /// nothing when `why` says it all.
    pub reason: String,
    /// Only of what was not judged.
    pub why: Option<NotJudged>,
    /// Who judged; empty when nobody did.
    pub model: String,
    /// What it took; of a verdict that is remembered: what it took then.
    pub used: Spent,
    /// The very same words were judged before, and nobody was asked this time.
    pub remembered: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum JudgedAs {
    Passed,
    Failed,
    /// Neither: it says nothing about the answer.
    NotJudged,
}

/// Why a rubric was not judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NotJudged {
    /// No language model is connected; the offline model is none.
    NoModel,
    /// Nobody asked for it, or who did may not spend what it costs (`flows:write`).
    NotAsked,
    /// Another expectation does not hold.
    FailsAnyway,
    /// What is to be judged is too long to be judged whole.
    TooLong,
    /// There are more rubrics than are judged at once.
    TooMany,
    /// The time for all verdicts was over before its turn came.
    NoTime,
    /// The model or its server failed; `reason` says how.
    ModelFailed,
}

/// Tokens of the judging model and their cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Spent {
    pub input_tokens: u64,
    pub output_tokens: u64,
    /// Millionths of the currency that the model's prices are in; 0 when it has none.
    pub cost_micros: u64,
}

impl AddAssign for Spent {
    fn add_assign(&mut self, other: Self) {
        self.input_tokens += other.input_tokens;
        self.output_tokens += other.output_tokens;
        self.cost_micros += other.cost_micros;
    }
}

impl From<&Usage> for Spent {
    fn from(usage: &Usage) -> Self {
        let Usage { input_tokens, output_tokens, cost_micros, .. } = *usage;
        Self { input_tokens, output_tokens, cost_micros }
    }
}

impl Verdict {
    pub(super) fn of(to_judge: &ToJudge, found: Found, remembered: bool) -> Self {
        Self {
            turn: to_judge.turn,
            rubric: to_judge.rubric.text.clone(),
            outcome: if found.answer.holds { JudgedAs::Passed } else { JudgedAs::Failed },
            reason: found.answer.reason,
            why: None,
            model: found.model,
            used: (&found.usage).into(),
            remembered,
        }
    }

    pub(super) fn not_judged(to_judge: &ToJudge, why: NotJudged, reason: String) -> Self {
        Self {
            turn: to_judge.turn,
            rubric: to_judge.rubric.text.clone(),
            outcome: JudgedAs::NotJudged,
            reason,
            why: Some(why),
            model: String::new(),
            used: Spent::default(),
            remembered: false,
        }
    }

    pub(super) fn spent(&mut self, usage: &Usage) {
        self.used = usage.into();
    }

    /// What did not hold, as a test says it.
    pub(in crate::flows) fn failure(&self) -> Option<String> {
        if self.outcome != JudgedAs::Failed {
            return None;
        }
        let place = self.turn.map_or_else(|| "at the end".to_owned(), |turn| format!("turn {turn}"));
        Some(format!(
            "{place}: judged by the rubric ‘{}’ it does not hold: {}",
            short(&self.rubric),
            self.reason
        ))
    }
}

/// In one line, so much that it can be recognised.
fn short(rubric: &str) -> String {
    let line = rubric.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(80) {
        Some((cut, _)) => format!("{}…", &line[..cut]),
        None => line,
    }
}
