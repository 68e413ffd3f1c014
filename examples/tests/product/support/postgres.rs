//! A fresh PostgreSQL database for one installation.

/// Creates a database; gives back `(application URL, owner URL)`.
#[expect(clippy::disallowed_methods, reason = "tests are told where the server is by `make test`")]
pub async fn fresh_database() -> (String, String) {
    let server = std::env::var("FLOWRIGHT_TEST_PG")
        .expect("FLOWRIGHT_TEST_PG names the PostgreSQL server of the tests; run `make test`");
    let name = format!("product_{}", uuid::Uuid::now_v7().simple());
    let made = std::process::Command::new("psql")
        .arg(&server)
        .arg("-qc")
        .arg(format!("CREATE DATABASE {name}"))
        .status()
        .expect("psql runs");
    assert!(made.success(), "the database could not be created");
    let (base, _) = server.rsplit_once('/').expect("the URL names a database");
    let owner = format!("{base}/{name}");
    (owner.replace("flowright_owner", "flowright_app"), owner)
}
