//! Files that cannot be read: each is told by name with what to do, nothing is written for it, the others come in, and neither time nor
//! memory runs away.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use super::{
    MARKDOWN, Place, Ran,
    files::{archive, docx, pdf, pdf_of},
    ran, waymark,
};

fn noise(bytes: usize) -> Vec<u8> {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        u8::try_from(state & 0xFF).unwrap()
    };
    (0..bytes).map(|_| next()).collect()
}

fn packed(bytes: u64) -> Vec<u8> {
    let mut out = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    let zeros = vec![b' '; 1 << 20];
    for _ in 0..bytes >> 20 {
        out.write_all(&zeros).unwrap();
    }
    out.finish().unwrap()
}

fn files(place: &Place) -> Vec<(PathBuf, &'static str)> {
    let zeros = vec![b' '; 80 << 20];
    let whole_docx = docx("A paper");
    let whole_pdf = pdf(&[&[(12, "Words that are cut")]]);
    let locked = "/Encrypt << /Filter /Standard /V 1 /R 2 /O <0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20> \
                  /U <ff02030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20> /P -4 >> /ID [<0102> <0102>]";
    let deep_word = format!("<w:document><w:body>{}</w:body></w:document>", "<w:tbl><w:tr><w:tc>".repeat(50_000));
    let big = place.path("big.pdf");
    fs::File::create(&big).unwrap().set_len(200 << 20).unwrap();
    fs::create_dir(place.path("folder")).unwrap();
    vec![
        (place.write("empty.md", ""), "the file is empty"),
        (place.write("blank.txt", " \n\t\n"), "the file is empty"),
        (place.write("noise.txt", noise(50_000)), "not text"),
        (place.write("picture.docx", [b"\x89PNG\r\n\x1a\n".as_slice(), &noise(500)].concat()), "a picture"),
        (place.write("not-word.docx", b"PK\x03\x04 this is no archive"), "damaged"),
        (place.write("cut.docx", &whole_docx[..whole_docx.len() / 2]), "damaged"),
        (place.write("other.docx", archive(&[("a.txt", b"words")])), "without a Word document"),
        (place.write("sheet.docx", archive(&[("xl/workbook.xml", b"<x/>")])), "a spreadsheet"),
        (place.write("empty-word.docx", archive(&[("word/document.xml", b"<rubbish")])), "its text cannot be read"),
        (place.write("bomb.docx", archive(&[("word/document.xml", &zeros), ("[Content_Types].xml", b"<Types/>")])), "harmful"),
        (place.write("deep.docx", archive(&[("word/document.xml", deep_word.as_bytes()), ("[Content_Types].xml", b"<Types/>")])), "nested"),
        (place.write("old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old"), "password"),
        (place.write("locked.pdf", pdf_of(&[b"BT ET".to_vec()], "", locked)), "password"),
        (place.write("cut.pdf", &whole_pdf[..whole_pdf.len() / 3]), "damaged"),
        (place.write("noise.pdf", [b"%PDF-1.7\n".as_slice(), &noise(20_000)].concat()), "damaged"),
        (place.write("scan.pdf", pdf_of(&[b"0 0 595 842 re f".to_vec()], "", "")), "no text"),
        (place.write("bomb.pdf", pdf_of(&[packed(300 << 20)], "/Filter /FlateDecode", "")), "harmful"),
        (place.write("deep.html", format!("<html><body><p>words{}", "<div>".repeat(100_000))), "nested"),
        (place.write("deep.md", format!("# Deep\n\nwords {}", "<div>".repeat(100_000))), "nested"),
        (place.write("frame.html", "<html><body><nav>Home</nav><footer>Council</footer></body></html>"), "no words"),
        (big, "200 MB"),
        (place.path("folder"), "a folder"),
        (place.path("missing.pdf"), "cannot be read"),
    ]
}

#[test]
fn each_bad_file_is_told_and_the_others_come_in() {
    let place = Place::new();
    let bad = files(&place);
    let good = [place.write("good.md", MARKDOWN), place.write("good.docx", docx("A good paper"))];
    let all: Vec<&Path> =
        std::iter::once(good[0].as_path()).chain(bad.iter().map(|(f, _)| f.as_path())).chain(std::iter::once(good[1].as_path())).collect();
    let started = Instant::now();
    let Ran { code, out, err } = place.import(&all, &[]);
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
    assert_eq!(code, Some(1));
    assert_eq!(place.imported(), ["a-good-paper.md", "short-breaks.md"]);
    assert_eq!(out.lines().count(), 2, "{out}");
    assert!(!err.contains("panicked"), "{err}");
    for (file, why) in &bad {
        let name = file.display().to_string();
        let line = err.lines().find(|l| l.starts_with(&name)).unwrap_or_else(|| panic!("{name} is not told in {err}"));
        assert!(line.contains(why), "{line} lacks {why}");
        // What is wrong, and what to do.
        assert!(line.matches(". ").count() >= 1, "{line}");
    }
    assert!(err.contains(&format!("{} of {} documents were not imported", bad.len(), all.len())));
}

// A bomb is looked at, not swallowed: the whole run stays within an address space that its contents would not fit.
#[cfg(target_os = "linux")]
#[test]
fn memory_is_bounded() {
    let place = Place::new();
    let zeros = vec![b' '; 150 << 20];
    let bombs = [
        place.write("bomb.docx", archive(&[("word/document.xml", &zeros), ("[Content_Types].xml", b"<Types/>")])),
        place.write("bomb.pdf", pdf_of(&[packed(600 << 20)], "/Filter /FlateDecode", "")),
    ];
    let program = waymark();
    let mut command = std::process::Command::new("sh");
    command.arg("-c").arg("ulimit -v 500000; exec \"$@\"").arg("sh").arg(program.get_program());
    command.args(["import", "document"]).args(&bombs).args(["--area", "suffolk", "--out"]).arg(place.path("k"));
    let Ran { code, err, .. } = ran(command);
    assert_eq!((code, err.matches("harmful").count()), (Some(1), 2), "{err}");
}

// Whatever stands in a file, the program ends in order and says so.
#[test]
fn broken_beginnings_never_end_in_a_crash() {
    let place = Place::new();
    let sound = [("pdf", pdf(&[&[(12, "Some words of a page that is sound")]])), ("docx", docx("Sound"))];
    let mut broken = Vec::new();
    for (kind, bytes) in &sound {
        for i in 0..12 {
            let mut bytes = bytes.clone();
            let at = bytes.len() * (i + 1) / 13;
            let until = (at + 7).min(bytes.len());
            bytes[at..until].copy_from_slice(&noise(7)[..until - at]);
            broken.push(place.write(&format!("{kind}-{i}.{kind}"), bytes));
        }
    }
    let ran = place.import(&broken.iter().map(PathBuf::as_path).collect::<Vec<_>>(), &[]);
    assert!(matches!(ran.code, Some(0 | 1)), "{:?} {}", ran.code, ran.err);
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
    assert_eq!(
        ran.out.lines().filter(|l| !l.starts_with(' ')).count() + ran.err.lines().filter(|l| l.contains("not imported:")).count(),
        broken.len()
    );
}
