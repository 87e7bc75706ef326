//! Bytes into text, whatever wrote them; and text without what only a printer or a browser needed.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::{Refused, Why};
use crate::text as words;

/// The text of a Markdown or text file.
pub(super) fn text(bytes: &[u8]) -> Result<String, Refused> {
    let text = decode(bytes, None);
    readable(&text)?;
    Ok(tidy(&text))
}

/// The text of a web page, in the encoding that it names where it is not UTF-8.
pub(super) fn html(bytes: &[u8]) -> Result<String, Refused> {
    let text = decode(bytes, named(bytes));
    readable(&text)?;
    Ok(tidy(&text))
}

/// The beginning of a file as text, to tell its kind by; a letter cut in two at its end is no fault.
pub(super) fn sample(bytes: &[u8]) -> Result<String, Refused> {
    let text = decode(bytes, None);
    readable(&text)?;
    Ok(text)
}

fn decode(bytes: &[u8], named: Option<&'static Encoding>) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => return text.to_owned(),
        // A sample may end in the middle of a letter.
        Err(e) if e.error_len().is_none() => return String::from_utf8_lossy(&bytes[..e.valid_up_to()]).into_owned(),
        _ => {}
    }
    let encoding = without_mark(bytes).or(named).unwrap_or_else(|| {
        let mut guess = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
        guess.feed(bytes, true);
        guess.guess(Some(b"uk"), chardetng::Utf8Detection::Deny)
    });
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// UTF-16 without a mark: in English nearly every other byte is zero.
fn without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(2_000) & !1];
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let half = sample.len() / 2;
    let (even, odd) = (zeros(0), zeros(1));
    if half > 3 && odd * 10 > half * 7 && even * 10 < half {
        return Some(UTF_16LE);
    }
    (half > 3 && even * 10 > half * 7 && odd * 10 < half).then_some(UTF_16BE)
}

fn named(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2_048)]).to_ascii_lowercase();
    let after = &head[head.find("charset=")? + "charset=".len()..];
    let label: String =
        after.trim_start_matches(['"', '\'']).chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-' || *c == '_').collect();
    Encoding::for_label(label.as_bytes()).filter(|e| *e != UTF_8)
}

/// Refuses what is not text at all.
fn readable(text: &str) -> Result<(), Refused> {
    let (mut all, mut odd) = (0_usize, 0_usize);
    for c in text.chars().take(100_000) {
        all += 1;
        if (c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{85}')) || c == '\u{fffd}' {
            odd += 1;
        }
    }
    if odd * 50 > all {
        return Err(Refused::new(
            "it is not text, and no kind of document that is known here",
            "Save it as PDF, DOCX, HTML, Markdown or plain text.",
        )
        .of(Why::Kind));
    }
    Ok(())
}

/// The same words without what nobody sees: marks of byte order, soft hyphens, printers' ligatures, bullets of private fonts.
pub(super) fn tidy(text: &str) -> String {
    let text = words::unligature(text);
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                out.push('\n');
            }
            // A soft hyphen at a line's end holds one word together.
            '\u{ad}' => {
                let mut spaces = chars.clone().take_while(|c| c.is_whitespace());
                if spaces.any(|c| c == '\n') {
                    while chars.next_if(|c| c.is_whitespace()).is_some() {}
                }
            }
            '\n' | '\t' | '\u{c}' => out.push(c),
            '\u{b}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => out.push(' '),
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{fffd}' => {}
            // Symbol fonts keep their signs here, and nearly all of them are bullets.
            '\u{e000}'..='\u{f8ff}' => out.push('•'),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_apart() {
        assert_eq!(text(b"Caf\xe9 \xa32 \x96 \x93yes\x94").unwrap(), "Café £2 – “yes”");
        assert_eq!(text(b"\xef\xbb\xbfword").unwrap(), "word");
        let utf16: Vec<u8> = "Short breaks".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&utf16).unwrap(), "Short breaks");
        let marked: Vec<u8> = "\u{feff}Short breaks".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(text(&marked).unwrap(), "Short breaks");
        assert_eq!(html(b"<meta charset=\"windows-1252\">\x80").unwrap(), "<meta charset=\"windows-1252\">€");
    }

    #[test]
    fn rubbish_is_refused() {
        let rubbish: Vec<u8> = (0..5_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert!(text(&rubbish).is_err());
    }

    #[test]
    fn printers_marks_go() {
        assert_eq!(tidy("e\u{fb03}cient\u{a0}speci\u{ad}\nalist \u{f0b7} one\r\ntwo"), "efficient specialist • one\ntwo");
    }
}
