use crate::harness::Run;
use executor_core::testing::PlanBuilder;
use executor_core::{Fact, Status};
use serde_json::{Value, json};

fn helped() -> PlanBuilder {
    let config = json!({
        "question": "Did this help?", "timeout": "7d",
        "options": [{ "port": "yes", "label": "Yes, thanks" }, { "port": "no", "label": "No", "synonyms": ["still broken"] }],
    });
    PlanBuilder::new("helped")
        .node("ask", "ask_user", config)
        .node("y", "end", json!({ "output": "yes: {{ ask.text }}" }))
        .node("n", "end", json!({ "output": "no: {{ ask.text }}" }))
        .node("late", "end", json!({ "output": "late" }))
        .edge("start", "ask")
        .edge("ask.yes", "y")
        .edge("ask.no", "n")
        .edge("ask.timeout", "late")
}

fn ticket() -> Run {
    let plan = PlanBuilder::new("ticket")
        .node("ask", "ask_user", json!({ "question": "Details?", "form": "ticket", "prefill": { "urgency": "P2", "since": "soon" } }))
        .node("fin", "end", json!({ "output": "{{ ask.values }}" }))
        .node("gone", "end", json!({ "output": "declined" }))
        .edge("start", "ask")
        .edge("ask.answered", "fin")
        .edge("ask.declined", "gone")
        .build();
    let mut run = Run::start(plan, json!({}));
    assert_eq!(run.machine.status(), Status::Running, "the form is looked up first");
    let form = json!({ "name": "ticket", "skip_label": "Skip it", "fields": [
        { "name": "summary", "label": "Summary", "type": "text", "required": true },
        { "name": "urgency", "label": "Urgency", "type": "select", "required": true,
          "options": [{ "value": "P2", "label": "High" }, { "value": "P4", "label": "Low" }] },
        { "name": "since", "type": "date" },
    ]});
    run.feed(Fact::Form { node: "ask".into(), iteration: 0, form });
    run
}

#[test]
fn an_answer_is_an_option_by_port_label_synonym_or_its_leading_words() {
    for (answer, output) in [
        (json!({ "option": "no" }), "no: No"),
        (json!({ "text": "No, it is still slow" }), "no: No, it is still slow"),
        (json!({ "text": "STILL BROKEN!" }), "no: STILL BROKEN!"),
        (json!({ "text": "yes thanks" }), "yes: yes thanks"),
    ] {
        let mut run = Run::start(helped().build(), json!({}));
        assert_eq!(run.machine.status(), Status::Waiting);
        run.answer(answer);
        assert_eq!(run.last(), format!("run.completed {}", json!(output)));
        run.check_fold();
    }
}

#[test]
fn what_fits_no_option_is_asked_again_and_ten_times_at_most() {
    let mut run = Run::start(helped().build(), json!({}));
    run.answer(json!({ "text": "nothing works" }));
    assert_eq!(run.last(), r#"run.waiting ask [{"field":"","message":"choose one of: Yes, thanks, No"}]"#);
    for _ in 0..9 {
        run.answer(json!({ "text": "hm" }));
    }
    assert_eq!(run.last(), "run.failed ask validation: no usable answer in 10 turns");
}

#[test]
fn no_answer_in_time_takes_the_timeout_port_and_a_late_one_is_ignored() {
    let mut run = Run::start(helped().build(), json!({}));
    assert_eq!(run.machine.waiting().unwrap()["until"], "1970-01-08T00:00:01.000Z");
    run.check_fold();
    run.wait();
    assert_eq!(run.last(), r#"run.completed "late""#);
    assert!(!run.feed(Fact::Signal {
        name: "answer".into(),
        node: None,
        payload: json!({ "option": "no" }),
        by: Value::Null
    }));
}

#[test]
fn a_form_is_filled_over_several_turns() {
    let mut run = ticket();
    assert_eq!(
        run.machine.waiting().unwrap()["values"],
        json!({ "urgency": "P2" }),
        "what does not fit is not filled in"
    );
    run.answer(json!({ "values": { "urgency": "very" } }));
    assert!(
        run.last().contains("choose one of: High, Low") && run.last().contains("Summary is needed"),
        "{}",
        run.last()
    );
    run.check_fold();
    run.answer(json!({ "values": { "urgency": "low" } }));
    run.answer(json!({ "text": "VPN is down" }));
    assert_eq!(run.last(), r#"run.completed {"summary":"VPN is down","urgency":"P4"}"#);
    run.check_fold();
}

#[test]
fn a_form_may_be_declined_by_button_or_by_words() {
    for answer in [json!({ "declined": true }), json!({ "text": "skip it" })] {
        let mut run = ticket();
        run.answer(answer);
        assert_eq!(run.last(), r#"run.completed "declined""#);
    }
}

#[test]
fn an_answer_goes_to_the_node_it_names_or_to_the_oldest_question() {
    let ask = |q: &str| json!({ "question": q });
    let plan = PlanBuilder::new("two")
        .node("a", "ask_user", ask("a?"))
        .node("b", "ask_user", ask("b?"))
        .node("fin", "end", json!({ "output": { "a": "{{ a.text }}", "b": "{{ b.text }}" } }))
        .edge("start", "a")
        .edge("start", "b")
        .edge("a.answered", "fin")
        .edge("b.answered", "fin")
        .build();
    let mut run = Run::start(plan, json!({}));
    let to_b = Fact::Signal {
        name: "answer".into(),
        node: Some("b".into()),
        payload: json!({ "text": "2" }),
        by: Value::Null,
    };
    run.feed(to_b);
    run.answer(json!({ "text": "1" }));
    assert_eq!(run.last(), r#"run.completed {"a":"1","b":"2"}"#);
}
