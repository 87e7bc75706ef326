//! What attackers try, through the running server. Exports with formulas (CSV) do not exist yet; they bring their own test.

use std::{sync::Arc, time::Duration};

use reqwest::{
    Method, StatusCode,
    header::{COOKIE, HOST, ORIGIN},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::support::{Browser, Home, Page, Server, Shared, naughty_strings, own_naughty_strings};

static SERVER: Shared = Shared::new();
const PASSWORD: &str = "correct horse battery";
const QUESTION: &str = "how long does an ehcp take";
const DANGER: &str = "i want to kill myself";

async fn set_up(browser: &Browser, link: &str) -> Page {
    let page = browser.get(link).await;
    browser.submit(&page, "form", &[("email", "lead@council.example"), ("password", PASSWORD), ("again", PASSWORD)]).await
}

/// A server of its own with an officer signed in.
async fn with_lead() -> (Server, Browser) {
    let server = Server::start();
    let lead = Browser::new(&server);
    assert_eq!(set_up(&lead, &server.set_up_link()).await.text("h1"), "Ratings");
    (server, lead)
}

/// The routes that take a form.
fn forms() -> Vec<String> {
    let public = ["/ask", "/rate", "/comment", "/settings", "/leave", "/my-data", "/my-data/save", "/my-data/delete"].map(str::to_owned);
    let console = waymark::console::rules().into_iter().filter(|(method, ..)| *method == "POST");
    let console = console.map(|(_, path, _)| path.replace("{id}", "none").replace("{link}", &"0".repeat(64)));
    public.into_iter().chain(console).collect()
}

/// What an attacker's words would have become, had they run: nothing of it is in any page of ours.
fn assert_tame(page: &Page, words: &str) {
    let made = "script:not([src]), script[src*='evil'], img, iframe, object, embed, style, base, meta[http-equiv], math, [style], [onerror], \
        [onload], [onclick], [onfocus], [onmouseover], [autofocus], a[href^='javascript'], a[href^='http'][href*='evil'], a[href^='//'], form[action*='evil'], [srcdoc]";
    let found = page.all(made).into_iter().map(|e| e.html()).collect::<Vec<_>>();
    assert!(found.is_empty(), "{words:?} at {}: {found:?}", page.url);
    assert!(page.status.as_u16() != 500 && page.status.as_u16() != 503, "{words:?} at {}: {}", page.url, page.status);
    let policy = page.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{}: {policy}", page.url);
    assert_eq!(page.header("x-content-type-options"), "nosniff", "{}", page.url);
}

#[tokio::test]
async fn no_form_is_taken_from_another_site_or_without_the_sessions_own_token() {
    let (_server, lead) = with_lead().await;
    for path in forms() {
        for (name, value) in [("origin", "https://evil.example"), ("origin", "null"), ("sec-fetch-site", "cross-site")] {
            let sent = lead.request(Method::POST, &path).header(name, value).form(&[("question", QUESTION)]).send().await.unwrap();
            assert_eq!(sent.status(), StatusCode::FORBIDDEN, "{path} {name}: {value}");
        }
        let behind = path.starts_with("/console") && !path.contains("sign-in") && !path.contains("set-up");
        if behind && !path.ends_with("/console/second-factor") {
            for token in ["", "0", &"0".repeat(64)] {
                let request = lead.request(Method::POST, &path).header(ORIGIN, &lead.base).form(&[("form_token", token)]);
                assert_eq!(request.send().await.unwrap().status(), StatusCode::FORBIDDEN, "{path} with {token:?}");
            }
        }
    }
    assert_eq!(lead.get("/console").await.text("h1"), "Ratings", "and the officer is still signed in");
}

#[tokio::test]
async fn a_session_that_was_planted_is_not_the_one_that_signs_in() {
    let (server, _) = with_lead().await;
    let planted = "a".repeat(64);
    let stays = Browser::that_stays(&server);
    let sent = stays
        .request(Method::POST, "/console/sign-in")
        .header(ORIGIN, &stays.base)
        .header(COOKIE, format!("waymark_officer={planted}"))
        .form(&[("email", "lead@council.example"), ("password", PASSWORD)]);
    let page = Page::read(sent.send().await.unwrap()).await;
    let cookie = page.header("set-cookie").to_owned();
    assert!(cookie.starts_with("waymark_officer=") && !cookie.contains(&planted), "{cookie}");
    let status = async |cookie: String| {
        Browser::that_stays(&server).request(Method::GET, "/console").header(COOKIE, cookie).send().await.unwrap().status()
    };
    assert_eq!(status(format!("waymark_officer={planted}")).await, StatusCode::SEE_OTHER);
    assert_eq!(status(cookie.split(';').next().unwrap().to_owned()).await, StatusCode::OK);
}

#[tokio::test]
async fn words_stay_words_on_every_page_and_at_every_door() {
    let (server, lead) = with_lead().await;
    let visitor = Browser::new(&server);
    // Stored: asked, shown again, rated with a comment, read by an officer.
    for words in own_naughty_strings().iter().filter(|w| !w.trim().is_empty() && !w.contains('\0')) {
        // By itself, and with a question that is answered and can be rated.
        assert_tame(&visitor.ask(&visitor.get("/").await, words).await, words);
        let page = visitor.ask(&visitor.get("/").await, &format!("{QUESTION} {words}")).await;
        assert_tame(&page, words);
        if page.has(".turn:last-child form[action='/rate']") {
            let rated = visitor.submit(&page, ".turn:last-child form[action='/rate']", &[("rating", "red")]).await;
            if rated.has(".turn:last-child form[action='/comment']") {
                assert_tame(&visitor.submit(&rated, ".turn:last-child form[action='/comment']", &[("comment", words)]).await, words);
            }
        }
        visitor.submit(&page, "form[action='/leave']", &[]).await;
    }
    let mut list = lead.get("/console").await;
    let mut read = 0;
    loop {
        assert_tame(&list, "the list of ratings");
        for link in list.all("tbody th a").iter().map(|a| a.attr("href").unwrap().to_owned()) {
            assert_tame(&lead.get(&link).await, "a rating");
            read += 1;
        }
        let Some(next) = list.attribute(".paging a[rel='next']", "href") else { break };
        list = lead.get(&next).await;
    }
    assert!(read >= 10, "only {read} ratings came of it");

    // Reflected: in every field and parameter that comes back.
    for words in &naughty_strings() {
        let asked = |path: &str, fields: &[(&str, &str)]| lead.request(Method::GET, path).query(fields);
        for (path, names) in [
            ("/console", ["colour", "area", "before"].as_slice()),
            ("/console/audit", ["officer", "action", "before"].as_slice()),
            ("/person", ["area"].as_slice()),
        ] {
            let fields: Vec<(&str, &str)> = names.iter().map(|n| (*n, words.as_str())).collect();
            assert_tame(&Page::read(asked(path, &fields).send().await.unwrap()).await, words);
        }
    }
    for words in &own_naughty_strings() {
        let page = lead.get("/console/officers").await;
        let fields = [("email", words.as_str()), ("role", words), ("area", words)];
        assert_tame(&lead.submit(&page, "form[action='/console/officers/invite']", &fields).await, words);
        let page = visitor.get("/console/sign-in").await;
        if words.len() < 20 {
            assert_tame(&visitor.submit(&page, "form", &[("email", words), ("password", "x")]).await, words);
        }
        let page = visitor.get("/").await;
        assert_tame(&visitor.submit(&page, "form:has(#area)", &[("area", words)]).await, words);
        let odd = visitor.request(Method::GET, "/").header("accept-language", words.replace(|c: char| c.is_control() || !c.is_ascii(), ""));
        assert_tame(&Page::read(odd.send().await.unwrap()).await, words);
    }
    assert_tame(&lead.get("/console/account").await, "the account");
    assert_tame(&lead.get("/console/audit").await, "the audit");
    for path in ["/left", "/person", "/console/launch", "/console/account/second-factor", "/nowhere"] {
        assert_tame(&lead.get(path).await, path);
    }
}

/// A request as bytes, since no client would send it; what came back.
async fn raw(server: &Server, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(server.base.trim_start_matches("http://")).await.unwrap();
    drop(stream.write_all(bytes).await);
    let mut out = Vec::new();
    drop(tokio::time::timeout(Duration::from_secs(40), stream.read_to_end(&mut out)).await);
    String::from_utf8_lossy(&out).into_owned()
}

fn get(path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").into_bytes()
}

fn code(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|c| c.parse().ok()).unwrap_or(0)
}

