//! The public chat and pages over HTTP, as a browser without script sees them.

use std::collections::BTreeSet;

use reqwest::{
    Method, StatusCode,
    header::{CONTENT_TYPE, ORIGIN},
};
use serde_json::Value;

use crate::support::{Browser, Page, Server, Shared, naughty_strings, until};

static SERVER: Shared = Shared::new();

const QUESTION: &str = "how long does an ehcp take";

/// A worry and a question at the end of a long day.
const STORY: &str = "i am so tired of all this and some days i hate my life, nobody at school listens and nobody rings back and we have been \
    waiting for months and months now. how long does an ehcp take?";

/// The last answer on a page.
const NEWEST: &str = "#turns .turn:last-child";

#[tokio::test]
async fn a_question_is_asked_and_answered_without_script() {
    let server = SERVER.get();
    let browser = Browser::new(&server);
    let home = browser.get("/").await;
    assert_eq!((home.status, home.text("h1").as_str()), (StatusCode::OK, "Ask about SEND"));
    assert!(home.header("content-type").starts_with("text/html"));
    assert_eq!(home.attribute("html", "lang").as_deref(), Some("en-GB"));
    assert!(home.has("a[href='/person']") && home.has("form[action='/leave']"), "help and leaving are on the page");
    assert!(!home.has("#turns .turn") && home.has(".chip"));
    assert!(!home.html.contains("style=\"") && !home.html.contains("onclick"), "the policy would refuse it");

    let page = browser.ask(&home, QUESTION).await;
    assert_eq!(page.status, StatusCode::OK);
    // Sent back by redirect, so that a reload asks nothing again; the address says nothing of the person.
    assert_eq!((page.url.path(), page.url.query()), ("/", None));
    assert_eq!(page.text(&format!("{NEWEST} .asked-text")), QUESTION);
    assert_eq!(page.text(&format!("{NEWEST} h2")), "How long an EHC plan takes from start to finish");
    assert!(page.text(&format!("{NEWEST} .body")).contains("within 20 weeks of the request"));
    assert!(page.texts(".sources li").iter().any(|s| s.contains("SEND Regulations 2014") && s.contains("2014")));
    assert!(page.has(".sources a[href='https://www.legislation.gov.uk/uksi/2014/1530/regulation/5'][rel='noopener noreferrer']"));
    let article = page.attribute(&format!("{NEWEST} a[href^='/article/']"), "href").unwrap();
    assert_eq!(browser.get(&article).await.text("h1"), page.text(&format!("{NEWEST} h2")));

    // A suggestion is a button and asks by itself.
    let next = page.attribute(".chip", "value").unwrap();
    let page = browser.submit(&page, &format!("{NEWEST} form:has(.chip)"), &[("question", &next)]).await;
    assert_eq!(page.texts(".asked-text"), [QUESTION.to_owned(), next]);

    // A reload keeps everything.
    assert_eq!(browser.get("/").await.texts(".asked-text").len(), 2);
    // Another browser sees nothing of it.
    assert!(!Browser::new(&server).get("/").await.has("#turns .turn"));
}

