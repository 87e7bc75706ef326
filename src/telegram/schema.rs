#![allow(clippy::needless_pass_by_value, reason = "dptree hands everything over by value")]

use std::sync::Arc;

use teloxide::{
    dispatching::{DpHandlerDescription, UpdateFilterExt},
    dptree::{self, Handler},
    types::{CallbackQuery, ChatId, MediaKind, Message, MessageEntity, MessageEntityKind, MessageId, MessageKind, Update},
};

use super::{
    buttons::{self, Press},
    calls,
    commands::{Command, Start},
    host::{self, Host, Person},
    render,
    rich::{self, Rich},
    updates::UpdateNumber,
};
use crate::{
    area::Area,
    conversation::{Action, NewOutgoing, Outbound, copy_json, copy_text, policy_views, receipt},
    feedback::Colour,
    ids::AnswerId,
    locale::Locale,
    manner::{Style, Way},
    safeguarding::Level,
    search,
};

/// Most terms on the buttons of one message.
const MOST_TERMS: usize = 5;
/// Most letters of a word that we do not have which are said again.
const MOST_WORD_CHARS: usize = 60;

type Calls = Vec<NewOutgoing>;
type Branch = Handler<'static, Calls, DpHandlerDescription>;

/// Who handles what, on one screen. What no branch takes is passed over in silence: channel posts, service messages, kinds of the future.
pub(super) fn schema() -> Branch {
    dptree::entry()
        .branch(
            Update::filter_message()
                .branch(
                    dptree::filter_map_async(writer)
                        .inspect(remember_wording)
                        .branch(said())
                        .branch(dptree::filter(is_no_text).endpoint(no_text)),
                )
                .branch(dptree::filter(is_in_group).endpoint(in_group)),
        )
        .branch(Update::filter_edited_message().chain(dptree::filter_map_async(writer).filter(says_something_new).branch(said())))
        .branch(Update::filter_callback_query().endpoint(pressed))
}

/// What a person can say, for the first time or by mending what they said.
fn said() -> Branch {
    dptree::entry()
        .branch(dptree::filter_map(|m: Message| m.text().and_then(Command::parse)).endpoint(command))
        .branch(dptree::filter_map(comment_in).endpoint(comment))
        .branch(dptree::filter_map(called_in).endpoint(call_me))
        .branch(dptree::filter_map(words_in).endpoint(words))
}

async fn writer(host: Arc<Host>, message: Message) -> Option<Person> {
    host.writer(&message).await
}

fn remember_wording(host: Arc<Host>, message: Message, update: UpdateNumber) {
    says_something_new(host, message, update);
}

/// Whether the message has not been answered in this wording before.
fn says_something_new(host: Arc<Host>, message: Message, update: UpdateNumber) -> bool {
    let said = message.text().or_else(|| message.caption()).unwrap_or_default();
    host.wordings.is_new(&message, said, update.0)
}

/// A comment and the answer it is about.
#[derive(Debug, Clone)]
struct Comment {
    answer: AnswerId,
    words: String,
}

/// A reply to our invitation: the link in it names the answer, so nothing needs to be remembered.
fn comment_in(message: Message) -> Option<Comment> {
    let words = message.text()?.to_owned();
    let answer = replied_to(&message).into_iter().find_map(|payload| Start::why_of(&payload));
    Some(Comment { answer: answer?, words })
}

/// What somebody likes to be called: a reply to our question for it.
#[derive(Debug, Clone)]
struct Called(String);

fn called_in(message: Message) -> Option<Called> {
    let words = message.text()?.to_owned();
    replied_to(&message).iter().any(|payload| Start::is_call_me(payload)).then_some(Called(words))
}

/// What the start links carry in the message of ours that this one replies to.
fn replied_to(message: &Message) -> Vec<String> {
    let ours = message.reply_to_message().filter(|m| m.from.as_ref().is_some_and(|u| u.is_bot));
    let entities = ours.and_then(|m| m.entities()).unwrap_or_default();
    let payload = |entity: &MessageEntity| match &entity.kind {
        MessageEntityKind::TextLink { url } => url.query_pairs().find(|(name, _)| name == "start").map(|(_, p)| p.into_owned()),
        _ => None,
    };
    entities.iter().filter_map(payload).collect()
}

