//! Approvals over the API: the right people see and decide what a run asks, once.

use crate::harness::{Api, Person};
use control_plane_app::Role;
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;

crate::on_both_engines!(
    whoever_is_asked_hears_of_it_decides_once_and_the_run_goes_on,
    only_those_who_are_asked_may_decide_and_only_about_what_they_saw,
    a_decision_passed_on_is_the_colleagues_and_all_must_agree_when_all_are_asked,
    what_a_cancelled_run_asked_is_asked_no_more,
    signals_that_belong_to_others_are_refused,
    a_chat_goes_on_with_a_new_run_while_an_approval_is_waited_for,
    an_approver_asks_back_and_decides_when_they_know,
    who_asks_and_who_answers_is_fixed_and_how_much,
    a_question_in_a_conversation_is_answered_there_and_closed_with_its_approval,
    a_visitor_answers_what_is_asked_of_them_and_nobody_else_does,
);

/// A flow that asks these people, published.
async fn buying(api: &Api, lead: &Person, config: Value) {
    let name = json!({ "name": "buying" });
    api.post(Some(lead), "/api/v1/flows", &name).await.expect(201);
    let mut node = json!({ "title": "Buy {{ input.message }}?", "details": { "price": 900 } });
    node.as_object_mut().unwrap().extend(config.as_object().unwrap().clone());
    let document = json!({
        "format": "flowright/1",
        "name": "buying",
        "nodes": [
            { "id": "buy", "kind": "approval", "config": node },
            { "id": "yes", "kind": "end", "config": { "output": { "bought": "{{ buy.by }}" } } },
            { "id": "no", "kind": "end", "config": { "output": { "refused": "{{ buy.comment }}" } } }
        ],
        "edges": [
            { "from": "start", "to": "buy" },
            { "from": "buy.approved", "to": "yes" },
            { "from": "buy.rejected", "to": "no" }
        ]
    });
    let any = [("if-match", "*")];
    let path = "/api/v1/flows/buying/draft";
    api.call(Some(lead), http::Method::PUT, path, &any, Some(&document)).await.expect(200);
    api.post(Some(lead), "/api/v1/flows/buying/publish", &json!({})).await.expect(201);
}

/// A run that waits, and what it asks.
async fn asked(api: &Api, lead: &Person) -> (String, Value) {
    let start = "/api/v1/flows/buying/runs?wait=30";
    let run =
        api.post(Some(lead), start, &json!({ "input": { "message": "a laptop" } })).await.expect(200).json();
    assert_eq!(run["waiting"]["for"], "approval", "{run}");
    let id = run["id"].as_str().unwrap().to_owned();
    (id.clone(), pending(api, lead, &id).await)
}

/// The approval of a run, once it is in the list.
async fn pending(api: &Api, who: &Person, run: &str) -> Value {
    for _ in 0..5_000 {
        let list = api.get(Some(who), "/api/v1/approvals?status=pending&limit=200").await.expect(200).json();
        let found = list["data"].as_array().unwrap().iter().find(|one| one["run_id"] == run).cloned();
        if let Some(found) = found {
            return found;
        }
        tokio::task::yield_now().await;
    }
    panic!("the run {run} asks nothing");
}

fn path(approval: &Value) -> String {
    format!("/api/v1/approvals/{}", approval["id"].as_str().unwrap())
}

async fn decide(api: &Api, who: &Person, approval: &Value, decision: Value) -> crate::harness::Answer {
    let mut body = json!({ "hash": approval["hash"] });
    body.as_object_mut().unwrap().extend(decision.as_object().unwrap().clone());
    api.post(Some(who), &format!("{}/decision", path(approval)), &body).await
}

/// The run, once it has ended.
async fn ended(api: &Api, who: &Person, run: &str) -> Value {
    let events = format!("/api/v1/runs/{run}/events");
    crate::stream::Reader::open(api, who, http::Method::GET, &events, &[], None).await.all().await;
    api.get(Some(who), &format!("/api/v1/runs/{run}")).await.expect(200).json()
}

