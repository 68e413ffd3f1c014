use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// A ticket to make.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewTicket {
    pub title: String,
    #[serde(default)]
    pub description: String,
    #[serde(default)]
    pub category: String,
    #[serde(default)]
    pub priority: Priority,
    #[serde(default)]
    pub requester: Requester,
    /// Values of the tenant's ticket form, by field name.
    #[serde(default)]
    pub fields: Map<String, Value>,
    #[serde(default)]
    pub tags: Vec<String>,
}

/// For whom a ticket is. Empty parts are not known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requester {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub email: String,
}

impl Requester {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A ticket as its back end knows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ticket {
    /// The back end's own id.
    pub id: String,
    /// What people call it: `TKT-20261121-00001`.
    pub number: String,
    pub title: String,
    #[serde(default)]
    pub description: String,
    pub status: Status,
    pub priority: Priority,
    #[serde(default)]
    pub category: String,
    #[serde(default)]
    pub requester: Requester,
    #[serde(default)]
    pub tags: Vec<String>,
    #[serde(default)]
    pub fields: Map<String, Value>,
    /// Where a person can see it.
    #[serde(default)]
    pub url: String,
}

impl Ticket {
    /// What a flow gets to see: the output of the ticket tools.
    pub fn output(&self) -> Value {
        json!({
            "id": self.id,
            "number": self.number,
            "status": self.status,
            "priority": self.priority,
            "title": self.title,
            "url": self.url,
        })
    }
}

/// What to change; absent parts stay.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Change {
    #[serde(default)]
    pub status: Option<Status>,
    #[serde(default)]
    pub priority: Option<Priority>,
    #[serde(default)]
    pub comment: Option<Comment>,
    /// Merged into the ticket's fields.
    #[serde(default)]
    pub fields: Map<String, Value>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    pub body: String,
    /// For the desk only, not for the requester.
    #[serde(default)]
    pub internal: bool,
}

/// Which tickets to find. Empty parts match everything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Query {
    /// Words in title or description, or a number.
    pub text: String,
    pub status: Option<Status>,
    /// E-mail address of the requester.
    pub requester: String,
    pub limit: u32,
}

/// Where a ticket stands. The moves between them are the back end's rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    #[default]
    New,
    Open,
    Pending,
    Resolved,
    Closed,
}

impl Status {
    pub const ALL: [Self; 5] = [Self::New, Self::Open, Self::Pending, Self::Resolved, Self::Closed];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Open => "open",
            Self::Pending => "pending",
            Self::Resolved => "resolved",
            Self::Closed => "closed",
        }
    }
}

/// How urgent: P1 is everything stands still, P5 is some day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Priority {
    P1,
    P2,
    #[default]
    P3,
    P4,
    P5,
}

impl Priority {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::P1 => "P1",
            Self::P2 => "P2",
            Self::P3 => "P3",
            Self::P4 => "P4",
            Self::P5 => "P5",
        }
    }
}
