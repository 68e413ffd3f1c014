//! A conversation that waits for a person of the desk, or is in one's hands. `person_no` counts how often, so
//! that what is told once is told once each time; `person_run`, `person_node` and `person_as_of` say by which
//! event a flow handed it over, should that be observed again.

use crate::ddl;
use sea_orm_migration::prelude::*;

#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0036_conversation_person"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::execute(
            manager,
            "ALTER TABLE conversations ADD COLUMN person_state TEXT;
             ALTER TABLE conversations ADD COLUMN person_since TIMESTAMPTZ;
             ALTER TABLE conversations ADD COLUMN person_wished BOOLEAN NOT NULL DEFAULT FALSE;
             ALTER TABLE conversations ADD COLUMN person_asker TEXT NOT NULL DEFAULT '';
             ALTER TABLE conversations ADD COLUMN person_reason TEXT NOT NULL DEFAULT '';
             ALTER TABLE conversations ADD COLUMN person_id UUID;
             ALTER TABLE conversations ADD COLUMN person_name TEXT NOT NULL DEFAULT '';
             ALTER TABLE conversations ADD COLUMN person_no BIGINT NOT NULL DEFAULT 0;
             ALTER TABLE conversations ADD COLUMN person_run UUID;
             ALTER TABLE conversations ADD COLUMN person_node TEXT NOT NULL DEFAULT '';
             ALTER TABLE conversations ADD COLUMN person_as_of BIGINT NOT NULL DEFAULT 0;
             CREATE INDEX conversations_with_a_person ON conversations (tenant_id, person_since, id)
                 WHERE person_state IS NOT NULL;",
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::execute(
            manager,
            "DROP INDEX conversations_with_a_person;
             ALTER TABLE conversations DROP COLUMN person_state;
             ALTER TABLE conversations DROP COLUMN person_since;
             ALTER TABLE conversations DROP COLUMN person_wished;
             ALTER TABLE conversations DROP COLUMN person_asker;
             ALTER TABLE conversations DROP COLUMN person_reason;
             ALTER TABLE conversations DROP COLUMN person_id;
             ALTER TABLE conversations DROP COLUMN person_name;
             ALTER TABLE conversations DROP COLUMN person_no;
             ALTER TABLE conversations DROP COLUMN person_run;
             ALTER TABLE conversations DROP COLUMN person_node;
             ALTER TABLE conversations DROP COLUMN person_as_of;",
        )
        .await
    }
}
