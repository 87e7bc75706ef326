use jiff::civil::Date;

use super::place::Place;
use crate::{
    area::{Area, Contact},
    clock::say_date,
    knowledge::{ArticleId, Fault, Knowledge, Rule, Severity},
};

/// How long a contact counts as confirmed, in days (standards.md §5.1).
pub const CONFIRMED_DAYS: i64 = 90;

/// What stands against showing this knowledge to the public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Launch {
    /// Contacts that nobody has confirmed of late.
    pub contacts: Vec<StaleContact>,
    /// Nobody has signed the words for a person in danger.
    pub safeguarding_unsigned: bool,
    /// Entries of those words that nobody has proved yet, each with what to ask; filled in by whoever reads them.
    pub unconfirmed: Vec<(String, String)>,
    /// Languages in which nobody has signed those words.
    pub languages: Vec<UnsignedLanguage>,
    /// Languages in which no native speaker has read the program's words or a translated article.
    pub unread: Vec<UnreadLanguage>,
    /// Articles on the law that are past their review date.
    pub legal: Vec<PastReview>,
}

/// A language of which no native speaker has read something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadLanguage {
    /// Its English name.
    pub name: String,
    /// What nobody has read.
    pub what: String,
    /// The file in which a reader's name is to be written.
    pub file: String,
    line: Option<usize>,
}

/// A language in which nobody has signed the words for a person in danger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnsignedLanguage {
    /// Its English name.
    pub name: String,
    file: String,
    line: Option<usize>,
}

/// A contact that was confirmed too long ago, or never.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaleContact {
    /// The area that names it.
    pub area: Area,
    /// Its name.
    pub name: String,
    /// The team that keeps it right.
    pub owner: String,
    /// When it was last confirmed.
    pub checked_on: Option<Date>,
    line: Option<usize>,
}

/// An article on the law that is past its review date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastReview {
    /// The article.
    pub id: ArticleId,
    /// Its title.
    pub title: String,
    /// When it was to be looked at again.
    pub review_by: Date,
    file: String,
    line: Option<usize>,
}

impl Launch {
    /// What stands against it on that day; whether the words for a person in danger are signed is told by whoever reads them.
    pub fn of(knowledge: &Knowledge, safeguarding_signed: bool, today: Date) -> Self {
        let mut contacts = Vec::new();
        for info in knowledge.areas.all() {
            let place = Place::of(&knowledge.files, &format!("areas/{}.toml", info.area));
            for contact in info.contacts.iter().filter(|c| !is_confirmed(c, today)) {
                contacts.push(StaleContact {
                    area: info.area.clone(),
                    name: contact.name.clone(),
                    owner: contact.owner.clone(),
                    checked_on: contact.checked_on,
                    line: place.last_with(&format!("name = \"{}\"", contact.name)),
                });
            }
        }
        let past = knowledge.articles.iter().filter(|a| a.legal).filter_map(|a| a.review_by.filter(|d| *d < today).map(|d| (a, d)));
        let legal = past.map(|(article, review_by)| PastReview {
            id: article.id.clone(),
            title: article.title.clone(),
            review_by,
            file: article.file.clone(),
            line: Place::of(&knowledge.files, &article.file).key("review_by"),
        });
        Self {
            contacts,
            safeguarding_unsigned: !safeguarding_signed,
            unconfirmed: Vec::new(),
            languages: unsigned_languages(knowledge),
            unread: unread_languages(knowledge),
            legal: legal.collect(),
        }
    }

    /// Nothing stands against it.
    pub fn is_clear(&self) -> bool {
        let words = !self.safeguarding_unsigned && self.unconfirmed.is_empty() && self.languages.is_empty() && self.unread.is_empty();
        self.contacts.is_empty() && words && self.legal.is_empty()
    }

