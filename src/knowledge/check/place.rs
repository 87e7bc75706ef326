use crate::knowledge::Files;

/// Finds the line of a thing in the file it was read from; only looked at when there is something to report.
pub(super) struct Place<'a> {
    lines: Vec<&'a str>,
}

impl<'a> Place<'a> {
    pub fn of(files: &'a Files, file: &str) -> Self {
        Self { lines: files.get(file).unwrap_or_default().lines().collect() }
    }

    /// The line of the front matter that begins with that key.
    pub fn key(&self, key: &str) -> Option<usize> {
        let is = |l: &&str| l.trim_start().strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='));
        self.lines.iter().position(is).map(|i| i + 1)
    }

    /// The first line with these words.
    pub fn with(&self, words: &str) -> Option<usize> {
        self.lines.iter().position(|l| l.contains(words)).map(|i| i + 1)
    }

    /// Every line with these words.
    pub fn all_with(&self, words: &str) -> Vec<usize> {
        self.lines.iter().enumerate().filter(|(_, l)| l.contains(words)).map(|(i, _)| i + 1).collect()
    }

    /// The last line with these words.
    pub fn last_with(&self, words: &str) -> Option<usize> {
        self.lines.iter().rposition(|l| l.contains(words)).map(|i| i + 1)
    }

    /// The first line after the front matter on which the word stands by itself, letter for letter.
    pub fn word(&self, word: &str) -> Option<usize> {
        let alone = |l: &str| l.split(|c: char| !c.is_alphanumeric() && c != '&').any(|w| w == word || w.strip_suffix('s') == Some(word));
        let body = self.lines.iter().rposition(|l| *l == "+++").map_or(0, |i| i + 1);
        self.lines
            .iter()
            .skip(body)
            .position(|l| alone(l))
            .map(|i| i + body + 1)
            .or_else(|| self.lines.iter().position(|l| alone(l)).map(|i| i + 1))
    }

    /// The heading of the easy read.
    pub fn easy_heading(&self) -> Option<usize> {
        self.lines.iter().rposition(|l| l.starts_with('#') && crate::text::fold(l.trim_start_matches('#')) == "easy read").map(|i| i + 1)
    }

    /// An easy-read line, by its words; marks such as `**` are looked past.
    pub fn easy(&self, text: &str) -> Option<usize> {
        let from = self.easy_heading().unwrap_or(0);
        let bare = |l: &str| l.replace(['*', '_', '[', ']', '`', '\\'], "");
        let text = bare(text);
        let here = self.lines.iter().skip(from).position(|l| bare(l).contains(&text)).map(|i| i + from + 1);
        here.or_else(|| self.with(text.trim_end_matches('.'))).or_else(|| self.easy_heading())
    }
}
