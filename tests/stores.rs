//! One contract, three stores: what holds in memory holds in SQLite and in PostgreSQL.
//!
//! PostgreSQL is tried where `WAYMARK_TEST_POSTGRES` names a server (tests/run starts one); each test makes a database of its own there.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use sea_orm::{ConnectionTrait, Statement};
use tempfile::TempDir;
use waymark::{
    answer::AnswerStatus,
    area::Area,
    conversation::{
        ConversationKey, ConversationStore, IDLE_MS, MemoryConversations, MemoryOutbox, NewOutgoing, Outbox, Preferences, RETENTION_MS,
        Turn,
    },
    feedback::{Colour, FeedbackStore, Given, MemoryFeedback, NewRating, Rating, RatingFilter, ShownAnswer},
    ids::AnswerId,
    knowledge::Audience,
    manner::{Channel, Length, Manner, Style},
    officers::{
        AUDIT_KEPT_MS, AuditAction, AuditFilter, AuditStore, Factor, Grant, Invitation, LockRule, MemoryAudit, MemoryOfficers, NewAudit,
        Officer, OfficerStore, PasswordHash, Permission, Role, Scope, Session, Stage,
    },
    privacy::{
        Kind, Part, PersonalData,
        policy::{DAY_MS, RATING_DAYS},
    },
    reply::Reply,
    safeguarding::{
        Category, Level, Screening, Theme,
        record::{AlertStore, DangerStore, Handling, LEAST_SHOWN, MemoryDanger, NewDanger, State, Way},
    },
    storage::{Database, StorageError},
    store::StoreError,
};

/// The stores of one kind, empty.
struct Stores {
    kind: &'static str,
    conversations: Arc<dyn ConversationStore>,
    feedback: Arc<dyn FeedbackStore>,
    officers: Arc<dyn OfficerStore>,
    audit: Arc<dyn AuditStore>,
    outbox: Arc<dyn Outbox>,
    danger: Arc<dyn DangerStore>,
    alerts: Arc<dyn AlertStore>,
    personal: Vec<Arc<dyn PersonalData>>,
    /// The address behind them, where there is one.
    url: Option<String>,
    _folder: Option<TempDir>,
}

impl Stores {
    fn memory() -> Self {
        let (conversations, feedback) = (Arc::new(MemoryConversations::default()), Arc::new(MemoryFeedback::default()));
        let (outbox, danger) = (Arc::new(MemoryOutbox::default()), Arc::new(MemoryDanger::default()));
        Self {
            kind: "memory",
            personal: vec![conversations.clone(), feedback.clone(), outbox.clone(), danger.clone()],
            conversations,
            feedback,
            alerts: danger.clone(),
            danger,
            outbox,
            officers: Arc::new(MemoryOfficers::default()),
            audit: Arc::new(MemoryAudit::default()),
            url: None,
            _folder: None,
        }
    }

    async fn database(kind: &'static str, url: String, folder: Option<TempDir>) -> Self {
        let database = Database::connect(&url).await.unwrap();
        database.migrate().await.unwrap();
        let keys = tempfile::tempdir().unwrap();
        let database = database.unlock(keys.path()).await.unwrap();
        Self {
            kind,
            conversations: Arc::new(database.clone()),
            feedback: Arc::new(database.clone()),
            officers: Arc::new(database.clone()),
            audit: Arc::new(database.clone()),
            outbox: Arc::new(database.clone()),
            danger: Arc::new(database.clone()),
            alerts: Arc::new(database.clone()),
            personal: vec![Arc::new(database)],
            url: Some(url),
            _folder: folder,
        }
    }

    async fn all() -> Vec<Self> {
        let mut all = vec![Self::memory()];
        for (kind, url, folder) in databases().await {
            all.push(Self::database(kind, url, folder).await);
        }
        all
    }
}

/// Fresh databases without tables: SQLite always, PostgreSQL where there is one.
async fn databases() -> Vec<(&'static str, String, Option<TempDir>)> {
    let folder = tempfile::tempdir().unwrap();
    let file = format!("sqlite://{}", folder.path().join("folder/waymark.db").display());
    let mut all = vec![("SQLite", file, Some(folder))];
    match postgres().await {
        Some(url) => all.push(("PostgreSQL", url, None)),
        None => eprintln!("left out: PostgreSQL (set WAYMARK_TEST_POSTGRES, or run tests/run)"),
    }
    all
}

/// A database of its own on the tests' PostgreSQL.
pub async fn postgres() -> Option<String> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let server = std::env::var("WAYMARK_TEST_POSTGRES").ok().filter(|a| !a.is_empty())?;
    let name = format!("waymark_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let connection = sea_orm::Database::connect(&server).await.unwrap();
    connection.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
    connection.close().await.unwrap();
    let (start, _) = server.rsplit_once('/').unwrap();
    Some(format!("{start}/{name}"))
}

const NOW: i64 = 1_790_000_000_000;

fn area(name: &str) -> Area {
    name.parse().unwrap()
}

fn key(name: &str) -> ConversationKey {
    ConversationKey(name.to_owned())
}

fn id() -> AnswerId {
    AnswerId::random().unwrap()
}

fn shown(area_name: &str, channel: Channel, question: &str) -> ShownAnswer {
    ShownAnswer {
        question: Some(question.to_owned()),
        status: "answered".to_owned(),
        title: "A title".to_owned(),
        text: "What was read.\n\nAll of it.".to_owned(),
        passage: Some("norfolk/school/a#".to_owned()),
        digest: Some("abc".to_owned()),
        sources: vec!["• A paper".to_owned(), "• Another".to_owned()],
        area: area(area_name),
        style: Style::EasyRead,
        channel,
    }
}

fn turn(question: &str, at: i64) -> Turn {
    let reply = Reply { title: Some(format!("On {question}")), ratable: true, ..Reply::empty(AnswerStatus::Answered) };
    Turn { answer: id(), question: question.to_owned(), reply, shown: shown("norfolk", Channel::Web, question), at }
}

fn rating(person: &str, colour: Colour, area: &str, channel: Channel, at: i64) -> NewRating {
    NewRating { answer: id(), person: person.to_owned(), colour, shown: shown(area, channel, "how long"), at }
}

fn all_ratings() -> RatingFilter {
    RatingFilter { most: 100, ..RatingFilter::default() }
}

#[tokio::test]
async fn a_conversation_is_kept_for_its_key_alone() {
    for s in Stores::all().await {
        let store = &s.conversations;
        let (own, other) = (key("own"), key("other"));
        assert_eq!(store.preferences(&own, NOW).await.unwrap(), None, "{}", s.kind);
        assert!(matches!(store.add_turn(&own, &turn("early", NOW)).await, Err(StoreError::NotFound)), "{}", s.kind);

        let wanted = Preferences {
            style: Style::EasyRead,
            area: Some(area("norfolk")),
            audience: Some(Audience::Parent),
            language: Some("pl".to_owned()),
            ..Preferences::default()
        };
        store.save(&own, Channel::Web, &wanted, NOW).await.unwrap();
        store.save(&other, Channel::Web, &Preferences::default(), NOW).await.unwrap();
        assert_eq!(store.preferences(&own, NOW).await.unwrap(), Some(wanted.clone()), "{}", s.kind);
        let manner = Manner { pictures: false, length: Length::Short, time: true, one_question: true, name: Some("Bluebird".to_owned()) };
        let wanted = Preferences { manner, ..wanted };
        store.save(&own, Channel::Web, &wanted, NOW).await.unwrap();
        assert_eq!(store.preferences(&own, NOW).await.unwrap(), Some(wanted.clone()), "{}", s.kind);
        let changed = Preferences { area: None, audience: None, style: Style::Standard, ..wanted };
        store.save(&own, Channel::Web, &changed, NOW + 1).await.unwrap();
        assert_eq!(store.preferences(&own, NOW + 1).await.unwrap(), Some(changed), "{}", s.kind);

        // In one millisecond, too, order is kept.
        let turns: Vec<Turn> = (0..12).map(|i| turn(&format!("question {i}"), NOW + i64::from(i > 6))).collect();
        for turn in &turns {
            store.add_turn(&own, turn).await.unwrap();
        }
        assert!(matches!(store.add_turn(&own, &turns[0]).await, Err(StoreError::Conflict(_))), "{}", s.kind);
        assert!(matches!(store.add_turn(&other, &turns[0]).await, Err(StoreError::Conflict(_))), "{}", s.kind);
        assert_eq!(store.turns(&own, 50).await.unwrap(), turns, "{}", s.kind);
        assert_eq!(store.turns(&own, 3).await.unwrap(), turns[9..], "{}", s.kind);
        assert_eq!(store.turns(&other, 50).await.unwrap(), [], "{}", s.kind);
        assert_eq!(store.turn(&own, &turns[4].answer).await.unwrap().as_ref(), Some(&turns[4]), "{}", s.kind);
        // An answer's name opens nobody else's chat.
        assert_eq!(store.turn(&other, &turns[4].answer).await.unwrap(), None, "{}", s.kind);

        store.forget(&own).await.unwrap();
        store.forget(&own).await.unwrap();
        assert_eq!(store.preferences(&own, NOW).await.unwrap(), None, "{}", s.kind);
        assert_eq!(store.turns(&own, 50).await.unwrap(), [], "{}", s.kind);
        assert_eq!(store.turn(&own, &turns[4].answer).await.unwrap(), None, "{}", s.kind);
        assert!(store.preferences(&other, NOW).await.unwrap().is_some(), "{}", s.kind);
    }
}

