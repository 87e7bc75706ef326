//! A Bot API server of our own, over real HTTP: it keeps updates until they are confirmed, as Telegram does, answers calls or makes the
//! trouble that a test asks for, writes every call down, and checks each against the API's description and limits.

use std::{
    collections::{BTreeMap, VecDeque},
    convert::Infallible,
    sync::{Arc, Mutex, MutexGuard},
    time::{Duration, Instant, SystemTime},
};

use axum::{
    Json, Router,
    body::{Body, Bytes},
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::post,
};
use serde_json::{Value, json};
use tokio::sync::watch;

use super::description::{self, Description};

/// The token of every test; nothing may ever print it.
pub const TOKEN: &str = "7318240911:AAF3-c0ffee_StandInTokenOfTheTests";
/// The bot's name.
pub const USERNAME: &str = "waymark_test_bot";
const BOT_ID: i64 = 7_318_240_911;
/// How long a test waits for anything.
const PATIENCE: Duration = Duration::from_secs(40);

/// A call that the bot made.
#[derive(Debug, Clone)]
pub struct Call {
    pub method: String,
    pub params: Value,
    pub at: Instant,
    /// It did what it says; else trouble came first.
    pub done: bool,
    /// The message it made or changed; of a pressed button's answer, who pressed.
    pub message: i64,
}

impl Call {
    pub fn text(&self) -> &str {
        self.params["text"].as_str().unwrap_or_default()
    }

    pub fn chat(&self) -> i64 {
        self.params["chat_id"].as_i64().or_else(|| self.params["chat_id"].as_str()?.parse().ok()).unwrap_or_default()
    }

    /// The buttons: words and data.
    pub fn buttons(&self) -> Vec<(String, String)> {
        let rows = self.params["reply_markup"]["inline_keyboard"].as_array().into_iter().flatten();
        let one =
            |b: &Value| (b["text"].as_str().unwrap_or_default().to_owned(), b["callback_data"].as_str().unwrap_or_default().to_owned());
        rows.flat_map(|row| row.as_array().into_iter().flatten().map(one)).collect()
    }

    /// The addresses behind words.
    pub fn links(&self) -> Vec<String> {
        let entities = self.params["entities"].as_array().into_iter().flatten();
        entities.filter_map(|e| e["url"].as_str().map(str::to_owned)).collect()
    }
}

/// What goes wrong instead of an answer.
#[derive(Debug, Clone)]
pub enum Trouble {
    /// 429, to be tried again after so many seconds.
    TooMany(u64),
    /// The API says no with a code and words.
    Refused(u16, &'static str),
    /// A page of HTML from something between, with that code.
    Gateway(u16),
    /// The connection breaks and nothing was done.
    Broken,
    /// It was done, and the connection breaks before the answer.
    DoneAndBroken,
    /// Nothing comes for so long, then a broken connection.
    Silent(Duration),
}

struct Rule {
    method: &'static str,
    chat: Option<i64>,
    times: usize,
    trouble: Trouble,
}

#[derive(Default)]
struct Inner {
    waiting: VecDeque<(i64, Value)>,
    confirmed: i64,
    last_update: i64,
    last_message: i64,
    last_query: i64,
    queries: BTreeMap<String, i64>,
    allowed: Vec<String>,
    batch: usize,
    all_kinds: bool,
    again: Vec<Value>,
    rules: Vec<Rule>,
    calls: Vec<Call>,
    messages: BTreeMap<(i64, i64), Value>,
    faults: Vec<String>,
    said: Vec<String>,
    polls: usize,
}

struct Shared {
    inner: Mutex<Inner>,
    version: watch::Sender<u64>,
    description: Option<Description>,
}

/// The server; ends with the test.
pub struct StandIn {
    pub url: String,
    shared: Arc<Shared>,
    serving: tokio::task::JoinHandle<()>,
}

impl Drop for StandIn {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl StandIn {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let inner = Inner { last_update: 400_000_000, last_message: 100, batch: 100, ..Inner::default() };
        let shared = Arc::new(Shared { inner: Mutex::new(inner), version: watch::channel(0).0, description: Description::load() });
        let router = Router::new().route("/{bot}/{method}", post(called)).with_state(shared.clone());
        let serving = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, shared, serving }
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.shared.inner.lock().unwrap()
    }

