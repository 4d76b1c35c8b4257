-- Hours are counted since 1970, in UTC; the first one is 0, and never one in which a trace could be late.
-- The hour of a trace's last span if it is not the hour of its start: who looks for spans of some time finds the traces
-- that start then, and those that are late.
ALTER TABLE trace ADD COLUMN late_hour INTEGER;
CREATE INDEX trace_late ON trace (project, late_hour, start) WHERE late_hour IS NOT NULL;
UPDATE trace SET late_hour = (SELECT max(start) / 3600000000000 FROM span WHERE trace = no);
UPDATE trace SET late_hour = NULL WHERE late_hour <= start / 3600000000000;

-- These two columns are written only when they change.
CREATE INDEX trace_session ON trace (project, session, start) WHERE listed AND session IS NOT NULL;
CREATE INDEX trace_user ON trace (project, user, start) WHERE listed AND user IS NOT NULL;

-- What the rows of one hour add up to; see RollupCodec. Of an hour that is dirty there is none; of one that is not and has none,
-- there is nothing. An hour becomes dirty in the commit that changes what starts in it.
CREATE TABLE rollup (
  project INTEGER NOT NULL,
  hour    INTEGER NOT NULL,
  rows    INTEGER NOT NULL,
  data    BLOB NOT NULL,
  PRIMARY KEY (project, hour)
) WITHOUT ROWID;
CREATE TABLE dirty_hour (
  project INTEGER NOT NULL,
  hour    INTEGER NOT NULL,
  PRIMARY KEY (project, hour)
) WITHOUT ROWID;
INSERT OR IGNORE INTO dirty_hour SELECT DISTINCT project, start / 3600000000000 FROM trace WHERE listed;
INSERT OR IGNORE INTO dirty_hour
  SELECT DISTINCT t.project, s.start / 3600000000000 FROM trace t JOIN span s ON s.trace = t.no WHERE t.listed;
