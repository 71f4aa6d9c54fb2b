-- What each node has counted lately, told to the console. Times are milliseconds since 1970; after expires_at a row means nothing.
CREATE TABLE rate_limit_use (
  id         VARCHAR(36)  NOT NULL PRIMARY KEY,
  node       VARCHAR(36)  NOT NULL,
  rule_id    VARCHAR(256) NOT NULL,
  pool       VARCHAR(256) NOT NULL,
  unit       VARCHAR(32)  NOT NULL,
  used       BIGINT       NOT NULL,
  limit_to   BIGINT       NOT NULL,
  expires_at BIGINT       NOT NULL
);
CREATE INDEX rate_limit_use_of ON rate_limit_use (rule_id, pool);
CREATE INDEX rate_limit_use_until ON rate_limit_use (expires_at);

-- Money and tokens spent on a budget in one period, by all nodes. Nodes add to it; none overwrites it.
CREATE TABLE budget_spend (
  rule_id          VARCHAR(256)             NOT NULL,
  pool             VARCHAR(256)             NOT NULL,
  period_start     DATE                     NOT NULL,
  unit             VARCHAR(32)              NOT NULL,
  cost             NUMERIC(30, 12)          NOT NULL,
  tokens           BIGINT                   NOT NULL,
  unknown_requests BIGINT                   NOT NULL,
  updated_at       TIMESTAMP WITH TIME ZONE NOT NULL,
  PRIMARY KEY (rule_id, unit, pool, period_start)
);
CREATE INDEX budget_spend_changed ON budget_spend (updated_at);
CREATE INDEX budget_spend_period ON budget_spend (period_start);

-- One row for each batch of spend that was added, in the same transaction: a node that does not know whether its commit
-- went through finds out here, and counts nothing twice.
CREATE TABLE budget_flush (
  id       VARCHAR(36) NOT NULL PRIMARY KEY,
  added_at BIGINT      NOT NULL
);
CREATE INDEX budget_flush_age ON budget_flush (added_at);

-- One row for each threshold that was crossed in a period; being unique makes the alert go out once.
CREATE TABLE budget_alert (
  id           VARCHAR(36)     NOT NULL PRIMARY KEY,
  rule_id      VARCHAR(256)    NOT NULL,
  unit         VARCHAR(32)     NOT NULL,
  pool         VARCHAR(256)    NOT NULL,
  period_start DATE            NOT NULL,
  threshold    INTEGER         NOT NULL,
  spent        NUMERIC(30, 12) NOT NULL,
  limit_to     NUMERIC(30, 12) NOT NULL,
  crossed_at   BIGINT          NOT NULL,
  outcome      VARCHAR(1024),
  UNIQUE (rule_id, unit, pool, period_start, threshold)
);
CREATE INDEX budget_alert_time ON budget_alert (crossed_at);
