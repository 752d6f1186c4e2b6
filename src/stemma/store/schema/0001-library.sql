-- The library: evidence, acts, feeds; and what is derived from them.
-- Evidence and acts are only ever added to. Every row carries a digest (see sealed.py).

-- How many rows each table has, and the sum of their digests (see tallies.py).
CREATE TABLE tally (
    name TEXT NOT NULL PRIMARY KEY,
    rows INTEGER NOT NULL,
    total BLOB NOT NULL CHECK (length(total) = 16)
) STRICT;

-- Bytes and texts, once each.
CREATE TABLE blobs (
    n INTEGER PRIMARY KEY,
    sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
    size INTEGER NOT NULL,
    codec TEXT NOT NULL CHECK (codec IN ('plain', 'zlib')),
    data BLOB NOT NULL,
    digest BLOB NOT NULL
) STRICT;

CREATE TABLE reports (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    text INTEGER NOT NULL REFERENCES blobs (n),
    digest BLOB NOT NULL
) STRICT;
CREATE INDEX reports_text ON reports (text);

-- Where a report was seen. `body` is the RawReport without its text and bytes, as JSON; the same from the same place is stored once.
CREATE TABLE sightings (
    n INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES reports (n),
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    body BLOB NOT NULL,
    original INTEGER REFERENCES blobs (n),
    media TEXT,
    seen TEXT NOT NULL,
    via TEXT,
    digest BLOB NOT NULL,
    UNIQUE (report, sha256)
) STRICT;
CREATE INDEX sightings_original ON sightings (original);

-- What people judged, in the order in which it was noted.
CREATE TABLE acts (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    body BLOB NOT NULL,
    digest BLOB NOT NULL
) STRICT;

CREATE TABLE feeds (
    n INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE,
    etag TEXT,
    modified TEXT,
    polled TEXT,
    due TEXT,
    failures INTEGER NOT NULL,
    note TEXT NOT NULL,
    digest BLOB NOT NULL
) STRICT;

CREATE TRIGGER blobs_stay BEFORE UPDATE ON blobs BEGIN SELECT RAISE (ABORT, 'stored bytes are never changed'); END;
CREATE TRIGGER blobs_remain BEFORE DELETE ON blobs BEGIN SELECT RAISE (ABORT, 'stored bytes are never removed'); END;
CREATE TRIGGER reports_stay BEFORE UPDATE ON reports BEGIN SELECT RAISE (ABORT, 'reports are never changed'); END;
CREATE TRIGGER reports_remain BEFORE DELETE ON reports BEGIN SELECT RAISE (ABORT, 'reports are never removed'); END;
CREATE TRIGGER sightings_stay BEFORE UPDATE ON sightings BEGIN SELECT RAISE (ABORT, 'sightings are never changed'); END;
CREATE TRIGGER sightings_remain BEFORE DELETE ON sightings BEGIN SELECT RAISE (ABORT, 'sightings are never removed'); END;
CREATE TRIGGER acts_stay BEFORE UPDATE ON acts BEGIN SELECT RAISE (ABORT, 'acts are never changed'); END;
CREATE TRIGGER acts_remain BEFORE DELETE ON acts BEGIN SELECT RAISE (ABORT, 'acts are never removed'); END;

-- Derived from here on: may be dropped and made again.

-- A report as it was prepared (zones, dates, language), and what is asked of it often.
-- `work` joins versions (canonical URL), `twin` the same text of one outlet. `newest` among its versions; `speaks` in the story.
CREATE TABLE prepared (
    n INTEGER PRIMARY KEY REFERENCES reports (n),
    version TEXT NOT NULL,
    body BLOB NOT NULL,
    title TEXT,
    outlet TEXT,
    published TEXT,
    day TEXT,
    url TEXT,
    work TEXT NOT NULL,
    twin TEXT,
    moment TEXT NOT NULL,
    newest INTEGER NOT NULL DEFAULT 0,
    speaks INTEGER NOT NULL DEFAULT 0,
    digest BLOB NOT NULL
) STRICT;
CREATE INDEX prepared_work ON prepared (work, moment);
CREATE INDEX prepared_twin ON prepared (twin) WHERE twin IS NOT NULL;
CREATE INDEX prepared_day ON prepared (day);
CREATE INDEX prepared_version ON prepared (version);

CREATE TABLE stories (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    body BLOB NOT NULL,
    digest BLOB NOT NULL
) STRICT;

CREATE TABLE members (
    n INTEGER PRIMARY KEY REFERENCES reports (n),
    story INTEGER NOT NULL REFERENCES stories (n),
    digest BLOB NOT NULL
) STRICT;
CREATE INDEX members_story ON members (story);

-- One ledger a story, opaque, with the key of what it was made from.
CREATE TABLE ledgers (
    n INTEGER PRIMARY KEY,
    story TEXT NOT NULL UNIQUE,
    key TEXT NOT NULL,
    size INTEGER NOT NULL,
    codec TEXT NOT NULL,
    data BLOB NOT NULL,
    digest BLOB NOT NULL
) STRICT;

CREATE TABLE claims (
    n INTEGER PRIMARY KEY,
    ledger INTEGER NOT NULL REFERENCES ledgers (n),
    id TEXT NOT NULL,
    statement TEXT NOT NULL,
    body BLOB NOT NULL,
    digest BLOB NOT NULL,
    UNIQUE (ledger, id)
) STRICT;
CREATE INDEX claims_id ON claims (id);

CREATE TABLE voices (
    n INTEGER PRIMARY KEY,
    ledger INTEGER NOT NULL REFERENCES ledgers (n),
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    aliases TEXT NOT NULL,
    body BLOB NOT NULL,
    digest BLOB NOT NULL,
    UNIQUE (ledger, id)
) STRICT;
CREATE INDEX voices_id ON voices (id);

-- Full text. The views say what the index must hold; their functions are registered by Stemma on each connection.
-- `day` holds year, month and day as words ("2024 202410 20241005"), so that a range of days is a question to the index too.
CREATE VIEW report_words (n, title, body, outlet, day) AS
    SELECT p.n, stemma_words (p.title), stemma_text_words (b.codec, b.size, b.data), stemma_words (p.outlet),
        substr (p.day, 1, 4) || ' ' || replace (substr (p.day, 1, 7), '-', '') || ' ' || replace (p.day, '-', '')
    FROM prepared AS p JOIN reports AS r ON r.n = p.n JOIN blobs AS b ON b.n = r.text;
CREATE VIEW claim_words (n, statement) AS SELECT n, stemma_words (statement) FROM claims;
CREATE VIEW voice_words (n, name, aliases) AS SELECT n, stemma_words (name), stemma_words (aliases) FROM voices;

CREATE VIRTUAL TABLE report_text USING fts5 (title, body, outlet, day, content = 'report_words', content_rowid = 'n', tokenize = 'ascii');
CREATE VIRTUAL TABLE claim_text USING fts5 (statement, content = 'claim_words', content_rowid = 'n', tokenize = 'ascii');
CREATE VIRTUAL TABLE voice_text USING fts5 (name, aliases, content = 'voice_words', content_rowid = 'n', tokenize = 'ascii');

PRAGMA user_version = 1;
