//! What every journal has to do, as one suite that each implementation runs. Ids are drawn afresh,
//! so it can run on a database that holds other things.

use crate::api::{Begins, Lineage, NewRun, Origin, RunEvent, RunFailure, RunFilter, RunStatus, Signal};
use crate::journal::{
    Batch, CANCEL, First, HIDDEN, Journal, JournalError, Leave, Place, Record, Rest, RunRef, SignalStored,
};
use chrono::{DateTime, Utc};
use flow_schema::ErrorCode;
use mcp_servers_kit::Principal;
use serde_json::{Map, Value, json};
use std::sync::Arc;
use uuid::Uuid;

/// Runs all of it.
///
/// # Panics
/// Where the journal does not do what it must.
pub async fn check(journal: Arc<dyn Journal>) {
    let journal = &*journal;
    accepting_is_idempotent_and_private(journal).await;
    a_stale_writer_loses_and_leaves_nothing(journal).await;
    what_was_written_is_read_back_byte_for_byte(journal).await;
    a_run_remembers_where_it_came_from(journal).await;
    a_snapshot_shortens_what_is_folded_and_hides_nothing(journal).await;
    an_event_finds_the_runs_that_wait_for_it(journal).await;
    a_conversation_runs_one_run_at_a_time_in_order(journal).await;
    a_first_turn_counts_only_in_the_place_it_was_made_for(journal).await;
    a_queued_run_can_be_cancelled_without_taking_the_turn(journal).await;
    signals_are_kept_once_and_in_order(journal).await;
    a_run_with_an_unseen_signal_is_not_left_to_rest(journal).await;
    parked_runs_are_handed_out_once_when_their_time_comes(journal).await;
    unfinished_runs_are_found_until_their_last_event_was_observed(journal).await;
    ended_runs_are_put_away_in_two_steps_and_no_others(journal).await;
    lists_are_filtered_and_paged(journal).await;
    lists_are_filtered_by_what_failed_where_and_by_what_was_made_of_a_run(journal).await;
    many_writers_at_once_all_get_their_answer(journal).await;
}

fn at(second: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000 + second, 250_000_000).expect("a moment in range")
}

fn new_run(tenant: Uuid, conversation: Option<Uuid>) -> NewRun {
    NewRun {
        id: Uuid::now_v7(),
        tenant,
        flow: "helpdesk".into(),
        version: "v1".into(),
        conversation,
        input: json!({ "message": "VPN \u{0}\u{1F600} \"down\"", "big": 9_007_199_254_740_993_i64, "tiny": 1.0e-9 }),
        context: json!({ "user": { "name": "Ω" } }).as_object().cloned().unwrap_or_default(),
        principal: Principal {
            user: Some(Uuid::from_u128(9)),
            name: "P".into(),
            email: "p@example.test".into(),
            ..Principal::default()
        },
        correlation_id: "c-1".into(),
        test: false,
        parent_run: None,
        lineage: None,
        key_root: None,
        origin: None,
    }
}

fn record(seq: u64, kind: &str, fact: Option<&str>, payload: Value) -> Record {
    let event = RunEvent {
        seq,
        part: None,
        at: at(1),
        kind: kind.into(),
        node: Some("kb".into()),
        iteration: 2,
        payload,
    };
    Record { event: Arc::new(event), fact: fact.map(str::to_owned) }
}

fn batch(run: &NewRun, after: u64, count: u64) -> Batch {
    let records = after + 1..=after + count;
    Batch {
        tenant: run.tenant,
        run: run.id,
        after,
        records: records
            .map(|seq| record(seq, "node.completed", Some("{\"f\":1}"), json!({ "n": seq })))
            .collect(),
        at: at(2),
        status: RunStatus::Running,
        waiting: None,
        output: None,
        error: None,
        usage: json!({ "calls": 1 }),
        rest: Rest::Active,
        consumed: Vec::new(),
        signals_seen: 0,
        leaves: None,
        version: None,
        snapshot: None,
        subscribes: Vec::new(),
        unsubscribes: Vec::new(),
    }
}

fn ended(run: &NewRun, after: u64, channels: Value) -> Batch {
    Batch {
        status: RunStatus::Completed,
        output: Some(json!("done")),
        rest: Rest::Ended,
        leaves: run
            .conversation
            .map(|conversation| Leave { conversation, channels: channels.as_object().cloned() }),
        ..batch(run, after, 1)
    }
}

fn signal(name: &str) -> Signal {
    Signal {
        id: Uuid::now_v7(),
        name: name.into(),
        node: Some("ask".into()),
        payload: json!({ "text": "no" }),
        principal: Principal::default(),
    }
}

async fn status(journal: &dyn Journal, run: &NewRun) -> RunStatus {
    journal.row(run.tenant, run.id).await.expect("readable").expect("known").status
}