/// What a person wrote, alone or under a picture.
#[derive(Debug, Clone)]
struct Words {
    text: String,
    under_picture: bool,
}

fn words_in(message: Message) -> Option<Words> {
    let text = message.text().or_else(|| message.caption())?.to_owned();
    Some(Words { text, under_picture: message.caption().is_some() })
}

fn is_in_group(message: Message) -> bool {
    message.chat.is_group() || message.chat.is_supergroup()
}

fn is_no_text(message: Message) -> bool {
    match &message.kind {
        MessageKind::Common(common) => !matches!(common.media_kind, MediaKind::Text(_) | MediaKind::Migration(_)),
        // Empty: something to see that is newer than teloxide.
        MessageKind::Dice(_) | MessageKind::Empty {} => true,
        _ => false,
    }
}

async fn command(host: Arc<Host>, person: Person, command: Command) -> Calls {
    match command {
        Command::Start(start) => self::start(&host, &person, start).await,
        // The drawn thumbs come here alone: a picture under every answer would be in the way of the answers.
        Command::Help => {
            let thumbs = calls::thumbs(person.chat, person.locale.say("telegram-thumbs"));
            host.say_words(&person, &help_words(&person)).into_iter().chain(thumbs).collect()
        }
        Command::Settings(said) => settings(&host, &person, said).await,
        Command::Glossary(word) => glossary(&host, &person, word).await,
        Command::EasyRead(style) => easy_read(&host, &person, style).await,
        Command::Area(named) => area(&host, &person, &named).await,
        Command::Language => language_question(&person).into_iter().collect(),
        Command::Person => people(&host, &person).await,
        Command::Explain => {
            let page = host.public_url.as_ref().map(|url| format!("{url}/explain"));
            let words = match &page {
                Some(url) => person.locale.say_with("letter-telegram", &[("url", url)]),
                None => person.locale.say("letter-telegram-none"),
            };
            host.say_words(&person, &words).into_iter().collect()
        }
        Command::Privacy => privacy(&host, &person).await,
        Command::MyData => my_data(&host, &person).await,
        Command::Stop => stop(&host, &person).await,
        Command::Unknown => {
            let words = format!("{}\n{}", person.locale.say("telegram-unknown-command"), help_words(&person));
            host.say_words(&person, &words).into_iter().collect()
        }
    }
}

async fn start(host: &Host, person: &Person, start: Start) -> Calls {
    if let Start::Why(answer) = start {
        return invite(host, person, &answer).await;
    }
    if start == Start::CallMe {
        return ask_name(host, person);
    }
    let mut words = person.locale.say("telegram-start");
    if let Some(url) = &host.public_url {
        words.push(' ');
        words.push_str(&person.locale.say_with("telegram-start-web", &[("url", url)]));
    }
    let mut calls: Calls = host.say_words(person, &words).into_iter().collect();
    match start {
        Start::Area(name) => match host.area_in(&name, &person.locale) {
            Some(area) => calls.extend(shown(host, person, Action::SetArea(area)).await),
            None => calls.extend(area_question(host, person, "area-choose", "telegram-area-skip").await),
        },
        Start::Article(id) => match title(host, &id) {
            Some(title) => calls.extend(ask(host, person, title.clone(), Some(&title)).await),
            None => calls.extend(host.say(person, "telegram-article-gone")),
        },
        Start::Plain | Start::Why(_) | Start::CallMe => {
            calls.extend(area_question(host, person, "area-choose", "telegram-area-skip").await);
        }
    }
    calls
}

fn title(host: &Host, article: &str) -> Option<String> {
    let library = host.assistant.library();
    library.knowledge.articles.iter().find(|a| a.id.as_str() == article).map(|a| a.title.clone())
}

fn help_words(person: &Person) -> String {
    let commands = Command::MENU.map(|name| format!("/{name} {}", Command::describe(name, &person.locale)));
    format!("{}\n{}", person.locale.say("telegram-help"), commands.join("\n"))
}

