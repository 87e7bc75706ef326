use serde::{Deserialize, Serialize};
use teloxide::{
    payloads::{AnswerCallbackQuery, EditMessageReplyMarkup, SendMessage, SetMyCommands, SetMyDescription, SetMyShortDescription},
    requests::Payload,
    types::{BotCommand, CallbackQueryId, ChatId, ForceReply, InlineKeyboardMarkup, LinkPreviewOptions, MessageId, ReplyMarkup},
};

use super::{commands::Command, rich::Rich, updates};
use crate::{conversation::NewOutgoing, ids::sha256_hex, locale::Locale, pictures::THUMBS, text};

/// Most characters of the words that a pressed button is answered with.
const MOST_TOAST_CHARS: usize = 200;

/// A message to a chat.
pub(super) fn message(chat: ChatId, rich: &Rich, markup: Option<ReplyMarkup>) -> Option<NewOutgoing> {
    let rich = rich.trimmed();
    if rich.is_empty() {
        return None;
    }
    let mut payload = SendMessage::new(chat, rich.text);
    payload.entities = (!rich.entities.is_empty()).then_some(rich.entities);
    payload.link_preview_options = Some(LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    });
    payload.reply_markup = markup;
    call(chat.to_string(), &payload)
}

/// A message that opens the reply field, so that what is written next is a reply to it.
pub(super) fn message_to_reply_to(chat: ChatId, rich: &Rich, placeholder: &str) -> Option<NewOutgoing> {
    let placeholder = text::shorten(placeholder, 64).into_owned();
    message(chat, rich, Some(ReplyMarkup::ForceReply(ForceReply::new().input_field_placeholder(placeholder))))
}

/// The method by which a file goes out.
pub(super) const SEND_FILE: &str = "sendDocument";

/// A file as the outbox keeps it until it is sent.
#[derive(Debug, Serialize, Deserialize)]
struct File {
    /// Where to.
    chat_id: i64,
    /// Its name; made by us, never by a person.
    name: String,
    /// What is in it.
    text: String,
}

/// A file of text to a chat.
pub(super) fn file(chat: ChatId, name: &str, text: String) -> Option<NewOutgoing> {
    let payload = serde_json::to_string(&File { chat_id: chat.0, name: name.to_owned(), text }).ok()?;
    Some(NewOutgoing { address: chat.to_string(), method: SEND_FILE.to_owned(), payload })
}

/// The method by which a picture goes out.
pub(super) const SEND_PICTURE: &str = "sendPhoto";

/// A picture of ours as the outbox keeps it until it is sent: its words alone, since the program holds the picture.
#[derive(Debug, Serialize, Deserialize)]
struct Photo {
    chat_id: i64,
    caption: String,
}

/// The three thumbs as a picture, to a chat.
pub(super) fn thumbs(chat: ChatId, caption: String) -> Option<NewOutgoing> {
    let payload = serde_json::to_string(&Photo { chat_id: chat.0, caption }).ok()?;
    Some(NewOutgoing { address: chat.to_string(), method: SEND_PICTURE.to_owned(), payload })
}

/// The body of a call with its content type: a form where something is uploaded, else the parameters as they are kept.
pub(super) fn body_of(method: &str, payload: String) -> (String, Vec<u8>) {
    match method {
        SEND_FILE => {
            if let Ok(file) = serde_json::from_str::<File>(&payload) {
                let kind = if file.name.ends_with(".json") { "application/json" } else { "text/plain; charset=utf-8" };
                return form(&[("chat_id", &file.chat_id.to_string())], ("document", &file.name, kind, file.text.as_bytes()));
            }
        }
        SEND_PICTURE => {
            if let Ok(photo) = serde_json::from_str::<Photo>(&payload) {
                let fields = [("chat_id", photo.chat_id.to_string()), ("caption", photo.caption)];
                let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
                return form(&fields, ("photo", "thumbs.png", "image/png", THUMBS));
            }
        }
        _ => {}
    }
    ("application/json".to_owned(), payload.into_bytes())
}

fn form(fields: &[(&str, &str)], (part, name, kind, content): (&str, &str, &str, &[u8])) -> (String, Vec<u8>) {
    // Long enough that nothing holds it, and made from the content, so that the same call looks the same each time.
    let boundary = format!("waymark-{}", sha256_hex(content));
    let mut body = Vec::new();
    for (field, value) in fields {
        let text = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(text.as_bytes());
    }
    let head =
        format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{part}\"; filename=\"{name}\"\r\nContent-Type: {kind}\r\n\r\n");
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(content);
    body.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    (format!("multipart/form-data; boundary={boundary}"), body)
}

/// Other buttons under a message that was sent.
pub(super) fn new_buttons(chat: ChatId, message: MessageId, buttons: InlineKeyboardMarkup) -> Option<NewOutgoing> {
    let mut payload = EditMessageReplyMarkup::new(chat, message);
    payload.reply_markup = Some(buttons);
    call(chat.to_string(), &payload)
}

/// The answer to a pressed button, which stops its clock. It has an address of its own, so that it never waits behind a message.
pub(super) fn pressed(query: &CallbackQueryId, words: Option<&str>) -> Option<NewOutgoing> {
    let mut payload = AnswerCallbackQuery::new(query.clone());
    payload.text = words.map(|w| text::shorten(w, MOST_TOAST_CHARS).into_owned());
    call(format!("button {}", query.0), &payload)
}

/// What the bot says of itself before anybody writes to it: the menu of commands, the words in the empty chat, the line in the profile.
pub(super) fn introduction(locale: &Locale) -> impl Iterator<Item = NewOutgoing> {
    let commands = Command::MENU.map(|name| BotCommand::new(name, Command::describe(name, locale)));
    let mut description = SetMyDescription::new();
    description.description = Some(locale.say("telegram-description"));
    let mut short = SetMyShortDescription::new();
    short.short_description = Some(locale.say("telegram-profile"));
    let calls = [call(String::new(), &SetMyCommands::new(commands)), call(String::new(), &description), call(String::new(), &short)];
    calls.into_iter().flatten()
}

/// Asking for updates: what follows `offset`, waiting for at most `seconds`. Written by hand, since ids are longer than teloxide's.
pub(super) fn next_updates(offset: Option<i64>, seconds: u32) -> String {
    let mut question = serde_json::json!({
        "timeout": seconds,
        "allowed_updates": updates::KINDS,
    });
    if let Some(offset) = offset {
        question["offset"] = offset.into();
    }
    question.to_string()
}

/// The call as the outbox keeps it; teloxide names the method as its type.
fn call<P: Payload + Serialize>(address: String, payload: &P) -> Option<NewOutgoing> {
    let mut letters = P::NAME.chars();
    let method = letters.next().map(|first| first.to_lowercase().chain(letters).collect())?;
    match serde_json::to_string(payload) {
        Ok(payload) => Some(NewOutgoing { address, method, payload }),
        Err(error) => {
            tracing::error!(%error, method = P::NAME, "a call could not be written");
            None
        }
    }
}
