use teloxide::types::{InlineKeyboardButton, InlineKeyboardMarkup};

use crate::{
    area::{Area, Areas},
    conversation::Preferences,
    feedback::Colour,
    ids::AnswerId,
    knowledge::Term,
    locale::Locale,
    manner::{Length, Style, Way},
    reply::Reply,
};

/// What a button means. It travels inside the button itself, so that a button of last month works after any restart; it names an answer
/// or an area and nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Press {
    /// A thumb.
    Rate(AnswerId, Colour),
    /// Wants to say why.
    Why(AnswerId),
    /// Asks the suggestion of that place.
    Suggestion(AnswerId, usize),
    /// Chose an area, or none.
    Area(Option<Area>),
    /// Wants the next part of an answer.
    More(AnswerId, usize),
    /// Chose a style in the settings.
    Style(Style),
    /// Chose a way of being talked to.
    Way(Way),
    /// Wants to choose a language.
    Languages,
    /// Chose a language.
    Language(Locale),
    /// Wants to say what they like to be called.
    CallMe,
    /// Asks what a hard word means.
    Term(String),
}

/// Longest data of a button, in bytes.
const MOST_DATA: usize = 64;

impl Press {
    /// The words in the button's data; at most 64 bytes.
    pub(super) fn data(&self) -> String {
        match self {
            Self::Rate(answer, colour) => format!("r:{}:{}", answer.as_str(), letter(*colour)),
            Self::Why(answer) => format!("c:{}", answer.as_str()),
            Self::Suggestion(answer, index) => format!("s:{}:{index}", answer.as_str()),
            Self::Language(locale) => format!("l:{}", locale.tag()),
            Self::Area(area) => format!("a:{}", area.as_ref().map_or("", Area::as_str)),
            Self::More(answer, part) => format!("m:{}:{part}", answer.as_str()),
            Self::Style(style) => format!("w:style:{}", style.as_str()),
            Self::Way(way) => format!("w:{}:{}", way.name(), way.value()),
            Self::Languages => "l:".to_owned(),
            Self::CallMe => "n:".to_owned(),
            Self::Term(slug) => format!("g:{slug}"),
        }
    }

    /// What the data means; none where it is not ours.
    pub(super) fn parse(data: &str) -> Option<Self> {
        let (kind, rest) = data.split_once(':')?;
        match kind {
            "r" => {
                let (answer, colour) = rest.split_once(':')?;
                let colour = Colour::ALL.into_iter().find(|c| letter(*c) == colour)?;
                Some(Self::Rate(AnswerId::parse(answer)?, colour))
            }
            "c" => AnswerId::parse(rest).map(Self::Why),
            "s" => {
                let (answer, index) = rest.split_once(':')?;
                Some(Self::Suggestion(AnswerId::parse(answer)?, index.parse().ok()?))
            }
            "l" if rest.is_empty() => Some(Self::Languages),
            "l" => Locale::tagged(rest).map(Self::Language),
            "a" if rest.is_empty() => Some(Self::Area(None)),
            "a" => rest.parse().ok().map(|area| Self::Area(Some(area))),
            "m" => {
                let (answer, part) = rest.split_once(':')?;
                Some(Self::More(AnswerId::parse(answer)?, part.parse().ok()?))
            }
            "w" => match rest.split_once(':')? {
                ("style", style) => style.parse().ok().map(Self::Style),
                // What somebody is called never travels in a button.
                ("name", _) => None,
                (name, value) => Way::of(name, value).map(Self::Way),
            },
            "n" => Some(Self::CallMe),
            "g" => Some(Self::Term(rest.to_owned())),
            _ => None,
        }
    }

    fn button(&self, words: impl Into<String>) -> InlineKeyboardButton {
        InlineKeyboardButton::callback(words, self.data())
    }
}

fn letter(colour: Colour) -> &'static str {
    match colour {
        Colour::Green => "g",
        Colour::Amber => "a",
        Colour::Red => "r",
    }
}

/// The buttons under an answer: the thumbs where it can be rated, "say why" once one is chosen, then what can be asked next.
pub(super) fn under_answer(
    answer: &AnswerId,
    ratable: bool,
    given: Option<Colour>,
    reply: &Reply,
    more: Option<usize>,
    locale: &Locale,
) -> Option<InlineKeyboardMarkup> {
    let mut rows: Vec<Vec<InlineKeyboardButton>> = Vec::new();
    rows.extend(more.map(|part| vec![Press::More(answer.clone(), part).button(locale.say("telegram-more"))]));
    if ratable {
        let thumb = |colour: Colour| Press::Rate(answer.clone(), colour).button(thumb_words(colour, given, locale));
        rows.push(Colour::ALL.map(thumb).into());
        if given.is_some() {
            rows.push(vec![Press::Why(answer.clone()).button(locale.say("telegram-why-button"))]);
        }
    }
    // Their words stand in the message above, since a phone cuts long buttons off.
    let words = |i: usize, said: &String| if reply.yes_no { said.clone() } else { (i + 1).to_string() };
    let asks = reply.suggestions.iter().enumerate().map(|(i, said)| Press::Suggestion(answer.clone(), i).button(words(i, said)));
    rows.extend((!reply.suggestions.is_empty()).then(|| asks.collect()));
    (!rows.is_empty()).then(|| InlineKeyboardMarkup::new(rows))
}

