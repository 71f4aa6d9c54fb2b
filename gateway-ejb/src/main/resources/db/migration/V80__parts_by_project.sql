-- A project may keep its spans for another time than others: what is read together goes together only within one.
ALTER TABLE span_part ADD COLUMN project VARCHAR(255);
UPDATE span_part SET project = (SELECT MIN(span.project) FROM span WHERE span.trace_id = span_part.trace_id);
