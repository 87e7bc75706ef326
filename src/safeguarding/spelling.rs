//! From what people type to words the patterns know: misspelt, spaced out, run together, with digits for letters.

use std::collections::{HashMap, HashSet};

use crate::text::fold;

pub(super) const LONGEST_WORD: usize = 24;

/// One word of a message, as the machine sees it.
#[derive(Debug, Clone, Default)]
pub(super) struct Token {
    /// The words of the vocabulary it may stand for; empty when it is none of them.
    pub(super) ids: Vec<u16>,
    /// A sentence (or a long turn) ended just before it.
    pub(super) stop: bool,
    pub(super) negates: bool,
    pub(super) text: String,
}

/// Every word the file uses, with the ways to find it behind a slip of the fingers or the ear.
#[derive(Debug, Clone, Default)]
pub(super) struct Vocabulary {
    words: HashMap<String, u16>,
    list: Vec<Vec<char>>,
    same: HashMap<String, Vec<u16>>,
    real: HashSet<String>,
    deletes: HashMap<String, Vec<u16>>,
    negations: HashSet<u16>,
}

impl Vocabulary {
    /// `words`: all words of the patterns; `same`: canonical word and its variants; `real`: words that are never a slip.
    pub(super) fn new(
        words: impl IntoIterator<Item = String>,
        same: &[(String, Vec<String>)],
        real: &[String],
        negations: &[String],
    ) -> Vocabulary {
        let mut out = Vocabulary::default();
        for word in words {
            let id = out.list.len();
            if id < usize::from(u16::MAX) && !out.words.contains_key(&word) {
                out.list.push(word.chars().collect());
                out.words.insert(word, id as u16);
            }
        }
        out.real = real.iter().cloned().collect();
        out.negations = negations.iter().filter_map(|word| out.id(word)).collect();
        for (word, variants) in same {
            if let Some(id) = out.id(word) {
                for variant in variants {
                    out.same.entry(variant.clone()).or_default().push(id);
                }
            }
        }
        for (id, word) in out.list.iter().enumerate() {
            if word.len() < 4 || word.iter().any(char::is_ascii_digit) {
                continue;
            }
            for short in shorter(word, if word.len() >= 8 { 2 } else { 1 }) {
                out.deletes.entry(short).or_default().push(id as u16);
            }
        }
        out
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn id(&self, word: &str) -> Option<u16> {
        self.words.get(word).copied()
    }

    /// The tokens of a message.
    pub(super) fn tokens(&self, message: &str) -> Vec<Token> {
        let spaced: String =
            message.chars().filter(|c| !matches!(c, '\u{200b}'..='\u{200d}')).map(|c| if c.is_control() { ' ' } else { c }).collect();
        let folded = fold(&spaced);
        let mut raw = Vec::new();
        let mut stop = false;
        for chunk in folded.split(' ') {
            let before = raw.len();
            self.chunk(chunk, &mut raw);
            if let Some(first) = raw.get_mut(before) {
                first.stop = stop;
                stop = false;
            }
            if chunk.ends_with(['.', '?', '!', ';', '…']) {
                stop = true;
            }
        }
        let mut tokens = self.join_pairs(self.join_letters(raw));
        for token in &mut tokens {
            token.negates = token.ids.iter().any(|id| self.negations.contains(id));
        }
        tokens
    }

    fn chunk(&self, chunk: &str, out: &mut Vec<Token>) {
        let chunk: String = chunk.chars().filter(|c| *c != '\'').map(look_alike).collect();
        if chunk.chars().count() <= LONGEST_WORD && chunk.contains(char::is_alphabetic) && chunk.contains(is_disguise) {
            for plain in undisguised(&chunk) {
                let ids = self.known(&plain);
                if !ids.is_empty() {
                    out.push(Token { ids, text: plain, ..Token::default() });
                    return;
                }
            }
            if let Some(ids) = self.starred(&chunk) {
                out.push(Token { ids, text: chunk, ..Token::default() });
                return;
            }
        }
        for piece in chunk.split(|c: char| !c.is_alphanumeric()).filter(|piece| !piece.is_empty()) {
            self.piece(piece, out);
        }
    }

    fn piece(&self, piece: &str, out: &mut Vec<Token>) {
        let mut ids = self.known(piece);
        let length = piece.chars().count();
        let plain = piece.chars().all(char::is_alphabetic);
        if ids.is_empty() && !plain && length <= LONGEST_WORD && piece.contains(char::is_alphabetic) {
            for decoded in undisguised(piece) {
                if let Some(words) = self.split(&decoded) {
                    out.extend(words);
                    return;
                }
            }
        }
        if ids.is_empty() && plain && !self.real.contains(piece) {
            ids = self.near(piece, 1);
            if ids.is_empty() {
                if let Some(words) = self.split(piece) {
                    out.extend(words);
                    return;
                }
                ids = self.near(piece, 2);
            }
        }
        out.push(Token { ids, text: piece.to_owned(), ..Token::default() });
    }

    /// The word itself, its listed variants, or the same with letters held down ("dieeee").
    fn known(&self, word: &str) -> Vec<u16> {
        let mut ids: Vec<u16> = self.id(word).into_iter().collect();
        ids.extend(self.same.get(word).into_iter().flatten());
        if !ids.is_empty() || word.len() > 4 * LONGEST_WORD {
            return ids;
        }
        for most in [2, 1] {
            let squeezed = squeeze(word, most);
            if squeezed != word {
                ids.extend(self.id(&squeezed));
                ids.extend(self.same.get(&squeezed).into_iter().flatten());
                if !ids.is_empty() {
                    return ids;
                }
            }
        }
        ids
    }

    /// Words within a slip or two: one from five letters on, two from eight; in four letters only a wrong vowel or a swap.
    fn near(&self, word: &str, most: usize) -> Vec<u16> {
        let typed: Vec<char> = word.chars().collect();
        if typed.len() < 4 || typed.len() > LONGEST_WORD || (most == 2 && typed.len() < 7) {
            return Vec::new();
        }
        let mut best = Vec::new();
        let mut candidates: Vec<u16> = Vec::new();
        for short in shorter(&typed, most) {
            candidates.extend(self.deletes.get(&short).into_iter().flatten());
        }
        candidates.sort_unstable();
        candidates.dedup();
        for id in candidates {
            let meant = &self.list[usize::from(id)];
            let slips = distance(&typed, meant);
            let same_start = typed.first() == meant.first();
            let fits = match meant.len() {
                0..=4 => slips == 1 && same_start && small_slip(&typed, meant),
                5..=7 => slips == 1 && (same_start || meant.len() == 7),
                _ => slips == 1 || (slips == 2 && most == 2 && same_start),
            };
            if fits {
                best.push(id);
            }
        }
        best
    }

    /// "killmyself" as "kill myself": the fewest known words that make up the whole.
    fn split(&self, word: &str) -> Option<Vec<Token>> {
        let word = squeeze(word, 2);
        if !word.is_ascii() || word.len() < 5 {
            return None;
        }
        // For each end, the least cost and where the last piece begins; a variant costs more than the word itself.
        let mut best: Vec<Option<(usize, usize)>> = vec![None; word.len() + 1];
        best[0] = Some((0, 0));
        for end in 1..=word.len() {
            for begin in end.saturating_sub(LONGEST_WORD)..end {
                let Some((cost, _)) = best[begin] else { continue };
                if best[end].is_some_and(|(least, _)| least <= cost + 2) {
                    continue;
                }
                let piece = &word[begin..end];
                if piece.len() == 1 && !matches!(piece, "a" | "i") {
                    continue;
                }
                let price = match (self.id(piece), self.same.contains_key(piece)) {
                    (Some(_), false) => 2,
                    (_, true) => 3,
                    (None, false) => continue,
                };
                if best[end].is_none_or(|(least, _)| cost + price < least) {
                    best[end] = Some((cost + price, begin));
                }
            }
        }
        let (cost, _) = best[word.len()]?;
        if cost < 4 || cost > word.len() + 2 {
            return None;
        }
        let mut out = Vec::new();
        let mut end = word.len();
        while end > 0 {
            let (_, begin) = best[end]?;
            let piece = &word[begin..end];
            out.push(Token { ids: self.known(piece), text: piece.to_owned(), ..Token::default() });
            end = begin;
        }
        out.reverse();
        Some(out)
    }

    /// "k*ll": a word of the same length that agrees wherever a letter is left.
    fn starred(&self, chunk: &str) -> Option<Vec<u16>> {
        let typed: Vec<char> = chunk.trim_end_matches(['.', '?', '!', ',']).chars().collect();
        let letters = typed.iter().filter(|c| c.is_alphabetic()).count();
        if letters < 2 || !typed.iter().any(|c| is_star(*c)) || !typed.iter().all(|c| c.is_alphabetic() || is_star(*c)) {
            return None;
        }
        let fits = |word: &Vec<char>| word.len() == typed.len() && word.iter().zip(&typed).all(|(w, t)| is_star(*t) || w == t);
        let ids: Vec<u16> = (0..self.list.len()).filter(|&id| fits(&self.list[id])).map(|id| id as u16).collect();
        (!ids.is_empty()).then_some(ids)
    }

    /// "w a n t t o d i e": three or more single letters in a row are read as one word or several.
    fn join_letters(&self, raw: Vec<Token>) -> Vec<Token> {
        let mut out: Vec<Token> = Vec::with_capacity(raw.len());
        let mut run: Vec<Token> = Vec::new();
        for token in raw {
            if token.text.chars().count() == 1 {
                run.push(token);
            } else {
                self.flush(&mut run, &mut out);
                out.push(token);
            }
        }
        self.flush(&mut run, &mut out);
        out
    }

    fn flush(&self, run: &mut Vec<Token>, out: &mut Vec<Token>) {
        if run.len() >= 3 {
            let joined: String = run.iter().map(|token| token.text.as_str()).collect();
            let stop = run[0].stop;
            let readings = if joined.contains(|c: char| c.is_ascii_digit()) && joined.len() <= LONGEST_WORD * 2 {
                undisguised(&joined)
            } else {
                vec![joined]
            };
            for reading in readings {
                let ids = self.known(&reading);
                let words =
                    if ids.is_empty() { self.split(&reading) } else { Some(vec![Token { ids, text: reading, ..Token::default() }]) };
                if let Some(mut words) = words {
                    if let Some(first) = words.first_mut() {
                        first.stop = stop;
                    }
                    out.append(&mut words);
                    run.clear();
                    return;
                }
            }
        }
        out.append(run);
    }

    /// "my self", "sui cide": two pieces that make one known word.
    fn join_pairs(&self, tokens: Vec<Token>) -> Vec<Token> {
        let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
        for token in tokens {
            if let Some(last) = out.last_mut()
                && !token.stop
                && (last.text.len() + token.text.len()) <= LONGEST_WORD
                && last.text.len() + token.text.len() >= 6
            {
                let joined = format!("{}{}", last.text, token.text);
                let broken = last.ids.is_empty() || token.ids.is_empty() || matches!(token.text.as_str(), "self" | "selves");
                if broken && self.id(&joined).is_some() {
                    *last = Token { ids: self.known(&joined), stop: last.stop, text: joined, ..Token::default() };
                    continue;
                }
            }
            out.push(token);
        }
        out
    }
}

/// The word itself and all that is left when up to `most` letters are taken out.
pub(super) fn shorter(word: &[char], most: usize) -> HashSet<String> {
    let mut out = HashSet::from([word.iter().collect::<String>()]);
    for i in 0..word.len() {
        let mut one = word.to_vec();
        one.remove(i);
        if most > 1 {
            for j in i..one.len() {
                let mut two = one.clone();
                two.remove(j);
                out.insert(two.into_iter().collect());
            }
        }
        out.insert(one.into_iter().collect());
    }
    out
}

/// Slips between two words: a letter wrong, missing, added, or two swapped.
pub(super) fn distance(a: &[char], b: &[char]) -> usize {
    let mut rows = vec![(0..=b.len()).collect::<Vec<usize>>()];
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let wrong = usize::from(a[i - 1] != b[j - 1]);
            row[j] = (rows[i - 1][j] + 1).min(row[j - 1] + 1).min(rows[i - 1][j - 1] + wrong);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(rows[i - 2][j - 2] + 1);
            }
        }
        rows.push(row);
    }
    rows.last().and_then(|row| row.last()).copied().unwrap_or(usize::MAX)
}

