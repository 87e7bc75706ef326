//! A long sentence as several short ones. Each way of cutting is narrow: it fires only where both halves are sure to be sentences and to
//! say what the whole said; where no way does, the sentence is left out by whoever asked.

use super::{
    lexicon::{
        AUXILIARIES, DETERMINERS, Form, MODALS, NEGATIONS, PREPOSITIONS, PRONOUNS, RESTRICTIVE, SUBORDINATORS, bare, lemma, present,
        simple_past, verb,
    },
    source::lowered,
    tidy::capital,
};

/// Longer sentences are not taken apart: too much hangs together in them.
const MOST_WORDS: usize = 70;
/// How often what was cut may be cut again.
const DEEPEST: usize = 5;

/// A sentence in short ones, and what was left out of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Parts {
    pub lines: Vec<String>,
    /// Pieces that could not be said and may be missing.
    pub left_out: Vec<String>,
}

/// One half of a cut.
struct Half {
    text: String,
    /// The other halves are true without it.
    spare: bool,
}

fn whole(text: String) -> Half {
    Half { text, spare: false }
}

fn spare(text: String) -> Half {
    Half { text, spare: true }
}

/// The sentence in parts that `fits` takes; none where it cannot be done.
pub(super) fn parts(sentence: &str, fits: &dyn Fn(&str) -> bool) -> Option<Parts> {
    if sentence.split_whitespace().count() > MOST_WORDS {
        return None;
    }
    down(sentence, fits, 0)
}

fn down(sentence: &str, fits: &dyn Fn(&str) -> bool, depth: usize) -> Option<Parts> {
    if sentence.ends_with('?') {
        return (fits(sentence) && is_sentence(sentence)).then(|| Parts { lines: vec![sentence.to_owned()], left_out: Vec::new() });
    }
    let sentence = active(sentence).unwrap_or_else(|| sentence.to_owned());
    if fits(&sentence) && is_sentence(&sentence) {
        return Some(Parts { lines: vec![sentence], left_out: Vec::new() });
    }
    if depth == DEEPEST {
        return None;
    }
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let mut best: Option<Parts> = None;
    for cut in CUTS {
        let Some(halves) = cut(&words) else { continue };
        let mut made = Parts::default();
        let mut sound = true;
        for half in halves {
            match down(&half.text, fits, depth + 1) {
                Some(mut parts) => {
                    made.lines.append(&mut parts.lines);
                    made.left_out.append(&mut parts.left_out);
                }
                None if half.spare && !has(&half.text, RESTRICTIVE) => made.left_out.push(half.text),
                None => {
                    sound = false;
                    break;
                }
            }
        }
        let weight = |p: &Parts| p.left_out.iter().map(|l| l.split_whitespace().count()).sum::<usize>();
        if sound && !made.lines.is_empty() && best.as_ref().is_none_or(|b| weight(&made) < weight(b)) {
            let done = made.left_out.is_empty();
            best = Some(made);
            if done {
                break;
            }
        }
    }
    best
}

type Cut = fn(&[&str]) -> Option<Vec<Half>>;

/// In the order in which they are tried: the surest first.
const CUTS: [Cut; 21] = [
    at_semicolons,
    at_deadline,
    at_colon,
    at_dashes,
    leading,
    at_which,
    at_so_that,
    at_because,
    at_including,
    at_participle,
    at_clauses,
    at_told,
    told_shortly,
    at_verbs,
    at_purpose,
    at_means,
    at_lists,
    at_pairs,
    without_opening,
    without_tail,
    without_place,
];

fn has(text: &str, words: &[&str]) -> bool {
    text.split_whitespace().any(|w| words.contains(&bare(w).as_str()))
}

fn any(words: &[&str], of: &[&str]) -> bool {
    words.iter().any(|w| of.contains(&bare(w).as_str()))
}

fn ends(word: &str, sign: char) -> bool {
    word.ends_with(sign)
}

/// Words as a sentence.
fn sentence(words: &[&str]) -> String {
    finished(&words.join(" "))
}

fn finished(text: &str) -> String {
    let mut text = text.trim().trim_end_matches([',', ';', ':', '-', '–', '—', '.', ' ']).to_owned();
    capital(&mut text);
    text.push('.');
    text
}

fn with(before: &str, words: &[&str]) -> String {
    finished(&format!("{before} {}", words.join(" ")))
}

fn is_adverb(word: &str) -> bool {
    const PLAIN: [&str; 16] = [
        "also",
        "always",
        "never",
        "often",
        "still",
        "then",
        "now",
        "all",
        "both",
        "not",
        "soon",
        "already",
        "just",
        "only",
        "therefore",
        "however",
    ];
    PLAIN.contains(&word) || (word.ends_with("ly") && !["family", "early", "supply", "apply", "reply", "rely", "only"].contains(&word))
}

fn is_plural(word: &str) -> bool {
    let word = bare(word);
    ["people", "children", "staff", "you", "we", "they"].contains(&word.as_str())
        || word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") && !word.ends_with("is")
}

