//! How a sentence is built, as far as words tell it. Each finds word indices, counted from the sentence's first word.

use super::parts::{Word, WordKind};

/// One sentence: its words, and what is written before each of them.
pub(super) struct Built<'a> {
    pub words: &'a [Word],
    pub before: Vec<&'a str>,
}

const BE: [&str; 9] = ["is", "are", "was", "were", "be", "been", "being", "am", "isn't"];

/// What may stand between "is" and "sent".
const BETWEEN: [&str; 22] = [
    "not",
    "never",
    "also",
    "now",
    "then",
    "often",
    "always",
    "still",
    "only",
    "just",
    "already",
    "being",
    "been",
    "first",
    "soon",
    "all",
    "both",
    "sometimes",
    "once",
    "all",
    "later",
    "ever",
];

/// Participles that tell what somebody or something is like, unless somebody does it ("by").
const LIKE_ADJECTIVES: [&str; 79] = [
    "allowed",
    "annoyed",
    "advanced",
    "amazed",
    "ashamed",
    "autistic",
    "based",
    "bored",
    "born",
    "broken",
    "busy",
    "called",
    "closed",
    "complicated",
    "concerned",
    "confused",
    "connected",
    "crowded",
    "delighted",
    "dedicated",
    "depressed",
    "detailed",
    "determined",
    "different",
    "disabled",
    "disappointed",
    "divided",
    "done",
    "embarrassed",
    "engaged",
    "entitled",
    "excited",
    "exhausted",
    "experienced",
    "finished",
    "frightened",
    "frustrated",
    "gone",
    "happened",
    "hidden",
    "hurt",
    "interested",
    "involved",
    "isolated",
    "known",
    "limited",
    "located",
    "lost",
    "married",
    "mixed",
    "motivated",
    "named",
    "overwhelmed",
    "pleased",
    "prepared",
    "qualified",
    "related",
    "relaxed",
    "retired",
    "satisfied",
    "scared",
    "shut",
    "shocked",
    "skilled",
    "stressed",
    "stuck",
    "supposed",
    "surprised",
    "talented",
    "thrilled",
    "tired",
    "trained",
    "trapped",
    "unemployed",
    "upset",
    "used",
    "vulnerable",
    "worried",
    "set",
];

const NOT_PARTICIPLES: [&str; 14] =
    ["need", "feed", "speed", "seed", "indeed", "hundred", "red", "bed", "shed", "sacred", "naked", "wicked", "breed", "exceed"];

const PARTICIPLES: [&str; 72] = [
    "beaten",
    "become",
    "begun",
    "bent",
    "bitten",
    "blown",
    "bought",
    "brought",
    "built",
    "caught",
    "chosen",
    "cut",
    "dealt",
    "done",
    "drawn",
    "driven",
    "eaten",
    "fed",
    "felt",
    "fought",
    "found",
    "forgotten",
    "forgiven",
    "frozen",
    "given",
    "got",
    "grown",
    "heard",
    "held",
    "hidden",
    "hit",
    "kept",
    "known",
    "laid",
    "led",
    "left",
    "lent",
    "let",
    "lit",
    "lost",
    "made",
    "meant",
    "met",
    "paid",
    "proven",
    "put",
    "read",
    "rung",
    "run",
    "said",
    "seen",
    "sent",
    "set",
    "shown",
    "shut",
    "sold",
    "sought",
    "spent",
    "split",
    "spoken",
    "spread",
    "stolen",
    "struck",
    "sung",
    "taken",
    "taught",
    "thought",
    "thrown",
    "told",
    "understood",
    "won",
    "written",
];

/// The participles of these have no passive of their own: "undertaken", "withdrawn", "overseen".
const PREFIXED: [&str; 8] = ["undertaken", "undergone", "withdrawn", "overseen", "rewritten", "retaken", "withheld", "upheld"];

fn is_participle(word: &str) -> bool {
    (word.len() > 4 && word.ends_with("ed") && !NOT_PARTICIPLES.contains(&word)) || PARTICIPLES.contains(&word) || PREFIXED.contains(&word)
}

const NEGATIONS: [&str; 15] = [
    "not", "no", "never", "nobody", "nothing", "none", "neither", "nor", "nowhere", "without", "cannot", "hardly", "barely", "scarcely",
    "no-one",
];

