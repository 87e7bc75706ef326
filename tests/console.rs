//! The officers' console over HTTP: the first link, signing in and out, and what an officer of which area may see.

use std::sync::Arc;

use reqwest::{
    Method, StatusCode,
    header::{COOKIE, ORIGIN},
};

use crate::support::{Browser, Home, Page, Server};

const PASSWORD: &str = "correct horse battery";

/// Makes the account behind a link.
async fn set_up(browser: &Browser, link: &str, email: &str) -> Page {
    let page = browser.get(link).await;
    browser.submit(&page, "form", &[("email", email), ("password", PASSWORD), ("again", PASSWORD)]).await
}

async fn sign_in(browser: &Browser, email: &str, password: &str) -> Page {
    let page = browser.get("/console/sign-in").await;
    browser.submit(&page, "form", &[("email", email), ("password", password)]).await
}

/// The path of a new officer's link, made at the terminal beside the running server.
fn invite(server: &Server, email: &str, area: Option<&str>) -> String {
    invite_as(server, email, "reviewer", area)
}

fn invite_as(server: &Server, email: &str, role: &str, area: Option<&str>) -> String {
    let mut arguments = vec!["officer", "add", "--email", email, "--role", role];
    arguments.extend(area.iter().flat_map(|a| ["--area", a]));
    let ran = server.home.run(&arguments);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let link = ran.out.lines().last().unwrap().to_owned();
    link[link.find("/console/").unwrap()..].to_owned()
}

/// Asks from an area and gives a thumb; with a comment where there is one.
async fn rate(server: &Server, area: &str, question: &str, colour: &str, comment: &str) {
    let browser = Browser::new(server);
    let page = browser.submit(&browser.get("/").await, "form:has(#area)", &[("area", area)]).await;
    let page = browser.ask(&page, question).await;
    let page = browser.submit(&page, "form[action='/rate']", &[("rating", colour)]).await;
    if !comment.is_empty() {
        browser.submit(&page, "form[action='/comment']", &[("comment", comment)]).await;
    }
}

#[tokio::test]
async fn the_first_link_works_once_and_its_rules_are_told() {
    let server = Server::start();
    let link = server.set_up_link();
    let browser = Browser::new(&server);
    // Nothing of the console is seen before.
    for path in ["/console", "/console/ratings/x", "/console?area=norfolk"] {
        assert_eq!(browser.get(path).await.url.path(), "/console/sign-in", "{path}");
    }
    let page = browser.get(&link).await;
    assert_eq!((page.status, page.text("h1").as_str()), (StatusCode::OK, "Make your account"));
    assert!(page.text("#password-hint").contains("12"));
    assert_eq!(page.attribute("#password", "autocomplete").as_deref(), Some("new-password"));
    let submit = async |email: &str, password: &str, again: &str| {
        browser.submit(&page, "form", &[("email", email), ("password", password), ("again", again)]).await
    };
    for (email, password, again, told) in [
        ("lead@council.example", "short one", "short one", "at least 12 characters"),
        ("lead@council.example", PASSWORD, "correct horse batterz", "not the same"),
        ("not an address", PASSWORD, PASSWORD, "e-mail address"),
    ] {
        let refused = submit(email, password, again).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text("#problem").contains(told), "{}", refused.text("#problem"));
        assert_eq!(refused.attribute("#email", "value").as_deref(), Some(email), "what was typed stays");
        assert!(!refused.html.contains(password), "and a password does not");
    }
    let console = submit("Lead@Council.example", PASSWORD, PASSWORD).await;
    assert_eq!((console.url.path(), console.text("h1").as_str()), ("/console", "Ratings"));
    assert!(console.html.contains("lead@council.example"));
    assert!(console.has("details:has(summary) li"), "what stands against a launch is told");

    // Used up, for everybody.
    for used in [Browser::new(&server).get(&link).await, set_up_again(&server, &page).await] {
        assert_eq!(used.status, StatusCode::GONE);
        assert!(used.text("#problem").contains("does not work any more"));
    }
    assert_eq!(browser.get("/console/set-up/zzz").await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.get(&format!("/console/set-up/{}", "0".repeat(64))).await.status, StatusCode::GONE);
    assert_eq!(server.home.run(&["officer", "list"]).out, "lead@council.example  administrator (all areas)\n");
}

async fn set_up_again(server: &Server, page: &Page) -> Page {
    Browser::new(server).submit(page, "form", &[("email", "b@council.example"), ("password", PASSWORD), ("again", PASSWORD)]).await
}

