//! The shape of `safeguarding.toml` and what must hold before it is used.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Deserialize;

use super::pattern::{Machine, Pattern};
use super::spelling::Vocabulary;
use super::{By, Category, Level, Role, Screener, SignpostLine, Theme, Who};

const NOBODY: &str = "nobody yet";
pub(super) const EASY_READ_WORDS: usize = 15;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    approved_by: String,
    /// Facts and fixed words.
    contacts: BTreeMap<String, Words>,
    areas: BTreeMap<String, Words>,
    signposts: Vec<SignpostEntry>,
    speakers: Vec<Speaker>,
    /// Said before the answer where somebody writes of head banging and the like.
    self_injury: SignpostEntry,
    /// How a message is read.
    spelling: Spelling,
    classes: BTreeMap<String, Vec<String>>,
    context: Context,
    phrases: Vec<Group>,
    #[serde(default)]
    themes: Vec<ThemeWords>,
    look_alikes: Vec<LookAlikes>,
}

/// Something to say, in both styles.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    /// What nobody has proved yet, as the question to ask before launch; while one is left, the words do not count as signed.
    #[serde(default)]
    pub(super) unconfirmed: Option<String>,
    pub(super) standard: Vec<String>,
    pub(super) easy_read: Vec<SignpostLine>,
}

/// One reply: its own first words, then contacts by name.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SignpostEntry {
    pub(super) level: Level,
    /// Empty: for all categories that have no signpost of their own.
    pub(super) categories: Vec<Category>,
    /// Only where these do the harm; it stands before the general one of its category, whose contacts follow.
    #[serde(default)]
    pub(super) by: Option<By>,
    pub(super) title: String,
    pub(super) standard: Vec<String>,
    pub(super) easy_read: Vec<SignpostLine>,
    pub(super) contacts: Vec<String>,
}

