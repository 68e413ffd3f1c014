//! Which runs have a task, and which wait for one: every tenant in turn, none with everything.

use crate::journal::RunRef;
use crate::limits::Limits;
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;
use tokio::sync::Notify;
use uuid::Uuid;

/// Bounded: so many runs are active, so many remembered, and of each tenant not more than its share.
/// What does not fit is forgotten here and found again in the journal, where it is marked as
/// unfinished. A tenant that has nothing in the queue always gets one place in it.
#[derive(Debug)]
pub(crate) struct Board {
    slots: usize,
    /// Below `slots`, so that a tenant that comes late finds a free one however long the others'
    /// runs take.
    slots_per_tenant: usize,
    room: usize,
    room_per_tenant: usize,
    active: HashMap<Uuid, Active>,
    /// Those with something active or ready.
    tenants: HashMap<Uuid, Tenant>,
    /// Tenants with ready runs, the next one first.
    turn: VecDeque<Uuid>,
    /// Ready runs of all tenants.
    ready: usize,
    closed: bool,
}

#[derive(Debug)]
struct Active {
    tenant: Uuid,
    poke: Arc<Notify>,
    /// Something came for the run since its task last looked.
    poked: bool,
}

#[derive(Debug, Default)]
struct Tenant {
    active: usize,
    ready: VecDeque<RunRef>,
    queued: HashSet<Uuid>,
    /// The journal knows of more.
    overflowed: bool,
}

/// What to do about a run that has work.
#[derive(Debug)]
pub(crate) enum Woken {
    /// Give it a task, which is woken through this.
    Spawn(Arc<Notify>),
    /// It has one, or will have one later.
    Known,
    /// There is no room to remember it; the journal is asked again when there is.
    Full,
}

/// What a task does when it has nothing left to do.
#[derive(Debug)]
pub(crate) enum Left {
    /// Look again: something came meanwhile.
    Stay,
    /// Done; this one may go instead, if any, and more of this tenant's are in the journal.
    Gone { next: Option<(RunRef, Arc<Notify>)>, rescan: Option<Uuid> },
}

impl Board {
    pub fn new(limits: &Limits) -> Self {
        let slots = limits.active_runs.max(1);
        Self {
            slots,
            slots_per_tenant: limits.tenant_active_runs.clamp(1, slots),
            room: limits.ready_queue,
            room_per_tenant: limits.tenant_ready_queue.max(1),
            active: HashMap::new(),
            tenants: HashMap::new(),
            turn: VecDeque::new(),
            ready: 0,
            closed: false,
        }
    }

    /// Something came for the run.
    pub fn wake(&mut self, run: RunRef) -> Woken {
        if let Some(active) = self.active.get_mut(&run.run).filter(|_| !self.closed) {
            active.poked = true;
            active.poke.notify_one();
        }
        self.offer(run)
    }

    /// The run was found unfinished; its task, if it has one, need not know.
    pub fn offer(&mut self, run: RunRef) -> Woken {
        if self.closed || self.active.contains_key(&run.run) {
            return Woken::Known;
        }
        let tenant = self.tenants.entry(run.tenant).or_default();
        if tenant.queued.contains(&run.run) {
            return Woken::Known;
        }
        // When a slot is free, whoever is ready has all that is due to it.
        if self.active.len() < self.slots && tenant.active < self.slots_per_tenant {
            return Woken::Spawn(self.enter(run));
        }
        let waiting = tenant.ready.len();
        if waiting > 0 && (waiting >= self.room_per_tenant || self.ready >= self.room) {
            tenant.overflowed = true;
            return Woken::Full;
        }
        if waiting == 0 {
            self.turn.push_back(run.tenant);
        }
        tenant.queued.insert(run.run);
        tenant.ready.push_back(run);
        self.ready += 1;
        Woken::Known
    }

