use std::collections::HashSet;

use super::{EasyReadLine, HardWord, MOST_EASY_LINES, Reply};
use crate::{
    area::Area,
    content::{Block, Inline},
    knowledge::{Knowledge, Term, Terms},
    locale::Locale,
    text,
};

/// Most hard words that are explained in a line of their own; the others can be tapped.
const MOST_EXPLAINED: usize = 2;

/// With these a line explains what stands before them.
const EXPLAINS: [&str; 10] = ["is a", "is an", "is the", "is when", "is for", "is money", "is help", "is extra", "are the", "stands for"];
/// With these a line explains the line before.
const EXPLAINS_BEFORE: [&str; 13] = [
    "this is",
    "that is",
    "it is",
    "its",
    "they are",
    "these are",
    "this means",
    "that means",
    "it means",
    "this person",
    "these people",
    "this plan",
    "these letters",
];
/// With these a line names what it has just said in easy words.
const NAMED: [&str; 4] = ["called", "call it", "call this", "named"];
/// What something does that says what it is: "The SENCO organises extra help". These say something else of it.
const SAYS_LITTLE: [&str; 21] = [
    "has", "was", "starts", "ends", "takes", "needs", "comes", "goes", "does", "stays", "stands", "costs", "wants", "begins", "works",
    "plans", "asks", "changes", "happens", "lasts", "agrees",
];
/// From so many words of a meaning on, and this share of them, a line has said it already.
const SAME_WORDS: usize = 2;
const SAME_SHARE: f32 = 0.4;

/// Marks the hard words of a reply, each at its first place, and explains up to [`MOST_EXPLAINED`] of them where the article does not.
/// `own` is the slug of the term that the reply itself explains, `areas` are those it may be about.
pub(super) fn mark(reply: &mut Reply, knowledge: &Knowledge, areas: &[&Area], own: Option<&str>) {
    let shown = |term: &Term| own != Some(term.slug().as_str()) && (term.area.is_none() || areas.iter().any(|a| term.is_used_in(a)));
    mark_standard(reply, &knowledge.terms, &shown);
    mark_easy(reply, knowledge, &shown);
}

fn mark_easy(reply: &mut Reply, knowledge: &Knowledge, shown: &dyn Fn(&Term) -> bool) {
    let terms = &knowledge.terms;
    let mut seen: HashSet<&str> = HashSet::new();
    let mut first: Vec<(usize, &Term)> = Vec::new();
    for (at, line) in reply.easy_read.iter_mut().enumerate() {
        let text = line.text.clone();
        for found in terms.find(&text) {
            if !shown(found.term) || !seen.insert(&found.term.term) {
                continue;
            }
            first.push((at, found.term));
            line.words.push(HardWord {
                start: found.at.start,
                end: found.at.end,
                term: found.term.term.clone(),
                slug: found.term.slug(),
                meaning: found.term.meaning.clone(),
                picture: found.term.picture.clone(),
                emoji: knowledge.pictures.emoji(&found.term.picture).to_owned(),
            });
        }
    }
    let told: HashSet<String> = figures(&super::compose::standard_text(reply));
    let mut room = MOST_EASY_LINES.saturating_sub(reply.easy_read.len());
    let mut explained: Vec<(usize, Vec<EasyReadLine>)> = Vec::new();
    let mut known: Vec<&str> = Vec::new();
    // The articles are in English, and so is the glossary, whatever the words around them.
    let english = Locale::default();
    let say = |term: &str, meaning: &str| english.say_with("hard-word", &[("term", term), ("meaning", meaning)]);
    for (at, term) in first {
        if explained.len() == MOST_EXPLAINED || is_explained(terms, &reply.easy_read, at, term) {
            known.push(&term.term);
            continue;
        }
        // What a name adds to one that is known can be tapped.
        if known.iter().any(|k| term.term != **k && term.term.contains(*k)) {
            continue;
        }
        let Some(lines) = terms.explain(term, &say).filter(|l| l.len() <= room) else { continue };
        // A figure that the article does not tell would look like the article's.
        let strange = lines.iter().flat_map(|l| figures(l)).any(|f| !told.contains(&f) && !term.term.contains(f.as_str()));
        if strange {
            continue;
        }
        room -= lines.len();
        known.push(&term.term);
        let emoji = knowledge.pictures.emoji(&term.picture);
        let line = |text| EasyReadLine { explains: true, ..EasyReadLine::new(&term.picture, emoji, text) };
        explained.push((at, lines.into_iter().map(line).collect()));
    }
    for (at, lines) in explained.into_iter().rev() {
        reply.easy_read.splice(at + 1..at + 1, lines);
    }
}