/// What the person has chosen, and how to choose otherwise: by button, or in words behind the command.
async fn settings(host: &Host, person: &Person, said: String) -> Calls {
    if !said.is_empty() {
        if let Some(way) = host::way_alone(&said, &person.locale).or_else(|| host::name_in(&said, &person.locale)) {
            return shown(host, person, Action::SetWays(vec![way])).await;
        }
        if let Some(style) = host::style_alone(&said, &person.locale) {
            return easy_read(host, person, Some(style)).await;
        }
        if is_danger(host, &said) {
            return ask(host, person, said, None).await;
        }
    }
    let chosen = host.preferences(person).await;
    let locale = &person.locale;
    let library = host.assistant.library();
    let area = match &chosen.area {
        Some(area) => locale.say_with("area-set", &[("area", library.knowledge.areas.name(area))]),
        None => locale.say("area-none"),
    };
    let summary = chosen.summary(locale).into_iter().map(|line| Rich::plain(&format!("• {line}")));
    let commands = ["easyread", "area", "language"].map(|name| Rich::plain(&format!("/{name} {}", Command::describe(name, locale))));
    let parts = std::iter::once(Rich::bold(&locale.say("manner-title")))
        .chain(summary)
        .chain([Rich::plain(&area), Rich::plain(&locale.say("telegram-settings"))])
        .chain(commands);
    calls::message(person.chat, &Rich::paragraphs(parts), Some(buttons::settings(&chosen, locale).into())).into_iter().collect()
}

/// A button of the settings: what was chosen is kept and said, and the buttons show it.
async fn choose(host: &Host, person: &Person, action: Action, message: Option<MessageId>) -> (Option<String>, Calls) {
    let outbounds = host.act(person, action).await;
    let mut calls = Calls::new();
    if outbounds.iter().all(|o| !o.failed) {
        let now = host.preferences(person).await;
        let buttons = buttons::settings(&now, &person.locale);
        calls.extend(message.and_then(|message| calls::new_buttons(person.chat, message, buttons)));
    }
    // Said as a message too: what only flashes up is not read out by a screen reader.
    calls.extend(shown_all(host, person, &outbounds).await);
    (toast(&outbounds), calls)
}

/// The question for what somebody likes to be called. The answer is a reply to it, so that no other words can be taken for a name.
fn ask_name(host: &Host, person: &Person) -> Calls {
    let locale = &person.locale;
    let Some(link) = host.link(Start::CALL_ME) else {
        tracing::error!("the bot has no username, so no name can be asked for");
        return host.say(person, "fault").into_iter().collect();
    };
    let about = locale.say("telegram-call-me-about");
    let words = locale.say_with("telegram-call-me", &[("about", &about)]);
    let (before, after) = words.split_once(&about).unwrap_or((&words, ""));
    let mut question = Rich::plain(before);
    question.push_link(&about, link);
    question.push(after);
    calls::message_to_reply_to(person.chat, &question, &locale.say("telegram-call-me-placeholder")).into_iter().collect()
}

async fn call_me(host: Arc<Host>, person: Person, called: Called) -> Calls {
    let way = host::name_in(&called.0, &person.locale).unwrap_or(Way::Name(Some(called.0)));
    shown(&host, &person, Action::SetWays(vec![way])).await
}

/// Whether words that are no question tell of danger, so that they are answered as one.
fn is_danger(host: &Host, said: &str) -> bool {
    host.assistant.library().screener.screen(said).level != Level::None
}

