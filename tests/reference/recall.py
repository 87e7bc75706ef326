#!/usr/bin/env python3
"""How many of a document's words an import keeps, against plain reference extractions.

    python3 tests/reference/recall.py WAYMARK FILE...

WAYMARK is the built program. The references: pdftotext (poppler-utils) for PDF, python-docx for DOCX (paragraphs and tables in
order), lxml or html.parser for HTML (the text of <main>, else <body>, without scripts and what is hidden), the file itself without tags
and marks for Markdown and text. Recall: of the reference's words, each as often as it stands there, how many the imported article has.
Precision the other way round: what is said twice on purpose (a table's column names, the line that leads into a cut list) lowers it.
"""
import collections
import html
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata


def words(text):
    folded = unicodedata.normalize("NFKD", text.replace("\u00ad", "")).lower()
    return re.findall(r"[^\W_]+", "".join(c for c in folded if not unicodedata.combining(c)))


def from_pdf(path):
    return subprocess.run(["pdftotext", "-enc", "UTF-8", path, "-"], check=True, capture_output=True, text=True).stdout


def from_docx(path):
    import docx

    out = []
    body = docx.Document(path).element.body
    for paragraph in body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"):
        out.append("".join(t.text or "" for t in paragraph.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t")))
    return "\n".join(out)


def from_html(path):
    import lxml.html

    tree = lxml.html.fromstring(pathlib.Path(path).read_bytes())
    root = (tree.xpath("//main") or tree.xpath("//body") or [tree])[0]
    for gone in root.xpath(".//script|.//style|.//noscript|.//template|.//svg"):
        gone.drop_tree()
    return " ".join(root.itertext())


def from_text(path):
    text = pathlib.Path(path).read_text(encoding="utf-8-sig", errors="replace")
    text = re.sub(r"\]\([^)\s]*\)", "] ", text)
    return html.unescape(re.sub(r"<[^<>\n]{1,120}>", " ", text))


def reference(path):
    head = pathlib.Path(path).read_bytes()[:2048]
    if head.startswith(b"%PDF"):
        return "pdftotext", from_pdf(path)
    if head.startswith(b"PK"):
        return "python-docx", from_docx(path)
    if b"<html" in head.lower():
        return "lxml", from_html(path)
    return "the text", from_text(path)


def imported(program, path):
    with tempfile.TemporaryDirectory() as folder:
        command = [program, "import", "document", path, "--area", "england", "--out", folder]
        done = subprocess.run(command, capture_output=True, text=True)
        found = list(pathlib.Path(folder).glob("articles/*/imported/*.md"))
        if done.returncode or not found:
            raise SystemExit(done.stderr)
        article = found[0].read_text(encoding="utf-8")
    _, head, body = article.split("+++\n", 2)
    title = re.search(r'^title = "(.*)"$', head, re.M).group(1)
    passages = body.count("<!-- passage ")
    body = re.sub(r"<!--.*?-->", " ", body)
    body = re.sub(r"\]\(<[^>]*>\)", "] ", body)
    return passages, title + "\n" + re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", body)


def share(of, within):
    there = collections.Counter(within)
    return sum(min(n, there[w]) for w, n in collections.Counter(of).items()) / max(len(of), 1)


def main(program, files):
    print("| document | words | passages | reference | recall | precision | most missed |")
    print("|---|---|---|---|---|---|---|")
    for path in files:
        kind, text = reference(path)
        passages, article = imported(program, path)
        want, have = words(text), words(article)
        missed = collections.Counter(want) - collections.Counter(have)
        most = ", ".join(f"{w} {n}" for w, n in missed.most_common(5))
        print(f"| {pathlib.Path(path).name} | {len(want)} | {passages} | {kind} | {share(want, have):.3f} | {share(have, want):.3f} | {most} |")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    main(sys.argv[1], sys.argv[2:])
