//! Whether a person who writes to us is in danger, and the fixed words they then get.
//!
//! This room reads every message before anything else does. It looks for phrases that people foresaw, for words as lessons taught them,
//! and for what a message means; each may raise it, and none can silence another. It answers with text that people wrote and can sign:
//! nothing here is generated or kept. The phrases and the words of help stand in `safeguarding.toml`, in a small pattern language (see
//! `pattern.rs`); what was learned in `safeguarding/classifier.toml`, from `safeguarding/examples.jsonl` and `safeguarding/lessons.jsonl`. Languages besides English have a file each beside these (see
//! `language.rs`). The tests run every example.

mod classifier;
mod examples;
mod file;
mod language;
mod pattern;
pub mod record;
mod spelling;
#[cfg(test)]
mod tests;
mod wording;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::semantic::Vector;
use file::{SignpostEntry, Speaker, Words};
use pattern::{Found, Machine};
use spelling::{Token, Vocabulary};

pub use classifier::{Bars, Classifier, Lesson, Trial, fit};
pub use examples::{Example, Kind, Who};
pub use language::Spoken;

/// How far back a disclosure is put together from short messages.
const TURNS_BACK: usize = 4;
/// A turn of at most so many words runs on into the next as if it were one sentence.
const SHORT_TURN: usize = 8;
const WORDS_BACK: usize = 60;
/// In words: how far a remark such as "years ago" or "essay about" reaches.
const NEAR: usize = 6;
const FAR: usize = 12;

/// Most sentences of a message whose meaning is asked for; of a longer one the last, where people come to the point.
const MOST_SENTENCES: usize = 8;
/// A sentence of fewer words says too little to be judged by its meaning alone.
const SHORTEST_SENTENCE: usize = 3;

/// What of a message is to be embedded for [`Screener::add_meaning`]: the whole, then its sentences where there are several.
pub fn pieces(message: &str) -> Vec<String> {
    let mut sentences = crate::text::sentences(message);
    let mut out = vec![message.to_owned()];
    if sentences.len() > 1 {
        sentences.retain(|sentence| sentence.split_whitespace().count() >= SHORTEST_SENTENCE);
        out.extend(sentences.split_off(sentences.len().saturating_sub(MOST_SENTENCES)));
    }
    out
}

/// How urgent a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Nothing that we recognise.
    #[default]
    None,
    /// A short caring lead with the numbers, then the answer to the question.
    Concern,
    /// The help card alone.
    Immediate,
}

/// What kind of harm a message speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Wanting to die, or having tried.
    Suicide,
    /// Hurting oneself on purpose.
    SelfHarm,
    /// Being hurt, neglected or shut in, at home, by staff or by a partner.
    Abuse,
    /// Sexual pressure, pictures, grooming, county lines, forced marriage, taken money.
    Exploitation,
    /// A weapon, a threat to life, an overdose by accident: danger at this moment.
    Danger,
    /// Starving or being sick on purpose.
    Eating,
    /// Missing, running away, nowhere to sleep.
    RunningAway,
    /// Bullying that breaks a person.
    Bullying,
    /// A carer who cannot go on, or fears to hurt.
    Carer,
}

/// What a message says about services; counted without words, also where the message itself is kept apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// Lists, delays, months without a decision.
    Waiting,
    /// Nobody answers, listens or helps.
    Unheard,
    /// Bullying.
    Bullying,
    /// Carers who cannot go on.
    Carers,
    /// Short breaks and respite.
    ShortBreaks,
    /// No place, exclusion, days out of school.
    School,
    /// Taxi, minibus, escort.
    Transport,
    /// CAMHS and the like.
    MentalHealth,
}

/// What the screening of one message found.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Screening {
    /// The highest level found.
    pub level: Level,
    /// Every category found, in order, each once.
    pub categories: Vec<Category>,
    /// Who does the harm, where the help differs by it; chooses the words and is told to nobody.
    #[serde(skip)]
    pub by: Option<By>,
    /// Whose trouble it is, as far as the words say; likewise.
    #[serde(skip)]
    pub about: Option<Who>,
    /// It speaks of head banging and the like of a person with a learning disability or autism. That is no self-harm (NG225) and raises
    /// no level; it has a lead of its own before the answer.
    #[serde(skip)]
    pub self_injury: bool,
    /// The tag of the language it was told in, where that is not English; likewise.
    #[serde(skip)]
    pub language: Option<String>,
    /// What it says about services in so many words; see [`Self::themes`].
    #[serde(skip)]
    pub said: Vec<Theme>,
}

