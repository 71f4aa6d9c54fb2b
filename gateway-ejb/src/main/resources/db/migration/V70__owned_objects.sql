-- What callers have with vendors: files, batches, jobs. Whoever made one, it is theirs.
CREATE TABLE owned_object (
  -- The account's name, a slash, and the vendor's id.
  id           VARCHAR(512) NOT NULL PRIMARY KEY,
  subject_type VARCHAR(32)  NOT NULL,
  subject_slug VARCHAR(255) NOT NULL,
  -- Milliseconds since 1970.
  created_at   BIGINT       NOT NULL
);