    fn changed(&self) {
        self.shared.version.send_modify(|v| *v += 1);
    }

    /// The next `times` calls of a method (to a chat) meet that trouble; it counts before rules made later.
    pub fn trouble(&self, method: &'static str, chat: Option<i64>, times: usize, trouble: Trouble) {
        self.inner().rules.push(Rule { method, chat, times, trouble });
    }

    /// Most updates of one answer.
    pub fn batches_of(&self, most: usize) {
        self.inner().batch = most;
    }

    /// Gives out what the bot did not ask for as well: an older bot's wishes may still stand.
    pub fn give_all_kinds(&self) {
        self.inner().all_kinds = true;
    }

    /// An update as it stands, with the next id; the id.
    pub fn renumbered(&self, mut update: Value) -> i64 {
        let mut inner = self.inner();
        inner.last_update += 1;
        let id = inner.last_update;
        update["update_id"] = json!(id);
        inner.waiting.push_back((id, update));
        drop(inner);
        self.changed();
        id
    }

    /// Gives these updates out once more, though they were confirmed.
    pub fn repeat(&self, updates: impl IntoIterator<Item = Value>) {
        self.inner().again.extend(updates);
        self.changed();
    }

    /// A new update of that kind; its id.
    pub fn update(&self, kind: &str, content: Value) -> i64 {
        self.updates([(kind, content)])[0]
    }

    /// New updates that come together, in this order.
    pub fn updates<'a>(&self, all: impl IntoIterator<Item = (&'a str, Value)>) -> Vec<i64> {
        let mut inner = self.inner();
        let mut ids = Vec::new();
        for (kind, content) in all {
            inner.last_update += 1;
            let id = inner.last_update;
            inner.waiting.push_back((id, json!({"update_id": id, kind: content})));
            ids.push(id);
        }
        drop(inner);
        self.changed();
        ids
    }

    /// An update as it stands, with its own id, as from another server; the id is remembered as the last.
    pub fn raw(&self, update: Value) {
        let id = update["update_id"].as_i64().unwrap_or_default();
        let mut inner = self.inner();
        inner.last_update = inner.last_update.max(id);
        inner.waiting.push_back((id, update));
        drop(inner);
        self.changed();
    }

    /// The number of a new message of a person.
    fn next_message(&self) -> i64 {
        let mut inner = self.inner();
        inner.last_message += 1;
        inner.last_message
    }

    /// The words of a message are remembered, so that the log can be searched for them.
    pub fn remember(&self, words: &str) {
        self.inner().said.push(words.to_owned());
    }

    /// All that people wrote.
    pub fn said(&self) -> Vec<String> {
        self.inner().said.clone()
    }

    /// The calls so far.
    pub fn calls(&self) -> Vec<Call> {
        self.inner().calls.clone()
    }

    /// The calls of a method since that moment of [`Self::mark`].
    pub fn calls_since(&self, mark: usize, method: &str) -> Vec<Call> {
        self.inner().calls[mark..].iter().filter(|c| c.method == method).cloned().collect()
    }

    /// Now, among the calls.
    pub fn mark(&self) -> usize {
        self.inner().calls.len()
    }

    /// How often updates were asked for.
    pub fn polls(&self) -> usize {
        self.inner().polls
    }

    /// What was wrong with calls.
    pub fn faults(&self) -> Vec<String> {
        self.inner().faults.clone()
    }

    /// A message of a chat as it stands now.
    pub fn message(&self, chat: i64, message: i64) -> Value {
        self.inner().messages.get(&(chat, message)).cloned().unwrap_or_default()
    }

    /// Waits until the update is confirmed, which Waymark does only when its replies are safe.
    pub async fn confirmed(&self, update: i64) {
        self.until("the update to be confirmed", |s| (s.inner().confirmed >= update).then_some(())).await;
    }

    /// Waits until `look` finds something.
    pub async fn until<T>(&self, what: &str, mut look: impl FnMut(&Self) -> Option<T>) -> T {
        let mut version = self.shared.version.subscribe();
        let deadline = tokio::time::Instant::now() + PATIENCE;
        loop {
            version.mark_unchanged();
            if let Some(found) = look(self) {
                return found;
            }
            if tokio::time::timeout_at(deadline, version.changed()).await.is_err() {
                let calls: Vec<String> = self.calls().iter().rev().take(5).map(|c| format!("{} {}", c.method, c.params)).collect();
                panic!("waited in vain for {what}; the last calls: {calls:#?}");
            }
        }
    }

    /// A private chat with one person.
    pub fn chat(&self, id: i64) -> Person<'_> {
        Person { stand_in: self, id, language: "en" }
    }
}

