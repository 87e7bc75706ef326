//! A council's own pictures: read once at the start, looked at before they are shown to anybody.

use std::{borrow::Cow, collections::BTreeMap, fs, path::Path, sync::Arc};

use super::{Drawing, Origin, SVG};

/// Most bytes of a file: a photo of 400 pixels or a rich drawing fits.
const MOST_BYTES: u64 = 200 * 1024;
/// Kinds of file that are read, with the bytes that they begin with.
const KINDS: [(&str, &str); 3] = [("svg", SVG), ("png", "image/png"), ("webp", "image/webp")];

/// A file of the folder that is not used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: this picture is not used: {why}")]
pub struct Refused {
    /// The file, or the folder where that cannot be read.
    pub file: String,
    /// Why, and what to do.
    pub why: String,
}

pub(super) fn read(folder: &Path, known: impl Fn(&str) -> bool) -> (BTreeMap<String, Arc<Drawing>>, Vec<Refused>) {
    let (mut out, mut refused) = (BTreeMap::new(), Vec::new());
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            let why = format!("the folder cannot be read ({error}); mend pictures.dir, or take it out");
            return (out, vec![Refused { file: folder.display().to_string(), why }]);
        }
    };
    let mut files: Vec<String> = entries.flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    files.sort();
    for file in files.into_iter().filter(|f| !f.starts_with('.')) {
        match one(folder, &file, &known) {
            Ok((name, drawing)) if !out.contains_key(&name) => drop(out.insert(name, drawing)),
            Ok((name, _)) => refused.push(Refused { file, why: format!("there are two pictures `{name}`; keep one") }),
            Err(why) => refused.push(Refused { file, why }),
        }
    }
    (out, refused)
}

