use crate::support::{at, id, name, on_both, tenant};
use control_plane_domain::document::DocumentStatus;
use control_plane_domain::{BaseId, TenantId};
use control_plane_store::kb_documents::{self, DocumentSort, NewDocument};
use control_plane_store::testing::TestDb;
use control_plane_store::{Page, Sort, StoreError, WriteTx, kb_bases};
use std::collections::BTreeSet;

on_both!(
    a_document_is_indexed_once_however_many_indexers_there_are,
    an_indexer_that_dies_is_followed_by_another,
    what_cannot_be_read_says_why,
);

async fn with_documents(test: &TestDb, count: usize) -> (TenantId, BaseId) {
    let a = tenant(&test.db, "a").await;
    let tx = test.db.write(a).await.unwrap();
    let base = kb_bases::create(&tx, id(), name("it"), "IT", at(0)).await.unwrap();
    for n in 0..count {
        kb_documents::create(&tx, document(base.id, n), at(1)).await.unwrap();
    }
    let nowhere = kb_documents::create(&tx, document(id(), 0), at(1)).await;
    assert!(matches!(nowhere, Err(StoreError::Dangling(_))));
    drop(tx);
    // PostgreSQL gives a transaction up at its first error, so once more without it.
    let tx = test.db.write(a).await.unwrap();
    let base = kb_bases::create(&tx, id(), name("it"), "IT", at(0)).await.unwrap();
    for n in 0..count {
        kb_documents::create(&tx, document(base.id, n), at(1)).await.unwrap();
    }
    tx.commit().await.unwrap();
    (a, base.id)
}

fn document(base: BaseId, n: usize) -> NewDocument {
    NewDocument {
        id: id(),
        base,
        path: format!("handbook/{n}.md"),
        title: format!("Page {n}"),
        url: None,
        format: "markdown".into(),
        bytes: 12,
        blob: "0".repeat(64),
    }
}

async fn take(tx: &WriteTx) -> Option<kb_documents::Document> {
    kb_documents::begin_next(tx, at(2)).await.unwrap()
}

async fn a_document_is_indexed_once_however_many_indexers_there_are(test: &TestDb) {
    let (a, base) = with_documents(test, 6).await;
    let indexers = (0..8).map(|_| {
        let db = test.db.clone();
        tokio::spawn(async move {
            let tx = db.write(a).await.unwrap();
            let document = take(&tx).await;
            tx.commit().await.unwrap();
            document.map(|document| document.id)
        })
    });
    let taken: Vec<_> =
        futures::future::join_all(indexers).await.into_iter().filter_map(|taken| taken.unwrap()).collect();
    assert_eq!((taken.len(), taken.iter().collect::<BTreeSet<_>>().len()), (6, 6));
    let tx = test.db.write(a).await.unwrap();
    assert!(kb_documents::finish(&tx, taken[0], "# Text ü", 4, at(3)).await.unwrap());
    assert!(!kb_documents::finish(&tx, taken[0], "# Other", 9, at(3)).await.unwrap(), "it is ready already");
    assert_eq!(kb_documents::text(&tx, taken[0]).await.unwrap().as_deref(), Some("# Text ü"));
    let progress = kb_bases::progress(&tx, base).await.unwrap();
    assert_eq!((progress.documents(), progress.ready, progress.passages, progress.indexing), (6, 1, 4, 5));
}

async fn an_indexer_that_dies_is_followed_by_another(test: &TestDb) {
    let (a, base) = with_documents(test, 1).await;
    let tx = test.db.write(a).await.unwrap();
    assert!(take(&tx).await.is_some());
    assert_eq!(take(&tx).await, None);
    assert_eq!(kb_documents::requeue_interrupted(&tx, at(4)).await.unwrap(), 1);
    assert_eq!(kb_documents::pending(&tx).await.unwrap(), 1);
    let document = take(&tx).await.unwrap();
    assert_eq!((document.status, document.base), (DocumentStatus::Indexing, base));
}

async fn what_cannot_be_read_says_why(test: &TestDb) {
    let (a, base) = with_documents(test, 2).await;
    let tx = test.db.write(a).await.unwrap();
    let document = take(&tx).await.unwrap();
    assert!(kb_documents::fail(&tx, document.id, "the PDF is encrypted", at(3)).await.unwrap());
    let sort = Sort::ascending(DocumentSort::Path);
    let failed = Some(DocumentStatus::Failed);
    let listed = kb_documents::list(&tx, base, failed, sort, Page::default()).await.unwrap();
    assert_eq!((listed.rows[0].error.as_deref(), listed.total), (Some("the PDF is encrypted"), 1));
    let found = kb_documents::find_by_path(&tx, base, &document.path).await.unwrap().unwrap();
    assert_eq!(found.id, document.id);
    assert_eq!(kb_documents::requeue_all(&tx, Some(base), at(4)).await.unwrap(), 2);
    assert!(kb_documents::uses_blob(&tx, &document.blob).await.unwrap());
    assert!(kb_documents::delete(&tx, document.id).await.unwrap());
    assert!(kb_bases::delete(&tx, base).await.unwrap());
    assert!(!kb_documents::uses_blob(&tx, &document.blob).await.unwrap());
}
