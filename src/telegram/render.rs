use reqwest::Url;
use teloxide::types::{InlineKeyboardMarkup, ReplyMarkup};

use super::{
    buttons, calls,
    host::{Host, Person},
    rich::{self, MOST_UNITS, Rich},
};
use crate::{
    answer::AnswerStatus,
    content::{Block, Inline, plain},
    conversation::{NewOutgoing, Outbound, RatedTurn},
    feedback::Colour,
    ids::AnswerId,
    knowledge::{Pictures, Term},
    locale::Locale,
    manner::{Manner, Style},
    reply::{EasyReadLine, HelpCard, Reply, SourceLine},
    text,
};

/// Most messages of one reply.
const MOST_MESSAGES: usize = 3;

/// A reply on its way to becoming messages.
struct Page {
    /// The help card, which stands first and alone.
    help: Rich,
    /// What answers; the end of it can be left out.
    body: Rich,
    /// What must not be left out: contacts, sources, notes, what to ask next, the question for a thumb.
    tail: Rich,
}

impl Host {
    /// The messages of what the assistant said; `asked` is the question where it came from a button and nobody sees it.
    pub(super) async fn show(&self, person: &Person, outbound: &Outbound, asked: Option<&str>) -> Vec<NewOutgoing> {
        let reply = &outbound.reply;
        let mut answer = outbound.answer.clone();
        let manner = &outbound.manner;
        let has_more = || parts_of(&reply.said(manner), outbound.style, manner).len() > 1;
        if answer.is_none() && (!reply.suggestions.is_empty() || has_more()) {
            // Its buttons need the name of the turn, which is told only where the answer can be rated.
            answer = self.transcript(person).await.1.pop().filter(|last| last.turn.reply == *reply).map(|last| last.turn.answer);
        }
        let ratable = reply.ratable && outbound.answer.is_some();
        self.messages(person, reply, outbound.style, manner, answer.as_ref(), ratable, None, asked, 0)
    }

    /// The messages of something said before, in that style.
    pub(super) fn show_again(&self, person: &Person, said: &RatedTurn, style: Style, manner: &Manner) -> Vec<NewOutgoing> {
        self.show_part(person, said, style, manner, 0)
    }

    /// The messages of one part of something said before; none where it has no such part.
    pub(super) fn show_part(&self, person: &Person, said: &RatedTurn, style: Style, manner: &Manner, part: usize) -> Vec<NewOutgoing> {
        let (turn, given) = (&said.turn, said.given.as_ref().map(|g| g.colour));
        self.messages(person, &turn.reply, style, manner, Some(&turn.answer), turn.reply.ratable, given, None, part)
    }

    /// The part that comes behind the one with the thumbs, where there is one.
    pub(super) fn more_with_thumbs(&self, said: &RatedTurn, style: Style, manner: &Manner) -> Option<usize> {
        let reply = said.turn.reply.said(manner);
        let all = parts_of(&reply, style, manner);
        let next = all.iter().position(|part| part.tail)? + 1;
        (next < all.len()).then_some(next)
    }

    /// The buttons of a part whose next part was read: those it had, without the one that asks for more.
    pub(super) fn buttons_of(&self, said: &RatedTurn, style: Style, manner: &Manner, part: usize) -> InlineKeyboardMarkup {
        let reply = said.turn.reply.said(manner);
        let tail = parts_of(&reply, style, manner).get(part).is_some_and(|p| p.tail);
        let given = said.given.as_ref().map(|g| g.colour);
        let thumbs = || buttons::under_answer(&said.turn.answer, said.turn.reply.ratable, given, &reply, None, &reply.tongues.own());
        tail.then(thumbs).flatten().unwrap_or_else(|| InlineKeyboardMarkup::new(Vec::<Vec<_>>::new()))
    }

