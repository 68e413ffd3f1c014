//! Tables that belong to no tenant: the tenants, who signs in where, and keys.

use crate::{ddl, rls};
use sea_orm_migration::prelude::*;

pub(super) async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    ddl::execute(
        manager,
        "CREATE TABLE tenants (
             id UUID NOT NULL PRIMARY KEY,
             slug TEXT NOT NULL UNIQUE,
             name TEXT NOT NULL,
             created_at TIMESTAMPTZ NOT NULL
         );
         CREATE TABLE identities (
             email TEXT NOT NULL PRIMARY KEY,
             tenant_id UUID NOT NULL REFERENCES tenants (id),
             user_id UUID NOT NULL
         );
         CREATE TABLE signing_keys (
             kid TEXT NOT NULL PRIMARY KEY,
             sealed_private_key BYTEA NOT NULL,
             public_key TEXT NOT NULL,
             created_at TIMESTAMPTZ NOT NULL,
             retired_at TIMESTAMPTZ
         );
         CREATE TABLE setup_tokens (
             token_hash TEXT NOT NULL PRIMARY KEY,
             tenant_id UUID NOT NULL REFERENCES tenants (id),
             created_at TIMESTAMPTZ NOT NULL,
             expires_at TIMESTAMPTZ NOT NULL,
             used_at TIMESTAMPTZ
         );",
    )
    .await?;
    rls::shared_table(manager, "tenants", "SELECT, INSERT, UPDATE").await?;
    rls::shared_table(manager, "identities", "SELECT, INSERT, UPDATE, DELETE").await?;
    rls::shared_table(manager, "signing_keys", "SELECT, INSERT, UPDATE").await?;
    rls::shared_table(manager, "setup_tokens", "SELECT, INSERT, UPDATE, DELETE").await
}
