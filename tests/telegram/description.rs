//! Whether a call keeps to the Bot API: names, types and what is required by the API's own description, where that lies beside the
//! repository; limits always.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use serde_json::Value;

/// Where real data lies, in the project's own surroundings.
pub fn shared_data() -> Option<PathBuf> {
    let folders = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().skip(1).take(3);
    folders.map(|f| f.join("shared/data/telegram")).find(|f| f.is_dir())
}

struct Field {
    types: Vec<String>,
    required: bool,
}

/// The Bot API's description, as its public scrape has it.
pub struct Description {
    methods: BTreeMap<String, BTreeMap<String, Field>>,
    types: BTreeMap<String, BTreeMap<String, Field>>,
}

impl Description {
    /// The description; none where it does not lie beside the repository, and that is said.
    pub fn load() -> Option<Self> {
        let Some(file) = shared_data().map(|f| f.join("bot_api/api.json")).filter(|f| f.is_file()) else {
            eprintln!("left out: calls are not checked against the Bot API's description, since it is not there");
            return None;
        };
        let all: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
        let fields = |of: &Value| -> BTreeMap<String, Field> {
            let field = |f: &Value| {
                let types = f["types"].as_array().unwrap().iter().map(|t| t.as_str().unwrap().to_owned()).collect();
                (f["name"].as_str().unwrap().to_owned(), Field { types, required: f["required"].as_bool().unwrap_or(false) })
            };
            of["fields"].as_array().into_iter().flatten().map(field).collect()
        };
        let table = |key: &str| all[key].as_object().unwrap().iter().map(|(name, of)| (name.clone(), fields(of))).collect();
        let (methods, types) = (table("methods"), table("types"));
        Some(Self { methods, types })
    }

    fn method(&self, method: &str, params: &Value, faults: &mut Vec<String>) {
        let Some(fields) = self.methods.get(method) else {
            faults.push(format!("{method}: there is no such method"));
            return;
        };
        self.object(method, fields, params, faults);
    }

    fn object(&self, at: &str, fields: &BTreeMap<String, Field>, value: &Value, faults: &mut Vec<String>) {
        let Some(object) = value.as_object() else {
            faults.push(format!("{at}: not an object"));
            return;
        };
        for (name, value) in object {
            match fields.get(name) {
                None => faults.push(format!("{at}: there is no `{name}`")),
                Some(field) => {
                    let mut worst: Option<Vec<String>> = None;
                    for kind in &field.types {
                        let mut wrong = Vec::new();
                        self.kind(&format!("{at}.{name}"), kind, value, &mut wrong);
                        if worst.as_ref().is_none_or(|w| wrong.len() < w.len()) {
                            worst = Some(wrong);
                        }
                    }
                    faults.extend(worst.unwrap_or_default());
                }
            }
        }
        for (name, field) in fields {
            if field.required && !object.contains_key(name) {
                faults.push(format!("{at}: `{name}` is missing"));
            }
        }
    }