async fn is_unfinished(journal: &dyn Journal, run: &NewRun) -> bool {
    let mut after = None;
    let found = loop {
        let page = journal.unfinished(run.tenant, after, 3).await.expect("readable");
        assert!(page.windows(2).all(|pair| pair[0].run < pair[1].run), "in id order");
        assert!(page.iter().all(|found| found.tenant == run.tenant));
        match page.last() {
            None => break false,
            Some(_) if page.iter().any(|found| found.run == run.id) => break true,
            Some(last) => after = Some(last.run),
        }
    };
    assert!(!found || is_busy(journal, run.tenant).await, "a run that is found has a tenant that is");
    found
}

async fn is_busy(journal: &dyn Journal, tenant: Uuid) -> bool {
    let mut after = None;
    loop {
        let page = journal.busy_tenants(after, 3).await.expect("readable");
        assert!(page.windows(2).all(|pair| pair[0] < pair[1]), "each once, in id order");
        match page.last() {
            None => return false,
            Some(_) if page.contains(&tenant) => return true,
            Some(last) => after = Some(*last),
        }
    }
}

async fn accepting_is_idempotent_and_private(journal: &dyn Journal) {
    let (tenant, other) = (Uuid::now_v7(), Uuid::now_v7());
    let run = new_run(tenant, None);
    let first = journal.accept(run.clone(), at(0), None).await.expect("accepted");
    assert!(first.fresh && first.row.status == RunStatus::Running && first.row.last_seq == 0);
    let again = NewRun { flow: "another".into(), ..run.clone() };
    let again = journal.accept(again, at(5), None).await.expect("known");
    assert!(!again.fresh && again.row.flow == "helpdesk" && again.row.created_at == at(0));
    assert!(journal.row(other, run.id).await.expect("readable").is_none());
    assert!(journal.load(other, run.id).await.expect("readable").is_none());
    journal.append(batch(&run, 0, 1)).await.expect("appended");
    assert!(journal.events(other, run.id, 0, 9).await.expect("readable").is_empty());
    let stored = journal.signal(other, run.id, signal("x"), false, at(1)).await.expect("answered");
    assert_eq!(stored, SignalStored::NoSuchRun);
    let foreign = Batch { tenant: other, ..batch(&run, 1, 1) };
    assert!(matches!(journal.append(foreign).await, Err(JournalError::NoSuchRun)));
}

async fn a_stale_writer_loses_and_leaves_nothing(journal: &dyn Journal) {
    let run = new_run(Uuid::now_v7(), None);
    journal.accept(run.clone(), at(0), Some(batch(&run, 0, 2).into())).await.expect("accepted");
    let (one, two) = tokio::join!(journal.append(batch(&run, 2, 1)), journal.append(batch(&run, 2, 3)));
    let lost = [&one, &two].iter().filter(|result| matches!(result, Err(JournalError::Fenced))).count();
    assert_eq!(lost, 1, "{one:?} {two:?}");
    let seqs = journal.events(run.tenant, run.id, 0, 50).await.expect("readable").len() as u64;
    let row = journal.row(run.tenant, run.id).await.expect("readable").expect("known");
    assert_eq!(seqs, row.last_seq, "the loser left nothing");
    let end = ended(&run, row.last_seq, Value::Null);
    journal.append(end).await.expect("ended");
    let late = batch(&run, row.last_seq + 1, 1);
    assert!(matches!(journal.append(late).await, Err(JournalError::Fenced)), "an ended run takes nothing");
}

async fn what_was_written_is_read_back_byte_for_byte(journal: &dyn Journal) {
    let run = new_run(Uuid::now_v7(), None);
    let fact = r#"{"at":1,"z":1.0,"a":"\u0000 Ω 😀","n":9007199254740993}"#;
    let payload = json!({ "text": "a\u{0}b 😀", "n": [1, 1.5, 9_007_199_254_740_993_i64], "": null });
    // A step inside maps and sub-flows has an address, not a name.
    let node = Some("each[12345]/".repeat(50));
    let deep = RunEvent { node, ..RunEvent::clone(&record(3, "node.started", None, json!({})).event) };
    let records = vec![
        record(1, "run.started", Some(fact), payload.clone()),
        record(2, HIDDEN, Some("{}"), Value::Null),
        Record { event: Arc::new(deep), fact: None },
    ];
    let waiting = json!({ "for": "user", "question": "😀?" });
    let wrote = Batch { records, status: RunStatus::Waiting, waiting: Some(waiting), ..batch(&run, 0, 0) };
    journal.accept(run.clone(), at(0), None).await.expect("accepted");
    journal.append(wrote.clone()).await.expect("appended");
    let loaded = journal.load(run.tenant, run.id).await.expect("readable").expect("known");
    assert_eq!(loaded.facts, [(1, fact.to_owned()), (2, "{}".to_owned())]);
    assert_eq!(loaded.row.waiting, wrote.waiting);
    assert_eq!((loaded.row.last_seq, loaded.row.updated_at, loaded.observed), (3, at(2), 0));
    assert_eq!(json!(loaded.new).to_string(), json!(run).to_string());
    let events = journal.events(run.tenant, run.id, 0, 50).await.expect("readable");
    assert_eq!(
        events.iter().map(|event| event.seq).collect::<Vec<_>>(),
        [1, 3],
        "hidden records are not events"
    );
    assert_eq!(&events[0], &*wrote.records[0].event);
    assert_eq!(&events[1], &*wrote.records[2].event);
    assert_eq!(journal.events(run.tenant, run.id, 1, 1).await.expect("readable")[0].seq, 3);
}