/// After "not" these say it twice.
const UN: [&str; 44] = [
    "unable",
    "unaware",
    "uncommon",
    "unclear",
    "unfair",
    "unfamiliar",
    "unhappy",
    "unimportant",
    "unkind",
    "unknown",
    "unlike",
    "unlikely",
    "unnecessary",
    "unpleasant",
    "unreasonable",
    "unrelated",
    "unsafe",
    "unsuccessful",
    "unsuitable",
    "unusual",
    "unwelcome",
    "unwell",
    "impossible",
    "improbable",
    "inaccessible",
    "inadequate",
    "inappropriate",
    "incapable",
    "incorrect",
    "ineligible",
    "inevitable",
    "insignificant",
    "insufficient",
    "invalid",
    "irrelevant",
    "irregular",
    "illegal",
    "illogical",
    "disagree",
    "dislike",
    "dissatisfied",
    "unwilling",
    "unfit",
    "uninterested",
];

const ENDS_CLAUSE: [&str; 17] = [
    "and", "but", "or", "if", "because", "so", "when", "that", "who", "which", "while", "although", "unless", "until", "than", "as",
    "where",
];

const SUBORDINATORS: [&str; 22] = [
    "because", "although", "though", "while", "whilst", "whereas", "since", "if", "unless", "when", "whenever", "where", "wherever",
    "until", "till", "whether", "which", "whose", "whom", "who", "whereby", "provided",
];

const PRONOUNS: [&str; 9] = ["i", "you", "he", "she", "it", "we", "they", "there", "this"];

const COORDINATORS: [&str; 7] = ["and", "but", "or", "because", "so", "which", "nor"];

/// "18 or over" is one thought.
const ONE_THOUGHT: [&str; 6] = ["over", "more", "under", "older", "younger", "less"];

