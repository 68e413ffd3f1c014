use super::*;
use crate::said::BOUND;
use serde_json::json;

fn topic() -> Arc<Topic> {
    Arc::new(Topic::new(64))
}

fn speaker(topic: &Arc<Topic>, node: &str) -> Reporter {
    Reporter::new(Arc::clone(topic), node, 0, Arc::default())
}

fn commit(topic: &Topic, seq: u64, kind: &str, node: &str) {
    let at = DateTime::UNIX_EPOCH;
    let (kind, node) = (kind.to_owned(), Some(node.to_owned()).filter(|node| !node.is_empty()));
    topic.publish(&Arc::new(RunEvent { seq, part: None, at, kind, node, iteration: 0, payload: json!({}) }));
}

fn line(event: &RunEvent) -> String {
    let text = event.payload["text"].as_str().or(event.payload["note"].as_str()).unwrap_or_default();
    format!("{}.{} {}", event.seq, event.part.unwrap_or_default(), text)
}

/// What somebody is given who has this much.
fn so_far(topic: &Topic, received: Received) -> Vec<String> {
    topic.so_far(received).1.iter().map(line).collect()
}

#[test]
fn who_comes_in_the_middle_is_given_the_words_so_far_as_one_delta() {
    let topic = topic();
    topic.reached(3);
    let llm = speaker(&topic, "llm");
    assert!(so_far(&topic, Received::default()).is_empty());
    for word in ["Restart ", "the ", "VPN "] {
        llm.text(word);
    }
    assert_eq!(so_far(&topic, Received::default()), ["4.3 Restart the VPN "]);
    // The next one has a greater number.
    let mut tail = topic.subscribe();
    llm.text("client");
    assert_eq!(line(&tail.try_recv().unwrap()), "4.4 client");
}

#[test]
fn who_comes_back_is_given_what_came_after_their_last_delta() {
    let topic = topic();
    topic.reached(3);
    let llm = speaker(&topic, "llm");
    for word in ["Restart ", "the ", "VPN "] {
        llm.text(word);
    }
    let after = |received| so_far(&topic, received);
    assert_eq!(after(Received::event(3)), ["4.3 Restart the VPN "]);
    assert_eq!(after(Received::delta(4, 1)), ["4.3 the VPN "]);
    assert!(after(Received::delta(4, 3)).is_empty());
}

#[test]
fn nothing_is_kept_of_what_is_complete_or_begins_anew() {
    for (kind, node) in
        [("node.completed", "llm"), ("node.retrying", "llm"), ("node.failed", "llm"), ("run.cancelled", "")]
    {
        let topic = topic();
        let llm = speaker(&topic, "llm");
        llm.note("asking the model");
        llm.text("Restart");
        commit(&topic, 1, kind, node);
        assert!(so_far(&topic, Received::default()).is_empty(), "{kind}");
        // What is still said about it then is told, and not kept.
        llm.text(" too late");
        assert!(so_far(&topic, Received::default()).is_empty(), "{kind}");
    }
    // Another attempt whose failure nobody wrote down: its process was asked to start over.
    let topic = topic();
    speaker(&topic, "llm").text("Rest");
    let again = speaker(&topic, "llm");
    again.text("Please");
    assert_eq!(so_far(&topic, Received::default()), ["1.2 Please"]);
}

#[test]
fn what_another_step_completes_leaves_the_words_of_this_one_under_a_later_number() {
    let topic = topic();
    let (llm, other) = (speaker(&topic, "llm"), speaker(&topic, "other"));
    llm.text("Restart ");
    other.text("Hm");
    llm.text("the ");
    commit(&topic, 1, "node.started", "llm");
    assert_eq!(
        so_far(&topic, Received::default()),
        ["2.1 Hm", "2.2 Restart the "],
        "each has its own number"
    );
    commit(&topic, 2, "node.completed", "other");
    assert_eq!(so_far(&topic, Received::default()), ["3.1 Restart the "]);
    llm.text("client");
    assert_eq!(so_far(&topic, Received::default()), ["3.2 Restart the client"]);
    // Whoever had everything up to the event has its words, and who was cut off before has not.
    assert_eq!(so_far(&topic, Received::event(2)), ["3.2 client"]);
    assert_eq!(so_far(&topic, Received::delta(1, 1)), ["3.2 the client"]);
}

#[test]
fn of_what_a_step_says_it_does_the_newest_is_kept_in_its_place() {
    let topic = topic();
    let search = speaker(&topic, "search");
    search.note("Searching");
    search.text("a");
    search.note("Reading");
    assert_eq!(so_far(&topic, Received::default()), ["1.2 a", "1.3 Reading"]);
    assert_eq!(so_far(&topic, Received::delta(1, 2)), ["1.3 Reading"]);
}

#[test]
fn what_is_held_back_is_kept_for_nobody_until_it_is_durable() {
    let topic = topic();
    let held = topic.hold();
    let llm = speaker(&topic, "llm");
    llm.text("Restart ");
    assert!(so_far(&topic, Received::default()).is_empty());
    commit(&topic, 1, "run.started", "");
    held.release();
    llm.text("the");
    assert_eq!(so_far(&topic, Received::default()), ["2.2 Restart the"]);
    let held = topic.hold();
    llm.text(" wrong");
    drop(held);
    assert_eq!(so_far(&topic, Received::default()), ["2.2 Restart the"], "it never happened");
}

#[test]
fn so_much_is_kept_and_who_says_more_is_heard_as_it_comes() {
    let topic = topic();
    let (llm, other) = (speaker(&topic, "llm"), speaker(&topic, "other"));
    other.text("short");
    let page = "x".repeat(BOUND / 8);
    for _ in 0..7 {
        llm.text(&page);
    }
    let kept: usize = topic.so_far(Received::default()).1.iter().map(|event| line(event).len()).sum();
    assert!(kept > BOUND / 2 && kept < BOUND, "{kept}");
    let mut tail = topic.subscribe();
    llm.text(&page);
    llm.text("end");
    assert_eq!(so_far(&topic, Received::default()), ["1.1 short"], "not its middle without its beginning");
    assert_eq!(tail.try_recv().unwrap().part, Some(9));
    assert_eq!(line(&tail.try_recv().unwrap()), "1.10 end");
    // Nor do many small words cost more than the bound says.
    let topic = self::topic();
    let llm = speaker(&topic, "llm");
    for _ in 0..BOUND {
        llm.text("y");
    }
    assert!(so_far(&topic, Received::default()).is_empty());
}
