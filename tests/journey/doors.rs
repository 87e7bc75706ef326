//! The two doors that a journey goes through, each used as a person uses it: forms found on the page, buttons found under the message.

use async_trait::async_trait;
use reqwest::Client;
use scraper::{ElementRef, Html, Selector};
use waymark::conversation::ConversationKey;

use crate::telegram::{
    program::Bot,
    stand_in::{Call, Person},
};

/// The newest reply as a person sees it.
#[derive(Debug, Default)]
pub struct Seen {
    pub text: String,
    /// It asks for a thumb.
    pub thumbs: bool,
    /// The thumb that is shown as chosen.
    pub chosen: Option<String>,
    /// It has pictures before its lines.
    pub pictures: bool,
}

/// A way to talk to Waymark.
#[async_trait]
pub trait Door: Send + Sync {
    fn name(&self) -> &'static str;
    fn conversation(&self, bot: &Bot) -> ConversationKey;
    async fn say(&mut self, words: &str) -> Seen;
    async fn follow(&mut self, place: usize) -> Seen;
    async fn thumb(&mut self, colour: &str) -> Seen;
    async fn comment(&mut self, words: &str) -> Seen;
    async fn easy_read(&mut self, on: bool) -> Seen;
    async fn area(&mut self, area: &str) -> Seen;
}

/// A browser without script.
pub struct OnTheWeb {
    client: Client,
    address: String,
    page: String,
    token: String,
}

fn select(css: &str) -> Selector {
    Selector::parse(css).unwrap()
}

fn words_of(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a form sends when nothing is changed: its fields by name.
fn fields(form: ElementRef<'_>) -> Vec<(String, String)> {
    let field = |i: ElementRef<'_>| Some((i.attr("name")?.to_owned(), i.attr("value").unwrap_or_default().to_owned()));
    form.select(&select("input")).filter_map(field).collect()
}

impl OnTheWeb {
    pub async fn open(bot: &Bot) -> Self {
        let client = Client::builder().cookie_store(true).no_proxy().build().unwrap();
        let mut door = Self { client, address: bot.web.clone(), page: String::new(), token: String::new() };
        let response = door.client.get(&door.address).send().await.unwrap().error_for_status().unwrap();
        let cookie = response.headers()["set-cookie"].to_str().unwrap().to_owned();
        door.token = cookie.split(['=', ';']).nth(1).unwrap().to_owned();
        door.page = response.text().await.unwrap();
        door
    }

    /// Sends the last form on the page that `css` names; `more` is what the person filled in or pressed.
    async fn send(&mut self, css: &str, more: impl Fn(ElementRef<'_>) -> Vec<(String, String)> + Send) {
        let (action, fields) = {
            let page = Html::parse_document(&self.page);
            let form = page.select(&select(css)).next_back();
            let form = form.unwrap_or_else(|| panic!("no form {css} on\n{}", self.page));
            let mut all = fields(form);
            all.extend(more(form));
            (form.attr("action").unwrap().to_owned(), all)
        };
        let request = self.client.post(format!("{}{action}", self.address)).header("sec-fetch-site", "same-origin").form(&fields);
        self.page = request.send().await.unwrap().error_for_status().unwrap().text().await.unwrap();
    }

    fn seen(&self) -> Seen {
        let page = Html::parse_document(&self.page);
        let Some(turn) = page.select(&select("li.turn[id]")).next_back() else { return Seen::default() };
        let thumb = turn.select(&select(".thumb[aria-pressed=true]")).next();
        Seen {
            text: turn.select(&select("article")).map(words_of).collect::<Vec<_>>().join(" "),
            thumbs: turn.select(&select(".thumb")).count() == 3,
            chosen: thumb.and_then(|t| t.attr("value")).map(str::to_owned),
            pictures: turn.select(&select(".easy .pic")).any(|p| p.value().name() == "img" || !words_of(p).is_empty()),
        }
    }
}

#[async_trait]
impl Door for OnTheWeb {
    fn name(&self) -> &'static str {
        "web"
    }

    fn conversation(&self, bot: &Bot) -> ConversationKey {
        bot.conversation("web", &self.token)
    }

    async fn say(&mut self, words: &str) -> Seen {
        self.send("form#ask", |_| vec![("question".to_owned(), words.to_owned())]).await;
        self.seen()
    }

    async fn follow(&mut self, place: usize) -> Seen {
        self.send("li.turn form[action='/ask']", |form| {
            let button = form.select(&select("button[name=question]")).nth(place - 1).unwrap();
            vec![("question".to_owned(), button.attr("value").unwrap().to_owned())]
        })
        .await;
        self.seen()
    }

    async fn thumb(&mut self, colour: &str) -> Seen {
        self.send("li.turn form[action='/rate']", |_| vec![("rating".to_owned(), colour.to_owned())]).await;
        self.seen()
    }

    async fn comment(&mut self, words: &str) -> Seen {
        self.send("li.turn form[action='/comment']", |_| vec![("comment".to_owned(), words.to_owned())]).await;
        self.seen()
    }

    async fn easy_read(&mut self, _on: bool) -> Seen {
        self.send(".settings form:has([name=style])", |form| {
            let button = form.select(&select("button[name=style]")).next().unwrap();
            vec![("style".to_owned(), button.attr("value").unwrap().to_owned())]
        })
        .await;
        self.seen()
    }

    async fn area(&mut self, area: &str) -> Seen {
        let value = if area.is_empty() { "england" } else { area };
        self.send(".settings form:has([name=style])", |_| vec![("area".to_owned(), value.to_owned())]).await;
        self.seen()
    }
}

/// A private chat.
pub struct OnTelegram<'a> {
    bot: &'a Bot,
    person: Person<'a>,
    /// The newest messages that answered.
    last: Vec<Call>,
}

