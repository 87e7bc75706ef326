//! What the templates show: plain values, already in the reader's style and language.

use askama::Template;

use crate::{
    answer::AnswerStatus,
    area::{Area, AreaInfo, Areas, Contact},
    conversation::RatedTurn,
    feedback::{Colour, Given, MAX_COMMENT_CHARS},
    http::{self, Page},
    locale::Locale,
    manner::{Manner, Style},
    pictures::Gallery,
    reply::{EasyReadLine, HelpCard, Reply, SourceLine},
};

/// One question and its answer.
#[derive(Template)]
#[template(path = "turn.html")]
pub(super) struct TurnView {
    pub page: Page,
    pub id: String,
    pub question: String,
    pub reply: Reply,
    pub easy: bool,
    pub easy_read: EasyView,
    pub help_easy: EasyView,
    pub rate: Option<RateView>,
    /// The attributes of the turn where it is in another language than the page.
    pub language: String,
}

impl TurnView {
    pub fn new(page: &Page, gallery: &Gallery, rated: RatedTurn, style: Style, manner: &Manner) -> Self {
        let turn = rated.turn;
        let own = turn.reply.tongues.own();
        let language = own.within(page.locale());
        let page = &page.clone().speaking(own);
        let reply = turn.reply.said(manner);
        let id = turn.answer.as_str().to_owned();
        let title = turn.reply.title.clone().unwrap_or_default();
        let rate = turn.reply.ratable.then(|| RateView::new(page, &id, &title, rated.given.as_ref()));
        let easy_read = EasyView::new(page, gallery, &reply, text_language(page, &reply));
        let help_easy = EasyView::of_help(page, gallery, reply.help.as_ref());
        let easy = style == Style::EasyRead;
        Self { page: page.clone(), id, question: turn.question, easy, easy_read, help_easy, rate, language, reply }
    }

    /// The card's heading, and whether it is seen: small talk has one for screen readers alone.
    fn heading(&self) -> (String, bool) {
        self.reply.title.clone().map_or_else(|| (self.page.say("reply-heading"), false), |title| (title, true))
    }

    /// Everything but the card's frame is absent where help stands alone.
    fn has_body(&self) -> bool {
        self.reply.status != AnswerStatus::Crisis
    }

    /// The attributes of the title: "Do you mean this?" is ours, whatever is asked about.
    fn title_language(&self) -> String {
        if self.reply.yes_no { String::new() } else { self.text_language() }
    }

    /// The attributes of the text.
    fn text_language(&self) -> String {
        text_language(&self.page, &self.reply)
    }

    fn label_language(&self, index: &usize) -> String {
        if *index < self.reply.tongues.english_labels { self.page.english() } else { String::new() }
    }

    fn contact_language(&self, index: &usize) -> String {
        let own = self.reply.contacts.len().saturating_sub(self.reply.tongues.own_contacts);
        if *index < own { self.page.english() } else { String::new() }
    }

    fn suggestion_language(&self, index: &usize) -> String {
        self.reply.tongues.suggestion(*index).within(self.page.locale())
    }

    /// The standard text, and what of it stands behind "More".
    fn body(&self) -> (String, String) {
        let (first, rest) = self.reply.standard_parts();
        (http::blocks(first, 3), http::blocks(rest, 3))
    }

    fn contacts(&self) -> Vec<String> {
        self.reply.contacts.iter().map(|c| http::inlines(c)).collect()
    }

    fn sources(&self) -> Vec<&SourceLine> {
        let mut out: Vec<&SourceLine> = Vec::new();
        for source in &self.reply.sources {
            if !out.contains(&source) {
                out.push(source);
            }
        }
        out
    }

    fn article(&self) -> Option<String> {
        let (id, anchor) = self.reply.article.as_ref()?;
        let style = if self.easy { "?style=easy-read" } else { "" };
        let anchor = if anchor.is_empty() || self.easy { String::new() } else { format!("#{anchor}") };
        let language = &self.reply.tongues.text;
        let language = if *language == Locale::default().tag() { String::new() } else { format!(".{language}") };
        Some(format!("/article/{id}{language}{style}{anchor}"))
    }