/// What a hard word means; how to ask for one, where none is named.
async fn glossary(host: &Host, person: &Person, word: String) -> Calls {
    if is_danger(host, &word) {
        return ask(host, person, word, None).await;
    }
    let locale = &person.locale;
    let library = host.assistant.library();
    let knowledge = &library.knowledge;
    if word.is_empty() {
        let wanted = locale.say("telegram-glossary-words");
        let common = wanted.split(',').filter_map(|name| knowledge.glossary.terms.iter().find(|t| t.term == name.trim()));
        let buttons = buttons::terms(common.take(MOST_TERMS)).map(Into::into);
        return calls::message(person.chat, &render::lines(&locale.say("telegram-glossary")), buttons).into_iter().collect();
    }
    let pictures = host.preferences(person).await.manner.pictures;
    let found = search::terms(knowledge, &word);
    match found.found.split_first() {
        Some((first, others)) => {
            let buttons = buttons::terms(others.iter().take(MOST_TERMS).copied());
            let rich = render::term(first, &knowledge.pictures, pictures, locale);
            calls::message(person.chat, &rich, buttons.map(Into::into)).into_iter().collect()
        }
        None => {
            let shown = crate::text::shorten(word.trim(), MOST_WORD_CHARS).into_owned();
            let mut parts = vec![Rich::plain(&locale.say_with("glossary-none", &[("word", &shown)]))];
            let key = if found.near.is_empty() { "telegram-glossary-ask" } else { "glossary-near" };
            parts.push(Rich::plain(&locale.say(key)));
            let buttons = buttons::terms(found.near.iter().copied()).map(Into::into);
            calls::message(person.chat, &Rich::paragraphs(parts), buttons).into_iter().collect()
        }
    }
}

/// The meaning of the term on a button.
async fn term(host: &Host, person: &Person, slug: &str) -> (Option<String>, Calls) {
    let pictures = host.preferences(person).await.manner.pictures;
    let library = host.assistant.library();
    let knowledge = &library.knowledge;
    match knowledge.glossary.terms.iter().find(|t| t.slug() == slug) {
        Some(term) => {
            let rich = render::term(term, &knowledge.pictures, pictures, &person.locale);
            (None, calls::message(person.chat, &rich, None).into_iter().collect())
        }
        None => (Some(person.locale.say("telegram-button-gone")), Calls::new()),
    }
}

/// The next part of an answer; its button goes from the message before, so that nothing is said twice by a slip.
async fn more(host: &Host, person: &Person, answer: &AnswerId, part: usize, message: Option<MessageId>) -> (Option<String>, Calls) {
    let chosen = host.preferences(person).await;
    let Some(said) = host.turn(person, answer).await else {
        return (Some(person.locale.say("telegram-button-gone")), Calls::new());
    };
    let mut calls = host.show_part(person, &said, chosen.style, &chosen.manner, part);
    if calls.is_empty() {
        return (Some(person.locale.say("telegram-button-gone")), calls);
    }
    let before = host.buttons_of(&said, chosen.style, &chosen.manner, part.saturating_sub(1));
    calls.splice(0..0, message.and_then(|message| calls::new_buttons(person.chat, message, before)));
    (None, calls)
}

/// The next part of the last answer, where that has one and a message is nothing but the wish for it.
async fn more_in_words(host: &Host, person: &Person, said: &str) -> Option<Calls> {
    if !host::wants_more(said, &person.locale) {
        return None;
    }
    let (chosen, mut turns) = host.transcript(person).await;
    let last = turns.pop()?;
    let next = host.places.next(&person.conversation.0, &last.turn.answer);
    let calls = host.show_part(person, &last, chosen.style, &chosen.manner, next);
    (!calls.is_empty()).then_some(calls)
}

async fn easy_read(host: &Host, person: &Person, style: Option<Style>) -> Calls {
    let now = host.transcript(person).await.0.style;
    let style = style.unwrap_or(if now == Style::EasyRead { Style::Standard } else { Style::EasyRead });
    let outbounds = host.act(person, Action::SetStyle(style)).await;
    let kept = outbounds.iter().all(|o| !o.failed);
    let mut calls = shown_all(host, person, &outbounds).await;
    if let Some(said) = host.last_said(person).await.filter(|_| kept) {
        let manner = outbounds.first().map(|o| o.manner.clone()).unwrap_or_default();
        calls.extend(host.show_again(person, &said, style, &manner));
    }
    calls
}

async fn area(host: &Host, person: &Person, named: &str) -> Calls {
    if named.is_empty() {
        return area_question(host, person, "area-choose", "area-any").await.into_iter().collect();
    }
    if let Some(area) = host.area_in(named, &person.locale) {
        return shown(host, person, Action::SetArea(area)).await;
    }
    let words = crate::text::words(named);
    let elsewhere = host.assistant.library().knowledge.areas.elsewhere(&words).map(|e| e.say.clone());
    let mut calls: Calls = elsewhere.and_then(|say| host.say_words(person, &say)).into_iter().collect();
    calls.extend(area_question(host, person, "area-unknown", "area-any").await);
    calls
}

