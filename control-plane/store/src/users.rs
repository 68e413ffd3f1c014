//! People of a tenant.

use crate::db::{Row, micros, values};
use crate::page::sort_keys;
use crate::{Etag, Listed, Page, Sort, StoreError, Tx, WriteTx, identities};
use chrono::{DateTime, Utc};
use control_plane_domain::user::UserStatus;
use control_plane_domain::{Email, Role, UserId};

/// A person, without their password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    pub id: UserId,
    pub email: Email,
    pub name: String,
    pub role: Role,
    pub status: UserStatus,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub last_login_at: Option<DateTime<Utc>>,
    pub etag: Etag,
}

/// A person to add.
#[derive(Clone, Debug)]
pub struct NewUser {
    pub id: UserId,
    pub email: Email,
    pub name: String,
    pub role: Role,
    /// argon2 in PHC form; `None` for people who sign in elsewhere.
    pub password_hash: Option<String>,
}

/// What an administrator can change; `None` leaves it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserChange {
    pub email: Option<Email>,
    pub name: Option<String>,
    pub role: Option<Role>,
    pub status: Option<UserStatus>,
}

/// Narrows a list; `None` means any.
#[derive(Clone, Debug, Default)]
pub struct UserFilter {
    pub role: Option<Role>,
    pub status: Option<UserStatus>,
    /// Part of the name or the address.
    pub text: Option<String>,
}

sort_keys! {
    /// What people can be sorted by.
    UserSort { Name = "name" => "name", Email = "email" => "email", CreatedAt = "created_at" => "created_at" }
}

const COLUMNS: &str = "id, email, name, role, status, version, created_at, updated_at, last_login_at";

fn read(row: &Row) -> Result<User, StoreError> {
    let id: UserId = row.id("id")?;
    Ok(User {
        id,
        email: row.parse("email")?,
        name: row.get("name")?,
        role: row.parse("role")?,
        status: row.parse("status")?,
        created_at: row.at("created_at")?,
        updated_at: row.at("updated_at")?,
        last_login_at: row.at_or_null("last_login_at")?,
        etag: Etag::of_version(id, row.get("version")?),
    })
}

/// Adds a person and enters their address in the sign-in directory.
///
/// # Errors
/// [`StoreError::Taken`] when the address signs in somewhere already, in whichever tenant.
pub async fn create(tx: &WriteTx, user: NewUser, now: DateTime<Utc>) -> Result<User, StoreError> {
    identities::add(tx, &user.email, tx.tenant(), user.id).await?;
    let now = micros(now);
    tx.execute(
        "INSERT INTO users (tenant_id, id, email, name, role, status, password_hash, version, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, 'active', $6, 1, $7, $7)",
        values![user.id, user.email.as_str(), &user.name, user.role.as_str(), &user.password_hash, now],
    )
    .await
    .map_err(|error| error.or_taken("e-mail address"))?;
    Ok(User {
        id: user.id,
        email: user.email,
        name: user.name,
        role: user.role,
        status: UserStatus::Active,
        created_at: now,
        updated_at: now,
        last_login_at: None,
        etag: Etag::of_version(user.id, 1),
    })
}

/// By id.
pub async fn find(tx: &Tx, id: UserId) -> Result<Option<User>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM users WHERE tenant_id = $1 AND id = $2");
    tx.one(&sql, values![id]).await?.as_ref().map(read).transpose()
}

/// By address, within the tenant.
pub async fn find_by_email(tx: &Tx, email: &Email) -> Result<Option<User>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM users WHERE tenant_id = $1 AND email = $2");
    tx.one(&sql, values![email.as_str()]).await?.as_ref().map(read).transpose()
}

/// The argon2 hash to check a password against; `None` when there is no such user or no password.
pub async fn password_hash(tx: &Tx, id: UserId) -> Result<Option<String>, StoreError> {
    let sql = "SELECT password_hash FROM users WHERE tenant_id = $1 AND id = $2";
    match tx.one(sql, values![id]).await? {
        Some(row) => row.get("password_hash"),
        None => Ok(None),
    }
}

