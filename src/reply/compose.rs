use super::{
    EasyReadLine, HelpCard, Reply, SourceLine, hard_words,
    shorten::{self, Shortener},
};
use crate::{
    answer::{Answer, AnswerStatus, Chosen, Library},
    area::{Area, ContactRole},
    clock::PartialDate,
    content::{Block, Inline, plain},
    knowledge::{Article, Origin, Passage, Pictures, Translation},
    locale::Locale,
    safeguarding::{Level, Screening},
    text,
};

/// Most lines of easy read before "More" (standards.md §1.2).
pub const MOST_EASY_LINES: usize = 10;

/// From so many misses in a row on, a person is offered before anything else.
const MISSES_BEFORE_A_PERSON: usize = 2;
/// Of a whole document only the beginning is made short: what it is.
const OPENING_BLOCKS: usize = 40;
/// Easy-read lines of each answer where a message asked two things.
const LINES_OF_TWO: usize = 6;

/// The reply to an answer, in both styles.
pub fn compose(library: &Library, answer: &Answer, locale: &Locale) -> Reply {
    let noticed = answer.language.as_deref().and_then(Locale::tagged);
    if let Some(locale) = &noticed
        && answer.status != AnswerStatus::Crisis
    {
        return in_their_language(library, answer, locale);
    }
    let mut reply = Reply::empty(answer.status);
    own_words(&mut reply, locale);
    reply.help = help(library, &answer.screening, answer.area.as_ref());
    match answer.status {
        AnswerStatus::Crisis => return reply,
        AnswerStatus::Answered if answer.chosen.is_empty() => return fault(locale),
        AnswerStatus::Answered => {
            for chosen in &answer.chosen {
                answered(&mut reply, library, answer, chosen, locale);
            }
        }
        AnswerStatus::SmallTalk => small_talk(&mut reply, answer, locale),
        AnswerStatus::Personal => {
            reply.title = Some(locale.say("personal-title"));
            say(&mut reply, locale, "personal");
            reply.contacts = contacts(library, answer.area.as_ref(), &[ContactRole::Casework, ContactRole::Advice]);
        }
        // After two misses in a row a person comes first, not a third guess.
        AnswerStatus::Clarification if answer.misses < MISSES_BEFORE_A_PERSON => {
            reply.title = Some(locale.say("clarification-title"));
            say(&mut reply, locale, "clarification");
        }
        AnswerStatus::Unanswered | AnswerStatus::Clarification => {
            let again = answer.misses >= MISSES_BEFORE_A_PERSON;
            reply.title = Some(locale.say(if again { "missed-again-title" } else { "unanswered-title" }));
            say(&mut reply, locale, if again { "missed-again" } else { "unanswered" });
            reply.contacts = contacts(library, answer.area.as_ref(), &[ContactRole::Advice, ContactRole::Information]);
            add_local_offer(&mut reply, library, answer.area.as_ref(), locale);
        }
        AnswerStatus::Error => return Reply { help: reply.help, ..fault(locale) },
    }
    if reply.status == AnswerStatus::Answered {
        let first = answer.chosen.first().and_then(|c| library.knowledge.passages.get(c.passage));
        let article = first.and_then(|p| library.knowledge.article_of(p));
        hard_words(&mut reply, library, article, answer.area.as_ref());
    }
    if let Some(elsewhere) = &answer.elsewhere {
        reply.labels.insert(0, elsewhere.clone());
        reply.tongues.english_labels = 1;
    }
    if answer.status == AnswerStatus::Answered {
        reply.tongues.text = Locale::default().tag();
    }
    // Whoever may be in trouble, and asked nothing that we know, is not sent through pages that happen to lie near.
    if reply.help.is_none() || answer.status == AnswerStatus::Answered {
        offer(&mut reply, library, answer, locale);
    }
    reply
}

