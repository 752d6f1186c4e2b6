-- What lists show and are asked for, so that a page out of many thousand stories, or voices, is one question. Derived.

-- A row a story: what it is about and whose reports it has, as people set them right. `settled` is 0 where corrections were not looked at yet.
CREATE TABLE listed (
    n INTEGER PRIMARY KEY REFERENCES stories (n),
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    first TEXT,
    last TEXT,
    reports INTEGER NOT NULL,
    outlets TEXT NOT NULL,
    settled INTEGER NOT NULL
) STRICT;
CREATE INDEX listed_newest ON listed (last DESC, reports DESC, id, first);
CREATE INDEX listed_unsettled ON listed (n) WHERE settled = 0;

-- Names of outlets, folded as words are searched for, and of how many stories they are; counted by the triggers.
CREATE TABLE outlets (
    n INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    folded TEXT NOT NULL,
    stories INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX outlets_often ON outlets (stories DESC, name);
CREATE TABLE listed_outlets (
    outlet INTEGER NOT NULL REFERENCES outlets (n),
    story INTEGER NOT NULL REFERENCES listed (n),
    PRIMARY KEY (outlet, story)
) STRICT, WITHOUT ROWID;
CREATE INDEX listed_outlets_story ON listed_outlets (story);
CREATE TRIGGER outlet_comes AFTER INSERT ON listed_outlets BEGIN UPDATE outlets SET stories = stories + 1 WHERE n = new.outlet; END;
CREATE TRIGGER outlet_goes AFTER DELETE ON listed_outlets BEGIN
    UPDATE outlets SET stories = stories - 1 WHERE n = old.outlet;
    DELETE FROM outlets WHERE n = old.outlet AND stories = 0;
END;

-- Stories in whose ledger reports are in conflict.
CREATE INDEX summaries_disputed ON summaries (story) WHERE json_extract (CAST (body AS TEXT), '$.conflicts') > 0;

-- Names of voices, and in the ledgers of how many stories they stand; counted by the triggers.
CREATE TABLE voice_names (
    n INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    stories INTEGER NOT NULL
) STRICT;
CREATE INDEX voice_names_often ON voice_names (stories DESC, name COLLATE NOCASE);
CREATE INDEX voices_name ON voices (name, ledger);
INSERT INTO voice_names (name, stories) SELECT name, count(DISTINCT ledger) FROM voices GROUP BY name ORDER BY name;
CREATE TRIGGER voice_comes AFTER INSERT ON voices
    WHEN NOT EXISTS (SELECT 1 FROM voices AS v WHERE v.name = new.name AND v.ledger = new.ledger AND v.n <> new.n)
    BEGIN INSERT INTO voice_names (name, stories) VALUES (new.name, 1) ON CONFLICT (name) DO UPDATE SET stories = stories + 1; END;
CREATE TRIGGER voice_goes AFTER DELETE ON voices
    WHEN NOT EXISTS (SELECT 1 FROM voices AS v WHERE v.name = old.name AND v.ledger = old.ledger)
    BEGIN
        UPDATE voice_names SET stories = stories - 1 WHERE name = old.name;
        DELETE FROM voice_names WHERE name = old.name AND stories = 0;
    END;

PRAGMA user_version = 5;
