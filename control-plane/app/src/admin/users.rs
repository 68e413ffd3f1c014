//! The tenant's people.

use crate::app::App;
use crate::audit;
use crate::auth::check_new_password;
use crate::caller::Caller;
use crate::error::{AppError, AppResult, FieldError};
use chrono::{DateTime, Utc};
use control_plane_domain::user::{UserStatus, display_name};
use control_plane_domain::{Email, Role, UserId};
use control_plane_store::users::{self, User, UserFilter};
use control_plane_store::{Page, Sort, StoreError, WriteTx, sessions};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

/// A person as administrators see them.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UserView {
    pub id: Uuid,
    pub email: String,
    pub name: String,
    pub role: Role,
    pub status: UserStatus,
    pub created_at: DateTime<Utc>,
    pub last_login_at: Option<DateTime<Utc>>,
}

impl From<User> for UserView {
    fn from(user: User) -> Self {
        Self {
            id: user.id.as_uuid(),
            email: user.email.to_string(),
            name: user.name,
            role: user.role,
            status: user.status,
            created_at: user.created_at,
            last_login_at: user.last_login_at,
        }
    }
}

/// A person to add.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewUser {
    pub email: String,
    pub name: String,
    pub role: Role,
    /// At least 12 characters; tell it to the person, who can change it.
    pub password: String,
}

/// What to change; missing fields stay.
#[derive(Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UserChange {
    pub name: Option<String>,
    pub role: Option<Role>,
    pub status: Option<UserStatus>,
    pub password: Option<String>,
}

/// Which people a list wants.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub text: Option<String>,
    pub sort: &'static str,
    pub descending: bool,
    pub page: u64,
    pub limit: u64,
}

/// One page of people, and how many there are.
///
/// # Errors
/// [`AppError::Unavailable`] when they cannot be read.
pub async fn list(app: &App, caller: &Caller, wanted: Wanted) -> AppResult<(Vec<UserView>, u64)> {
    let sign = if wanted.descending { "-" } else { "" };
    let sort = Sort::parse(&format!("{sign}{}", wanted.sort)).map_err(AppError::internal)?;
    let filter = UserFilter { text: wanted.text, ..UserFilter::default() };
    let tx = app.db.read(caller.tenant).await?;
    let found = users::list(&tx, &filter, sort, Page::new(wanted.page, wanted.limit)).await?;
    Ok((found.rows.into_iter().map(UserView::from).collect(), found.total))
}

/// Adds a person.
///
/// # Errors
/// [`AppError::Invalid`] naming the fields, [`AppError::Conflict`] when the address has an account.
pub async fn create(app: &App, caller: &Caller, new: NewUser) -> AppResult<UserView> {
    let mut errors = Vec::new();
    let email = new.email.parse::<Email>();
    if email.is_err() {
        errors.push(FieldError::new("email", "invalid", "this is no e-mail address"));
    }
    let name = display_name(&new.name);
    if let Err(reason) = &name {
        errors.push(FieldError::new("name", "invalid", reason.to_string()));
    }
    if let Ok(email) = &email
        && let Err(reason) = control_plane_domain::password::check(&new.password, email)
    {
        errors.push(FieldError::new("password", "weak", reason.to_string()));
    }
    AppError::fields(errors)?;
    let (Ok(email), Ok(name)) = (email, name) else { return Err(AppError::malformed("not a person")) };
    may_grant(caller, new.role)?;

    let password_hash = app.passwords.hash(new.password).await?;
    let tx = app.db.write(caller.tenant).await?;
    let id = UserId::new(app.new_id());
    let row = users::NewUser { id, email, name, role: new.role, password_hash: Some(password_hash) };
    let user = users::create(&tx, row, app.now()).await.map_err(|error| match error {
        StoreError::Taken(_) => AppError::conflict("name_taken", "this address has an account already"),
        other => other.into(),
    })?;
    let what = json!({ "email": user.email, "role": user.role });
    audit::record(app, &tx, caller, "user.created", "user", &id.to_string(), what).await?;
    tx.commit().await?;
    Ok(user.into())
}

