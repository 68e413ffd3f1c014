//! `kill -9` at the worst moments. The killing is done by the target of the side effect, just before
//! and just after it answers, because that is when nobody can know whether the effect happened.

use crate::support::{Client, Kill, Product, Target, fresh_database};
use serde_json::{Value, json};

/// Search, ask, order (a write effect outside the product), make a ticket, reply.
fn order_flow(target: &Target) -> Value {
    json!({
        "format": "flowright/1",
        "name": "order",
        "input": { "type": "object", "properties": { "message": { "type": "string" } }, "required": ["message"] },
        "nodes": [
            { "id": "kb", "kind": "kb_search", "config": { "base": "it", "query": "{{ input.message }}" } },
            { "id": "sure", "kind": "ask_user", "config": { "question": "Shall I order it?", "options": [
                { "port": "yes", "label": "Yes" }, { "port": "no", "label": "No" } ] } },
            { "id": "order", "kind": "http_request", "config": {
                "method": "POST", "url": target.url(), "body": { "what": "{{ input.message }}" } } },
            { "id": "ticket", "kind": "create_ticket", "config": {
                "title": "Order {{ order.body.order }}", "description": "{{ input.message }}" } },
            { "id": "done", "kind": "reply", "config": { "text": "Ordered under {{ ticket.number }}." } },
            { "id": "nothing", "kind": "reply", "config": { "text": "Nothing was ordered." } }
        ],
        "edges": [
            { "from": "start", "to": "kb" },
            { "from": "kb", "to": "sure" },
            { "from": "sure.yes", "to": "order" },
            { "from": "sure.no", "to": "nothing" },
            { "from": "order", "to": "ticket" },
            { "from": "ticket", "to": "done" }
        ]
    })
}

async fn product_on(engine: &str, target: &Target) -> Product {
    let allow = target.address();
    match engine {
        "sqlite" => Product::start_with(&[("FLOWRIGHT_EGRESS_ALLOW", &allow)]),
        _ => {
            let (app, owner) = fresh_database().await;
            Product::start_with(&[
                ("FLOWRIGHT_EGRESS_ALLOW", &allow),
                ("FLOWRIGHT_DATABASE_URL", &app),
                ("FLOWRIGHT_MIGRATE_URL", &owner),
            ])
        }
    }
}

/// Takes a run to the question before the order; gives back conversation and run.
async fn up_to_the_question(client: &Client) -> (String, String) {
    let conversation = client.converse("order").await;
    let run = client.say(&conversation, json!({ "content": "a laptop" })).await;
    client.run_until(&run, &["waiting"]).await;
    (conversation, run)
}

/// What is left when everything went well, whatever was killed on the way.
async fn check_one_order_and_one_ticket(client: &Client, target: &Target, conversation: &str, run: &str) {
    client.run_until(run, &["completed"]).await;
    let (orders, _) = target.counts();
    assert_eq!(orders, 1, "one order under one key");
    let tickets = client.get("/tickets").await.expect_status(&[200]);
    assert_eq!(tickets["meta"]["total"], 1, "{tickets:#}");
    let told = |m: &Value| m["content"].as_str().is_some_and(|c| c.starts_with("Ordered under TKT-"));
    let messages = client.messages_until(conversation, |all| all.iter().any(told)).await;
    let replies: Vec<Value> = messages.into_iter().filter(told).collect();
    assert_eq!(replies.len(), 1, "the user is told once: {replies:#?}");
}

