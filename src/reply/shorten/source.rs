//! A passage as sentences: paragraphs, items with the words that lead into them, rows of tables, and what people were quoted to say.

use super::{
    lexicon::{Form, MODALS, PREPOSITIONS, bare, verb},
    tidy::unmarked,
};
use crate::{
    content::{Block, plain, plain_inline},
    text,
};

/// One thought of the passage, as it stands there or joined to what leads into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Thought {
    /// The words to be made easier.
    pub text: String,
    /// The words as they stand in the passage.
    pub from: String,
    /// What is said before each line that comes of it: "A young person said:".
    pub said_by: Option<&'static str>,
    /// A row of a table, already "Column: value".
    pub row: bool,
    /// The place of its block: neighbours in one block go together.
    pub block: usize,
}

/// The thoughts of a passage, in order.
pub(super) fn thoughts(blocks: &[Block]) -> Vec<Thought> {
    let mut out = Vec::new();
    let mut lead = String::new();
    for (at, block) in blocks.iter().enumerate() {
        match block {
            Block::Heading { .. } => lead.clear(),
            Block::Paragraph { content } => {
                lead.clear();
                for line in plain_inline(content).lines() {
                    paragraph(&mut out, &mut lead, line, at);
                }
            }
            Block::List { items, .. } => {
                for item in items {
                    self::item(&mut out, &lead, item, at);
                }
            }
            Block::Table { head, rows } => {
                let names: Vec<String> = head.iter().map(|c| plain_inline(c)).collect();
                for row in rows {
                    for (column, cell) in row.iter().enumerate() {
                        let name = names.get(column).map_or("", |n| n.trim());
                        let value = plain_inline(cell).replace('\n', " ");
                        labelled(&mut out, name, value.trim(), at);
                    }
                }
            }
        }
    }
    out
}

fn labelled(out: &mut Vec<Thought>, name: &str, value: &str, block: usize) {
    if name.is_empty() || value.is_empty() || name.split_whitespace().count() > 4 || name.contains([':', '(']) {
        return;
    }
    const EMPTY: [&str; 6] = ["to be developed", "tbc", "to be confirmed", "n/a", "none", "to be agreed"];
    let stands = value;
    let value = value.replace("(by ", ", by ");
    let plain = value.trim_end_matches('.').to_lowercase();
    let number = value.trim_matches(|c: char| !c.is_alphanumeric()).chars().all(|c| c.is_ascii_digit());
    if EMPTY.contains(&plain.as_str()) || name.eq_ignore_ascii_case("number") && number {
        return;
    }
    let name = if name.eq_ignore_ascii_case("actions") { "Action" } else { name };
    let label = if name.chars().any(char::is_lowercase) || name.len() < 5 {
        name.to_owned()
    } else {
        let mut small = name.to_lowercase();
        super::tidy::capital(&mut small);
        small
    };
    let value = value.replace(" ,", ",").replace(')', "");
    let value = if label.ends_with("ead") { value } else { lowered(&value) };
    // What is to be done reads better as a sentence, and can be cut where it is long.
    let words: Vec<&str> = value.split_whitespace().collect();
    if label == "Action" && is_order(&words) {
        let from = format!("{name}: {stands}");
        out.push(Thought { from, text: format!("One action is to {}.", value.trim_end_matches('.')), said_by: None, row: false, block });
        return;
    }
    let text = format!("{label}: {value}");
    let from = format!("{name}: {stands}");
    out.push(Thought { from, text, said_by: None, row: true, block });
}

fn paragraph(out: &mut Vec<Thought>, lead: &mut String, line: &str, block: usize) {
    let line = line.trim();
    if let Some((quote, who)) = quoted(line) {
        for sentence in sentences(quote) {
            out.push(Thought { from: sentence.clone(), text: sentence, said_by: Some(who), row: false, block });
        }
        return;
    }
    let fields = fields(line);
    if fields.len() > 1 {
        for (name, value) in fields {
            labelled(out, name, value, block);
        }
        return;
    }
    for sentence in sentences(line) {
        if sentence.ends_with(':') {
            lead.clone_from(&sentence);
        } else {
            lead.clear();
            out.push(Thought { from: sentence.clone(), text: unmarked(&sentence), said_by: None, row: false, block });
        }
    }
}

/// Sentences, with "(by Sept. 2017)" whole.
fn sentences(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for sentence in text::sentences(text) {
        let month = |s: &String| {
            let last = s.split_whitespace().last().unwrap_or_default().trim_start_matches('(');
            ["Jan.", "Feb.", "Mar.", "Apr.", "Jun.", "Jul.", "Aug.", "Sept.", "Sep.", "Oct.", "Nov.", "Dec."].contains(&last)
        };
        match out.last_mut() {
            Some(before) if month(before) => {
                before.push(' ');
                before.push_str(&sentence);
            }
            _ => out.push(sentence),
        }
    }
    out
}

