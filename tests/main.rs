//! Everything Waymark promises, tried through the doors that people use. One binary; a module for each door.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a panic in a test is a failed test, in its helpers too")]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "what is left out is printed")]

// The table of ranks, the homes of libraries, the catalogue, the shipped data.
mod house;
// `waymark model install`.
mod model;

// The real program, its server and a browser, for the doors below.
mod support;

// `waymark ask`, `check`, `officer`, `data` and the settings, as a terminal sees them.
mod cli;
// Families' own words in both styles: what they read back.
mod replies;
// Memory, SQLite and PostgreSQL behind one contract.
mod stores;
// The public chat and pages over HTTP.
mod web;
// The officers' console over HTTP.
mod console;
// Attacks on all of it, through the running server.
mod attack;
// What is kept of people, the safeguarding record and its alerts, through every door.
mod privacy;
// Danger, worry and what only sounds like it, through each door.
mod safety;
// Starting, stopping, being killed, and knowledge that changes on disk.
mod lifecycle;
// How a person likes to be talked to, and the words that are explained.
mod glossary;
mod manner;
// The same conversations on the web and on Telegram.
mod journey;
// The bot, driven by a stand-in for the Bot API over real HTTP.
mod telegram;

// `waymark check`: each rule, the report, the launch and the net.
mod check;
// How easy texts are: graded texts, the shipped easy read, `waymark check --easy-read`.
mod readability;
// Documents in: `waymark import document` over made and real files.
mod import;
// Danger told in another language than English, through the doors.
mod languages;
// Every message in every language, and questions in those languages through the doors.
mod locales;
// "Explain this": letters, documents and what is asked in them.
mod explain;
// Raw documents in easy read made by computer.
mod shorten;
// What is personal is masked, what is harmless stays.
mod masking;
