use std::io::{self, Write};

/// Writes a line to standard output at once; a reader that has gone away is an error for the caller to end on.
pub(super) fn say(line: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(line.as_bytes())?;
    out.write_all(b"\n")?;
    out.flush()
}

/// Writes a line to standard error; where even that is gone there is nobody left to tell.
pub(super) fn warn(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}