impl<'a> OnTelegram<'a> {
    pub fn open(bot: &'a Bot, chat: i64) -> Self {
        Self { bot, person: bot.stand_in.chat(chat), last: Vec::new() }
    }

    fn rated(&self) -> &Call {
        self.last.iter().rev().find(|m| m.buttons().iter().any(|(_, data)| data.starts_with("r:"))).expect("thumbs under a message")
    }

    fn seen(&self) -> Seen {
        let text = self.last.iter().map(|m| m.text().split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>().join(" ");
        // The buttons as they are now, not as they were sent.
        let now = |m: &Call| Call { params: self.bot.stand_in.message(self.person.id, m.message), ..m.clone() };
        let buttons: Vec<(String, String)> = self.last.iter().flat_map(|m| now(m).buttons()).collect();
        let thumbs: Vec<&(String, String)> = buttons.iter().filter(|(_, data)| data.starts_with("r:")).collect();
        let colour = |data: &str| match data.rsplit(':').next() {
            Some("g") => "green",
            Some("a") => "amber",
            _ => "red",
        };
        let picture = |line: &str| line.chars().next().is_some_and(|c| u32::from(c) >= 0x2190);
        let lines: Vec<&str> = self.last.iter().flat_map(|m| m.text().lines()).collect();
        Seen {
            text,
            thumbs: thumbs.len() == 3,
            chosen: thumbs.iter().find(|(words, _)| words.starts_with('✅')).map(|(_, data)| colour(data).to_owned()),
            pictures: lines.iter().filter(|l| picture(l)).count() >= 2,
        }
    }

    async fn press(&mut self, message: &Call, words: &str) {
        let calls = self.bot.press(&self.person, message, words).await;
        assert!(calls.iter().any(|c| c.method == "answerCallbackQuery" && c.done), "the button's clock is stopped");
        let messages: Vec<Call> = calls.into_iter().filter(|c| c.method == "sendMessage").collect();
        if !messages.is_empty() {
            self.last = messages;
        }
    }
}

#[async_trait]
impl Door for OnTelegram<'_> {
    fn name(&self) -> &'static str {
        "telegram"
    }

    fn conversation(&self, bot: &Bot) -> ConversationKey {
        bot.conversation("telegram", &self.person.id.to_string())
    }

    async fn say(&mut self, words: &str) -> Seen {
        self.last = self.bot.say(&self.person, words).await;
        self.seen()
    }

    async fn follow(&mut self, place: usize) -> Seen {
        let message = self.last.last().unwrap().clone();
        self.press(&message, &place.to_string()).await;
        self.seen()
    }

    async fn thumb(&mut self, colour: &str) -> Seen {
        let message = self.rated().clone();
        let dot = match colour {
            "green" => "🟢",
            "amber" => "🟡",
            _ => "🔴",
        };
        self.press(&message, dot).await;
        self.seen()
    }

    async fn comment(&mut self, words: &str) -> Seen {
        let message = self.rated().clone();
        self.press(&message, "Say why").await;
        let mark = self.bot.stand_in.mark();
        let update = self.person.reply(self.last.last().unwrap(), words);
        self.last = self.bot.messages_after(mark, update, &self.person).await;
        self.seen()
    }

    async fn easy_read(&mut self, on: bool) -> Seen {
        self.last = self.bot.say(&self.person, if on { "/easyread on" } else { "/easyread off" }).await;
        self.seen()
    }

    async fn area(&mut self, area: &str) -> Seen {
        let question = self.bot.say(&self.person, "/area").await;
        let name = if area.is_empty() { "All areas".to_owned() } else { area[..1].to_uppercase() + &area[1..] };
        self.press(question.last().unwrap(), &name).await;
        self.seen()
    }
}