async fn whoever_is_asked_hears_of_it_decides_once_and_the_run_goes_on(api: Arc<Api>) {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    let boss = api.person(api.tenant, Role::EndUser).await;
    buying(&api, &lead, json!({ "approvers": [{ "email": boss.email }, { "role": "team_lead" }] })).await;
    let (run, _) = asked(&api, &lead).await;
    let mine = pending(&api, &boss, &run).await;
    assert_eq!(
        (&mine["title"], &mine["details"]["price"], &mine["may_decide"], &mine["status"]),
        (&json!("Buy a laptop?"), &json!(900), &json!(true), &json!("pending"))
    );
    assert_eq!(mine["approvers"], json!([{ "email": boss.email }, { "role": "team_lead" }]));
    // For whom the run asks: whoever began it.
    assert_eq!(mine["asker"], json!({ "name": "The team_lead", "email": lead.email }));
    for person in [&boss, &lead] {
        let notes = api.get(Some(person), "/api/v1/notifications?unread=true").await.expect(200).json();
        assert_eq!(notes["meta"]["total"], 1, "{notes}");
        assert!(
            notes["data"][0]["body"].as_str().unwrap().starts_with("The team_lead asks for it."),
            "{notes}"
        );
        assert_eq!(notes["data"][0]["link"], format!("/approvals/{}", mine["id"].as_str().unwrap()));
    }

    let decided = decide(&api, &boss, &mine, json!({ "decision": "approve", "comment": "go" })).await;
    let decided = decided.expect(200).json();
    assert_eq!((&decided["status"], &decided["may_decide"]), (&json!("approved"), &json!(false)));
    assert_eq!(decided["decisions"][0]["comment"], "go");
    assert_eq!(decided["decisions"][0]["decision"], "approve");
    assert_eq!(ended(&api, &lead, &run).await["output"]["bought"], "The end_user");

    // A second decision, by anybody, comes too late and changes nothing.
    for person in [&boss, &lead] {
        let late = decide(&api, person, &mine, json!({ "decision": "reject", "comment": "no" })).await;
        late.problem(409, "conflict");
    }
    assert_eq!(api.get(Some(&boss), &path(&mine)).await.expect(200).json(), decided);
    let admin = api.person(api.tenant, Role::Admin).await;
    let log = api.get(Some(&admin), "/api/v1/admin/audit-logs?limit=200").await.expect(200);
    assert_eq!(log.text.matches("approval.approved").count(), 1, "{}", log.text);
}

async fn only_those_who_are_asked_may_decide_and_only_about_what_they_saw(api: Arc<Api>) {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    let boss = api.person(api.tenant, Role::EndUser).await;
    buying(&api, &lead, json!({ "approvers": [{ "email": boss.email }] })).await;
    let (run, approval) = asked(&api, &lead).await;
    // The lead sees it, being somebody who works with runs, and has no say.
    assert_eq!(approval["may_decide"], false);
    let yes = json!({ "decision": "approve" });
    decide(&api, &lead, &approval, yes.clone()).await.problem(403, "forbidden");
    let other = api.person(api.tenant, Role::EndUser).await;
    decide(&api, &other, &approval, yes.clone()).await.problem(404, "not_found");
    api.get(Some(&other), &path(&approval)).await.problem(404, "not_found");
    let none = api.get(Some(&other), "/api/v1/approvals").await.expect(200).json();
    assert_eq!(none["meta"]["total"], 0);
    let stranger = api.person(api.other_tenant, Role::OrgOwner).await;
    decide(&api, &stranger, &approval, yes.clone()).await.problem(404, "not_found");

    let elsewhere = json!({ "decision": "approve", "hash": "of something else" });
    decide(&api, &boss, &approval, elsewhere).await.problem(409, "conflict");
    let silent = decide(&api, &boss, &approval, json!({ "decision": "reject", "comment": "  " })).await;
    assert_eq!(silent.problem(422, "invalid")["errors"][0]["field"], "comment");
    let unknown = json!({ "decision": "delegate", "to": "nobody@example.com" });
    let unknown = decide(&api, &boss, &approval, unknown).await.problem(422, "invalid");
    assert_eq!(unknown["errors"][0]["field"], "to");
    decide(&api, &boss, &approval, json!({ "decision": "perhaps" })).await.problem(422, "invalid");

    let no = json!({ "decision": "reject", "comment": "too dear" });
    let decided = decide(&api, &boss, &approval, no).await.expect(200).json();
    assert_eq!(decided["status"], "rejected");
    assert_eq!(ended(&api, &lead, &run).await["output"]["refused"], "too dear");
}

