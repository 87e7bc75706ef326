#![allow(clippy::needless_pass_by_value, reason = "dptree hands everything over by value")]

use std::sync::Arc;

use teloxide::{
    dispatching::{DpHandlerDescription, UpdateFilterExt},
    dptree::{self, Handler},
    types::{CallbackQuery, ChatId, MediaKind, Message, MessageEntityKind, MessageId, MessageKind, Update},
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
    manner::Style,
};

type Calls = Vec<NewOutgoing>;
type Branch = Handler<'static, Calls, DpHandlerDescription>;

/// Who handles what, on one screen. What no branch takes is passed over in silence: channel posts, service messages, kinds of the future.
pub(super) fn schema() -> Branch {
    dptree::entry()
        .branch(
            Update::filter_message()
                .branch(
                    dptree::filter_map(writer)
                        .inspect(remember_wording)
                        .branch(said())
                        .branch(dptree::filter(is_no_text).endpoint(no_text)),
                )
                .branch(dptree::filter(is_in_group).endpoint(in_group)),
        )
        .branch(Update::filter_edited_message().chain(dptree::filter_map(writer).filter(says_something_new).branch(said())))
        .branch(Update::filter_callback_query().endpoint(pressed))
}

/// What a person can say, for the first time or by mending what they said.
fn said() -> Branch {
    dptree::entry()
        .branch(dptree::filter_map(|m: Message| m.text().and_then(Command::parse)).endpoint(command))
        .branch(dptree::filter_map(comment_in).endpoint(comment))
        .branch(dptree::filter_map(words_in).endpoint(words))
}

fn writer(host: Arc<Host>, message: Message) -> Option<Person> {
    host.writer(&message)
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
    let invitation = message.reply_to_message().filter(|m| m.from.as_ref().is_some_and(|u| u.is_bot))?;
    let answer = invitation.entities()?.iter().find_map(|entity| match &entity.kind {
        MessageEntityKind::TextLink { url } => url.query_pairs().find(|(name, _)| name == "start").and_then(|(_, p)| Start::why_of(&p)),
        _ => None,
    });
    Some(Comment { answer: answer?, words })
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
        Command::Help => host.say_words(&person, &help_words(&person)).into_iter().collect(),
        Command::Settings => settings(&host, &person).await,
        Command::EasyRead(style) => easy_read(&host, &person, style).await,
        Command::Area(named) => area(&host, &person, &named).await,
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
        Start::Plain | Start::Why(_) => calls.extend(area_question(host, person, "area-choose", "telegram-area-skip").await),
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

/// What the person has chosen, and how to choose otherwise.
async fn settings(host: &Host, person: &Person) -> Calls {
    let chosen = host.transcript(person).await.0;
    let locale = &person.locale;
    let style = locale.say(if chosen.style == Style::EasyRead { "style-easy-on" } else { "style-easy-off" });
    let library = host.assistant.library();
    let area = match &chosen.area {
        Some(area) => locale.say_with("area-set", &[("area", library.knowledge.areas.name(area))]),
        None => locale.say("area-none"),
    };
    let commands = ["easyread", "area"].map(|name| format!("/{name} {}", Command::describe(name, locale)));
    host.say_words(person, &format!("{style}\n{area}\n{}", commands.join("\n"))).into_iter().collect()
}

async fn easy_read(host: &Host, person: &Person, style: Option<Style>) -> Calls {
    let now = host.transcript(person).await.0.style;
    let style = style.unwrap_or(if now == Style::EasyRead { Style::Standard } else { Style::EasyRead });
    let outbounds = host.act(person, Action::SetStyle(style)).await;
    let kept = outbounds.iter().all(|o| !o.failed);
    let mut calls = shown_all(host, person, &outbounds).await;
    if let Some(said) = host.last_said(person).await.filter(|_| kept) {
        calls.extend(host.show_again(person, &said, style));
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
    let words = render::people(&library.screener.always(), contacts, &person.locale);
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
    let buttons = buttons::under_answer(&answer, true, Some(colour), &[], &person.locale);
    calls::message(person.chat, &Rich::plain(&words), buttons.map(Into::into)).into_iter().collect()
}

/// The suggestion whose number was typed, for who finds buttons hard.
async fn numbered(host: &Host, person: &Person, said: &str) -> Option<String> {
    let number: usize = said.trim().trim_end_matches('.').parse().ok().filter(|n| (1..=9).contains(n))?;
    let last = host.transcript(person).await.1.pop()?;
    last.turn.reply.suggestions.into_iter().nth(number - 1)
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
    let person = host.person(chat, query.from.language_code.as_deref());
    let message = at.map(|(_, message)| message);
    let press = query.data.as_deref().and_then(Press::parse).filter(|_| in_private);
    let (words, calls) = match press {
        Some(Press::Rate(answer, colour)) => rate(&host, &person, answer, colour, message).await,
        Some(Press::Why(answer)) => (None, invite(&host, &person, &answer).await),
        Some(Press::Suggestion(answer, index)) => suggestion(&host, &person, &answer, index).await,
        Some(Press::Area(area)) => choose_area(&host, &person, area, message).await,
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
    let buttons = said.and_then(|said| {
        let given = said.given.map_or(colour, |g| g.colour);
        buttons::under_answer(&answer, true, Some(given), &said.turn.reply.suggestions, &person.locale)
    });
    let edit = message.zip(buttons).and_then(|(message, buttons)| calls::new_buttons(person.chat, message, buttons));
    (words, edit.into_iter().collect())
}

async fn suggestion(host: &Host, person: &Person, answer: &AnswerId, index: usize) -> (Option<String>, Calls) {
    let question = host.turn(person, answer).await.and_then(|said| said.turn.reply.suggestions.into_iter().nth(index));
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
