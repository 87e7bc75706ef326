//! Names of people: those that somebody introduces, those of a list, and every later mention of either.

use std::collections::HashSet;

use super::{
    Kind, Span, Token,
    cues::{
        AFTER_VERBS, BODIES, CALLED, GOES_ON, LOOSE_TITLES, NAME_WORDS, OWNERS, PARENTS, PARTICLES, RELATIONS, SIGN_OFFS, STAFF, TITLES,
        WEAK,
    },
    lexicon,
    tokens::{Gap, Shape},
};

/// How surely a name follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Introduced {
    /// "speak to …", "for …": many things follow, names among them.
    Perhaps,
    /// "my son …", "I'm …".
    Likely,
    /// "Mrs …".
    Title,
    /// "my name is …".
    Surely,
}

pub(super) fn find(tokens: &[Token], kept: &[bool]) -> Vec<Span> {
    let reader = Reader::new(tokens, kept);
    let mut taken = vec![false; tokens.len()];
    let mut spans = Vec::new();
    let mut known: HashSet<&str> = HashSet::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some(last) = reader.name(at) else {
            at += 1;
            continue;
        };
        let mut last = last;
        spans.push(reader.span(at, last));
        reader.learn(at, last, &mut known, &mut taken);
        // "…, … and …": the names of a list.
        while let Some((first, end)) = reader.also(last) {
            spans.push(reader.span(first, end));
            reader.learn(first, end, &mut known, &mut taken);
            last = end;
        }
        at = last + 1;
    }
    // Once a name was told, each later mention goes too.
    for (at, token) in tokens.iter().enumerate() {
        if !taken[at]
            && let Some(length) = reader.mention(at, token, &known)
        {
            spans.push(Span { start: token.start, end: token.start + length, kind: Kind::Name });
        }
    }
    spans
}

struct Reader<'a> {
    tokens: &'a [Token],
    kept: &'a [bool],
    /// Most letters are capitals, so that a capital says nothing.
    shouting: bool,
}

impl<'a> Reader<'a> {
    fn new(tokens: &'a [Token], kept: &'a [bool]) -> Self {
        let (mut upper, mut words) = (0, 0);
        for token in tokens.iter().filter(|t| t.is_word() && t.low.len() > 1) {
            words += 1;
            upper += usize::from(token.upper);
        }
        Self { tokens, kept, shouting: words >= 3 && upper * 2 > words }
    }

