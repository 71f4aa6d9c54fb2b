-- Who did what, and who was turned away. Times are milliseconds since 1970; documents have their credentials as ciphertext.
CREATE SEQUENCE audit_event_id START WITH 50 INCREMENT BY 50;
CREATE TABLE audit_event (
  id              BIGINT       NOT NULL PRIMARY KEY,
  happened_at     BIGINT       NOT NULL,
  -- Of the last one, where several are counted in one row.
  last_at         BIGINT       NOT NULL,
  times           BIGINT       NOT NULL,
  actor           VARCHAR(320) NOT NULL,
  address         VARCHAR(64),
  action          VARCHAR(32)  NOT NULL,
  thing_type      VARCHAR(64)  NOT NULL,
  thing_name      VARCHAR(512) NOT NULL,
  detail          VARCHAR(1000),
  -- Of the configuration, for changes of manifests.
  version         BIGINT,
  document_before VARCHAR(1048576),
  document_after  VARCHAR(1048576)
);

-- What was a table of its own. The old numbers come before those of the sequence.
INSERT INTO audit_event (id, happened_at, last_at, times, actor, action, thing_type, thing_name, version, document_before,
                         document_after)
SELECT c.id - (SELECT MAX(m.id) + 1 FROM manifest_change m), c.changed_at, c.changed_at, 1, c.changed_by,
       CASE WHEN c.document_before IS NULL THEN 'MANIFEST_CREATED'
            WHEN c.document_after IS NULL THEN 'MANIFEST_DELETED'
            ELSE 'MANIFEST_CHANGED' END,
       c.kind, c.name, c.version, c.document_before, c.document_after
FROM manifest_change c;
DROP TABLE manifest_change;
DROP SEQUENCE manifest_change_id;

-- H2 reads an index forwards only: the newest come first in it.
CREATE INDEX audit_event_newest ON audit_event (happened_at DESC, id DESC);
CREATE INDEX audit_event_of_thing ON audit_event (thing_type, thing_name, happened_at DESC);
CREATE INDEX audit_event_by_actor ON audit_event (actor, happened_at DESC);