/// Whether the lines themselves say what a term means: in its own line, in the next, or wherever they come to it. And a name made of a
/// figure, or one that only adds to a name that is explained, needs no line.
fn is_explained(terms: &Terms, lines: &[EasyReadLine], at: usize, term: &Term) -> bool {
    let next = lines.get(at + 1).map(|l| text::words(&l.text).join(" ")).unwrap_or_default();
    let begins = |start: &str| next.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    let near = || lines.iter().skip(at).take(2).any(|line| says_the_same(&line.text, &term.meaning));
    term.term.starts_with(|c: char| c.is_ascii_digit())
        || EXPLAINS_BEFORE.iter().any(|s| begins(s))
        || near()
        || lines.iter().any(|line| explains(terms, &line.text, term))
}

/// Whether a sentence says what a term is.
fn explains(terms: &Terms, line: &str, term: &Term) -> bool {
    terms.find(line).into_iter().filter(|o| o.term.term == term.term).any(|found| {
        let (Some(before), Some(after)) = (line.get(..found.at.start), line.get(found.at.end..)) else { return false };
        let (before, after) = (text::words(before).join(" "), text::words(after));
        let opens = matches!(before.as_str(), "" | "a" | "an" | "the" | "your");
        let verb = after.first().map_or("", String::as_str);
        let does = opens && verb.len() > 3 && verb.ends_with('s') && !SAYS_LITTLE.contains(&verb);
        let after = after.join(" ");
        does || verb == "means"
            || verb == "mean"
            || NAMED.iter().any(|n| before.ends_with(n) || before.ends_with(&format!("{n} a")) || before.ends_with(&format!("{n} the")))
            || EXPLAINS.iter().any(|how| after.strip_prefix(how).is_some_and(|r| r.is_empty() || r.starts_with(' ')))
    })
}

/// Whether a sentence has the words of a meaning in it.
fn says_the_same(line: &str, meaning: &str) -> bool {
    let content = |text: &str| {
        text::words(text).into_iter().filter(|w| w.len() > 3 && !WITHOUT_MEANING.contains(&w.as_str())).collect::<HashSet<_>>()
    };
    let first = text::sentences(meaning).into_iter().next().unwrap_or_default();
    let (said, meant) = (content(line), content(&first));
    let same = meant.intersection(&said).count();
    same >= SAME_WORDS && same as f32 >= SAME_SHARE * meant.len() as f32
}

/// Words that say nothing of what something is.
const WITHOUT_MEANING: [&str; 16] = [
    "your", "with", "that", "this", "they", "have", "from", "must", "what", "when", "about", "help", "council", "school", "plan", "people",
];

fn figures(text: &str) -> HashSet<String> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|f| !f.is_empty()).map(str::to_owned).collect()
}

fn mark_standard(reply: &mut Reply, terms: &Terms, shown: &dyn Fn(&Term) -> bool) {
    let mut seen: HashSet<String> = HashSet::new();
    mark_blocks(&mut reply.standard, terms, shown, &mut seen);
    mark_blocks(&mut reply.more, terms, shown, &mut seen);
}

/// Marks the hard words of some blocks, each at its first place; `seen` are those that were marked before.
pub(super) fn mark_blocks(blocks: &mut [Block], terms: &Terms, shown: &dyn Fn(&Term) -> bool, seen: &mut HashSet<String>) {
    for block in blocks {
        match block {
            // A heading is passed over by the eye, and a link in a link is none.
            Block::Heading { .. } => {}
            Block::Paragraph { content } => mark_inlines(content, terms, shown, seen),
            Block::List { items, .. } => items.iter_mut().for_each(|item| mark_blocks(item, terms, shown, seen)),
            Block::Table { rows, .. } => rows.iter_mut().flatten().for_each(|cell| mark_inlines(cell, terms, shown, seen)),
        }
    }
}

