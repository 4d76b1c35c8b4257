-- What a project has besides traces. parent and name are there to find by; json is never looked into.
CREATE TABLE document (
  project INTEGER NOT NULL REFERENCES project (no),
  kind    TEXT NOT NULL,
  id      TEXT NOT NULL,
  parent  TEXT,
  name    TEXT,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  json    BLOB NOT NULL
);
CREATE UNIQUE INDEX document_id ON document (project, kind, id);
CREATE INDEX document_created ON document (project, kind, created, id);
CREATE INDEX document_name ON document (project, kind, name, id);
CREATE INDEX document_parent ON document (project, kind, parent, created, id) WHERE parent IS NOT NULL;

-- Bytes in chunks. A number is never used twice: whoever reads chunks must not find those of another.
CREATE TABLE media (
  no      INTEGER PRIMARY KEY AUTOINCREMENT,
  project INTEGER NOT NULL REFERENCES project (no),
  id      TEXT NOT NULL,
  chunk   INTEGER NOT NULL, -- bytes of each chunk but the last
  length  INTEGER           -- null while it is written, and while it is removed
);
CREATE UNIQUE INDEX media_id ON media (project, id) WHERE length IS NOT NULL;
CREATE TABLE media_chunk (
  media INTEGER NOT NULL REFERENCES media (no),
  no    INTEGER NOT NULL,
  data  BLOB NOT NULL,
  PRIMARY KEY (media, no)
);