async fn a_run_remembers_where_it_came_from(journal: &dyn Journal) {
    let parent = Uuid::now_v7();
    for (lineage, key_root) in [(Lineage::Fork, None), (Lineage::Retry, Some(Uuid::now_v7()))] {
        let run = NewRun {
            parent_run: Some(parent),
            lineage: Some(lineage),
            key_root,
            ..new_run(Uuid::now_v7(), None)
        };
        let row = journal.accept(run.clone(), at(0), None).await.expect("accepted").row;
        assert_eq!((row.parent_run, row.lineage, row.key_root), (Some(parent), Some(lineage), key_root));
        let loaded = journal.load(run.tenant, run.id).await.expect("readable").expect("known");
        assert_eq!(json!(loaded.new), json!(run));
        assert_eq!(json!(loaded.row), json!(row));
    }
    let origin = Origin { begins: Begins::FromHere, node: Some("kb".to_owned()), at_seq: Some(7) };
    let run =
        NewRun { parent_run: Some(parent), origin: Some(origin.clone()), ..new_run(Uuid::now_v7(), None) };
    let row = journal.accept(run.clone(), at(0), None).await.expect("accepted").row;
    let loaded = journal.load(run.tenant, run.id).await.expect("readable").expect("known");
    assert_eq!((row.origin.as_ref(), loaded.row.origin.as_ref()), (Some(&origin), Some(&origin)));
    assert_eq!(json!(loaded.new), json!(run));
}

async fn a_snapshot_shortens_what_is_folded_and_hides_nothing(journal: &dyn Journal) {
    let run = new_run(Uuid::now_v7(), None);
    let seqs = |facts: &[(u64, String)]| facts.iter().map(|(seq, _)| *seq).collect::<Vec<_>>();
    let load = async || journal.load(run.tenant, run.id).await.expect("readable").expect("known");
    let state = |n: u64| format!("{{\"n\":{n},\"text\":\"\\u0000 Ω 😀\"}}");
    let with = |batch: Batch| Batch { snapshot: Some(state(batch.last_seq())), ..batch };
    journal.accept(run.clone(), at(0), Some(batch(&run, 0, 2).into())).await.expect("accepted");
    assert_eq!(load().await.snapshot, None);
    journal.append(with(batch(&run, 2, 2))).await.expect("appended");
    assert_eq!((load().await.snapshot, seqs(&load().await.facts)), (Some((4, state(4))), vec![]));
    journal.append(batch(&run, 4, 2)).await.expect("appended");
    assert_eq!((load().await.snapshot, seqs(&load().await.facts)), (Some((4, state(4))), vec![5, 6]));
    let late = journal.append(with(batch(&run, 4, 5))).await;
    assert!(matches!(late, Err(JournalError::Fenced)));
    assert_eq!(load().await.snapshot, Some((4, state(4))), "a writer that loses leaves no snapshot");
    journal.append(with(batch(&run, 6, 1))).await.expect("appended");
    assert_eq!((load().await.snapshot, seqs(&load().await.facts)), (Some((7, state(7))), vec![]));
    journal.append(ended(&run, 7, Value::Null)).await.expect("ended");
    assert_eq!((load().await.snapshot, seqs(&load().await.facts)), (Some((7, state(7))), vec![8]));
    let facts = async |tenant, upto| journal.load_facts(tenant, run.id, upto).await.expect("readable");
    assert_eq!(seqs(&facts(run.tenant, u64::MAX).await), [1, 2, 3, 4, 5, 6, 7, 8]);
    assert_eq!(seqs(&facts(run.tenant, 3).await), [1, 2, 3], "the run as it was");
    assert!(facts(Uuid::now_v7(), u64::MAX).await.is_empty());
    // One that comes with the run itself.
    let other = new_run(run.tenant, None);
    journal.accept(other.clone(), at(0), Some(with(batch(&other, 0, 1)).into())).await.expect("accepted");
    let loaded = journal.load(other.tenant, other.id).await.expect("readable").expect("known");
    assert_eq!((loaded.snapshot, loaded.facts.len()), (Some((1, state(1))), 0));
}