#[tokio::test]
async fn no_path_leads_out_of_the_pages_and_no_line_into_the_head() {
    let server = SERVER.get();
    for path in [
        "/../../../../etc/passwd",
        "/assets/../../../../etc/passwd",
        "/assets/..%2f..%2f..%2fetc%2fpasswd/app.css",
        "/assets/%2e%2e/%2e%2e/Cargo.toml",
        "/assets/none/..%5c..%5cCargo.toml",
        "/article/../../waymark.toml",
        "/article/..%2f..%2fdata/keys/pseudonym.key",
        "/article/england/%2e%2e/%2e%2e",
        "/article/%00/%00/%00",
        "/console/ratings/..%2f..%2fetc%2fpasswd",
        "/console/set-up/..%2f..%2f..%2f",
        "//evil.example/",
        "/\\evil.example/",
        "/%2f%2fevil.example",
    ] {
        let answer = raw(&server, &get(path)).await;
        assert!([303, 400, 404].contains(&code(&answer)), "{path}: {answer:.200}");
        assert!(!answer.contains("root:") && !answer.contains("[package]"), "{path}");
        let location = answer.lines().find_map(|l| l.strip_prefix("location: ")).unwrap_or("/console/sign-in").trim();
        assert_eq!(location, "/console/sign-in", "{path}");
    }
    // A line break in any parameter stays in it.
    for path in [
        "/person?area=%0d%0aSet-Cookie:%20planted=1",
        "/?x=%0d%0a%0d%0a<script>",
        "/article/england/a%0d%0aSet-Cookie:%20planted=1/b?style=%0d%0aX-Planted:%201",
        "/console/sign-in?next=%0d%0aLocation:%20https://evil.example",
        "/console?before=%0d%0aSet-Cookie:%20planted=1",
    ] {
        let answer = raw(&server, &get(path)).await;
        let head = answer.split("\r\n\r\n").next().unwrap().to_lowercase();
        assert!(code(&answer) != 500 && !head.contains("planted") && !head.contains("evil"), "{path}: {head}");
    }
    let page = Browser::new(&server);
    let fields = [("conversation", "x\r\nSet-Cookie: planted=1"), ("question", QUESTION), ("answer", "a\r\nb"), ("rating", "red\r\n")];
    for path in ["/ask", "/rate", "/comment", "/settings", "/leave"] {
        let sent = page.request(Method::POST, path).header(ORIGIN, &page.base).form(&fields).send().await.unwrap();
        assert!(
            sent.status().as_u16() < 500 && sent.headers().iter().all(|(_, v)| !v.as_bytes().windows(7).any(|w| w == b"planted")),
            "{path}"
        );
    }
}