/// Who does what: the place of the finite verb, all before it being the subject. None where it is not sure.
pub(super) fn subject(words: &[&str]) -> Option<usize> {
    let first = bare(words.first()?);
    let second = words.get(1).map(|w| bare(w)).unwrap_or_default();
    // "Please" stands where the subject would.
    if first == "please" {
        return verb(&second).is_some_and(|v| v.is(Form::Base)).then_some(1);
    }
    if [
        "we're", "we've", "we'll", "you're", "you've", "you'll", "they're", "they've", "they'll", "i'm", "i've", "i'll", "it's", "that's",
        "there's",
    ]
    .contains(&first.as_str())
    {
        return Some(0);
    }
    if PRONOUNS.contains(&first.as_str()) {
        let mut at = 1;
        while words.get(at).is_some_and(|w| is_adverb(&bare(w)) && !ends(w, ',')) {
            at += 1;
        }
        let next = bare(words.get(at)?);
        let one = ["he", "she", "it", "this", "there"].contains(&first.as_str());
        let finite = AUXILIARIES.contains(&next.as_str())
            || verb(&next).is_some_and(|v| v.is(Form::Past) || v.is(if one { Form::Third } else { Form::Base }));
        if finite {
            return Some(at);
        }
        // "We", "they": whatever comes next is what they do, even where we do not know the word.
        let closed = DETERMINERS.contains(&next.as_str())
            || PREPOSITIONS.contains(&next.as_str())
            || SUBORDINATORS.contains(&next.as_str())
            || ["and", "or", "but", "so"].contains(&next.as_str());
        if ["we", "they", "i", "it", "he", "she"].contains(&first.as_str())
            && !closed
            && next.chars().all(char::is_alphabetic)
            && !ends(words[0], ',')
        {
            return Some(at);
        }
        // "This strategy will …": the pronoun is a determiner here.
        if !["this", "these", "those"].contains(&first.as_str()) {
            return None;
        }
    }
    let order = verb(&first).is_some_and(|v| v.is(Form::Base) && !v.noun);
    // "Over 900 people" are counted.
    let counted =
        ["over", "around", "about", "nearly", "almost"].contains(&first.as_str()) && second.starts_with(|c: char| c.is_ascii_digit());
    if order
        || !counted && PREPOSITIONS.contains(&first.as_str())
        || SUBORDINATORS.contains(&first.as_str())
        || is_adverb(&first) && first != "all" && first != "both"
    {
        return None;
    }
    let third = verb(&first).is_some_and(|v| (v.is(Form::Third) || v.is(Form::Past)) && !v.noun);
    if third || verb(&first).is_some_and(|v| v.noun) && DETERMINERS.contains(&second.as_str()) {
        return None;
    }
    let mut infinitive = false;
    for at in 1..words.len().min(14) {
        let before = bare(words[at - 1]);
        infinitive |= before == "to" && verb(&bare(words[at])).is_some_and(|v| v.is(Form::Base));
        if ends(words[at - 1], ',') || ends(words[at - 1], ':') {
            // A list of two or three things may be the subject: "Children, young people and families told us".
            let list = words[at..words.len().min(at + 7)].iter().any(|w| bare(w) == "and");
            if !list || ends(words[at - 1], ':') {
                return None;
            }
        }
        let word = bare(words[at]);
        if AUXILIARIES.contains(&word.as_str()) {
            let fits = !["to", "and", "or", "the", "a", "an", "of"].contains(&before.as_str());
            return fits.then_some(at);
        }
        if SUBORDINATORS.contains(&word.as_str()) && word != "as" {
            return None;
        }
        let next = words.get(at + 1).map(|w| bare(w)).unwrap_or_default();
        if is_adverb(&word) && !ends(words[at], ',') {
            continue;
        }
        let Some(found) = verb(&word) else { continue };
        if DETERMINERS.contains(&before.as_str())
            || PREPOSITIONS.contains(&before.as_str())
            || ["to", "and", "or"].contains(&before.as_str())
        {
            continue;
        }
        let object = DETERMINERS.contains(&next.as_str())
            || ["us", "me", "you", "them", "that", "it", "him", "her", "how"].contains(&next.as_str())
            || next.chars().next().is_some_and(|c| c.is_ascii_digit());
        let plural = is_plural(&before);
        let finite = found.is(Form::Third) && !found.noun && !plural
            || found.is(Form::Third) && found.noun && object && !plural
            || found.is(Form::Base)
                && (plural || !found.noun && words[..at].iter().any(|w| is_plural(w)))
                && (!found.noun || object || next == "to")
            || found.is(Form::Past) && (!found.is_participle() || object || next == "to" && word == "agreed");
        if finite && !infinitive {
            return Some(at);
        }
        if found.is(Form::Past) || found.is(Form::Ing) {
            // A participle that goes with the noun before it: the verb still comes.
            continue;
        }
    }
    None
}

/// Where the main clause begins, and its verb: after what stands before the first comma, if need be.
fn main(words: &[&str]) -> Option<(usize, usize)> {
    if let Some(at) = subject(words) {
        return Some((0, at));
    }
    let first = bare(words.first()?);
    if let Some(comma) = words.iter().position(|w| ends(w, ','))
        && let Some(at) = subject(&words[comma + 1..])
    {
        return Some((comma + 1, comma + 1 + at));
    }
    if PREPOSITIONS.contains(&first.as_str()) || is_adverb(&first) {
        for start in 1..words.len().min(9) {
            let word = bare(words[start]);
            let opens = ["we", "you", "they", "i", "he", "she", "it", "there", "the", "our", "your", "an", "a"].contains(&word.as_str());
            let bound = start > 0 && PREPOSITIONS.contains(&bare(words[start - 1]).as_str());
            if opens
                && !bound
                && let Some(at) = subject(&words[start..])
            {
                return Some((start, start + at));
            }
        }
    }
    None
}

/// What readers may be told to do.
const TO_DO: [&str; 35] = [
    "please",
    "telephone",
    "contact",
    "call",
    "ring",
    "phone",
    "email",
    "e-mail",
    "visit",
    "ask",
    "tell",
    "speak",
    "talk",
    "see",
    "go",
    "write",
    "apply",
    "send",
    "bring",
    "find",
    "check",
    "complete",
    "return",
    "keep",
    "reply",
    "sign",
    "fill",
    "do",
    "read",
    "let",
    "quote",
    "attend",
    "come",
    "pay",
    "text",
];

/// Whether these words are a sentence that can be read alone.
pub(super) fn is_sentence(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let Some(first) = words.first().map(|w| bare(w)) else { return false };
    let last = bare(words[words.len() - 1]);
    let cut_off = PREPOSITIONS.contains(&last.as_str())
        && !["in", "on", "up", "out", "off", "over", "about", "for", "with", "to", "through", "within"].contains(&last.as_str())
        || ["the", "an", "and", "or", "our", "their", "your", "of", "such", "which", "who"].contains(&last.as_str())
        || text.ends_with(" a.");
    if cut_off || words.len() < 3 || text.matches(',').count() > 3 {
        return false;
    }
    if text.ends_with('?') {
        return AUXILIARIES.contains(&first.as_str()) || first == "do";
    }
    let label = text.starts_with("One ") && text.contains(" is: ");
    if label {
        return true;
    }
    let rest = if ["but", "so", "then"].contains(&first.as_str()) { &words[1..] } else { &words[..] };
    if TO_DO.contains(&first.as_str()) && words.len() > 1 {
        return true;
    }
    // "In an emergency call 999."
    if PREPOSITIONS.contains(&first.as_str())
        && !text.contains(',')
        && (2..5)
            .any(|at| words.get(at).is_some_and(|w| ["call", "ring", "telephone", "phone", "text", "contact"].contains(&bare(w).as_str())))
    {
        return true;
    }
    let Some((start, _)) = main(rest) else { return false };
    // A clause that opens with a condition needs its main clause, and that must not be cut off.
    !(start > 0 && SUBORDINATORS.contains(&bare(rest[0]).as_str()) && rest.len() - start < 3)
}

