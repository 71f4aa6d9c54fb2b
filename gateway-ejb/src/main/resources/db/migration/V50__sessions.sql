-- Sessions have no row: what began before this does not count for the subject, and a session that was ended is kept until
-- it would have ended by itself. Times are milliseconds since 1970.
CREATE TABLE sessions_since (
  subject VARCHAR(320) NOT NULL PRIMARY KEY,
  since   BIGINT       NOT NULL
);
CREATE TABLE ended_session (
  id         VARCHAR(36) NOT NULL PRIMARY KEY,
  expires_at BIGINT      NOT NULL
);
