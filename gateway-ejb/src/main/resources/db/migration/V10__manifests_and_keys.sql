-- What operators decided. A document is JSON as it was written; its credentials are ciphertext.
CREATE TABLE manifest (
  kind        VARCHAR(64)      NOT NULL,
  name        VARCHAR(256)     NOT NULL,
  type        VARCHAR(64)      NOT NULL,
  document    VARCHAR(1048576) NOT NULL,
  version     BIGINT           NOT NULL,
  updated_by  VARCHAR(320)     NOT NULL,
  updated_at  BIGINT           NOT NULL,
  PRIMARY KEY (kind, name)
);

-- Who changed what, when, and what it was before. Times are milliseconds since 1970.
CREATE SEQUENCE manifest_change_id START WITH 50 INCREMENT BY 50;
CREATE TABLE manifest_change (
  id              BIGINT           NOT NULL PRIMARY KEY,
  version         BIGINT           NOT NULL,
  kind            VARCHAR(64)      NOT NULL,
  name            VARCHAR(256)     NOT NULL,
  changed_by      VARCHAR(320)     NOT NULL,
  changed_at      BIGINT           NOT NULL,
  document_before VARCHAR(1048576),
  document_after  VARCHAR(1048576)
);
CREATE INDEX manifest_change_of ON manifest_change (kind, name, id);

-- Counters that every node watches. Whoever changes something locks the row first and adds one in the same transaction.
CREATE TABLE change_counter (
  subject VARCHAR(32) NOT NULL PRIMARY KEY,
  version BIGINT      NOT NULL
);
INSERT INTO change_counter (subject, version) VALUES ('manifests', 0);
INSERT INTO change_counter (subject, version) VALUES ('keys', 0);
INSERT INTO change_counter (subject, version) VALUES ('first-start', 0);

-- Keys of users and virtual accounts: only their SHA-256.
CREATE TABLE access_key (
  id           VARCHAR(36)  NOT NULL PRIMARY KEY,
  token_hash   VARCHAR(64)  NOT NULL UNIQUE,
  subject      VARCHAR(320) NOT NULL,
  name         VARCHAR(256) NOT NULL,
  form         VARCHAR(16)  NOT NULL,
  hint         VARCHAR(32)  NOT NULL,
  issued_by    VARCHAR(320) NOT NULL,
  issued_at    BIGINT       NOT NULL,
  expires_at   BIGINT,
  revoked_at   BIGINT,
  last_used_at BIGINT
);
CREATE INDEX access_key_of ON access_key (subject);

-- The gateway's own signing keys, sealed.
CREATE TABLE signing_key (
  id         VARCHAR(64)   NOT NULL PRIMARY KEY,
  sealed     VARCHAR(4096) NOT NULL,
  created_at BIGINT        NOT NULL
);

-- Console passwords, salted and stretched.
CREATE TABLE password (
  username   VARCHAR(256)  NOT NULL PRIMARY KEY,
  verifier   VARCHAR(256)  NOT NULL,
  changed_at BIGINT        NOT NULL
);