/// The reply to a question in another language: a translated article where one answers, else what we can do, and the nearest pages.
fn in_their_language(library: &Library, answer: &Answer, locale: &Locale) -> Reply {
    let mut reply = Reply::empty(answer.status);
    own_words(&mut reply, locale);
    reply.help = help(library, &answer.screening, answer.area.as_ref());
    let knowledge = &library.knowledge;
    let found = answer.translated.and_then(|(at, part)| knowledge.translations.get(at).map(|t| (t, part)));
    match (answer.status, found) {
        (AnswerStatus::Answered, Some((translation, part))) => {
            let about = knowledge.areas.name(&translation.article.area);
            if translation.article.area != Area::england() && answer.area.as_ref() != Some(&translation.article.area) {
                reply.labels.push(locale.say_with("label-about", &[("about", about)]));
            }
            translated(&mut reply, library, translation, Some(part), locale);
            reply.ratable = true;
        }
        (AnswerStatus::SmallTalk, _) => small_talk(&mut reply, answer, locale),
        (AnswerStatus::Clarification | AnswerStatus::Unanswered, _) => {
            reply.title = Some(locale.say("foreign-title"));
            say(&mut reply, locale, "foreign");
            // Whoever may be in trouble is not sent through pages that happen to lie near.
            let offers = answer.status == AnswerStatus::Clarification && reply.help.is_none();
            say(&mut reply, locale, if offers { "foreign-near" } else { "foreign-none" });
            let in_english = |title: &String| !knowledge.translations.iter().any(|t| t.article.title == *title);
            if offers && answer.suggestions.iter().any(in_english) {
                say(&mut reply, locale, "foreign-near-english");
            }
            say(&mut reply, locale, "foreign-people");
            reply.contacts = contacts(library, answer.area.as_ref(), &[ContactRole::Advice, ContactRole::Information]);
            add_local_offer(&mut reply, library, answer.area.as_ref(), locale);
        }
        _ => return Reply { help: reply.help, ..fault(locale) },
    }
    if reply.help.is_none() || answer.status == AnswerStatus::Answered {
        suggest(&mut reply, library, &answer.suggestions, locale);
    }
    reply
}

fn small_talk(reply: &mut Reply, answer: &Answer, locale: &Locale) {
    let route = answer.route.as_deref().unwrap_or("nothing");
    say(reply, locale, &format!("route-{route}"));
    reply.greets = route == "greeting";
}

/// Everything is in that language until something else is put in.
fn own_words(reply: &mut Reply, locale: &Locale) {
    reply.tongues.own = locale.tag();
    reply.tongues.text = locale.tag();
}

/// Suggestions with the language of each: that of the translation whose title it is, else English.
fn suggest(reply: &mut Reply, library: &Library, suggestions: &[String], locale: &Locale) {
    let tag = locale.tag();
    let is_own = |title: &String| library.knowledge.translations.iter().any(|t| t.language == tag && t.article.title == *title);
    let language = |title: &String| if is_own(title) { tag.clone() } else { Locale::default().tag() };
    reply.tongues.suggestions = suggestions.iter().map(language).collect();
    reply.suggestions = suggestions.to_vec();
}

/// What can be asked next. Where a person has chosen another language and asked in English, the answer is in English, and says so; its
/// translation is offered.
fn offer(reply: &mut Reply, library: &Library, answer: &Answer, locale: &Locale) {
    if *locale == Locale::default() {
        reply.suggestions.clone_from(&answer.suggestions);
        return;
    }
    if answer.status == AnswerStatus::Answered {
        reply.labels.push(locale.say("label-in-english"));
    }
    let knowledge = &library.knowledge;
    let chosen = answer.chosen.iter().filter_map(|c| knowledge.passages.get(c.passage)).filter_map(|p| knowledge.article_of(p));
    let near = answer.suggestions.iter().filter_map(|title| knowledge.articles.iter().find(|a| a.title == *title));
    let own = chosen.chain(near).filter_map(|a| knowledge.translation(&a.id, &locale.tag())).map(|t| &t.article.title);
    let mut all: Vec<String> = Vec::new();
    for title in own.chain(&answer.suggestions) {
        if !all.contains(title) {
            all.push(title.clone());
        }
    }
    suggest(reply, library, &all, locale);
}

/// A translated article as a whole, for its own page.
pub fn translated_article(library: &Library, translation: &Translation, locale: &Locale) -> Reply {
    let mut reply = Reply::empty(AnswerStatus::Answered);
    own_words(&mut reply, locale);
    translated(&mut reply, library, translation, None, locale);
    reply.more.clear();
    reply.standard = translation.article.sections.iter().flat_map(|s| s.blocks.iter().cloned()).collect();
    reply
}