async fn a_decision_passed_on_is_the_colleagues_and_all_must_agree_when_all_are_asked(api: Arc<Api>) {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    let [one, two, colleague] = [
        api.person(api.tenant, Role::EndUser).await,
        api.person(api.tenant, Role::EndUser).await,
        api.person(api.tenant, Role::EndUser).await,
    ];
    let both = json!([{ "email": one.email }, { "email": two.email }]);
    buying(&api, &lead, json!({ "approvers": both, "mode": "all" })).await;
    let (run, approval) = asked(&api, &lead).await;
    let on = json!({ "decision": "delegate", "to": colleague.email });
    let passed = decide(&api, &one, &approval, on).await.expect(200).json();
    assert_eq!((&passed["status"], &passed["may_decide"]), (&json!("pending"), &json!(false)));
    assert_eq!(passed["decisions"][0]["to"], colleague.email);
    decide(&api, &one, &approval, json!({ "decision": "approve" })).await.problem(403, "forbidden");
    let notes = api.get(Some(&colleague), "/api/v1/notifications?unread=true").await.expect(200).json();
    assert_eq!(notes["meta"]["total"], 1, "{notes}");

    let first =
        decide(&api, &colleague, &approval, json!({ "decision": "approve" })).await.expect(200).json();
    assert_eq!(first["status"], "pending");
    decide(&api, &colleague, &approval, json!({ "decision": "approve" })).await.problem(409, "conflict");
    let last = decide(&api, &two, &approval, json!({ "decision": "approve" })).await.expect(200).json();
    assert_eq!((&last["status"], last["decisions"].as_array().unwrap().len()), (&json!("approved"), 3));
    assert_eq!(ended(&api, &lead, &run).await["status"], "completed");
}

async fn what_a_cancelled_run_asked_is_asked_no_more(api: Arc<Api>) {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    buying(&api, &lead, json!({ "approvers": [{ "role": "team_lead" }] })).await;
    let (run, approval) = asked(&api, &lead).await;
    api.post(Some(&lead), &format!("/api/v1/runs/{run}/cancel"), &json!({})).await.expect(202);
    ended(&api, &lead, &run).await;
    let mut now = Value::Null;
    for _ in 0..5_000 {
        now = api.get(Some(&lead), &path(&approval)).await.expect(200).json();
        if now["status"] != "pending" {
            break;
        }
        tokio::task::yield_now().await;
    }
    assert_eq!((&now["status"], &now["may_decide"]), (&json!("cancelled"), &json!(false)));
    decide(&api, &lead, &approval, json!({ "decision": "approve" })).await.problem(409, "conflict");
}

async fn signals_that_belong_to_others_are_refused(api: Arc<Api>) {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    buying(&api, &lead, json!({ "approvers": [{ "email": "boss@example.com" }] })).await;
    let (run, approval) = asked(&api, &lead).await;
    let forged = json!({ "payload": { "decision": "approve", "hash": approval["hash"] } });
    for (name, status, code) in [
        ("decision", 403, "forbidden"),
        ("handback", 403, "forbidden"),
        ("continue", 409, "conflict"),
        ("$cancel", 404, "not_found"),
    ] {
        let answer = api.post(Some(&lead), &format!("/api/v1/runs/{run}/signals/{name}"), &forged).await;
        answer.problem(status, code);
    }
    let still = api.get(Some(&lead), &path(&approval)).await.expect(200).json();
    assert_eq!((&still["status"], &still["decisions"]), (&json!("pending"), &json!([])));
}

async fn a_chat_goes_on_with_a_new_run_while_an_approval_is_waited_for(api: Arc<Api>) {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    let user = api.person(api.tenant, Role::EndUser).await;
    buying(&api, &lead, json!({ "approvers": [{ "role": "team_lead" }] })).await;
    let chat =
        api.post(Some(&user), "/api/v1/conversations", &json!({ "flow": "buying" })).await.expect(201).json();
    let chat = format!("/api/v1/conversations/{}", chat["id"].as_str().unwrap());
    let say = async |text: &str| {
        let said = api.post(Some(&user), &format!("{chat}/messages"), &json!({ "content": text })).await;
        said.expect(202).json()["run_id"].as_str().unwrap().to_owned()
    };
    let first = say("a laptop").await;
    let approval = pending(&api, &lead, &first).await;
    let second = say("how long will it take?").await;
    assert_ne!(first, second);
    let queued = api.get(Some(&lead), &format!("/api/v1/runs/{second}")).await.expect(200).json();
    assert_eq!(queued["status"], "queued");
    // What is being approved, and by whom, is not the user's to see.
    let shown = api.get(Some(&user), &chat).await.expect(200).json();
    let waiting = &shown["active_run"]["waiting"];
    assert_eq!(waiting["for"], "approval", "{shown}");
    assert!(waiting.get("approvers").is_none() && waiting.get("details").is_none(), "{waiting}");

    decide(&api, &lead, &approval, json!({ "decision": "approve", "comment": "between us" }))
        .await
        .expect(200);
    ended(&api, &lead, &first).await;
    let next = pending(&api, &lead, &second).await;
    assert_eq!(next["title"], "Buy how long will it take??");
    let said = api.get(Some(&user), &format!("{chat}/messages?limit=100")).await.expect(200);
    assert!(!said.text.contains("between us"), "{}", said.text);
    assert!(Uuid::parse_str(next["id"].as_str().unwrap()).is_ok());
}

