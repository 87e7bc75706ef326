//! The words by which a sentence is taken apart: which words are verbs and in what form, which begin a clause, which carry the law.

use std::{collections::HashMap, sync::OnceLock};

/// How a verb stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `review`.
    Base,
    /// `reviews`.
    Third,
    /// `reviewed`.
    Past,
    /// `reviewing`.
    Ing,
}

/// A verb as it was found.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Verb {
    pub base: &'static str,
    is_base: bool,
    third: bool,
    past: bool,
    participle: bool,
    ing: bool,
    /// The same letters are a noun, too: `plan`, `reviews`.
    pub noun: bool,
}

impl Verb {
    pub fn is(&self, form: Form) -> bool {
        match form {
            Form::Base => self.is_base,
            Form::Third => self.third,
            Form::Past => self.past,
            Form::Ing => self.ing,
        }
    }

    pub fn is_participle(&self) -> bool {
        self.participle
    }
}

/// Verbs whose forms go by the rule.
const REGULAR: &str = "abolish acknowledge alert announce anticipate appreciate assure attach avoid block boost broaden calculate campaign choose circulate close combine commit compile conclude consent count cope criticise cross date dedicate delay delegate depend deserve detail differ disagree disclose dread ease edit elect emphasise employ enforce enrol estimate exhaust face favour feature feed file fix flag gain generate grant greet happen hate hesitate hinder hit identify imagine impose inherit insist integrate interview kick label lay lie lift load locate lower mediate mention merge minimise motivate object oblige observe occupy outweigh phone point practise prioritise proceed promote pull punish push quote rate reassess reassure rebuild recall reconsider recover redesign regret reject reopen repay rescue reside reward ring roll score select separate settle sort spell suffer suit surprise survey suspect table tackle tailor tick trust underpin unite urge vary visit weigh widen wonder accept access achieve act adapt add address adopt advise affect agree aim allow amend answer apologise appeal appear \
    apply appoint approach arrange ask assess assist attend award base begin believe belong benefit book call cancel capture care carry \
    cause celebrate challenge change charge check claim clarify close collect comment commission communicate compare complain complement \
    complete comply comprise concern conclude conduct confirm connect consider consist consult contact contain continue contribute control \
    convert coordinate co-produce coproduce cover create decide decline deliver demonstrate depend describe design determine develop discuss \
    display document drop earn educate embed empower enable encourage end engage enhance enjoy ensure enter equip escalate establish evaluate \
    examine exceed exclude exercise exist expand expect experience explain explore express extend facilitate fail fill finalise finish focus \
    follow form fund gain gather govern guide handle happen help highlight hope host identify implement improve include increase indicate \
    influence inform inspect install instruct intend interpret introduce invest investigate invite involve issue issued join judge know \
    lack last launch learn liaise like limit link list listen live look maintain manage mark match maximise measure miss mitigate monitor move \
    name need notice notify nurture obtain occur offer open operate order organise outline overcome own participate pass pay perform pilot \
    place plan play post postpone prefer prepare present press prevent process produce progress promise promote propose protect prove provide \
    publish pursue raise reach realise receive recognise recommend record recruit reduce refer reflect refuse register reinforce relate \
    release rely remain remember remind remove renew reopen repeat replace reply report represent request require rescind research reset \
    resolve respect respond result retain return review revise roll run save scan search secure seek seem serve share shape show sign simplify \
    solve specify staff start state stay stop strengthen struggle submit suggest supply support suspend tailor talk target tend test thank \
    thrive train transfer transform transition translate travel treat trigger try turn undergo update upload use value view visit wait walk \
    want warn watch welcome wish withdraw wonder work worry";

