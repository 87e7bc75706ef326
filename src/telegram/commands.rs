use crate::{ids::AnswerId, locale::Locale, manner::Style};

const CALL_ME: &str = "call_me";

/// What a person asked for with a slash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Command {
    /// Begin, perhaps from a link that carries where.
    Start(Start),
    /// What can I do here?
    Help,
    /// What have I chosen? Or a choice, in words.
    Settings(String),
    /// What does a hard word mean?
    Glossary(String),
    /// Switch easy read, or set it.
    EasyRead(Option<Style>),
    /// Choose the area, perhaps named at once.
    Area(String),
    /// Choose the language.
    Language,
    /// Whom can I talk to?
    Person,
    /// Explain a letter: documents are taken on our own page alone.
    Explain,
    /// What is kept of me?
    Privacy,
    /// Show and give me what is kept of me.
    MyData,
    /// Delete what is kept of me.
    Stop,
    /// A command that we do not have.
    Unknown,
}

/// What a start link carried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Start {
    /// Nothing, or nothing that we know.
    Plain,
    /// The name of an area.
    Area(String),
    /// An article.
    Article(String),
    /// The wish to comment on an answer.
    Why(AnswerId),
    /// The wish to be called something.
    CallMe,
}

impl Command {
    /// The commands in the menu, in order.
    pub(super) const MENU: [&'static str; 12] = [
        "start",
        "help",
        "settings",
        "easyread",
        "glossary",
        "area",
        "language",
        "help_from_a_person",
        "explain",
        "privacy",
        "mydata",
        "stop",
    ];

    /// What a command of the menu does, in a few words.
    pub(super) fn describe(name: &str, locale: &Locale) -> String {
        locale.say(&format!("telegram-command-{}", name.replace('_', "-")))
    }

    /// The command in a message; none where it is not one.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let rest = text.trim().strip_prefix('/')?;
        let (name, rest) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let name = name.split('@').next().unwrap_or(name).to_lowercase();
        let rest = rest.trim();
        Some(match name.as_str() {
            "start" => Self::Start(Start::parse(rest)),
            "help" => Self::Help,
            "settings" => Self::Settings(rest.to_owned()),
            "glossary" | "word" | "words" => Self::Glossary(rest.to_owned()),
            "easyread" | "easy_read" => Self::EasyRead(match rest.to_lowercase().as_str() {
                "on" | "yes" => Some(Style::EasyRead),
                "off" | "no" => Some(Style::Standard),
                _ => None,
            }),
            "area" => Self::Area(rest.to_owned()),
            "language" | "lang" => Self::Language,
            "help_from_a_person" | "person" => Self::Person,
            "explain" | "letter" => Self::Explain,
            "privacy" => Self::Privacy,
            "mydata" | "my_data" | "export" => Self::MyData,
            "stop" | "delete" => Self::Stop,
            _ => Self::Unknown,
        })
    }
}

impl Start {
    /// The payload of the link that stands for being called something.
    pub(super) const CALL_ME: &'static str = CALL_ME;

    fn parse(payload: &str) -> Self {
        if let Some(answer) = payload.strip_prefix("c_").and_then(AnswerId::parse) {
            return Self::Why(answer);
        }
        if payload == CALL_ME {
            return Self::CallMe;
        }
        match payload.strip_prefix("a_") {
            Some(article) => Self::Article(article.replace('_', "/")),
            None if payload.is_empty() => Self::Plain,
            None => Self::Area(payload.to_lowercase()),
        }
    }

    /// The payload of the link that opens an article; none where the name is too long for one.
    pub(super) fn article_payload(article: &str) -> Option<String> {
        let payload = format!("a_{}", article.replace('/', "_"));
        let fits = payload.len() <= 64 && payload.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
        fits.then_some(payload)
    }

    /// The payload of the link that stands for commenting on an answer.
    pub(super) fn why_payload(answer: &AnswerId) -> String {
        format!("c_{}", answer.as_str())
    }

    /// Whether a start link's payload stands for being called something.
    pub(super) fn is_call_me(payload: &str) -> bool {
        payload == CALL_ME
    }

    /// The answer that a start link's payload wants to comment on.
    pub(super) fn why_of(payload: &str) -> Option<AnswerId> {
        match Self::parse(payload) {
            Self::Why(answer) => Some(answer),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_read_however_they_are_typed() {
        assert_eq!(Command::parse("/Start@waymark_bot norfolk"), Some(Command::Start(Start::Area("norfolk".to_owned()))));
        assert_eq!(Command::parse(" /easyread ON"), Some(Command::EasyRead(Some(Style::EasyRead))));
        assert_eq!(Command::parse("/easyread"), Some(Command::EasyRead(None)));
        assert_eq!(Command::parse("/area  King's Lynn "), Some(Command::Area("King's Lynn".to_owned())));
        assert_eq!(Command::parse("/glossary EHCP"), Some(Command::Glossary("EHCP".to_owned())));
        assert_eq!(Command::parse("/settings no pictures"), Some(Command::Settings("no pictures".to_owned())));
        assert_eq!(Command::parse("/start call_me"), Some(Command::Start(Start::CallMe)));
        assert_eq!(Command::parse("/"), Some(Command::Unknown));
        assert_eq!(Command::parse("and/or"), None);
    }

    #[test]
    fn an_article_comes_back_from_its_link() {
        let payload = Start::article_payload("norfolk/speech/the-wait").unwrap();
        assert_eq!(Start::parse(&payload), Start::Article("norfolk/speech/the-wait".to_owned()));
        assert_eq!(Start::article_payload(&"x".repeat(70)), None);
    }
}
