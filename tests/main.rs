//! Everything Waymark promises, tried through the doors that people use. One binary; a folder for each door.

// The table of ranks, the homes of libraries, the catalogue, the shipped data.
mod house;
// The same conversations on the web and on Telegram.
mod journey;
// The bot, driven by a stand-in for the Bot API over real HTTP.
mod telegram;
