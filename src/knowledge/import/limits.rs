use std::{fs, path::Path, time::Duration};

use super::Refused;

/// The name of the threads that read documents: what panics there is a damaged file, which is told as such.
pub const READER_THREAD: &str = "document-reader";

const MB: u64 = 1024 * 1024;

/// What one document may cost.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Largest file, in bytes; looked at before it is read. A strategy with photographs has 20 MB.
    pub file_bytes: u64,
    /// Most that a packed file may unpack to, in bytes.
    pub unpacked_bytes: u64,
    /// Most of it that may be words (text, markup, pages without their pictures), in bytes: what holds them in memory is ten times as
    /// large. A book has one million letters.
    pub text_bytes: u64,
    /// Most that one part of it may grow by: text in XML packs 10 to 30 times, a bomb a thousand times.
    pub ratio: u64,
    /// Deepest nesting of elements; a page made by people has under 60.
    pub depth: usize,
    /// Longest time to read one document.
    pub time: Duration,
    /// Stack of the thread that reads.
    pub stack_bytes: usize,
    /// Longest article, in bytes; the loader reads no longer file.
    pub article_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 50 * MB,
            unpacked_bytes: 500 * MB,
            text_bytes: 32 * MB,
            ratio: 200,
            depth: 500,
            time: Duration::from_secs(120),
            stack_bytes: 64 << 20,
            article_bytes: 8 * MB,
        }
    }
}

impl Limits {
    /// The file's bytes, when it is a file of a size that is read.
    pub(super) fn read(&self, file: &Path) -> Result<Vec<u8>, Refused> {
        let cannot = |e: std::io::Error| Refused::new(format!("it cannot be read: {e}"), "Check the name and whether you may read it.");
        let meta = fs::metadata(file).map_err(cannot)?;
        if meta.is_dir() {
            return Err(Refused::new("it is a folder", "Name the files in it."));
        }
        if !meta.is_file() {
            return Err(Refused::new("it is not a file", "Save the document to a file first."));
        }
        if meta.len() > self.file_bytes {
            let (has, most) = (meta.len().div_ceil(MB), self.file_bytes / MB);
            return Err(Refused::new(format!("it has {has} MB, more than {most} MB"), "Save it with smaller pictures, or split it."));
        }
        // A file that grows while it is read is still bounded.
        let mut bytes = Vec::with_capacity(usize::try_from(meta.len()).unwrap_or(0));
        let opened = fs::File::open(file).map_err(cannot)?;
        std::io::Read::read_to_end(&mut std::io::Read::take(opened, self.file_bytes + 1), &mut bytes).map_err(cannot)?;
        if bytes.len() as u64 > self.file_bytes {
            return Err(Refused::new(
                format!("it has more than {} MB", self.file_bytes / MB),
                "Save it with smaller pictures, or split it.",
            ));
        }
        Ok(bytes)
    }

    /// Refuses markup whose elements nest deeper than people's pages do: readers of trees are slow or fall over there.
    ///
    /// Counted without building anything. Elements that HTML closes by itself are not counted, since pages leave them open by the
    /// thousand.
    pub(super) fn check_depth(&self, markup: &str) -> Result<(), Refused> {
        let mut depth = 0_usize;
        let mut rest = markup;
        while let Some(at) = rest.find('<') {
            rest = &rest[at + 1..];
            if let Some(comment) = rest.strip_prefix("!--") {
                rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
                continue;
            }
            let closing = rest.starts_with('/');
            let name = rest.trim_start_matches('/');
            let length = name.find(|c: char| !(c.is_ascii_alphanumeric() || c == ':' || c == '-')).unwrap_or(name.len());
            let name = &name[..length];
            if name.is_empty() || UNCOUNTED.iter().any(|u| name.eq_ignore_ascii_case(u)) {
                continue;
            }
            if closing {
                depth = depth.saturating_sub(1);
                continue;
            }
            let end = rest.find('>').unwrap_or(rest.len());
            if !rest[..end].ends_with('/') {
                depth += 1;
            }
            if depth > self.depth {
                let what = format!("its elements are nested more than {} deep, which no page made by people is", self.depth);
                return Err(Refused::new(what, "Save the page anew from a browser, or as text."));
            }
        }
        Ok(())
    }
}

/// Void elements, and those that HTML closes by itself.
const UNCOUNTED: [&str; 32] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p", "li", "dt", "dd",
    "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "option", "optgroup", "html", "head", "body", "font", "path",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_paragraphs_are_not_depth_and_nested_boxes_are() {
        let limits = Limits::default();
        assert!(limits.check_depth(&"<p>word<br><li>item".repeat(5_000)).is_ok());
        assert!(limits.check_depth(&"<div><span>x</span></div><img/>".repeat(5_000)).is_ok());
        assert!(limits.check_depth(&"<div>".repeat(100_000)).is_err());
        assert!(limits.check_depth(&"<!-- <div> -->".repeat(1_000)).is_ok());
    }
}
