use teloxide::types::{InlineKeyboardButton, InlineKeyboardMarkup};

use crate::{
    area::{Area, Areas},
    feedback::Colour,
    ids::AnswerId,
    locale::Locale,
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
    /// Chose a language.
    Language(Locale),
}

impl Press {
    /// The words in the button's data; at most 64 bytes.
    pub(super) fn data(&self) -> String {
        match self {
            Self::Rate(answer, colour) => format!("r:{}:{}", answer.as_str(), letter(*colour)),
            Self::Why(answer) => format!("c:{}", answer.as_str()),
            Self::Suggestion(answer, index) => format!("s:{}:{index}", answer.as_str()),
            Self::Language(locale) => format!("l:{}", locale.tag()),
            Self::Area(area) => format!("a:{}", area.as_ref().map_or("", Area::as_str)),
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
            "l" => Locale::tagged(rest).map(Self::Language),
            "a" if rest.is_empty() => Some(Self::Area(None)),
            "a" => rest.parse().ok().map(|area| Self::Area(Some(area))),
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
    suggestions: &[String],
    locale: &Locale,
) -> Option<InlineKeyboardMarkup> {
    let mut rows: Vec<Vec<InlineKeyboardButton>> = Vec::new();
    if ratable {
        let thumb = |colour: Colour| Press::Rate(answer.clone(), colour).button(thumb_words(colour, given, locale));
        rows.push(Colour::ALL.map(thumb).into());
        if given.is_some() {
            rows.push(vec![Press::Why(answer.clone()).button(locale.say("telegram-why-button"))]);
        }
    }
    // Their words stand in the message above, since a phone cuts long buttons off.
    let asks = (0..suggestions.len()).map(|i| Press::Suggestion(answer.clone(), i).button((i + 1).to_string()));
    rows.extend((!suggestions.is_empty()).then(|| asks.collect()));
    (!rows.is_empty()).then(|| InlineKeyboardMarkup::new(rows))
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
            Press::Language(Locale::default()),
        ];
        for press in all {
            assert!(press.data().len() <= 64);
            assert_eq!(Press::parse(&press.data()), Some(press));
        }
        for strange in ["", "r", "r:", "r:x:g", "s:..:1", "a:../etc", "x:1", "r:0123456789abcdef0123456789abcdef:z"] {
            assert_eq!(Press::parse(strange), None, "{strange}");
        }
    }
}
