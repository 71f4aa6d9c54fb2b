-- What people think of answers. The id is made of span and person: who says it again says it instead.
CREATE TABLE span_feedback (
  id           VARCHAR(32)  NOT NULL PRIMARY KEY,
  trace_id     VARCHAR(32)  NOT NULL,
  span_id      VARCHAR(16)  NOT NULL,
  subject_type VARCHAR(32)  NOT NULL,
  subject_slug VARCHAR(255) NOT NULL,
  -- From 1, the worst, to 5.
  rating       INTEGER      NOT NULL,
  remark       VARCHAR(4000),
  -- A JSON object.
  metadata     VARCHAR(8000),
  -- Milliseconds since 1970.
  created_at   BIGINT       NOT NULL,
  updated_at   BIGINT       NOT NULL
);

CREATE INDEX span_feedback_of_trace ON span_feedback (trace_id);
CREATE INDEX span_feedback_age ON span_feedback (created_at);