#[tokio::test]
async fn no_header_leads_elsewhere() {
    let (server, lead) = with_lead().await;
    let evil = "evil.example";
    for path in ["/", "/person", "/console/sign-in", "/console", "/nowhere"] {
        let sent =
            lead.request(Method::GET, path).header(HOST, evil).header("x-forwarded-host", evil).header("x-original-url", "/console/audit");
        let page = Page::read(sent.send().await.unwrap()).await;
        assert!(!page.html.contains(evil) && !page.header("location").contains(evil), "{path}");
    }
    // An invitation made under a wrong name leads nowhere else.
    let officers = lead.get("/console/officers").await;
    let token = officers.attribute("input[name='form_token']", "value").unwrap();
    let fields = [("form_token", token.as_str()), ("email", "b@council.example"), ("role", "viewer"), ("area", "norfolk")];
    let sent = lead.request(Method::POST, "/console/officers/invite").header(HOST, evil).form(&fields).send().await.unwrap();
    let made = Page::read(sent).await;
    assert!(made.has("#invitation") && !made.html.contains(evil), "{}", made.html);
    // Nowhere to go but home.
    let stays = Browser::that_stays(&server);
    for name in ["next", "url", "redirect", "return_to"] {
        let fields = [("email", "lead@council.example"), ("password", PASSWORD), (name, "https://evil.example/")];
        let path = format!("/console/sign-in?{name}=//evil.example");
        let sent = stays.request(Method::POST, &path).header(ORIGIN, &stays.base).form(&fields).send().await.unwrap();
        assert_eq!(sent.headers()["location"], "/console");
    }
    // A method is what it is.
    for header in ["x-http-method-override", "x-method-override", "x-http-method"] {
        let sent = stays.request(Method::GET, "/leave?_method=POST").header(header, "POST").send().await.unwrap();
        assert_eq!(sent.status(), StatusCode::METHOD_NOT_ALLOWED);
    }
    for method in ["PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND"] {
        let answer = raw(&server, format!("{method} /ask HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").as_bytes()).await;
        assert!([400, 404, 405, 501].contains(&code(&answer)), "{method}: {answer:.80}");
    }
}

