use std::sync::{Arc, Mutex};

use reqwest::{
    Client, Method, RequestBuilder, StatusCode, Url,
    header::{HeaderMap, HeaderValue, ORIGIN, REFERER},
    redirect::Policy,
};
use scraper::{ElementRef, Html, Selector};

use super::Server;

/// A browser without script: it keeps cookies, follows redirects, and sends a form with every field the page has.
pub struct Browser {
    client: Client,
    pub base: String,
    said: Arc<Mutex<Vec<String>>>,
}

impl Browser {
    pub fn new(server: &Server) -> Self {
        Self::with(server, |b| b.cookie_store(true))
    }

    /// One that takes no cookies.
    pub fn without_cookies(server: &Server) -> Self {
        Self::with(server, |b| b)
    }

    /// One that shows redirects instead of following them.
    pub fn that_stays(server: &Server) -> Self {
        Self::with(server, |b| b.cookie_store(true).redirect(Policy::none()))
    }

    fn with(server: &Server, more: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder) -> Self {
        let client = more(Client::builder().no_proxy()).build().unwrap();
        Self { client, base: server.base.clone(), said: server.said() }
    }

    /// The same browser, with what it keeps, at another server.
    pub fn at(self, server: &Server) -> Self {
        Self { base: server.base.clone(), said: server.said(), ..self }
    }

    /// A request by hand, for what no browser would send.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.base))
    }

    pub async fn get(&self, path: &str) -> Page {
        Page::read(self.request(Method::GET, path).send().await.unwrap()).await
    }

    /// Sends the first form that `form` finds, as the page has it, with some fields filled in; a button is a field of its own.
    pub async fn submit(&self, page: &Page, form: &str, fill: &[(&str, &str)]) -> Page {
        let (method, action, mut fields) = page.form(form);
        for (name, value) in fill {
            fields.retain(|(n, _)| n != name);
            fields.push(((*name).to_owned(), (*value).to_owned()));
            self.said.lock().unwrap().extend(["question", "comment", "name"].contains(name).then(|| (*value).to_owned()));
        }
        let request = self.request(method.clone(), &action);
        let request = if method == Method::GET { request.query(&fields) } else { request.form(&fields) };
        let from_here = |r: RequestBuilder| {
            r.header(ORIGIN, HeaderValue::from_str(&self.base).unwrap())
                .header(REFERER, page.url.as_str())
                .header("sec-fetch-site", "same-origin")
        };
        Page::read(from_here(request).send().await.unwrap()).await
    }

    /// Asks on the chat's page.
    pub async fn ask(&self, page: &Page, question: &str) -> Page {
        self.submit(page, "#ask", &[("question", question)]).await
    }
}

/// A page as it came.
#[derive(Debug)]
pub struct Page {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub url: Url,
    pub html: String,
    document: Html,
}

impl Page {
    pub async fn read(response: reqwest::Response) -> Self {
        let (status, headers, url) = (response.status(), response.headers().clone(), response.url().clone());
        let html = response.text().await.unwrap();
        // What a template holds is no part of the document for a browser, and is for our parser.
        let mut pieces = html.split("<template");
        let first = pieces.next().unwrap_or_default().to_owned();
        let shown = pieces.fold(first, |shown, piece| shown + piece.split_once("</template>").map_or("", |(_, after)| after));
        Self { status, headers, url, document: Html::parse_document(&shown), html }
    }

    /// Every element that the selector finds.
    pub fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        self.document.select(&Selector::parse(selector).unwrap()).collect()
    }

    pub fn has(&self, selector: &str) -> bool {
        !self.all(selector).is_empty()
    }

    /// The words of every element that the selector finds, white space made one.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let words = |e: ElementRef<'_>| e.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
        self.all(selector).into_iter().map(words).collect()
    }

    /// The words of the first.
    pub fn text(&self, selector: &str) -> String {
        self.texts(selector).into_iter().next().unwrap_or_else(|| panic!("no `{selector}` in\n{}", self.start()))
    }

    /// An attribute of the first.
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        self.all(selector).first().and_then(|e| e.attr(name)).map(str::to_owned)
    }

    /// A header as text; empty where it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |v| v.to_str().unwrap())
    }

    fn start(&self) -> String {
        let main = self.html.find("<main").unwrap_or_default();
        self.html[main..].chars().take(3000).collect()
    }

    /// Method, address and fields of a form, as a browser would send them without a button.
    fn form(&self, selector: &str) -> (Method, String, Vec<(String, String)>) {
        let found = self.all(selector);
        let form = found.first().unwrap_or_else(|| panic!("no form `{selector}` in\n{}", self.start()));
        let method = if form.attr("method") == Some("post") { Method::POST } else { Method::GET };
        let mut fields = Vec::new();
        for field in form.select(&Selector::parse("input[name], textarea[name], select[name]").unwrap()) {
            let name = field.attr("name").unwrap().to_owned();
            let value = match field.value().name() {
                "textarea" => field.text().collect(),
                "select" => {
                    let options: Vec<_> = field.select(&Selector::parse("option").unwrap()).collect();
                    let chosen = options.iter().find(|o| o.attr("selected").is_some()).or(options.first());
                    chosen.and_then(|o| o.attr("value")).unwrap_or_default().to_owned()
                }
                _ if ["checkbox", "radio"].contains(&field.attr("type").unwrap_or_default()) && field.attr("checked").is_none() => continue,
                _ => field.attr("value").unwrap_or_default().to_owned(),
            };
            fields.push((name, value));
        }
        (method, form.attr("action").unwrap().to_owned(), fields)
    }
}
