-- When what an object of an account's came to was paid, in milliseconds since 1970; null: not yet. Once, over all nodes.
ALTER TABLE owned_object ADD COLUMN settled_at BIGINT;

-- What was made before is not charged to a later period.
UPDATE owned_object SET settled_at = created_at;
