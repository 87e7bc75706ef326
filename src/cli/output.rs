use std::io::{self, Write};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

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

/// A bar for long work, on standard error; silent where that is no terminal.
pub(super) struct Progress(ProgressBar);

impl Progress {
    /// A bar that appears with the first step.
    pub fn new(what: &'static str) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len} {eta}") {
            bar.set_style(style);
        }
        bar.set_message(what);
        Self(bar)
    }

    /// So many are done, of so many.
    pub fn at(&self, done: usize, all: usize) {
        if self.0.length().is_none() {
            self.0.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.0.set_length(all as u64);
        self.0.set_position(done as u64);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
