-- When the gateway asks the vendor by itself what became of an object of an account's, in milliseconds since 1970; null: never, or no longer.
ALTER TABLE owned_object ADD COLUMN ask_at BIGINT;

CREATE INDEX owned_object_ask_at ON owned_object (ask_at);