/// Someone who writes to the bot in private.
#[derive(Clone, Copy)]
pub struct Person<'a> {
    stand_in: &'a StandIn,
    pub id: i64,
    pub language: &'a str,
}

impl Person<'_> {
    fn from(&self) -> Value {
        json!({"id": self.id, "is_bot": false, "first_name": "Robin", "language_code": self.language})
    }

    fn chat(&self) -> Value {
        json!({"id": self.id, "type": "private", "first_name": "Robin"})
    }

    /// A message's content, without sending it; the second is its number.
    pub fn content(&self, text: &str) -> (Value, i64) {
        self.stand_in.remember(text);
        let number = self.stand_in.next_message();
        (json!({"message_id": number, "from": self.from(), "chat": self.chat(), "date": now(), "text": text}), number)
    }

    /// Sends words; the update's id.
    pub fn send(&self, text: &str) -> i64 {
        self.stand_in.update("message", self.content(text).0)
    }

    /// Sends a message that is more than words.
    pub fn send_more(&self, more: &Value) -> i64 {
        let (mut content, _) = self.content("");
        let fields = content.as_object_mut().unwrap();
        fields.remove("text");
        fields.extend(more.as_object().unwrap().clone());
        self.stand_in.update("message", content)
    }

    /// Writes in answer to a message of the bot.
    pub fn reply(&self, to: &Call, text: &str) -> i64 {
        let (mut content, _) = self.content(text);
        content["reply_to_message"] = self.stand_in.message(self.id, to.message);
        self.stand_in.update("message", content)
    }

    /// Presses a button under a message.
    pub fn press(&self, message: i64, data: &str) -> i64 {
        let id = {
            let mut inner = self.stand_in.inner();
            inner.last_query += 1;
            let id = format!("{}", 5_000_000_000_000_i64 + inner.last_query);
            inner.queries.insert(id.clone(), self.id);
            id
        };
        let message = self.stand_in.message(self.id, message);
        let query = json!({"id": id, "from": self.from(), "message": message, "chat_instance": "-812", "data": data});
        self.stand_in.update("callback_query", query)
    }
}

/// Seconds since 1970.
pub fn now() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs()
}