#[tokio::test]
async fn no_filter_or_name_is_read_as_a_query() {
    let (server, lead) = with_lead().await;
    let visitor = Browser::new(&server);
    let page = visitor.ask(&visitor.get("/").await, QUESTION).await;
    visitor.submit(&page, "form[action='/rate']", &[("rating", "red")]).await;
    let before = lead.get("/console").await.texts("tbody tr").len();
    for words in ["' OR 1=1 --", "1; DROP TABLE ratings; --", "' UNION SELECT password FROM officers --", "\" OR \"\"=\"", "%", "_", "\\"] {
        for path in ["/console", "/console/audit"] {
            let fields = [("before", words), ("officer", words), ("area", words)];
            let page = Page::read(lead.request(Method::GET, path).query(&fields).send().await.unwrap()).await;
            assert_eq!(page.status, StatusCode::OK, "{path} {words}");
            assert!(!page.html.contains("argon2"), "{path} {words}");
        }
        let sent = lead.request(Method::GET, "/console/audit").query(&[("officer", words)]).send().await.unwrap();
        assert!(Page::read(sent).await.all("tbody tr").is_empty(), "{words}: nobody is called so");
        for path in ["/console/ratings/", "/console/officers/"] {
            let mut url = reqwest::Url::parse(&lead.base).unwrap();
            url.path_segments_mut().unwrap().extend(path.trim_matches('/').split('/')).push(words);
            assert_eq!(lead.get(url.path()).await.status, StatusCode::NOT_FOUND, "{path}{words}");
        }
        let page = visitor.get("/console/sign-in").await;
        let refused = visitor.submit(&page, "form", &[("email", &format!("a{words}@x.uk")), ("password", words)]).await;
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{words}");
    }
    assert_eq!(lead.get("/console").await.texts("tbody tr").len(), before);
}

