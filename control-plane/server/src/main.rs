//! The binary `flowright`. See [`control_plane_server`] for what it is made of.

use std::process::ExitCode;

fn main() -> ExitCode {
    control_plane_server::main()
}