    #[expect(clippy::too_many_arguments, reason = "the callers above are its whole public")]
    fn messages(
        &self,
        person: &Person,
        reply: &Reply,
        style: Style,
        manner: &Manner,
        answer: Option<&AnswerId>,
        ratable: bool,
        given: Option<Colour>,
        asked: Option<&str>,
        at: usize,
    ) -> Vec<NewOutgoing> {
        let locale = &reply.tongues.own();
        let language = &reply.tongues.text;
        let reply = &reply.said(manner);
        // Without the name of its turn no button could bring the rest, so all of it comes at once.
        let all = if answer.is_some() { parts_of(reply, style, manner) } else { vec![Part::whole(reply, style)] };
        let Some(part) = all.get(at) else { return Vec::new() };
        let more = Some(at + 1).filter(|next| *next < all.len());
        if let Some(answer) = answer {
            self.places.set(&person.conversation.0, answer, at + 1);
        }
        let whole = reply.article.as_ref().and_then(|(article, anchor)| self.page_link(article, language, anchor, style));
        let page = page(reply, part, at == 0, locale, ratable, asked, whole, &|article| self.article_link(article));
        let parts = page.parts(&locale.say("telegram-too-long"));
        let keyboard = answer.and_then(|a| {
            if part.tail { buttons::under_answer(a, ratable, given, reply, more, locale) } else { buttons::more(a, more, locale) }
        });
        let last = parts.len().saturating_sub(1);
        let message = |(i, part): (usize, &Rich)| {
            let markup = keyboard.clone().filter(|_| i == last).map(ReplyMarkup::InlineKeyboard);
            calls::message(person.chat, part, markup)
        };
        parts.iter().enumerate().filter_map(message).collect()
    }

    /// A message from the catalogue: each line a paragraph.
    pub(super) fn say(&self, person: &Person, key: &str) -> Option<NewOutgoing> {
        self.say_words(person, &person.locale.say(key))
    }

    /// A message of these words: each line a paragraph.
    pub(super) fn say_words(&self, person: &Person, words: &str) -> Option<NewOutgoing> {
        calls::message(person.chat, &lines(words), None)
    }
}

/// Each line of a message from the catalogue as a paragraph.
pub(super) fn lines(words: &str) -> Rich {
    Rich::paragraphs(words.lines().map(|line| Rich::plain(line.trim())))
}

/// A part of a reply that is said at once; the next comes when it is asked for.
#[derive(Debug, Clone, Copy)]
struct Part<'a> {
    style: Style,
    lines: &'a [EasyReadLine],
    blocks: &'a [Block],
    /// It says all of the body that there is.
    note: bool,
    /// Sources, what to ask next and thumbs come with it.
    tail: bool,
}

impl<'a> Part<'a> {
    fn whole(reply: &'a Reply, style: Style) -> Self {
        Self { style, lines: &reply.easy_read, blocks: &reply.standard, note: true, tail: true }
    }
}

/// Lines of easy read in one message for who needs time.
const LINES_AT_A_TIME: usize = 3;
/// Words of standard text from which on a message is enough for who needs time.
const WORDS_AT_A_TIME: usize = 40;

/// The parts in which a reply is said; one, unless it is folded or its person needs time. Only an answer is taken apart.
fn parts_of<'a>(reply: &'a Reply, style: Style, manner: &Manner) -> Vec<Part<'a>> {
    let easy = style == Style::EasyRead;
    let bodies: Vec<(&[EasyReadLine], &[Block])> = match (easy, manner.time && reply.status == AnswerStatus::Answered) {
        (true, true) => lines_at_a_time(&reply.easy_read).into_iter().map(|l| (l, [].as_slice())).collect(),
        (false, true) => blocks_at_a_time(&reply.standard).into_iter().map(|b| ([].as_slice(), b)).collect(),
        (true, false) => {
            let (first, rest) = reply.easy_parts();
            [first, rest].into_iter().enumerate().filter(|(i, l)| *i == 0 || !l.is_empty()).map(|(_, l)| (l, [].as_slice())).collect()
        }
        (false, false) => {
            let (first, rest) = reply.standard_parts();
            [first, rest].into_iter().enumerate().filter(|(i, b)| *i == 0 || !b.is_empty()).map(|(_, b)| ([].as_slice(), b)).collect()
        }
    };
    let time = manner.time && bodies.len() > 1;
    let last = bodies.len().saturating_sub(1);
    // Who needs time reads to the end before anything is asked of them; a folded answer is asked about at once.
    let part = |(i, (lines, blocks))| Part { style, lines, blocks, note: i == last, tail: if time { i == last } else { i == 0 } };
    bodies.into_iter().enumerate().map(part).collect()
}

