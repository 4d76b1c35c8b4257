-- Text that many rows share: names, models, services. Rows hold the number.
CREATE TABLE text (
  no    INTEGER PRIMARY KEY,
  value TEXT NOT NULL UNIQUE
);

CREATE TABLE project (
  no      INTEGER PRIMARY KEY,
  id      TEXT NOT NULL UNIQUE,
  name    TEXT NOT NULL,
  created INTEGER NOT NULL
);

CREATE TABLE api_key (
  public_key  TEXT PRIMARY KEY,
  secret_hash TEXT NOT NULL,
  project     INTEGER NOT NULL REFERENCES project (no),
  note        TEXT,
  created     INTEGER NOT NULL,
  revoked     INTEGER
) WITHOUT ROWID;

-- What arrived, never changed: one row for the requests of one commit. data is a RecordBlock.
CREATE TABLE block (
  no             INTEGER PRIMARY KEY,
  first_sequence INTEGER NOT NULL,
  records        INTEGER NOT NULL,
  raw_length     INTEGER NOT NULL,
  data           BLOB NOT NULL
);

-- Everything below is derived from the blocks and can be built again.

-- id: 16 bytes for an OTLP id, text for any other. stated: the fold of what was said of the trace itself.
-- listed: 1 once it has a span. loose: records of this trace that are not some span's first one (logs, later versions).
CREATE TABLE trace (
  no             INTEGER PRIMARY KEY,
  project        INTEGER NOT NULL,
  id             NOT NULL,
  start          INTEGER NOT NULL,
  listed         INTEGER NOT NULL,
  end            INTEGER,
  spans          INTEGER NOT NULL,
  errors         INTEGER NOT NULL,
  status         INTEGER NOT NULL,
  input_tokens   INTEGER,
  output_tokens  INTEGER,
  cache_read     INTEGER,
  cache_write    INTEGER,
  reasoning      INTEGER,
  total_tokens   INTEGER,
  cost           INTEGER,
  root           ,
  input_span     ,
  output_span    ,
  name           TEXT,
  models         TEXT,
  services       TEXT,
  session        TEXT,
  user           TEXT,
  environment    TEXT,
  release        TEXT,
  version        TEXT,
  tags           TEXT,
  public         INTEGER NOT NULL,
  input_preview  TEXT,
  output_preview TEXT,
  stated         BLOB,
  loose          INTEGER NOT NULL
);
CREATE UNIQUE INDEX trace_id ON trace (project, id);
CREATE INDEX trace_start ON trace (project, start) WHERE listed;

-- id and parent: the number of an OTLP id, text for any other. name, models, provider, tool, service: text numbers.
-- block and hash: the span's first record. state_flags: see SpanColumns.
CREATE TABLE span (
  trace          INTEGER NOT NULL,
  id             NOT NULL,
  parent         ,
  start          INTEGER NOT NULL,
  duration       INTEGER,
  kind           INTEGER NOT NULL,
  name           INTEGER,
  service        INTEGER,
  request_model  INTEGER,
  response_model INTEGER,
  provider       INTEGER,
  tool           INTEGER,
  input_tokens   INTEGER,
  output_tokens  INTEGER,
  cache_read     INTEGER,
  cache_write    INTEGER,
  reasoning      INTEGER,
  total_tokens   INTEGER,
  cost           INTEGER,
  messages       INTEGER,
  user_messages  INTEGER,
  assistant_messages INTEGER,
  system_messages INTEGER,
  tool_messages  INTEGER,
  tool_calls     INTEGER,
  first_role     INTEGER,
  last_role      INTEGER,
  block          INTEGER NOT NULL,
  hash           INTEGER NOT NULL,
  PRIMARY KEY (trace, id)
) WITHOUT ROWID;

-- Records beyond a span's first one: log records, later versions. span is '' for a log that names only a trace.
CREATE TABLE span_record (
  trace INTEGER NOT NULL,
  span  NOT NULL,
  hash  INTEGER NOT NULL,
  block INTEGER NOT NULL,
  PRIMARY KEY (trace, span, hash)
) WITHOUT ROWID;

-- The fold of a span that has more records than one, so that the next one is merged without reading blocks.
CREATE TABLE span_state (
  trace INTEGER NOT NULL,
  span  NOT NULL,
  state BLOB NOT NULL,
  PRIMARY KEY (trace, span)
) WITHOUT ROWID;