fn at_semicolons(words: &[&str]) -> Option<Vec<Half>> {
    let at = words.iter().position(|w| ends(w, ';'))?;
    let (left, right) = (&words[..=at], &words[at + 1..]);
    let halves = (main(left).is_some() && main(right).is_some()).then(|| vec![whole(sentence(left)), whole(sentence(right))]);
    halves.filter(|_| !any(left, &["if", "unless", "either"]))
}

/// "You must do A by 3 May 2025." as "You must do A. You must do this by 3 May 2025."
fn at_deadline(words: &[&str]) -> Option<Vec<Half>> {
    const OPENS: [&str; 5] = ["by", "within", "before", "until", "no"];
    let (start, finite) = main(words)?;
    if start > 1 || start == 1 && !["then", "but", "so"].contains(&bare(words[0]).as_str()) {
        return None;
    }
    let from = finite + 3;
    let at = (from..words.len().saturating_sub(1)).rev().find(|i| {
        OPENS.contains(&bare(words[*i]).as_str()) && (bare(words[*i]) != "no" || words.get(i + 1).is_some_and(|w| bare(w) == "later"))
    })?;
    let (left, tail) = (&words[..at], &words[at..]);
    let timed =
        tail.len() <= 12 && tail.iter().any(|w| w.chars().any(|c| c.is_ascii_digit())) && !any(tail, &["or", "and", "if", "unless"]);
    let said = bare(words[finite]);
    let next = bare(words[finite + 1]);
    if !timed || next == "be" || next == "not" || any(left, &["if", "unless", "that", "which", "who", "and", "or"]) {
        return None;
    }
    let who = words[start..finite].join(" ");
    let does = match said.as_str() {
        "must" | "can" | "should" | "may" | "will" => format!("{who} {said} do this"),
        "has" | "have" | "need" | "needs" if next == "to" => format!("{who} {said} to do this"),
        _ if bare(words[start]) == "please" => "Please do this".to_owned(),
        _ => return None,
    };
    main(left)?;
    Some(vec![whole(sentence(left)), whole(with(&does, tail))])
}

fn at_colon(words: &[&str]) -> Option<Vec<Half>> {
    let at = words.iter().position(|w| ends(w, ':'))?;
    let (left, right) = (&words[..=at], &words[at + 1..]);
    if right.is_empty() || main(left).is_none() {
        return None;
    }
    let last = bare(left[at]);
    if PREPOSITIONS.contains(&last.as_str()) || AUXILIARIES.contains(&last.as_str()) || last.starts_with("includ") || last == "that" {
        return None;
    }
    if main(right).is_some() {
        return Some(vec![whole(sentence(left)), whole(sentence(right))]);
    }
    let list = right.iter().any(|w| ends(w, ',')) || right.iter().any(|w| bare(w) == "and");
    (list && is_plural(&last)).then(|| vec![whole(sentence(left)), spare(with("They are", right))])
}

fn at_dashes(words: &[&str]) -> Option<Vec<Half>> {
    let dash = |w: &&str| matches!(*w, "–" | "-" | "—");
    let at = words.iter().position(dash)?;
    let (left, right) = (&words[..at], &words[at + 1..]);
    if let Some(close) = right.iter().position(dash) {
        let joined: Vec<&str> = left.iter().chain(&right[close + 1..]).copied().collect();
        return Some(vec![whole(sentence(&joined)), spare(sentence(&right[..close]))]);
    }
    // "Equality – we will …": a heading before its sentence.
    if left.len() <= 2 && main(right).is_some() {
        return Some(vec![whole(sentence(right))]);
    }
    (main(left).is_some() && main(right).is_some()).then(|| vec![whole(sentence(left)), whole(sentence(right))])
}

/// "Although A, B"; "In order to A, B"; "Because A, B".
fn leading(words: &[&str]) -> Option<Vec<Half>> {
    let first = bare(words.first()?);
    let second = words.get(1).map(|w| bare(w)).unwrap_or_default();
    let comma = words.iter().position(|w| ends(w, ','))?;
    let (before, after) = (&words[..=comma], &words[comma + 1..]);
    subject(after)?;
    match first.as_str() {
        "although" | "though" => {
            subject(&before[1..])?;
            Some(vec![whole(sentence(&before[1..])), whole(with("But", &[&lowered(&after.join(" "))]))])
        }
        "because" => {
            subject(&before[1..])?;
            Some(vec![whole(sentence(after)), spare(with("This is because", &before[1..]))])
        }
        "in" if second == "order" && before.len() > 4 => Some(vec![whole(sentence(after)), spare(with("This is", &before[2..]))]),
        // "To do this, you must …" goes on from the sentence before.
        "to" if before.len() == 3 && second == "do" => Some(vec![whole(sentence(after))]),
        "to" if verb(&second).is_some_and(|v| v.is(Form::Base)) => {
            Some(vec![whole(sentence(after)), spare(with("This is to", &before[1..]))])
        }
        // "If you disagree, you can appeal": the condition as a question, and what follows from it right after.
        "if" => {
            let asked = question(&before[1..])?;
            Some(vec![whole(asked), whole(with("Then", &[&lowered(&after.join(" "))]))])
        }
        "as" if second == "part" => Some(vec![whole(sentence(after)), spare(with("This is", &before[1..]))]),
        _ => None,
    }
}