/// One page of people.
pub async fn list(
    tx: &Tx,
    filter: &UserFilter,
    sort: Sort<UserSort>,
    page: Page,
) -> Result<Listed<User>, StoreError> {
    let matching = "FROM users WHERE tenant_id = $1
         AND ($2 IS NULL OR role = $2) AND ($3 IS NULL OR status = $3)
         AND ($4 IS NULL OR lower(name) LIKE $4 ESCAPE '\\' OR email LIKE $4 ESCAPE '\\')";
    let filters = values![
        filter.role.map(Role::as_str),
        filter.status.map(UserStatus::as_str),
        filter.text.as_deref().map(crate::db::like)
    ];
    let sql = format!("SELECT {COLUMNS} {matching}{}{}", sort.sql(), page.sql());
    let rows = tx.all(&sql, filters.clone()).await?;
    let total = tx.count(&format!("SELECT COUNT(*) AS count {matching}"), filters).await?;
    Ok(Listed { rows: rows.iter().map(read).collect::<Result<_, _>>()?, total })
}

/// Changes a person.
///
/// # Errors
/// [`StoreError::Stale`] when `expected` is not what the row says now, [`StoreError::Taken`] when
/// the new address is in use.
pub async fn update(
    tx: &WriteTx,
    id: UserId,
    change: UserChange,
    expected: Option<&Etag>,
    now: DateTime<Utc>,
) -> Result<Option<User>, StoreError> {
    tx.take_turn("users").await?;
    let Some(mut user) = find(tx, id).await? else { return Ok(None) };
    if expected.is_some_and(|etag| *etag != user.etag) {
        return Err(StoreError::Stale("user"));
    }
    if let Some(email) = change.email.filter(|email| *email != user.email) {
        identities::remove(tx, tx.tenant(), id).await?;
        identities::add(tx, &email, tx.tenant(), id).await?;
        user.email = email;
    }
    user.name = change.name.unwrap_or(user.name);
    user.role = change.role.unwrap_or(user.role);
    user.status = change.status.unwrap_or(user.status);
    tx.execute(
        "UPDATE users SET email = $3, name = $4, role = $5, status = $6, updated_at = $7, version = version + 1
         WHERE tenant_id = $1 AND id = $2",
        values![id, user.email.as_str(), &user.name, user.role.as_str(), user.status.as_str(), now],
    )
    .await?;
    find(tx, id).await
}

/// Replaces the password; `false` when there is no such user.
pub async fn set_password(
    tx: &WriteTx,
    id: UserId,
    hash: &str,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let sql = "UPDATE users SET password_hash = $3, updated_at = $4, version = version + 1
               WHERE tenant_id = $1 AND id = $2";
    Ok(tx.execute(sql, values![id, hash, now]).await? > 0)
}

/// Remembers a sign-in.
pub async fn signed_in(tx: &WriteTx, id: UserId, now: DateTime<Utc>) -> Result<(), StoreError> {
    let sql = "UPDATE users SET last_login_at = $3 WHERE tenant_id = $1 AND id = $2";
    tx.execute(sql, values![id, now]).await?;
    Ok(())
}

/// Takes a person out, with their sessions; what they did keeps their name. `false` when there is
/// no such user.
pub async fn delete(tx: &WriteTx, id: UserId) -> Result<bool, StoreError> {
    identities::remove(tx, tx.tenant(), id).await?;
    Ok(tx.execute("DELETE FROM users WHERE tenant_id = $1 AND id = $2", values![id]).await? > 0)
}

/// How many active people have one of these roles: whoever removes an administrator asks first.
/// Takes turns with other changes of people, so that two administrators cannot remove each other.
pub async fn count_active(tx: &WriteTx, roles: &[Role]) -> Result<u64, StoreError> {
    tx.take_turn("users").await?;
    let mut count = 0;
    for role in roles {
        let sql =
            "SELECT COUNT(*) AS count FROM users WHERE tenant_id = $1 AND role = $2 AND status = 'active'";
        count += tx.count(sql, values![role.as_str()]).await?;
    }
    Ok(count)
}
