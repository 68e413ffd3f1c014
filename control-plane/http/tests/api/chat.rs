//! A person and the assistant, from the question to the ticket.

use crate::harness::{Api, Person};
use crate::stream::{Frame, Reader};
use control_plane_app::Role;
use http::Method;
use serde_json::{Value, json};
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

crate::on_both_engines!(
    a_question_becomes_a_ticket_and_every_event_can_be_replayed,
    messages_sent_at_once_are_answered_in_their_order,
    a_repeated_message_is_the_same_message,
    conversations_are_seen_by_their_own_person_only,
    a_test_chat_runs_the_draft_as_it_is,
    a_test_chat_stops_where_it_is_told_and_a_real_one_does_not,
    whoever_may_chat_sees_which_assistants_there_are,
    the_stream_has_no_gap_and_no_double_under_load,
);

/// The helpdesk example, published, with its articles indexed.
pub async fn helpdesk(api: &Api) -> Person {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    let body = json!({ "name": "helpdesk", "template": "it-helpdesk" });
    api.post(Some(&lead), "/api/v1/flows", &body).await.expect(201);
    api.post(Some(&lead), "/api/v1/flows/helpdesk/publish", &json!({ "message": "go" })).await.expect(201);
    indexed(api, &lead, "it").await;
    lead
}

/// Waits until every document of a base is ready.
pub async fn indexed(api: &Api, who: &Person, base: &str) {
    let path = format!("/api/v1/kb/bases/{base}");
    let mut look = tokio::time::interval(Duration::from_millis(20));
    let ready = async {
        loop {
            look.tick().await;
            let found = api.get(Some(who), &path).await.expect(200).json();
            if found["queued"] == 0 {
                assert_eq!(found["failed"], 0, "{found}");
                return;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(60), ready).await.expect("the documents are indexed");
}

/// A flow that says what it hears, published.
async fn echo(api: &Api) {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    api.post(Some(&lead), "/api/v1/flows", &json!({ "name": "echo" })).await.expect(201);
    save_echo(api, &lead, "You said: {{ input.message }}").await;
    api.post(Some(&lead), "/api/v1/flows/echo/publish", &json!({ "message": "go" })).await.expect(201);
}

async fn save_echo(api: &Api, lead: &Person, text: &str) {
    let document = json!({
        "format": "flowright/1",
        "name": "echo",
        "input": { "type": "object", "properties": { "message": { "type": "string" } }, "required": ["message"] },
        "nodes": [
            { "id": "say", "kind": "reply", "config": { "text": text } },
            { "id": "done", "kind": "end", "config": { "output": {} } }
        ],
        "edges": [{ "from": "start", "to": "say" }, { "from": "say", "to": "done" }]
    });
    let any = [("if-match", "*")];
    let path = "/api/v1/flows/echo/draft";
    let saved = api.call(Some(lead), Method::PUT, path, &any, Some(&document)).await.expect(200).json();
    let errors = saved["findings"].as_array().unwrap().iter().filter(|f| f["severity"] == "error").count();
    assert_eq!(errors, 0, "{saved}");
}

async fn begin(api: &Api, who: &Person, flow: &str) -> String {
    let made =
        api.post(Some(who), "/api/v1/conversations", &json!({ "flow": flow })).await.expect(201).json();
    made["id"].as_str().unwrap().to_owned()
}

/// Says something and reads what comes of it, until the run ends or waits.
pub async fn turn(api: &Api, who: &Person, conversation: &str, body: Value) -> Vec<Frame> {
    let path = format!("/api/v1/conversations/{conversation}/messages");
    Reader::open(api, who, Method::POST, &path, &[], Some(&body)).await.all().await
}

async fn messages(api: &Api, who: &Person, conversation: &str) -> Vec<Value> {
    let path = format!("/api/v1/conversations/{conversation}/messages?limit=200");
    api.get(Some(who), &path).await.expect(200).json()["data"].as_array().unwrap().clone()
}

fn created<'a>(frames: &'a [Frame], kind: &str) -> &'a Value {
    let found = frames.iter().rfind(|frame| frame.name == "message.created" && frame.data["kind"] == kind);
    &found.unwrap_or_else(|| panic!("no {kind} in {frames:#?}")).data
}

