//! Documents made for the tests: small PDFs written by hand, Word files by the library that also reads them.

use std::io::{Cursor, Write};

use docx_rs::{
    AbstractNumbering, Docx, Hyperlink, HyperlinkType, IndentLevel, Level, LevelJc, LevelText, NumberFormat, Numbering, NumberingId,
    Paragraph, Run, Start, Table, TableCell, TableRow, VMergeType,
};

/// A PDF with a page for each list of lines; a line has a size and its words.
pub fn pdf(pages: &[&[(u32, &str)]]) -> Vec<u8> {
    let contents = pages.iter().map(|lines| {
        let mut out = String::from("BT\n");
        let mut y = 800;
        for (size, text) in *lines {
            let text = text.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
            // The last small line is the page's foot.
            let place = if *size < 9 { 30 } else { y };
            out.push_str(&format!("/F1 {size} Tf 1 0 0 1 50 {place} Tm ({text}) Tj\n"));
            y -= i64::from(if *size > 12 { *size * 2 } else { *size + 3 });
        }
        out + "ET"
    });
    pdf_of(&contents.map(String::into_bytes).collect::<Vec<_>>(), "", "")
}

/// A PDF of these pages' streams; `filter` goes into their dictionaries, `trailer` into the file's.
pub fn pdf_of(streams: &[Vec<u8>], filter: &str, trailer: &str) -> Vec<u8> {
    let kids: Vec<String> = (0..streams.len()).map(|i| format!("{} 0 R", 4 + 2 * i)).collect();
    let mut objects: Vec<Vec<u8>> = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), streams.len()).into_bytes(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_vec(),
    ];
    for (i, stream) in streams.iter().enumerate() {
        let page = format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>",
            5 + 2 * i
        );
        objects.push(page.into_bytes());
        let head = format!("<< /Length {} {filter} >>\nstream\n", stream.len());
        objects.push([head.as_bytes(), stream, b"\nendstream"].concat());
    }
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut offsets = Vec::new();
    for (i, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        writeln!(out, "{} 0 obj", i + 1).unwrap();
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let table = out.len();
    write!(out, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).unwrap();
    for offset in offsets {
        writeln!(out, "{offset:010} 00000 n ").unwrap();
    }
    write!(out, "trailer\n<< /Size {} /Root 1 0 R {trailer} >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1).unwrap();
    out
}

/// A Word file with a title, a section with a list and a link, and a table whose first cells span two rows.
pub fn docx(title: &str) -> Vec<u8> {
    let say = |text: &str| Paragraph::new().add_run(Run::new().add_text(text));
    let item = |text: &str| say(text).numbering(NumberingId::new(2), IndentLevel::new(0));
    let cell = |text: &str| TableCell::new().add_paragraph(say(text));
    let bold = |text: &str| TableCell::new().add_paragraph(Paragraph::new().add_run(Run::new().add_text(text).bold()));
    let table = Table::new(vec![
        TableRow::new(vec![bold("Action"), bold("Lead"), bold("Milestone")]),
        TableRow::new(vec![
            cell("New buses").vertical_merge(VMergeType::Restart),
            cell("Transport team").vertical_merge(VMergeType::Restart),
            cell("Bought (by May 2025)"),
        ]),
        TableRow::new(vec![
            cell("").vertical_merge(VMergeType::Continue),
            cell("").vertical_merge(VMergeType::Continue),
            cell("On the road (by June 2025)"),
        ]),
    ]);
    let link = Hyperlink::new("https://example.org/travel", HyperlinkType::External).add_run(Run::new().add_text("the travel page"));
    let bullets = AbstractNumbering::new(2).add_level(Level::new(
        0,
        Start::new(1),
        NumberFormat::new("bullet"),
        LevelText::new("•"),
        LevelJc::new("left"),
    ));
    let docx = Docx::new()
        .add_abstract_numbering(bullets)
        .add_numbering(Numbering::new(2, 2))
        .add_paragraph(say(title).style("Title"))
        .add_paragraph(say("What we do").style("Heading1"))
        .add_paragraph(say("We bring children to school and home again, every day of term."))
        .add_paragraph(item("Buses for all who live far from school"))
        .add_paragraph(item("Taxis where a bus cannot go"))
        .add_paragraph(say("More stands on ").add_hyperlink(link))
        .add_table(table);
    let mut out = Cursor::new(Vec::new());
    docx.build().pack(&mut out).unwrap();
    out.into_inner()
}

/// A ZIP archive of these files.
pub fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        out.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}
