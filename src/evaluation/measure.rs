use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Judgment, Set};
use crate::{
    answer::{self, Answer, AnswerStatus, Library, Question},
    locale::Locale,
    reply,
};

/// What became of one judgment.
#[derive(Debug, Clone, Serialize)]
pub struct Outcome {
    /// The judgment.
    pub id: String,
    /// Its set.
    pub set: &'static str,
    /// How it was put.
    pub wording: String,
    /// The area that was chosen; empty where none was.
    pub area: String,
    /// What became of the question.
    pub status: &'static str,
    /// At which place the right passage stood, from 1; 0 where it was not among those found.
    pub rank: usize,
    /// The text that was shown holds the fact, and so answers; for judgments without a fact, the right article was shown.
    pub fact: bool,
    /// The article that came first; empty where nothing was found.
    pub first: String,
    /// How sure the search was, in thousandths.
    pub confidence: u32,
}

/// The question of a judgment, as the assistant gets it.
pub(super) fn question(judgment: &Judgment, today: Date) -> Question {
    Question { area: judgment.area.clone(), audience: judgment.audience, ..Question::new(&judgment.question, today) }
}

/// Asks one judgment of the whole assistant.
pub fn judge(library: &Library, judgment: &Judgment, set: Set, today: Date) -> Outcome {
    let answer = answer::answer(library, &question(judgment, today));
    let reply = reply::compose(library, &answer, &Locale::default());
    let right = |h: &answer::FoundPassage| judgment.is_right(&h.article, &format!("{} {}", h.heading, h.text));
    let rank = answer.hits.iter().position(right).map_or(0, |at| at + 1);
    let answered = answer.status == AnswerStatus::Answered;
    let fact = answered
        && if judgment.facts.is_empty() { shows_right(library, &answer, judgment) } else { judgment.holds_fact(&reply.standard_text()) };
    Outcome {
        id: judgment.id.clone(),
        set: set.as_str(),
        wording: judgment.wording.clone(),
        area: judgment.area.as_ref().map_or(String::new(), |a| a.as_str().to_owned()),
        status: answer.status.as_str(),
        rank,
        fact,
        first: answer.hits.first().map_or(String::new(), |h| h.article.as_str().to_owned()),
        confidence: (answer.confidence.clamp(0.0, 1.0) * 1000.0).round() as u32,
    }
}

fn shows_right(library: &Library, answer: &Answer, judgment: &Judgment) -> bool {
    answer.chosen.iter().any(|chosen| {
        let passage = library.knowledge.passages.get(chosen.passage);
        passage.is_some_and(|p| {
            library.knowledge.article_of(p).is_some_and(|a| judgment.is_right(&a.id, &format!("{} {}", p.heading, p.text)))
        })
    })
}

/// Asks all judgments of a set, in order.
pub fn judge_all(library: &Library, judgments: &[Judgment], set: Set, today: Date) -> Vec<Outcome> {
    judgments.iter().map(|j| judge(library, j, set, today)).collect()
}

/// Shares of one group of judgments, from 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Tally {
    /// How many judgments.
    pub count: usize,
    /// The right passage came first.
    pub hit_at_1: f64,
    /// It was among the first three.
    pub hit_at_3: f64,
    /// It was among the first five.
    pub hit_at_5: f64,
    /// The mean of one over its place.
    pub mrr: f64,
    /// The right fact stood in the answer itself.
    pub fact: f64,
    /// No answer was given.
    pub refused: f64,
    /// Met with help alone.
    pub crisis: f64,
}

/// Tallies of a run: for each set, all of it and each wording and area.
pub type Measures = BTreeMap<String, Tally>;

impl Tally {
    fn of(outcomes: &[&Outcome]) -> Self {
        let count = outcomes.len();
        let share = |is: &dyn Fn(&Outcome) -> bool| outcomes.iter().filter(|o| is(o)).count() as f64 / count.max(1) as f64;
        let within = |most: usize| share(&|o| (1..=most).contains(&o.rank));
        Self {
            count,
            hit_at_1: within(1),
            hit_at_3: within(3),
            hit_at_5: within(5),
            mrr: outcomes.iter().filter(|o| o.rank > 0).map(|o| 1.0 / o.rank as f64).sum::<f64>() / count.max(1) as f64,
            fact: share(&|o| o.fact),
            refused: share(&|o| !matches!(o.status, "answered" | "crisis")),
            crisis: share(&|o| o.status == "crisis"),
        }
    }