fn names(frames: &[Frame]) -> Vec<&str> {
    frames.iter().map(|frame| frame.name.as_str()).collect()
}

async fn a_question_becomes_a_ticket_and_every_event_can_be_replayed(api: Arc<Api>) {
    helpdesk(&api).await;
    let agent = api.person(api.tenant, Role::Agent).await;
    let user = api.person(api.tenant, Role::EndUser).await;
    let conversation = begin(&api, &user, "helpdesk").await;

    let asked = turn(&api, &user, &conversation, json!({ "content": "My VPN does not connect" })).await;
    let answer = created(&asked, "text");
    assert_eq!(answer["role"], "assistant", "{asked:#?}");
    let citation = &answer["citations"][0];
    assert!(citation["title"].as_str().is_some_and(|title| title.contains("VPN")), "{answer:#}");
    let source = |n: u64| format!("/api/v1/messages/{}/sources/{n}", answer["id"].as_str().unwrap());
    let article = api.get(Some(&user), &source(1)).await.expect(200).json();
    assert_eq!((&article["title"], &article["id"]), (&citation["title"], &citation["document_id"]));
    let cited = article["blocks"].as_array().unwrap().iter().filter(|block| block["is_cited"] == true);
    assert!(cited.clone().count() > 0, "{citation:#} is not marked in {article:#}");
    assert!(cited.clone().all(|block| block["kind"] != "heading"), "the passage is there: {article:#}");
    api.get(Some(&user), &source(99)).await.problem(404, "not_found");
    let other = api.person(api.tenant, Role::EndUser).await;
    api.get(Some(&other), &source(1)).await.problem(404, "not_found");
    let options = created(&asked, "options");
    assert_eq!(
        (&options["data"]["answered"], asked.last().map(|f| f.name.as_str())),
        (&json!(false), Some("run.waiting"))
    );

    let no = turn(&api, &user, &conversation, json!({ "answer": { "option": "no" } })).await;
    assert!(names(&no).contains(&"run.resumed"), "{no:#?}");
    let form = created(&no, "form");
    assert_eq!(form["data"]["form"]["name"], "it-ticket");

    let values = json!({ "summary": "VPN does not connect", "category": "network", "priority": "" });
    let missing = turn(&api, &user, &conversation, json!({ "answer": { "values": values } })).await;
    let again = created(&missing, "form");
    assert_eq!(again["id"], form["id"], "the same card, not another one");
    assert_eq!(again["data"]["errors"][0]["field"], "priority", "{again:#}");
    assert_eq!(again["data"]["values"]["summary"], "VPN does not connect", "what was given is kept");

    let values = json!({ "summary": "VPN does not connect", "category": "network", "priority": "P3" });
    let done = turn(&api, &user, &conversation, json!({ "answer": { "values": values } })).await;
    assert_eq!(done.last().map(|f| f.name.as_str()), Some("run.completed"), "{done:#?}");
    let card = created(&done, "ticket");
    let number = card["data"]["number"].as_str().unwrap();
    assert!(number.starts_with("TKT-"), "{card}");

    let said = messages(&api, &user, &conversation).await;
    let kinds: Vec<_> =
        said.iter().map(|m| (m["role"].as_str().unwrap(), m["kind"].as_str().unwrap())).collect();
    assert_eq!(
        kinds,
        [
            ("user", "text"),
            ("assistant", "text"),
            ("assistant", "options"),
            ("user", "text"),
            ("assistant", "text"),
            ("assistant", "form"),
            ("user", "form_answer"),
            ("user", "form_answer"),
            ("assistant", "ticket"),
            ("assistant", "text"),
        ],
        "{said:#?}"
    );
    let seqs: Vec<_> = said.iter().map(|m| m["seq"].as_u64().unwrap()).collect();
    assert_eq!(seqs, (1..=10).collect::<Vec<_>>());
    assert_eq!(said[3]["content"], "No, I need more help", "an option reads as its label");
    for answered in [2, 5] {
        assert_eq!(said[answered]["data"]["answered"], true, "{}", said[answered]);
    }
    assert!(said[9]["content"].as_str().unwrap().contains(number));

    let own = api.get(Some(&user), "/api/v1/tickets").await.expect(200).json();
    assert_eq!((&own["meta"]["total"], &own["data"][0]["number"]), (&json!(1), &json!(number)));
    assert_eq!(own["data"][0]["conversation_id"], conversation);
    let notes = api.get(Some(&agent), "/api/v1/notifications?unread=true").await.expect(200).json();
    assert!(
        notes["data"].as_array().unwrap().iter().any(|n| n["subject"].as_str().unwrap().contains(number)),
        "{notes}"
    );

    replays(&api, &user, &conversation, said.len()).await;
}