/// The question for the area, with what is chosen now ticked.
async fn area_question(host: &Host, person: &Person, question: &str, any: &str) -> Option<NewOutgoing> {
    let chosen = host.transcript(person).await.0.area;
    let library = host.assistant.library();
    let keyboard = buttons::areas(&library.knowledge.areas, chosen.as_ref(), chosen.is_some(), &person.locale.say(any));
    calls::message(person.chat, &render::lines(&person.locale.say(question)), Some(keyboard.into()))
}

/// What is kept, why, how long and who can see it, from the policy in code.
async fn privacy(host: &Host, person: &Person) -> Calls {
    let chosen = host.transcript(person).await.0;
    let rules = host.assistant.record_rules();
    let rule = rules.of(chosen.area.as_ref().unwrap_or(&Area::england()));
    let locale = &person.locale;
    let mut parts = vec![Rich::bold(&locale.say("privacy-title"))];
    let say = |key: &str| Rich::paragraphs(locale.say(key).lines().map(|line| Rich::plain(line.trim())));
    let easy = chosen.style == Style::EasyRead;
    parts.push(say(if easy { "privacy-lead-easy" } else { "privacy-lead" }));
    // Sign-in sessions concern no family, and Telegram's messages are short.
    for view in policy_views(&rules, rule, chosen.style, locale) {
        parts.push(Rich::bold(&view.title));
        parts.extend(view.lines.iter().map(|line| Rich::plain(line)));
    }
    parts.push(Rich::bold(&locale.say("privacy-complaint")));
    parts.push(say(if easy { "privacy-complaint-easy" } else { "privacy-complaint-words" }));
    parts.push(say("telegram-privacy"));
    let whole = Rich::paragraphs(parts);
    whole.split(rich::MOST_UNITS).iter().filter_map(|part| calls::message(person.chat, part, None)).collect()
}

/// A copy of everything that is kept: a file to read and one for programs.
async fn my_data(host: &Host, person: &Person) -> Calls {
    let items = match host.assistant.export(&person.conversation).await {
        Ok(items) => items,
        Err(error) => {
            tracing::error!(%error, "somebody's data could not be put together");
            return host.say(person, "fault").into_iter().collect();
        }
    };
    let locale = &person.locale;
    let text = copy_text(&items, locale, &host.clock);
    let json = copy_json(&items, &host.clock);
    let said = host.say(person, if items.is_empty() { "my-data-none" } else { "telegram-my-data" });
    let files = [("waymark-my-data.txt", text), ("waymark-my-data.json", json)];
    let files = files.into_iter().filter(|_| !items.is_empty()).filter_map(|(name, words)| calls::file(person.chat, name, words));
    said.into_iter().chain(files).collect()
}

/// Deletes everything, and says what went and what stays.
async fn stop(host: &Host, person: &Person) -> Calls {
    match host.assistant.erase(&person.conversation).await {
        Ok(removed) => {
            let locale = &person.locale;
            let receipt = receipt(&removed, &host.assistant.record_rules(), locale);
            let list = |heading: &str, lines: &[String]| {
                let lines = lines.iter().map(|line| Rich::plain(&format!("• {line}")));
                Rich::paragraphs(std::iter::once(Rich::bold(&locale.say(heading))).chain(lines))
            };
            let words = Rich::paragraphs([
                list("erased-gone", &receipt.gone),
                list("erased-stays", &receipt.stays),
                render::lines(&locale.say("telegram-stopped")),
            ]);
            calls::message(person.chat, &words, None).into_iter().collect()
        }
        Err(error) => {
            tracing::error!(%error, "somebody's data could not be erased");
            host.say(person, "fault").into_iter().collect()
        }
    }
}

/// Whom to talk to: danger first, then the people of the chosen area and those for everybody.
async fn people(host: &Host, person: &Person) -> Calls {
    let own = host.transcript(person).await.0.area;
    let library = host.assistant.library();
    let areas = &library.knowledge.areas;
    let england = Area::england();
    let infos = own.iter().chain(std::iter::once(&england)).filter_map(|area| areas.get(area));
    let contacts = infos.flat_map(|info| &info.contacts).filter(|c| !c.disputed).map(|c| c.inlines());
    let words = render::people(&library.screener.always_in(&person.locale.tag()), contacts, &person.locale);
    calls::message(person.chat, &words, None).into_iter().collect()
}