    /// The tallies of these outcomes: by set, and within it by wording and by area.
    pub fn table(outcomes: &[Outcome]) -> Measures {
        let mut groups: BTreeMap<String, Vec<&Outcome>> = BTreeMap::new();
        for outcome in outcomes {
            let area = if outcome.area.is_empty() { "no area" } else { &outcome.area };
            for key in [outcome.set.to_owned(), format!("{} / {}", outcome.set, outcome.wording), format!("{} / {area}", outcome.set)] {
                groups.entry(key).or_default().push(outcome);
            }
        }
        groups.into_iter().map(|(key, group)| (key, Self::of(&group))).collect()
    }
}

/// What a run must reach at least (and for refusals of answerable questions at most), from `floors.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Floors {
    /// With words alone.
    pub words: BTreeMap<String, Floor>,
    /// With the semantic model.
    pub meaning: BTreeMap<String, Floor>,
}

/// The bounds of one group; absent ones are not held.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Floor {
    /// Least share of right passages in the first place.
    pub hit_at_1: Option<f64>,
    /// Least share of right passages among the first three.
    pub hit_at_3: Option<f64>,
    /// Least share of answers that hold the fact.
    pub fact: Option<f64>,
    /// Least share refused, where nothing answers.
    pub least_refused: Option<f64>,
    /// Most that may be refused, where something answers.
    pub most_refused: Option<f64>,
}

impl Floors {
    /// What falls short, a sentence each.
    pub fn missed(&self, by_meaning: bool, measures: &Measures) -> Vec<String> {
        let floors = if by_meaning { &self.meaning } else { &self.words };
        let mut out = Vec::new();
        for (group, floor) in floors {
            // A set that was left out, because its documents are not there, holds no floor.
            let Some(tally) = measures.get(group) else { continue };
            let mut least = |name: &str, have: f64, floor: Option<f64>| {
                if let Some(floor) = floor.filter(|f| have < *f) {
                    out.push(format!("{group}: {name} is {have:.3}, and must be at least {floor}"));
                }
            };
            least("hit at 1", tally.hit_at_1, floor.hit_at_1);
            least("hit at 3", tally.hit_at_3, floor.hit_at_3);
            least("fact in the answer", tally.fact, floor.fact);
            least("refused", tally.refused, floor.least_refused);
            if let Some(most) = floor.most_refused.filter(|m| tally.refused > *m) {
                out.push(format!("{group}: refused is {:.3}, and must be at most {most}", tally.refused));
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(rank: usize, status: &'static str) -> Outcome {
        Outcome {
            id: "a".to_owned(),
            set: "everyday",
            wording: "plain".to_owned(),
            area: String::new(),
            status,
            rank,
            fact: rank == 1,
            first: String::new(),
            confidence: 0,
        }
    }

    #[test]
    fn shares_are_counted_and_floors_held() {
        let table = Tally::table(&[outcome(1, "answered"), outcome(2, "answered"), outcome(0, "unanswered"), outcome(5, "crisis")]);
        let all = table.get("everyday").unwrap();
        assert_eq!((all.count, all.hit_at_1, all.hit_at_3, all.hit_at_5), (4, 0.25, 0.5, 0.75));
        assert!((all.mrr - (1.0 + 0.5 + 0.2) / 4.0).abs() < 1e-9);
        assert_eq!((all.refused, all.crisis), (0.25, 0.25));
        let floors: Floors = toml::from_str("[words.everyday]\nhit_at_1 = 0.3\nmost_refused = 0.2\n[meaning]\n").unwrap();
        assert_eq!(floors.missed(false, &table).len(), 2);
        assert!(floors.missed(true, &table).is_empty());
    }
}