async fn an_event_finds_the_runs_that_wait_for_it(journal: &dyn Journal) {
    let tenant = Uuid::now_v7();
    let mut runs: Vec<NewRun> = (0..4).map(|_| new_run(tenant, None)).collect();
    runs.sort_by_key(|run| run.id);
    let waits = |key: &str| vec![("ticket.replied".to_owned(), key.to_owned())];
    let find = async |tenant: Uuid, event: &str, key: &str, after: Option<Uuid>, limit: u32| {
        let found = journal.subscribers(tenant, event, key, after, limit).await.expect("readable");
        found.iter().map(|found| found.run).collect::<Vec<_>>()
    };
    let of = async |key: &str| find(tenant, "ticket.replied", key, None, 9).await;
    for (n, run) in runs.iter().enumerate() {
        let first = Batch { subscribes: waits("T-1"), ..batch(run, 0, 1) };
        if n == 0 {
            journal.accept(run.clone(), at(0), Some(first.into())).await.expect("accepted");
        } else {
            journal.accept(run.clone(), at(0), None).await.expect("accepted");
            journal.append(first).await.expect("appended");
        }
    }
    let ids: Vec<Uuid> = runs.iter().map(|run| run.id).collect();
    assert_eq!(of("T-1").await, ids);
    assert_eq!(find(tenant, "ticket.replied", "T-1", Some(ids[0]), 2).await, ids[1..3], "in pages");
    assert!(of("T-2").await.is_empty());
    assert!(find(tenant, "ticket", "T-1", None, 9).await.is_empty());
    assert!(find(Uuid::now_v7(), "ticket.replied", "T-1", None, 9).await.is_empty(), "another tenant's");
    // Again, in vain, and for something else.
    journal.append(Batch { subscribes: waits("T-1"), ..batch(&runs[0], 1, 1) }).await.expect("appended");
    let late = Batch { subscribes: waits("T-2"), ..batch(&runs[0], 1, 1) };
    assert!(matches!(journal.append(late).await, Err(JournalError::Fenced)));
    let moves = Batch { unsubscribes: waits("T-1"), subscribes: waits("T-2"), ..batch(&runs[1], 1, 1) };
    journal.append(moves).await.expect("appended");
    assert_eq!((of("T-1").await, of("T-2").await), (vec![ids[0], ids[2], ids[3]], vec![ids[1]]));
    // Whatever a key is.
    let odd = format!("a\u{0}{}", "é".repeat(3_000));
    let waits_odd = Batch { subscribes: waits(&odd), ..batch(&runs[1], 2, 1) };
    journal.append(waits_odd).await.expect("appended");
    assert_eq!(of(&odd).await, [ids[1]]);
    for run in &runs[..2] {
        let seq = journal.row(tenant, run.id).await.expect("readable").expect("known").last_seq;
        // One that subscribes with its last breath does not stay either.
        let end = Batch { subscribes: waits("T-3"), ..ended(run, seq, Value::Null) };
        journal.append(end).await.expect("ended");
    }
    assert_eq!(of("T-1").await, [ids[2], ids[3]]);
    assert!(of("T-2").await.is_empty() && of("T-3").await.is_empty() && of(&odd).await.is_empty());
}

async fn a_conversation_runs_one_run_at_a_time_in_order(journal: &dyn Journal) {
    let (tenant, conversation) = (Uuid::now_v7(), Uuid::now_v7());
    let runs: Vec<NewRun> = (0..3).map(|_| new_run(tenant, Some(conversation))).collect();
    assert!(journal.active(tenant, conversation).await.expect("readable").is_none());
    for (n, run) in runs.iter().enumerate() {
        let row = journal.accept(run.clone(), at(0), None).await.expect("accepted").row;
        assert_eq!(row.status, if n == 0 { RunStatus::Running } else { RunStatus::Queued });
        assert_eq!(is_unfinished(journal, run).await, n == 0, "a queued run has no work yet");
    }
    for (n, run) in runs.iter().enumerate() {
        let active = journal.active(tenant, conversation).await.expect("readable").expect("one is active");
        assert_eq!((active.id, active.status), (run.id, RunStatus::Running));
        let mut left = Map::new();
        left.insert(format!("k{n}"), json!(n));
        let next = journal.append(ended(run, 0, Value::Object(left))).await.expect("ended").next;
        assert_eq!(next, runs.get(n + 1).map(|next| RunRef { tenant, run: next.id }));
        if let Some(next) = runs.get(n + 1) {
            assert!(is_unfinished(journal, next).await, "its turn has come");
        }
    }
    assert!(journal.active(tenant, conversation).await.expect("readable").is_none());
    let channels = journal.place(tenant, conversation).await.expect("readable").channels;
    assert_eq!(Value::Object(channels), json!({ "k0": 0, "k1": 1, "k2": 2 }));
    assert_eq!(journal.place(Uuid::now_v7(), conversation).await.expect("readable"), Place::default());
    let later = journal.accept(new_run(tenant, Some(conversation)), at(9), None).await.expect("accepted");
    assert_eq!(later.row.status, RunStatus::Running, "an empty queue takes the next one at once");
}