#[tokio::test]
async fn what_is_too_large_too_many_or_no_text_is_refused_in_plain_words() {
    let server = SERVER.get();
    let browser = Browser::new(&server);
    let post = |path: &str| browser.request(Method::POST, path).header(ORIGIN, &browser.base);
    let large = post("/ask").form(&[("question", "a".repeat(200 * 1024))]).send().await.unwrap();
    assert_eq!(large.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(Page::read(large).await.text("h1"), "This is too long to send");
    for path in ["/settings", "/console/sign-in", "/comment"] {
        let sent =
            post(path).header("content-type", "application/x-www-form-urlencoded").body("a=".repeat(200 * 1024)).send().await.unwrap();
        assert_eq!(sent.status(), StatusCode::PAYLOAD_TOO_LARGE, "{path}");
    }
    // Without its length: cut at the same place.
    let chunk = format!("{:x}\r\n{}\r\n", 64 * 1024, "a".repeat(64 * 1024));
    let head = format!(
        "POST /ask HTTP/1.1\r\nHost: a\r\nOrigin: {}\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n",
        server.base
    );
    let mut bytes = head.replace("Host: a", &format!("Host: {}", server.base.trim_start_matches("http://"))).into_bytes();
    (0..4).for_each(|_| bytes.extend(chunk.as_bytes()));
    bytes.extend(b"0\r\n\r\n");
    let answer = raw(&server, &bytes).await;
    assert!([0, 413].contains(&code(&answer)), "{answer:.100}");
    // A head that is too large, and one with very many lines.
    let wide =
        raw(&server, format!("GET / HTTP/1.1\r\nHost: a\r\nX-A: {}\r\nConnection: close\r\n\r\n", "a".repeat(100 * 1024)).as_bytes()).await;
    let many: String = (0..300).map(|i| format!("X-{i}: a\r\n")).collect();
    let many = raw(&server, format!("GET / HTTP/1.1\r\nHost: a\r\n{many}Connection: close\r\n\r\n").as_bytes()).await;
    assert!([0, 431].contains(&code(&wide)) && [0, 431].contains(&code(&many)), "{wide:.60} {many:.60}");
    let long = raw(&server, &get(&format!("/?{}", "a".repeat(70 * 1024)))).await;
    assert!([0, 414, 431].contains(&code(&long)), "{long:.60}");

    let fields: String = (0..20_000).map(|i| format!("f{i}=&")).collect();
    let deep = format!("question={}", "%5B".repeat(2_000));
    let form = "application/x-www-form-urlencoded";
    for (body, kind) in [
        (format!("{fields}question=x").into_bytes(), form),
        (deep.into_bytes(), form),
        (b"question=%ff%fe%80".to_vec(), form),
        (b"question=\xff\xfe\x80".to_vec(), form),
        (b"question=%u0041&question=%zz&&&===".to_vec(), form),
        (b"{\"question\":\"x\"}".to_vec(), "application/json"),
        (b"question=x".to_vec(), "text/plain"),
        (b"--b\r\nContent-Disposition: form-data; name=\"question\"\r\n\r\nx\r\n--b--".to_vec(), "multipart/form-data; boundary=b"),
        (vec![0x1f, 0x8b, 8, 0, 0, 0], form),
        ("question=hi".encode_utf16().flat_map(u16::to_le_bytes).collect(), "application/x-www-form-urlencoded; charset=utf-16"),
    ] {
        for path in ["/ask", "/rate", "/comment", "/settings", "/leave", "/console/sign-in"] {
            let sent = post(path).header("content-type", kind).body(body.clone()).send().await.unwrap();
            let status = sent.status();
            assert!(status.as_u16() < 500, "{path} {kind}: {status}");
            if !status.is_success() || kind != form {
                assert_tame(&Page::read(sent).await, kind);
            }
        }
    }
    let garbage = raw(&server, &[0_u8, 1, 2, 3, 255, 254, b'\r', b'\n', b'\r', b'\n']).await;
    assert!([0, 400].contains(&code(&garbage)), "{garbage:.60}");
    // Two lengths, or a length and chunks, are how requests are smuggled past a proxy.
    for head in [
        "Content-Length: 3\r\nContent-Length: 5",
        "Content-Length: -1",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: chunked, identity",
    ] {
        let answer = raw(&server, format!("POST /leave HTTP/1.1\r\nHost: a\r\n{head}\r\nConnection: close\r\n\r\nabc").as_bytes()).await;
        assert!([0, 400, 501].contains(&code(&answer)), "{head}: {answer:.60}");
    }
    assert_eq!(browser.get("/").await.status, StatusCode::OK);
}

#[tokio::test]
async fn cookies_of_others_are_not_ours() {
    let home = Arc::new(Home::new());
    let server = Server::start_in(&home, &[("WAYMARK_PUBLIC_URL", "https://waymark.example.org")]);
    let link = server.set_up_link_anywhere();
    assert!(link.starts_with("https://waymark.example.org/console/set-up/"), "{link}");
    let stays = Browser::that_stays(&server);
    let fields = [("email", "lead@council.example"), ("password", PASSWORD), ("again", PASSWORD)];
    let path = &link["https://waymark.example.org".len()..];
    let sent = stays.request(Method::POST, path).header(ORIGIN, "https://waymark.example.org").form(&fields).send().await.unwrap();
    let page = Page::read(sent).await;
    let cookie = page.header("set-cookie").to_owned();
    for part in ["__Host-waymark_officer=", "; Secure", "; HttpOnly", "; SameSite=Strict", "; Path=/"] {
        assert!(cookie.contains(part), "{part}: {cookie}");
    }
    assert!(!cookie.contains("Domain") && page.header("strict-transport-security").contains("max-age"));
    let token = cookie.split([';', '=']).nth(1).unwrap().to_owned();
    let status = async |cookie: String| {
        Browser::that_stays(&server).request(Method::GET, "/console").header(COOKIE, cookie).send().await.unwrap().status()
    };
    assert_eq!(status(format!("__Host-waymark_officer={token}")).await, StatusCode::OK);
    // The same without the prefix could have been planted by any site of the council's domain.
    assert_eq!(status(format!("waymark_officer={token}")).await, StatusCode::SEE_OTHER);
    let chat = stays.request(Method::POST, "/ask").header(ORIGIN, "https://waymark.example.org").form(&[("question", QUESTION)]);
    let chat = Page::read(chat.send().await.unwrap()).await;
    assert!(chat.header("set-cookie").starts_with("__Host-waymark_chat=") && chat.header("set-cookie").contains("; Secure"));
    // Nonsense and floods of cookies are new visitors.
    let many: Vec<String> = (0..200).map(|i| format!("c{i}=x")).collect();
    for cookie in ["waymark_chat=a; waymark_chat=b", "=;;=;", "__Host-waymark_chat=../../x", &many.join("; ")] {
        assert_eq!(stays.request(Method::GET, "/").header(COOKIE, cookie).send().await.unwrap().status(), StatusCode::OK, "{cookie:.40}");
    }
}

#[tokio::test]
async fn slow_clients_harm_nobody_and_one_network_holds_so_many_connections() {
    let home = Arc::new(Home::new());
    let server = Server::start_in(&home, &[("WAYMARK_LIMITS_CONNECTIONS_PER_NETWORK", "40")]);
    let mut slow = Vec::new();
    for i in 0..36 {
        let mut stream = TcpStream::connect(server.base.trim_start_matches("http://")).await.unwrap();
        let start: &[u8] = if i % 2 == 0 {
            b"GET / HTTP/1.1\r\nHost: a\r\nX-"
        } else {
            b"POST /ask HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9000\r\n\r\nq"
        };
        stream.write_all(start).await.unwrap();
        slow.push(stream);
    }
    for _ in 0..5 {
        for stream in &mut slow {
            drop(stream.write_all(b"a").await);
        }
        let begun = std::time::Instant::now();
        assert_eq!(Browser::new(&server).get("/").await.status, StatusCode::OK);
        assert!(begun.elapsed() < Duration::from_secs(5), "a page took {:?}", begun.elapsed());
    }
    // Six more are two too many: they are closed at once, and nobody else's are.
    let mut closed = 0;
    let mut more = Vec::new();
    for _ in 0..8 {
        let mut stream = TcpStream::connect(server.base.trim_start_matches("http://")).await.unwrap();
        let mut byte = [0];
        let read = tokio::time::timeout(Duration::from_millis(300), stream.read(&mut byte)).await;
        closed += usize::from(matches!(read, Ok(Ok(0) | Err(_))));
        more.push(stream);
    }
    assert!((1..8).contains(&closed), "{closed}");
    drop((slow, more));
    crate::support::until("the places are free again", || async {
        let sent = Browser::new(&server).request(Method::GET, "/healthz").send().await;
        sent.is_ok_and(|r| r.status().is_success())
    })
    .await;
}

#[tokio::test]
async fn whoever_sends_very_much_waits_and_loses_no_word_and_danger_never_waits() {
    let home = Arc::new(Home::new());
    let limits = [("WAYMARK_LIMITS_PERSON_PER_MINUTE", "3")];
    let server = Server::start_in(&home, &limits);
    let browser = Browser::new(&server);
    let mut page = browser.get("/").await;
    for _ in 0..3 {
        page = browser.ask(&page, QUESTION).await;
        assert_eq!(page.status, StatusCode::OK);
    }
    let long = "we have waited since march and nobody rings back. how long does it take? ".repeat(20);
    let wait = browser.ask(&page, &long).await;
    assert_eq!((wait.status, wait.text("h1").as_str()), (StatusCode::TOO_MANY_REQUESTS, "Please wait a moment"));
    assert!((1..=20).contains(&wait.header("retry-after").parse::<u32>().unwrap()));
    assert_eq!(wait.all("#question")[0].text().collect::<String>().trim(), long.trim(), "nothing is lost");
    assert!(wait.text(".crisis").contains("999"), "{}", wait.text(".crisis"));
    // By script the browser is led to the same page.
    let script = browser.request(Method::POST, "/ask").header(ORIGIN, &browser.base).header("x-waymark-fragment", "1");
    let script = script.form(&[("question", QUESTION)]).send().await.unwrap();
    assert!(script.status() == StatusCode::TOO_MANY_REQUESTS && script.headers().get("x-waymark-fragment").is_none());
    // Danger goes through, with its card; and another person was never asked to wait.
    let help = browser.ask(&page, DANGER).await;
    assert!(help.status == StatusCode::OK && help.text(".turn:last-child .crisis").contains("999"));
    let other = Browser::new(&server);
    assert_eq!(other.ask(&other.get("/").await, QUESTION).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_flood_from_one_network_waits_and_a_proxy_we_believe_tells_networks_apart() {
    let home = Arc::new(Home::new());
    let limits = [("WAYMARK_LIMITS_NETWORK_PER_MINUTE", "3"), ("WAYMARK_TRUSTED_PROXIES", "127.0.0.1")];
    let server = Server::start_in(&home, &limits);
    let ask = async |from: &str, words: &str| {
        let browser = Browser::new(&server);
        let sent = browser.request(Method::POST, "/ask").header(ORIGIN, &browser.base).header("x-forwarded-for", from);
        Page::read(sent.form(&[("question", words)]).send().await.unwrap()).await
    };
    let sent: Vec<u16> =
        [ask("203.0.113.1", QUESTION).await, ask("203.0.113.2", QUESTION).await, ask("8.8.8.8, 203.0.113.3", QUESTION).await]
            .iter()
            .map(|p| p.status.as_u16())
            .collect();
    assert_eq!(sent, [200, 200, 200]);
    let wait = ask("203.0.113.200", QUESTION).await;
    assert_eq!(wait.status, StatusCode::TOO_MANY_REQUESTS, "the fourth of one network, whatever the address");
    assert_eq!(ask("198.51.100.1", QUESTION).await.status, StatusCode::OK, "another network goes on");
    // The words of help come even so, before anything else on the page.
    let help = ask("203.0.113.9", DANGER).await;
    assert_eq!(help.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(help.has("#help") && help.texts(".crisis")[0].contains("999"), "{}", help.text("main"));
    // They reach the safeguarding officers, too, but only so many: a flood must not bury what others wrote.
    for _ in 0..9 {
        assert_eq!(ask("203.0.113.9", DANGER).await.status, StatusCode::TOO_MANY_REQUESTS);
    }
    let officer = Browser::new(&server);
    let ran = home.run(&["officer", "add", "--email", "safe@council.example", "--role", "safeguarding"]);
    let link = ran.out[ran.out.find("/console/").unwrap()..].trim().to_owned();
    let page = officer.get(&link).await;
    let password = "correct horse battery";
    let list = officer.submit(&page, "form", &[("email", "safe@council.example"), ("password", password), ("again", password)]).await;
    assert_eq!(list.url.path(), "/console/safeguarding");
    let kept = list.all("#danger tbody tr").len();
    assert!((3..=4).contains(&kept), "as many as the limit lets through, and not {kept}");
    let form =
        Browser::new(&server).request(Method::POST, "/settings").header("x-forwarded-for", "203.0.113.9").form(&[("style", "easy-read")]);
    let refused = Page::read(form.send().await.unwrap()).await;
    assert_eq!((refused.status, refused.text("h1").as_str()), (StatusCode::TOO_MANY_REQUESTS, "Please wait a moment"));
    assert!(refused.header("retry-after").parse::<u32>().is_ok());
    // What was forwarded is in no log and no file.
    let log = server.log();
    assert!(!log.contains("203.0.113") && !log.contains("198.51.100"), "{log}");
    let file = std::fs::read(home.path().join("data/waymark.db")).unwrap();
    let wal = std::fs::read(home.path().join("data/waymark.db-wal")).unwrap_or_default();
    assert!([file, wal].iter().all(|b| !b.windows(9).any(|w| w == b"203.0.113")));
}
