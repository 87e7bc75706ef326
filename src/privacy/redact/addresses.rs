//! Streets and houses: a number before a name of a street, a flat, or a house that somebody says they live in.

use super::{
    Kind, Span, Token, lexicon,
    tokens::{Gap, Shape},
};

/// Kinds of streets that are nothing else.
const STREETS: [&str; 24] = [
    "street",
    "road",
    "rd",
    "lane",
    "avenue",
    "ave",
    "crescent",
    "cres",
    "terrace",
    "mews",
    "gardens",
    "gdns",
    "loke",
    "boulevard",
    "esplanade",
    "cul-de-sac",
    "st",
    "ln",
    "quay",
    "wharf",
    "bungalows",
    "cottages",
    "causeway",
    "byway",
];
/// Kinds that are everyday words, too.
const MAYBE_STREETS: [&str; 27] = [
    "way", "drive", "dr", "close", "cl", "court", "ct", "place", "pl", "grove", "hill", "row", "square", "walk", "park", "green", "view",
    "rise", "drift", "parade", "end", "house", "cottage", "meadow", "fields", "croft", "common",
];
const HOUSES: [&str; 14] = [
    "cottage",
    "house",
    "farm",
    "farmhouse",
    "barn",
    "lodge",
    "villa",
    "bungalow",
    "manor",
    "hall",
    "cottages",
    "caravan",
    "vicarage",
    "rectory",
];
const FLATS: [&str; 7] = ["flat", "apartment", "apt", "unit", "caravan", "plot", "bedsit"];
/// Behind a number these are measures, not streets: "5 minutes drive", "1 place".
const MEASURES: [&str; 48] = [
    "minute",
    "minutes",
    "min",
    "mins",
    "hour",
    "hours",
    "hrs",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "year",
    "years",
    "mile",
    "miles",
    "metre",
    "metres",
    "km",
    "meters",
    "school",
    "schools",
    "child",
    "children",
    "kids",
    "people",
    "places",
    "place",
    "times",
    "ways",
    "close",
    "more",
    "other",
    "different",
    "steps",
    "and",
    "or",
    "to",
    "of",
    "in",
    "the",
    "is",
    "for",
    "new",
    "term",
    "am",
    "pm",
];
const LIVING: [&str; 16] = [
    "live", "lives", "living", "liv", "address", "adress", "addres", "moved", "moving", "house", "home", "stay", "staying", "im", "post",
    "resident",
];

pub(super) fn find(tokens: &[Token], _text: &str, spans: &mut Vec<Span>) {
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let found = flat(tokens, at).or_else(|| numbered(tokens, at)).or_else(|| lived_in(tokens, at));
        let Some((first, last)) = found else {
            at += 1;
            continue;
        };
        // "…, Mill Lane": the rest of an address behind its first part.
        let more = after_comma(tokens, last + 1);
        let last = if more > last + 1 { street(tokens, more, true).filter(|end| ends(tokens, *end)).unwrap_or(last) } else { last };
        let start = tokens.get(first).map_or(token.start, |t| t.start);
        if let Some(end) = tokens.get(last).map(|t| t.end) {
            spans.push(Span { start, end, kind: Kind::Address });
        }
        at = last + 1;
    }
}

/// "14", "14b", "3/2", "12-14".
fn is_house_number(token: &Token) -> bool {
    let digits = token.low.bytes().take_while(u8::is_ascii_digit).count();
    let rest = token.low.get(digits..).unwrap_or_default();
    token.shape == Shape::Number && (1..=4).contains(&digits) && (rest.is_empty() || (rest.len() == 1 && rest.is_ascii()))
}

