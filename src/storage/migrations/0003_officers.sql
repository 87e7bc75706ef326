-- Who did what: entries are written and, past their time, removed; nothing changes one.

CREATE TABLE audit (
    id TEXT /* bytewise */ NOT NULL PRIMARY KEY,
    officer TEXT /* bytewise */ NOT NULL,
    action TEXT /* bytewise */ NOT NULL,
    subject TEXT NOT NULL,
    -- None where it concerns every area.
    area TEXT /* bytewise */,
    at BIGINT NOT NULL
);
CREATE INDEX audit_by_area ON audit (area, id);
CREATE INDEX audit_at ON audit (at);