fn lines_at_a_time(lines: &[EasyReadLine]) -> Vec<&[EasyReadLine]> {
    let mut out = Vec::new();
    let mut rest = lines;
    while !rest.is_empty() {
        let mut at = LINES_AT_A_TIME.min(rest.len());
        at += rest[at..].iter().take_while(|l| l.explains).count();
        let (now, later) = rest.split_at(at);
        out.push(now);
        rest = later;
    }
    if out.is_empty() { vec![lines] } else { out }
}

fn blocks_at_a_time(blocks: &[Block]) -> Vec<&[Block]> {
    let mut out = Vec::new();
    let mut rest = blocks;
    while !rest.is_empty() {
        let mut words = 0;
        let enough = rest.iter().position(|block| {
            words += plain(std::slice::from_ref(block)).split_whitespace().count();
            words >= WORDS_AT_A_TIME && !matches!(block, Block::Heading { .. })
        });
        let (now, later) = rest.split_at(enough.map_or(rest.len(), |at| at + 1));
        out.push(now);
        rest = later;
    }
    if out.is_empty() { vec![blocks] } else { out }
}

#[expect(clippy::too_many_arguments, reason = "one caller, which has them all")]
fn page(
    reply: &Reply,
    part: &Part<'_>,
    begins: bool,
    locale: &Locale,
    ratable: bool,
    asked: Option<&str>,
    whole: Option<Url>,
    article: &dyn Fn(&str) -> Option<Url>,
) -> Page {
    let mut body: Vec<Rich> = Vec::new();
    // The heading already says what was asked where that was an article's own title.
    let asked = asked.filter(|question| reply.title.as_deref() != Some(question));
    if begins {
        body.extend(asked.map(|question| Rich::plain(&locale.say_with("telegram-asked", &[("question", question)]))));
        body.extend(reply.labels.iter().map(|label| Rich::plain(label)));
        body.extend(reply.title.iter().map(|title| Rich::bold(title)));
    }
    match part.style {
        Style::Standard => body.push(rich::blocks(part.blocks, article)),
        Style::EasyRead => {
            body.push(easy(part.lines));
            body.extend(reply.easy_read_note.iter().filter(|_| part.note).map(|note| Rich::plain(note)));
        }
    }
    let help = reply.help.as_ref().filter(|_| begins).map(|card| help(card, part.style)).unwrap_or_default();
    if !part.tail {
        return Page { help, body: Rich::paragraphs(body), tail: Rich::default() };
    }
    let mut tail: Vec<Rich> = Vec::new();
    let contacts = reply.contacts.iter().map(|c| rich::inlines(c, article));
    tail.push(headed(&locale.say("contacts-heading"), contacts.map(|c| marked("• ", &c))));
    tail.extend(whole.map(|url| Rich::link(&locale.say("read-more"), url)));
    tail.push(headed(&locale.say("sources-heading"), sources(&reply.sources, locale).into_iter()));
    tail.extend(reply.notes.iter().map(|note| Rich::plain(note)));
    // Yes and no stand on the buttons.
    let suggestions = reply.suggestions.iter().filter(|_| !reply.yes_no);
    let suggestions = suggestions.enumerate().map(|(i, s)| Rich::plain(&format!("{}. {s}", i + 1)));
    tail.push(headed(&locale.say(reply.suggestions_key()), suggestions));
    if ratable {
        tail.push(Rich::bold(&locale.say("rate-question")));
    }
    Page { help, body: Rich::paragraphs(body), tail: Rich::paragraphs(tail) }
}