/// The opening of a translated article and the part of it that answers, with the sources of the English one.
fn translated(reply: &mut Reply, library: &Library, translation: &Translation, part: Option<usize>, locale: &Locale) {
    let article = &translation.article;
    reply.tongues.text.clone_from(&translation.language);
    reply.title = Some(article.title.clone());
    for (at, passage) in translation.passages.iter().enumerate().filter(|(at, p)| p.opening || Some(*at) == part) {
        if !passage.opening {
            reply.standard.push(Block::Heading { level: 3, content: vec![Inline::text(&passage.heading)] });
        }
        reply.standard.extend(passage.blocks.iter().cloned());
        if Some(at) == part {
            reply.article = Some((article.id.as_str().to_owned(), passage.anchor.clone()));
        }
    }
    let told = |(at, passage): &(usize, &Passage)| passage.opening || Some(*at) == part;
    reply.more = rest(article, translation.passages.iter().enumerate().filter(|p| !told(p)).map(|(_, passage)| passage));
    reply.easy_read = written(&library.knowledge.pictures, article);
    reply.easy_read_note = easy_read_note(article, locale);
    reply.sources = article.sources.iter().map(|s| source_line(s, locale)).collect();
    if !translation.is_read() {
        note(reply, locale.say("note-translated"));
    }
    notes(reply, article, locale);
}

/// The canned reply when something of ours broke: nobody is left without a word.
pub fn fault(locale: &Locale) -> Reply {
    let mut reply = Reply::empty(AnswerStatus::Error);
    own_words(&mut reply, locale);
    reply.title = Some(locale.say("fault-title"));
    say(&mut reply, locale, "fault");
    reply
}