#[tokio::test]
async fn easy_read_changes_what_was_said_and_what_will_be() {
    let server = SERVER.get();
    let browser = Browser::new(&server);
    let switch = |page: &Page| (page.attribute(".switch", "aria-pressed").unwrap(), page.attribute(".switch", "value").unwrap());
    let page = browser.ask(&browser.get("/").await, QUESTION).await;
    assert!(!page.has("#turns .turn .easy"));
    assert_eq!(switch(&page), ("false".to_owned(), "easy-read".to_owned()));
    let page = browser.submit(&page, "form:has(.switch)", &[("style", "easy-read")]).await;
    assert_eq!(switch(&page), ("true".to_owned(), "standard".to_owned()));
    assert!(page.text("#turns .turn .easy").contains("You should have the final plan within 20 weeks."));
    assert!(page.all("#turns .turn .easy li").len() > 3 && !page.has("#turns .turn .body"));
    let page = browser.ask(&page, "whos my senco").await;
    assert_eq!(page.all("#turns .turn .easy").len(), 2);
    assert!(browser.get("/").await.has("#turns .turn .easy"), "a reload keeps the style");
    let page = browser.submit(&page, "form:has(.switch)", &[("style", "standard")]).await;
    assert!(!page.has("#turns .turn .easy"));
    // Nothing but the two styles is taken.
    assert_eq!(browser.submit(&page, "form:has(.switch)", &[("style", "shouting")]).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_area_is_chosen_and_used() {
    let server = SERVER.get();
    let browser = Browser::new(&server);
    let page = browser.get("/").await;
    let names = page.texts("#area option");
    assert_eq!(names, ["Norfolk", "Suffolk", "Staffordshire", "Somewhere else in England"]);
    assert_eq!(page.text("#area option[selected]"), "Somewhere else in England");
    let starters = page.texts(".chip");
    let page = browser.submit(&page, "form:has(#area)", &[("area", "norfolk")]).await;
    assert_eq!(page.text("#area option[selected]"), "Norfolk");
    assert_ne!(page.texts(".chip"), starters, "the area has starters of its own");
    let page = browser.ask(&page, "where is my sons plan").await;
    assert!(page.texts(&format!("{NEWEST} .contacts li")).iter().any(|c| c.starts_with("Norfolk County Council")));
    // Whom to talk to begins with the area, too.
    assert!(browser.get("/person").await.has("#people-norfolk"));
    assert!(!browser.get("/person?area=suffolk").await.has("#people-norfolk"));
    for wrong in ["NORFOLK", "atlantis"] {
        assert!(browser.submit(&page, "form:has(#area)", &[("area", wrong)]).await.status.is_client_error() || wrong == "atlantis");
        assert_eq!(browser.get("/").await.text("#area option[selected]"), "Norfolk", "{wrong}");
    }
    let page = browser.submit(&page, "form:has(#area)", &[("area", "england")]).await;
    assert_eq!(page.text("#area option[selected]"), "Somewhere else in England");
}

#[tokio::test]
async fn a_thumb_is_given_changed_and_explained() {
    let server = SERVER.get();
    let browser = Browser::new(&server);
    let page = browser.ask(&browser.get("/").await, QUESTION).await;
    assert!(page.text(".rate .label").starts_with("Did this answer help?"));
    assert_eq!(page.texts(".thumb"), ["Yes", "A bit", "No"]);
    let shapes: BTreeSet<String> = page.all(".thumb use").iter().filter_map(|u| u.attr("href")).map(str::to_owned).collect();
    assert_eq!(shapes.len(), 3, "three shapes beside the three words: {shapes:?}");
    assert!(shapes.iter().all(|s| page.has(&format!("symbol{s}"))));
    let pressed = |page: &Page| page.texts(".thumb[aria-pressed='true']");
    assert!(pressed(&page).is_empty() && !page.has("form[action='/comment']"));

    let page = browser.submit(&page, "form[action='/rate']", &[("rating", "red")]).await;
    assert_eq!((pressed(&page), page.url.path()), (vec!["No".to_owned()], "/"));
    assert!(page.text(".thanks").starts_with("Thank you."));
    let page = browser.submit(&page, "form[action='/rate']", &[("rating", "amber")]).await;
    assert_eq!(pressed(&page), ["A bit"]);
    let page = browser.submit(&page, "form[action='/comment']", &[("comment", "the date has gone by, write to jo.b@example.org")]).await;
    assert!(page.text(".thanks").contains("comment") && !page.has("form[action='/comment']"));
    // Changed once more, with the comment kept; and still so after a reload.
    browser.submit(&page, "form[action='/rate']", &[("rating", "green")]).await;
    let page = browser.get("/").await;
    assert_eq!(pressed(&page), ["Yes"]);
    assert!(page.text(".thanks").contains("comment"));
    assert_eq!(browser.submit(&page, "form[action='/rate']", &[("rating", "blue")]).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(
        browser.submit(&page, "form[action='/rate']", &[("rating", "red"), ("answer", "../etc")]).await.status,
        StatusCode::BAD_REQUEST
    );
    // An answer of somebody else's chat is nobody's to rate.
    let id = page.attribute("form[action='/rate'] input[name=answer]", "value").unwrap();
    let stranger = Browser::new(&server);
    let theirs = stranger.ask(&stranger.get("/").await, QUESTION).await;
    assert_eq!(stranger.submit(&theirs, "form[action='/rate']", &[("rating", "red"), ("answer", &id)]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(pressed(&browser.get("/").await), ["Yes"]);
}

#[tokio::test]
async fn danger_is_met_with_help_and_nothing_else() {
    let server = SERVER.get();
    let browser = Browser::new(&server);
    let page = browser.ask(&browser.get("/").await, "i want to kill myself tonight").await;
    assert_eq!(page.all("#turns .turn .card").len(), 1, "the help card alone");
    let help = page.text("#turns .turn .crisis");
    assert!(help.contains("999") && help.contains("Samaritans"), "{help}");
    assert!(page.has(".crisis a[href='tel:999']") && page.has(".crisis a[href='tel:08001111']") && page.has(".crisis a[href='sms:85258']"));
    assert!(page.has(".crisis form[action='/leave']"));
    assert!(!page.has(".rate") && !page.has(".sources") && !page.has("#turns .turn .chip"));
    // In easy read, too.
    let page = browser.submit(&page, "form:has(.switch)", &[("style", "easy-read")]).await;
    assert!(page.has(".crisis .easy a[href='tel:999']"));
    // A comment that speaks of danger is answered with help and not put with the others.
    let page = browser.ask(&page, QUESTION).await;
    let page = browser.submit(&page, "form[action='/rate']", &[("rating", "red")]).await;
    let page = browser.submit(&page, "form[action='/comment']", &[("comment", "i am going to kill myself tonight")]).await;
    assert!(page.text(".rate .crisis").contains("999"));
    assert!(!browser.get("/").await.text(".thanks").contains("comment"));
    // A worry gets help first, then the answer; what was met with help is nothing to rate.
    let other = Browser::new(&server);
    let page = other.ask(&other.get("/").await, STORY).await;
    let cards = page.all("#turns .turn .card");
    assert!(cards.len() == 2 && cards[0].attr("class").unwrap().contains("crisis"));
    assert!(!page.has(".rate"));
}

#[tokio::test]
async fn what_cannot_be_answered_is_said_so_with_ways_on() {
    let server = SERVER.get();
    let browser = Browser::new(&server);
    let page = browser.ask(&browser.get("/").await, "which planet has a blue sunset").await;
    assert_eq!(page.text(&format!("{NEWEST} h2")), "I did not find this");
    assert!(page.has(&format!("{NEWEST} .contacts a")) && page.has(&format!("{NEWEST} a[href='/person']")));
    assert!(!page.has(".rate") && !page.has(".sources"));
    let page = browser.ask(&page, "hiya").await;
    assert!(page.text(NEWEST).contains("I am a computer"));
    // Nothing, or too much, is no question; what was typed stays in the box.
    for (typed, told) in [("   ".to_owned(), "Type your question first."), ("long ".repeat(1100), "too long")] {
        let page = browser.ask(&page, &typed).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text("#problem").contains(told));
        assert_eq!(page.all("#question")[0].text().collect::<String>().trim(), typed.trim());
        assert_eq!(page.attribute("#question", "aria-invalid").as_deref(), Some("true"));
    }
}

#[tokio::test]
async fn leaving_forgets_at_once() {
    let server = SERVER.get();
    let browser = Browser::new(&server);
    let page = browser.ask(&browser.get("/").await, QUESTION).await;
    let token = page.attribute("input[name=conversation]", "value").unwrap();
    let stays = Browser::that_stays(&server);
    stays.get("/").await;
    let left = stays.submit(&page, "form[action='/leave']", &[]).await;
    assert_eq!((left.status, left.header("location")), (StatusCode::SEE_OTHER, "/left"));
    assert!(left.header("set-cookie").starts_with("waymark_chat=;") && left.header("set-cookie").contains("Max-Age=0"));
    assert!(left.header("clear-site-data").contains("cache"));
    assert_eq!(left.header("cache-control"), "no-store");

    let left = browser.submit(&page, "form[action='/leave']", &[]).await;
    assert_eq!((left.url.path(), left.text("h1").as_str()), ("/left", "You have left the chat"));
    assert!(!browser.get("/").await.has("#turns .turn"));
    // Nor does the old token bring anything up again.
    let back = browser.request(Method::GET, "/").header("cookie", format!("waymark_chat={token}")).send().await.unwrap();
    assert!(!Page::read(back).await.has("#turns .turn"));
}

#[tokio::test]
async fn the_token_travels_in_a_cookie_that_no_script_reads_and_in_no_address() {
    let server = SERVER.get();
    let browser = Browser::that_stays(&server);
    let home = browser.get("/").await;
    let cookie = home.header("set-cookie").to_owned();
    assert!(cookie.starts_with("waymark_chat="));
    let parts: Vec<&str> = cookie.split("; ").skip(1).collect();
    assert!(parts.contains(&"HttpOnly") && parts.contains(&"SameSite=Lax") && parts.contains(&"Path=/"), "{cookie}");
    // By http a browser would drop a secure cookie; and without "remember" it lives as long as the browser.
    assert!(!cookie.contains("Secure") && !cookie.contains("Max-Age") && !cookie.contains("Expires"), "{cookie}");
    let token = cookie.split(['=', ';']).nth(1).unwrap().to_owned();
    let mut addresses = vec![home.url.to_string()];
    for page in [
        browser.ask(&home, QUESTION).await,
        browser.submit(&home, "form:has(.switch)", &[("style", "easy-read")]).await,
        browser.submit(&home, "form:has(#area)", &[("area", "suffolk")]).await,
        browser.get("/").await,
        browser.get("/person").await,
    ] {
        addresses.push(page.header("location").to_owned());
        addresses.extend(
            page.all("[href], [src], form")
                .iter()
                .flat_map(|e| [e.attr("href"), e.attr("src"), e.attr("action")])
                .flatten()
                .map(str::to_owned),
        );
    }
    assert!(addresses.iter().all(|a| !a.contains(&token)), "{addresses:?}");

    // A choice to remember reaches the cookie, and so does its end.
    let page = browser.get("/").await;
    let kept = browser.submit(&page, "form.device", &[("remember", "on")]).await;
    assert!(kept.header("set-cookie").contains("Max-Age=7776000"), "{}", kept.header("set-cookie"));
    assert!(browser.get("/").await.has("form.device input[checked]"));
    let page = browser.get("/").await;
    let not = browser.submit(&page, "form.device", &[("remember", "off")]).await;
    assert!(!not.header("set-cookie").contains("Max-Age"), "{}", not.header("set-cookie"));

    // The set-up link has a token in its address by design; what a browser makes up is no token.
    let odd = browser.request(Method::GET, "/").header("cookie", "waymark_chat=../../etc/passwd").send().await.unwrap();
    assert!(odd.headers()["set-cookie"].to_str().unwrap().starts_with("waymark_chat="));
}

#[tokio::test]
async fn without_cookies_the_forms_carry_the_chat() {
    let server = SERVER.get();
    let browser = Browser::without_cookies(&server);
    let page = browser.ask(&browser.get("/").await, QUESTION).await;
    assert_eq!((page.status, page.url.path()), (StatusCode::OK, "/ask"), "a redirect would lose it");
    let page = browser.ask(&page, "whos my senco").await;
    assert_eq!(page.texts(".asked-text"), [QUESTION, "whos my senco"]);
    let page = browser.submit(&page, "form[action='/rate']", &[("rating", "green")]).await;
    assert_eq!(page.texts("#turns .turn:first-child .thumb[aria-pressed='true']"), ["Yes"]);
    let page = browser.submit(&page, "#turns .turn:first-child form[action='/comment']", &[("comment", "clear and short, good")]).await;
    assert!(page.text("#turns .turn:first-child .thanks").contains("comment"));
    let page = browser.submit(&page, "form:has(.switch)", &[("style", "easy-read")]).await;
    assert_eq!(page.all("#turns .turn .easy").len(), 2);
    let page = browser.submit(&page, "form:has(#area)", &[("area", "suffolk")]).await;
    assert_eq!((page.text("#area option[selected]"), page.all("#turns .turn").len()), ("Suffolk".to_owned(), 2));
    let left = browser.submit(&page, "form[action='/leave']", &[]).await;
    assert_eq!(left.text("h1"), "You have left the chat");
    let page = browser.submit(&page, "form:has(.switch)", &[("style", "standard")]).await;
    assert!(!page.has("#turns .turn"), "what was forgotten came up again");
}

#[tokio::test]
async fn the_script_gets_pieces_and_carries_the_token_in_a_header() {
    let server = SERVER.get();
    let browser = Browser::without_cookies(&server);
    let home = browser.get("/").await;
    let token = home.attribute("#ask input[name=conversation]", "value").unwrap();
    let post = async |path: &str, fields: &[(&str, &str)]| {
        let request = browser.request(Method::POST, path).header("x-waymark-fragment", "1").header("x-waymark-conversation", &token);
        Page::read(request.form(fields).send().await.unwrap()).await
    };
    let piece = post("/ask", &[("question", QUESTION)]).await;
    assert_eq!(piece.header("x-waymark-fragment"), "1");
    assert_eq!(piece.header("x-waymark-conversation"), token);
    assert!(piece.html.trim_start().starts_with("<li class=\"turn\"") && !piece.html.contains("<html"));
    let id = piece.attribute("[name=answer]", "value").unwrap();
    let piece = post("/rate", &[("answer", &id), ("rating", "amber")]).await;
    assert!(piece.html.trim_start().starts_with("<div class=\"rate\""));
    assert_eq!(piece.texts(".thumb[aria-pressed='true']"), ["A bit"]);
    // The script is served whole, to be kept, and as script.
    let src = home.attribute("script", "src").unwrap();
    let script = browser.get(&src).await;
    assert!(script.header("content-type").starts_with("text/javascript") && script.header("cache-control").contains("immutable"));
    let again = browser.request(Method::GET, &src).header("if-none-match", script.header("etag")).send().await.unwrap();
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    assert_eq!(browser.get(&src.replace("/assets/", "/assets/0")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_foreign_page_cannot_send_our_forms() {
    let server = SERVER.get();
    let browser = Browser::new(&server);
    let page = browser.ask(&browser.get("/").await, QUESTION).await;
    let id = page.attribute("[name=answer]", "value").unwrap();
    let foreign = async |path: &str, header: (&str, &str)| {
        let request = browser.request(Method::POST, path).header(header.0, header.1);
        Page::read(request.form(&[("question", "hello"), ("answer", &id), ("rating", "red"), ("style", "easy-read")]).send().await.unwrap())
            .await
    };
    for path in ["/ask", "/rate", "/comment", "/settings", "/leave", "/console/sign-in"] {
        for header in [(ORIGIN.as_str(), "https://evil.example"), ("sec-fetch-site", "cross-site"), (ORIGIN.as_str(), "null")] {
            let refused = foreign(path, header).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path} {header:?}");
            assert_eq!(refused.text("h1"), "This did not come from our page");
        }
    }
    let page = browser.get("/").await;
    assert_eq!(page.all("#turns .turn").len(), 1, "nothing was carried out");
    assert!(!page.has(".thumb[aria-pressed='true']") && !page.has(".easy"));
}

#[tokio::test]
async fn every_answer_carries_the_headers_that_protect() {
    let server = SERVER.get();
    let browser = Browser::new(&server);
    for path in ["/", "/person", "/left", "/article/england/people/whos-my-senco", "/nowhere", "/healthz", "/readyz", "/console/sign-in"] {
        let page = browser.get(path).await;
        let policy = page.header("content-security-policy");
        assert!(
            policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"),
            "{path}: {policy}"
        );
        assert_eq!(page.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(page.header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(page.header("x-frame-options"), "DENY", "{path}");
        assert_eq!(page.header("cache-control"), "no-store", "{path}");
        assert!(page.header("permissions-policy").contains("geolocation=()"), "{path}");
        assert_eq!(page.header("strict-transport-security"), "", "{path}: there is no https here");
        assert_eq!(page.header("server"), "", "{path}");
    }
}

#[tokio::test]
async fn mistakes_are_told_in_plain_words() {
    let server = SERVER.get();
    let browser = Browser::new(&server);
    for path in ["/nowhere", "/article/england/people/nobody", "/article/%ff/a/b", "/console/ratings", "/ask/", "//", "/assets/x/app.css"] {
        let page = browser.get(path).await;
        assert!(page.status.is_client_error(), "{path}: {}", page.status);
        assert!(page.has("h1") && page.has("a[href='/']"), "{path}: {}", page.html);
    }
    assert_eq!(browser.get("/nowhere").await.text("h1"), "This page is not here");
    let sent = async |request: reqwest::RequestBuilder| Page::read(request.send().await.unwrap()).await;
    let wrong = sent(browser.request(Method::GET, "/ask")).await;
    assert_eq!((wrong.status, wrong.header("allow")), (StatusCode::METHOD_NOT_ALLOWED, "POST"));
    assert!(wrong.has("h1"));
    assert_eq!(sent(browser.request(Method::DELETE, "/")).await.status, StatusCode::METHOD_NOT_ALLOWED);
    let large = sent(browser.request(Method::POST, "/ask").form(&[("question", "x".repeat(200_000))])).await;
    assert_eq!((large.status, large.text("h1").as_str()), (StatusCode::PAYLOAD_TOO_LARGE, "This is too long to send"));
    // No form at all, and one that is not text.
    for (kind, body) in
        [("application/json", b"{\"question\":\"hi\"}".to_vec()), ("application/x-www-form-urlencoded", b"answer=%".to_vec())]
    {
        let path = if kind.ends_with("json") { "/ask" } else { "/rate" };
        let page = sent(browser.request(Method::POST, path).header(CONTENT_TYPE, kind).body(body)).await;
        assert!(page.status.is_client_error() && page.has("h1"), "{kind}: {}", page.status);
    }
    // HEAD is GET without its body.
    let head = browser.request(Method::HEAD, "/person").send().await.unwrap();
    assert_eq!((head.status(), head.text().await.unwrap().as_str()), (StatusCode::OK, ""));
}

#[tokio::test]
async fn articles_and_people_have_pages() {
    let server = SERVER.get();
    let browser = Browser::new(&server);
    let address = "/article/england/ehc-plans/the-20-weeks";
    let page = browser.get(address).await;
    assert_eq!(page.text("h1"), "How long an EHC plan takes from start to finish");
    assert_eq!(page.text("title"), "How long an EHC plan takes from start to finish - Waymark");
    assert_eq!(page.texts("thead th"), ["When", "What"]);
    assert!(page.has("#the-weeks-in-a-table") && page.texts(".body h2").contains(&"Can it take longer?".to_owned()));
    assert!(page.text(".checked").contains("21 November 2026"));
    let easy = browser.get(&format!("{address}?style=easy-read")).await;
    assert!(easy.all(".easy li").len() >= 5 && !easy.has(".body"));
    assert_eq!(easy.attribute(".switcher [aria-current]", "href"), Some(format!("{address}?style=easy-read")));
    // One heading of the first rank a page, and none left out on the way down.
    for path in ["/", "/person", "/left", address, "/nowhere"] {
        let page = browser.get(path).await;
        assert_eq!(page.all("h1").len(), 1, "{path}");
        let ranks: Vec<u8> = page.all("h1, h2, h3, h4").iter().map(|h| h.value().name().as_bytes()[1] - b'0').collect();
        assert!(ranks.windows(2).all(|w| w[1] <= w[0] + 1), "{path}: {ranks:?}");
    }

    let people = browser.get("/person").await;
    assert!(people.text(".crisis").contains("999") && people.has(".crisis a[href='tel:999']"));
    assert!(people.has("#people-england") && people.has("a[href='tel:08088005000']"));
    let suffolk = browser.get("/person?area=suffolk").await;
    assert!(suffolk.has("#people-suffolk") && suffolk.has("#people-england"));
    assert_eq!(browser.get("/person?area=atlantis").await.status, StatusCode::OK);

    // What is kept of a person has a short address, and the footer's pages are there.
    let privacy = browser.get("/privacy").await;
    assert_eq!((privacy.status, privacy.text("h1").as_str()), (StatusCode::OK, "Your privacy"));
    for link in people.all(".foot a").iter().map(|a| a.attr("href").unwrap().to_owned()).collect::<Vec<_>>() {
        assert_eq!(browser.get(&link).await.status, StatusCode::OK, "{link}");
    }
}

#[tokio::test]
async fn the_server_says_how_it_is() {
    let server = SERVER.get();
    let browser = Browser::new(&server);
    assert_eq!(browser.get("/healthz").await.html, "ok\n");
    let ready: Value = serde_json::from_str(&browser.get("/readyz").await.html).unwrap();
    assert_eq!((&ready["ready"], &ready["articles"], &ready["left_out"]), (&Value::Bool(true), &14.into(), &0.into()), "{ready}");
    let address = server.base.trim_start_matches("http://");
    let health = server.home.command(&["health"]).env("WAYMARK_LISTEN", address).output().unwrap();
    assert!(health.status.success(), "{}", String::from_utf8_lossy(&health.stderr));
}

#[tokio::test]
async fn every_word_is_shown_as_it_was_typed_and_never_run() {
    let server = SERVER.get();
    let browser = Browser::new(&server);
    let mut page = browser.get("/").await;
    let elements = |page: &Page| page.all("script, img, iframe, object, embed, style, [onerror], [onload], [onclick]").len();
    let plain = elements(&page);
    for (at, words) in naughty_strings().iter().enumerate() {
        if words.trim().is_empty() || words.contains('\0') {
            continue;
        }
        page = browser.ask(&page, words).await;
        assert_eq!(page.status, StatusCode::OK, "{words:?}");
        let asked = page.texts("#turns .turn:last-child .asked-text").pop().unwrap_or_else(|| panic!("no turn for {words:?}"));
        assert_eq!(page.all("#turns .turn:last-child .asked-text")[0].child_elements().count(), 0, "{words:?} became an element");
        assert_eq!(elements(&page), plain, "{words:?}");
        // Masked and cleaned, but not lost.
        assert!(!asked.is_empty() || !words.chars().any(char::is_alphanumeric), "{words:?}");
        if words.contains("<script") && asked.contains("script") {
            assert!(page.html.contains("&lt;") || page.html.contains("&#60;"), "{words:?}");
        }
        // A page of fifty turns is slow to read again and again.
        if at % 10 == 9 {
            browser.submit(&page, "form[action='/leave']", &[]).await;
            page = browser.get("/").await;
        }
    }
}

#[tokio::test]
async fn a_crowd_is_served_at_once() {
    let server = SERVER.get();
    let people = (0..24).map(|_| {
        let (server, browser) = (server.clone(), Browser::new(&server));
        async move {
            let page = browser.ask(&browser.get("/").await, QUESTION).await;
            let page = browser.submit(&page, "form[action='/rate']", &[("rating", "green")]).await;
            assert_eq!((page.all("#turns .turn").len(), page.texts(".thumb[aria-pressed='true']")), (1, vec!["Yes".to_owned()]));
            drop(server);
        }
    });
    futures::future::join_all(people).await;
}

#[tokio::test]
async fn one_browser_with_many_tabs_gets_each_answer_once() {
    let server = SERVER.get();
    let browser = Browser::new(&server);
    let home = browser.get("/").await;
    let questions =
        [QUESTION, "whos my senco", "what is sen support", "hiya", "which planet has a blue sunset", "what do you keep about me"];
    let pages = futures::future::join_all(questions.iter().map(|q| browser.ask(&home, q))).await;
    for page in pages {
        let ids: Vec<String> = page.all("#turns .turn").iter().filter_map(|t| t.attr("id")).map(str::to_owned).collect();
        let one_by_one: BTreeSet<&String> = ids.iter().collect();
        assert_eq!(one_by_one.len(), ids.len());
        assert!(!ids.iter().any(|id| id.ends_with(&"0".repeat(32))), "an answer that was kept was shown as lost");
    }
    let asked: BTreeSet<String> = browser.get("/").await.texts(".asked-text").into_iter().collect();
    assert_eq!(asked, questions.iter().map(|q| (*q).to_owned()).collect());
}

#[tokio::test]
async fn by_https_cookies_are_secure_and_our_own_address_is_trusted() {
    let home = std::sync::Arc::new(crate::support::Home::new());
    let server = Server::start_in(&home, &[("WAYMARK_PUBLIC_URL", "https://way.example")]);
    let browser = Browser::new(&server);
    let page = browser.get("/").await;
    assert!(page.header("set-cookie").contains("; Secure"), "{}", page.header("set-cookie"));
    assert!(page.header("strict-transport-security").contains("max-age"));
    // Behind a proxy that rewrites Host, a browser names the public address.
    let ours =
        browser.request(Method::POST, "/ask").header(ORIGIN, "https://way.example").form(&[("question", "hello")]).send().await.unwrap();
    assert_eq!(ours.status(), StatusCode::OK);
    assert!(server.set_up_link_anywhere().starts_with("https://way.example/console/set-up/"));
}

#[tokio::test]
async fn the_log_tells_what_happened_and_nothing_that_was_said() {
    let home = std::sync::Arc::new(crate::support::Home::new());
    let server = Server::start_in(&home, &[("WAYMARK_LOG", "debug"), ("WAYMARK_LOG_FORMAT", "json")]);
    let browser = Browser::new(&server);
    let mut page = browser.get("/").await;
    for words in [
        "my daughter zephyrine waits for her quokka plan, how long does an ehcp take",
        "i want to kill myself, zephyrine quokka",
        "where is my quokkason's plan zephyrine",
        "zephyrine.quokka@example.org 07700 900123",
        QUESTION,
    ] {
        page = browser.ask(&page, words).await;
    }
    let page = browser.submit(&page, "form[action='/rate']", &[("rating", "red")]).await;
    browser.submit(&page, "form[action='/comment']", &[("comment", "zephyrine says the quokka is late")]).await;
    browser.submit(&page, "form[action='/rate']", &[("rating", "quokka")]).await;
    let token = page.attribute("input[name=conversation]", "value").unwrap();
    until("the log is written", async || server.log().matches("\"answered\"").count() >= 5).await;
    let log = server.log().to_lowercase();
    for secret in ["zephyrine", "quokka", "900123", token.as_str(), &token[..16]] {
        assert!(!log.contains(secret), "the log holds `{secret}`:\n{}", server.log());
    }
    // What our own lines say can be read by a machine.
    for line in server.log().lines() {
        assert!(serde_json::from_str::<Value>(line).is_ok(), "{line}");
    }
}

/// Bytes of an answer as they travel, compressed.
async fn bytes_of(browser: &Browser, path: &str) -> usize {
    let response = browser.request(Method::GET, path).header("accept-encoding", "gzip").send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK, "{path}");
    response.bytes().await.unwrap().len()
}

#[tokio::test]
async fn pages_are_light_on_a_slow_phone() {
    let server = SERVER.get();
    let browser = Browser::new(&server);
    let page = browser.get("/").await;
    let mut scripts = 0;
    for script in page.all("script[src]") {
        scripts += bytes_of(&browser, script.attr("src").unwrap()).await;
    }
    assert!(scripts > 1000 && scripts <= 12_000, "the scripts have {scripts} bytes");
    let style = bytes_of(&browser, &page.attribute("link[rel=stylesheet]", "href").unwrap()).await;
    assert!(style > 1000 && style <= 15_000, "the style sheet has {style} bytes");
    let icon = bytes_of(&browser, &page.attribute("link[rel=icon]", "href").unwrap()).await;
    let first = bytes_of(&browser, "/").await + scripts + style + icon;
    assert!(first <= 60_000, "the first page has {first} bytes in all");
    // With an answer in easy read, its pictures too.
    let page = browser.ask(&page, QUESTION).await;
    let page = browser.submit(&page, "form:has(.switch)", &[("style", "easy-read")]).await;
    let mut pictures = 0;
    for picture in page.all(".easy img.pic") {
        assert_eq!(picture.attr("alt"), Some(""), "the words say the same");
        pictures += bytes_of(&browser, picture.attr("src").unwrap()).await;
    }
    let whole = bytes_of(&browser, "/").await + scripts + style + icon + pictures;
    assert!(pictures > 1000 && whole <= 60_000, "the answer has {whole} bytes in all, {pictures} of them pictures");
}

#[tokio::test]
async fn every_picture_is_shown_with_its_meaning_and_whose_it_is() {
    let server = SERVER.get();
    let browser = Browser::new(&server);
    let page = browser.get("/pictures").await;
    assert_eq!(page.text("h1"), "The pictures");
    assert!(browser.get("/").await.has("footer a[href='/pictures']"));
    let cards = page.all(".sheet li");
    assert!(cards.len() >= 140 && page.all(".sheet img.pic").len() == cards.len() && !page.has(".sheet span.pic"));
    assert!(page.texts(".sheet .hint").iter().all(|by| by.ends_with("Twemoji") || by.ends_with("Waymark")));
    assert!(
        page.has("a[href='https://creativecommons.org/licenses/by/4.0/']")
            && page.text("#main").contains("Twitter, Inc and other contributors")
    );
    let address = page.attribute(".sheet img", "src").unwrap();
    let file = browser.get(&address).await;
    assert_eq!((file.status, file.header("content-type")), (StatusCode::OK, "image/svg+xml"));
    assert!(file.header("cache-control").contains("immutable") && file.header("x-content-type-options") == "nosniff");
    assert!(
        file.header("content-security-policy").starts_with("default-src 'none'")
            && file.header("content-security-policy").contains("sandbox")
    );
    let again = browser.request(Method::GET, &address).header("if-none-match", file.header("etag")).send().await.unwrap();
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    for path in [address.replace("/pictures/", "/pictures/0"), "/pictures/x/..%2f..%2fCargo.toml".to_owned()] {
        assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_council_shows_its_own_pictures_and_hears_of_files_that_cannot_be_shown() {
    let home = std::sync::Arc::new(crate::support::Home::new());
    home.write("ours/plan.svg", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9z'/></svg>");
    home.write("ours/clock.svg", "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>");
    let server = Server::start_in(&home, &[("WAYMARK_PICTURES_DIR", "ours")]);
    let browser = Browser::new(&server);
    let page = browser.ask(&browser.get("/").await, QUESTION).await;
    let page = browser.submit(&page, "form:has(.switch)", &[("style", "easy-read")]).await;
    let address = page.all(".easy img.pic").iter().filter_map(|i| i.attr("src")).find(|s| s.ends_with("/plan.svg")).unwrap().to_owned();
    assert!(browser.get(&address).await.html.contains("M0 0h9v9z"));
    assert!(browser.get("/pictures").await.text("#main").contains("belong to the council"));
    until("the log names the file", async || server.log().contains("clock.svg: this picture is not used: it holds a script")).await;
    assert!(!server.log().contains("plan.svg"));
    let wrong = home.command(&["serve", "--listen", "127.0.0.1:0"]).env("WAYMARK_PICTURES_DIR", "nowhere").output().unwrap();
    let told = String::from_utf8_lossy(&wrong.stderr).into_owned();
    assert!(!wrong.status.success() && told.contains("WAYMARK_PICTURES_DIR: there is no folder `nowhere`"), "{told}");
}
