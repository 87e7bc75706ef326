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

-- Signed-in browsers: each with a name for lists, how far it has come, and when it was begun and used. Those of before begin anew.
DROP TABLE sessions;
CREATE TABLE sessions (
    digest TEXT /* bytewise */ NOT NULL PRIMARY KEY,
    id TEXT /* bytewise */ NOT NULL UNIQUE,
    officer TEXT /* bytewise */ NOT NULL REFERENCES officers (id) ON DELETE CASCADE,
    stage TEXT NOT NULL,
    device TEXT NOT NULL,
    started BIGINT NOT NULL,
    used BIGINT NOT NULL,
    expires BIGINT NOT NULL
);
CREATE INDEX sessions_of_officer ON sessions (officer);

-- Wrong attempts, by a name that tells neither an address nor a network.
CREATE TABLE attempts (
    subject TEXT /* bytewise */ NOT NULL PRIMARY KEY,
    count INTEGER NOT NULL,
    last BIGINT NOT NULL,
    until BIGINT NOT NULL
);
CREATE INDEX attempts_last ON attempts (last);

-- Second factors: the secret is sealed with a key that is not in the database.
CREATE TABLE second_factors (
    officer TEXT /* bytewise */ NOT NULL PRIMARY KEY REFERENCES officers (id) ON DELETE CASCADE,
    secret TEXT NOT NULL,
    confirmed BOOLEAN NOT NULL,
    -- The last step of time whose number was used: none is taken twice.
    step BIGINT NOT NULL
);

CREATE TABLE recovery_codes (
    officer TEXT /* bytewise */ NOT NULL REFERENCES officers (id) ON DELETE CASCADE,
    digest TEXT /* bytewise */ NOT NULL,
    PRIMARY KEY (officer, digest)
);