/// Verbs that change their vowels: base, past, participle.
const IRREGULAR: &str = "be was been, become became become, begin began begun, break broke broken, bring brought brought, build built built, \
    buy bought bought, choose chose chosen, come came come, cost cost cost, cut cut cut, do did done, draw drew drawn, feel felt felt, \
    fight fought fought, find found found, fit fitted fitted, forget forgot forgotten, get got got, give gave given, go went gone, \
    grow grew grown, have had had, hear heard heard, hold held held, hurt hurt hurt, keep kept kept, know knew known, lead led led, \
    learn learned learned, leave left left, let let let, lose lost lost, make made made, mean meant meant, meet met met, oversee oversaw overseen, \
    overcome overcame overcome, pay paid paid, put put put, read read read, rise rose risen, run ran run, say said said, see saw seen, \
    seek sought sought, send sent sent, set set set, show showed shown, speak spoke spoken, spend spent spent, stand stood stood, \
    take took taken, teach taught taught, tell told told, think thought thought, undertake undertook undertaken, understand understood understood, \
    withdraw withdrew withdrawn, write wrote written";

/// Forms that are as often nouns: they count as verbs only where the words around them say so.
const NOUNS_TOO: &str = "access act address aim answer appeal approach award benefit book call care cause challenge change charge check claim \
    comment concern contact control cost cover cut design document drop end escalate exercise experience fight focus follow form fund guide help \
    hope host impact increase influence invite issue judge lack last lead like limit link list live look mark match measure need notice offer open \
    order own pass pay pilot place plan play post present press process produce progress promise question raise reach record register release reply report \
    request research result return review rise roll run sample save search set shape share show sign staff stand start state stay stop struggle \
    supply support talk target test thank train transfer transition travel treat trigger try turn update use value view visit wait walk \
    watch welcome wish work worry set complete separate base";

/// Words that join a verb to its subject and stand before it.
pub(super) const AUXILIARIES: &[&str] = &[
    "is",
    "are",
    "was",
    "were",
    "am",
    "has",
    "have",
    "had",
    "do",
    "does",
    "did",
    "will",
    "would",
    "can",
    "could",
    "may",
    "might",
    "must",
    "should",
    "shall",
    "cannot",
    "can't",
    "won't",
    "don't",
    "doesn't",
    "didn't",
    "isn't",
    "aren't",
    "wasn't",
    "weren't",
    "haven't",
    "hasn't",
    "hadn't",
    "shouldn't",
    "mustn't",
    "couldn't",
    "wouldn't",
    "we're",
    "we've",
    "we'll",
    "you're",
    "you've",
    "you'll",
    "they're",
    "they've",
    "they'll",
    "i'm",
    "i've",
    "i'll",
    "it's",
    "that's",
    "there's",
];

/// Those that a bare verb follows.
pub(super) const MODALS: &[&str] = &[
    "will",
    "would",
    "can",
    "could",
    "may",
    "might",
    "must",
    "should",
    "shall",
    "cannot",
    "can't",
    "won't",
    "don't",
    "doesn't",
    "didn't",
    "do",
    "does",
    "did",
    "shouldn't",
    "mustn't",
    "couldn't",
    "wouldn't",
    "we'll",
    "you'll",
    "they'll",
    "i'll",
];

/// Words that stand for somebody.
pub(super) const PRONOUNS: &[&str] =
    &["i", "we", "you", "they", "he", "she", "it", "this", "these", "those", "there", "who", "everyone", "nobody"];

/// Pronouns that can open a sentence only after what they stand for.
pub(super) const NEEDS_REFERENT: &[&str] = &[
    "they", "he", "she", "it", "this", "these", "those", "that", "such", "their", "its", "his", "her", "them", "it's", "they're",
    "they've", "they'll", "that's", "both", "neither",
];

/// What stands before a noun.
pub(super) const DETERMINERS: &[&str] = &[
    "the", "a", "an", "our", "your", "their", "his", "her", "its", "my", "this", "that", "these", "those", "each", "every", "all", "any",
    "some", "no", "many", "most", "both", "other", "more", "new", "several", "another",
];

