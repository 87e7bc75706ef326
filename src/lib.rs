//! Waymark answers the questions of families and young people with special educational needs and disabilities (SEND), by Telegram and on
//! the web, from a knowledge base that a council keeps.
//!
//! # The map
//!
//! Each module is a room with one purpose; its first lines say why it exists. A room uses only rooms of a lower rank, never another of its
//! own; `tests/house.rs` holds this table and fails when the code does not.
//!
//! | rank | rooms |
//! |---|---|
//! | 0 | [`text`] [`content`] [`locale`] [`area`] [`clock`] [`ids`] [`manner`] [`store`] |
//! | 1 | [`knowledge`] [`semantic`] [`privacy`] [`officers`] [`pictures`] |
//! | 2 | [`search`] [`safeguarding`] [`feedback`] |
//! | 3 | [`answer`] |
//! | 4 | [`reply`] |
//! | 5 | [`conversation`] [`explain`] |
//! | 6 | [`storage`] [`http`] [`evaluation`] [`notify`] |
//! | 7 | [`telegram`] [`web`] [`console`] |
//! | 8 | [`config`] |
//! | 9 | [`app`] |
//! | 10 | [`cli`] |
//!
//! The core (ranks 0 to 5) knows no channel, no database, no HTTP, no environment variable and no wall clock. Within rank 0, `area` uses
//! `content` and `text`, the two that everything stands on, and `clock` says a date in the words of `locale`.
//!
//! # The way through
//!
//! ```text
//! knowledge/ ─load, check─► knowledge ─passages─► search
//! person ─► telegram | web | cli ─► conversation::Assistant
//!              ► screen ► route ► understand ► retrieve ► select      = answer
//!              ► compose (standard and easy read, locale)             = reply
//!              ► the channel renders it
//! judgments ─► evaluation ─► measures, and the weights of the search
//! rating, comment ─► privacy::redact ─► feedback ─► console
//! ```
//!
//! # A question from Telegram, from update to rating
//!
//! 1. `telegram` fetches an update and turns it into an [`conversation::Inbound`].
//! 2. [`conversation::Assistant::handle`] reads the preferences and the last turns, and asks [`answer::answer`].
//! 3. The pipeline looks for danger first; then it searches, and decides whether the best passage answers.
//! 4. [`reply::compose`] says it in both styles; the turn is kept, masked.
//! 5. `telegram` makes calls of the reply and puts them into the [`conversation::Outbox`] in one step with the update's id: only now is the
//!    update taken. A sender delivers them.
//! 6. A thumb comes back as an update of its own and becomes a [`feedback::NewRating`] with a copy of what was asked and shown.
//! 7. An officer reads it in the `console`, as far as their [`officers::Scope`] reaches.
//!
//! # Which error lives where
//!
//! Stores speak [`store::StoreError`]; what an editor did wrong is a [`knowledge::Fault`]; what an officer typed wrong is an
//! [`officers::AccountError`]; a setting is a [`config::ConfigError`]. `anyhow` appears in [`app`] and [`cli`] alone. A person sees a
//! sentence of the catalogue, never an error's text.

pub mod area;
pub mod clock;
pub mod content;
pub mod ids;
pub mod locale;
pub mod manner;
pub mod store;
pub mod text;

pub mod knowledge;
pub mod officers;
pub mod pictures;
pub mod privacy;
pub mod semantic;

pub mod feedback;
pub mod safeguarding;
pub mod search;

pub mod answer;
pub mod conversation;
pub mod explain;
pub mod reply;

pub mod evaluation;
pub mod http;
pub mod notify;
pub mod storage;

pub mod console;
pub mod telegram;
pub mod web;

pub mod config;

pub mod app;

pub mod cli;