async fn a_first_turn_counts_only_in_the_place_it_was_made_for(journal: &dyn Journal) {
    let (tenant, conversation) = (Uuid::now_v7(), Uuid::now_v7());
    let place = || async { journal.place(tenant, conversation).await.expect("readable") };
    let turn = |run: &NewRun, given: u64| First { batch: batch(run, 0, 2), place: Some(given) };
    let run = || new_run(tenant, Some(conversation));
    assert_eq!(place().await, Place::default());

    let one = run();
    let begun = journal.accept(one.clone(), at(0), Some(turn(&one, 0))).await.expect("accepted");
    assert!(begun.fresh && begun.begun && begun.row.last_seq == 2, "{begun:?}");
    assert_eq!(journal.load_facts(tenant, one.id, 9).await.expect("readable").len(), 2);
    let known = journal.accept(one.clone(), at(0), Some(turn(&one, 1))).await.expect("known");
    assert!(!known.fresh && !known.begun && known.row.last_seq == 2);
    assert_eq!(place().await, Place { given: 1, busy: true, channels: Map::new() });

    let two = run();
    let queued = journal.accept(two.clone(), at(1), Some(turn(&two, 1))).await.expect("accepted");
    assert!(queued.fresh && !queued.begun && queued.row.status == RunStatus::Queued);
    journal.append(ended(&one, 2, json!({ "k": 1 }))).await.expect("ended");
    journal.append(ended(&two, 0, Value::Null)).await.expect("ended");
    let channels = Map::from_iter([("k".to_owned(), json!(1))]);
    assert_eq!(place().await, Place { given: 2, busy: false, channels });

    let three = run();
    let stale = journal.accept(three.clone(), at(2), Some(turn(&three, 1))).await.expect("accepted");
    assert!(stale.fresh && !stale.begun, "it was made before the second run left something");
    assert_eq!((stale.row.status, stale.row.last_seq), (RunStatus::Running, 0));
    assert!(journal.events(tenant, three.id, 0, 9).await.expect("readable").is_empty());
    assert!(is_unfinished(journal, &three).await, "and it goes on from its beginning");
}

async fn a_queued_run_can_be_cancelled_without_taking_the_turn(journal: &dyn Journal) {
    let (tenant, conversation) = (Uuid::now_v7(), Uuid::now_v7());
    let runs: Vec<NewRun> = (0..3).map(|_| new_run(tenant, Some(conversation))).collect();
    for run in &runs {
        journal.accept(run.clone(), at(0), None).await.expect("accepted");
    }
    journal.signal(tenant, runs[1].id, signal(CANCEL), false, at(1)).await.expect("stored");
    assert!(is_unfinished(journal, &runs[1]).await, "the cancellation is work");
    let cancelled =
        Batch { status: RunStatus::Cancelled, signals_seen: 1, ..ended(&runs[1], 0, Value::Null) };
    assert_eq!(journal.append(cancelled).await.expect("ended").next, None, "it did not have the turn");
    assert_eq!(status(journal, &runs[2]).await, RunStatus::Queued);
    let next = journal.append(ended(&runs[0], 0, Value::Null)).await.expect("ended").next;
    assert_eq!(next.map(|next| next.run), Some(runs[2].id), "the cancelled one is passed over");
}

async fn signals_are_kept_once_and_in_order(journal: &dyn Journal) {
    let run = new_run(Uuid::now_v7(), None);
    let (tenant, id) = (run.tenant, run.id);
    journal.accept(run.clone(), at(0), Some(batch(&run, 0, 1).into())).await.expect("accepted");
    let refused = journal.signal(tenant, id, signal("answer"), true, at(1)).await.expect("answered");
    assert_eq!(refused, SignalStored::NotWaiting);
    let waits = Batch { status: RunStatus::Waiting, rest: Rest::Parked(None), ..batch(&run, 1, 1) };
    journal.append(waits).await.expect("appended");
    let (first, second) = (signal("answer"), signal("answer"));
    for (sent, expect) in
        [(&first, SignalStored::Fresh), (&second, SignalStored::Fresh), (&first, SignalStored::Known)]
    {
        let stored = journal.signal(tenant, id, sent.clone(), true, at(2)).await.expect("answered");
        assert_eq!(stored, expect);
    }
    let pending = journal.pending(tenant, id).await.expect("readable");
    assert_eq!(pending.total, 2);
    assert_eq!(pending.signals.iter().map(|(_, s)| s.id).collect::<Vec<_>>(), [first.id, second.id]);
    assert_eq!(json!(pending.signals[0].1), json!(first));
    let took = Batch { consumed: vec![first.id], signals_seen: 2, ..batch(&run, 2, 1) };
    journal.append(took).await.expect("appended");
    let pending = journal.pending(tenant, id).await.expect("readable");
    assert_eq!((pending.signals.len(), pending.total), (1, 2));
    let known = journal.signal(tenant, id, first, true, at(3)).await.expect("answered");
    assert_eq!(known, SignalStored::Known, "although the run does not wait any more");
    journal.append(ended(&run, 3, Value::Null)).await.expect("ended");
    let late = journal.signal(tenant, id, signal("x"), false, at(4)).await.expect("answered");
    assert_eq!(late, SignalStored::Ended);
    let unknown = journal.signal(tenant, Uuid::now_v7(), signal("x"), false, at(4)).await.expect("answered");
    assert_eq!(unknown, SignalStored::NoSuchRun);
}

