//! Which runs have a task, and which wait for one.

use crate::journal::RunRef;
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;
use tokio::sync::Notify;
use uuid::Uuid;

/// Bounded: at most `slots` runs are active and `room` remembered. What does not fit is forgotten
/// here and found again in the journal, where it is marked as unfinished.
#[derive(Debug)]
pub(crate) struct Board {
    slots: usize,
    room: usize,
    active: HashMap<Uuid, Active>,
    ready: VecDeque<RunRef>,
    queued: HashSet<Uuid>,
    overflowed: bool,
    closed: bool,
}

#[derive(Debug)]
struct Active {
    poke: Arc<Notify>,
    /// Something came for the run since its task last looked.
    poked: bool,
}

/// What to do about a run that has work.
#[derive(Debug)]
pub(crate) enum Woken {
    /// Give it a task, which is woken through this.
    Spawn(Arc<Notify>),
    /// It has one, or will have one later.
    Known,
}

/// What a task does when it has nothing left to do.
#[derive(Debug)]
pub(crate) enum Left {
    /// Look again: something came meanwhile.
    Stay,
    /// Done; this one may go instead, if any.
    Gone { next: Option<(RunRef, Arc<Notify>)>, rescan: bool },
}

impl Board {
    pub fn new(slots: usize, room: usize) -> Self {
        Self {
            slots: slots.max(1),
            room,
            active: HashMap::new(),
            ready: VecDeque::new(),
            queued: HashSet::new(),
            overflowed: false,
            closed: false,
        }
    }

    pub fn wake(&mut self, run: RunRef) -> Woken {
        if self.closed {
            return Woken::Known;
        }
        if let Some(active) = self.active.get_mut(&run.run) {
            active.poked = true;
            active.poke.notify_one();
            return Woken::Known;
        }
        if self.active.len() < self.slots {
            return Woken::Spawn(self.enter(run));
        }
        if self.ready.len() >= self.room {
            self.overflowed = true;
        } else if self.queued.insert(run.run) {
            self.ready.push_back(run);
        }
        Woken::Known
    }

    pub fn leave(&mut self, run: Uuid) -> Left {
        if let Some(active) = self.active.get_mut(&run)
            && std::mem::take(&mut active.poked)
            && !self.closed
        {
            return Left::Stay;
        }
        self.active.remove(&run);
        if self.closed {
            return Left::Gone { next: None, rescan: false };
        }
        let next = self.ready.pop_front();
        let next = next.map(|run| {
            self.queued.remove(&run.run);
            (run, self.enter(run))
        });
        let rescan = next.is_none() && std::mem::take(&mut self.overflowed);
        Left::Gone { next, rescan }
    }

    /// The task has seen what it was woken for.
    pub fn seen(&mut self, run: Uuid) {
        if let Some(active) = self.active.get_mut(&run) {
            active.poked = false;
        }
    }

    /// Whether something came since the task last looked; it counts as seen from now on.
    pub fn take_poke(&mut self, run: Uuid) -> bool {
        self.active.get_mut(&run).is_some_and(|active| std::mem::take(&mut active.poked))
    }

    /// No run gets a task any more.
    pub fn close(&mut self) {
        self.closed = true;
        self.ready.clear();
        self.queued.clear();
    }

    pub fn is_closed(&self) -> bool {
        self.closed
    }

    pub fn active(&self) -> usize {
        self.active.len()
    }

    fn enter(&mut self, run: RunRef) -> Arc<Notify> {
        let poke = Arc::new(Notify::new());
        self.active.insert(run.run, Active { poke: Arc::clone(&poke), poked: false });
        poke
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(n: u128) -> RunRef {
        RunRef { tenant: Uuid::nil(), run: Uuid::from_u128(n) }
    }

    #[test]
    fn what_comes_while_a_task_works_is_not_missed() {
        let mut board = Board::new(1, 1);
        assert!(matches!(board.wake(run(1)), Woken::Spawn(_)));
        assert!(matches!(board.wake(run(1)), Woken::Known));
        assert!(matches!(board.leave(run(1).run), Left::Stay));
        assert!(matches!(board.leave(run(1).run), Left::Gone { next: None, rescan: false }));
    }

    #[test]
    fn a_full_board_asks_for_another_look_at_the_journal() {
        let mut board = Board::new(1, 1);
        for n in 1..=3 {
            board.wake(run(n));
        }
        let Left::Gone { next: Some((next, _)), .. } = board.leave(run(1).run) else { panic!("nobody next") };
        assert_eq!(next, run(2));
        assert!(matches!(board.leave(next.run), Left::Gone { next: None, rescan: true }));
    }
}
