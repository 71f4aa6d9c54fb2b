-- For PostgreSQL only, see aigateway.telemetry.Tags: a number for each attribute and value of a span.
ALTER TABLE span ADD COLUMN tags INTEGER[];
CREATE INDEX span_tags ON span USING GIN (tags);
-- Spans from before are found without.
CREATE INDEX span_untagged ON span (entry, start_ns) WHERE tags IS NULL;
CREATE INDEX span_duration ON span (duration_ns);