impl Screening {
    /// What it counts for among the themes, each once: what it says about services, and the kinds of harm that services can mend.
    pub fn themes(&self) -> Vec<Theme> {
        let of = |category: &Category| match category {
            Category::Bullying => Some(Theme::Bullying),
            Category::Carer => Some(Theme::Carers),
            _ => None,
        };
        let mut out: Vec<Theme> = self.said.iter().copied().chain(self.categories.iter().filter_map(of)).collect();
        out.sort_unstable();
        out.dedup();
        out
    }
}

/// Those whose harm has a help of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// Somebody who is paid to help: at school, in care, on the way.
    Staff,
    /// A husband, wife or partner, now or before.
    Partner,
}

/// One easy-read line of a signpost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignpostLine {
    /// The name of its picture in `pictures.toml`.
    pub picture: String,
    /// One short sentence.
    pub text: String,
}

/// The fixed words for a person in trouble, in both styles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signpost {
    /// Its heading.
    pub title: String,
    /// Paragraphs and lines in order, plain text, phone numbers as written.
    pub standard: Vec<String>,
    /// The same in easy read.
    pub easy_read: Vec<SignpostLine>,
    /// Whether a person has signed these words.
    pub approved: bool,
    /// How much of it stands in another language; the English lines follow.
    pub spoken: Option<Spoken>,
}

/// What a pattern of the file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Phrase(Category, Level),
    Personal,
    Denied,
    UsedTo,
    LongAgo,
    Present,
    Exaggerated,
    About,
    Play,
    Innocent,
    Follow,
    /// The writer is the one it happens to.
    Myself,
    /// Somebody else is there.
    Others,
    /// The writer was told, no more.
    Told,
    Whose(Who),
    By(By),
    SelfInjury,
    Says(Theme),
}

/// The phrases and fixed words of one `safeguarding.toml`, ready to use.
#[derive(Debug, Clone)]
pub struct Screener {
    vocabulary: Vocabulary,
    machine: Machine,
    roles: Vec<Role>,
    contacts: BTreeMap<String, Words>,
    areas: BTreeMap<String, Words>,
    signposts: Vec<SignpostEntry>,
    speakers: Vec<Speaker>,
    self_injury: SignpostEntry,
    classifier: Option<Classifier>,
    languages: language::Languages,
    approved: bool,
    unconfirmed: Vec<(String, String)>,
}

impl Screener {
    /// Reads and checks the file; each fault says which entry is wrong and what to do.
    pub fn parse(toml_text: &str) -> Result<Screener, Vec<String>> {
        file::parse(toml_text)
    }

    /// The same with the weights that hear what a message means.
    pub fn with_classifier(mut self, classifier: Classifier) -> Screener {
        self.classifier = Some(classifier);
        self
    }

    /// Whether it can hear meaning besides phrases, once it is handed a [`Vector`].
    pub fn hears_meaning(&self) -> bool {
        self.classifier.is_some()
    }

    /// Screens one message by itself.
    pub fn screen(&self, message: &str) -> Screening {
        self.languages.add(self.read(&self.vocabulary.tokens(message), 0), &[], message)
    }

    /// Screens a message together with the person's last turns, oldest first; only what the new message completes counts, so that a
    /// crisis which was already answered does not come up again.
    pub fn screen_turns(&self, recent: &[&str], message: &str) -> Screening {
        let mut tokens: Vec<Token> = Vec::new();
        let mut runs_on = false;
        for (index, turn) in recent[recent.len().saturating_sub(TURNS_BACK)..].iter().chain([&message]).enumerate() {
            let mut words = self.vocabulary.tokens(turn);
            let short = words.len() <= SHORT_TURN;
            if let Some(first) = words.first_mut() {
                first.stop = index > 0 && !(short && runs_on);
            }
            runs_on = short && !turn.trim_end().ends_with(['.', '?', '!']);
            if index == recent.len().min(TURNS_BACK) {
                let drop = tokens.len().saturating_sub(WORDS_BACK);
                tokens.drain(..drop);
                let own = tokens.len();
                tokens.append(&mut words);
                return self.languages.add(self.read(&tokens, own), recent, message);
            }
            tokens.append(&mut words);
        }
        self.screen(message)
    }

    /// Likewise, with what the new message and its sentences mean, where that is known: what the phrases raise stays, and meaning may add to it.
    pub fn screen_turns_with(&self, recent: &[&str], message: &str, vectors: &[Vector]) -> Screening {
        self.add_meaning(self.screen_turns(recent, message), message, vectors)
    }

