//! The product from outside: a real `flowright` process, spoken to over HTTP as a browser or another
//! program would. Start reading at [`support::Product`].

mod bad_input;
mod command_line;
mod conversations;
mod crash;
mod crash_everywhere;
mod crash_helpdesk;
mod crash_publishing;
mod crowd;
mod database_faults;
mod fairness;
mod full_disk;
mod helpdesk;
mod persons;
mod support;