async fn ask(api: &Api, who: &Person, approval: &Value, question: &str) -> crate::harness::Answer {
    api.post(Some(who), &format!("{}/questions", path(approval)), &json!({ "question": question })).await
}

async fn reply(
    api: &Api,
    who: &Person,
    approval: &Value,
    question: &Value,
    words: &str,
) -> crate::harness::Answer {
    let to = format!("{}/questions/{}/answer", path(approval), question["id"].as_str().unwrap());
    api.post(Some(who), &to, &json!({ "answer": words })).await
}

async fn notes(api: &Api, who: &Person) -> Vec<(String, String, String)> {
    let notes = api.get(Some(who), "/api/v1/notifications?unread=true").await.expect(200).json();
    let word = |note: &Value, name: &str| note[name].as_str().unwrap_or_default().to_owned();
    let notes = notes["data"].as_array().unwrap().clone();
    notes.iter().map(|note| (word(note, "subject"), word(note, "body"), word(note, "link"))).collect()
}

async fn an_approver_asks_back_and_decides_when_they_know(api: Arc<Api>) {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    let boss = api.person(api.tenant, Role::EndUser).await;
    buying(&api, &lead, json!({ "approvers": [{ "email": boss.email }] })).await;
    let (run, _) = asked(&api, &lead).await;
    let mine = pending(&api, &boss, &run).await;
    assert_eq!(
        (&mine["may_ask"], &mine["may_answer"], &mine["questions"]),
        (&json!(true), &json!(false), &json!([]))
    );
    let now = ask(&api, &boss, &mine, " What for? ").await.expect(201).json();
    assert_eq!(
        (&now["status"], &now["may_decide"], &now["hash"]),
        (&json!("pending"), &json!(true), &mine["hash"])
    );
    let question = &now["questions"][0];
    assert_eq!((&question["question"], &question["answer"]), (&json!("What for?"), &Value::Null));
    assert_eq!((&question["by"], &question["email"]), (&json!("The end_user"), &json!(boss.email)));
    // The run knows nothing of it.
    let still = api.get(Some(&lead), &format!("/api/v1/runs/{run}")).await.expect(200).json();
    assert_eq!(
        (&still["status"], &still["waiting"]["for"]),
        (&json!("waiting"), &json!("approval")),
        "{still}"
    );

    // Whom it is for hears of it and answers; without a conversation, on the page that everybody has.
    let heard = notes(&api, &lead).await;
    assert_eq!(
        heard[0],
        ("The end_user has a question: Buy a laptop?".into(), "What for?".into(), "/portal".into())
    );
    let open = api.get(Some(&lead), "/api/v1/approvals/questions").await.expect(200).json();
    assert_eq!(
        (&open["data"][0]["question"], &open["data"][0]["title"]),
        (&json!("What for?"), &json!("Buy a laptop?"))
    );
    assert_eq!(api.get(Some(&lead), &path(&mine)).await.expect(200).json()["may_answer"], true);
    reply(&api, &lead, &mine, question, "The old one is broken.").await.expect(204);
    let open = api.get(Some(&lead), "/api/v1/approvals/questions").await.expect(200).json();
    assert_eq!(open["data"], json!([]));
    let link = path(&mine).replace("/api/v1", "");
    let told = (
        "The team_lead has answered your question: Buy a laptop?".into(),
        "The old one is broken.".into(),
        link,
    );
    assert_eq!(notes(&api, &boss).await[0], told);
    let read = api.get(Some(&boss), &path(&mine)).await.expect(200).json();
    assert_eq!(read["questions"][0]["answer"]["text"], "The old one is broken.");
    assert_eq!(read["questions"][0]["answer"]["by"], "The team_lead");

    // They may ask again, and then decide.
    ask(&api, &boss, &mine, "Since when?").await.expect(201);
    decide(&api, &boss, &mine, json!({ "decision": "approve" })).await.expect(200);
    assert_eq!(ended(&api, &lead, &run).await["output"]["bought"], "The end_user");
    let last = api.get(Some(&boss), &path(&mine)).await.expect(200).json();
    assert_eq!((&last["status"], last["questions"].as_array().unwrap().len()), (&json!("approved"), 2));
    assert_eq!((&last["may_ask"], &last["may_answer"]), (&json!(false), &json!(false)));
    reply(&api, &lead, &mine, &last["questions"][1], "Monday").await.problem(409, "conflict");
    ask(&api, &boss, &mine, "And?").await.problem(409, "conflict");
    let admin = api.person(api.tenant, Role::Admin).await;
    let log = api.get(Some(&admin), "/api/v1/admin/audit-logs?limit=200").await.expect(200).text;
    assert_eq!(
        (log.matches("approval.asked_back").count(), log.matches("approval.answered_back").count()),
        (2, 1)
    );
}