    /// A place for a run that nobody knows of yet, if there is one that nobody waits for.
    pub fn reserve(&mut self, run: RunRef) -> Option<Arc<Notify>> {
        let share = self.tenants.get(&run.tenant).map_or(0, |tenant| tenant.active);
        let free = self.active.len() < self.slots && share < self.slots_per_tenant;
        let known = self.active.contains_key(&run.run)
            || self.tenants.get(&run.tenant).is_some_and(|tenant| tenant.queued.contains(&run.run));
        (free && self.ready == 0 && !known && !self.closed).then(|| self.enter(run))
    }

    pub fn leave(&mut self, run: Uuid) -> Left {
        if let Some(active) = self.active.get_mut(&run)
            && std::mem::take(&mut active.poked)
            && !self.closed
        {
            return Left::Stay;
        }
        if let Some(active) = self.active.remove(&run)
            && let Some(tenant) = self.tenants.get_mut(&active.tenant)
        {
            tenant.active -= 1;
            if tenant.active == 0 && tenant.ready.is_empty() {
                self.tenants.remove(&active.tenant);
            }
        }
        let next = if self.closed { None } else { self.take_next() };
        let rescan = next.and_then(|next| {
            let tenant = self.tenants.get_mut(&next.tenant)?;
            (tenant.ready.is_empty() && std::mem::take(&mut tenant.overflowed)).then_some(next.tenant)
        });
        Left::Gone { next: next.map(|next| (next, self.enter(next))), rescan }
    }

    /// The first run of the tenant whose turn it is, passing over those that have their share.
    fn take_next(&mut self) -> Option<RunRef> {
        for _ in 0..self.turn.len() {
            let id = self.turn.pop_front()?;
            let Some(tenant) = self.tenants.get_mut(&id) else { continue };
            if tenant.active >= self.slots_per_tenant {
                self.turn.push_back(id);
                continue;
            }
            let next = tenant.ready.pop_front();
            if !tenant.ready.is_empty() {
                self.turn.push_back(id);
            }
            if let Some(next) = next {
                tenant.queued.remove(&next.run);
                self.ready -= 1;
                return Some(next);
            }
        }
        None
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
        self.turn.clear();
        self.ready = 0;
        for tenant in self.tenants.values_mut() {
            tenant.ready.clear();
            tenant.queued.clear();
        }
    }

    pub fn is_closed(&self) -> bool {
        self.closed
    }

    pub fn active(&self) -> usize {
        self.active.len()
    }

    /// Runs that wait for a task.
    pub fn ready(&self) -> usize {
        self.ready
    }