    /// What the phrases found in a message, and what its words as learned and its meaning, as far as that is known, add to it; they take
    /// nothing away.
    pub fn add_meaning(&self, mut found: Screening, message: &str, vectors: &[Vector]) -> Screening {
        if !wording::may_be_english(message) {
            return found;
        }
        let pieces = pieces(message);
        let Some(meant) = self.classifier.as_ref().map(|classifier| classifier.screen(&pieces, vectors)) else { return found };
        if meant.level == Level::None {
            return found;
        }
        // Phrases name the kind of harm more surely; what was learned counts where they heard nothing.
        if found.level == Level::None {
            found.categories = meant.categories;
            let tokens = self.vocabulary.tokens(message);
            let all = self.machine.run(&tokens, 0);
            (found.by, found.about) = self.people(&all, &found.categories, 0, tokens.len());
            // A figure of speech or a game in a single sentence: its meaning still brings help, but not at the price of the answer.
            let sounds_alike = |one: &Found| matches!(self.roles[one.pattern], Role::Innocent | Role::Play | Role::SelfInjury);
            if pieces.len() == 1 && all.iter().any(sounds_alike) {
                found.level = Level::Concern;
                return found;
            }
        }
        found.level = found.level.max(meant.level);
        found
    }

    /// Who does the harm and whose trouble it is, by the words from `first` to before `end`.
    fn people(&self, found: &[Found], categories: &[Category], first: usize, end: usize) -> (Option<By>, Option<Who>) {
        let within = |one: &&Found| one.first >= first && one.last < end;
        let roles = || found.iter().filter(within).map(|one| self.roles[one.pattern]);
        let by = roles().filter_map(|role| if let Role::By(by) = role { Some(by) } else { None }).min();
        let whose = roles().filter_map(|role| if let Role::Whose(who) = role { Some(who) } else { None }).max();
        // Where nobody else is named, whoever says "I" writes of themselves; and so does who says "wanna die" and names nobody at all.
        let own = categories.iter().any(|c| matches!(c, Category::Suicide | Category::SelfHarm | Category::Eating));
        let alone = || own && !roles().any(|role| role == Role::Others);
        let whose = whose.or_else(|| (self.names_writer(found, first, end) || alone()).then_some(Who::Me));
        (by.filter(|_| categories.contains(&Category::Abuse)), whose)
    }

    /// Whether the writer speaks of themselves there, and not only of what they were told or think.
    fn names_writer(&self, found: &[Found], first: usize, end: usize) -> bool {
        let tells = |one: &Found| matches!(self.roles[one.pattern], Role::Told | Role::Whose(_));
        let told = |at: usize| found.iter().any(|one| tells(one) && (one.first..=one.last).contains(&at));
        let myself = |one: &Found| self.roles[one.pattern] == Role::Myself && one.first >= first && one.last < end;
        found.iter().any(|one| myself(one) && !told(one.first))
    }

    /// The fixed words for what was found, with the contacts of the area; for level none, the lead about head banging where it is
    /// spoken of, else those of a concern.
    pub fn signpost(&self, screening: &Screening, area: Option<&str>) -> Signpost {
        if screening.level == Level::None && screening.self_injury {
            let lead = &self.self_injury;
            let (title, standard, easy_read) = (lead.title.clone(), lead.standard.clone(), lead.easy_read.clone());
            return Signpost { title, standard, easy_read, approved: self.approved, spoken: None };
        }
        let level = screening.level.max(Level::Concern);
        let of_level = || self.signposts.iter().filter(|entry| entry.level == level);
        let suits = |entry: &&SignpostEntry| {
            entry.categories.iter().any(|category| screening.categories.contains(category))
                && (entry.by.is_none() || entry.by == screening.by)
        };
        let mut chosen: Vec<&SignpostEntry> = of_level().filter(suits).collect();
        if chosen.is_empty() {
            chosen.extend(of_level().find(|entry| entry.categories.is_empty()));
        }
        let local = area.and_then(|area| self.areas.get(area)).or_else(|| self.areas.get("england"));
        let mut out = Signpost { title: String::new(), standard: Vec::new(), easy_read: Vec::new(), approved: self.approved, spoken: None };
        let mut shown: Vec<&str> = Vec::new();
        if let Some(first) = chosen.first() {
            out.title.clone_from(&first.title);
            out.standard.extend(first.standard.iter().cloned());
            out.easy_read.extend(first.easy_read.iter().cloned());
        }
        let speaks = |one: &&Speaker| {
            screening.about == Some(one.who) && screening.categories.iter().any(|category| one.categories.contains(category))
        };
        if let Some(speaker) = self.speakers.iter().find(speaks) {
            out.standard.extend(speaker.standard.iter().cloned());
            out.easy_read.extend(speaker.easy_read.iter().cloned());
        }
        for name in chosen.iter().flat_map(|entry| &entry.contacts) {
            if shown.contains(&name.as_str()) {
                continue;
            }
            shown.push(name);
            if let Some(words) = if name == "area" { local } else { self.contacts.get(name) } {
                out.standard.extend(words.standard.iter().cloned());
                out.easy_read.extend(words.easy_read.iter().cloned());
            }
        }
        self.languages.speak(&mut out, screening);
        out
    }