fn item(out: &mut Vec<Thought>, lead: &str, item: &[Block], block: usize) {
    let mut own = String::new();
    for part in item {
        match part {
            Block::Paragraph { content } => own = plain_inline(content).replace('\n', " "),
            Block::List { items, .. } => {
                // Items within an item are led into by it where it ends in a colon, else by what leads into both.
                let inner = unmarked(&own);
                let inner = if inner.ends_with(':') && !is_wish(lead) { inner } else { lead.to_owned() };
                for nested in items {
                    self::item(out, &inner, nested, block);
                }
                own.clear();
            }
            other => own = plain(std::slice::from_ref(other)),
        }
    }
    if own.trim().is_empty() {
        return;
    }
    let own = unmarked(own.trim());
    let fields = fields(&own);
    if fields.len() > 1 {
        for (name, value) in fields {
            labelled(out, name, value, block);
        }
        return;
    }
    let sentences = sentences(&own);
    for (at, sentence) in sentences.iter().enumerate() {
        // What follows the first sentence of an item under "we want that" is wanted as well, and cannot be told alone.
        if at > 0 && !lead.is_empty() {
            break;
        }
        let joined = if lead.is_empty() { Some(sentence.clone()) } else { join(lead, sentence) };
        if let Some(text) = joined {
            out.push(Thought { text, from: format!("{lead} {sentence}").trim().to_owned(), said_by: None, row: false, block });
        }
    }
}

/// Whether what leads into a list says that its items are wished for: so are theirs.
fn is_wish(lead: &str) -> bool {
    let lead = lead.to_lowercase();
    ["want to", "future where", "aim", "vision", "ambition", "objective", "hope", "should", "would", "measure"]
        .iter()
        .any(|w| lead.contains(w))
}

/// A paragraph that is somebody's words, and how to say whose.
fn quoted(line: &str) -> Option<(&str, &'static str)> {
    let inner = line.strip_prefix(['“', '"'])?;
    let close = inner.rfind(['”', '"'])?;
    let (quote, who) = (inner[..close].trim(), inner[close..].trim_matches(|c: char| !c.is_alphanumeric()));
    if who.split_whitespace().count() > 5 || quote.contains(['“', '”', '"']) {
        return None;
    }
    let who = bare(who);
    let said = if who.contains("young person") {
        "A young person said:"
    } else if who.contains("parent") || who.contains("carer") {
        "A parent or carer said:"
    } else if who.contains("child") || who.contains("pupil") {
        "A child said:"
    } else {
        "Someone said:"
    };
    Some((quote, said))
}

/// "Lead: the manager; Milestone: agreed (by July 2017)" as names and values.
fn fields(line: &str) -> Vec<(&str, &str)> {
    let mut out: Vec<(&str, &str)> = Vec::new();
    for piece in line.split("; ").flat_map(pieces) {
        let Some((name, value)) = piece.split_once(": ") else { continue };
        let words = name.split_whitespace().count();
        if words > 3 || !name.chars().next().is_some_and(char::is_uppercase) || name.contains(['“', '(', ',']) {
            continue;
        }
        out.push((name.trim(), unmarkable(value.trim())));
    }
    if line.matches(": ").count() == out.len() && out.len() > 1 { out } else { Vec::new() }
}

/// Cut after full stops, but not after the short form of a month: "by Sept. 2017".
fn pieces(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut from = 0;
    for (at, _) in text.match_indices(". ") {
        if !text[at + 2..].starts_with(|c: char| c.is_ascii_digit()) {
            out.push(&text[from..at]);
            from = at + 2;
        }
    }
    out.push(&text[from..]);
    out
}

fn unmarkable(value: &str) -> &str {
    let head = value.split_whitespace().next().unwrap_or_default();
    let roman = head.ends_with(')') && head.len() <= 5 && head.trim_end_matches(')').chars().all(|c| c.is_ascii_lowercase());
    if roman { value[head.len()..].trim_start() } else { value }
}

/// Whether words begin with a verb that tells what to do, as objectives do: "Improve the website".
fn is_order(words: &[&str]) -> bool {
    let first = words.first().map(|w| bare(w)).unwrap_or_default();
    let second = words.get(1).map(|w| bare(w)).unwrap_or_default();
    verb(&first).is_some_and(|v| v.is(Form::Base) && (!v.noun || super::lexicon::DETERMINERS.contains(&second.as_str())))
}

