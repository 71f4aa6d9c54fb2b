-- What is listed, filtered and added up: narrow rows, so that a day's worth is read quickly.
CREATE TABLE span (
  trace_id       VARCHAR(32)   NOT NULL,
  span_id        VARCHAR(16)   NOT NULL,
  parent_id      VARCHAR(16),
  -- It begins here: it has no parent, or one in another process.
  entry          BOOLEAN       NOT NULL,
  start_ns       BIGINT        NOT NULL,
  duration_ns    BIGINT        NOT NULL,
  name           VARCHAR(512)  NOT NULL,
  kind           VARCHAR(8)    NOT NULL,
  status         VARCHAR(5)    NOT NULL,
  status_message VARCHAR(2000),
  service        VARCHAR(255),
  scope          VARCHAR(255),
  scope_version  VARCHAR(64),
  project        VARCHAR(255),
  span_type      VARCHAR(64),
  subject_type   VARCHAR(32),
  subject_slug   VARCHAR(255),
  -- |one|two|
  teams          VARCHAR(2000),
  model          VARCHAR(255),
  answered_by    VARCHAR(255),
  streaming      BOOLEAN,
  input_tokens   BIGINT,
  output_tokens  BIGINT,
  cost           NUMERIC(24, 12),
  ttft_ms        DOUBLE PRECISION,
  http_status    INTEGER,
  error_type     VARCHAR(128),
  short_input    VARCHAR(200),
  -- A JSON object in the order of its names.
  metadata       VARCHAR(8000),
  PRIMARY KEY (trace_id, span_id)
);

-- H2 reads an index forwards only: the newest come first in it.
CREATE INDEX span_newest ON span (entry, start_ns DESC, span_id DESC);
CREATE INDEX span_of_subject ON span (subject_slug, start_ns);

-- What is read when a trace is opened: the spans of one trace that came in one message, as they came (TracesData of OTLP).
CREATE TABLE span_part (
  trace_id VARCHAR(32) NOT NULL,
  -- Made of the ids of its spans: a message that comes again makes the same parts.
  part     BIGINT      NOT NULL,
  -- The latest start of its spans.
  last_ns  BIGINT      NOT NULL,
  spans    BYTEA       NOT NULL,
  PRIMARY KEY (trace_id, part)
);
