use crate::support::{as_owner, at, id, name, on_both, tenant};
use control_plane_domain::TenantId;
use control_plane_store::flow_versions::{self, NewVersion, Version, VersionFiles};
use control_plane_store::flows::{self, Draft, FlowSort, NewFlow, Problems};
use control_plane_store::git::{self, BranchPath, GitHistory, Remote};
use control_plane_store::testing::TestDb;
use control_plane_store::version_results::{self, Found, TestsRun};
use control_plane_store::{Db, Etag, Page, Sort, StoreError, flow_documents};
use sea_orm::{ConnectionTrait, DbBackend, Statement, TransactionTrait};
use std::collections::BTreeMap;

on_both!(
    a_draft_is_replaced_only_by_whoever_has_seen_it,
    moving_a_node_leaves_the_document_alone,
    a_version_is_frozen_numbered_and_pinned_by_hash,
    what_is_known_of_a_version_is_kept_beside_it,
    of_a_version_from_before_nothing_is_made_up,
    publishing_twice_at_once_gives_two_numbers,
    dying_before_the_commit_is_mended,
    dying_after_the_commit_is_mended_without_a_second_one,
    dying_while_the_branch_moves_leaves_a_lock_that_is_taken_away,
    a_lock_left_on_any_reference_is_taken_away,
    a_commit_that_others_have_rewritten_is_made_again,
    a_deleted_flow_leaves_what_runs_are_pinned_to,
);

fn draft(document: &str) -> Draft<'_> {
    Draft { document, title: "Helpdesk", description: "", problems: Problems { errors: 0, warnings: 2 } }
}

async fn with_flow(db: &Db) -> TenantId {
    let a = tenant(db, "a").await;
    let tx = db.write(a).await.unwrap();
    let new = NewFlow { id: id(), name: name("help"), draft: draft("{\"v\":1}\n"), layout: "{}", by: None };
    let flow = flows::create(&tx, new.clone(), at(0)).await.unwrap();
    assert_eq!(flows::find(&tx, &name("help")).await.unwrap(), Some(flow));
    tx.commit().await.unwrap();
    let tx = db.write(a).await.unwrap();
    let again = flows::create(&tx, NewFlow { id: id(), ..new }, at(0)).await;
    assert!(matches!(again, Err(StoreError::Taken("flow name"))));
    a
}

async fn publish(db: &Db, tenant: TenantId, document: &str, seconds: i64) -> Version {
    let tests = BTreeMap::from([("tests/reset.json".to_owned(), "[]".to_owned())]);
    let files = VersionFiles { document: document.to_owned(), layout: "{}".to_owned(), tests };
    let new = NewVersion {
        files: &files,
        author: None,
        author_name: "Ada <of the desk>",
        author_email: "ada@example.com",
        message: "Shorter answers",
        found: Found { problems: Problems { errors: 0, warnings: 1 }, findings: "[{}]", tests: None },
    };
    let tx = db.write(tenant).await.unwrap();
    let version = flow_versions::publish(&tx, &name("help"), new, at(seconds)).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    version
}

async fn a_draft_is_replaced_only_by_whoever_has_seen_it(test: &TestDb) {
    let a = with_flow(&test.db).await;
    let (text, etag) = flows::draft(&test.db.read(a).await.unwrap(), &name("help")).await.unwrap().unwrap();
    assert_eq!(text, "{\"v\":1}\n", "byte for byte");
    let saves = (0..8).map(|n| {
        let (db, etag) = (test.db.clone(), etag.clone());
        tokio::spawn(async move {
            let tx = db.write(a).await.unwrap();
            let document = format!("{{\"v\":1{n}}}\n");
            let saved =
                flows::put_draft(&tx, &name("help"), draft(&document), Some(&etag), None, at(5)).await;
            tx.commit().await.unwrap();
            match saved {
                Ok(flow) => flow.is_some(),
                Err(StoreError::Stale("draft")) => false,
                Err(error) => panic!("{error}"),
            }
        })
    });
    let saved = futures::future::join_all(saves).await;
    assert_eq!(saved.into_iter().filter(|saved| matches!(saved, Ok(true))).count(), 1);
}