    fn kind(&self, at: &str, kind: &str, value: &Value, faults: &mut Vec<String>) {
        if let Some(inner) = kind.strip_prefix("Array of ") {
            match value.as_array() {
                Some(items) => items.iter().enumerate().for_each(|(i, v)| self.kind(&format!("{at}[{i}]"), inner, v, faults)),
                None => faults.push(format!("{at}: not a list")),
            }
            return;
        }
        let right = match kind {
            "Integer" => value.is_i64() || value.is_u64(),
            "String" => value.is_string(),
            "Boolean" | "True" => value.is_boolean(),
            "Float" => value.is_number(),
            other => match self.types.get(other).filter(|f| !f.is_empty()) {
                Some(fields) => return self.object(at, fields, value, faults),
                None => value.is_object(),
            },
        };
        if !right {
            faults.push(format!("{at}: not a {kind}"));
        }
    }
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// What is wrong with a call.
pub fn check(description: Option<&Description>, method: &str, params: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    if let Some(description) = description {
        description.method(method, params, &mut faults);
    }
    let text = params["text"].as_str();
    let mut no = |right: bool, what: &str| {
        if !right {
            faults.push(format!("{method}: {what}"));
        }
    };
    match method {
        "sendMessage" => {
            let text = text.unwrap_or_default();
            no(!text.trim().is_empty(), "no text");
            no(units(text) <= 4096, "the text is too long");
            no(text == text.trim_end(), "white space at the end moves what Telegram counts");
            let encoded: Vec<u16> = text.encode_utf16().collect();
            for entity in params["entities"].as_array().into_iter().flatten() {
                let number = |name: &str| usize::try_from(entity[name].as_u64().unwrap_or_default()).unwrap_or_default();
                let (from, to) = (number("offset"), number("offset") + number("length"));
                no(from < to && to <= encoded.len(), "a mark lies outside the text");
                no(encoded.get(from..to).is_some_and(|part| String::from_utf16(part).is_ok()), "a mark cuts a character");
            }
            no(params["entities"].as_array().is_none_or(|e| e.len() <= 100), "Telegram ignores more than 100 marks");
            let placeholder = params["reply_markup"]["input_field_placeholder"].as_str();
            no(placeholder.is_none_or(|p| (1..=64).contains(&units(p))), "the placeholder is too long");
        }
        "answerCallbackQuery" => no(text.is_none_or(|t| units(t) <= 200), "the words that flash up are too long"),
        "setMyCommands" => {
            let commands = params["commands"].as_array().cloned().unwrap_or_default();
            no((1..=100).contains(&commands.len()), "too few or too many commands");
            for command in commands {
                let name = command["command"].as_str().unwrap_or_default();
                let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
                no((1..=32).contains(&name.len()) && name.chars().all(good), "a command's name");
                no((1..=256).contains(&command["description"].as_str().map_or(0, units)), "a command's description");
            }
        }
        "setMyDescription" => no(params["description"].as_str().is_some_and(|d| (1..=512).contains(&units(d))), "the description's length"),
        "setMyShortDescription" => {
            no(params["short_description"].as_str().is_some_and(|d| (1..=120).contains(&units(d))), "the short description's length");
        }
        "getUpdates" => no(params["timeout"].as_u64().is_some_and(|t| (1..=50).contains(&t)), "no long poll"),
        _ => {}
    }
    let rows: Vec<&Value> = params["reply_markup"]["inline_keyboard"].as_array().into_iter().flatten().collect();
    no(rows.iter().map(|r| r.as_array().map_or(0, Vec::len)).sum::<usize>() <= 100, "too many buttons");
    for button in rows.into_iter().flat_map(|r| r.as_array().into_iter().flatten()) {
        no(button["text"].as_str().is_some_and(|t| !t.trim().is_empty()), "a button without words");
        no(button["callback_data"].as_str().is_some_and(|d| (1..=64).contains(&d.len())), "a button's data");
    }
    faults
}

// A checker that finds nothing wrong would prove nothing.
#[test]
fn the_checker_finds_what_is_wrong() {
    use serde_json::json;
    let long = "😀".repeat(2049);
    let bad = [
        ("sendMessage", json!({"chat_id": 1, "text": long})),
        ("sendMessage", json!({"chat_id": 1, "text": "  "})),
        ("sendMessage", json!({"chat_id": 1, "text": "a😀", "entities": [{"type": "bold", "offset": 0, "length": 2}]})),
        ("sendMessage", json!({"chat_id": 1, "text": "a", "entities": [{"type": "bold", "offset": 0, "length": 2}]})),
        ("answerCallbackQuery", json!({"callback_query_id": "1", "text": "x".repeat(201)})),
        ("setMyCommands", json!({"commands": [{"command": "Help", "description": "d"}]})),
        (
            "editMessageReplyMarkup",
            json!({"chat_id": 1, "message_id": 1, "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "x".repeat(65)}]]}}),
        ),
    ];
    for (method, params) in bad {
        assert!(!check(None, method, &params).is_empty(), "{method} {params}");
    }
    let good = json!({"chat_id": 1, "text": "a😀", "entities": [{"type": "bold", "offset": 1, "length": 2}]});
    assert_eq!(check(None, "sendMessage", &good), Vec::<String>::new());
    let Some(description) = Description::load() else { return };
    for (method, params) in [
        ("sendMessage", json!({"chat": 1, "text": "a"})),
        ("sendMessage", json!({"chat_id": 1, "text": 5})),
        ("sendMessage", json!({"chat_id": 1, "text": "a", "reply_markup": {"inline_keyboard": [[{"words": "a"}]]}})),
        ("sendMesage", json!({})),
    ] {
        assert!(!check(Some(&description), method, &params).is_empty(), "{method} {params}");
    }
    assert_eq!(check(Some(&description), "sendMessage", &good), Vec::<String>::new());
}