fn mark_inlines(content: &mut Vec<Inline>, terms: &Terms, shown: &dyn Fn(&Term) -> bool, seen: &mut HashSet<String>) {
    let mut out = Vec::with_capacity(content.len());
    for inline in content.drain(..) {
        match inline {
            Inline::Text { text } => mark_text(&text, terms, shown, seen, &mut out),
            Inline::Strong { mut content } => {
                mark_inlines(&mut content, terms, shown, seen);
                out.push(Inline::Strong { content });
            }
            other => out.push(other),
        }
    }
    *content = out;
}

fn mark_text(text: &str, terms: &Terms, shown: &dyn Fn(&Term) -> bool, seen: &mut HashSet<String>, out: &mut Vec<Inline>) {
    let mut from = 0;
    for found in terms.find(text) {
        if !shown(found.term) || !seen.insert(found.term.term.clone()) {
            continue;
        }
        let (Some(before), Some(words)) = (text.get(from..found.at.start), text.get(found.at.clone())) else { continue };
        if !before.is_empty() {
            out.push(Inline::text(before));
        }
        out.push(Inline::Term { slug: found.term.slug(), meaning: found.term.meaning.clone(), text: words.to_owned() });
        from = found.at.end;
    }
    let rest = text.get(from..).unwrap_or_default();
    if !rest.is_empty() {
        out.push(Inline::text(rest));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{answer::AnswerStatus, content::plain, knowledge::Files};
    use proptest::prelude::*;
    use std::sync::LazyLock;

    fn knowledge() -> &'static Knowledge {
        static SHIPPED: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::load(Files::shipped()).knowledge);
        &SHIPPED
    }

    fn easy(lines: &[&str], own: Option<&str>) -> Reply {
        let mut reply = Reply::empty(AnswerStatus::Answered);
        reply.easy_read = lines.iter().map(|l| EasyReadLine::new("", "", *l)).collect();
        mark(&mut reply, knowledge(), &[&Area::england()], own);
        reply
    }

    fn said(reply: &Reply) -> Vec<&str> {
        reply.easy_read.iter().map(|l| l.text.as_str()).collect()
    }

    #[test]
    fn a_hard_word_is_explained_in_the_next_line_and_only_there() {
        let reply = easy(&["Ask for an EHC plan.", "The plan can change."], None);
        assert_eq!(
            said(&reply),
            ["Ask for an EHC plan.", "EHC plan means a legal paper about the help you must get.", "The plan can change."]
        );
        assert!(reply.easy_read[1].explains && !reply.easy_read[0].explains);
        assert_eq!(reply.easy_read[1].picture, "plan");
        let word = &reply.easy_read[0].words[0];
        assert_eq!((&reply.easy_read[0].text[word.start..word.end], word.slug.as_str()), ("EHC plan", "ehc-plan"));
        assert_eq!(
            reply.easy_read[0].runs().iter().map(|(t, w)| (*t, w.is_some())).collect::<Vec<_>>(),
            [("Ask for an ", false), ("EHC plan", true), (".", false)]
        );
        for explained in [
            ["Ask for an EHC plan.", "This is a legal paper."],
            ["An EHC plan is a legal paper.", "Ask for it."],
            ["Ask for an EHC plan.", "An EHC plan means help by law."],
            ["Ask the SENCO.", "The SENCO organises extra help."],
            ["You can get help in exams.", "This is called access arrangements."],
            ["In a supported internship you learn a job.", "You go to a real workplace."],
            ["The 20 weeks start now.", "Then you wait."],
        ] {
            assert_eq!(said(&easy(&explained, None)), explained);
        }
        assert_eq!(said(&easy(&["An EHC plan can help."], Some("ehc-plan"))), ["An EHC plan can help."]);
    }

    #[test]
    fn at_most_two_are_explained_and_never_more_than_ten_lines_come_of_it() {
        let many = ["Ask about mediation.", "Ask about triage.", "Ask about a referral.", "Ask about co-production."];
        let reply = easy(&many, None);
        assert_eq!(reply.easy_read.iter().filter(|l| l.explains).count(), 2);
        assert_eq!(reply.easy_read.iter().map(|l| l.words.len()).sum::<usize>(), 4, "the others can be tapped");
        let full: Vec<&str> = std::iter::repeat_n("Ask about mediation.", 10).collect();
        assert_eq!(easy(&full, None).easy_read.len(), 10);
        // Two lines do not go into the room of one.
        let nearly: Vec<&str> = std::iter::once("Ask the SENCO.").chain(std::iter::repeat_n("Then wait.", 8)).collect();
        assert_eq!(easy(&nearly, None).easy_read.len(), 9);
    }

    #[test]
    fn a_figure_that_the_article_does_not_tell_stays_out() {
        assert_eq!(said(&easy(&["Then comes SEN Support and the NASAPS."], None)).len(), 2);
        assert_eq!(said(&easy(&["You are a young person."], None)), ["You are a young person."]);
    }

    #[test]
    fn words_of_another_area_are_not_marked() {
        assert!(easy(&["Ask a reviewing officer."], None).easy_read[0].words.is_empty());
    }

    #[test]
    fn standard_text_is_marked_once_and_not_in_headings_and_links() {
        let mut reply = Reply::empty(AnswerStatus::Answered);
        let link = Inline::Link { target: "england/a/b".to_owned(), content: vec![Inline::text("the SENCO")] };
        reply.standard = vec![
            Block::Heading { level: 3, content: vec![Inline::text("Mediation")] },
            Block::Paragraph { content: vec![Inline::text("See "), link, Inline::text(". Mediation comes before mediation ends.")] },
        ];
        let before = plain(&reply.standard);
        mark(&mut reply, knowledge(), &[], None);
        assert_eq!(plain(&reply.standard), before);
        let shown = format!("{:?}", reply.standard);
        assert_eq!(shown.matches("Term {").count(), 1, "{shown}");
    }

    #[test]
    fn shipped_easy_read_stays_within_its_limits() {
        let knowledge = knowledge();
        let (mut marked, mut explained) = (0, 0);
        for article in &knowledge.articles {
            let mut reply = Reply::empty(AnswerStatus::Answered);
            reply.easy_read = article.easy_read.iter().map(|l| EasyReadLine::new(&l.picture, "", &l.text)).collect();
            let before: Vec<String> = reply.easy_read.iter().map(|l| l.text.clone()).collect();
            mark(&mut reply, knowledge, &[&article.area], None);
            let own: Vec<String> = reply.easy_read.iter().filter(|l| !l.explains).map(|l| l.text.clone()).collect();
            assert_eq!(own, before, "{}: the article's own lines stay as they are", article.id);
            assert!(reply.easy_read.len() <= before.len().max(MOST_EASY_LINES), "{}", article.id);
            assert!(reply.easy_read.iter().filter(|l| l.explains).all(|l| l.text.split_whitespace().count() <= 15), "{}", article.id);
            marked += reply.easy_read.iter().map(|l| l.words.len()).sum::<usize>();
            explained += reply.easy_read.iter().filter(|l| l.explains).count();
        }
        assert!(marked > 500 && explained > 200, "{marked} marked, {explained} explained");
    }

    proptest! {
        #[test]
        fn marking_changes_no_word(lines in proptest::collection::vec("[A-Za-z SENCOEHP .,’-]{0,60}", 0..12)) {
            let borrowed: Vec<&str> = lines.iter().map(String::as_str).collect();
            let reply = easy(&borrowed, None);
            let own: Vec<&str> = reply.easy_read.iter().filter(|l| !l.explains).map(|l| l.text.as_str()).collect();
            prop_assert_eq!(own, borrowed);
            for line in &reply.easy_read {
                let joined: String = line.runs().iter().map(|(words, _)| *words).collect();
                prop_assert_eq!(&joined, &line.text);
            }
        }
    }
}