/// Changes a person. Whoever loses a role, the account or the password is signed out everywhere.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Invalid`], [`AppError::Forbidden`] for people and roles above
/// the caller's own, [`AppError::Conflict`] when nobody could administrate any more.
pub async fn change(app: &App, caller: &Caller, id: Uuid, change: UserChange) -> AppResult<UserView> {
    let id = UserId::new(id);
    let name = match change.name.as_deref().map(display_name).transpose() {
        Ok(name) => name,
        Err(reason) => return Err(AppError::field("name", "invalid", reason.to_string())),
    };
    let tx = app.db.read(caller.tenant).await?;
    let before = users::find(&tx, id).await?.ok_or_else(|| AppError::not_found("the person"))?;
    drop(tx);
    may_grant(caller, before.role)?;
    if let Some(role) = change.role {
        may_grant(caller, role)?;
    }
    let password_hash = match change.password {
        Some(password) => {
            check_new_password("password", &password, before.email.as_str())?;
            Some(app.passwords.hash(password).await?)
        }
        None => None,
    };

    let now = app.now();
    let tx = app.db.write(caller.tenant).await?;
    let row = users::UserChange { email: None, name, role: change.role, status: change.status };
    // What was read outside this transaction decided what the caller may do; it must still hold.
    let after = users::update(&tx, id, row, Some(&before.etag), now)
        .await
        .map_err(|error| match error {
            StoreError::Stale(_) => {
                AppError::conflict("conflict", "the person was changed at the same time; try again")
            }
            other => other.into(),
        })?
        .ok_or_else(|| AppError::not_found("the person"))?;
    if let Some(hash) = &password_hash {
        users::set_password(&tx, id, hash, now).await?;
    }
    if (before.role, before.status) != (after.role, after.status) {
        somebody_must_remain(&tx).await?;
    }
    let what = json!({
        "before": { "name": before.name, "role": before.role, "status": before.status },
        "after": { "name": after.name, "role": after.role, "status": after.status },
        "password": password_hash.is_some(),
    });
    audit::record(app, &tx, caller, "user.changed", "user", &id.to_string(), what).await?;
    let loses = before.role != after.role || after.status == UserStatus::Disabled || password_hash.is_some();
    let ended = if loses {
        let spare =
            if id == caller.user && after.status == UserStatus::Active { caller.session } else { None };
        sessions::revoke_all(&tx, id, spare, "changed by an administrator", now).await?
    } else {
        Vec::new()
    };
    tx.commit().await?;
    for session in ended {
        app.sessions.forget(&(caller.tenant, session)).await;
    }
    if let Some(session) = caller.session.filter(|_| id == caller.user) {
        app.sessions.forget(&(caller.tenant, session)).await;
    }
    Ok(after.into())
}

/// Takes a person's account away; what they did keeps their name.
///
/// # Errors
/// As [`change`].
pub async fn disable(app: &App, caller: &Caller, id: Uuid) -> AppResult<()> {
    let change = UserChange { status: Some(UserStatus::Disabled), ..UserChange::default() };
    self::change(app, caller, id, change).await.map(|_| ())
}

fn may_grant(caller: &Caller, role: Role) -> AppResult<()> {
    if caller.role.may_grant(role) {
        return Ok(());
    }
    Err(AppError::Refused {
        code: "forbidden",
        message: format!(
            "the role {} may do more than yours; somebody who has it must do this",
            role.title()
        ),
    })
}

async fn somebody_must_remain(tx: &WriteTx) -> AppResult<()> {
    if users::count_active(tx, &[Role::Admin, Role::OrgOwner]).await? > 0 {
        return Ok(());
    }
    Err(AppError::conflict("conflict", "the tenant would have no administrator left"))
}