async fn moving_a_node_leaves_the_document_alone(test: &TestDb) {
    let a = with_flow(&test.db).await;
    let tx = test.db.write(a).await.unwrap();
    let (_, etag) = flows::layout(&tx, &name("help")).await.unwrap().unwrap();
    let new = flows::put_layout(&tx, &name("help"), "{\"nodes\":{}}", Some(&etag)).await.unwrap().unwrap();
    let stale = flows::put_layout(&tx, &name("help"), "{}", Some(&etag)).await;
    assert!(matches!(stale, Err(StoreError::Stale("layout"))));
    assert_eq!(flows::put_layout(&tx, &name("none"), "{}", None).await.unwrap(), None);
    let flow = flows::find(&tx, &name("help")).await.unwrap().unwrap();
    assert_eq!((flow.layout_etag, flow.updated_at), (new, at(0)));
    assert_eq!(flow.draft_etag, Etag::of_content("{\"v\":1}\n"));
}

async fn a_version_is_frozen_numbered_and_pinned_by_hash(test: &TestDb) {
    let a = with_flow(&test.db).await;
    let first = publish(&test.db, a, "{\"v\":1}\n", 10).await;
    assert_eq!((first.number, first.hash.as_str()), (1, flow_documents::hash("{\"v\":1}\n").as_str()));
    let tx = test.db.write(a).await.unwrap();
    assert!(!flows::find(&tx, &name("help")).await.unwrap().unwrap().is_dirty());
    flows::put_draft(&tx, &name("help"), draft("{\"v\":2}\n"), None, None, at(11)).await.unwrap();
    let flow = flows::find(&tx, &name("help")).await.unwrap().unwrap();
    assert!(flow.is_dirty());
    assert_eq!(flow.published.unwrap().version, 1);
    assert_eq!(flow_documents::find(&tx, &first.hash).await.unwrap().as_deref(), Some("{\"v\":1}\n"));
    tx.commit().await.unwrap();
    let second = publish(&test.db, a, "{\"v\":2}\n", 12).await;
    let tx = test.db.read(a).await.unwrap();
    let versions = flow_versions::list(&tx, &name("help"), Page::default()).await.unwrap();
    assert_eq!((versions.rows[0].number, versions.total), (2, 2));
    assert_eq!(flow_versions::published(&tx, &name("help")).await.unwrap(), Some(second));
    assert_eq!(flow_versions::find(&tx, &name("help"), 1).await.unwrap().as_ref(), Some(&first));
    assert_eq!(flow_versions::find_by_hash(&tx, &name("help"), &first.hash).await.unwrap(), Some(first));
    let listed = flows::list(&tx, Some("HELP"), Sort::descending(FlowSort::UpdatedAt), Page::default()).await;
    assert_eq!(listed.unwrap().total, 1);
}

async fn what_is_known_of_a_version_is_kept_beside_it(test: &TestDb) {
    let a = with_flow(&test.db).await;
    let first = publish(&test.db, a, "{\"v\":1}\n", 10).await;
    assert_eq!((first.problems, &first.tests), (Some(Problems { errors: 0, warnings: 1 }), &None));
    let flow = first.flow_id;
    let tx = test.db.write(a).await.unwrap();
    assert_eq!(version_results::findings(&tx, flow, 1).await.unwrap().as_deref(), Some("[{}]"));
    assert_eq!(version_results::findings(&tx, flow, 2).await.unwrap(), None, "there is no such version");
    for (passed, failing, seconds) in [(5, vec![], 20), (4, vec!["reset".to_owned()], 30)] {
        let run = TestsRun {
            passed,
            failed: failing.len() as u64,
            failing,
            not_judged: vec!["open".to_owned()],
            at: at(seconds),
        };
        version_results::put_tests(&tx, flow, 1, &run).await.unwrap();
        assert_eq!(version_results::last_tests(&tx, flow, 1).await.unwrap(), Some(run.clone()));
        let version = flow_versions::find(&tx, &name("help"), 1).await.unwrap().unwrap();
        assert_eq!(version.tests.as_ref(), Some(&run));
        let listed = flows::find(&tx, &name("help")).await.unwrap().unwrap();
        assert_eq!(listed.published.unwrap().tests, Some(run));
    }
    tx.commit().await.unwrap();
    // The newest version says nothing of the one before.
    publish(&test.db, a, "{\"v\":2}\n", 40).await;
    let tx = test.db.read(a).await.unwrap();
    assert_eq!(flows::find(&tx, &name("help")).await.unwrap().unwrap().published.unwrap().tests, None);
}