/// "you disagree" as "Do you disagree?", "your child is ill" as "Is your child ill?".
fn question(words: &[&str]) -> Option<String> {
    let finite = subject(words)?;
    let said = bare(words[finite]);
    let (who, rest) = (words[..finite].join(" "), words[finite + 1..].join(" "));
    let who = lowered(&who);
    let asked = if ["is", "are", "was", "were", "can", "will", "should", "cannot"].contains(&said.as_str()) {
        format!("{said} {who} {rest}")
    } else if ["you", "we", "they", "i"].contains(&bare(words[0]).as_str()) && finite == 1 && !AUXILIARIES.contains(&said.as_str())
        || said == "have" && finite == 1
    {
        format!("do {who} {said} {rest}")
    } else if said == "do" && words.get(finite + 1).is_some_and(|w| bare(w) == "not") && finite == 1 {
        format!("do {who} {rest}")
    } else {
        return None;
    };
    // "Have you got" is asked otherwise than "have a question".
    if said == "have" && words.get(finite + 1).is_some_and(|w| verb(&bare(w)).is_some_and(|v| v.is_participle() && !v.is(Form::Base))) {
        return None;
    }
    let mut asked = asked.trim().trim_end_matches([',', '.', ' ']).to_owned();
    capital(&mut asked);
    asked.push('?');
    Some(asked)
}

fn at_which(words: &[&str]) -> Option<Vec<Half>> {
    let at = (1..words.len()).find(|at| ends(words[at - 1], ',') && ["which", "who"].contains(&bare(words[*at]).as_str()))?;
    let (left, right) = (&words[..at], &words[at + 1..]);
    main(left)?;
    let mut from = 0;
    while right.get(from).is_some_and(|w| is_adverb(&bare(w))) {
        from += 1;
    }
    let next = bare(right.get(from)?);
    let found = verb(&next);
    if !AUXILIARIES.contains(&next.as_str()) && found.is_none() {
        return None;
    }
    // A clause in the middle of a sentence: what comes after it belongs to the left.
    if right.iter().take(right.len().saturating_sub(1)).any(|w| ends(w, ',')) {
        return None;
    }
    let several = match next.as_str() {
        "are" | "were" | "have" | "do" => true,
        "is" | "was" | "has" | "does" => false,
        _ => found.is_some_and(|v| v.is(Form::Base) && !v.is(Form::Past)) || is_plural(words[at - 1]),
    };
    let who = bare(words[at]) == "who";
    let opening = match (who, several) {
        (true, true) => "They",
        (true, false) => return None,
        (false, true) => "These",
        (false, false) => "This",
    };
    Some(vec![whole(sentence(left)), spare(with(opening, right))])
}

fn at_so_that(words: &[&str]) -> Option<Vec<Half>> {
    let at = (1..words.len().saturating_sub(2))
        .find(|at| bare(words[*at]) == "so" && bare(words[at + 1]) == "that" && !ends(words[at + 1], ','))?;
    let (left, right) = (&words[..at], &words[at + 2..]);
    main(left)?;
    subject(right)?;
    // Cut once: "This is so that" is our own.
    (left.len() > 2).then(|| vec![whole(sentence(left)), spare(with("This is so that", right))])
}

fn at_because(words: &[&str]) -> Option<Vec<Half>> {
    let at = (1..words.len()).find(|at| bare(words[*at]) == "because")?;
    let (left, right) = (&words[..at], &words[at + 1..]);
    main(left)?;
    subject(right)?;
    // "Not because": which of the two is denied cannot be told.
    if any(left, NEGATIONS) || any(left, &["if", "when"]) {
        return None;
    }
    (left.len() > 2).then(|| vec![whole(sentence(left)), spare(with("This is because", right))])
}

fn at_including(words: &[&str]) -> Option<Vec<Half>> {
    let at = (1..words.len()).find(|at| {
        let word = bare(words[*at]);
        word == "including" || word == "such" && words.get(at + 1).is_some_and(|w| bare(w) == "as")
    })?;
    let such = bare(words[at]) == "such";
    let (left, right) = (&words[..at], &words[at + 1 + usize::from(such)..]);
    let (_, finite) = main(left)?;
    // After the verb only: "Services including health are …" is one thought.
    if right.is_empty()
        || at < finite + 2
        || main(right).is_some_and(|(_, v)| v < right.len()) && right.iter().any(|w| AUXILIARIES.contains(&bare(w).as_str()))
    {
        return None;
    }
    let opening = if such { "Examples are" } else { "This includes" };
    if such && !right.iter().any(|w| ["and", "or"].contains(&bare(w).as_str())) {
        return Some(vec![whole(sentence(left)), spare(with("One example is", right))]);
    }
    Some(vec![whole(sentence(left)), spare(with(opening, right))])
}

/// ", making sure …" as "This makes sure …", where the main clause states a fact or what will be.
fn at_participle(words: &[&str]) -> Option<Vec<Half>> {
    const TELLING: [&str; 12] = [
        "making",
        "helping",
        "ensuring",
        "enabling",
        "allowing",
        "giving",
        "providing",
        "leading",
        "resulting",
        "improving",
        "supporting",
        "meaning",
    ];
    let at = (1..words.len()).find(|at| ends(words[at - 1], ',') && TELLING.contains(&bare(words[*at]).as_str()))?;
    let (left, right) = (&words[..at], &words[at..]);
    let (start, finite) = main(left)?;
    if start > 0 || right.len() < 3 {
        return None;
    }
    let base = verb(&bare(right[0]))?.base;
    let said = bare(words[finite]);
    let opening = match said.as_str() {
        "will" | "we'll" => format!("This will {base}"),
        _ if MODALS.contains(&said.as_str()) || ["want", "aim", "hope", "plan"].contains(&lemma(&said).as_str()) => {
            return Some(vec![whole(sentence(left)), spare(String::new())]);
        }
        _ => format!("This {}", present(base, false)),
    };
    Some(vec![whole(sentence(left)), spare(with(&opening, &right[1..]))])
}

