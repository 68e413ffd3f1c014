//! Simulation: random flows × random schedules × injected crashes, duplicates, delays and
//! reordering, all from one seed, with the promises of the executor checked on each.
//!
//! A failing seed is shrunk and printed; `FLOWRIGHT_SIM_SEED=<n>` runs it alone and
//! `FLOWRIGHT_SIM_CASES=<n>` sets how many are tried.

mod chance;
mod driver;
mod generate;
mod world;

use driver::{Driver, Faults, Flaw, Violation};

const CASES: u64 = 100_000;
const LARGEST: u32 = 14;

fn run(seed: u64, size: u32, flaw: Flaw) -> Result<Faults, Violation> {
    let mut chance = chance::Chance::new(seed);
    let (plan, inner) = generate::plan(&mut chance, size);
    Driver::new(plan, inner, chance, flaw).run()
}

fn size_of(seed: u64) -> u32 {
    1 + u32::try_from(seed % u64::from(LARGEST)).unwrap_or(0)
}

/// The smallest flow with which the seed still fails.
fn shrink(seed: u64, flaw: Flaw) -> Option<(u32, Violation)> {
    (1..=size_of(seed)).find_map(|size| run(seed, size, flaw).err().map(|violation| (size, violation)))
}

fn try_all(seeds: impl Iterator<Item = u64>) -> Faults {
    let mut total = Faults::default();
    for seed in seeds {
        match run(seed, size_of(seed), Flaw::None) {
            Ok(faults) => total.add(&faults),
            Err(violation) => {
                let (size, smallest) = shrink(seed, Flaw::None).unwrap_or((size_of(seed), violation));
                panic!("seed {seed}, size {size}: {smallest}\nrepeat with FLOWRIGHT_SIM_SEED={seed}");
            }
        }
    }
    total
}

#[expect(clippy::disallowed_methods, reason = "a person repeats a failing seed by hand")]
fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn promises_hold_whatever_crashes() {
    let alone = setting("FLOWRIGHT_SIM_SEED");
    let cases = setting("FLOWRIGHT_SIM_CASES").unwrap_or(CASES);
    let seeds = alone.map_or(0..cases, |seed| seed..seed + 1);
    let lanes = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    let mut total = Faults::default();
    std::thread::scope(|scope| {
        let lane = |lane: u64| seeds.clone().filter(move |seed| seed % lanes == lane);
        let lanes: Vec<_> = (0..lanes).map(|n| scope.spawn(move || try_all(lane(n)))).collect();
        for lane in lanes {
            match lane.join() {
                Ok(faults) => total.add(&faults),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
    });
    println!("{cases} cases: {total:?}");
    // A fault test that injected nothing, or in which nothing worked, is not a pass.
    if alone.is_none() {
        assert!(
            total.crashes > cases / 2 && total.duplicates > cases / 10,
            "too few faults landed: {total:?}"
        );
        assert!(total.completed > cases / 3, "too few runs completed: {total:?}");
        assert!(total.snapshots > cases / 10, "too few runs came back from a snapshot: {total:?}");
        assert!(total.writes > cases / 4 && total.ambiguous > cases / 100, "too few effects: {total:?}");
    }
}

/// The harness has to catch a driver that is wrong, or it proves nothing.
fn is_caught(flaw: Flaw, by: &str) {
    let caught = (0..2_000).find_map(|seed| shrink(seed, flaw));
    let (size, violation) = caught.expect("a broken driver went unnoticed");
    assert!(violation.to_string().contains(by), "size {size}: {violation}");
}

#[test]
fn acknowledging_before_the_effect_is_caught() {
    is_caught(Flaw::AcknowledgesFirst, "recorded as done and happened 0 times");
}

#[test]
fn a_new_key_for_each_attempt_is_caught() {
    is_caught(Flaw::NewKeyEachAttempt, "happened 2 times");
}
