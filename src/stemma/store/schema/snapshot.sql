-- What other programs are given: plain tables beneath, views to be read. Nothing in it is newer than SQLite 3.9.
-- `n` ties a view to its full-text table; it says nothing.

CREATE TABLE report (
    n INTEGER PRIMARY KEY, id TEXT UNIQUE, story TEXT, title TEXT, outlet TEXT, published TEXT, updated TEXT, url TEXT, language TEXT,
    spoken_by TEXT, sightings INTEGER, sha256 TEXT, text TEXT
);
CREATE TABLE story (id TEXT PRIMARY KEY, title TEXT, first TEXT, last TEXT);
CREATE TABLE claim (
    n INTEGER PRIMARY KEY, id TEXT, story TEXT, statement TEXT, certainty TEXT, standing TEXT, independent_origins INTEGER, unattributed INTEGER, salience REAL,
    low REAL, high REAL, unit TEXT, what TEXT, first_day TEXT, last_day TEXT, place TEXT, UNIQUE (story, id)
);
CREATE TABLE telling (
    story TEXT, claim TEXT, report TEXT, quote TEXT, start INTEGER, "end" INTEGER, chain TEXT, origin TEXT, certainty TEXT, copied_from TEXT
);
CREATE TABLE voice (id TEXT, story TEXT, name TEXT, kind TEXT, aliases TEXT, PRIMARY KEY (story, id));
CREATE TABLE origin (story TEXT, claim TEXT, voice TEXT);
CREATE TABLE relation (story TEXT, source TEXT, target TEXT, kind TEXT, reason TEXT);

CREATE INDEX report_story ON report (story);
CREATE INDEX telling_claim ON telling (story, claim);
CREATE INDEX telling_report ON telling (report);
CREATE INDEX origin_claim ON origin (story, claim);

CREATE VIEW reports AS SELECT n, id, story, title, outlet, published, updated, url, language, spoken_by, sightings, sha256, text FROM report;
CREATE VIEW stories AS
    SELECT s.id, s.title, s.first, s.last,
        (SELECT count(*) FROM report AS r WHERE r.story = s.id) AS reports, (SELECT count(*) FROM claim AS c WHERE c.story = s.id) AS claims
    FROM story AS s;
CREATE VIEW claims AS
    SELECT c.n, c.id, c.story, c.statement, c.certainty, c.standing, c.independent_origins, c.unattributed, c.salience,
        (SELECT count(*) FROM telling AS t WHERE t.story = c.story AND t.claim = c.id) AS tellings,
        c.low, c.high, c.unit, c.what, c.first_day, c.last_day, c.place
    FROM claim AS c;
CREATE VIEW tellings AS
    SELECT t.story, t.claim, c.statement, t.report, r.outlet, r.published, t.quote, t.start, t."end", t.chain, t.origin, t.certainty, t.copied_from
    FROM telling AS t LEFT JOIN claim AS c ON c.story = t.story AND c.id = t.claim LEFT JOIN report AS r ON r.id = t.report;
CREATE VIEW voices AS SELECT id, story, name, kind, aliases FROM voice;
CREATE VIEW origins AS
    SELECT o.story, o.claim, c.statement, o.voice, v.name FROM origin AS o
    LEFT JOIN claim AS c ON c.story = o.story AND c.id = o.claim LEFT JOIN voice AS v ON v.story = o.story AND v.id = o.voice;
CREATE VIEW relations AS
    SELECT r.story, r.source, a.statement AS source_statement, r.kind, r.target, b.statement AS target_statement, r.reason FROM relation AS r
    LEFT JOIN claim AS a ON a.story = r.story AND a.id = r.source LEFT JOIN claim AS b ON b.story = r.story AND b.id = r.target;

CREATE VIRTUAL TABLE report_fts USING fts5 (title, text, content = "report", content_rowid = "n");
CREATE VIRTUAL TABLE claim_fts USING fts5 (statement, content = "claim", content_rowid = "n");