/// What is said besides to somebody who writes about another person.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Speaker {
    pub(super) who: Who,
    pub(super) categories: Vec<Category>,
    pub(super) standard: Vec<String>,
    pub(super) easy_read: Vec<SignpostLine>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Spelling {
    same: BTreeMap<String, Vec<String>>,
    real: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Context {
    negations: Vec<String>,
    personal: Vec<String>,
    denied: Vec<String>,
    used_to: Vec<String>,
    long_ago: Vec<String>,
    present: Vec<String>,
    exaggerated: Vec<String>,
    about: Vec<String>,
    play: Vec<String>,
    innocent: Vec<String>,
    follow: Vec<String>,
    myself: Vec<String>,
    others: Vec<String>,
    told: Vec<String>,
    child: Vec<String>,
    friend: Vec<String>,
    professional: Vec<String>,
    staff: Vec<String>,
    partner: Vec<String>,
    self_injury: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    category: Category,
    level: Level,
    #[serde(default)]
    patterns: Vec<String>,
    examples: Vec<String>,
}

/// What a theme is told by; the examples count for it, whatever else they raise.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ThemeWords {
    theme: Theme,
    patterns: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests run them"))]
    examples: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LookAlikes {
    about: String,
    examples: Vec<String>,
}

/// An example of the file: what is said, and what it must raise.
#[cfg(test)]
pub(super) struct Example {
    pub(super) says: String,
    pub(super) raises: Option<(Level, Category)>,
}

/// Every example of the file, for the tests.
#[cfg(test)]
pub(super) fn examples(text: &str) -> Vec<Example> {
    let file: File = toml::from_str(text).expect("the file parses");
    let mut out = Vec::new();
    for group in file.phrases {
        out.extend(group.examples.into_iter().map(|says| Example { says, raises: Some((group.level, group.category)) }));
    }
    for group in file.look_alikes {
        out.extend(group.examples.into_iter().map(|says| Example { says, raises: None }));
    }
    out
}

/// The examples of each theme, for the tests.
#[cfg(test)]
pub(super) fn theme_examples(text: &str) -> Vec<(Theme, Vec<String>)> {
    let file: File = toml::from_str(text).expect("the file parses");
    file.themes.into_iter().map(|entry| (entry.theme, entry.examples)).collect()
}

pub(super) fn parse(text: &str) -> Result<Screener, Vec<String>> {
    let file: File = toml::from_str(text).map_err(|error| vec![format!("not readable as safeguarding words: {error}")])?;
    let mut faults = Vec::new();
    check_words(&file, &mut faults);
    check_look_alikes(&file.look_alikes, &mut faults);

    let mut classes: HashMap<String, Vec<Pattern>> = HashMap::new();
    for (name, rows) in &file.classes {
        if rows.is_empty() {
            faults.push(format!("classes.{name}: it is empty; add a word or take it out"));
        }
        let rows = rows.iter().filter_map(|row| read(row, &format!("classes.{name}"), &mut faults)).collect();
        classes.insert(name.clone(), rows);
    }
    let mut patterns = Vec::new();
    let mut roles = Vec::new();
    let mut add = |rows: &[String], place: &str, role: Role, faults: &mut Vec<String>| {
        for row in rows {
            if let Some(pattern) = read(row, place, faults) {
                patterns.push(pattern);
                roles.push(role);
            }
        }
    };
    for (number, group) in file.phrases.iter().enumerate() {
        let place = format!("phrases, entry {} ({:?}, {:?})", number + 1, group.category, group.level);
        if group.level == Level::None {
            faults.push(format!("{place}: a phrase is `concern` or `immediate`; put what must not raise under look_alikes"));
        }
        if group.examples.is_empty() {
            faults.push(format!("{place}: it has no examples; write what a person would type"));
        }
        add(&group.patterns, &place, Role::Phrase(group.category, group.level), &mut faults);
    }
    for entry in &file.themes {
        let place = format!("themes, entry {:?}", entry.theme);
        if entry.patterns.is_empty() {
            faults.push(format!("{place}: it has no patterns; write what a person would type, or take it out"));
        }
        add(&entry.patterns, &place, Role::Says(entry.theme), &mut faults);
    }
    let context = &file.context;
    for (rows, name, role) in [
        (&context.personal, "personal", Role::Personal),
        (&context.denied, "denied", Role::Denied),
        (&context.used_to, "used_to", Role::UsedTo),
        (&context.long_ago, "long_ago", Role::LongAgo),
        (&context.present, "present", Role::Present),
        (&context.exaggerated, "exaggerated", Role::Exaggerated),
        (&context.about, "about", Role::About),
        (&context.play, "play", Role::Play),
        (&context.innocent, "innocent", Role::Innocent),
        (&context.follow, "follow", Role::Follow),
        (&context.myself, "myself", Role::Myself),
        (&context.others, "others", Role::Others),
        (&context.told, "told", Role::Told),
        (&context.child, "child", Role::Whose(Who::Child)),
        (&context.friend, "friend", Role::Whose(Who::Friend)),
        (&context.professional, "professional", Role::Whose(Who::Professional)),
        (&context.staff, "staff", Role::By(By::Staff)),
        (&context.partner, "partner", Role::By(By::Partner)),
        (&context.self_injury, "self_injury", Role::SelfInjury),
    ] {
        add(rows, &format!("context.{name}"), role, &mut faults);
    }
    check_classes(&classes, &patterns, &mut faults);
    if !faults.is_empty() {
        return Err(faults);
    }

    let mut words: BTreeSet<String> = file.spelling.same.keys().cloned().collect();
    words.extend(file.context.negations.iter().cloned());
    for pattern in patterns.iter().chain(classes.values().flatten()) {
        words.extend(pattern.words().into_iter().map(str::to_owned));
    }
    let same: Vec<(String, Vec<String>)> = file.spelling.same.into_iter().collect();
    let vocabulary = Vocabulary::new(words, &same, &file.spelling.real, &file.context.negations);
    let machine = Machine::build(&patterns, &vocabulary, &classes);
    let open = |(name, words): (&String, &Words)| words.unconfirmed.as_ref().map(|what| (name.clone(), what.trim().to_owned()));
    let unconfirmed: Vec<(String, String)> = file.contacts.iter().chain(&file.areas).filter_map(open).collect();
    let approved = !file.approved_by.trim().eq_ignore_ascii_case(NOBODY) && unconfirmed.is_empty();
    Ok(Screener {
        vocabulary,
        machine,
        roles,
        contacts: file.contacts,
        areas: file.areas,
        signposts: file.signposts,
        speakers: file.speakers,
        self_injury: file.self_injury,
        classifier: None,
        languages: Default::default(),
        approved,
        unconfirmed,
    })
}

fn read(row: &str, place: &str, faults: &mut Vec<String>) -> Option<Pattern> {
    Pattern::parse(row).map_err(|fault| faults.push(format!("{place}, pattern \"{row}\": {fault}"))).ok()
}

fn check_look_alikes(groups: &[LookAlikes], faults: &mut Vec<String>) {
    for (number, group) in groups.iter().enumerate() {
        if group.about.is_empty() || group.examples.is_empty() {
            faults.push(format!("look_alikes, entry {}: say what it is about and give at least one example", number + 1));
        }
    }
}

fn check_words(file: &File, faults: &mut Vec<String>) {
    if file.approved_by.trim().is_empty() {
        faults.push(format!("approved_by is empty; write who approved these words, or \"{NOBODY}\""));
    }
    let mut all: Vec<(String, &[String], &[SignpostLine])> = Vec::new();
    for (kind, table) in [("contacts", &file.contacts), ("areas", &file.areas)] {
        all.extend(table.iter().map(|(name, words)| (format!("{kind}.{name}"), words.standard.as_slice(), words.easy_read.as_slice())));
    }
    for (number, entry) in file.signposts.iter().enumerate() {
        let place = format!("signposts, entry {} (\"{}\")", number + 1, entry.title);
        if entry.level == Level::None {
            faults.push(format!("{place}: its level is none; nothing would show it"));
        }
        for name in &entry.contacts {
            if name != "area" && !file.contacts.contains_key(name) {
                faults.push(format!("{place}: the contact `{name}` is not in the file; add it or correct the name"));
            }
        }
        if entry.by.is_some() && !entry.categories.contains(&Category::Abuse) {
            faults.push(format!("{place}: `by` is known for abuse alone; add that category or take `by` out"));
        }
        all.push((place, &entry.standard, &entry.easy_read));
    }
    for (number, one) in file.speakers.iter().enumerate() {
        let place = format!("speakers, entry {} ({:?})", number + 1, one.who);
        if one.who == Who::Me || one.categories.is_empty() {
            faults.push(format!("{place}: name a child, friend or professional, and the categories it is said for"));
        }
        all.push((place, &one.standard, &one.easy_read));
    }
    all.push(("self_injury".to_owned(), &file.self_injury.standard, &file.self_injury.easy_read));
    for level in [Level::Concern, Level::Immediate] {
        if !file.signposts.iter().any(|entry| entry.level == level && entry.categories.is_empty()) {
            faults.push(format!("signposts: none at {level:?} with `categories = []`; a person would see nothing"));
        }
    }
    if !file.areas.contains_key("england") {
        faults.push("areas: `england` is missing; it serves every place that has no entry of its own".to_owned());
    }
    for (place, standard, easy_read) in all {
        if standard.is_empty() || easy_read.is_empty() {
            faults.push(format!("{place}: `standard` and `easy_read` both need at least one line"));
        }
        for line in easy_read {
            let count = line.text.split_whitespace().count();
            if count == 0 || count > EASY_READ_WORDS || line.picture.is_empty() {
                faults.push(format!(
                    "{place}, easy-read line \"{}\": it needs a picture and 1 to {EASY_READ_WORDS} words, and has {count}; split it",
                    line.text
                ));
            }
        }
    }
}

pub(super) fn check_classes(classes: &HashMap<String, Vec<Pattern>>, patterns: &[Pattern], faults: &mut Vec<String>) {
    let mut known: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (name, rows) in classes {
        known.insert(name, rows.iter().flat_map(Pattern::classes).collect());
    }
    let used = known.values().flatten().copied().chain(patterns.iter().flat_map(Pattern::classes)).collect::<BTreeSet<&str>>();
    for name in &used {
        if !known.contains_key(name) {
            faults.push(format!("the class <{name}> is used and not in [classes]; add it or correct the name"));
        }
    }
    for name in known.keys() {
        if !used.contains(name) {
            faults.push(format!("classes.{name}: no pattern uses it; take it out"));
        }
    }
    // A class is sound once all classes inside it are; what never becomes sound runs in a circle.
    let mut sound: BTreeSet<&str> = BTreeSet::new();
    while let Some(name) = known
        .iter()
        .find(|(name, inner)| !sound.contains(*name) && inner.iter().all(|i| sound.contains(i) || !known.contains_key(i)))
        .map(|(name, _)| *name)
    {
        sound.insert(name);
    }
    for name in known.keys().filter(|name| !sound.contains(*name)) {
        faults.push(format!("classes.{name}: it contains itself, through other classes; break the circle"));
    }
}
