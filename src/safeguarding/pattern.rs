//! The small language the phrase file is written in, and the machine that reads a message against all phrases at once.
//!
//! A pattern is a row of words: `word`, `<class>`, `(this|that one)`, a trailing `?` for "may be missing", `..3` for up to three
//! other words (never a "not", never over the end of a sentence), `^` and `$` for the ends of the sentence.

use std::collections::HashMap;

use super::spelling::{Token, Vocabulary};

const MAX_GAP: usize = 9;
const MAX_DEPTH: usize = 6;

/// What a pattern is made of, before the machine is built.
#[derive(Debug, Clone)]
enum Node {
    Word(String),
    Class(String),
    Any(Vec<Vec<Node>>),
    Maybe(Box<Node>),
    Gap(usize),
}

/// One pattern as written, taken apart.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    nodes: Vec<Node>,
    from_start: bool,
    to_end: bool,
}

impl Pattern {
    /// Reads one pattern; the fault says what to change.
    pub(super) fn parse(text: &str) -> Result<Pattern, String> {
        let text = text.trim();
        let (from_start, text) = text.strip_prefix('^').map_or((false, text), |rest| (true, rest));
        let (to_end, text) = text.strip_suffix('$').map_or((false, text), |rest| (true, rest));
        let mut rest = text;
        let nodes = parse_row(&mut rest, 0)?;
        if !rest.is_empty() {
            return Err("there is a `)` or `|` without its `(`".to_owned());
        }
        if !nodes.iter().any(|node| matches!(node, Node::Word(_) | Node::Class(_) | Node::Any(_))) {
            return Err("it has no word that must be there; write at least one".to_owned());
        }
        if matches!(nodes.first(), Some(Node::Gap(_))) || matches!(nodes.last(), Some(Node::Gap(_))) {
            return Err("it begins or ends with `..`; take that away, it changes nothing".to_owned());
        }
        Ok(Pattern { nodes, from_start, to_end })
    }

    pub(super) fn words(&self) -> Vec<&str> {
        let mut out = Vec::new();
        collect(&self.nodes, &mut |node| {
            if let Node::Word(word) = node {
                out.push(word.as_str());
            }
        });
        out
    }

    pub(super) fn classes(&self) -> Vec<&str> {
        let mut out = Vec::new();
        collect(&self.nodes, &mut |node| {
            if let Node::Class(name) = node {
                out.push(name.as_str());
            }
        });
        out
    }
}

fn collect<'a>(nodes: &'a [Node], see: &mut impl FnMut(&'a Node)) {
    for node in nodes {
        see(node);
        match node {
            Node::Any(rows) => rows.iter().for_each(|row| collect(row, see)),
            Node::Maybe(inner) => collect(std::slice::from_ref(inner), see),
            Node::Word(_) | Node::Class(_) | Node::Gap(_) => {}
        }
    }
}

fn parse_row(rest: &mut &str, depth: usize) -> Result<Vec<Node>, String> {
    if depth > MAX_DEPTH {
        return Err("its brackets stand too deep; use a class".to_owned());
    }
    let mut row = Vec::new();
    loop {
        *rest = rest.trim_start();
        let Some(first) = rest.chars().next() else { break };
        let node = match first {
            ')' | '|' => break,
            '(' => {
                *rest = &rest[1..];
                let mut rows = vec![parse_row(rest, depth + 1)?];
                while let Some(after) = rest.strip_prefix('|') {
                    *rest = after;
                    rows.push(parse_row(rest, depth + 1)?);
                }
                *rest = rest.strip_prefix(')').ok_or("a `(` is not closed")?;
                if rows.iter().any(Vec::is_empty) {
                    return Err("an alternative in `( | )` is empty; use `?` for what may be missing".to_owned());
                }
                Node::Any(rows)
            }
            '<' => {
                let (name, after) = rest[1..].split_once('>').ok_or("a `<` is not closed")?;
                *rest = after;
                Node::Class(name.to_owned())
            }
            '.' => {
                let after = rest.strip_prefix("..").ok_or("a single `.` means nothing; write `..3` for up to three words")?;
                let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
                let most: usize = after[..digits].parse().map_err(|_| "`..` needs a number, such as `..3`")?;
                if most == 0 || most > MAX_GAP {
                    return Err(format!("a gap is from `..1` to `..{MAX_GAP}`"));
                }
                *rest = &after[digits..];
                Node::Gap(most)
            }
            c if c.is_ascii_lowercase() || c.is_ascii_digit() => {
                let end = rest.find(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit())).unwrap_or(rest.len());
                let word = rest[..end].to_owned();
                *rest = &rest[end..];
                Node::Word(word)
            }
            c => return Err(format!("`{c}` is not part of the pattern language; words are small letters, without apostrophes")),
        };
        row.push(match rest.strip_prefix('?') {
            Some(after) => {
                *rest = after;
                Node::Maybe(Box::new(node))
            }
            None => node,
        });
    }
    Ok(row)
}

