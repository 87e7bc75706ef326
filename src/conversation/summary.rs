use super::Preferences;
use crate::{
    locale::Locale,
    manner::{Length, Manner, Way},
};

impl Preferences {
    /// How this person likes to be talked to, in plain words, a line each: for themselves, and for a person who takes over and must not
    /// have to ask again. Only what was chosen, and the style.
    pub fn summary(&self, locale: &Locale) -> Vec<String> {
        let usual = Manner::default();
        let manner = &self.manner;
        let mut out = vec![locale.say(&format!("manner-style-{}", self.style.as_str()))];
        let ways = [
            (Way::Pictures(manner.pictures), manner.pictures != usual.pictures),
            (Way::Length(manner.length), manner.length != Length::Normal),
            (Way::Time(manner.time), manner.time),
            (Way::OneQuestion(manner.one_question), manner.one_question),
        ];
        let chosen = ways.iter().filter(|(_, chosen)| *chosen);
        out.extend(chosen.map(|(way, _)| locale.say(&format!("manner-{}-{}", way.name(), way.value()))));
        let language = self.language.as_deref().and_then(Locale::tagged);
        out.extend(language.map(|l| locale.say_with("manner-language-is", &[("language", &l.own_name())])));
        out.extend(manner.name.as_deref().map(|name| locale.say_with("manner-name-is", &[("name", name)])));
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manner::Style;

    #[test]
    fn a_person_who_takes_over_reads_what_was_chosen_and_nothing_else() {
        let locale = Locale::default();
        assert_eq!(Preferences::default().summary(&locale), ["Standard words."]);
        let manner = Manner { pictures: false, length: Length::Short, time: true, one_question: true, name: Some("Bluebird".to_owned()) };
        let said =
            Preferences { style: Style::EasyRead, language: Some("en-GB".to_owned()), manner, ..Preferences::default() }.summary(&locale);
        let expected = [
            "Easy read: short sentences and easy words.",
            "No pictures.",
            "Short answers.",
            "I need time: one message at a time.",
            "One question at a time.",
            "Language: English",
            "Call me Bluebird.",
        ];
        assert_eq!(said, expected);
    }
}
