//! `make bench`: what the engine, the API and the process cost on this machine. Prints counts and
//! ratios beside the machine's own figures; asserts nothing about time.

mod commits;
mod engine;
mod http;
mod report;
mod runs;
#[path = "../../tests/product/support/mod.rs"]
#[expect(dead_code, unused_imports, reason = "shared with the tests, which use all of it")]
mod support;

fn main() {
    let quick = std::env::args().any(|argument| argument == "--quick");
    println!("profile: {}", if cfg!(debug_assertions) { "dev" } else { "release" });
    engine::print(quick);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        runs::print(quick).await;
        http::print(quick).await;
    });
}
