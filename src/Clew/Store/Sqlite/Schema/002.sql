-- What the records of one trace (told_by; 0 for records of no trace) say of a score: derived, and taken away with that
-- trace's other rows. Of several rows of one id the highest (rank, said, phase, arrival, position) has the say.
-- trace and span: what is judged, as ids, because it may never arrive; trace is null for a session.
-- name, dialect and key: text numbers.
CREATE TABLE score (
  told_by  INTEGER NOT NULL,
  project  INTEGER NOT NULL,
  id       TEXT NOT NULL,
  trace    ,
  span     ,
  session  TEXT,
  name     INTEGER NOT NULL,
  value    REAL,
  text     TEXT,
  comment  TEXT,
  source   INTEGER NOT NULL,
  time     INTEGER NOT NULL,
  dialect  INTEGER,
  dialect_version INTEGER,
  key      INTEGER,
  rank     INTEGER NOT NULL,
  said     INTEGER NOT NULL,
  phase    INTEGER NOT NULL,
  arrival  INTEGER NOT NULL,
  position INTEGER NOT NULL
);
CREATE UNIQUE INDEX score_told_by ON score (told_by, project, id);
CREATE INDEX score_id ON score (project, id);
CREATE INDEX score_trace ON score (project, trace) WHERE trace IS NOT NULL;
