#!/usr/bin/env python3
"""How well the score of `waymark check --easy-read` orders graded texts, beside lucid-lint's easy-to-read profile, and what each finds.

    cargo install --root /tmp/lucid lucid-lint --version 0.2.5 --locked
    cargo build
    tests/reference/readability.py --lucid /tmp/lucid/bin/lucid-lint [--onestop FOLDER]

FOLDER is `Texts-SeparatedByReadingLevel` of the OneStopEnglish corpus (CC BY-SA 4.0); none of its texts is part of this repository. Of its
texts the first, third, ... in the order of their names were looked at while the score was made, the others were not; of our own graded
texts the odd ones were. Prints Markdown tables.
"""

import argparse
import collections
import json
import pathlib
import subprocess
import tempfile
import tomllib

ROOT = pathlib.Path(__file__).resolve().parents[2]
LEVELS = ("elementary", "intermediate", "advanced")


def graded():
    """Our own triples by name."""
    out = {}
    for file in sorted((ROOT / "tests/fixtures/graded").glob("*.toml")):
        data = tomllib.loads(file.read_text())
        out[file.stem] = [data[level] for level in LEVELS]
    return out


def onestop(folder):
    """The corpus' triples by name."""
    texts = collections.defaultdict(dict)
    for level in ("Ele", "Int", "Adv"):
        for file in (folder / f"{level}-Txt").glob("*.txt"):
            text = file.read_text(encoding="utf-8", errors="replace").lstrip("\ufeff")
            # The middle level carries its name in the first line.
            texts[file.stem.rsplit("-", 1)[0]][level] = text.removeprefix("Intermediate")
    return {name: [by[level] for level in ("Ele", "Int", "Adv")] for name, by in sorted(texts.items()) if len(by) == 3}


def shipped():
    """The lines of every easy read in the knowledge."""
    out = {}
    for file in sorted((ROOT / "knowledge/articles").rglob("*.md")):
        lines = file.read_text().split("\n## Easy read\n")
        if len(lines) == 2:
            said = [line.split("} ", 1)[1] for line in lines[1].splitlines() if line.startswith("- {")]
            out[str(file.relative_to(ROOT))] = "\n\n".join(said) + "\n"
    return out


def write(folder, texts):
    files = []
    for i, text in enumerate(texts):
        file = folder / f"{i:04}.md"
        file.write_text(text)
        files.append(str(file))
    return files


def ours(texts):
    with tempfile.TemporaryDirectory() as folder:
        files = write(pathlib.Path(folder), texts)
        command = [str(ROOT / "target/debug/waymark"), "check", "--easy-read", "--json", "--knowledge", str(ROOT / "knowledge"), *files]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return json.loads(done.stdout)["texts"]


def lucid(program, text):
    with tempfile.TemporaryDirectory() as folder:
        [file] = write(pathlib.Path(folder), [text])
        command = [program, "check", "--profile", "falc", "--format", "json", file]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
        return json.loads(done.stdout)


def in_order(triples, of):
    """How many triples stand strictly in order, easiest first."""
    return sum(1 for name in triples if of(name, 0) > of(name, 1) > of(name, 2))


def measures(triples):
    names = list(triples)
    flat = ours([text for name in names for text in triples[name]])
    return {name: flat[3 * i : 3 * i + 3] for i, name in enumerate(names)}


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--lucid", required=True)
    arguments.add_argument("--onestop", type=pathlib.Path)
    arguments = arguments.parse_args()
    own = graded()
    sets = {
        "own graded texts, odd": {n: t for n, t in own.items() if int(n[:2]) % 2 == 1},
        "own graded texts, even (kept aside)": {n: t for n, t in own.items() if int(n[:2]) % 2 == 0},
    }
    if arguments.onestop:
        corpus = onestop(arguments.onestop)
        names = list(corpus)
        sets["OneStopEnglish, first half"] = {n: corpus[n] for n in names[0::2]}
        sets["OneStopEnglish, other half (kept aside)"] = {n: corpus[n] for n in names[1::2]}
    print("| all three in order | texts | Waymark's score | Flesch-Kincaid | LIX | RIX | lucid-lint's score | lucid-lint's findings a word |")
    print("|---|---|---|---|---|---|---|---|")
    for title, triples in sets.items():
        found = measures(triples)
        theirs = {name: [lucid(arguments.lucid, text) for text in texts] for name, texts in triples.items()}
        words = {name: [len(text.split()) for text in texts] for name, texts in triples.items()}
        of = [
            lambda name, i: found[name][i]["measure"]["score"],
            lambda name, i: -found[name][i]["measure"]["flesch_kincaid"],
            lambda name, i: -found[name][i]["measure"]["lix"],
            lambda name, i: -found[name][i]["measure"]["rix"],
            lambda name, i: theirs[name][i]["score"]["value"],
            lambda name, i: -len(theirs[name][i]["diagnostics"]) / words[name][i],
        ]
        print(f"| {title} | {len(triples)} | " + " | ".join(str(in_order(triples, each)) for each in of) + " |")
    easy = shipped()
    mine = ours(list(easy.values()))
    theirs = [lucid(arguments.lucid, text) for text in easy.values()]
    print(f"\nOn {len(easy)} shipped easy reads, findings by rule:\n")
    print("| Waymark | | lucid-lint | |\n|---|---|---|---|")
    one = collections.Counter(f"{f['rule']} ({f['weight']})" for text in mine for f in text["findings"]).most_common()
    two = collections.Counter(f"{f['rule_id']} ({f['severity']})" for text in theirs for f in text["diagnostics"]).most_common()
    for i in range(max(len(one), len(two))):
        a = one[i] if i < len(one) else ("", "")
        b = two[i] if i < len(two) else ("", "")
        print(f"| {a[0]} | {a[1]} | {b[0]} | {b[1]} |")


if __name__ == "__main__":
    main()
