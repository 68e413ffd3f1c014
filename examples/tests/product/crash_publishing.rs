//! Publishing is two steps, a row of the database and a commit in Git, and the process is killed between them
//! again and again while several people publish. Whichever step was the last, `flowright fsck` or the next
//! start finishes what was begun: nothing that was acknowledged is lost, and every version has its commit.
//!
//! `FLOWRIGHT_KILLS` says how often; without it, until it has died in both windows. `FLOWRIGHT_SEED` chooses
//! other moments.

use crate::support::{Client, Product, Published, fresh_database, fsck};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

const FLOWS: [&str; 4] = ["orders", "returns", "billing", "travel"];
/// Kills of one installation; then a new one, so that looking at all of it stays short.
const KILLS_OF_ONE: usize = 20;
/// At least so many, and until both windows were hit; then it has been long enough.
const FEW: usize = 10;
const MANY: usize = 60;
/// The process dies within this time after the first publish of its life is through.
const LIFE: Duration = Duration::from_millis(250);

#[derive(Debug, Default)]
struct Tally {
    kills: usize,
    versions: usize,
    without_commit: usize,
    commit_unknown: usize,
    nothing: usize,
}

/// A publish that the server said is done.
struct Acknowledged {
    flow: &'static str,
    version: u64,
    hash: String,
}

/// Numbers without a pattern, the same for the same seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }
}