    fn failed(&self) -> bool {
        self.reply.status == AnswerStatus::Error
    }

    fn help_lines(&self, help: &HelpCard) -> Vec<HelpLine> {
        help_lines(help, &self.page)
    }

    fn help_language(&self, help: &HelpCard) -> String {
        spoken(help, true, &self.page)
    }
}

/// The attributes of title and text where they are in another language than the page.
fn text_language(page: &Page, reply: &Reply) -> String {
    if reply.title.is_none() { String::new() } else { reply.tongues.text().within(page.locale()) }
}

/// The thumbs under an answer.
#[derive(Template)]
#[template(path = "rate.html")]
pub(super) struct RateView {
    pub page: Page,
    pub id: String,
    pub title: String,
    pub colour: Option<Colour>,
    pub commented: bool,
    /// What just happened, in words.
    pub told: String,
    /// Help that a comment called for.
    pub help: Option<Vec<HelpLine>>,
    pub help_title: String,
    /// The attributes that tell the heading's language.
    pub help_language: String,
    pub failed: bool,
}

impl RateView {
    pub fn new(page: &Page, id: &str, title: &str, given: Option<&Given>) -> Self {
        let commented = given.is_some_and(|g| g.comment.is_some());
        let key = if commented { "rated-comment" } else { "rated" };
        Self {
            page: page.clone(),
            id: id.to_owned(),
            title: title.to_owned(),
            colour: given.map(|g| g.colour),
            commented,
            told: if given.is_some() { page.say(key) } else { String::new() },
            help: None,
            help_title: String::new(),
            help_language: String::new(),
            failed: false,
        }
    }

    fn thumbs(&self) -> [(Colour, String, bool); 3] {
        Colour::ALL.map(|c| (c, self.page.say(&format!("rate-{}", c.as_str())), self.colour == Some(c)))
    }

    fn most(&self) -> usize {
        MAX_COMMENT_CHARS
    }
}

/// An area in a list to choose from.
pub(super) struct AreaChoice {
    pub value: String,
    pub name: String,
    pub chosen: bool,
}

/// The areas to choose from, with everywhere last.
pub(super) fn area_choices(page: &Page, areas: &Areas, chosen: Option<&Area>) -> Vec<AreaChoice> {
    let one = |i: &&AreaInfo| AreaChoice { value: i.area.as_str().to_owned(), name: i.name.clone(), chosen: chosen == Some(&i.area) };
    let mut out: Vec<AreaChoice> = areas.choices().iter().map(one).collect();
    out.push(AreaChoice { value: Area::england().as_str().to_owned(), name: page.say("area-elsewhere"), chosen: chosen.is_none() });
    out
}

/// The chat.
#[derive(Template)]
#[template(path = "chat.html")]
pub(super) struct ChatPage {
    pub page: Page,
    pub areas: Vec<AreaChoice>,
    pub easy: bool,
    pub remember: bool,
    /// Nothing on the page may hurry: no time is named by which it goes.
    pub unhurried: bool,
    pub turns: Vec<TurnView>,
    /// Questions to begin with, each with the attributes of its language.
    pub starters: Vec<(String, String)>,
    pub draft: String,
    pub problem: String,
}

impl ChatPage {
    fn newest(&self) -> String {
        self.turns.last().map_or(String::new(), |t| format!("turn-{}", t.id))
    }
}

/// The page after leaving.
#[derive(Template)]
#[template(path = "left.html")]
pub(super) struct LeftPage {
    pub page: Page,
}

/// A contact with how sure it is.
pub(super) struct ContactView {
    pub html: String,
    pub checked: String,
}

/// The people of one area.
pub(super) struct PeopleView {
    pub anchor: String,
    pub heading: String,
    pub contacts: Vec<ContactView>,
}

