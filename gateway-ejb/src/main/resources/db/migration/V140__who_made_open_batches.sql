-- The teams of whoever made an object of an account's, and the labels of the request that did, as JSON: what rules want to know when it is charged; null: not kept.
ALTER TABLE owned_object ADD COLUMN made_with VARCHAR(131072);