fn one(folder: &Path, file: &str, known: impl Fn(&str) -> bool) -> Result<(String, Arc<Drawing>), String> {
    let kind = file.rsplit_once('.').and_then(|(name, end)| KINDS.iter().find(|k| k.0 == end).map(|k| (name, k.1)));
    let (name, kind) = kind.ok_or("its name must end in .svg, .png or .webp")?;
    if !known(name) {
        return Err(format!("no picture is called `{name}`; /pictures and knowledge/pictures.toml list the names"));
    }
    let path = folder.join(file);
    let size = fs::metadata(&path).map_err(|e| format!("it cannot be read ({e})"))?.len();
    if size > MOST_BYTES {
        return Err(format!("it has {} kB; make it smaller than {} kB", size / 1024, MOST_BYTES / 1024));
    }
    let bytes = fs::read(&path).map_err(|e| format!("it cannot be read ({e})"))?;
    let fits = match kind {
        SVG => {
            std::str::from_utf8(&bytes).map_err(|_| "an SVG must be UTF-8 text; save it again as plain SVG".to_owned()).and_then(safe_svg)
        }
        "image/png" => begins(bytes.starts_with(b"\x89PNG\r\n\x1a\n")),
        _ => begins(bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP")),
    };
    fits?;
    Ok((name.to_owned(), Drawing::new(file, kind, Origin::Council, Cow::Owned(bytes))))
}

fn begins(right: bool) -> Result<(), String> {
    if right { Ok(()) } else { Err("what is in it is not what its name says; save it again in that format".to_owned()) }
}

/// Whether an SVG is a drawing and nothing else. It is served so that a browser runs nothing in it anyway; this is the second lock, and it
/// refuses more than it must.
pub(super) fn safe_svg(text: &str) -> Result<(), String> {
    let text = text.to_ascii_lowercase();
    if !text.contains("<svg") {
        return Err("there is no drawing in it; save it again as plain SVG".to_owned());
    }
    for (sign, what) in [
        ("<script", "a script"),
        ("<foreignobject", "foreign objects"),
        ("<iframe", "a frame"),
        ("<!entity", "entities"),
        ("<!doctype", "a document type"),
        ("<?xml-stylesheet", "a style sheet from elsewhere"),
        ("@import", "a style sheet from elsewhere"),
        ("javascript:", "a script"),
        ("<animate", "movement"),
        ("<set", "movement"),
    ] {
        if text.contains(sign) {
            return Err(format!("it holds {what}; save it as plain SVG without it"));
        }
    }
    if text.split("url(").skip(1).any(|rest| !rest.trim_start_matches(['"', '\'', ' ']).starts_with('#')) {
        return Err("it takes something from elsewhere; save it as plain SVG with everything inside".to_owned());
    }
    for rest in text.split("href").skip(1) {
        // `href = "#gradient"` names a part of the drawing itself.
        let value = rest.trim_start().strip_prefix('=').map(|r| r.trim_start().trim_start_matches(['"', '\'']));
        if value.is_some_and(|v| !v.trim_start().starts_with('#')) {
            return Err("it takes something from elsewhere; save it as plain SVG with everything inside".to_owned());
        }
    }
    // An attribute that begins with `on` runs a script: white space or a quote stands before it, `=` after it.
    let bytes = text.as_bytes();
    let handler = text.match_indices("on").any(|(at, _)| {
        let before = at.checked_sub(1).and_then(|b| bytes.get(b));
        let after = text.get(at..).unwrap_or_default().trim_start_matches(|c: char| c.is_ascii_alphanumeric()).trim_start();
        before.is_some_and(|b| b.is_ascii_whitespace() || matches!(b, b'"' | b'\'' | b'/')) && after.starts_with('=')
    });
    if handler { Err("it holds a script; save it as plain SVG without it".to_owned()) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_passes_and_whatever_acts_or_fetches_is_refused() {
        let plain = r##"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9"><title>On the bus</title><use xlink:href="#a"/><path fill="url(#g)" d="M0 0h9"/></svg>"##;
        assert_eq!(safe_svg(plain), Ok(()));
        for bad in [
            "<svg><script>alert(1)</script></svg>",
            "<svg OnLoad = 'alert(1)'></svg>",
            "<svg/onload=alert(1)></svg>",
            "<svg><a href=\"https://example.org\">x</a></svg>",
            "<svg><image xlink:href='data:image/svg+xml,x'/></svg>",
            "<svg><a href=\"java&#115;cript:alert(1)\">x</a></svg>",
            "<svg><foreignObject><b>x</b></foreignObject></svg>",
            "<svg><style>@import 'x';</style></svg>",
            "<svg><path fill=\"url(https://example.org/x)\"/></svg>",
            "<!DOCTYPE svg [<!ENTITY x 'y'>]><svg>&x;</svg>",
            "<svg><animate attributeName='x'/></svg>",
            "just words",
        ] {
            assert!(safe_svg(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_councils_pictures_come_first_and_bad_files_say_why() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
        write("bus.png", b"\x89PNG\r\n\x1a\nrest");
        write("form.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>");
        write("form.webp", b"RIFF0000WEBPrest");
        write("letter.png", b"GIF89a");
        write("phone.svg", b"<svg onload='x()'/>");
        write("school.png", &[b"\x89PNG\r\n\x1a\n".to_vec(), vec![0; 300 * 1024]].concat());
        write("dragon.svg", b"<svg/>");
        write("notes.txt", b"ask Widgit");
        write(".hidden", b"");
        let known = |name: &str| name != "dragon";
        let (gallery, refused) = super::super::Gallery::with_folder(folder.path(), known);
        let bus = gallery.find("bus", "🚌").unwrap();
        assert_eq!((bus.origin, bus.kind), (Origin::Council, "image/png"));
        assert_eq!(gallery.find("form", "📋").unwrap().origin, Origin::Council);
        assert_eq!(gallery.find("phone", "📞").unwrap().origin, Origin::Twemoji);
        assert_eq!(gallery.find("plan", "🗂️").unwrap().origin, Origin::Ours);
        let told: Vec<String> = refused.iter().map(ToString::to_string).collect();
        insta::assert_snapshot!(told.join("\n"), @r"
        dragon.svg: this picture is not used: no picture is called `dragon`; /pictures and knowledge/pictures.toml list the names
        form.webp: this picture is not used: there are two pictures `form`; keep one
        letter.png: this picture is not used: what is in it is not what its name says; save it again in that format
        notes.txt: this picture is not used: its name must end in .svg, .png or .webp
        phone.svg: this picture is not used: it holds a script; save it as plain SVG without it
        school.png: this picture is not used: it has 300 kB; make it smaller than 200 kB
        ");
        let (_, refused) = super::super::Gallery::with_folder(&folder.path().join("none"), known);
        assert!(refused[0].why.contains("pictures.dir"));
    }
}
