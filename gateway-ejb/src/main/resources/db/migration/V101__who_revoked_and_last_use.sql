ALTER TABLE access_key ADD COLUMN revoked_by VARCHAR(320);

-- When tokens were last used that stand in manifests and have no row of their own. Milliseconds since 1970.
CREATE TABLE manifest_token_use (
  subject      VARCHAR(320) NOT NULL PRIMARY KEY,
  last_used_at BIGINT       NOT NULL
);