async fn called(State(shared): State<Arc<Shared>>, Path((bot, method)): Path<(String, String)>, body: Bytes) -> Response {
    let params = if body.is_empty() { json!({}) } else { serde_json::from_slice(&body).unwrap_or_else(|_| form(&body)) };
    if bot != format!("bot{TOKEN}") {
        return refusal(401, "Unauthorized", None);
    }
    let trouble = {
        let mut inner = shared.inner.lock().unwrap();
        let chat = params["chat_id"].as_i64().or_else(|| params["chat_id"].as_str()?.parse().ok());
        let wanted = |r: &Rule| r.times > 0 && r.method == method && r.chat.is_none_or(|c| Some(c) == chat);
        let rule = inner.rules.iter_mut().find(|r| wanted(r));
        let trouble = rule.map(|r| {
            r.times -= 1;
            r.trouble.clone()
        });
        let mut faults = description::check(shared.description.as_ref(), &method, &params);
        inner.faults.append(&mut faults);
        if method != "getUpdates" && !matches!(trouble, None | Some(Trouble::DoneAndBroken)) {
            let call = Call { method: method.clone(), params: params.clone(), at: Instant::now(), done: false, message: 0 };
            inner.calls.push(call);
        }
        trouble
    };
    shared.version.send_modify(|v| *v += 1);
    match trouble {
        Some(Trouble::TooMany(seconds)) => refusal(429, &format!("Too Many Requests: retry after {seconds}"), Some(seconds)),
        Some(Trouble::Refused(code, words)) => refusal(code, words, None),
        Some(Trouble::Gateway(code)) => {
            (StatusCode::from_u16(code).unwrap(), "<html><body><h1>Bad Gateway</h1></body></html>").into_response()
        }
        Some(Trouble::Broken) => broken(),
        Some(Trouble::Silent(length)) => {
            tokio::time::sleep(length).await;
            broken()
        }
        Some(Trouble::DoneAndBroken) => {
            perform(&shared, &method, &params).await;
            broken()
        }
        None => perform(&shared, &method, &params).await,
    }
}

/// The fields of a form with files, as the Bot API takes them; a file is an object with its name and content.
fn form(body: &[u8]) -> Value {
    let text = String::from_utf8_lossy(body);
    let boundary = text.lines().next().unwrap_or_default();
    let mut out = serde_json::Map::new();
    for part in text.split(boundary).filter_map(|p| p.split_once("\r\n\r\n")) {
        let (head, content) = (part.0, part.1.strip_suffix("\r\n").unwrap_or(part.1));
        let named = |what: &str| head.split(&format!("{what}=\"")).nth(1).and_then(|r| r.split('"').next()).map(str::to_owned);
        let Some(name) = named(" name") else { continue };
        let value = match named("filename") {
            Some(file) => json!({"name": file, "content": content}),
            None => content.parse::<i64>().map_or_else(|_| json!(content), |n| json!(n)),
        };
        out.insert(name, value);
    }
    Value::Object(out)
}

/// Headers without what they promise: the connection ends in the middle.
fn broken() -> Response {
    let cut = futures::stream::once(async { Err::<Bytes, _>(std::io::Error::other("cut off")) });
    Response::builder().header("content-length", "1000").body(Body::from_stream(cut)).unwrap()
}

fn refusal(code: u16, words: &str, retry_after: Option<u64>) -> Response {
    let mut body = json!({"ok": false, "error_code": code, "description": words});
    if let Some(seconds) = retry_after {
        body["parameters"] = json!({"retry_after": seconds});
    }
    (StatusCode::from_u16(code).unwrap(), Json(body)).into_response()
}

fn result(value: Value) -> Response {
    let mut body = json!({"ok": true});
    body["result"] = value;
    Json(body).into_response()
}