/// From whichever event a client comes back, it gets the rest, once.
async fn replays(api: &Api, user: &Person, conversation: &str, said: usize) {
    let run = messages(api, user, conversation).await[0]["run_id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/conversations/{conversation}/events");
    let start = format!("{path}?after={run}:0");
    let whole = Reader::open(api, user, Method::GET, &start, &[], None).await.until("run.completed").await;
    let durable: Vec<_> = whole.iter().filter(|frame| !frame.id.is_empty()).cloned().collect();
    let ids: HashSet<_> = durable.iter().map(|frame| &frame.id).collect();
    assert_eq!(ids.len(), durable.len(), "every id once: {durable:#?}");
    assert_eq!(durable.iter().filter(|f| f.name == "message.created").count(), said);
    for at in (0..durable.len() - 1).step_by(3) {
        let last = [("last-event-id", durable[at].id.as_str())];
        let rest =
            Reader::open(api, user, Method::GET, &path, &last, None).await.until("run.completed").await;
        let rest: Vec<_> = rest.into_iter().filter(|frame| !frame.id.is_empty()).collect();
        assert_eq!(names(&rest), names(&durable[at + 1..]), "after {}", durable[at].id);
        assert_eq!(
            rest.iter().map(|f| f.data["seq"].clone()).collect::<Vec<_>>(),
            durable[at + 1..].iter().map(|f| f.data["seq"].clone()).collect::<Vec<_>>()
        );
    }
    let foreign = [("last-event-id", "00000000-0000-0000-0000-000000000001:3")];
    api.call(Some(user), Method::GET, &path, &foreign, None).await.problem(400, "malformed");
    let broken = [("last-event-id", "nonsense")];
    api.call(Some(user), Method::GET, &path, &broken, None).await.problem(400, "malformed");
}

