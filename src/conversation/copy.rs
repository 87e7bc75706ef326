//! A person's copy of their data, the receipt for what was erased, and the policy in words: the same on every channel.

use serde_json::{Map, Value, json};

use super::{NewOutgoing, Preferences, Turn};
use crate::{
    clock::Clock,
    locale::Locale,
    manner::{Style, Way},
    privacy::{
        Item, Kind, Part, RecordRules, Removed,
        policy::{IDLE_MINUTES, RecordRule},
    },
};

/// Turns as a copy of somebody's data has them.
pub fn chat_items(turns: impl Iterator<Item = Turn>) -> impl Iterator<Item = Item> {
    turns.map(|turn| Item {
        kind: Kind::Chat,
        at: Some(turn.at),
        parts: vec![(Part::Question, turn.question), (Part::Answer, turn.shown.text)],
    })
}

/// Preferences as a copy of somebody's data has them.
pub fn profile_item(preferences: &Preferences) -> Item {
    let mut parts = vec![(Part::Style, preferences.style.as_str().to_owned())];
    parts.extend(preferences.area.as_ref().map(|a| (Part::Area, a.as_str().to_owned())));
    parts.extend(preferences.language.as_ref().map(|tag| (Part::Language, tag.clone())));
    parts.extend(preferences.audience.map(|a| (Part::Audience, a.as_str().to_owned())));
    parts.push((Part::Remember, if preferences.remember { "yes" } else { "no" }.to_owned()));
    let manner = &preferences.manner;
    let ways = [Way::Pictures(manner.pictures), Way::Length(manner.length), Way::Time(manner.time), Way::OneQuestion(manner.one_question)];
    let ways = [Part::Pictures, Part::Length, Part::Time, Part::Questions].into_iter().zip(ways);
    parts.extend(ways.map(|(part, way)| (part, way.value().to_owned())));
    parts.extend(manner.name.clone().map(|name| (Part::Called, name)));
    Item { kind: Kind::Profile, at: None, parts }
}

/// A call on its way as a copy of somebody's data has it: the words in it.
pub fn waiting_item(call: &NewOutgoing) -> Item {
    let payload: Value = serde_json::from_str(&call.payload).unwrap_or_default();
    let words = payload.get("text").or_else(|| payload.get("caption")).and_then(Value::as_str).unwrap_or(&call.method);
    Item { kind: Kind::Waiting, at: None, parts: vec![(Part::Message, words.to_owned())] }
}

/// The copy as JSON, for programs and for moving elsewhere.
pub fn copy_json(items: &[Item], clock: &Clock) -> String {
    let moment = |ms: i64| jiff::Timestamp::from_millisecond(ms).map(|t| t.to_string()).unwrap_or_default();
    let one = |item: &Item| {
        let mut out = Map::new();
        out.insert("at".to_owned(), item.at.map_or(Value::Null, |at| moment(at).into()));
        out.extend(item.parts.iter().map(|(part, words)| (part.as_str().to_owned(), Value::from(words.as_str()))));
        Value::Object(out)
    };
    let mut kinds = Map::new();
    for kind in Kind::ALL.into_iter().filter(|k| k.is_erasable()) {
        kinds.insert(kind.as_str().to_owned(), items.iter().filter(|i| i.kind == kind).map(one).collect());
    }
    let whole = json!({"program": "Waymark", "form": 1, "made_at": moment(clock.now_ms()), "data": kinds});
    // Pretty, since people open it, too.
    serde_json::to_string_pretty(&whole).unwrap_or_default() + "\n"
}

/// A heading, and its items as lines of a name and words.
pub type CopySection = (String, Vec<Vec<(String, String)>>);