    fn low(&self, at: Option<usize>) -> &'a str {
        at.and_then(|i| self.tokens.get(i)).map_or("", |t| t.low.as_str())
    }

    fn span(&self, first: usize, last: usize) -> Span {
        let start = self.tokens.get(first).map_or(0, |t| t.start);
        let end = self.tokens.get(last).map_or(start, |t| self.length(t).map_or(t.end, |l| t.start + l));
        Span { start, end, kind: Kind::Name }
    }

    /// "olivers plan": the name without the s, in bytes, where only that is one.
    fn length(&self, token: &Token) -> Option<usize> {
        let stem = token.low.strip_suffix('s')?;
        let same = token.low.is_ascii() && token.end - token.start == token.low.len();
        let titled = self.tokens.binary_search_by_key(&token.start, |t| t.start).is_ok_and(|at| self.titled_before(at));
        if same && titled && !lexicon::is_surname(&token.low) && lexicon::is_surname(stem) {
            return Some(stem.len());
        }
        (same && !lexicon::is_given(&token.low) && !lexicon::is_surname(&token.low) && lexicon::is_sure_name(stem)).then_some(stem.len())
    }

    /// The second half of a compound: "co-ordinator".
    fn within(&self, at: usize) -> bool {
        let glued = |i: usize| self.tokens.get(i).is_some_and(|t| t.gap == Gap::None);
        at > 1 && glued(at) && glued(at - 1) && self.tokens.get(at - 1).is_some_and(|t| t.is_sign("-"))
    }

    /// "leigh-anne": a given name joined to another.
    fn double(&self, at: usize) -> bool {
        let joined = |n: usize| self.tokens.get(at + n).filter(|t| t.gap == Gap::None);
        joined(1).is_some_and(|t| t.is_sign("-")) && joined(2).is_some_and(|t| lexicon::is_given(&t.low))
    }

    /// A number of one or two digits: an age.
    fn is_number(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.shape == Shape::Number && t.low.len() <= 2)
    }

    fn is_sure(&self, token: &Token) -> bool {
        lexicon::is_sure_name(&token.low) || (self.length(token).is_some() && !lexicon::is_word(&token.low))
    }

    fn begins(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).and_then(|i| self.tokens.get(i)) else { return true };
        self.tokens.get(at).is_some_and(|t| t.gap == Gap::Line) || before.is_sign(".!?:\u{2022}-")
    }

    /// A capital that says something.
    fn capital(&self, at: usize) -> bool {
        !self.shouting && self.tokens.get(at).is_some_and(|t| t.title)
    }

    /// A word that can be a name at all: not kept, not never. "Mr Black", "… Burton": a family name may be any of these.
    fn possible(&self, at: usize) -> Option<&'a Token> {
        let token = self.tokens.get(at).filter(|t| t.is_word())?;
        if lexicon::is_surname(&token.low) && self.titled_before(at) {
            return Some(token);
        }
        let kept = self.kept.get(at).copied().unwrap_or(false);
        let one = token.low.chars().nth(1).is_none()
            || (token.low.len() == 2 && !token.title && !lexicon::is_given(&token.low) && !self.titled_before(at));
        let short = token.upper && !self.shouting && token.low.len() <= 5 && !lexicon::is_given(&token.low);
        (!kept && !one && !short && !lexicon::is_never(&token.low)).then_some(token)
    }

    /// "my daughter April", "my name is will": words that are names only where one is surely told.
    fn also_a_name(&self, at: usize) -> Option<&'a Token> {
        let token = self.tokens.get(at).filter(|t| t.is_word() && lexicon::is_never(&t.low))?;
        let name = lexicon::is_given(&token.low) || matches!(token.low.as_str(), "april" | "june" | "august" | "roma" | "nana");
        if !name || self.tokens.get(at + 1).is_some_and(|t| t.shape == Shape::Number) {
            return None;
        }
        let how = self.introduced(at)?;
        let goes_on = self.strong_next(at) || self.two_part(at);
        let told = goes_on && (how == Introduced::Surely || (how == Introduced::Likely && self.capital(at)));
        told.then_some(token)
    }

    fn titled_before(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.gap != Gap::Line)
            && self.before_title(at).is_some_and(|i| TITLES.contains(&self.low(Some(i))))
    }

    /// What comes next shows that a small word was a name.
    fn goes_on(&self, at: usize) -> bool {
        match self.tokens.get(at + 1) {
            None => true,
            Some(next) if next.gap == Gap::Line => true,
            Some(next) => match next.shape {
                Shape::Word => GOES_ON.contains(&next.low.as_str()),
                Shape::Number => true,
                Shape::Sign => next.is_sign(".,()!?;:-\u{2013}/&"),
                Shape::Mask => false,
            },
        }
    }

    fn strong_next(&self, at: usize) -> bool {
        const LINKS: &[&str] =
            &["to", "on", "in", "not", "with", "for", "at", "my", "our", "about", "have", "so", "if", "when", "go", "how"];
        self.goes_on(at) && self.tokens.get(at + 1).is_none_or(|t| t.gap == Gap::Line || !LINKS.contains(&t.low.as_str()))
    }

    /// The name that begins here: its last token.
    fn name(&self, at: usize) -> Option<usize> {
        let token = self.possible(at).or_else(|| self.also_a_name(at))?;
        if self.names_a_body(at) || (self.serves(at) && !self.person_before(at)) || (self.within(at) && !self.is_sure(token)) {
            return None;
        }
        let how = self.introduced(at);
        let sure = self.is_sure(token);
        let given = lexicon::is_given(&token.low);
        let sure = sure || (given && self.double(at));
        let capital = self.capital(at);
        let acronym = token.upper && !self.shouting && token.low.len() <= 4;
        let word = lexicon::is_word(&token.low);
        let fits = match how {
            Some(Introduced::Surely) => {
                sure || given
                    || (capital && !word)
                    || lexicon::is_surname(&token.low)
                    || (!word && !acronym)
                    || (capital && self.two_part(at))
            }
            Some(Introduced::Title) => self.titled(at, token, word),
            Some(Introduced::Likely) => {
                let unknown = !word && !given && !acronym && (capital || (token.low.len() > 3 && self.unknown_small(at, token)));
                sure || (given && (capital || self.strong_next(at))) || unknown
            }
            Some(Introduced::Perhaps) => {
                (sure && (!token.upper || self.shouting || self.asked_for(at)))
                    || (given && capital && !self.begins(at))
                    || (capital && !word && (self.two_part(at) || self.asked_for(at)))
                    || (!word && self.asked_for(at) && !lexicon::is_slip(&token.low) && !token.upper)
                    || (capital && self.two_part(at) && lexicon::is_surname(self.low(Some(at + 1))))
            }
            None => sure && (!token.upper || self.shouting),
        };
        let before = self.tokens.get(at).filter(|t| t.gap != Gap::Line).and(at.checked_sub(1));
        let initialled = capital
            && lexicon::is_surname(&token.low)
            && (self.initial(before)
                || (self.tokens.get(at.wrapping_sub(1)).is_some_and(|t| t.is_sign(".")) && self.initial(at.checked_sub(2))));
        let fits = fits
            || initialled
            || self.asked_about(at, token, given, capital)
            || self.spoken_of(at, token, given, capital, word)
            || (given && capital && self.two_part(at));
        fits.then(|| self.extend(at))
    }

    /// "can grace get …", "Rose has …": a name that is a word, where the sentence goes on as about a person.
    fn asked_about(&self, at: usize, token: &Token, given: bool, capital: bool) -> bool {
        const TASKS: &[&str] =
            &["get", "go", "come", "need", "allowed", "entitled", "eligible", "start", "stay", "apply", "attend", "qualify"];
        const HAS: &[&str] =
            &["has", "needs", "cant", "wont", "hates", "loves", "goes", "refuses", "struggles", "hasnt", "doesnt", "wants"];
        if !given
            || matches!(
                token.low.as_str(),
                "art" | "grant" | "will" | "hope" | "may" | "summer" | "autumn" | "winter" | "can" | "bill" | "mark"
            )
        {
            return false;
        }
        let next = self.low(Some(at + 1));
        let asked =
            matches!(self.low(at.checked_sub(1)), "can" | "does" | "will" | "is" | "should" | "could" | "cant" | "did" | "when" | "would");
        (asked && TASKS.contains(&next))
            || (capital && self.begins(at) && HAS.contains(&next))
            || (token.upper && token.low.len() > 3 && !lexicon::is_word(&token.low) && HAS.contains(&next))
    }

    /// "chris service": a service that has a person's name.
    fn serves(&self, at: usize) -> bool {
        matches!(self.low(Some(at + 1)), "service" | "services" | "project" | "programme" | "helpline")
    }

    fn unknown_small(&self, at: usize, token: &Token) -> bool {
        let told = matches!(self.low(Some(at + 1)), "who" | "whos" | "age" | "aged" | "has" | "needs");
        (told || !lexicon::is_slip(&token.low)) && self.unknown_next(at)
    }

    fn unknown_next(&self, at: usize) -> bool {
        self.tokens.get(at + 1).is_none_or(|next| next.gap == Gap::Line || !AFTER_VERBS.contains(&next.low.as_str()))
    }

    fn titled(&self, at: usize, token: &Token, word: bool) -> bool {
        let title = self.low(self.before_title(at));
        let loose = LOOSE_TITLES.contains(&title);
        let surname = lexicon::is_surname(&token.low) || (self.length(token).is_some() && !self.low(Some(at + 1)).is_empty());
        let capital = self.capital(at);
        let title_capital = self.before_title(at).and_then(|i| self.tokens.get(i)).is_some_and(|t| t.title || t.upper);
        if loose && !title_capital {
            // "i miss school", "sir said no".
            let verb = self.before_title(at).and_then(|i| i.checked_sub(1)).is_some_and(|i| {
                ["i", "he", "she", "they", "we", "will", "to", "not", "dont", "you", "really", "would", "cant", "do", "ill", "might"]
                    .contains(&self.low(Some(i)))
            });
            let particle = PARTICLES.contains(&token.low.as_str()) && self.extend(at) > at;
            return capital
                || particle
                || (surname && !verb)
                || self.is_sure(token)
                || (!verb && !word && !lexicon::is_slip(&token.low))
                || (lexicon::is_given(&token.low) && !verb);
        }
        let particle = PARTICLES.contains(&token.low.as_str()) && self.extend(at) > at;
        capital || surname || particle || lexicon::is_given(&token.low) || !word
    }

    fn before_title(&self, at: usize) -> Option<usize> {
        // "Dr. A. P. J. …": over initials and stops.
        let mut before = at.checked_sub(1)?;
        for _ in 0..8 {
            let token = self.tokens.get(before)?;
            if !(token.is_sign(".") || (token.is_word() && token.title && token.low.len() == 1)) {
                break;
            }
            before = before.checked_sub(1)?;
        }
        Some(before)
    }

    /// A second word with a capital that may be a family name.
    fn two_part(&self, at: usize) -> bool {
        let next = at + 1;
        self.capital(at)
            && self.capital(next)
            && self.tokens.get(next).is_some_and(|t| t.gap == Gap::Space)
            && self.possible(next).is_some_and(|t| !lexicon::is_word(&t.low) || lexicon::is_surname(&t.low) || lexicon::is_given(&t.low))
            && !self.names_a_body(next)
    }

    /// "St Oliver's", "… Paget Hospital", "Rett syndrome".
    fn names_a_body(&self, at: usize) -> bool {
        if let Some(before) = at.checked_sub(1)
            && self.tokens.get(at).is_some_and(|t| t.gap != Gap::Line)
            && ["st", "saint", "ste", "queen", "king", "prince", "princess", "lady", "lord", "great"].contains(&self.low(Some(before)))
        {
            return true;
        }
        for (count, index) in (at + 1..at + 5).enumerate() {
            let Some(token) = self.tokens.get(index) else { return false };
            if token.gap == Gap::Line && index > at {
                return false;
            }
            if token.is_sign("-") || (token.is_sign("'")) {
                continue;
            }
            if !token.is_word() {
                return false;
            }
            if BODIES.contains(&token.low.as_str()) {
                // "my son … school": only a capital, or a condition, binds over small letters.
                let bound = ["syndrome", "disease", "disorder"].contains(&token.low.as_str());
                let owner = self.tokens.get(index - 1).is_some_and(|t| t.owner);
                return bound || ((self.capital(at) || self.shouting) && (token.title || token.upper || !owner) && !self.person_before(at));
            }
            if count > 2 || !(token.title || token.upper) || lexicon::is_never(&token.low) {
                return false;
            }
        }
        false
    }

    /// Whether words before say plainly that a person follows.
    fn person_before(&self, at: usize) -> bool {
        self.introduced(at).is_some_and(|i| i >= Introduced::Likely)
    }

    /// Where the name that begins here ends: family names, hyphens, initials.
    fn extend(&self, at: usize) -> usize {
        let mut last = at;
        let mut parts = 1;
        while parts < 4 {
            let Some(next) = self.tokens.get(last + 1) else { break };
            if self.tokens.get(last).is_some_and(|t| t.owner) {
                break;
            }
            if next.is_sign("-\u{2010}\u{2011}") && next.gap == Gap::None {
                let joined = self.tokens.get(last + 2).is_some_and(|t| t.is_word() && t.gap == Gap::None);
                if !joined {
                    break;
                }
                last += 2;
                parts += 1;
                continue;
            }
            if next.gap != Gap::Space || !next.is_word() {
                break;
            }
            // An initial, with or without a stop.
            if next.low.len() == 1 && next.title && next.low != "i" && !self.shouting {
                let stop = self.tokens.get(last + 2).is_some_and(|t| t.is_sign(".") && t.gap == Gap::None);
                last += if stop { 2 } else { 1 };
                parts += 1;
                continue;
            }
            // "van der Berg", "de Souza".
            if PARTICLES.contains(&next.low.as_str()) {
                let family = (last + 2..last + 4).find(|i| self.tokens.get(*i).is_some_and(|t| !PARTICLES.contains(&t.low.as_str())));
                let Some(family) = family.filter(|f| self.capital(*f) && self.possible(*f).is_some()) else { break };
                last = family;
                parts += 1;
                continue;
            }
            let burton = next.title && !self.shouting && lexicon::is_surname(&next.low) && !lexicon::is_never(&next.low);
            let Some(token) = self.possible(last + 1).or(burton.then_some(next)) else { break };
            if self.names_a_body(last + 1) {
                break;
            }
            let (low, capital) = (token.low.as_str(), self.capital(last + 1));
            let word = lexicon::is_word(low);
            let after = self.strong_next(last + 1) || self.capital(last + 2);
            let family = if capital {
                !word || lexicon::is_surname(low) || lexicon::is_given(low) || (self.capital(last) && after && !lexicon::is_never(low))
            } else {
                let small = !self.capital(last) || self.shouting;
                self.is_sure(token)
                    || (small && lexicon::is_surname(low) && (!word || after))
                    || (small && !word && !lexicon::is_slip(low) && token.upper == self.shouting && self.unknown_next(last + 1))
            };
            if !family {
                break;
            }
            last += 1;
            parts += 1;
        }
        last
    }

    /// What stands before says that a name comes.
    fn introduced(&self, at: usize) -> Option<Introduced> {
        let mut from = at;
        let mut sign = false;
        let mut colon = false;
        while let Some(token) = from.checked_sub(1).and_then(|i| self.tokens.get(i)) {
            if self.initial(Some(from - 1)) && at - from < 4 {
                from -= 1;
                continue;
            }
            if !(token.is_sign(",(-:\"'\u{2013}\u{2014}\u{201c}\u{2018}=.") && at - from < 6) {
                break;
            }
            // "a-child-may-be": a hyphen within a compound says nothing.
            if token.is_sign("-") && token.gap == Gap::None && self.tokens.get(from).is_some_and(|t| t.gap == Gap::None) {
                break;
            }
            // "R. Patel": over an initial.
            if token.is_sign(".") && !TITLES.contains(&self.low(from.checked_sub(2))) && !self.initial(from.checked_sub(2)) {
                break;
            }
            colon |= token.is_sign(":-=\u{2013}\u{2014}");
            sign |= !token.is_sign(".");
            from -= 1;
        }
        let line = self.tokens.get(at).is_some_and(|t| t.gap == Gap::Line) && at > 0;
        let back = |n: usize| from.checked_sub(n);
        let low = |n: usize| self.low(back(n));
        if from == 0 {
            return None;
        }
        let (a, b, c) = (low(1), low(2), low(3));
        if line || self.tokens.get(from).is_some_and(|t| t.gap == Gap::Line) {
            return SIGN_OFFS.contains(&a).then_some(Introduced::Likely).filter(|_| self.ends(at));
        }
        if (TITLES.contains(&a) && !sign) || self.titled_before(at) {
            return Some(Introduced::Title);
        }
        // "Mr and Mrs".
        if NAME_WORDS.contains(&a) {
            let owned = matches!(
                b,
                "my" | "mi"
                    | "his"
                    | "her"
                    | "their"
                    | "thier"
                    | "our"
                    | "me"
                    | "full"
                    | "real"
                    | "legal"
                    | "first"
                    | "the"
                    | "pupil"
                    | "child"
                    | "kids"
            ) || RELATIONS.contains(&b)
                || STAFF.contains(&b)
                || PARENTS.contains(&b);
            if colon || (owned && (a != "names" || b != "the")) || (from == 1 && (a == "names" || self.capital(at))) {
                return Some(Introduced::Surely);
            }
        }
        if matches!(a, "is" | "iz" | "was" | "s" | "are")
            && NAME_WORDS.contains(&b)
            && !matches!(c, "form" | "club" | "school" | "plan" | "service" | "group")
        {
            return Some(Introduced::Surely);
        }
        if CALLED.contains(&a) {
            return self.called(b, c, low(4), low(5));
        }
        let i_am = matches!(a, "im" | "iam") || (a == "am" && b == "i") || (a == "m" && b == "i");
        let it_is = a == "its" || (a == "is" && matches!(b, "it" | "this" | "ths" | "dis" | "thats")) || a == "thisis";
        if (i_am || it_is) && !sign {
            return Some(Introduced::Likely);
        }
        if matches!(a, "am" | "are") && matches!(b, "names") {
            return Some(Introduced::Surely);
        }
        if colon
            && (PARENTS.contains(&a)
                || RELATIONS.contains(&a)
                || STAFF.contains(&a)
                || matches!(a, "contact" | "kin" | "signed" | "re" | "from"))
        {
            return Some(Introduced::Surely);
        }
        if RELATIONS.contains(&a) || STAFF.contains(&a) {
            return self.related(a, [b, c, low(4), low(5)], from);
        }
        // "my key worker is …", "my children are …".
        if matches!(a, "is" | "are" | "was") && (RELATIONS.contains(&b) || STAFF.contains(&b) || b == "contact" || b == "kin") {
            return Some(Introduced::Perhaps);
        }
        if matches!(a, "me" | "her" | "him" | "them") && matches!(b, "call" | "calls" | "called") {
            return Some(Introduced::Likely);
        }
        if matches!(a, "hi" | "hello" | "hey" | "hiya" | "dear" | "helo" | "hallo" | "yo")
            || (matches!(a, "morning" | "afternoon" | "evening") && b == "good")
        {
            return Some(Introduced::Likely);
        }
        if matches!(a, "my" | "our") && (self.capital(at) || self.is_number(at + 1)) {
            return Some(Introduced::Perhaps);
        }
        if a == "as" && matches!(b, "known" | "knwn") {
            return Some(Introduced::Likely);
        }
        if matches!(a, "." | "!") && SIGN_OFFS.contains(&b) && self.ends(at) {
            return Some(Introduced::Likely);
        }
        if SIGN_OFFS.contains(&a) && (self.ends(at) || (self.capital(at) && self.two_part(at))) {
            return Some(Introduced::Likely);
        }
        if matches!(a, "from" | "signed") && (from == 1 || b == "love") && self.ends(at) {
            return Some(Introduced::Likely);
        }
        if a == "of" && (PARENTS.contains(&b) || RELATIONS.contains(&b)) && !matches!(b, "child" | "children" | "one" | "kids") {
            return Some(Introduced::Likely);
        }
        if a == "about" && matches!(b, "its" | "is" | "writing") {
            return Some(Introduced::Perhaps);
        }
        (WEAK.contains(&a) || sign || PARENTS.contains(&a) || matches!(a, "contact" | "kin" | "signed")).then_some(Introduced::Perhaps)
    }

    /// A single capital, as before a family name.
    fn initial(&self, at: Option<usize>) -> bool {
        at.and_then(|i| self.tokens.get(i)).is_some_and(|t| t.is_word() && t.title && t.low.len() == 1 && t.low != "i" && t.low != "a")
    }

    /// The words "ask for" and their like, which name a person oftener than a thing.
    fn asked_for(&self, at: usize) -> bool {
        let (a, b) = (self.low(at.checked_sub(1)), self.low(at.checked_sub(2)));
        match a {
            "for" | "4" => matches!(b, "ask" | "asked" | "asking" | "message" | "msg" | "care"),
            "to" | "with" | "2" => matches!(b, "speak" | "spoke" | "spoken" | "talk" | "talked" | "speek" | "spk" | "chat" | "chatted"),
            "after" => matches!(b, "look" | "looking"),
            "tel" | "tell" | "adopted" | "attn" => true,
            "o" => b == "/",
            "attention" | "behalf" => false,
            "my" | "our" => self.capital(at) && self.strong_next(at) && !self.low(Some(at + 1)).is_empty(),
            "by" => matches!(b, "told" | "said" | "diagnosed" | "seen"),
            "and" => b == "me",
            "ring" | "call" | "text" | "phone" => self.low(Some(at + 1)) == "on",
            _ => false,
        }
    }

    /// "called …": of a person, not of a form.
    fn called(&self, b: &str, c: &str, d: &str, e: &str) -> Option<Introduced> {
        let person = |w: &str| {
            (RELATIONS.contains(&w) && w != "one")
                || STAFF.contains(&w)
                || PARENTS.contains(&w)
                || matches!(
                    w,
                    "someone"
                        | "somebody"
                        | "man"
                        | "woman"
                        | "lady"
                        | "guy"
                        | "person"
                        | "bloke"
                        | "im"
                        | "am"
                        | "hes"
                        | "shes"
                        | "he"
                        | "she"
                        | "i"
                        | "m"
                        | "was"
                )
        };
        let thing = |w: &str| {
            matches!(
                w,
                "what"
                    | "whats"
                    | "form"
                    | "plan"
                    | "school"
                    | "thing"
                    | "club"
                    | "group"
                    | "place"
                    | "it"
                    | "charity"
                    | "course"
                    | "service"
                    | "its"
                    | "that"
            )
        };
        let link = matches!(b, "is" | "are" | "was" | "who" | "whos");
        if thing(b) || (link && (thing(c) || thing(d))) {
            return None;
        }
        if person(b) || (link && (person(c) || person(d))) || (person(c) && !thing(b)) || person(d) || person(e) {
            return Some(Introduced::Surely);
        }
        Some(Introduced::Perhaps)
    }

    /// "my son …", "the senco …": whose, within a few words before.
    fn related(&self, a: &str, before: [&str; 4], from: usize) -> Option<Introduced> {
        // "head of year", "child" alone.
        let near = before.iter().take(4).position(|w| OWNERS.contains(w) || matches!(*w, "2" | "two" | "three" | "3" | "of"));
        let begins = from <= 2;
        let adjectives = |n: usize| before.iter().take(n).all(|w| !matches!(*w, "" | "is" | "was" | "and" | "to"));
        match near {
            Some(n) if adjectives(n) => {
                if matches!(a, "one" | "ones") && n == 0 {
                    return None;
                }
                let whose = before.get(n).copied().unwrap_or_default();
                let loose = matches!(whose, "this" | "that" | "of" | "some") || (matches!(whose, "a" | "an") && !RELATIONS.contains(&a));
                Some(if loose { Introduced::Perhaps } else { Introduced::Likely })
            }
            _ if matches!(
                a,
                "teacher"
                    | "uncle"
                    | "aunt"
                    | "auntie"
                    | "aunty"
                    | "nanny"
                    | "nan"
                    | "nana"
                    | "granny"
                    | "grandma"
                    | "grandad"
                    | "doctor"
                    | "pupil"
                    | "student"
                    | "headteacher"
            ) =>
            {
                Some(if begins || a != "nan" { Introduced::Likely } else { Introduced::Perhaps })
            }
            _ => Some(Introduced::Perhaps),
        }
    }

    /// "… is my son", "… here", "…'s mum", "… (my daughter)".
    fn spoken_of(&self, at: usize, token: &Token, given: bool, capital: bool, word: bool) -> bool {
        if !given && word {
            return false;
        }
        let end = self.extend(at);
        let next = |n: usize| self.low(Some(end + n));
        let kin = |w: &str| RELATIONS.contains(&w) && !matches!(w, "one" | "ones" | "ex");
        let owner = self.tokens.get(end).is_some_and(|t| t.owner);
        let owned = owner
            && matches!(
                next(1),
                "mum"
                    | "dad"
                    | "mam"
                    | "mother"
                    | "father"
                    | "carer"
                    | "parent"
                    | "nan"
                    | "teacher"
                    | "ehcp"
                    | "plan"
                    | "review"
                    | "school"
                    | "taxi"
                    | "name"
            );
        let is_mine = matches!(next(1), "is" | "was") && matches!(next(2), "my" | "our") && kin(next(3));
        let bracket = self.tokens.get(end + 1).is_some_and(|t| t.is_sign("(,")) && matches!(next(2), "my" | "our") && kin(next(3));
        let here = next(1) == "here" && self.begins(at) && self.tokens.get(end + 2).is_none_or(|t| !t.is_word());
        let at_start = self.begins(at) && capital && self.two_part(at) && !word;
        let small = given || capital || !lexicon::is_slip(&token.low);
        // "cooper hussain": two names in small letters, the second no word.
        let pair = self.tokens.get(at + 1).filter(|t| t.is_word() && t.gap == Gap::Space && !lexicon::is_word(&t.low));
        let family = given && pair.is_some_and(|t| lexicon::is_surname(&t.low));
        let in_year = matches!(self.low(Some(at + 2)), "in") && matches!(self.low(Some(at + 3)), "year" | "yr");
        let unknown = !word && !given && token.low.len() > 3 && !token.upper && (capital || !lexicon::is_slip(&token.low)) && !token.owner;
        let sign = self.tokens.get(end + 1).is_some_and(|t| t.is_sign(",("));
        // "…, 13", "… he is mean", "… took my phone", "… and me".
        let aged = (unknown || given) && sign && self.is_number(end + 2);
        let pronoun = unknown && matches!(next(1), "he" | "hes" | "she" | "shes");
        let acts = unknown
            && self.begins(at)
            && (matches!(
                next(1),
                "took" | "keep" | "keeps" | "hits" | "hit" | "says" | "said" | "told" | "pushed" | "kicked" | "laughs" | "bites"
            ) || (capital
                && (matches!(
                    next(1),
                    "has" | "needs" | "cant" | "wont" | "hates" | "loves" | "goes" | "refuses" | "struggles" | "wants"
                ))
                || (capital && sign && matches!(next(2), "who" | "age" | "aged"))));
        let and_me = unknown
            && matches!(next(1), "and" | "n")
            && (next(2) == "me" || self.tokens.get(end + 2).is_some_and(|t| self.is_sure(t) && self.possible(end + 2).is_some()));
        let kisses = unknown && capital && !next(1).is_empty() && next(1).bytes().all(|b| b == b'x') && self.begins(at);
        let dash = unknown && capital && at == 1 && self.low(Some(0)) == "-" && self.ends(at);
        let pair_known =
            capital && !word && self.two_part(at) && (lexicon::is_surname(next(0)) || lexicon::is_surname(self.low(Some(at + 1))));
        let classmate = in_year && small && !word && pair.is_some_and(|t| !lexicon::is_slip(&t.low));
        aged || pronoun
            || acts
            || and_me
            || kisses
            || dash
            || pair_known
            || (owned && (capital || given))
            || is_mine
            || (bracket && small)
            || (here && small && !word)
            || (at_start && (given || end > at))
            || family
            || classmate
    }

    /// Whether the message, or the line, ends behind the name that begins here; kisses do not count.
    fn ends(&self, at: usize) -> bool {
        let mut last = self.extend(at);
        while let Some(next) = self.tokens.get(last + 1) {
            if next.gap == Gap::Line {
                return true;
            }
            if next.is_sign(".,!)") || (next.low.bytes().all(|b| b == b'x' || b == b'o') && !next.low.is_empty()) {
                last += 1;
            } else {
                return false;
            }
        }
        true
    }

    /// The next name of a list, if one follows.
    fn also(&self, last: usize) -> Option<(usize, usize)> {
        let mut at = last + 1;
        let mut joined = false;
        while let Some(token) = self.tokens.get(at) {
            if token.gap == Gap::Line || !(token.is_sign(",&+/") || matches!(token.low.as_str(), "and" | "n" | "or")) || at > last + 2 {
                break;
            }
            joined = true;
            at += 1;
        }
        if !joined {
            return None;
        }
        // "… and his brother …" is met on the way.
        let token = self.possible(at)?;
        if self.names_a_body(at) {
            return None;
        }
        let (given, word, capital) = (lexicon::is_given(&token.low), lexicon::is_word(&token.low), self.capital(at));
        let unknown = !word && !given && (capital || (!lexicon::is_slip(&token.low) && self.unknown_next(at)));
        let fits = self.is_sure(token) || (given && (capital || self.strong_next(at))) || unknown;
        fits.then(|| (at, self.extend(at)))
    }

    fn learn(&self, first: usize, last: usize, known: &mut HashSet<&'a str>, taken: &mut [bool]) {
        for at in first..=last {
            if let Some(done) = taken.get_mut(at) {
                *done = true;
            }
            if let Some(token) = self.tokens.get(at).filter(|t| t.is_word() && t.low.len() > 1) {
                let low = token.low.as_str();
                known.insert(if self.length(token).is_some() { low.strip_suffix('s').unwrap_or(low) } else { low });
            }
        }
    }

    /// How many bytes of this token are a name that was told before.
    fn mention(&self, at: usize, token: &Token, known: &HashSet<&str>) -> Option<usize> {
        let never = lexicon::is_never(&token.low) && !(token.owner && known.contains(token.low.as_str()));
        if !token.is_word() || self.kept.get(at).copied().unwrap_or(false) || never {
            return None;
        }
        if self.names_a_body(at) {
            return None;
        }
        let plain = |low: &str| !lexicon::is_word(low) || token.owner || (self.capital(at) && !self.begins(at));
        if known.contains(token.low.as_str()) && plain(&token.low) {
            return Some(token.end - token.start);
        }
        let stem = token.low.strip_suffix('s')?;
        let same = token.low.is_ascii() && token.end - token.start == token.low.len();
        (same && stem.len() > 1 && known.contains(stem) && !lexicon::is_word(stem) && !lexicon::is_word(&token.low)).then_some(stem.len())
    }
}
