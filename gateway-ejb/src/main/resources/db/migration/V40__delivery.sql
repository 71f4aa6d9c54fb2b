-- How each exporter has fared, over all nodes and starts. Nodes add to it; none overwrites it. Times are milliseconds since 1970.
CREATE TABLE exporter_delivery (
  exporter     VARCHAR(128) NOT NULL PRIMARY KEY,
  delivered    BIGINT       DEFAULT 0 NOT NULL,
  failed       BIGINT       DEFAULT 0 NOT NULL,
  dropped      BIGINT       DEFAULT 0 NOT NULL,
  delivered_at BIGINT,
  error        VARCHAR(400),
  error_at     BIGINT
);
