//! People, their devices, and answers kept for repeated requests.

use crate::{ddl, rls};
use sea_orm_migration::prelude::*;

pub(super) async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    ddl::execute(
        manager,
        "CREATE TABLE users (
             tenant_id UUID NOT NULL REFERENCES tenants (id),
             id UUID NOT NULL,
             email TEXT NOT NULL,
             name TEXT NOT NULL,
             role TEXT NOT NULL,
             status TEXT NOT NULL,
             password_hash TEXT,
             version BIGINT NOT NULL,
             created_at TIMESTAMPTZ NOT NULL,
             updated_at TIMESTAMPTZ NOT NULL,
             last_login_at TIMESTAMPTZ,
             PRIMARY KEY (tenant_id, id),
             UNIQUE (tenant_id, email)
         );
         CREATE TABLE sessions (
             tenant_id UUID NOT NULL,
             id UUID NOT NULL,
             user_id UUID NOT NULL,
             device TEXT NOT NULL,
             address TEXT NOT NULL,
             created_at TIMESTAMPTZ NOT NULL,
             last_used_at TIMESTAMPTZ NOT NULL,
             expires_at TIMESTAMPTZ NOT NULL,
             revoked_at TIMESTAMPTZ,
             revoked_because TEXT,
             PRIMARY KEY (tenant_id, id),
             FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE
         );
         CREATE INDEX sessions_of_user ON sessions (tenant_id, user_id);
         CREATE TABLE refresh_tokens (
             tenant_id UUID NOT NULL,
             token_hash TEXT NOT NULL,
             session_id UUID NOT NULL,
             created_at TIMESTAMPTZ NOT NULL,
             used_at TIMESTAMPTZ,
             PRIMARY KEY (tenant_id, token_hash),
             FOREIGN KEY (tenant_id, session_id) REFERENCES sessions (tenant_id, id) ON DELETE CASCADE
         );
         CREATE INDEX refresh_tokens_of_session ON refresh_tokens (tenant_id, session_id);
         CREATE TABLE idempotency_keys (
             tenant_id UUID NOT NULL,
             owner TEXT NOT NULL,
             route TEXT NOT NULL,
             key TEXT NOT NULL,
             body_hash TEXT NOT NULL,
             claimed_at TIMESTAMPTZ NOT NULL,
             answer_status BIGINT,
             answer_headers TEXT,
             answer_body BYTEA,
             PRIMARY KEY (tenant_id, owner, route, key)
         );
         CREATE INDEX idempotency_keys_by_age ON idempotency_keys (tenant_id, claimed_at);",
    )
    .await?;
    for table in ["users", "sessions", "refresh_tokens", "idempotency_keys"] {
        rls::tenant_table(manager, table).await?;
    }
    Ok(())
}