#[tokio::test]
async fn chats_end_when_the_design_says() {
    for s in Stores::all().await {
        let store = &s.conversations;
        let remembered = Preferences { remember: true, ..Preferences::default() };
        let begin = async |name: &str, channel, preferences: &Preferences| {
            store.save(&key(name), channel, preferences, NOW).await.unwrap();
            store.add_turn(&key(name), &turn(name, NOW)).await.unwrap();
        };
        begin("shared phone", Channel::Web, &Preferences::default()).await;
        begin("own phone", Channel::Web, &remembered).await;
        begin("telegram", Channel::Telegram, &Preferences::default()).await;
        let there = async |name: &str, at| store.preferences(&key(name), at).await.unwrap().is_some();

        assert!(there("shared phone", NOW + IDLE_MS).await, "{}", s.kind);
        // Gone as soon as the time is over, before anything sweeps.
        assert!(!there("shared phone", NOW + IDLE_MS + 1).await, "{}", s.kind);
        assert!(there("own phone", NOW + IDLE_MS + 1).await && there("telegram", NOW + IDLE_MS + 1).await, "{}", s.kind);

        // The next person on the same phone begins anew.
        store.save(&key("shared phone"), Channel::Web, &Preferences::default(), NOW + IDLE_MS + 1).await.unwrap();
        assert_eq!(store.turns(&key("shared phone"), 50).await.unwrap(), [], "{}", s.kind);

        assert_eq!(store.expire(NOW + 2 * IDLE_MS + 2).await.unwrap(), 1, "{}", s.kind);
        assert_eq!(store.expire(NOW + 2 * IDLE_MS + 2).await.unwrap(), 0, "{}", s.kind);
        assert!(there("own phone", NOW + RETENTION_MS).await && !there("own phone", NOW + RETENTION_MS + 1).await, "{}", s.kind);
        // A conversation in use loses its old turns and keeps its new ones.
        store.save(&key("telegram"), Channel::Telegram, &Preferences::default(), NOW + RETENTION_MS).await.unwrap();
        let fresh = turn("fresh", NOW + RETENTION_MS);
        store.add_turn(&key("telegram"), &fresh).await.unwrap();
        assert_eq!(store.expire(NOW + RETENTION_MS + 1).await.unwrap(), 1, "{}", s.kind);
        assert_eq!(store.turns(&key("telegram"), 50).await.unwrap(), [fresh], "{}", s.kind);
        assert_eq!(store.turns(&key("own phone"), 50).await.unwrap(), [], "{}", s.kind);
    }
}

/// How many rows each table holds.
async fn rows(url: &str) -> HashMap<&'static str, i64> {
    let connection = sea_orm::Database::connect(url).await.unwrap();
    let mut out = HashMap::new();
    for table in ["conversations", "turns", "ratings", "officers", "grants", "invitations", "sessions", "taken_updates", "outbox"] {
        let count = Statement::from_string(connection.get_database_backend(), format!("SELECT count(*) FROM {table}"));
        out.insert(table, connection.query_one_raw(count).await.unwrap().unwrap().try_get_by_index(0).unwrap());
    }
    connection.close().await.unwrap();
    out
}

#[tokio::test]
async fn forgetting_and_expiry_leave_no_row_behind() {
    for s in Stores::all().await {
        let Some(url) = &s.url else { continue };
        for (name, at) in [("left", NOW), ("idle", NOW)] {
            s.conversations.save(&key(name), Channel::Web, &Preferences::default(), at).await.unwrap();
            s.conversations.add_turn(&key(name), &turn(name, at)).await.unwrap();
        }
        assert_eq!((rows(url).await["conversations"], rows(url).await["turns"]), (2, 2), "{}", s.kind);
        s.conversations.forget(&key("left")).await.unwrap();
        assert_eq!((rows(url).await["conversations"], rows(url).await["turns"]), (1, 1), "{}", s.kind);
        s.conversations.expire(NOW + IDLE_MS + 1).await.unwrap();
        assert!(rows(url).await.values().all(|count| *count == 0), "{}: {:?}", s.kind, rows(url).await);
    }
}

#[tokio::test]
async fn there_is_one_thumb_for_an_answer_and_a_person() {
    for s in Stores::all().await {
        let store = &s.feedback;
        let first = rating("mother", Colour::Red, "norfolk", Channel::Web, NOW);
        let answer = first.answer.clone();
        assert!(matches!(store.comment(&answer, "mother", Some("why"), NOW).await, Err(StoreError::NotFound)), "{}", s.kind);
        store.rate(first.clone()).await.unwrap();
        store.comment(&answer, "mother", Some("it was old"), NOW + 1).await.unwrap();
        // Another person, the same answer: theirs is theirs.
        store.rate(NewRating { person: "son".to_owned(), colour: Colour::Amber, at: NOW + 2, ..first.clone() }).await.unwrap();
        assert!(matches!(store.comment(&answer, "stranger", Some("x"), NOW).await, Err(StoreError::NotFound)), "{}", s.kind);

        // Changed: the newest thumb and what was then shown; the comment and the first moment stay.
        let again = NewRating { colour: Colour::Green, shown: shown("norfolk", Channel::Web, "asked anew"), at: NOW + 3, ..first.clone() };
        store.rate(again).await.unwrap();
        let all = store.list(&all_ratings(), &Scope::All).await.unwrap();
        assert_eq!(all.len(), 2, "{}", s.kind);
        let [sons, mothers] = all.as_slice() else { panic!() };
        assert_eq!((sons.colour, sons.comment.as_deref()), (Colour::Amber, None), "{}", s.kind);
        let wanted = Rating {
            id: mothers.id.clone(),
            colour: Colour::Green,
            comment: Some("it was old".to_owned()),
            shown: shown("norfolk", Channel::Web, "asked anew"),
            created: NOW,
            updated: NOW + 3,
        };
        assert_eq!(*mothers, wanted, "{}", s.kind);
        assert_eq!(store.get(&mothers.id, &Scope::All).await.unwrap(), wanted, "{}", s.kind);

        let given = store.given("mother", &[answer.clone(), id()]).await.unwrap();
        let hers = Given { colour: Colour::Green, comment: Some("it was old".to_owned()) };
        assert_eq!(given, HashMap::from([(answer.clone(), hers)]), "{}", s.kind);
        assert!(store.given("stranger", std::slice::from_ref(&answer)).await.unwrap().is_empty(), "{}", s.kind);
        store.comment(&answer, "mother", None, NOW + 4).await.unwrap();
        assert_eq!(store.get(&mothers.id, &Scope::All).await.unwrap().comment, None, "{}", s.kind);
    }
}