/// What one place in a pattern takes: a word of a set, or any word (a gap).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Takes {
    Set(u32),
    Gap,
}

/// A pattern found in a message: which, and its first and last token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) pattern: usize,
    pub(super) first: usize,
    pub(super) last: usize,
}

/// All patterns as one machine (positions and what may follow each), run once over the tokens.
#[derive(Debug, Clone, Default)]
pub(super) struct Machine {
    takes: Vec<Takes>,
    follow: Vec<Vec<u32>>,
    ends: Vec<Option<u32>>,
    /// For each word of the vocabulary, the positions at which a pattern may begin.
    begins: Vec<Vec<u32>>,
    sets: Vec<Vec<u64>>,
    anchors: Vec<(bool, bool)>,
}

struct Part {
    first: Vec<u32>,
    last: Vec<u32>,
    empty: bool,
}

struct Builder<'a> {
    machine: Machine,
    interned: HashMap<Vec<u64>, u32>,
    vocabulary: &'a Vocabulary,
    classes: &'a HashMap<String, Vec<Pattern>>,
}

impl Machine {
    /// Builds the machine; every word and class is known by now (the file was checked).
    pub(super) fn build(patterns: &[Pattern], vocabulary: &Vocabulary, classes: &HashMap<String, Vec<Pattern>>) -> Machine {
        let mut builder = Builder { machine: Machine::default(), interned: HashMap::new(), vocabulary, classes };
        builder.machine.begins = vec![Vec::new(); vocabulary.len()];
        for (index, pattern) in patterns.iter().enumerate() {
            let part = builder.row(&pattern.nodes, 0);
            builder.machine.anchors.push((pattern.from_start, pattern.to_end));
            for &position in &part.last {
                builder.machine.ends[position as usize] = Some(index as u32);
            }
            for &position in &part.first {
                if let Takes::Set(set) = builder.machine.takes[position as usize] {
                    for word in 0..vocabulary.len() {
                        if has(&builder.machine.sets[set as usize], word as u16) {
                            builder.machine.begins[word].push(position);
                        }
                    }
                }
            }
        }
        builder.machine
    }

    /// Every pattern in `tokens`, each end with its nearest beginning; `own` is where the message itself begins.
    pub(super) fn run(&self, tokens: &[Token], own: usize) -> Vec<Found> {
        let mut found = Vec::new();
        let mut active: Vec<(u32, u32)> = Vec::new();
        let mut next: Vec<(u32, u32)> = Vec::new();
        let mut seen = vec![0u32; self.takes.len()];
        let mut slot = vec![0u32; self.takes.len()];
        for (at, token) in tokens.iter().enumerate() {
            next.clear();
            let round = at as u32 + 1;
            let mut reach = |position: u32, start: u32, next: &mut Vec<(u32, u32)>| {
                let p = position as usize;
                if seen[p] == round {
                    let old = &mut next[slot[p] as usize].1;
                    *old = (*old).max(start);
                } else {
                    seen[p] = round;
                    slot[p] = next.len() as u32;
                    next.push((position, start));
                }
            };
            for &(position, start) in &active {
                for &to in &self.follow[position as usize] {
                    let goes = match self.takes[to as usize] {
                        Takes::Set(set) => {
                            let crosses = token.stop && self.takes[position as usize] == Takes::Gap;
                            !crosses && token.ids.iter().any(|&id| has(&self.sets[set as usize], id))
                        }
                        Takes::Gap => !token.stop && !token.negates,
                    };
                    if goes {
                        reach(to, start, &mut next);
                    }
                }
            }
            for &id in &token.ids {
                for &position in &self.begins[usize::from(id)] {
                    reach(position, at as u32, &mut next);
                }
            }
            for &(position, start) in &next {
                if let Some(pattern) = self.ends[position as usize] {
                    let (from_start, to_end) = self.anchors[pattern as usize];
                    let first = start as usize;
                    let starts = first == own || first == 0 || tokens[first].stop;
                    let ends = tokens.get(at + 1).is_none_or(|next| next.stop);
                    if (!from_start || starts) && (!to_end || ends) {
                        found.push(Found { pattern: pattern as usize, first, last: at });
                    }
                }
            }
            std::mem::swap(&mut active, &mut next);
        }
        found
    }
}

