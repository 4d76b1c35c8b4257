-- What search knows of the blocks: built behind them, and can be dropped and built again. A chunk is some records in
-- sequence, of about a megabyte of text or less; what comes after the last chunk was not looked at yet.
-- filtered: 0 after something was deleted from it, until it is built again. bytes: of its blocks, about.
CREATE TABLE text_chunk (
  no             INTEGER PRIMARY KEY,
  first_sequence INTEGER NOT NULL,
  last_sequence  INTEGER NOT NULL,
  first_block    INTEGER NOT NULL,
  last_block     INTEGER NOT NULL,
  bytes          INTEGER NOT NULL,
  filtered       INTEGER NOT NULL
);

-- The Bloom filter of a chunk in 16 slices: a token is in one of them, so that a question reads a sixteenth.
-- no: slice << 40 | chunk.
CREATE TABLE text_slice (
  no   INTEGER PRIMARY KEY,
  bits BLOB NOT NULL
);

-- The smallest and largest number of each attribute: 24 bytes a key, by its token.
CREATE TABLE text_range (
  chunk INTEGER PRIMARY KEY,
  keys  BLOB NOT NULL
);
