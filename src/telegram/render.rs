use reqwest::Url;
use teloxide::types::ReplyMarkup;

use super::{
    buttons, calls,
    host::{Host, Person},
    rich::{self, MOST_UNITS, Rich},
};
use crate::{
    content::Inline,
    conversation::{NewOutgoing, Outbound, RatedTurn},
    feedback::Colour,
    ids::AnswerId,
    locale::Locale,
    manner::Style,
    reply::{EasyReadLine, HelpCard, Reply, SourceLine},
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
        if answer.is_none() && !reply.suggestions.is_empty() {
            // Its buttons need the name of the turn, which is told only where the answer can be rated.
            answer = self.transcript(person).await.1.pop().filter(|last| last.turn.reply == *reply).map(|last| last.turn.answer);
        }
        let ratable = reply.ratable && outbound.answer.is_some();
        self.messages(person, reply, outbound.style, answer.as_ref(), ratable, None, asked)
    }

    /// The messages of something said before, in that style.
    pub(super) fn show_again(&self, person: &Person, said: &RatedTurn, style: Style) -> Vec<NewOutgoing> {
        let (turn, given) = (&said.turn, said.given.as_ref().map(|g| g.colour));
        self.messages(person, &turn.reply, style, Some(&turn.answer), turn.reply.ratable, given, None)
    }

    #[expect(clippy::too_many_arguments, reason = "the two callers above are its whole public")]
    fn messages(
        &self,
        person: &Person,
        reply: &Reply,
        style: Style,
        answer: Option<&AnswerId>,
        ratable: bool,
        given: Option<Colour>,
        asked: Option<&str>,
    ) -> Vec<NewOutgoing> {
        let locale = &reply.tongues.own();
        let language = &reply.tongues.text;
        let whole = reply.article.as_ref().and_then(|(article, anchor)| self.page_link(article, language, anchor, style));
        let page = page(reply, style, locale, ratable, asked, whole, &|article| self.article_link(article));
        let parts = page.parts(&locale.say("telegram-too-long"));
        let keyboard = answer.and_then(|a| buttons::under_answer(a, ratable, given, &reply.suggestions, locale));
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

fn page(
    reply: &Reply,
    style: Style,
    locale: &Locale,
    ratable: bool,
    asked: Option<&str>,
    whole: Option<Url>,
    article: &dyn Fn(&str) -> Option<Url>,
) -> Page {
    let mut body: Vec<Rich> = Vec::new();
    // The heading already says what was asked where that was an article's own title.
    let asked = asked.filter(|question| reply.title.as_deref() != Some(question));
    body.extend(asked.map(|question| Rich::plain(&locale.say_with("telegram-asked", &[("question", question)]))));
    body.extend(reply.labels.iter().map(|label| Rich::plain(label)));
    body.extend(reply.title.iter().map(|title| Rich::bold(title)));
    match style {
        Style::Standard => body.push(rich::blocks(&reply.standard, article)),
        Style::EasyRead => {
            body.push(easy(&reply.easy_read));
            body.extend(reply.easy_read_note.iter().map(|note| Rich::plain(note)));
        }
    }
    let mut tail: Vec<Rich> = Vec::new();
    let contacts = reply.contacts.iter().map(|c| rich::inlines(c, article));
    tail.push(headed(&locale.say("contacts-heading"), contacts.map(|c| marked("• ", &c))));
    tail.extend(whole.map(|url| Rich::link(&locale.say("read-more"), url)));
    tail.push(headed(&locale.say("sources-heading"), sources(&reply.sources, locale).into_iter()));
    tail.extend(reply.notes.iter().map(|note| Rich::plain(note)));
    let suggestions = reply.suggestions.iter().enumerate().map(|(i, s)| Rich::plain(&format!("{}. {s}", i + 1)));
    tail.push(headed(&locale.say(reply.suggestions_key()), suggestions));
    if ratable {
        tail.push(Rich::bold(&locale.say("rate-question")));
    }
    let help = reply.help.as_ref().map(|card| help(card, style)).unwrap_or_default();
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
