use std::io::Cursor;

use super::{Refused, Why};

/// What a file is, by what stands in it; its name may lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Pdf,
    Docx,
    Html,
    Markdown,
    Text,
}

impl Kind {
    /// Its name in an article's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Html => "html",
            Self::Markdown => "markdown",
            Self::Text => "text",
        }
    }
}

/// Beginnings of files that hold no text for us, and what they are.
const FOREIGN: [(&[u8], &str); 14] = [
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\0", "a picture (TIFF)"),
    (b"MM\0*", "a picture (TIFF)"),
    (b"BM", "a picture (BMP)"),
    (b"\x1f\x8b", "a packed file (gzip)"),
    (b"7z\xbc\xaf", "a packed file (7z)"),
    (b"Rar!", "a packed file (RAR)"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"OggS", "a recording"),
    (b"ID3", "a recording"),
    (b"SQLite format 3", "a database"),
];

const HOW: &str = "Save it as PDF, DOCX, HTML, Markdown or plain text, and import that.";

/// The kind of these bytes, or why they cannot be one that is read.
pub(super) fn of(bytes: &[u8]) -> Result<Kind, Refused> {
    let start = bytes.iter().position(|b| !b.is_ascii_whitespace()).unwrap_or(bytes.len());
    let text = &bytes[start..];
    if text.is_empty() {
        return Err(Refused::new("the file is empty", "Check that it was saved or downloaded whole.").of(Why::NoWords));
    }
    // Readers of PDF allow rubbish before its mark.
    if window(bytes, 1024).windows(5).any(|w| w == b"%PDF-") {
        return Ok(Kind::Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return archive(bytes);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(Refused::new(
            "it is an old Word, Excel or PowerPoint file, or one that is locked with a password",
            "Open it in Word, take the password off, and save it as DOCX.",
        )
        .of(Why::Kind));
    }
    if text.starts_with(b"{\\rtf") {
        return Err(Refused::new("it is a rich text file (RTF)", "Open it in Word and save it as DOCX.").of(Why::Kind));
    }
    let binary = has_nulls(bytes) || bytes.len() < 4;
    if let Some((_, name)) = FOREIGN.iter().find(|(magic, _)| bytes.starts_with(magic) && (magic.len() > 3 || binary)) {
        return Err(Refused::new(format!("it is {name}, not a document with text"), HOW).of(Why::Kind));
    }
    let sample = super::decode::sample(window(bytes, 256 * 1024))?;
    Ok(of_text(&sample))
}

fn window(bytes: &[u8], most: usize) -> &[u8] {
    &bytes[..bytes.len().min(most)]
}

fn has_nulls(bytes: &[u8]) -> bool {
    window(bytes, 4096).contains(&0)
}

fn archive(bytes: &[u8]) -> Result<Kind, Refused> {
    let damaged = |_| Refused::new("it begins like a DOCX, and is damaged or cut short", "Download or save it again.");
    let archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let has = |name: &str| archive.index_for_name(name).is_some();
    if has("word/document.xml") || (has("[Content_Types].xml") && archive.file_names().any(|n| n.starts_with("word/document"))) {
        return Ok(Kind::Docx);
    }
    let what = if has("xl/workbook.xml") {
        "it is a spreadsheet (XLSX)"
    } else if has("ppt/presentation.xml") {
        "it is a presentation (PPTX)"
    } else if has("mimetype") {
        "it is an OpenDocument or EPUB file"
    } else {
        "it is a ZIP file without a Word document in it"
    };
    Err(Refused::new(what, HOW).of(Why::Kind))
}

/// HTML where tags carry the page, Markdown where its marks do, else text.
pub(super) fn of_text(text: &str) -> Kind {
    let head: String = text.chars().take(2_000).collect::<String>().to_ascii_lowercase();
    let head = head.trim_start_matches('\u{feff}').trim_start();
    if ["<!doctype html", "<html", "<?xml", "<head", "<body"].iter().any(|mark| head.starts_with(mark)) || head.contains("<html") {
        return Kind::Html;
    }
    let lines: Vec<&str> = text.lines().filter(|l| !l.trim().is_empty()).collect();
    let tags = lines.iter().filter(|l| block_tag(l)).count();
    let marks = lines.iter().filter(|l| markdown_mark(l)).count();
    // A page without its frame: most of its lines are tags, and no Markdown stands between them.
    if tags * 2 > lines.len() && marks == 0 {
        return Kind::Html;
    }
    if marks > 0 { Kind::Markdown } else { Kind::Text }
}

fn block_tag(line: &str) -> bool {
    let line = line.trim_start();
    let name = line.strip_prefix("</").or_else(|| line.strip_prefix('<')).unwrap_or_default();
    let name: String = name.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    !line.contains('\t')
        && matches!(
            name.as_str(),
            "p" | "div"
                | "h1"
                | "h2"
                | "h3"
                | "h4"
                | "ul"
                | "ol"
                | "li"
                | "table"
                | "tr"
                | "td"
                | "section"
                | "article"
                | "main"
                | "nav"
                | "header"
        )
}

fn markdown_mark(line: &str) -> bool {
    let line = line.trim();
    let hashes = line.bytes().take_while(|b| *b == b'#').count();
    let heading = (1..=6).contains(&hashes) && line[hashes..].starts_with(' ');
    let rule = line.starts_with('|') && line.contains("---") && line.bytes().all(|b| matches!(b, b'|' | b'-' | b':' | b' '));
    let strong = line.starts_with("**") && line[2..].contains("**");
    let link = line.contains("](http") || line.contains("](#") || line.contains("](/");
    heading || rule || strong || link || line.starts_with("```")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_is_told_by_content() {
        assert_eq!(of(b"%PDF-1.4 ..."), Ok(Kind::Pdf));
        assert_eq!(of(b"  <!DOCTYPE html><p>x"), Ok(Kind::Html));
        assert_eq!(of(b"<div>\n<p>One</p>\n</div>"), Ok(Kind::Html));
        assert_eq!(of(b"# Title\n\nWords."), Ok(Kind::Markdown));
        assert_eq!(of(b"Just words. BMX is a sport."), Ok(Kind::Text));
        assert_eq!(of(b"BMW drivers read this."), Ok(Kind::Text));
        assert!(of(b"  \n").is_err_and(|r| r.what.contains("empty")));
        assert!(of(b"PK\x03\x04rubbish").is_err_and(|r| r.what.contains("damaged")));
        assert!(of(b"\xd0\xcf\x11\xe0\xa1\xb1").is_err_and(|r| r.fix.contains("DOCX")));
    }
}
