-- A deleted trace keeps its rows, hidden under the project -no, until its records are wiped from the blocks: they are the
-- list of what is still to do.

-- A deleted score: what records up to this sequence say of it counts no more.
CREATE TABLE deleted_score (
  project INTEGER NOT NULL,
  id      TEXT NOT NULL,
  up_to   INTEGER NOT NULL,
  PRIMARY KEY (project, id)
) WITHOUT ROWID;

-- Shared texts that deleted spans named, to be deleted too unless another row names them.
CREATE TABLE suspect_text (
  no INTEGER PRIMARY KEY
);
