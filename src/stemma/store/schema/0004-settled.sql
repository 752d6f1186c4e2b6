-- Feeds are watched as pages are (see 0003); and which reports wait to be grouped, or to be taken out, is known without looking at all.

DROP TABLE feeds;
DELETE FROM tally WHERE name = 'feeds';

-- Whether the report is in a group; kept by the triggers. A report is settled when it speaks and is in a group, or neither.
ALTER TABLE prepared ADD COLUMN grouped INTEGER NOT NULL DEFAULT 0;
UPDATE prepared SET grouped = 1 WHERE n IN (SELECT n FROM members);
CREATE INDEX prepared_unsettled ON prepared (n) WHERE speaks <> grouped;
CREATE TRIGGER members_come AFTER INSERT ON members BEGIN UPDATE prepared SET grouped = 1 WHERE n = new.n; END;
CREATE TRIGGER members_go AFTER DELETE ON members BEGIN UPDATE prepared SET grouped = 0 WHERE n = old.n; END;
CREATE TRIGGER prepared_comes AFTER INSERT ON prepared WHEN EXISTS (SELECT 1 FROM members WHERE n = new.n)
    BEGIN UPDATE prepared SET grouped = 1 WHERE n = new.n; END;

PRAGMA user_version = 4;
