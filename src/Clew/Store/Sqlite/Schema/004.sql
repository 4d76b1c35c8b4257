-- What was stated of a trace itself. own: 1 if it has an input of its own, 2 an output, 4 if it was stated at all.
-- output_updated: when the output was said. created and updated: arrival of its first and last record; 0 in rows from
-- before these columns.
ALTER TABLE trace ADD COLUMN own INTEGER NOT NULL DEFAULT 0;
ALTER TABLE trace ADD COLUMN external_id TEXT;
ALTER TABLE trace ADD COLUMN output_updated INTEGER;
ALTER TABLE trace ADD COLUMN created INTEGER NOT NULL DEFAULT 0;
ALTER TABLE trace ADD COLUMN updated INTEGER NOT NULL DEFAULT 0;

-- Which trace an observation of Langfuse's API is in: updates may leave it out. id as in span.
CREATE TABLE observation (
  project INTEGER NOT NULL,
  id      NOT NULL,
  trace   INTEGER NOT NULL,
  PRIMARY KEY (id, project)
) WITHOUT ROWID;

-- Updates of observations that name no trace and have not arrived. They wait.
CREATE TABLE unattached (
  project INTEGER NOT NULL,
  id      NOT NULL,
  hash    INTEGER NOT NULL,
  block   INTEGER NOT NULL,
  PRIMARY KEY (project, id, hash)
) WITHOUT ROWID;

-- type: numeric, categorical and so on, or null if nobody said.
ALTER TABLE score ADD COLUMN type INTEGER;
ALTER TABLE score ADD COLUMN config TEXT;
ALTER TABLE score ADD COLUMN dataset_run TEXT;
ALTER TABLE score ADD COLUMN queue TEXT;
ALTER TABLE score ADD COLUMN execution TEXT;
ALTER TABLE score ADD COLUMN author TEXT;
ALTER TABLE score ADD COLUMN environment TEXT;
ALTER TABLE score ADD COLUMN metadata TEXT;