#[tokio::test]
async fn signing_in_and_out() {
    let server = Server::start();
    let link = server.set_up_link();
    set_up(&Browser::new(&server), &link, "lead@council.example").await;

    let browser = Browser::new(&server);
    for (email, password) in [("lead@council.example", "wrong horse battery"), ("nobody@council.example", PASSWORD), ("", ""), ("x", "y")] {
        let refused = sign_in(&browser, email, password).await;
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
        // Which of the two is wrong is not told.
        assert_eq!(refused.text("#problem"), "The e-mail address or the password is not right.");
        assert_eq!(browser.get("/console").await.url.path(), "/console/sign-in");
    }
    let stays = Browser::that_stays(&server);
    let signed = sign_in(&stays, "LEAD@council.example", PASSWORD).await;
    assert_eq!((signed.status, signed.header("location")), (StatusCode::SEE_OTHER, "/console"));
    let cookie = signed.header("set-cookie").to_owned();
    assert!(cookie.starts_with("waymark_officer=") && cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    assert!(cookie.contains("Path=/console") && !cookie.contains("Secure"), "{cookie}");
    let session = cookie.split(';').next().unwrap().to_owned();

    let console = sign_in(&browser, "lead@council.example", PASSWORD).await;
    assert_eq!(console.text("h1"), "Ratings");
    // A form of another session, and one of another site, sign nobody out.
    let other = Browser::new(&server);
    sign_in(&other, "lead@council.example", PASSWORD).await;
    assert_eq!(other.submit(&console, "form[action='/console/sign-out']", &[]).await.status, StatusCode::FORBIDDEN);
    let foreign = browser.request(Method::POST, "/console/sign-out").header(ORIGIN, "https://evil.example").send().await.unwrap();
    assert_eq!(foreign.status(), StatusCode::FORBIDDEN);
    assert_eq!(browser.get("/console").await.text("h1"), "Ratings");
    assert_eq!(other.get("/console").await.text("h1"), "Ratings");

    let out = browser.submit(&console, "form[action='/console/sign-out']", &[]).await;
    assert_eq!(out.url.path(), "/console/sign-in");
    assert_eq!(browser.get("/console").await.url.path(), "/console/sign-in");
    // The others' sessions go on; made-up ones do not begin.
    let by_cookie = async |cookie: &str| {
        let request = Browser::that_stays(&server).request(Method::GET, "/console").header(COOKIE, cookie);
        request.send().await.unwrap().status()
    };
    assert_eq!(by_cookie(&session).await, StatusCode::OK);
    assert_eq!(by_cookie(&format!("waymark_officer={}", "0".repeat(64))).await, StatusCode::SEE_OTHER);

    // Switched off at the terminal: out at once, and not in again until switched on.
    assert_eq!(server.home.run(&["officer", "disable", "--email", "lead@council.example"]).code, 0);
    assert_eq!(by_cookie(&session).await, StatusCode::SEE_OTHER);
    assert_eq!(sign_in(&browser, "lead@council.example", PASSWORD).await.status, StatusCode::UNAUTHORIZED);
    assert!(server.home.run(&["officer", "list"]).out.contains("switched off"));
    assert_eq!(server.home.run(&["officer", "disable", "--undo", "--email", "lead@council.example"]).code, 0);
    assert_eq!(sign_in(&browser, "lead@council.example", PASSWORD).await.text("h1"), "Ratings");

    // A start with officers prints no link.
    server.terminate();
    let home = server.home.clone();
    let mut server = server;
    assert!(server.wait().success());
    drop(server);
    let mut server = Server::start_in(&home, &[]);
    server.terminate();
    assert!(server.wait().success());
    assert_eq!(server.rest_of_output(), Vec::<String>::new());
}

#[tokio::test]
async fn ratings_are_listed_filtered_and_opened_as_far_as_the_area_reaches() {
    let server = Server::start();
    let link = server.set_up_link();
    rate(&server, "norfolk", "how long does an ehcp take", "red", "the letter came late, ring me on 07700 900123").await;
    rate(&server, "suffolk", "whats sendiass suffolk", "green", "").await;
    rate(&server, "england", "whos my senco", "amber", "a bit short").await;
    rate(&server, "suffolk", "what is sen support", "red", "").await;

    let lead = Browser::new(&server);
    let page = set_up(&lead, &link, "lead@council.example").await;
    let questions = |page: &Page| page.texts("tbody th a");
    // Newest first; the colour has its word and its shape.
    assert_eq!(questions(&page), ["what is sen support", "whos my senco", "whats sendiass suffolk", "how long does an ehcp take"]);
    assert_eq!(page.texts("tbody .mark"), ["No (red)", "A bit (amber)", "Yes (green)", "No (red)"]);
    assert!(page.has("tbody tr:first-child use[href='#thumb-red']"));
    assert_eq!(page.texts("tbody tr:first-child td")[2..4], ["Suffolk", "Web chat"]);
    assert!(page.text("tbody tr:last-child").contains("With a comment"));

    // Filters are held in the address, alone and together.
    let filter = async |fields: &[(&str, &str)]| lead.submit(&page, "form.filters", fields).await;
    let red = filter(&[("colour", "red")]).await;
    assert_eq!(questions(&red), ["what is sen support", "how long does an ehcp take"]);
    assert_eq!(lead.get(&format!("{}?{}", red.url.path(), red.url.query().unwrap())).await.texts("tbody th a"), questions(&red));
    assert_eq!(red.text("#f-colour [selected]"), "No (red)");
    assert_eq!(questions(&filter(&[("area", "suffolk"), ("colour", "green")]).await), ["whats sendiass suffolk"]);
    assert_eq!(questions(&filter(&[("area", "england")]).await), ["whos my senco"]);
    assert_eq!(filter(&[("channel", "telegram")]).await.text(".card"), "There are no ratings here yet.");
    assert_eq!(questions(&filter(&[("channel", "web")]).await).len(), 4);
    assert_eq!(questions(&lead.get("/console?colour=%22%3E%3Cscript%3E&area=..%2F&before=%27").await).len(), 0);

    // Behind each: question, reply as it was shown, comment, where and when.
    let norfolk = page.attribute("tbody tr:last-child th a", "href").unwrap();
    let one = lead.get(&norfolk).await;
    assert!(one.text("h1").contains("No (red)"));
    assert_eq!(one.texts(".quote"), ["how long does an ehcp take", "the letter came late, ring me on [phone number]"]);
    let text = one.text("main");
    for wanted in ["within 20 weeks of the request", "Norfolk", "Web chat", "england/ehc-plans/the-20-weeks", "SEND Regulations 2014"] {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
    assert!(!one.html.contains("900123"));

    // An officer of Suffolk: the same pages, and of Norfolk nothing, by list, filter or address.
    let suffolk = Browser::new(&server);
    let page = set_up(&suffolk, &invite(&server, "suffolk@council.example", Some("suffolk")), "ignored@council.example").await;
    assert!(page.html.contains("suffolk@council.example"), "the invitation says whose it is");
    assert_eq!(questions(&page), ["what is sen support", "whats sendiass suffolk"]);
    assert_eq!(page.texts("#f-area option"), ["All my areas", "Suffolk"]);
    for address in ["/console?area=norfolk", "/console?area=england", "/console?area=norfolk&colour=red"] {
        assert_eq!(questions(&suffolk.get(address).await), Vec::<String>::new(), "{address}");
    }
    let refused = suffolk.get(&norfolk).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    assert!(!refused.html.contains("ehcp"), "nor does the refusal tell anything");
    let own = page.attribute("tbody tr:first-child th a", "href").unwrap();
    assert_eq!(suffolk.get(&own).await.texts(".quote"), ["what is sen support"]);
    assert_eq!(Browser::new(&server).get(&own).await.url.path(), "/console/sign-in");
    assert!(server.home.run(&["officer", "list"]).out.contains("suffolk@council.example  reviewer (suffolk)"));
}

/// What became of a request to a route of the console.
fn outcome(page: &Page) -> &'static str {
    let to = page.header("location");
    match page.status {
        StatusCode::SEE_OTHER if to == "/console/sign-in" => "sign in",
        StatusCode::SEE_OTHER if to == "/console/second-factor" => "prove",
        StatusCode::SEE_OTHER if to == "/console/safeguarding" => "to record",
        StatusCode::FORBIDDEN if page.text("h1") == "Your account does not open this" => "no",
        StatusCode::INTERNAL_SERVER_ERROR | StatusCode::SERVICE_UNAVAILABLE | StatusCode::METHOD_NOT_ALLOWED => "broken",
        _ => "yes",
    }
}

async fn knock(browser: &Browser, method: &str, path: &str, form_token: &str) -> Page {
    let path = path.replace("{id}", "none").replace("{link}", &"0".repeat(64));
    let request = browser.request(method.parse().unwrap(), &path);
    let request = if method == "POST" { request.header(ORIGIN, &browser.base).form(&[("form_token", form_token)]) } else { request };
    Page::read(request.send().await.unwrap()).await
}

// Every route, from the router's own list, tried by every role: a new route changes this table, and somebody has to look at it.
#[tokio::test]
async fn who_may_reach_what() {
    let server = Server::start();
    set_up(&Browser::new(&server), &server.set_up_link(), "lead@council.example").await;
    let roles = ["viewer", "reviewer", "editor", "safeguarding", "administrator"];
    let rules = waymark::console::rules();
    let mut rows: Vec<Vec<&str>> = vec![Vec::new(); rules.len()];
    let nobody = Browser::that_stays(&server);
    for (row, (method, path, _)) in rows.iter_mut().zip(&rules) {
        row.push(outcome(&knock(&nobody, method, path, "").await));
    }
    for role in roles {
        let email = format!("{role}@council.example");
        let browser = Browser::that_stays(&server);
        set_up(&browser, &invite_as(&server, &email, role, Some("norfolk")), "").await;
        for (row, (method, path, rule)) in rows.iter_mut().zip(&rules) {
            let account = browser.get("/console/account").await;
            let token = account.attribute("input[name='form_token']", "value").unwrap();
            let done = outcome(&knock(&browser, method, path, &token).await);
            let ends = path.ends_with("sign-out") || path.ends_with("end-all");
            row.push(if ends && done == "sign in" { "yes" } else { done });
            if ends {
                sign_in(&browser, &email, PASSWORD).await;
            }
            // What the table says of roles is what the server does.
            if let waymark::console::Rule::May(permission) = rule {
                let given = role.parse::<waymark::officers::Role>().unwrap().gives(*permission);
                assert_eq!(*row.last().unwrap() == "yes", given, "{role} {method} {path}");
            }
        }
    }
    let head = format!("{:4} {:44} {:8} {}", "", "", "nobody", roles.map(|r| format!("{r:14}")).join(""));
    let lines = rules.iter().zip(&rows).map(|((method, path, _), row)| {
        format!("{method:4} {path:44} {:8} {}", row[0], row[1..].iter().map(|c| format!("{c:14}")).collect::<String>())
    });
    let table: Vec<String> = std::iter::once(head).chain(lines).map(|l| l.trim_end().to_owned()).collect();
    insta::assert_snapshot!("who_may_reach_what", table.join("\n"));
}

// The safeguarding role opens the record and no ordinary rating; with a second role both open, each in its areas.
#[tokio::test]
async fn whoever_reads_the_record_reads_no_ratings_without_a_role_for_it() {
    let server = Server::start();
    let lead = Browser::new(&server);
    set_up(&lead, &server.set_up_link(), "lead@council.example").await;
    rate(&server, "norfolk", "how long does an ehcp take", "red", "too long").await;
    let list = lead.get("/console").await;
    let rating = list.attribute("tbody th a", "href").unwrap();
    let safe = Browser::new(&server);
    let home = set_up(&safe, &invite_as(&server, "safe@council.example", "safeguarding", Some("norfolk")), "").await;
    assert_eq!((home.url.path(), home.text("h1").as_str()), ("/console/safeguarding", "Said in danger"));
    assert_eq!(home.texts(".places a"), ["Said in danger", "Why this answer?"]);
    assert_eq!(safe.get("/console").await.url.path(), "/console/safeguarding");
    let refused = safe.get(&rating).await;
    assert!(refused.status == StatusCode::FORBIDDEN && !refused.html.contains("ehcp"), "{}", refused.text("main"));
    let page = lead.get("/console/officers").await;
    let links = page.all("tbody th a");
    let address = links.iter().find(|a| a.text().collect::<String>() == "safe@council.example").unwrap().attr("href").unwrap().to_owned();
    let page = lead.get(&address).await;
    for (area, status) in [("suffolk", StatusCode::NOT_FOUND), ("norfolk", StatusCode::OK)] {
        let viewer = format!("{area}/viewer");
        lead.submit(&page, "form[action$='/roles']", &[("grant", "norfolk/safeguarding"), ("grant", &viewer)]).await;
        assert_eq!(safe.get(&rating).await.status, status, "a viewer of {area}");
    }
}

// The numbers of an authenticator app, made from the key that the page shows.
fn number(secret: &str, steps: i64) -> String {
    let secret = totp_rs::Secret::try_from_base32(secret.replace(' ', "")).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    totp.generate(now.saturating_add_signed(30 * steps)).to_string()
}

#[tokio::test]
async fn a_second_step_is_set_up_asked_for_lost_and_reset() {
    let home = Arc::new(Home::new());
    let server = Server::start_in(&home, &[("WAYMARK_OFFICERS_SECOND_FACTOR", "required")]);
    let browser = Browser::new(&server);
    // Where the council asks for it, nothing opens before it is set up.
    let page = set_up(&browser, &server.set_up_link(), "lead@council.example").await;
    assert_eq!((page.url.path(), page.text("h1").as_str()), ("/console/account/second-factor", "Set up a second step"));
    for path in ["/console", "/console/officers", "/console/account", "/console/audit"] {
        assert_eq!(browser.get(path).await.url.path(), "/console/account/second-factor", "{path}");
    }
    let secret = page.text("#secret");
    assert_eq!(page.all("svg.qr[role='img'][aria-label]").len(), 1, "and the key as a picture");
    assert!(page.attribute("a[href^='otpauth:']", "href").unwrap().contains(&secret.replace(' ', "")));
    assert_eq!(page.attribute("#code", "autocomplete").as_deref(), Some("one-time-code"));
    let wrong = browser.submit(&page, "main form", &[("code", "000 00x")]).await;
    assert_eq!((wrong.status, wrong.attribute("#problem a", "href").as_deref()), (StatusCode::UNPROCESSABLE_ENTITY, Some("#code")));
    assert_eq!(wrong.text("#secret"), secret, "the key stays the same");
    let codes = browser.submit(&wrong, "main form", &[("code", &number(&secret, -1))]).await;
    assert_eq!((codes.status, codes.texts(".codes li").len()), (StatusCode::OK, 10));
    assert_eq!(browser.get("/console").await.text("h1"), "Ratings");
    let account = browser.get("/console/account").await;
    assert!(account.text("main").contains("Recovery codes left: 10") && !account.html.contains(&codes.texts(".codes li")[0]));
    assert!(!account.has("form[action$='/off']"), "it cannot be switched off");
    assert_eq!(browser.get("/console/account/second-factor").await.url.path(), "/console/account");

    // Sign in: password, then a number, each once.
    let other = Browser::new(&server);
    let asked = sign_in(&other, "lead@council.example", PASSWORD).await;
    assert_eq!((asked.url.path(), asked.text("h1").as_str()), ("/console/second-factor", "Your second step"));
    for path in ["/console", "/console/account", "/console/officers"] {
        assert_eq!(other.get(path).await.url.path(), "/console/second-factor", "{path}");
    }
    let used = other.submit(&asked, "main form", &[("code", &number(&secret, -1))]).await;
    assert_eq!(used.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(other.submit(&used, "main form", &[("code", &number(&secret, 0))]).await.text("h1"), "Ratings");
    let third = Browser::new(&server);
    let asked = sign_in(&third, "lead@council.example", PASSWORD).await;
    assert_eq!(third.submit(&asked, "main form", &[("code", &number(&secret, 0))]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let code = codes.texts(".codes li")[4].to_uppercase().replace('-', " ");
    assert_eq!(third.submit(&asked, "main form", &[("code", &code)]).await.text("h1"), "Ratings");
    let fourth = Browser::new(&server);
    let asked = sign_in(&fourth, "lead@council.example", PASSWORD).await;
    assert_eq!(fourth.submit(&asked, "main form", &[("code", &code)]).await.status, StatusCode::UNPROCESSABLE_ENTITY);

    // New recovery codes: for the password, and the old ones open nothing any more.
    let account = browser.get("/console/account").await;
    let no = browser.submit(&account, "form[action$='/recovery-codes']", &[("password", "wrong horse battery")]).await;
    assert_eq!((no.status, no.attribute("#problem a", "href").as_deref()), (StatusCode::UNPROCESSABLE_ENTITY, Some("#renew-password")));
    let renewed = browser.submit(&account, "form[action$='/recovery-codes']", &[("password", PASSWORD)]).await;
    assert_eq!((renewed.status, renewed.texts(".codes li").len()), (StatusCode::OK, 10));
    assert!(!renewed.texts(".codes li").iter().any(|c| codes.texts(".codes li").contains(c)));
    assert!(browser.get("/console/account").await.text("main").contains("Recovery codes left: 10"));
    let old = codes.texts(".codes li")[6].clone();
    assert_eq!(fourth.submit(&asked, "main form", &[("code", &old)]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let new = renewed.texts(".codes li")[0].clone();
    assert_eq!(fourth.submit(&asked, "main form", &[("code", &new)]).await.text("h1"), "Ratings");
    assert!(browser.get("/console/audit").await.text("tbody").contains("Made new recovery codes"));

    // In the database lies neither the key nor a code.
    let file = std::fs::read(home.path().join("data/waymark.db")).unwrap();
    let wal = std::fs::read(home.path().join("data/waymark.db-wal")).unwrap_or_default();
    for secret in [secret.replace(' ', ""), codes.texts(".codes li")[0].clone(), codes.texts(".codes li")[0].replace('-', "")] {
        let found = |bytes: &[u8]| bytes.windows(secret.len()).any(|w| w == secret.as_bytes());
        assert!(!found(&file) && !found(&wal));
    }

    // Lost phone and codes: the terminal takes it away, and every session ends.
    let ran = home.run(&["officer", "reset-second-factor", "--email", "LEAD@council.example"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(browser.get("/console").await.url.path(), "/console/sign-in");
    assert_eq!(sign_in(&browser, "lead@council.example", PASSWORD).await.url.path(), "/console/account/second-factor");
    assert_eq!(home.run(&["officer", "reset-second-factor", "--email", "nobody@council.example"]).code, 1);
}

#[tokio::test]
async fn passwords_and_sessions_are_in_the_officers_hands() {
    let server = Server::start();
    let (one, two, three) = (Browser::new(&server), Browser::new(&server), Browser::new(&server));
    set_up(&one, &server.set_up_link(), "lead@council.example").await;
    for browser in [&two, &three] {
        sign_in(browser, "lead@council.example", PASSWORD).await;
    }
    let account = one.get("/console/account").await;
    assert_eq!(account.all(".sessions li").len(), 3);
    assert_eq!(account.texts(".sessions li").iter().filter(|s| s.contains("here and now")).count(), 1);
    for (id, words) in [("current", "current-password"), ("password", "new-password")] {
        assert_eq!(account.attribute(&format!("#{id}"), "autocomplete").as_deref(), Some(words));
    }
    assert!(!account.html.contains("onpaste"));
    // One that is ended is out, the others go on.
    let ended = account.attribute(".sessions button", "value").unwrap();
    one.submit(&account, ".sessions form", &[("session", &ended)]).await;
    let out = [two.get("/console").await, three.get("/console").await].iter().filter(|p| p.url.path() == "/console/sign-in").count();
    assert_eq!(out, 1);

    let form = "form[action='/console/account/password']";
    let change = async |current: &str, new: &str| one.submit(&account, form, &[("current", current), ("password", new)]).await;
    let wrong = change("not this one at all", "a quite new password").await;
    assert_eq!((wrong.status, wrong.attribute("#problem a", "href").as_deref()), (StatusCode::UNPROCESSABLE_ENTITY, Some("#current")));
    let short = change(PASSWORD, "short").await;
    assert_eq!((short.status, short.attribute("#problem a", "href").as_deref()), (StatusCode::UNPROCESSABLE_ENTITY, Some("#password")));
    assert!(!short.html.contains(PASSWORD));
    let done = change(PASSWORD, "a quite new password").await;
    assert_eq!((done.url.path(), done.all(".sessions li").len()), ("/console/account", 1));
    for browser in [&two, &three] {
        assert_eq!(browser.get("/console").await.url.path(), "/console/sign-in");
    }
    assert_eq!(sign_in(&two, "lead@council.example", PASSWORD).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(sign_in(&two, "lead@council.example", "a quite new password").await.text("h1"), "Ratings");
    // Out everywhere, here too.
    let out = two.submit(&two.get("/console/account").await, "form[action$='end-all']", &[]).await;
    assert_eq!(out.url.path(), "/console/sign-in");
    assert_eq!(one.get("/console").await.url.path(), "/console/sign-in");
}

#[tokio::test]
async fn too_many_attempts_wait_alike_for_accounts_that_there_are_and_are_not_and_after_a_restart() {
    let mut server = Server::start();
    set_up(&Browser::new(&server), &server.set_up_link(), "lead@council.example").await;
    let told = async |server: &Server, email: &str| {
        let mut told = Vec::new();
        for _ in 0..7 {
            let page = sign_in(&Browser::new(server), email, "wrong horse battery").await;
            let waits = page.header("retry-after").parse::<u32>().is_ok_and(|s| (1..=30).contains(&s));
            told.push((page.status, page.text("#problem").split(" wait ").next().unwrap().to_owned(), waits));
        }
        told
    };
    let known = told(&server, "lead@council.example").await;
    assert_eq!(known, told(&server, "nobody@council.example").await, "nobody learns who has an account");
    assert_eq!(known.iter().map(|t| t.0.as_u16()).collect::<Vec<_>>(), [401, 401, 401, 401, 401, 401, 429]);
    assert!(known[6].2 && known[6].1.starts_with("There were too many attempts."), "{known:?}");
    server.terminate();
    assert!(server.wait().success());
    let server = Server::start_in(&server.home.clone(), &[]);
    let right = sign_in(&Browser::new(&server), "lead@council.example", PASSWORD).await;
    assert_eq!(right.status, StatusCode::TOO_MANY_REQUESTS, "a restart forgives nothing");
}

#[tokio::test]
async fn officers_are_invited_changed_and_switched_off_within_the_own_areas() {
    let server = Server::start();
    let lead = Browser::new(&server);
    set_up(&lead, &server.set_up_link(), "lead@council.example").await;
    let invite = async |browser: &Browser, email: &str, role: &str, area: &str| {
        let page = browser.get("/console/officers").await;
        let fields = [("email", email), ("role", role), ("area", area)];
        browser.submit(&page, "form[action='/console/officers/invite']", &fields).await
    };
    let refused = invite(&lead, "not an address", "viewer", "norfolk").await;
    assert_eq!(
        (refused.status, refused.attribute("#invite-email", "value").as_deref()),
        (StatusCode::UNPROCESSABLE_ENTITY, Some("not an address"))
    );
    let made = invite(&lead, "norfolk@council.example", "administrator", "norfolk").await;
    let link = made.text("#invitation");
    // Whole, so that it can be pasted into an e-mail, though no address is set.
    let path = |link: &str| link.strip_prefix(&server.base).unwrap_or_else(|| panic!("{link} is not below {}", server.base)).to_owned();
    assert!(path(&link).starts_with("/console/set-up/"), "{link}");
    assert!(!lead.get("/console/officers").await.html.contains(&link), "it is shown once");
    let norfolk = Browser::new(&server);
    set_up(&norfolk, &path(&link), "").await;
    let suffolk = Browser::new(&server);
    let link = invite(&lead, "suffolk@council.example", "viewer", "suffolk").await.text("#invitation");
    // A link that was not used is in the list of whoever manages that area, and can be withdrawn by them alone.
    let open = lead.get("/console/officers").await;
    assert!(open.text("form[action$='/withdraw']").contains("suffolk@council.example"), "{}", open.text("main"));
    let invitation = open.attribute("form[action$='/withdraw'] button", "value").unwrap();
    let seen = norfolk.get("/console/officers").await;
    assert!(!seen.has("form[action$='/withdraw']") && !seen.html.contains("suffolk@council.example"));
    let token = seen.attribute("input[name='form_token']", "value").unwrap();
    let forged = norfolk.request(Method::POST, "/console/officers/withdraw").header(ORIGIN, &norfolk.base);
    forged.form(&[("form_token", token.as_str()), ("invitation", invitation.as_str())]).send().await.unwrap();
    assert!(lead.get("/console/officers").await.has("form[action$='/withdraw']"), "out of reach is not withdrawn");
    let after = lead.submit(&open, "form[action$='/withdraw']", &[("invitation", &invitation)]).await;
    assert!(after.text("h1") == "Officers" && !after.has("form[action$='/withdraw']"));
    assert_eq!(suffolk.get(&path(&link)).await.status, StatusCode::GONE);
    let link = invite(&lead, "suffolk@council.example", "viewer", "suffolk").await.text("#invitation");
    set_up(&suffolk, &path(&link), "").await;

    // An administrator of Norfolk: its own officers and areas, and nothing else.
    let page = norfolk.get("/console/officers").await;
    assert_eq!(page.texts("tbody th"), ["norfolk@council.example"]);
    assert_eq!(page.texts("#invite-area option"), ["Norfolk"]);
    for area in ["suffolk", "all", "england"] {
        assert_eq!(invite(&norfolk, "x@council.example", "viewer", area).await.status, StatusCode::FORBIDDEN, "{area}");
    }
    let everyone = lead.get("/console/officers").await;
    let address = |email: &str| {
        let links = everyone.all("tbody th a");
        let link = links.iter().find(|a| a.text().collect::<String>() == email).unwrap();
        link.attr("href").unwrap().to_owned()
    };
    assert_eq!(norfolk.get(&address("suffolk@council.example")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(norfolk.get(&address("lead@council.example")).await.status, StatusCode::NOT_FOUND);
    let own = norfolk.get(&address("norfolk@council.example")).await;
    assert!(own.text("main").contains("You cannot change your own account") && !own.has("main form"), "{}", own.text("main"));

    // Roles hold from the next click on.
    let page = lead.get(&address("suffolk@council.example")).await;
    assert_eq!(page.all("input[name='grant'][checked]").len(), 1);
    let none = lead.submit(&page, "form[action$='/roles']", &[("grant", "nonsense")]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(suffolk.get("/console/officers").await.status, StatusCode::FORBIDDEN);
    lead.submit(&page, "form[action$='/roles']", &[("grant", "suffolk/administrator")]).await;
    assert_eq!(suffolk.get("/console/officers").await.texts("tbody th"), ["suffolk@council.example"]);
    let page = lead.submit(&page, "form[action$='/access']", &[("access", "off")]).await;
    assert!(page.text("main").contains("Switched off"));
    assert_eq!(suffolk.get("/console").await.url.path(), "/console/sign-in");

    // All of it stands in the audit, as far as the area reaches.
    let done = |page: &Page| page.texts("tbody tr td:nth-child(3)");
    let all = lead.get("/console/audit").await;
    for wanted in [
        "Switched an account off",
        "Withdrew a link for a new account",
        "Changed roles",
        "Made a link for a new account",
        "Made the account",
        "Signed in",
    ] {
        assert!(done(&all).iter().any(|d| d == wanted), "{wanted}: {:?}", done(&all));
    }
    assert!(all.text("tbody tr:first-child").contains("lead@council.example"));
    let here = norfolk.get("/console/audit").await;
    assert!(!here.html.contains("suffolk@council.example") && done(&here).iter().any(|d| d == "Made the account"));
    let filtered = lead.get("/console/audit?officer=lead%40council.example&action=disabled&area=suffolk").await;
    assert_eq!(done(&filtered), ["Switched an account off"]);
    assert_eq!(filtered.attribute("#f-officer", "value").as_deref(), Some("lead@council.example"));
}

#[tokio::test]
async fn long_lists_are_read_page_by_page_and_what_was_met_with_help_stays_apart() {
    let server = Server::start();
    let link = server.set_up_link();
    let browser = Browser::new(&server);
    let mut page = browser.get("/").await;
    for _ in 0..26 {
        for question in ["whos my senco", "how long does an ehcp take"] {
            page = browser.ask(&page, question).await;
            let newest = "#turns .turn:last-child form[action='/rate']";
            page = browser.submit(&page, newest, &[("rating", "green")]).await;
        }
    }
    let worry = "i am so tired of all this and some days i hate my life, nobody at school listens and nobody rings back and we wait and \
        wait for months. how long does an ehcp take?";
    let worried = Browser::new(&server);
    let met = worried.ask(&worried.get("/").await, worry).await;
    assert!(met.has(".crisis") && met.text("main").contains("20 weeks") && !met.has("form[action='/rate']"), "there is nothing to rate");
    let lead = Browser::new(&server);
    let first = set_up(&lead, &link, "lead@council.example").await;
    assert_eq!(first.all("tbody tr").len(), 50);
    assert!(!first.html.contains("hate my life"));

    let older = first.attribute(".paging a[rel='next']", "href").unwrap();
    let second = lead.get(&older).await;
    assert_eq!(second.all("tbody tr").len(), 2);
    assert!(!second.has(".paging a[rel='next']"));
    assert_eq!(lead.get(&second.attribute(".paging a", "href").unwrap()).await.texts("tbody a"), first.texts("tbody a"));
    // Filters go along.
    let green = lead.get("/console?colour=green").await;
    let older = green.attribute(".paging a[rel='next']", "href").unwrap();
    assert!(older.contains("colour=green"));
    assert_eq!(lead.get(&older).await.texts("tbody .mark"), ["Yes (green)"; 2]);
}

#[tokio::test]
async fn the_console_runs_on_postgresql_with_two_instances() {
    let Some(url) = crate::stores::postgres().await else {
        eprintln!("left out: the console on PostgreSQL (set WAYMARK_TEST_POSTGRES, or run tests/run)");
        return;
    };
    let home = Arc::new(Home::new());
    let variables = [("WAYMARK_DATABASE_URL", url.as_str())];
    let (one, two) = (Server::start_in(&home, &variables), Server::start_in(&home, &variables));
    rate(&one, "norfolk", "how long does an ehcp take", "red", "by the first").await;
    rate(&two, "norfolk", "whos my senco", "green", "by the second").await;
    let browser = Browser::new(&two);
    let page = set_up(&browser, &one.set_up_link(), "lead@council.example").await;
    assert_eq!(page.texts("tbody th a"), ["whos my senco", "how long does an ehcp take"]);
    // The link that the second printed is used up with the first.
    assert_eq!(browser.get(&two.set_up_link()).await.status, StatusCode::GONE);
    // Signed in on both, since the session is in the database.
    let elsewhere = Browser::new(&one);
    assert_eq!(sign_in(&elsewhere, "lead@council.example", PASSWORD).await.all("tbody tr").len(), 2);
}

// An officer sees what was heard in a question and what each passage won or lost by; the sentence that answers is marked, and nothing is
// kept.
#[tokio::test]
async fn why_a_question_gets_its_answer_is_told_in_words_and_numbers() {
    let server = Server::start();
    let browser = Browser::new(&server);
    let page = set_up(&browser, &server.set_up_link(), "first@council.example").await;
    assert!(page.has("a[href='/console/explain']"));
    let page = browser.get("/console/explain").await;
    assert!(!page.has("#outcome"));
    let page = browser.submit(&page, "form[action='/console/explain']", &[("question", "how long does an ehc plan tak")]).await;
    assert_eq!(page.status, StatusCode::OK);
    let outcome = page.text("#outcome");
    assert!(outcome.contains("It was answered.") && outcome.contains("Words alone took part."), "{outcome}");
    let best = page.text("article:first-of-type");
    assert!(best.contains("This passage answers.") && best.contains("Words of the title"), "{best}");
    assert!(page.has("article:first-of-type mark") && page.text("article:nth-of-type(2)").contains("It lost: behind the best by"));
    // Danger is met with help there, too, and shows no passages.
    let page = browser.submit(&page, "form[action='/console/explain']", &[("question", "i want to kill myself")]).await;
    assert!(page.text("#outcome").contains("Help stood alone") && !page.has("article"));
    let ratings = browser.get("/console").await;
    assert!(!ratings.html.contains("ehc plan tak"));
}