    /// The entries that nobody has proved yet, each with what to ask before launch.
    pub fn unconfirmed(&self) -> &[(String, String)] {
        &self.unconfirmed
    }

    /// Whether a person has signed the words, and nothing in them is left to prove.
    pub fn is_approved(&self) -> bool {
        self.approved
    }

    /// The lines of help that hold for everybody, for pages that always show them.
    pub fn always(&self) -> Vec<String> {
        let general = self.signposts.iter().find(|entry| entry.level == Level::Immediate && entry.categories.is_empty());
        let names = general.into_iter().flat_map(|entry| &entry.contacts).filter(|name| *name != "computer" && *name != "area");
        names.filter_map(|name| self.contacts.get(name)).flat_map(|words| words.standard.iter().cloned()).collect()
    }

    /// The words of a message that phrases took hold of, and for what.
    #[cfg(test)]
    fn explain(&self, message: &str) -> Vec<(String, Category, Level)> {
        let tokens = self.vocabulary.tokens(message);
        let found = self.machine.run(&tokens, 0);
        let notes = Notes::new(&found, &self.roles, &tokens);
        let words = |one: &Found| tokens[one.first..=one.last].iter().map(|token| token.text.as_str()).collect::<Vec<_>>().join(" ");
        let counts = |one: &Found| match self.roles[one.pattern] {
            Role::Phrase(category, level) => notes.weigh(*one, category, level).map(|level| (words(one), category, level)),
            _ => None,
        };
        found.iter().filter_map(counts).collect()
    }

    /// What counts in `tokens`, of which those from `own` on are the new message.
    fn read(&self, tokens: &[Token], own: usize) -> Screening {
        let found = self.machine.run(tokens, own);
        let notes = Notes::new(&found, &self.roles, tokens);
        let phrases: Vec<(Found, Category, Level)> = found
            .iter()
            .filter_map(|one| match self.roles[one.pattern] {
                Role::Phrase(category, level) => Some((*one, category, level)),
                _ => None,
            })
            .filter_map(|(one, category, level)| notes.weigh(one, category, level).map(|level| (one, category, level)))
            .collect();
        let answered_to = phrases.iter().map(|(one, ..)| one.last).filter(|&last| last < own).max();
        let mut level = Level::None;
        let mut categories: Vec<Category> = Vec::new();
        for (one, category, weight) in &phrases {
            let told_before = one.first < own && answered_to.is_some_and(|last| last >= one.first);
            if one.last >= own && !told_before {
                level = level.max(*weight);
                categories.push(*category);
            }
        }
        let goes_on = notes.follow.iter().any(|one| one.first >= own);
        if answered_to.is_some() && goes_on {
            level = Level::Immediate;
            categories.extend(phrases.iter().filter(|(one, ..)| one.last < own).map(|(_, category, _)| *category));
        }
        categories.sort_unstable();
        categories.dedup();
        // A person named a little before the phrase is still the one it speaks of ("my daughter told me that her uncle …").
        let counting = phrases.iter().filter(|(one, ..)| one.last >= own);
        let span = counting.clone().map(|(one, ..)| one.first).min().zip(counting.map(|(one, ..)| one.last).max());
        let (mut by, mut about) = (None, None);
        if let Some((first, last)) = span {
            by = self.people(&found, &categories, first.saturating_sub(NEAR), last + 1).0;
            // "One of my pupils has told me that he plans to …": whose trouble it is stands further off than who does it.
            about = self.people(&found, &categories, first.saturating_sub(FAR), last + 1).1;
            // "My son hits me" is about the writer; "my friend cuts herself and told me" is not.
            let main = phrases.iter().find(|(one, _, weight)| one.last >= own && *weight == level);
            // A carer who cannot go on names whom they care for.
            let from = |first: usize, category: Category| if category == Category::Carer { first.saturating_sub(FAR) } else { first };
            if main.is_some_and(|(one, category, _)| self.names_writer(&found, from(one.first, *category), one.last + 1)) {
                about = Some(Who::Me);
            }
        }
        let self_injury = found.iter().any(|one| one.last >= own && self.roles[one.pattern] == Role::SelfInjury && notes.is_lived(one));
        let own_words = found.iter().filter(|one| one.last >= own);
        let said = own_words.filter_map(|one| if let Role::Says(theme) = self.roles[one.pattern] { Some(theme) } else { None });
        let said = said.collect::<BTreeSet<Theme>>().into_iter().collect();
        Screening { level, categories, by, about, self_injury, language: None, said }
    }
}

