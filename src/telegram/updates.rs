use serde::Deserialize;
use serde_json::{Value, json};
use teloxide::types::{CallbackQuery, Message, MessageKind, Update, UpdateId, UpdateKind};

/// An update's id as it came: longer than teloxide's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct UpdateNumber(pub(super) i64);

/// The id of an update, which is known even where nothing else can be read.
pub(super) fn id(raw: &Value) -> Option<i64> {
    raw.get("update_id").and_then(Value::as_i64)
}

/// The chat that an update belongs to, for keeping its updates in order; 0 where it belongs to none.
pub(super) fn chat(raw: &Value) -> i64 {
    let Some(fields) = raw.as_object() else { return 0 };
    let chat = |v: &Value| v.get("chat").and_then(|c| c.get("id")).and_then(Value::as_i64);
    let of = |v: &Value| {
        let from = || v.get("from").and_then(|u| u.get("id")).and_then(Value::as_i64);
        chat(v).or_else(|| v.get("message").and_then(chat)).or_else(from)
    };
    fields.values().find_map(of).unwrap_or(0)
}

/// The kinds of update that are asked for and read.
pub(super) const KINDS: [&str; 3] = ["message", "edited_message", "callback_query"];

/// The update as teloxide knows it; none where it is of no kind that we read, or its form is newer than teloxide.
pub(super) fn parse(raw: &Value) -> Option<Update> {
    // teloxide's own reading of an update looks at the first key alone, and only where that key is borrowed from the text.
    let kind = KINDS.into_iter().find_map(|name| kind(name, raw.get(name)?))?;
    Some(Update { id: UpdateId(0), kind })
}

fn kind(name: &str, value: &Value) -> Option<UpdateKind> {
    match name {
        "message" => message(value).map(UpdateKind::Message),
        "edited_message" => message(value).map(UpdateKind::EditedMessage),
        "callback_query" => CallbackQuery::deserialize(value).ok().map(UpdateKind::CallbackQuery),
        _ => None,
    }
}

fn message(value: &Value) -> Option<Message> {
    let whole = Message::deserialize(value).ok();
    // What teloxide cannot read in a message makes the message empty to it, be it one mark of many.
    if whole.as_ref().is_some_and(|m| !matches!(m.kind, MessageKind::Empty {})) {
        return whole;
    }
    bare_message(value).and_then(|bare| Message::deserialize(bare).ok()).or(whole)
}

/// A text message without all that is not needed to answer it: someone who asks for help gets it even where a new kind of mark or field
/// in their message cannot be read. What it replies to stays, since a comment is known by that.
fn bare_message(value: &Value) -> Option<Value> {
    let mut bare = bare_text(value)?;
    if let Some(replied) = value.get("reply_to_message").and_then(bare_text) {
        bare["reply_to_message"] = replied;
    }
    Some(bare)
}

fn bare_text(value: &Value) -> Option<Value> {
    let text = value.get("text").or_else(|| value.get("caption"))?.as_str()?;
    let (chat, from) = (value.get("chat")?, value.get("from")?);
    let is_link = |e: &&Value| e.get("type").is_some_and(|t| t == "text_link");
    let links: Vec<&Value> = value.get("entities").and_then(Value::as_array).into_iter().flatten().filter(is_link).collect();
    let id = value.get("message_id").and_then(Value::as_i64).and_then(|id| i32::try_from(id).ok()).unwrap_or_default();
    Some(json!({
        "message_id": id,
        "date": value.get("date").and_then(Value::as_i64).unwrap_or_default(),
        "chat": {
            "id": chat.get("id")?.as_i64()?,
            "type": chat.get("type")?.as_str()?,
            "first_name": "-",
            "title": "-",
        },
        "from": {
            "id": from.get("id")?.as_u64()?,
            "is_bot": from.get("is_bot").and_then(Value::as_bool).unwrap_or(false),
            "first_name": "-",
            "language_code": from.get("language_code").and_then(Value::as_str).unwrap_or("en"),
        },
        "text": text,
        "entities": links,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(raw: &Value) -> Option<String> {
        match parse(raw)?.kind {
            UpdateKind::Message(m) => m.text().map(str::to_owned),
            _ => None,
        }
    }

    fn message() -> Value {
        json!({"message_id": 1, "date": 1, "text": "help", "from": {"id": 5, "is_bot": false, "first_name": "A"},
            "chat": {"id": 5, "type": "private", "first_name": "A"}})
    }

    #[test]
    fn unknown_fields_kinds_and_marks_do_not_stop_a_message() {
        assert_eq!(words(&json!({"update_id": 9, "message": message()})).as_deref(), Some("help"));
        assert_eq!(
            words(&json!({"aaa": {"new": 1}, "update_id": 99_999_999_999_i64, "message": message(), "zzz": 1})).as_deref(),
            Some("help")
        );
        let mut marked = message();
        marked["entities"] = json!([{"type": "new_mark", "offset": 0, "length": 2}]);
        marked["reply_to_message"] = message();
        marked["reply_to_message"]["from"]["is_bot"] = json!(true);
        marked["reply_to_message"]["entities"] = json!([{"type": "text_link", "offset": 0, "length": 4, "url": "https://example.org/?start=x"}, {"type": "glow", "offset": 0, "length": 1}]);
        let update = json!({"update_id": 9, "message": marked});
        assert_eq!(words(&update).as_deref(), Some("help"));
        let Some(UpdateKind::Message(read)) = parse(&update).map(|u| u.kind) else { panic!("a message") };
        let replied = read.reply_to_message().unwrap();
        assert!(replied.from.as_ref().unwrap().is_bot && replied.entities().unwrap().len() == 1);
        let mut strange = message();
        strange["entities"] = json!([{"type": "new_mark", "offset": 0, "length": "x"}]);
        strange["message_id"] = json!(9_999_999_999_i64);
        assert_eq!(words(&json!({"update_id": 9, "message": strange})).as_deref(), Some("help"));
        for strange in
            [json!(null), json!([]), json!({}), json!({"update_id": 1}), json!({"update_id": 1, "new": 3}), json!({"message": {}})]
        {
            assert_eq!(words(&strange), None);
        }
    }

    #[test]
    fn the_chat_is_found_without_knowing_the_kind() {
        assert_eq!(chat(&json!({"update_id": 1, "new_kind": {"chat": {"id": -7}}})), -7);
        assert_eq!(chat(&json!({"update_id": 1, "callback_query": {"from": {"id": 3}, "message": {"chat": {"id": 8}}}})), 8);
        assert_eq!(chat(&json!({"update_id": 1, "inline_query": {"from": {"id": 3}}})), 3);
        assert_eq!(chat(&json!(7)), 0);
    }
}
