//! The legal moves of a ticket.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where a ticket stands.
///
/// | from \ to | open | pending | resolved | closed |
/// |---|---|---|---|---|
/// | new | ✓ | ✓ | ✓ | ✓ |
/// | open | – | ✓ | ✓ | ✓ |
/// | pending | ✓ | – | ✓ | ✓ |
/// | resolved | reopen | | – | ✓ |
/// | closed | reopen | | | – |
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TicketStatus {
    /// Nobody has looked at it.
    New,
    /// Somebody works on it.
    Open,
    /// Waits for the requester or a third party.
    Pending,
    /// Done, as far as the agent can tell.
    Resolved,
    /// Done for everybody.
    Closed,
}

crate::written!(TicketStatus {
    New = "new",
    Open = "open",
    Pending = "pending",
    Resolved = "resolved",
    Closed = "closed",
});

/// A move that the table above does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a ticket that is {from} cannot become {to}")]
pub struct IllegalMove {
    pub from: TicketStatus,
    pub to: TicketStatus,
}

impl TicketStatus {
    /// Where it may go from here.
    pub const fn allowed(self) -> &'static [Self] {
        match self {
            Self::New => &[Self::Open, Self::Pending, Self::Resolved, Self::Closed],
            Self::Open => &[Self::Pending, Self::Resolved, Self::Closed],
            Self::Pending => &[Self::Open, Self::Resolved, Self::Closed],
            Self::Resolved => &[Self::Open, Self::Closed],
            Self::Closed => &[Self::Open],
        }
    }

    /// Goes to `to`; staying where it is, is no move and always legal.
    ///
    /// # Errors
    /// [`IllegalMove`].
    pub fn move_to(self, to: Self) -> Result<Self, IllegalMove> {
        if self == to || self.allowed().contains(&to) { Ok(to) } else { Err(IllegalMove { from: self, to }) }
    }

    /// Somebody begins to work on it.
    ///
    /// # Errors
    /// [`IllegalMove`] from `resolved` and `closed`: that would be [`reopen`](Self::reopen).
    pub fn open(self) -> Result<Self, IllegalMove> {
        if self.is_done() {
            Err(IllegalMove { from: self, to: Self::Open })
        } else {
            self.move_to(Self::Open)
        }
    }

    /// Waits for somebody outside.
    ///
    /// # Errors
    /// [`IllegalMove`] when it is done already.
    pub fn wait(self) -> Result<Self, IllegalMove> {
        self.move_to(Self::Pending)
    }

    /// The work is done.
    ///
    /// # Errors
    /// [`IllegalMove`] when it is closed already.
    pub fn resolve(self) -> Result<Self, IllegalMove> {
        self.move_to(Self::Resolved)
    }

    /// Done for everybody. Closing twice is closing once.
    ///
    /// # Errors
    /// None today; a policy may refuse later.
    pub fn close(self) -> Result<Self, IllegalMove> {
        self.move_to(Self::Closed)
    }

    /// It was not done after all.
    ///
    /// # Errors
    /// [`IllegalMove`] when it was never done.
    pub fn reopen(self) -> Result<Self, IllegalMove> {
        if self.is_done() { Ok(Self::Open) } else { Err(IllegalMove { from: self, to: Self::Open }) }
    }

    /// Whether nobody needs to do anything.
    pub const fn is_done(self) -> bool {
        matches!(self, Self::Resolved | Self::Closed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_ticket_can_only_be_reopened() {
        assert_eq!(TicketStatus::Closed.reopen(), Ok(TicketStatus::Open));
        for refused in
            [TicketStatus::Closed.wait(), TicketStatus::Closed.resolve(), TicketStatus::Closed.open()]
        {
            assert!(refused.is_err());
        }
    }

    #[test]
    fn nothing_becomes_new_again() {
        for from in TicketStatus::ALL.iter().filter(|status| **status != TicketStatus::New) {
            assert!(from.move_to(TicketStatus::New).is_err(), "{from}");
        }
    }
}