async fn messages_sent_at_once_are_answered_in_their_order(api: Arc<Api>) {
    echo(&api).await;
    let user = api.person(api.tenant, Role::EndUser).await;
    let conversation = begin(&api, &user, "echo").await;
    let path = format!("/api/v1/conversations/{conversation}/messages");
    const COUNT: usize = 12;
    let mut stream = {
        let path = format!("/api/v1/conversations/{conversation}/events");
        Reader::open(&api, &user, Method::GET, &path, &[], None).await
    };
    let posts = (0..COUNT).map(|n| {
        let (api, user, path) = (&api, &user, &path);
        async move {
            api.post(Some(user), path, &json!({ "content": format!("message {n}") })).await.expect(202).json()
        }
    });
    let posted = futures::future::join_all(posts).await;
    let runs: HashSet<_> = posted.iter().map(|taken| taken["run_id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(runs.len(), COUNT, "each has its own run");

    let mut told = Vec::new();
    for _ in 0..COUNT {
        told.extend(stream.until("run.completed").await);
    }
    let started: Vec<_> =
        told.iter().filter(|f| f.name == "run.started").map(|f| f.id.split(':').next().unwrap()).collect();
    let said = messages(&api, &user, &conversation).await;
    assert_eq!(said.len(), 2 * COUNT);
    let of = |role: &str| -> Vec<&Value> { said.iter().filter(|m| m["role"] == role).collect() };
    let questions: Vec<_> = of("user").iter().map(|m| m["run_id"].as_str().unwrap()).collect();
    let answers: Vec<_> = of("assistant").iter().map(|m| m["run_id"].as_str().unwrap()).collect();
    assert_eq!(answers, questions, "answered in the order in which they were said");
    assert_eq!(started, questions, "and told in that order");
    for answer in of("assistant") {
        let question = of("user").into_iter().find(|m| m["run_id"] == answer["run_id"]).unwrap();
        assert_eq!(answer["content"], format!("You said: {}", question["content"].as_str().unwrap()));
    }
}

async fn a_repeated_message_is_the_same_message(api: Arc<Api>) {
    echo(&api).await;
    let user = api.person(api.tenant, Role::EndUser).await;
    let conversation = begin(&api, &user, "echo").await;
    let path = format!("/api/v1/conversations/{conversation}/messages");
    let key = [("idempotency-key", "m-1")];
    let body = json!({ "content": "hello" });
    let first = api.call(Some(&user), Method::POST, &path, &key, Some(&body)).await.expect(202).json();
    let second = api.call(Some(&user), Method::POST, &path, &key, Some(&body)).await.expect(202).json();
    assert_eq!(first, second);
    // A stream cannot be kept as an answer, and still the message is the same one.
    let streamed = Reader::open(&api, &user, Method::POST, &path, &key, Some(&body)).await.all().await;
    assert_eq!(streamed.last().map(|f| f.name.as_str()), Some("run.completed"), "{streamed:#?}");
    assert_eq!(created(&streamed, "text")["run_id"], first["run_id"]);
    assert_eq!(messages(&api, &user, &conversation).await.len(), 2);

    for (bad, field) in [
        (json!({}), "content"),
        (json!({ "content": "  " }), "content"),
        (json!({ "content": "x".repeat(16_001) }), "content"),
        (json!({ "content": "a", "answer": { "option": "yes" } }), "answer"),
        (json!({ "answer": { "option": "yes", "declined": true } }), "answer"),
    ] {
        let problem = api.post(Some(&user), &path, &bad).await.problem(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], field, "{problem}");
    }
    api.post(Some(&user), &path, &json!({ "answer": { "option": "yes" } })).await.problem(409, "conflict");

    let answer = &messages(&api, &user, &conversation).await[1];
    let feedback = format!("/api/v1/messages/{}/feedback", answer["id"].as_str().unwrap());
    api.post(Some(&user), &feedback, &json!({ "rating": "up" })).await.expect(200);
    api.post(Some(&user), &feedback, &json!({ "rating": "down", "reason": "wrong" })).await.expect(200);
    assert_eq!(messages(&api, &user, &conversation).await[1]["feedback"]["rating"], "down");
}

async fn conversations_are_seen_by_their_own_person_only(api: Arc<Api>) {
    echo(&api).await;
    let user = api.person(api.tenant, Role::EndUser).await;
    let conversation = begin(&api, &user, "echo").await;
    turn(&api, &user, &conversation, json!({ "content": "hello" })).await;
    let path = format!("/api/v1/conversations/{conversation}");
    let answer = messages(&api, &user, &conversation).await[1]["id"].as_str().unwrap().to_owned();
    let feedback = format!("/api/v1/messages/{answer}/feedback");

    let neighbour = api.person(api.tenant, Role::EndUser).await;
    let stranger = api.person(api.other_tenant, Role::OrgOwner).await;
    for who in [&neighbour, &stranger] {
        for path in [path.clone(), format!("{path}/messages"), format!("{path}/events")] {
            api.get(Some(who), &path).await.problem(404, "not_found");
        }
        api.post(Some(who), &format!("{path}/messages"), &json!({ "content": "x" }))
            .await
            .problem(404, "not_found");
        api.post(Some(who), &feedback, &json!({ "rating": "up" })).await.problem(404, "not_found");
        let listed = api.get(Some(who), "/api/v1/conversations").await.expect(200).json();
        assert_eq!(listed["meta"]["total"], 0, "{listed}");
    }
    // An agent reads along, and does not write in the person's name.
    let agent = api.person(api.tenant, Role::Agent).await;
    assert_eq!(messages(&api, &agent, &conversation).await.len(), 2);
    api.post(Some(&agent), &format!("{path}/messages"), &json!({ "content": "x" }))
        .await
        .problem(403, "forbidden");
    let listed = api.get(Some(&agent), "/api/v1/conversations").await.expect(200).json();
    assert_eq!((&listed["meta"]["total"], &listed["data"][0]["title"]), (&json!(1), &json!("hello")));
    let mine = api.get(Some(&agent), "/api/v1/conversations?mine=true").await.expect(200).json();
    assert_eq!(mine["meta"]["total"], 0);
}

async fn a_test_chat_runs_the_draft_as_it_is(api: Arc<Api>) {
    echo(&api).await;
    let lead = api.person(api.tenant, Role::TeamLead).await;
    let user = api.person(api.tenant, Role::EndUser).await;
    let body = json!({ "flow": "echo", "draft": true });
    api.post(Some(&user), "/api/v1/conversations", &body).await.problem(403, "forbidden");
    let made = api.post(Some(&lead), "/api/v1/conversations", &body).await.expect(201).json();
    let conversation = made["id"].as_str().unwrap();

    save_echo(&api, &lead, "First: {{ input.message }}").await;
    let first = turn(&api, &lead, conversation, json!({ "content": "a" })).await;
    assert_eq!(created(&first, "text")["content"], "First: a");
    save_echo(&api, &lead, "Second: {{ env.version }}, {{ conversation.history.len() }} before").await;
    let second = turn(&api, &lead, conversation, json!({ "content": "b" })).await;
    assert_eq!(created(&second, "text")["content"], "Second: draft, 2 before");

    let tests = api.get(Some(&lead), "/api/v1/runs?test=true").await.expect(200).json();
    assert_eq!(tests["meta"]["total"], 2, "{tests}");
    assert_eq!((&tests["data"][0]["draft"], &tests["data"][0]["version"]), (&json!(true), &Value::Null));
    let others = api.get(Some(&lead), "/api/v1/runs?test=false").await.expect(200).json();
    assert_eq!(others["meta"]["total"], 0, "{others}");
    // What is published has not changed.
    let real = begin(&api, &user, "echo").await;
    let said = turn(&api, &user, &real, json!({ "content": "c" })).await;
    assert_eq!(created(&said, "text")["content"], "You said: c");

    save_echo(&api, &lead, "fine").await;
    let broken = json!({ "nodes": [{ "id": "say", "kind": "no_such_kind" }] });
    let any = [("if-match", "*")];
    api.call(Some(&lead), Method::PATCH, "/api/v1/flows/echo/draft", &any, Some(&broken)).await.expect(200);
    // It runs up to the step with the problem, and says there what it is.
    turn(&api, &lead, conversation, json!({ "content": "d" })).await;
    let failed = api.get(Some(&lead), "/api/v1/runs?test=true").await.expect(200).json()["data"][0].clone();
    assert_eq!((&failed["status"], &failed["error"]["node"]), (&json!("failed"), &json!("say")), "{failed}");
    assert_eq!(failed["error"]["code"], "validation");
    let said = failed["error"]["message"].as_str().unwrap();
    assert!(said.starts_with("FR0") && said.contains("no_such_kind"), "{said}");
    // Of one whose channels are wrong, nothing can run.
    let channels = json!({ "state": { "seen": { "schema": { "type": "no type" } } } });
    api.call(Some(&lead), Method::PATCH, "/api/v1/flows/echo/draft", &any, Some(&channels)).await.expect(200);
    let path = format!("/api/v1/conversations/{conversation}/messages");
    let problem =
        api.post(Some(&lead), &path, &json!({ "content": "d" })).await.problem(422, "flow_has_errors");
    assert!(!problem["findings"].as_array().unwrap().is_empty());
    api.post(Some(&lead), "/api/v1/conversations", &json!({ "flow": "nothing" }))
        .await
        .problem(422, "invalid");
}

async fn a_test_chat_stops_where_it_is_told_and_a_real_one_does_not(api: Arc<Api>) {
    echo(&api).await;
    let lead = api.person(api.tenant, Role::TeamLead).await;
    let body = json!({ "flow": "echo", "draft": true });
    let made = api.post(Some(&lead), "/api/v1/conversations", &body).await.expect(201).json();
    let messages = |id: &Value| format!("/api/v1/conversations/{}/messages", id.as_str().unwrap());
    let stop = json!({ "content": "a", "breakpoints": [{ "node": "say" }] });
    let sent = api.post(Some(&lead), &messages(&made["id"]), &stop).await.expect(202).json();
    let path = format!("/api/v1/runs/{}", sent["run_id"].as_str().unwrap());
    let mut look = tokio::time::interval(Duration::from_millis(20));
    let waits = async {
        loop {
            look.tick().await;
            let run = api.get(Some(&lead), &path).await.expect(200).json();
            if run["status"] == "waiting" {
                return run;
            }
        }
    };
    let run = tokio::time::timeout(Duration::from_secs(20), waits).await.expect("it stops");
    assert_eq!(run["waiting"]["node"], "say", "{run}");
    api.post(Some(&lead), &format!("{path}/signals/continue"), &json!({})).await.expect(202);

    let real = begin(&api, &lead, "echo").await;
    let refused = api.post(Some(&lead), &messages(&json!(real)), &stop).await.problem(422, "invalid");
    assert_eq!(refused["errors"][0]["field"], "pins");
}

async fn whoever_may_chat_sees_which_assistants_there_are(api: Arc<Api>) {
    echo(&api).await;
    let lead = api.person(api.tenant, Role::TeamLead).await;
    api.post(Some(&lead), "/api/v1/flows", &json!({ "name": "unborn" })).await.expect(201);
    let user = api.person(api.tenant, Role::EndUser).await;
    let found = api.get(Some(&user), "/api/v1/assistants").await.expect(200).json();
    let names: Vec<&str> =
        found["data"].as_array().unwrap().iter().map(|one| one["flow"].as_str().unwrap()).collect();
    assert_eq!(names, ["echo"], "what is published, and nothing else: {found}");
}

async fn the_stream_has_no_gap_and_no_double_under_load(api: Arc<Api>) {
    echo(&api).await;
    let user = api.person(api.tenant, Role::EndUser).await;
    let conversation = begin(&api, &user, "echo").await;
    const TURNS: usize = 15;
    let path = format!("/api/v1/conversations/{conversation}/events");
    let posting = async {
        for n in 0..TURNS {
            let path = format!("/api/v1/conversations/{conversation}/messages");
            api.post(Some(&user), &path, &json!({ "content": format!("m{n}") })).await.expect(202);
        }
    };
    // Comes back after every few events, in the middle of everything.
    let first = Reader::open(&api, &user, Method::GET, &path, &[], None).await;
    let reading = async {
        let (mut seen, mut ends, mut reader) = (Vec::<Frame>::new(), 0, first);
        while ends < TURNS {
            for _ in 0..3 {
                let frame = reader.next().await.expect("an endless stream");
                ends += usize::from(frame.name == "run.completed");
                if !frame.id.is_empty() {
                    seen.push(frame);
                }
                if ends == TURNS {
                    break;
                }
            }
            let last = [("last-event-id", seen.last().expect("something").id.as_str())];
            reader = Reader::open(&api, &user, Method::GET, &path, &last, None).await;
        }
        seen
    };
    let (seen, ()) = futures::future::join(reading, posting).await;
    let ids: HashSet<_> = seen.iter().map(|frame| frame.id.clone()).collect();
    assert_eq!(ids.len(), seen.len(), "no double");
    let count = |name: &str| seen.iter().filter(|frame| frame.name == name).count();
    assert_eq!(
        (count("run.started"), count("message.completed"), count("message.created"), count("run.completed")),
        (TURNS, TURNS, 2 * TURNS, TURNS),
        "no gap"
    );
}
