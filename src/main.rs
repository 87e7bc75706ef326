//! The `waymark` program; everything it does is in the library, so that tests come in by the same doors.

use std::process::ExitCode;

fn main() -> ExitCode {
    waymark::cli::main()
}
