//! What is known of a version beside what was frozen: what the check said when it was published, and how
//! its tests went last. Of a version from before this was written down nothing is known.

use crate::db::{Row, json, micros, values};
use crate::flows::Problems;
use crate::{StoreError, Tx, WriteTx};
use chrono::{DateTime, Utc};
use control_plane_domain::FlowId;

/// How a version's tests went. None passed, failed or was not judged: it has none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TestsRun {
    pub passed: u64,
    pub failed: u64,
    /// Names of those that failed.
    pub failing: Vec<String>,
    /// Names of those of which nothing failed and something was not judged.
    pub not_judged: Vec<String>,
    pub at: DateTime<Utc>,
}

/// What a version's publishing found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<'a> {
    pub problems: Problems,
    /// JSON; read by whoever knows what a finding is.
    pub findings: &'a str,
    /// `None`: they were not run.
    pub tests: Option<TestsRun>,
}

/// Columns and joins that [`problems`] and [`tests`] read, beside a table of versions called `v`.
pub(crate) const COLUMNS: &str = "c.errors AS check_errors, c.warnings AS check_warnings,
        t.passed AS tests_passed, t.failed AS tests_failed, t.failing AS tests_failing,
        t.not_judged AS tests_not_judged, t.tested_at";
pub(crate) const JOINS: &str =
    "LEFT JOIN version_checks AS c ON c.tenant_id = $1 AND c.flow_id = v.flow_id AND c.number = v.number
     LEFT JOIN version_tests AS t ON t.tenant_id = $1 AND t.flow_id = v.flow_id AND t.number = v.number";

pub(crate) fn problems(row: &Row) -> Result<Option<Problems>, StoreError> {
    if row.get::<Option<i64>>("check_errors")?.is_none() {
        return Ok(None);
    }
    Ok(Some(Problems { errors: row.count("check_errors")?, warnings: row.count("check_warnings")? }))
}

pub(crate) fn tests(row: &Row) -> Result<Option<TestsRun>, StoreError> {
    let Some(at) = row.at_or_null("tested_at")? else { return Ok(None) };
    Ok(Some(TestsRun {
        passed: row.count("tests_passed")?,
        failed: row.count("tests_failed")?,
        failing: row.json("tests_failing")?,
        not_judged: row.json("tests_not_judged")?,
        at,
    }))
}

/// Writes down what a version's publishing found, in the transaction that publishes it.
pub(crate) async fn put(
    tx: &WriteTx,
    flow: FlowId,
    number: u64,
    found: &Found<'_>,
) -> Result<(), StoreError> {
    let Problems { errors, warnings } = found.problems;
    let sql = "INSERT INTO version_checks (tenant_id, flow_id, number, errors, warnings, findings)
               VALUES ($1, $2, $3, $4, $5, $6)";
    tx.execute(sql, values![flow, number, errors, warnings, found.findings]).await?;
    match &found.tests {
        Some(run) => put_tests(tx, flow, number, run).await,
        None => Ok(()),
    }
}

/// Writes down how a version's tests went, in the place of what they did before.
pub async fn put_tests(tx: &WriteTx, flow: FlowId, number: u64, run: &TestsRun) -> Result<(), StoreError> {
    let sql = "INSERT INTO version_tests
                   (tenant_id, flow_id, number, passed, failed, failing, not_judged, tested_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
               ON CONFLICT (tenant_id, flow_id, number) DO UPDATE SET
                   passed = excluded.passed, failed = excluded.failed, failing = excluded.failing,
                   not_judged = excluded.not_judged, tested_at = excluded.tested_at";
    let (failing, not_judged) = (json(&run.failing), json(&run.not_judged));
    let at = micros(run.at);
    tx.execute(sql, values![flow, number, run.passed, run.failed, failing, not_judged, at]).await?;
    Ok(())
}

/// How a version's tests went last; `None` when nobody wrote it down.
pub async fn last_tests(tx: &Tx, flow: FlowId, number: u64) -> Result<Option<TestsRun>, StoreError> {
    let sql = "SELECT passed AS tests_passed, failed AS tests_failed, failing AS tests_failing,
                   not_judged AS tests_not_judged, tested_at
               FROM version_tests WHERE tenant_id = $1 AND flow_id = $2 AND number = $3";
    Ok(tx.one(sql, values![flow, number]).await?.as_ref().map(tests).transpose()?.flatten())
}

/// The findings of a version's publishing, as they were given; `None` when nobody wrote them down.
pub async fn findings(tx: &Tx, flow: FlowId, number: u64) -> Result<Option<String>, StoreError> {
    let sql = "SELECT findings FROM version_checks WHERE tenant_id = $1 AND flow_id = $2 AND number = $3";
    tx.one(sql, values![flow, number]).await?.map(|row| row.get("findings")).transpose()
}