impl Page {
    /// At most [`MOST_MESSAGES`] messages; where that is not enough, the end of the body gives way to `note`.
    fn parts(&self, note: &str) -> Vec<Rich> {
        let mut out = self.help.split(MOST_UNITS);
        out.truncate(MOST_MESSAGES - 1);
        let room = MOST_MESSAGES - out.len();
        let note = Rich::plain(note);
        let mut parts = Rich::paragraphs([self.body.clone(), self.tail.clone()]).split(MOST_UNITS);
        let mut keep = (room * MOST_UNITS).saturating_sub(self.tail.units() + note.units() + 8);
        while parts.len() > room && keep > 0 {
            let body = self.body.beginning(keep).trimmed();
            parts = Rich::paragraphs([body, note.clone(), self.tail.clone()]).split(MOST_UNITS);
            keep = keep.saturating_sub(256);
        }
        parts.truncate(room);
        out.extend(parts);
        out.retain(|part| !part.is_empty());
        out
    }
}

fn help(card: &HelpCard, style: Style) -> Rich {
    let text = match style {
        Style::EasyRead if !card.easy_read.is_empty() => easy(&card.easy_read),
        _ => Rich::paragraphs(card.standard.iter().map(|line| Rich::plain(line))),
    };
    Rich::paragraphs([Rich::bold(&card.title), text])
}

/// Whom to talk to: what to do in danger, then the people, each with their ways in, then the lines that anybody can ring.
pub(super) fn people(danger: &[String], contacts: impl Iterator<Item = Vec<Inline>>, locale: &Locale) -> Rich {
    let plain = |line: &String| Rich::plain(line);
    let lead = std::iter::once(Rich::plain(&locale.say("telegram-person")));
    let contacts = contacts.map(|contact| marked("• ", &rich::inlines(&contact, &|_| None)));
    let contacts = Rich::paragraphs(contacts);
    Rich::paragraphs(lead.chain(danger.iter().take(1).map(plain)).chain([contacts]).chain(danger.iter().skip(1).map(plain)))
}

/// A hard word: its name, what it means, its other names.
pub(super) fn term(term: &Term, pictures: &Pictures, with_pictures: bool, locale: &Locale) -> Rich {
    let emoji = if with_pictures { pictures.emoji(&term.picture) } else { "" };
    let lines: Vec<EasyReadLine> = text::sentences(&term.meaning)
        .into_iter()
        .enumerate()
        .map(|(i, line)| EasyReadLine::new("", if i == 0 { emoji } else { "" }, line))
        .collect();
    let also = (!term.also.is_empty()).then(|| Rich::plain(&locale.say_with("glossary-also", &[("names", &term.also.join(", "))])));
    let past = term.past.then(|| Rich::plain(&locale.say("glossary-past")));
    Rich::paragraphs([Rich::bold(&term.term), easy(&lines)].into_iter().chain(also).chain(past))
}

/// Easy read: one idea a line, its picture in front, air between.
fn easy(lines: &[EasyReadLine]) -> Rich {
    let line = |l: &EasyReadLine| if l.emoji.is_empty() { Rich::plain(&l.text) } else { Rich::plain(&format!("{} {}", l.emoji, l.text)) };
    Rich::paragraphs(lines.iter().map(line))
}

/// A document cited for several parts is one line, as in the plain reply.
fn sources(sources: &[SourceLine], locale: &Locale) -> Vec<Rich> {
    let mut out: Vec<Rich> = Vec::new();
    for source in sources {
        let mut line = Rich::plain("• ");
        match source.url.as_deref().and_then(|url| Url::parse(url).ok()) {
            Some(url) => line.push_link(&source.title, url),
            None => line.push(&source.title),
        }
        if let Some(section) = &source.section {
            line.push(&format!(", {section}"));
        }
        if let Some(date) = &source.published_said {
            line.push(&format!(" ({})", locale.say_with("published", &[("date", date)])));
        }
        if !out.contains(&line) {
            out.push(line);
        }
    }
    out
}

