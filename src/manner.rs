//! Where and how a person is talked to: the channel, the style, and the ways that a person chose. Small words that rows, replies and
//! settings share.
//!
//! The ways follow the young person's profile that Norfolk's participation officers explored with young people: "likes/dislikes and
//! communication preference", told once, before anybody meets the person ('You Said, We Did' SEND in Norfolk 2023-4).

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

/// How much of an answer is said at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Length {
    /// What answers first, the rest behind "More".
    Short,
    /// What answers and what belongs to it.
    #[default]
    Normal,
    /// Everything the article says.
    More,
}

impl Length {
    /// In order.
    pub const ALL: [Self; 3] = [Self::Short, Self::Normal, Self::More];

    /// Its name in rows, forms and, behind `manner-length-`, the catalogue.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Short => "short",
            Self::Normal => "normal",
            Self::More => "more",
        }
    }
}

impl FromStr for Length {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|l| l.as_str() == text).ok_or_else(|| format!("`{text}` is not a length; write short, normal or more"))
    }
}

/// How a person likes to be talked to, besides the style.
#[derive(Clone, PartialEq, Eq)]
pub struct Manner {
    /// With pictures; some people find them distracting.
    pub pictures: bool,
    /// How much is said at once.
    pub length: Length,
    /// "Give me time": one message at a time, and nothing that hurries.
    pub time: bool,
    /// One question at a time, and few choices.
    pub one_question: bool,
    /// What they like to be called.
    pub name: Option<String>,
}

impl Default for Manner {
    fn default() -> Self {
        Self { pictures: true, length: Length::Normal, time: false, one_question: false, name: None }
    }
}

// A log line of a conversation never tells what somebody is called.
impl std::fmt::Debug for Manner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { pictures, length, time, one_question, name } = self;
        f.debug_struct("Manner")
            .field("pictures", pictures)
            .field("length", length)
            .field("time", time)
            .field("one_question", one_question)
            .field("name", &name.as_ref().map(|_| "…"))
            .finish()
    }
}

impl Manner {
    /// The same without the name, for what is kept open or read by officers.
    pub fn nameless(&self) -> Self {
        Self { name: None, ..self.clone() }
    }
}

/// One way of being talked to, as it is chosen: in a form, in a button, in words.
#[derive(Clone, PartialEq, Eq)]
pub enum Way {
    /// Pictures on or off.
    Pictures(bool),
    /// How much at once.
    Length(Length),
    /// "Give me time" on or off.
    Time(bool),
    /// One question at a time, on or off.
    OneQuestion(bool),
    /// What they like to be called, or nothing any more.
    Name(Option<String>),
}

impl std::fmt::Debug for Way {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl Way {
    /// The names of all, in order.
    pub const NAMES: [&'static str; 5] = ["pictures", "length", "time", "questions", "name"];

    /// Its name in forms and buttons.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Pictures(_) => "pictures",
            Self::Length(_) => "length",
            Self::Time(_) => "time",
            Self::OneQuestion(_) => "questions",
            Self::Name(_) => "name",
        }
    }

    /// Its value in forms and buttons.
    pub fn value(&self) -> &str {
        let switch = |on: bool| if on { "on" } else { "off" };
        match self {
            Self::Pictures(on) | Self::Time(on) => switch(*on),
            Self::OneQuestion(one) => {
                if *one {
                    "one"
                } else {
                    "any"
                }
            }
            Self::Length(length) => length.as_str(),
            Self::Name(value) => value.as_deref().unwrap_or_default(),
        }
    }

    /// The way of that name and value; none where there is no such.
    pub fn of(name: &str, value: &str) -> Option<Self> {
        let switch = |yes: &str, no: &str| match value {
            v if v == yes => Some(true),
            v if v == no => Some(false),
            _ => None,
        };
        let filled = Some(value.trim()).filter(|v| !v.is_empty()).map(str::to_owned);
        match name {
            "pictures" => switch("on", "off").map(Self::Pictures),
            "length" => value.parse().ok().map(Self::Length),
            "time" => switch("on", "off").map(Self::Time),
            "questions" => switch("one", "any").map(Self::OneQuestion),
            "name" => Some(Self::Name(filled)),
            _ => None,
        }
    }

    /// Sets this way.
    pub fn apply(self, manner: &mut Manner) {
        match self {
            Self::Pictures(on) => manner.pictures = on,
            Self::Length(length) => manner.length = length,
            Self::Time(on) => manner.time = on,
            Self::OneQuestion(one) => manner.one_question = one,
            Self::Name(name) => manner.name = name,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_comes_back_from_its_name_and_value() {
        let all = [
            Way::Pictures(false),
            Way::Length(Length::Short),
            Way::Time(true),
            Way::OneQuestion(true),
            Way::Name(Some("Bluebird".to_owned())),
            Way::Name(None),
        ];
        for way in all {
            assert_eq!(Way::of(way.name(), way.value()), Some(way));
        }
        for (name, value) in [("pictures", "maybe"), ("length", "huge"), ("time", ""), ("questions", "two"), ("colour", "red")] {
            assert_eq!(Way::of(name, value), None);
        }
    }

    #[test]
    fn nobody_is_named_in_what_is_printed() {
        let manner = Manner { name: Some("Bluebird".to_owned()), ..Manner::default() };
        assert!(!format!("{manner:?} {:?}", Way::Name(manner.name.clone())).contains("Bluebird"));
    }
}