impl Builder<'_> {
    fn position(&mut self, takes: Takes) -> u32 {
        let position = self.machine.takes.len() as u32;
        self.machine.takes.push(takes);
        self.machine.follow.push(Vec::new());
        self.machine.ends.push(None);
        position
    }

    fn words<'w>(&mut self, words: impl Iterator<Item = &'w str>) -> Part {
        let mut bits = vec![0u64; self.vocabulary.len().div_ceil(64)];
        for id in words.filter_map(|word| self.vocabulary.id(word)) {
            bits[usize::from(id) / 64] |= 1 << (id % 64);
        }
        let set = match self.interned.get(&bits) {
            Some(&set) => set,
            None => {
                let set = self.machine.sets.len() as u32;
                self.machine.sets.push(bits.clone());
                self.interned.insert(bits, set);
                set
            }
        };
        let position = self.position(Takes::Set(set));
        Part { first: vec![position], last: vec![position], empty: false }
    }

    fn row(&mut self, nodes: &[Node], depth: usize) -> Part {
        let mut whole = Part { first: Vec::new(), last: Vec::new(), empty: true };
        for node in nodes {
            let part = self.node(node, depth);
            whole = self.join(whole, part);
        }
        whole
    }

    fn join(&mut self, left: Part, right: Part) -> Part {
        for &from in &left.last {
            self.machine.follow[from as usize].extend(&right.first);
        }
        let mut first = left.first;
        if left.empty {
            first.extend(&right.first);
        }
        let mut last = right.last;
        if right.empty {
            last.extend(&left.last);
        }
        Part { first, last, empty: left.empty && right.empty }
    }

    fn node(&mut self, node: &Node, depth: usize) -> Part {
        match node {
            Node::Word(word) => self.words(std::iter::once(word.as_str())),
            Node::Maybe(inner) => Part { empty: true, ..self.node(inner, depth) },
            Node::Gap(most) => {
                let mut whole = Part { first: Vec::new(), last: Vec::new(), empty: true };
                for _ in 0..*most {
                    let position = self.position(Takes::Gap);
                    whole = self.join(whole, Part { first: vec![position], last: vec![position], empty: true });
                }
                whole
            }
            Node::Any(rows) => {
                let rows: Vec<&[Node]> = rows.iter().map(Vec::as_slice).collect();
                self.any(&rows, depth)
            }
            Node::Class(name) => {
                let classes = self.classes;
                let rows: Vec<&[Node]> = match classes.get(name) {
                    Some(rows) if depth < MAX_DEPTH => rows.iter().map(|pattern| pattern.nodes.as_slice()).collect(),
                    _ => Vec::new(),
                };
                self.any(&rows, depth + 1)
            }
        }
    }

    /// Alternatives: the single words share one position, so that a class of fifty words costs as much as one.
    fn any(&mut self, rows: &[&[Node]], depth: usize) -> Part {
        let mut single: Vec<&str> = Vec::new();
        let mut whole = Part { first: Vec::new(), last: Vec::new(), empty: false };
        for row in rows {
            if let [Node::Word(word)] = row {
                single.push(word);
                continue;
            }
            let part = self.row(row, depth);
            whole.first.extend(part.first);
            whole.last.extend(part.last);
            whole.empty |= part.empty;
        }
        if !single.is_empty() {
            let part = self.words(single.into_iter());
            whole.first.extend(part.first);
            whole.last.extend(part.last);
        }
        whole
    }
}

fn has(set: &[u64], id: u16) -> bool {
    set.get(usize::from(id) / 64).is_some_and(|bits| bits >> (id % 64) & 1 == 1)
}
