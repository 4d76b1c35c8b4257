-- Judgements, derived from the blocks like all rows. trace and span: what is judged, as ids, because the trace may never
-- arrive; trace is null for a session. name, dialect and key: text numbers. rank and the four that follow: who has the
-- say, in the order in which they decide.
CREATE TABLE score (
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
CREATE UNIQUE INDEX score_id ON score (project, id);
CREATE INDEX score_trace ON score (project, trace) WHERE trace IS NOT NULL;