/// Two clauses joined by "and", "but" or "so".
fn at_clauses(words: &[&str]) -> Option<Vec<Half>> {
    for at in 2..words.len().saturating_sub(2) {
        let join = bare(words[at]);
        if !["and", "but", "so"].contains(&join.as_str()) {
            continue;
        }
        let (left, right) = (&words[..at], &words[at + 1..]);
        let after_comma = ends(words[at - 1], ',');
        let opener = bare(right[0]);
        let certain = ["we", "they", "you", "i", "it", "there", "he", "she", "this", "these"].contains(&opener.as_str());
        let Some(finite) = subject(right) else { continue };
        let lone = main(left).is_some_and(|(start, _)| start == 0 || !SUBORDINATORS.contains(&bare(left[0]).as_str()));
        if !lone || any(left, &["if", "unless", "whether", "when", "where", "until", "either"]) {
            continue;
        }
        // Without a comma only where a pronoun or an auxiliary shows that a clause begins.
        let named = DETERMINERS.contains(&opener.as_str());
        let lone_comma = after_comma && left.iter().filter(|w| ends(w, ',')).count() == 1 && finite <= 3 && verb(&opener).is_none();
        let shown = certain
            || lone_comma && AUXILIARIES.contains(&bare(right[finite]).as_str())
            || named && (after_comma || AUXILIARIES.contains(&bare(right[finite]).as_str()) && finite <= 4);
        // "told us that A and B": both may be what was told.
        let told = any(left, &["that", "who", "which"]) && !after_comma || any(left, &["how", "what", "why"]);
        if !shown || told || join == "so" && opener == "that" {
            continue;
        }
        let second = match join.as_str() {
            "and" => sentence(right),
            "but" => with("But", right),
            _ => with("So", right),
        };
        return Some(vec![whole(sentence(left)), whole(second)]);
    }
    None
}

/// Where in a sentence it says that something was told: the place after "that".
fn told(words: &[&str]) -> Option<usize> {
    const TOLD: [&str; 14] =
        ["told", "say", "said", "report", "reported", "feel", "felt", "found", "find", "know", "think", "tell", "shared", "agree"];
    let that = words.iter().take(9).position(|w| bare(w) == "that")?;
    let before = words[..that].iter().rev().take(2).any(|w| TOLD.contains(&bare(w).as_str()));
    (before && subject(&words[..that]).is_some()).then_some(that + 1)
}

/// "Families told us that A and B": both were told.
fn at_told(words: &[&str]) -> Option<Vec<Half>> {
    let from = told(words)?;
    subject(&words[from..])?;
    for at in (from + 3)..words.len().saturating_sub(3) {
        let opener = bare(words[at + 1]);
        let opens = DETERMINERS.contains(&opener.as_str()) || ["they", "we", "it", "there", "you", "that"].contains(&opener.as_str());
        if bare(words[at]) != "and" || !opens || any(&words[from..at], SUBORDINATORS) || any(&words[from..at], &["between", "both"]) {
            continue;
        }
        let right = if opener == "that" { &words[at + 2..] } else { &words[at + 1..] };
        if subject(right).is_none_or(|v| v > 4) {
            continue;
        }
        let prefix = words[..from].join(" ");
        return Some(vec![whole(sentence(&words[..at])), whole(finished(&format!("{prefix} {}", right.join(" "))))]);
    }
    None
}

/// "Families have told us that" as "Families say that".
fn told_shortly(words: &[&str]) -> Option<Vec<Half>> {
    let from = told(words)?;
    let before: Vec<String> = words[..from].iter().map(|w| bare(w)).collect();
    let tail = |n: usize| before.len().checked_sub(n).and_then(|at| before.get(at..)).map(|t| t.join(" "));
    let (cut, said) = if tail(4).as_deref() == Some("have told us that") {
        (4, "say that")
    } else if tail(3).as_deref() == Some("told us that") && tail(4).as_deref() != Some("has told us that") {
        (3, "said that")
    } else {
        return None;
    };
    let who = words[..from - cut].join(" ");
    Some(vec![whole(finished(&format!("{who} {said} {}", words[from..].join(" "))))])
}

/// Two things that one does: "We read every comment and found the main points."
fn at_verbs(words: &[&str]) -> Option<Vec<Half>> {
    let (start, finite) = main(words)?;
    if start > 0 && SUBORDINATORS.contains(&bare(words[0]).as_str()) {
        return None;
    }
    for at in (finite + 2)..words.len().saturating_sub(2) {
        if bare(words[at]) != "and"
            || any(
                &words[finite..at],
                &[
                    "that", "who", "which", "where", "when", "if", "unless", "how", "what", "because", "so", "either", "between", "not",
                    "neither",
                ],
            )
        {
            continue;
        }
        let mut from = at + 1;
        while words.get(from).is_some_and(|w| is_adverb(&bare(w)) && bare(w) != "not") {
            from += 1;
        }
        let Some(word) = words.get(from).map(|w| bare(w)) else { continue };
        let next = words.get(from + 1).map(|w| bare(w)).unwrap_or_default();
        let last = bare(words[at - 1]);
        let open = PREPOSITIONS.contains(&last.as_str()) || DETERMINERS.contains(&last.as_str()) || AUXILIARIES.contains(&last.as_str());
        if open {
            continue;
        }
        let who = words[start..finite].join(" ");
        let lead = words[..start].join(" ");
        let lead = if lead.is_empty() { String::new() } else { format!("{lead} ") };
        if AUXILIARIES.contains(&word.as_str()) && !["do", "have"].contains(&word.as_str()) {
            return Some(vec![whole(sentence(&words[..at])), whole(with(&who, &words[at + 1..]))]);
        }
        let Some(found) = verb(&word) else { continue };
        let object = DETERMINERS.contains(&next.as_str()) || ["us", "you", "them", "it", "him", "me", "one", "1"].contains(&next.as_str());
        if found.noun && !object {
            continue;
        }
        // The nearest verb of the same form is the one that this is joined to; what stands before that verb is said again.
        let near = (finite..at).rev().find_map(|i| {
            let w = bare(words[i]);
            let v = verb(&w)?;
            let before = words.get(i.wrapping_sub(1)).map(|b| bare(b)).unwrap_or_default();
            let after = words.get(i + 1).map(|b| bare(b)).unwrap_or_default();
            let base = found.is(Form::Base)
                && v.is(Form::Base)
                && (before == "to" || MODALS.contains(&before.as_str()) || is_adverb(&before) || i == finite);
            let third = found.is(Form::Third) && v.is(Form::Third) && i == finite;
            let past = found.is(Form::Past)
                && v.is(Form::Past)
                && (i == finite
                    || ["has", "have", "had", "was", "were", "been", "be", "is", "are"].contains(&before.as_str())
                    || is_adverb(&before));
            let ing = found.is(Form::Ing)
                && v.is(Form::Ing)
                && ["is", "are", "was", "were", "been", "be", "we're", "they're", "by"].contains(&before.as_str());
            let noun = v.noun && i != finite && before != "to" && !MODALS.contains(&before.as_str());
            (!noun && !after.is_empty() && (base || third || past || ing)).then_some(i)
        });
        let Some(near) = near else { continue };
        // There must be something that the first verb is about, or the two share what comes after.
        if at - near < 2 {
            continue;
        }
        let again = words[start..near].join(" ");
        let again = if again.is_empty() { who } else { again };
        return Some(vec![whole(sentence(&words[..at])), whole(finished(&format!("{lead}{again} {}", words[at + 1..].join(" "))))]);
    }
    None
}