impl PeopleView {
    pub fn new(page: &Page, info: &AreaInfo) -> Self {
        let everywhere = info.area == Area::england();
        let heading = if everywhere { page.say("person-everywhere") } else { page.say1("person-in", "area", &info.name) };
        let contacts = info.contacts.iter().map(|c| ContactView { html: http::inlines(&c.inlines()), checked: checked(page, c) });
        Self { anchor: info.area.as_str().to_owned(), heading, contacts: contacts.collect() }
    }
}

fn checked(page: &Page, contact: &Contact) -> String {
    match contact.checked_on {
        _ if contact.disputed => page.say("contact-disputed"),
        Some(date) => page.say1("contact-checked", "date", &page.locale().say_date(date)),
        None => page.say("contact-unchecked"),
    }
}

/// Whom to talk to.
#[derive(Template)]
#[template(path = "person.html")]
pub(super) struct PersonPage {
    pub page: Page,
    pub areas: Vec<AreaChoice>,
    pub danger: Vec<String>,
    pub people: Vec<PeopleView>,
}

/// One article as a page.
#[derive(Template)]
#[template(path = "article.html")]
pub(super) struct ArticlePage {
    pub page: Page,
    pub address: String,
    pub title: String,
    pub about: String,
    pub past: bool,
    pub newer: Option<String>,
    pub easy: bool,
    pub easy_note: String,
    pub easy_read: EasyView,
    pub reply: Reply,
    pub sections: Vec<SectionView>,
    pub details: Vec<String>,
    /// The attributes of what stands in the article's own language.
    pub language: String,
    /// The same article in another language: address, attributes and words.
    pub other: Option<(String, String, String)>,
}

/// The languages, and what is in each.
#[derive(Template)]
#[template(path = "languages.html")]
pub(super) struct LanguagesPage {
    pub page: Page,
    pub languages: Vec<LanguageView>,
}

/// One language and what is in it.
pub(super) struct LanguageView {
    pub tag: String,
    pub dir: &'static str,
    pub name: String,
    /// Its English name; empty for English itself.
    pub english: String,
    /// What there is, in the reader's language.
    pub lines: Vec<String>,
    /// Its translated articles: address and title.
    pub articles: Vec<(String, String)>,
}

/// A section of an article.
pub(super) struct SectionView {
    pub anchor: String,
    pub heading: String,
    pub html: String,
}

/// A line of a help card.
pub(super) struct HelpLine {
    /// The attributes that tell its language; empty where the whole card is in that of the page.
    pub language: String,
    /// Its words as HTML, each number a link.
    pub html: String,
}

/// The standard lines of a card.
pub(super) fn help_lines(help: &HelpCard, page: &Page) -> Vec<HelpLine> {
    let own = help.spoken.as_ref().map_or(0, |s| s.standard);
    let line = |(at, text): (usize, &String)| HelpLine { language: spoken(help, at < own, page), html: linked_numbers(text) };
    help.standard.iter().enumerate().map(line).collect()
}

/// Easy read as it is shown: a picture and one idea a line; what is beyond the first ten lines is behind "More".
#[derive(Template)]
#[template(path = "easy.html")]
pub(super) struct EasyView {
    page: Page,
    /// The attributes that tell the language of its lines; empty where it is that of the page.
    language: String,
    lines: Vec<LineView>,
    more: Vec<LineView>,
}

/// A line of easy read.
struct LineView {
    /// The attributes that tell its language; empty where it is that of the page.
    language: String,
    /// Where its drawing is.
    picture: Option<String>,
    /// Its picture where there is no drawing; empty where it has none.
    emoji: String,
    /// Its words as HTML.
    html: String,
}

impl EasyView {
    pub fn new(page: &Page, gallery: &Gallery, reply: &Reply, language: String) -> Self {
        let line = |line: &EasyReadLine| LineView::new(gallery, line, String::new(), http::easy_line(line));
        let (lines, more) = reply.easy_parts();
        Self { page: page.clone(), language, lines: lines.iter().map(line).collect(), more: more.iter().map(line).collect() }
    }