async fn comment(host: Arc<Host>, person: Person, comment: Comment) -> Calls {
    shown(&host, &person, Action::Comment(comment.answer, comment.words)).await
}

async fn words(host: Arc<Host>, person: Person, words: Words, message: Message) -> Calls {
    let mut calls = answered(&host, &person, words).await;
    if host.is_late(&message) {
        // Behind the answer: where that is help, nothing may stand before it.
        calls.extend(host.say(&person, "telegram-late"));
    }
    calls
}

async fn answered(host: &Host, person: &Person, words: Words) -> Calls {
    if words.under_picture {
        // Someone in trouble may say so under a picture: the words count, and the picture is not looked at.
        let mut calls = ask(host, person, words.text, None).await;
        calls.extend(host.say(person, "telegram-only-text"));
        return calls;
    }
    if let Some(area) = host.area_alone(&words.text, &person.locale) {
        return shown(host, person, Action::SetArea(area)).await;
    }
    if let Some(style) = host::style_alone(&words.text, &person.locale) {
        return easy_read(host, person, Some(style)).await;
    }
    if let Some(way) = host::way_alone(&words.text, &person.locale) {
        return shown(host, person, Action::SetWays(vec![way])).await;
    }
    if let Some(calls) = more_in_words(host, person, &words.text).await {
        return calls;
    }
    if host::wants_person(&words.text, &person.locale) {
        return people(host, person).await;
    }
    if host::wants_my_data(&words.text, &person.locale) {
        return my_data(host, person).await;
    }
    if host::wants_stop(&words.text, &person.locale) {
        return stop(host, person).await;
    }
    if let Some((answer, colour)) = thumb(host, person, &words.text).await {
        return rate_in_words(host, person, answer, colour).await;
    }
    if let Some(question) = numbered(host, person, &words.text).await {
        return ask(host, person, question.clone(), Some(&question)).await;
    }
    ask(host, person, words.text, None).await
}

/// The thumb that was typed, and the last answer, where that can be rated.
async fn thumb(host: &Host, person: &Person, said: &str) -> Option<(AnswerId, Colour)> {
    let colour = host::thumb_alone(said, &person.locale)?;
    let last = host.transcript(person).await.1.pop().filter(|last| last.turn.reply.ratable)?;
    Some((last.turn.answer, colour))
}

/// A typed thumb is answered by a message, with the buttons that show it and can change it.
async fn rate_in_words(host: &Host, person: &Person, answer: AnswerId, colour: Colour) -> Calls {
    let outbounds = host.act(person, Action::Rate(answer.clone(), colour)).await;
    if outbounds.iter().any(|o| o.failed) {
        return shown_all(host, person, &outbounds).await;
    }
    let words = toast(&outbounds).unwrap_or_default();
    let thumbs = crate::reply::Reply::empty(crate::answer::AnswerStatus::Answered);
    let buttons = buttons::under_answer(&answer, true, Some(colour), &thumbs, None, &person.locale);
    calls::message(person.chat, &Rich::plain(&words), buttons.map(Into::into)).into_iter().collect()
}

/// The suggestion whose number was typed, for who finds buttons hard.
async fn numbered(host: &Host, person: &Person, said: &str) -> Option<String> {
    let number: usize = said.trim().trim_end_matches('.').parse().ok().filter(|n| (1..=9).contains(n))?;
    let (chosen, mut turns) = host.transcript(person).await;
    turns.pop()?.turn.reply.said(&chosen.manner).suggestions.into_iter().nth(number - 1)
}

async fn no_text(host: Arc<Host>, person: Person, message: Message) -> Calls {
    // An album comes as many messages; one word about it is enough.
    let album = message.media_group_id().map(|album| format!("album {}", album.0));
    if album.is_some_and(|album| !host.remarks.first(album)) {
        return Calls::new();
    }
    host.say(&person, "telegram-only-text").into_iter().collect()
}