#[expect(clippy::disallowed_methods, reason = "how a person asks for more kills, or others")]
fn wish(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn whenever_it_dies_while_publishing_every_version_has_its_commit() {
    let wanted = wish("FLOWRIGHT_KILLS").map(|kills| usize::try_from(kills).expect("a number of kills"));
    let tally = killed_again_and_again(None, wanted).await;
    assert!(tally.without_commit > 0 && tally.commit_unknown > 0, "both windows were hit: {tally:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn whenever_it_dies_while_publishing_on_postgres_every_version_has_its_commit() {
    let (app, owner) = fresh_database().await;
    let tally = killed_again_and_again(Some((app.as_str(), owner.as_str())), Some(FEW / 2)).await;
    assert_eq!(tally.kills, FEW / 2);
}

async fn killed_again_and_again(database: Option<(&str, &str)>, wanted: Option<usize>) -> Tally {
    let seed = wish("FLOWRIGHT_SEED").unwrap_or(7);
    let mut chance = Chance(seed);
    let mut tally = Tally::default();
    let is_enough = |tally: &Tally| match wanted {
        Some(wanted) => tally.kills >= wanted,
        None => {
            let both = tally.without_commit > 0 && tally.commit_unknown > 0;
            tally.kills >= MANY || (both && tally.kills >= FEW)
        }
    };
    while !is_enough(&tally) {
        let mut installation = Installation::start(database).await;
        for _ in 0..KILLS_OF_ONE {
            installation.live_and_die(&mut chance, &mut tally).await;
            if is_enough(&tally) {
                break;
            }
        }
        tally.versions += installation.versions;
    }
    println!("seed {seed}: {tally:?}");
    tally
}

struct Installation<'a> {
    product: Product,
    client: Client,
    database: Option<&'a str>,
    acknowledged: Arc<Mutex<Vec<Acknowledged>>>,
    /// Publishes begun, so that none repeats another.
    rounds: u64,
    /// Commits whose files were compared.
    seen: BTreeSet<String>,
    versions: usize,
    lives: usize,
}

impl<'a> Installation<'a> {
    async fn start(database: Option<(&'a str, &'a str)>) -> Self {
        let settings: Vec<(&str, &str)> = match database {
            Some((app, owner)) => vec![("FLOWRIGHT_DATABASE_URL", app), ("FLOWRIGHT_MIGRATE_URL", owner)],
            None => Vec::new(),
        };
        let product = Product::start_with(&settings);
        let client = product.set_up(product.setup_token(), "admin@example.test").await;
        for flow in FLOWS {
            client.post("/flows", json!({ "name": flow })).await.expect_status(&[201]);
        }
        Self {
            product,
            client,
            database: database.map(|(app, _)| app),
            acknowledged: Arc::default(),
            rounds: 0,
            seen: BTreeSet::new(),
            versions: 0,
            lives: 0,
        }
    }

    /// People publish until the process is killed; then it is looked at, mended and looked at again.
    async fn live_and_die(&mut self, chance: &mut Chance, tally: &mut Tally) {
        if self.lives > 0 {
            self.product.resume();
        }
        self.lives += 1;
        let before = self.acknowledged.lock().expect("no poison").len();
        self.rounds += 10_000;
        let people: Vec<_> = FLOWS
            .map(|flow| {
                tokio::spawn(publish_on(self.client.clone(), flow, self.rounds, self.acknowledged.clone()))
            })
            .into();
        while self.acknowledged.lock().expect("no poison").len() == before {
            assert!(people.iter().any(|person| !person.is_finished()), "nobody could publish");
            tokio::task::yield_now().await;
        }
        let life = u64::try_from(LIFE.as_micros()).expect("short");
        tokio::time::sleep(Duration::from_micros(chance.below(life))).await;
        self.product.kill();
        for person in people {
            person.await.expect("only the product dies");
        }

        let left = Published::read(&self.product, self.database).await;
        let death = left.at_death();
        tally.kills += 1;
        tally.without_commit += usize::from(death.without_commit > 0);
        tally.commit_unknown += usize::from(death.commit_unknown > 0);
        tally.nothing += usize::from(death == Default::default());
        if self.lives.is_multiple_of(2) {
            let said = fsck(&self.product, self.database, &[]);
            let expected = match death.without_commit + death.commit_unknown {
                0 => "database and Git history say the same".to_owned(),
                1 => "1 difference was mended".to_owned(),
                found => format!("{found} differences were mended"),
            };
            assert!(said.contains(&expected), "{said}");
        } else {
            self.product.resume();
            assert!(self.product.stop(), "{}", self.product.log());
        }
        let mended = Published::read(&self.product, self.database).await;
        assert_eq!(mended.versions(), left.versions(), "mending makes no version and loses none");
        mended.assert_whole(&mut self.seen).await;
        for Acknowledged { flow, version, hash } in self.acknowledged.lock().expect("no poison").iter() {
            assert_eq!(mended.hash(flow, *version), Some(hash.as_str()), "{flow} version {version}");
        }
        let said = fsck(&self.product, self.database, &["--dry-run"]);
        assert!(said.contains("say the same"), "{said}");
        self.versions = mended.versions();
    }
}

/// Changes and publishes one flow until nobody answers any more.
async fn publish_on(client: Client, flow: &'static str, from: u64, done: Arc<Mutex<Vec<Acknowledged>>>) {
    for round in from.. {
        let Some(published) = publish(&client, flow, round).await else { return };
        let version = published["version"].as_u64().expect("a version has a number");
        let hash = published["hash"].as_str().expect("a version has a hash").to_owned();
        done.lock().expect("no poison").push(Acknowledged { flow, version, hash });
    }
}

/// The document changes each time, layout and tests now and then; a test that is not there is deleted too.
async fn publish(client: &Client, flow: &str, round: u64) -> Option<Value> {
    let path = format!("/flows/{flow}");
    let document = json!({
        "format": "flowright/1", "name": flow,
        "nodes": [{ "id": "answer", "kind": "reply", "config": { "text": format!("Round {round}") } }],
        "edges": [{ "from": "start", "to": "answer" }]
    });
    client.try_send("PUT", &format!("{path}/draft"), Some(&document)).await?.expect_status(&[200]);
    if round.is_multiple_of(2) {
        let layout = json!({ "nodes": { "answer": { "x": round, "y": 0 } } });
        client.try_send("PUT", &format!("{path}/layout"), Some(&layout)).await?.expect_status(&[200, 204]);
    }
    if round.is_multiple_of(3) {
        let name = format!("test-{}", round % 4);
        let test = json!({ "format": "flowright-test/1", "name": name, "about": format!("Round {round}"), "input": {} });
        let at = format!("{path}/tests");
        client.try_send("POST", &at, Some(&test)).await?.expect_status(&[200, 201]);
    } else {
        let at = format!("{path}/tests/test-{}", round % 5);
        client.try_send("DELETE", &at, None).await?.expect_status(&[204, 404]);
    }
    let message = json!({ "message": format!("Round {round}") });
    let published = client.try_send("POST", &format!("{path}/publish"), Some(&message)).await?;
    Some(published.expect_status(&[201]))
}
