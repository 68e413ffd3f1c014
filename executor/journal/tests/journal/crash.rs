//! Dying at every effect of every flow, just before it and just after: the run ends as if nothing
//! had happened, and nothing happened twice.

use crate::database::Database;
use crate::flows;
use crate::process::Process;
use crate::world::{Moment, World};
use executor_runtime::api::RunStatus;
use executor_runtime::testing::new_run;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

struct Ending {
    state: String,
    effects: BTreeMap<String, u32>,
    calls: usize,
    killed: bool,
}

/// Runs a flow to its end, with the process dying once at this moment, if any.
fn run(url: &str, flow: &str, kill: Option<(usize, Moment)>) -> Ending {
    let (world, kills) = World::new(kill);
    let mut process = Process::start(url, &world);
    let run = new_run(flow, Some(Uuid::now_v7()), json!({ "message": "VPN" }));
    process.accept(&run);
    let row = loop {
        match process.finish(run.id, &kills) {
            Some(row) => break row,
            None => {
                process.kill();
                process = Process::start(url, &world);
            }
        }
    };
    assert_eq!(row.status, RunStatus::Completed, "{:?}", row.error);
    let state = bytes(process.state(run.id));
    process.stop();
    // What the last process saw is what the next one folds.
    let after = Process::start(url, &world);
    assert_eq!(bytes(after.state(run.id)), state);
    after.stop();
    Ending { state, effects: world.effects(), calls: world.calls(), killed: world.has_killed() }
}

/// The state without the one thing that has to differ between two runs: what time it was.
fn bytes(mut state: Value) -> String {
    state["now"].take();
    state.to_string()
}

/// A call whose answer got lost twice, on the way and with the process, is asked again under its key as
/// the same attempt; left alone it takes a second one. The number is the only thing that may differ.
fn without_attempts(state: &str) -> String {
    let mut state: Value = serde_json::from_str(state).unwrap();
    for node in state["nodes"].as_object_mut().unwrap().values_mut() {
        node["attempt"].take();
    }
    state.to_string()
}

fn die_everywhere(url: &str) {
    let mut landed = 0;
    for flow in flows::all() {
        let alone = run(url, &flow.flow, None);
        for call in 1..=alone.calls {
            for moment in [Moment::Before, Moment::After] {
                let ending = run(url, &flow.flow, Some((call, moment)));
                assert!(ending.killed, "{} {moment:?} call {call}: the fault did not land", flow.flow);
                landed += 1;
                let same = |state: &str| {
                    if flow.flow == "flaky" { without_attempts(state) } else { state.to_owned() }
                };
                assert_eq!(same(&ending.state), same(&alone.state), "{} {moment:?} call {call}", flow.flow);
                assert_eq!(ending.effects, alone.effects, "{} {moment:?} call {call}", flow.flow);
            }
        }
    }
    assert!(landed >= 30, "only {landed} crashes landed");
}

fn database(make: impl Future<Output = Database>) -> Database {
    let threads = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    threads.block_on(make)
}

#[test]
fn a_process_may_die_at_any_effect_on_sqlite() {
    let database = database(Database::sqlite());
    die_everywhere(&database.url);
}

#[test]
fn a_process_may_die_at_any_effect_on_postgres() {
    let database = database(Database::postgres());
    die_everywhere(&database.url);
    self::database(async {
        database.close().await;
        Database::sqlite().await
    });
}

#[test]
fn two_processes_on_one_run_do_every_effect_once() {
    let database = database(Database::sqlite());
    let (world, kills) = World::new(None);
    let one = Process::start(&database.url, &world);
    let run = new_run("parallel", None, json!({ "message": "VPN" }));
    one.accept(&run);
    // It finds the run unfinished and drives it as well; the stale writer loses and starts over.
    let two = Process::start(&database.url, &world);
    let row = one.finish(run.id, &kills).expect("nobody dies");
    assert_eq!(row.status, RunStatus::Completed);
    assert_eq!(two.finish(run.id, &kills).expect("nobody dies").output, row.output);
    assert!(world.effects().values().all(|count| *count == 1), "{:?}", world.effects());
    assert_eq!(one.state(run.id), two.state(run.id));
    one.stop();
    two.stop();
}
