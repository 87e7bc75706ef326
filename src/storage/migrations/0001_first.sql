-- Conversations, ratings, officers and the outbox. Times are milliseconds since 1970; people are pseudonyms.

CREATE TABLE conversations (
    "key" TEXT /* bytewise */ NOT NULL PRIMARY KEY,
    channel TEXT NOT NULL,
    style TEXT NOT NULL,
    area TEXT,
    audience TEXT,
    remember BOOLEAN NOT NULL,
    started_at BIGINT NOT NULL,
    used_at BIGINT NOT NULL
);
CREATE INDEX conversations_used ON conversations (used_at);

CREATE TABLE turns (
    answer_id TEXT /* bytewise */ NOT NULL PRIMARY KEY,
    conversation TEXT /* bytewise */ NOT NULL REFERENCES conversations ("key") ON DELETE CASCADE,
    -- Sorts by time; turns of one millisecond keep their order.
    position TEXT /* bytewise */ NOT NULL,
    question TEXT NOT NULL,
    reply TEXT NOT NULL,
    shown TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX turns_of_conversation ON turns (conversation, position);
CREATE INDEX turns_at ON turns (at);

CREATE TABLE ratings (
    id TEXT /* bytewise */ NOT NULL PRIMARY KEY,
    answer_id TEXT /* bytewise */ NOT NULL,
    person TEXT /* bytewise */ NOT NULL,
    colour TEXT /* bytewise */ NOT NULL,
    comment TEXT,
    question TEXT,
    status TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    passage TEXT,
    digest TEXT,
    sources TEXT NOT NULL,
    area TEXT /* bytewise */ NOT NULL,
    style TEXT NOT NULL,
    channel TEXT /* bytewise */ NOT NULL,
    created BIGINT NOT NULL,
    updated BIGINT NOT NULL
);
CREATE UNIQUE INDEX ratings_of_person ON ratings (person, answer_id);
-- A page is put together from the newest of each kind (see feedback.rs), so these two serve every filter.
CREATE INDEX ratings_by_area ON ratings (area, colour, channel, id);
CREATE INDEX ratings_by_kind ON ratings (colour, channel, id);

CREATE TABLE officers (
    id TEXT /* bytewise */ NOT NULL PRIMARY KEY,
    email TEXT /* bytewise */ NOT NULL UNIQUE,
    password TEXT NOT NULL,
    disabled BOOLEAN NOT NULL
);

CREATE TABLE grants (
    officer TEXT /* bytewise */ NOT NULL REFERENCES officers (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    role TEXT NOT NULL,
    -- Every area where none is named.
    area TEXT,
    PRIMARY KEY (officer, position)
);

CREATE TABLE invitations (
    digest TEXT /* bytewise */ NOT NULL PRIMARY KEY,
    email TEXT,
    role TEXT NOT NULL,
    area TEXT,
    expires BIGINT NOT NULL
);

CREATE TABLE sessions (
    digest TEXT /* bytewise */ NOT NULL PRIMARY KEY,
    officer TEXT /* bytewise */ NOT NULL REFERENCES officers (id) ON DELETE CASCADE,
    expires BIGINT NOT NULL
);
CREATE INDEX sessions_of_officer ON sessions (officer);

CREATE TABLE taken_updates (
    id BIGINT NOT NULL PRIMARY KEY,
    taken_at BIGINT NOT NULL
);
CREATE INDEX taken_updates_at ON taken_updates (taken_at);

CREATE TABLE outbox (
    id TEXT /* bytewise */ NOT NULL PRIMARY KEY,
    address TEXT NOT NULL,
    method TEXT NOT NULL,
    payload TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    due BIGINT NOT NULL
);