#[tokio::test]
async fn an_officer_reaches_the_rows_of_their_areas_and_no_others() {
    for s in Stores::all().await {
        let store = &s.feedback;
        let mut at = NOW;
        for place in ["norfolk", "suffolk", "england", "staffordshire"] {
            for colour in Colour::ALL {
                for channel in Channel::RATED {
                    at += 1;
                    store.rate(rating("x", colour, place, channel, at)).await.unwrap();
                }
            }
        }
        let places = |rows: &[Rating]| rows.iter().map(|r| r.shown.area.as_str().to_owned()).collect::<std::collections::BTreeSet<_>>();
        let suffolk = Scope::Areas(vec![area("suffolk")]);
        let two = Scope::Areas(vec![area("suffolk"), area("norfolk"), area("suffolk")]);
        let nobody = Scope::Areas(Vec::new());
        let list = async |filter: RatingFilter, scope: &Scope| store.list(&filter, scope).await.unwrap();

        assert_eq!(list(all_ratings(), &Scope::All).await.len(), 24, "{}", s.kind);
        assert_eq!(places(&list(all_ratings(), &suffolk).await).into_iter().collect::<Vec<_>>(), ["suffolk"], "{}", s.kind);
        assert_eq!(list(all_ratings(), &two).await.len(), 12, "{}", s.kind);
        assert_eq!(list(all_ratings(), &nobody).await, [], "{}", s.kind);
        // A filter never widens what may be seen.
        let norfolk = RatingFilter { area: Some(area("norfolk")), ..all_ratings() };
        assert_eq!(list(norfolk.clone(), &suffolk).await, [], "{}", s.kind);
        assert_eq!(list(norfolk.clone(), &nobody).await, [], "{}", s.kind);
        let theirs = list(norfolk, &Scope::All).await;
        assert_eq!(theirs.len(), 6, "{}", s.kind);
        for row in &theirs {
            assert!(matches!(store.get(&row.id, &suffolk).await, Err(StoreError::NotFound)), "{}", s.kind);
            assert!(store.get(&row.id, &two).await.is_ok(), "{}", s.kind);
        }
        assert!(matches!(store.get("no such id", &Scope::All).await, Err(StoreError::NotFound)), "{}", s.kind);

        // Filters together, newest first, page by page.
        let red = RatingFilter { colour: Some(Colour::Red), channel: Some(Channel::Telegram), ..all_ratings() };
        let found = list(red, &two).await;
        assert!(found.iter().all(|r| r.colour == Colour::Red && r.shown.channel == Channel::Telegram), "{}", s.kind);
        assert_eq!(found.len(), 2, "{}", s.kind);
        let (mut pages, mut before) = (Vec::new(), None);
        loop {
            let page = list(RatingFilter { most: 5, before: before.clone(), ..RatingFilter::default() }, &two).await;
            let Some(last) = page.last() else { break };
            before = Some(last.id.clone());
            pages.extend(page);
        }
        assert_eq!(pages, list(all_ratings(), &two).await, "{}", s.kind);
        assert!(pages.is_sorted_by(|a, b| a.created > b.created), "{}", s.kind);
        // A page of nothing is no page.
        assert_eq!(list(RatingFilter::default(), &Scope::All).await.len(), 1, "{}", s.kind);
    }
}

#[tokio::test]
async fn thumbs_pressed_at_the_same_moment_are_all_kept() {
    for s in Stores::all().await {
        let one = rating("hasty", Colour::Red, "norfolk", Channel::Web, NOW);
        let pressed = (0..60).map(|i| {
            let mine = rating(&format!("person {i}"), Colour::Green, "suffolk", Channel::Web, NOW);
            let (store, again) = (s.feedback.clone(), NewRating { colour: Colour::ALL[i % 3], ..one.clone() });
            tokio::spawn(async move {
                store.rate(mine).await.unwrap();
                store.rate(again).await.unwrap();
            })
        });
        for done in pressed.collect::<Vec<_>>() {
            done.await.unwrap();
        }
        let filter = |place: &str| RatingFilter { area: Some(area(place)), most: 100, ..RatingFilter::default() };
        assert_eq!(s.feedback.list(&filter("suffolk"), &Scope::All).await.unwrap().len(), 60, "{}", s.kind);
        assert_eq!(s.feedback.list(&filter("norfolk"), &Scope::All).await.unwrap().len(), 1, "{}", s.kind);
    }
}

#[tokio::test]
async fn words_of_every_kind_come_back_as_they_were() {
    let strings = crate::support::naughty_strings();
    for s in Stores::all().await {
        s.conversations.save(&key("k"), Channel::Web, &Preferences::default(), NOW).await.unwrap();
        let mut kept = Vec::new();
        for words in &strings {
            let turn = turn(words, NOW);
            s.conversations.add_turn(&key("k"), &turn).await.unwrap();
            kept.push(turn);
        }
        assert_eq!(s.conversations.turns(&key("k"), u64::MAX).await.unwrap(), kept, "{}", s.kind);
        let one = rating("p", Colour::Amber, "norfolk", Channel::Web, NOW);
        for words in &strings {
            let again = NewRating { shown: shown("norfolk", Channel::Web, words), ..one.clone() };
            s.feedback.rate(again).await.unwrap();
            s.feedback.comment(&one.answer, "p", Some(words), NOW).await.unwrap();
            let [row] = s.feedback.list(&all_ratings(), &Scope::All).await.unwrap().try_into().unwrap();
            assert_eq!((row.comment.as_deref(), row.shown.question.as_deref()), (Some(words.as_str()), Some(words.as_str())), "{}", s.kind);
        }
        // A name that is code stays a name.
        let odd = key("'; DROP TABLE turns; --");
        s.conversations.forget(&odd).await.unwrap();
        assert_eq!(s.conversations.preferences(&odd, NOW).await.unwrap(), None);
        assert!(!s.conversations.turns(&key("k"), 1).await.unwrap().is_empty());
    }
}

fn invitation(digest: &str, email: Option<&str>, grant: Grant) -> Invitation {
    Invitation { digest: digest.to_owned(), email: email.map(str::to_owned), grant, expires: NOW + 1000 }
}

fn officer(id: &str, email: &str, grants: Vec<Grant>) -> Officer {
    Officer { id: id.to_owned(), email: email.to_owned(), grants, disabled: false }
}

fn session(digest: &str, officer: &str, started: i64) -> Session {
    Session {
        digest: digest.to_owned(),
        id: format!("id-{digest}"),
        officer: officer.to_owned(),
        stage: Stage::Full,
        device: "Firefox, Linux".to_owned(),
        started,
        used: started,
        expires: started + 500,
    }
}

