//! The lists that masking stands on: given names, family names, English words, and what is never a name.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

type Words = HashSet<&'static str>;

fn list(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|l| !l.is_empty() && !l.starts_with('#'))
}

static GIVEN: LazyLock<Words> = LazyLock::new(|| list(include_str!("data/given_names.txt")).collect());
static ALSO_WORDS: LazyLock<Words> = LazyLock::new(|| list(include_str!("data/names_that_are_words.txt")).collect());
static SURNAMES: LazyLock<Words> = LazyLock::new(|| list(include_str!("data/surnames.txt")).collect());
static NEVER: LazyLock<Words> = LazyLock::new(|| list(include_str!("data/never_names.txt")).collect());
static WORDS: LazyLock<Words> =
    LazyLock::new(|| list(include_str!("data/words.txt")).chain(list(include_str!("data/more_words.txt"))).collect());

/// Words that are often misspelt to us, by each of their forms with one letter left out.
static SLIPS: LazyLock<HashMap<String, Vec<&'static str>>> = LazyLock::new(|| {
    let mut slips: HashMap<String, Vec<&'static str>> = HashMap::new();
    let common = include_str!("../../../knowledge/words/general.txt").lines().map(|l| l.split('#').next().unwrap_or_default().trim());
    let own = list(include_str!("data/more_words.txt")).chain(list(include_str!("data/never_names.txt")));
    for word in common.chain(own).filter(|w| w.len() >= 4 && w.bytes().all(|b| b.is_ascii_lowercase())) {
        slips.entry(word.to_owned()).or_default().push(word);
        for left_out in without_one(word) {
            slips.entry(left_out).or_default().push(word);
        }
    }
    slips
});

/// Longest word that is looked at closely.
const LONGEST: usize = 20;

pub(super) fn is_given(low: &str) -> bool {
    GIVEN.contains(low)
}

/// A given name that is hardly ever anything else.
pub(super) fn is_sure_name(low: &str) -> bool {
    GIVEN.contains(low) && !ALSO_WORDS.contains(low) && !NEVER.contains(low)
}

pub(super) fn is_surname(low: &str) -> bool {
    SURNAMES.contains(low)
}

pub(super) fn is_never(low: &str) -> bool {
    NEVER.contains(low)
}

/// Whether it is an English word, in any of its forms.
pub(super) fn is_word(low: &str) -> bool {
    if WORDS.contains(low) || NEVER.contains(low) || ALSO_WORDS.contains(low) {
        return true;
    }
    if is_sure_name(low) || low.len() > 24 || !low.is_ascii() {
        return false;
    }
    const ENDINGS: [(&str, &[&str]); 10] = [
        ("s", &[""]),
        ("es", &[""]),
        ("ies", &["y"]),
        ("d", &[""]),
        ("ed", &["", "e"]),
        ("ied", &["y"]),
        ("ing", &["", "e"]),
        ("in", &["", "e"]),
        ("ly", &[""]),
        ("ness", &[""]),
    ];
    ENDINGS.iter().any(|(ending, stems)| {
        let Some(stem) = low.strip_suffix(ending).filter(|s| s.len() >= 3) else { return false };
        let doubled =
            stem.len() > 3 && ending.starts_with(['e', 'i']) && stem.as_bytes().iter().rev().take(2).collect::<HashSet<_>>().len() == 1;
        stems.iter().any(|tail| WORDS.contains(format!("{stem}{tail}").as_str()))
            || (doubled && stem.get(..stem.len() - 1).is_some_and(|s| WORDS.contains(s)))
    })
}

/// Two words in one: "playgroup", "carseat".
fn is_compound(low: &str) -> bool {
    (4..=low.len().saturating_sub(4)).any(|at| {
        let (head, tail) = (low.get(..at).unwrap_or_default(), low.get(at..).unwrap_or_default());
        WORDS.contains(head) && (WORDS.contains(tail) || tail.strip_suffix('s').is_some_and(|t| WORDS.contains(t)))
    })
}

/// Whether it is one slip away from a word that many people write, or made of two words.
pub(super) fn is_slip(low: &str) -> bool {
    if low.len() < 4 || low.len() > LONGEST || !low.is_ascii() {
        return false;
    }
    let near = |form: &str| SLIPS.get(form).is_some_and(|words| words.iter().any(|word| one_slip(low, word)));
    near(low) || without_one(low).any(|form| near(&form)) || is_compound(low)
}

fn without_one(word: &str) -> impl Iterator<Item = String> + '_ {
    (0..word.len()).filter_map(|at| Some(format!("{}{}", word.get(..at)?, word.get(at + 1..)?)))
}

/// One letter more, less, other, or two changed places. Short words must begin alike.
fn one_slip(a: &str, b: &str) -> bool {
    let (x, y) = (a.as_bytes(), b.as_bytes());
    if x.len().abs_diff(y.len()) > 1 || (x.len() < 5 && x.first() != y.first()) {
        return false;
    }
    let head = x.iter().zip(y).take_while(|(p, q)| p == q).count();
    let tail = x.iter().rev().zip(y.iter().rev()).take_while(|(p, q)| p == q).count();
    let most = x.len().max(y.len());
    if head + tail + 1 >= most {
        return true;
    }
    x.len() == y.len() && head + tail + 2 == x.len() && x[head] == y[head + 1] && x[head + 1] == y[head]
}

/// Whether a postcode can begin with these letters.
pub(super) fn is_postcode_area(letters: &str) -> bool {
    const AREAS: &str = " AB AL B BA BB BD BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU GY HA HD \
        HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK \
        SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE ";
    !letters.is_empty() && letters.len() <= 2 && AREAS.split(' ').any(|area| area == letters)
}
