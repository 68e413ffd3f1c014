//! What a run of each test uses up with a draft, beside the last published version: the same tests are played on
//! both. Their mocks carry what was recorded with them, so this is arithmetic, and nothing is called.

use super::{gate, parse};
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use executor_runtime::flow_test::{FlowTest, Report, Used};
use mcp_servers_llm_gateway::{ModelSource, Prices};
use serde::Serialize;
use utoipa::ToSchema;

/// The version that is compared with.
pub(super) struct Published {
    pub number: u64,
    pub document: String,
}

/// What tests use up with the draft and with the last version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CostDelta {
    /// The version compared with.
    pub version: u64,
    pub priced: Priced,
    /// In the order of the results.
    pub tests: Vec<TestCost>,
}

/// How tokens became money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Priced {
    /// By the prices in the settings, as runs are today.
    Prices,
    /// There are none now; it is what was recorded with the tests.
    Recorded,
    /// No price is known, then or now: there are only tokens.
    Unknown,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TestCost {
    pub name: String,
    pub title: String,
    /// With the version; missing when the test does not come to its end there.
    pub before: Option<TestUsage>,
    /// With the draft; missing when the test does not come to its end there.
    pub after: Option<TestUsage>,
    /// Models are asked the very same, in the same order. Otherwise recorded tokens are those of other questions.
    pub asks_the_same: bool,
}

/// What one run of a test uses up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TestUsage {
    /// Questions to models.
    pub model_calls: usize,
    /// Those of them of which no tokens are recorded.
    pub uncounted: usize,
    pub input_tokens: u64,
    pub output_tokens: u64,
    /// Millionths of the currency of the prices; missing when no price is known.
    pub cost_micros: Option<u64>,
}

/// Plays the tests on the published version and puts both beside each other. `after` are those of the draft.
///
/// # Errors
/// When the tenant's settings or the version cannot be read.
pub(super) async fn of(
    app: &App,
    caller: &Caller,
    last: &Published,
    tests: Vec<FlowTest>,
    after: &[Report],
) -> AppResult<CostDelta> {
    let before = match gate::play(app, caller, parse(&last.document)?, tests).await {
        Ok((reports, _)) => reports,
        // What was published can use what is no longer there; then nothing is known of it.
        Err(AppError::Findings(_)) => Vec::new(),
        Err(error) => return Err(error),
    };
    let settings = app.models.settings(caller.tenant.as_uuid()).await?;
    Ok(compare(last.number, settings.prices, &before, after))
}

fn compare(version: u64, prices: Prices, before: &[Report], after: &[Report]) -> CostDelta {
    let has_prices = prices.input > 0.0 || prices.output > 0.0;
    let recorded = before.iter().chain(after).any(|report| report.used.cost_micros > 0);
    let priced = match (has_prices, recorded) {
        (true, _) => Priced::Prices,
        (false, true) => Priced::Recorded,
        (false, false) => Priced::Unknown,
    };
    let usage = |report: &Report| {
        let Used { input_tokens, output_tokens, cost_micros, uncounted } = report.used;
        let cost_micros = match priced {
            Priced::Prices => Some(prices.cost_micros(input_tokens, output_tokens)),
            Priced::Recorded => Some(cost_micros),
            Priced::Unknown => None,
        };
        let model_calls = report.asked.len();
        report.complete.then_some(TestUsage {
            model_calls,
            uncounted,
            input_tokens,
            output_tokens,
            cost_micros,
        })
    };
    let tests = after.iter().enumerate().map(|(at, after)| {
        let before = before.get(at);
        let questions =
            |report: &Report| report.asked.iter().map(|asked| asked.args.clone()).collect::<Vec<_>>();
        TestCost {
            name: after.name.clone(),
            title: after.title.clone(),
            before: before.and_then(usage),
            after: usage(after),
            asks_the_same: before.is_some_and(|before| questions(before) == questions(after)),
        }
    });
    CostDelta { version, priced, tests: tests.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use executor_runtime::flow_test::Asked;
    use serde_json::json;

    fn report(prompts: &[&str], used: Used, complete: bool) -> Report {
        let mut report = Report::refused("one".into(), String::new());
        let asked = |prompt: &&str| Asked { node: "ask".into(), args: json!({ "prompt": prompt }) };
        report.asked = prompts.iter().map(asked).collect();
        (report.used, report.complete) = (used, complete);
        report
    }

    fn used(tokens: u64, cost_micros: u64) -> Used {
        Used { input_tokens: tokens, output_tokens: 10, cost_micros, uncounted: 0 }
    }

    #[test]
    fn money_is_counted_by_todays_prices_or_as_it_was_recorded_or_not_at_all() {
        let (before, after) =
            ([report(&["a"], used(100, 7), true)], [report(&["a", "b"], used(300, 0), true)]);
        let cost = |prices: Prices, before: &[Report]| {
            let delta = compare(3, prices, before, &after);
            let [one] = delta.tests.try_into().unwrap();
            (delta.priced, one.before.unwrap().cost_micros, one.after.unwrap().cost_micros)
        };
        let prices = Prices { input: 2.0, output: 5.0 };
        assert_eq!(cost(prices, &before), (Priced::Prices, Some(250), Some(650)));
        assert_eq!(cost(Prices::default(), &before), (Priced::Recorded, Some(7), Some(0)));
        let unpriced = [report(&["a"], used(100, 0), true)];
        assert_eq!(cost(Prices::default(), &unpriced), (Priced::Unknown, None, None));
    }

    #[test]
    fn other_questions_are_told_apart_from_other_places() {
        let same = |before: &[&str], after: &[&str]| {
            let [before, after] = [before, after].map(|asked| [report(asked, used(1, 0), true)]);
            compare(1, Prices::default(), &before, &after).tests[0].asks_the_same
        };
        assert!(same(&["a", "b"], &["a", "b"]));
        assert!(!same(&["a"], &["a, but better"]));
        assert!(!same(&["a"], &["a", "b"]));
        let unknown = compare(1, Prices::default(), &[], &[report(&[], used(1, 0), true)]);
        assert_eq!((unknown.tests[0].before, unknown.tests[0].asks_the_same), (None, false));
        let stuck = compare(1, Prices::default(), &[], &[report(&[], used(1, 0), false)]);
        assert_eq!(stuck.tests[0].after, None);
    }
}
