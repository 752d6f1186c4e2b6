-- What lists show of a story's ledger, so that none needs unpacking; and how things on the net stand that are looked at again and again.

-- Derived. One row a ledger.
CREATE TABLE summaries (
    n INTEGER PRIMARY KEY,
    story TEXT NOT NULL UNIQUE,
    body BLOB NOT NULL,
    digest BLOB NOT NULL
) STRICT;

-- Feeds and pages; `due` is compared as text, NULL is never due. The body belongs to whoever watches.
CREATE TABLE watched (
    n INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    url TEXT NOT NULL,
    due TEXT,
    body BLOB NOT NULL,
    digest BLOB NOT NULL,
    UNIQUE (kind, url)
) STRICT;
CREATE INDEX watched_due ON watched (kind, due, url) WHERE due IS NOT NULL;

PRAGMA user_version = 3;