async fn of_a_version_from_before_nothing_is_made_up(test: &TestDb) {
    let a = with_flow(&test.db).await;
    let flow = publish(&test.db, a, "{\"v\":1}\n", 10).await.flow_id;
    // As an older program writes one.
    let tx = test.db.connection().begin().await.unwrap();
    if test.db.connection().get_database_backend() == DbBackend::Postgres {
        let sql = format!("SELECT set_config('app.tenant_id', '{a}', true)");
        tx.query_all_raw(Statement::from_string(DbBackend::Postgres, sql)).await.unwrap();
    }
    let columns =
        "flow_name, hash, layout, tests, author_id, author_name, author_email, message, at, git_commit";
    let sql = format!(
        "INSERT INTO flow_versions (tenant_id, flow_id, number, {columns})
         SELECT tenant_id, flow_id, 2, {columns} FROM flow_versions"
    );
    tx.execute_unprepared(&sql).await.unwrap();
    tx.commit().await.unwrap();
    let tx = test.db.read(a).await.unwrap();
    let old = flow_versions::find(&tx, &name("help"), 2).await.unwrap().unwrap();
    assert_eq!((old.problems, old.tests), (None, None));
    assert_eq!(version_results::findings(&tx, flow, 2).await.unwrap(), None);
    assert_eq!(version_results::last_tests(&tx, flow, 2).await.unwrap(), None);
}

async fn publishing_twice_at_once_gives_two_numbers(test: &TestDb) {
    let a = with_flow(&test.db).await;
    let documents: Vec<_> = (0..6).map(|n| format!("{{\"v\":{n}}}\n")).collect();
    let versions = documents.iter().map(|document| publish(&test.db, a, document, 10));
    let mut numbers: Vec<_> =
        futures::future::join_all(versions).await.into_iter().map(|version| version.number).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6]);
}

async fn dying_before_the_commit_is_mended(test: &TestDb) {
    let a = with_flow(&test.db).await;
    let history = GitHistory::new(test.dir.join("git"));
    publish(&test.db, a, "{\"v\":1}\n", 10).await;
    publish(&test.db, a, "{\"v\":2}\n", 20).await;
    // The process ends here; the next one begins.
    let (db, history) = (test.again().await, GitHistory::new(history.root()));
    assert_eq!(git::mend(&db, &history).await.unwrap(), 2);
    assert_eq!(git::mend(&db, &history).await.unwrap(), 0);
    let commits = history.history(a, &name("help"), 10).await.unwrap();
    assert_eq!(commits.len(), 2);
    let tx = db.read(a).await.unwrap();
    for (number, commit, text) in [(2, &commits[0], "{\"v\":2}\n"), (1, &commits[1], "{\"v\":1}\n")] {
        let version = flow_versions::find(&tx, &name("help"), number).await.unwrap().unwrap();
        assert_eq!(version.commit.as_deref(), Some(commit.id.as_str()));
        let file = history.file_at(a, &commit.id, &name("help"), "flow.json").await.unwrap();
        assert_eq!(file.as_deref(), Some(text.as_bytes()));
    }
    assert!(commits[0].message.starts_with("Shorter answers\n"));
    let test_file = history.file_at(a, &commits[0].id, &name("help"), "tests/reset.json").await.unwrap();
    assert_eq!(test_file.as_deref(), Some(&b"[]"[..]));
    assert_eq!(history.file_at(a, &commits[0].id, &name("help"), "../x").await.unwrap_or(None), None);
    drop(tx);
    db.close().await.unwrap();
}

async fn dying_after_the_commit_is_mended_without_a_second_one(test: &TestDb) {
    let a = with_flow(&test.db).await;
    let history = GitHistory::new(test.dir.join("git"));
    publish(&test.db, a, "{\"v\":1}\n", 10).await;
    let first = git::commit_pending(&test.db, &history, a).await.unwrap();
    // As if the process had died before the commit was written down.
    as_owner(test, a, &["UPDATE flow_versions SET git_commit = NULL"]).await;
    let again = git::commit_pending(&test.db, &history, a).await.unwrap();
    assert_eq!(again, first);
    assert_eq!(history.history(a, &name("help"), 10).await.unwrap().len(), 1);
}

async fn dying_while_the_branch_moves_leaves_a_lock_that_is_taken_away(test: &TestDb) {
    let a = with_flow(&test.db).await;
    let history = GitHistory::new(test.dir.join("git"));
    publish(&test.db, a, "{\"v\":1}\n", 10).await;
    git::commit_pending(&test.db, &history, a).await.unwrap();
    let lock = history.path(a).join("refs/heads/main.lock");
    std::fs::write(&lock, "").unwrap();
    publish(&test.db, a, "{\"v\":2}\n", 20).await;
    assert_eq!(git::commit_pending(&test.db, &history, a).await.unwrap().len(), 1);
    assert!(!lock.exists());
    assert_eq!(history.history(a, &name("help"), 10).await.unwrap().len(), 2);
}