#[tokio::test]
async fn what_guards_an_account_is_kept() {
    let hash = PasswordHash::stored("hash".to_owned());
    let everywhere = Grant { role: Role::Administrator, area: None };
    for s in Stores::all().await {
        let (store, kind) = (&s.officers, s.kind);
        for (id, email) in [("1", "a@x.uk"), ("2", "b@x.uk")] {
            store.invite(invitation(id, Some(email), everywhere.clone())).await.unwrap();
            store.accept(id, officer(id, email, vec![everywhere.clone()]), hash.clone(), NOW).await.unwrap();
        }
        assert_eq!(store.by_id("1").await.unwrap().unwrap().0.email, "a@x.uk", "{kind}");
        assert_eq!(store.by_id("x").await.unwrap(), None, "{kind}");

        // Sessions: listed, used, ended one by one and together.
        for (digest, whose) in [("s1", "1"), ("s2", "1"), ("s3", "1"), ("t1", "2")] {
            store.start_session(session(digest, whose, NOW)).await.unwrap();
        }
        store.touch_session("s1", NOW + 100, NOW + 900).await.unwrap();
        let touched = store.session("s1", NOW + 800).await.unwrap().unwrap().1;
        assert_eq!((touched.used, touched.expires), (NOW + 100, NOW + 900), "{kind}");
        store.touch_session("s2", NOW + 600, NOW + 9000).await.unwrap();
        assert_eq!(store.session("s2", NOW + 700).await.unwrap(), None, "{kind}: one that is over stays over");
        let ids = |all: Vec<Session>| all.into_iter().map(|s| s.id).collect::<Vec<_>>();
        assert_eq!(ids(store.sessions_of("1", NOW).await.unwrap()), ["id-s3", "id-s2", "id-s1"], "{kind}");
        store.end_session_of("2", "id-s3").await.unwrap();
        assert!(store.session("s3", NOW).await.unwrap().is_some(), "{kind}: nobody ends another's");
        store.end_session_of("1", "id-s3").await.unwrap();
        assert_eq!(store.session("s3", NOW).await.unwrap(), None, "{kind}");
        store.end_sessions("1", Some("s1")).await.unwrap();
        assert_eq!(ids(store.sessions_of("1", NOW).await.unwrap()), ["id-s1"], "{kind}");
        store.end_sessions("1", None).await.unwrap();
        assert!(store.sessions_of("1", NOW).await.unwrap().is_empty(), "{kind}");
        assert!(store.session("t1", NOW).await.unwrap().is_some(), "{kind}");

        // Password and roles.
        store.set_password("1", PasswordHash::stored("other".to_owned())).await.unwrap();
        assert_eq!(store.by_id("1").await.unwrap().unwrap().1.as_str(), "other", "{kind}");
        let viewer = [Grant { role: Role::Viewer, area: Some(area("suffolk")) }, Grant { role: Role::Safeguarding, area: None }];
        store.set_grants("1", &viewer).await.unwrap();
        assert_eq!(store.by_id("1").await.unwrap().unwrap().0.grants, viewer, "{kind}");
        assert!(matches!(store.set_grants("x", &viewer).await, Err(StoreError::NotFound)), "{kind}");
        assert!(matches!(store.set_password("x", hash.clone()).await, Err(StoreError::NotFound)), "{kind}");

        // Attempts: of many at once each is counted.
        let rule = LockRule { free: 5, first_ms: 1000, most_ms: 4000, forgotten_ms: 60_000 };
        let many = (0..12).map(|_| store.attempt("account a", &rule, NOW));
        let counted: Vec<_> = futures::future::join_all(many).await.into_iter().map(Result::unwrap).collect();
        assert_eq!(counted.iter().filter(|c| c.is_ok()).count(), 6, "{kind}: five that are free, and the one that locks");
        assert!(counted.contains(&Err(NOW + 1000)), "{kind}");
        assert!(store.attempt("account b", &rule, NOW).await.unwrap().is_ok(), "{kind}");
        store.forgive("account a", false).await.unwrap();
        assert_eq!(store.attempt("account a", &rule, NOW).await.unwrap().unwrap().count, 6, "{kind}");
        store.forgive("account a", true).await.unwrap();
        assert_eq!(store.attempt("account a", &rule, NOW).await.unwrap().unwrap().count, 1, "{kind}");

        // A second factor: begun again as long as it is not confirmed, its numbers and codes used once.
        assert_eq!(store.factor("1").await.unwrap(), None, "{kind}");
        store.begin_factor("1", "sealed one").await.unwrap();
        store.begin_factor("1", "sealed two").await.unwrap();
        assert!(!store.use_step("1", 5).await.unwrap(), "{kind}: it protects nothing yet");
        store.confirm_factor("1", 7, &["c1".to_owned(), "c2".to_owned()]).await.unwrap();
        assert_eq!(store.factor("1").await.unwrap(), Some(Factor { secret: "sealed two".to_owned(), confirmed: true, step: 7 }), "{kind}");
        assert!(matches!(store.begin_factor("1", "x").await, Err(StoreError::Conflict(_))), "{kind}");
        assert!(matches!(store.confirm_factor("1", 9, &[]).await, Err(StoreError::Conflict(_))), "{kind}");
        let used = futures::future::join_all((0..4).map(|_| store.use_step("1", 8))).await;
        assert_eq!(used.into_iter().filter(|u| *u.as_ref().unwrap()).count(), 1, "{kind}: one of many at once");
        assert!(!store.use_step("1", 7).await.unwrap() && store.use_step("1", 9).await.unwrap(), "{kind}");
        assert!(!store.use_recovery("2", "c1").await.unwrap(), "{kind}");
        assert!(store.use_recovery("1", "c1").await.unwrap() && !store.use_recovery("1", "c1").await.unwrap(), "{kind}");
        assert_eq!(store.recovery_left("1").await.unwrap(), 1, "{kind}");
        store.replace_recovery("1", &["d1".to_owned(), "d2".to_owned(), "d3".to_owned()]).await.unwrap();
        assert_eq!(store.recovery_left("1").await.unwrap(), 3, "{kind}");
        assert!(!store.use_recovery("1", "c2").await.unwrap() && store.use_recovery("1", "d2").await.unwrap(), "{kind}: old ones are gone");
        assert!(matches!(store.replace_recovery("2", &[]).await, Err(StoreError::Conflict(_))), "{kind}: for no second factor, none");
        store.remove_factor("1").await.unwrap();
        store.remove_factor("1").await.unwrap();
        assert_eq!((store.factor("1").await.unwrap(), store.recovery_left("1").await.unwrap()), (None, 0), "{kind}");
    }
}

#[tokio::test]
async fn officers_are_invited_once_and_signed_in_while_they_may() {
    let everywhere = Grant { role: Role::Administrator, area: None };
    let suffolk = Grant { role: Role::Reviewer, area: Some(area("suffolk")) };
    let hash = PasswordHash::stored("hash".to_owned());
    for s in Stores::all().await {
        let store = &s.officers;
        assert!(!store.any().await.unwrap() && store.all().await.unwrap().is_empty(), "{}", s.kind);
        store.invite(invitation("first", None, everywhere.clone())).await.unwrap();
        store.invite(invitation("restart", None, everywhere.clone())).await.unwrap();
        store.invite(invitation("second", Some("b@x.uk"), suffolk.clone())).await.unwrap();
        assert!(matches!(store.invite(invitation("second", None, everywhere.clone())).await, Err(StoreError::Conflict(_))), "{}", s.kind);
        let found = store.invitation("second", NOW).await.unwrap();
        assert_eq!(found, Some(invitation("second", Some("b@x.uk"), suffolk.clone())), "{}", s.kind);
        assert_eq!(store.invitation("second", NOW + 1000).await.unwrap(), None, "{}", s.kind);

        let lead = officer("1", "a@x.uk", vec![everywhere.clone()]);
        assert!(matches!(store.accept("first", lead.clone(), hash.clone(), NOW + 1000).await, Err(StoreError::NotFound)), "{}", s.kind);
        store.accept("first", lead.clone(), hash.clone(), NOW).await.unwrap();
        // The first account of all uses up every link of a first account, and leaves the others.
        for used in ["first", "restart"] {
            assert_eq!(store.invitation(used, NOW).await.unwrap(), None, "{}", s.kind);
            let late = officer("9", "z@x.uk", vec![everywhere.clone()]);
            assert!(matches!(store.accept(used, late, hash.clone(), NOW).await, Err(StoreError::NotFound)), "{}", s.kind);
        }
        let taken = officer("8", "a@x.uk", vec![suffolk.clone()]);
        assert!(matches!(store.accept("second", taken, hash.clone(), NOW).await, Err(StoreError::Conflict(_))), "{}", s.kind);
        // A refusal uses nothing up.
        let reviewer = officer("2", "b@x.uk", vec![suffolk.clone()]);
        store.accept("second", reviewer.clone(), hash.clone(), NOW).await.unwrap();
        assert_eq!(store.all().await.unwrap(), [lead.clone(), reviewer.clone()], "{}", s.kind);
        assert_eq!(store.by_email("b@x.uk").await.unwrap(), Some((reviewer.clone(), hash.clone())), "{}", s.kind);
        assert_eq!(store.by_email("c@x.uk").await.unwrap(), None, "{}", s.kind);
        assert_eq!(reviewer.scope(Permission::ReadRatings), Scope::Areas(vec![area("suffolk")]));

        let session = |digest: &str, officer: &str| session(digest, officer, NOW);
        store.start_session(session("s1", "1")).await.unwrap();
        store.start_session(session("s2", "2")).await.unwrap();
        assert!(matches!(store.start_session(session("s2", "1")).await, Err(StoreError::Conflict(_))), "{}", s.kind);
        assert!(matches!(store.start_session(session("s3", "nobody")).await, Err(StoreError::NotFound)), "{}", s.kind);
        assert_eq!(store.session("s2", NOW).await.unwrap(), Some((reviewer.clone(), session("s2", "2"))), "{}", s.kind);
        assert_eq!(store.session("s2", NOW + 500).await.unwrap(), None, "{}", s.kind);
        assert_eq!(store.session("s4", NOW).await.unwrap(), None, "{}", s.kind);

        store.set_disabled("b@x.uk", true).await.unwrap();
        assert_eq!(store.session("s2", NOW).await.unwrap(), None, "{}", s.kind);
        assert!(store.by_email("b@x.uk").await.unwrap().unwrap().0.disabled, "{}", s.kind);
        store.set_disabled("b@x.uk", false).await.unwrap();
        // Coming back does not bring the old session back.
        assert_eq!(store.session("s2", NOW).await.unwrap(), None, "{}", s.kind);
        assert!(matches!(store.set_disabled("c@x.uk", true).await, Err(StoreError::NotFound)), "{}", s.kind);
        store.end_session("s1").await.unwrap();
        store.end_session("s1").await.unwrap();
        assert_eq!(store.session("s1", NOW).await.unwrap(), None, "{}", s.kind);

        store.start_session(session("s5", "1")).await.unwrap();
        store.invite(invitation("third", Some("c@x.uk"), suffolk.clone())).await.unwrap();
        store.sweep(NOW + 999).await.unwrap();
        assert_eq!(store.session("s5", NOW).await.unwrap(), None, "{}", s.kind);
        assert!(store.invitation("third", NOW).await.unwrap().is_some(), "{}", s.kind);
        store.sweep(NOW + 1000).await.unwrap();
        assert_eq!(store.invitation("third", NOW).await.unwrap(), None, "{}", s.kind);
    }
}