async fn perform(shared: &Shared, method: &str, params: &Value) -> Response {
    if method == "getUpdates" {
        return match updates(shared, params).await {
            Ok(response) => response,
        };
    }
    let mut inner = shared.inner.lock().unwrap();
    let mut call = Call { method: method.to_owned(), params: params.clone(), at: Instant::now(), done: true, message: 0 };
    let chat = call.chat();
    let response = match method {
        "getMe" => result(json!({"id": BOT_ID, "is_bot": true, "first_name": "Waymark", "username": USERNAME,
            "can_join_groups": true, "can_read_all_group_messages": false, "supports_inline_queries": false})),
        "sendDocument" | "sendPhoto" => {
            result(json!({"message_id": 1, "date": now(), "chat": {"id": chat, "type": "private", "first_name": "Robin"}}))
        }
        "sendMessage" => {
            inner.last_message += 1;
            call.message = inner.last_message;
            let mut message = json!({"message_id": call.message, "date": now(), "text": params["text"],
                "from": {"id": BOT_ID, "is_bot": true, "first_name": "Waymark", "username": USERNAME},
                "chat": {"id": chat, "type": if chat < 0 { "group" } else { "private" }, "first_name": "Robin", "title": "A group"}});
            if let Some(entities) = params.get("entities") {
                message["entities"] = entities.clone();
            }
            // As Telegram gives it back: only an inline keyboard belongs to a message.
            if let Some(markup) = params.get("reply_markup").filter(|m| m.get("inline_keyboard").is_some()) {
                message["reply_markup"] = markup.clone();
            }
            inner.messages.insert((chat, call.message), message.clone());
            result(message)
        }
        "editMessageReplyMarkup" => {
            let number = params["message_id"].as_i64().unwrap_or_default();
            call.message = number;
            match inner.messages.get_mut(&(chat, number)) {
                None => {
                    call.done = false;
                    refusal(400, "Bad Request: message to edit not found", None)
                }
                Some(message) if message["reply_markup"] == params["reply_markup"] => {
                    call.done = false;
                    refusal(
                        400,
                        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same",
                        None,
                    )
                }
                Some(message) => {
                    message["reply_markup"] = params["reply_markup"].clone();
                    result(message.clone())
                }
            }
        }
        "answerCallbackQuery" => {
            let id = params["callback_query_id"].as_str().unwrap_or_default();
            if let Some(who) = inner.queries.remove(id) {
                call.message = who;
                result(json!(true))
            } else {
                call.done = false;
                refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid", None)
            }
        }
        "setMyCommands" | "sendChatAction" | "setMyDescription" | "setMyShortDescription" | "deleteMessage" => result(json!(true)),
        _ => {
            inner.faults.push(format!("{method}: the stand-in does not know this method"));
            refusal(404, "Not Found: method not found", None)
        }
    };
    inner.calls.push(call);
    drop(inner);
    shared.version.send_modify(|v| *v += 1);
    response
}

async fn updates(shared: &Shared, params: &Value) -> Result<Response, Infallible> {
    let offset = params["offset"].as_i64();
    let limit = usize::try_from(params["limit"].as_u64().unwrap_or(100)).unwrap_or(100).min(100);
    let held = Duration::from_secs(params["timeout"].as_u64().unwrap_or(0));
    let deadline = tokio::time::Instant::now() + held;
    let mut version = shared.version.subscribe();
    {
        let mut inner = shared.inner.lock().unwrap();
        inner.polls += 1;
        if let Some(allowed) = params["allowed_updates"].as_array() {
            inner.allowed = allowed.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        }
        if let Some(offset) = offset.filter(|o| *o > 0) {
            inner.waiting.retain(|(id, _)| *id >= offset);
            inner.confirmed = inner.confirmed.max(offset - 1);
        }
    }
    shared.version.send_modify(|v| *v += 1);
    loop {
        version.mark_unchanged();
        {
            let mut inner = shared.inner.lock().unwrap();
            let mut given = std::mem::take(&mut inner.again);
            let (allowed, most) = (inner.allowed.clone(), inner.batch.min(limit));
            let wanted = |u: &Value| allowed.is_empty() || allowed.iter().any(|kind| u.get(kind).is_some());
            // What the bot does not ask for, Telegram never gives it.
            let all = inner.all_kinds;
            given.extend(inner.waiting.iter().map(|(_, u)| u).filter(|u| all || wanted(u)).take(most).cloned());
            if !given.is_empty() {
                return Ok(result(Value::Array(given)));
            }
        }
        if tokio::time::timeout_at(deadline, version.changed()).await.is_err() {
            return Ok(result(json!([])));
        }
    }
}