async fn a_run_with_an_unseen_signal_is_not_left_to_rest(journal: &dyn Journal) {
    let run = new_run(Uuid::now_v7(), None);
    journal.accept(run.clone(), at(0), None).await.expect("accepted");
    journal.signal(run.tenant, run.id, signal("x"), false, at(1)).await.expect("stored");
    // The driver parks the run without having looked.
    let parks = Batch { rest: Rest::Parked(None), ..batch(&run, 0, 1) };
    journal.append(parks).await.expect("appended");
    journal.observed(run.tenant, run.id, 1).await.expect("noted");
    assert!(is_unfinished(journal, &run).await);
    let seen = journal.pending(run.tenant, run.id).await.expect("readable");
    let consumed = seen.signals.iter().map(|(_, s)| s.id).collect();
    let parks = Batch { rest: Rest::Parked(None), consumed, signals_seen: seen.total, ..batch(&run, 1, 0) };
    journal.append(parks).await.expect("appended");
    assert!(!is_unfinished(journal, &run).await);
}

async fn parked_runs_are_handed_out_once_when_their_time_comes(journal: &dyn Journal) {
    let tenant = Uuid::now_v7();
    // Far in the past, so that nothing else on the database is due before them.
    let due = |second: i64| DateTime::from_timestamp(second, 0).expect("a moment in range");
    let mut runs = Vec::new();
    for second in [20, 10, 90] {
        let run = new_run(tenant, None);
        journal.accept(run.clone(), at(0), None).await.expect("accepted");
        let parks = Batch { rest: Rest::Parked(Some(due(second))), ..batch(&run, 0, 1) };
        journal.append(parks).await.expect("appended");
        journal.observed(tenant, run.id, 1).await.expect("noted");
        runs.push(run);
    }
    assert_eq!(journal.next_due().await.expect("readable"), Some(due(10)));
    assert!(journal.take_due(due(9), 9).await.expect("taken").is_empty());
    let mut taken: Vec<Uuid> =
        journal.take_due(due(30), 9).await.expect("taken").iter().map(|r| r.run).collect();
    taken.sort_unstable();
    let mut expect = vec![runs[0].id, runs[1].id];
    expect.sort_unstable();
    assert_eq!(taken, expect);
    assert!(journal.take_due(due(30), 9).await.expect("taken").is_empty(), "once each");
    assert!(is_unfinished(journal, &runs[0]).await, "and found again after a crash");
    assert_eq!(journal.next_due().await.expect("readable"), Some(due(90)));
    journal
        .append(Batch { rest: Rest::Ended, status: RunStatus::Cancelled, ..batch(&runs[2], 1, 1) })
        .await
        .expect("ended");
    assert_ne!(
        journal.next_due().await.expect("readable"),
        Some(due(90)),
        "an ended run has no time to come"
    );
}

async fn unfinished_runs_are_found_until_their_last_event_was_observed(journal: &dyn Journal) {
    let run = new_run(Uuid::now_v7(), None);
    journal.accept(run.clone(), at(0), Some(batch(&run, 0, 1).into())).await.expect("accepted");
    assert!(is_unfinished(journal, &run).await);
    journal.append(ended(&run, 1, Value::Null)).await.expect("ended");
    assert!(is_unfinished(journal, &run).await, "its events may not have been passed on");
    journal.observed(run.tenant, run.id, 1).await.expect("noted");
    let loaded = journal.load(run.tenant, run.id).await.expect("readable").expect("known");
    assert_eq!(loaded.observed, 1);
    assert!(is_unfinished(journal, &run).await);
    assert!(is_busy(journal, run.tenant).await);
    journal.observed(run.tenant, run.id, 2).await.expect("noted");
    assert!(!is_unfinished(journal, &run).await && !is_busy(journal, run.tenant).await);
    let loaded = journal.load(run.tenant, run.id).await.expect("readable").expect("known");
    assert_eq!(loaded.observed, 2);
    assert_eq!(loaded.row.ended_at, Some(at(2)));
}

