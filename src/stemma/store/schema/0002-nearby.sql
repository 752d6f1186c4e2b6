-- Tables by which the grouping finds what is near a new report (see nearby.py); derived, and droppable.
-- Keys of reports and terms are numbers made from their ids and words, the same in every store.

CREATE TABLE nearby_signatures (
    key INTEGER PRIMARY KEY,
    body BLOB NOT NULL
) STRICT;

CREATE TABLE nearby_links (
    key INTEGER PRIMARY KEY,
    nearest BLOB NOT NULL,
    kept_by BLOB NOT NULL,
    story TEXT NOT NULL
) STRICT;

-- Apart from the links, so that thousands of them lie on few pages.
CREATE TABLE nearby_bars (
    key INTEGER PRIMARY KEY,
    bar INTEGER NOT NULL
) STRICT;

-- Who holds a term: packed entries, parted by the month or so of publication and then into pieces, so that one more rewrites little.
CREATE TABLE nearby_holders (
    term INTEGER NOT NULL,
    shelf INTEGER NOT NULL,
    piece INTEGER NOT NULL,
    entries BLOB NOT NULL,
    PRIMARY KEY (term, shelf, piece)
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 2;