/// A street of one to three words from here: where its kind stands. `told` where something else says that an address comes.
fn street(tokens: &[Token], from: usize, told: bool) -> Option<usize> {
    for (count, index) in (from..from + 5).enumerate() {
        let token = tokens.get(index)?;
        if token.gap == Gap::Line && count > 0 {
            return None;
        }
        // "St Peters Road", "The Green", "Queen's Road", "Oak-tree Lane".
        if count > 0 && token.is_sign("-'.") {
            continue;
        }
        if !token.is_word() || (count == 0 && MEASURES.contains(&token.low.as_str()) && !(token.low == "the" && token.title)) {
            return None;
        }
        if count == 0 {
            continue;
        }
        let low = token.low.as_str();
        if STREETS.contains(&low) && !(low == "st" && count == 0) {
            let name = tokens.get(from..index)?;
            // "12 children on the road": a street's name is no sentence.
            if name.iter().any(|t| is_glue(t) && !t.title) && !told {
                return None;
            }
            return Some(with_kind(tokens, index));
        }
        if MAYBE_STREETS.contains(&low) {
            let titled = token.title || token.upper;
            let ends = ends(tokens, index) || from.checked_sub(1).and_then(|i| tokens.get(i)).is_some_and(is_house_number);
            let name = tokens.get(from..index)?;
            let named = name.iter().enumerate().all(|(i, t)| !is_glue(t) && (!MEASURES.contains(&t.low.as_str()) || (i == 0 && t.title)));
            if named
                && (titled || ((told || name.iter().any(|t| !lexicon::is_word(&t.low) || STREET_NAMES.contains(&t.low.as_str()))) && ends))
            {
                return Some(with_kind(tokens, index));
            }
        }
        if is_glue(token) {
            return None;
        }
    }
    None
}

/// Whether an address may end here.
fn ends(tokens: &[Token], at: usize) -> bool {
    tokens.get(at + 1).is_none_or(|next| {
        next.gap == Gap::Line
            || !next.is_word()
            || lexicon::is_postcode_area(&next.low.to_uppercase())
            || AFTER.contains(&next.low.as_str())
    })
}

/// Words that follow a whole address.
const AFTER: [&str; 16] =
    ["can", "and", "in", "is", "but", "please", "how", "what", "near", "my", "by", "today", "i", "we", "wish", "school"];
/// First words of many streets.
const STREET_NAMES: &[&str] = &[
    "mill",
    "station",
    "church",
    "oak",
    "hazel",
    "school",
    "manor",
    "victoria",
    "queens",
    "kings",
    "orchard",
    "elm",
    "ash",
    "beech",
    "willow",
    "west",
    "east",
    "north",
    "south",
    "high",
    "london",
    "norwich",
    "chapel",
    "maple",
    "cherry",
    "meadow",
    "poplar",
    "rectory",
    "windsor",
    "holly",
    "heron",
    "kingfisher",
    "swan",
    "lark",
    "robin",
    "swallow",
    "kestrel",
    "acacia",
    "birch",
    "cedar",
    "chestnut",
    "sycamore",
    "rowan",
    "lime",
    "pine",
    "laurel",
    "bramble",
    "primrose",
    "bluebell",
    "poppy",
    "fern",
    "castle",
    "bridge",
    "river",
    "abbey",
    "priory",
    "vicarage",
    "farm",
    "field",
    "wood",
    "forest",
    "valley",
    "spring",
    "market",
    "old",
    "low",
    "upper",
    "lower",
    "nelson",
    "wellington",
    "albert",
    "george",
    "york",
    "churchill",
    "lavender",
    "heather",
    "rose",
    "ivy",
    "juniper",
    "hawthorn",
    "dale",
    "lakeside",
];

fn is_glue(token: &Token) -> bool {
    const GLUE: [&str; 34] = [
        "of", "past", "near", "goes", "to", "is", "are", "was", "in", "on", "and", "or", "for", "with", "my", "your", "a", "an", "from",
        "at", "i", "we", "he", "she", "they", "it", "who", "that", "has", "have", "can", "by", "not", "out",
    ];
    GLUE.contains(&token.low.as_str())
}

/// "Mill Lane East", "High St.".
fn with_kind(tokens: &[Token], index: usize) -> usize {
    match tokens.get(index + 1) {
        Some(t) if t.gap != Gap::Line && ["north", "south", "east", "west"].contains(&t.low.as_str()) => index + 1,
        _ => index,
    }
}

fn after_comma(tokens: &[Token], mut at: usize) -> usize {
    while tokens.get(at).is_some_and(|t| t.is_sign(",.-/")) {
        at += 1;
    }
    at
}

