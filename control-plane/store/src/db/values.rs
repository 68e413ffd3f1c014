//! Rust values on their way into a statement.

use chrono::{DateTime, SubsecRound, Utc};
use serde::Serialize;

/// `values![a, b]`: parameters of a statement, numbered from `$2` in tenant statements (`$1` is
/// always the tenant) and from `$1` in shared ones.
macro_rules! values {
    ($($value:expr),* $(,)?) => {
        vec![$($crate::db::IntoParameter::into_parameter($value)),*]
    };
}
pub(crate) use values;

/// A value that a statement can carry. Ids, words and times have one way in, here.
pub(crate) trait IntoParameter {
    fn into_parameter(self) -> sea_orm::Value;
}

macro_rules! direct {
    ($($type:ty),+) => {$(
        impl IntoParameter for $type {
            fn into_parameter(self) -> sea_orm::Value {
                self.into()
            }
        }
    )+};
}

direct!(
    String,
    &str,
    i64,
    bool,
    uuid::Uuid,
    Vec<u8>,
    Option<String>,
    Option<i64>,
    Option<uuid::Uuid>,
    Option<Vec<u8>>
);
direct!(Option<bool>, Option<f64>);

impl IntoParameter for Option<&str> {
    fn into_parameter(self) -> sea_orm::Value {
        self.map(str::to_owned).into()
    }
}

impl IntoParameter for &String {
    fn into_parameter(self) -> sea_orm::Value {
        self.as_str().into()
    }
}

impl IntoParameter for &Option<String> {
    fn into_parameter(self) -> sea_orm::Value {
        self.clone().into()
    }
}

impl IntoParameter for u64 {
    /// Counts and sizes of ours are far below `i64::MAX`.
    fn into_parameter(self) -> sea_orm::Value {
        i64::try_from(self).unwrap_or(i64::MAX).into()
    }
}

impl IntoParameter for Option<u64> {
    fn into_parameter(self) -> sea_orm::Value {
        self.map(|count| i64::try_from(count).unwrap_or(i64::MAX)).into()
    }
}

impl IntoParameter for DateTime<Utc> {
    fn into_parameter(self) -> sea_orm::Value {
        micros(self).into()
    }
}

impl IntoParameter for Option<DateTime<Utc>> {
    fn into_parameter(self) -> sea_orm::Value {
        self.map(micros).into()
    }
}

macro_rules! ids {
    ($($id:ident),+) => {$(
        impl IntoParameter for control_plane_domain::id::$id {
            fn into_parameter(self) -> sea_orm::Value {
                self.as_uuid().into()
            }
        }

        impl IntoParameter for Option<control_plane_domain::id::$id> {
            fn into_parameter(self) -> sea_orm::Value {
                self.map(|id| id.as_uuid()).into()
            }
        }
    )+};
}

ids!(
    AttachmentId,
    TenantId,
    UserId,
    FlowId,
    ConversationId,
    MessageId,
    TicketId,
    CommentId,
    BaseId,
    BranchId,
    DocumentId,
    FormId,
    ServerId,
    NotificationId,
    RestorePointId,
    SessionId
);

/// What both engines can keep: PostgreSQL has microseconds.
pub(crate) fn micros(at: DateTime<Utc>) -> DateTime<Utc> {
    at.trunc_subsecs(6)
}

/// JSON text of a value of ours.
pub(crate) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("our types have string keys and no failing serialisers")
}

/// A pattern for `lower(column) LIKE … ESCAPE '\'` that finds `text` anywhere, and only `text`.
pub(crate) fn like(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in text.to_lowercase().chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}