/// "… to make sure that …" as "This is to make sure that …".
fn at_purpose(words: &[&str]) -> Option<Vec<Half>> {
    const GOES_ON: [&str; 40] = [
        "able",
        "need",
        "needs",
        "needed",
        "want",
        "wants",
        "wanted",
        "aim",
        "aims",
        "plan",
        "plans",
        "going",
        "have",
        "has",
        "had",
        "used",
        "ought",
        "like",
        "continue",
        "opportunity",
        "opportunities",
        "right",
        "way",
        "ways",
        "how",
        "where",
        "what",
        "time",
        "ability",
        "work",
        "easy",
        "hard",
        "agreed",
        "expected",
        "required",
        "duty",
        "responsibility",
        "is",
        "are",
        "chance",
    ];
    let (_, finite) = main(words)?;
    for at in (finite + 3)..words.len().saturating_sub(2) {
        let (word, next) = (bare(words[at]), bare(words[at + 1]));
        let third = words.get(at + 2).map(|w| bare(w)).unwrap_or_default();
        let order = word == "in" && next == "order" && (third == "to" || third == "for");
        let sure = word == "to"
            && (next == "ensure"
                || next == "make" && third == "sure"
                || next == "help" && third != "to"
                || next == "improve"
                || next == "enable");
        let before = bare(words[at - 1]);
        let bound = GOES_ON.contains(&before.as_str())
            || verb(&before).is_some()
            || PREPOSITIONS.contains(&before.as_str())
            || ["and", "or"].contains(&before.as_str());
        if !order && (!sure || bound || any(&words[..at], &["if", "unless", "that", "which", "who"])) {
            continue;
        }
        let right = if order { &words[at + 2..] } else { &words[at..] };
        main(&words[..at])?;
        return Some(vec![whole(sentence(&words[..at])), spare(with("This is", right))]);
    }
    None
}

/// "We will do A by doing B": the means as a sentence of its own.
fn at_means(words: &[&str]) -> Option<Vec<Half>> {
    let (start, finite) = main(words)?;
    let said = bare(words[finite]);
    for at in (finite + 4)..words.len().saturating_sub(2) {
        let by = bare(words[at]) == "by" && verb(&bare(words[at + 1])).is_some_and(|v| v.is(Form::Ing));
        if !by
            || any(&words[..at], &["if", "unless", "that", "which", "who", "when"])
            || ["is", "are", "was", "were"].contains(&said.as_str())
        {
            continue;
        }
        let who = words[start..finite].join(" ");
        let does = match said.as_str() {
            "will" | "can" | "must" | "should" | "may" | "could" | "would" => format!("{said} do"),
            "have" => "have done".to_owned(),
            "has" => "has done".to_owned(),
            _ if verb(&said).is_some_and(|v| v.is(Form::Past)) => "did".to_owned(),
            _ if verb(&said).is_some_and(|v| v.is(Form::Third)) => "does".to_owned(),
            _ if verb(&said).is_some_and(|v| v.is(Form::Base)) => "do".to_owned(),
            _ => return None,
        };
        return Some(vec![whole(sentence(&words[..at])), spare(with(&format!("{who} {does} this"), &words[at..]))]);
    }
    None
}

/// The same sentence for a few things at a time: "We met A, B and C, D and E."
fn at_lists(words: &[&str]) -> Option<Vec<Half>> {
    let (_, finite) = main(words)?;
    let commas: Vec<usize> = (finite + 1..words.len().saturating_sub(1)).filter(|i| ends(words[*i], ',')).collect();
    let first_comma = *commas.first()?;
    let and = (first_comma + 1..words.len().saturating_sub(1)).find(|i| bare(words[*i]) == "and")?;
    // Where the first thing begins: after the last verb or preposition before the first comma.
    let opens = (finite..first_comma).rev().find(|i| {
        let w = bare(words[*i]);
        PREPOSITIONS.contains(&w.as_str()) && w != "of"
            || AUXILIARIES.contains(&w.as_str())
            || verb(&w).is_some_and(|v| !v.noun && !v.is(Form::Ing))
            || *i == finite
            || w.starts_with("includ")
    })?;
    let name = words[and - 1].starts_with(char::is_uppercase) && words[and + 1].starts_with(char::is_uppercase);
    if name
        || any(&words[..=opens], SUBORDINATORS)
        || any(&words[..=opens], NEGATIONS)
        || any(words, &["if", "unless", "either", "between", "or"])
        || any(&words[opens..], SUBORDINATORS)
    {
        return None;
    }
    let prefix = words[..=opens].join(" ");
    let mut things: Vec<Vec<&str>> = Vec::new();
    let mut from = opens + 1;
    for comma in commas.iter().filter(|c| **c < and) {
        things.push(words[from..=*comma].to_vec());
        from = comma + 1;
    }
    if and > from {
        things.push(words[from..and].to_vec());
    }
    things.push(words[and + 1..].to_vec());
    let form = |thing: &[&str]| thing.first().map(|w| bare(w)).and_then(|w| verb(&w)).filter(|v| !v.noun);
    let kind = form(&things[0]);
    let alike = things.iter().all(|t| {
        let clause =
            t.iter().any(|w| AUXILIARIES.contains(&bare(w).as_str()) || verb(&bare(w)).is_some_and(|v| v.is(Form::Third) && !v.noun))
                || is_adverb(&bare(t[0]));
        let own = form(t);
        !t.is_empty()
            && t.len() <= 9
            && !clause
            && own.is_some() == kind.is_some()
            && own.zip(kind).is_none_or(|(a, b)| a.is(Form::Ing) == b.is(Form::Ing) && a.is(Form::Base) == b.is(Form::Base))
            && !PREPOSITIONS.contains(&bare(t[0]).as_str())
    });
    if things.len() < 3 || !alike {
        return None;
    }
    let trimmed: Vec<String> = things.iter().map(|t| t.join(" ").trim_end_matches([',', '.', ';', ' ']).to_owned()).collect();
    let single = if prefix == "Examples are" { "Another example is" } else { prefix.as_str() };
    let mut out = Vec::new();
    let room = 15_usize.saturating_sub(prefix.split_whitespace().count());
    let mut group: Vec<&str> = Vec::new();
    let size = |g: &[&str]| g.iter().map(|t| t.split_whitespace().count()).sum::<usize>() + 1;
    for thing in &trimmed {
        let mut longer = group.clone();
        longer.push(thing);
        if !group.is_empty() && (size(&longer) > room || longer.len() > 2) {
            let before = if group.len() == 1 { single } else { &prefix };
            out.push(whole(finished(&format!("{before} {}", group.join(" and ")))));
            longer = vec![thing];
        }
        group = longer;
    }
    let before = if group.len() == 1 { single } else { &prefix };
    out.push(whole(finished(&format!("{before} {}", group.join(" and ")))));
    (out.len() > 1).then_some(out)
}