/// The copy for reading: headings and lines. A heading has no name before it.
pub fn copy_lines(items: &[Item], locale: &Locale, clock: &Clock) -> Vec<CopySection> {
    let mut out = Vec::new();
    for kind in Kind::ALL.into_iter().filter(|k| k.is_erasable()) {
        let of_kind: Vec<Vec<(String, String)>> = items.iter().filter(|i| i.kind == kind).map(|item| lines(item, locale, clock)).collect();
        if !of_kind.is_empty() {
            out.push((locale.say(&format!("policy-{}", kind.as_str())), of_kind));
        }
    }
    out
}

/// The copy as plain text.
pub fn copy_text(items: &[Item], locale: &Locale, clock: &Clock) -> String {
    let mut out = format!("{} ({})\n", locale.say("my-data-title"), clock.say_moment_in(clock.now_ms(), locale));
    for (heading, of_kind) in copy_lines(items, locale, clock) {
        out.push_str(&format!("\n# {heading}\n"));
        for item in of_kind {
            out.push('\n');
            for (name, words) in item {
                out.push_str(&format!("{name}: {words}\n"));
            }
        }
    }
    if items.is_empty() {
        out.push_str(&format!("\n{}\n", locale.say("my-data-none")));
    }
    out.push_str(&format!("\n{}\n", locale.say("my-data-danger")));
    out
}

fn lines(item: &Item, locale: &Locale, clock: &Clock) -> Vec<(String, String)> {
    let when = item.at.map(|at| (locale.say("my-data-when"), clock.say_moment_in(at, locale)));
    let part = |(part, words): &(Part, String)| (locale.say(&format!("my-data-{}", part.as_str())), words.clone());
    when.into_iter().chain(item.parts.iter().map(part)).collect()
}

/// What a person reads when their data were erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// What is gone, a line each; one line saying so where there was nothing.
    pub gone: Vec<String>,
    /// What stays, and why.
    pub stays: Vec<String>,
}

/// The receipt for these removals.
pub fn receipt(removed: &[Removed], rules: &RecordRules, locale: &Locale) -> Receipt {
    let mut gone = Vec::new();
    for kind in Kind::ALL.into_iter().filter(|k| k.is_erasable()) {
        let count: u64 = removed.iter().filter(|r| r.kind == kind).map(|r| r.count).sum();
        if count > 0 {
            gone.push(locale.say_with(&format!("erased-{}", kind.as_str()), &[("count", &count.to_string())]));
        }
    }
    if gone.is_empty() {
        gone.push(locale.say("erased-nothing"));
    }
    let mut stays = vec![locale.say("erased-counts-stay")];
    if let Some(days) = rules.longest_days() {
        stays.push(locale.say_with("erased-danger-stays", &[("days", &days.to_string())]));
    }
    Receipt { gone, stays }
}

/// One kind of the policy, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyView {
    /// What is kept.
    pub title: String,
    /// What, why, how long and who can see it: a paragraph each in standard, short lines in easy read.
    pub lines: Vec<String>,
}

/// The policy in words: every kind with what, why, how long and who. The times are those that the removal job goes by.
pub fn policy_views(rules: &RecordRules, rule: RecordRule, style: Style, locale: &Locale) -> Vec<PolicyView> {
    let view = |kind: Kind| {
        let name = kind.as_str();
        let days = if kind == Kind::Danger { rule.on.then_some(rule.days) } else { kind.days(rules) };
        let (days, minutes) = (days.unwrap_or_default().to_string(), IDLE_MINUTES.to_string());
        let key = match (kind, style) {
            (Kind::Danger, Style::Standard) if !rule.on => "policy-danger-off".to_owned(),
            (Kind::Danger, Style::EasyRead) if !rule.on => "policy-danger-off-easy".to_owned(),
            (_, Style::Standard) => format!("policy-{name}-words"),
            (_, Style::EasyRead) => format!("policy-{name}-easy"),
        };
        let words = locale.say_with(&key, &[("days", &days), ("minutes", &minutes)]);
        PolicyView {
            title: locale.say(&format!("policy-{name}")),
            lines: words.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect(),
        }
    };
    Kind::ALL.into_iter().map(view).collect()
}
