"""SQLite FTS5 with the porter tokenizer over one exported set: fts5.py SET.json; prints one line of JSON for benches/compare.rs.

Words are joined with OR, as for a search box (AND finds next to nothing for a whole question), and ranked by FTS5's own bm25().
"""

import json
import re
import sqlite3
import sys
import time

MOST, DEEPER = 10, 60


def rss():
    with open("/proc/self/status", encoding="utf-8") as status:
        return next(int(line.split()[1]) / 1000 for line in status if line.startswith("VmRSS:"))


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        data = json.load(file)
    stop = set(data["stop"])
    before, started = rss(), time.perf_counter()
    db = sqlite3.connect(":memory:")
    db.execute("create virtual table p using fts5(title, questions, heading, body, area unindexed, tokenize='porter unicode61')")
    rows = ((p["id"] + 1, p["title"], p["questions"], p["heading"], p["body"], p["area"]) for p in data["passages"])
    db.executemany("insert into p(rowid, title, questions, heading, body, area) values (?, ?, ?, ?, ?, ?)", rows)
    db.execute("insert into p(p) values ('optimize')")
    db.commit()
    build, memory = (time.perf_counter() - started) * 1e3, rss() - before
    b = data["boosts"]
    rank = f"bm25(p, {b['title']}, {b['questions']}, {b['heading']}, {b['body']})"
    every = f"select rowid - 1 from p where p match ? order by {rank} limit ?"
    own = f"select rowid - 1 from p where p match ? and area in (?, 'england') order by {rank} limit ?"

    def ask(question, most):
        words = re.findall(r"\w+", question["text"].lower())
        kept = [w for w in words if w not in stop] or words
        match = " OR ".join(f'"{w}"' for w in kept)
        if not match:
            return []
        if question["area"]:
            return [r[0] for r in db.execute(own, (match, question["area"], most))]
        return [r[0] for r in db.execute(every, (match, most))]

    ranked = [ask(q, MOST) for q in data["questions"]]
    deeper = [ask(q, DEEPER) for q in data["questions"]]
    times = []
    for _ in range(data["rounds"]):
        for question in data["questions"]:
            started = time.perf_counter()
            ask(question, MOST)
            times.append((time.perf_counter() - started) * 1e6)
    print(json.dumps({"build_ms": build, "memory_mb": memory, "times_us": times, "ranked": ranked, "deeper": deeper}))


main()
