//! The six built-in roles and what each may do.

use crate::permission::Permission::{self, *};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;
use utoipa::ToSchema;

/// A built-in role of a tenant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Asks questions and follows their own tickets.
    EndUser,
    /// Works on tickets and knowledge.
    Agent,
    /// Builds and publishes flows.
    TeamLead,
    /// Runs the installation of the tenant.
    Admin,
    /// Owns the tenant.
    OrgOwner,
    /// Looks, and changes nothing.
    Readonly,
}

const END_USER: &[Permission] = &[ChatUse, TicketsReadOwn, TicketsCreate, KbRead, NotificationsRead];
const AGENT: &[Permission] = &[TicketsRead, TicketsWrite, RunsRead, KbWrite, FormsRead];
const TEAM_LEAD: &[Permission] = &[FlowsRead, FlowsWrite, FlowsPublish, RunsWrite, FormsWrite, ToolsRead];
const ADMIN: &[Permission] = &[ToolsWrite, UsersRead, UsersWrite, SettingsRead, SettingsWrite, AuditRead];
const READONLY: &[Permission] =
    &[TicketsRead, KbRead, NotificationsRead, RunsRead, FlowsRead, FormsRead, ToolsRead, SettingsRead];

impl Role {
    /// All of them, least mighty first; `Readonly` stands beside the ladder.
    pub const ALL: &'static [Self] =
        &[Self::EndUser, Self::Agent, Self::TeamLead, Self::Admin, Self::OrgOwner, Self::Readonly];

    /// As it is written in tokens and the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::EndUser => "end_user",
            Self::Agent => "agent",
            Self::TeamLead => "team_lead",
            Self::Admin => "admin",
            Self::OrgOwner => "org_owner",
            Self::Readonly => "readonly",
        }
    }

    /// For people.
    pub const fn title(self) -> &'static str {
        match self {
            Self::EndUser => "End user",
            Self::Agent => "Agent",
            Self::TeamLead => "Team lead",
            Self::Admin => "Administrator",
            Self::OrgOwner => "Owner",
            Self::Readonly => "Read only",
        }
    }

    /// What the role may do. Each rung of the ladder has everything of the rung below.
    pub fn permissions(self) -> BTreeSet<Permission> {
        let rungs: &[&[Permission]] = match self {
            Self::EndUser => &[END_USER],
            Self::Agent => &[END_USER, AGENT],
            Self::TeamLead => &[END_USER, AGENT, TEAM_LEAD],
            Self::Admin => &[END_USER, AGENT, TEAM_LEAD, ADMIN],
            Self::OrgOwner => &[Permission::ALL],
            Self::Readonly => &[READONLY],
        };
        rungs.iter().flat_map(|rung| rung.iter().copied()).collect()
    }

    /// Whether someone of this role may give `other` to somebody: only what they may do themselves,
    /// so that nobody lifts themselves or a friend above their own head.
    pub fn may_grant(self, other: Self) -> bool {
        other.permissions().is_subset(&self.permissions())
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A word that is no role.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a role")]
pub struct UnknownRole(pub String);

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .iter()
            .copied()
            .find(|role| role.as_str() == text)
            .ok_or_else(|| UnknownRole(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rung_of_the_ladder_includes_the_one_below() {
        let ladder = [Role::EndUser, Role::Agent, Role::TeamLead, Role::Admin, Role::OrgOwner];
        for pair in ladder.windows(2) {
            assert!(pair[1].may_grant(pair[0]), "{} over {}", pair[1], pair[0]);
            assert!(!pair[0].may_grant(pair[1]), "{} over {}", pair[0], pair[1]);
        }
    }

    #[test]
    fn readonly_changes_nothing_and_sees_neither_people_nor_the_audit() {
        for permission in Role::Readonly.permissions() {
            assert!(permission.as_str().ends_with(":read"), "{permission}");
        }
        for hidden in [UsersRead, AuditRead] {
            assert!(!Role::Readonly.permissions().contains(&hidden));
        }
    }

    #[test]
    fn the_written_form_is_the_same_in_json_and_by_hand() {
        for role in Role::ALL {
            assert_eq!(serde_json::to_value(role).unwrap(), role.as_str());
            assert_eq!(role.as_str().parse(), Ok(*role));
        }
        for permission in Permission::ALL {
            assert_eq!(serde_json::to_value(permission).unwrap(), permission.as_str());
        }
    }
}
