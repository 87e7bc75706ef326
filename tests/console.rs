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
    let mut arguments = vec!["officer", "add", "--email", email];
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