async fn in_group(host: Arc<Host>, message: Message) -> Calls {
    let kind = if matches!(message.kind, MessageKind::Common(_)) { "message" } else { "service" };
    if !host.remarks.first(format!("group {} {kind}", message.chat.id)) {
        return Calls::new();
    }
    let language = message.from.as_ref().and_then(|u| u.language_code.as_deref());
    let person = host.person(message.chat.id, language);
    host.say(&person, "telegram-private-only").into_iter().collect()
}

/// A pressed button. Its clock is stopped whatever it meant.
async fn pressed(host: Arc<Host>, query: CallbackQuery) -> Calls {
    let at = query.message.as_ref().map(|m| (m.chat().id, m.id()));
    let in_private = query.message.as_ref().is_none_or(|m| m.chat().is_private());
    // Only a private chat has the number of its person.
    let chat = at.map_or_else(|| ChatId::from(query.from.id), |(chat, _)| chat);
    let person = host.chosen(host.person(chat, query.from.language_code.as_deref())).await;
    let message = at.map(|(_, message)| message);
    let press = query.data.as_deref().and_then(Press::parse).filter(|_| in_private);
    let (words, calls) = match press {
        Some(Press::Rate(answer, colour)) => rate(&host, &person, answer, colour, message).await,
        Some(Press::Why(answer)) => (None, invite(&host, &person, &answer).await),
        Some(Press::Suggestion(answer, index)) => suggestion(&host, &person, &answer, index).await,
        Some(Press::Area(area)) => choose_area(&host, &person, area, message).await,
        Some(Press::More(answer, part)) => more(&host, &person, &answer, part, message).await,
        Some(Press::Style(style)) => choose(&host, &person, Action::SetStyle(style), message).await,
        Some(Press::Way(way)) => choose(&host, &person, Action::SetWays(vec![way]), message).await,
        Some(Press::Languages) => (None, language_question(&person).into_iter().collect()),
        Some(Press::Language(locale)) => choose_language(&host, &person, locale, message).await,
        Some(Press::CallMe) => (None, ask_name(&host, &person)),
        Some(Press::Term(slug)) => term(&host, &person, &slug).await,
        None => (Some(person.locale.say("telegram-button-gone")), Calls::new()),
    };
    calls::pressed(&query.id, words.as_deref()).into_iter().chain(calls).collect()
}

async fn rate(host: &Host, person: &Person, answer: AnswerId, colour: Colour, message: Option<MessageId>) -> (Option<String>, Calls) {
    let outbounds = host.act(person, Action::Rate(answer.clone(), colour)).await;
    let words = toast(&outbounds);
    if outbounds.iter().any(|o| o.failed) {
        return (words, Calls::new());
    }
    let said = host.turn(person, &answer).await;
    let chosen = outbounds.into_iter().next().map(|o| (o.style, o.manner));
    let buttons = said.zip(chosen).and_then(|(said, (style, manner))| {
        let given = said.given.as_ref().map_or(colour, |g| g.colour);
        let more = host.more_with_thumbs(&said, style, &manner);
        let reply = said.turn.reply.said(&manner);
        buttons::under_answer(&answer, true, Some(given), &reply, more, &reply.tongues.own())
    });
    let edit = message.zip(buttons).and_then(|(message, buttons)| calls::new_buttons(person.chat, message, buttons));
    (words, edit.into_iter().collect())
}

async fn suggestion(host: &Host, person: &Person, answer: &AnswerId, index: usize) -> (Option<String>, Calls) {
    let chosen = host.preferences(person).await;
    let said = host.turn(person, answer).await;
    let shown = said.as_ref().map(|said| said.turn.reply.said(&chosen.manner));
    let question = match (&said, &shown) {
        // Yes is to this question, even where others were asked since; no is to the last one.
        (Some(said), Some(shown)) if shown.yes_no && index == 0 => said.turn.reply.suggestions.first().cloned(),
        (_, Some(shown)) => shown.suggestions.get(index).cloned(),
        _ => None,
    };
    match question {
        Some(question) => (None, ask(host, person, question.clone(), Some(&question)).await),
        None => (Some(person.locale.say("telegram-button-gone")), Calls::new()),
    }
}