/// What ties a noun to the words before it.
pub(super) const PREPOSITIONS: &[&str] = &[
    "about",
    "above",
    "across",
    "after",
    "against",
    "along",
    "among",
    "amongst",
    "around",
    "as",
    "at",
    "before",
    "behind",
    "below",
    "between",
    "beyond",
    "by",
    "during",
    "for",
    "from",
    "in",
    "inside",
    "into",
    "like",
    "near",
    "of",
    "off",
    "on",
    "onto",
    "out",
    "outside",
    "over",
    "per",
    "since",
    "than",
    "through",
    "throughout",
    "to",
    "towards",
    "under",
    "until",
    "up",
    "upon",
    "via",
    "with",
    "within",
    "without",
];

/// Words that open a clause inside another.
pub(super) const SUBORDINATORS: &[&str] = &[
    "that", "which", "who", "whom", "whose", "where", "when", "if", "because", "although", "though", "while", "whilst", "unless",
    "whether", "how", "what", "why", "as", "since", "than", "until",
];

/// Conditions and exceptions: what they stand in must not be lost, nor must the rest be told without them.
pub(super) const RESTRICTIVE: &[&str] = &[
    "if",
    "unless",
    "except",
    "only",
    "until",
    "provided",
    "where",
    "when",
    "whichever",
    "otherwise",
    "subject",
    "whenever",
    "whether",
    "least",
    "without",
    "before",
    "after",
    "within",
];

/// Words that turn a sentence round.
pub(super) const NEGATIONS: &[&str] = &[
    "not",
    "no",
    "never",
    "nobody",
    "nothing",
    "none",
    "neither",
    "nor",
    "without",
    "cannot",
    "can't",
    "won't",
    "don't",
    "doesn't",
    "didn't",
    "isn't",
    "aren't",
    "wasn't",
    "weren't",
    "haven't",
    "hasn't",
    "hadn't",
    "shouldn't",
    "mustn't",
    "couldn't",
    "wouldn't",
    "unless",
    "unable",
    "refuse",
    "refused",
    "refuses",
];

/// Words that carry the law: who must, who may, and by when.
pub(super) const LAW: &[&str] = &[
    "must",
    "should",
    "may",
    "might",
    "shall",
    "will",
    "can",
    "could",
    "would",
    "cannot",
    "least",
    "most",
    "unless",
    "whichever",
    "working",
    "within",
    "until",
    "except",
    "only",
    "maximum",
    "minimum",
    "always",
    "mustn't",
    "shouldn't",
];

fn doubles(base: &str) -> bool {
    matches!(
        base,
        "plan"
            | "stop"
            | "drop"
            | "refer"
            | "submit"
            | "commit"
            | "equip"
            | "transfer"
            | "permit"
            | "occur"
            | "run"
            | "get"
            | "cut"
            | "put"
            | "set"
            | "let"
            | "begin"
            | "fit"
    )
}

fn third(base: &str) -> String {
    match base {
        "be" => "is".to_owned(),
        "have" => "has".to_owned(),
        "do" | "go" => format!("{base}es"),
        _ if base.ends_with(['s', 'x', 'z']) || base.ends_with("ch") || base.ends_with("sh") => format!("{base}es"),
        _ => match base.strip_suffix('y') {
            Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
            _ => format!("{base}s"),
        },
    }
}

fn past(base: &str) -> String {
    if base.ends_with('e') {
        return format!("{base}d");
    }
    if let Some(stem) = base.strip_suffix('y')
        && !stem.ends_with(['a', 'e', 'o', 'u'])
    {
        return format!("{stem}ied");
    }
    let last = base.chars().last().filter(|_| doubles(base)).map(String::from).unwrap_or_default();
    let last = if base == "travel" || base == "cancel" { "l" } else { last.as_str() };
    format!("{base}{last}ed")
}

fn ing(base: &str) -> String {
    if let Some(stem) = base.strip_suffix('e')
        && !base.ends_with("ee")
        && base != "be"
    {
        return format!("{stem}ing");
    }
    let last = base.chars().last().filter(|_| doubles(base)).map(String::from).unwrap_or_default();
    let last = if base == "travel" || base == "cancel" { "l" } else { last.as_str() };
    format!("{base}{last}ing")
}

