//! What a message asks: the question inside a story, two questions in one, and what only makes sense after the turn before.
//!
//! The words that tell are data (`[understand]` in `routes.toml`), so that an editor can add how people in their county say it.

use std::collections::HashSet;

use serde::Deserialize;

use crate::text;

/// How messages are read.
#[derive(Debug, Clone, Default)]
pub struct Understanding {
    /// Words with which a question begins.
    openers: Vec<Vec<String>>,
    /// Words with which a message goes on from the turn before: "what about", "and if".
    follow: Vec<Vec<String>>,
    /// Words that say nothing without the turn before.
    weak: HashSet<String>,
    /// From so many words on a message is a story with a question somewhere in it.
    story_words: usize,
    /// Most words of a message that goes on from the turn before.
    follow_words: usize,
    /// Least words of a question that stands by itself beside another.
    part_words: usize,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UnderstandingFile {
    openers: Vec<String>,
    follow: Vec<String>,
    weak: Vec<String>,
    story_words: usize,
    follow_words: usize,
    part_words: usize,
}

impl From<UnderstandingFile> for Understanding {
    fn from(file: UnderstandingFile) -> Self {
        let phrases = |all: Vec<String>| all.iter().map(|p| text::words(p)).filter(|p| !p.is_empty()).collect();
        Self {
            openers: phrases(file.openers),
            follow: phrases(file.follow),
            weak: file.weak.iter().flat_map(|w| text::words(w)).collect(),
            story_words: file.story_words,
            follow_words: file.follow_words,
            part_words: file.part_words,
        }
    }
}

impl Understanding {
    /// The questions of a message, at most `most`, each as it should be searched for; the whole message where it is short or asks nothing
    /// that can be told apart.
    pub fn questions(&self, message: &str, most: usize) -> Vec<String> {
        let sentences = text::sentences(message);
        let asked: Vec<usize> = (0..sentences.len()).filter(|at| sentences.get(*at).is_some_and(|s| self.asks(s))).collect();
        let long = self.is_story(message);
        let mut out: Vec<String> = Vec::new();
        for at in &asked {
            let Some(sentence) = sentences.get(*at) else { continue };
            let own = self.subject(sentence);
            match out.last_mut() {
                // "Can they? How long?" says nothing by itself and belongs to the question before it.
                Some(last) if own < self.part_words => {
                    last.push(' ');
                    last.push_str(sentence);
                }
                _ => {
                    // What a thin question of a story means was told just before.
                    let before = at.checked_sub(1).and_then(|b| sentences.get(b)).filter(|_| long && own < self.part_words);
                    out.push(before.map_or_else(|| sentence.clone(), |b| format!("{b} {sentence}")));
                }
            }
        }
        if out.is_empty() || (!long && out.len() < 2) {
            return vec![message.to_owned()];
        }
        // Of many questions the last are what the person came for; those of a story turn about one thing.
        let last = out.split_off(out.len().saturating_sub(most));
        if long { vec![last.join(" ")] } else { last }
    }

    /// What a message asks, without what else it says; none where it asks nothing, or nothing that can be told apart.
    pub fn alone(&self, message: &str) -> Option<String> {
        let sentences = text::sentences(message);
        let asked: Vec<&str> = sentences.iter().filter(|s| self.asks(s)).map(String::as_str).collect();
        let own = asked.join(" ");
        (!asked.is_empty() && asked.len() < sentences.len() && self.subject(&own) >= self.part_words).then_some(own)
    }

    /// Whether a message is a story with a question somewhere in it.
    pub fn is_story(&self, message: &str) -> bool {
        text::words(message).len() > self.story_words
    }

    /// Whether a message makes sense only after the turn before.
    pub fn follows(&self, message: &str) -> bool {
        let words = text::words(message);
        if words.is_empty() || words.len() > self.follow_words {
            return false;
        }
        let opened = self.follow.iter().any(|f| words.starts_with(f));
        opened || self.subject(message) == 0
    }

    /// How many words of a text carry a subject of their own.
    pub fn subject(&self, text: &str) -> usize {
        text::words(text).iter().filter(|w| !self.weak.contains(*w)).count()
    }

    fn asks(&self, sentence: &str) -> bool {
        sentence.trim_end_matches(['"', '\'', ')', ' ']).ends_with('?') || {
            let words = text::words(sentence);
            self.openers.iter().any(|o| words.starts_with(o))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Routes;

    fn understanding() -> super::Understanding {
        Routes::parse(include_str!("../../knowledge/routes.toml")).unwrap().understanding
    }

    #[test]
    fn the_question_is_found_in_a_story() {
        let story = "My son is 9 and has been out of school since February. He was sent home most days and the head says they cannot cope. \
                     I work nights and my mum has been helping but she is not well. Can the school keep sending him home? \
                     I have not slept for weeks. Thank you for reading.";
        assert_eq!(understanding().questions(story, 2), ["Can the school keep sending him home?"]);
    }

    #[test]
    fn two_questions_are_told_apart_and_a_thin_one_stays_with_its_neighbour() {
        let understanding = understanding();
        assert_eq!(
            understanding.questions("how long does an ehcp take? and who is my senco?", 2),
            ["how long does an ehcp take?", "and who is my senco?"]
        );
        assert_eq!(
            understanding.questions("Can they refuse an assessment? How long do they have?", 2),
            ["Can they refuse an assessment? How long do they have?"]
        );
        assert_eq!(understanding.questions("transport", 2), ["transport"]);
        // What else is said may have nothing to do with it.
        let message = "I feel sick most days. How long does an ehcp take?";
        assert_eq!(understanding.alone(message).as_deref(), Some("How long does an ehcp take?"));
        assert_eq!(understanding.alone("How long does an ehcp take?"), None);
    }

    #[test]
    fn what_needs_the_turn_before_is_known() {
        let understanding = understanding();
        for message in [
            "how long?",
            "what about Suffolk?",
            "and if they say no?",
            "who do i ask",
            "does it cost anything",
            "what if they still refuse",
        ] {
            assert!(understanding.follows(message), "{message}");
        }
        for message in ["how long does an ehcp take", "who is my senco", "transport", "is there a club for autistic teenagers near me", ""]
        {
            assert!(!understanding.follows(message), "{message}");
        }
    }
}