async fn choose_area(host: &Host, person: &Person, area: Option<Area>, message: Option<MessageId>) -> (Option<String>, Calls) {
    let outbounds = host.act(person, Action::SetArea(area.clone())).await;
    let mut calls = Calls::new();
    if outbounds.iter().all(|o| !o.failed) {
        let library = host.assistant.library();
        let buttons = buttons::areas(&library.knowledge.areas, area.as_ref(), true, &person.locale.say("area-any"));
        calls.extend(message.and_then(|message| calls::new_buttons(person.chat, message, buttons)));
    }
    // Said as a message too: what only flashes up is not read out by a screen reader.
    calls.extend(shown_all(host, person, &outbounds).await);
    (toast(&outbounds), calls)
}

/// The question for the language, which whoever reads none of our words sees in the names of the languages themselves.
fn language_question(person: &Person) -> Option<NewOutgoing> {
    let keyboard = buttons::languages(&person.locale);
    calls::message(person.chat, &render::lines(&person.locale.say("language-choose")), Some(keyboard.into()))
}

async fn choose_language(host: &Host, person: &Person, locale: Locale, message: Option<MessageId>) -> (Option<String>, Calls) {
    let outbounds = host.act(person, Action::SetLanguage(locale.clone())).await;
    let mut calls = Calls::new();
    if outbounds.iter().all(|o| !o.failed) {
        calls.extend(message.and_then(|message| calls::new_buttons(person.chat, message, buttons::languages(&locale))));
    }
    calls.extend(shown_all(host, person, &outbounds).await);
    (toast(&outbounds), calls)
}

/// The invitation to say why, which the comment will be a reply to. Its link names the answer and opens this invitation again.
async fn invite(host: &Host, person: &Person, answer: &AnswerId) -> Calls {
    let locale = &person.locale;
    let Some(link) = host.link(&Start::why_payload(answer)) else {
        tracing::error!("the bot has no username, so no comment can be asked for");
        return host.say(person, "fault").into_iter().collect();
    };
    match host.turn(person, answer).await {
        None => return host.say(person, "rated-gone").into_iter().collect(),
        Some(said) if said.given.is_none() => return host.say(person, "comment-first-thumb").into_iter().collect(),
        Some(_) => {}
    }
    let about = locale.say("telegram-why-about");
    let words = locale.say_with("telegram-why", &[("about", &about)]);
    let (before, after) = words.split_once(&about).unwrap_or((&words, ""));
    let mut invitation = Rich::plain(before);
    invitation.push_link(&about, link);
    invitation.push(after);
    calls::message_to_reply_to(person.chat, &invitation, &locale.say("telegram-why-placeholder")).into_iter().collect()
}

async fn ask(host: &Host, person: &Person, question: String, unseen: Option<&str>) -> Calls {
    let mut calls = Calls::new();
    if host.must_wait(person, &question).await {
        // Told once in a minute: an answer to each would be a flood of ours.
        let minute = host.clock.now_ms() / 60_000;
        let first = host.remarks.first(format!("wait {} {minute}", person.chat));
        calls.extend(first.then(|| host.say(person, "telegram-wait")).flatten());
        return calls;
    }
    for outbound in host.act(person, Action::Ask(question)).await {
        calls.extend(host.show(person, &outbound, unseen).await);
    }
    calls
}

async fn shown(host: &Host, person: &Person, action: Action) -> Calls {
    let outbounds = host.act(person, action).await;
    shown_all(host, person, &outbounds).await
}

async fn shown_all(host: &Host, person: &Person, outbounds: &[Outbound]) -> Calls {
    let mut calls = Calls::new();
    for outbound in outbounds {
        calls.extend(host.show(person, outbound, None).await);
    }
    calls
}

/// What the assistant said, as the few words that flash up when a button was pressed.
fn toast(outbounds: &[Outbound]) -> Option<String> {
    let words: Vec<String> = outbounds.iter().map(|o| rich::blocks(&o.reply.standard, &|_| None).text.replace("\n\n", " ")).collect();
    Some(words.join(" ")).filter(|w| !w.is_empty())
}