/// An item joined to what leads into it, as one sentence; none where the two make no sentence.
fn join(lead: &str, item: &str) -> Option<String> {
    let lead = super::tidy::without_brackets(lead.trim_end_matches(':').trim());
    let lead = lead.trim();
    let item = item.trim().trim_end_matches([';', ',', '.']).trim_end_matches(" and").trim_end_matches([';', ',']);
    let words: Vec<&str> = item.split_whitespace().collect();
    let first = bare(words.first()?);
    let form = verb(&first);
    let leads: Vec<&str> = lead.split_whitespace().collect();
    let last = bare(leads.last()?);
    let lower = lowered(item);
    let said = lead.to_lowercase();
    let fits = match last.as_str() {
        "has" | "have" if !said.ends_with("want to have") => form.is_some_and(|v| v.is_participle()),
        "is" | "are" | "been" => form.is_some_and(|v| v.is(Form::Ing)) && !is_clause(&words),
        "to" => form.is_some_and(|v| v.is(Form::Base)),
        "that" | "where" => is_clause(&words),
        "include" | "includes" | "including" | "provide" | "provides" | "offer" | "offers" => form.is_none() && !is_clause(&words),
        w if MODALS.contains(&w) => form.is_some_and(|v| v.is(Form::Base)),
        w if PREPOSITIONS.contains(&w) => form.is_none_or(|v| v.is(Form::Ing) || v.noun && !v.is(Form::Base)) && !is_clause(&words),
        _ => false,
    };
    if last == "have" && said.ends_with("want to have") && form.is_none() && !is_clause(&words) {
        return Some(format!("{lead} {lower}."));
    }
    if fits && !said.ends_with("actions are to") {
        return Some(format!("{} {lower}.", unled(lead)));
    }
    // "The team:", and what it has done.
    let opens = bare(leads[0]);
    if super::clauses::subject(&leads).is_none()
        && ["the", "our", "we"].contains(&opens.as_str())
        && form.is_some_and(|v| v.is(Form::Past))
        && leads.len() <= 10
    {
        return Some(format!("{lead} {lower}."));
    }
    // What is so because of the items says that they are so.
    if last == "because" && is_clause(&words) {
        return Some(format!("{item}."));
    }
    if last == "to" && said.ends_with("actions are to") && form.is_some_and(|v| v.is(Form::Base)) {
        return Some(format!("One action is to {lower}."));
    }
    let end = leads.iter().skip(leads.len().saturating_sub(5)).map(|w| w.to_lowercase()).collect::<Vec<_>>().join(" ");
    // Aims are told as aims: without that, a wish would read as a fact, and an order as something for the reader to do.
    let thing = [
        ("objective", "aim"),
        ("aims", "aim"),
        ("aim", "aim"),
        ("actions", "action"),
        ("action", "action"),
        ("priorit", "priority"),
        ("outcome", "aim"),
        ("principle", "rule"),
        ("vision", "aim"),
        ("ambition", "aim"),
        ("want to have", "aim"),
        ("future where", "aim"),
        ("measure", "measure"),
        ("theme", "theme"),
    ]
    .iter()
    .find(|(in_lead, _)| end.contains(in_lead))?
    .1;
    if said.contains(" not ") || said.contains("n't") {
        return None;
    }
    if ["i", "my"].contains(&first.as_str()) {
        return Some(format!("One {thing} is: “{item}.”"));
    }
    if is_order(&words) {
        return Some(format!("One {thing} is to {lower}."));
    }
    if is_clause(&words) && thing == "priority" && words.len() > 10 {
        return None;
    }
    if is_clause(&words) {
        return Some(format!("One {thing} is that {lower}."));
    }
    // A bare name of a thing.
    (form.is_none() && words.len() <= 10 && thing != "aim" && words.len() > 1).then(|| format!("One {thing} is: {lower}."))
}

/// The lead without what stands before its sentence: "To achieve their future, young people need help with".
fn unled(lead: &str) -> String {
    match lead.split_once(", ") {
        Some((before, after)) if before.to_lowercase().starts_with("to ") && after.split_whitespace().count() > 2 => {
            let mut after = after.to_owned();
            super::tidy::capital(&mut after);
            after
        }
        _ => lead.to_owned(),
    }
}

/// Whether words are a sentence of their own: somebody, and what they do.
pub(super) fn is_clause(words: &[&str]) -> bool {
    super::clauses::subject(words).is_some()
}

/// With a small first letter, unless the word is a name, a short form or "I".
pub(super) fn lowered(text: &str) -> String {
    let first = text.split_whitespace().next().unwrap_or_default();
    let inner = first.trim_matches(|c: char| !c.is_alphanumeric());
    let capitals = inner.chars().filter(|c| c.is_uppercase()).count();
    if capitals != 1 || inner == "I" || inner.starts_with("I'") || inner.starts_with("I’") {
        return text.to_owned();
    }
    // Two capitals in a row are a name, and so may be a word that we do not know.
    let name = text.split_whitespace().nth(1).is_some_and(|w| w.starts_with(char::is_uppercase) && w.len() > 1);
    if name && verb(&bare(first)).is_none_or(|v| v.noun) && !super::lexicon::DETERMINERS.contains(&bare(first).as_str())
        || !super::is_common(&bare(first))
    {
        return text.to_owned();
    }
    let mut out = text.to_owned();
    if let Some((at, c)) = text.char_indices().find(|(_, c)| c.is_uppercase()) {
        let lower: String = c.to_lowercase().collect();
        out.replace_range(at..at + c.len_utf8(), &lower);
    }
    out
}