async fn ended_runs_are_put_away_in_two_steps_and_no_others(journal: &dyn Journal) {
    let (tenant, other) = (Uuid::now_v7(), Uuid::now_v7());
    // Far in the past, so that nothing else on the database ended before them.
    let long_ago = |second: i64| DateTime::from_timestamp(second, 0).expect("a moment in range");
    let found = async |second: i64, archived: bool| {
        let (mut all, mut after) = (Vec::new(), None);
        loop {
            let page = journal.ended_before(long_ago(second), archived, after, 1).await.expect("readable");
            let Some(last) = page.last() else { return all };
            after = Some(*last);
            assert_eq!(last.run.tenant, tenant);
            all.push(last.run.run);
        }
    };
    let mut runs = Vec::new();
    for second in [30, 10, 10, 20] {
        let run = new_run(tenant, None);
        journal.accept(run.clone(), at(0), Some(batch(&run, 0, 3).into())).await.expect("accepted");
        journal.signal(tenant, run.id, signal("x"), false, at(1)).await.expect("stored");
        let end = ended(&run, 3, Value::Null);
        let end = Batch { at: long_ago(second), snapshot: Some("{}".into()), ..end };
        journal.append(end).await.expect("ended");
        runs.push(run);
    }
    assert!(found(99, false).await.is_empty(), "events that nobody has observed are still needed");
    for run in &runs {
        journal.observed(tenant, run.id, 4).await.expect("noted");
    }
    let going = new_run(tenant, None);
    journal.accept(going.clone(), long_ago(1), None).await.expect("accepted");
    let waits = new_run(tenant, None);
    journal.accept(waits.clone(), long_ago(1), None).await.expect("accepted");
    let parks = Batch { status: RunStatus::Waiting, rest: Rest::Parked(None), ..batch(&waits, 0, 1) };
    journal.append(parks).await.expect("appended");
    journal.observed(tenant, waits.id, 1).await.expect("noted");
    let mut expect = vec![runs[1].id, runs[2].id];
    expect.sort_unstable();
    assert_eq!(found(20, false).await, expect, "in order of their end, not including the moment itself");
    expect.extend([runs[3].id, runs[0].id]);
    assert_eq!(found(99, false).await, expect);
    assert!(found(99, true).await.is_empty());

    let records = async |after, limit| {
        let records = journal.records(tenant, runs[0].id, after, limit).await.expect("readable");
        records.iter().map(|record| (record.event.seq, record.fact.is_some())).collect::<Vec<_>>()
    };
    assert_eq!(records(0, 2).await, [(1, true), (2, true)]);
    assert_eq!(records(2, 9).await, [(3, true), (4, true)]);
    assert!(journal.records(other, runs[0].id, 0, 9).await.expect("readable").is_empty());

    for run in [&going, &waits] {
        assert!(!journal.archive(tenant, run.id, at(9)).await.expect("answered"), "it has not ended");
        assert!(!journal.forget(tenant, run.id).await.expect("answered"), "it has not ended");
    }
    assert!(!journal.archive(other, runs[0].id, at(9)).await.expect("answered"));
    let row = async |run: &NewRun| journal.row(tenant, run.id).await.expect("readable");
    let before = row(&runs[0]).await.expect("known");
    assert!(journal.archive(tenant, runs[0].id, at(9)).await.expect("archived"));
    assert!(!journal.archive(tenant, runs[0].id, at(9)).await.expect("answered"), "once");
    let after = row(&runs[0]).await.expect("known");
    assert!(after.archived && !before.archived);
    assert_eq!(json!(crate::api::RunRow { archived: false, ..after }), json!(before));
    assert_eq!(found(99, false).await, expect[..3]);
    assert_eq!(found(99, true).await, [runs[0].id]);
    assert!(!is_unfinished(journal, &runs[0]).await);
    let late = journal.signal(tenant, runs[0].id, signal("x"), false, at(4)).await.expect("answered");
    assert_eq!(late, SignalStored::Ended);

    assert!(!journal.forget(other, runs[0].id).await.expect("answered"));
    for run in &runs {
        assert!(journal.forget(tenant, run.id).await.expect("forgotten"), "archived or not");
        assert!(!journal.forget(tenant, run.id).await.expect("answered"), "once");
        assert!(row(run).await.is_none());
        assert!(journal.load(tenant, run.id).await.expect("readable").is_none());
        assert!(journal.events(tenant, run.id, 0, 9).await.expect("readable").is_empty());
        assert!(journal.records(tenant, run.id, 0, 9).await.expect("readable").is_empty());
    }
    assert!(found(99, true).await.is_empty() && found(99, false).await.is_empty());
    assert!(row(&going).await.is_some() && row(&waits).await.is_some());
}