fn verbs() -> &'static HashMap<String, Verb> {
    static ALL: OnceLock<HashMap<String, Verb>> = OnceLock::new();
    ALL.get_or_init(|| {
        let nouns: Vec<&str> = NOUNS_TOO.split_whitespace().collect();
        let irregular: Vec<(&'static str, &'static str, &'static str)> = IRREGULAR
            .split(',')
            .filter_map(|row| {
                let mut words = row.split_whitespace();
                Some((words.next()?, words.next()?, words.next()?))
            })
            .collect();
        let mut all: HashMap<String, Verb> = HashMap::new();
        let mut put = |form: String, base: &'static str, set: &dyn Fn(&mut Verb)| {
            let noun = nouns.contains(&base) && (form == base || form == third(base));
            let entry = all.entry(form).or_insert(Verb { base, ..Verb::default() });
            entry.noun |= noun;
            set(entry);
        };
        for (base, was, been) in &irregular {
            put((*base).to_owned(), base, &|v| v.is_base = true);
            put(third(base), base, &|v| v.third = true);
            put((*was).to_owned(), base, &|v| v.past = true);
            put((*been).to_owned(), base, &|v| v.participle = true);
            put(ing(base), base, &|v| v.ing = true);
        }
        for base in REGULAR.split_whitespace().filter(|b| irregular.iter().all(|i| i.0 != *b)) {
            put(base.to_owned(), base, &|v| v.is_base = true);
            put(third(base), base, &|v| v.third = true);
            put(past(base), base, &|v| {
                v.past = true;
                v.participle = true;
            });
            put(ing(base), base, &|v| v.ing = true);
        }
        all
    })
}

/// The verb that this word is, in lower case and without punctuation.
pub(super) fn verb(word: &str) -> Option<Verb> {
    verbs().get(word).copied()
}

/// The present of a verb for one, `reviews`, or for several, `review`.
pub(super) fn present(base: &str, several: bool) -> String {
    if several { base.to_owned() } else { third(base) }
}

/// The simple past of a verb: `wrote`.
pub(super) fn simple_past(base: &str) -> String {
    let irregular = IRREGULAR.split(',').map(|row| row.split_whitespace().collect::<Vec<_>>()).find(|row| row.first() == Some(&base));
    irregular.and_then(|row| row.get(1).map(|w| (*w).to_owned())).unwrap_or_else(|| past(base))
}

/// A word in lower case without the punctuation around it; apostrophes straight.
pub(super) fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).replace('’', "'").to_lowercase()
}

/// The word that this is a form of, as far as we know: verbs by their base, plurals by their singular.
pub(super) fn lemma(word: &str) -> String {
    let word = bare(word);
    let word = word.strip_suffix("'s").map_or(word.clone(), str::to_owned);
    if let Some(verb) = verb(&word) {
        return verb.base.to_owned();
    }
    if word.chars().count() > 3 {
        if let Some(stem) = word.strip_suffix("ies") {
            return format!("{stem}y");
        }
        if let Some(stem) = word.strip_suffix('s').filter(|s| !s.ends_with('s')) {
            return stem.to_owned();
        }
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_go_by_the_rules_and_their_exceptions() {
        for (base, thirds, pasts, ings) in [
            ("review", "reviews", "reviewed", "reviewing"),
            ("carry", "carries", "carried", "carrying"),
            ("refer", "refers", "referred", "referring"),
            ("decide", "decides", "decided", "deciding"),
            ("publish", "publishes", "published", "publishing"),
            ("agree", "agrees", "agreed", "agreeing"),
            ("write", "writes", "wrote", "writing"),
        ] {
            assert_eq!((present(base, false), simple_past(base), ing(base)), (thirds.to_owned(), pasts.to_owned(), ings.to_owned()));
            assert!(verb(thirds).is_some_and(|v| v.is(Form::Third)) && verb(ings).is_some_and(|v| v.is(Form::Ing)));
        }
        assert_eq!(lemma("Families"), "family");
        assert_eq!(lemma("written,"), "write");
        assert!(verb("plan").is_some_and(|v| v.noun));
    }
}