fn headed(heading: &str, lines: impl Iterator<Item = Rich>) -> Rich {
    let lines = joined(lines);
    if lines.is_empty() { lines } else { joined([Rich::bold(heading), lines].into_iter()) }
}

fn marked(mark: &str, line: &Rich) -> Rich {
    let mut out = Rich::plain(mark);
    out.append(line);
    out
}

fn joined(lines: impl Iterator<Item = Rich>) -> Rich {
    let mut out = Rich::default();
    for (i, line) in lines.enumerate() {
        if i > 0 {
            out.push("\n");
        }
        out.append(&line);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manner::Length;

    #[test]
    fn a_reply_in_parts_loses_no_line_and_asks_at_the_right_one() {
        let mut reply = Reply::empty(AnswerStatus::Answered);
        reply.easy_read = (0..13).map(|i| EasyReadLine::new("", "", format!("Line {i}."))).collect();
        reply.easy_read[3].explains = true;
        for i in 0..6 {
            reply.standard.push(Block::Heading { level: 3, content: vec![Inline::text(format!("Part {i}"))] });
            reply.standard.push(Block::paragraph("word ".repeat(45)));
        }
        for (time, length) in [(true, Length::Normal), (false, Length::Short), (false, Length::Normal), (false, Length::More)] {
            let manner = Manner { time, length, ..Manner::default() };
            let said = reply.said(&manner);
            for style in [Style::EasyRead, Style::Standard] {
                let parts = parts_of(&said, style, &manner);
                let lines: Vec<EasyReadLine> = parts.iter().flat_map(|p| p.lines.to_vec()).collect();
                let blocks: Vec<Block> = parts.iter().flat_map(|p| p.blocks.to_vec()).collect();
                assert!(if style == Style::EasyRead { lines == reply.easy_read } else { blocks == reply.standard });
                assert_eq!(parts.iter().filter(|p| p.tail).count(), 1);
                assert_eq!(parts.iter().position(|p| p.tail), Some(if time { parts.len() - 1 } else { 0 }));
                assert_eq!(parts.len() > 1, time || length == Length::Short || (length == Length::Normal && style == Style::EasyRead));
                // No part begins with the explanation of a word in the one before, nor ends with a heading.
                assert!(parts.iter().all(|p| p.lines.first().is_none_or(|l| !l.explains)));
                assert!(parts.iter().all(|p| !matches!(p.blocks.last(), Some(Block::Heading { .. }))));
            }
        }
    }

    fn page(help: usize, body: usize, tail: usize) -> Page {
        let text = |n: usize, c: &str| Rich::plain(&format!("{c} word. ").repeat(n / 9 + 1));
        Page { help: if help > 0 { text(help, "hh") } else { Rich::default() }, body: text(body, "bb"), tail: text(tail, "tt") }
    }

    #[test]
    fn a_reply_has_at_most_three_messages_and_keeps_its_end() {
        for (help, body, tail, count) in
            [(0, 100, 100, 1), (500, 100, 100, 2), (0, 8000, 500, 3), (500, 30_000, 900, 3), (0, 90_000, 900, 3)]
        {
            let parts = page(help, body, tail).parts("There is more.");
            assert_eq!(parts.len(), count, "{help} {body} {tail}");
            assert!(parts.iter().all(|p| p.units() <= MOST_UNITS));
            let last = &parts.last().unwrap().text;
            assert!(last.trim_end().ends_with("tt word."), "the end is kept");
            let said = parts.iter().any(|p| p.text.contains("There is more."));
            assert_eq!(said, body > 9000);
            assert_eq!(parts[0].text.starts_with("hh"), help > 0);
        }
    }
}