async fn killed_by_the_target(engine: &str, when: fn(u32) -> Kill) {
    let target = Target::start().await;
    let mut product = product_on(engine, &target).await;
    let client = product.administrator().await;
    client.publish(&order_flow(&target)).await;
    let (conversation, run) = up_to_the_question(&client).await;

    target.arm(when(product.pid()));
    client.say(&conversation, json!({ "answer": { "option": "yes" } })).await;
    target.struck().await;
    product.reap();
    assert_eq!(target.kills(), 1, "the kill landed");

    product.resume();
    check_one_order_and_one_ticket(&client, &target, &conversation, &run).await;
    println!("{engine}: 1 kill landed, the order was asked for {} time(s)", target.counts().1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_just_before_the_target_answers_repeats_the_call_under_the_same_key_on_sqlite() {
    killed_by_the_target("sqlite", Kill::BeforeAnswer).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_just_before_the_target_answers_repeats_the_call_under_the_same_key_on_postgres() {
    killed_by_the_target("postgres", Kill::BeforeAnswer).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_just_after_the_target_answers_leaves_one_order_on_sqlite() {
    killed_by_the_target("sqlite", Kill::AfterAnswer).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_just_after_the_target_answers_leaves_one_order_on_postgres() {
    killed_by_the_target("postgres", Kill::AfterAnswer).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_between_search_and_ticket_loses_nothing() {
    for engine in ["sqlite", "postgres"] {
        let target = Target::start().await;
        let mut product = product_on(engine, &target).await;
        let client = product.administrator().await;
        client.publish(&order_flow(&target)).await;
        let (conversation, run) = up_to_the_question(&client).await;
        product.kill();
        product.resume();
        assert_eq!(client.get(&format!("/runs/{run}")).await.expect_status(&[200])["status"], "waiting");
        client.say(&conversation, json!({ "answer": { "option": "yes" } })).await;
        check_one_order_and_one_ticket(&client, &target, &conversation, &run).await;
    }
}

/// The built-in desk is our own database: a lock held from outside stops the process at a chosen
/// statement, and the kill comes while it stands there.
mod at_the_desk {
    use super::*;
    use std::process::Command;

    fn sql(database: &str, statement: &str) -> String {
        let answer = Command::new("psql").args([database, "-qAtc", statement]).output().expect("psql runs");
        assert!(answer.status.success(), "{statement}: {}", String::from_utf8_lossy(&answer.stderr));
        // The last line: earlier statements may answer too.
        String::from_utf8_lossy(&answer.stdout).trim().lines().last().unwrap_or_default().to_owned()
    }

    /// Who holds the lock 7 of this database, or waits for it: others on the same server have one too.
    const LOCKS: &str = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 7
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

    /// Holds `pg_advisory_lock(7)` for as long as it lives.
    struct Gate(std::process::Child);

    impl Gate {
        fn close(database: &str) -> Self {
            let child = Command::new("psql")
                .args([database, "-qc", "SELECT pg_advisory_lock(7)", "-c", "SELECT pg_sleep(120)"])
                .stdout(std::process::Stdio::null())
                .spawn()
                .expect("psql runs");
            wait_for(database, &format!("{LOCKS} AND granted"));
            Self(child)
        }
    }

    impl Drop for Gate {
        fn drop(&mut self) {
            self.0.kill().ok();
            self.0.wait().ok();
        }
    }

    fn wait_for(database: &str, count: &str) {
        let started = std::time::Instant::now();
        while sql(database, count) == "0" {
            assert!(started.elapsed().as_secs() < 30, "never happened: {count}");
        }
    }

    /// Stops the process while it writes the row of `table` that satisfies `when`, kills it there, and
    /// starts it again.
    async fn killed_at(table: &str, when: &str, committed_tickets_at_the_kill: &str) {
        let target = Target::start().await;
        let (app, owner) = fresh_database().await;
        let mut product = Product::start_with(&[
            ("FLOWRIGHT_EGRESS_ALLOW", &target.address()),
            ("FLOWRIGHT_DATABASE_URL", &app),
            ("FLOWRIGHT_MIGRATE_URL", &owner),
        ]);
        let client = product.administrator().await;
        client.publish(&order_flow(&target)).await;
        let (conversation, run) = up_to_the_question(&client).await;

        sql(
            &owner,
            &format!(
                "CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                     PERFORM pg_advisory_lock(7); PERFORM pg_advisory_unlock(7); RETURN NEW; END $$;
                 CREATE TRIGGER hold BEFORE INSERT ON {table} FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION hold()"
            ),
        );
        let gate = Gate::close(&owner);
        client.say(&conversation, json!({ "answer": { "option": "yes" } })).await;
        wait_for(&owner, &format!("{LOCKS} AND NOT granted"));
        product.kill();
        // The session on the server goes on, finds its client gone and rolls back.
        drop(gate);
        sql(&owner, &format!("DROP TRIGGER hold ON {table}"));
        let count = sql(
            &owner,
            "SELECT set_config('app.tenant_id', (SELECT id::text FROM tenants LIMIT 1), false);
             SELECT count(*) FROM tickets",
        );
        assert_eq!(count, committed_tickets_at_the_kill, "the kill came at the moment that is meant");

        product.resume();
        check_one_order_and_one_ticket(&client, &target, &conversation, &run).await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_kill_while_the_ticket_is_written_leaves_exactly_one() {
        killed_at("tickets", "true", "0").await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_kill_between_the_ticket_and_its_record_leaves_exactly_one() {
        killed_at("run_events", "NEW.node = 'ticket' AND NEW.kind = 'node.completed'", "1").await;
    }
}
