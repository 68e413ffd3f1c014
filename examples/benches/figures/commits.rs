//! The machine's own commit rate: one small row in a transaction of its own, through the same driver
//! and settings as the product's. What durable runs are compared with.

use control_plane_store::Db;
use sea_orm::{ConnectionTrait, TransactionTrait};
use std::time::{Duration, Instant};

/// Commits per second with this many writers.
pub async fn rate(db: &Db, writers: usize, for_at_least: Duration) -> f64 {
    let connection = db.connection().clone();
    let begun = Instant::now();
    let tasks: Vec<_> = (0..writers)
        .map(|_| {
            let connection = connection.clone();
            let gate = db.gate();
            let one_writer = connection.get_database_backend() == sea_orm::DbBackend::Sqlite;
            tokio::spawn(async move {
                let mut done = 0_usize;
                while begun.elapsed() < for_at_least {
                    // SQLite has one writer; queueing here beats its own polling.
                    let held = if one_writer { Some(gate.lock().await) } else { None };
                    let transaction = connection.begin().await.expect("a transaction begins");
                    transaction
                        .execute_unprepared("INSERT INTO bench_commits (n) VALUES (1)")
                        .await
                        .expect("a row is written");
                    transaction.commit().await.expect("it commits");
                    drop(held);
                    done += 1;
                }
                done
            })
        })
        .collect();
    let mut done = 0;
    for task in tasks {
        done += task.await.expect("a writer ends");
    }
    crate::report::per_second(done, begun.elapsed())
}
