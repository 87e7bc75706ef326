//! The Telegram bot through its door: the real program, and a Bot API server that keeps to Telegram's rules or makes trouble on purpose.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test that cannot go on has failed, and says why"
)]

pub mod program;
pub mod stand_in;

mod aloud;
mod description;
mod kills;
mod load;
mod manner;
mod talk;
mod trouble;
mod updates;