async fn a_lock_left_on_any_reference_is_taken_away(test: &TestDb) {
    let a = with_flow(&test.db).await;
    let history = GitHistory::new(test.dir.join("git"));
    publish(&test.db, a, "{\"v\":1}\n", 10).await;
    let commit = git::commit_pending(&test.db, &history, a).await.unwrap().remove(0).commit.unwrap();
    let branch = |name: &str| BranchPath { flow: "help".to_owned(), branch: name.to_owned() };
    let (new, doomed, gone) = (branch("new"), branch("doomed"), branch("gone"));
    for old in [&doomed, &gone] {
        assert!(history.advance_branch(a, old, None, &commit).await.unwrap());
    }
    let repository = history.path(a);
    let remote = Remote {
        url: format!("file://{}", repository.display()),
        branch: "main".to_owned(),
        username: String::new(),
        token: None,
        address: None,
    };
    let locks = [
        "../packed-refs",
        "heads/flows/help/new",
        "flowright/deleted/help/doomed",
        "heads/flows/help/gone",
        "flowright/remote",
    ]
    .map(|reference| repository.join("refs").join(format!("{reference}.lock")));
    for lock in &locks {
        std::fs::create_dir_all(lock.parent().unwrap()).unwrap();
        std::fs::write(lock, "").unwrap();
    }

    let (moved, marked, dropped, fetched) = tokio::join!(
        history.advance_branch(a, &new, None, &commit),
        history.mark_deleted(a, &doomed),
        history.drop_branch(a, &gone),
        history.fetch(a, &remote),
    );

    assert!(moved.unwrap());
    marked.unwrap();
    dropped.unwrap();
    assert_eq!(fetched.unwrap().as_deref(), Some(commit.as_str()));
    let refs = history.branches(a).await.unwrap();
    assert_eq!(refs[&new].here.as_ref(), Some(&commit));
    assert_eq!(refs[&doomed].deleted.as_ref(), Some(&commit));
    assert!(!refs.contains_key(&gone), "{refs:?}");
    assert!(locks.iter().all(|lock| !lock.exists()));
}

async fn a_commit_that_others_have_rewritten_is_made_again(test: &TestDb) {
    let a = with_flow(&test.db).await;
    let history = GitHistory::new(test.dir.join("git"));
    publish(&test.db, a, "{\"v\":1}\n", 10).await;
    let first = git::commit_pending(&test.db, &history, a).await.unwrap().remove(0).commit.unwrap();
    // The message stays, and one test is another.
    let repo = git2::Repository::open_bare(history.path(a)).unwrap();
    let theirs = repo.find_commit(repo.refname_to_id("refs/heads/main").unwrap()).unwrap();
    let mut folder = history.folder_at(a, &first, &name("help")).await.unwrap().unwrap();
    folder.insert("tests/reset.json".to_owned(), "[1]".to_owned());
    let mut update = git2::build::TreeUpdateBuilder::new();
    for (path, text) in &folder {
        update.upsert(
            format!("flows/help/{path}"),
            repo.blob(text.as_bytes()).unwrap(),
            git2::FileMode::Blob,
        );
    }
    let tree = update.create_updated(&repo, &theirs.tree().unwrap()).unwrap();
    let tree = repo.find_tree(tree).unwrap();
    let rewritten = theirs.amend(Some("refs/heads/main"), None, None, None, None, Some(&tree)).unwrap();

    let tx = test.db.write(a).await.unwrap();
    flow_versions::forget_commits(&tx, &name("help"), 1).await.unwrap();
    tx.commit().await.unwrap();
    let again = git::commit_pending(&test.db, &history, a).await.unwrap().remove(0).commit.unwrap();
    assert!(again != first && again != rewritten.to_string());
    let folder = history.folder_at(a, &again, &name("help")).await.unwrap().unwrap();
    assert_eq!(folder["tests/reset.json"], "[]");
}

async fn a_deleted_flow_leaves_what_runs_are_pinned_to(test: &TestDb) {
    let a = with_flow(&test.db).await;
    let version = publish(&test.db, a, "{\"v\":1}\n", 10).await;
    let tx = test.db.write(a).await.unwrap();
    assert!(flows::delete(&tx, &name("help")).await.unwrap());
    assert!(!flows::delete(&tx, &name("help")).await.unwrap());
    assert_eq!(flow_versions::find(&tx, &name("help"), 1).await.unwrap(), None);
    assert!(flow_documents::find(&tx, &version.hash).await.unwrap().is_some());
}
