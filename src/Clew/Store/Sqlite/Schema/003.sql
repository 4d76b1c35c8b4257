-- The row of the price table that gave a span's cost, as a text number; null for a cost that was sent, or none.
ALTER TABLE span ADD COLUMN priced_by INTEGER;

-- Facts about the database itself. rules: the name of the rules that derived the rows.
CREATE TABLE setting (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
