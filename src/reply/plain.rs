use super::{EasyReadLine, Reply, compose::standard_text};
use crate::{
    content::{Inline, plain, plain_inline},
    locale::Locale,
    manner::{Length, Style},
};

impl Reply {
    /// Exactly what the person reads, as plain text: the same parts in the same order as every channel shows them.
    pub fn plain(&self, style: Style, locale: &Locale) -> String {
        let mut parts: Vec<String> = Vec::new();
        let short = self.length == Length::Short;
        if let Some(help) = &self.help {
            parts.push(help.title.clone());
            parts.push(match style {
                Style::Standard => help.standard.join("\n"),
                Style::EasyRead => easy(&help.easy_read),
            });
        }
        parts.extend(self.labels.iter().cloned());
        parts.extend(self.title.clone());
        parts.push(match style {
            Style::Standard if short => plain(self.standard_parts().0),
            Style::EasyRead if short => easy(self.easy_parts().0),
            Style::Standard => self.standard_text(),
            Style::EasyRead => easy(&self.easy_read),
        });
        let rest = match style {
            Style::Standard => self.standard_parts().1.is_empty(),
            Style::EasyRead => self.easy_parts().1.is_empty(),
        };
        if short && !rest {
            parts.push(locale.say("more-there"));
        }
        if style == Style::EasyRead {
            parts.extend(self.easy_read_note.clone());
        }
        if !self.contacts.is_empty() {
            let lines: Vec<String> = self.contacts.iter().map(|c| format!("• {}", with_addresses(c))).collect();
            parts.push(format!("{}\n{}", locale.say("contacts-heading"), lines.join("\n")));
        }
        if !self.sources.is_empty() {
            parts.push(format!("{}\n{}", locale.say("sources-heading"), self.source_lines(locale).join("\n")));
        }
        parts.extend(self.notes.iter().cloned());
        if !self.suggestions.is_empty() {
            let lines: Vec<String> = self.suggestions.iter().map(|s| format!("• {s}")).collect();
            parts.push(format!("{}\n{}", locale.say(self.suggestions_key()), lines.join("\n")));
        }
        parts.retain(|p| !p.is_empty());
        parts.join("\n\n")
    }

    /// The standard text without what stands around it.
    pub fn standard_text(&self) -> String {
        standard_text(self)
    }

    /// The sources, a line each, with section, date and address; a document cited for several parts is one line.
    pub fn source_lines(&self, locale: &Locale) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        for source in &self.sources {
            let mut line = format!("• {}", source.title);
            if let Some(section) = &source.section {
                line.push_str(&format!(", {section}"));
            }
            if let Some(date) = &source.published_said {
                line.push_str(&format!(" ({})", locale.say_with("published", &[("date", date)])));
            }
            if let Some(url) = &source.url {
                line.push_str(&format!(" {url}"));
            }
            if !out.contains(&line) {
                out.push(line);
            }
        }
        out
    }

    /// The heading over the suggestions: what comes next, or what was perhaps meant.
    pub fn suggestions_key(&self) -> &'static str {
        match self.status {
            _ if self.yes_no => "one-question-choose",
            crate::answer::AnswerStatus::Answered => "suggestions-next",
            crate::answer::AnswerStatus::SmallTalk => "suggestions-start",
            _ => "suggestions-near",
        }
    }
}

fn easy(lines: &[EasyReadLine]) -> String {
    let line = |l: &EasyReadLine| if l.emoji.is_empty() { l.text.clone() } else { format!("{} {}", l.emoji, l.text) };
    lines.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Words with the address behind a link, unless the words are the address.
fn with_addresses(content: &[Inline]) -> String {
    let mut out = String::new();
    for inline in content {
        match inline {
            Inline::Link { target, content } => {
                let words = plain_inline(content);
                out.push_str(&words);
                if target.starts_with("http") && !target.contains(words.as_str()) {
                    out.push_str(&format!(" {target}"));
                }
            }
            other => out.push_str(&plain_inline(std::slice::from_ref(other))),
        }
    }
    out
}