    /// The same as faults of files, with what to do about each.
    pub fn faults(&self) -> Vec<Fault> {
        let contact = |c: &StaleContact| {
            let what = match c.checked_on {
                None => format!("nobody has ever confirmed the contact “{}”", c.name),
                Some(day) => {
                    format!("the contact “{}” was last confirmed on {}; that holds for {CONFIRMED_DAYS} days", c.name, say_date(day))
                }
            };
            let fix = format!("{}: try every way in that it names, then set its `checked_on` to that day.", c.owner);
            Fault::new(&format!("areas/{}.toml", c.area), c.line, Severity::Error, what, fix).of(Rule::Contact)
        };
        let safeguarding = self.safeguarding_unsigned.then(|| {
            let fix = "A safeguarding lead reads them, rings every number, and writes name and date into `approved_by`.";
            Fault::new("safeguarding.toml", None, Severity::Error, "nobody has signed the words for a person in danger", fix)
                .of(Rule::Safeguarding)
        });
        let unconfirmed = |(name, ask): &(String, String)| {
            let fix = format!("{ask} Then take `unconfirmed` out of its entry.");
            let what = format!("`{name}` among the words for a person in danger is not confirmed");
            Fault::new("safeguarding.toml", None, Severity::Error, what, fix).of(Rule::Safeguarding)
        };
        let language = |l: &UnsignedLanguage| {
            let what = format!("nobody has signed the {} words for a person in danger", l.name);
            let fix = "A native speaker and a safeguarding lead read them, correct them, and set `approved = true`.";
            Fault::new(&l.file, l.line, Severity::Error, what, fix).of(Rule::Safeguarding)
        };
        let unread = |l: &UnreadLanguage| {
            let what = format!("no native speaker of {} has read {}", l.name, l.what);
            let fix = "A native speaker reads it, mends it, and writes their role or name into `read_by`.";
            Fault::new(&l.file, l.line, Severity::Error, what, fix).of(Rule::Translation)
        };
        let legal = |a: &PastReview| {
            let what = format!("it tells the law and was to be reviewed by {}", say_date(a.review_by));
            let fix = "Look at the law and the sources again, then move `checked_on` and `review_by`.";
            Fault::new(&a.file, a.line, Severity::Error, what, fix).of(Rule::Review)
        };
        let words = safeguarding.into_iter().chain(self.unconfirmed.iter().map(unconfirmed)).chain(self.languages.iter().map(language));
        let words = words.chain(self.unread.iter().map(unread));
        let mut out: Vec<Fault> = self.contacts.iter().map(contact).chain(words).chain(self.legal.iter().map(legal)).collect();
        out.sort();
        out
    }
}

/// The files beside `safeguarding.toml` that hold a language and are not signed.
fn unsigned_languages(knowledge: &Knowledge) -> Vec<UnsignedLanguage> {
    let unsigned = |(path, text): (&str, &str)| {
        let is_one = path.starts_with("safeguarding/") && path.ends_with(".toml") && text.lines().any(|l| l.starts_with("language = "));
        let table: toml::Table = if is_one { text.parse().ok()? } else { return None };
        let signed = table.get("approved").and_then(toml::Value::as_bool).unwrap_or_default();
        let name = table.get("name").and_then(toml::Value::as_str).unwrap_or(path).to_owned();
        (!signed).then(|| UnsignedLanguage { name, file: path.to_owned(), line: Place::of(&knowledge.files, path).key("approved") })
    };
    knowledge.files.iter().filter_map(unsigned).collect()
}

/// The program's words in each language, and each translated article, that nobody who speaks it has read.
fn unread_languages(knowledge: &Knowledge) -> Vec<UnreadLanguage> {
    let line = |file: &str| Place::of(&knowledge.files, file).key("read_by");
    let words = knowledge.languages.all().iter().filter(|l| !l.is_read()).map(|l| UnreadLanguage {
        name: l.name.clone(),
        what: format!("the program's words in locales/{}", l.tag),
        file: l.file.clone(),
        line: line(&l.file),
    });
    let named = |tag: &str| knowledge.languages.get(tag).map_or(tag, |l| l.name.as_str()).to_owned();
    let articles = knowledge.translations.iter().filter(|t| !t.is_read()).map(|t| UnreadLanguage {
        name: named(&t.language),
        what: "this article".to_owned(),
        file: t.article.file.clone(),
        line: line(&t.article.file),
    });
    words.chain(articles).collect()
}

/// Confirmed at most [`CONFIRMED_DAYS`] ago; a day to come confirms nothing.
fn is_confirmed(contact: &Contact, today: Date) -> bool {
    let days = |day: Date| day.until(today).map(|span| i64::from(span.get_days())).unwrap_or(i64::MAX);
    contact.checked_on.is_some_and(|day| (0..=CONFIRMED_DAYS).contains(&days(day)))
}
