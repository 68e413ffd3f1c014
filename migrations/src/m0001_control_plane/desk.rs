//! The built-in desk: tickets, comments, history, forms.

use crate::{ddl, rls};
use sea_orm_migration::prelude::*;

pub(super) async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    ddl::execute(
        manager,
        "CREATE TABLE ticket_counters (
             tenant_id UUID NOT NULL,
             day TEXT NOT NULL,
             last BIGINT NOT NULL,
             PRIMARY KEY (tenant_id, day)
         );
         CREATE TABLE tickets (
             tenant_id UUID NOT NULL,
             id UUID NOT NULL,
             number TEXT NOT NULL,
             idempotency_key TEXT,
             title TEXT NOT NULL,
             description TEXT NOT NULL,
             status TEXT NOT NULL,
             priority TEXT NOT NULL,
             category TEXT NOT NULL,
             requester_id UUID,
             requester_name TEXT NOT NULL,
             requester_email TEXT NOT NULL,
             assignee_id UUID,
             tags TEXT NOT NULL,
             fields TEXT NOT NULL,
             source TEXT NOT NULL,
             conversation_id UUID,
             run_id UUID,
             version BIGINT NOT NULL,
             created_at TIMESTAMPTZ NOT NULL,
             updated_at TIMESTAMPTZ NOT NULL,
             resolved_at TIMESTAMPTZ,
             PRIMARY KEY (tenant_id, id),
             UNIQUE (tenant_id, number),
             UNIQUE (tenant_id, idempotency_key)
         );
         CREATE INDEX tickets_by_age ON tickets (tenant_id, created_at);
         CREATE INDEX tickets_of_requester ON tickets (tenant_id, requester_id);
         CREATE TABLE ticket_comments (
             tenant_id UUID NOT NULL,
             id UUID NOT NULL,
             ticket_id UUID NOT NULL,
             idempotency_key TEXT,
             author_id UUID,
             author_name TEXT NOT NULL,
             body TEXT NOT NULL,
             internal BOOLEAN NOT NULL,
             created_at TIMESTAMPTZ NOT NULL,
             PRIMARY KEY (tenant_id, id),
             UNIQUE (tenant_id, ticket_id, idempotency_key),
             FOREIGN KEY (tenant_id, ticket_id) REFERENCES tickets (tenant_id, id) ON DELETE CASCADE
         );
         CREATE INDEX ticket_comments_of_ticket ON ticket_comments (tenant_id, ticket_id, created_at);
         CREATE TABLE ticket_history (
             tenant_id UUID NOT NULL,
             ticket_id UUID NOT NULL,
             seq BIGINT NOT NULL,
             idempotency_key TEXT,
             at TIMESTAMPTZ NOT NULL,
             actor_id UUID,
             actor_name TEXT NOT NULL,
             action TEXT NOT NULL,
             changes TEXT NOT NULL,
             PRIMARY KEY (tenant_id, ticket_id, seq),
             UNIQUE (tenant_id, ticket_id, idempotency_key),
             FOREIGN KEY (tenant_id, ticket_id) REFERENCES tickets (tenant_id, id) ON DELETE CASCADE
         );
         CREATE TABLE forms (
             tenant_id UUID NOT NULL,
             id UUID NOT NULL,
             name TEXT NOT NULL,
             title TEXT NOT NULL,
             version BIGINT NOT NULL,
             document TEXT NOT NULL,
             created_at TIMESTAMPTZ NOT NULL,
             updated_at TIMESTAMPTZ NOT NULL,
             PRIMARY KEY (tenant_id, id),
             UNIQUE (tenant_id, name)
         );
         CREATE TABLE form_versions (
             tenant_id UUID NOT NULL,
             form_id UUID NOT NULL,
             version BIGINT NOT NULL,
             document TEXT NOT NULL,
             at TIMESTAMPTZ NOT NULL,
             author_id UUID,
             PRIMARY KEY (tenant_id, form_id, version),
             FOREIGN KEY (tenant_id, form_id) REFERENCES forms (tenant_id, id) ON DELETE CASCADE
         );",
    )
    .await?;
    for table in ["ticket_counters", "tickets", "ticket_comments", "forms"] {
        rls::tenant_table(manager, table).await?;
    }
    rls::tenant_table_with(manager, "ticket_history", "SELECT, INSERT").await?;
    rls::tenant_table_with(manager, "form_versions", "SELECT, INSERT").await
}