async fn who_asks_and_who_answers_is_fixed_and_how_much(api: Arc<Api>) {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    let boss = api.person(api.tenant, Role::EndUser).await;
    let other = api.person(api.tenant, Role::EndUser).await;
    let admin = api.person(api.tenant, Role::Admin).await;
    buying(
        &api,
        &lead,
        json!({ "approvers": [{ "email": boss.email }, { "role": "team_lead" }], "mode": "all" }),
    )
    .await;
    let (_, approval) = asked(&api, &lead).await;
    // One of those who are asked is whom it is for.
    assert_eq!((&approval["may_decide"], &approval["may_ask"]), (&json!(true), &json!(false)));
    ask(&api, &lead, &approval, "me?").await.problem(409, "conflict");
    ask(&api, &admin, &approval, "what?").await.problem(403, "forbidden");
    ask(&api, &other, &approval, "what?").await.problem(404, "not_found");
    let stranger = api.person(api.other_tenant, Role::OrgOwner).await;
    ask(&api, &stranger, &approval, "what?").await.problem(404, "not_found");
    for words in ["  ".to_owned(), "x".repeat(2_001)] {
        let refused = ask(&api, &boss, &approval, &words).await.problem(422, "invalid");
        assert_eq!(refused["errors"][0]["field"], "question");
    }
    let now = ask(&api, &boss, &approval, "what?").await.expect(201).json();
    let question = &now["questions"][0];
    for person in [&boss, &other, &admin, &stranger] {
        reply(&api, person, &approval, question, "no").await.problem(404, "not_found");
    }
    let elsewhere = json!({ "id": Uuid::now_v7() });
    reply(&api, &lead, &elsewhere, question, "no").await.problem(404, "not_found");
    for words in ["  ".to_owned(), "x".repeat(4_001)] {
        let refused = reply(&api, &lead, &approval, question, &words).await.problem(422, "invalid");
        assert_eq!(refused["errors"][0]["field"], "answer");
    }
    reply(&api, &lead, &approval, question, "this").await.expect(204);
    reply(&api, &lead, &approval, question, "this").await.expect(204);
    reply(&api, &lead, &approval, question, "that").await.problem(409, "conflict");
    // The same words once more, before anybody has answered, are the same question.
    for n in [0, 1, 2, 3, 4, 5, 6, 7, 8, 8] {
        ask(&api, &boss, &approval, &format!("and {n}?")).await.expect(201);
    }
    ask(&api, &boss, &approval, "and?").await.problem(409, "conflict");
    let full = api.get(Some(&boss), &path(&approval)).await.expect(200).json();
    assert_eq!((&full["may_ask"], &full["may_decide"]), (&json!(false), &json!(true)));
    assert_eq!(full["questions"][0]["answer"]["text"], "this");
    // Who has passed it on asks no more.
    let on = json!({ "decision": "delegate", "to": other.email });
    decide(&api, &boss, &approval, on).await.expect(200);
    ask(&api, &boss, &approval, "and?").await.problem(403, "forbidden");
}