async fn lists_are_filtered_and_paged(journal: &dyn Journal) {
    let (tenant, conversation) = (Uuid::now_v7(), Uuid::now_v7());
    let mut runs = Vec::new();
    for n in 0..5 {
        let mut run = new_run(tenant, (n == 4).then_some(conversation));
        run.test = n == 0;
        run.flow = if n < 3 { "a".into() } else { "b".into() };
        journal.accept(run.clone(), at(n), None).await.expect("accepted");
        runs.push(run.id);
    }
    let list = async |filter: RunFilter| {
        let (rows, total) = journal.rows(tenant, filter).await.expect("readable");
        (rows.iter().map(|row| row.id).collect::<Vec<_>>(), total)
    };
    let all = RunFilter { limit: 2, offset: 1, ..RunFilter::default() };
    assert_eq!(list(all).await, (vec![runs[3], runs[2]], 5), "newest first");
    let some = RunFilter { flow: Some("a".into()), test: Some(false), limit: 9, ..RunFilter::default() };
    assert_eq!(list(some).await, (vec![runs[2], runs[1]], 2));
    let one = RunFilter {
        conversation: Some(conversation),
        status: Some(RunStatus::Running),
        limit: 9,
        ..RunFilter::default()
    };
    assert_eq!(list(one).await, (vec![runs[4]], 1));
    let between = RunFilter { since: Some(at(1)), until: Some(at(3)), limit: 9, ..RunFilter::default() };
    assert_eq!(list(between).await, (vec![runs[2], runs[1]], 2));
}

async fn lists_are_filtered_by_what_failed_where_and_by_what_was_made_of_a_run(journal: &dyn Journal) {
    let tenant = Uuid::now_v7();
    let mut runs = Vec::new();
    for (code, node) in [
        (ErrorCode::RateLimited, "create_ticket"),
        (ErrorCode::RateLimited, "createXticket"),
        (ErrorCode::Timeout, "create_ticket"),
    ] {
        let mut run = new_run(tenant, None);
        run.parent_run = runs.first().copied();
        run.lineage = run.parent_run.map(|_| Lineage::Fork);
        journal.accept(run.clone(), at(0), None).await.expect("accepted");
        let mut failed = batch(&run, 0, 1);
        failed.status = RunStatus::Failed;
        failed.rest = Rest::Ended;
        let message = format!("said \"node\":\"{node}\" and 100 % of it");
        failed.error = Some(RunFailure { code, message, node: Some(node.to_owned()) });
        journal.append(failed).await.expect("written");
        runs.push(run.id);
    }
    let list = async |filter: RunFilter| {
        let filter = RunFilter { limit: 9, ..filter };
        let (rows, _) = journal.rows(tenant, filter).await.expect("readable");
        rows.iter().map(|row| runs.iter().position(|run| *run == row.id).expect("ours")).collect::<Vec<_>>()
    };
    let (limited, ticket) = (Some(ErrorCode::RateLimited), Some("create_ticket".to_owned()));
    let by_code = RunFilter { code: limited, ..RunFilter::default() };
    assert_eq!(list(by_code).await, [1, 0]);
    let by_node = RunFilter { node: ticket.clone(), ..RunFilter::default() };
    assert_eq!(list(by_node).await, [2, 0], "an underscore is an underscore");
    assert_eq!(list(RunFilter { code: limited, node: ticket, ..RunFilter::default() }).await, [0]);
    assert_eq!(list(RunFilter { parent: Some(runs[0]), ..RunFilter::default() }).await, [2, 1]);
    let version = Some("another".to_owned());
    assert!(list(RunFilter { version, ..RunFilter::default() }).await.is_empty());
}

async fn many_writers_at_once_all_get_their_answer(journal: &dyn Journal) {
    let tenants: Vec<Uuid> = (0..3).map(|_| Uuid::now_v7()).collect();
    let runs: Vec<NewRun> = (0..60).map(|n| new_run(tenants[n % 3], None)).collect();
    let accepted = runs.iter().map(|run| journal.accept(run.clone(), at(0), None));
    assert!(futures::future::join_all(accepted).await.iter().all(Result::is_ok));
    // Every third is written to by two writers at once.
    let writes = runs.iter().enumerate().flat_map(|(n, run)| {
        let times = if n % 3 == 0 { 2 } else { 1 };
        (0..times).map(move |_| journal.append(batch(run, 0, 4)))
    });
    let results = futures::future::join_all(writes).await;
    let fenced = results.iter().filter(|result| matches!(result, Err(JournalError::Fenced))).count();
    assert_eq!((results.iter().filter(|result| result.is_ok()).count(), fenced), (60, 20));
    for run in &runs {
        let events = journal.events(run.tenant, run.id, 0, 50).await.expect("readable");
        assert_eq!(events.len(), 4);
    }
}
