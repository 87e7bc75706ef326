use super::{EasyReadLine, MOST_EASY_LINES, Reply, compose::put};
use crate::{
    answer::AnswerStatus,
    content::{Block, Inline, plain},
    locale::Locale,
    manner::{Length, Manner},
};

/// Lines of easy read that a short answer says at once.
const SHORT_EASY_LINES: usize = 5;
/// Words of standard text from which on a short answer is long enough.
const SHORT_WORDS: usize = 30;
/// Most things to choose from where somebody wants one question at a time.
const FEW_CHOICES: usize = 2;

impl Reply {
    /// The reply as this person likes to be talked to. What is kept stays whole, so that another choice changes what was already said.
    #[must_use]
    pub fn said(&self, manner: &Manner) -> Self {
        let mut reply = self.clone();
        let locale = &self.tongues.own();
        reply.length = manner.length;
        if manner.length == Length::More {
            reply.standard.append(&mut reply.more);
        }
        if let Some(name) = manner.name.as_deref().filter(|_| reply.greets) {
            reply.standard.clear();
            reply.easy_read.clear();
            put(&mut reply, &locale.say_with("greeting-named", &[("name", name)]));
        }
        if manner.one_question {
            reply.one_question(locale);
        }
        if !manner.pictures {
            let help = reply.help.iter_mut().flat_map(|h| &mut h.easy_read);
            reply.easy_read.iter_mut().chain(help).for_each(EasyReadLine::without_picture);
        }
        reply
    }

    /// Of several things that may have been meant only the first, to be answered with yes or no; of what can be asked next only a few.
    fn one_question(&mut self, locale: &Locale) {
        self.suggestions.truncate(FEW_CHOICES);
        if self.status != AnswerStatus::Clarification || self.suggestions.is_empty() {
            return;
        }
        let meant = std::mem::take(&mut self.suggestions).swap_remove(0);
        self.title = Some(locale.say("one-question-title"));
        self.standard = vec![Block::Paragraph { content: vec![Inline::text(&meant)] }];
        self.easy_read = vec![EasyReadLine::new("", "", meant)];
        self.suggestions = vec![locale.say("one-question-yes"), locale.say("one-question-no")];
        self.tongues.text = self.tongues.suggestion(0).tag();
        self.tongues.suggestions = vec![locale.tag(), locale.tag()];
        self.yes_no = true;
    }

    /// The lines of easy read that are said at once, and those behind "More". An explanation stays with what it explains.
    pub fn easy_parts(&self) -> (&[EasyReadLine], &[EasyReadLine]) {
        let most = match self.length {
            Length::Short => SHORT_EASY_LINES,
            Length::Normal => MOST_EASY_LINES,
            Length::More => self.easy_read.len(),
        };
        let mut at = most.min(self.easy_read.len());
        at += self.easy_read[at..].iter().take_while(|l| l.explains && self.length == Length::Short).count();
        self.easy_read.split_at(at)
    }

    /// The standard text that is said at once, and what stands behind "More".
    pub fn standard_parts(&self) -> (&[Block], &[Block]) {
        let all = self.standard.len();
        if self.length != Length::Short || self.status != AnswerStatus::Answered {
            return self.standard.split_at(all);
        }
        let mut words = 0;
        for (at, block) in self.standard.iter().enumerate() {
            // A heading, or words that announce what follows, belong to what follows.
            let text = plain(std::slice::from_ref(block));
            if !matches!(block, Block::Heading { .. }) {
                words += text.split_whitespace().count();
            }
            if words >= SHORT_WORDS && !text.trim_end().ends_with(':') && !matches!(block, Block::Heading { .. }) {
                return self.standard.split_at(at + 1);
            }
        }
        self.standard.split_at(all)
    }
}

impl EasyReadLine {
    fn without_picture(&mut self) {
        self.picture.clear();
        self.emoji.clear();
        for word in &mut self.words {
            word.picture.clear();
            word.emoji.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(lines: usize) -> Reply {
        let mut reply = Reply::empty(AnswerStatus::Answered);
        reply.easy_read = (0..lines).map(|i| EasyReadLine::new("clock", "🕒", format!("Line {i}."))).collect();
        reply.standard = vec![
            Block::paragraph("You can ask for these:"),
            Block::List { start: None, items: vec![vec![Block::paragraph("word ".repeat(30))]] },
            Block::Heading { level: 3, content: vec![Inline::text("Then")] },
            Block::paragraph("The rest."),
        ];
        reply.more = vec![Block::paragraph("All else.")];
        reply.suggestions = vec!["A?".to_owned(), "B?".to_owned(), "C?".to_owned()];
        reply
    }

    fn said(reply: &Reply, manner: &Manner) -> Reply {
        reply.said(manner)
    }

    #[test]
    fn length_says_how_much_comes_at_once_and_loses_nothing() {
        let whole = reply(12);
        for (length, easy, blocks) in [(Length::Short, 5, 2), (Length::Normal, 10, 4), (Length::More, 12, 5)] {
            let said = said(&whole, &Manner { length, ..Manner::default() });
            assert_eq!((said.easy_parts().0.len(), said.standard_parts().0.len()), (easy, blocks), "{length:?}");
            let (first, rest) = said.easy_parts();
            assert_eq!([first, rest].concat(), whole.easy_read);
        }
        let mut explained = whole;
        explained.easy_read[5].explains = true;
        assert_eq!(said(&explained, &Manner { length: Length::Short, ..Manner::default() }).easy_parts().0.len(), 6);
    }

    #[test]
    fn without_pictures_no_line_has_one_and_every_word_stays() {
        let whole = reply(3);
        let said = said(&whole, &Manner { pictures: false, ..Manner::default() });
        assert!(said.easy_read.iter().all(|l| l.emoji.is_empty() && l.picture.is_empty()));
        assert!(said.easy_read.iter().zip(&whole.easy_read).all(|(a, b)| a.text == b.text));
    }

    #[test]
    fn one_question_at_a_time_asks_yes_or_no() {
        let manner = || Manner { one_question: true, ..Manner::default() };
        assert_eq!(said(&reply(1), &manner()).suggestions, ["A?", "B?"]);
        let unclear = Reply { status: AnswerStatus::Clarification, ..reply(1) };
        let asked = said(&unclear, &manner());
        assert_eq!(asked.suggestions, ["Yes", "No"]);
        assert_eq!((asked.easy_read[0].text.as_str(), asked.easy_read.len()), ("A?", 1));
    }

    #[test]
    fn a_name_is_said_in_a_greeting_and_nowhere_else() {
        let manner = || Manner { name: Some("Bluebird".to_owned()), ..Manner::default() };
        let greeting = Reply { greets: true, status: AnswerStatus::SmallTalk, ..Reply::empty(AnswerStatus::SmallTalk) };
        assert!(said(&greeting, &manner()).standard_text().contains("Hello, Bluebird."));
        assert_eq!(said(&reply(2), &manner()), said(&reply(2), &Manner::default()));
    }
}
