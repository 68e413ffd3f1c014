//! `make bench`: what the engine, the API and the process cost on this machine. Prints counts and
//! ratios beside the machine's own figures; asserts nothing about time.
//!
//! `--quick` for a short look, `--built WORDS` says how it was built, and any other word picks the
//! sections whose names contain it.

mod chats;
mod commits;
mod conversations;
mod engine;
mod http;
mod language;
mod parked;
mod report;
mod runs;
#[path = "../../tests/product/support/mod.rs"]
#[expect(dead_code, unused_imports, reason = "shared with the tests, which use all of it")]
mod support;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (mut quick, mut built, mut wanted) = (false, None, Vec::new());
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--quick" => quick = true,
            "--built" => built = arguments.next(),
            // Cargo says so to every benchmark.
            "--bench" => {}
            _ => wanted.push(argument),
        }
    }
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|word| name.contains(word.as_str()));
    let kind = if cfg!(debug_assertions) { "with debug assertions" } else { "without debug assertions" };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    println!("built: {}, {kind}; {cores} cores", built.as_deref().unwrap_or("by hand"));
    if is_wanted("engine") {
        engine::print(quick);
    }
    if is_wanted("language") {
        language::print(quick);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        if is_wanted("runs") {
            runs::print(quick).await;
        }
        if is_wanted("http") {
            http::print(quick).await;
        }
        if is_wanted("chats") {
            chats::print(quick).await;
        }
        if is_wanted("conversations") {
            conversations::print(quick).await;
        }
        if is_wanted("parked") {
            parked::print(quick).await;
        }
    });
}