    fn enter(&mut self, run: RunRef) -> Arc<Notify> {
        let poke = Arc::new(Notify::new());
        let active = Active { tenant: run.tenant, poke: Arc::clone(&poke), poked: false };
        self.active.insert(run.run, active);
        self.tenants.entry(run.tenant).or_default().active += 1;
        poke
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `A7` is tenant A's seventh run.
    fn run(name: &str) -> RunRef {
        let (tenant, number) = name.split_at(1);
        let tenant = u128::from(tenant.as_bytes()[0]);
        let number: u128 = number.parse().unwrap();
        RunRef { tenant: Uuid::from_u128(tenant), run: Uuid::from_u128(tenant << 64 | number) }
    }

    fn board(slots: usize, share: usize, room: usize, room_per_tenant: usize) -> Board {
        Board::new(&Limits {
            active_runs: slots,
            tenant_active_runs: share,
            ready_queue: room,
            tenant_ready_queue: room_per_tenant,
            ..Limits::default()
        })
    }

    /// How the runs are received: `!` a task at once, `?` no room.
    fn wake(board: &mut Board, names: &str) -> String {
        let received = names.split_whitespace().map(|name| match board.wake(run(name)) {
            Woken::Spawn(_) => '!',
            Woken::Known => '.',
            Woken::Full => '?',
        });
        received.collect()
    }

    /// Who goes when this one has gone, and whose more are looked for.
    fn leave(board: &mut Board, name: &str) -> (Option<RunRef>, Option<Uuid>) {
        match board.leave(run(name).run) {
            Left::Stay => panic!("{name} stays"),
            Left::Gone { next, rescan } => (next.map(|(next, _)| next), rescan),
        }
    }

    fn next(board: &mut Board, name: &str) -> Option<RunRef> {
        leave(board, name).0
    }

    #[test]
    fn what_comes_while_a_task_works_is_not_missed() {
        let mut board = board(1, 1, 1, 1);
        assert_eq!(wake(&mut board, "A1 A1"), "!.");
        assert!(matches!(board.leave(run("A1").run), Left::Stay));
        assert!(matches!(board.offer(run("A1")), Woken::Known));
        assert_eq!(leave(&mut board, "A1"), (None, None), "being found again is no reason to stay");
    }

    #[test]
    fn a_place_is_reserved_for_a_new_run_only_where_nobody_waits_for_it() {
        let mut board = board(2, 1, 9, 9);
        assert!(board.reserve(run("A1")).is_some());
        assert!(board.reserve(run("A1")).is_none(), "it has one");
        assert!(board.reserve(run("A2")).is_none(), "A has its share");
        assert_eq!(wake(&mut board, "A3"), ".");
        assert!(board.reserve(run("B1")).is_none(), "somebody waits, whoever's turn it is");
        assert_eq!(next(&mut board, "A1"), Some(run("A3")), "a place that was given back goes on");
    }

    #[test]
    fn a_full_board_asks_for_another_look_at_the_journal() {
        let mut board = board(1, 1, 1, 9);
        assert_eq!(wake(&mut board, "A1 A2 A3 A2"), "!.?.");
        assert_eq!(leave(&mut board, "A1"), (Some(run("A2")), Some(run("A1").tenant)));
        assert_eq!(leave(&mut board, "A2"), (None, None), "once is enough");
    }

    #[test]
    fn a_tenant_that_comes_late_finds_a_slot_free() {
        let mut board = board(4, 3, 99, 99);
        assert_eq!(wake(&mut board, "A1 A2 A3 A4 A5"), "!!!..");
        assert_eq!(wake(&mut board, "B1 B2"), "!.");
        assert_eq!(next(&mut board, "A1"), Some(run("A4")), "A has less than its share and waits longer");
        assert_eq!(next(&mut board, "A2"), Some(run("B2")));
        assert_eq!(next(&mut board, "B1"), Some(run("A5")));
        assert_eq!(board.active(), 4);
    }

    #[test]
    fn ready_tenants_take_turns_however_much_they_have() {
        let mut board = board(1, 1, 99, 99);
        wake(&mut board, "A1 A2 A3 A4 B1 B2 C1");
        let mut order = vec![run("A1")];
        while let Left::Gone { next: Some((next, _)), .. } = board.leave(order[order.len() - 1].run) {
            order.push(next);
        }
        assert_eq!(order, ["A1", "A2", "B1", "C1", "A3", "B2", "A4"].map(run));
        assert_eq!((board.active(), board.ready()), (0, 0));
        assert!(board.tenants.is_empty() && board.turn.is_empty(), "nothing is left of them");
    }

    #[test]
    fn one_tenant_cannot_fill_the_memory_and_keep_another_out() {
        let mut board = board(1, 1, 3, 2);
        assert_eq!(wake(&mut board, "A1 A2 A3 A4 A5"), "!..??", "two of a tenant's are remembered");
        assert_eq!(wake(&mut board, "B1 B2 C1 C2"), ".?.?", "and three in all");
        assert_eq!(board.ready(), 4, "but one of everybody's");
        assert_eq!(leave(&mut board, "A1"), (Some(run("A2")), None));
        assert_eq!(
            leave(&mut board, "A2"),
            (Some(run("B1")), Some(run("B1").tenant)),
            "only B's have run out"
        );
    }

    #[test]
    fn a_closed_board_takes_nobody() {
        let mut board = board(1, 1, 9, 9);
        wake(&mut board, "A1 A2 B1");
        board.close();
        assert_eq!(wake(&mut board, "A1 C1"), "..");
        assert_eq!(leave(&mut board, "A1"), (None, None));
        assert_eq!((board.active(), board.ready()), (0, 0));
    }
}