/// "flat 3", with what follows of the address.
fn flat(tokens: &[Token], at: usize) -> Option<(usize, usize)> {
    let token = tokens.get(at).filter(|t| FLATS.contains(&t.low.as_str()))?;
    let mut number = at + 1;
    if tokens.get(number).is_some_and(|t| t.low == "no" || t.low == "number") {
        number += 1;
    }
    let door = tokens.get(number)?;
    let lettered = door.is_word() && door.low.len() == 1 && (door.upper || door.title) && token.is_word();
    if !is_house_number(door) && !lettered {
        return None;
    }
    let next = after_comma(tokens, number + 1);
    let rest = match tokens.get(next) {
        Some(t) if is_house_number(t) => street(tokens, next + 1, true),
        Some(_) => street(tokens, next, true),
        None => None,
    };
    if rest.is_none() && token.low != "flat" && token.low != "apartment" && token.low != "apt" {
        return None;
    }
    // "Apartment 9 Harbour Court, 12 Quay Street".
    let mut last = rest.unwrap_or(number);
    let more = after_comma(tokens, last + 1);
    if more > last + 1
        && let Some((_, end)) = numbered(tokens, more)
    {
        last = end;
    }
    Some((at, last))
}

/// "12 Mill Lane", "No. 4, The Green".
fn numbered(tokens: &[Token], at: usize) -> Option<(usize, usize)> {
    if !tokens.get(at).is_some_and(is_house_number) {
        return None;
    }
    let unit = [
        "room", "page", "year", "section", "key", "stage", "bus", "route", "level", "step", "band", "ward", "class", "age", "aged",
        "under", "over",
    ];
    if at > 0 && tokens.get(at - 1).is_some_and(|t| unit.contains(&t.low.as_str())) {
        return None;
    }
    let told = told(tokens, at);
    let mut next = at + 1;
    if tokens.get(next).is_some_and(|t| t.is_sign(",")) {
        next += 1;
    }
    let last = street(tokens, next, told)?;
    Some((at, last))
}

/// A word of living close before.
fn told(tokens: &[Token], at: usize) -> bool {
    tokens.get(at.saturating_sub(5)..at).is_some_and(|before| {
        before.iter().rev().take_while(|t| t.shape != Shape::Mask).any(|t| LIVING.contains(&t.low.as_str()) && t.is_word())
    })
}

/// "I live on Mill Lane", "we live at Rose Cottage, Mill Lane".
fn lived_in(tokens: &[Token], at: usize) -> Option<(usize, usize)> {
    let token = tokens.get(at)?;
    if !token.is_word() {
        return None;
    }
    let before = at.checked_sub(1).and_then(|i| tokens.get(i));
    let begins = before.is_none() || token.gap == Gap::Line;
    let preposition = before.is_some_and(|b| ["at", "on", "in", "to", "is"].contains(&b.low.as_str()) || b.is_sign(":,"));
    // Any cottage with a street behind it, or a street or house that somebody lives in.
    let lives = preposition && told(tokens, at);
    if lives && let Some(last) = street(tokens, at, true).filter(|_| !is_glue(token) && !MEASURES.contains(&token.low.as_str())) {
        return Some((at, last));
    }
    let house = (1..=3).find(|n| tokens.get(at + n).is_some_and(|t| HOUSES.contains(&t.low.as_str())))?;
    if house > 1 && !lives && !begins && !token.title {
        return None;
    }
    let named = tokens.get(at..at + house)?.iter().enumerate().all(|(i, t)| t.is_word() && (i == 0 || t.gap != Gap::Line) && !is_glue(t));
    let titled = tokens.get(at..=at + house)?.iter().all(|t| t.title);
    if !named {
        return None;
    }
    let last = at + house;
    let more = after_comma(tokens, last + 1);
    let road = (more > last + 1).then(|| street(tokens, more, false)).flatten();
    match road {
        Some(end)
            if titled || lives || (begins && ends(tokens, end)) || tokens.get(end).is_some_and(|t| STREETS.contains(&t.low.as_str())) =>
        {
            Some((at, end))
        }
        _ if lives && titled => Some((at, last)),
        _ => None,
    }
}