impl Built<'_> {
    fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |w| w.lower.as_str())
    }

    fn parted(&self, at: usize) -> bool {
        self.before.get(at).is_some_and(|b| b.contains([',', ';', ':', '(', ')', '–', '—', '“', '”']))
    }

    /// Where a passive is: from the form of "be" to the participle.
    pub fn passives(&self) -> Vec<(usize, usize)> {
        let mut out = Vec::new();
        let mut at = 0;
        while at < self.words.len() {
            let is_be = BE.contains(&self.word(at)) || ["'re", "aren't", "wasn't", "weren't"].iter().any(|e| self.word(at).ends_with(e));
            let mut next = at + 1;
            while is_be && next < at + 4 && (BETWEEN.contains(&self.word(next)) || self.word(next).ends_with("ly")) && !self.parted(next) {
                next += 1;
            }
            let word = self.word(next);
            let adjective = LIKE_ADJECTIVES.contains(&word) && self.word(next + 1) != "by";
            if is_be && is_participle(word) && !self.parted(next) && !adjective {
                out.push((at, next));
                at = next;
            }
            at += 1;
        }
        out
    }

    /// Words that say no.
    pub fn negations(&self) -> Vec<usize> {
        let says = |at: usize| at.checked_sub(1).is_some_and(|i| ["say", "says", "said", "saying"].contains(&self.word(i)));
        let is = |at: &usize| {
            let word = self.word(*at);
            (NEGATIONS.contains(&word) || word.ends_with("n't"))
                // "They say no" quotes a word; "no. 5" is a number.
                && !(word == "no" && (says(*at) || self.words.get(at + 1).is_some_and(|w| w.kind == WordKind::Number)))
        };
        (0..self.words.len()).filter(is).collect()
    }

    /// Two that say no in one clause, so that together they say yes: "not uncommon", "cannot do nothing".
    pub fn double_negatives(&self) -> Vec<(usize, usize)> {
        let mut out = Vec::new();
        let negations = self.negations();
        for &first in &negations {
            if self.word(first) == "without" {
                continue;
            }
            let mut at = first + 1;
            while at < self.words.len() && at < first + 9 && !self.parted(at) && !ENDS_CLAUSE.contains(&self.word(at)) {
                let word = self.word(at);
                let twice =
                    negations.contains(&at) && !matches!(word, "nor" | "neither" | "not" | "without" | "cannot") && !word.ends_with("n't");
                if twice || (at <= first + 2 && UN.contains(&word)) {
                    out.push((first, at));
                    break;
                }
                at += 1;
            }
        }
        out
    }

    /// Words that begin a clause inside a sentence.
    pub fn subordinators(&self) -> Vec<usize> {
        let is = |at: &usize| {
            let (word, next) = (self.word(*at), self.word(at + 1));
            let is_number = self.words.get(at + 1).is_some_and(|w| w.kind == WordKind::Number);
            let before = at.checked_sub(1).map_or("", |i| self.word(i));
            match word {
                "since" | "until" | "till" => !is_number && PRONOUNS.contains(&next) || next == "the",
                "provided" => next == "that" || (at.checked_sub(1).is_some_and(|i| self.parted(i + 1)) && PRONOUNS.contains(&next)),
                "that" => {
                    let verb = ["is", "are", "was", "were", "has", "have", "had", "will", "can", "could", "would", "may", "must", "should"];
                    !["so", "in", "of", "at", "on", "after", "before", "than", "like", "all"].contains(&before)
                        && before != ""
                        && (PRONOUNS.contains(&next)
                            || ["the", "a", "an", "some", "your", "our", "their", "his", "her", "my", "no"].contains(&next)
                            || verb.contains(&next))
                }
                "before" | "after" | "as" | "so" => PRONOUNS[..7].contains(&next) && before != "" || word == "so" && next == "that",
                _ => SUBORDINATORS.contains(&word),
            }
        };
        (0..self.words.len()).filter(is).collect()
    }

    /// A clause set between commas inside another: "the form, which you can get here, must …".
    pub fn embedded(&self) -> usize {
        const OPENS: [&str; 22] = [
            "which", "who", "whose", "whom", "where", "when", "if", "because", "although", "though", "while", "whilst", "as", "since",
            "in", "by", "for", "with", "to", "should", "having", "being",
        ];
        let mut count = 0;
        let mut open: Option<usize> = None;
        for at in 1..self.words.len() {
            if !self.parted(at) {
                continue;
            }
            match open {
                Some(from) if at > from + 1 => {
                    count += 1;
                    open = None;
                }
                _ => open = None,
            }
            if open.is_none() && OPENS.contains(&self.word(at)) {
                open = Some(at);
            }
        }
        count
    }

    /// Words that join a thought to the one before.
    pub fn coordinators(&self) -> Vec<usize> {
        let is = |at: &usize| {
            let next = self.word(at + 1);
            *at > 0 && COORDINATORS.contains(&self.word(*at)) && !ONE_THOUGHT.contains(&next) && next.chars().count() > 1
        };
        (0..self.words.len()).filter(is).collect()
    }

    /// The ifs.
    pub fn ifs(&self) -> usize {
        (0..self.words.len()).filter(|at| self.word(*at) == "if").count()
    }

    /// Commas that part words; the one in 1,000 does not.
    pub fn commas(&self) -> usize {
        self.before.iter().skip(1).map(|b| b.matches(',').count()).sum()
    }
}

/// Nouns made of verbs and of describing words: "implementation", "engagement", "availability".
pub(super) fn is_nominalisation(word: &str) -> bool {
    const EVERYDAY: [&str; 32] = [
        "question",
        "station",
        "nation",
        "section",
        "mention",
        "moment",
        "apartment",
        "department",
        "city",
        "university",
        "community",
        "business",
        "television",
        "vacation",
        "section",
        "position",
        "attention",
        "condition",
        "education",
        "information",
        "government",
        "hospital",
        "parliament",
        "witness",
        "distance",
        "sentence",
        "science",
        "ambulance",
        "entrance",
        "audience",
        "instance",
        "population",
    ];
    const ENDINGS: [&str; 11] = ["tion", "sion", "ment", "ance", "ence", "ity", "ness", "ism", "ancy", "ency", "isation"];
    let stem = word.strip_suffix('s').unwrap_or(word);
    let stem = if word.ends_with("ities") { "quality" } else { stem };
    word.len() >= 8 && ENDINGS.iter().any(|e| stem.ends_with(e)) && !EVERYDAY.contains(&stem)
}