/// In a short word only a vowel may be wrong or two letters swapped; anything else is another word.
fn small_slip(typed: &[char], meant: &[char]) -> bool {
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    if typed.len() == meant.len() {
        return typed.iter().zip(meant).all(|(t, m)| t == m || (vowel(*t) && vowel(*m)))
            || typed.iter().zip(meant).filter(|(t, m)| t != m).count() == 2;
    }
    let doubled = |word: &[char]| word.windows(2).any(|pair| pair[0] == pair[1]);
    doubled(typed) != doubled(meant)
}

fn squeeze(word: &str, most: usize) -> String {
    let mut out = String::with_capacity(word.len());
    let mut count = 0;
    for c in word.chars() {
        count = if out.ends_with(c) { count + 1 } else { 1 };
        if count <= most {
            out.push(c);
        }
    }
    out
}

/// Letters of other alphabets that look like ours.
fn look_alike(c: char) -> char {
    match c {
        'а' | 'α' => 'a',
        'е' | 'ε' => 'e',
        'і' | 'ι' | 'ı' => 'i',
        'о' | 'ο' => 'o',
        'ѕ' => 's',
        'с' => 'c',
        'у' => 'y',
        'к' | 'κ' => 'k',
        'т' | 'τ' => 't',
        'м' => 'm',
        'ӏ' => 'l',
        'ԁ' => 'd',
        'р' => 'p',
        'х' => 'x',
        c => c,
    }
}