    /// Lines that stand by themselves, none of them behind "More".
    pub fn of_lines(page: &Page, gallery: &Gallery, lines: &[EasyReadLine], language: String) -> Self {
        let line = |line: &EasyReadLine| LineView::new(gallery, line, String::new(), http::easy_line(line));
        Self { page: page.clone(), language, lines: lines.iter().map(line).collect(), more: Vec::new() }
    }

    /// The lines of a help card, whose numbers can be tapped. None of them is put away behind "More".
    pub fn of_help(page: &Page, gallery: &Gallery, help: Option<&HelpCard>) -> Self {
        let mut out = Self { page: page.clone(), language: String::new(), lines: Vec::new(), more: Vec::new() };
        if let Some(help) = help {
            let own = help.spoken.as_ref().map_or(0, |s| s.easy_read);
            let lines = help.easy_read.iter().enumerate();
            out.lines = lines.map(|(at, l)| LineView::new(gallery, l, spoken(help, at < own, page), linked_numbers(&l.text))).collect();
        }
        out
    }
}

impl LineView {
    fn new(gallery: &Gallery, line: &EasyReadLine, language: String, html: String) -> Self {
        let picture = gallery.find(&line.picture, &line.emoji).map(|d| d.address.clone());
        Self { language, picture, emoji: line.emoji.clone(), html }
    }
}

/// The attributes of a part of a card that stands in the person's language, or in English beside it.
pub(super) fn spoken(help: &HelpCard, own: bool, page: &Page) -> String {
    let Some(spoken) = &help.spoken else { return page.english() };
    // A tag holds small letters and hyphens alone; nothing else goes into an attribute.
    let tag: String = spoken.tag.chars().filter(|c| c.is_ascii_lowercase() || *c == '-').collect();
    match (own, spoken.rtl) {
        (true, true) => format!(" lang=\"{tag}\" dir=\"rtl\""),
        (true, false) => format!(" lang=\"{tag}\" dir=\"ltr\""),
        (false, _) => " lang=\"en-GB\" dir=\"ltr\"".to_owned(),
    }
}

/// A fixed line of help as HTML, with each phone number in it as a link that can be tapped.
pub(super) fn linked_numbers(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(at);
        let length = from.find(|c: char| !c.is_ascii_digit() && c != ' ').unwrap_or(from.len());
        let run = from[..length].trim_end();
        out.push_str(&http::inlines(&[crate::content::Inline::text(before)]));
        out.push_str(&match number_address(before, run) {
            Some(address) => {
                let content = vec![crate::content::Inline::text(run)];
                http::inlines(&[crate::content::Inline::Link { target: address, content }])
            }
            None => http::inlines(&[crate::content::Inline::text(run)]),
        });
        rest = &from[run.len()..];
    }
    out.push_str(&http::inlines(&[crate::content::Inline::text(rest)]));
    out
}

/// The address behind a number: a call, or a text where the words before say so; none for what is no phone number.
fn number_address(before: &str, run: &str) -> Option<String> {
    let digits: String = run.chars().filter(char::is_ascii_digit).collect();
    let whole = matches!(digits.as_str(), "999" | "111" | "116123" | "18000" | "18001111");
    if digits == "85258" {
        return Some("sms:85258".to_owned());
    }
    let said = before.to_lowercase();
    if digits == "999" && said.trim_end().ends_with("text") {
        return Some("sms:999".to_owned());
    }
    let long = digits.len() >= 8 && digits.starts_with('0') && digits.len() <= 11;
    (whole || long).then(|| format!("tel:{digits}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_can_be_tapped_and_other_figures_stay() {
        let shown = linked_numbers("Under 19? Call 0800 1111 or 999 & wait 3 minutes.");
        assert_eq!(shown, "Under 19? Call <a href=\"tel:08001111\">0800 1111</a> or <a href=\"tel:999\">999</a> &amp; wait 3 minutes.");
        assert!(linked_numbers("text Shout on 85258.").contains("href=\"sms:85258\""));
    }
}