/// The same for two things, each with a word before it that shows where it begins.
fn at_pairs(words: &[&str]) -> Option<Vec<Half>> {
    let (_, finite) = main(words)?;
    if any(words, &["if", "unless", "either", "between", "both", "or"]) {
        return None;
    }
    for at in (finite + 3)..words.len().saturating_sub(2) {
        if bare(words[at]) != "and" || any(&words[..at], NEGATIONS) || ends(words[at - 1], ',') {
            continue;
        }
        let opener = bare(words[at + 1]);
        // "… the needs of children and the views of parents": the same kind of word opens both.
        if !DETERMINERS.contains(&opener.as_str()) && !PREPOSITIONS.contains(&opener.as_str()) && opener != "to" && opener != "that" {
            continue;
        }
        // The nearest word of its kind, and nothing between the two that the second may hang on instead.
        let kind = |w: &str| w == opener || DETERMINERS.contains(&opener.as_str()) && DETERMINERS.contains(&w);
        let ties = |w: &str| PREPOSITIONS.contains(&w) && w != "of" || verb(w).is_some_and(|v| !v.noun);
        let nearest = (finite + 1..at).rev().find(|i| {
            let w = bare(words[*i]);
            kind(&w) || DETERMINERS.contains(&opener.as_str()) && ties(&w)
        });
        let Some(first) = nearest.map(|i| if kind(&bare(words[i])) { i } else { i + 1 }).filter(|i| *i < at) else { continue };
        let clauses = opener == "that";
        if words[first..at].iter().any(|w| ends(w, ',')) {
            continue;
        }
        if clauses && (subject(&words[first + 1..at]).is_none() || subject(&words[at + 2..]).is_none()) {
            continue;
        }
        if !clauses && any(&words[first..], SUBORDINATORS) && opener != "to" || !clauses && any(&words[at..], AUXILIARIES) {
            continue;
        }
        let prefix = words[..first].join(" ");
        return Some(vec![whole(sentence(&words[..at])), whole(finished(&format!("{prefix} {}", words[at + 1..].join(" "))))]);
    }
    None
}

/// Facts that may not go with a piece that is left out, and words in whose company less is not true any more.
fn is_telling(words: &[&str]) -> bool {
    const WEIGHING: [&str; 22] = [
        "all",
        "every",
        "each",
        "any",
        "only",
        "more",
        "less",
        "fewer",
        "than",
        "most",
        "least",
        "best",
        "same",
        "different",
        "first",
        "last",
        "own",
        "instead",
        "rather",
        "too",
        "enough",
        "as",
    ];
    any(words, NEGATIONS)
        || any(words, RESTRICTIVE)
        || any(words, super::lexicon::LAW)
        || any(words, &WEIGHING)
        || words.iter().any(|w| w.chars().any(|c| c.is_ascii_digit()))
}

fn is_named(words: &[&str]) -> bool {
    words.iter().any(|w| w.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_uppercase))
}

/// "Following the inspection, we …" without what only says how it came about.
fn without_opening(words: &[&str]) -> Option<Vec<Half>> {
    const HOW: [&str; 16] = [
        "through this",
        "as a result",
        "following",
        "alongside",
        "in addition to",
        "building on",
        "working with",
        "together with",
        "as well as",
        "in line with",
        "in partnership",
        "with this",
        "in response",
        "based on",
        "to achieve",
        "in this way",
    ];
    let comma = words.iter().position(|w| ends(w, ','))?;
    let (before, after) = (&words[..comma], &words[comma + 1..]);
    let said = words[..=comma].join(" ").to_lowercase();
    let fits = HOW.iter().any(|h| said.starts_with(h))
        && subject(after).is_some()
        && !is_telling(&words[1..=comma])
        && !is_named(&before[1.min(before.len())..]);
    fits.then(|| vec![whole(sentence(after)), spare(sentence(&words[..=comma]))])
}

/// A last part between a comma and the end that only tells more: ", sponsored by …", ", particularly …".
fn without_tail(words: &[&str]) -> Option<Vec<Half>> {
    let comma = (0..words.len().saturating_sub(2)).rev().find(|i| ends(words[*i], ','))?;
    let (left, tail) = (&words[..=comma], &words[comma + 1..]);
    let opens = bare(tail[0]);
    let more = [
        "particularly",
        "especially",
        "helping",
        "using",
        "drawing",
        "building",
        "working",
        "alongside",
        "together",
        "with",
        "based",
        "through",
    ]
    .contains(&opens.as_str())
        || verb(&opens).is_some_and(|v| v.is_participle() && !v.is(Form::Base));
    let (start, _) = main(left)?;
    let list = any(tail, &["and", "or"]) && left.iter().filter(|w| ends(w, ',')).count() > 1;
    (start == 0 && more && !list && !is_telling(tail) && !is_named(tail)).then(|| vec![whole(sentence(left)), spare(sentence(tail))])
}