/// The button for the next part alone.
pub(super) fn more(answer: &AnswerId, more: Option<usize>, locale: &Locale) -> Option<InlineKeyboardMarkup> {
    let button = |part| Press::More(answer.clone(), part).button(locale.say("telegram-more"));
    more.map(|part| InlineKeyboardMarkup::new([[button(part)]]))
}

/// Shape, word and colour together, since no one of them reaches everybody; the chosen one is ticked.
fn thumb_words(colour: Colour, given: Option<Colour>, locale: &Locale) -> String {
    let (shape, key, dot) = match colour {
        Colour::Green => ("👍", "rate-green", "🟢"),
        Colour::Amber => ("👉", "rate-amber", "🟡"),
        Colour::Red => ("👎", "rate-red", "🔴"),
    };
    let word = locale.say(key);
    if given == Some(colour) { format!("✅ {word} {dot}") } else { format!("{shape} {word} {dot}") }
}

/// The buttons that choose an area; the chosen one is ticked, `any` stands last.
pub(super) fn areas(areas: &Areas, chosen: Option<&Area>, ticked: bool, any: &str) -> InlineKeyboardMarkup {
    let words = |name: &str, this: bool| if this { format!("✅ {name}") } else { name.to_owned() };
    let mut rows: Vec<Vec<InlineKeyboardButton>> = Vec::new();
    for info in areas.choices() {
        let this = ticked && chosen == Some(&info.area);
        rows.push(vec![Press::Area(Some(info.area.clone())).button(words(&info.name, this))]);
    }
    rows.push(vec![Press::Area(None).button(words(any, ticked && chosen.is_none()))]);
    InlineKeyboardMarkup::new(rows)
}

/// The settings as buttons: each says what holds now, and pressing it changes that.
pub(super) fn settings(preferences: &Preferences, locale: &Locale) -> InlineKeyboardMarkup {
    let manner = &preferences.manner;
    let say = |name: &str, value: &str| locale.say(&format!("manner-{name}-{value}"));
    let other = if preferences.style == Style::EasyRead { Style::Standard } else { Style::EasyRead };
    let mut rows = vec![vec![Press::Style(other).button(say("style", preferences.style.as_str()))]];
    let longer = match manner.length {
        Length::Short => Length::Normal,
        Length::Normal => Length::More,
        Length::More => Length::Short,
    };
    let ways = [
        (Way::Pictures(manner.pictures), Way::Pictures(!manner.pictures)),
        (Way::Length(manner.length), Way::Length(longer)),
        (Way::Time(manner.time), Way::Time(!manner.time)),
        (Way::OneQuestion(manner.one_question), Way::OneQuestion(!manner.one_question)),
    ];
    rows.extend(ways.map(|(now, next)| vec![Press::Way(next).button(say(now.name(), now.value()))]));
    if Locale::all().len() > 1 {
        rows.push(vec![Press::Languages.button(locale.say("language-choose"))]);
    }
    rows.push(vec![Press::CallMe.button(locale.say("manner-name"))]);
    InlineKeyboardMarkup::new(rows)
}

/// Hard words to choose from; one whose name is too long for a button is left out.
pub(super) fn terms<'a>(terms: impl Iterator<Item = &'a Term>) -> Option<InlineKeyboardMarkup> {
    let fits = terms.map(|t| (Press::Term(t.slug()), &t.term)).filter(|(press, _)| press.data().len() <= MOST_DATA);
    let rows: Vec<Vec<InlineKeyboardButton>> = fits.map(|(press, name)| vec![press.button(name)]).collect();
    (!rows.is_empty()).then(|| InlineKeyboardMarkup::new(rows))
}

/// The buttons that choose a language, each by its own name; the one that is spoken is ticked.
pub(super) fn languages(spoken: &Locale) -> InlineKeyboardMarkup {
    let words = |l: &Locale| if l == spoken { format!("✅ {}", l.own_name()) } else { l.own_name() };
    InlineKeyboardMarkup::new(Locale::all().into_iter().map(|l| vec![Press::Language(l.clone()).button(words(&l))]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_comes_back_and_fits() {
        let answer = AnswerId::parse(&"0123456789abcdef".repeat(2)).unwrap();
        let longest: Area = "a".repeat(40).parse().unwrap();
        let all = [
            Press::Rate(answer.clone(), Colour::Amber),
            Press::Why(answer.clone()),
            Press::Suggestion(answer, 2),
            Press::Area(Some(longest)),
            Press::Area(None),
            Press::More(AnswerId::parse(&"0123456789abcdef".repeat(2)).unwrap(), 12),
            Press::Style(Style::EasyRead),
            Press::Way(Way::Pictures(false)),
            Press::Way(Way::Length(Length::More)),
            Press::Languages,
            Press::Language(Locale::default()),
            Press::CallMe,
            Press::Term("ehc-plan".to_owned()),
        ];
        for press in all {
            assert!(press.data().len() <= 64);
            assert_eq!(Press::parse(&press.data()), Some(press));
        }
        for strange in [
            "",
            "r",
            "r:",
            "r:x:g",
            "s:..:1",
            "a:../etc",
            "x:1",
            "w:name:Bluebird",
            "w:pictures:x",
            "m:x:1",
            "r:0123456789abcdef0123456789abcdef:z",
        ] {
            assert_eq!(Press::parse(strange), None, "{strange}");
        }
    }
}