/// What stands around the phrases and changes how they are taken.
struct Notes {
    personal: Vec<bool>,
    /// Sentence number of each token.
    sentence: Vec<usize>,
    innocent: Vec<bool>,
    denied: Vec<bool>,
    present: Vec<bool>,
    used_to: Vec<bool>,
    exaggerated: Vec<bool>,
    long_ago: Vec<bool>,
    play: Vec<bool>,
    about: Vec<bool>,
    follow: Vec<Found>,
}

impl Notes {
    fn new(found: &[Found], roles: &[Role], tokens: &[Token]) -> Notes {
        let count = tokens.len();
        let no = || vec![false; count];
        let mut sentence = vec![0; count];
        for at in 1..count {
            sentence[at] = sentence[at - 1] + usize::from(tokens[at].stop);
        }
        let mut notes = Notes {
            personal: no(),
            sentence,
            innocent: no(),
            denied: no(),
            present: no(),
            used_to: no(),
            exaggerated: no(),
            long_ago: no(),
            play: no(),
            about: no(),
            follow: Vec::new(),
        };
        for one in found {
            let (marks, all) = match roles[one.pattern] {
                Role::Phrase(..)
                | Role::Myself
                | Role::Others
                | Role::Told
                | Role::Whose(_)
                | Role::By(_)
                | Role::SelfInjury
                | Role::Says(_) => continue,
                Role::Follow => {
                    notes.follow.push(*one);
                    continue;
                }
                Role::Personal => (&mut notes.personal, true),
                Role::Innocent => (&mut notes.innocent, true),
                Role::Present => (&mut notes.present, true),
                Role::LongAgo => (&mut notes.long_ago, true),
                Role::Play => (&mut notes.play, true),
                Role::Denied => (&mut notes.denied, false),
                Role::UsedTo => (&mut notes.used_to, false),
                Role::Exaggerated => (&mut notes.exaggerated, false),
                Role::About => (&mut notes.about, false),
            };
            // What must stand directly before a phrase is marked by its last word alone.
            let first = if all { one.first } else { one.last };
            marks[first..=one.last].fill(true);
        }
        notes
    }

    /// Whether it is told as something that happens, and not asked about as a subject: "a leaflet on …", also inside the phrase itself
    /// ("where can I find a book on …").
    fn is_lived(&self, one: &Found) -> bool {
        let asked = (one.first.saturating_sub(FAR)..one.last.max(one.first)).rev().find(|&at| self.about[at]);
        let near = asked.filter(|&at| self.sentence[at] == self.sentence[one.first]);
        near.is_none_or(|at| self.personal[at + 1..=one.last].contains(&true))
    }

    /// The level at which a phrase counts in its surroundings; none when it does not count.
    fn weigh(&self, one: Found, category: Category, level: Level) -> Option<Level> {
        if self.innocent[one.last] {
            return None;
        }
        let before = |marks: &[bool], most: usize| (one.first.saturating_sub(most)..one.first).rev().find(|&at| marks[at]);
        let after = |marks: &[bool], most: usize| (one.last + 1..marks.len().min(one.last + 1 + most)).find(|&at| marks[at]);
        let same = |at: &usize| self.sentence[*at] == self.sentence[if *at < one.first { one.first } else { one.last }];
        if !self.is_lived(&one) {
            return None;
        }
        let die_and_kill = matches!(category, Category::Suicide | Category::Danger);
        if die_and_kill && (before(&self.play, NEAR).filter(same).is_some() || after(&self.play, NEAR).filter(same).is_some()) {
            return None;
        }
        let apart = |from: usize, to: usize| self.present[from..to].contains(&true);
        let past = self.used_to[one.first.saturating_sub(1)..one.last].contains(&true)
            || before(&self.long_ago, NEAR).filter(same).is_some_and(|at| !apart(at, one.first))
            || after(&self.long_ago, NEAR).filter(same).is_some_and(|at| !apart(one.last, at));
        let softer = past && after(&self.present, NEAR).is_none()
            || before(&self.denied, 1).is_some()
            || before(&self.exaggerated, 2).filter(same).is_some();
        Some(if softer { level.min(Level::Concern) } else { level })
    }
}
