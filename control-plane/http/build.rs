//! Makes the folder that the Studio is embedded from, so that a checkout without a Studio build
//! compiles, and so that Cargo notices when one appears.

fn main() {
    let dist = std::path::Path::new("../../studio/dist");
    // A read-only checkout has no Studio either way; the page says so.
    let _ = std::fs::create_dir_all(dist);
    println!("cargo::rerun-if-changed=build.rs");
    // A release build embeds the files; a debug build reads them at run time and need not rebuild.
    if std::env::var_os("PROFILE").is_some_and(|profile| profile != "debug") {
        println!("cargo::rerun-if-changed=../../studio/dist");
    }
}