fn is_star(c: char) -> bool {
    matches!(c, '*' | '#' | '_' | '•' | '%' | '✱')
}

fn is_disguise(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '!' | '@' | '$' | '|' | '+' | '(' | '€' | '£') || is_star(c)
}

/// The readings of a word in which digits and symbols stand for letters; at most sixteen.
fn undisguised(word: &str) -> Vec<String> {
    let mut readings = vec![String::new()];
    for c in word.chars() {
        let letters: &[char] = match c {
            '1' | '!' | '|' => &['i', 'l'],
            '0' => &['o'],
            '3' | '€' => &['e'],
            '4' | '@' => &['a'],
            '5' | '$' => &['s'],
            '7' | '+' => &['t'],
            '8' => &['b'],
            '6' | '9' => &['g'],
            '2' => &['z'],
            '(' => &['c'],
            _ => &[],
        };
        match letters {
            [] => readings.iter_mut().for_each(|reading| reading.push(c)),
            [one] => readings.iter_mut().for_each(|reading| reading.push(*one)),
            [one, others @ ..] => {
                let mut more = Vec::new();
                if readings.len() <= 8 {
                    for other in others {
                        more.extend(readings.iter().map(|reading| format!("{reading}{other}")));
                    }
                }
                readings.iter_mut().for_each(|reading| reading.push(*one));
                readings.append(&mut more);
            }
        }
    }
    readings
}
