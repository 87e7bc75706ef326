//! Messages that are not questions for the search, as data: greetings, thanks, and what only a person with the file can answer.

use std::collections::{BTreeMap, HashSet};

use serde::Deserialize;

use super::understand::{Understanding, UnderstandingFile};
use crate::{area::Area, text};

/// Which status a routed message gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RouteStatus {
    /// A friendly word back.
    SmallTalk,
    /// About one person's own case.
    Personal,
    /// What was said last was not what they meant.
    NotThat,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RoutesFile {
    filler: HashSet<String>,
    route: Vec<RouteFile>,
    understand: UnderstandingFile,
    starters: BTreeMap<Area, Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RouteFile {
    name: String,
    status: RouteStatus,
    #[serde(default)]
    most_words: Option<usize>,
    #[serde(default)]
    whole: Vec<String>,
    #[serde(default)]
    patterns: Vec<String>,
    /// Words that ask nothing: a message of these alone is the beginning of one.
    #[serde(default)]
    bare: Vec<String>,
    #[serde(default)]
    examples: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
}

/// One kind of message and how it is known.
#[derive(Debug)]
pub struct Route {
    /// Its name; the reply's key is `route-<name>`.
    pub name: String,
    /// The status of a message that takes it.
    pub status: RouteStatus,
    /// Messages that must take it.
    pub examples: Vec<String>,
    /// Messages that must not.
    pub not: Vec<String>,
    most_words: usize,
    whole: HashSet<Vec<String>>,
    patterns: Vec<Vec<Part>>,
    bare: HashSet<String>,
}

impl Route {
    /// Whether it takes the beginnings of messages, to which nothing should be said but "go on".
    pub fn is_of_beginnings(&self) -> bool {
        !self.bare.is_empty()
    }
}

#[derive(Debug)]
enum Part {
    Word(Vec<String>),
    Gap,
}

/// All routes, and the questions to begin with.
#[derive(Debug)]
pub struct Routes {
    /// In the order in which they are tried.
    pub routes: Vec<Route>,
    /// How questions are told apart from what stands around them.
    pub understanding: Understanding,
    filler: HashSet<String>,
    starters: BTreeMap<Area, Vec<String>>,
}

impl Routes {
    /// The routes in the text of `routes.toml`; the error says where and what is wrong.
    pub fn parse(toml_text: &str) -> Result<Self, toml::de::Error> {
        let file: RoutesFile = toml::from_str(toml_text)?;
        let routes = file.route.into_iter().map(|r| Route {
            name: r.name,
            status: r.status,
            examples: r.examples,
            not: r.not,
            most_words: r.most_words.unwrap_or(usize::MAX),
            whole: r.whole.iter().map(|w| text::words(w)).collect(),
            patterns: r.patterns.iter().map(|p| pattern(p)).collect(),
            bare: r.bare.iter().flat_map(|w| text::words(w)).collect(),
        });
        Ok(Self { routes: routes.collect(), understanding: file.understand.into(), filler: file.filler, starters: file.starters })
    }

    /// The route that a message takes, if any.
    pub fn route(&self, message: &str) -> Option<&Route> {
        let words: Vec<String> = text::words(message).iter().map(|w| settle(w)).collect();
        if words.is_empty() {
            return self.routes.iter().find(|r| r.name == "nothing");
        }
        self.routes.iter().find(|r| self.takes(r, &words))
    }

    /// Questions to begin with for an area, England's where it has none.
    pub fn starters(&self, area: Option<&Area>) -> &[String] {
        let of = |a: &Area| self.starters.get(a).map(Vec::as_slice);
        area.and_then(of).or_else(|| of(&Area::england())).unwrap_or_default()
    }

    fn takes(&self, route: &Route, words: &[String]) -> bool {
        // Fillers fall away one by one from either end, so that "ok thanks" is thanks and "ok" is still ok.
        let is_filler = |w: &String| self.filler.contains(w);
        let lead = words.iter().take_while(|w| is_filler(w)).count();
        let tail = words.iter().rev().take_while(|w| is_filler(w)).count();
        let fits = |from: usize, to: usize| from < to && route.whole.contains(&words[from..to]);
        let by_whole = (0..=lead).any(|from| (0..=tail).any(|cut| fits(from, words.len() - cut)));
        let by_pattern = || route.patterns.iter().any(|p| (0..words.len()).any(|at| matches(p, &words[at..])));
        let bare = || words.iter().all(|w| route.bare.contains(w));
        by_whole || (words.len() <= route.most_words && (by_pattern() || bare()))
    }
}

/// "heyyy" and "hiiii" are "hey" and "hi": a letter said three times or more is said once.
fn settle(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    let mut out = String::with_capacity(word.len());
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        let run = letters[at..].iter().take_while(|l| **l == letter).count();
        let kept = if run >= 3 && !letter.is_ascii_digit() { 1 } else { run };
        out.extend(std::iter::repeat_n(letter, kept));
        at += run;
    }
    // What is only x's are kisses.
    if out.is_empty() { word.to_owned() } else { out }
}

fn pattern(text: &str) -> Vec<Part> {
    let part = |p: &str| if p == "*" { Part::Gap } else { Part::Word(p.split('|').map(str::to_owned).collect()) };
    text.split_whitespace().map(part).collect()
}

fn matches(parts: &[Part], words: &[String]) -> bool {
    match parts.split_first() {
        None => true,
        Some((Part::Word(any), rest)) => words.split_first().is_some_and(|(w, more)| any.contains(w) && matches(rest, more)),
        Some((Part::Gap, rest)) => (0..=3.min(words.len())).any(|skip| matches(rest, &words[skip..])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn routes() -> Routes {
        Routes::parse(include_str!("../../knowledge/routes.toml")).unwrap()
    }

    #[test]
    fn every_example_takes_its_route_and_no_other() {
        let routes = routes();
        for route in &routes.routes {
            for example in &route.examples {
                assert_eq!(routes.route(example).map(|r| r.name.as_str()), Some(route.name.as_str()), "{example}");
            }
            for other in &route.not {
                assert_ne!(routes.route(other).map(|r| r.name.as_str()), Some(route.name.as_str()), "{other}");
            }
        }
    }

    #[test]
    fn a_message_without_words_is_met_kindly() {
        assert_eq!(routes().route("👍👍").map(|r| r.name.as_str()), Some("nothing"));
        assert_eq!(routes().route("").map(|r| r.name.as_str()), Some("nothing"));
    }
}
