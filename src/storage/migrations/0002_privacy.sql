-- What must not be read from a copy of the database is sealed (privacy::Seal); the columns marked as bytes hold such pieces.
-- No version with plain columns was ever released, so what stood in them is not carried over.

-- One row for each key that ever sealed something: a known word under it, by which a wrong key is noticed at start.
CREATE TABLE seals (
    key_id INTEGER NOT NULL PRIMARY KEY,
    proof BLOB /* bytes */ NOT NULL
);

ALTER TABLE conversations DROP COLUMN style;
ALTER TABLE conversations DROP COLUMN area;
ALTER TABLE conversations DROP COLUMN audience;
-- Style, area and audience.
ALTER TABLE conversations ADD COLUMN profile BLOB /* bytes */;

-- The question where it was met with help; the plain column is empty then.
ALTER TABLE turns ADD COLUMN danger BLOB /* bytes */;

DROP TABLE outbox;
CREATE TABLE outbox (
    id TEXT /* bytewise */ NOT NULL PRIMARY KEY,
    -- The pseudonym of the person it goes to, so that it goes with what else is kept of them.
    person TEXT /* bytewise */ NOT NULL,
    -- Address, method and parameters.
    call BLOB /* bytes */ NOT NULL,
    attempts INTEGER NOT NULL,
    due BIGINT NOT NULL
);
CREATE INDEX outbox_of_person ON outbox (person);

-- Ratings that are gone count on here, without words.
CREATE TABLE rating_counts (
    month TEXT /* bytewise */ NOT NULL,
    area TEXT /* bytewise */ NOT NULL,
    colour TEXT /* bytewise */ NOT NULL,
    article TEXT /* bytewise */ NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (month, area, colour, article)
);

-- What was said in danger; for the safeguarding officers of its area alone.
CREATE TABLE danger (
    id TEXT /* bytewise */ NOT NULL PRIMARY KEY,
    area TEXT /* bytewise */ NOT NULL,
    level TEXT NOT NULL,
    categories TEXT NOT NULL,
    about TEXT,
    done_by TEXT,
    channel TEXT NOT NULL,
    at BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    words BLOB /* bytes */ NOT NULL,
    state TEXT NOT NULL,
    note BLOB /* bytes */,
    handled_by TEXT,
    handled_at BIGINT
);
CREATE INDEX danger_by_area ON danger (area, id);
CREATE INDEX danger_expires ON danger (expires);

-- How often, without words; goes on when the words are gone.
CREATE TABLE danger_counts (
    month TEXT /* bytewise */ NOT NULL,
    area TEXT /* bytewise */ NOT NULL,
    category TEXT /* bytewise */ NOT NULL,
    level TEXT /* bytewise */ NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (month, area, category, level)
);

-- Alerts to the safeguarding lead that are yet to arrive; no word of the person.
CREATE TABLE alerts (
    id TEXT /* bytewise */ NOT NULL PRIMARY KEY,
    way TEXT NOT NULL,
    record TEXT,
    area TEXT NOT NULL,
    level TEXT NOT NULL,
    categories TEXT NOT NULL,
    channel TEXT NOT NULL,
    at BIGINT NOT NULL,
    attempts INTEGER NOT NULL,
    due BIGINT NOT NULL
);
CREATE INDEX alerts_due ON alerts (due);