async fn a_question_in_a_conversation_is_answered_there_and_closed_with_its_approval(api: Arc<Api>) {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    let user = api.person(api.tenant, Role::EndUser).await;
    buying(
        &api,
        &lead,
        json!({ "approvers": [{ "role": "team_lead" }], "details": { "price": "secret price" } }),
    )
    .await;
    let chat =
        api.post(Some(&user), "/api/v1/conversations", &json!({ "flow": "buying" })).await.expect(201).json();
    let id = chat["id"].as_str().unwrap().to_owned();
    let at = format!("/api/v1/conversations/{id}");
    let said = api.post(Some(&user), &format!("{at}/messages"), &json!({ "content": "a laptop" })).await;
    let run = said.expect(202).json()["run_id"].as_str().unwrap().to_owned();
    let approval = pending(&api, &lead, &run).await;
    let events = format!("{at}/events");
    let mut stream = crate::stream::Reader::open(&api, &user, http::Method::GET, &events, &[], None).await;
    let now = ask(&api, &lead, &approval, "What for?").await.expect(201).json();
    let question = now["questions"][0].clone();
    // It comes as it is asked, in no run, which waits on.
    let heard = loop {
        let frame = stream.next().await.expect("the question");
        if frame.data["data"]["event"] == "approval_question" {
            break frame.data;
        }
    };
    assert_eq!(
        (&heard["content"], &heard["role"], &heard["run_id"]),
        (&json!("What for?"), &json!("system"), &Value::Null)
    );
    assert_eq!(
        (&heard["data"]["question"], &heard["data"]["name"]),
        (&question["id"], &json!("The team_lead"))
    );
    let link = format!("/chat/buying?conversation={id}");
    assert_eq!(notes(&api, &user).await[0].2, link);
    // What is decided, and about what, is still not theirs to see.
    let seen = api.get(Some(&user), &format!("{at}/messages?limit=100")).await.expect(200);
    assert!(!seen.text.contains("secret price"), "{}", seen.text);
    api.get(Some(&user), &path(&approval)).await.problem(404, "not_found");

    reply(&api, &user, &approval, &question, "The old one is broken.").await.expect(204);
    let second = ask(&api, &lead, &approval, "Since when?").await.expect(201).json()["questions"][1].clone();
    decide(&api, &lead, &approval, json!({ "decision": "reject", "comment": "not now" })).await.expect(200);
    ended(&api, &lead, &run).await;
    let seen = api.get(Some(&user), &format!("{at}/messages?limit=100")).await.expect(200).json();
    let told: Vec<_> = seen["data"].as_array().unwrap().iter().map(|one| one["data"].clone()).collect();
    let of = |event: &str| told.iter().filter(|data| data["event"] == event).cloned().collect::<Vec<_>>();
    assert_eq!(of("approval_answer")[0]["question"], question["id"]);
    let closed = of("approval_closed");
    assert_eq!(
        (closed.len(), &closed[0]["question"], &closed[0]["status"]),
        (1, &second["id"], &json!("rejected"))
    );
    reply(&api, &user, &approval, &second, "Monday").await.problem(409, "conflict");
}

async fn a_visitor_answers_what_is_asked_of_them_and_nobody_else_does(api: Arc<Api>) {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    buying(&api, &lead, json!({ "approvers": [{ "role": "team_lead" }] })).await;
    let public_id = crate::widget::switch_on(&api, &lead, "buying").await;
    let ann = crate::widget::Visit::new(&api, &public_id).await;
    let chat = ann.begin(&api).await;
    let said = ann.post(&api, &format!("{chat}/messages"), json!({ "content": "a laptop" })).await;
    let run = said.expect(202).json()["run_id"].as_str().unwrap().to_owned();
    let approval = pending(&api, &lead, &run).await;
    assert_eq!(approval["asker"], json!({ "name": "Visitor", "email": null }));
    let question = ask(&api, &lead, &approval, "What for?").await.expect(201).json()["questions"][0].clone();
    let to = path(&approval).replace("/api/v1", "");
    let to = format!("{to}/questions/{}/answer", question["id"].as_str().unwrap());
    let words = json!({ "answer": "The old one is broken." });
    let bob = crate::widget::Visit::new(&api, &public_id).await;
    bob.post(&api, &to, words.clone()).await.problem(404, "not_found");
    ann.post(&api, &to, words).await.expect(204);
    let read = api.get(Some(&lead), &path(&approval)).await.expect(200).json();
    assert_eq!(read["questions"][0]["answer"]["by"], "Visitor");
    let seen = ann.get(&api, &format!("{chat}/messages?limit=100")).await.expect(200);
    assert!(
        seen.text.contains("approval_question") && seen.text.contains("approval_answer"),
        "{}",
        seen.text
    );
}
