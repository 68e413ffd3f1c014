//! An installation's database, opened by the test while the product is stopped: what would take the API
//! an hour to bring about is stored through the same journal as the product's own.

use super::Product;
use control_plane_domain::TenantId;
use control_plane_store::Db;
use control_plane_store::tenants::{self, Tenant};
use executor_journal::SqlJournal;
use executor_runtime::api::NewRun;
use mcp_servers_kit::Principal;
use serde_json::{Map, json};
use std::sync::Arc;
use uuid::Uuid;

pub struct Inside {
    pub db: Db,
    pub journal: Arc<SqlJournal>,
}

impl Inside {
    /// The product must be stopped: a second writer would only queue with it.
    pub async fn open(product: &Product) -> Self {
        let url = format!("sqlite://{}", product.data().join("flowright.db").display());
        let db = Db::connect(&url, 8, Arc::default()).await.expect("the database is there");
        let journal = Arc::new(SqlJournal::new(db.connection().clone(), db.gate()));
        Self { db, journal }
    }

    /// Another customer.
    pub async fn tenant(&self, slug: &str) -> Uuid {
        let id = Uuid::now_v7();
        let tenant = Tenant {
            id: TenantId::new(id),
            slug: slug.parse().expect("a name"),
            name: slug.to_owned(),
            created_at: chrono::Utc::now(),
        };
        let tx = self.db.write_shared().await.expect("the database answers");
        tenants::create(&tx, &tenant).await.expect("the tenant is new");
        tx.commit().await.expect("it is kept");
        id
    }

    pub async fn close(self) {
        drop(self.journal);
        self.db.close().await.expect("it closes");
    }
}

/// A run of a published version, without a conversation.
pub fn new_run(tenant: Uuid, flow: &str, version: &str) -> NewRun {
    NewRun {
        id: Uuid::now_v7(),
        tenant,
        flow: flow.to_owned(),
        version: version.to_owned(),
        conversation: None,
        input: json!({ "message": "hello" }),
        context: Map::new(),
        principal: Principal::default(),
        correlation_id: String::new(),
        test: false,
        parent_run: None,
        lineage: None,
        key_root: None,
        origin: None,
    }
}
