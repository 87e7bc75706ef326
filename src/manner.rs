//! Where and how a person is talked to: the channel and the style. Small words that rows, replies and settings share.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The way a message came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// The chat on the council's pages.
    Web,
    /// The Telegram bot.
    Telegram,
    /// `waymark ask`.
    Terminal,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Self; 3] = [Self::Web, Self::Telegram, Self::Terminal];
    /// Every channel whose answers can be rated.
    pub const RATED: [Self; 2] = [Self::Web, Self::Telegram];

    /// Its name in rows and addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Telegram => "telegram",
            Self::Terminal => "terminal",
        }
    }
}

impl FromStr for Channel {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "web" => Ok(Self::Web),
            "telegram" => Ok(Self::Telegram),
            "terminal" => Ok(Self::Terminal),
            other => Err(format!("`{other}` is not a channel; write web or telegram")),
        }
    }
}

/// How a reply is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Style {
    /// The article's own text.
    #[default]
    Standard,
    /// One idea a line, with pictures.
    EasyRead,
}

impl Style {
    /// Its name in rows, forms and flags.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::EasyRead => "easy-read",
        }
    }
}

impl FromStr for Style {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "standard" => Ok(Self::Standard),
            "easy-read" => Ok(Self::EasyRead),
            other => Err(format!("`{other}` is not a style; write standard or easy-read")),
        }
    }
}
