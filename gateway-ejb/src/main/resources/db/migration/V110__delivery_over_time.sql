-- How delivery went in each five minutes, for each exporter and the store; a week of it is kept. Nodes add to it. Times are
-- milliseconds since 1970; what waits is the most messages that were seen waiting.
CREATE TABLE delivery_step (
  exporter  VARCHAR(128) NOT NULL,
  begun     BIGINT       NOT NULL,
  delivered BIGINT       DEFAULT 0 NOT NULL,
  failed    BIGINT       DEFAULT 0 NOT NULL,
  dropped   BIGINT       DEFAULT 0 NOT NULL,
  waiting   BIGINT       DEFAULT 0 NOT NULL,
  PRIMARY KEY (exporter, begun)
);
CREATE INDEX delivery_step_age ON delivery_step (begun);