#[tokio::test]
async fn two_links_for_the_first_officer_make_one() {
    let everywhere = Grant { role: Role::Administrator, area: None };
    for s in Stores::all().await {
        let mut tries = Vec::new();
        for i in 0..8 {
            s.officers.invite(invitation(&format!("link {i}"), None, everywhere.clone())).await.unwrap();
        }
        for i in 0..8 {
            let (store, grant) = (s.officers.clone(), everywhere.clone());
            let account = officer(&i.to_string(), &format!("{i}@x.uk"), vec![grant]);
            tries.push(tokio::spawn(async move {
                store.accept(&format!("link {i}"), account, PasswordHash::stored("h".to_owned()), NOW).await
            }));
        }
        let mut made = 0;
        for one in tries {
            made += usize::from(one.await.unwrap().is_ok());
        }
        assert_eq!((made, s.officers.all().await.unwrap().len()), (1, 1), "{}", s.kind);
    }
}

#[tokio::test]
async fn an_update_is_taken_with_its_calls_or_not_at_all() {
    for s in Stores::all().await {
        let store = &s.outbox;
        let call =
            |n: u32| NewOutgoing { address: "chat 1".to_owned(), method: "sendMessage".to_owned(), payload: format!("{{\"n\":{n}}}") };
        assert!(!store.is_taken(7).await.unwrap(), "{}", s.kind);
        assert!(store.take(7, "p", &[call(1), call(2)], NOW).await.unwrap(), "{}", s.kind);
        // Told again by Telegram: nothing is said twice.
        assert!(!store.take(7, "p", &[call(3)], NOW + 1).await.unwrap(), "{}", s.kind);
        assert!(store.is_taken(7).await.unwrap(), "{}", s.kind);
        assert!(store.take(8, "p", &[], NOW).await.unwrap() && store.take(9, "p", &[call(4)], NOW).await.unwrap(), "{}", s.kind);
        let waiting = store.waiting(10).await.unwrap();
        assert_eq!(waiting.iter().map(|o| o.call.clone()).collect::<Vec<_>>(), [call(1), call(2), call(4)], "{}", s.kind);
        assert!(waiting.iter().all(|o| (o.attempts, o.due) == (0, NOW)), "{}", s.kind);
        assert_eq!(store.waiting(1).await.unwrap(), waiting[..1], "{}", s.kind);

        store.later(&waiting[0].id, NOW + 5000).await.unwrap();
        let put_off = &store.waiting(1).await.unwrap()[0];
        assert_eq!((put_off.id.as_str(), put_off.attempts, put_off.due), (waiting[0].id.as_str(), 1, NOW + 5000), "{}", s.kind);
        store.done(&waiting[0].id).await.unwrap();
        store.done(&waiting[0].id).await.unwrap();
        assert!(matches!(store.later(&waiting[0].id, NOW).await, Err(StoreError::NotFound)), "{}", s.kind);
        assert_eq!(store.waiting(10).await.unwrap(), waiting[1..], "{}", s.kind);

        store.sweep(NOW + 1).await.unwrap();
        assert!(!store.is_taken(7).await.unwrap(), "{}", s.kind);
        assert_eq!(store.waiting(10).await.unwrap().len(), 2, "{}: what waits is not swept", s.kind);
    }
}