/// A short notice from the catalogue, in both styles.
pub fn notice(locale: &Locale, key: &str, args: &[(&'static str, &str)]) -> Reply {
    let mut reply = Reply::empty(AnswerStatus::SmallTalk);
    own_words(&mut reply, locale);
    put(&mut reply, &locale.say_with(key, args));
    reply
}

/// An article as a whole, for its own page: easy read, sources and how old it is; its sections are the page's to lay out.
pub fn whole_article(library: &Library, article: &Article, locale: &Locale) -> Reply {
    let mut reply = Reply::empty(AnswerStatus::Answered);
    reply.tongues.own = locale.tag();
    reply.title = Some(article.title.clone());
    reply.standard = article.sections.iter().flat_map(|s| s.blocks.iter().cloned()).collect();
    let opening = shorten::Passage {
        blocks: &reply.standard[..reply.standard.len().min(OPENING_BLOCKS)],
        area: Some(&article.area),
        lead: None,
        asked: &[],
        most: MOST_EASY_LINES,
        letter: false,
    };
    let (lines, made) = easy_read(library, article, &opening);
    reply.easy_read = lines;
    reply.easy_read_note = easy_read_note(article, locale).filter(|_| made);
    reply.sources = article.sources.iter().map(|s| source_line(s, locale)).collect();
    notes(&mut reply, article, locale);
    hard_words(&mut reply, library, Some(article), None);
    reply
}

/// Marks the words that need explaining; the article of a term explains that one itself.
fn hard_words(reply: &mut Reply, library: &Library, article: Option<&Article>, area: Option<&Area>) {
    let areas: Vec<&Area> = article.map(|a| &a.area).into_iter().chain(area).collect();
    let own = article.filter(|a| a.origin == Origin::Glossary).and_then(|a| a.id.as_str().rsplit('/').next());
    hard_words::mark(reply, &library.knowledge, &areas, own);
}

fn say(reply: &mut Reply, locale: &Locale, key: &str) {
    put(reply, &locale.say(key));
}

/// Each line of a catalogue message is a paragraph, and a line of easy read.
pub(super) fn put(reply: &mut Reply, message: &str) {
    for line in message.lines().map(str::trim).filter(|l| !l.is_empty()) {
        reply.standard.push(Block::paragraph(line));
        for sentence in text::sentences(line) {
            reply.easy_read.push(EasyReadLine::new("", "", sentence));
        }
    }
}

fn help(library: &Library, screening: &Screening, area: Option<&Area>) -> Option<HelpCard> {
    if screening.level == Level::None && !screening.self_injury {
        return None;
    }
    let signpost = library.screener.signpost(screening, area.map(Area::as_str));
    let pictures = &library.knowledge.pictures;
    let lines = signpost.easy_read.iter().map(|l| easy_line(pictures, &l.picture, &l.text));
    Some(HelpCard { title: signpost.title, easy_read: lines.collect(), standard: signpost.standard, spoken: signpost.spoken })
}

fn answered(reply: &mut Reply, library: &Library, answer: &Answer, chosen: &Chosen, locale: &Locale) {
    let knowledge = &library.knowledge;
    let found = knowledge.passages.get(chosen.passage).and_then(|p| knowledge.article_of(p).map(|a| (p, a)));
    let Some((passage, article)) = found else {
        *reply = Reply { help: reply.help.take(), ..fault(locale) };
        return;
    };
    label(reply, library, answer, article, chosen, locale);
    let of_two = answer.chosen.len() > 1;
    let second = reply.title.is_some();
    if of_two {
        // Each of two answers stands under its own heading.
        reply.standard.push(Block::Heading { level: 3, content: vec![Inline::text(&article.title)] });
    }
    if second {
        reply.title = Some(locale.say("two-answers-title"));
    } else {
        reply.title = Some(article.title.clone());
        reply.article = Some((article.id.as_str().to_owned(), passage.anchor.clone()));
    }
    // The sentence that answers comes first where the passage begins with something else, as a document's pages do.
    let ahead = chosen.sentence.as_ref().filter(|s| leads(article, &passage.text, s));
    if let Some(sentence) = ahead {
        reply.standard.push(Block::Paragraph { content: vec![Inline::Strong { content: vec![Inline::text(sentence)] }] });
    }
    // What is said ahead needs no mark where it stands, nor does the one sentence of a passage.
    let mut to_mark = chosen.sentence.as_deref().filter(|_| ahead.is_none() && text::sentences(&passage.text).len() > 1);
    let also = chosen.also.and_then(|p| knowledge.passages.get(p));
    // The opening says what the article is about, so it comes before a part of it.
    let mut shown: Vec<&Passage> = std::iter::once(passage).chain(also).collect();
    shown.sort_by_key(|p| !p.opening);
    for part in shown {
        if !part.opening && part.heading != article.title {
            reply.standard.push(Block::Heading { level: if of_two { 4 } else { 3 }, content: vec![Inline::text(&part.heading)] });
        }
        let mut blocks = part.blocks.clone();
        if part.anchor == passage.anchor && to_mark.is_some_and(|sentence| mark(&mut blocks, sentence)) {
            to_mark = None;
        }
        reply.standard.append(&mut blocks);
    }
    if !of_two {
        let told: Vec<&str> = std::iter::once(passage).chain(also).map(|p| p.id.as_str()).collect();
        let others = knowledge.passages.iter().filter(|p| p.article == passage.article && !told.contains(&p.id.as_str()));
        reply.more = rest(article, others);
    }
    let most = if of_two { LINES_OF_TWO } else { MOST_EASY_LINES };
    let words = shorten::Passage {
        blocks: &passage.blocks,
        area: Some(&article.area),
        lead: chosen.sentence.as_deref(),
        asked: &answer.asked,
        most,
        letter: false,
    };
    let (mut lines, made) = easy_read(library, article, &words);
    if of_two {
        lines.truncate(LINES_OF_TWO);
    }
    reply.easy_read.extend(lines);
    // What could not be made short was not made by anybody.
    reply.easy_read_note = easy_read_note(article, locale).filter(|_| made).or_else(|| reply.easy_read_note.take());
    let mut sources: Vec<SourceLine> = article.sources.iter().map(|s| source_line(s, locale)).collect();
    if article.origin == Origin::Imported {
        place(&mut sources, passage, locale);
    }
    for source in sources {
        if !reply.sources.contains(&source) {
            reply.sources.push(source);
        }
    }
    notes(reply, article, locale);
    reply.ratable = true;
}

/// What an article says besides the parts that were told; a document is too long to be told whole.
fn rest<'a>(article: &Article, others: impl Iterator<Item = &'a Passage>) -> Vec<Block> {
    let mut out = Vec::new();
    let mut above = String::new();
    for part in others.filter(|_| article.origin == Origin::Written) {
        if !part.opening && part.heading != above {
            out.push(Block::Heading { level: 3, content: vec![Inline::text(&part.heading)] });
            above.clone_from(&part.heading);
        }
        out.extend(part.blocks.iter().cloned());
    }
    out
}

/// Marks the sentence that answers where it stands, so that a tired reader's eye finds it; nothing where marks or links run through it.
fn mark(blocks: &mut [Block], sentence: &str) -> bool {
    blocks.iter_mut().any(|block| match block {
        Block::Paragraph { content } => mark_in(content, sentence),
        Block::List { items, .. } => items.iter_mut().any(|item| mark(item, sentence)),
        Block::Heading { .. } | Block::Table { .. } => false,
    })
}

fn mark_in(content: &mut Vec<Inline>, sentence: &str) -> bool {
    for at in 0..content.len() {
        let Some(Inline::Text { text }) = content.get(at) else { continue };
        let Some((before, after)) = text.split_once(sentence) else { continue };
        let piece = |words: &str| (!words.is_empty()).then(|| Inline::text(words));
        let marked = Inline::Strong { content: vec![Inline::text(sentence)] };
        let pieces: Vec<Inline> = [piece(before), Some(marked), piece(after)].into_iter().flatten().collect();
        content.splice(at..=at, pieces);
        return true;
    }
    false
}

/// Whether a sentence is worth saying ahead: the words are a document's own, several sentences long, and begin with another.
fn leads(article: &Article, passage: &str, sentence: &str) -> bool {
    let all = text::sentences(passage);
    let words = sentence.split_whitespace().count();
    article.origin == Origin::Imported && all.len() > 2 && all.first().is_some_and(|first| first != sentence) && (5..=50).contains(&words)
}

fn label(reply: &mut Reply, library: &Library, answer: &Answer, article: &Article, chosen: &Chosen, locale: &Locale) {
    let areas = &library.knowledge.areas;
    let about = areas.name(&article.area);
    if chosen.elsewhere {
        let own = answer.area.as_ref().map_or("", |a| areas.name(a));
        reply.labels.push(locale.say_with("label-elsewhere", &[("about", about), ("own", own)]));
    } else if answer.area.is_none() && article.area != Area::england() {
        reply.labels.push(locale.say_with("label-about", &[("about", about)]));
    }
    if !answer.corrected.is_empty() && reply.title.is_none() {
        let read: Vec<String> = answer.corrected.iter().map(|(_, meant)| format!("“{meant}”")).collect();
        reply.labels.push(locale.say_with("label-corrected", &[("words", &read.join(", "))]));
    }
}

/// The easy read that people wrote for an article.
fn written(pictures: &Pictures, article: &Article) -> Vec<EasyReadLine> {
    article.easy_read.iter().map(|l| easy_line(pictures, &l.picture, &l.text)).collect()
}

/// The easy read of an article; where nobody has written one, the passage in short lines, made by computer. With it, whether there is
/// any: what cannot be made short says so in its place.
fn easy_read(library: &Library, article: &Article, words: &shorten::Passage<'_>) -> (Vec<EasyReadLine>, bool) {
    let pictures = &library.knowledge.pictures;
    if !article.easy_read.is_empty() {
        return (written(pictures, article), true);
    }
    // The lines stand among words of the document, and so in its language. The last tells that there is more, so one less is left for
    // the words themselves.
    let english = Locale::default();
    let most = words.most.saturating_sub(1);
    let short = Shortener::new(&library.knowledge, &english).short(&shorten::Passage { most, ..*words });
    let mut lines: Vec<EasyReadLine> = short.lines.iter().map(|l| easy_line(pictures, &l.picture, &l.text)).collect();
    let own = |key: &str| EasyReadLine::new("", "", english.say(key));
    if lines.is_empty() {
        return (vec![own("short-none"), own("short-none-next")], false);
    }
    if short.is_part {
        lines.push(own("short-more"));
    }
    (lines, true)
}

/// What has to be said of who made the easy read.
fn easy_read_note(article: &Article, locale: &Locale) -> Option<String> {
    if article.easy_read.is_empty() {
        return Some(locale.say("easy-read-not-written"));
    }
    (article.readers == "nobody yet").then(|| locale.say("easy-read-not-read"))
}

/// A line of easy read, with what its picture is as an emoji.
pub fn easy_line(pictures: &Pictures, picture: &str, text: &str) -> EasyReadLine {
    EasyReadLine::new(picture, pictures.emoji(picture), text)
}

fn source_line(source: &crate::knowledge::Source, locale: &Locale) -> SourceLine {
    SourceLine {
        title: source.title.clone(),
        section: source.section.clone(),
        url: source.url.clone(),
        published: source.published.map(PartialDate::iso),
        published_said: source.published.map(|date| date.say_in(locale)),
    }
}

/// A document is long: its source says where in it the passage stands.
fn place(sources: &mut [SourceLine], passage: &Passage, locale: &Locale) {
    let Some(source) = sources.first_mut().filter(|s| s.section.is_none()) else { return };
    let mut place = passage.section.join(" › ");
    if let Some(page) = passage.page {
        let page = locale.say_with("source-page", &[("page", &page.to_string())]);
        place = if place.is_empty() { page } else { format!("{place}, {page}") };
    }
    source.section = (!place.is_empty()).then_some(place);
}

fn notes(reply: &mut Reply, article: &Article, locale: &Locale) {
    if let Some(date) = article.checked_on {
        let date = locale.say_date(date);
        let key = if article.checked_by == "nobody yet" { "note-evidence" } else { "note-checked" };
        note(reply, locale.say_with(key, &[("date", &date), ("who", &article.checked_by)]));
    }
    if article.origin == Origin::Imported {
        note(reply, locale.say("note-imported"));
    }
}

fn note(reply: &mut Reply, words: String) {
    if !reply.notes.contains(&words) {
        reply.notes.push(words);
    }
}

/// The contacts for these purposes: the person's area first, then what holds everywhere.
pub fn contacts(library: &Library, area: Option<&Area>, roles: &[ContactRole]) -> Vec<Vec<Inline>> {
    let areas = &library.knowledge.areas;
    let england = Area::england();
    let mut out = Vec::new();
    for role in roles {
        let own = area.filter(|a| **a != england).and_then(|a| areas.get(a));
        let own: Vec<_> = own.into_iter().flat_map(|i| i.contacts_for(*role)).filter(|c| !c.disputed).collect();
        let everywhere = areas.get(&england).into_iter().flat_map(|i| i.contacts_for(*role));
        // Where the area has its own advice line, the sentence that every area has one is not needed.
        let everywhere = everywhere.filter(|c| own.is_empty() || c.url.is_some() || c.phone.is_some());
        out.extend(own.iter().map(|c| c.inlines()));
        out.extend(everywhere.map(crate::area::Contact::inlines));
    }
    out
}

/// The Local Offer of the area after the contacts, in the program's own words.
fn add_local_offer(reply: &mut Reply, library: &Library, area: Option<&Area>, locale: &Locale) {
    let offer = local_offer(library, area, locale);
    reply.tongues.own_contacts = offer.iter().len();
    reply.contacts.extend(offer);
}

fn local_offer(library: &Library, area: Option<&Area>, locale: &Locale) -> Option<Vec<Inline>> {
    let info = area.and_then(|a| library.knowledge.areas.get(a))?;
    let url = info.local_offer.clone()?;
    let words = locale.say_with("local-offer", &[("area", &info.name)]);
    Some(vec![Inline::Link { target: url, content: vec![Inline::text(words)] }])
}

/// The whole of an answer's passage as plain text, for rows and JSON.
pub(super) fn standard_text(reply: &Reply) -> String {
    plain(&reply.standard)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_that_answers_is_marked_where_it_stands_and_no_word_changes() {
        let words = "You can ask. The council has 6 weeks to say yes or no. Keep a copy.";
        let item = || vec![Block::paragraph("First."), Block::paragraph(words)];
        let mut blocks = vec![Block::paragraph("Before."), Block::List { start: None, items: vec![item()] }];
        let before = plain(&blocks);
        assert!(mark(&mut blocks, "The council has 6 weeks to say yes or no."));
        assert_eq!(plain(&blocks), before);
        let marked = format!("{blocks:?}").matches("Strong").count();
        assert_eq!(marked, 1);
        assert!(!mark(&mut blocks, "Nobody said this."));
    }
}