/// Without a last "in …", "across …", "by doing …": what is then said is less, and as true.
fn without_place(words: &[&str]) -> Option<Vec<Half>> {
    const TAILS: [&str; 9] = ["in", "across", "through", "throughout", "during", "via", "alongside", "by", "at"];
    const BOUND: [&str; 26] = [
        "interest",
        "increase",
        "increases",
        "change",
        "changes",
        "place",
        "part",
        "role",
        "difference",
        "differences",
        "improvement",
        "improvements",
        "confidence",
        "reduction",
        "rise",
        "success",
        "involved",
        "look",
        "good",
        "better",
        "people",
        "children",
        "those",
        "work",
        "available",
        "get",
    ];
    let (start, finite) = main(words)?;
    if start > 0 || any(words, NEGATIONS) || any(words, &["if", "unless", "only", "all", "every", "each", "than", "must", "should", "may"])
    {
        return None;
    }
    for at in ((finite + 3)..words.len().saturating_sub(1)).rev() {
        let word = bare(words[at]);
        let before = bare(words[at - 1]);
        if !TAILS.contains(&word.as_str()) || word == "by" && verb(&bare(words[at + 1])).is_none_or(|v| !v.is(Form::Ing)) {
            continue;
        }
        let bound = BOUND.contains(&before.as_str())
            || PREPOSITIONS.contains(&before.as_str())
            || DETERMINERS.contains(&before.as_str())
            || verb(&before).is_some_and(|v| !v.noun)
            || is_adverb(&before)
            || ["and", "or", "to", "that", "who", "which", "is", "are", "how", "what"].contains(&before.as_str());
        // The kept words end in a thing that is not "the one in …".
        let tail = &words[at..];
        if bound || any(tail, SUBORDINATORS) || any(tail, AUXILIARIES) || is_telling(tail) || is_named(tail) || ends(words[at - 1], ',') {
            continue;
        }
        let definite = words[finite..at].iter().rev().take(3).any(|w| ["the", "those", "these"].contains(&bare(w).as_str()));
        if definite {
            continue;
        }
        return Some(vec![whole(sentence(&words[..at])), spare(sentence(tail))]);
    }
    None
}

/// Those who are known to do things: only with them is a passive turned round.
const ACTORS: [&str; 20] = [
    "council",
    "school",
    "authority",
    "tribunal",
    "team",
    "ofsted",
    "government",
    "governors",
    "schools",
    "parents",
    "families",
    "headteacher",
    "senco",
    "officer",
    "panel",
    "doctor",
    "teacher",
    "cabinet",
    "department",
    "people",
];

/// "The plan is reviewed by the council." as "The council reviews the plan."
fn active(text: &str) -> Option<String> {
    let words: Vec<&str> = text.trim_end_matches('.').split_whitespace().collect();
    let finite = subject(&words)?;
    let by = words.iter().position(|w| *w == "by")?;
    // Subject, "is" or "must be", participle, "by", actor: nothing else.
    let chain = words.get(finite..by)?;
    let (said, participle) = match chain {
        [be, done] => (bare(be), bare(done)),
        [modal, "be", done] => (format!("{} be", bare(modal)), bare(done)),
        _ => return None,
    };
    let found = verb(&participle).filter(|v| v.is_participle())?;
    let actor = &words[by + 1..];
    let last = bare(actor.last()?);
    let opens = bare(actor.first()?);
    let simple = (2..=4).contains(&actor.len())
        && ["the", "your", "our", "a", "an", "their"].contains(&opens.as_str())
        && ACTORS.contains(&last.as_str());
    let subject_words = &words[..finite];
    let pronoun = PRONOUNS.contains(&bare(subject_words.first()?).as_str()) && subject_words.len() == 1;
    if !simple || pronoun || subject_words.len() > 6 || any(&words, NEGATIONS) || words.iter().any(|w| w.contains(',')) {
        return None;
    }
    let several = is_plural(&last);
    let does = match said.as_str() {
        "is" | "are" => present(found.base, several),
        "was" | "were" => simple_past(found.base),
        modal if modal.ends_with(" be") && MODALS.contains(&&modal[..modal.len() - 3]) => {
            format!("{} {}", &modal[..modal.len() - 3], found.base)
        }
        _ => return None,
    };
    Some(finished(&format!("{} {does} {}", actor.join(" "), lowered(&subject_words.join(" ")))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(text: &str) -> Vec<String> {
        let fits = |s: &str| s.split_whitespace().count() <= 15;
        parts(text, &fits).map(|p| p.lines).unwrap_or_default()
    }

    #[test]
    fn sentences_are_cut_where_both_halves_stand() {
        for (from, to) in [
            (
                "We read every comment and identified the key messages which were shared in our survey reports last year.",
                &["We read every comment.", "We identified the key messages which were shared in our survey reports last year."][..],
            ),
            (
                "The council must write to you within 6 weeks, and you can appeal if you do not agree with it.",
                &["The council must write to you within 6 weeks.", "You can appeal if you do not agree with it."],
            ),
            ("The plan is reviewed by the council.", &["The council reviews the plan."]),
            ("The plan must be reviewed by the local authority.", &["The local authority must review the plan."]),
            (
                "We will train all of our staff in every school so that families can get the right support at the right time.",
                &[
                    "We will train all of our staff in every school.",
                    "This is so that families can get the right support at the right time.",
                ],
            ),
        ] {
            assert_eq!(short(from), to);
        }
    }

    #[test]
    fn what_hangs_on_a_condition_is_not_cut_off_from_it() {
        for text in [
            "If the council does not agree to assess your child and you think it should, you can appeal and you must do so within 2 months.",
            "The school must not share your records with other people unless you say yes or a person is in danger of harm.",
        ] {
            assert!(short(text).iter().all(|l| !l.starts_with("You must") && !l.starts_with("The school must not")), "{:?}", short(text));
        }
    }
}