#[tokio::test]
async fn one_update_taken_by_many_at_once_is_answered_once() {
    for s in Stores::all().await {
        let takers = (0..12).map(|i| {
            let store = s.outbox.clone();
            let call = NewOutgoing { address: "chat".to_owned(), method: "sendMessage".to_owned(), payload: i.to_string() };
            tokio::spawn(async move { store.take(1, "p", &[call], NOW).await.unwrap() })
        });
        let mut taken = 0;
        for one in takers.collect::<Vec<_>>() {
            taken += usize::from(one.await.unwrap());
        }
        assert_eq!((taken, s.outbox.waiting(100).await.unwrap().len()), (1, 1), "{}", s.kind);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn instances_that_start_together_migrate_once() {
    for (kind, url, _folder) in databases().await {
        let starting = (0..6).map(|_| {
            let url = url.clone();
            tokio::spawn(async move {
                let database = Database::connect(&url).await.unwrap();
                database.migrate().await.unwrap();
                database.ping().await.unwrap();
                database.close().await;
            })
        });
        for one in starting.collect::<Vec<_>>() {
            one.await.unwrap_or_else(|e| panic!("{kind}: {e}"));
        }
        assert_eq!(rows(&url).await["ratings"], 0, "{kind}");
        let connection = sea_orm::Database::connect(&url).await.unwrap();
        connection.execute_unprepared("INSERT INTO seaql_migrations (version, applied_at) VALUES ('9999_later', 0)").await.unwrap();
        connection.close().await.unwrap();
        // A program that is too old for the data keeps its hands off it.
        let old = Database::connect(&url).await.unwrap().migrate().await;
        assert!(matches!(old, Err(StorageError::Newer(step)) if step == "9999_later"), "{kind}");
    }
}

#[tokio::test]
async fn what_was_kept_is_there_after_a_restart() {
    for (kind, url, _folder) in databases().await {
        let keys = tempfile::tempdir().unwrap();
        let open = async || {
            let database = Database::connect(&url).await.unwrap();
            database.migrate().await.unwrap();
            database.unlock(keys.path()).await.unwrap()
        };
        let database = open().await;
        database.rate(rating("p", Colour::Red, "norfolk", Channel::Telegram, NOW)).await.unwrap();
        database.save(&key("k"), Channel::Telegram, &Preferences::default(), NOW).await.unwrap();
        database.close().await;
        let database = open().await;
        assert_eq!(FeedbackStore::list(&database, &all_ratings(), &Scope::All).await.unwrap().len(), 1, "{kind}");
        assert!(database.preferences(&key("k"), NOW).await.unwrap().is_some(), "{kind}");
        database.close().await;
    }
}

#[tokio::test]
async fn an_address_that_cannot_be_opened_says_which() {
    let told = async |url: &str| Database::connect(url).await.map(drop).unwrap_err().to_string();
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("file"), "").unwrap();
    let below_a_file = folder.path().join("file/waymark.db");
    let said = told(&format!("sqlite://{}", below_a_file.display())).await;
    assert!(said.contains("file/waymark.db") && said.contains("database_url"), "{said}");
    std::fs::write(folder.path().join("text.db"), "this is no database at all, just words in a file that is long enough").unwrap();
    let said = match Database::connect(&format!("sqlite://{}", folder.path().join("text.db").display())).await {
        Ok(database) => database.migrate().await.unwrap_err().to_string(),
        Err(error) => error.to_string(),
    };
    assert!(said.contains("not a database"), "{said}");
    let said = told("postgres://u:hunter2@127.0.0.1:1/w").await;
    assert!(said.contains("127.0.0.1:1") && !said.contains("hunter2"), "{said}");
}

#[tokio::test]
async fn the_audit_is_read_by_scope_and_only_age_removes_an_entry() {
    for s in Stores::all().await {
        let kind = s.kind;
        let entry = |officer: &str, action, area_name: Option<&str>, at| NewAudit {
            officer: officer.to_owned(),
            action,
            subject: "it's\0 a \"subject\"".to_owned(),
            area: area_name.map(area),
            at,
        };
        s.audit.note(entry("a@council.example", AuditAction::Invited, Some("norfolk"), NOW - AUDIT_KEPT_MS - 1)).await.unwrap();
        s.audit.note(entry("a@council.example", AuditAction::SafeguardingViewed, Some("suffolk"), NOW - AUDIT_KEPT_MS)).await.unwrap();
        s.audit.note(entry("b@council.example", AuditAction::Disabled, Some("norfolk"), NOW)).await.unwrap();
        s.audit.note(entry("b@council.example", AuditAction::RetentionRan, None, NOW)).await.unwrap();
        let filter = AuditFilter { most: 100, ..AuditFilter::default() };
        let actions = |filter: AuditFilter, scope: Scope| {
            let audit = s.audit.clone();
            async move { audit.entries(&filter, &scope).await.unwrap().iter().map(|e| e.action).collect::<Vec<_>>() }
        };
        use AuditAction::{Disabled, Invited, RetentionRan, SafeguardingViewed};
        assert_eq!(actions(filter.clone(), Scope::All).await, [RetentionRan, Disabled, SafeguardingViewed, Invited], "{kind}");
        assert_eq!(actions(filter.clone(), Scope::Areas(vec![area("norfolk")])).await, [Disabled, Invited], "{kind}");
        assert!(actions(filter.clone(), Scope::Areas(Vec::new())).await.is_empty(), "{kind}");
        let by_a = AuditFilter { officer: Some("a@council.example".to_owned()), ..filter.clone() };
        assert_eq!(actions(by_a, Scope::All).await, [SafeguardingViewed, Invited], "{kind}");
        let of_norfolk = AuditFilter { area: Some(area("norfolk")), action: Some(Invited), ..filter.clone() };
        assert_eq!(actions(of_norfolk, Scope::All).await, [Invited], "{kind}");
        let first = s.audit.entries(&AuditFilter { most: 2, ..filter.clone() }, &Scope::All).await.unwrap();
        let next = AuditFilter { before: Some(first[1].id.clone()), ..filter.clone() };
        assert_eq!(actions(next, Scope::All).await, [SafeguardingViewed, Invited], "{kind}");
        assert_eq!(s.audit.expire_audit(NOW).await.unwrap(), 1, "{kind}");
        assert_eq!(actions(filter, Scope::All).await, [RetentionRan, Disabled, SafeguardingViewed], "{kind}");
    }
}

#[tokio::test]
async fn a_person_sees_and_erases_what_is_theirs_and_the_counts_stay() {
    for s in Stores::all().await {
        let kind = s.kind;
        let manner = Manner { name: Some("Bluebird".to_owned()), length: Length::Short, pictures: false, ..Manner::default() };
        let preferences = Preferences { area: Some(area("suffolk")), style: Style::EasyRead, manner, ..Preferences::default() };
        for who in ["mine", "other"] {
            s.conversations.save(&key(who), Channel::Telegram, &preferences, NOW).await.unwrap();
            s.conversations.add_turn(&key(who), &turn(&format!("question of {who}"), NOW)).await.unwrap();
            let thumb = rating(who, Colour::Red, "norfolk", Channel::Telegram, NOW);
            let answer = thumb.answer.clone();
            s.feedback.rate(thumb).await.unwrap();
            s.feedback.comment(&answer, who, Some("it was wrong"), NOW).await.unwrap();
            let call =
                NewOutgoing { address: "42".to_owned(), method: "sendMessage".to_owned(), payload: r#"{"text":"on its way"}"#.to_owned() };
            s.outbox.take(if who == "mine" { 1 } else { 2 }, who, &[call], NOW).await.unwrap();
        }
        let export = async |who: &str| {
            let mut items = Vec::new();
            for store in &s.personal {
                items.extend(store.export(who).await.unwrap());
            }
            items
        };
        let items = export("mine").await;
        let mut kinds: Vec<Kind> = items.iter().map(|i| i.kind).collect();
        kinds.sort();
        assert_eq!(kinds, [Kind::Chat, Kind::Profile, Kind::Ratings, Kind::Waiting], "{kind}");
        let has = |part: Part, words: &str| items.iter().any(|i| i.parts.contains(&(part, words.to_owned())));
        assert!(
            has(Part::Question, "question of mine") && has(Part::Comment, "it was wrong") && has(Part::Area, "suffolk"),
            "{kind}: {items:?}"
        );
        assert!(has(Part::Called, "Bluebird") && has(Part::Length, "short") && has(Part::Pictures, "off"), "{kind}: {items:?}");
        assert!(has(Part::Message, "on its way") && !format!("{items:?}").contains("of other"), "{kind}: {items:?}");

        let mut removed = HashMap::new();
        for store in &s.personal {
            for gone in store.erase("mine").await.unwrap() {
                *removed.entry(gone.kind).or_insert(0) += gone.count;
            }
        }
        assert_eq!(removed, HashMap::from([(Kind::Chat, 1), (Kind::Profile, 1), (Kind::Ratings, 1), (Kind::Waiting, 1)]), "{kind}");
        assert!(export("mine").await.is_empty(), "{kind}");
        assert_eq!(export("other").await.len(), 4, "{kind}: another person's data stay");
        for store in &s.personal {
            assert!(store.erase("mine").await.unwrap().iter().all(|r| r.count == 0), "{kind}: again is no error");
        }
        let counts = s.feedback.past_counts(&Scope::Areas(vec![area("norfolk")])).await.unwrap();
        assert_eq!((counts.len(), counts[0].amount, counts[0].colour), (1, 1, Colour::Red), "{kind}");
        assert_eq!((counts[0].month.as_str(), counts[0].article.as_deref()), ("2026-09", Some("norfolk/school/a")), "{kind}");
        assert!(s.feedback.past_counts(&Scope::Areas(vec![area("suffolk")])).await.unwrap().is_empty(), "{kind}");

        // After 12 months the other's rating counts on as well, and its words are gone.
        let later = NOW + RATING_DAYS * DAY_MS;
        for (at, left) in [(later, 1), (later + 1, 0)] {
            for store in &s.personal {
                store.expire(at).await.unwrap();
            }
            assert_eq!(s.feedback.list(&all_ratings(), &Scope::All).await.unwrap().len(), left, "{kind}");
        }
        assert_eq!(s.feedback.past_counts(&Scope::All).await.unwrap()[0].amount, 2, "{kind}");
        assert!(export("other").await.is_empty(), "{kind}: {:?}", export("other").await);
    }
}

/// The columns of every table on a PostgreSQL that hold these bytes anywhere, be it as text, JSON, numbers or raw.
async fn columns_with(url: &str, words: &str) -> Vec<String> {
    let connection = sea_orm::Database::connect(url).await.unwrap();
    let backend = connection.get_database_backend();
    let list = "SELECT table_name::text, column_name::text, data_type::text FROM information_schema.columns \
                WHERE table_schema = current_schema() ORDER BY 1, 2";
    let columns = connection.query_all_raw(Statement::from_string(backend, list)).await.unwrap();
    assert!(columns.len() > 50, "the catalogue names every column: {}", columns.len());
    let mut found = Vec::new();
    for row in columns {
        let name = |at: usize| row.try_get_by_index::<String>(at).unwrap();
        let (table, column) = (name(0), name(1));
        let holds = match name(2).as_str() {
            "bytea" => format!("position(convert_to('{words}', 'UTF8') in \"{column}\") > 0"),
            _ => format!("strpos(\"{column}\"::text, '{words}') > 0"),
        };
        let count = Statement::from_string(backend, format!("SELECT count(*) FROM \"{table}\" WHERE {holds}"));
        if connection.query_one_raw(count).await.unwrap().unwrap().try_get_by_index::<i64>(0).unwrap() > 0 {
            found.push(format!("{table}.{column}"));
        }
    }
    connection.close().await.unwrap();
    found
}

// What tests/privacy.rs shows of SQLite's files, shown of PostgreSQL's tables.
#[tokio::test]
async fn after_an_erasure_no_row_of_any_table_on_postgresql_holds_the_words_or_the_chat() {
    let Some(url) = postgres().await else {
        return eprintln!("left out: PostgreSQL (set WAYMARK_TEST_POSTGRES, or run tests/run)");
    };
    const WORDS: &str = "zanzibarcanary";
    const ADDRESS: &str = "810000424242";
    const PERSON: &str = "pseudonymcanary";
    let s = Stores::database("PostgreSQL", url.clone(), None).await;
    let preferences = Preferences { area: Some(area("suffolk")), ..Preferences::default() };
    s.conversations.save(&key(PERSON), Channel::Telegram, &preferences, NOW).await.unwrap();
    s.conversations.add_turn(&key(PERSON), &turn(&format!("how long, asks {WORDS}"), NOW)).await.unwrap();
    let thumb = rating(PERSON, Colour::Red, "norfolk", Channel::Telegram, NOW);
    let answer = thumb.answer.clone();
    s.feedback.rate(thumb).await.unwrap();
    s.feedback.comment(&answer, PERSON, Some(&format!("wrong, says {WORDS}")), NOW).await.unwrap();
    let payload = format!("{{\"text\":\"an answer for {WORDS}\"}}");
    let call = NewOutgoing { address: ADDRESS.to_owned(), method: "sendMessage".to_owned(), payload };
    s.outbox.take(7, PERSON, &[call], NOW).await.unwrap();
    s.danger.keep(danger("norfolk", Some(&format!("the exact words of {WORDS}")), NOW)).await.unwrap();
    let before = columns_with(&url, WORDS).await;
    assert!(before.iter().any(|c| c.starts_with("turns.")) && before.contains(&"ratings.comment".to_owned()), "{before:?}");
    // What is sealed is found by nobody, erased or not.
    assert!(before.iter().all(|c| !c.starts_with("danger") && !c.starts_with("outbox")), "{before:?}");
    assert!(columns_with(&url, PERSON).await.len() >= 3, "else the search for the chat below proves nothing");
    assert_eq!(columns_with(&url, ADDRESS).await, Vec::<String>::new());
    for store in &s.personal {
        store.erase(PERSON).await.unwrap();
    }
    for gone in [WORDS, ADDRESS, PERSON] {
        assert_eq!(columns_with(&url, gone).await, Vec::<String>::new(), "{gone}");
    }
    assert_eq!(s.danger.list(&Scope::All, None, 10).await.unwrap().len(), 1, "the record is not reached");
}

fn danger(area_name: &str, words: Option<&str>, at: i64) -> NewDanger {
    let screening = Screening { level: Level::Immediate, categories: vec![Category::SelfHarm, Category::Abuse], ..Screening::default() };
    NewDanger { area: area(area_name), screening, channel: Channel::Web, at, words: words.map(|w| (w.to_owned(), at + DAY_MS)) }
}

#[tokio::test]
async fn what_is_said_in_danger_is_read_by_scope_and_counts_outlive_the_words() {
    for s in Stores::all().await {
        let (kind, store) = (s.kind, &s.danger);
        store.keep(danger("norfolk", Some("the exact words"), NOW)).await.unwrap();
        store.keep(danger("suffolk", Some("other words"), NOW + 1)).await.unwrap();
        store.keep(danger("norfolk", None, NOW + 2)).await.unwrap();
        let norfolk = Scope::Areas(vec![area("norfolk")]);
        let all = store.list(&Scope::All, None, 10).await.unwrap();
        assert_eq!(all.iter().map(|e| e.area.as_str()).collect::<Vec<_>>(), ["suffolk", "norfolk"], "{kind}: newest first");
        assert_eq!(store.list(&Scope::All, Some(&all[0].id), 10).await.unwrap(), all[1..], "{kind}");
        let seen = store.list(&norfolk, None, 10).await.unwrap();
        assert_eq!((seen.len(), seen[0].state, seen[0].categories.len()), (1, State::New, 2), "{kind}");
        assert_eq!(store.words(&seen[0].id, &norfolk).await.unwrap().words, "the exact words", "{kind}");
        let theirs = &all[0].id;
        let handling = Handling {
            state: State::HandedOn,
            note: "rang the duty team".to_owned(),
            officer: "a@council.example".to_owned(),
            at: NOW + 5,
        };
        assert!(matches!(store.entry(theirs, &norfolk).await, Err(StoreError::NotFound)), "{kind}");
        assert!(matches!(store.words(theirs, &norfolk).await, Err(StoreError::NotFound)), "{kind}");
        assert!(matches!(store.handle(theirs, &norfolk, &handling).await, Err(StoreError::NotFound)), "{kind}");
        assert!(store.list(&Scope::Areas(Vec::new()), None, 10).await.unwrap().is_empty(), "{kind}");
        store.handle(&seen[0].id, &norfolk, &handling).await.unwrap();
        let marked = store.entry(&seen[0].id, &norfolk).await.unwrap();
        assert_eq!(
            (marked.state, marked.handled_by.as_deref(), marked.handled_at),
            (State::HandedOn, Some("a@council.example"), Some(NOW + 5)),
            "{kind}"
        );
        assert_eq!(store.words(&seen[0].id, &norfolk).await.unwrap().note, "rang the duty team", "{kind}");

        for store in &s.personal {
            assert!(store.erase("anybody").await.unwrap().iter().all(|r| r.count == 0), "{kind}");
            store.expire(NOW + DAY_MS).await.unwrap();
        }
        assert_eq!(store.list(&Scope::All, None, 10).await.unwrap().len(), 1, "{kind}: the first has had its day");
        let counts = store.counts(&norfolk).await.unwrap();
        assert_eq!(
            counts.iter().map(|c| (c.category, c.amount)).collect::<Vec<_>>(),
            [(Category::SelfHarm, 2), (Category::Abuse, 2)],
            "{kind}"
        );
    }
}

#[tokio::test]
async fn what_worried_people_say_of_services_is_counted_by_area_and_a_small_number_is_not_given_out() {
    for s in Stores::all().await {
        let (kind, store) = (s.kind, &s.danger);
        let said = |area: &str, themes: &[Theme], words: Option<&str>, at: i64| {
            let new = danger(area, words, at);
            NewDanger { screening: Screening { said: themes.to_vec(), ..new.screening }, ..new }
        };
        for at in 0..LEAST_SHOWN as i64 {
            // A council that keeps no words counts all the same.
            store.keep(said("norfolk", &[Theme::Waiting, Theme::Carers], (at == 0).then_some("words"), NOW + at)).await.unwrap();
        }
        store.keep(said("norfolk", &[Theme::Transport], None, NOW)).await.unwrap();
        store.keep(said("suffolk", &[Theme::Waiting], None, NOW)).await.unwrap();
        let seen = store.theme_counts(&Scope::Areas(vec![area("norfolk")])).await.unwrap();
        let told: Vec<_> = seen.iter().map(|c| (c.area.as_str(), c.theme, c.shown())).collect();
        let norfolk = [("norfolk", Theme::Waiting, Some(5)), ("norfolk", Theme::Carers, Some(5)), ("norfolk", Theme::Transport, None)];
        assert_eq!(told, norfolk, "{kind}");
        assert_eq!(store.theme_counts(&Scope::All).await.unwrap().len(), 4, "{kind}");
        assert!(store.theme_counts(&Scope::Areas(Vec::new())).await.unwrap().is_empty(), "{kind}");
        // What goes with age, or because a person asks, is the words.
        for store in &s.personal {
            store.erase("anybody").await.unwrap();
            store.expire(NOW + 1000 * DAY_MS).await.unwrap();
        }
        assert_eq!(store.theme_counts(&Scope::All).await.unwrap().len(), 4, "{kind}");
    }
}

#[tokio::test]
async fn an_alert_is_taken_in_hand_by_one_and_comes_again_unless_it_is_done() {
    for s in Stores::all().await {
        let kind = s.kind;
        s.danger.keep(danger("norfolk", Some("words"), NOW)).await.unwrap();
        assert!(s.alerts.claim_alerts(NOW - 1, NOW, 10).await.unwrap().is_empty(), "{kind}");
        let first = s.alerts.claim_alerts(NOW, NOW + 1000, 10).await.unwrap();
        assert_eq!(first.iter().map(|a| a.way).collect::<Vec<_>>(), Way::ALL, "{kind}");
        assert!(first.iter().all(|a| a.record.is_some() && a.attempts == 0), "{kind}");
        assert!(s.alerts.claim_alerts(NOW + 999, NOW + 2000, 10).await.unwrap().is_empty(), "{kind}: in hand");
        s.alerts.alert_done(&first[0].id).await.unwrap();
        s.alerts.alert_later(&first[1].id, NOW + 5000).await.unwrap();
        assert!(s.alerts.claim_alerts(NOW + 4999, NOW + 9000, 10).await.unwrap().is_empty(), "{kind}");
        let again = s.alerts.claim_alerts(NOW + 5000, NOW + 9000, 10).await.unwrap();
        assert_eq!(again.iter().map(|a| (&a.id, a.attempts)).collect::<Vec<_>>(), [(&first[1].id, 1)], "{kind}");
        assert!(matches!(s.alerts.alert_later(&first[0].id, NOW).await, Err(StoreError::NotFound)), "{kind}");
    }
}

// A copy of the database tells nobody's address, profile or words of danger.
#[tokio::test]
async fn what_is_sealed_is_not_in_the_file_and_a_wrong_key_is_told_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("waymark.db");
    let keys = folder.path().join("keys");
    let open = async |keys: &std::path::Path| {
        let database = Database::connect(&format!("sqlite://{}", file.display())).await.unwrap();
        database.migrate().await.unwrap();
        database.unlock(keys).await
    };
    let database = open(&keys).await.unwrap();
    database.pseudonym_key(&keys).await.unwrap();
    let preferences = Preferences { area: Some(area("staffordshire")), audience: Some(Audience::YoungPerson), ..Preferences::default() };
    database.save(&key("k"), Channel::Telegram, &preferences, NOW).await.unwrap();
    let call =
        NewOutgoing { address: "9876543210".to_owned(), method: "sendMessage".to_owned(), payload: "a canary in the reply".to_owned() };
    database.take(1, "k", std::slice::from_ref(&call), NOW).await.unwrap();
    database.keep(danger("norfolk", Some("a canary in danger"), NOW)).await.unwrap();
    database.close().await;
    let bytes = std::fs::read(&file).unwrap();
    for secret in ["canary", "9876543210", "staffordshire", "young_person"] {
        assert!(!bytes.windows(secret.len()).any(|w| w == secret.as_bytes()), "{secret} can be read");
    }
    // No key at all, then another one: the start says which is needed, and makes none in its place.
    let elsewhere = folder.path().join("elsewhere");
    for round in 0..2 {
        let said = open(&elsewhere).await.unwrap_err().to_string();
        assert!(said.contains("key 1") && said.contains("backup") && said.contains("WAYMARK_KEYS_DIR"), "{said}");
        if round == 0 {
            assert!(!elsewhere.join("seal-1.key").exists());
            std::fs::create_dir_all(&elsewhere).unwrap();
            std::fs::write(elsewhere.join("seal-1.key"), [7; 32]).unwrap();
        }
    }
    std::fs::write(elsewhere.join("seal-1.key"), b"short").unwrap();
    assert!(open(&elsewhere).await.unwrap_err().to_string().contains("32 bytes"));
    let database = open(&keys).await.unwrap();
    assert_eq!(database.preferences(&key("k"), NOW).await.unwrap(), Some(preferences));
    assert_eq!(database.waiting(10).await.unwrap()[0].call, call);
    database.close().await;
    // A new key takes over; what the old one sealed still opens.
    waymark::privacy::Seal::make_next(&keys).unwrap();
    let database = open(&keys).await.unwrap();
    database.take(2, "k", std::slice::from_ref(&call), NOW).await.unwrap();
    assert_eq!(database.waiting(10).await.unwrap().len(), 2);
    database.close().await;
    std::fs::remove_file(keys.join("seal-2.key")).unwrap();
    assert!(open(&keys).await.unwrap_err().to_string().contains("key 2"));

    // The second key is lost for good: what it alone sealed is told, then removed, and the rest opens as ever.
    let database = Database::connect(&format!("sqlite://{}", file.display())).await.unwrap();
    let told = database.lost(&keys).await.unwrap();
    assert_eq!((told.keys.as_slice(), told.waiting, told.danger, told.chats, told.names), ([2].as_slice(), 1, 0, 0, false));
    assert!(open(&keys).await.is_err(), "telling changes nothing");
    assert_eq!(database.forget_lost(&keys).await.unwrap(), told);
    assert!(database.lost(&keys).await.unwrap().is_nothing());
    database.close().await;
    let database = open(&keys).await.unwrap();
    assert_eq!(database.waiting(10).await.unwrap().len(), 1);
    assert_eq!(database.preferences(&key("k"), NOW).await.unwrap().unwrap().area, Some(area("staffordshire")));
    database.close().await;
    // Every key is lost.
    let empty = folder.path().join("empty");
    let database = Database::connect(&format!("sqlite://{}", file.display())).await.unwrap();
    let gone = database.forget_lost(&empty).await.unwrap();
    assert_eq!((gone.keys.as_slice(), gone.waiting, gone.danger, gone.chats, gone.names), ([1].as_slice(), 1, 1, 1, true));
    database.close().await;
    let database = open(&empty).await.unwrap();
    assert_eq!(database.preferences(&key("k"), NOW).await.unwrap(), None);
    database.close().await;
}

// Under another key everybody would be a stranger, and nobody could reach what is kept of them.
#[tokio::test]
async fn the_key_that_names_people_is_known_again() {
    for s in Stores::all().await {
        let Some(url) = &s.url else { continue };
        let database = Database::connect(url).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let (keys, others) = (folder.path().join("keys"), folder.path().join("others"));
        let made = database.pseudonym_key(&keys).await.unwrap();
        let again = database.pseudonym_key(&keys).await.unwrap();
        assert_eq!(made.pseudonym("web", "x"), again.pseudonym("web", "x"), "{}", s.kind);
        let said = database.pseudonym_key(&others).await.unwrap_err().to_string();
        assert!(said.contains("pseudonym.key") && said.contains("backup") && said.contains("forget-lost"), "{said}");
        assert!(!others.join("pseudonym.key").exists(), "{}: none is made in its place", s.kind);
        std::fs::create_dir_all(&others).unwrap();
        std::fs::write(others.join("pseudonym.key"), [7; 32]).unwrap();
        assert!(database.pseudonym_key(&others).await.is_err(), "{}: nor is another one taken", s.kind);
        assert!(database.lost(&others).await.unwrap().names && !database.lost(&keys).await.unwrap().names, "{}", s.kind);
    }
}
