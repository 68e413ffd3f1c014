//! What a recorded test is called and what it shows, in words: what was asked, and what has to come of it.

use executor_runtime::flow_test::{Ends, FlowTest};
use serde_json::Value;

const TITLE: usize = 80;
const REPLY: usize = 120;

/// What was asked first: the user's words, or the first text of the input. Empty when there was none.
pub(super) fn title(test: &FlowTest) -> String {
    let said = test.turns.first().and_then(|turn| turn.user.as_ref()?.message.as_deref());
    let given = test.input.as_ref().and_then(|input| {
        let message = input.get("message").and_then(Value::as_str);
        message.or_else(|| input.as_object()?.values().find_map(Value::as_str))
    });
    short(said.or(given).unwrap_or_default(), TITLE)
}

/// “Says “I made ticket TKT-7.” and ends.”, “Fails at ‘search’.”
pub(super) fn about(test: &FlowTest) -> String {
    let replies =
        test.turns.iter().rev().find_map(|turn| turn.expect.as_ref()?.reply.as_ref()?.equals.as_ref());
    let said = replies.and_then(|replies| replies.last()).map(|text| short(text, REPLY));
    let path = test.expect.as_ref().and_then(|expect| expect.path.as_ref());
    let failed = test.expect.as_ref().and_then(|expect| expect.error.as_ref()?.node.as_deref());
    let end = match path.and_then(|path| path.ends) {
        Some(Ends::Completed) => "ends".to_owned(),
        Some(Ends::Failed) => failed.map_or_else(|| "fails".to_owned(), |node| format!("fails at ‘{node}’")),
        Some(Ends::Waiting) => "waits".to_owned(),
        Some(Ends::Cancelled) | None => "is stopped".to_owned(),
    };
    match said {
        Some(said) => format!("Says “{said}” and {end}."),
        None => format!("{}{}.", end[..1].to_uppercase(), &end[1..]),
    }
}

/// In one line, cut after a word.
fn short(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((cut, _)) = line.char_indices().nth(most) else { return line };
    let head = &line[..cut];
    format!("{}…", head.rsplit_once(' ').map_or(head, |(words, _)| words))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn test(rest: Value) -> FlowTest {
        let mut whole = json!({ "format": "flowright-test/1", "name": "t" });
        whole.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        serde_json::from_value(whole).unwrap()
    }

    #[test]
    fn a_test_is_called_by_what_was_asked() {
        assert_eq!(
            title(&test(json!({ "turns": [{ "user": { "message": "VPN does\nnot connect" } }] }))),
            "VPN does not connect"
        );
        assert_eq!(title(&test(json!({ "input": { "age": 3, "city": "Jena" } }))), "Jena");
        assert_eq!(title(&test(json!({ "input": [1] }))), "");
        let long = "word ".repeat(40);
        let cut = title(&test(json!({ "input": { "message": long } })));
        assert!(cut.ends_with("word…") && cut.chars().count() <= TITLE + 1, "{cut}");
    }

    #[test]
    fn what_has_to_come_of_it_is_said_in_a_sentence() {
        let turns = json!([
            { "user": { "message": "a" }, "expect": { "reply": { "equals": ["one"] } } },
            { "user": { "message": "b" }, "expect": { "reply": { "equals": ["two", "I made ticket 7."] } } },
        ]);
        let ended = |ends: &str| json!({ "path": { "ends": ends } });
        assert_eq!(
            about(&test(json!({ "turns": turns, "expect": ended("completed") }))),
            "Says “I made ticket 7.” and ends."
        );
        assert_eq!(about(&test(json!({ "expect": ended("waiting") }))), "Waits.");
        let failed = json!({ "path": { "ends": "failed" }, "error": { "node": "search" } });
        assert_eq!(about(&test(json!({ "expect": failed }))), "Fails at ‘search’.");
    }
}
